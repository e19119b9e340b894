#include "core/app/demo_life.h"

#include <inttypes.h>
#include <string.h>

#include "core/app/act.h"
#include "core/app/case_app.h"
#include "core/app/demo_choose.h"
#include "core/app/demo_bulk.h"
#include "core/app/demo_fault.h"
#include "core/app/demo_names.h"
#include "core/app/demo_work.h"
#include "core/app/examples_build.h"
#include "core/app/examples_form.h"
#include "core/base/str.h"
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

/* The same value with its days moved; those before the scheme began stay. */
static const struct yaml *moved(struct stage *st, const struct yaml *v, int32_t days)
{
    char text[DATE_TEXT_BYTES];
    struct date d;
    if (v->kind == YAML_SCALAR && date_from_iso(v->text, &d) && date_compare(d, st->scheme->version) >= 0)
        return word(st->a, arena_strdup(st->a, date_iso((struct date){d.days + days}, text)));
    if (v->kind == YAML_LIST) {
        const struct yaml **items = ARENA_ARRAY(st->a, const struct yaml *, v->n);
        for (size_t i = 0; i < v->n; i++)
            items[i] = moved(st, v->item[i], days);
        return yaml_new_list(st->a, v->at, items, v->n);
    }
    if (v->kind == YAML_MAP) {
        struct yaml_entry *entries = ARENA_ARRAY(st->a, struct yaml_entry, v->n);
        for (size_t i = 0; i < v->n; i++)
            entries[i] = (struct yaml_entry){v->entry[i].key, v->entry[i].at, moved(st, v->entry[i].value, days)};
        return yaml_new_map(st->a, v->at, entries, v->n);
    }
    return v;
}

/* A specimen tells of its own year: of the days around the one on which it was received. */
static void move_days(struct stage *st, const struct demo_life *life)
{
    struct date received;
    const struct yaml *said = stage_given(st, "case.received_on");
    if (!said)
        said = stage_given(st, "today");
    if (!said || !date_from_iso(said->text, &received))
        return;
    for (size_t i = 0; i < st->all.n; i++)
        if (str_starts(st->all.at[i].name, "form.") || str_eq(st->all.at[i].name, "withheld"))
            st->all.at[i].value = moved(st, st->all.at[i].value, life->from.days - received.days);
}

/* Does a value, or one inside it, say this text? */
static bool says(const struct yaml *v, const char *text)
{
    if (v->kind == YAML_SCALAR)
        return str_eq(v->text, text);
    for (size_t i = 0; v->kind == YAML_LIST && i < v->n; i++)
        if (says(v->item[i], text))
            return true;
    for (size_t i = 0; v->kind == YAML_MAP && i < v->n; i++)
        if (says(v->entry[i].value, text))
            return true;
    return false;
}

/* Other forms speak of the unit by its name. */
static bool is_named_elsewhere(const struct stage *st, const char *list, const char *name)
{
    for (size_t i = 0; i < st->all.n; i++) {
        const struct given *given = &st->all.at[i];
        if (strchr(given->name, '@') || (str_starts(given->name, "form.") && !str_eq(given->name, list) && says(given->value, name)))
            return true;
    }
    return false;
}

/* The first unit of each kind bears the name of what the party applies for, unless other forms speak of it by its name. */
static void name_units(struct stage *st, const char *name)
{
    for (size_t i = 0; i < st->scheme->units.n; i++) {
        const struct unit_def *unit = &st->scheme->units.at[i];
        const struct yaml *rows = stage_given(st, unit->list);
        if (!rows || rows->kind != YAML_LIST || !rows->n || rows->item[0]->kind != YAML_MAP)
            continue;
        const struct yaml *first = rows->item[0];
        const char *own = yaml_get_text(first, unit->name);
        if (own && is_named_elsewhere(st, unit->list, own))
            continue;
        struct yaml_entry *entries = ARENA_ARRAY(st->a, struct yaml_entry, first->n);
        for (size_t k = 0; k < first->n; k++)
            entries[k] = str_eq(first->entry[k].key, unit->name) ? (struct yaml_entry){unit->name, first->entry[k].at, word(st->a, name)}
                                                                 : first->entry[k];
        const struct yaml **items = ARENA_ARRAY(st->a, const struct yaml *, rows->n);
        for (size_t k = 0; k < rows->n; k++)
            items[k] = k ? rows->item[k] : yaml_new_map(st->a, first->at, entries, first->n);
        *LIST_ADD(st->a, &st->all) = (struct given){unit->list, yaml_new_list(st->a, rows->at, items, rows->n)};
    }
}

