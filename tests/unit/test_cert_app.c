#include "core/app/cert_app.h"

#include "core/app/case_app.h"
#include "tests/support/staged.h"

static struct cert_list listed(struct staged *o, const struct cert_filter *filter)
{
    struct err e;
    struct cert_list list;
    assert_ok(cert_list(o->app, filter, &o->arena, &list, &e), &e);
    return list;
}

static struct cert_filter any(size_t limit)
{
    return (struct cert_filter){.expires_from = DATE_NONE,
                                .expires_until = DATE_NONE,
                                .granted_from = DATE_NONE,
                                .granted_until = DATE_NONE,
                                .limit = limit};
}

/* Ids of all pages, as text. */
static const char *pages(struct staged *o, struct cert_filter filter)
{
    const char *ids = "";
    for (int page = 0; page < 50; page++) {
        struct cert_list list = listed(o, &filter);
        for (size_t i = 0; i < list.n; i++)
            ids = arena_printf(&o->arena, "%s%s%lld", ids, *ids ? " " : "", (long long)list.row[i].c.id);
        filter.after = list.next;
        if (!list.next)
            return ids;
    }
    fail_msg("no end");
    return "";
}

/* Seven certificates of two years; the clock has not run: those granted before September 2022 are over. */
static struct staged *with_certificates(void **state)
{
    static const char *const granted[] = {"2022-01-15", "2023-02-10", "2022-03-05", "2024-04-20",
                                          "2022-05-30", "2023-06-01", "2022-07-11"};
    struct staged *o = *state;
    staged_open(o, "2024-09-10");
    for (size_t i = 0; i < COUNT_OF(granted); i++) {
        const char *number = arena_printf(&o->arena, "IP%04d-2204", (int)i + 1);
        staged_add_certificate(o, (int64_t)i + 1, i == 5 ? "aspic-saas" : "aspic", number, (int64_t)i + 1, granted[i],
                               "四国クラウド");
    }
    return o;
}

static void test_cert_list__shows_what_each_is_today(void **state)
{
    struct staged *o = with_certificates(state);
    struct cert_filter filter = any(10);
    struct cert_list list = listed(o, &filter);
    assert_int_equal(list.n, 7);
    assert_int_equal(list.next, 0);
    assert_int_equal(list.row[0].c.id, 7);
    assert_string_equal(list.row[0].state, "expired");
    assert_string_equal(list.row[0].state_label, "期限切れ");
    assert_false(list.row[0].in_force);
    assert_string_equal(list.row[3].state, "valid");
    assert_true(list.row[3].in_force);
    assert_false(list.row[3].on_register);
    assert_true(*list.row[3].scheme_short);
}

static void test_cert_list__pages_by_the_state_of_today(void **state)
{
    struct staged *o = with_certificates(state);
    for (size_t limit = 1; limit < 9; limit++) {
        struct cert_filter filter = any(limit);
        assert_string_equal(pages(o, filter), "7 6 5 4 3 2 1");
        filter.state = "expired";
        assert_string_equal(pages(o, filter), "7 5 3 1");
        filter.state = "valid";
        assert_string_equal(pages(o, filter), "6 4 2");
        filter.scheme = "aspic";
        assert_string_equal(pages(o, filter), "4 2");
        filter.state = "revoked";
        assert_string_equal(pages(o, filter), "");
    }
}

static void test_cert_list__stays_the_same_when_the_clock_has_written_it_down(void **state)
{
    struct staged *o = with_certificates(state);
    struct cert_filter filter = any(10);
    struct cert_list list = listed(o, &filter);
    for (size_t i = 0; i < list.n; i += 2) {
        struct certificate c = list.row[i].c;
        c.state = "expired";
        c.state_since = (struct date){c.valid_until.days + 1};
        const struct certificate_event ev = {.certificate_id = c.id,
                                             .position = 1,
                                             .transition = "K06",
                                             .from_state = "valid",
                                             .to_state = "expired",
                                             .effective_on = c.state_since,
                                             .reason = "",
                                             .performed = true};
        staged_put(o, &certificate_event_type, &ev);
        staged_put(o, &certificate_type, &c);
    }
    filter = any(2);
    filter.state = "expired";
    assert_string_equal(pages(o, filter), "7 5 3 1");
}

