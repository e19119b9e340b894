/* Typed numbers: what is read is canonical and reads to itself; checks end; what parses prints to the same text. */
#include "core/rule/number.h"

#include "tests/fuzz/fuzz.h"

static const char *const letters[] = {"N", "K"};
static const struct part_def parts[] = {{.kind = PART_TEXT, .text = "IP-"},
                                        {.kind = PART_OF, .allowed = {letters, 2}},
                                        {.kind = PART_SERIAL, .digits = 4},
                                        {.kind = PART_TEXT, .text = "-"},
                                        {.kind = PART_DATE, .as = AS_YYYYMM},
                                        {.kind = PART_CHECK, .method = "mod11"}};
static const struct accept_token sloppy[] = {{.kind = ACCEPT_PREFIX, .optional = true},
                                             {.kind = ACCEPT_OF, .optional = true},
                                             {.kind = ACCEPT_SERIAL, .min = 1, .max = 4},
                                             {.kind = ACCEPT_TEXT, .text = "-", .optional = true},
                                             {.kind = ACCEPT_DATE, .as = AS_YYMM}};
static const struct accept_token serial[] = {{.kind = ACCEPT_PREFIX}, {.kind = ACCEPT_OF}, {.kind = ACCEPT_SERIAL, .min = 1}};
static const struct accept_def accept[] = {{.tokens = {sloppy, 5}}, {.tokens = {serial, 3}}};
static const struct named_text confusable[] = {{.name = "O", .text = "0"}, {.name = "L", .text = "1"}};
static const struct number_check_def checks[] = {
    {.rule = {.id = "SHAPE"}, .of = CHECK_SHAPE},       {.rule = {.id = "TEXT"}, .of = CHECK_TEXT},
    {.rule = {.id = "SERIAL"}, .of = CHECK_SERIAL},     {.rule = {.id = "MONTH"}, .of = CHECK_MONTH},
    {.rule = {.id = "EARLIEST"}, .of = CHECK_EARLIEST, .value = "2012-08"},
    {.rule = {.id = "LATEST"}, .of = CHECK_LATEST},     {.rule = {.id = "DIGIT"}, .of = CHECK_DIGIT}};
static const struct series_def series = {.rule = {.id = "s", .label = "番号"},
                                         .parts = {parts, COUNT_OF(parts)},
                                         .first = 1,
                                         .accept = {accept, COUNT_OF(accept)},
                                         .confusable = {confusable, COUNT_OF(confusable)},
                                         .shape = "^[A-Z]+-",
                                         .checks = {checks, COUNT_OF(checks)}};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena) struct arena a = {0};
    const char *s = fuzz_text(&a, data, size);
    struct number_reading reading[NUMBER_READINGS_MAX], again[NUMBER_READINGS_MAX];
    struct number_parts back;
    char number[NUMBER_TEXT_MAX];
    struct err e = {0};
    size_t n = number_read(&series, s, &a, reading);
    FUZZ_CHECK(n <= NUMBER_READINGS_MAX);
    for (size_t i = 0; i < n; i++) {
        if (!reading[i].number[0] || !number_parse(&series, reading[i].number, &back))
            continue; /* only a serial, or a month that does not exist */
        FUZZ_CHECK(back.serial == reading[i].parts.serial && back.month == reading[i].parts.month);
        FUZZ_CHECK(number_read(&series, reading[i].number, &a, again) >= 1);
        FUZZ_CHECK(strcmp(again[0].number, reading[i].number) == 0);
    }
    if (number_parse(&series, s, &back))
        FUZZ_CHECK(number_print(&series, &back, number) && strcmp(number, s) == 0);
    int rc = number_check(&series, NULL, s, (struct date){20777}, NULL, &e);
    FUZZ_CHECK(rc == 0 || (rc == E_RULE && e.rule[0]));
    FUZZ_CHECK(rc != 0 || number_parse(&series, s, &back));
    return 0;
}