/* The specimen of the case type with an applicant of its own. */
static struct stage specimen_of(struct app *app, const struct scheme *s, const struct demo_life *life, struct arena *a)
{
    struct stage st = {.app = app, .scheme = s, .a = a, .type = life->specimen ? life->specimen : life->type};
    struct demo_name name = demo_name(a, life->number);
    stage_specimen(&st);
    st.type = life->type;
    if (life->certificate_id || life->way)
        move_days(&st, life);
    say(&st, &s->party.name, name.party);
    say(&st, &s->party.reading, name.reading);
    say(&st, &s->party.corporate_number, name.corporate_number);
    say(&st, &s->party.address, name.address);
    say(&st, &s->party.tel, name.tel);
    say(&st, &s->party.mail, name.mail);
    say(&st, &s->subject_name, name.subject);
    name_units(&st, name.subject);
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
                                    .saved_by = "reception", .saved_at = clock_now(&act->app->clock)};
        act_put(act, &form_type, &record);
    }
}

/* Prices that an office would quote, as the specimen says them. */
static void put_quotes(struct act *act, const struct stage *st)
{
    for (size_t i = 0; i < st->all.n; i++) {
        const struct given *given = &st->all.at[i];
        const char *dot = strrchr(given->name, '.');
        if (!str_starts(given->name, "fee.") || !str_eq(dot, ".quote"))
            continue;
        const struct fact quote = {.owner = "case", .owner_id = act->b.c.id, .unit = "", .name = given->name, .value = stage_text(given->value, act->arena)};
        act_put(act, &fact_type, &quote);
    }
}

/* What the applicant wishes to keep from the public. */
static int put_wishes(struct act *act, const struct stage *st, struct err *e)
{
    const struct yaml *wishes = stage_given(st, "withheld");
    int rc = 0;
    for (size_t i = 0; !rc && wishes && i < wishes->n; i++) {
        struct withholding w;
        record_init(&withholding_type, &w);
        rc = stage_map(&withholding_type, &w, wishes->item[i], NULL, act->arena, e);
        if (!rc)
            rc = rows_next_id(act->app->db, &withholding_type, &w.id, e);
        w.case_id = act->b.c.id;
        w.certificate_id = act->b.cert.id;
        if (!rc)
            act_put(act, &withholding_type, &w);
    }
    return rc;
}

/* What else may be answered: any choice, yes or no, a few days, or nothing. */
static const char *other_answer(const struct act *act, const struct fact_name *fact, uint64_t *chance)
{
    char day[DATE_TEXT_BYTES];
    if (demo_random(chance) % 4 == 0)
        return NULL;
    if (fact->type.n_choices)
        return fact->type.choices[demo_random(chance) % fact->type.n_choices];
    if (fact->type.type == VALUE_BOOL)
        return demo_random(chance) % 2 ? "true" : "false";
    if (fact->type.type == VALUE_DATE)
        return arena_strdup(act->arena, date_iso((struct date){act->today.days + (int32_t)(demo_random(chance) % 3) * 30}, day));
    return fact->type.type == VALUE_INT ? arena_printf(act->arena, "%u", (unsigned)(demo_random(chance) % 4)) : NULL;
}

