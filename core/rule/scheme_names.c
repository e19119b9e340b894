#include "core/rule/scheme_names.h"

#include <stdio.h>
#include <string.h>

#include "core/base/str.h"

struct build {
    struct arena *a;
    const struct scheme *s;
    struct fact_names *names;
    struct err *e;
    int rc;
};

/* A name with its type; the first failure stays. */
static struct fact_name *add(struct build *b, const char *name, struct type type)
{
    struct fact_name *added = NULL;
    if (b->rc == 0)
        b->rc = fact_names_add(b->names, name, type, &added, b->e);
    return added ? added : ARENA_NEW(b->a, struct fact_name); /* refined by the caller, read by nobody */
}

static struct fact_name *add_plain(struct build *b, const char *name, enum value_type type)
{
    return add(b, name, (struct type){.type = type});
}

static void compute(struct fact_name *name, enum fact_origin origin, size_t index, int part)
{
    name->origin = origin;
    name->index = (int)index;
    name->part = part;
}

struct column {
    const char *name;
    enum value_type type;
};

/* A list of records; extra columns are put behind. */
static struct type list_of(struct arena *a, const struct column *columns, size_t n, const struct type_column *extra,
                           size_t n_extra)
{
    struct type_column *at = ARENA_ARRAY(a, struct type_column, n + n_extra);
    for (size_t i = 0; i < n; i++)
        at[i] = (struct type_column){.name = columns[i].name, .type = {.type = columns[i].type}};
    for (size_t i = 0; i < n; i++)
        if (columns[i].type == VALUE_LIST)
            at[i].type.of = VALUE_TEXT;
    for (size_t i = 0; i < n_extra; i++)
        at[n + i] = extra[i];
    struct type_columns *all = ARENA_NEW(a, struct type_columns);
    *all = (struct type_columns){at, n + n_extra};
    return (struct type){.type = VALUE_LIST, .columns = all};
}
#define LIST_OF(b_, columns_) list_of((b_)->a, (columns_), COUNT_OF(columns_), NULL, 0)

static void add_fields(struct build *b, const char *prefix, const struct column *fields, size_t n)
{
    for (size_t i = 0; i < n; i++)
        add_plain(b, arena_printf(b->a, "%s.%s", prefix, fields[i].name), fields[i].type);
}
#define ADD_FIELDS(b_, prefix_, fields_) add_fields((b_), (prefix_), (fields_), COUNT_OF(fields_))

static const struct column moment_fields[] = {{"login", VALUE_TEXT}};
static const struct column case_fields[] = {
    {"number", VALUE_TEXT},      {"state_since", VALUE_DATE}, {"subject", VALUE_TEXT}, {"received_on", VALUE_DATE},
    {"closed_on", VALUE_DATE},   {"batch", VALUE_TEXT},       {"assignee", VALUE_TEXT}};
static const struct column cert_fields[] = {
    {"number", VALUE_TEXT},     {"serial", VALUE_INT},      {"state_since", VALUE_DATE}, {"granted_on", VALUE_DATE},
    {"valid_from", VALUE_DATE}, {"valid_until", VALUE_DATE}, {"issued_on", VALUE_DATE},  {"issue_count", VALUE_INT},
    {"renewals", VALUE_INT},    {"subject", VALUE_TEXT},    {"in_force", VALUE_BOOL}};
static const struct column party_fields[] = {
    {"kind", VALUE_TEXT},    {"name", VALUE_TEXT}, {"reading", VALUE_TEXT}, {"corporate_number", VALUE_TEXT},
    {"address", VALUE_TEXT}, {"tel", VALUE_TEXT},  {"mail", VALUE_TEXT}};
static const struct column type_fields[] = {{"letter", VALUE_TEXT}, {"label", VALUE_TEXT}};
/* What one row of a ledger is about. */
static const struct column period_fields[] = {
    {"from", VALUE_DATE}, {"until", VALUE_DATE}, {"position", VALUE_INT}, {"decided_on", VALUE_DATE}};
