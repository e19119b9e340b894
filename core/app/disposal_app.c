#include "core/app/disposal_internal.h"

#include <inttypes.h>

#include "core/app/words.h"
#include "core/base/str.h"
#include "db/rows.h"
#include "db/rows_disposal.h"

/* One list, inside a read or a write. */
struct disposing {
    struct app *app;
    int64_t id;
    const char *scheme, *given;
    struct arena *a;
    struct finding find;
    struct disposal d;
    const struct disposal_item *item;
    size_t n;
    struct disposal_approval *approval;
    size_t n_approvals;
    struct change_set set;
    int64_t forgotten;
};

/* The approvals that are for the list as it stands, by others than its proposer. */
static void count_approvals(struct disposing *x, const struct rows *rows)
{
    const char *digest = disposal_digest(x->item, x->n, x->a);
    x->approval = ARENA_ARRAY(x->a, struct disposal_approval, rows->n);
    for (size_t i = 0; i < rows->n; i++) {
        const struct disposal_approval *one = &((const struct disposal_approval *)rows->at)[i];
        if (str_eq(one->digest, digest) && str_eq(x->d.digest, digest) && !str_eq(one->login, x->d.proposed_by))
            x->approval[x->n_approvals++] = *one;
    }
}

static int load(struct disposing *x, struct err *e)
{
    struct rows items, approvals;
    struct db *db = x->app->db;
    int rc = rows_get_id(db, &disposal_type, x->id, &x->d, x->a, e);
    if (rc == E_NOTFOUND)
        return err_set(e, E_NOTFOUND, "disposal.unknown", arena_printf(x->a, "%" PRId64, x->id), NULL);
    if (!rc)
        rc = app_need_sight(x->app, x->d.scheme, "", e);
    if (!rc)
        rc = rows_disposal_items(db, x->id, x->a, &items, e);
    if (!rc)
        rc = rows_disposal_approvals(db, x->id, x->a, &approvals, e);
    if (rc)
        return rc;
    x->item = items.at;
    x->n = items.n;
    x->n_approvals = 0;
    count_approvals(x, &approvals);
    return 0;
}

static bool is_ready(const struct disposing *x)
{
    return (int64_t)x->n_approvals >= x->d.approvers;
}

static const char *state_label(const struct disposing *x)
{
    enum app_word word = str_eq(x->d.state, "done") ? WORD_DISPOSAL_DONE : str_eq(x->d.state, "withdrawn") ? WORD_DISPOSAL_WITHDRAWN
                         : is_ready(x) ? WORD_DISPOSAL_READY : WORD_DISPOSAL_PROPOSED;
    return app_word(x->app, word);
}

static void fill_view(struct disposing *x, struct disposal_view *view)
{
    view->d = x->d;
    view->approval = x->approval;
    view->n_approvals = x->n_approvals;
    view->ready = is_ready(x);
    view->state_label = state_label(x);
}

struct viewing_list {
    struct disposing x;
    struct disposal_view *view;
};

static int read_view(struct db *db, void *arg, struct err *e)
{
    struct viewing_list *v = arg;
    (void)db;
    int rc = load(&v->x, e);
    if (rc)
        return rc;
    fill_view(&v->x, v->view);
    return disposal_describe(v->x.app, v->x.item, v->x.n, v->x.a, &v->view->list, e);
}

int disposal_view(struct app *app, int64_t id, struct arena *a, struct disposal_view *view_r, struct err *e)
{
    struct viewing_list v = {.x = {.app = app, .id = id, .a = a}, .view = view_r};
    *view_r = (struct disposal_view){0};
    return db_read(app->db, read_view, &v, e);
}

struct listing {
    struct app *app;
    const char *scheme;
    struct arena *a;
    struct disposal_view *view;
    size_t n;
};

static int read_lists(struct db *db, void *arg, struct err *e)
{
    struct listing *l = arg;
    struct rows rows;
    int rc = rows_disposals(db, l->scheme, l->a, &rows, e);
    l->view = ARENA_ARRAY(l->a, struct disposal_view, rc ? 0 : rows.n);
    for (size_t i = 0; !rc && i < rows.n; i++) {
        struct disposing x = {.app = l->app, .id = ((const struct disposal *)rows.at)[i].id, .a = l->a};
        rc = load(&x, e);
        if (!rc)
            fill_view(&x, &l->view[l->n++]);
    }
    return rc;
}

int disposal_lists(struct app *app, const char *scheme, struct arena *a, struct disposal_view **view_r, size_t *n_r, struct err *e)
{
    struct listing l = {.app = app, .scheme = scheme, .a = a};
    int rc = app_need_sight(app, scheme, "", e);
    if (!rc)
        rc = db_read(app->db, read_lists, &l, e);
    if (!rc) {
        *view_r = l.view;
        *n_r = l.n;
    }
    return rc;
}

static int need_role(const struct disposing *x, const char *scheme, const char *roles, struct err *e)
{
    return *roles ? app_need_role(x->app, scheme, roles, e) : app_need_work(x->app, scheme, "", e);
}

