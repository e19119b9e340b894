/* What other seats did: a cheap question twice a second, and the events behind it when the answer is yes. The journal is
 * the feed; there is no other. */
#ifndef SHINSA_DB_WATCH_H
#define SHINSA_DB_WATCH_H

#include "db/rows_event.h"

struct watch {
    struct db *db;
    int64_t counter; /* as last seen */
    int64_t seq;     /* of the last event handed out */
};

/* From now on. */
int watch_start(struct db *db, struct watch *w_r, struct err *e) WARN_UNUSED;
/* True if another connection committed since the last call; one's own commits do not count. A store that cannot be asked
 * says true: the next read will tell why. */
bool watch_changed(struct watch *w);
/* Events since the last ones handed out, oldest first, one's own too, without their bodies ("") and hashes. */
int watch_events(struct watch *w, int64_t limit, struct arena *a, struct events *events_r, struct err *e) WARN_UNUSED;

#endif
