/* Inside of numbers: number.c writes and checks, number_read.c understands what people type. */
#ifndef SHINSA_RULE_NUMBER_INTERNAL_H
#define SHINSA_RULE_NUMBER_INTERNAL_H

#include "core/rule/number.h"

/* Digits that a date takes in a number. */
int number_date_digits(enum part_date as);
/* Takes a date's digits apart; two-digit years are those of 2000. False when an earlier part said another year or month,
 * or a four-digit year is not of 1900 to 2199. Months and days are not judged. */
bool number_date_take(enum part_date as, const char *digits, struct number_parts *parts);
/* Month and day, as far as they are said, exist. */
bool number_date_exists(const struct number_parts *parts);
bool number_is_digits(const char *s, size_t n);
/* Which of number_parts.of the part at position i of the series is. */
size_t number_of_index(const struct series_def *series, size_t i);
/* The number of the case or certificate as a part of another number. */
bool number_part_is_number(const struct part_def *part);
/* Bytes of the longest text of allowed at s, 0 if there is none; with nothing allowed, of capitals and digits. */
size_t number_of_length(const struct part_def *part, const char *s);

#endif
