/* Numbers 番号: writing, strict checks, and reading what people type.
 *
 * A series is a row of parts. number_write gives the canonical text; number_check asks the rules of a canonical number in
 * their order; number_read understands sloppy typing: the text is folded (core/base/fold.h), then the accepted forms are
 * tried in their order, and only if none fits, again with the confusable letters replaced. Nothing here knows which
 * numbers are on file: that is asked from the caller. */
#ifndef SHINSA_RULE_NUMBER_H
#define SHINSA_RULE_NUMBER_H

#include "core/rule/facts.h"
#include "core/rule/scheme.h"

enum { NUMBER_TEXT_MAX = 64, NUMBER_TYPED_MAX = 200, NUMBER_READINGS_MAX = 16, NUMBER_OF_MAX = 4, NUMBER_OF_BYTES = 24 };

/* The parts of a number as far as a text says them. */
struct number_parts {
    int64_t serial;             /* -1: not said */
    int year, month, day;       /* 0: not said; fiscal year in `year` for `as: fy` and `fy2` */
    char of[NUMBER_OF_MAX][NUMBER_OF_BYTES]; /* PART_OF in their order; "" */
};

/* The counter's scope ("N2023"), so that serials restart; "" for one counter. on: date of number_write when the series
 * has none. E_RULE "number.no-fact" {label} {missing fact}. */
int number_scope(const struct series_def *series, struct facts *f, struct date on, struct arena *a, const char **scope_r,
                 struct err *e) WARN_UNUSED;
/* The canonical number of a serial with the facts of now. E_RULE "number.no-fact", "number.full" with the series' `full`
 * when the serial has too many digits. */
int number_write(const struct series_def *series, struct facts *f, int64_t serial, struct arena *a, const char **number_r,
                 struct number_parts *parts_r, struct err *e) WARN_UNUSED;
/* The same from parts, without facts: number_print(number_parse(x)) = x. False if a part is not said. */
bool number_print(const struct series_def *series, const struct number_parts *parts, char to[NUMBER_TEXT_MAX]);
/* Canonical text to parts. False: not of this series' form. */
bool number_parse(const struct series_def *series, const char *number, struct number_parts *parts_r);

/* What the caller knows about numbers on file. */
struct number_file {
    /* True if it is on file; recorded_r gets the date its number shows (DATE_NONE: unknown). */
    bool (*known)(const char *number, struct date *recorded_r, void *arg);
    void *arg;
};
/* Asks the checks of a typed canonical number in their order; the first that refuses: E_RULE "number.refused" {number} with
 * rule = its id. f NULL: dates are not compared with facts; file NULL: what is on file is not asked. */
int number_check(const struct series_def *series, struct facts *f, const char *number, struct date today,
                 const struct number_file *file, struct err *e) WARN_UNUSED;

struct number_reading {
    const struct series_def *series;
    struct number_parts parts;
    char number[NUMBER_TEXT_MAX]; /* canonical; "" when only the serial was said: to be searched by serial */
    bool candidate;               /* only after letters were replaced */
};
/* What a typed text may mean in this series, best first; at most NUMBER_READINGS_MAX. 0: nothing. */
size_t number_read(const struct series_def *series, const char *typed, struct arena *a, struct number_reading *reading_r);
/* The same of what has nothing but the digits of a number: 20250001 for N2025-0001. Where a text of a list stands in it, one
 * reading for each that is allowed. */
size_t number_read_digits(const struct series_def *series, const char *typed, struct arena *a, struct number_reading *reading_r);
/* `suggest` of the series for a serial that is on file under another date; "" if the series has none. */
const char *number_suggest(const struct series_def *series, const struct number_parts *parts, const char *number, struct arena *a);

#endif
