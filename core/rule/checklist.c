#include "core/rule/checklist.h"

#include <string.h>

#include "core/base/str.h"
#include "core/rule/decision.h"
#include "core/rule/expr.h"
#include "core/rule/scheme_names.h"

static const struct value_list no_marks;

static const char *text_or_empty(struct value v)
{
    return v.type == VALUE_TEXT ? v.text : "";
}

static struct value cell(const struct type_columns *columns, const struct value *row, const char *name)
{
    int at = type_column(columns, name);
    return at < 0 ? value_undefined() : row[at];
}

static const struct fact_name *list_name(const struct checklist_def *def, struct facts *f)
{
    return fact_names_find(f->names, arena_printf(f->arena, "check.%s", def->rule.id));
}

static const struct value_list *form_rows(const struct checklist_def *def, struct facts *f)
{
    const char *form = str_starts(def->rows, "form.") ? def->rows + 5 : def->rows;
    return facts_list(f, arena_printf(f->arena, "form.%s", form));
}

static const struct value_list *list_or_none(struct value v)
{
    return v.type == VALUE_LIST ? v.list : &no_marks;
}

static const struct value_list *texts_list(struct facts *f, const struct texts *texts)
{
    struct value_list *list = ARENA_NEW(f->arena, struct value_list);
    const struct value **rows = ARENA_ARRAY(f->arena, const struct value *, texts->n);
    for (size_t i = 0; i < texts->n; i++) {
        struct value *one = ARENA_NEW(f->arena, struct value);
        *one = value_text(texts->at[i]);
        rows[i] = one;
    }
    list->row = rows;
    list->n = texts->n;
    return list;
}

/* What somebody recorded for it, or NULL. */
static const struct value *recorded_row(const struct fact_name *list, struct facts *f, const struct checked_item *item)
{
    const struct value_list *rows = facts_rows(f, list);
    const struct value *row = rows->n ? facts_find_row(list, rows, item->id, *item->unit ? item->unit : NULL) : NULL;
    return row;
}

static void take_record(const struct fact_name *list, struct facts *f, struct checked_item *item)
{
    const struct value *row = recorded_row(list, f, item);
    item->evidence = item->note = item->by = "";
    if (!row)
        return;
    const struct type_columns *columns = list->type.columns;
    struct value result = cell(columns, row, "result");
    item->evidence = text_or_empty(cell(columns, row, "evidence"));
    item->note = text_or_empty(cell(columns, row, "note"));
    item->by = text_or_empty(cell(columns, row, "by"));
    if (result.type == VALUE_TEXT) {
        item->result = result.text;
        item->source = CHECK_RECORDED;
    }
}

static const struct result_def *first_passing(const struct checklist_def *def)
{
    for (size_t i = 0; i < def->results.n; i++)
        if (def->results.at[i].passes)
            return &def->results.at[i];
    return NULL;
}

static void settle(const struct checklist_def *def, struct checked_item *item)
{
    const struct result_def *result = item->result ? checklist_result(def, item->result) : NULL;
    item->open = !item->result || (result && result->open);
    item->passes = result && result->passes && !item->open;
}

/* An item of the list itself. */
static bool check_listed(const struct checklist_def *def, const struct fact_name *list, struct facts *f,
                         const struct check_item_def *from, const char *unit, struct checked_item *item)
{
    *item = (struct checked_item){.item = from, .id = from->rule.id, .unit = unit, .no = "", .label = from->rule.label,
                                  .class_ = from->class_ ? from->class_ : "", .marks = texts_list(f, &from->marks),
                                  .permits = texts_list(f, &from->permits)};
    item->ref = *unit ? arena_printf(f->arena, "%s@%s", item->id, unit) : item->id;
    if (formula_given(&from->applies)) {
        struct value applies = expr_eval(from->applies.expr, f);
        if (value_defined(applies) && !applies.b)
            return false;
    }
    take_record(list, f, item);
    if (formula_given(&from->automatic) && !(from->override && item->result)) {
        struct value v = expr_eval(from->automatic.expr, f);
        item->missing = f->missing;
        item->source = CHECK_AUTOMATIC;
        item->result = v.type == VALUE_TEXT ? v.text : NULL;
    }
    settle(def, item);
    return true;
}

