#include "core/app/home_app.h"

#include <string.h>

#include "core/app/journal.h"
#include "core/app/labels.h"
#include "core/app/words.h"
#include "core/base/json.h"
#include "core/base/str.h"
#include "db/rows_certificate.h"
#include "db/rows_deadline.h"
#include "db/rows_event.h"
#include "db/rows_tally.h"

enum { HOME_DEADLINES = 40, HOME_DEADLINE_DAYS = 30, HOME_NEWS = 10, HOME_EVENTS = 60, EXPIRING_DAYS = 90, WEEK_DAYS = 7 };

struct counting {
    struct app *app;
    struct arena *a;
    struct home *home;
};

static int count_between(struct db *db, struct date from, struct date until, size_t *n_r, struct err *e)
{
    int64_t n;
    int rc = deadline_count(db, from, until, &n, e);
    if (!rc)
        *n_r = (size_t)n;
    return rc;
}

/* What is due today stands apart from the seven days behind it: on a Friday the week that ends says nothing. */
static int count_deadlines(struct counting *c, struct db *db, struct err *e)
{
    struct date today = app_today(c->app);
    int rc = count_between(db, DATE_NONE, (struct date){today.days - 1}, &c->home->overdue, e);
    if (!rc)
        rc = count_between(db, today, today, &c->home->today, e);
    return rc ? rc : count_between(db, (struct date){today.days + 1}, (struct date){today.days + WEEK_DAYS}, &c->home->this_week, e);
}

static int count_mine(struct counting *c, struct db *db, struct err *e)
{
    int64_t mine, queries;
    int rc = case_count_assignee(db, c->app->actor.login, &mine, e);
    if (!rc)
        rc = query_count_open(db, &queries, e);
    if (rc)
        return rc;
    c->home->mine = (size_t)mine;
    c->home->queries_open = (size_t)queries;
    return 0;
}

/* Is a certificate granted from this state? */
static bool decides(const struct scheme *s, const struct machine_def *m, const char *state)
{
    const struct machine_def *certificate = scheme_certificate_machine(s);
    for (size_t i = 0; certificate && i < m->transitions.n; i++) {
        const struct transition_def *t = &m->transitions.at[i];
        for (size_t j = 0; transition_leaves(m, t, state) && j < t->effects.n; j++) {
            bool moves = t->effects.at[j].kind == EFFECT_CERTIFICATE;
            const struct transition_def *grant = moves ? machine_transition(certificate, t->effects.at[j].id) : NULL;
            if (grant && grant->from_none)
                return true;
        }
    }
    return false;
}

/* The place a case of this state is counted in; NULL: nowhere, it is over. */
static size_t *place_of(struct scheme_count *count, const struct scheme *s, const char *state)
{
    for (size_t i = 0; i < s->machines.n; i++) {
        const struct machine_def *m = &s->machines.at[i];
        const struct state_def *def = m->of == MACHINE_CASE ? machine_state(m, state) : NULL;
        if (!def)
            continue;
        if (def->final)
            return NULL;
        if (def->waits == WAITS_APPLICANT)
            return &count->waiting;
        return def->start ? &count->received : decides(s, m, state) ? &count->deciding : &count->in_review;
    }
    return NULL;
}

static int count_schemes(struct counting *c, struct db *db, struct err *e)
{
    struct state_tally *of_case, *of_certificate;
    struct scheme_tally *expiring;
    size_t n_cases, n_certificates, n_expiring;
    struct date today = app_today(c->app);
    LIST(struct scheme_count) counts = {0};
    int rc = state_tallies(db, "case", c->a, &of_case, &n_cases, e);
    if (!rc)
        rc = state_tallies(db, "certificate", c->a, &of_certificate, &n_certificates, e);
    if (!rc)
        rc = certificates_expiring(db, today, (struct date){today.days + EXPIRING_DAYS}, c->a, &expiring, &n_expiring, e);
    for (size_t i = 0; !rc && i < c->app->schemes->n; i++) {
        const struct scheme *s = c->app->schemes->at[i];
        if (s->abstract || s != schemes_on(c->app->schemes, s->rule.id, today) || !app_sees(c->app, s->rule.id, ""))
            continue;
        struct scheme_count *count = LIST_ADD(c->a, &counts);
        const struct machine_def *m = scheme_certificate_machine(s);
        *count = (struct scheme_count){.scheme = s->rule.id, .label = s->short_label};
        for (size_t j = 0; j < n_cases; j++) {
            size_t *place = str_eq(of_case[j].scheme, s->rule.id) ? place_of(count, s, of_case[j].state) : NULL;
            if (place)
                *place += (size_t)of_case[j].n;
        }
        for (size_t j = 0; m && j < n_certificates; j++) {
            const struct state_def *state = str_eq(of_certificate[j].scheme, s->rule.id) ? machine_state(m, of_certificate[j].state) : NULL;
            count->in_force += state && state->in_force ? (size_t)of_certificate[j].n : 0;
        }
        for (size_t j = 0; j < n_expiring; j++)
            count->expiring += str_eq(expiring[j].scheme, s->rule.id) ? (size_t)expiring[j].n : 0;
    }
    c->home->scheme = counts.at;
    c->home->n_schemes = counts.n;
    return rc;
}

