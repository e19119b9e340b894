/* Questions to the applicant: written, sent by a transition, answered. */
#include <inttypes.h>
#include <string.h>

#include "core/app/act.h"
#include "core/app/labels.h"
#include "core/app/review_app.h"
#include "core/app/view_log.h"
#include "core/base/str.h"
#include "core/base/utf8.h"
#include "core/rule/checklist.h"
#include "db/rows.h"

enum { QUESTION_BYTES_MAX = 20000 };

struct asking {
    struct app *app;
    int64_t case_id, query_id;
    const char *kind, *item, *ground, *text, *checklist;
    struct date on;
    struct arena *a;
    struct act act;
    LIST(struct query_view) views;
    LIST(struct query) suggested;
    LIST(struct query_kind) kinds;
    const struct query_def *def;
};

static int begin(struct asking *q, struct err *e)
{
    int rc = act_begin(&q->act, q->app, q->case_id, 0, app_today(q->app), q->a, e);
    return rc ? rc : app_need_sight(q->app, q->act.b.c.scheme, q->act.b.c.assignee, e);
}

/* For changes: the right to work, and a case that is open. */
static int begin_change(struct asking *q, struct err *e)
{
    int rc = begin(q, e);
    if (!rc)
        rc = app_need_work(q->app, q->act.b.c.scheme, q->act.b.c.assignee, e);
    if (!rc && !date_is_none(q->act.b.c.closed_on))
        rc = err_set(e, E_RULE, "query.closed", NULL);
    return rc;
}

static int commit(struct asking *q, const char *verb, struct err *e)
{
    return act_commit(&q->act, verb, arena_printf(q->a, "case:%" PRId64, q->act.b.c.id), NULL, e);
}

/* An item of the checklist, or of the form whose rows it reviews: "b70@大阪DC". */
static const char *item_label(struct asking *q, const char *kind, const char *item)
{
    const struct scheme *s = q->act.b.scheme;
    const struct query_def *def = scheme_query(s, kind);
    const struct checklist_def *list = def && def->checklist ? scheme_checklist(s, def->checklist) : NULL;
    const char *at = strchr(item, '@');
    struct checked_item checked;
    if (!list || !*item || !checklist_one(s, list, &q->act.f, at ? arena_strndup(q->a, item, (size_t)(at - item)) : item, at ? at + 1 : NULL, &checked))
        return item;
    return arena_printf(q->a, "%s%s%s", checked.no, *checked.no ? " " : "", checked.label);
}

static int list_queries(struct db *db, void *arg, struct err *e)
{
    struct asking *q = arg;
    (void)db;
    int rc = begin(q, e);
    for (size_t i = 0; !rc && i < q->act.b.query.n; i++) {
        const struct query *query = &q->act.b.query.at[i];
        const struct query_def *def = scheme_query(q->act.b.scheme, query->kind);
        bool late = !date_is_none(query->due_on) && date_is_none(query->answered_on) && date_compare(query->due_on, app_today(q->app)) < 0;
        *LIST_ADD(q->a, &q->views) = (struct query_view){.q = *query,
                                                         .kind_label = label_of_rule(q->app, def ? &def->rule : NULL, query->kind),
                                                         .item_label = item_label(q, query->kind, query->item),
                                                         .overdue = late};
    }
    return rc;
}

int query_list(struct app *app, int64_t case_id, struct arena *a, struct query_view **query_r, size_t *n_r, struct err *e)
{
    struct asking q = {.app = app, .case_id = case_id, .a = a};
    int rc = db_read(app->db, list_queries, &q, e);
    if (!rc) {
        views_saw(app, "case", case_id);
        *query_r = q.views.at;
        *n_r = q.views.n;
    }
    return rc;
}

static int list_kinds(struct db *db, void *arg, struct err *e)
{
    struct asking *q = arg;
    (void)db;
    int rc = begin(q, e);
    for (size_t i = 0; !rc && i < q->act.b.scheme->queries.n; i++) {
        const struct query_def *def = &q->act.b.scheme->queries.at[i];
        const struct rule *rule = &def->rule;
        *LIST_ADD(q->a, &q->kinds) =
            (struct query_kind){rule->id, label_of_rule(q->app, rule, rule->id), def->checklist ? def->checklist : ""};
    }
    return rc;
}

