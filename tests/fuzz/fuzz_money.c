/* Amounts: what is read lies within the bounds, prints, and reads back; tax is between nothing and the whole. */
#include "core/base/money.h"

#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena) struct arena a = {0};
    struct yen y = {INT64_MIN}, back;
    struct err e = {0};
    int rc = money_parse(fuzz_text(&a, data, size), &y, &e);
    FUZZ_CHECK(rc == 0 ? e.msg == NULL : e.msg && y.v == INT64_MIN);
    if (rc != 0)
        return 0;
    char text[MONEY_TEXT_BYTES];
    FUZZ_CHECK(y.v >= -MONEY_MAX && y.v <= MONEY_MAX);
    FUZZ_CHECK(money_parse(money_text(y, text), &back, &e) == 0 && back.v == y.v);
    int rate = (int)(size * 77 % 10001);
    int64_t low = money_tax(y, rate, ROUND_FLOOR).v, high = money_tax(y, rate, ROUND_CEILING).v;
    int64_t half = money_tax(y, rate, ROUND_HALF_UP).v;
    FUZZ_CHECK(llabs(low) <= llabs(half) && llabs(half) <= llabs(high) && llabs(high) <= llabs(y.v));
    FUZZ_CHECK(llabs(high) - llabs(low) <= 1);
    return 0;
}
