/* 廃棄: what is due and when, who may propose and agree, what is left when it went. */
#include <unistd.h>

#include "core/app/disposal_app.h"
#include "core/app/form_app.h"
#include "core/app/paper_app.h"
#include "core/app/verify.h"
#include "core/model/fee.h"
#include "tests/support/keeping_case.h"

static void on(struct staged *o, const char *day)
{
    o->app->clock = clock_fixed(staged_day(day));
}

static void as(struct staged *o, const char *login)
{
    struct err e;
    assert_ok(app_act_as(o->app, login, &e), &e);
}

static void stage(struct staged *o)
{
    staged_stage(o, "keeping", "new", "2025-04-01");
    keeping_close_case(o);
}

static struct disposal_list due(struct staged *o, const char *day)
{
    struct disposal_list list;
    struct err e;
    on(o, day);
    assert_ok(disposal_due(o->app, "keeping", &o->arena, &list, &e), &e);
    return list;
}

static struct disposal_view view(struct staged *o, int64_t id)
{
    struct disposal_view v;
    struct err e;
    assert_ok(disposal_view(o->app, id, &o->arena, &v, &e), &e);
    return v;
}

static int64_t propose(struct staged *o, const char *login)
{
    struct err e;
    int64_t id = 0;
    as(o, login);
    assert_ok(disposal_propose(o->app, "keeping", &id, &e), &e);
    return id;
}

static int approve(struct staged *o, const char *login, int64_t id, struct err *e)
{
    as(o, login);
    return disposal_approve(o->app, id, view(o, id).d.digest, e);
}

static void test_disposal__is_due_on_the_day_after_the_last(void **state)
{
    struct staged *o = *state;
    stage(o);
    assert_int_equal(due(o, "2027-04-01").n, 0);
    struct disposal_list list = due(o, "2027-04-02");
    assert_int_equal(list.n, 1);
    assert_string_equal(list.line[0].item.kind, "paper");
    assert_string_equal(list.line[0].what, "平面図");
    assert_string_equal(list.line[0].rule_label, "提出書類");
    assert_int_equal(list.line[0].item.base_on.days, staged_day("2025-04-01").days);
    assert_int_equal(list.line[0].item.last_on.days, staged_day("2027-04-01").days);
}

static void test_disposal__personal_values_wait_for_the_ledger_that_prints_them(void **state)
{
    struct staged *o = *state;
    stage(o);
    assert_int_equal(due(o, "2030-03-31").n, 1); /* their own three years were over in 2028 */
    struct disposal_list list = due(o, "2030-04-01");
    assert_int_equal(list.n, 2);
    assert_string_equal(list.line[1].item.kind, "personal");
    assert_int_equal(list.line[1].item.last_on.days, staged_day("2030-03-31").days);
}

static void test_disposal__a_hold_keeps_it(void **state)
{
    struct staged *o = *state;
    staged_stage(o, "keeping", "new", "2025-04-01");
    keeping_close_case(o);
    const struct fact dispute = {.owner = "case", .owner_id = STAGED_CASE, .unit = "", .name = "flag.dispute", .value = "true"};
    staged_put(o, &fact_type, &dispute);
    assert_int_equal(due(o, "2031-01-05").n, 1);
}

static void test_disposal__needs_others_than_who_proposed_it(void **state)
{
    struct staged *o = *state;
    struct err e;
    int64_t id, n;
    stage(o);
    on(o, "2030-04-01");
    assert_int_equal(disposal_propose(o->app, "keeping", &id, &e), E_DENIED); /* a clerk */
    id = propose(o, "ichiro");
    assert_refused(disposal_propose(o->app, "keeping", &n, &e), &e, E_RULE, "disposal.open");
    assert_int_equal(view(o, id).d.approvers, 2); /* the strictest of the rules on it */
    assert_refused(approve(o, "ichiro", id, &e), &e, E_RULE, "disposal.own");
    assert_refused(disposal_carry_out(o->app, id, &n, &e), &e, E_RULE, "disposal.approvals");
    assert_ok(approve(o, "jiro", id, &e), &e);
    assert_refused(approve(o, "jiro", id, &e), &e, E_RULE, "disposal.twice");
    assert_int_equal(approve(o, "clerk", id, &e), E_DENIED);
    as(o, "saburo");
    assert_refused(disposal_approve(o->app, id, "0000", &e), &e, E_CONFLICT, "disposal.digest");
    assert_false(view(o, id).ready);
    assert_ok(approve(o, "saburo", id, &e), &e);
    assert_true(view(o, id).ready);
}

