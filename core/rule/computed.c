#include "core/rule/computed.h"

#include <string.h>

#include "core/base/str.h"
#include "core/rule/checklist.h"
#include "core/rule/deadline.h"
#include "core/rule/decision.h"
#include "core/rule/expr.h"
#include "core/rule/fee.h"
#include "core/rule/people.h"
#include "core/rule/scheme_names.h"

static struct value deadline_value(const struct scheme *s, struct facts *f, const struct fact_name *name)
{
    struct deadline_day day;
    struct err e;
    if (deadline_compute(s, &s->deadlines.at[name->index], f, NULL, &day, &e) != 0)
        return value_undefined();
    switch ((enum deadline_part)name->part) {
    case DEADLINE_PART_DUE: return value_date(day.due);
    case DEADLINE_PART_BASE: return value_date(day.base);
    case DEADLINE_PART_RAW: return value_date(day.raw);
    case DEADLINE_PART_OPENS: return value_date(day.opens);
    }
    return value_undefined();
}

static bool is_waived(struct facts *f, const struct fee_def *fee)
{
    const char *before = f->missing;
    struct value state = facts_get(f, arena_printf(f->arena, "fee.%s.state", fee->rule.id));
    f->missing = before;
    return state.type == VALUE_TEXT && (str_eq(state.text, "waived") || str_eq(state.text, "void"));
}

/* The sum of all fees that are due; undefined when one of them is. */
static struct value owed(const struct scheme *s, struct facts *f)
{
    struct value sum = value_yen((struct yen){0});
    for (size_t i = 0; i < s->fees.n; i++) {
        const struct fee_def *fee = &s->fees.at[i];
        if (is_waived(f, fee))
            continue;
        struct fee_price price;
        struct err e;
        if (formula_given(&fee->when) && !expr_is_true(fee->when.expr, f))
            continue;
        if (fee_compute(s, fee, f, &price, &e) != 0)
            return value_undefined();
        sum = value_add(sum, value_yen(price.gross));
    }
    f->missing = NULL;
    return sum;
}

static struct value fee_value(const struct scheme *s, struct facts *f, const struct fact_name *name)
{
    const struct fee_def *def = &s->fees.at[name->index];
    struct fee_price price;
    struct err e;
    int rc = fee_compute(s, def, f, &price, &e);
    if ((rc || !price.row) && formula_given(&def->announced))
        rc = fee_announced(s, def, f, &price, &e);
    if (rc)
        return value_undefined();
    switch ((enum fee_part)name->part) {
    case FEE_PART_NET: return value_yen(price.net);
    case FEE_PART_TAX: return value_yen(price.tax);
    case FEE_PART_GROSS: return value_yen(price.gross);
    case FEE_PART_COUNT: return value_int(price.count);
    case FEE_PART_RATE: return value_int(price.rate_bp / 100);
    case FEE_PART_DUE: return value_date(price.due);
    }
    return value_undefined();
}

/* The list whose outcome this is and that waits for its second person; NULL: none does. */
static const struct checklist_def *unsigned_list(const struct scheme *s, struct facts *f, const struct decision_def *def)
{
    for (size_t i = 0; i < s->checklists.n; i++)
        if (str_eq(s->checklists.at[i].outcome, def->rule.id) && !checklist_is_signed(s, &s->checklists.at[i], f))
            return &s->checklists.at[i];
    return NULL;
}

static struct value decision_value(const struct scheme *s, struct facts *f, const struct fact_name *name)
{
    const struct decision_def *def = &s->decisions.at[name->index];
    struct decided d = decision_run(def, f, NULL);
    if (d.undefined)
        return facts_lack(f, expr_first_fact(d.undefined->cond.expr));
    if (!d.row && d.missing)
        return facts_lack(f, d.missing);
    const struct checklist_def *waits = unsigned_list(s, f, def);
    if (waits)
        return facts_lack(f, arena_printf(f->arena, "check.%s.signed", waits->rule.id));
    return name->part < (int)def->outputs.n ? d.output[name->part] : value_undefined();
}

static void put(const struct type_columns *columns, struct value *row, const char *column, struct value v)
{
    int at = type_column(columns, column);
    if (at >= 0)
        row[at] = v;
}

static const struct value *checked_row(struct facts *f, const struct type_columns *columns, const struct checked_item *item)
{
    struct value *row = ARENA_ARRAY(f->arena, struct value, columns->n);
    put(columns, row, "ref", value_text(item->ref));
    put(columns, row, "item", value_text(item->id));
    put(columns, row, "unit", value_text(item->unit));
    put(columns, row, "no", value_text(item->no));
    put(columns, row, "label", value_text(item->label));
    put(columns, row, "class", value_text(item->class_));
    put(columns, row, "marks", value_list(item->marks));
    put(columns, row, "result", value_text(item->result));
    put(columns, row, "assessed", value_text(item->assessed));
    put(columns, row, "evidence", value_text(item->evidence));
    put(columns, row, "note", value_text(item->note));
    put(columns, row, "by", value_text(item->by));
    put(columns, row, "permits", value_list(item->permits));
    if (!item->open && !item->passes)
        put(columns, row, "failing", value_text(value_print(f->arena, value_list(checked_failing(item, f)))));
    return row;
}

