/* What is derived from the records and kept beside them in the same transaction: folded texts for search, keys for looking
 * up, tallies of states. It can always be made again from the records, so no migration ever carries it over.
 *
 * Errors: those of the store (db.h), and what a function says. */
#ifndef SHINSA_DB_DERIVE_H
#define SHINSA_DB_DERIVE_H

#include "core/model/record.h"
#include "db/db.h"

/* Follows one change; called before the row is put or removed, so that the old row can still be seen. Types from which
 * nothing is derived cost nothing. Words are found from the commit on, not before it. */
int derive_change(struct db *db, const struct record_type *type, const void *record, bool removed, struct err *e) WARN_UNUSED;
/* Forgets all and derives it again. Call it inside db_write; writers wait meanwhile (a million cases: under a minute). */
int derive_all(struct db *db, void *unused, struct err *e) WARN_UNUSED;

/* Who a search text belongs to. */
enum search_owner { SEARCH_PARTY, SEARCH_CASE, SEARCH_CERTIFICATE, SEARCH_OWNER_COUNT };
/* Key under which a certificate is found by the folded name of what it certifies. */
const char *search_subject_key(const char *folded, struct arena *a);
/* Row of a search text: owners take turns, so that the newest of all kinds stand together. */
static inline int64_t search_row(enum search_owner owner, int64_t id) { return id * SEARCH_OWNER_COUNT + owner; }
static inline enum search_owner search_owner_of(int64_t row) { return (enum search_owner)(row % SEARCH_OWNER_COUNT); }
static inline int64_t search_id_of(int64_t row) { return row / SEARCH_OWNER_COUNT; }

#endif
