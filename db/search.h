/* Finding by what somebody types. Two ways: a key (a number, a telephone, a corporate number) that must be equal or begin
 * alike, and words anywhere in a number, a subject, a name or a reading. Both compare folded texts (core/base/fold.h), so
 * width, case, kana, hyphens, old characters and legal forms do not matter.
 *
 * Errors: those of the store (db.h), and what a function says. */
#ifndef SHINSA_DB_SEARCH_H
#define SHINSA_DB_SEARCH_H

#include "db/db.h"
#include "db/derive.h"

enum { SEARCH_TYPED_MAX_BYTES = 800, SEARCH_LIMIT_MAX = 500 };

struct search_hit {
    enum search_owner owner;
    int64_t id;
};
struct search_hits {
    struct search_hit *at;
    size_t n;
    int64_t next; /* pass as `before` for more, 0 at the end */
};
/* Parties, cases and certificates that hold every word typed, newest first. owners: bits 1 << SEARCH_CASE and so on, 0 for
 * all. before: 0 for the newest. What cannot be found by (nothing typed, too long) finds nothing. A page may hold fewer
 * than limit although `next` is not 0: a search never examines more than SEARCH_EXAMINED_MAX texts at a time. */
enum { SEARCH_EXAMINED_MAX = 5000 };
int search(struct db *db, const char *typed, unsigned owners, int64_t before, int64_t limit, struct arena *a,
           struct search_hits *hits_r, struct err *e) WARN_UNUSED;

/* Where a key leads. kind: case, certificate, fee, paper (a number), corporate, telephone, or tail (the digits that end
 * the number of a case or certificate); owner and owner_id: what it belongs to; label: as it is written. */
struct key_hit {
    const char *kind, *owner;
    int64_t owner_id;
    const char *scheme, *label;
};
struct key_hits {
    struct key_hit *at;
    size_t n;
};
/* Keys equal to what was typed, after fold_code; T before 13 digits is left off, telephones are compared by digits. */
int search_key(struct db *db, const char *typed, int64_t limit, struct arena *a, struct key_hits *hits_r, struct err *e) WARN_UNUSED;
/* Keys that begin with what was typed. */
int search_key_prefix(struct db *db, const char *typed, int64_t limit, struct arena *a, struct key_hits *hits_r,
                      struct err *e) WARN_UNUSED;

#endif