static struct value checked_rows(struct facts *f, const struct fact_name *name, const struct checked_list *checked)
{
    struct value_list *list = ARENA_NEW(f->arena, struct value_list);
    const struct value **rows = ARENA_ARRAY(f->arena, const struct value *, checked->n);
    for (size_t i = 0; i < checked->n; i++)
        rows[i] = checked_row(f, name->type.columns, &checked->at[i]);
    *list = (struct value_list){.columns = name->type.columns, .n = checked->n, .row = rows};
    return value_list(list);
}

static struct value outcome(const struct scheme *s, struct facts *f, const struct checklist_def *def)
{
    const struct decision_def *decision = scheme_decision(s, def->outcome);
    if (!decision || !decision->outputs.n)
        return value_undefined();
    return facts_get(f, arena_printf(f->arena, "decision.%s.%s", decision->rule.id, decision->outputs.at[0].name));
}

static struct value checklist_value(const struct scheme *s, struct facts *f, const struct fact_name *name)
{
    const struct checklist_def *def = &s->checklists.at[name->index];
    if (name->part == CHECK_PART_OUTCOME)
        return outcome(s, f, def);
    if (name->part == CHECK_PART_SIGNED)
        return value_bool(checklist_content_is_signed(s, def, f));
    struct checked_list list = checklist_run(s, def, f);
    f->missing = NULL;
    switch ((enum check_part)name->part) {
    case CHECK_PART_ROWS: {
        const struct fact_name *check = fact_names_find(f->names, arena_printf(f->arena, "check.%s", def->rule.id));
        return check ? checked_rows(f, check, &list) : value_undefined();
    }
    case CHECK_PART_OPEN: return value_int((int64_t)list.open);
    case CHECK_PART_FAILED: return value_int((int64_t)list.failed);
    case CHECK_PART_DONE: return value_int((int64_t)list.done);
    case CHECK_PART_OUTCOME:
    case CHECK_PART_SIGNED: break;
    }
    return value_undefined();
}

static struct value param_value(const struct scheme *s, struct facts *f, const struct fact_name *name)
{
    const struct param_def *param = &s->params.at[name->index];
    struct value v = value_undefined();
    struct err e;
    if (param->type.type != VALUE_LIST || param->type.columns)
        return param->value && value_read(f->arena, &param->type, param->value, &v, &e) == 0 ? v : value_undefined();
    const char *lines = "";
    for (size_t i = 0; i < param->values.n; i++)
        lines = arena_printf(f->arena, "%s%s%s", lines, i ? "\n" : "", param->values.at[i]);
    return value_read(f->arena, &param->type, lines, &v, &e) == 0 ? v : value_undefined();
}

static struct value other_value(const struct scheme *s, struct facts *f, const struct fact_name *name)
{
    switch ((enum other_part)name->part) {
    case OTHER_PART_IS: return expr_eval(s->facts.at[name->index].is.expr, f);
    case OTHER_PART_OFFICE: return value_text(s->office.at[name->index].text);
    case OTHER_PART_BODY: return value_text(scheme_body(s, facts_today(f)));
    case OTHER_PART_OWED: return owed(s, f);
    case OTHER_PART_INTEREST: return people_interests(s, f, name);
    case OTHER_PART_MEMBER: return committee_members(s, f, name);
    case OTHER_PART_CONFLICT: return people_conflict(f);
    }
    return value_undefined();
}

static struct value resolve(struct facts *f, const struct fact_name *name, void *arg)
{
    const struct scheme *s = arg;
    switch (name->origin) {
    case FACT_DEADLINE: return deadline_value(s, f, name);
    case FACT_FEE: return fee_value(s, f, name);
    case FACT_DECISION: return decision_value(s, f, name);
    case FACT_CHECKLIST: return checklist_value(s, f, name);
    case FACT_FORM: return computed_form(s, f, name);
    case FACT_FIELD: return computed_field(s, f, name);
    case FACT_PARAM: return param_value(s, f, name);
    case FACT_OTHER: return other_value(s, f, name);
    case FACT_CERTIFICATE:
    case FACT_GIVEN: break;
    }
    return value_undefined();
}

static struct value resolve_cell(struct facts *f, const struct fact_ref *ref, void *arg)
{
    const struct scheme *s = arg;
    struct checked_item item;
    bool there = checklist_one(s, &s->checklists.at[ref->fact->index], f, ref->key, ref->unit, &item);
    if (ref->column < 0)
        return value_bool(there);
    if (!there)
        return value_undefined();
    f->missing = item.missing;
    return checked_row(f, ref->fact->type.columns, &item)[ref->column];
}

void scheme_facts_init(struct facts *f, struct arena *a, const struct scheme *s, const struct calendar *calendar)
{
    facts_init(f, a, s->names, calendar);
    f->resolve = resolve;
    f->resolve_cell = resolve_cell;
    f->resolve_arg = (void *)s; /* only read */
    for (size_t i = 0; i < s->always.n; i++) {
        const struct fact_name *name = s->always.at[i];
        /* What is never undefined is not so and nothing until somebody says otherwise: no task open, nothing paid. */
        if (name->type.type == VALUE_BOOL)
            facts_set_slot(f, name, value_bool(false));
        else if (name->type.type == VALUE_YEN)
            facts_set_slot(f, name, value_yen((struct yen){0}));
    }
}