/* Who keyed in a form, and how often. */
static const struct column saved_fields[] = {{"saved_by", VALUE_TEXT}, {"revision", VALUE_INT}};
static const struct column bill_columns[] = {
    {"fee", VALUE_TEXT}, {"label", VALUE_TEXT}, {"invoice", VALUE_TEXT}, {"count", VALUE_INT}, {"net", VALUE_YEN},
    {"rate", VALUE_INT}, {"tax", VALUE_YEN}, {"gross", VALUE_YEN}, {"paid", VALUE_YEN}, {"billed_on", VALUE_DATE},
    {"due", VALUE_DATE}, {"paid_on", VALUE_DATE}, {"state", VALUE_TEXT}, {"reason", VALUE_TEXT}};
static const struct column event_columns[] = {
    {"transition", VALUE_TEXT}, {"label", VALUE_TEXT}, {"from", VALUE_TEXT}, {"to", VALUE_TEXT},
    {"effective_on", VALUE_DATE}, {"reason", VALUE_TEXT}};
static const struct column member_columns[] = {
    {"login", VALUE_TEXT}, {"name", VALUE_TEXT}, {"interested", VALUE_BOOL}};
static const struct column interest_columns[] = {
    {"login", VALUE_TEXT}, {"party", VALUE_TEXT}, {"subject", VALUE_TEXT}, {"from_on", VALUE_DATE}, {"until_on", VALUE_DATE},
    {"ground", VALUE_TEXT}};
static const struct column entry_fields[] = {
    {"published_on", VALUE_DATE}, {"withdrawn_on", VALUE_DATE}, {"state", VALUE_TEXT}, {"annotation", VALUE_TEXT},
    {"own", VALUE_BOOL}};

static const struct column doc_columns[] = {
    {"class", VALUE_TEXT},      {"title", VALUE_TEXT},       {"original", VALUE_BOOL},   {"copies", VALUE_INT},
    {"issued_on", VALUE_DATE},  {"expires_on", VALUE_DATE},  {"received_on", VALUE_DATE}, {"edition", VALUE_TEXT},
    {"url", VALUE_TEXT},        {"custody", VALUE_TEXT},     {"custody_on", VALUE_DATE}, {"superseded_by", VALUE_TEXT},
    {"items", VALUE_TEXT},      {"shelf", VALUE_TEXT},       {"secret", VALUE_BOOL},     {"returned", VALUE_BOOL}};
static const struct column group_columns[] = {
    {"accepted", VALUE_BOOL}, {"case", VALUE_TEXT}, {"same_scheme", VALUE_BOOL}, {"open", VALUE_BOOL}};
static const struct column payment_columns[] = {
    {"received_on", VALUE_DATE}, {"amount", VALUE_YEN}, {"payer", VALUE_TEXT}, {"method", VALUE_TEXT}, {"note", VALUE_TEXT}};
static const struct column query_columns[] = {
    {"kind", VALUE_TEXT}, {"item", VALUE_TEXT}, {"ground", VALUE_TEXT}, {"question", VALUE_TEXT}, {"asked_on", VALUE_DATE},
    {"due_on", VALUE_DATE}, {"answer", VALUE_TEXT}, {"answered_on", VALUE_DATE}, {"state", VALUE_TEXT}};
static const struct column withheld_columns[] = {
    {"form", VALUE_TEXT}, {"item", VALUE_TEXT}, {"reason", VALUE_TEXT}, {"wish_from", VALUE_DATE}, {"wish_until", VALUE_DATE},
    {"decision", VALUE_TEXT}, {"decision_reason", VALUE_TEXT}, {"from_on", VALUE_DATE}, {"until_on", VALUE_DATE},
    {"released_on", VALUE_DATE}};
static const struct column other_case_columns[] = {
    {"number", VALUE_TEXT}, {"type", VALUE_TEXT}, {"state", VALUE_TEXT}, {"received_on", VALUE_DATE}};
static const struct column party_cert_columns[] = {
    {"number", VALUE_TEXT}, {"subject", VALUE_TEXT}, {"state", VALUE_TEXT}, {"state_since", VALUE_DATE},
    {"granted_on", VALUE_DATE}, {"valid_until", VALUE_DATE}, {"same_subject", VALUE_BOOL}, {"in_force", VALUE_BOOL}};
static const struct column namesake_columns[] = {
    {"number", VALUE_TEXT}, {"subject", VALUE_TEXT}, {"state", VALUE_TEXT}, {"state_since", VALUE_DATE},
    {"granted_on", VALUE_DATE}, {"valid_until", VALUE_DATE}, {"same_party", VALUE_BOOL}, {"in_force", VALUE_BOOL}};
