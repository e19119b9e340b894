#include "core/rule/number.h"
#include "tests/support/dice.h"
#include "tests/support/small_scheme.h"

/* Series written as tables: a certificate number, one with a check digit, one with a kind and a fiscal year. */
static const struct part_def cert_parts[] = {{.kind = PART_TEXT, .text = "IP"},
                                             {.kind = PART_SERIAL, .digits = 4},
                                             {.kind = PART_TEXT, .text = "-"},
                                             {.kind = PART_DATE, .as = AS_YYMM}};
static const struct accept_token short_form[] = {{.kind = ACCEPT_PREFIX, .optional = true},
                                                 {.kind = ACCEPT_SERIAL, .min = 1, .max = 4},
                                                 {.kind = ACCEPT_TEXT, .text = "-"},
                                                 {.kind = ACCEPT_DATE, .as = AS_YYMM}};
static const struct accept_token joined_form[] = {{.kind = ACCEPT_PREFIX, .optional = true},
                                                  {.kind = ACCEPT_SERIAL, .min = 4, .max = 4},
                                                  {.kind = ACCEPT_DATE, .as = AS_YYMM}};
static const struct accept_token serial_form[] = {{.kind = ACCEPT_PREFIX}, {.kind = ACCEPT_SERIAL, .min = 1, .max = 4}};
static const struct accept_def cert_accept[] = {
    {.tokens = {short_form, 4}}, {.tokens = {joined_form, 3}}, {.tokens = {serial_form, 2}}};
static const struct named_text confusable[] = {{.name = "O", .text = "0"}, {.name = "I", .text = "1"}};
static const struct series_def cert = {.rule = {.id = "certificate", .label = "認定番号"},
                                       .parts = {cert_parts, 4},
                                       .first = 1,
                                       .accept = {cert_accept, 3},
                                       .confusable = {confusable, 2}};

static const struct part_def checked_parts[] = {
    {.kind = PART_SERIAL, .digits = 6}, {.kind = PART_CHECK, .method = "mod10"}};
static const struct number_check_def digit_check[] = {{.rule = {.id = "E_DIGIT"}, .of = CHECK_DIGIT}};
static const struct series_def checked = {.rule = {.id = "invoice", .label = "請求番号"},
                                          .parts = {checked_parts, 2},
                                          .first = 1,
                                          .checks = {digit_check, 1}};

static const char *const letters[] = {"N", "NK"};
static const struct part_def kind_parts[] = {{.kind = PART_OF, .allowed = {letters, 2}},
                                             {.kind = PART_DATE, .as = AS_FY},
                                             {.kind = PART_TEXT, .text = "-"},
                                             {.kind = PART_SERIAL, .digits = 3}};
static const struct series_def kinds = {.rule = {.id = "receipt", .label = "受付番号"}, .parts = {kind_parts, 4}, .first = 1};

/* Two texts from lists and the last two digits of a fiscal year: AB0105001. */
static const char *const bodies[] = {"AB", "JP"}, *const places[] = {"01", "05", "US"};
static const struct part_def mark_parts[] = {{.kind = PART_OF, .allowed = {bodies, 2}},
                                             {.kind = PART_OF, .allowed = {places, 3}},
                                             {.kind = PART_DATE, .as = AS_FY2},
                                             {.kind = PART_SERIAL, .digits = 3}};
static const struct number_check_def place_check[] = {{.rule = {.id = "E_SHAPE"}, .of = CHECK_SHAPE},
                                                      {.rule = {.id = "E_OF"}, .of = CHECK_OF},
                                                      {.rule = {.id = "E_SERIAL"}, .of = CHECK_SERIAL}};
static const struct accept_token mark_form[] = {{.kind = ACCEPT_OF}, {.kind = ACCEPT_OF},
                                                {.kind = ACCEPT_DATE, .as = AS_FY2}, {.kind = ACCEPT_SERIAL, .min = 1, .max = 3}};
static const struct accept_def mark_accept[] = {{.tokens = {mark_form, 4}}};
static const struct series_def marks = {.rule = {.id = "mark", .label = "認証番号"}, .parts = {mark_parts, 4}, .first = 1,
                                        .checks = {place_check, 3}, .accept = {mark_accept, 1}};

