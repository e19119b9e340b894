/* The stage of a worked example: an office in memory that holds what the example says is given. Errors: E_INPUT with
 * the place in the file for what an author wrote wrong, and those of app.h. */
#ifndef SHINSA_APP_EXAMPLES_STAGE_H
#define SHINSA_APP_EXAMPLES_STAGE_H

#include "core/app/app.h"
#include "core/rule/yaml_dom.h"

struct scheme;

struct given {
    const char *name;
    const struct yaml *value;
};

struct stage {
    struct app *app;
    const struct scheme *scheme;
    struct arena *a;
    const char *type;      /* case type */
    struct date today;
    int64_t case_id, certificate_id;
    LIST(struct given) all;  /* of the specimen, then of the example: the last word counts */
    size_t n_specimen;       /* how many of `all` come from the specimen */
    const struct yaml *history;
    LIST(struct stated) fixed; /* facts that no record holds; the app states them from then on */
};

/* Builds the stage in app's empty store. given, type: of the example (given may be NULL; names flat). E_INPUT "example.…",
 * "fact.unknown" with the place in detail. Steps are not run. */
int stage_build(struct stage *stage, struct app *app, const struct scheme *s, const char *type, const struct yaml *given, struct arena *a,
                struct err *e) WARN_UNUSED;
/* Sets more facts in the course of an example: forms, results, papers, payments, questions. flat: as names_flat. */
int stage_set(struct stage *stage, const struct yaml *flat, struct err *e) WARN_UNUSED;

/* Adds what the specimen of stage->type says to stage->all. */
void stage_specimen(struct stage *stage);
/* Text of a scalar as the store keeps it; lists of scalars are joined by line feeds; NULL for null. */
const char *stage_text(const struct yaml *v, struct arena *a);
/* What the example itself, not its specimen, says of a fact; NULL: nothing. */
const struct yaml *stage_said(const struct stage *stage, const char *name);

#endif