int query_kinds(struct app *app, int64_t case_id, struct arena *a, struct query_kind **kind_r, size_t *n_r, struct err *e)
{
    struct asking q = {.app = app, .case_id = case_id, .a = a};
    int rc = db_read(app->db, list_kinds, &q, e);
    if (!rc) {
        *kind_r = q.kinds.at;
        *n_r = q.kinds.n;
    }
    return rc;
}

static int find_kind(struct asking *q, struct err *e)
{
    q->def = scheme_query(q->act.b.scheme, q->kind);
    return q->def ? 0 : err_set(e, E_NOTFOUND, "query.no-kind", q->kind, NULL);
}

static bool has_item(struct asking *q)
{
    const struct checklist_def *list = q->def->checklist ? scheme_checklist(q->act.b.scheme, q->def->checklist) : NULL;
    const char *at = strchr(q->item, '@');
    struct checked_item checked;
    return !*q->item || !list ||
           checklist_one(q->act.b.scheme, list, &q->act.f, at ? arena_strndup(q->a, q->item, (size_t)(at - q->item)) : q->item, at ? at + 1 : NULL,
                         &checked);
}

static int check_question(struct asking *q, struct err *e)
{
    int rc = find_kind(q, e);
    if (!rc && q->def->grounds.n && *q->ground && !texts_have(&q->def->grounds, q->ground))
        rc = err_set(e, E_INPUT, "query.ground", q->ground, NULL);
    if (!rc && !has_item(q))
        rc = err_set(e, E_INPUT, "query.item", q->item, NULL);
    return rc;
}

static int add_query(struct db *db, void *arg, struct err *e)
{
    struct asking *q = arg;
    struct query record;
    int rc = begin_change(q, e);
    if (!rc)
        rc = check_question(q, e);
    record_init(&query_type, &record);
    if (!rc)
        rc = rows_next_id(db, &query_type, &record.id, e);
    if (rc)
        return rc;
    record.case_id = q->case_id;
    record.kind = q->kind;
    record.item = q->item;
    record.ground = q->ground;
    record.question = q->text;
    record.state = "draft";
    q->query_id = record.id;
    act_put(&q->act, &query_type, &record);
    return commit(q, "query.add", e);
}

static bool fits(const char *text)
{
    size_t n = strlen(text);
    return *text && n <= QUESTION_BYTES_MAX && utf8_valid(text, n) && !utf8_has_controls(text, true);
}

int query_add(struct app *app, int64_t case_id, const char *kind, const char *item, const char *ground, const char *question,
              int64_t *id_r, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct asking q = {.app = app, .case_id = case_id, .kind = kind, .item = item ? item : "", .ground = ground ? ground : "", .text = question, .a = &a};
    if (!fits(question))
        return err_set(e, E_INPUT, "query.text", NULL);
    int rc = db_write(app->db, add_query, &q, e);
    if (!rc)
        *id_r = q.query_id;
    return rc;
}

/* The query with its case. */
static int find_query(struct asking *q, struct db *db, struct query *query_r, struct err *e)
{
    int rc = rows_get_id(db, &query_type, q->query_id, query_r, q->a, e);
    if (rc)
        return rc == E_NOTFOUND ? err_set(e, E_NOTFOUND, "query.unknown", NULL) : rc;
    q->case_id = query_r->case_id;
    return begin_change(q, e);
}

static int drop_query(struct db *db, void *arg, struct err *e)
{
    struct asking *q = arg;
    struct query query;
    int rc = find_query(q, db, &query, e);
    if (!rc && !date_is_none(query.asked_on))
        rc = err_set(e, E_RULE, "query.sent", NULL);
    if (rc)
        return rc;
    change_remove(&q->act.changes, &query_type, &query);
    return commit(q, "query.drop", e);
}

int query_drop(struct app *app, int64_t query_id, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct asking q = {.app = app, .query_id = query_id, .a = &a};
    return db_write(app->db, drop_query, &q, e);
}

