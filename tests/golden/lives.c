#include "tests/golden/lives.h"

#include <stdlib.h>

#include "core/app/case_app.h"
#include "core/app/demo_life.h"
#include "core/app/fee_app.h"
#include "core/app/form_app.h"
#include "core/app/review_app.h"
#include "core/app/user_app.h"
#include "core/base/str.h"
#include "db/db.h"
#include "tests/support/office.h"

enum { GRANTED, RENEWAL, UNPAID, CORRECTION, LIVES };

const struct case_arg lives_renewal = {.case_id = RENEWAL + 1}, lives_renewal_review = {.case_id = RENEWAL + 1, .part = "CL-B"},
                      lives_unpaid = {.case_id = UNPAID + 1}, lives_correction = {.case_id = CORRECTION + 1};
const struct factor_arg lives_yoshida = {"yoshida"};
const struct cert_arg lives_certificate = {1};
const struct sheet_arg lives_ledger = {.scheme = "aspic", .id = "reception"},
                       lives_register = {.scheme = "aspic", .id = "detail", .certificate_id = 1};

struct lives {
    struct office office;
    struct arena arena;
    struct date today;
};

struct one {
    struct lives *lives;
    struct demo_life life;
};

static int live(struct db *db, void *arg, struct err *e)
{
    struct one *one = arg;
    (void)db;
    return demo_live(one->lives->office.app, &one->life, &one->lives->arena, e);
}

/* Opens a case with the specimen's forms and papers, some days ago; the whole life or nothing of it. */
static int begin(struct lives *l, const char *type, int64_t certificate_id, uint64_t number, int days, int steps, struct err *e)
{
    struct one one = {l, {.scheme = "aspic", .type = type, .certificate_id = certificate_id, .number = number,
                          .from = {l->today.days - days}, .last = DATE_NONE, .steps = steps, .chance = 7}};
    return db_write(l->office.app->db, live, &one, e);
}

static void on_day(struct lives *l, int days_ago)
{
    l->office.app->clock = clock_fixed((struct date){l->today.days - days_ago});
}

static int act(struct lives *l, int64_t case_id, const char *action, struct err *e)
{
    struct act_result result;
    int rc = case_act(l->office.app, case_id, 0, action, NULL, 0, &l->arena, &result, e);
    if (rc)
        str_copy_cut(e->detail, sizeof e->detail, action);
    return rc;
}

/* Every open item of a checklist passes. */
static int pass(struct lives *l, int64_t case_id, const char *checklist, struct err *e)
{
    struct review_view v;
    struct app *app = l->office.app;
    int rc = review_view(app, case_id, checklist, &l->arena, &v, e);
    for (size_t i = 0, n = rc ? 0 : v.n; !rc && i < n; i++) {
        const struct review_item *it = &v.item[i];
        if (!*it->result && !it->computed)
            rc = review_set(app, case_id, checklist, it->item, it->unit, v.kind[0].id, it->papers, "", &l->arena, &v, e);
    }
    return rc;
}

/* Received, found complete, billed; paid as well when the review shall begin. */
static int reach(struct lives *l, int64_t case_id, int days, bool paid, struct err *e)
{
    struct fee_sheet sheet;
    on_day(l, days);
    int rc = act(l, case_id, "T01", e);
    on_day(l, days - 2);
    if (!rc)
        rc = act(l, case_id, "T03", e);
    if (!rc)
        rc = pass(l, case_id, "CL-F", e);
    on_day(l, days - 5);
    if (!rc)
        rc = act(l, case_id, "T06", e);
    on_day(l, days - 9);
    if (!rc && paid)
        rc = fee_sheet(l->office.app, case_id, &l->arena, &sheet, e);
    if (!rc && paid)
        rc = fee_add_payment(l->office.app, case_id, app_today(l->office.app), sheet.open, "シコクデータ（カ", "振込", e);
    if (!rc && paid)
        rc = act(l, case_id, "T07", e);
    return rc;
}

