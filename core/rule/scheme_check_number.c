/* Proofs about number series: they can be read back, a number is never given twice, two series are never mistaken. */
#include "core/rule/scheme_proof.h"

#include <regex.h>
#include <string.h>

#include "core/base/str.h"
#include "core/rule/number_internal.h"

/* The number of 2024-04-01 with the first serial, to try the series' own pattern on. */
static const char *sample(struct proving *p, const struct series_def *series)
{
    static const char *const dates[] = {[AS_YYMM] = "2404", [AS_YYYYMM] = "202404", [AS_YYYY] = "2024", [AS_YY] = "24",
                                        [AS_FY] = "2024", [AS_YYYYMMDD] = "20240401", [AS_YYMMDD] = "240401",
                                        [AS_FY2] = "24"};
    const char *text = "";
    for (size_t i = 0; i < series->parts.n; i++) {
        const struct part_def *part = &series->parts.at[i];
        switch (part->kind) {
        case PART_TEXT: text = arena_printf(p->a, "%s%s", text, part->text ? part->text : ""); break;
        case PART_SERIAL:
            text = arena_printf(p->a, "%s%0*d", text, part->digits, (int)(series->first < 10 ? series->first : 1));
            break;
        case PART_DATE: text = arena_printf(p->a, "%s%s", text, dates[part->as]); break;
        case PART_OF:
            text = part->letters ? arena_printf(p->a, "%s%.*s", text, part->letters, "AAAAAAAAAAAA")
                   : part->digits ? arena_printf(p->a, "%s%0*d", text, part->digits, 0)
                   : part->allowed.n ? arena_printf(p->a, "%s%s", text, part->allowed.at[0])
                                     : arena_printf(p->a, "%s%s", text, number_part_is_number(part) ? "A-1" : "A");
            break;
        case PART_CHECK: text = arena_printf(p->a, "%s0", text); break;
        }
    }
    return text;
}

static void check_shape(struct proving *p, const struct series_def *series)
{
    if (!series->shape)
        return;
    regex_t regex;
    if (regcomp(&regex, series->shape, REG_EXTENDED | REG_NOSUB) != 0) {
        proof_fails(p, series->rule.at, NULL, "scheme.shape", series->rule.id, series->shape, NULL);
        return;
    }
    const char *number = sample(p, series);
    if (regexec(&regex, number, 0, NULL, 0) != 0)
        proof_fails(p, series->rule.at, NULL, "scheme.shape-refuses", series->rule.id, number, series->shape, NULL);
    regfree(&regex);
}

/* The values of a part that is a fact are known, and none begins with another. */
static void check_allowed(struct proving *p, const struct series_def *series, const struct part_def *part)
{
    int kinds = (part->digits != 0) + (part->letters != 0) + (part->allowed.n > 0);
    if (part->digits < 0 || part->digits > 12 || part->letters < 0 || part->letters > 12 || kinds > 1)
        proof_fails(p, part->at, NULL, "scheme.part-values", series->rule.id, part->value.text, NULL);
    if (!kinds && !number_part_is_number(part))
        proof_fails(p, part->at, NULL, "scheme.part-values", series->rule.id, part->value.text, NULL);
    for (size_t i = 0; i < part->allowed.n; i++)
        for (size_t k = 0; k < part->allowed.n; k++)
            if (i != k && str_starts(part->allowed.at[i], part->allowed.at[k]))
                proof_fails(p, part->at, NULL, "scheme.part-prefix", part->allowed.at[k], part->allowed.at[i], NULL);
}

static bool has_date(const struct series_def *series, bool fiscal, bool month)
{
    for (size_t i = 0; i < series->parts.n; i++) {
        const struct part_def *part = &series->parts.at[i];
        bool years = part->kind == PART_DATE && (part->as == AS_FY || part->as == AS_FY2) == fiscal;
        bool months = part->as != AS_YY && part->as != AS_YYYY && part->as != AS_FY && part->as != AS_FY2;
        if (years && (!month || months))
            return true;
    }
    return false;
}

static bool has_fact(const struct series_def *series, const char *fact)
{
    for (size_t i = 0; i < series->parts.n; i++)
        if (series->parts.at[i].kind == PART_OF && str_eq(series->parts.at[i].value.text, fact))
            return true;
    return false;
}