/* A number that another body gave is another one each time. */
static const char *given_number(const struct act *act, const char *fact, const char *like)
{
    const struct scheme *s = act->b.scheme;
    for (size_t i = 0; like && i < s->series.n; i++)
        if (formula_given(&s->series.at[i].given) && strstr(s->series.at[i].given.text, fact))
            return demo_number(&s->series.at[i], like, act->b.c.id, act->arena);
    return like;
}

/* What is usually answered: the specimen's words; days are today. */
static const char *usual_answer(const struct act *act, const struct stage *st, const struct transition_def *t, const struct ask_def *ask,
                                const struct fact_name *fact)
{
    char day[DATE_TEXT_BYTES];
    const char *text = NULL;
    for (size_t j = 0; j < st->all.n; j++)
        if (str_eq(st->all.at[j].name, ask->fact))
            text = stage_text(st->all.at[j].value, act->arena);
    if (!text && fact->type.type == VALUE_DATE && !formula_given(&ask->required))
        return NULL; /* a day that need not be said is not today */
    if (fact->type.type == VALUE_DATE)
        return arena_strdup(act->arena, date_iso(act->today, day));
    if (text)
        return given_number(act, ask->fact, text);
    if (fact->type.n_choices)
        return fact->type.choices[0];
    return fact->type.type == VALUE_BOOL ? "true" : fact->type.type == VALUE_TEXT ? t->rule.label : NULL;
}

/* Answers an action asks: its own suggestion, else what is usual; others: some of them otherwise. */
static struct answer *answers_for(struct act *act, const struct stage *st, const struct transition_def *t, bool others, uint64_t *chance,
                                  size_t *n_r)
{
    struct answer *answers = ARENA_ARRAY(act->arena, struct answer, t->asks.n);
    *n_r = 0;
    for (size_t i = 0; i < t->asks.n; i++) {
        const struct ask_def *ask = &t->asks.at[i];
        const struct fact_name *fact = fact_names_find(act->f.names, ask->fact);
        if (!fact || (ask->types.n && !texts_have(&ask->types, act->b.c.type)))
            continue;
        const char *text = others ? other_answer(act, fact, chance) : NULL;
        if (!text && !formula_given(&ask->fallback))
            text = usual_answer(act, st, t, ask, fact);
        if (text)
            answers[(*n_r)++] = (struct answer){ask->fact, text};
    }
    return answers;
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
    return !date_is_none(life->last) && !life->way && life->last.days - day.days < ANSWER_DAYS;
}

/* A draw of lots is the same on every machine. */
static int set_seeds(struct act *act, const struct transition_def *t, uint64_t *chance, struct err *e)
{
    int rc = 0;
    for (size_t i = 0; !rc && i < t->effects.n; i++)
        if (t->effects.at[i].kind == EFFECT_DRAW && t->effects.at[i].seed)
            rc = act_set(act, t->effects.at[i].seed, value_text(arena_printf(act->arena, "%016" PRIx64, demo_random(chance))), e);
    return rc;
}

static void remember_certificates(struct demo_life *life, const struct act *act)
{
    if (act->b.cert.id)
        life->granted_id = act->b.cert.id;
    life->n_granted = 0;
    if (act->b.cert.id)
        life->granted[life->n_granted++] = act->b.cert.id;
    for (size_t i = 0; i < act->b.other_cert.n && life->n_granted < COUNT_OF(life->granted); i++)
        if (act->b.other_cert.at[i].cert.id != act->b.cert.id)
            life->granted[life->n_granted++] = act->b.other_cert.at[i].cert.id;
}

/* What is there to try with, besides the case itself. */
struct trying {
    struct app *app;
    struct demo_life *life;
    struct stage *st;
    struct date day;
    struct arena *a;
    struct act *fresh; /* begun and not touched yet: the next try takes it; NULL: none */
};

static int begin(struct trying *with, struct act *act, struct err *e)
{
    return act_begin(act, with->app, with->life->case_id, 0, with->day, with->a, e);
}

