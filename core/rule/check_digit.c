#include "core/rule/check_digit.h"

#include <string.h>

enum { DIGITS_MAX = 40 };

static bool all_digits(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] < '0' || s[i] > '9')
            return false;
    return n > 0 && n <= DIGITS_MAX;
}

static bool corporate_ok(const char *s)
{
    if (strlen(s) != 13 || !all_digits(s, 13))
        return false;
    int sum = 0;
    for (int i = 1; i <= 12; i++)
        sum += (s[13 - i] - '0') * (i % 2 ? 1 : 2);
    return s[0] - '0' == 9 - sum % 9;
}

static char luhn(const char *s, size_t n)
{
    int sum = 0;
    for (size_t i = 0; i < n; i++) {
        int d = (s[n - 1 - i] - '0') * (i % 2 ? 1 : 2);
        sum += d > 9 ? d - 9 : d;
    }
    return (char)('0' + (10 - sum % 10) % 10);
}

static char mod11(const char *s, size_t n)
{
    int sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (s[n - 1 - i] - '0') * (int)(2 + i % 6);
    int rest = 11 - sum % 11;
    return (char)('0' + (rest >= 10 ? 0 : rest));
}

bool check_digit_known(const char *method)
{
    static const char *const methods[] = {"corporate_number", "invoice_number", "mod10", "mod11"};
    for (size_t i = 0; i < COUNT_OF(methods); i++)
        if (strcmp(methods[i], method) == 0)
            return true;
    return false;
}

char check_digit_for(const char *digits, const char *method)
{
    size_t n = strlen(digits);
    if (!all_digits(digits, n))
        return 0;
    if (strcmp(method, "mod10") == 0)
        return luhn(digits, n);
    return strcmp(method, "mod11") == 0 ? mod11(digits, n) : 0;
}

bool check_digit_ok(const char *text, const char *method)
{
    if (strcmp(method, "corporate_number") == 0)
        return corporate_ok(text);
    if (strcmp(method, "invoice_number") == 0)
        return text[0] == 'T' && corporate_ok(text + 1);
    size_t n = strlen(text);
    if (n < 2 || n > DIGITS_MAX || !all_digits(text, n))
        return false;
    char before[DIGITS_MAX + 1];
    memcpy(before, text, n - 1);
    before[n - 1] = 0;
    return check_digit_for(before, method) == text[n - 1];
}