/* What restarts the serial must stand in the number, else the same number comes twice. */
static void check_scope(struct proving *p, const struct series_def *series)
{
    static const char *const names[] = {[SCOPE_FACT] = "", [SCOPE_YEAR] = "year", [SCOPE_FISCAL_YEAR] = "fy",
                                        [SCOPE_MONTH] = "month"};
    for (size_t i = 0; i < series->scope.n; i++) {
        const struct scope_def *scope = &series->scope.at[i];
        bool shown = scope->kind == SCOPE_FACT ? has_fact(series, scope->fact.text)
                                               : has_date(series, scope->kind == SCOPE_FISCAL_YEAR, scope->kind == SCOPE_MONTH);
        const char *name = scope->kind == SCOPE_FACT ? scope->fact.text : names[scope->kind];
        if (!shown)
            proof_fails(p, series->rule.at, NULL, "scheme.scope-hidden", series->rule.id, name, NULL);
        if (scope->kind != SCOPE_FACT && !formula_given(&series->date))
            proof_fails(p, series->rule.at, NULL, "scheme.scope-date", series->rule.id, NULL);
    }
}

static void check_accept(struct proving *p, const struct series_def *series)
{
    for (size_t i = 0; i < series->accept.n; i++) {
        size_t serials = 0;
        for (size_t k = 0; k < series->accept.at[i].tokens.n; k++)
            serials += series->accept.at[i].tokens.at[k].kind == ACCEPT_SERIAL;
        if (serials != 1)
            proof_fails(p, series->accept.at[i].at, NULL, "scheme.accept-serial", series->accept.at[i].text, NULL);
    }
}

void prove_numbers(struct proving *p)
{
    for (size_t i = 0; i < p->s->series.n; i++) {
        const struct series_def *series = &p->s->series.at[i];
        size_t serials = 0;
        for (size_t k = 0; k < series->parts.n; k++) {
            serials += series->parts.at[k].kind == PART_SERIAL;
            if (series->parts.at[k].kind == PART_OF)
                check_allowed(p, series, &series->parts.at[k]);
        }
        if (serials != 1)
            proof_fails(p, series->rule.at, NULL, "scheme.one-serial", series->rule.id, NULL);
        check_shape(p, series);
        check_scope(p, series);
        check_accept(p, series);
        if (!proof_effect_on(p->s, EFFECT_NUMBER, series->rule.id) && series->of != SERIES_PAPER && series->of != SERIES_FEE)
            proof_fails(p, series->rule.at, NULL, "scheme.series-unused", series->rule.id, NULL);
    }
}

/* Skeletons: letters and digits of fixed texts as they are, # for any digit, ? for any capital, nothing else; what is left of a
 * number typed in a hurry. */
struct skeleton {
    const char *text;
    const struct series_def *series;
};
struct skeletons {
    LIST(struct skeleton) all;
};
enum { SKELETONS_MAX = 400 };

static const char *any_digits(struct proving *p, const char *text, int n)
{
    return arena_printf(p->a, "%s%.*s", text, n, "############");
}

static const char *any_letters(struct proving *p, const char *text, int n)
{
    return arena_printf(p->a, "%s%.*s", text, n, "????????????");
}

static bool stands_for(char any, char c)
{
    return (any == '?' && c >= 'A' && c <= 'Z') || (any == '#' && c >= '0' && c <= '9');
}

static bool same_skeleton(const char *x, const char *y)
{
    for (; *x && *y; x++, y++) {
        if (*x != *y && !stands_for(*x, *y) && !stands_for(*y, *x))
            return false;
    }
    return *x == *y;
}

static const char *letters(struct proving *p, const char *text, const char *add)
{
    for (; *add; add++) {
        char c = *add;
        if (c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || ((unsigned char)c & 0x80))
            text = arena_printf(p->a, "%s%c", text, c);
    }
    return text;
}

static void add_skeleton(struct proving *p, struct skeletons *to, const struct series_def *series, const char *text)
{
    for (size_t i = 0; i < to->all.n; i++)
        if (to->all.at[i].series == series && str_eq(to->all.at[i].text, text))
            return;
    if (to->all.n < SKELETONS_MAX)
        *LIST_ADD(p->a, &to->all) = (struct skeleton){text, series};
}

