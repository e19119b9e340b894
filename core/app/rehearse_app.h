/* Rehearsal 試演: what a version of a scheme would change for the cases, deadlines and unpaid fees that are open now, before
 * anything is decided under it. Nothing is written. */
#ifndef SHINSA_APP_REHEARSE_APP_H
#define SHINSA_APP_REHEARSE_APP_H

#include "core/app/app.h"
#include "core/base/buf.h"

enum { REHEARSAL_CHANGES_MAX = 10000 };

enum rehearsal_kind {
    REHEARSAL_TYPE,     /* there are no cases of that type any more */
    REHEARSAL_STATE,    /* of the case or one of its tracks: it has no place there */
    REHEARSAL_ACTION,   /* can be done, cannot be done, or is not offered */
    REHEARSAL_DEADLINE, /* its day */
    REHEARSAL_FEE,      /* what is billed and not paid */
    REHEARSAL_FORM,     /* something entered has no field there */
    REHEARSAL_CHECK,    /* something reviewed has no item there */
    REHEARSAL_UNREADABLE, /* what is stored does not fit: now says how */
    REHEARSAL_KIND_COUNT
};

struct rehearsal_change {
    int64_t case_id, certificate_id; /* one of them is 0 */
    const char *number, *party_name;
    enum rehearsal_kind kind;
    const char *kind_label;
    const char *what;      /* the action, the deadline, the field, as people call it */
    const char *old, *now; /* "" where there is nothing */
};

struct rehearsal {
    LIST(struct rehearsal_change) all; /* the newest case first, certificates behind the cases */
    size_t n_cases, n_cases_changed, n_certificates, n_certificates_changed;
    size_t n_there_already; /* open cases that are under that version */
    bool cut;               /* there were more than REHEARSAL_CHANGES_MAX */
};

/* draft: a version of an installed scheme. Reasons and labels are in the actor's language, in the arena. E_DENIED by the
 * rights of the actor, E_VERSION "scheme.not-installed" where a case's own version is missing. */
int scheme_rehearse(struct app *app, const struct scheme *draft, struct arena *a, struct rehearsal *r, struct err *e) WARN_UNUSED;
/* The same for people: by case, then how many of how many. */
void rehearsal_text(struct app *app, struct arena *a, const struct rehearsal *r, struct buf *out);
/* "deadline": a word for programs. */
const char *rehearsal_kind_name(enum rehearsal_kind kind);

#endif