/* Of all schemes together, from the months that are counted as cases come. */
static int count_intake(struct counting *c, struct db *db, struct err *e)
{
    enum { MONTH_CHARS = 7, MONTHS = COUNT_OF(c->home->intake) };
    struct month_count *count = NULL;
    size_t n = 0;
    struct date today = app_today(c->app), first;
    char month[MONTHS][DATE_TEXT_BYTES];
    (void)date_iso(today, month[0]);
    memcpy(month[0] + MONTH_CHARS, "-01", sizeof "-01");
    if (!date_from_iso(month[0], &first))
        return 0;
    for (int i = 0; i < MONTHS; i++) {
        (void)date_iso(date_add_months(first, i + 1 - MONTHS), month[i]);
        month[i][MONTH_CHARS] = '\0';
    }
    int rc = month_counts(db, "received", NULL, month[0], month[MONTHS - 1], c->a, &count, &n, e);
    for (size_t k = 0; !rc && k < n; k++)
        for (size_t i = 0; i < MONTHS; i++)
            if (str_eq(count[k].month, month[i]))
                c->home->intake[i] += (size_t)count[k].n;
    return rc;
}

/* The last line that home_verified wrote. */
static int read_verified(struct counting *c, struct db *db, struct err *e)
{
    struct events events;
    struct json *body;
    int rc = events_before(db, "store", 0, 1, c->a, &events, e);
    c->home->verified = "";
    if (rc || !events.n || !str_eq(events.at[0].verb, "store.verify"))
        return rc;
    rc = json_parse(c->a, events.at[0].body, strlen(events.at[0].body), &body, e);
    if (rc)
        return rc;
    const struct json *note = json_get(body, "note");
    char iso[DATE_TEXT_BYTES];
    const char *day = arena_strdup(c->a, date_iso(instant_date_jst(events.at[0].at), iso));
    const struct json *sound = json_get(note, "sound");
    c->home->verified_ok = sound && sound->integer;
    c->home->verified = app_say(c->app, c->a, c->home->verified_ok ? WORD_VERIFIED_SOUND : WORD_VERIFIED_UNSOUND, day,
                                arena_printf(c->a, "%lld", (long long)json_get_int(note, "events", 0)));
    return 0;
}

static int count_all(struct db *db, void *arg, struct err *e)
{
    struct counting *c = arg;
    *c->home = (struct home){0};
    int rc = count_deadlines(c, db, e);
    if (!rc)
        rc = count_mine(c, db, e);
    if (!rc)
        rc = count_schemes(c, db, e);
    if (!rc)
        rc = count_intake(c, db, e);
    return rc ? rc : read_verified(c, db, e);
}

/* Number, what happened, and when: the time of today, the day of what is older. */
static const char *news_line(const struct app *app, const struct history_row *row, struct arena *a)
{
    char iso[DATE_TEXT_BYTES], time[INSTANT_TEXT_BYTES];
    struct date day = instant_date_jst(row->ev.at);
    bool today = date_compare(day, app_today(app)) == 0;
    return arena_printf(a, "%s%s%s %.5s", row->number, *row->number ? " " : "", row->text,
                        today ? instant_clock_jst(row->ev.at, time) : date_iso(day, iso) + 5);
}

static int read_news(struct app *app, struct arena *a, struct home *home, struct err *e)
{
    AUTO(arena) struct arena read = {0}; /* ten lines stay of it */
    struct history_row *row;
    size_t n;
    int rc = history(app, "", HISTORY_CHANGES, 0, HOME_EVENTS, &read, &row, &n, e);
    if (rc)
        return rc;
    const char **news = ARENA_ARRAY(a, const char *, HOME_NEWS);
    for (size_t i = 0; i < n && home->n_news < HOME_NEWS; i++)
        if (str_starts(row[i].ev.object, "case:") || str_starts(row[i].ev.object, "certificate:")) /* of cases and certificates; the office's own housekeeping is in the history */
            news[home->n_news++] = news_line(app, &row[i], a);
    home->news = news;
    return 0;
}

/* What is mine comes first; else in the order of the days. */
static void put_mine_first(const struct app *app, struct deadline_row *row, size_t n)
{
    AUTO(arena) struct arena a = {0};
    struct deadline_row *sorted = ARENA_ARRAY(&a, struct deadline_row, n);
    size_t at = 0;
    for (int others = 0; others < 2; others++)
        for (size_t i = 0; i < n; i++)
            if (str_eq(row[i].d.assignee, app->actor.login) != (others == 1))
                sorted[at++] = row[i];
    for (size_t i = 0; i < n; i++)
        row[i] = sorted[i];
}

int home(struct app *app, struct arena *a, struct home *home_r, struct err *e)
{
    struct counting c = {app, a, home_r};
    struct deadline_list due = {0};
    const struct deadline_filter next = {.from = DATE_NONE, .until = {app_today(app).days + HOME_DEADLINE_DAYS}, .open_only = true, .limit = HOME_DEADLINES};
    int rc = db_read(app->db, count_all, &c, e);
    if (!rc)
        rc = deadline_list(app, &next, a, &due, e);
    home_r->deadline = due.row;
    home_r->n_deadlines = due.n;
    if (!rc)
        put_mine_first(app, home_r->deadline, home_r->n_deadlines);
    return rc ? rc : read_news(app, a, home_r, e);
}

struct verified {
    struct app *app;
    const char *note;
};

static int write_verified(struct db *db, void *arg, struct err *e)
{
    const struct verified *v = arg;
    AUTO(arena) struct arena a = {0};
    const struct change_set none = change_set_in(&a);
    const struct journal_entry entry = {.at = clock_now(&v->app->clock), .actor = v->app->actor.login, .seat = v->app->seat,
                                        .verb = "store.verify", .object = "store", .note = v->note};
    return journal_commit(db, &entry, &none, NULL, e);
}

int home_verified(struct app *app, bool sound, int64_t n_events, struct err *e)
{
    AUTO(buf) struct buf note = BUF(200);
    struct json_writer w = json_writer_to(&note);
    json_begin_object(&w);
    json_put_bool(&w, "sound", sound);
    json_put_int(&w, "events", n_events);
    json_end_object(&w);
    struct verified v = {app, buf_str(&note)};
    return db_write(app->db, write_verified, &v, e);
}
