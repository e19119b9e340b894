/* Inside of papers: the act that a verb about one paper is. Errors: those of app.h, and what a function says. */
#ifndef SHINSA_APP_PAPER_INTERNAL_H
#define SHINSA_APP_PAPER_INTERNAL_H

#include "core/app/act.h"
#include "core/app/paper_app.h"

struct paper_act {
    struct app *app;
    int64_t case_id, paper_id;
    const struct paper *given;
    const char *custody, *note, *media;
    struct date on;
    const void *bytes;
    size_t n_bytes;
    struct buf *out;
    struct arena *a;
    struct act act;
    struct paper p; /* as stored */
    size_t returned;
};

/* Loads the paper with its case, or its certificate. E_NOTFOUND "paper.unknown", E_DENIED. works: to change it. */
int paper_begin(struct paper_act *pa, bool works, struct err *e) WARN_UNUSED;
/* Commits what was put under the verb, as about the case. */
int paper_commit(struct paper_act *pa, const char *verb, const char *note, struct err *e) WARN_UNUSED;
/* Is it one of those that the scheme's secrecy covers? */
bool paper_is_secret(const struct scheme *s, const struct paper *p);
/* The row of `doc`, or of `file_doc`, of a received paper of the bundle; or NULL. */
const struct value *paper_fact_row(struct act *act, int64_t paper_id);
/* Does the rule send it back now? Papers of the certificate's other cases only where it says so. */
bool paper_goes_back(struct act *act, const struct return_def *def, const struct paper *p);

#endif