static void test_disposal__what_has_to_be_kept_again_stops_the_whole_list(void **state)
{
    struct staged *o = *state;
    struct err e;
    int64_t n;
    stage(o);
    on(o, "2030-04-01");
    int64_t id = propose(o, "ichiro");
    assert_ok(approve(o, "jiro", id, &e), &e);
    assert_ok(approve(o, "saburo", id, &e), &e);
    const struct fact dispute = {.owner = "case", .owner_id = STAGED_CASE, .unit = "", .name = "flag.dispute", .value = "true"};
    staged_put(o, &fact_type, &dispute);
    assert_refused(disposal_carry_out(o->app, id, &n, &e), &e, E_RULE, "disposal.not-due");
    struct paper_sheet sheet;
    assert_ok(paper_sheet(o->app, STAGED_CASE, &o->arena, &sheet, &e), &e);
    assert_string_equal(sheet.received[0].p.custody, "kept");
    assert_ok(disposal_withdraw(o->app, id, &e), &e);
    assert_string_equal(view(o, id).d.state, "withdrawn");
    assert_refused(disposal_carry_out(o->app, id, &n, &e), &e, E_RULE, "disposal.closed");
}

static void test_disposal__a_paper_with_approvers_is_not_destroyed_by_hand(void **state)
{
    struct staged *o = *state;
    struct paper_sheet sheet;
    struct err e;
    stage(o);
    on(o, "2027-04-02");
    assert_ok(paper_sheet(o->app, STAGED_CASE, &o->arena, &sheet, &e), &e);
    assert_refused(paper_move(o->app, sheet.received[0].p.id, "destroyed", app_today(o->app), "", &e), &e, E_RULE, "paper.by-list");
}

static void test_disposal__nothing_due_is_no_list(void **state)
{
    struct staged *o = *state;
    struct err e;
    int64_t id;
    stage(o);
    as(o, "ichiro");
    assert_refused(disposal_propose(o->app, "keeping", &id, &e), &e, E_RULE, "disposal.nothing");
    assert_int_equal(disposal_propose(o->app, "nowhere", &id, &e), E_NOTFOUND);
}

static void assert_sound(struct staged *o, int64_t erased_min)
{
    struct verify_result proof;
    struct err e;
    assert_ok(verify_store(o->app->db, NULL, NULL, &proof, &e), &e);
    if (!proof.sound)
        print_error("%s %s\n", proof.difference.msg, proof.difference.arg[0]);
    assert_true(proof.sound);
    assert_true(proof.n_erased >= erased_min);
}

static size_t times_in_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "rbe");
    size_t room = 64 << 20, found = 0;
    char *all = xcalloc(1, room);
    assert_non_null(file);
    size_t n = fread(all, 1, room - 1, file);
    fclose(file);
    for (size_t i = 0, size = strlen(text); i + size <= n; i++)
        found += memcmp(all + i, text, size) == 0;
    free(all);
    return found;
}

/* The cases that the specimen stands behind are of nobody from now on. */
static int forget_others(struct db *db, void *arg, struct err *e)
{
    struct staged *o = arg;
    struct change_set set = change_set_in(&o->arena);
    int rc = 0;
    for (int64_t id = 1; !rc && id < STAGED_CASE; id++) {
        struct case_file c;
        rc = rows_get_id(db, &case_file_type, id, &c, &o->arena, e);
        c.party_id = 0;
        change_put(&set, &case_file_type, &c);
    }
    const struct journal_entry entry = {.at = clock_now(&o->app->clock), .actor = "office", .seat = "test", .verb = "test.put", .object = "test"};
    return rc ? rc : journal_commit(db, &entry, &set, NULL, e);
}

/* The specimen in a file, with two revisions of its form, a payment, a question and a letter. */
static void stage_in_file(struct staged *o, const char *path)
{
    struct form_sheet sheet;
    struct err e;
    staged_close(o);
    o->arena = (struct arena){0};
    unlink(path);
    assert_ok(app_open(path, APP_CREATE, o->schemes, clock_fixed(staged_day("2025-04-01")), &o->app, &e), &e);
    app_act_for_office(o->app, "office");
    o->scheme = schemes_on(o->schemes, "keeping", staged_day("2025-04-01"));
    assert_ok(stage_build(&o->stage, o->app, o->scheme, "new", NULL, &o->arena, &e), &e);
    const struct form_value before = {"contact", "旧担当次郎"}, after = {"contact", "高知花子"};
    assert_ok(form_sheet(o->app, STAGED_CASE, "F", &o->arena, &sheet, &e), &e);
    assert_ok(form_save(o->app, STAGED_CASE, "F", sheet.revision, &before, 1, &o->arena, &sheet, &e), &e);
    assert_ok(form_save(o->app, STAGED_CASE, "F", sheet.revision, &after, 1, &o->arena, &sheet, &e), &e);
    struct payment paid;
    record_init(&payment_type, &paid);
    paid.id = 90;
    paid.case_id = STAGED_CASE;
    paid.received_on = staged_day("2025-04-01");
    paid.amount.v = 1000;
    paid.payer = "ｼﾊﾗｲﾆﾝ";
    staged_put(o, &payment_type, &paid);
    assert_ok(db_write(o->app->db, forget_others, o, &e), &e);
    keeping_close_case(o);
}