/* What a row deserves: its best, or the end of the matter. */
static void assess(const struct scheme *s, const struct checklist_def *def, struct facts *f, struct checked_item *item)
{
    const struct decision_def *decision = def->assess ? scheme_decision(s, def->assess) : NULL;
    if (!decision)
        return;
    struct decided d = decision_run(decision, f, item->row);
    struct value best = decided_output(decision, &d, "result");
    item->missing = d.missing;
    if (best.type != VALUE_TEXT)
        return;
    item->assessed = best.text;
    const struct result_def *result = checklist_result(def, best.text);
    const struct result_def *said = item->result ? checklist_result(def, item->result) : NULL;
    /* Only what may pass in full is left to the reviewer; an answer such as "does not apply" stands until he says that it
     * fails or asks: a pass on record speaks of what stood there before. */
    bool settled = result && (!result->passes || (result != first_passing(def) && (!said || said->passes)));
    if (settled) {
        item->result = best.text;
        item->source = CHECK_ASSESSED;
    }
}

/* A row of the matrix form. */
static bool check_row(const struct scheme *s, const struct checklist_def *def, const struct fact_name *list, struct facts *f,
                      const struct type_columns *columns, const struct value *row, struct checked_item *item)
{
    *item = (struct checked_item){.row = row, .id = text_or_empty(cell(columns, row, "item")),
                                  .unit = text_or_empty(cell(columns, row, "unit")),
                                  .ref = text_or_empty(cell(columns, row, "ref")),
                                  .no = text_or_empty(cell(columns, row, "no")),
                                  .label = text_or_empty(cell(columns, row, "label")),
                                  .class_ = text_or_empty(cell(columns, row, "class")),
                                  .marks = list_or_none(cell(columns, row, "marks")),
                                  .permits = list_or_none(cell(columns, row, "permits"))};
    if (formula_given(&def->applies)) {
        struct value applies = expr_eval_row(def->applies.expr, f, row);
        if (value_defined(applies) && !applies.b)
            return false;
    }
    take_record(list, f, item);
    if (!item->result && formula_given(&def->inherit) && value_true(expr_eval_row(def->inherit.expr, f, row))) {
        const struct result_def *passed = first_passing(def);
        item->result = passed ? passed->rule.id : NULL;
        item->source = CHECK_INHERITED;
    }
    assess(s, def, f, item);
    settle(def, item);
    return true;
}

static void add(struct checked_list *list, const struct checked_item *item, struct facts *f, size_t *room)
{
    list->at = arena_list_grow(f->arena, list->at, list->n, room, sizeof *list->at);
    list->at[list->n++] = *item;
    list->open += item->open;
    list->done += !item->open;
    list->failed += !item->open && !item->passes;
}

struct checked_list checklist_run(const struct scheme *s, const struct checklist_def *def, struct facts *f)
{
    struct checked_list list = {.def = def};
    const struct fact_name *name = list_name(def, f);
    const struct value_list *rows = def->rows ? form_rows(def, f) : &no_marks;
    size_t room = 0;
    struct checked_item item;
    for (size_t i = 0; name && i < rows->n; i++)
        if (check_row(s, def, name, f, rows->columns, rows->row[i], &item))
            add(&list, &item, f, &room);
    for (size_t i = 0; name && i < def->items.n; i++) {
        const struct check_item_def *from = &def->items.at[i];
        if (!from->per) {
            if (check_listed(def, name, f, from, "", &item))
                add(&list, &item, f, &room);
            continue;
        }
        const struct value_list *units = facts_list(f, arena_printf(f->arena, "unit.%s", from->per));
        for (size_t u = 0; u < units->n; u++)
            if (check_listed(def, name, f, from, text_or_empty(cell(units->columns, units->row[u], "label")), &item))
                add(&list, &item, f, &room);
    }
    return list;
}

