/* Units of a case: their actions, their certificates, and a report that is locked once a second person confirmed it. */
#include "core/app/bundle.h"
#include "core/app/case_app.h"
#include "core/app/form_app.h"
#include "core/app/verify.h"
#include "core/rule/computed.h"
#include "tests/support/staged.h"

static int try_act(struct staged *o, const char *action, const struct answer *answer, size_t n, struct err *e)
{
    struct act_result r;
    return case_act(o->app, STAGED_CASE, 0, action, answer, n, &o->arena, &r, e);
}

static void do_act(struct staged *o, const char *action, const struct answer *answer, size_t n)
{
    struct err e;
    assert_ok(try_act(o, action, answer, n, &e), &e);
}

static const struct action *offered(struct staged *o, const char *id)
{
    struct case_view *view = ARENA_NEW(&o->arena, struct case_view);
    struct err e;
    assert_ok(case_view(o->app, STAGED_CASE, &o->arena, view, &e), &e);
    for (size_t i = 0; i < view->n_actions; i++)
        if (str_eq(view->action[i].id, id))
            return &view->action[i];
    return NULL;
}

static void test_units__what_can_be_done_is_offered_for_every_unit_by_its_name(void **state)
{
    struct staged *o = *state;
    staged_stage(o, "group", "new", "2025-04-01");
    assert_null(offered(o, "I1@本館"));
    do_act(o, "T1", NULL, 0);
    const struct action *begin = offered(o, "I1@本館");
    assert_non_null(begin);
    assert_true(begin->possible);
    assert_string_equal(begin->label, "検査開始 本館");
    assert_null(offered(o, "I1@別館")); /* not drawn: no track was started */
    do_act(o, "I1@本館", NULL, 0);
    assert_null(offered(o, "I1@本館"));
    assert_non_null(offered(o, "I2@本館"));
    assert_non_null(offered(o, "I1@東館"));
}

static const struct case_unit *unit_named(const struct case_view *view, const char *label)
{
    for (size_t i = 0; i < view->n_units; i++)
        if (str_eq(view->unit[i].label, label))
            return &view->unit[i];
    fail_msg("no unit %s", label);
    return NULL;
}

static const char *found_out(const struct case_unit *u, const char *name)
{
    for (size_t i = 0; i < u->n_facts; i++)
        if (str_eq(u->fact[i].name, name))
            return u->fact[i].text;
    return "";
}

static void test_units__each_is_seen_with_its_track_what_was_found_out_and_what_can_be_done(void **state)
{
    struct staged *o = *state;
    struct case_view view;
    const struct answer found[] = {{"this.level", "良"}};
    struct err e;
    staged_stage(o, "group", "new", "2025-04-01");
    assert_ok(case_view(o->app, STAGED_CASE, &o->arena, &view, &e), &e);
    assert_string_equal(view.unit_label, "施設");
    assert_string_equal(view.unit_form, "F");
    assert_int_equal(view.n_units, 3);
    assert_int_equal(unit_named(&view, "本館")->n_tracks, 0);
    do_act(o, "T1", NULL, 0);
    do_act(o, "I1@本館", NULL, 0);
    do_act(o, "I2@本館", found, 1);
    assert_ok(case_view(o->app, STAGED_CASE, &o->arena, &view, &e), &e);
    const struct case_unit *main = unit_named(&view, "本館"), *annexe = unit_named(&view, "別館"), *east = unit_named(&view, "東館");
    assert_int_equal(main->n_tracks, 1);
    assert_string_equal(main->track[0].label, "検査");
    assert_string_equal(main->track[0].state_label, "済");
    assert_true(main->track[0].final);
    assert_string_equal(found_out(main, "this.inspected_on"), "2025-04-01");
    assert_string_equal(found_out(main, "this.sampled"), "はい");
    assert_string_equal(found_out(main, "this.level"), "良");
    assert_int_equal(main->n_possible, 0);
    assert_int_equal(annexe->n_tracks, 0);
    assert_string_equal(found_out(annexe, "this.sampled"), "いいえ");
    assert_int_equal(east->n_possible, 1);
    assert_int_equal(east->certificate.id, 0);
}