static const struct column scheme_cert_columns[] = {
    {"number", VALUE_TEXT}, {"subject", VALUE_TEXT}, {"state", VALUE_TEXT}, {"state_since", VALUE_DATE},
    {"granted_on", VALUE_DATE}, {"valid_until", VALUE_DATE}, {"party", VALUE_TEXT}, {"in_force", VALUE_BOOL}};
static const struct column scheme_case_columns[] = {
    {"number", VALUE_TEXT}, {"type", VALUE_TEXT}, {"subject", VALUE_TEXT}, {"state", VALUE_TEXT},
    {"received_on", VALUE_DATE}, {"party", VALUE_TEXT}};
static const struct column check_columns[] = {
    {"ref", VALUE_TEXT}, {"item", VALUE_TEXT}, {"unit", VALUE_TEXT}, {"no", VALUE_TEXT}, {"label", VALUE_TEXT},
    {"class", VALUE_TEXT}, {"marks", VALUE_LIST}, {"permits", VALUE_LIST}, {"assessed", VALUE_TEXT},
    {"evidence", VALUE_TEXT}, {"note", VALUE_TEXT}, {"by", VALUE_TEXT}, {"failing", VALUE_TEXT}};
static const struct column row_columns[] = {
    {"ref", VALUE_TEXT}, {"item", VALUE_TEXT}, {"unit", VALUE_TEXT}, {"no", VALUE_TEXT}, {"label", VALUE_TEXT},
    {"describe", VALUE_TEXT}, {"group", VALUE_TEXT}, {"class", VALUE_TEXT}, {"marks", VALUE_LIST}, {"permits", VALUE_LIST},
    {"changed", VALUE_BOOL}, {"stale", VALUE_BOOL}};

/* The words an enum-like fact may hold, so that misspelt comparisons are found. */
static struct type words_type(struct build *b, const void *at, size_t n, size_t size)
{
    const char **words = ARENA_ARRAY(b->a, const char *, n), **labels = ARENA_ARRAY(b->a, const char *, n);
    for (size_t i = 0; i < n; i++) {
        const struct rule *rule = (const void *)((const char *)at + i * size);
        words[i] = rule->id;
        labels[i] = rule->label;
    }
    return (struct type){.type = VALUE_TEXT, .choices = n ? words : NULL, .n_choices = n, .labels = n ? labels : NULL};
}
#define WORDS(b_, span_) words_type((b_), (span_).at, (span_).n, sizeof *(span_).at)

static struct type case_states(struct build *b)
{
    LIST(const char *) words = {0}, labels = {0};
    for (size_t m = 0; m < b->s->machines.n; m++)
        for (size_t i = 0; b->s->machines.at[m].of == MACHINE_CASE && i < b->s->machines.at[m].states.n; i++) {
            *LIST_ADD(b->a, &words) = b->s->machines.at[m].states.at[i].rule.id;
            *LIST_ADD(b->a, &labels) = b->s->machines.at[m].states.at[i].rule.label;
        }
    return (struct type){.type = VALUE_TEXT, .choices = words.at, .n_choices = words.n, .labels = labels.at};
}

