/* The worked examples of the disclosure certification (ASPIC-TV-001 to 049) asked from the pure rules. */
#include "tests/support/dates.h"

#include <stdlib.h>

#include "core/rule/computed.h"
#include "core/rule/deadline.h"
#include "core/rule/fee.h"
#include "core/rule/lifecycle.h"
#include "core/rule/number.h"
#include "core/rule/scheme.h"

struct office {
    struct scheme *scheme;
    struct arena arena;
    struct calendar calendar;
    struct facts facts;
};

static int open_office(void **state)
{
    struct office *o = xcalloc(1, sizeof *o);
    struct err e;
    const char *root = arena_printf(&o->arena, "%s/schemes", getenv("SRCDIR"));
    assert_ok(scheme_load(root, "aspic", "2022-04-01", &o->scheme, NULL, &e), &e);
    scheme_facts_init(&o->facts, &o->arena, o->scheme, &o->calendar);
    *state = o;
    return 0;
}

static int close_office(void **state)
{
    struct office *o = *state;
    scheme_free(o->scheme);
    arena_done(&o->arena);
    free(o);
    return 0;
}

static void set(struct office *o, const char *name, const char *text)
{
    struct err e;
    assert_ok(facts_set_text(&o->facts, name, text, &e), &e);
}

static const char *text_of(struct office *o, const char *name)
{
    return value_store_text(&o->arena, facts_get(&o->facts, name));
}

static struct period_days validity(struct office *o, bool next)
{
    struct period_days days;
    struct err e;
    assert_ok(period_compute(o->scheme, scheme_period(o->scheme, "validity"), next, &o->facts, &days, &e), &e);
    return days;
}

static struct deadline_day deadline(struct office *o, const char *id)
{
    struct deadline_day d;
    struct err e;
    assert_ok(deadline_compute(o->scheme, scheme_deadline(o->scheme, id), &o->facts, NULL, &d, &e), &e);
    return d;
}

static const char *state_on(struct office *o, const struct certificate_event *events, size_t n, const char *on)
{
    const struct machine_def *m = scheme_certificate_machine(o->scheme);
    const char *state = certificate_state_on(m, events, n, &o->facts, day(on)).state;
    return state ? state : "";
}

