/* Decisions, checklists and fields, as examples ask them. */
#include <string.h>

#include "core/app/examples_build.h"
#include "core/app/examples_names.h"
#include "core/app/examples_run.h"
#include "core/base/str.h"
#include "core/rule/checklist.h"
#include "core/rule/decision.h"
#include "core/rule/form.h"

static void answer_texts(struct run *r, const char *key, const struct value_list *list)
{
    const char **text = ARENA_ARRAY(r->a, const char *, list->n);
    for (size_t i = 0; i < list->n; i++)
        text[i] = value_print(r->a, list->row[i][0]);
    run_answer_list(r, key, text, list->n);
}

static void answer_decision(struct run *r, struct act *act, const struct decision_def *def)
{
    struct decided d = decision_run(def, &act->f, NULL);
    for (size_t i = 0; i < def->outputs.n; i++) {
        struct value v = decided_output(def, &d, def->outputs.at[i].name);
        run_answer(r, def->outputs.at[i].name, value_defined(v) ? value_store_text(r->a, v) : NULL);
    }
    run_answer(r, "error", d.undefined ? d.undefined->rule.id : NULL);
    answer_texts(r, "reasons", decision_reasons(def, &act->f));
}

static bool is_listed(const struct checked_list *list, const char *ref)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(list->at[i].ref, ref))
            return true;
    return false;
}

/* Items that do not apply answer with the word that the list has for it: a passing one beyond the first. */
static void answer_inapplicable(struct run *r, struct act *act, const struct checklist_def *def, const struct checked_list *list)
{
    const char *word = NULL;
    size_t passing = 0;
    for (size_t i = 0; i < def->results.n; i++)
        if (def->results.at[i].passes && passing++ > 0)
            word = def->results.at[i].rule.id;
    for (size_t i = 0; i < def->items.n; i++)
        if (!is_listed(list, def->items.at[i].rule.id))
            run_answer_absent(r, def->items.at[i].rule.id, word);
    const char *form = def->rows && str_starts(def->rows, "form.") ? def->rows + 5 : def->rows;
    const struct value_list *rows = form ? facts_list(&act->f, arena_printf(r->a, "form.%s", form)) : NULL;
    int ref = rows && rows->columns ? type_column(rows->columns, "ref") : -1;
    for (size_t i = 0; ref >= 0 && i < rows->n; i++)
        if (!is_listed(list, rows->row[i][ref].text))
            run_answer_absent(r, rows->row[i][ref].text, word);
}

static void answer_checklist(struct run *r, struct act *act, const struct checklist_def *def)
{
    struct checked_list list = checklist_run(r->scheme, def, &act->f);
    const struct decision_def *outcome = def->outcome ? scheme_decision(r->scheme, def->outcome) : NULL;
    LIST(const char *) failing = {0}, errors = {0};
    if (outcome)
        answer_decision(r, act, outcome);
    const struct answered *undecided = run_answered(r, "error");
    if (undecided && undecided->text)
        *LIST_ADD(r->a, &errors) = undecided->text;
    for (size_t i = 0; i < list.n; i++) {
        const struct checked_item *item = &list.at[i];
        run_answer(r, item->ref, item->result);
        if (item->open || item->passes)
            continue;
        const char *id = checked_error(item, &act->f);
        if (id)
            *LIST_ADD(r->a, &errors) = id;
        const struct value_list *what = checked_failing(item, &act->f);
        for (size_t j = 0; what && j < what->n; j++)
            *LIST_ADD(r->a, &failing) = value_print(r->a, what->row[j][0]);
    }
    answer_inapplicable(r, act, def, &list);
    run_answer_int(r, "open", (int64_t)list.open);
    run_answer_int(r, "failed", (int64_t)list.failed);
    run_answer_list(r, "failing", failing.at, failing.n);
    run_answer_list(r, "errors", errors.at, errors.n);
}