static int answer_query(struct db *db, void *arg, struct err *e)
{
    struct asking *q = arg;
    struct query query;
    int rc = find_query(q, db, &query, e);
    if (!rc && date_is_none(query.asked_on))
        rc = err_set(e, E_RULE, "query.not-sent", NULL);
    if (!rc && (date_compare(q->on, query.asked_on) < 0 || date_compare(q->on, q->act.today) > 0))
        rc = err_set(e, E_INPUT, "query.day", NULL);
    if (rc)
        return rc;
    query.answer = q->text;
    query.answered_on = q->on;
    if (str_eq(query.state, "open"))
        query.state = "answered";
    act_put(&q->act, &query_type, &query);
    return commit(q, "query.answer", e);
}

int query_answer(struct app *app, int64_t query_id, struct date on, const char *answer, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct asking q = {.app = app, .query_id = query_id, .on = on, .text = answer, .a = &a};
    if (!fits(answer))
        return err_set(e, E_INPUT, "query.text", NULL);
    return db_write(app->db, answer_query, &q, e);
}

/* What a failed item says to the applicant: the words of its guard, and what exactly fails. */
static const char *failed_text(struct asking *q, const struct checked_item *item)
{
    const char *error = checked_error(item, &q->act.f), *text = item->label;
    const struct value_list *failing = checked_failing(item, &q->act.f);
    if (error)
        text = refusal_text(q->act.b.scheme, error, NULL, &q->act.f);
    for (size_t i = 0; failing && i < failing->n; i++)
        text = arena_printf(q->a, "%s%s%s", text, i ? LIST_COMMA : "\n", value_print(q->a, failing->row[i][0]));
    return *item->note ? arena_printf(q->a, "%s\n%s", text, item->note) : text;
}

static int suggest(struct db *db, void *arg, struct err *e)
{
    struct asking *q = arg;
    (void)db;
    int rc = begin(q, e);
    const struct checklist_def *def = rc ? NULL : scheme_checklist(q->act.b.scheme, q->checklist);
    if (rc || !def)
        return rc ? rc : err_set(e, E_NOTFOUND, "check.unknown", q->checklist, "", NULL);
    const char *kind = "";
    for (size_t i = 0; i < q->act.b.scheme->queries.n && !*kind; i++)
        if (str_eq(q->act.b.scheme->queries.at[i].checklist, q->checklist))
            kind = q->act.b.scheme->queries.at[i].rule.id;
    struct checked_list list = checklist_run(q->act.b.scheme, def, &q->act.f);
    for (size_t i = 0; i < list.n; i++) {
        const struct checked_item *item = &list.at[i];
        if (item->passes || !item->result)
            continue;
        struct query *query = LIST_ADD(q->a, &q->suggested);
        record_init(&query_type, query);
        query->case_id = q->case_id;
        query->kind = kind;
        query->item = item->ref;
        query->question = failed_text(q, item);
    }
    return 0;
}

int query_suggest(struct app *app, int64_t case_id, const char *checklist, struct arena *a, struct query **query_r, size_t *n_r,
                  struct err *e)
{
    struct asking q = {.app = app, .case_id = case_id, .checklist = checklist, .a = a};
    int rc = db_read(app->db, suggest, &q, e);
    if (!rc) {
        *query_r = q.suggested.at;
        *n_r = q.suggested.n;
    }
    return rc;
}

static int read_grounds(struct db *db, void *arg, struct err *e)
{
    struct asking *q = arg;
    (void)db;
    int rc = begin(q, e);
    return rc ? rc : find_kind(q, e);
}

int query_grounds(struct app *app, int64_t case_id, const char *kind, struct arena *a, const char *const **ground_r, size_t *n_r,
                  struct err *e)
{
    struct asking q = {.app = app, .case_id = case_id, .kind = kind, .a = a};
    int rc = db_read(app->db, read_grounds, &q, e);
    if (!rc) {
        *ground_r = q.def->grounds.at;
        *n_r = q.def->grounds.n;
    }
    return rc;
}
