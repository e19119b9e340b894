#include "core/app/demo_life.h"

#include <inttypes.h>
#include <string.h>

#include "core/app/act.h"
#include "core/app/case_app.h"
#include "core/app/demo_names.h"
#include "core/app/demo_work.h"
#include "core/app/examples_form.h"
#include "core/base/str.h"
#include "core/rule/checklist.h"
#include "core/rule/expr.h"
#include "db/rows.h"

/* A scalar of YAML that nobody wrote: the specimen with other words. */
static const struct yaml *word(struct arena *a, const char *text)
{
    struct yaml *y = ARENA_NEW(a, struct yaml);
    y->kind = YAML_SCALAR;
    y->text = text;
    return y;
}

static void say(struct stage *st, const struct formula *where, const char *text)
{
    if (formula_given(where) && str_starts(where->text, "form."))
        *LIST_ADD(st->a, &st->all) = (struct given){where->text, word(st->a, text)};
}

/* A specimen tells of its own year. What is announced about a certificate (the day a service ends) lies shortly after the
 * day the announcement came. */
static void move_days(struct stage *st, const struct demo_life *life)
{
    enum { DAYS_AHEAD = 14 };
    char text[DATE_TEXT_BYTES];
    struct date d;
    for (size_t i = 0; life->certificate_id && i < st->all.n; i++) {
        struct given *given = &st->all.at[i];
        if (given->value->kind != YAML_SCALAR || !str_starts(given->name, "form.") || !date_from_iso(given->value->text, &d) ||
            date_compare(d, st->scheme->version) < 0)
            continue;
        const struct date then = {life->from.days + DAYS_AHEAD};
        given->value = word(st->a, arena_strdup(st->a, date_iso(then, text)));
    }
}

/* The specimen of the case type with an applicant of its own. */
static struct stage specimen_of(struct app *app, const struct scheme *s, const struct demo_life *life, struct arena *a)
{
    struct stage st = {.app = app, .scheme = s, .a = a, .type = life->type};
    struct demo_name name = demo_name(a, life->number);
    stage_specimen(&st);
    move_days(&st, life);
    say(&st, &s->party.name, name.party);
    say(&st, &s->party.reading, name.reading);
    say(&st, &s->party.corporate_number, name.corporate_number);
    say(&st, &s->party.address, name.address);
    say(&st, &s->party.tel, name.tel);
    say(&st, &s->party.mail, name.mail);
    say(&st, &s->subject_name, name.subject);
    st.n_specimen = st.all.n;
    return st;
}

static void put_forms(struct act *act, const struct stage *st)
{
    const struct case_type_def *type = scheme_case_type(act->b.scheme, act->b.c.type);
    for (size_t i = 0; i < type->forms.n; i++) {
        const struct form_def *form = scheme_form(act->b.scheme, type->forms.at[i]);
        const struct form_source source = {.prefix = {"form."}, .n = st->all.n};
        const char *body = form && !form->record ? stage_form_body(st, form, &source) : NULL;
        if (!body)
            continue;
        const struct form record = {.case_id = act->b.c.id, .form = form->rule.id, .revision = 1, .body = body,
                                    .saved_by = act->app->actor.login, .saved_at = clock_now(&act->app->clock)};
        act_put(act, &form_type, &record);
    }
}

