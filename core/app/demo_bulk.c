#include "core/app/demo_bulk.h"

#include <inttypes.h>
#include <string.h>

#include "core/app/act.h"
#include "core/app/demo_names.h"
#include "core/base/str.h"
#include "core/rule/number.h"
#include "db/db.h"
#include "db/rows_case.h"

enum { STAMPS_A_TRANSACTION = 4000, MODELS_MAX = 400 };

/* What is stamped of a lived case: the rows that lists and look-ups show; forms and results stay with the lived ones. */
struct model {
    struct case_file c;
    struct certificate cert; /* id 0: none that it granted */
    struct certificate_event event[8];
    size_t n_events;
    struct certificate_period period;
    struct deadline deadline[6];
    size_t n_deadlines;
    struct fee fee;          /* id 0: none */
    struct register_entry entry;
};

struct stamping {
    struct app *app;
    struct model *model;
    size_t n_models;
    uint64_t number;
    int64_t left;
    struct arena *a;
    struct serials {
        const char *scheme;
        int64_t certificate, receipt;
    } serial[32];
    size_t n_serials;
};

static void take_model(struct model *m, const struct bundle *b)
{
    m->c = b->c;
    m->cert.id = 0;
    record_init(&register_entry_type, &m->entry); /* not every certificate is published */
    record_init(&certificate_period_type, &m->period);
    if (b->cert.id && b->cert.case_id == b->c.id) {
        m->cert = b->cert;
        for (size_t i = 0; i < b->event.n && m->n_events < COUNT_OF(m->event); i++)
            m->event[m->n_events++] = b->event.at[i];
        if (b->period.n)
            m->period = b->period.at[b->period.n - 1];
        if (b->entry.n)
            m->entry = b->entry.at[0];
    }
    for (size_t i = 0; i < b->deadline.n && m->n_deadlines < COUNT_OF(m->deadline); i++)
        m->deadline[m->n_deadlines++] = b->deadline.at[i];
    m->fee.id = 0;
    if (b->fee.n)
        m->fee = b->fee.at[0];
}

/* What is due about now happens once: a thousand cases late by the same days would be no office. */
static bool is_due_now(const struct app *app, const struct bundle *b)
{
    enum { SOON_DAYS = 14 };
    for (size_t i = 0; i < b->deadline.n; i++) {
        const struct deadline *d = &b->deadline.at[i];
        if (date_is_none(d->closed_on) && d->due_on.days - app_today(app).days < SOON_DAYS)
            return true;
    }
    return false;
}

static int load_models(struct db *db, void *arg, struct err *e)
{
    struct stamping *st = arg;
    int64_t last = 0;
    int rc = case_last_id(db, &last, e);
    for (int64_t id = 1; !rc && id <= last && st->n_models < MODELS_MAX; id++) {
        struct bundle b;
        rc = bundle_load(st->app, id, st->a, &b, e);
        if (rc == E_NOTFOUND) { /* a case that was not opened after all */
            rc = 0;
            continue;
        }
        if (!rc && (b.c.certificate_id == 0 || b.cert.case_id == b.c.id) && !is_due_now(st->app, &b))
            take_model(&st->model[st->n_models++], &b);
    }
    return rc;
}

/* Serials go on behind those that were given; one counter a scheme and series. */
static struct serials *serials_of(struct stamping *st, const char *scheme)
{
    for (size_t i = 0; i < st->n_serials; i++)
        if (str_eq(st->serial[i].scheme, scheme))
            return &st->serial[i];
    if (st->n_serials == COUNT_OF(st->serial))
        return &st->serial[0];
    st->serial[st->n_serials] = (struct serials){.scheme = scheme, .certificate = 300, .receipt = 1000};
    return &st->serial[st->n_serials++];
}

const char *demo_number(const struct series_def *series, const char *like, int64_t serial, struct arena *a)
{
    struct number_parts parts;
    char text[NUMBER_TEXT_MAX];
    if (!series || !*like || !number_parse(series, like, &parts))
        return "";
    parts.serial = serial;
    if (number_print(series, &parts, text))
        return arena_strdup(a, text);
    const char *end = like + strlen(like);
    return arena_printf(a, "%s%" PRId64, arena_strndup(a, like, (size_t)(end - like)), serial);
}

static int next_id(struct stamping *st, const struct record_type *type, int64_t *id_r, struct err *e)
{
    return rows_next_id(st->app->db, type, id_r, e);
}

