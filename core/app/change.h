/* What one verb changes: records to be put or removed, collected while the verb works and written at once by
 * journal_commit. And the canonical text of it in an event's body (doc/internals/journal.md); change_read.h reads it. */
#ifndef SHINSA_APP_CHANGE_H
#define SHINSA_APP_CHANGE_H

#include "core/base/buf.h"
#include "core/base/json.h"
#include "core/model/record.h"
#include "db/rows_event.h"

struct change {
    const struct record_type *type;
    void *record; /* in the set's arena; its texts are borrowed from the caller */
    bool removed; /* only the key counts */
};

struct change_set {
    struct arena *a;
    LIST(struct change) change;
};
enum { CHANGES_MAX = 20000 };

struct change_set change_set_in(struct arena *a);
/* Copies the record; texts are borrowed until the commit. A record put again under the same key replaces the first one,
 * at the first one's place. Types with a version: as it was read, 0 for a new record; the commit compares and raises it. */
void change_put(struct change_set *set, const struct record_type *type, const void *record);
void change_remove(struct change_set *set, const struct record_type *type, const void *key);

/* /table/key/key: the name of a record in table private, with ~ as ~0 and / as ~1 (RFC 6901). */
const char *change_record_path(const struct record_type *type, const void *record, struct arena *a);
/* Digest of a personal value: SHA-256 of salt and value. */
struct sha256 change_digest(const struct private_value *v);

struct change_values {
    LIST(struct private_value) value;
    uint8_t random[32 * PRIVATE_SALT_BYTES]; /* fetched from the system for many salts at a time; the last `left` are unused */
    size_t left;
};
/* Appends one change as {"t":table,"r":{…}} or {"t":table,"x":{key}}. Personal values become digests in the text and are
 * added to *values with fresh salts. */
void change_write(const struct change *c, struct json_writer *w, struct change_values *values, struct arena *a);

#endif
