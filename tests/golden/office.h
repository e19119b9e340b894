/* The fixture "office": see office.c. `cases: none` in the .in leaves the store empty. */
#ifndef SHINSA_TESTS_GOLDEN_OFFICE_H
#define SHINSA_TESTS_GOLDEN_OFFICE_H

#include "tests/golden/golden.h"
#include "tui/screen/screens.h"

int office_fixture_open(struct golden_case *c, struct ui_options *o, struct err *e);
void office_fixture_close(struct golden_case *c);
/* Of form A of the first case. */
int office_fixture_colleague(struct golden_case *c, const char *field, const char *value, struct err *e);

/* Arguments of screens: cases and forms of that office. */
extern const struct case_arg office_first_case, office_draft_case, office_new_form, office_full_form,
    office_matrix_form;

#endif
