/* What an office decides by itself: parameters of its schemes, and its closed days. */
#include <string.h>

#include "core/app/labels.h"
#include "core/app/user_internal.h"
#include "core/base/str.h"
#include "core/base/utf8.h"
#include "core/rule/table.h"
#include "core/rule/value.h"
#include "db/rows_bundle.h"
#include "db/rows_office.h"

enum { VALUE_BYTES_MAX = TABLE_BYTES_MAX, LABEL_BYTES_MAX = 200 };

static const char *default_text(const struct param_def *def, struct arena *a)
{
    const char *text = "";
    if (def->type.type != VALUE_LIST || def->type.columns)
        return def->value ? def->value : "";
    for (size_t i = 0; i < def->values.n; i++)
        text = arena_printf(a, "%s%s%s", text, i ? "\n" : "", def->values.at[i]);
    return text;
}

struct params {
    struct app *app;
    const char *scheme;
    struct arena *a;
    struct rows rows;
};

static int read_params(struct db *db, void *arg, struct err *e)
{
    struct params *p = arg;
    return rows_params(db, p->scheme, p->a, &p->rows, e);
}

/* What people see of a value; one that its type no longer reads stays as it is. */
static const char *shown(const struct app *app, const struct type *type, const char *text, struct arena *a)
{
    struct value v;
    struct err e;
    return value_read(a, type, text, &v, &e) == 0 ? label_of_value(app, type, v, a) : text;
}

static struct param_row param_row(const struct app *app, const char *scheme, const struct param_def *def, const struct rows *set, struct arena *a)
{
    bool list = def->type.type == VALUE_LIST;
    struct param_row row = {
        .p = {.scheme = scheme, .name = def->rule.id, .value = default_text(def, a), .reason = "", .set_by = "", .set_on = DATE_NONE},
        .label = label_of_rule(app, &def->rule, def->rule.id),
        .type = list ? "lines" : value_type_name(def->type.type),
        .choices = list ? NULL : def->type.choices,
        .choice_labels = list ? NULL : def->type.labels,
        .n_choices = list ? 0 : def->type.n_choices,
        .confirm = def->confirm,
    };
    for (size_t j = 0; j < set->n; j++)
        if (str_eq(((struct param *)set->at)[j].name, def->rule.id)) {
            row.p = ((struct param *)set->at)[j];
            row.confirm = false;
        }
    row.shown = shown(app, &def->type, row.p.value, a);
    return row;
}

int param_list(struct app *app, const char *scheme, struct arena *a, struct param_row **row_r, size_t *n_r, struct err *e)
{
    const struct scheme *s = schemes_on(app->schemes, scheme, app_today(app));
    struct params p = {.app = app, .scheme = scheme, .a = a};
    if (!s || s->abstract)
        return err_set(e, E_NOTFOUND, "scheme.unknown", scheme, NULL);
    int rc = app_need_sight(app, scheme, "", e);
    if (!rc)
        rc = db_read(app->db, read_params, &p, e);
    if (rc)
        return rc;
    struct param_row *row = ARENA_ARRAY(a, struct param_row, s->params.n);
    for (size_t i = 0; i < s->params.n; i++)
        row[i] = param_row(app, scheme, &s->params.at[i], &p.rows, a);
    *row_r = row;
    *n_r = s->params.n;
    return 0;
}

static bool is_text(const char *s, size_t max, bool lines)
{
    size_t n = strlen(s);
    return n <= max && utf8_valid(s, n) && !utf8_has_controls(s, lines);
}

static int set_param(struct office_change *c, struct err *e)
{
    const struct scheme *s = schemes_on(c->app->schemes, c->arg0, app_today(c->app));
    const struct param_def *def = s ? scheme_param(s, c->arg1) : NULL;
    struct value v;
    int rc = app_need_admin(c->app, e);
    if (!rc && !def)
        rc = err_set(e, E_NOTFOUND, "param.unknown", c->arg1, c->arg0, NULL);
    if (!rc)
        rc = value_read(c->a, &def->type, c->arg2, &v, e);
    if (rc)
        return rc;
    const struct param param = {.scheme = c->arg0, .name = c->arg1, .value = c->arg2, .reason = c->reason, .set_by = c->app->actor.login,
                                .set_on = app_today(c->app)};
    change_put(&c->set, &param_type, &param);
    return 0;
}

int param_set(struct app *app, const char *scheme, const char *name, const char *value, const char *reason, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    if (str_empty(reason) || !is_text(reason, LABEL_BYTES_MAX, false))
        return err_set(e, E_INPUT, "param.needs-reason", name, NULL);
    if (!is_text(value, VALUE_BYTES_MAX, true))
        return err_set(e, E_INPUT, "param.value", name, NULL);
    struct office_change c = {.app = app, .arg0 = scheme, .arg1 = name, .arg2 = value, .reason = reason, .a = &a};
    return office_run(&c, set_param, "param.set", arena_printf(&a, "scheme:%s", scheme), e);
}

static int read_closed_days(struct db *db, void *arg, struct err *e)
{
    struct params *p = arg;
    return rows_closed_days(db, p->a, &p->rows, e);
}

int closed_day_list(struct app *app, struct arena *a, struct office_closed_day **day_r, size_t *n_r, struct err *e)
{
    struct params p = {.app = app, .a = a};
    int rc = db_read(app->db, read_closed_days, &p, e);
    if (!rc) {
        *day_r = p.rows.at;
        *n_r = p.rows.n;
    }
    return rc;
}

static int set_closed_day(struct office_change *c, struct err *e)
{
    struct calendar unused = {0};
    struct office_closed_day day = {.day = c->arg0, .label = c->arg1}, there = day;
    int rc = app_need_admin(c->app, e);
    if (!rc)
        rc = calendar_add_closed(&unused, c->arg0, e);
    if (rc)
        return rc;
    rc = rows_get(c->app->db, &office_closed_day_type, &there, c->a, e);
    if (rc && rc != E_NOTFOUND)
        return rc;
    if (c->on && (rc || !str_eq(there.label, day.label)))
        change_put(&c->set, &office_closed_day_type, &day);
    else if (!c->on && !rc)
        change_remove(&c->set, &office_closed_day_type, &day);
    return 0;
}

int closed_day_set(struct app *app, const char *day, const char *label, bool closed, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    if (!is_text(label, LABEL_BYTES_MAX, false) || strlen(day) > 10)
        return err_set(e, E_INPUT, "calendar.closed-day", day, NULL);
    struct office_change c = {.app = app, .arg0 = day, .arg1 = label, .on = closed, .a = &a};
    int rc = office_run(&c, set_closed_day, closed ? "office.close-day" : "office.open-day", "office", e);
    return rc ? rc : app_reload_calendar(app, e);
}
