/* The half of verify.h that walks the journal: proves that each event follows the one before it and that its personal
 * values are those of its digests, and puts what it says of rows into a row_match. A long journal is walked by two
 * processes, each a part of it.
 *
 * Errors: those of verify.h. */
#ifndef SHINSA_APP_VERIFY_WALK_H
#define SHINSA_APP_VERIFY_WALK_H

#include <sys/types.h>

#include "core/app/row_match.h"
#include "core/app/verify.h"

enum { VERIFY_TYPES_MAX = 64 };

struct verify_walk {
    struct db *db;
    verify_progress_fn *progress;
    void *arg;
    int64_t in_all;         /* events, for progress */
    struct row_match *match;
    struct verify_result result;
    int64_t seq;            /* walked so far */
    struct sha256 hash;     /* of event seq */
    int64_t ids[VERIFY_TYPES_MAX]; /* the highest id each type ever had, by its place in record_types() */
};

/* What stops a proof although nothing failed: the difference itself, in result. */
enum { VERIFY_DIFFERS = 1 };
int verify_differs(struct verify_walk *w, const char *msg, const char *a, const char *b, const char *c);

size_t verify_type_index(const struct record_type *type);

/* Events up to and with `until` (INT64_MAX: all), in transactions of their own, so that no snapshot is held for long.
 * 0, VERIFY_DIFFERS, or what failed. */
int verify_walk_until(struct verify_walk *w, int64_t until, struct err *e) WARN_UNUSED;
/* The same inside the caller's transaction. */
int verify_walk_rest(struct verify_walk *w, struct err *e) WARN_UNUSED;

/* The events up to `until`, from the first, by a process of its own with a connection of its own, while the caller walks
 * those after them. */
struct verify_helper {
    pid_t pid;
    int fd; /* its answer */
    struct row_match *match;
};
int verify_helper_start(struct verify_helper *h, struct verify_walk *after, int64_t until, struct err *e) WARN_UNUSED;
/* Waits for it. 0 or VERIFY_DIFFERS: *first_r is as verify_walk_until left it there; what it gathered stands before what
 * `after` has. E_IO "verify.helper": it could not be started, or died. */
int verify_helper_end(struct verify_helper *h, struct verify_walk *first_r, struct err *e) WARN_UNUSED;

#endif
