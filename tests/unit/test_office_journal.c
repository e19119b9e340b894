/* Whatever the verbs of an office do, the rows are what the journal says. */
#include "core/app/case_app.h"
#include "core/app/cert_app.h"
#include "core/app/fee_app.h"
#include "core/app/form_app.h"
#include "core/app/paper_app.h"
#include "core/app/review_app.h"
#include "core/app/user_app.h"
#include "core/app/verify.h"
#include "tests/support/staged.h"

static void assert_sound(struct staged *o)
{
    struct err e;
    struct verify_result result;
    assert_ok(verify_store(o->app->db, NULL, NULL, &result, &e), &e);
    if (!result.sound)
        fail_msg("%s %s %s", result.difference.msg, result.difference.arg[0], result.difference.arg[1]);
    assert_true(result.n_events > 0);
}

static void work_on_case(struct staged *o)
{
    struct err e;
    struct form_sheet sheet;
    struct review_view review;
    int64_t id;
    const struct form_value values[] = {{"service_name", "別の名前"}, {"outsourced[1].to", "もう一社"}};
    const struct form_value paid[] = {{"payment[1].amount", "1000"}, {"payment[1].received_on", "2025-06-20"}};
    assert_ok(form_save(o->app, STAGED_CASE, "F-A", 1, values, 2, &o->arena, &sheet, &e), &e);
    assert_ok(form_sheet(o->app, STAGED_CASE, "F-PAY", &o->arena, &sheet, &e), &e);
    assert_ok(form_save(o->app, STAGED_CASE, "F-PAY", sheet.revision, paid, 2, &o->arena, &sheet, &e), &e);
    assert_ok(review_set(o->app, STAGED_CASE, "CL-B", "b10", "", "不適", "3頁", "根拠がない", &o->arena, &review, &e), &e);
    assert_ok(query_add(o->app, STAGED_CASE, "inquiry", "b10", "", "根拠をお示しください", &id, &e), &e);
    assert_ok(query_drop(o->app, id, &e), &e);
    assert_ok(query_add(o->app, STAGED_CASE, "inquiry", "b10", "", "根拠をお示しください", &id, &e), &e);
    assert_ok(case_set_batch(o->app, STAGED_CASE, "6月", &e), &e);
    assert_ok(fee_add_payment(o->app, STAGED_CASE, staged_day("2025-06-21"), (struct yen){5000}, "ｼｺｸ", "振込", &e), &e);
}

static void work_on_papers(struct staged *o)
{
    struct err e;
    int64_t id;
    struct paper p;
    AUTO(buf) struct buf out = BUF(1 << 20);
    record_init(&paper_type, &p);
    p.case_id = STAGED_CASE;
    p.class = "web_copy";
    p.title = "価格表";
    assert_ok(paper_receive(o->app, &p, &id, &e), &e);
    assert_ok(paper_attach(o->app, id, "text/plain", "text", 4, &e), &e);
    assert_ok(paper_bytes(o->app, id, &out, &e), &e);
    assert_ok(paper_move(o->app, id, "lent", app_today(o->app), "審査委員", &e), &e);
}

static void work_on_office(struct staged *o)
{
    struct err e;
    int64_t id;
    assert_ok(user_add(o->app, "hanako", "山﨑 花子", &id, &e), &e);
    assert_ok(user_grant(o->app, "hanako", "aspic", "reviewer", true, &e), &e);
    assert_ok(case_assign(o->app, STAGED_CASE, "hanako", &e), &e);
    assert_ok(user_grant(o->app, "hanako", "aspic", "reviewer", false, &e), &e);
    assert_ok(param_set(o->app, "aspic", "public_annotation_days", "30", "試み", &e), &e);
    assert_ok(closed_day_set(o->app, "2025-07-02", "創立記念日", true, &e), &e);
    assert_ok(closed_day_set(o->app, "2025-07-02", "", false, &e), &e);
}

static void test_office_journal__replays_to_the_same_rows(void **state)
{
    struct staged *o = *state;
    staged_stage(o, "aspic", "new", "2025-06-30");
    assert_sound(o);
    work_on_case(o);
    work_on_papers(o);
    work_on_office(o);
    assert_sound(o);
}

static void test_office_journal__a_refused_verb_leaves_no_trace(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct form_sheet sheet;
    struct verify_result before, after;
    const struct form_value values[] = {{"service_name", "x"}, {"nothing", "y"}};
    staged_stage(o, "aspic", "new", "2025-06-30");
    assert_ok(verify_store(o->app->db, NULL, NULL, &before, &e), &e);
    assert_int_equal(form_save(o->app, STAGED_CASE, "F-A", 1, values, 2, &o->arena, &sheet, &e), E_INPUT);
    assert_int_equal(fee_add_payment(o->app, 999, app_today(o->app), (struct yen){1}, "", "", &e), E_NOTFOUND);
    assert_int_equal(ledger_correct(o->app, 999, "x", "y", "z", &e), E_NOTFOUND);
    assert_ok(verify_store(o->app->db, NULL, NULL, &after, &e), &e);
    assert_true(after.sound);
    assert_int_equal(after.n_events, before.n_events);
    assert_memory_equal(&after.tip, &before.tip, sizeof after.tip);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_office_journal__replays_to_the_same_rows),
        cmocka_unit_test(test_office_journal__a_refused_verb_leaves_no_trace),
    };
    return cmocka_run_group_tests(tests, staged_group_setup, staged_group_teardown);
}