static int stamp_certificate(struct stamping *st, const struct model *m, const struct case_file *c, const struct scheme *s,
                             struct change_set *set, struct arena *a, struct err *e)
{
    struct certificate cert = m->cert;
    struct serials *serials = serials_of(st, c->scheme);
    int rc = next_id(st, &certificate_type, &cert.id, e);
    if (rc)
        return rc;
    cert.version = 0;
    cert.serial = ++serials->certificate;
    cert.number = demo_number(scheme_series_of(s, SERIES_CERTIFICATE), m->cert.number, cert.serial, a);
    cert.party_id = c->party_id;
    cert.case_id = c->id;
    cert.subject = c->subject;
    change_put(set, &certificate_type, &cert);
    for (size_t i = 0; i < m->n_events; i++) {
        struct certificate_event ev = m->event[i];
        ev.certificate_id = cert.id;
        ev.case_id = c->id;
        change_put(set, &certificate_event_type, &ev);
    }
    struct certificate_period period = m->period;
    period.certificate_id = cert.id;
    period.case_id = c->id;
    if (!date_is_none(period.valid_from))
        change_put(set, &certificate_period_type, &period);
    if (*m->entry.state) {
        struct register_entry entry = m->entry;
        entry.certificate_id = cert.id;
        entry.case_id = c->id;
        change_put(set, &register_entry_type, &entry);
    }
    struct case_file owner = *c;
    owner.certificate_id = cert.id;
    change_put(set, &case_file_type, &owner);
    return 0;
}

static int stamp_one(struct stamping *st, const struct model *m, struct change_set *set, int64_t *case_r, struct arena *a, struct err *e)
{
    struct demo_name name = demo_name(a, st->number);
    const struct scheme *s = schemes_find(st->app->schemes, m->c.scheme, m->c.edition);
    struct case_file c = m->c;
    struct party party;
    record_init(&party_type, &party);
    int rc = next_id(st, &case_file_type, &c.id, e);
    if (!rc)
        rc = next_id(st, &party_type, &party.id, e);
    if (rc)
        return rc;
    party.name = name.party;
    party.reading = name.reading;
    party.corporate_number = name.corporate_number;
    party.address = name.address;
    party.tel = name.tel;
    party.mail = name.mail;
    change_put(set, &party_type, &party);
    c.version = 0;
    c.party_id = party.id;
    c.assignee = ""; /* one person cannot look after a thousand */
    c.certificate_id = 0;
    c.subject = name.subject;
    c.number = demo_number(scheme_series_of(s, SERIES_CASE), m->c.number, ++serials_of(st, c.scheme)->receipt, a);
    change_put(set, &case_file_type, &c);
    if (m->cert.id)
        rc = stamp_certificate(st, m, &c, s, set, a, e);
    for (size_t i = 0; !rc && i < m->n_deadlines; i++) {
        struct deadline d = m->deadline[i];
        d.case_id = d.case_id ? c.id : 0;
        d.certificate_id = 0;
        rc = d.case_id ? next_id(st, &deadline_type, &d.id, e) : 0;
        if (!rc && d.case_id)
            change_put(set, &deadline_type, &d);
    }
    if (!rc && m->fee.id) {
        struct fee fee = m->fee;
        rc = next_id(st, &fee_type, &fee.id, e);
        fee.case_id = c.id;
        fee.invoice = "";
        if (!rc)
            change_put(set, &fee_type, &fee);
    }
    *case_r = c.id;
    return rc;
}

static int some_stamps(struct db *db, void *arg, struct err *e)
{
    struct stamping *st = arg;
    struct stamping now = *st;
    int rc = 0;
    AUTO(arena) struct arena a = {0};
    for (int i = 0; !rc && i < STAMPS_A_TRANSACTION && now.left > 0; i++) {
        struct change_set set = change_set_in(&a);
        int64_t id = 0;
        rc = stamp_one(&now, &now.model[now.number % now.n_models], &set, &id, &a, e);
        const struct journal_entry entry = {.at = clock_now(&now.app->clock), .actor = now.app->actor.login, .seat = now.app->seat,
                                            .verb = "demo.case", .object = arena_printf(&a, "case:%" PRId64, id), .note = NULL};
        if (!rc)
            rc = journal_commit(db, &entry, &set, NULL, e);
        now.number++;
        now.left--;
        arena_reset(&a);
    }
    if (!rc)
        *st = now;
    return rc;
}

int demo_stamp(struct app *app, int64_t n, uint64_t number, demo_progress_fn *progress, void *arg, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct stamping st = {.app = app, .number = number, .left = n, .a = &a, .model = ARENA_ARRAY(&a, struct model, MODELS_MAX)};
    int rc = db_read(app->db, load_models, &st, e);
    while (!rc && st.n_models && st.left > 0) {
        rc = db_write(app->db, some_stamps, &st, e);
        if (!rc && progress)
            progress(arg, (int64_t)number + n - st.left, (int64_t)number + n);
    }
    return rc;
}
