#include "core/rule/number.h"

#include <string.h>

#include "core/base/buf.h"
#include "core/base/str.h"
#include "core/rule/check_digit.h"
#include "core/rule/expr.h"
#include "core/rule/number_internal.h"
#include "core/rule/pattern.h"

static int lacking(const struct series_def *series, const struct facts *f, struct err *e)
{
    err_set(e, E_RULE, "number.no-fact", series->rule.label, f->missing ? f->missing : "", NULL);
    return err_rule(e, series->rule.id, series->rule.src);
}

int number_date_digits(enum part_date as)
{
    switch (as) {
    case AS_YY:
    case AS_FY2: return 2;
    case AS_YYMM:
    case AS_YYYY:
    case AS_FY: return 4;
    case AS_YYYYMM:
    case AS_YYMMDD: return 6;
    case AS_YYYYMMDD: return 8;
    }
    return 0;
}

static bool year_only(enum part_date as)
{
    return as == AS_YY || as == AS_YYYY || as == AS_FY || as == AS_FY2;
}

static bool two_digit_year(enum part_date as)
{
    return as == AS_YY || as == AS_YYMM || as == AS_YYMMDD || as == AS_FY2;
}

bool number_is_digits(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] < '0' || s[i] > '9')
            return false;
    return true;
}

static int digits_value(const char *s, size_t n)
{
    int v = 0;
    for (size_t i = 0; i < n; i++)
        v = v * 10 + (s[i] - '0');
    return v;
}

static bool agree(int *said, int now)
{
    bool same = *said == 0 || *said == now;
    *said = now;
    return same;
}

bool number_date_take(enum part_date as, const char *digits, struct number_parts *parts)
{
    size_t n = two_digit_year(as) ? 2 : 4;
    int year = digits_value(digits, n) + (n == 2 ? 2000 : 0);
    bool ok = year >= 1900 && year <= DATE_YEAR_MAX && agree(&parts->year, year);
    if (!year_only(as))
        ok = agree(&parts->month, digits_value(digits + n, 2)) && ok;
    if (as == AS_YYMMDD || as == AS_YYYYMMDD)
        ok = agree(&parts->day, digits_value(digits + n + 2, 2)) && ok;
    return ok;
}

bool number_date_exists(const struct number_parts *parts)
{
    struct date d;
    if (parts->day)
        return date_from_ymd(parts->year, parts->month, parts->day, &d);
    return parts->month >= 0 && parts->month <= 12;
}

bool number_part_is_number(const struct part_def *part)
{
    return part->kind == PART_OF && (str_eq(part->value.text, "case.number") || str_eq(part->value.text, "cert.number"));
}

/* A number within a number: up to the last hyphen, behind which the series' own parts stand. */
static size_t inner_number(const char *s)
{
    size_t n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
    while (n > 0 && s[n - 1] != '-')
        n--;
    return n > 1 && n - 1 < NUMBER_OF_BYTES ? n - 1 : 0;
}

size_t number_of_length(const struct part_def *part, const char *s)
{
    size_t longest = 0;
    if (number_part_is_number(part) && !part->allowed.n)
        return inner_number(s);
    for (size_t i = 0; i < part->allowed.n; i++)
        if (str_starts(s, part->allowed.at[i]) && strlen(part->allowed.at[i]) > longest)
            longest = strlen(part->allowed.at[i]);
    if (part->letters) {
        longest = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        return longest < (size_t)part->letters ? 0 : (size_t)part->letters;
    }
    if (part->digits) {
        longest = strspn(s, "0123456789");
        return longest < (size_t)part->digits ? longest : (size_t)part->digits;
    }
    if (!part->allowed.n)
        longest = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    return longest < NUMBER_OF_BYTES ? longest : 0;
}

size_t number_of_index(const struct series_def *series, size_t i)
{
    size_t n = 0;
    for (size_t k = 0; k < i; k++)
        n += series->parts.at[k].kind == PART_OF;
    return n < NUMBER_OF_MAX ? n : NUMBER_OF_MAX - 1;
}

/* The date of a part, as it goes into parts. */
static void date_to_parts(enum part_date as, struct date d, struct number_parts *parts)
{
    struct ymd ymd = date_ymd(d);
    parts->year = as == AS_FY || as == AS_FY2 ? date_fiscal_year(d) : ymd.year;
    if (!year_only(as))
        parts->month = ymd.month;
    if (as == AS_YYMMDD || as == AS_YYYYMMDD)
        parts->day = ymd.day;
}