static int commit(struct disposing *x, const char *verb, const char *note, struct err *e)
{
    const struct journal_entry entry = {.at = clock_now(&x->app->clock), .actor = x->app->actor.login, .seat = x->app->seat, .verb = verb,
                                        .object = arena_printf(x->a, "disposal:%" PRId64, x->d.id), .note = note};
    return journal_commit(x->app->db, &entry, &x->set, NULL, e);
}

/* The strictest of the rules on the list: most people, and roles that every rule with roles allows. */
static void take_rules(struct disposing *x)
{
    const struct scheme *s = schemes_on(x->app->schemes, x->scheme, app_today(x->app));
    x->d.approvers = 1;
    x->d.roles = "";
    for (size_t i = 0; i < x->n; i++) {
        const struct retention_def *rule = scheme_retention(s, x->item[i].rule);
        if (!rule)
            continue;
        if (rule->approvers > x->d.approvers)
            x->d.approvers = rule->approvers;
        for (size_t k = 0; !*x->d.roles && k < rule->roles.n; k++)
            x->d.roles = arena_printf(x->a, "%s%s%s", x->d.roles, k ? " " : "", rule->roles.at[k]);
    }
}

static int propose(struct db *db, void *arg, struct err *e)
{
    struct disposing *x = arg;
    struct rows rows;
    x->set = change_set_in(x->a);
    int rc = rows_disposals(db, x->scheme, x->a, &rows, e);
    for (size_t i = 0; !rc && i < rows.n; i++)
        if (str_eq(((const struct disposal *)rows.at)[i].state, "proposed"))
            rc = err_set(e, E_RULE, "disposal.open", arena_printf(x->a, "%" PRId64, ((const struct disposal *)rows.at)[i].id), NULL);
    record_init(&disposal_type, &x->d);
    if (!rc)
        rc = rows_next_id(db, &disposal_type, &x->d.id, e);
    if (rc)
        return rc;
    take_rules(x);
    rc = need_role(x, x->scheme, x->d.roles, e);
    if (rc)
        return rc;
    x->d.scheme = x->scheme;
    x->d.state = "proposed";
    x->d.n_items = (int64_t)x->n;
    x->d.digest = disposal_digest(x->item, x->n, x->a);
    x->d.proposed_by = x->app->actor.login;
    x->d.proposed_on = app_today(x->app);
    change_put(&x->set, &disposal_type, &x->d);
    for (size_t i = 0; i < x->n; i++) {
        struct disposal_item item = x->item[i];
        item.disposal_id = x->d.id;
        change_put(&x->set, &disposal_item_type, &item);
    }
    return commit(x, "disposal.propose", NULL, e);
}

int disposal_propose(struct app *app, const char *scheme, int64_t *id_r, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct disposing x = {.app = app, .scheme = scheme, .a = &a, .find = {.app = app, .scheme = scheme, .a = &a}};
    int rc = schemes_on(app->schemes, scheme, app_today(app)) ? app_need_work(app, scheme, "", e)
                                                              : err_set(e, E_NOTFOUND, "scheme.unknown", scheme, NULL);
    if (!rc)
        rc = disposal_find(&x.find, e);
    if (!rc && !x.find.items.n)
        rc = err_set(e, E_RULE, "disposal.nothing", NULL);
    x.item = x.find.items.at;
    x.n = x.find.items.n;
    if (!rc)
        rc = db_write(app->db, propose, &x, e);
    if (!rc)
        *id_r = x.d.id;
    return rc;
}

static int need_open(const struct disposing *x, struct err *e)
{
    return str_eq(x->d.state, "proposed") ? 0 : err_set(e, E_RULE, "disposal.closed", state_label(x), NULL);
}

static int approve(struct db *db, void *arg, struct err *e)
{
    struct disposing *x = arg;
    const char *me = x->app->actor.login;
    (void)db;
    x->set = change_set_in(x->a);
    int rc = load(x, e);
    if (!rc)
        rc = need_open(x, e);
    if (!rc)
        rc = need_role(x, x->d.scheme, x->d.roles, e);
    if (!rc && str_eq(x->d.proposed_by, me))
        rc = err_set(e, E_RULE, "disposal.own", NULL);
    if (!rc && (!str_eq(x->given, x->d.digest) || !str_eq(x->given, disposal_digest(x->item, x->n, x->a))))
        rc = err_set(e, E_CONFLICT, "disposal.digest", NULL);
    for (size_t i = 0; !rc && i < x->n_approvals; i++)
        if (str_eq(x->approval[i].login, me))
            rc = err_set(e, E_RULE, "disposal.twice", NULL);
    if (rc)
        return rc;
    const struct disposal_approval mine = {.disposal_id = x->d.id, .login = me, .digest = x->d.digest, .approved_on = app_today(x->app)};
    change_put(&x->set, &disposal_approval_type, &mine);
    return commit(x, "disposal.approve", NULL, e);
}