static void add_head(struct build *b)
{
    const struct scheme *s = b->s;
    add_plain(b, "today", VALUE_DATE)->always = true;
    ADD_FIELDS(b, "actor", moment_fields);
    add(b, "actor.roles", (struct type){.type = VALUE_LIST, .of = VALUE_TEXT});
    add_plain(b, "actor.reviewed", VALUE_BOOL)->always = true;
    struct fact_name *conflict = add_plain(b, "actor.conflict", VALUE_BOOL);
    conflict->always = true;
    compute(conflict, FACT_OTHER, 0, OTHER_PART_CONFLICT);
    add(b, "case.type", WORDS(b, s->case_types))->always = true;
    add(b, "case.state", case_states(b))->always = true;
    ADD_FIELDS(b, "case", case_fields);
    const struct machine_def *certificate = scheme_certificate_machine(s);
    add(b, "cert.state", certificate ? WORDS(b, certificate->states) : (struct type){.type = VALUE_TEXT});
    ADD_FIELDS(b, "cert", cert_fields);
    ADD_FIELDS(b, "party", party_fields);
    ADD_FIELDS(b, "type", type_fields);
    add_plain(b, "paper.number", VALUE_TEXT);
    add_plain(b, "paper.issued_on", VALUE_DATE)->always = true;
    add_plain(b, "paper.title", VALUE_TEXT)->always = true;
    add_plain(b, "paper.to", VALUE_TEXT)->always = true;
    ADD_FIELDS(b, "period", period_fields);
    for (size_t i = 0; i < s->facts.n; i++) {
        struct fact_name *name = add(b, s->facts.at[i].rule.id, s->facts.at[i].type);
        name->label = s->facts.at[i].rule.label;
        if (formula_given(&s->facts.at[i].is))
            compute(name, FACT_OTHER, i, OTHER_PART_IS);
    }
    for (size_t i = 0; i < s->params.n; i++) {
        const struct param_def *param = &s->params.at[i];
        struct fact_name *name = add(b, arena_printf(b->a, "param.%s", param->rule.id), param->type);
        name->label = param->rule.label;
        name->always = param->value || param->type.type == VALUE_LIST;
        compute(name, FACT_PARAM, i, 0);
    }
    for (size_t i = 0; i < s->office.n; i++) {
        struct fact_name *name = add_plain(b, arena_printf(b->a, "office.%s", s->office.at[i].name), VALUE_TEXT);
        name->always = true;
        compute(name, FACT_OTHER, i, OTHER_PART_OFFICE);
    }
    struct fact_name *body = add_plain(b, "body", VALUE_TEXT);
    body->always = true;
    compute(body, FACT_OTHER, 0, OTHER_PART_BODY);
    for (size_t i = 0; i < s->tasks.n; i++)
        add_plain(b, arena_printf(b->a, "task.%s", s->tasks.at[i].rule.id), VALUE_BOOL)->always = true;
    for (size_t i = 0; i < s->flags.n; i++)
        add_plain(b, arena_printf(b->a, "flag.%s", s->flags.at[i].rule.id), VALUE_BOOL)->always = true;
}

struct type field_value_type(struct arena *a, const struct field_def *field)
{
    static const enum value_type types[INPUT_TYPE_COUNT] = {
        [INPUT_INT] = VALUE_INT,       [INPUT_DECIMAL] = VALUE_DECIMAL, [INPUT_YEN] = VALUE_YEN,
        [INPUT_DATE] = VALUE_DATE,     [INPUT_PERIOD] = VALUE_PERIOD,   [INPUT_LEADTIME] = VALUE_PERIOD,
        [INPUT_BOOL] = VALUE_BOOL};
    if (field->type == INPUT_LIST) {
        struct type_column *columns = ARENA_ARRAY(a, struct type_column, field->of.n);
        for (size_t i = 0; i < field->of.n; i++)
            columns[i] = (struct type_column){field->of.at[i].rule.id, field->of.at[i].rule.label,
                                              field_value_type(a, &field->of.at[i])};
        return list_of(a, NULL, 0, columns, field->of.n);
    }
    struct type type = {.type = types[field->type] ? types[field->type] : VALUE_TEXT};
    if (field->choices.n > 0) {
        type.choices = field->choices.at;
        type.n_choices = field->choices.n;
        type.labels = field->choice_labels.n ? field->choice_labels.at : NULL;
    }
    if (field->multi) {
        type.type = VALUE_LIST;
        type.of = VALUE_TEXT;
    }
    return type;
}

/* How the rows of a list with these columns are named. */
static struct fact_keys *keys_of(struct build *b, const struct type_columns *columns, const char *key,
                                       const char *unit, const char *value, const char *date, const char *skip)
{
    struct fact_keys *keys = ARENA_NEW(b->a, struct fact_keys);
    *keys = (struct fact_keys){.key_column = type_column(columns, key),
                               .unit_column = unit ? type_column(columns, unit) : -1,
                               .value_column = value ? type_column(columns, value) : -1,
                               .date_column = date ? type_column(columns, date) : -1,
                               .skip_column = skip ? type_column(columns, skip) : -1,
                               .pick = date ? FACT_PICK_NEWEST : FACT_PICK_FIRST};
    return keys;
}

