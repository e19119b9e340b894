/* What every file of the house may use: attributes, limits of the language, nothing of the field. */
#ifndef SHINSA_BASE_BASE_H
#define SHINSA_BASE_BASE_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WARN_UNUSED __attribute__((warn_unused_result))
#define PRINTF_LIKE(template_, first_) __attribute__((format(printf, template_, first_)))
#define NORETURN __attribute__((noreturn))
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Runs fn##_done on the value when it leaves scope: `AUTO(buf) struct buf b = BUF(max);`
 * needs a function `void buf_done(struct buf *)`. */
#define AUTO(type) __attribute__((cleanup(type##_done)))

#endif
