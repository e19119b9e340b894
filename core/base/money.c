#include "core/base/money.h"

#include <stdio.h>
#include <string.h>

#include "core/base/typed.h"

struct yen money_tax(struct yen net, int rate_bp, enum rounding rounding)
{
    assert(rate_bp >= 0 && rate_bp <= 10000);
    /* By magnitude, so that a refund takes back exactly what the invoice asked for. */
    __int128 scaled = (__int128)(net.v < 0 ? -(__int128)net.v : net.v) * rate_bp;
    if (rounding == ROUND_CEILING)
        scaled += 9999;
    else if (rounding == ROUND_HALF_UP)
        scaled += 5000;
    int64_t tax = (int64_t)(scaled / 10000);
    return (struct yen){net.v < 0 ? -tax : tax};
}

const char *money_text(struct yen y, char to[MONEY_TEXT_BYTES])
{
    char digits[24];
    uint64_t size = y.v < 0 ? 0 - (uint64_t)y.v : (uint64_t)y.v;
    int n = snprintf(digits, sizeof digits, "%llu", (unsigned long long)size);
    char *at = to;
    if (y.v < 0)
        *at++ = '-';
    for (int i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            *at++ = ',';
        *at++ = digits[i];
    }
    *at = '\0';
    return to;
}

enum role { BEFORE, MINUS, UNIT, THOUSAND, AFTER };

/* A word of one role at *s: its value, or -1. */
static int64_t take_word(const char **s, enum role role)
{
    static const struct {
        const char *text;
        enum role role;
        int64_t value;
    } words[] = {
#define MONEY_WORD(text, role, value) {text, role, value},
#include "core/base/money_words.def"
#undef MONEY_WORD
    };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (words[i].role == role && typed_take(s, words[i].text))
            return words[i].value;
    return -1;
}

/* 209000 or 209,000; false if no number stands here or its commas are elsewhere. Larger ones than any amount end at
 * MONEY_MAX + 1. */
static bool take_number(const char **s, int64_t *v_r)
{
    size_t length = strspn(*s, "0123456789,");
    const char *comma = memchr(*s, ',', length);
    if (length == 0 || (comma && (comma == *s || comma - *s > 3)))
        return false;
    int64_t v = 0;
    for (const char *end = *s + length; *s < end; (*s)++) {
        if (**s == ',') {
            if ((*s - comma) % 4 != 0 || end - *s < 4)
                return false;
            continue;
        }
        if (comma && *s > comma && (*s - comma) % 4 == 0)
            return false;
        v = v * 10 + (**s - '0');
        if (v > MONEY_MAX)
            v = MONEY_MAX + 1;
    }
    *v_r = v;
    return true;
}

static int64_t times(int64_t v, int64_t unit)
{
    return v > MONEY_MAX / unit ? MONEY_MAX + 1 : v * unit;
}

/* 20万9千, 1億2,000万, 2千万, 209000: parts from large to small, each below the unit before it. */
static bool take_amount(const char **s, int64_t *v_r)
{
    int64_t total = 0, above = INT64_MAX, part;
    while (take_number(s, &part)) {
        int64_t thousand = take_word(s, THOUSAND), unit = take_word(s, UNIT), least = 1;
        if (thousand > 0) {
            part = times(part, thousand);
            least = thousand;
        }
        if (unit > 0) {
            part = times(part, unit);
            least = unit;
        }
        if (part >= above)
            return false;
        total += part;
        if (total > MONEY_MAX)
            total = MONEY_MAX + 1;
        if (least == 1 || **s < '0' || **s > '9') {
            *v_r = total;
            return true;
        }
        above = least;
    }
    return false;
}

int money_parse(const char *s, struct yen *y_r, struct err *e)
{
    char simple[TYPED_BYTES];
    const char *at = simple;
    int64_t v;
    if (!typed_simplify(s, simple))
        return err_set(e, E_INPUT, "money.unreadable", s, NULL);
    bool minus = take_word(&at, MINUS) >= 0;
    bool marked = false;
    while (take_word(&at, BEFORE) >= 0)
        marked = true;
    minus = minus || (marked && take_word(&at, MINUS) >= 0);
    if (!take_amount(&at, &v))
        return err_set(e, E_INPUT, "money.unreadable", s, NULL);
    /* The dash after ¥209,000- keeps anybody from writing another digit. */
    if (take_word(&at, AFTER) < 0 && marked)
        typed_take(&at, "-");
    if (*at)
        return err_set(e, E_INPUT, "money.unreadable", s, NULL);
    if (v > MONEY_MAX)
        return err_set(e, E_LIMIT, "money.range", s, NULL);
    *y_r = (struct yen){minus ? -v : v};
    return 0;
}