static void name_keys(struct build *b, struct fact_keys *keys, const void *at, size_t n, size_t size)
{
    struct type words = words_type(b, at, n, size);
    keys->keys = words.choices;
    keys->n_keys = words.n_choices;
}

static bool calculates_columns(const struct field_def *field)
{
    for (size_t i = 0; i < field->of.n; i++)
        if (formula_given(&field->of.at[i].calculate))
            return true;
    return false;
}

/* Fields are calculated in the form itself (`own`), columns of a list also in the forms of before. */
static void add_form_fields(struct build *b, const char *prefix, const struct field_def *fields, size_t n, size_t form, bool own)
{
    for (size_t i = 0; i < n; i++) {
        struct fact_name *name = add(b, arena_printf(b->a, "%s.%s", prefix, fields[i].rule.id), field_value_type(b->a, &fields[i]));
        name->label = fields[i].rule.label;
        if ((own && formula_given(&fields[i].calculate)) || calculates_columns(&fields[i]))
            compute(name, FACT_FIELD, form, (int)i);
    }
}

static struct type matrix_type(struct build *b, const struct form_def *form, const struct item_list_def *items)
{
    LIST(struct type_column) extra = {0};
    for (size_t i = 0; i < items->columns.n; i++)
        if (!str_eq(items->columns.at[i], "class") && !str_eq(items->columns.at[i], "marks"))
            *LIST_ADD(b->a, &extra) = (struct type_column){.name = items->columns.at[i], .type = {.type = VALUE_TEXT}};
    for (size_t i = 0; i < form->fields.n; i++)
        *LIST_ADD(b->a, &extra) = (struct type_column){form->fields.at[i].rule.id, form->fields.at[i].rule.label,
                                                       field_value_type(b->a, &form->fields.at[i])};
    return list_of(b->a, row_columns, COUNT_OF(row_columns), extra.at, extra.n);
}

/* A field `from_item` is a text in its column; named by its row it is what the row's item says. */
static void add_item_types(struct build *b, struct fact_keys *keys, const struct form_def *form,
                           const struct item_list_def *items, const struct type_columns *columns)
{
    for (size_t i = 0; i < form->fields.n; i++) {
        if (form->fields.at[i].type != INPUT_FROM_ITEM)
            continue;
        struct type *types = ARENA_ARRAY(b->a, struct type, items->items.n);
        for (size_t k = 0; k < items->items.n; k++) {
            const struct item_def *item = &items->items.at[k];
            const struct field_def like = {.type = item->type, .choices = item->choices};
            types[k] = field_value_type(b->a, &like);
        }
        keys->item_types = types;
        keys->item_column = type_column(columns, form->fields.at[i].rule.id);
        return;
    }
}

const char *const form_view_names[FORM_VIEWS] = {"form", "approved", "original"};

static void add_form(struct build *b, size_t index)
{
    const struct form_def *form = &b->s->forms.at[index];
    const struct item_list_def *items = form->rows ? scheme_item_list(b->s, form->rows) : NULL;
    struct type type = items ? matrix_type(b, form, items) : (struct type){0};
    for (size_t i = 0; i < FORM_VIEWS; i++) {
        const char *name = arena_printf(b->a, "%s.%s", form_view_names[i], form->rule.id);
        bool own = i == 0;
        if (own)
            ADD_FIELDS(b, name, saved_fields);
        if (!items) {
            add_form_fields(b, name, form->fields.at, form->fields.n, index, own);
            continue;
        }
        struct fact_name *list = add(b, name, type);
        list->label = form->rule.label;
        if (own)
            compute(list, FACT_FORM, index, 0);
        struct fact_keys *keys = keys_of(b, type.columns, "item", "unit", NULL, NULL, NULL);
        list->keys = keys;
        add_item_types(b, keys, form, items, type.columns);
        name_keys(b, keys, items->items.at, items->items.n, sizeof *items->items.at);
        add_form_fields(b, name, form->head.at, form->head.n, index, own);
    }
}

struct unit_columns {
    LIST(struct type_column) all;
};

/* A column of the rows of unit.KIND; of the unit that an act is about it is the fact this.<name>. The first that bears a
 * name keeps it. */
