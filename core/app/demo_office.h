/* Which schemes an invented office works under, and what it decided by itself: the parameters that the specimens speak of. */
#ifndef SHINSA_APP_DEMO_OFFICE_H
#define SHINSA_APP_DEMO_OFFICE_H

#include "core/app/app.h"
#include "core/rule/scheme.h"

/* A scheme with a specimen, and without a price that only the office can enter, can be lived through. */
bool demo_ready(const struct scheme *s);
/* Puts what the specimens of a scheme say of its parameters (bodies that were designated, …) on record. E_INPUT of a value that is none, E_IO of the
 * store. */
int demo_params(struct app *app, const struct scheme *s, struct err *e) WARN_UNUSED;

#endif
