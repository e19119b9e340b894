#include "core/app/lookup_app.h"
#include "core/model/party.h"
#include "tests/support/staged.h"

static struct lookup found(struct staged *o, const char *typed)
{
    struct err e;
    struct lookup l;
    assert_ok(lookup(o->app, typed, LOOKUP_HITS_MAX, &o->arena, &l, &e), &e);
    return l;
}

static struct staged *with_certificate(void **state)
{
    struct staged *o = *state;
    staged_open(o, "2024-09-10");
    staged_add_certificate(o, 7, "aspic", "IP0011-2204", 11, "2022-04-15", "四国クラウド");
    return o;
}

static void test_lookup__forgives_how_a_number_is_written(void **state)
{
    static const char *const typed[] = {"IP0011-2204", "ｉｐ００１１２２０４", "ip0011-2204", "IP00112204", "ip11-2204", "認定番号：ＩＰ００１１ー２２０４",
                                        "IP 0011 ‐ 2204", "IP0011-202204", "IP0011", "#0", "  ip0011-2204  "};
    struct staged *o = with_certificate(state);
    for (size_t i = 0; i < COUNT_OF(typed); i++) {
        struct lookup l = found(o, typed[i]);
        if (*typed[i] == '#') {
            assert_int_equal(l.n, 0);
            continue;
        }
        if (l.n != 1)
            fail_msg("%s: %zu hits", typed[i], l.n);
        assert_string_equal(l.hit[0].number, "IP0011-2204");
        assert_false(l.hit[0].candidate);
    }
}

/* What was heard on the telephone, read off a letter, or typed with the keyboard in the wrong mode. */
static void test_lookup__sixty_sloppy_writings_find_what_is_meant(void **state)
{
    static const struct {
        const char *typed, *number;
    } table[] = {
        {"IP0012-2611", "IP0012-2611"}, {"ip0012-2611", "IP0012-2611"}, {"Ip0012 2611", "IP0012-2611"},
        {"ＩＰ００１２－２６１１", "IP0012-2611"}, {"ｉｐ００１２２６１１", "IP0012-2611"}, {"IP00122611", "IP0012-2611"},
        {"IP12-2611", "IP0012-2611"}, {"ip12", "IP0012-2611"}, {"IP-0012", "IP0012-2611"}, {"IP-0012-2611", "IP0012-2611"},
        {"IP0012ー2611", "IP0012-2611"}, {"IP0012−2611", "IP0012-2611"}, {"IP0012‐2611", "IP0012-2611"},
        {"IP0012―2611", "IP0012-2611"}, {"IP0012–2611", "IP0012-2611"}, {"IP0012ｰ2611", "IP0012-2611"},
        {"IP0012_2611", "IP0012-2611"}, {"IP0012/2611", "IP0012-2611"}, {"IP0012.2611", "IP0012-2611"},
        {"IP0012／2611", "IP0012-2611"}, {"認定番号IP0012-2611", "IP0012-2611"}, {"認定番号：IP0012-2611", "IP0012-2611"},
        {"認定番号 IP0012-2611", "IP0012-2611"}, {"No.IP0012-2611", "IP0012-2611"}, {"№IP0012-2611", "IP0012-2611"},
        {"IP0012-202611", "IP0012-2611"}, {"0012-2611", "IP0012-2611"}, {"12-2611", "IP0012-2611"}, {"IP0012", "IP0012-2611"},
        {"「IP0012-2611」", "IP0012-2611"}, {"IP0012-2611様", "IP0012-2611"}, {"  IP0012-2611　", "IP0012-2611"},
        {"IP-N2026-0012", "IP-N2026-0012"}, {"ipn20260012", "IP-N2026-0012"}, {"IPN2026-12", "IP-N2026-0012"},
        {"N2026-0012", "IP-N2026-0012"}, {"n-2026-12", "IP-N2026-0012"}, {"ＩＰ－Ｎ２０２６－００１２", "IP-N2026-0012"},
        {"ip n2026 0012", "IP-N2026-0012"}, {"受付番号 IP-N2026-0012", "IP-N2026-0012"}, {"ｎ２０２６ー１２", "IP-N2026-0012"},
        {"IP/N2026/0012", "IP-N2026-0012"}, {"TU-2026-00010", "TU-2026-00010"}, {"tu202600010", "TU-2026-00010"},
        {"TU-2026-10", "TU-2026-00010"}, {"TU2026-10", "TU-2026-00010"}, {"ＴＵ－２０２６－０００１０", "TU-2026-00010"},
        {"ｔｕ２０２６ー１０", "TU-2026-00010"}, {"TU-R8-10", "TU-2026-00010"}, {"受付番号：TU-2026-00010", "TU-2026-00010"},
        {"TU_2026_00010", "TU-2026-00010"}, {"TU 2026 00010", "TU-2026-00010"}, {"5990001012345", "5990001012345"},
        {"T5990001012345", "5990001012345"}, {"Ｔ５９９０００１０１２３４５", "5990001012345"}, {"5-9900-0101-2345", "5990001012345"},
        {"0880000002", "5990001012345"}, {"088(000)0002", "5990001012345"}, {"+81-88-000-0002", "5990001012345"},
        {"０８８－０００－０００２", "5990001012345"}, {"髙知クラウド㈱", "5990001012345"}, {"高知くらうど", "5990001012345"},
        {"（株）高知ｸﾗｳﾄﾞ", "5990001012345"}, {"コウチクラウド", "5990001012345"}, {"こうちくらうど", "5990001012345"},
    };
    size_t missed = 0;
    struct staged *o = *state;
    staged_open(o, "2026-11-20");
    staged_add_certificate(o, 7, "aspic", "IP0012-2611", 12, "2026-11-10", "四国の別のもの");
    struct case_file c = staged_case(STAGED_CASE);
    c.number = "IP-N2026-0012";
    staged_put(o, &case_file_type, &c);
    c.id++;
    c.scheme = "telework";
    c.type = "NEW";
    c.state = "a_recv";
    c.number = "TU-2026-00010";
    staged_put(o, &case_file_type, &c);
    struct party p;
    record_init(&party_type, &p);
    p.id = 1;
    p.name = "株式会社髙知クラウド";
    p.reading = "カブシキガイシャコウチクラウド";
    p.corporate_number = "5990001012345";
    p.tel = "088-000-0002";
    staged_put(o, &party_type, &p);
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct lookup l = found(o, table[i].typed);
        bool hit = false;
        for (size_t k = 0; k < l.n; k++)
            hit |= str_eq(l.hit[k].number, table[i].number);
        if (!hit)
            print_error("%s: not found (%zu others)\n", table[i].typed, l.n);
        missed += !hit;
    }
    assert_int_equal(missed, 0);
}

