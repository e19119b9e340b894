/* Papers and results that an example gives. */
#include <string.h>

#include "core/app/examples_build.h"
#include "core/base/str.h"
#include "core/rule/checklist.h"

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

/* The class of a received paper, by its id or its label. */
static int read_class(struct work *w, struct paper *p, struct where at, struct err *e)
{
    const struct scheme *s = w->st->scheme;
    for (size_t i = 0; i < s->received.n; i++)
        if (str_eq(p->class, s->received.at[i].rule.id) || str_eq(p->class, s->received.at[i].rule.label)) {
            p->class = s->received.at[i].rule.id;
            if (!*p->title)
                p->title = s->received.at[i].rule.label;
            return 0;
        }
    const char **known = ARENA_ARRAY(w->st->a, const char *, s->received.n);
    for (size_t i = 0; i < s->received.n; i++)
        known[i] = s->received.at[i].rule.id;
    const char *nearest = str_nearest(p->class, known, s->received.n);
    return stage_mistake(nearest ? "example.unknown-near" : "example.unknown", p->class, nearest, at, e);
}

static int read_paper(struct work *w, struct paper *p, const struct yaml *map, const char *const *others, struct err *e)
{
    int rc = stage_map(&paper_type, p, map, others, w->st->a, e);
    return rc ? rc : read_class(w, p, map->at, e);
}

struct papers {
    LIST(struct paper) all;
};

/* doc.CLASS: there is one or none; doc.CLASS.field: a field of it. */
static int lay_paper(struct work *w, struct papers *papers, const struct given *g, struct err *e)
{
    struct stage *st = w->st;
    const char *name = g->name + strlen("doc."), *dot = strchr(name, '.');
    const char *class = dot ? arena_strndup(st->a, name, (size_t)(dot - name)) : name;
    struct paper *p = NULL;
    bool has = true;
    for (size_t j = papers->all.n; j-- > 0 && !p;)
        if (str_eq(papers->all.at[j].class, class))
            p = &papers->all.at[j];
    if (!dot && !str_eq(g->value->text, "true")) {
        if (p)
            p->class = "";
        return 0;
    }
    if (!p) {
        p = new_paper(w, LIST_ADD(st->a, &papers->all), st->case_id);
        p->class = class;
        int rc = read_class(w, p, g->value->at, e);
        if (rc)
            return rc;
    }
    if (str_eq(dot, ".returned")) {
        p->custody = str_eq(g->value->text, "true") ? "returned" : "kept";
        return 0;
    }
    int rc = dot ? stage_field(&paper_type, p, dot + 1, g->value, st->a, &has, e) : 0;
    return rc || has ? rc : stage_mistake("example.key", g->name, NULL, g->value->at, e);
}

/* issued.ID.issued_on, issued.ID.number: a letter that went out before. */
static int lay_letter(struct work *w, struct papers *papers, const struct given *g, struct err *e)
{
    const char *name = g->name + strlen("issued."), *dot = strchr(name, '.');
    const char *class = dot ? arena_strndup(w->st->a, name, (size_t)(dot - name)) : name;
    const struct issued_def *def = scheme_issued(w->st->scheme, class);
    struct paper *p = NULL;
    bool has;
    for (size_t j = 0; j < papers->all.n; j++)
        if (str_eq(papers->all.at[j].class, class))
            p = &papers->all.at[j];
    if (!p) {
        p = new_paper(w, LIST_ADD(w->st->a, &papers->all), w->st->case_id);
        p->direction = "issued";
        p->class = class;
        p->title = def ? def->rule.label : class;
        p->custody = "sent";
        p->certificate_id = w->st->certificate_id;
        p->received_on = DATE_NONE;
        p->issued_on = p->custody_on = app_today(w->st->app);
    }
    return dot ? stage_field(&paper_type, p, dot + 1, g->value, w->st->a, &has, e) : 0;
}

/* doc.CLASS.field of the specimen and the example, on top of `docs`. */
int stage_papers(struct work *w, struct err *e)
{
    struct stage *st = w->st;
    struct papers papers = {0};
    const struct yaml *docs = stage_given(st, "docs");
    size_t docs_at = 0;
    int rc = 0;
    for (size_t i = 0; docs && i < st->all.n; i++)
        if (st->all.at[i].value == docs)
            docs_at = i;
    for (size_t i = 0; !rc && docs && i < docs->n; i++)
        rc = read_paper(w, new_paper(w, LIST_ADD(st->a, &papers.all), st->case_id), docs->item[i], NULL, e);
    for (size_t i = 0; !rc && i < st->all.n; i++) {
        const struct given *g = &st->all.at[i];
        /* A list of papers replaces what was said of papers before it, unless both stand in the example. */
        if (str_starts(g->name, "doc.") && (i >= docs_at || i >= st->n_specimen))
            rc = lay_paper(w, &papers, g, e);
        else if (str_starts(g->name, "issued."))
            rc = lay_letter(w, &papers, g, e);
    }
    for (size_t i = 0; !rc && i < papers.all.n; i++)
        if (*papers.all.at[i].class)
            change_put(&w->set, &paper_type, &papers.all.at[i]);
    return rc;
}

