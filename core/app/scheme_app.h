/* The installed schemes 制度 and their versions 版, as an office looks at them: what they say, what changes, what waits. */
#ifndef SHINSA_APP_SCHEME_APP_H
#define SHINSA_APP_SCHEME_APP_H

#include "core/app/app.h"
#include "core/base/buf.h"

enum scheme_time { SCHEME_PAST, SCHEME_IN_FORCE, SCHEME_TO_COME };
enum { SCHEME_CASES_COUNTED_MAX = 10000, SCHEME_PAGE_BYTES_MAX = 4 << 20 };

struct scheme_row {
    const char *id, *version, *label, *short_label;
    const char *before; /* "aspic/2022-04-01", the version before it; NULL: the first one */
    enum scheme_time time;
    int64_t open_cases; /* under this version, counted up to SCHEME_CASES_COUNTED_MAX */
    size_t unconfirmed; /* parameters that the office has not confirmed; of versions in force and to come */
};
/* Every version that has cases of its own, by scheme, the newest first; those that the actor may see. E_IO, E_BUSY of the store. */
int scheme_list(struct app *app, struct arena *a, struct scheme_row **row_r, size_t *n_r, struct err *e) WARN_UNUSED;

/* Texts to read, at most SCHEME_PAGE_BYTES_MAX. named: ID/DATE. E_NOTFOUND "scheme.no-version", and what the rehearsal and the
 * reading of the files say. */
int scheme_say_rules(struct app *app, const char *named, struct buf *out, struct err *e) WARN_UNUSED;
int scheme_say_changes(struct app *app, const char *before, const char *named, struct buf *out, struct err *e) WARN_UNUSED;
int scheme_say_rehearsal(struct app *app, const char *named, struct buf *out, struct err *e) WARN_UNUSED;

#endif
