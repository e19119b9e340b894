/* CSV by RFC 4180: quoted fields, doubled quotes, CRLF or LF, a leading BOM; never guesses a separator. */
#ifndef SHINSA_BASE_CSV_H
#define SHINSA_BASE_CSV_H

#include "core/base/buf.h"
#include "core/base/err.h"
#include "core/base/mem.h"

enum { CSV_FIELDS_MAX = 512, CSV_FIELD_BYTES_MAX = 1 << 20 };

/* Reads one record after another out of a whole text (valid UTF-8, borrowed). */
struct csv_reader {
    const char *p, *end;
    size_t line; /* of the record last read, from 1 */
};
struct csv_reader csv_reader_of(const char *text, size_t n);
/* 1 and the fields (arena), 0 at the end, or E_INPUT "csv.quote" / E_LIMIT "csv.too-many" with the line in arg 0. */
int csv_read(struct csv_reader *r, struct arena *a, char ***fields_r, size_t *n_r, struct err *e) WARN_UNUSED;
/* Quotes only what needs it; CRLF ends the record. A field that begins with = + - @ is written as it is: see csv_safe. */
void csv_write(struct buf *out, const char *const *fields, size_t n);

#endif
