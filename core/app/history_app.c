/* The journal in words, and what other seats changed. */
#include <inttypes.h>
#include <string.h>

#include "core/app/history_words.h"
#include "core/app/home_app.h"
#include "core/app/labels.h"
#include "core/app/words.h"
#include "core/base/json.h"
#include "core/base/str.h"
#include "core/model/case.h"
#include "core/model/certificate.h"
#include "db/rows.h"
#include "db/rows_event.h"

enum { PAGES_MAX = 20 };

static const struct {
    const char *verb;
    const char *text[LANGUAGE_COUNT];
} verb_words[] = {
#define VERB_WORD(verb, ja, en) {verb, {[LANGUAGE_JA] = (ja), [LANGUAGE_EN] = (en)}},
#include "core/app/verb_words.def"
#undef VERB_WORD
};

struct telling {
    struct app *app;
    const char *object;
    enum history_kind kind;
    int64_t before;
    size_t limit;
    struct arena *a;
    LIST(struct history_row) rows;
};

static const char *verb_word(const struct app *app, const char *verb)
{
    for (size_t i = 0; i < COUNT_OF(verb_words); i++)
        if (str_eq(verb_words[i].verb, verb))
            return verb_words[i].text[app->language];
    return verb;
}

/* What an event is about, as far as rights and words need it. */
struct about {
    bool seen;
    const struct scheme *s;
    struct case_file c; /* id 0: no case */
    const char *number;
};

static int find_case(struct telling *t, int64_t id, struct about *about, struct err *e)
{
    int rc = rows_get_id(t->app->db, &case_file_type, id, &about->c, t->a, e);
    if (rc)
        return rc == E_NOTFOUND ? 0 : rc;
    about->number = *about->c.number ? about->c.number : arena_printf(t->a, "#%" PRId64, id);
    about->s = schemes_find(t->app->schemes, about->c.scheme, about->c.edition);
    about->seen = app_sees(t->app, about->c.scheme, about->c.assignee);
    return 0;
}

static int find_certificate(struct telling *t, int64_t id, struct about *about, struct err *e)
{
    struct certificate c;
    int rc = rows_get_id(t->app->db, &certificate_type, id, &c, t->a, e);
    if (rc)
        return rc == E_NOTFOUND ? 0 : rc;
    about->number = c.number;
    about->s = schemes_find(t->app->schemes, c.scheme, c.edition);
    about->seen = app_sees(t->app, c.scheme, "");
    return 0;
}

static int find_user(struct telling *t, int64_t id, struct about *about, struct err *e)
{
    struct user u;
    int rc = rows_get_id(t->app->db, &user_type, id, &u, t->a, e);
    if (!rc)
        about->number = u.login;
    about->seen |= id == t->app->actor.user_id;
    return rc == E_NOTFOUND ? 0 : rc;
}

/* Who may read of it: of cases and certificates those who may see them; of users themselves and the admin. */
static int find_about(struct telling *t, const char *object, struct about *about, struct err *e)
{
    const char *colon = strchr(object, ':');
    int64_t id;
    *about = (struct about){.number = "", .seen = t->app->actor.admin || t->app->actor.everything};
    if (!colon || !str_to_int(colon + 1, 1, INT64_MAX, &id))
        return 0;
    if (str_starts(object, "case:"))
        return find_case(t, id, about, e);
    if (str_starts(object, "certificate:"))
        return find_certificate(t, id, about, e);
    return str_starts(object, "user:") ? find_user(t, id, about, e) : 0;
}

static const char *move_words(struct telling *t, const struct about *about, const struct json *note)
{
    const char *action = json_get_text(note, "action"), *from = json_get_text(note, "from"), *to = json_get_text(note, "to");
    const struct scheme *s = about->s;
    const struct machine_def *machine[] = {s && scheme_case_type(s, about->c.type) ? scheme_case_machine(s, about->c.type) : NULL,
                                           s ? scheme_certificate_machine(s) : NULL};
    const struct transition_def *transition = NULL;
    for (size_t i = 0; i < COUNT_OF(machine) && !transition && action; i++)
        transition = machine[i] ? machine_transition(machine[i], action) : NULL;
    const char *label = transition ? label_of_transition(t->app, transition, about->c.type) : action ? action : "";
    if (!from || !to || str_eq(from, to))
        return label;
    const char *states = app_say(t->app, t->a, WORD_MOVE_TO, label_of_case_state(t->app, s, about->c.type, from),
                                 label_of_case_state(t->app, s, about->c.type, to));
    return app_say(t->app, t->a, WORD_MOVE, label, states);
}