/* Answers an action asks: its own suggestion, else the day for dates, else the specimen's words. */
static struct answer *answers_for(struct act *act, const struct stage *st, const struct transition_def *t, size_t *n_r)
{
    struct answer *answers = ARENA_ARRAY(act->arena, struct answer, t->asks.n);
    char day[DATE_TEXT_BYTES];
    *n_r = 0;
    for (size_t i = 0; i < t->asks.n; i++) {
        const struct ask_def *ask = &t->asks.at[i];
        const struct fact_name *fact = fact_names_find(act->f.names, ask->fact);
        if (!fact || formula_given(&ask->fallback) || (ask->types.n && !texts_have(&ask->types, act->b.c.type)))
            continue;
        const char *text = NULL;
        for (size_t j = 0; j < st->all.n; j++)
            if (str_eq(st->all.at[j].name, ask->fact))
                text = stage_text(st->all.at[j].value, act->arena);
        if (!text && fact->type.type == VALUE_DATE && !formula_given(&ask->required))
            continue; /* a day that need not be said is not today */
        if (fact->type.type == VALUE_DATE)
            text = arena_strdup(act->arena, date_iso(act->today, day));
        else if (!text && fact->type.n_choices)
            text = fact->type.choices[0];
        else if (!text && fact->type.type == VALUE_BOOL)
            text = "true";
        else if (!text && fact->type.type == VALUE_TEXT)
            text = t->rule.label;
        if (text)
            answers[(*n_r)++] = (struct answer){ask->fact, text};
    }
    return answers;
}

/* What may be done from nearly everywhere is giving up. */
static bool gives_up(const struct transition_def *t)
{
    enum { FROM_EVERYWHERE = 4 };
    return t->from.n >= FROM_EVERYWHERE;
}

static bool is_end(const struct machine_def *m, const struct transition_def *t)
{
    const struct state_def *to = machine_state(m, t->to);
    if (!to || to->final || gives_up(t))
        return true;
    /* A state that only leads to a final one ends the case too: withdrawn, refused, done. */
    for (size_t i = 0; i < m->transitions.n; i++) {
        const struct transition_def *next = &m->transitions.at[i];
        const struct state_def *then = next->to ? machine_state(m, next->to) : NULL;
        if (next->from.n && texts_have(&next->from, t->to) && then && !then->final)
            return false;
    }
    return true;
}

/* It changes a certificate: what the case is there for. */
static bool is_aim(struct act *act, const struct transition_def *t)
{
    for (size_t i = 0; i < t->effects.n; i++) {
        const struct effect_def *effect = &t->effects.at[i];
        if (effect->kind == EFFECT_CERTIFICATE && (!formula_given(&effect->cond) || expr_is_true(effect->cond.expr, &act->f)))
            return true;
    }
    return false;
}

static int times_there(const struct demo_life *life, const char *state)
{
    int times = 0;
    for (size_t i = 0; i < life->n_been; i++)
        times += str_eq(life->been[i], state);
    return times;
}

/* Which of the actions to try: those that carry on before those that end the case, in the order of the definition; once in
 * a while another one comes first. */
static size_t candidates(struct act *act, const struct demo_life *life, const struct transition_def **t_r, size_t max, uint64_t *chance)
{
    const struct machine_def *m = scheme_case_machine(act->b.scheme, act->b.c.type);
    size_t n = 0;
    /* Not every case that waits is given up, but none of them waits for ever, or goes round and round. */
    enum { GIVE_UP_DAYS = 75, ROUNDS = 4 };
    bool tired = !date_is_none(life->last) && act->today.days - life->from.days > GIVE_UP_DAYS;
    int kinds = demo_random(chance) % 20 == 0 || demo_is_over(m, act->b.c.state) || tired ? 2 : 1;
    /* What the case is there for, new states, then back to a known one (from an inspection to the review), then the ends. What
     * changes a certificate and ends the case comes when nothing new is left to do: a decision, not a withdrawal. */
    enum { AIM, NEW, AIM_END, KNOWN, END };
    for (int kind = AIM; kind < KNOWN + kinds; kind++)
        for (size_t i = 0; i < m->transitions.n && n < max; i++) {
            const struct transition_def *t = &m->transitions.at[i];
            if (!t->roles.n || t->from_none || !transition_fits(m, t, act->b.c.state, act->b.c.type))
                continue;
            bool end = t->to && is_end(m, t);
            int times = times_there(life, t->to ? t->to : t->rule.id);
            int is = !gives_up(t) && is_aim(act, t) ? (end ? AIM_END : AIM) : end ? END : times ? KNOWN : NEW;
            if (is == kind && (is != KNOWN || (t->to && life->n_been < DEMO_WHOLE_LIFE && (date_is_none(life->last) || times < ROUNDS))))
                t_r[n++] = t;
        }
    if (n > 1 && demo_random(chance) % 8 == 0) {
        size_t other = demo_random(chance) % n;
        const struct transition_def *first = t_r[0];
        t_r[0] = t_r[other];
        t_r[other] = first;
    }
    return n;
}