static bool print_date(struct buf *to, enum part_date as, const struct number_parts *parts)
{
    bool has_month = !year_only(as), has_day = as == AS_YYMMDD || as == AS_YYYYMMDD;
    if (!parts->year || (has_month && !parts->month) || (has_day && !parts->day))
        return false;
    if (two_digit_year(as))
        buf_printf(to, "%02d", parts->year % 100);
    else
        buf_printf(to, "%04d", parts->year);
    if (has_month)
        buf_printf(to, "%02d", parts->month);
    if (has_day)
        buf_printf(to, "%02d", parts->day);
    return true;
}

static bool print_check(struct buf *to, const char *method)
{
    char digits[NUMBER_TEXT_MAX];
    size_t n = 0;
    for (const char *s = buf_str(to); *s; s++)
        if (*s >= '0' && *s <= '9')
            digits[n++] = *s;
    digits[n] = 0;
    char check = check_digit_for(digits, method);
    buf_add_char(to, check ? check : '?');
    return check != 0;
}

static bool print_part(struct buf *to, const struct series_def *series, size_t i, const struct number_parts *parts)
{
    const struct part_def *part = &series->parts.at[i];
    const char *of = parts->of[number_of_index(series, i)];
    switch (part->kind) {
    case PART_TEXT: buf_add_str(to, part->text); return true;
    case PART_SERIAL: buf_printf(to, "%0*lld", part->digits, (long long)parts->serial); return parts->serial >= 0;
    case PART_DATE: return print_date(to, part->as, parts);
    case PART_OF: buf_add_str(to, of); return *of != 0;
    case PART_CHECK: return print_check(to, part->method);
    }
    return false;
}

bool number_print(const struct series_def *series, const struct number_parts *parts, char to[NUMBER_TEXT_MAX])
{
    AUTO(buf) struct buf out = BUF(NUMBER_TEXT_MAX - 1);
    for (size_t i = 0; i < series->parts.n; i++)
        if (!print_part(&out, series, i, parts))
            return false;
    return !out.full && str_copy_cut(to, NUMBER_TEXT_MAX, buf_str(&out));
}

/* A number whose places are right, whatever they say. */
struct loose {
    struct number_parts parts;
    bool text_differs, of_differs, digit_wrong;
};

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* A fixed part; in the place of a word in capitals any other word may stand, also a longer one: IPX for IP. */
static size_t loose_text(const char *text, bool digits_follow, const char *s, struct loose *r)
{
    size_t length = strlen(text);
    bool starts = str_starts(s, text);
    bool longer = starts && digits_follow && length && is_capital(text[length - 1]) && is_capital(s[length]);
    if (starts && !longer)
        return length;
    size_t n = 0;
    while (is_capital(text[0]) && is_capital(s[n]))
        n++;
    r->text_differs = true;
    /* What follows the word in the fixed part must be there: "IP-" against "DC-". */
    const char *rest = text;
    while (is_capital(*rest))
        rest++;
    return n && str_starts(s + n, rest) ? n + strlen(rest) : 0;
}

static int64_t serial_value(const char *s, size_t n)
{
    int64_t v = 0;
    for (size_t i = 0; i < n && i < 15; i++)
        v = v * 10 + (s[i] - '0');
    return v;
}

/* The check digit of what stands before it. */
static size_t loose_check(const char *method, const char *start, const char *s, struct loose *r)
{
    AUTO(buf) struct buf before = BUF(NUMBER_TEXT_MAX);
    buf_add(&before, start, (size_t)(s - start));
    r->digit_wrong = !print_check(&before, method) || buf_str(&before)[before.n - 1] != *s;
    return *s ? 1 : 0;
}