/* Tries an action, as one of those who may; *done_r: it was done. act is left as the refusal found it. */
static int try_as(struct trying *with, const struct demo_option *option, bool others, struct act *act, bool *done_r, struct err *e)
{
    struct demo_life *life = with->life;
    size_t n;
    int rc = 0;
    if (with->fresh)
        *act = *with->fresh;
    else
        rc = begin(with, act, e);
    with->fresh = NULL;
    if (!rc)
        rc = set_seeds(act, option->t, &life->chance, e);
    if (rc)
        return rc;
    const struct answer *answers = answers_for(act, with->st, option->t, others, &life->chance, &n);
    const char *from = act->b.c.state, *trace = demo_trace(act, option);
    rc = act_transition(act, option->action, answers, n, e);
    if (is_refusal(rc))
        return 0;
    if (!rc)
        rc = act_commit(act, "case.act", case_object(act),
                        arena_printf(with->a, "{\"action\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}", option->action, from, act->b.c.state), e);
    if (rc)
        return rc;
    if (life->n_been < COUNT_OF(life->been))
        life->been[life->n_been++] = arena_strdup(with->st->a, trace);
    *done_r = true;
    return 0;
}

/* Everybody does what is his: who reviews does not decide. People are called by their roles. */
static int try_option(struct trying *with, const struct demo_option *option, bool others, struct act *act, bool *done_r, struct err *e)
{
    const struct texts *roles = &option->t->roles;
    const struct actor office = with->app->actor;
    str_copy_cut(with->app->actor.login, sizeof office.login, roles->at[others ? demo_random(&with->life->chance) % roles->n : 0]);
    int rc = try_as(with, option, others, act, done_r, e);
    with->app->actor = office;
    return rc;
}

/* The way to a goal that guards bar: with other answers, or once something went wrong. */
static int try_harder(struct trying *with, const struct demo_option *option, bool *done_r, struct err *e)
{
    enum { OTHER_ANSWERS = 4 };
    struct act act;
    int rc = 0;
    for (int i = 0; !rc && !*done_r && option->t->asks.n && i < OTHER_ANSWERS; i++)
        rc = try_option(with, option, true, &act, done_r, e);
    bool changed = false;
    if (rc || *done_r)
        return rc;
    rc = try_option(with, option, false, &act, done_r, e);
    if (!rc && !*done_r)
        rc = demo_fault(&act, with->st, with->life, option, &changed, e);
    if (!rc && changed)
        rc = try_option(with, option, false, &act, done_r, e);
    return rc;
}

/* The first action that may be done, tried in their order; what bars the way comes last, or now and then before a way round. */
static int try_all(struct trying *with, const struct demo_option *option, size_t n, bool *done_r, struct err *e)
{
    struct act act;
    int rc = 0;
    bool barred = n && option[0].on_way, early = demo_random(&with->life->chance) % 4 == 0;
    for (size_t i = 0; !rc && !*done_r && i < n; i++) {
        if (barred && early && !option[i].on_way && option[i].m->of == MACHINE_CASE && option[i].t->to) {
            rc = try_harder(with, &option[0], done_r, e);
            barred = false;
        }
        if (!rc && !*done_r)
            rc = try_option(with, &option[i], false, &act, done_r, e);
    }
    for (size_t i = 0; !rc && !*done_r && i < n; i++)
        if (option[i].on_way || (option[i].m->of == MACHINE_CASE && option[i].t->to && option[i].left < WAY_FAR))
            rc = try_harder(with, &option[i], done_r, e);
    return rc;
}

/* The first day on which something is due in the case. */
static struct date first_due(const struct act *act)
{
    struct date first = DATE_NONE;
    for (size_t i = 0; i < act->b.deadline.n; i++) {
        const struct deadline *d = &act->b.deadline.at[i];
        if (d->case_id && date_is_none(d->closed_on) && (date_is_none(first) || date_compare(d->due_on, first) < 0))
            first = d->due_on;
    }
    return first;
}

/* Has it come to where it was to go? */
static bool is_there(struct act *act, struct demo_life *life)
{
    bool waits = false;
    if (!life->way)
        return false;
    int left = demo_left(act, life, &waits);
    return left == 0 || waits;
}