static bool is_refusal(int rc)
{
    return rc == E_RULE || rc == E_INPUT;
}

static const char *case_object(const struct act *act)
{
    return arena_printf(act->arena, "case:%" PRId64, act->b.c.id);
}

static const struct state_def *state_of(const struct act *act)
{
    return machine_state(scheme_case_machine(act->b.scheme, act->b.c.type), act->b.c.state);
}

/* Is it the applicant's turn? */
static bool waits(const struct act *act)
{
    const struct state_def *state = state_of(act);
    return state && state->waits == WAITS_APPLICANT;
}

/* What was asked shortly before the last day: the answer is still on its way. */
static bool has_no_answer_yet(const struct demo_life *life, struct date day)
{
    enum { ANSWER_DAYS = 9 };
    return !date_is_none(life->last) && life->last.days - day.days < ANSWER_DAYS;
}

/* One action, of a unit's track or of the case; *done_r false when it was refused. action: "T1" or "I1@unit". */
static int try_one(struct app *app, struct demo_life *life, const struct stage *st, struct date day, const struct transition_def *t,
                   const char *action, struct arena *a, bool *done_r, struct err *e)
{
    struct act act;
    size_t n_answers;
    *done_r = false;
    int rc = act_begin(&act, app, life->case_id, 0, day, a, e);
    struct answer *answers = rc ? NULL : answers_for(&act, st, t, &n_answers);
    const char *from = rc ? "" : act.b.c.state;
    if (!rc)
        rc = act_transition(&act, action, answers, n_answers, e);
    if (is_refusal(rc))
        return 0;
    if (!rc)
        rc = act_commit(&act, "case.act", case_object(&act),
                        arena_printf(a, "{\"action\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}", action, from, act.b.c.state), e);
    if (!rc && life->n_been < COUNT_OF(life->been) && str_eq(action, t->rule.id))
        life->been[life->n_been++] = arena_strdup(a, t->to ? from : t->rule.id);
    if (!rc && act.b.cert.id)
        life->granted_id = act.b.cert.id;
    *done_r = !rc;
    return rc;
}

/* The first step that a track of the case can take: what goes on beside it goes on first. */
static int step_track(struct app *app, struct demo_life *life, const struct stage *st, struct date day, struct arena *a, bool *done_r,
                      struct err *e)
{
    struct act act;
    int rc = act_begin(&act, app, life->case_id, 0, day, a, e);
    for (size_t i = 0; !rc && !*done_r && i < act.b.track.n; i++) {
        const struct track *track = &act.b.track.at[i];
        const struct machine_def *m = scheme_machine(act.b.scheme, track->track);
        for (size_t k = 0; !rc && !*done_r && m && m->of == MACHINE_TRACK && k < m->transitions.n; k++) {
            const struct transition_def *t = &m->transitions.at[k];
            if (!t->to || str_eq(t->to, track->state) || !transition_fits(m, t, track->state, act.b.c.type))
                continue;
            const char *action = *track->unit ? arena_printf(a, "%s@%s", t->rule.id, track->unit) : t->rule.id;
            rc = try_one(app, life, st, day, t, action, a, done_r, e);
        }
    }
    return rc;
}