static void add_unit_column(struct build *b, struct unit_columns *columns, const char *name, const char *label, struct type type)
{
    for (size_t i = 0; i < columns->all.n; i++)
        if (str_eq(columns->all.at[i].name, name))
            return;
    *LIST_ADD(b->a, &columns->all) = (struct type_column){name, label, type};
    add(b, arena_printf(b->a, "this.%s", name), type)->label = label;
}

/* What a unit is: a row of the list that names it, its declared facts, its tracks and the certificate it got. */
static void add_unit(struct build *b, const struct unit_def *unit)
{
    struct unit_columns columns = {0};
    const struct field_def *list = scheme_unit_list(b->s, unit);
    const struct machine_def *certificate = scheme_certificate_machine(b->s);
    add_unit_column(b, &columns, "label", unit->rule.label, (struct type){.type = VALUE_TEXT});
    for (size_t i = 0; list && i < list->of.n; i++)
        add_unit_column(b, &columns, list->of.at[i].rule.id, list->of.at[i].rule.label, field_value_type(b->a, &list->of.at[i]));
    for (size_t i = 0; i < b->s->facts.n; i++) {
        const struct fact_def *fact = &b->s->facts.at[i];
        if (str_starts(fact->rule.id, "this.") && (!fact->unit || str_eq(fact->unit, unit->rule.id)))
            add_unit_column(b, &columns, fact->rule.id + strlen("this."), fact->rule.label, fact->type);
    }
    for (size_t i = 0; i < b->s->machines.n; i++) {
        const struct machine_def *machine = &b->s->machines.at[i];
        if (machine->of == MACHINE_TRACK && (!machine->unit || str_eq(machine->unit, unit->rule.id)))
            add_unit_column(b, &columns, machine->rule.id, machine->rule.label, WORDS(b, machine->states));
    }
    add_unit_column(b, &columns, "certificate", NULL, (struct type){.type = VALUE_TEXT});
    add_unit_column(b, &columns, "certificate_state", NULL,
                    certificate ? WORDS(b, certificate->states) : (struct type){.type = VALUE_TEXT});
    add(b, arena_printf(b->a, "unit.%s", unit->rule.id), list_of(b->a, NULL, 0, columns.all.at, columns.all.n));
}

static void add_units(struct build *b)
{
    for (size_t i = 0; i < b->s->machines.n; i++)
        if (b->s->machines.at[i].of == MACHINE_TRACK)
            add(b, arena_printf(b->a, "track.%s.state", b->s->machines.at[i].rule.id), WORDS(b, b->s->machines.at[i].states));
    for (size_t i = 0; i < b->s->units.n; i++)
        add_unit(b, &b->s->units.at[i]);
}

static void add_checklist(struct build *b, size_t index)
{
    const struct checklist_def *list = &b->s->checklists.at[index];
    const char *name = arena_printf(b->a, "check.%s", list->rule.id);
    struct type_column result = {.name = "result", .type = WORDS(b, list->results)};
    struct type type = list_of(b->a, check_columns, COUNT_OF(check_columns), &result, 1);
    struct fact_name *rows = add(b, name, type);
    rows->label = list->rule.label;
    compute(rows, FACT_CHECKLIST, index, CHECK_PART_ROWS);
    struct fact_keys *keys = keys_of(b, type.columns, "item", "unit", "result", NULL, NULL);
    rows->keys = keys;
    const struct form_def *form = list->rows ? scheme_form(b->s, list->rows) : NULL;
    const struct item_list_def *items = form && form->rows ? scheme_item_list(b->s, form->rows) : NULL;
    if (items)
        name_keys(b, keys, items->items.at, items->items.n, sizeof *items->items.at);
    else
        name_keys(b, keys, list->items.at, list->items.n, sizeof *list->items.at);
    static const char *const counts[] = {"open", "failed", "done"};
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        struct fact_name *count = add_plain(b, arena_printf(b->a, "%s.%s", name, counts[i]), VALUE_INT);
        compute(count, FACT_CHECKLIST, index, (int)i + CHECK_PART_OPEN);
        count->always = true;
    }
    if (list->second_review) {
        add_plain(b, arena_printf(b->a, "%s.signed_content", name), VALUE_TEXT);
        add_plain(b, arena_printf(b->a, "%s.signed_by", name), VALUE_TEXT);
        add_plain(b, arena_printf(b->a, "%s.signed_on", name), VALUE_DATE);
        struct fact_name *is_signed = add_plain(b, arena_printf(b->a, "%s.signed", name), VALUE_BOOL);
        compute(is_signed, FACT_CHECKLIST, index, CHECK_PART_SIGNED);
        is_signed->always = true;
    }
    const struct decision_def *outcome = scheme_decision(b->s, list->outcome);
    if (outcome && outcome->outputs.n > 0)
        compute(add(b, arena_printf(b->a, "%s.outcome", name), outcome->outputs.at[0].type), FACT_CHECKLIST, index,
                CHECK_PART_OUTCOME);
}