static int unknown_decision(struct run *r, const struct yaml *asked, struct err *e)
{
    const struct scheme *s = r->scheme;
    struct rule *rules = ARENA_ARRAY(r->a, struct rule, s->checklists.n + s->decisions.n);
    size_t n = 0;
    for (size_t i = 0; i < s->checklists.n; i++)
        rules[n++] = s->checklists.at[i].rule;
    for (size_t i = 0; i < s->decisions.n; i++)
        rules[n++] = s->decisions.at[i].rule;
    return run_unknown(r, asked->text, rules, n, sizeof *rules, asked, e);
}

int run_decision(struct run *r, struct act *act, void *arg, struct err *e)
{
    (void)arg;
    const struct yaml *asked = yaml_get(r->when, "decide");
    const struct checklist_def *list = scheme_checklist(r->scheme, asked->text);
    const struct decision_def *decision = scheme_decision(r->scheme, asked->text);
    if (!list && !decision)
        return unknown_decision(r, asked, e);
    if (list)
        answer_checklist(r, act, list);
    else
        answer_decision(r, act, decision);
    return 0;
}

/* form.F.field, form.F.item[@unit].field: the field, and the item of a matrix form. */
static const struct field_def *find_field(struct run *r, const char *path, const struct form_def **form_r, const struct item_def **item_r)
{
    struct str rest = str_of(path), part;
    (void)str_split(&rest, '.', &part);
    if (!str_is(part, "form") || !str_split(&rest, '.', &part))
        return NULL;
    const struct form_def *form = scheme_form(r->scheme, arena_strndup(r->a, part.p, part.n));
    const char *field = rest.p ? rest.p : "", *dot = strrchr(field, '.');
    const struct item_list_def *items = form && form->rows ? scheme_item_list(r->scheme, form->rows) : NULL;
    *form_r = form;
    *item_r = NULL;
    if (!form)
        return NULL;
    if (!items || !dot) {
        for (size_t i = 0; items && i < form->head.n; i++)
            if (str_eq(form->head.at[i].rule.id, field))
                return &form->head.at[i];
        return items ? NULL : form_field(form, field);
    }
    *item_r = item_list_item(items, arena_strndup(r->a, field, strcspn(field, "@.")));
    return *item_r ? form_field(form, dot + 1) : NULL;
}

/* Rows of a list field, as they are typed, as facts; the first cell that was typed is the answer. */
static int set_rows(struct run *r, struct act *act, const struct field_def *field, const char *name, const struct yaml *rows,
                    struct field_value *first_r, struct err *why, struct err *e)
{
    struct facts *f = &act->f;
    const struct fact_name *list = fact_names_find(f->names, name);
    const struct yaml *v;
    int rc = names_value(&r->stage, name, &list->type, rows, &v, e);
    if (!rc)
        rc = facts_list_clear(f, name, e);
    for (size_t i = 0; !rc && v->kind == YAML_LIST && i < v->n; i++) {
        struct value *row;
        rc = facts_list_add_row(f, name, &row, e);
        for (size_t j = 0; !rc && j < v->item[i]->n; j++) {
            int column = type_column(list->type.columns, v->item[i]->entry[j].key);
            const char *text = stage_text(v->item[i]->entry[j].value, r->a);
            struct field_value cell;
            if (column < 0 || !text)
                continue;
            rc = field_normalise(&field->of.at[column], NULL, &r->app->closed, act->today, text, r->a, &cell, why);
            if (!rc && !*first_r->stored)
                *first_r = cell;
            if (!rc)
                row[column] = field_stored_value(r->a, &field->of.at[column], NULL, cell.stored);
        }
    }
    return rc;
}

struct validated {
    const char *value, *error;
};

/* "b70@大阪DC" of form.F-B.b70@大阪DC.content. */
static const char *ref_of(struct run *r, const struct form_def *form, const char *path)
{
    const char *row = path + strlen("form.") + strlen(form->rule.id) + 1;
    return arena_strndup(r->a, row, (size_t)(strrchr(row, '.') - row));
}

