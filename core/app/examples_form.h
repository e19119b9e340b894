/* Bodies of forms from the facts of an example. */
#ifndef SHINSA_APP_EXAMPLES_FORM_H
#define SHINSA_APP_EXAMPLES_FORM_H

#include "core/app/examples_stage.h"
#include "core/rule/scheme.h"

/* What a body is made of: prefixes whose facts count ("form.", "original."), and how many givens from the start. */
struct form_source {
    const char *prefix[3];
    const struct yaml *extra; /* one entry of `history`, laid over them; or NULL */
    size_t n;                 /* givens that count */
};
/* JSON body of a form; NULL if nothing is said of it. */
const char *stage_form_body(const struct stage *stage, const struct form_def *form, const struct form_source *source);

#endif
