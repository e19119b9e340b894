/* What a certificate is on a day, cheaply: the whole of what is on file about it is only read when something may have
 * happened by itself.
 *
 * Errors: those of app.h, and what a function says. */
#ifndef SHINSA_APP_CERT_STATE_H
#define SHINSA_APP_CERT_STATE_H

#include "core/app/app.h"
#include "core/model/certificate.h"
#include "core/rule/lifecycle.h"

struct facts;

struct cert_state {
    const struct scheme *scheme;   /* that it was granted under */
    const struct state_def *def;   /* NULL: not yet in being */
    struct date since;
    bool in_force;
};
/* Inside db_read or db_write. E_VERSION "scheme.not-installed". */
int cert_state_of(struct app *app, const struct certificate *c, struct date on, struct arena *a, struct cert_state *state_r,
                  struct err *e) WARN_UNUSED;
/* For lists: the same of many certificates, with next to no question to the store. A zeroed reader with app, on and arena
 * is ready. waiting: a transition of it waits for its day. Where its scheme is not installed, scheme and def are NULL. */
struct cert_rules;
struct cert_reader {
    struct app *app;
    struct date on;
    struct arena *a;
    LIST(struct cert_rules *) rules_; /* of the scheme versions met so far */
};
int cert_reader_state(struct cert_reader *r, const struct certificate *c, bool waiting, struct cert_state *state_r,
                      struct err *e) WARN_UNUSED;
struct cert_row;
struct certificate_line;
/* A row of a list, with labels. */
int cert_row_of(struct cert_reader *r, const struct certificate_line *line, struct cert_row *row_r, struct err *e) WARN_UNUSED;
/* Has it an entry in a register that is published? */
int cert_is_published(struct app *app, int64_t certificate_id, struct arena *a, bool *published_r, struct err *e) WARN_UNUSED;
/* The app as it was or will be on another day: what rules compute is of that day. Borrows everything. */
struct app app_on_day(const struct app *app, struct date on);

#endif