/* One action; *done_r false when nothing could be done. */
static int step(struct trying *with, bool *done_r, struct err *e)
{
    struct demo_option option[DEMO_OPTIONS_MAX];
    struct demo_life *life = with->life;
    struct act act;
    bool worked = false;
    *done_r = false;
    int rc = begin(with, &act, e);
    if (rc)
        return rc;
    const struct state_def *state = state_of(&act);
    remember_certificates(life, &act);
    life->reached = is_there(&act, life);
    life->ended = life->reached || (state && state->final && !date_is_none(life->last));
    if (life->reached)
        life->due = first_due(&act);
    if (life->ended || (waits(&act) && has_no_answer_yet(life, with->day)))
        return 0;
    rc = demo_work(&act, life, with->st, &worked, e);
    if (!rc && worked)
        rc = begin(with, &act, e);
    if (rc)
        return rc;
    size_t n = demo_options(&act, life, option, COUNT_OF(option));
    with->fresh = &act;
    rc = try_all(with, option, n, done_r, e);
    with->fresh = NULL;
    return rc;
}

/* The case as an officer opens it. */
static int open_life(struct trying *with, const struct scheme *s, struct err *e)
{
    struct demo_life *life = with->life;
    const struct case_type_def *type = scheme_case_type(s, life->type);
    const struct transition_def *t = act_opening(scheme_case_machine(s, life->type), life->type);
    struct act act;
    size_t n = 0;
    int rc = act_begin_new(&act, with->app, s, life->certificate_id, life->from, with->a, e);
    if (!rc)
        rc = act_new_case(&act, type, e);
    if (rc)
        return rc;
    const struct answer *answers = t ? answers_for(&act, with->st, t, false, &life->chance, &n) : NULL;
    act.b.c.received_on = life->from;
    act.b.c.assignee = "demo";
    rc = act_open(&act, type, answers, n, e);
    life->case_id = act.b.c.id;
    return rc ? rc : act_commit(&act, "case.new", case_object(&act), NULL, e);
}

/* Its forms and papers, before the office has looked at it. */
static int hand_in(struct trying *with, struct err *e)
{
    struct act act;
    int64_t id = with->life->case_id;
    int rc = act_begin(&act, with->app, id, 0, with->day, with->a, e);
    if (!rc) {
        put_forms(&act, with->st);
        rc = act_commit(&act, "form.save", case_object(&act), NULL, e);
    }
    if (!rc)
        rc = act_begin(&act, with->app, id, 0, with->day, with->a, e);
    if (!rc)
        rc = act_identify(&act, e);
    if (!rc)
        rc = demo_papers(&act, e);
    if (!rc)
        put_quotes(&act, with->st);
    if (!rc)
        rc = put_wishes(&act, with->st, e);
    return rc ? rc : act_commit(&act, "paper.receive", case_object(&act), NULL, e);
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
    struct trying with = {app, life, &st, life->from, a, NULL};
    bool done = true;
    life->ended = life->reached = false;
    life->due = DATE_NONE;
    if (life->way)
        way_measure(life->way);
    int rc = open_life(&with, s, e);
    if (!rc)
        rc = hand_in(&with, e);
    AUTO(arena) struct arena of_step = {0};
    with.a = &of_step;
    for (int i = 0; !rc && !life->ended && i < life->steps && !is_now(life, with.day); i++) {
        arena_reset(&of_step);
        rc = step(&with, &done, e);
        /* A day on which nothing can be done is not the end; the next try is a week later. */
        life->ended |= !done && date_is_none(life->last);
        with.day.days += done ? 0 : NEXT_TRY_DAYS;
        with.day.days += life->way ? 1 : 1 + (int32_t)(demo_random(&life->chance) % 9);
        if (life->reached && life->goes_on) {
            life->ended = life->goes_on = false;
            life->way = NULL;
            life->n_been = 0;
        }
    }
    life->until = with.day;
    return rc;
}
