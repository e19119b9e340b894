/* Every formula and text of a scheme compiled, with errors at their place in the file. */
#ifndef SHINSA_RULE_SCHEME_COMPILE_H
#define SHINSA_RULE_SCHEME_COMPILE_H

#include "core/rule/problem.h"
#include "core/rule/scheme_use.h"

/* Builds the scheme's names and compiles what its uses list. */
void scheme_compile(struct scheme *s, struct arena *a, struct problems *problems);

#endif