static void test_lookup__shows_what_the_certificate_is_today(void **state)
{
    struct staged *o = with_certificate(state);
    struct lookup l = found(o, "IP0011-2204");
    assert_int_equal(l.hit[0].kind, HIT_CERTIFICATE);
    assert_int_equal(l.hit[0].id, 7);
    assert_string_equal(l.hit[0].subject, "四国クラウド");
    /* valid for two years from April 2022: over by September 2024, although nobody has written it down */
    assert_false(l.hit[0].in_force);
    assert_string_equal(l.hit[0].state_label, "期限切れ");
    assert_non_null(strstr(l.understood, "IP0011-2204"));
    o->app->clock = clock_fixed(staged_day("2023-01-10"));
    l = found(o, "IP0011-2204");
    assert_true(l.hit[0].in_force);
    assert_string_equal(l.hit[0].state_label, "有効");
}

static void test_lookup__offers_letters_taken_for_digits_as_candidates(void **state)
{
    struct staged *o = with_certificate(state);
    struct lookup l = found(o, "IPOO11-22O4");
    assert_int_equal(l.n, 1);
    assert_true(l.hit[0].candidate);
}

static void test_lookup__says_the_number_when_only_the_month_is_wrong(void **state)
{
    struct staged *o = with_certificate(state);
    struct lookup l = found(o, "IP0011-2301");
    assert_int_equal(l.n, 0);
    assert_non_null(strstr(l.suggest, "IP0011-2204"));
    assert_string_equal(found(o, "IP0999-2301").suggest, "");
}

static void test_lookup__shows_all_schemes_that_fit_current_ones_first(void **state)
{
    struct staged *o = *state;
    staged_open(o, "2024-01-10");
    staged_add_certificate(o, 1, "aspic-saas", "0003-2304", 3, "2023-04-22", "別の制度");
    staged_add_certificate(o, 2, "aspic", "IP0003-2304", 3, "2021-04-10", "古い");
    struct lookup l = found(o, "0003-2304");
    assert_int_equal(l.n, 2);
    assert_string_equal(l.hit[0].number, "0003-2304");
    assert_true(l.hit[0].in_force);
    assert_string_equal(l.hit[1].number, "IP0003-2304");
    assert_false(l.hit[1].in_force);
}

static void test_lookup__finds_a_party_by_number_telephone_and_name(void **state)
{
    struct staged *o = *state;
    staged_stage(o, "aspic", "renewal", "2024-03-10");
    struct party p;
    record_init(&party_type, &p);
    p.id = p.version = 1;
    p.name = "四国クラウド基盤株式会社";
    p.reading = "シコククラウドキバンカブシキガイシャ";
    p.corporate_number = "5990001012345";
    p.tel = "088-000-0002";
    staged_put(o, &party_type, &p);
    static const char *const typed[] = {"5990001012345", "T5990001012345", "088-000-0002", "０８８（０００）０００２"};
    for (size_t i = 0; i < COUNT_OF(typed); i++) {
        struct lookup l = found(o, typed[i]);
        if (l.n != 2)
            fail_msg("%s: %zu hits", typed[i], l.n);
        assert_int_equal(l.hit[0].kind, HIT_CERTIFICATE); /* in force: first */
        assert_int_equal(l.hit[1].kind, HIT_PARTY);
        assert_string_equal(l.hit[1].party_name, "四国クラウド基盤株式会社");
    }
    struct lookup l = found(o, "四国クラウド");
    assert_true(l.n >= 2);
    assert_true(found(o, "しこくくらうど").n >= 1);
    assert_non_null(strstr(l.understood, "四国クラウド"));
}