bool checklist_one(const struct scheme *s, const struct checklist_def *def, struct facts *f, const char *item,
                   const char *unit, struct checked_item *item_r)
{
    const struct fact_name *name = list_name(def, f);
    const struct check_item_def *from = checklist_item(def, item);
    if (!name)
        return false;
    if (from)
        return check_listed(def, name, f, from, unit ? unit : "", item_r);
    const struct value_list *rows = def->rows ? form_rows(def, f) : &no_marks;
    for (size_t i = 0; i < rows->n; i++) {
        const char *row_unit = text_or_empty(cell(rows->columns, rows->row[i], "unit"));
        if (str_eq(text_or_empty(cell(rows->columns, rows->row[i], "item")), item) && (!unit || str_eq(row_unit, unit)))
            return check_row(s, def, name, f, rows->columns, rows->row[i], item_r);
    }
    return false;
}

const struct transition_def *checklist_opening(const struct scheme *s, const struct checklist_def *def, const char *case_type)
{
    const struct machine_def *m = scheme_case_machine(s, case_type);
    for (size_t i = 0; m && i < m->transitions.n; i++) {
        const struct transition_def *t = &m->transitions.at[i];
        for (size_t j = 0; j < t->effects.n; j++)
            if (t->effects.at[j].kind == EFFECT_CHECKLIST_OPEN && str_eq(t->effects.at[j].id, def->rule.id))
                return t;
    }
    return NULL;
}

/* A result that some item of the list permits is for those that permit it only. */
static bool is_permitted(const struct checklist_def *def, const struct checked_item *item, const char *result)
{
    for (size_t i = 0; i < item->permits->n; i++)
        if (item->permits->row[i]->type == VALUE_TEXT && str_eq(item->permits->row[i]->text, result))
            return true;
    for (size_t i = 0; i < def->items.n; i++)
        if (texts_have(&def->items.at[i].permits, result))
            return false;
    return true;
}

int checklist_may_record(const struct checklist_def *def, const struct checked_item *item, const char *result,
                         const char *note, struct err *e)
{
    bool automatic = item->item && formula_given(&item->item->automatic);
    const struct result_def *known = *result ? checklist_result(def, result) : NULL;
    const struct result_def *best = item->assessed ? checklist_result(def, item->assessed) : NULL;
    const char *msg = NULL, *refused = item->id;
    if (*result && !known)
        return err_set(e, E_INPUT, "check.no-result", result, NULL);
    if (automatic && !item->item->override)
        msg = "check.automatic";
    else if (automatic && *result && str_empty(note))
        msg = "check.note";
    else if (known && known->passes && best && known != best && best != first_passing(def))
        msg = "check.deserves";
    else if (known && !is_permitted(def, item, result)) {
        msg = "check.not-permitted";
        refused = def->error ? def->error : refused;
    }
    if (!msg)
        return 0;
    err_set(e, E_RULE, msg, item->label, msg[6] == 'd' ? item->assessed : result, NULL);
    return err_rule(e, refused, item->item ? item->item->rule.src : def->rule.src);
}

const struct value_list *checked_failing(const struct checked_item *item, struct facts *f)
{
    return named_rows(f, item->item ? expr_eval(item->item->failing.expr, f) : value_undefined());
}

const char *checked_error(const struct checked_item *item, struct facts *f)
{
    for (size_t i = 0; item->item && i < item->item->errors.n; i++) {
        const struct item_error_def *error = &item->item->errors.at[i];
        if (!formula_given(&error->cond) || expr_is_true(error->cond.expr, f))
            return error->id;
    }
    return NULL;
}