/* TV-001 to 003: two years by the Civil Code, and the day after. */
static void test_rule_vectors__validity_ends_by_the_civil_code(void **state)
{
    struct office *o = *state;
    static const struct {
        const char *granted, *until, *after;
    } cases[] = {{"2012-12-06", "2014-12-06", "2014-12-07"},
                 {"2024-02-29", "2026-02-28", "2026-03-01"},
                 {"2022-02-28", "2024-02-29", "2024-03-01"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        set(o, "case.decided_on", cases[i].granted);
        assert_day(validity(o, false).until, cases[i].until);
        set(o, "cert.valid_until", cases[i].until);
        const struct certificate_event granted = {.transition = "K01", .from_state = "", .to_state = "valid",
                                                  .effective_on = day(cases[i].granted), .reason = "", .performed = true};
        assert_string_equal(state_on(o, &granted, 1, cases[i].until), "valid");
        assert_string_equal(state_on(o, &granted, 1, cases[i].after), "expired");
    }
}

/* TV-004, 005: 60 to 30 days before, never moved, with the working day before as a hint. */
static void test_rule_vectors__the_renewal_window_does_not_move(void **state)
{
    struct office *o = *state;
    static const struct {
        const char *until, *opens, *closes, *hint;
    } cases[] = {{"2024-04-15", "2024-02-15", "2024-03-16", "2024-03-15"},
                 {"2026-02-28", "2025-12-30", "2026-01-29", "2026-01-29"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        set(o, "cert.valid_until", cases[i].until);
        struct deadline_day d = deadline(o, "DL-02");
        assert_day(d.opens, cases[i].opens);
        assert_day(d.due, cases[i].closes);
        assert_false(d.moved);
        assert_day(d.last_business_day, cases[i].hint);
    }
}

static bool refuses(struct office *o, const char *transition, const char *state, const char *type, const char *guard)
{
    const struct machine_def *m = scheme_case_machine(o->scheme, type);
    struct refusals all = {0};
    set(o, "case.type", type);
    transition_check(o->scheme, m, machine_transition(m, transition), state, type, &o->facts, &all);
    for (size_t i = 0; i < all.all.n; i++)
        if (strcmp(all.all.at[i].id, guard) == 0)
            return true;
    return false;
}

/* TV-006 to 009: receipt inside the window, at its ends, and by the day of arrival. */
static void test_rule_vectors__a_renewal_is_received_in_the_window_only(void **state)
{
    struct office *o = *state;
    static const struct {
        const char *on;
        bool early, late;
    } cases[] = {{"2024-02-14", true, false}, {"2024-02-15", false, false}, {"2024-03-16", false, false},
                 {"2024-03-17", false, true}, {"2024-03-18", false, true}};
    set(o, "cert.valid_until", "2024-04-15");
    set(o, "cert.state", "valid");
    set(o, "case.postmark_on", "2024-03-15");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        set(o, "case.received_on", cases[i].on);
        assert_int_equal(refuses(o, "T01", "c00", "renewal", "E_WINDOW_EARLY"), cases[i].early);
        assert_int_equal(refuses(o, "T01", "c00", "renewal", "E_WINDOW_LATE"), cases[i].late);
        assert_false(refuses(o, "T01", "c00", "renewal", "E_NOT_RENEWABLE"));
    }
}

/* TV-010, 012, 013: an undecided renewal carries the certificate over its last day; a refused one does not. */
static void test_rule_vectors__a_timely_renewal_carries_the_certificate(void **state)
{
    struct office *o = *state;
    set(o, "cert.valid_until", "2024-04-15");
    set(o, "cert.continuation", "true");
    const struct certificate_event events[] = {
        {.transition = "K01", .from_state = "", .to_state = "valid", .effective_on = day("2022-04-15"), .reason = "", .performed = true},
        {.transition = "K02", .from_state = "valid", .to_state = "valid_renewing", .effective_on = day("2024-03-10"),
         .reason = "", .performed = true},
        {.transition = "K07", .from_state = "valid_renewing", .to_state = "valid", .effective_on = day("2024-04-01"),
         .reason = "", .performed = true}};
    assert_string_equal(state_on(o, events, 2, "2024-04-15"), "valid_renewing");
    assert_string_equal(state_on(o, events, 2, "2024-04-16"), "extended");
    assert_string_equal(state_on(o, events, 2, "2024-07-01"), "extended");
    assert_string_equal(state_on(o, events, 0, "2024-07-01"), "");
    set(o, "cert.continuation", "false");
    assert_string_equal(state_on(o, events, 3, "2024-04-01"), "valid");
    assert_string_equal(state_on(o, events, 3, "2024-04-15"), "valid");
    assert_string_equal(state_on(o, events, 3, "2024-04-16"), "expired");
}

/* TV-011: the next period follows the last one, also when the decision came later. */
static void test_rule_vectors__the_next_period_follows_the_last_one(void **state)
{
    struct office *o = *state;
    set(o, "cert.valid_until", "2024-04-15");
    set(o, "case.decided_on", "2024-05-20");
    struct period_days days = validity(o, true);
    assert_day(days.from, "2024-04-16");
    assert_day(days.until, "2026-04-15");
}

/* TV-015 to 019, 021 to 025, 028: what moves and what does not. */
static void test_rule_vectors__deadlines(void **state)
{
    struct office *o = *state;
    static const struct {
        const char *fact, *base, *id, *raw, *due;
    } cases[] = {{"cert.valid_until", "2026-06-30", "DL-04", "2026-02-28", "2026-02-28"},
                 {"case.notice_on", "2024-04-26", "DL-06", "2024-05-03", "2024-05-07"},
                 {"case.notice_on", "2026-09-15", "DL-06", "2026-09-22", "2026-09-24"},
                 {"case.notice_on", "2024-12-25", "DL-06", "2025-01-01", "2025-01-02"},
                 {"cert.revoked_on", "2024-02-29", "DL-08", "2025-03-01", "2025-03-01"},
                 {"cert.revoked_on", "2024-06-30", "DL-08", "2025-07-01", "2025-07-01"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        set(o, cases[i].fact, cases[i].base);
        struct deadline_day d = deadline(o, cases[i].id);
        assert_day(d.raw, cases[i].raw);
        assert_day(d.due, cases[i].due);
    }
    static const char *const closed[] = {"12-29", "12-30", "12-31", "01-01", "01-02", "01-03"};
    struct err e;
    for (size_t i = 0; i < COUNT_OF(closed); i++)
        assert_ok(calendar_add_closed(&o->calendar, closed[i], &e), &e);
    set(o, "case.notice_on", "2024-12-25");
    assert_day(deadline(o, "DL-06").due, "2025-01-06");
    assert_string_equal(text_of(o, "deadline.DL-06.due"), "2025-01-06");
}

static void put_transcript(struct office *o, const char *issued_on)
{
    struct value *row;
    struct err e;
    assert_ok(facts_list_clear(&o->facts, "doc", &e), &e);
    assert_ok(facts_list_add_row(&o->facts, "doc", &row, &e), &e);
    *facts_cell(&o->facts, "doc", row, "class") = value_text("registry_transcript");
    *facts_cell(&o->facts, "doc", row, "issued_on") = value_date(day(issued_on));
    *facts_cell(&o->facts, "doc", row, "original") = value_bool(true);
}

/* TV-021 to 023: three months, never moved; the checklist says so by itself. */
static void test_rule_vectors__a_transcript_is_good_for_three_months(void **state)
{
    struct office *o = *state;
    static const struct {
        const char *issued, *last, *after;
    } cases[] = {{"2025-02-28", "2025-05-31", "2025-06-01"},
                 {"2023-11-30", "2024-02-29", "2024-03-01"},
                 {"2024-05-31", "2024-08-31", "2024-09-02"}};
    set(o, "case.type", "new");
    set(o, "form.F-A.operator_kind", "法人");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        put_transcript(o, cases[i].issued);
        assert_day(deadline(o, "DL-07").due, cases[i].last);
        set(o, "case.received_on", cases[i].last);
        assert_string_equal(text_of(o, "check.CL-F.F06"), "適");
        set(o, "case.received_on", cases[i].after);
        assert_string_equal(text_of(o, "check.CL-F.F06"), "不適");
    }
}

/* TV-027 to 029: a disclosed lead time counts backward in its own unit. */
static void test_rule_vectors__maintenance_is_told_in_time(void **state)
{
    struct office *o = *state;
    static const struct {
        const char *lead, *stop, *latest;
    } cases[] = {{"1mo", "2024-03-31", "2024-02-29"}, {"10bd", "2024-05-10", "2024-04-23"}, {"2w", "2024-05-20", "2024-05-06"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        set(o, "form.F-E.disclosed_leadtime", cases[i].lead);
        set(o, "form.F-E.stop_on", cases[i].stop);
        struct deadline_day d = deadline(o, "DL-13");
        assert_day(d.due, cases[i].latest);
        assert_false(deadline_is_late(&d, d.due));
        assert_true(deadline_is_late(&d, (struct date){d.due.days + 1}));
    }
}

/* TV-030 to 035, 038: the row of the day of application, tax rounded down. */
static void test_rule_vectors__fees_follow_the_day_of_application(void **state)
{
    struct office *o = *state;
    static const struct {
        const char *type, *fee, *on, *net, *tax, *gross;
    } cases[] = {{"new", "review", "2014-03-31", "190000", "9500", "199500"},
                 {"new", "review", "2014-04-01", "190000", "15200", "205200"},
                 {"new", "review", "2019-09-30", "190000", "15200", "205200"},
                 {"renewal", "renewal_review", "2019-10-01", "95000", "9500", "104500"},
                 {"renewal", "renewal_review", "2019-09-30", "95000", "7600", "102600"},
                 {"new", "review", "2025-06-02", "190000", "19000", "209000"},
                 {"reissue", "reissue", "2014-03-31", "9500", "475", "9975"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        set(o, "case.type", cases[i].type);
        set(o, "case.received_on", cases[i].on);
        const char *fee = arena_printf(&o->arena, "fee.%s", cases[i].fee);
        assert_string_equal(text_of(o, arena_printf(&o->arena, "%s.net", fee)), cases[i].net);
        assert_string_equal(text_of(o, arena_printf(&o->arena, "%s.tax", fee)), cases[i].tax);
        assert_string_equal(text_of(o, arena_printf(&o->arena, "%s.gross", fee)), cases[i].gross);
        assert_string_equal(text_of(o, "owed"), cases[i].gross);
    }
    set(o, "case.type", "new");
    set(o, "case.received_on", "2012-07-31");
    struct fee_price price;
    struct err e;
    assert_int_equal(fee_compute(o->scheme, scheme_fee(o->scheme, "review"), &o->facts, &price, &e), E_RULE);
    assert_string_equal(e.rule, "E_FEE_DATE");
}

/* TV-036, 037: as many certificates as carry the changed name. */
static void test_rule_vectors__a_new_name_costs_every_certificate_in_force(void **state)
{
    struct office *o = *state;
    struct value *row;
    struct err e;
    for (int i = 0; i < 3; i++) {
        assert_ok(facts_list_add_row(&o->facts, "same_party_cert", &row, &e), &e);
        *facts_cell(&o->facts, "same_party_cert", row, "in_force") = value_bool(true);
    }
    assert_ok(facts_list_add_row(&o->facts, "form.F-H.changes", &row, &e), &e);
    struct value *item = facts_cell(&o->facts, "form.F-H.changes", row, "item");
    *item = value_text("事業者名称");
    set(o, "case.type", "change");
    set(o, "case.received_on", "2025-06-02");
    assert_string_equal(text_of(o, "fee.reissue.count"), "3");
    assert_string_equal(text_of(o, "fee.reissue.gross"), "31350");
    *item = value_text("住所");
    facts_forget_computed(&o->facts);
    assert_string_equal(text_of(o, "fee.reissue.count"), "0");
    assert_string_equal(text_of(o, "fee.reissue.gross"), "0");
}

/* TV-039, and 057 with nothing paid. */
static void test_rule_vectors__a_fee_paid_short_says_how_much_is_missing(void **state)
{
    struct office *o = *state;
    set(o, "case.received_on", "2025-06-02");
    set(o, "case.paid_on", "2025-06-10");
    set(o, "paid", "100000");
    assert_true(refuses(o, "T07", "c30", "renewal", "E_FEE_SHORT"));
    assert_false(refuses(o, "T07", "c30", "renewal", "E_FEE_UNPAID"));
    struct refusals all = {0};
    const struct machine_def *m = scheme_case_machine(o->scheme, "renewal");
    transition_check(o->scheme, m, machine_transition(m, "T07"), "c30", "renewal", &o->facts, &all);
    bool said = false;
    for (size_t i = 0; i < all.all.n; i++)
        said = said || strstr(all.all.at[i].text, "4,500");
    assert_true(said);
    set(o, "paid", "0");
    assert_true(refuses(o, "T07", "c30", "renewal", "E_FEE_UNPAID"));
    set(o, "paid", "104500");
    assert_false(refuses(o, "T07", "c30", "renewal", "E_FEE_SHORT"));
}

/* TV-041 to 043, 049. */
static void test_rule_vectors__numbers_are_written(void **state)
{
    struct office *o = *state;
    static const struct {
        const char *fact, *on, *series, *number, *scope;
        int64_t serial;
    } cases[] = {{"cert.granted_on", "2022-12-05", "certificate", "IP0042-2212", "", 42},
                 {"cert.granted_on", "2023-01-10", "certificate", "IP0043-2301", "", 43},
                 {"cert.granted_on", "2023-02-01", "certificate", "IP0044-2302", "", 44},
                 {"case.received_on", "2024-03-31", "receipt", "IP-N2023-0018", "N2023", 18},
                 {"case.received_on", "2024-04-01", "receipt", "IP-N2024-0001", "N2024", 1}};
    set(o, "type.letter", "N");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct series_def *series = scheme_series(o->scheme, cases[i].series);
        const char *number, *scope;
        struct err e;
        set(o, cases[i].fact, cases[i].on);
        assert_ok(number_write(series, &o->facts, cases[i].serial, &o->arena, &number, NULL, &e), &e);
        assert_string_equal(number, cases[i].number);
        assert_ok(number_scope(series, &o->facts, DATE_NONE, &o->arena, &scope, &e), &e);
        assert_string_equal(scope, cases[i].scope);
        assert_int_equal(number_write(series, &o->facts, 10000, &o->arena, &number, NULL, &e), E_RULE);
    }
}

/* TV-044, 045: sloppy forms of one number. TV-047 is the caller's: the reading is not on file, the serial is. */
static void test_rule_vectors__numbers_are_read_as_they_are_typed(void **state)
{
    struct office *o = *state;
    static const char *const typed[] = {"ＩＰ０００１－１２１２", "ip0001-1212", "IP00011212", "ip1-1212",
                                        "認定番号：ＩＰ０００１ー１２１２", "IP 0001 ‐ 1212", "IP0001-201212", "0001-1212"};
    const struct series_def *series = scheme_series(o->scheme, "certificate");
    struct number_reading reading[NUMBER_READINGS_MAX];
    for (size_t i = 0; i < COUNT_OF(typed); i++) {
        assert_true(number_read(series, typed[i], &o->arena, reading) >= 1);
        assert_string_equal(reading[0].number, "IP0001-1212");
        assert_false(reading[0].candidate);
    }
    assert_int_equal(number_read(series, "IP0001", &o->arena, reading), 1);
    assert_int_equal(reading[0].parts.serial, 1);
    assert_string_equal(reading[0].number, "");
    assert_int_equal(number_read(series, "IPOOO1-12I2", &o->arena, reading), 1);
    assert_string_equal(reading[0].number, "IP0001-1212");
    assert_true(reading[0].candidate);
    assert_int_equal(number_read(series, "架空", &o->arena, reading), 0);
    struct number_parts parts = {.serial = 1};
    assert_string_equal(number_suggest(series, &parts, "IP0001-1212", &o->arena), "通番0001は IP0001-1212 です");
}

static bool never_known(const char *number, struct date *recorded_r, void *arg)
{
    (void)number;
    (void)recorded_r;
    (void)arg;
    return false;
}

/* TV-048: the checks in their order. */
static void test_rule_vectors__numbers_are_checked_in_order(void **state)
{
    struct office *o = *state;
    static const struct {
        const char *number, *id;
    } cases[] = {{"IP0001-1213", "E_NUM_MONTH"},         {"IP0000-1212", "E_NUM_SERIAL"}, {"IP0001-1207", "E_NUM_BEFORE_SCHEME"},
                 {"IP0001-2507", "E_NUM_FUTURE"},        {"DC0001-1212", "E_NUM_PREFIX"}, {"IP001-1212", "E_NUM_SHAPE"},
                 {"IP0001-1212", "E_NUM_UNKNOWN"},       {"", "E_NUM_SHAPE"}};
    const struct series_def *series = scheme_series(o->scheme, "certificate");
    const struct number_file file = {never_known, NULL};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct err e;
        assert_int_equal(number_check(series, &o->facts, cases[i].number, day("2025-06-02"), &file, &e), E_RULE);
        assert_string_equal(e.rule, cases[i].id);
    }
    struct err e;
    assert_ok(number_check(series, &o->facts, "IP0001-2506", day("2025-06-02"), NULL, &e), &e);
    set(o, "cert.granted_on", "2012-11-30");
    assert_int_equal(number_check(series, &o->facts, "IP0001-1212", day("2025-06-02"), NULL, &e), E_RULE);
    assert_string_equal(e.rule, "E_NUM_DATE_MISMATCH");
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_rule_vectors__##name, open_office, close_office)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(validity_ends_by_the_civil_code),
        TEST(the_renewal_window_does_not_move),
        TEST(a_renewal_is_received_in_the_window_only),
        TEST(a_timely_renewal_carries_the_certificate),
        TEST(the_next_period_follows_the_last_one),
        TEST(deadlines),
        TEST(a_transcript_is_good_for_three_months),
        TEST(maintenance_is_told_in_time),
        TEST(fees_follow_the_day_of_application),
        TEST(a_new_name_costs_every_certificate_in_force),
        TEST(a_fee_paid_short_says_how_much_is_missing),
        TEST(numbers_are_written),
        TEST(numbers_are_read_as_they_are_typed),
        TEST(numbers_are_checked_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