static void test_number__read_from_its_digits_alone(void **state)
{
    (void)state;
    struct arena a = {0};
    struct number_reading r[NUMBER_READINGS_MAX];
    assert_int_equal(number_read_digits(&kinds, "２０２５007", &a, r), 2);
    assert_string_equal(r[0].number, "N2025-007");
    assert_string_equal(r[1].number, "NK2025-007");
    assert_int_equal(r[1].parts.serial, 7);
    assert_int_equal(number_read_digits(&cert, "00112204", &a, r), 1);
    assert_string_equal(r[0].number, "IP0011-2204");
    /* digits of a listed text must be there; a month must exist; nothing may be left over */
    assert_int_equal(number_read_digits(&marks, "0526003", &a, r), 2);
    assert_string_equal(r[0].number, "AB0526003");
    assert_int_equal(number_read_digits(&cert, "00112213", &a, r), 0);
    static const char *const not[] = {"", "2025", "20250071", "N2025007", "2025-007"};
    for (size_t i = 0; i < COUNT_OF(not); i++)
        assert_int_equal(number_read_digits(&kinds, not[i], &a, r), 0);
    arena_done(&a);
}

/* A level, a year of Reiwa or not, a serial, and how often it was continued: ST1-2025-00012-01. */
static const char *const levels[] = {"1", "2"};
static const struct part_def star_parts[] = {{.kind = PART_TEXT, .text = "ST"}, {.kind = PART_OF, .allowed = {levels, 2}},
                                             {.kind = PART_TEXT, .text = "-"}, {.kind = PART_DATE, .as = AS_FY},
                                             {.kind = PART_TEXT, .text = "-"}, {.kind = PART_SERIAL, .digits = 5},
                                             {.kind = PART_TEXT, .text = "-"}, {.kind = PART_OF, .digits = 2}};
static const struct accept_token star_form[] = {{.kind = ACCEPT_TEXT, .text = "ST"}, {.kind = ACCEPT_OF},
                                                {.kind = ACCEPT_TEXT, .text = "-"}, {.kind = ACCEPT_TEXT, .text = "R"},
                                                {.kind = ACCEPT_REIWA}, {.kind = ACCEPT_TEXT, .text = "-"},
                                                {.kind = ACCEPT_SERIAL, .min = 1, .max = 5}, {.kind = ACCEPT_TEXT, .text = "-"},
                                                {.kind = ACCEPT_OF}};
static const struct accept_def star_accept[] = {{.tokens = {star_form, 9}}, {.tokens = {star_form, 7}}};
static const struct named_text beginnings[] = {{.name = "★", .text = "ST"}};
static const struct series_def stars = {.rule = {.id = "star", .label = "登録番号"}, .parts = {star_parts, 8}, .first = 1,
                                        .accept = {star_accept, 2}, .beginnings = {beginnings, 1}};

static void test_number__a_count_of_digits_and_years_of_reiwa(void **state)
{
    (void)state;
    struct arena a = {0};
    struct number_reading reading[NUMBER_READINGS_MAX];
    struct number_parts parts;
    static const char *const typed[] = {"ST1-2025-00012-01", "st1-r7-12-1", "★１－Ｒ７－１２－１", "ST1-R07-012-01"};
    for (size_t i = 0; i < COUNT_OF(typed); i++) {
        assert_int_equal(number_read(&stars, typed[i], &a, reading), 1);
        assert_string_equal(reading[0].number, "ST1-2025-00012-01");
    }
    /* what is not typed is not made up */
    assert_int_equal(number_read(&stars, "★1-R7-12", &a, reading), 1);
    assert_string_equal(reading[0].number, "");
    assert_int_equal(reading[0].parts.serial, 12);
    assert_int_equal(reading[0].parts.year, 2025);
    assert_false(number_parse(&stars, "ST1-2025-00012-1", &parts));
    assert_int_equal(number_read(&stars, "ST1-R123-12-1", &a, reading), 0);
    assert_int_equal(number_read_digits(&stars, "120250001201", &a, reading), 1);
    assert_string_equal(reading[0].number, "ST1-2025-00012-01");
    struct series_def continued = stars;
    continued.continues = "star"; /* the other series reads them */
    assert_int_equal(number_read(&continued, "ST1-2025-00012-01", &a, reading), 0);
    arena_done(&a);
}