static void test_disposal__erases_for_good_and_the_journal_stays_whole(void **state)
{
    struct staged *o = *state;
    struct err e;
    int64_t forgotten;
    struct paper_sheet papers;
    struct form_sheet form;
    char path[600];
    const char *build = getenv("BUILDDIR");
    static const char *const gone[] = {"旧担当次郎", "高知花子", "髙知太郎", "株式会社見本", "平面図", "ｼﾊﾗｲﾆﾝ"};
    snprintf(path, sizeof path, "%s/tests/disposal.tmp.db", build ? build : ".");
    stage_in_file(o, path);
    on(o, "2030-04-01");
    int64_t id = propose(o, "ichiro");
    assert_ok(approve(o, "jiro", id, &e), &e);
    assert_ok(approve(o, "saburo", id, &e), &e);
    assert_sound(o, 0);
    assert_ok(disposal_carry_out(o->app, id, &forgotten, &e), &e);
    assert_true(forgotten >= 6);
    assert_sound(o, 6);
    assert_string_equal(view(o, id).d.state, "done");
    assert_string_equal(view(o, id).list.line[0].what, "図面"); /* its title is gone, its class is not */
    assert_ok(paper_sheet(o->app, STAGED_CASE, &o->arena, &papers, &e), &e);
    assert_string_equal(papers.received[0].p.custody, "destroyed");
    assert_string_equal(papers.issued[0].p.blob, "");
    assert_ok(form_sheet(o->app, STAGED_CASE, "F", &o->arena, &form, &e), &e);
    assert_int_equal(due(o, "2030-04-01").n, 0);
    assert_refused(disposal_carry_out(o->app, id, &forgotten, &e), &e, E_RULE, "disposal.closed");
    app_close(o->app);
    o->app = NULL;
    for (size_t i = 0; i < COUNT_OF(gone); i++)
        if (times_in_file(path, gone[i])) {
            print_error("%s is still in the file\n", gone[i]);
            fail();
        }
    assert_true(times_in_file(path, "見本の箱") > 0); /* what is not personal stays */
    unlink(path);
}

static void test_disposal__a_party_with_another_case_keeps_its_name(void **state)
{
    struct staged *o = *state;
    struct case_view *v;
    struct err e;
    int64_t n;
    stage(o);
    on(o, "2030-04-01");
    int64_t id = propose(o, "ichiro");
    assert_ok(approve(o, "jiro", id, &e), &e);
    assert_ok(approve(o, "saburo", id, &e), &e);
    assert_ok(disposal_carry_out(o->app, id, &n, &e), &e);
    v = ARENA_NEW(&o->arena, struct case_view);
    assert_ok(case_view(o->app, STAGED_CASE, &o->arena, v, &e), &e);
    assert_string_equal(v->party.name, "株式会社見本");
    assert_sound(o, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_disposal__is_due_on_the_day_after_the_last),
        cmocka_unit_test(test_disposal__personal_values_wait_for_the_ledger_that_prints_them),
        cmocka_unit_test(test_disposal__a_hold_keeps_it),
        cmocka_unit_test(test_disposal__needs_others_than_who_proposed_it),
        cmocka_unit_test(test_disposal__what_has_to_be_kept_again_stops_the_whole_list),
        cmocka_unit_test(test_disposal__a_paper_with_approvers_is_not_destroyed_by_hand),
        cmocka_unit_test(test_disposal__nothing_due_is_no_list),
        cmocka_unit_test(test_disposal__a_party_with_another_case_keeps_its_name),
        cmocka_unit_test(test_disposal__erases_for_good_and_the_journal_stays_whole),
    };
    return cmocka_run_group_tests(tests, staged_examples_setup, staged_group_teardown);
}
