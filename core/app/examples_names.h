/* Names and values of facts as the authors of examples write them, read by the scheme's own namespace: `case: {state: c30}`
 * for case.state, words and numbers as people type them, and for a misspelt name the nearest that there is.
 *
 * Errors: E_INPUT with the place in the file for what an author wrote wrong, and those of app.h. */
#ifndef SHINSA_APP_EXAMPLES_NAMES_H
#define SHINSA_APP_EXAMPLES_NAMES_H

#include "core/app/examples_stage.h"
#include "core/rule/value.h"

/* One map with dotted names, whatever was nested: `given`, or what a step sets. Keys that stand for more than a fact (docs,
 * payments, steps, …) are left as they are. NULL is an empty map. */
const struct yaml *names_flat(const struct scheme *s, const struct yaml *map, struct arena *a);
/* A name that may be given or asked, as the scheme spells it: `received_on` for case.received_on where there is no other.
 * E_INPUT "fact.unknown" {name} {nearest} with the place in detail. */
int names_read(const struct stage *st, const char *name, struct where at, const char **name_r, struct err *e) WARN_UNUSED;
/* Adds the facts of a flat map to `to`, with values in the spelling of the store. E_INPUT with the place. */
struct givens {
    LIST(struct given) all;
};
int names_take(const struct stage *st, const struct yaml *flat, struct givens *to, struct err *e) WARN_UNUSED;
/* A value as the store spells one of this type. name: for the message. */
int names_value(const struct stage *st, const char *name, const struct type *type, const struct yaml *v, const struct yaml **v_r,
                struct err *e) WARN_UNUSED;
/* Is this a key of `given` that stands for more than a fact? */
bool names_special(const char *key);

/* Keys of a map that are none of these are a mistake that names the nearest. list ends with NULL. */
int names_keys(const struct yaml *map, const char *const *known, struct err *e) WARN_UNUSED;

#endif
