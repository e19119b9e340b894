/* Drafts: kept as the screen has them, beside the journal. */
#include <inttypes.h>
#include <string.h>

#include "core/app/form_app.h"
#include "core/app/form_values.h"
#include "core/base/str.h"
#include "db/rows_draft.h"

struct draft {
    struct app *app;
    int64_t case_id;
    const char *form, *body;
    int64_t base_revision;
    instant_us at;
    struct arena *a;
};

static const char *owner_of(const struct draft *d)
{
    return arena_printf(d->a, "case:%" PRId64, d->case_id);
}

static int put_draft(struct db *db, void *arg, struct err *e)
{
    struct draft *d = arg;
    return draft_put(db, d->app->actor.user_id, owner_of(d), d->form, d->body, d->at, e);
}

int form_draft_put(struct app *app, int64_t case_id, const char *form, int64_t base_revision, const struct form_value *values, size_t n,
                   struct err *e)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf body = BUF(FORM_BODY_BYTES);
    struct json_writer w = json_writer_to(&body);
    json_begin_object(&w);
    json_put_int(&w, "base", base_revision);
    json_key(&w, "values");
    json_begin_array(&w);
    for (size_t i = 0; i < n && i < FORM_VALUES_MAX; i++) {
        json_begin_array(&w);
        json_text(&w, values[i].path);
        json_text(&w, values[i].value);
        json_end_array(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    if (body.full || n > FORM_VALUES_MAX)
        return err_set(e, E_LIMIT, "form.too-large", form, NULL);
    struct draft d = {.app = app, .case_id = case_id, .form = form, .body = buf_str(&body), .at = clock_now(&app->clock), .a = &a};
    return db_write(app->db, put_draft, &d, e);
}

static int get_draft(struct db *db, void *arg, struct err *e)
{
    struct draft *d = arg;
    return draft_get(db, d->app->actor.user_id, owner_of(d), d->form, d->a, &d->body, &d->at, e);
}

int form_draft_get(struct app *app, int64_t case_id, const char *form, struct arena *a, struct form_value **values_r, size_t *n_r,
                   int64_t *base_revision_r, instant_us *saved_at_r, struct err *e)
{
    struct draft d = {.app = app, .case_id = case_id, .form = form, .a = a};
    LIST(struct form_value) values = {0};
    int rc = db_read(app->db, get_draft, &d, e);
    struct json *json = NULL;
    if (!rc && *d.body)
        rc = json_parse(a, d.body, strlen(d.body), &json, e);
    if (rc)
        return rc;
    const struct json *pairs = json_get(json, "values");
    for (const struct json *pair = pairs ? pairs->child : NULL; pair; pair = pair->next)
        if (pair->child && pair->child->next && pair->child->kind == JSON_TEXT && pair->child->next->kind == JSON_TEXT)
            *LIST_ADD(a, &values) = (struct form_value){pair->child->text, pair->child->next->text};
    *values_r = values.at;
    *n_r = values.n;
    *base_revision_r = json_get_int(json, "base", 0);
    *saved_at_r = d.at;
    return 0;
}

static int drop_draft(struct db *db, void *arg, struct err *e)
{
    struct draft *d = arg;
    return draft_drop(db, d->app->actor.user_id, owner_of(d), d->form, e);
}

int form_draft_drop(struct app *app, int64_t case_id, const char *form, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct draft d = {.app = app, .case_id = case_id, .form = form, .a = &a};
    return db_write(app->db, drop_draft, &d, e);
}