static void test_lookup__finds_a_receipt_by_a_shortened_number_and_by_its_digits(void **state)
{
    static const char *const typed[] = {"n2026-1", "IP-N20260001", "ｉｐ－ｎ２０２６－１", "N-2026-0001", "20260001", "２０２６０００１"};
    struct staged *o = *state;
    staged_open(o, "2026-06-10");
    struct case_file c = staged_case(STAGED_CASE);
    c.state = "c10";
    c.number = "IP-N2026-0001";
    staged_put(o, &case_file_type, &c);
    for (size_t i = 0; i < COUNT_OF(typed); i++) {
        struct lookup l = found(o, typed[i]);
        if (l.n != 1 || l.hit[0].id != STAGED_CASE)
            fail_msg("%s: %zu hits", typed[i], l.n);
        assert_non_null(strstr(l.understood, "IP-N2026-0001"));
    }
    assert_int_equal(found(o, "20260002").n, 0);
}

static void test_lookup__finds_by_the_end_and_by_the_beginning_of_a_number(void **state)
{
    struct staged *o = with_certificate(state);
    assert_int_equal(found(o, "2204").n, 1);
    assert_int_equal(found(o, "IP00").n, 1);
    assert_int_equal(found(o, "IP0").hit[0].id, 7);
}

static void test_lookup__finds_nothing_without_failing(void **state)
{
    struct staged *o = with_certificate(state);
    char *long_text = arena_alloc(&o->arena, LOOKUP_TEXT_MAX + 2);
    memset(long_text, '1', LOOKUP_TEXT_MAX + 1);
    assert_int_equal(found(o, "").n, 0);
    assert_int_equal(found(o, long_text).n, 0);
    assert_int_equal(found(o, "' OR 1=1 --").n, 0);
    assert_int_equal(found(o, "無いもの").n, 0);
    assert_int_equal(found(o, "%").n, 0);
}

static void test_lookup__stops_at_its_limit(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct lookup l;
    staged_open(o, "2024-09-10");
    for (int i = 1; i <= 5; i++)
        staged_add_certificate(o, i, "aspic", arena_printf(&o->arena, "IP%04d-2204", i), i, "2023-04-15", "同じ名前");
    assert_ok(lookup(o->app, "同じ名前", 3, &o->arena, &l, &e), &e);
    assert_int_equal(l.n, 3);
    assert_true(l.more);
}

static void test_lookup__hides_what_the_person_may_not_see(void **state)
{
    struct staged *o = with_certificate(state);
    staged_act_as(o, 1, "hanako", "aspic-saas", "reception");
    assert_int_equal(found(o, "IP0011-2204").n, 0);
    staged_act_as(o, 2, "taro", "aspic", "reception");
    assert_int_equal(found(o, "IP0011-2204").n, 1);
    staged_stage(o, "aspic", "new", "2025-06-30");
    staged_act_as(o, 3, "jiro", "aspic", "reception");
    assert_true(found(o, "5990001012345").n > 0);
    staged_act_as(o, 4, "nobody", "aspic", "");
    assert_int_equal(found(o, "5990001012345").n, 0);
    assert_int_equal(found(o, "四国クラウド").n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lookup__forgives_how_a_number_is_written),
        cmocka_unit_test(test_lookup__sixty_sloppy_writings_find_what_is_meant),
        cmocka_unit_test(test_lookup__shows_what_the_certificate_is_today),
        cmocka_unit_test(test_lookup__offers_letters_taken_for_digits_as_candidates),
        cmocka_unit_test(test_lookup__says_the_number_when_only_the_month_is_wrong),
        cmocka_unit_test(test_lookup__shows_all_schemes_that_fit_current_ones_first),
        cmocka_unit_test(test_lookup__finds_a_party_by_number_telephone_and_name),
        cmocka_unit_test(test_lookup__finds_a_receipt_by_a_shortened_number_and_by_its_digits),
        cmocka_unit_test(test_lookup__finds_by_the_end_and_by_the_beginning_of_a_number),
        cmocka_unit_test(test_lookup__finds_nothing_without_failing),
        cmocka_unit_test(test_lookup__stops_at_its_limit),
        cmocka_unit_test(test_lookup__hides_what_the_person_may_not_see),
    };
    return cmocka_run_group_tests(tests, staged_group_setup, staged_group_teardown);
}