static void test_cert_list__goes_by_the_day_that_was_asked_for(void **state)
{
    struct staged *o = with_certificates(state);
    for (size_t limit = 1; limit < 9; limit++) {
        struct cert_filter filter = any(limit);
        filter.expires_until = staged_day("2025-12-31");
        assert_string_equal(pages(o, filter), "1 3 5 7 2 6");
        filter.state = "expired";
        assert_string_equal(pages(o, filter), "1 3 5 7");
        filter.expires_from = staged_day("2024-04-01");
        assert_string_equal(pages(o, filter), "5 7");
        filter = any(limit);
        filter.granted_from = staged_day("2022-05-30");
        filter.granted_until = staged_day("2023-02-10");
        assert_string_equal(pages(o, filter), "5 7 2");
        filter.state = "valid";
        assert_string_equal(pages(o, filter), "2");
    }
}

static void test_cert_list__takes_transitions_whose_day_has_come(void **state)
{
    struct staged *o = with_certificates(state);
    struct certificate_event ev = {.certificate_id = 4,
                                   .position = 1,
                                   .transition = "K09",
                                   .from_state = "valid",
                                   .to_state = "ended",
                                   .effective_on = staged_day("2024-09-11"),
                                   .reason = ""};
    staged_put(o, &certificate_event_type, &ev);
    struct cert_filter filter = any(1);
    filter.state = "ended";
    assert_string_equal(pages(o, filter), "");
    o->app->clock = clock_fixed(staged_day("2024-09-11"));
    assert_string_equal(pages(o, filter), "4");
    filter.state = "valid";
    assert_string_equal(pages(o, filter), "6 2");
}

/* The end of the period means something else while a renewal is under review, and a guard reads what is on file. */
static void test_cert_list__asks_the_whole_file_where_a_guard_decides(void **state)
{
    struct staged *o = with_certificates(state);
    struct cert_filter filter = any(10);
    struct certificate c = listed(o, &filter).row[6].c;
    struct certificate_event ev = {.certificate_id = 1,
                                   .position = 1,
                                   .transition = "K02",
                                   .from_state = "valid",
                                   .to_state = "valid_renewing",
                                   .effective_on = staged_day("2023-12-01"),
                                   .reason = "",
                                   .performed = true};
    struct fact fact = {.owner = "certificate", .owner_id = 1, .unit = "", .name = "continuation", .value = "true"};
    assert_int_equal(c.id, 1);
    c.state = "valid_renewing";
    c.state_since = ev.effective_on;
    staged_put(o, &certificate_type, &c);
    staged_put(o, &certificate_event_type, &ev);
    filter.state = "valid_renewing";
    assert_string_equal(pages(o, filter), "1");
    staged_put(o, &fact_type, &fact);
    assert_string_equal(pages(o, filter), "");
    filter.state = "extended";
    assert_string_equal(pages(o, filter), "1");
}

static void test_cert_list__finds_words(void **state)
{
    struct staged *o = with_certificates(state);
    struct cert_filter filter = any(3);
    filter.text = "四国";
    assert_string_equal(pages(o, filter), "7 6 5 4 3 2 1");
    filter.state = "valid";
    assert_string_equal(pages(o, filter), "6 4 2");
    filter.text = "無い";
    assert_string_equal(pages(o, filter), "");
}

static void test_cert_list__hides_schemes_of_others(void **state)
{
    struct staged *o = with_certificates(state);
    struct cert_filter filter = any(2);
    staged_act_as(o, 1, "hanako", "aspic-saas", "reception");
    assert_string_equal(pages(o, filter), "6");
    filter.scheme = "aspic";
    assert_string_equal(pages(o, filter), "");
    staged_act_as(o, 2, "taro", "aspic", "committee"); /* sees only what is assigned to him */
    assert_string_equal(pages(o, any(2)), "");
}

static void test_cert_list__shows_what_is_of_no_installed_version_as_it_is_on_record(void **state)
{
    struct staged *o = with_certificates(state);
    struct certificate c;
    record_init(&certificate_type, &c);
    c.id = 8;
    c.scheme = "aspic";
    c.edition = "2001-01-01";
    c.number = "OLD-1";
    c.state = "valid";
    staged_put(o, &certificate_type, &c);
    struct cert_filter filter = any(1);
    struct cert_list list = listed(o, &filter);
    assert_int_equal(list.row[0].c.id, 8);
    assert_string_equal(list.row[0].state_label, "valid");
    assert_false(list.row[0].in_force);
    struct cert_view v;
    struct err e;
    assert_refused(cert_view(o->app, 8, &o->arena, &v, &e), &e, E_VERSION, "scheme.not-installed");
}

static bool has(const char *const *list, size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(list[i], id))
            return true;
    return false;
}