static void test_units__each_is_seen_with_the_certificate_it_got(void **state)
{
    struct staged *o = *state;
    struct case_view view;
    const struct answer found[] = {{"this.level", "良"}};
    struct err e;
    staged_stage(o, "group", "new", "2025-04-01");
    do_act(o, "T1", NULL, 0);
    do_act(o, "I1@本館", NULL, 0);
    do_act(o, "I2@本館", found, 1);
    do_act(o, "I1@東館", NULL, 0);
    do_act(o, "I2@東館", found, 1);
    do_act(o, "T2", NULL, 0);
    assert_ok(case_view(o->app, STAGED_CASE, &o->arena, &view, &e), &e);
    for (size_t i = 0; i < view.n_units; i++) {
        assert_string_not_equal(view.unit[i].certificate.number, "");
        assert_string_equal(view.unit[i].certificate_state_label, "有効");
        assert_true(i == 0 || !str_eq(view.unit[i].certificate.number, view.unit[i - 1].certificate.number));
    }
    assert_int_equal(view.certificate.id, 0); /* none is the case's own */
}

static void test_units__a_case_without_any_says_so(void **state)
{
    struct staged *o = *state;
    struct case_view view;
    struct err e;
    staged_stage(o, "group", "close", "2025-04-01");
    assert_ok(case_view(o->app, STAGED_CASE, &o->arena, &view, &e), &e);
    assert_int_equal(view.n_units, 0);
    assert_string_equal(view.unit_label, "");
}

static void test_units__an_action_of_a_unit_that_is_none_is_refused(void **state)
{
    struct staged *o = *state;
    struct err e;
    staged_stage(o, "group", "new", "2025-04-01");
    do_act(o, "T1", NULL, 0);
    assert_int_equal(try_act(o, "I1@西館", NULL, 0, &e), E_NOTFOUND);
    assert_string_equal(e.msg, "case.no-unit");
    assert_int_equal(try_act(o, "I1@", NULL, 0, &e), E_NOTFOUND);
    assert_int_equal(try_act(o, "I1", NULL, 0, &e), E_RULE); /* of which? */
}

static void decide_all(struct staged *o)
{
    const struct answer found[] = {{"this.level", "良"}};
    do_act(o, "T1", NULL, 0);
    do_act(o, "I1@本館", NULL, 0);
    do_act(o, "I2@本館", found, 1);
    do_act(o, "I1@東館", NULL, 0);
    do_act(o, "I2@東館", found, 1);
    do_act(o, "T2", NULL, 0);
}

static int read_bundle(struct db *db, void *arg, struct err *e)
{
    struct staged *o = arg;
    struct bundle *b = ARENA_NEW(&o->arena, struct bundle);
    struct facts f;
    (void)db;
    int rc = bundle_load(o->app, STAGED_CASE, &o->arena, b, e);
    if (rc)
        return rc;
    /* An act over all certificates of the party took this one in hand: of an earlier case, with a facility of that name. */
    struct other_certificate *stranger = LIST_ADD(&o->arena, &b->other_cert);
    record_init(&certificate_type, &stranger->cert);
    stranger->cert.id = 900;
    stranger->cert.case_id = 1;
    stranger->cert.unit = "本館";
    stranger->cert.number = "G-0900";
    *LIST_ADD(&o->arena, &b->fact) = (struct fact){.owner = "certificate", .owner_id = 900, .unit = "本館", .name = "this.level", .value = "可"};
    scheme_facts_init(&f, &o->arena, b->scheme, NULL);
    rc = bundle_facts(o->app, b, &f, e);
    if (rc)
        return rc;
    for (int round = 0; round < 2; round++) {
        const struct fact_name *list = fact_names_find(f.names, "unit.facility");
        const struct value *main = facts_rows(&f, list)->row[0];
        assert_string_equal(main[type_column(list->type.columns, "label")].text, "本館");
        assert_string_equal(main[type_column(list->type.columns, "certificate")].text, "G-0001");
        assert_string_equal(main[type_column(list->type.columns, "level")].text, "良");
        assert_ok(bundle_about_unit(b, "本館", &f, e), e);
        assert_string_equal(facts_get(&f, "cert.number").text, "G-0001");
        assert_string_equal(facts_get(&f, "this.level").text, "良");
        assert_ok(bundle_about_certificate(o->app, b, 900, &f, e), e);
        assert_string_equal(facts_get(&f, "cert.number").text, "G-0900");
        assert_false(value_defined(facts_get(&f, "this.level"))); /* of a facility of another case nothing is known here */
        assert_ok(bundle_about_unit(b, NULL, &f, e), e);
    }
    return 0;
}