/* A text of a list; in its place any other of the length of the first may stand. */
static size_t loose_of(const struct part_def *part, const char *s, char to[NUMBER_OF_BYTES], struct loose *r)
{
    size_t n = number_of_length(part, s);
    if (!n && part->allowed.n) {
        r->of_differs = true;
        n = strlen(part->allowed.at[0]);
        if (n >= NUMBER_OF_BYTES || strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") < n)
            return 0;
    }
    if (part->digits && n != (size_t)part->digits)
        return 0;
    memcpy(to, s, n);
    to[n] = 0;
    return n;
}

static bool digits_follow(const struct series_def *series, size_t i)
{
    enum part_kind next = i + 1 < series->parts.n ? series->parts.at[i + 1].kind : PART_TEXT;
    return next == PART_SERIAL || next == PART_DATE;
}

/* Bytes of a part at s; 0: not there. */
static size_t loose_part(const struct series_def *series, size_t i, const char *start, const char *s, struct loose *r)
{
    const struct part_def *part = &series->parts.at[i];
    size_t n = part->kind == PART_SERIAL ? (size_t)part->digits : (size_t)number_date_digits(part->as);
    bool digits = strnlen(s, n) == n && number_is_digits(s, n);
    switch (part->kind) {
    case PART_TEXT: return loose_text(part->text, digits_follow(series, i), s, r);
    case PART_CHECK: return loose_check(part->method, start, s, r);
    case PART_SERIAL:
        r->parts.serial = digits ? serial_value(s, n) : -1;
        return digits ? n : 0;
    case PART_DATE: return digits && number_date_take(part->as, s, &r->parts) ? n : 0;
    case PART_OF: return loose_of(part, s, r->parts.of[number_of_index(series, i)], r);
    }
    return 0;
}

static bool loose_parse(const struct series_def *series, const char *number, struct loose *r)
{
    const char *s = number;
    *r = (struct loose){.parts = {.serial = -1}};
    if (strlen(number) >= NUMBER_TEXT_MAX)
        return false;
    for (size_t i = 0; i < series->parts.n; i++) {
        size_t n = loose_part(series, i, number, s, r);
        if (n == 0)
            return false;
        s += n;
    }
    return *s == 0;
}

static bool has_date(const struct series_def *series)
{
    for (size_t i = 0; i < series->parts.n; i++)
        if (series->parts.at[i].kind == PART_DATE && !year_only(series->parts.at[i].as))
            return true;
    return false;
}

static bool month_is_wrong(const struct series_def *series, const struct number_parts *parts)
{
    return has_date(series) && (parts->month < 1 || !number_date_exists(parts));
}

bool number_parse(const struct series_def *series, const char *number, struct number_parts *parts_r)
{
    struct loose r;
    if (!loose_parse(series, number, &r) || r.text_differs || r.of_differs || r.digit_wrong ||
        month_is_wrong(series, &r.parts))
        return false;
    *parts_r = r.parts;
    return true;
}

/* Parts from the facts of now. */
static int parts_of_facts(const struct series_def *series, struct facts *f, struct number_parts *parts, struct err *e)
{
    for (size_t i = 0; i < series->parts.n; i++) {
        const struct part_def *part = &series->parts.at[i];
        if (part->kind != PART_DATE && part->kind != PART_OF)
            continue;
        struct value v = expr_eval(part->value.expr, f);
        if (part->kind == PART_DATE && v.type == VALUE_DATE) {
            date_to_parts(part->as, v.date, parts);
            continue;
        }
        bool allowed = v.type == VALUE_TEXT && (!part->allowed.n || texts_have(&part->allowed, v.text)) &&
                       (!part->digits || (strlen(v.text) == (size_t)part->digits && number_is_digits(v.text, strlen(v.text)))) &&
                       (!part->letters || (strlen(v.text) == (size_t)part->letters && number_of_length(part, v.text) > 0));
        if (part->kind == PART_DATE || !allowed || !str_copy_cut(parts->of[number_of_index(series, i)], NUMBER_OF_BYTES, v.text))
            return lacking(series, f, e);
    }
    return 0;
}

static bool serial_fits(const struct series_def *series, int64_t serial)
{
    for (size_t i = 0; i < series->parts.n; i++) {
        int64_t limit = 1;
        if (series->parts.at[i].kind != PART_SERIAL)
            continue;
        for (int k = 0; k < series->parts.at[i].digits && k < 15; k++)
            limit *= 10;
        if (serial >= limit)
            return false;
    }
    return serial >= 0;
}

int number_write(const struct series_def *series, struct facts *f, int64_t serial, struct arena *a, const char **number_r,
                 struct number_parts *parts_r, struct err *e)
{
    struct number_parts parts = {.serial = serial};
    char number[NUMBER_TEXT_MAX];
    if (!serial_fits(series, serial)) {
        err_set(e, E_RULE, "number.full", series->rule.label, NULL);
        return err_rule(e, series->full ? series->full : series->rule.id, series->rule.src);
    }
    int rc = parts_of_facts(series, f, &parts, e);
    if (rc != 0)
        return rc;
    if (!number_print(series, &parts, number))
        return lacking(series, f, e);
    *number_r = arena_strdup(a, number);
    if (parts_r)
        *parts_r = parts;
    return 0;
}

int number_scope(const struct series_def *series, struct facts *f, struct date on, struct arena *a, const char **scope_r,
                 struct err *e)
{
    AUTO(buf) struct buf scope = BUF(200);
    if (formula_given(&series->date)) {
        struct value v = expr_eval(series->date.expr, f);
        if (v.type != VALUE_DATE)
            return lacking(series, f, e);
        on = v.date;
    }
    for (size_t i = 0; i < series->scope.n; i++) {
        const struct scope_def *part = &series->scope.at[i];
        struct ymd ymd = date_ymd(on);
        if (part->kind == SCOPE_FACT) {
            struct value v = expr_eval(part->fact.expr, f);
            if (!value_defined(v))
                return lacking(series, f, e);
            buf_add_str(&scope, value_store_text(a, v));
        } else if (part->kind == SCOPE_FISCAL_YEAR) {
            buf_printf(&scope, "%d", date_fiscal_year(on));
        } else if (part->kind == SCOPE_YEAR) {
            buf_printf(&scope, "%d", ymd.year);
        } else {
            buf_printf(&scope, "%d-%02d", ymd.year, ymd.month);
        }
    }
    *scope_r = arena_strdup(a, buf_str(&scope));
    return 0;
}

/* Parts as one number that grows with time; what is not said counts as the smallest. */
static int64_t ordinal(int year, int month, int day)
{
    return ((int64_t)year * 13 + month) * 32 + day;
}

static bool is_before(const struct number_parts *parts, const char *value)
{
    int said[3] = {0}, n = 0;
    struct str rest = str_of(value), piece;
    while (n < 3 && str_split(&rest, '-', &piece) && piece.n <= 4 && number_is_digits(piece.p, piece.n))
        said[n++] = digits_value(piece.p, piece.n);
    int month = parts->month ? said[1] : 0, day = parts->day ? said[2] : 0;
    return ordinal(parts->year, parts->month, parts->day) < ordinal(said[0], month, day);
}

static bool is_after(const struct series_def *series, const struct number_parts *parts, struct date today)
{
    struct number_parts now = {0};
    for (size_t i = 0; i < series->parts.n; i++)
        if (series->parts.at[i].kind == PART_DATE)
            date_to_parts(series->parts.at[i].as, today, &now);
    return parts->year && ordinal(parts->year, parts->month, parts->day) > ordinal(now.year, now.month, now.day);
}

/* Does the number show another date than the one that is recorded? */
static bool date_differs(const struct series_def *series, const struct number_parts *parts, struct facts *f, struct date recorded)
{
    for (size_t i = 0; i < series->parts.n; i++) {
        const struct part_def *part = &series->parts.at[i];
        if (part->kind != PART_DATE)
            continue;
        struct value v = f ? expr_eval(part->value.expr, f) : value_undefined();
        struct date d = date_is_none(recorded) && v.type == VALUE_DATE ? v.date : recorded;
        if (date_is_none(d))
            continue;
        struct number_parts wanted = {0};
        date_to_parts(part->as, d, &wanted);
        if (wanted.year != parts->year || wanted.month != parts->month || wanted.day != parts->day)
            return true;
    }
    return false;
}

struct asked {
    const struct series_def *series;
    struct facts *f;
    const char *number;
    struct date today, recorded;
    bool parsed, known, has_file;
    struct loose read;
};

static bool refuses(const struct number_check_def *check, const struct asked *q)
{
    const struct number_parts *parts = &q->read.parts;
    switch (check->of) {
    case CHECK_SHAPE: return !q->parsed || (q->series->shape && !pattern_matches(q->series->shape, q->number));
    case CHECK_OTHER: return pattern_matches(check->value, q->number);
    case CHECK_TEXT: return q->read.text_differs;
    case CHECK_SERIAL: return parts->serial < q->series->first || parts->serial == 0;
    case CHECK_MONTH: return month_is_wrong(q->series, parts);
    case CHECK_EARLIEST: return check->value && is_before(parts, check->value);
    case CHECK_LATEST: return is_after(q->series, parts, q->today);
    case CHECK_DATE: return date_differs(q->series, parts, q->f, q->recorded);
    case CHECK_DIGIT: return q->read.digit_wrong;
    case CHECK_OF: return q->read.of_differs;
    case CHECK_KNOWN: return q->has_file && !q->known;
    }
    return false;
}

static int refused(const struct series_def *series, const char *number, const struct number_check_def *check, struct err *e)
{
    err_set(e, E_RULE, "number.refused", number, series->rule.label, NULL);
    return err_rule(e, check ? check->rule.id : series->rule.id, check && check->rule.src ? check->rule.src : series->rule.src);
}

int number_check(const struct series_def *series, struct facts *f, const char *number, struct date today,
                 const struct number_file *file, struct err *e)
{
    struct asked q = {.series = series, .f = f, .number = number, .today = today, .recorded = DATE_NONE};
    q.parsed = loose_parse(series, number, &q.read);
    q.has_file = file != NULL;
    q.known = file && file->known(number, &q.recorded, file->arg);
    for (size_t i = 0; i < series->checks.n; i++) {
        const struct number_check_def *check = &series->checks.at[i];
        bool unread = check->of == CHECK_SHAPE || check->of == CHECK_OTHER;
        if ((q.parsed || unread) && refuses(check, &q))
            return refused(series, number, check, e);
    }
    struct number_parts parts;
    return number_parse(series, number, &parts) ? 0 : refused(series, number, NULL, e);
}
