/* Inside of the stage: what is being built, and the parts that build it. */
#ifndef SHINSA_APP_EXAMPLES_BUILD_H
#define SHINSA_APP_EXAMPLES_BUILD_H

#include "core/app/act.h"
#include "core/app/examples_stage.h"

struct work {
    struct stage *st;
    struct change_set set;
    struct case_file c;
    struct certificate cert;
    struct party party;
    bool has_cert;
    int64_t next_paper, next_case, next_cert, next_payment, next_query, next_withholding, next_task;
};

/* The example says something that cannot be: the place goes into the detail. */
int stage_mistake(const char *msg, const char *what, struct where at, struct err *e);
/* The last word on a name, or NULL. */
const struct yaml *stage_given(const struct stage *st, const char *name);
/* A field of a record from a value; *has_r: the record has such a field. */
int stage_field(const struct record_type *type, void *record, const char *name, const struct yaml *v, struct arena *a, bool *has_r,
                struct err *e) WARN_UNUSED;
/* All keys of a map into a record; a key that is no field is a mistake unless it is `other`. */
int stage_map(const struct record_type *type, void *record, const struct yaml *map, const char *other, struct arena *a,
              struct err *e) WARN_UNUSED;

/* Papers: `docs`, doc.CLASS.field, `group_docs`. */
int stage_papers(struct work *w, struct err *e) WARN_UNUSED;
int stage_group_papers(struct work *w, const struct yaml *docs, struct err *e) WARN_UNUSED;
/* Results: check.L.item, check.L.item.note; and check.L.* over the rows of a form's body. */
void stage_check(struct work *w, const char *name, const struct yaml *v);
void stage_check_rows(struct work *w, const char *body);

#endif