static void test_cert_view__has_everything_about_one(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct cert_view v;
    staged_stage(o, "aspic", "renewal", "2024-03-10");
    assert_ok(cert_view(o->app, STAGED_CERTIFICATE, &o->arena, &v, &e), &e);
    assert_int_equal(v.row.c.id, STAGED_CERTIFICATE);
    assert_string_equal(v.row.state, "valid");
    assert_string_equal(v.row.party_name, v.party.name);
    assert_int_equal(v.n_periods, 1);
    assert_int_equal(v.n_events, 1);
    assert_string_equal(v.event_label[0], "有効");
    assert_int_equal(v.n_cases, 3);
    assert_int_equal(v.c[0].id, STAGED_CASE);
    assert_string_equal(v.case_label[0], "更新申請");
    assert_false(has(v.may_open, v.n_may_open, "renewal")); /* one is open already */
    assert_false(has(v.may_open, v.n_may_open, "new"));
    assert_true(has(v.may_open, v.n_may_open, "change"));
}

static void test_cert_view__offers_what_the_person_may_open_for_it(void **state)
{
    struct staged *o = with_certificates(state);
    struct err e;
    struct cert_view v;
    assert_ok(cert_view(o->app, 2, &o->arena, &v, &e), &e);
    assert_true(has(v.may_open, v.n_may_open, "renewal"));
    assert_ok(cert_view(o->app, 1, &o->arena, &v, &e), &e);
    assert_string_equal(v.row.state, "expired");
    assert_false(has(v.may_open, v.n_may_open, "change"));
    staged_act_as(o, 1, "hanako", "aspic", "viewer");
    assert_ok(cert_view(o->app, 2, &o->arena, &v, &e), &e);
    assert_int_equal(v.n_may_open, 0);
    int64_t id;
    assert_int_equal(case_new(o->app, "aspic", "renewal", 2, NULL, 0, &o->arena, &id, &e), E_DENIED);
    staged_act_as(o, 2, "taro", "aspic", "reception");
    assert_ok(case_new(o->app, "aspic", "renewal", 2, NULL, 0, &o->arena, &id, &e), &e);
}

static void test_cert_view__refuses(void **state)
{
    struct staged *o = with_certificates(state);
    struct err e;
    struct cert_view v;
    const char *id, *label;
    assert_refused(cert_view(o->app, 99, &o->arena, &v, &e), &e, E_NOTFOUND, "certificate.unknown");
    assert_refused(cert_state_on(o->app, 99, app_today(o->app), &o->arena, &id, &label, &e), &e, E_NOTFOUND,
                   "certificate.unknown");
    staged_act_as(o, 1, "hanako", "aspic-saas", "reception");
    assert_refused(cert_view(o->app, 1, &o->arena, &v, &e), &e, E_DENIED, "app.not-yours");
    assert_refused(cert_state_on(o->app, 1, app_today(o->app), &o->arena, &id, &label, &e), &e, E_DENIED,
                   "app.not-yours");
}

static void test_cert_state_on__is_of_any_day(void **state)
{
    static const struct {
        const char *day, *state, *label;
    } days[] = {{"2021-12-31", "", ""},
                {"2022-01-15", "valid", "有効"},
                {"2024-01-15", "valid", "有効"},
                {"2024-01-16", "expired", "期限切れ"},
                {"2030-01-01", "expired", "期限切れ"}};
    struct staged *o = with_certificates(state);
    for (size_t i = 0; i < COUNT_OF(days); i++) {
        struct err e;
        const char *id, *label;
        assert_ok(cert_state_on(o->app, 1, staged_day(days[i].day), &o->arena, &id, &label, &e), &e);
        if (!str_eq(id, days[i].state) || !str_eq(label, days[i].label))
            fail_msg("%s: %s %s", days[i].day, id, label);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cert_list__shows_what_each_is_today),
        cmocka_unit_test(test_cert_list__pages_by_the_state_of_today),
        cmocka_unit_test(test_cert_list__stays_the_same_when_the_clock_has_written_it_down),
        cmocka_unit_test(test_cert_list__goes_by_the_day_that_was_asked_for),
        cmocka_unit_test(test_cert_list__takes_transitions_whose_day_has_come),
        cmocka_unit_test(test_cert_list__asks_the_whole_file_where_a_guard_decides),
        cmocka_unit_test(test_cert_list__finds_words),
        cmocka_unit_test(test_cert_list__hides_schemes_of_others),
        cmocka_unit_test(test_cert_list__shows_what_is_of_no_installed_version_as_it_is_on_record),
        cmocka_unit_test(test_cert_view__has_everything_about_one),
        cmocka_unit_test(test_cert_view__offers_what_the_person_may_open_for_it),
        cmocka_unit_test(test_cert_view__refuses),
        cmocka_unit_test(test_cert_state_on__is_of_any_day),
    };
    return cmocka_run_group_tests(tests, staged_group_setup, staged_group_teardown);
}