static void test_number__several_texts_from_lists(void **state)
{
    (void)state;
    struct arena a = {0};
    struct number_reading reading[NUMBER_READINGS_MAX];
    struct number_parts parts;
    assert_true(number_parse(&marks, "ABUS05001", &parts));
    assert_string_equal(parts.of[0], "AB");
    assert_string_equal(parts.of[1], "US");
    assert_int_equal(parts.year, 2005);
    assert_true(number_read(&marks, "ab 01 05 1", &a, reading) >= 1);
    assert_string_equal(reading[0].number, "AB0105001");
    static const struct {
        const char *number, *id;
    } bad[] = {{"AB1005001", "E_OF"}, {"XX0105001", "E_OF"}, {"AB0105000", "E_SERIAL"}, {"AB01050", "E_SHAPE"}};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct err e;
        assert_false(number_parse(&marks, bad[i].number, &parts) && parts.serial > 0);
        assert_int_equal(number_check(&marks, NULL, bad[i].number, small_day("2024-06-03"), NULL, &e), E_RULE);
        assert_string_equal(e.rule, bad[i].id);
    }
    arena_done(&a);
}

static void test_number__what_is_printed_is_parsed_to_the_same_parts(void **state)
{
    (void)state;
    static const struct series_def *const all[] = {&cert, &checked, &kinds};
    dice_seed(11);
    for (int i = 0; i < 3000; i++) {
        const struct series_def *series = all[i % 3];
        struct number_parts parts = {.serial = dice(1000)}, back;
        if (series == &cert) {
            parts.year = 2000 + dice(100);
            parts.month = 1 + dice(12);
        } else if (series == &kinds) {
            parts.year = 1990 + dice(100);
            memcpy(parts.of[0], i % 2 ? "N" : "NK", i % 2 ? 2 : 3);
        }
        char number[NUMBER_TEXT_MAX], again[NUMBER_TEXT_MAX];
        assert_true(number_print(series, &parts, number));
        assert_true(number_parse(series, number, &back));
        assert_int_equal(back.serial, parts.serial);
        assert_int_equal(back.year, parts.year);
        assert_int_equal(back.month, parts.month);
        assert_string_equal(back.of[0], parts.of[0]);
        assert_true(number_print(series, &back, again));
        assert_string_equal(again, number);
    }
}

static void test_number__every_sloppy_form_reads_back_to_the_same_number(void **state)
{
    (void)state;
    static const char *const hyphens[] = {"-", "‐", "–", "―", "−", "ー", "ｰ", "－", " - ", "─"};
    static const char *const prefixes[] = {"IP", "ip", "ＩＰ", "認定番号：IP", " No. IP", ""};
    struct number_reading reading[NUMBER_READINGS_MAX];
    for (int serial = 1; serial < 9999; serial += 477)
        for (size_t h = 0; h < COUNT_OF(hyphens); h++)
            for (size_t p = 0; p < COUNT_OF(prefixes); p++)
                for (int zeros = 0; zeros < 2; zeros++) {
                    struct arena a = {0};
                    char number[NUMBER_TEXT_MAX];
                    const struct number_parts parts = {.serial = serial, .year = 2012, .month = 12};
                    assert_true(number_print(&cert, &parts, number));
                    const char *typed = arena_printf(&a, "%s%0*d%s1212", prefixes[p], zeros ? 4 : 1, serial, hyphens[h]);
                    assert_true(number_read(&cert, typed, &a, reading) >= 1);
                    assert_string_equal(reading[0].number, number);
                    arena_done(&a);
                }
}

static void test_number__letters_are_replaced_only_when_nothing_else_fits(void **state)
{
    (void)state;
    struct arena a = {0};
    struct number_reading reading[NUMBER_READINGS_MAX];
    assert_int_equal(number_read(&cert, "IPOO01-12I2", &a, reading), 1);
    assert_true(reading[0].candidate);
    assert_string_equal(reading[0].number, "IP0001-1212");
    assert_true(number_read(&cert, "IP0001-1212", &a, reading) >= 1);
    assert_false(reading[0].candidate);
    assert_int_equal(number_read(&cert, "XX0001-1212", &a, reading), 0);
    arena_done(&a);
}

static void test_number__a_month_that_does_not_exist_is_read_when_nothing_better_is(void **state)
{
    (void)state;
    struct arena a = {0};
    struct number_reading reading[NUMBER_READINGS_MAX];
    assert_true(number_read(&cert, "ip1-1213", &a, reading) >= 1);
    assert_string_equal(reading[0].number, "IP0001-1213"); /* so that the check of the month can say what is wrong */
    struct number_parts parts;
    assert_false(number_parse(&cert, "IP0001-1213", &parts));
    arena_done(&a);
}

