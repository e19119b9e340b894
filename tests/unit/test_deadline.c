#include "core/rule/deadline.h"
#include "core/rule/explain.h"
#include "core/rule/expr.h"
#include "core/rule/fee.h"
#include "tests/support/dice.h"
#include "tests/support/small_scheme.h"

static struct formula formula(struct small *x, const char *text, enum value_type want)
{
    struct formula made = {.text = text};
    struct expr_error where;
    struct err e;
    const struct expr_scope scope = {.names = x->scheme->names};
    assert_ok(expr_compile(&x->arena, &scope, text, want, &made.expr, &where, &e), &e);
    return made;
}

static struct deadline_day counted(struct small *x, const struct deadline_def *def, struct date base)
{
    struct deadline_day day;
    struct err e;
    assert_ok(deadline_compute_from(x->scheme, def, &x->facts, NULL, base, &day, &e), &e);
    return day;
}

static void test_deadline__a_later_base_never_gives_an_earlier_day(void **state)
{
    struct small *x = *state;
    static const char *const offsets[] = {"1d", "7d", "2w", "10bd", "1mo", "3mo", "2y", "1fy"};
    dice_seed(3);
    for (size_t k = 0; k < COUNT_OF(offsets); k++)
        for (int round = 0; round < 60; round++) {
            struct deadline_def def = {.rule = {.id = "D", .label = "D"}, .offset = formula(x, offsets[k], VALUE_PERIOD)};
            def.direction = round % 2 ? DEADLINE_AFTER : DEADLINE_BEFORE;
            def.moves = (enum deadline_moves)(round % 3);
            def.first_day_counts = round % 5 == 0;
            struct date base = small_day("2000-01-01");
            base.days += dice(15000);
            struct deadline_day before = counted(x, &def, base), after = counted(x, &def, (struct date){base.days + 1});
            assert_true(date_compare(before.due, after.due) <= 0);
            assert_true(date_compare(before.raw, after.raw) <= 0);
            if (def.moves == MOVES_NEXT)
                assert_true(date_compare(before.raw, before.due) <= 0);
            if (def.moves != MOVES_NO)
                assert_true(calendar_is_business_day(&x->calendar, before.due));
        }
}

static void test_deadline__says_what_it_lacks(void **state)
{
    struct small *x = *state;
    struct deadline_day day;
    struct err e;
    assert_int_equal(deadline_compute(x->scheme, scheme_deadline(x->scheme, "D1"), &x->facts, NULL, &day, &e), E_RULE);
    assert_string_equal(e.msg, "deadline.no-base");
    assert_string_equal(e.arg[1], "開始日");
    assert_string_equal(small_get(x, "deadline.D1.due"), "? form.F.started_on");
}

static void test_deadline__moves_and_warns(void **state)
{
    struct small *x = *state;
    const struct deadline_def *d1 = scheme_deadline(x->scheme, "D1");
    small_set(x, "form.F.started_on", "2024-04-26");
    struct deadline_day day = counted(x, d1, small_day("2024-04-26"));
    small_assert_day(day.raw, "2024-05-03");
    small_assert_day(day.due, "2024-05-07");
    assert_true(day.moved);
    small_assert_day(deadline_warning(d1, &day, 0, &x->facts), "2024-05-04");
    small_assert_day(deadline_warning(d1, &day, 1, &x->facts), "2024-05-07");
    assert_true(date_is_none(deadline_warning(d1, &day, 2, &x->facts)));
    assert_false(deadline_is_late(&day, small_day("2024-05-07")));
    assert_true(deadline_is_late(&day, small_day("2024-05-08")));
    assert_true(deadline_allows(d1, &day, small_day("2024-05-07")));
    assert_false(deadline_allows(d1, &day, small_day("2024-05-08")));
}

static void test_deadline__the_earliest_bound_of_a_period_binds(void **state)
{
    struct small *x = *state;
    const struct period_def *validity = scheme_period(x->scheme, "validity");
    struct period_days days;
    struct err e;
    assert_int_equal(period_compute(x->scheme, validity, false, &x->facts, &days, &e), E_RULE);
    small_set(x, "case.decided_on", "2024-05-07");
    assert_ok(period_compute(x->scheme, validity, false, &x->facts, &days, &e), &e);
    small_assert_day(days.until, "2026-03-31");
    assert_string_equal(days.binds->rule.id, "fixed");
    small_set(x, "case.decided_on", "2024-01-15");
    assert_ok(period_compute(x->scheme, validity, false, &x->facts, &days, &e), &e);
    small_assert_day(days.until, "2026-01-15");
    assert_string_equal(days.binds->rule.id, "years");
    small_set(x, "cert.valid_until", "2026-03-31");
    assert_ok(period_compute(x->scheme, validity, true, &x->facts, &days, &e), &e);
    small_assert_day(days.from, "2026-04-01");
    small_assert_day(days.until, "2028-03-31");
    assert_null(days.binds);
}

static void sites(struct small *x, int n)
{
    small_fill(x, "M", n == 2 ? "{\"sites\":[{\"label\":\"一\"},{\"label\":\"二\"}]}" : "{\"sites\":[{\"label\":\"一\"}]}");
}