static void add_rules(struct build *b)
{
    static const struct {
        const char *name;
        enum value_type type;
    } fee_parts[] = {{"net", VALUE_YEN}, {"tax", VALUE_YEN},   {"gross", VALUE_YEN},
                     {"rate", VALUE_INT}, {"count", VALUE_INT}, {"due", VALUE_DATE}};
    static const char *const deadline_parts[] = {"due", "base", "raw", "opens"};
    static const struct column billed[] = {{"paid", VALUE_YEN},      {"state", VALUE_TEXT},  {"invoice", VALUE_TEXT},
                                           {"billed_on", VALUE_DATE}, {"due_on", VALUE_DATE}, {"paid_on", VALUE_DATE},
                                           {"reason", VALUE_TEXT}};
    const struct scheme *s = b->s;
    for (size_t i = 0; i < s->deadlines.n; i++) {
        const char *name = arena_printf(b->a, "deadline.%s", s->deadlines.at[i].rule.id);
        for (size_t k = 0; k < COUNT_OF(deadline_parts); k++)
            compute(add_plain(b, arena_printf(b->a, "%s.%s", name, deadline_parts[k]), VALUE_DATE), FACT_DEADLINE, i, (int)k);
        add_plain(b, arena_printf(b->a, "%s.state", name), VALUE_TEXT);
        if (s->deadlines.at[i].adjustable)
            add_plain(b, arena_printf(b->a, "%s.entered", name), VALUE_DATE);
    }
    for (size_t i = 0; i < s->fees.n; i++) {
        const char *name = arena_printf(b->a, "fee.%s", s->fees.at[i].rule.id);
        for (size_t k = 0; k < COUNT_OF(fee_parts); k++)
            compute(add_plain(b, arena_printf(b->a, "%s.%s", name, fee_parts[k].name), fee_parts[k].type), FACT_FEE, i, (int)k);
        ADD_FIELDS(b, name, billed);
        if (fee_is_quoted(&s->fees.at[i]))
            add_plain(b, arena_printf(b->a, "%s.quote", name), VALUE_YEN);
    }
    for (size_t i = 0; i < s->decisions.n; i++)
        for (size_t k = 0; k < s->decisions.at[i].outputs.n; k++) {
            const struct output_def *output = &s->decisions.at[i].outputs.at[k];
            compute(add(b, arena_printf(b->a, "decision.%s.%s", s->decisions.at[i].rule.id, output->name), output->type),
                    FACT_DECISION, i, (int)k);
        }
    for (size_t i = 0; i < s->registers.n; i++)
        ADD_FIELDS(b, arena_printf(b->a, "register.%s", s->registers.at[i].rule.id), entry_fields);
    for (size_t i = 0; i < s->issued.n; i++) {
        const char *name = arena_printf(b->a, "issued.%s", s->issued.at[i].rule.id);
        add_plain(b, arena_printf(b->a, "%s.issued_on", name), VALUE_DATE);
        add_plain(b, arena_printf(b->a, "%s.number", name), VALUE_TEXT);
    }
}

/* All of the scheme: a few columns, and what is declared of each and set. */
static void add_scheme_list(struct build *b, const char *list, const char *prefix, const struct column *columns, size_t n)
{
    LIST(struct type_column) declared = {0};
    for (size_t i = 0; i < b->s->facts.n; i++) {
        const struct fact_def *fact = &b->s->facts.at[i];
        if (str_starts(fact->rule.id, prefix) && !formula_given(&fact->is))
            *LIST_ADD(b->a, &declared) = (struct type_column){fact->rule.id + strlen(prefix), fact->rule.label, fact->type};
    }
    add(b, list, list_of(b->a, columns, n, declared.at, declared.n));
}

