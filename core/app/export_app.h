/* Exports 持出し: secret papers and personal values that leave as a file name their purpose and their ground, as `secrecy.export`
 * of the scheme says, and stand in the journal before a byte goes out. What is shown on a screen is a view (view_log.h). */
#ifndef SHINSA_APP_EXPORT_APP_H
#define SHINSA_APP_EXPORT_APP_H

#include "core/app/app.h"

struct export_said {
    const char *purpose; /* NULL or "": none */
    const char *ground;  /* one of the scheme's, or its place among them from 1; NULL or "": none */
};

/* A ledger or a report (a register is public): asks only where it prints personal values. E_RULE "export.purpose" {grounds},
 * "export.ground" {grounds}, E_INPUT "export.text", E_NOTFOUND "sheet.unknown", E_DENIED. */
int export_sheet_allowed(struct app *app, const char *scheme, const char *sheet, const struct export_said *said, struct err *e) WARN_UNUSED;
/* The bytes of a paper: asks only where it is secret. E_NOTFOUND "paper.unknown". */
int export_paper_allowed(struct app *app, int64_t paper_id, const struct export_said *said, struct err *e) WARN_UNUSED;

#endif