static void canonical(struct proving *p, struct skeletons *to, const struct series_def *series, size_t at, const char *text)
{
    for (; at < series->parts.n; at++) {
        const struct part_def *part = &series->parts.at[at];
        if (part->kind == PART_TEXT)
            text = letters(p, text, part->text ? part->text : "");
        else if (part->kind == PART_OF && part->letters) {
            text = any_letters(p, text, part->letters);
        } else if (part->kind == PART_OF && part->digits) {
            text = any_digits(p, text, part->digits);
        } else if (part->kind == PART_OF) {
            for (size_t i = 0; i < part->allowed.n; i++)
                canonical(p, to, series, at + 1, letters(p, text, part->allowed.at[i]));
            return;
        } else
            text = any_digits(p, text, part->kind == PART_SERIAL ? part->digits : part->kind == PART_DATE ? number_date_digits(part->as) : 1);
    }
    add_skeleton(p, to, series, text);
}

static const char *prefix_of(struct proving *p, const struct series_def *series)
{
    const char *text = "";
    for (size_t i = 0; i < series->parts.n && series->parts.at[i].kind != PART_SERIAL; i++)
        if (series->parts.at[i].kind == PART_TEXT)
            text = letters(p, text, series->parts.at[i].text ? series->parts.at[i].text : "");
    return text;
}

/* What may stand in the place of the n-th text. */
static const struct part_def *nth_of(const struct series_def *series, size_t nth)
{
    for (size_t i = 0; i < series->parts.n; i++)
        if (series->parts.at[i].kind == PART_OF && nth-- == 0)
            return &series->parts.at[i];
    return NULL;
}

static void accepted(struct proving *p, struct skeletons *to, const struct series_def *series, const struct accept_def *accept,
                     size_t at, const char *text)
{
    size_t n_of = 0;
    for (size_t i = 0; i < at; i++)
        n_of += accept->tokens.at[i].kind == ACCEPT_OF;
    for (; at < accept->tokens.n; at++) {
        const struct accept_token *token = &accept->tokens.at[at];
        const struct part_def *of = nth_of(series, n_of);
        if (token->optional)
            accepted(p, to, series, accept, at + 1, text);
        switch (token->kind) {
        case ACCEPT_TEXT: text = letters(p, text, token->text); break;
        case ACCEPT_PREFIX: text = letters(p, text, prefix_of(p, series)); break;
        case ACCEPT_DATE: text = any_digits(p, text, number_date_digits(token->as)); break;
        case ACCEPT_CHECK: text = any_digits(p, text, 1); break;
        case ACCEPT_OF:
            for (size_t i = 0; of && i < of->allowed.n; i++)
                accepted(p, to, series, accept, at + 1, letters(p, text, of->allowed.at[i]));
            if (of && of->letters)
                accepted(p, to, series, accept, at + 1, any_letters(p, text, of->letters));
            for (int digits = 1; of && digits <= of->digits; digits++)
                accepted(p, to, series, accept, at + 1, any_digits(p, text, digits));
            return;
        case ACCEPT_REIWA:
            accepted(p, to, series, accept, at + 1, any_digits(p, text, 1));
            text = any_digits(p, text, 2);
            break;
        case ACCEPT_SERIAL:
            for (int digits = token->min; digits < token->max; digits++)
                accepted(p, to, series, accept, at + 1, any_digits(p, text, digits));
            text = any_digits(p, text, token->max);
            break;
        }
    }
    add_skeleton(p, to, series, text);
}

void prove_number_collisions(struct proving *p)
{
    struct skeletons all = {0};
    for (size_t i = 0; i < p->s->series.n; i++) {
        const struct series_def *series = &p->s->series.at[i];
        if (series->continues) {
            if (!scheme_series(p->s, series->continues))
                proof_fails(p, series->rule.at, NULL, "scheme.no-series", series->rule.id, series->continues, NULL);
            continue;
        }
        canonical(p, &all, series, 0, "");
        for (size_t k = 0; k < series->accept.n; k++)
            accepted(p, &all, series, &series->accept.at[k], 0, "");
    }
    for (size_t i = 0; i < all.all.n; i++)
        for (size_t k = 0; k < i; k++) {
            const struct skeleton *x = &all.all.at[i], *y = &all.all.at[k];
            if (x->series == y->series || !same_skeleton(x->text, y->text))
                continue;
            proof_fails(p, x->series->rule.at, NULL, "scheme.number-collision", x->series->rule.id, y->series->rule.id,
                        x->text, NULL);
            return;
        }
}
