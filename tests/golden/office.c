/* A small office behind the screens: real schemes, a store in memory, a few cases made by the verbs. */
#include "tests/golden/office.h"

#include <stdlib.h>
#include <string.h>

#include "core/app/case_app.h"
#include "core/app/form_app.h"
#include "core/app/paper_app.h"
#include "core/base/str.h"
#include "tests/support/office.h"
#include "tui/seats.h"

struct office_fixture {
    struct office office;
    struct arena arena;
};

const struct case_arg office_first_case = {.case_id = 1}, office_draft_case = {.case_id = 2};
const struct case_arg office_new_form = {.case_id = 4, .part = "F-A"}, office_full_form = {.case_id = 1, .part = "F-A"},
                      office_matrix_form = {.case_id = 2, .part = "F-B"};

static int open_new(struct office_fixture *f, size_t fields, int64_t *id_r, struct err *e)
{
    struct form_sheet sheet;
    int rc = case_new(f->office.app, "aspic", "new", 0, NULL, 0, &f->arena, id_r, e);
    return rc || !fields ? rc : form_save(f->office.app, *id_r, "F-A", 0, office_form, fields, &f->arena, &sheet, e);
}

static int act(struct office_fixture *f, int64_t case_id, const char *action, const struct answer *answer, size_t n,
               struct err *e)
{
    struct act_result result;
    return case_act(f->office.app, case_id, 0, action, answer, n, &f->arena, &result, e);
}

/* The company's registry transcript came with the application. */
static int receive_transcript(struct office_fixture *f, int64_t case_id, struct err *e)
{
    struct paper p;
    int64_t id;
    record_init(&paper_type, &p);
    p.case_id = case_id;
    p.direction = "received";
    p.class = "registry_transcript";
    p.title = "登記事項証明書";
    p.original = true;
    p.copies = 1;
    p.issued_on = (struct date){app_today(f->office.app).days - 60};
    p.received_on = app_today(f->office.app);
    return paper_receive(f->office.app, &p, &id, e);
}

/* 1: a whole application, received two weeks ago, in formal review. 2: half keyed in. 3: an inquiry. 4: untouched. */
static int fill(struct office_fixture *f, struct clock clock, struct err *e)
{
    int64_t id;
    struct app *app = f->office.app;
    struct date today = app_today(app);
    app->clock = clock_fixed((struct date){today.days - 14});
    int rc = open_new(f, office_form_n, &id, e);
    if (!rc)
        rc = receive_transcript(f, id, e);
    if (!rc)
        rc = act(f, id, "T01", NULL, 0, e);
    if (!rc)
        rc = act(f, id, "T03", NULL, 0, e);
    app->clock = clock;
    if (!rc)
        rc = open_new(f, 3, &id, e);
    if (!rc)
        rc = case_new(app, "aspic", "inquiry", 0, NULL, 0, &f->arena, &id, e);
    return rc ? rc : open_new(f, 0, &id, e);
}

static void office_speak(struct office *o, enum language language)
{
    o->app->language = language;
    o->app->say_error = message_of_err;
}

static bool no_change(struct app *app)
{
    (void)app;
    return false;
}

/* Seats as a server would tell them; what is done to them is taken and forgotten. */
static int seats_here(void *arg, struct arena *a, struct seat_info **seat_r, size_t *n_r, struct err *e)
{
    static const struct seat_info seats[] = {
        {.number = 14, .user = "kanri", .from = "192.0.2.7", .term = "xterm-256color", .rows = 24, .cols = 80, .since_ms = 300000, .own = true},
        {.number = 12, .user = "taro", .from = "2001:db8::17", .term = "vt100", .rows = 24, .cols = 80, .since_ms = 9000000, .idle_ms = 1260000, .state = SEAT_IS_LOCKED},
        {.number = 9, .user = "hanako", .from = "192.0.2.7", .since_ms = 60000, .state = SEAT_IS_VERB},
        {.number = 3, .user = "yamada.hanako", .from = "198.51.100.23", .term = "xterm", .rows = 50, .cols = 132, .since_ms = 40000000, .idle_ms = 600000, .state = SEAT_IS_PARKED},
    };
    (void)arg, (void)e;
    *seat_r = memcpy(ARENA_ARRAY(a, struct seat_info, COUNT_OF(seats)), seats, sizeof seats);
    *n_r = COUNT_OF(seats);
    return 0;
}

static int seat_ends(void *arg, uint32_t number, struct err *e)
{
    (void)arg, (void)number, (void)e;
    return 0;
}

static int seat_hears(void *arg, uint32_t number, const char *text, struct err *e)
{
    (void)arg, (void)number, (void)text, (void)e;
    return 0;
}

static const struct seats_ops seats_ops = {seats_here, seat_ends, seat_hears};
static const struct seats seats = {&seats_ops, NULL};

int office_fixture_open(struct golden_case *c, struct ui_options *o, struct err *e)
{
    struct office_fixture *f = xcalloc(1, sizeof *f);
    c->fixture = f;
    int rc = office_open(&f->office, o->clock, e);
    if (!rc && !str_eq(golden_value(c, "cases", "some"), "none"))
        rc = fill(f, o->clock, e);
    o->app = f->office.app;
    o->seats = &seats;
    o->changed = no_change;
    o->screen_for = screen_for_command;
    if (rc)
        office_fixture_close(c);
    else
        office_speak(&f->office, o->language);
    return rc;
}

void office_fixture_close(struct golden_case *c)
{
    struct office_fixture *f = c->fixture;
    if (!f)
        return;
    office_close(&f->office);
    arena_done(&f->arena);
    free(f);
    c->fixture = NULL;
}

int office_fixture_colleague(struct golden_case *c, const char *field, const char *value, struct err *e)
{
    struct office_fixture *f = c->fixture;
    struct actor *actor = &f->office.app->actor;
    const struct actor me = *actor;
    const struct form_value v = {field, value};
    struct form_sheet sheet;
    int rc = form_sheet(f->office.app, office_full_form.case_id, office_full_form.part, &f->arena, &sheet, e);
    actor->user_id++; /* drafts belong to a user */
    if (!rc)
        rc = form_save(f->office.app, office_full_form.case_id, office_full_form.part, sheet.revision, &v, 1, &f->arena, &sheet, e);
    *actor = me;
    return rc;
}