static void test_deadline__a_fee_is_taxed_once_and_rounded_as_said(void **state)
{
    struct small *x = *state;
    struct fee_price price;
    struct err e;
    const struct fee_def *f1 = scheme_fee(x->scheme, "f1");
    sites(x, 1);
    small_set(x, "case.received_on", "2024-12-31");
    assert_ok(fee_compute(x->scheme, f1, &x->facts, &price, &e), &e);
    assert_int_equal(price.tax.v, 100); /* 100.5 down */
    assert_int_equal(price.gross.v, 1105);
    sites(x, 2);
    assert_ok(fee_compute(x->scheme, f1, &x->facts, &price, &e), &e);
    assert_int_equal(price.net.v, 2010);
    assert_int_equal(price.tax.v, 201); /* once for both */
    small_set(x, "case.received_on", "2025-01-01");
    assert_ok(fee_compute(x->scheme, f1, &x->facts, &price, &e), &e);
    assert_int_equal(price.net.v, 4000);
}

static void test_deadline__a_gap_in_the_prices_is_found(void **state)
{
    struct small *x = *state;
    struct fee_price price;
    struct err e;
    sites(x, 1);
    small_set(x, "case.received_on", "2024-03-31");
    assert_int_equal(fee_compute(x->scheme, scheme_fee(x->scheme, "f1"), &x->facts, &price, &e), E_RULE);
    assert_string_equal(e.msg, "fee.no-row");
    assert_string_equal(e.rule, "E_NAME");
    /* On every day from the first row on there is exactly one row. */
    struct date from = small_day("2024-04-01");
    for (int i = 0; i < 800; i++)
        assert_non_null(fee_row(scheme_fee(x->scheme, "f1"), &x->facts, (struct date){from.days + i}));
}

static size_t count_kind(const struct whys *w, enum why_kind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < w->all.n; i++)
        n += w->all.at[i].kind == kind;
    return n;
}

static void test_deadline__says_why(void **state)
{
    struct small *x = *state;
    struct whys why = {0};
    explain_deadline(x->scheme, scheme_deadline(x->scheme, "D1"), &x->facts, NULL, &why);
    assert_int_equal(count_kind(&why, WHY_MISSING), 1);
    assert_int_equal(count_kind(&why, WHY_FACT), 0);
    small_set(x, "form.F.started_on", "2024-04-26");
    why = (struct whys){0};
    explain_deadline(x->scheme, scheme_deadline(x->scheme, "D1"), &x->facts, NULL, &why);
    assert_int_equal(why.all.at[0].kind, WHY_RULE);
    assert_string_equal(why.all.at[0].text, "1w");
    assert_string_equal(why.all.at[1].text, "7");
    assert_string_equal(why.all.at[2].name, "form.F.started_on");
    small_assert_day(why.all.at[2].value.date, "2024-04-26");
    assert_int_equal(count_kind(&why, WHY_SKIPPED), 4); /* three holidays of May and a Sunday */
    small_assert_day(why.all.at[why.all.n - 1].date, "2024-05-06");
}

static void test_deadline__says_why_an_amount_is_owed(void **state)
{
    struct small *x = *state;
    struct whys why = {0};
    sites(x, 2);
    small_set(x, "case.received_on", "2025-01-01");
    explain_fee(scheme_fee(x->scheme, "f1"), &x->facts, &why);
    assert_int_equal(count_kind(&why, WHY_MISSING), 0);
    assert_true(count_kind(&why, WHY_FACT) > 0);
}

/* What an officer was quoted is the price; without it there is none. */
static void test_deadline__a_quotation_is_entered(void **state)
{
    struct small *x = *state;
    struct fee_price price;
    struct err e;
    const struct fee_def *f2 = scheme_fee(x->scheme, "f2");
    small_set(x, "case.received_on", "2024-06-03");
    small_set(x, "form.F.kind", "個人");
    assert_int_equal(fee_compute(x->scheme, f2, &x->facts, &price, &e), E_RULE);
    assert_string_equal(e.msg, "fee.no-quote");
    assert_string_equal(small_get(x, "fee.f2.gross"), "? fee.f2.quote");
    small_set(x, "fee.f2.quote", "123456");
    assert_ok(fee_compute(x->scheme, f2, &x->facts, &price, &e), &e);
    assert_int_equal(price.net.v, 123456);
    assert_int_equal(price.gross.v, 135801);
    assert_string_equal(small_get(x, "fee.f2.tax"), "12345");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(test_deadline__a_later_base_never_gives_an_earlier_day),
        SMALL_TEST(test_deadline__says_what_it_lacks),
        SMALL_TEST(test_deadline__moves_and_warns),
        SMALL_TEST(test_deadline__the_earliest_bound_of_a_period_binds),
        SMALL_TEST(test_deadline__a_fee_is_taxed_once_and_rounded_as_said),
        SMALL_TEST(test_deadline__a_quotation_is_entered),
        SMALL_TEST(test_deadline__a_gap_in_the_prices_is_found),
        SMALL_TEST(test_deadline__says_why),
        SMALL_TEST(test_deadline__says_why_an_amount_is_owed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