/* What the renewal says anew, and the first answers of its review. */
static int renew(struct lives *l, struct err *e)
{
    static const struct form_value changed[] = {
        {"b05.content", "本店 高知県高知市本町1丁目2番3号 (郵便番号780-0870)、支店 香川県高松市番町4丁目"},
    };
    struct form_sheet sheet;
    struct app *app = l->office.app;
    on_day(l, 12);
    int rc = form_sheet(app, lives_renewal.case_id, "F-B", &l->arena, &sheet, e);
    if (!rc)
        rc = form_save(app, lives_renewal.case_id, "F-B", sheet.revision, changed, COUNT_OF(changed), &l->arena, &sheet, e);
    return rc;
}

/* One item failed with a note, the applicant asked, and the answer is late. */
static int correct(struct lives *l, struct err *e)
{
    struct review_view v;
    struct app *app = l->office.app;
    int64_t id, case_id = lives_correction.case_id;
    on_day(l, 30);
    int rc = act(l, case_id, "T01", e);
    on_day(l, 28);
    if (!rc)
        rc = act(l, case_id, "T03", e);
    if (!rc)
        rc = review_set(app, case_id, "CL-F", "F02", "", "不適", "申請書B", "6-2 死活監視の間隔が書かれていません", &l->arena, &v, e);
    if (!rc)
        rc = query_add(app, case_id, "correction", "F02", "", "申請書Bの 6-2 に、死活監視の間隔を書いてください。", &id, e);
    on_day(l, 27);
    if (!rc)
        rc = act(l, case_id, "T04", e);
    on_day(l, 0);
    return rc ? rc : query_add(app, case_id, "correction", "F05", "", "内訳書の資料番号を直してください。", &id, e);
}

static int people(struct lives *l, struct err *e)
{
    struct app *app = l->office.app;
    int64_t id;
    int rc = user_add(app, "yamasaki", "山﨑 太郎", &id, e);
    if (!rc)
        rc = user_add(app, "yoshida", "𠮷田 花子", &id, e);
    if (!rc)
        rc = user_add_key(app, "yoshida", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEB2pTOHLkmk3vXbAlY8iyXEYZbTdZ5nFQX1z9N2m8cv yoshida@desk", e);
    if (!rc)
        rc = user_grant(app, "yoshida", "aspic", "reviewer", true, e);
    return rc ? rc : closed_day_set(app, "12-29", "年末の休み", true, e);
}

static int fill(struct lives *l, struct err *e)
{
    int rc = begin(l, "new", 0, 1, 760, DEMO_WHOLE_LIFE, e);
    if (!rc)
        rc = begin(l, "renewal", lives_certificate.certificate_id, 1, 40, 0, e);
    if (!rc)
        rc = begin(l, "new", 0, 2, 25, 0, e);
    if (!rc)
        rc = begin(l, "new", 0, 3, 32, 0, e);
    if (!rc)
        rc = reach(l, lives_renewal.case_id, 38, true, e);
    if (!rc)
        rc = renew(l, e);
    if (!rc)
        rc = reach(l, lives_unpaid.case_id, 24, false, e);
    if (!rc)
        rc = correct(l, e);
    return rc ? rc : people(l, e);
}

static bool no_change(struct app *app)
{
    (void)app;
    return false;
}

int lives_fixture_open(struct golden_case *c, struct ui_options *o, struct err *e)
{
    struct lives *l = xcalloc(1, sizeof *l);
    c->fixture = l;
    int rc = office_open(&l->office, o->clock, e);
    l->today = rc ? DATE_NONE : app_today(l->office.app);
    if (!rc && !str_eq(golden_value(c, "lives", "some"), "none"))
        rc = fill(l, e);
    if (rc) {
        lives_fixture_close(c);
        return rc;
    }
    l->office.app->clock = o->clock;
    l->office.app->language = o->language;
    l->office.app->say_error = message_of_err;
    o->app = l->office.app;
    o->changed = no_change;
    o->term_name = "xterm-256color";
    o->screen_for = screen_for_command;
    return 0;
}

void lives_fixture_close(struct golden_case *c)
{
    struct lives *l = c->fixture;
    if (!l)
        return;
    office_close(&l->office);
    arena_done(&l->arena);
    free(l);
    c->fixture = NULL;
}