static int add_papers(struct work *w, const struct yaml *docs, int64_t case_id, struct date on, struct err *e)
{
    for (size_t i = 0; i < docs->n; i++) {
        struct paper p;
        new_paper(w, &p, case_id)->received_on = on;
        int rc = read_paper(w, &p, docs->item[i], NULL, e);
        if (rc)
            return rc;
        change_put(&w->set, &paper_type, &p);
    }
    return 0;
}

int stage_more_papers(struct work *w, const struct yaml *docs, struct err *e)
{
    return add_papers(w, docs, w->st->case_id, app_today(w->st->app), e);
}

int stage_file_papers(struct work *w, const struct yaml *docs, struct err *e)
{
    return add_papers(w, docs, ORIGINAL_CASE, w->cert.granted_on, e);
}

int stage_one_paper(struct work *w, const struct given *g, struct err *e)
{
    struct papers papers = {0};
    for (size_t i = 0; i < w->now->paper.n; i++)
        if (str_eq(w->now->paper.at[i].direction, "received") && w->now->paper.at[i].case_id == w->st->case_id)
            *LIST_ADD(w->st->a, &papers.all) = w->now->paper.at[i];
    size_t before = papers.all.n;
    int rc = lay_paper(w, &papers, g, e);
    for (size_t i = 0; !rc && i < papers.all.n; i++) {
        struct paper *p = &papers.all.at[i];
        if (i < before && !*p->class) { /* it is taken back */
            p->class = w->now->paper.at[i].class;
            p->custody = "returned";
        }
        change_put(&w->set, &paper_type, p);
    }
    return rc;
}

/* A case of the same batch for the papers of a scheme: that of the example where they say none. */
static void lay_group_case(struct work *w, const char *scheme, struct case_file *other_r)
{
    *other_r = w->c;
    other_r->id = ++w->next_case;
    other_r->number = "";
    if (scheme)
        other_r->scheme = scheme;
    change_put(&w->set, &case_file_type, other_r);
}

