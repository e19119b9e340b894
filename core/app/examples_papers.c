/* Papers and results that an example gives. */
#include <string.h>

#include "core/app/examples_build.h"
#include "core/base/str.h"

static struct paper *new_paper(struct work *w, struct paper *p, int64_t case_id)
{
    record_init(&paper_type, p);
    p->id = ++w->next_paper;
    p->case_id = case_id;
    p->direction = "received";
    p->original = true;
    p->copies = 1;
    p->custody = "kept";
    p->secret = true;
    p->received_on = w->c.received_on;
    return p;
}

/* doc.CLASS.field of the specimen and the example, on top of `docs`. */
int stage_papers(struct work *w, struct err *e)
{
    struct stage *st = w->st;
    LIST(struct paper) papers = {0};
    const struct yaml *docs = stage_given(st, "docs");
    size_t docs_at = 0;
    for (size_t i = 0; docs && i < st->all.n; i++)
        if (st->all.at[i].value == docs)
            docs_at = i;
    for (size_t i = 0; docs && i < docs->n; i++) {
        int rc = stage_map(&paper_type, new_paper(w, LIST_ADD(st->a, &papers), st->case_id), docs->item[i], NULL, st->a, e);
        if (rc)
            return rc;
    }
    for (size_t i = 0; i < st->all.n; i++) {
        const char *name = st->all.at[i].name;
        if (!str_starts(name, "doc."))
            continue;
        if (i < docs_at)
            continue; /* a list of papers replaces what was said of papers before it */
        const char *dot = strchr(name + 4, '.');
        const char *class = dot ? arena_strndup(st->a, name + 4, (size_t)(dot - name - 4)) : name + 4;
        struct paper *p = NULL;
        for (size_t j = 0; j < papers.n; j++)
            if (str_eq(papers.at[j].class, class))
                p = &papers.at[j];
        if (!dot && (st->all.at[i].value->kind == YAML_NULL || str_eq(st->all.at[i].value->text, "false"))) {
            if (p)
                p->class = "";
            continue;
        }
        if (!p) {
            p = new_paper(w, LIST_ADD(st->a, &papers), st->case_id);
            p->class = class;
            const struct received_def *def = scheme_received(st->scheme, class);
            p->title = def ? def->rule.label : class;
        }
        bool has = true;
        int rc = dot ? stage_field(&paper_type, p, dot + 1, st->all.at[i].value, st->a, &has, e) : 0;
        if (!rc && !has)
            rc = stage_mistake("example.key", name, st->all.at[i].value->at, e);
        if (rc)
            return rc;
    }
    for (size_t i = 0; i < papers.n; i++)
        if (*papers.at[i].class)
            change_put(&w->set, &paper_type, &papers.at[i]);
    return 0;
}

/* Papers of another case of the same batch; `accepted` stands for a passed item that names the paper. */
int stage_group_papers(struct work *w, const struct yaml *docs, struct err *e)
{
    struct stage *st = w->st;
    struct case_file other = w->c;
    if (!docs->n)
        return 0;
    other.id = ++w->next_case;
    other.number = "";
    change_put(&w->set, &case_file_type, &other);
    for (size_t i = 0; i < docs->n; i++) {
        struct paper p;
        new_paper(w, &p, other.id);
        int rc = stage_map(&paper_type, &p, docs->item[i], "accepted", st->a, e);
        if (rc)
            return rc;
        change_put(&w->set, &paper_type, &p);
        if (!str_eq(yaml_get_text(docs->item[i], "accepted"), "true"))
            continue;
        const struct received_def *class = scheme_received(st->scheme, p.class);
        for (size_t l = 0; class && l < st->scheme->checklists.n; l++) {
            const struct checklist_def *list = &st->scheme->checklists.at[l];
            for (size_t k = 0; k < list->items.n; k++) {
                const struct check_item_def *item = &list->items.at[k];
                if (!item->evidence || (!str_eq(item->evidence, class->rule.label) && !str_eq(item->evidence, p.class)))
                    continue;
                const struct check_result r = {.case_id = other.id, .checklist = list->rule.id, .item = item->rule.id, .unit = "",
                                               .result = list->results.at[0].rule.id, .evidence = "", .note = "", .checked_by = "",
                                               .checked_on = DATE_NONE};
                change_put(&w->set, &check_result_type, &r);
            }
        }
    }
    return 0;
}

/* check.L.item[@unit], check.L.*, check.L.item.note */
void stage_check(struct work *w, const char *name, const struct yaml *v)
{
    struct stage *st = w->st;
    const char *dot = strchr(name, '.');
    if (!dot)
        return;
    const char *list_id = arena_strndup(st->a, name, (size_t)(dot - name));
    const struct checklist_def *list = scheme_checklist(st->scheme, list_id);
    const char *item = dot + 1, *field = strchr(item, '.'), *text = stage_text(v, st->a);
    if (!list)
        return;
    if (field)
        item = arena_strndup(st->a, item, (size_t)(field++ - item));
    if (str_eq(item, "*") && list->rows)
        return; /* rows are given one by one in stage_check_rows */
    for (size_t i = 0; i < (str_eq(item, "*") ? list->items.n : 1); i++) {
        const char *id = str_eq(item, "*") ? list->items.at[i].rule.id : item;
        const struct check_item_def *def = checklist_item(list, id);
        const char *at = strchr(id, '@');
        if (str_eq(item, "*") && formula_given(&def->automatic))
            continue;
        struct check_result r = {.case_id = st->case_id, .checklist = list_id,
                                 .item = at ? arena_strndup(st->a, id, (size_t)(at - id)) : id, .unit = at ? at + 1 : "",
                                 .result = "", .evidence = "", .note = "", .checked_by = "", .checked_on = DATE_NONE};
        for (size_t j = w->set.change.n; j-- > 0;) {
            const struct check_result *before = w->set.change.at[j].record;
            if (w->set.change.at[j].type == &check_result_type && str_eq(before->checklist, list_id) && str_eq(before->item, r.item) &&
                str_eq(before->unit, r.unit) && before->case_id == r.case_id) {
                r = *before;
                break;
            }
        }
        if (!field)
            r.result = text ? text : "";
        else if (str_eq(field, "note"))
            r.note = text ? text : "";
        else if (str_eq(field, "by"))
            r.checked_by = text ? text : "";
        change_put(&w->set, &check_result_type, &r);
    }
}

/* check.L.*: 適 for a list over the rows of a form: every row that the form has. */
void stage_check_rows(struct work *w, const char *body)
{
    struct stage *st = w->st;
    for (size_t l = 0; l < st->scheme->checklists.n; l++) {
        const struct checklist_def *list = &st->scheme->checklists.at[l];
        const struct yaml *all = list->rows ? stage_given(st, arena_printf(st->a, "check.%s.*", list->rule.id)) : NULL;
        struct json *json;
        struct err e;
        if (!all || json_parse(st->a, body, strlen(body), &json, &e) != 0)
            continue;
        for (const struct json *row = json->child; row; row = row->next) {
            if (row->kind != JSON_OBJECT)
                continue;
            const char *at = strchr(row->key, '@');
            const struct check_result r = {.case_id = st->case_id, .checklist = list->rule.id,
                                           .item = at ? arena_strndup(st->a, row->key, (size_t)(at - row->key)) : row->key,
                                           .unit = at ? at + 1 : "", .result = stage_text(all, st->a) ? stage_text(all, st->a) : "",
                                           .evidence = "", .note = "", .checked_by = "", .checked_on = DATE_NONE};
            change_put(&w->set, &check_result_type, &r);
        }
    }
}
