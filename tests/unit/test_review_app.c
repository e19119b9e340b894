#include "core/app/case_app.h"
#include "core/app/form_app.h"
#include "core/app/review_app.h"
#include "tests/support/staged.h"

static struct review_view view_of(struct staged *o, const char *checklist)
{
    struct err e;
    struct review_view v;
    assert_ok(review_view(o->app, STAGED_CASE, checklist, &o->arena, &v, &e), &e);
    return v;
}

static const struct review_item *item(const struct review_view *v, const char *id)
{
    for (size_t i = 0; i < v->n; i++)
        if (strcmp(v->item[i].item, id) == 0)
            return &v->item[i];
    fail_msg("no item %s", id);
    return NULL;
}

static int set(struct staged *o, const char *checklist, const char *id, const char *result, const char *note, struct review_view *v, struct err *e)
{
    return review_set(o->app, STAGED_CASE, checklist, id, "", result, "資料1 3頁", note, &o->arena, v, e);
}

static void change_form(struct staged *o, const char *path, const char *value)
{
    struct err e;
    struct form_sheet sheet;
    assert_ok(form_sheet(o->app, STAGED_CASE, "F-B", &o->arena, &sheet, &e), &e);
    const struct form_value v = {path, value};
    assert_ok(form_save(o->app, STAGED_CASE, "F-B", sheet.revision, &v, 1, &o->arena, &sheet, &e), &e);
}

static void test_review__shows_every_item_with_its_keys(void **state)
{
    struct staged *o = *state;
    staged_stage(o, "aspic", "new", "2025-06-30");
    struct review_view v = view_of(o, "CL-B");
    assert_true(v.n > 80);
    assert_true(v.editable);
    assert_int_equal(v.n_done, v.n);
    assert_string_equal(v.outcome, "認定");
    const struct review_item *b10 = item(&v, "b10");
    assert_string_equal(b10->result, "適");
    assert_string_not_equal(b10->now, "");
    assert_null(b10->was);
    assert_string_not_equal(b10->help, "");
    assert_true(v.n_kinds >= 3);
    assert_int_equal(v.kind[0].key, '1');
    bool tallied = false;
    for (size_t i = 0; i < v.n_tallies; i++)
        if (strcmp(v.tally_label[i], "必須") == 0) {
            tallied = true;
            assert_int_equal(v.tally_done[i], v.tally_all[i]);
        }
    assert_true(tallied);
}

static void test_review__records_a_result_and_takes_it_back(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct review_view v;
    staged_stage(o, "aspic", "new", "2025-06-30");
    assert_ok(set(o, "CL-B", "b10", "不適", "根拠が足りない", &v, &e), &e);
    const struct review_item *b10 = item(&v, "b10");
    assert_string_equal(b10->result, "不適");
    assert_string_equal(b10->evidence, "資料1 3頁");
    assert_string_equal(b10->note, "根拠が足りない");
    assert_string_equal(b10->checked_by, "office");
    assert_int_equal(b10->checked_on.days, staged_day("2025-06-30").days);
    assert_int_equal(v.n_failed, 1);
    assert_string_equal(v.outcome, "非認定");
    assert_ok(set(o, "CL-B", "b10", "", "", &v, &e), &e);
    assert_string_equal(item(&v, "b10")->result, "");
    assert_int_equal(v.n_done, v.n - 1);
    assert_string_equal(v.outcome, "");
    assert_string_not_equal(v.outcome_why, "");
}

static void test_review__refuses_what_the_scheme_forbids(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct review_view v;
    staged_stage(o, "aspic", "new", "2025-06-30");
    assert_int_equal(set(o, "CL-B", "b10", "たぶん", "", &v, &e), E_INPUT);
    assert_int_equal(set(o, "CL-B", "b999", "適", "", &v, &e), E_NOTFOUND);
    assert_int_equal(set(o, "CL-X", "b10", "適", "", &v, &e), E_NOTFOUND);
    assert_int_equal(set(o, "CL-B", "b10", "適", "a\x1b", &v, &e), E_INPUT);
    assert_int_equal(review_view(o->app, 999, "CL-B", &o->arena, &v, &e), E_NOTFOUND);
    /* an empty mandatory row deserves no pass */
    change_form(o, "b02.content", "");
    change_form(o, "b02.disclosure", "空欄");
    assert_int_equal(set(o, "CL-B", "b02", "適", "", &v, &e), E_RULE);
    assert_string_equal(e.msg, "check.deserves");
    v = view_of(o, "CL-B");
    assert_string_not_equal(item(&v, "b02")->why, "");
}