/* One action; *done_r false when nothing could be done. */
static int step(struct app *app, struct demo_life *life, const struct stage *st, struct date day, struct arena *a, bool *done_r, struct err *e)
{
    enum { TRIES_MAX = 24 };
    const struct transition_def *t[TRIES_MAX];
    struct act act;
    *done_r = false;
    int rc = act_begin(&act, app, life->case_id, 0, day, a, e);
    const struct state_def *state = rc ? NULL : state_of(&act);
    life->ended = state && state->final && !date_is_none(life->last);
    if (rc || life->ended || (waits(&act) && has_no_answer_yet(life, day)))
        return rc;
    rc = demo_work(app, life, day, a, e);
    if (!rc)
        rc = act_begin(&act, app, life->case_id, 0, day, a, e);
    if (!rc)
        rc = step_track(app, life, st, day, a, done_r, e);
    size_t n = rc || *done_r ? 0 : candidates(&act, life, t, TRIES_MAX, &life->chance);
    for (size_t i = 0; !rc && !*done_r && i < n; i++)
        rc = try_one(app, life, st, day, t[i], t[i]->rule.id, a, done_r, e);
    return rc;
}

/* The case with its forms and papers, before the office has looked at it. */
static int open_life(struct app *app, struct demo_life *life, const struct scheme *s, struct arena *a, struct err *e)
{
    struct act act;
    int rc = act_begin_new(&act, app, s, life->certificate_id, life->from, a, e);
    if (rc)
        return rc;
    struct case_file *c = &act.b.c;
    const struct machine_def *m = scheme_case_machine(s, life->type);
    if (!machine_start(m))
        return err_set(e, E_RULE, "case.no-action", life->type, NULL);
    rc = rows_next_id(app->db, &case_file_type, &c->id, e);
    c->scheme = s->rule.id;
    c->edition = s->version_text;
    c->type = life->type;
    c->state = machine_start(m)->rule.id;
    c->state_since = life->from;
    c->certificate_id = life->certificate_id;
    c->party_id = act.b.party.id;
    c->subject = act.b.cert.id ? act.b.cert.subject : "";
    c->received_on = life->from;
    c->opened_at = clock_now(&app->clock);
    c->assignee = "demo";
    act_put(&act, &case_file_type, c);
    life->case_id = c->id;
    return rc ? rc : act_commit(&act, "case.new", case_object(&act), NULL, e);
}

/* The office's last day has come. */
static bool is_now(const struct demo_life *life, struct date day)
{
    return !date_is_none(life->last) && date_compare(day, life->last) > 0;
}

int demo_live(struct app *app, struct demo_life *life, struct arena *a, struct err *e)
{
    enum { NEXT_TRY_DAYS = 7 };
    const struct scheme *s = schemes_on(app->schemes, life->scheme, life->from);
    if (!s)
        return err_set(e, E_NOTFOUND, "scheme.unknown", life->scheme, NULL);
    struct stage st = specimen_of(app, s, life, a);
    struct act act;
    struct date day = life->from;
    int rc = open_life(app, life, s, a, e);
    if (!rc)
        rc = act_begin(&act, app, life->case_id, 0, day, a, e);
    if (!rc) {
        put_forms(&act, &st);
        rc = act_commit(&act, "form.save", case_object(&act), NULL, e);
    }
    if (!rc)
        rc = act_begin(&act, app, life->case_id, 0, day, a, e);
    if (!rc)
        rc = act_identify(&act, e);
    if (!rc)
        rc = demo_papers(&act, e);
    if (!rc)
        rc = act_commit(&act, "paper.receive", case_object(&act), NULL, e);
    bool done = true;
    life->ended = false;
    for (int i = 0; !rc && !life->ended && i < life->steps && !is_now(life, day); i++) {
        rc = step(app, life, &st, day, a, &done, e);
        /* A day on which nothing can be done is not the end; the next try is a week later. */
        life->ended |= !done && date_is_none(life->last);
        day.days += done ? 0 : NEXT_TRY_DAYS;
        day.days += 1 + (int32_t)(demo_random(&life->chance) % 9);
    }
    life->until = day;
    return rc;
}