static const char *with(struct telling *t, const char *what, const char *touched)
{
    return *touched ? arena_printf(t->a, "%s  %s", what, touched) : what;
}

static const char *hits_words(struct telling *t, const struct json *note)
{
    const struct json *hits = json_get(note, "hits");
    int n = 0;
    for (const struct json *hit = hits ? hits->child : NULL; hit; hit = hit->next)
        n++;
    return arena_printf(t->a, "%d", n);
}

static const char *words_of(struct telling *t, const struct about *about, const struct event *ev)
{
    struct json *body = NULL;
    struct err unreadable;
    const struct json *note = json_parse(t->a, ev->body, strlen(ev->body), &body, &unreadable) ? NULL : json_get(body, "note");
    if (!body)
        return verb_word(t->app, ev->verb);
    if (str_eq(ev->verb, "case.act") && note)
        return with(t, move_words(t, about, note), history_touched(t->app, about->s, body, true, t->a));
    const char *form = str_eq(ev->verb, "form.save") ? json_get_text(note, "form") : NULL;
    if (!form) {
        const char *one = str_eq(ev->verb, "lookup.view") ? hits_words(t, note) : history_touched(t->app, about->s, body, false, t->a);
        return *one ? app_say(t->app, t->a, WORD_MOVE, verb_word(t->app, ev->verb), one) : verb_word(t->app, ev->verb);
    }
    const struct form_def *def = about->s ? scheme_form(about->s, form) : NULL;
    return app_say(t->app, t->a, WORD_FORM_SAVED, label_of_rule(t->app, def ? &def->rule : NULL, form),
                   arena_printf(t->a, "%" PRId64, json_get_int(note, "n", 0)));
}

static const char *who(const struct app *app, const struct event *ev)
{
    return str_eq(ev->actor, "clock") ? app_word(app, WORD_CLERK) : ev->actor;
}

static bool is_told(const struct telling *t, const struct event *ev)
{
    const char *dot = strrchr(ev->verb, '.');
    return t->kind == HISTORY_ALL || (t->kind == HISTORY_VIEWS) == (dot && str_eq(dot, ".view"));
}

static int tell(struct db *db, void *arg, struct err *e)
{
    struct telling *t = arg;
    int64_t before = t->before;
    t->rows.n = 0;
    for (int page = 0; page < PAGES_MAX && t->rows.n < t->limit; page++) {
        struct events events;
        int rc = events_before(db, t->object, before, (int64_t)t->limit, t->a, &events, e);
        for (size_t i = 0; !rc && i < events.n && t->rows.n < t->limit; i++) {
            struct about about;
            before = events.at[i].seq;
            if (!is_told(t, &events.at[i]))
                continue;
            rc = find_about(t, events.at[i].object, &about, e);
            if (!rc && about.seen)
                *LIST_ADD(t->a, &t->rows) = (struct history_row){events.at[i], about.number, words_of(t, &about, &events.at[i]), who(t->app, &events.at[i])};
        }
        if (rc || !events.n)
            return rc;
    }
    return 0;
}

int history(struct app *app, const char *object, enum history_kind kind, int64_t before, size_t limit, struct arena *a,
            struct history_row **row_r, size_t *n_r, struct err *e)
{
    struct telling t = {.app = app, .object = object, .kind = kind, .before = before, .a = a};
    t.limit = limit < 1 ? 1 : limit > HISTORY_PAGE_MAX ? HISTORY_PAGE_MAX : limit;
    int rc = db_read(app->db, tell, &t, e);
    if (!rc) {
        *row_r = t.rows.at;
        *n_r = t.rows.n;
    }
    return rc;
}

bool changes_waiting(struct app *app)
{
    struct err e;
    int64_t counter;
    if (db_change_counter(app->db, &counter, &e) != 0 || counter == app->change_counter)
        return false;
    app->change_counter = counter;
    return true;
}