/* Papers of other cases of the same batch; `accepted` stands for a passed item that names the paper. */
int stage_group_papers(struct work *w, const struct yaml *docs, struct err *e)
{
    struct stage *st = w->st;
    struct case_file other = {.scheme = ""};
    static const char *const others[] = {"accepted", "scheme", NULL};
    for (size_t i = 0; i < docs->n; i++) {
        struct paper p;
        const char *scheme = yaml_get_text(docs->item[i], "scheme");
        if (!i || !str_eq(scheme ? scheme : w->c.scheme, other.scheme))
            lay_group_case(w, scheme, &other);
        new_paper(w, &p, other.id);
        int rc = read_paper(w, &p, docs->item[i], others, e);
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

/* What is recorded of an item so far: in what is being given, else on file. */
static struct check_result recorded(const struct work *w, const char *list, const char *item, const char *unit)
{
    struct check_result r = {.case_id = w->st->case_id, .checklist = list, .item = item, .unit = unit, .result = "", .evidence = "",
                             .note = "", .checked_by = "", .checked_on = DATE_NONE};
    for (size_t j = 0; w->now && j < w->now->check.n; j++) {
        const struct check_result *on_file = &w->now->check.at[j];
        if (str_eq(on_file->checklist, list) && str_eq(on_file->item, item) && str_eq(on_file->unit, unit))
            r = *on_file;
    }
    for (size_t j = 0; j < w->set.change.n; j++) {
        const struct check_result *given = w->set.change.at[j].record;
        if (w->set.change.at[j].type == &check_result_type && str_eq(given->checklist, list) && str_eq(given->item, item) &&
            str_eq(given->unit, unit) && given->case_id == r.case_id)
            r = *given;
    }
    return r;
}

static void check_one(struct work *w, const char *list, const char *id, const char *field, const char *text)
{
    const char *at = strchr(id, '@'), *item = at ? arena_strndup(w->st->a, id, (size_t)(at - id)) : id;
    struct check_result r = recorded(w, list, item, at ? at + 1 : "");
    if (!field || str_eq(field, "result"))
        r.result = text;
    else if (str_eq(field, "note"))
        r.note = text;
    else if (str_eq(field, "by"))
        r.checked_by = text;
    else if (str_eq(field, "evidence"))
        r.evidence = text;
    change_put(&w->set, &check_result_type, &r);
}

/* An item that repeats for units, named without one, is that item of every unit. */
static void check_units(struct work *w, const char *list, const char *item, const char *per, const char *field, const char *text)
{
    const struct unit_def *unit = scheme_unit(w->st->scheme, per);
    const struct yaml *units = unit ? stage_given(w->st, unit->list) : NULL;
    for (size_t i = 0; units && i < units->n; i++) {
        const char *name = yaml_get_text(units->item[i], unit->name);
        if (name)
            check_one(w, list, arena_printf(w->st->a, "%s@%s", item, name), field, text);
    }
}

static const struct item_def *row_item(const struct scheme *s, const struct checklist_def *list, const char *id)
{
    const struct form_def *form = list->rows ? scheme_form(s, str_starts(list->rows, "form.") ? list->rows + 5 : list->rows) : NULL;
    const struct item_list_def *items = form && form->rows ? scheme_item_list(s, form->rows) : NULL;
    const char *at = strchr(id, '@');
    for (size_t i = 0; items && i < items->items.n; i++) {
        const char *known = items->items.at[i].rule.id;
        if (at ? strncmp(known, id, (size_t)(at - id)) == 0 && !known[at - id] : str_eq(known, id))
            return &items->items.at[i];
    }
    return NULL;
}

/* check.L.item[@unit], check.L.*, check.L.item.note */
/* Where results stand, the review was opened. */
static void open_list(struct work *w, const struct checklist_def *list)
{
    const struct case_type_def *type = scheme_case_type(w->st->scheme, w->c.type);
    if (!type || !texts_have(&type->checklists, list->rule.id) || !checklist_opening(w->st->scheme, list, w->c.type))
        return;
    for (size_t i = 0; w->now && i < w->now->track.n; i++)
        if (str_eq(w->now->track.at[i].track, list->rule.id))
            return;
    const struct track track = {.case_id = w->st->case_id, .unit = "", .track = list->rule.id, .state = "open", .since = w->st->today};
    change_put(&w->set, &track_type, &track);
}

int stage_check(struct work *w, const struct given *g, struct err *e)
{
    struct stage *st = w->st;
    const char *name = g->name + strlen("check."), *dot = strchr(name, '.');
    const char *list_id = arena_strndup(st->a, name, dot ? (size_t)(dot - name) : strlen(name));
    const struct checklist_def *list = scheme_checklist(st->scheme, list_id);
    const char *item = dot ? dot + 1 : "", *field = strrchr(item, '.'), *text = stage_text(g->value, st->a);
    if (!list || !dot)
        return stage_mistake("example.unknown", g->name, NULL, g->value->at, e);
    if (field)
        item = arena_strndup(st->a, item, (size_t)(field++ - item));
    text = text ? text : "";
    open_list(w, list);
    if (str_eq(item, "*")) {
        for (size_t i = 0; i < list->items.n; i++)
            if (!formula_given(&list->items.at[i].automatic) && list->items.at[i].per)
                check_units(w, list_id, list->items.at[i].rule.id, list->items.at[i].per, field, text);
            else if (!formula_given(&list->items.at[i].automatic))
                check_one(w, list_id, list->items.at[i].rule.id, field, text);
        return 0; /* rows are given one by one in stage_check_rows */
    }
    const struct item_def *row = row_item(st->scheme, list, item);
    const struct check_item_def *def = checklist_item(list, item);
    const char *plain = strchr(item, '@') ? arena_strndup(st->a, item, strcspn(item, "@")) : item;
    if (!row && !def && !checklist_item(list, plain))
        return stage_mistake("example.unknown", g->name, NULL, g->value->at, e);
    if (def && formula_given(&def->automatic) && !def->override && (!field || str_eq(field, "result")))
        return stage_mistake("example.automatic", g->name, NULL, g->value->at, e);
    const char *per = row ? row->per : def ? def->per : NULL;
    if (per && !strchr(item, '@'))
        check_units(w, list_id, item, per, field, text);
    else
        check_one(w, list_id, item, field, text);
    return 0;
}

/* Does the example say of this row itself what came of it? */
static bool row_is_said(const struct stage *st, const char *list, const char *ref)
{
    const char *name = arena_printf(st->a, "check.%s.%s", list, ref);
    return stage_given(st, name) || stage_given(st, arena_strndup(st->a, name, strcspn(name, "@")));
}

/* check.L.*: 適 for a list over the rows of a form: every row that the form has and that nothing else is said of. */
void stage_check_rows(struct work *w, const char *body)
{
    struct stage *st = w->st;
    for (size_t l = 0; l < st->scheme->checklists.n; l++) {
        const struct checklist_def *list = &st->scheme->checklists.at[l];
        const struct yaml *all = list->rows ? stage_given(st, arena_printf(st->a, "check.%s.*", list->rule.id)) : NULL;
        const char *text = all ? stage_text(all, st->a) : NULL;
        struct json *json;
        struct err e;
        if (!text || json_parse(st->a, body, strlen(body), &json, &e) != 0)
            continue;
        for (const struct json *row = json->child; row; row = row->next)
            if (row->kind == JSON_OBJECT && !row_is_said(st, list->rule.id, row->key))
                check_one(w, list->rule.id, row->key, NULL, text);
    }
}
