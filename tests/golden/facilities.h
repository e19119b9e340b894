/* The fixture "facilities": a group of facilities of the example scheme, of which two were drawn to be inspected; see
 * facilities.c. `reach: issued` in the .in goes on until every facility has its certificate. */
#ifndef SHINSA_TESTS_GOLDEN_FACILITIES_H
#define SHINSA_TESTS_GOLDEN_FACILITIES_H

#include "tests/golden/golden.h"
#include "tui/screen/screens.h"

int facilities_fixture_open(struct golden_case *c, struct ui_options *o, struct err *e);
void facilities_fixture_close(struct golden_case *c);

extern const struct case_arg facilities_case;

#endif