static void test_review__a_renewal_shows_old_and_new_with_the_changes(void **state)
{
    struct staged *o = *state;
    staged_stage(o, "aspic", "renewal", "2024-03-10");
    struct review_view v = view_of(o, "CL-B");
    const struct review_item *b10 = item(&v, "b10");
    assert_non_null(b10->was);
    assert_string_equal(b10->diff, "");
    change_form(o, "b10.content", "まったく別の文");
    v = view_of(o, "CL-B");
    b10 = item(&v, "b10");
    assert_string_equal(b10->now, "まったく別の文");
    assert_non_null(strstr(b10->diff, "{+"));
}

static void test_review__only_the_schemes_people_review(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct review_view v;
    staged_stage(o, "aspic", "new", "2025-06-30");
    staged_act_as(o, 5, "watcher", "aspic", "viewer");
    v = view_of(o, "CL-B");
    assert_false(v.editable);
    assert_int_equal(set(o, "CL-B", "b10", "不適", "", &v, &e), E_DENIED);
    staged_act_as(o, 6, "stranger", "aspic-saas", "reviewer");
    assert_int_equal(review_view(o->app, STAGED_CASE, "CL-B", &o->arena, &v, &e), E_DENIED);
    staged_act_as(o, 7, "hanako", "aspic", "reviewer");
    assert_ok(set(o, "CL-B", "b10", "不適", "", &v, &e), &e);
    assert_string_equal(item(&v, "b10")->checked_by, "hanako");
}

/* ASPIC 概要 6(1), 4(7): no formal review before it begins, none after it ended, no document review before it is paid. */
static void test_review__a_list_is_open_while_the_life_cycle_says_so(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct review_view v;
    int64_t id;
    staged_stage(o, "aspic", "new", "2025-06-30");
    assert_ok(case_new(o->app, "aspic", "new", 0, NULL, 0, &o->arena, &id, &e), &e);
    assert_ok(review_view(o->app, id, "CL-F", &o->arena, &v, &e), &e);
    assert_false(v.editable);
    assert_string_equal(v.locked, "check.not-open");
    assert_refused(review_set(o->app, id, "CL-F", "F02", "", "適", "", "", &o->arena, &v, &e), &e, E_RULE, "check.not-open");
    assert_string_equal(e.arg[1], "形式審査開始");
    assert_string_equal(e.src, "概要 6(1)");
    assert_ok(review_set(o->app, id, "CL-P", "P1", "", "確認", "", "", &o->arena, &v, &e), &e); /* nothing opens it */
    struct track track = {.case_id = id, .unit = "", .track = "CL-F", .state = "open", .since = app_today(o->app)};
    staged_put(o, &track_type, &track);
    assert_ok(review_set(o->app, id, "CL-F", "F02", "", "適", "", "", &o->arena, &v, &e), &e);
    assert_string_equal(v.locked, "");
    track.state = "closed";
    staged_put(o, &track_type, &track);
    assert_refused(review_set(o->app, id, "CL-F", "F02", "", "不適", "", "", &o->arena, &v, &e), &e, E_RULE, "check.list-closed");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_review__shows_every_item_with_its_keys),
        cmocka_unit_test(test_review__records_a_result_and_takes_it_back),
        cmocka_unit_test(test_review__refuses_what_the_scheme_forbids),
        cmocka_unit_test(test_review__a_renewal_shows_old_and_new_with_the_changes),
        cmocka_unit_test(test_review__only_the_schemes_people_review),
        cmocka_unit_test(test_review__a_list_is_open_while_the_life_cycle_says_so),
    };
    return cmocka_run_group_tests(tests, staged_group_setup, staged_group_teardown);
}
