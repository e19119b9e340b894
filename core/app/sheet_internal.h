/* Inside of registers and ledgers: the walk over certificates and cases that gathers their lines. Errors: those of
 * app.h, and what a function says. */
#ifndef SHINSA_APP_SHEET_INTERNAL_H
#define SHINSA_APP_SHEET_INTERNAL_H

#include "core/app/bundle.h"
#include "core/app/cert_app.h"
#include "core/rule/sheet.h"

enum { SHEET_SCREEN_ITEMS = 5000, SHEET_FILE_ITEMS = 100000 };

/* A line with what it is about. */
struct printed {
    struct sheet_line line; /* texts in the walk's arena */
    int64_t certificate_id, case_id;
    int64_t row_id; /* newest row that an effect or a correction wrote of it, or 0 */
    bool struck;
};

struct printed_lines {
    LIST(struct printed) all;
};

struct walk {
    struct app app;             /* of the day asked for */
    bool past;                  /* that day is over */
    const struct scheme *s;     /* of the day asked for: its columns are printed */
    const char *id;
    const struct register_def *reg;    /* one of these two */
    const struct ledger_def *ledger;
    int64_t certificate_id;     /* for registers with rows */
    int year;                   /* fiscal year, 0: all */
    struct arena *a;
    struct printed_lines lines;
    size_t items, items_max;    /* certificates or cases looked at */
    size_t enough;              /* lines that will do, when they come in their order; else SIZE_MAX */
    bool more;
};

/* Is the sheet grouped by fiscal years? */
bool sheet_by_year(const struct walk *w);
/* Lines of everything the register or ledger is about. Inside db_read. */
int sheet_walk(struct walk *w, struct err *e) WARN_UNUSED;
/* The lines in their order with their corrections: what was corrected stands struck before what it reads now. */
int ledger_corrections(struct walk *w, const struct printed *const *lines, size_t n, struct printed_lines *to, struct err *e) WARN_UNUSED;
/* The case whose forms the entry of a certificate showed on a day: as the journal tells it; the one that granted the
 * certificate where it tells of none. Inside db_read. */
int register_case_on(struct db *db, const struct certificate *cert, const struct register_entry *entry, struct date on,
                     int64_t *case_id_r, struct err *e) WARN_UNUSED;

#endif
