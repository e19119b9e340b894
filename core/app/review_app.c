#include "core/app/review_internal.h"

#include <string.h>

#include "core/app/labels.h"
#include "core/app/view_log.h"
#include "core/app/words.h"
#include "core/base/str.h"
#include "core/rule/decision.h"
#include "core/rule/diff.h"
#include "core/rule/expr.h"
#include "core/rule/form_facts.h"
#include "core/rule/people.h"

static const char *words_of(const struct value_list *list, const char *between, struct arena *a)
{
    const char *text = "";
    for (size_t i = 0; list && i < list->n; i++)
        text = arena_printf(a, "%s%s%s", text, i ? between : "", value_print(a, list->row[i][0]));
    return text;
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

/* What the row deserves, and by which line of its decision. */
static const char *assessment_why(struct viewing *view, const struct checked_item *item)
{
    const struct decision_def *decision = view->def->assess ? scheme_decision(view->act.b.scheme, view->def->assess) : NULL;
    if (!decision || !item->row)
        return "";
    struct decided d = decision_run(decision, &view->act.f, item->row);
    if (d.undefined)
        return refusal_text(view->act.b.scheme, d.undefined->rule.id, &d.undefined->say, &view->act.f);
    return d.row ? arena_printf(view->a, "%s%s%s", d.row->rule.label, d.row->rule.src ? " " : "", or_empty(d.row->rule.src)) : "";
}

static const char *why_of(struct viewing *view, const struct checked_item *item)
{
    if (item->missing)
        return app_say(view->app, view->a, WORD_WHY_NOT_SET, label_of_fact(view->app, view->act.b.scheme, item->missing, view->a), NULL);
    if (item->source == CHECK_ASSESSED || item->assessed)
        return assessment_why(view, item);
    if (item->passes || item->open)
        return "";
    const char *error = checked_error(item, &view->act.f), *failing = words_of(checked_failing(item, &view->act.f), LIST_COMMA, view->a);
    const char *text = error ? refusal_text(view->act.b.scheme, error, NULL, &view->act.f) : "";
    return arena_printf(view->a, "%s%s%s", text, *text && *failing ? ": " : "", failing);
}

/* Text of the row in a form: its first field. */
static const char *row_text(struct viewing *view, const struct bundle_form *form, const char *ref)
{
    const struct form_def *def = scheme_form(view->act.b.scheme, view->def->rows);
    return form ? form_body_text(form->body, view->a, arena_printf(view->a, "%s.%s", ref, def->fields.at[0].rule.id)) : "";
}

/* Papers that the applicant named beside the row: the rows of its list fields, one a line. */
static const char *row_papers(struct viewing *view, const char *ref)
{
    const struct form_def *def = scheme_form(view->act.b.scheme, view->def->rows);
    const char *text = "";
    for (size_t i = 0; view->now && i < def->fields.n; i++) {
        const struct field_def *list = &def->fields.at[i];
        const struct json *rows = list->type == INPUT_LIST ? json_get(json_get(view->now->body, ref), list->rule.id) : NULL;
        for (const struct json *row = rows ? rows->child : NULL; row; row = row->next) {
            text = arena_printf(view->a, "%s%s", text, *text ? "\n" : "");
            for (const struct json *cell = row->child; cell; cell = cell->next)
                text = arena_printf(view->a, "%s%s%s", text, cell == row->child ? "" : " ", or_empty(cell->text));
        }
    }
    return text;
}

static bool has_open_query(const struct viewing *view, const struct checked_item *item)
{
    for (size_t i = 0; i < view->act.b.query.n; i++) {
        const struct query *q = &view->act.b.query.at[i];
        if (!str_eq(q->state, "closed") && (str_eq(q->item, item->ref) || str_eq(q->item, item->id)))
            return true;
    }
    return false;
}

static struct date checked_on(const struct viewing *view, const struct checked_item *item)
{
    for (size_t i = 0; i < view->act.b.check.n; i++) {
        const struct check_result *r = &view->act.b.check.at[i];
        if (str_eq(r->checklist, view->def->rule.id) && str_eq(r->item, item->id) && str_eq(r->unit, item->unit))
            return r->checked_on;
    }
    return DATE_NONE;
}

static const char *group_of(struct viewing *view, const struct checked_item *item)
{
    const char *text = "";
    const struct type_columns *columns = item->row ? facts_list(&view->act.f, arena_printf(view->a, "form.%s", view->def->rows))->columns : NULL;
    int column = columns ? type_column(columns, "group") : -1;
    if (column >= 0 && item->row[column].type == VALUE_TEXT)
        return item->row[column].text;
    for (size_t i = 0; item->item && i < item->item->group.n; i++)
        text = arena_printf(view->a, "%s%s%s", text, i ? " / " : "", item->item->group.at[i]);
    return text;
}

static const char *describe_of(struct viewing *view, const struct checked_item *item)
{
    const struct form_def *form = view->def->rows ? scheme_form(view->act.b.scheme, view->def->rows) : NULL;
    const struct item_list_def *items = form && form->rows ? scheme_item_list(view->act.b.scheme, form->rows) : NULL;
    const struct item_def *row = items && item->row ? item_list_item(items, item->id) : NULL;
    return or_empty(row ? row->describe : item->item ? item->item->rule.help : NULL);
}

static void fill_item(struct viewing *view, const struct checked_item *from, struct review_item *to)
{
    *to = (struct review_item){.item = from->id,
                               .unit = from->unit,
                               .no = from->no,
                               .label = from->label,
                               .group = group_of(view, from),
                               .class = from->class_,
                               .marks = words_of(from->marks, " ", view->a),
                               .help = describe_of(view, from),
                               .src = or_empty(from->item && from->item->rule.src ? from->item->rule.src : view->def->rule.src),
                               .result = or_empty(from->result),
                               .assessed = or_empty(from->assessed),
                               .why = why_of(view, from),
                               .computed = from->source == CHECK_AUTOMATIC,
                               .inherited = from->source == CHECK_INHERITED,
                               .evidence = from->evidence,
                               .note = from->note,
                               .checked_by = from->by,
                               .checked_on = checked_on(view, from),
                               .now = "",
                               .diff = "",
                               .papers = or_empty(from->item ? from->item->evidence : NULL),
                               .has_open_query = has_open_query(view, from)};
    if (!from->row)
        return;
    to->now = row_text(view, view->now, from->ref);
    to->papers = row_papers(view, from->ref);
    if (!view->compared)
        return;
    to->was = row_text(view, view->was, from->ref);
    to->diff = diff_marked(view->a, to->was, to->now);
}

struct tallies {
    LIST(const char *) label;
    LIST(size_t) done;
    LIST(size_t) all;
};

static void tally(struct viewing *view, struct tallies *t, const char *label, bool done)
{
    size_t i = 0;
    while (i < t->label.n && !str_eq(t->label.at[i], label))
        i++;
    if (i == t->label.n) {
        *LIST_ADD(view->a, &t->label) = label;
        *LIST_ADD(view->a, &t->done) = 0;
        *LIST_ADD(view->a, &t->all) = 0;
    }
    t->all.at[i]++;
    t->done.at[i] += done;
}

/* How far each class and each mark of the scheme has come. */
static void put_tallies(struct viewing *view, const struct checked_list *list)
{
    struct tallies t = {0};
    for (size_t i = 0; i < list->n; i++) {
        const struct checked_item *item = &list->at[i];
        if (*item->class_)
            tally(view, &t, item->class_, !item->open);
        for (size_t j = 0; j < item->marks->n; j++)
            tally(view, &t, value_print(view->a, item->marks->row[j][0]), !item->open);
    }
    view->v->tally_label = t.label.at;
    view->v->tally_done = t.done.at;
    view->v->tally_all = t.all.at;
    view->v->n_tallies = t.label.n;
}

static void put_outcome(struct viewing *view)
{
    const struct decision_def *def = view->def->outcome ? scheme_decision(view->act.b.scheme, view->def->outcome) : NULL;
    view->v->outcome = view->v->outcome_why = "";
    if (!def)
        return;
    struct decided d = decision_run(def, &view->act.f, NULL);
    if (d.undefined)
        view->v->outcome_why = refusal_text(view->act.b.scheme, d.undefined->rule.id, &d.undefined->say, &view->act.f);
    else if (!d.row && d.missing)
        view->v->outcome_why = app_say(view->app, view->a, WORD_WHY_NOT_SET, label_of_fact(view->app, view->act.b.scheme, d.missing, view->a), NULL);
    if (!d.row)
        return;
    view->v->outcome = def->outputs.n ? value_print(view->a, d.output[0]) : "";
    view->v->outcome_why = words_of(decision_reasons(def, &view->act.f), LIST_COMMA, view->a);
}

static void put_kinds(struct viewing *view)
{
    size_t n = view->def->results.n;
    view->v->kind = ARENA_ARRAY(view->a, struct review_result_kind, n);
    view->v->n_kinds = n;
    for (size_t i = 0; i < n; i++) {
        const struct result_def *def = &view->def->results.at[i];
        view->v->kind[i] = (struct review_result_kind){.id = def->rule.id,
                                                       .label = label_of_rule(view->app, &def->rule, def->rule.id),
                                                       .key = def->key ? def->key[0] : '\0',
                                                       .passes = def->passes,
                                                       .open = def->open};
    }
}

/* The forms side by side: as they are, and the one that `diffs` names. */
static void find_forms(struct viewing *view)
{
    const struct bundle *b = &view->act.b;
    if (!view->def->rows)
        return;
    view->now = bundle_form(b, view->def->rows);
    for (size_t i = 0; i < b->scheme->diffs.n; i++) {
        if (!str_eq(b->scheme->diffs.at[i].form, view->def->rows))
            continue;
        struct value base = expr_eval(b->scheme->diffs.at[i].base.expr, &view->act.f);
        bool approved = base.type == VALUE_TEXT && str_eq(base.text, "last_approved");
        view->was = bundle_form_in(approved ? &b->approved : &b->original, view->def->rows);
        view->compared = view->was != NULL;
    }
}

/* Before the transition that opens the list, and after the one that closes it, nobody reviews. */
static int need_open(const struct viewing *view, struct err *e)
{
    const struct bundle *b = &view->act.b;
    const struct transition_def *opening = checklist_opening(b->scheme, view->def, b->c.type);
    const struct track *track = NULL;
    for (size_t i = 0; i < b->track.n; i++)
        if (str_eq(b->track.at[i].track, view->def->rule.id))
            track = &b->track.at[i];
    if (!opening || (track && str_eq(track->state, "open")))
        return 0;
    const char *label = label_of_rule(view->app, &view->def->rule, view->def->rule.id);
    if (track)
        err_set(e, E_RULE, "check.list-closed", label, NULL);
    else
        err_set(e, E_RULE, "check.not-open", label, label_of_transition(view->app, opening, b->c.type), NULL);
    return err_rule(e, opening->rule.id, opening->rule.src);
}

int review_may_record(struct viewing *view, struct err *e)
{
    const struct bundle *b = &view->act.b;
    struct refusals refusals = {0};
    int rc = app_need_work(view->app, b->c.scheme, b->c.assignee, e);
    if (!rc && !date_is_none(b->c.closed_on))
        rc = err_set(e, E_RULE, "check.closed", view->def->rule.label, NULL);
    if (!rc)
        rc = need_open(view, e);
    if (rc)
        return rc;
    bool list = people_may(b->scheme, view->def->rule.id, &view->act.f, &refusals);
    bool any = people_may(b->scheme, "review", &view->act.f, &refusals);
    return list && any ? 0 : act_refused(&refusals, e);
}

int review_begin(struct viewing *view, struct err *e)
{
    int rc = act_begin(&view->act, view->app, view->case_id, 0, app_today(view->app), view->a, e);
    const struct bundle *b = &view->act.b;
    if (!rc)
        rc = app_need_sight(view->app, b->c.scheme, b->c.assignee, e);
    if (rc)
        return rc;
    const struct case_type_def *type = scheme_case_type(b->scheme, b->c.type);
    view->def = type && texts_have(&type->checklists, view->checklist) ? scheme_checklist(b->scheme, view->checklist) : NULL;
    return view->def ? 0 : err_set(e, E_NOTFOUND, "check.unknown", view->checklist, type ? type->rule.label : b->c.type, NULL);
}

static int view_review(struct db *db, void *arg, struct err *e)
{
    struct viewing *view = arg;
    struct err locked;
    (void)db;
    int rc = review_begin(view, e);
    if (rc)
        return rc;
    const struct bundle *b = &view->act.b;
    find_forms(view);
    struct checked_list list = checklist_run(b->scheme, view->def, &view->act.f);
    *view->v = (struct review_view){.case_id = view->case_id,
                                    .checklist = view->def->rule.id,
                                    .label = label_of_rule(view->app, &view->def->rule, ""),
                                    .item = ARENA_ARRAY(view->a, struct review_item, list.n),
                                    .n = list.n,
                                    .n_done = list.done,
                                    .n_failed = list.failed,
                                    .locked = review_may_record(view, &locked) ? app_error_text(view->app, view->a, &locked) : ""};
    view->v->editable = !*view->v->locked && !app_is_read_only(view->app);
    for (size_t i = 0; i < list.n; i++) {
        fill_item(view, &list.at[i], &view->v->item[i]);
        view->v->n_queried += view->v->item[i].has_open_query;
    }
    bool waits = !review_signature(view, view->v);
    view->v->unsignable = waits && review_may_sign(view, &locked) ? app_error_text(view->app, view->a, &locked) : "";
    put_kinds(view);
    put_tallies(view, &list);
    put_outcome(view);
    return 0;
}

int review_view(struct app *app, int64_t case_id, const char *checklist, struct arena *a, struct review_view *view_r, struct err *e)
{
    struct viewing view = {.app = app, .case_id = case_id, .checklist = checklist, .a = a, .v = view_r};
    int rc = db_read(app->db, view_review, &view, e);
    if (!rc)
        views_saw(app, "case", case_id);
    return rc;
}
