#include "core/app/scheme_app.h"

#include "core/app/labels.h"
#include "core/app/rehearse_app.h"
#include "core/app/user_app.h"
#include "core/base/str.h"
#include "core/rule/scheme_diff.h"
#include "core/rule/scheme_show.h"
#include "db/rows_tally.h"

struct listing {
    struct app *app;
    struct arena *a;
    LIST(struct scheme_row) rows;
};

static enum scheme_time time_of(const struct app *app, const struct scheme *s)
{
    struct date from;
    if (schemes_on(app->schemes, s->rule.id, app_today(app)) == s)
        return SCHEME_IN_FORCE;
    return date_from_iso(s->version_text, &from) && date_compare(from, app_today(app)) > 0 ? SCHEME_TO_COME : SCHEME_PAST;
}

static int count_unconfirmed(struct listing *l, struct scheme_row *row, struct err *e)
{
    struct param_row *param;
    size_t n;
    if (row->time != SCHEME_IN_FORCE)
        return 0;
    int rc = param_list(l->app, row->id, l->a, &param, &n, e);
    for (size_t i = 0; !rc && i < n; i++)
        row->unconfirmed += param[i].confirm;
    return rc;
}

static int count_cases(struct db *db, void *arg, struct err *e)
{
    struct listing *l = arg;
    int rc = 0;
    for (size_t i = 0; !rc && i < l->rows.n; i++)
        rc = case_count_edition(db, l->rows.at[i].id, l->rows.at[i].version, &l->rows.at[i].open_cases, e);
    return rc;
}

int scheme_list(struct app *app, struct arena *a, struct scheme_row **row_r, size_t *n_r, struct err *e)
{
    struct listing l = {.app = app, .a = a};
    const struct schemes *all = app->schemes;
    for (size_t i = 0; i < all->n; i++) {
        const struct scheme *s = all->at[i], *before = i ? all->at[i - 1] : NULL;
        if (s->abstract || !app_sees(app, s->rule.id, ""))
            continue;
        struct scheme_row *row = LIST_ADD(a, &l.rows);
        *row = (struct scheme_row){.id = s->rule.id, .version = s->version_text, .label = label_of_rule(app, &s->rule, s->rule.id),
                                   .short_label = s->short_label, .time = time_of(app, s)};
        bool follows = before && str_eq(before->rule.id, s->rule.id);
        row->before = follows ? arena_printf(a, "%s/%s", before->rule.id, before->version_text) : NULL;
        /* The newest first: it goes before the older ones of its scheme. */
        for (; row > l.rows.at && str_eq(row[-1].id, row->id); row--) {
            struct scheme_row swap = row[-1];
            row[-1] = *row;
            *row = swap;
        }
    }
    int rc = db_read(app->db, count_cases, &l, e);
    for (size_t i = 0; !rc && i < l.rows.n; i++)
        rc = count_unconfirmed(&l, &l.rows.at[i], e);
    if (!rc) {
        *row_r = l.rows.at;
        *n_r = l.rows.n;
    }
    return rc;
}

static int find_version(const struct app *app, const char *named, const struct scheme **s_r, struct err *e)
{
    *s_r = schemes_named(app->schemes, named);
    return *s_r && !(*s_r)->abstract ? 0 : err_set(e, E_NOTFOUND, "scheme.no-version", named, NULL);
}

int scheme_say_rules(struct app *app, const char *named, struct buf *out, struct err *e)
{
    const struct scheme *s;
    int rc = find_version(app, named, &s, e);
    if (!rc)
        scheme_show_text(s, app->language == LANGUAGE_EN, out);
    return rc;
}

int scheme_say_changes(struct app *app, const char *before, const char *named, struct buf *out, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct scheme_differences found;
    int rc = scheme_diff_versions(&a, app->schemes->dir, before, named, &found, e);
    if (!rc)
        scheme_diff_text(&a, &found, app->language == LANGUAGE_EN, out);
    return rc;
}

int scheme_say_rehearsal(struct app *app, const char *named, struct buf *out, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    const struct scheme *s;
    struct rehearsal r;
    int rc = find_version(app, named, &s, e);
    if (!rc)
        rc = scheme_rehearse(app, s, &a, &r, e);
    if (!rc)
        rehearsal_text(app, &a, &r, out);
    return rc;
}