static void test_units__a_facility_of_that_name_in_another_case_is_another(void **state)
{
    struct staged *o = *state;
    struct err e;
    staged_stage(o, "group", "new", "2025-04-01");
    decide_all(o);
    assert_ok(db_read(o->app->db, read_bundle, o, &e), &e);
}

static void test_units__what_units_got_is_proved_with_the_rest_of_the_store(void **state)
{
    struct staged *o = *state;
    struct verify_result proved;
    struct err e;
    staged_stage(o, "group", "new", "2025-04-01");
    decide_all(o);
    do_act(o, "T3", NULL, 0);
    assert_ok(verify_store(o->app->db, NULL, NULL, &proved, &e), &e);
    assert_true(proved.sound);
    assert_true(proved.n_events > 6);
}

static int rate(struct staged *o, int64_t base, const char *rating, struct err *e)
{
    const struct form_value value = {"rating", rating};
    struct form_sheet sheet;
    return form_save(o->app, STAGED_CASE, "R", base, &value, 1, &o->arena, &sheet, e);
}

static void test_units__a_report_that_was_confirmed_is_locked_and_says_so(void **state)
{
    struct staged *o = *state;
    struct form_sheet sheet;
    struct err e;
    staged_stage(o, "group", "new", "2025-04-01");
    do_act(o, "T1", NULL, 0);
    assert_ok(rate(o, 0, "低", &e), &e);
    assert_int_equal(try_act(o, "T4", NULL, 0, &e), E_RULE);
    assert_string_equal(e.rule, "E_SAME_PERSON");
    app_act_for_office(o->app, "second");
    do_act(o, "T4", NULL, 0);
    assert_ok(form_sheet(o->app, STAGED_CASE, "R", &o->arena, &sheet, &e), &e);
    assert_false(sheet.editable);
    assert_int_equal(rate(o, 1, "高", &e), E_RULE);
    assert_string_equal(e.rule, "E_LOCKED");
}

/* Who is in charge of the case gets its tasks, if he has a role of theirs. */
static const char *in_charge_of_task(struct staged *o, const char *login, const char *role)
{
    struct case_view *view;
    struct err e;
    staged_stage(o, "group", "new", "2025-04-01");
    do_act(o, "T1", NULL, 0);
    staged_act_as(o, 1, login, "group", role);
    app_act_for_office(o->app, "office");
    assert_ok(case_assign(o->app, STAGED_CASE, login, &e), &e);
    do_act(o, "I1@本館", NULL, 0);
    const struct answer level = {"this.level", "良"};
    do_act(o, "I2@本館", &level, 1); /* opens the task of a clerk */
    view = ARENA_NEW(&o->arena, struct case_view);
    assert_ok(case_view(o->app, STAGED_CASE, &o->arena, view, &e), &e);
    assert_int_equal(view->n_tasks, 1);
    return view->task[0].assignee;
}

static void test_units__a_task_goes_to_who_is_in_charge_and_has_its_role(void **state)
{
    struct staged *o = *state;
    assert_string_equal(in_charge_of_task(o, "taro", "clerk"), "taro");
    assert_string_equal(in_charge_of_task(o, "hanako", "inspector"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_units__what_can_be_done_is_offered_for_every_unit_by_its_name),
        cmocka_unit_test(test_units__each_is_seen_with_its_track_what_was_found_out_and_what_can_be_done),
        cmocka_unit_test(test_units__each_is_seen_with_the_certificate_it_got),
        cmocka_unit_test(test_units__a_case_without_any_says_so),
        cmocka_unit_test(test_units__an_action_of_a_unit_that_is_none_is_refused),
        cmocka_unit_test(test_units__a_facility_of_that_name_in_another_case_is_another),
        cmocka_unit_test(test_units__what_units_got_is_proved_with_the_rest_of_the_store),
        cmocka_unit_test(test_units__a_report_that_was_confirmed_is_locked_and_says_so),
        cmocka_unit_test(test_units__a_task_goes_to_who_is_in_charge_and_has_its_role),
    };
    return cmocka_run_group_tests(tests, staged_examples_setup, staged_group_teardown);
}