int disposal_approve(struct app *app, int64_t id, const char *digest, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct disposing x = {.app = app, .id = id, .given = digest, .a = &a};
    return db_write(app->db, approve, &x, e);
}

static int close_list(struct disposing *x, const char *state, const char *verb, const char *note, struct err *e)
{
    x->set = change_set_in(x->a);
    x->d.state = state;
    x->d.closed_by = x->app->actor.login;
    x->d.closed_on = app_today(x->app);
    change_put(&x->set, &disposal_type, &x->d);
    return commit(x, verb, note, e);
}

static int withdraw(struct db *db, void *arg, struct err *e)
{
    struct disposing *x = arg;
    (void)db;
    int rc = load(x, e);
    if (!rc)
        rc = need_open(x, e);
    if (!rc)
        rc = need_role(x, x->d.scheme, x->d.roles, e);
    return rc ? rc : close_list(x, "withdrawn", "disposal.withdraw", NULL, e);
}

int disposal_withdraw(struct app *app, int64_t id, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct disposing x = {.app = app, .id = id, .a = &a};
    return db_write(app->db, withdraw, &x, e);
}

static struct paper *paper_of(struct act *act, int64_t id)
{
    for (size_t i = 0; i < act->b.paper.n; i++)
        if (act->b.paper.at[i].id == id && disposal_paper_here(&act->b, &act->b.paper.at[i]))
            return &act->b.paper.at[i];
    return NULL;
}

static int not_due(const struct act *act, struct err *e)
{
    const char *number = *act->b.c.number ? act->b.c.number : arena_printf(act->arena, "#%" PRId64, act->b.c.id);
    return err_set(e, E_RULE, "disposal.not-due", number, NULL);
}

/* One item, if it is still due: a hold may have come, or somebody lengthened the period. */
static int dispose(struct disposing *x, struct act *act, const struct disposal_item *item, struct disposal_blobs *blobs, struct err *e)
{
    struct kept kept;
    const struct scheme *s = act->b.scheme;
    const struct retention_def *rule = scheme_retention(s, item->rule);
    if (item->paper_id) {
        const struct paper *p = paper_of(act, item->paper_id);
        if (!p || !retention_class_over(s, p->class, &act->f, act->today, &kept))
            return not_due(act, e);
        disposal_destroy(act, p, blobs);
        return 0;
    }
    if (!rule || !retention_personal_over(s, rule, &act->f, act->today, &kept))
        return not_due(act, e);
    return disposal_erase(act, rule->rule.id, x->d.id, blobs, e);
}

/* All items of one case, as one event of that case. *i: the first of them, then the one behind the last. */
static int dispose_case(struct disposing *x, size_t *i, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct disposal_blobs blobs = {0};
    struct act act;
    int64_t case_id = x->item[*i].case_id, n = 0;
    size_t first = *i;
    int rc = act_begin(&act, x->app, case_id, 0, app_today(x->app), &a, e);
    for (; !rc && *i < x->n && x->item[*i].case_id == case_id; ++*i)
        rc = dispose(x, &act, &x->item[*i], &blobs, e);
    if (rc)
        return rc;
    const char *note = arena_printf(&a, "{\"disposal\":%" PRId64 ",\"items\":%zu}", x->d.id, *i - first);
    const char *object = arena_printf(&a, "case:%" PRId64, case_id);
    const struct journal_entry entry = {.at = clock_now(&x->app->clock), .actor = x->app->actor.login, .seat = x->app->seat,
                                        .verb = "disposal.erase", .object = object, .note = note};
    rc = journal_forget(x->app->db, &entry, &act.changes, &n, e);
    x->forgotten += n;
    for (size_t k = 0; !rc && k < blobs.all.n; k++)
        rc = blob_drop_unused(x->app->db, blobs.all.at[k], e);
    return rc ? rc : draft_drop_owner(x->app->db, object, e);
}

static int carry_out(struct db *db, void *arg, struct err *e)
{
    struct disposing *x = arg;
    x->forgotten = 0;
    int rc = load(x, e);
    if (!rc)
        rc = need_open(x, e);
    if (!rc)
        rc = need_role(x, x->d.scheme, x->d.roles, e);
    if (!rc && !is_ready(x))
        rc = err_set(e, E_RULE, "disposal.approvals", arena_printf(x->a, "%zu", x->n_approvals), arena_printf(x->a, "%" PRId64, x->d.approvers), NULL);
    for (size_t i = 0; !rc && i < x->n;)
        rc = dispose_case(x, &i, e);
    if (!rc)
        rc = close_list(x, "done", "disposal.done", arena_printf(x->a, "{\"items\":%zu,\"forgotten\":%" PRId64 "}", x->n, x->forgotten), e);
    return rc ? rc : search_index_merge(db, e);
}

int disposal_carry_out(struct app *app, int64_t id, int64_t *n_r, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct disposing x = {.app = app, .id = id, .a = &a};
    int rc = db_write(app->db, carry_out, &x, e);
    if (!rc)
        *n_r = x.forgotten;
    return rc;
}