/* check.L.item[@unit]: may that result be recorded? */
static int validate_result(struct run *r, struct act *act, const struct yaml_entry *entry, struct validated *v_r, struct err *e)
{
    struct str rest = str_of(entry->key), list_id, item, word;
    (void)str_split(&rest, '.', &word);
    (void)str_split(&rest, '.', &list_id);
    (void)str_split(&rest, '@', &item);
    const struct checklist_def *list = scheme_checklist(r->scheme, arena_strndup(r->a, list_id.p, list_id.n));
    const char *unit = rest.p && rest.n ? arena_strndup(r->a, rest.p, rest.n) : NULL, *result = stage_text(entry->value, r->a);
    struct checked_item found;
    struct err why = {0};
    if (!list || !checklist_one(r->scheme, list, &act->f, arena_strndup(r->a, item.p, item.n), unit, &found))
        return run_mistake("example.unknown", entry->key, entry->value, e);
    int rc = checklist_may_record(list, &found, result ? result : "", "", &why);
    v_r->value = rc ? NULL : result;
    v_r->error = rc ? arena_strdup(r->a, why.rule) : NULL;
    return 0;
}

static int validate_one(struct run *r, struct act *act, const struct yaml_entry *entry, struct validated *v_r, struct err *e)
{
    const struct form_def *form = NULL;
    const struct item_def *item = NULL;
    const struct field_def *field = find_field(r, entry->key, &form, &item);
    struct field_value value = {.stored = "", .echo = ""};
    struct field_problems problems = {0};
    struct err why = {0};
    const char *name;
    int rc = names_read(&r->stage, entry->key, entry->at, &name, e);
    if (!rc && !field)
        rc = run_mistake("example.unknown", entry->key, entry->value, e);
    if (rc)
        return rc;
    if (field->type == INPUT_LIST) {
        rc = set_rows(r, act, field, entry->key, entry->value, &value, &why, e);
        if (rc && why.code == 0)
            return rc;
    } else {
        const char *typed = stage_text(entry->value, r->a);
        rc = field_normalise(field, item, &r->app->closed, act->today, typed ? typed : "", r->a, &value, &why);
        if (!rc && (rc = facts_set_text(&act->f, entry->key, value.stored, e)) != 0)
            return rc;
    }
    if (!rc && !item)
        form_check_field(r->scheme, form, field, &act->f, &problems);
    if (!rc && item)
        form_check_cell(r->scheme, form, field, ref_of(r, form, entry->key), &act->f, &problems);
    v_r->value = value.stored;
    v_r->error = rc ? (*why.rule ? arena_strdup(r->a, why.rule) : why.msg) : NULL;
    if (!rc && problems.all.n)
        v_r->error = problems.all.at[0].id ? problems.all.at[0].id : "missing";
    return 0;
}

/* One field answers with its value; of several, `ok` and `error` are of all of them. */
int run_validate(struct run *r, struct act *act, void *arg, struct err *e)
{
    (void)arg;
    const struct yaml *asked = names_flat(r->scheme, yaml_get(r->when, "validate"), r->a);
    struct validated first = {0};
    LIST(const char *) errors = {0};
    if (!asked->n)
        return run_mistake("example.value", "validate", r->when, e);
    for (size_t i = 0; i < asked->n; i++) {
        struct validated v = {0};
        bool result = str_starts(asked->entry[i].key, "check.");
        int rc = result ? validate_result(r, act, &asked->entry[i], &v, e) : validate_one(r, act, &asked->entry[i], &v, e);
        if (rc)
            return rc;
        if (i == 0)
            first = v;
        if (v.error)
            *LIST_ADD(r->a, &errors) = v.error;
    }
    run_answer_bool(r, "ok", !errors.n);
    run_answer(r, "value", first.value);
    run_answer_list(r, "errors", errors.at, errors.n);
    return 0;
}