static void add_lists(struct build *b)
{
    struct type docs = LIST_OF(b, doc_columns);
    struct fact_name *doc = add(b, "doc", docs);
    struct fact_keys *keys = keys_of(b, docs.columns, "class", NULL, NULL, "received_on", "returned");
    doc->keys = keys;
    name_keys(b, keys, b->s->received.at, b->s->received.n, sizeof *b->s->received.at);
    add(b, "file_doc", docs);
    struct type extra = LIST_OF(b, group_columns);
    add(b, "group_doc", list_of(b->a, doc_columns, COUNT_OF(doc_columns), extra.columns->at, extra.columns->n));
    add(b, "payment", LIST_OF(b, payment_columns));
    add_plain(b, "paid", VALUE_YEN)->always = true;
    compute(add_plain(b, "owed", VALUE_YEN), FACT_OTHER, 0, OTHER_PART_OWED);
    add(b, "query", LIST_OF(b, query_columns));
    add(b, "withheld", LIST_OF(b, withheld_columns));
    add(b, "bill", LIST_OF(b, bill_columns));
    add(b, "event", LIST_OF(b, event_columns));
    compute(add(b, "member", LIST_OF(b, member_columns)), FACT_OTHER, 0, OTHER_PART_MEMBER);
    compute(add(b, "interest", LIST_OF(b, interest_columns)), FACT_OTHER, 0, OTHER_PART_INTEREST);
    add(b, "other_case", LIST_OF(b, other_case_columns));
    add(b, "same_party_cert", LIST_OF(b, party_cert_columns));
    add(b, "same_subject_cert", LIST_OF(b, namesake_columns));
    add_scheme_list(b, "scheme_cert", "cert.", scheme_cert_columns, COUNT_OF(scheme_cert_columns));
    add_scheme_list(b, "scheme_case", "case.", scheme_case_columns, COUNT_OF(scheme_case_columns));
}

int scheme_names_declare(struct arena *a, const struct scheme *s, struct fact_names **names_r, struct err *e)
{
    struct build b = {.a = a, .s = s, .names = fact_names_new(a), .e = e};
    add_head(&b);
    for (size_t i = 0; i < s->forms.n; i++)
        add_form(&b, i);
    add_units(&b);
    for (size_t i = 0; i < s->checklists.n; i++)
        add_checklist(&b, i);
    add_rules(&b);
    add_lists(&b);
    if (b.rc == 0)
        *names_r = b.names;
    return b.rc;
}

/* The list is a fact, or a list field of a matrix form: form.F-B.evidence. */
const struct type_columns *scheme_names_list_columns(const struct fact_names *names, const char *list)
{
    const struct fact_name *name = fact_names_find(names, list);
    if (name)
        return name->type.columns;
    char form[FACT_NAME_MAX + 1];
    const char *dot = strrchr(list, '.');
    if (!dot || (size_t)(dot - list) >= sizeof form)
        return NULL;
    memcpy(form, list, (size_t)(dot - list));
    form[dot - list] = '\0';
    name = fact_names_find(names, form);
    int column = name && name->type.columns ? type_column(name->type.columns, dot + 1) : -1;
    return column >= 0 ? name->type.columns->at[column].type.columns : NULL;
}

const struct type_columns *scheme_names_checklist_columns(const struct scheme *s, const struct fact_names *names,
                                                          const char *checklist)
{
    const struct checklist_def *list = scheme_checklist(s, checklist);
    if (!list || !list->rows)
        return NULL;
    char name[FACT_NAME_MAX + 1];
    snprintf(name, sizeof name, "form.%s", list->rows);
    return scheme_names_list_columns(names, name);
}

const struct type_columns *scheme_names_decision_columns(const struct scheme *s, const struct fact_names *names,
                                                         const char *decision)
{
    for (size_t i = 0; i < s->checklists.n; i++)
        if (str_eq(s->checklists.at[i].assess, decision))
            return scheme_names_checklist_columns(s, names, s->checklists.at[i].rule.id);
    return NULL;
}
