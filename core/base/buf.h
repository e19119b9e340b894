/* A growing run of bytes with a maximum. Heap memory; buf_done frees. No buffer exists without a maximum: what does not
 * fit is dropped, `full` says so, and the writer looks at it once, at the end. */
#ifndef SHINSA_BASE_BUF_H
#define SHINSA_BASE_BUF_H

#include "core/base/base.h"

struct buf {
    char *p;       /* NUL follows the last byte; NULL while nothing was written */
    size_t n;      /* bytes without the NUL */
    size_t room_;
    size_t max;    /* bytes it may hold */
    bool full;     /* something did not fit: the text is incomplete */
};

#define BUF(maximum) ((struct buf){.max = (maximum)})

void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_add_str(struct buf *b, const char *s);
void buf_add_char(struct buf *b, char c);
void buf_printf(struct buf *b, const char *format, ...) PRINTF_LIKE(2, 3);
/* Removes the first n bytes, moves the rest to the front. */
void buf_drop(struct buf *b, size_t n);
/* Empties it, keeps the memory. */
void buf_clear(struct buf *b);
void buf_done(struct buf *b);
/* The text, "" while empty; borrowed until the next change. */
const char *buf_str(const struct buf *b);

#endif
