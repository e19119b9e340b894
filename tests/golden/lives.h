/* The fixture "lives": an office with a certificate, its renewal in review, an application that waits for money, one that
 * has to be corrected, and two people; see lives.c. `lives: none` in the .in leaves the store empty. */
#ifndef SHINSA_TESTS_GOLDEN_LIVES_H
#define SHINSA_TESTS_GOLDEN_LIVES_H

#include "tests/golden/golden.h"
#include "tui/screen/screens.h"

int lives_fixture_open(struct golden_case *c, struct ui_options *o, struct err *e);
void lives_fixture_close(struct golden_case *c);

/* Arguments of screens: cases, lists and the certificate of that office. */
extern const struct case_arg lives_renewal, lives_renewal_review, lives_unpaid, lives_correction;
extern const struct factor_arg lives_yoshida;
extern const struct cert_arg lives_certificate;
extern const struct sheet_arg lives_ledger, lives_register;

#endif
