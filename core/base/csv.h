/* CSV by RFC 4180: quoted fields, doubled quotes, CRLF or LF, a leading BOM; never guesses a separator. */
#ifndef SHINSA_BASE_CSV_H
#define SHINSA_BASE_CSV_H

#include "core/base/buf.h"
#include "core/base/err.h"
#include "core/base/mem.h"

enum { CSV_FIELDS_MAX = 512, CSV_FIELD_BYTES_MAX = 1 << 20 };

/* Reads one record after another out of a whole text (valid UTF-8, borrowed). Empty lines are no records. */
struct csv_reader {
    const char *p, *end;
    size_t line; /* of the record last read, from 1 */
    size_t next_line_;
};
struct csv_reader csv_reader_of(const char *text, size_t n);
/* 1 and the fields (arena), 0 at the end, or E_INPUT "csv.quote" (a quote left open, or in the middle of a field), E_LIMIT
 * "csv.too-many" or "csv.too-long" with the line in arg 0; nothing more is read after an error. */
int csv_read(struct csv_reader *r, struct arena *a, char ***fields_r, size_t *n_r, struct err *e) WARN_UNUSED;
/* Quotes only what needs it; CRLF ends the record. At least one field. A field that begins with = + - @ is written as it
 * is: see csv_safe. */
void csv_write(struct buf *out, const char *const *fields, size_t n);
/* What a person's text becomes in a file that a spreadsheet will open: ' before one that would be taken for a formula
 * (= + - @, tab, CR, also full width); numbers stay. The field itself, or a copy in the arena. */
const char *csv_safe(struct arena *a, const char *field);

#endif
