/* Inside of the stage: what is being built, and the parts that build it. Errors: E_INPUT with the place in the file
 * for what an author wrote wrong, and those of app.h. */
#ifndef SHINSA_APP_EXAMPLES_BUILD_H
#define SHINSA_APP_EXAMPLES_BUILD_H

#include "core/app/act.h"
#include "core/app/examples_stage.h"

/* Ids of the stage: the case that granted the certificate, the one approved last, the case itself; its party, its
 * certificate. */
enum { ORIGINAL_CASE = 1, APPROVED_CASE = 2, OWN_CASE = 3, OWN_PARTY = 1, OWN_CERTIFICATE = 1 };

struct work {
    struct stage *st;
    struct change_set set;
    struct case_file c;
    struct certificate cert;
    struct party party;
    bool has_cert;
    const struct bundle *now; /* what is on file already: a step sets something; NULL while the stage is built */
    int64_t next_paper, next_case, next_cert, next_payment, next_query, next_withholding, next_task, next_party;
};

/* The example says something that cannot be: the place goes into the detail. near: what may have been meant, or NULL. */
int stage_mistake(const char *msg, const char *what, const char *near, struct where at, struct err *e);
/* The last word on a name, or NULL. */
const struct yaml *stage_given(const struct stage *st, const char *name);
/* A field of a record from a value; *has_r: the record has such a field. */
int stage_field(const struct record_type *type, void *record, const char *name, const struct yaml *v, struct arena *a, bool *has_r,
                struct err *e) WARN_UNUSED;
/* All keys of a map into a record; a key that is no field is a mistake unless it is one of `others` (ended by NULL; or NULL). */
int stage_map(const struct record_type *type, void *record, const struct yaml *map, const char *const *others, struct arena *a,
              struct err *e) WARN_UNUSED;

/* One given fact into the records of the work. */
int give_one(struct work *w, const struct given *g, struct err *e) WARN_UNUSED;
/* Lists of records: payments, questions, wishes, other cases, other certificates, counters. */
int give_lists(struct work *w, struct err *e) WARN_UNUSED;
int give_payments(struct work *w, const struct yaml *v, struct err *e) WARN_UNUSED;
/* Events of a certificate that is in this state since that day: it began in its start state, when it was granted. */
void put_certificate_events(struct change_set *set, const struct scheme *s, const struct certificate *cert);

/* Papers: `docs`, doc.CLASS.field, `file_docs` (of the case that granted the certificate), `group_docs`, issued.ID.field. */
int stage_papers(struct work *w, struct err *e) WARN_UNUSED;
int stage_file_papers(struct work *w, const struct yaml *docs, struct err *e) WARN_UNUSED;
int stage_group_papers(struct work *w, const struct yaml *docs, struct err *e) WARN_UNUSED;
int stage_one_paper(struct work *w, const struct given *g, struct err *e) WARN_UNUSED;
int stage_more_papers(struct work *w, const struct yaml *docs, struct err *e) WARN_UNUSED;
/* Results: check.L.item, check.L.item.note; and check.L.* over the rows of a form's body. */
int stage_check(struct work *w, const struct given *g, struct err *e) WARN_UNUSED;
void stage_check_rows(struct work *w, const char *body);

#endif
