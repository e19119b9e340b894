/* Addresses by postal code. The office fetches Japan Post's KEN_ALL.CSV itself and imports it; none is in the
 * program. Errors: those of app.h, and what a function says. */
#ifndef SHINSA_APP_POSTAL_APP_H
#define SHINSA_APP_POSTAL_APP_H

#include "core/app/app.h"

enum { POSTAL_FILE_BYTES_MAX = 64 << 20, POSTAL_CANDIDATES_MAX = 50 };

/* Replaces all addresses by those of a file as Japan Post publishes it: CP932 or UTF-8, fifteen columns, of which the third is
 * the code and the seventh to ninth are prefecture, town and quarter. All of it or nothing; *n_r: lines. E_DENIED "app.admin-only"
 * unless an admin; E_INPUT "postal.line" {line} for a line that is none, "postal.empty", and what charset.h and csv.h say. */
int postal_import(struct app *app, const char *bytes, size_t n, size_t *n_r, struct err *e) WARN_UNUSED;
/* Addresses of a code as typed ("780-0870", full width too). *any_r false: nothing was imported yet. A code that is none has
 * no addresses. */
int postal_candidates(struct app *app, const char *code, struct arena *a, const char ***address_r, size_t *n_r, bool *any_r,
                      struct err *e) WARN_UNUSED;

#endif
