/* The journal: one event a verb, append-only, hash-chained (doc/internals/journal.md gives the bytes).
 *
 * body is canonical JSON: what was changed, record by record, with personal values as salted digests. */
#ifndef SHINSA_MODEL_EVENT_H
#define SHINSA_MODEL_EVENT_H

#include "core/base/sha256.h"
#include "core/model/record.h"

struct event {
    int64_t seq; /* from 1, without gaps */
    instant_us at;
    const char *actor;  /* login, or "clock" for the virtual clerk 時計 */
    const char *seat;   /* id of the seat, "local", "import" */
    const char *verb;   /* "case.act" */
    const char *object; /* "case:12", "certificate:7" */
    const char *body;
    struct sha256 prev_hash, hash;
};

#endif