static void test_number__check_digits_are_written_and_asked(void **state)
{
    (void)state;
    char number[NUMBER_TEXT_MAX];
    const struct number_parts parts = {.serial = 123456};
    struct number_parts back;
    struct err e;
    assert_true(number_print(&checked, &parts, number));
    assert_string_equal(number, "1234566");
    assert_true(number_parse(&checked, "1234566", &back));
    assert_false(number_parse(&checked, "1234567", &back));
    assert_int_equal(number_check(&checked, NULL, "1234567", small_day("2024-06-03"), NULL, &e), E_RULE);
    assert_string_equal(e.rule, "E_DIGIT");
    assert_ok(number_check(&checked, NULL, "1234566", small_day("2024-06-03"), NULL, &e), &e);
}

static void test_number__longest_kind_first(void **state)
{
    (void)state;
    struct number_parts parts;
    assert_true(number_parse(&kinds, "NK2024-001", &parts));
    assert_string_equal(parts.of[0], "NK");
    assert_true(number_parse(&kinds, "N2024-001", &parts));
    assert_string_equal(parts.of[0], "N");
    assert_false(number_parse(&kinds, "K2024-001", &parts));
}

static void test_number__texts_that_are_no_numbers_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "IP", "IP0001", "IP0001-121", "IP0001-12121", "IP0001-1200", "IP00O1-1212",
                                      "IP0001-1212 ", "認定番号"};
    struct arena a = {0};
    struct number_parts parts;
    struct number_reading reading[NUMBER_READINGS_MAX];
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(number_parse(&cert, bad[i], &parts));
    char huge[NUMBER_TYPED_MAX + 2];
    memset(huge, '1', sizeof huge);
    huge[sizeof huge - 1] = 0;
    assert_int_equal(number_read(&cert, huge, &a, reading), 0);
    assert_false(number_parse(&cert, huge, &parts));
    arena_done(&a);
}

static void test_number__scope_and_text_come_from_the_facts(void **state)
{
    struct small *x = *state;
    const struct series_def *series = scheme_series(x->scheme, "receipt");
    const char *scope, *number;
    struct number_parts parts;
    struct err e;
    small_set(x, "type.letter", "N");
    assert_int_equal(number_scope(series, &x->facts, DATE_NONE, &x->arena, &scope, &e), E_RULE);
    assert_string_equal(e.arg[1], "case.received_on");
    assert_int_equal(number_write(series, &x->facts, 1, &x->arena, &number, NULL, &e), E_RULE);
    assert_string_equal(e.msg, "number.no-fact");
    small_set(x, "case.received_on", "2025-03-31");
    assert_ok(number_scope(series, &x->facts, DATE_NONE, &x->arena, &scope, &e), &e);
    assert_string_equal(scope, "N2024");
    assert_ok(number_write(series, &x->facts, 7, &x->arena, &number, &parts, &e), &e);
    assert_string_equal(number, "N2024-007");
    assert_int_equal(parts.serial, 7);
    assert_int_equal(number_write(series, &x->facts, 1000, &x->arena, &number, NULL, &e), E_RULE);
    assert_string_equal(e.msg, "number.full");
    small_set(x, "type.letter", "Z");
    assert_int_equal(number_write(series, &x->facts, 1, &x->arena, &number, NULL, &e), E_RULE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_number__what_is_printed_is_parsed_to_the_same_parts),
        cmocka_unit_test(test_number__every_sloppy_form_reads_back_to_the_same_number),
        cmocka_unit_test(test_number__letters_are_replaced_only_when_nothing_else_fits),
        cmocka_unit_test(test_number__a_month_that_does_not_exist_is_read_when_nothing_better_is),
        cmocka_unit_test(test_number__check_digits_are_written_and_asked),
        cmocka_unit_test(test_number__longest_kind_first),
        cmocka_unit_test(test_number__a_count_of_digits_and_years_of_reiwa),
        cmocka_unit_test(test_number__several_texts_from_lists),
        cmocka_unit_test(test_number__read_from_its_digits_alone),
        cmocka_unit_test(test_number__texts_that_are_no_numbers_are_refused),
        SMALL_TEST(test_number__scope_and_text_come_from_the_facts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
