/* What F4 offers for a place: its choices, parties the office knows, numbers on file. */
#include <string.h>

#include "core/app/form_internal.h"
#include "core/app/lookup_app.h"
#include "core/base/fold.h"
#include "core/base/str.h"
#include "db/rows.h"
#include "db/rows_office.h"
#include "db/search.h"

enum { CANDIDATES_MAX = 50 };

struct offer {
    struct app *app;
    const char *typed;
    bool numbers; /* corporate numbers, not names */
    struct arena *a;
    LIST(struct candidate) all;
};

static void offer_choices(struct offer *o, const struct form_place *place)
{
    const char *typed = fold_text(o->a, o->typed);
    for (size_t i = 0; i < place->n_choices; i++) {
        const char *label = place->choice_labels ? place->choice_labels[i] : place->choices[i];
        if (strstr(fold_text(o->a, label), typed) || strstr(fold_text(o->a, place->choices[i]), typed))
            *LIST_ADD(o->a, &o->all) = (struct candidate){place->choices[i], label};
    }
}

static int offer_parties(struct db *db, void *arg, struct err *e)
{
    struct offer *o = arg;
    struct search_hits hits = {0};
    int rc = search(db, o->typed, 1 << SEARCH_PARTY, 0, CANDIDATES_MAX, o->a, &hits, e);
    for (size_t i = 0; !rc && i < hits.n; i++) {
        struct party p;
        rc = rows_get_id(db, &party_type, hits.at[i].id, &p, o->a, e);
        const char *value = rc ? "" : o->numbers ? p.corporate_number : p.name;
        if (!rc && *value)
            *LIST_ADD(o->a, &o->all) = (struct candidate){value, arena_printf(o->a, "%s  %s  %s", p.name, p.corporate_number, p.address)};
    }
    return rc;
}

static int offer_users(struct db *db, void *arg, struct err *e)
{
    struct offer *o = arg;
    struct rows rows;
    const char *typed = fold_text(o->a, o->typed);
    int rc = rows_users(db, o->a, &rows, e);
    for (size_t i = 0; !rc && i < rows.n && o->all.n < CANDIDATES_MAX; i++) {
        const struct user *user = &((const struct user *)rows.at)[i];
        bool fits = strstr(user->login, typed) || strstr(fold_text(o->a, user->name), typed);
        if (fits && str_eq(user->state, "active"))
            *LIST_ADD(o->a, &o->all) = (struct candidate){user->login, arena_printf(o->a, "%s  %s", user->login, user->name)};
    }
    return rc;
}

static int offer_numbers(struct offer *o, enum hit_kind kind, struct err *e)
{
    struct lookup found;
    int rc = lookup(o->app, o->typed, CANDIDATES_MAX, o->a, &found, e);
    for (size_t i = 0; !rc && i < found.n; i++)
        if (found.hit[i].kind == kind && *found.hit[i].number)
            *LIST_ADD(o->a, &o->all) = (struct candidate){found.hit[i].number,
                                                          arena_printf(o->a, "%s  %s  %s", found.hit[i].number, found.hit[i].party_name,
                                                                       found.hit[i].subject)};
    return rc;
}

static const struct form_place *place_at(const struct form_sheet *sheet, const char *path)
{
    for (size_t i = 0; i < sheet->n; i++)
        if (str_eq(sheet->field[i].path, path))
            return &sheet->field[i];
    return NULL;
}

int form_candidates(struct app *app, const struct form_sheet *sheet, const char *path, const char *typed, struct arena *a,
                    struct candidate **candidate_r, size_t *n_r, struct err *e)
{
    struct offer o = {.app = app, .typed = typed, .a = a};
    const struct form_inside *in = sheet->inside_;
    const struct form_place *place = place_at(sheet, path);
    struct form_path at;
    int rc = 0;
    if (!form_path_read(in->s, in->def, path, a, &at))
        return err_set(e, E_INPUT, "form.no-field", path, in->def->rule.label, NULL);
    const struct field_def *field = at.column ? at.column : at.field;
    enum input_type type = field_input_type(field, at.item);
    o.numbers = type == INPUT_CORPORATE_NUMBER;
    if (place && place->n_choices)
        offer_choices(&o, place);
    else if (type == INPUT_CERTIFICATE_NUMBER || type == INPUT_CASE_NUMBER)
        rc = offer_numbers(&o, type == INPUT_CASE_NUMBER ? HIT_CASE : HIT_CERTIFICATE, e);
    else if (type == INPUT_USER)
        rc = db_read(app->db, offer_users, &o, e);
    else if (o.numbers || type == INPUT_PERSON || field->search == SEARCH_NAME)
        rc = db_read(app->db, offer_parties, &o, e);
    if (rc)
        return rc;
    *candidate_r = o.all.at;
    *n_r = o.all.n;
    return 0;
}
