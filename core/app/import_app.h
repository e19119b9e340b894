/* Import 取込: applications out of a CSV file become cases with their forms keyed in, as if they had been typed: the same
 * rights, readings and rules, and an event of the journal for each.
 *
 * The first record names the columns: the id of a field ("operator_name", "agents[0].name"), FORM:id where two forms have
 * it, its label, or what opening such a case asks ("case.received_on"). Either all records become cases or none does, unless
 * bad ones may be left out; every bad one is told with its line and column. It is one transaction: other seats read
 * meanwhile, and wait to write. */
#ifndef SHINSA_APP_IMPORT_APP_H
#define SHINSA_APP_IMPORT_APP_H

#include "core/app/app.h"

enum { IMPORT_BYTES_MAX = 64 << 20, IMPORT_RECORDS_MAX = 100000, IMPORT_FAULTS_MAX = 1000 };

struct import_order {
    const char *scheme, *type;
    const char *text; /* CSV (csv.h), valid UTF-8 */
    size_t n;
    bool skip_bad;    /* leave bad records out */
    bool check_only;  /* look at all of them and import nothing */
};

struct import_fault {
    size_t line;        /* of the file, from 1 */
    const char *column; /* its heading, "" where it is the whole record */
    const char *value;  /* as it stands in the file */
    const char *error;  /* what is wrong and what to do, in the seat's language */
};

struct import_result {
    size_t n_records, n_imported, n_bad;
    int64_t first_case, last_case;  /* 0: none */
    struct import_fault *fault;     /* the first IMPORT_FAULTS_MAX */
    size_t n_faults;
    size_t n_lost;                  /* characters that were lost before they came here (ã or U+FFFD), kept as they are */
    size_t lost_line;               /* where the first of them stands */
};

/* 0 also when nothing was imported because of bad records (n_bad). E_NOTFOUND "scheme.unknown", "case.unknown-type"; E_INPUT
 * "import.empty", "import.no-column", "import.two-columns", "import.column-twice", "csv.quote"; E_LIMIT "import.too-many",
 * "csv.too-many", "csv.too-long"; E_DENIED as case_new: then nothing was imported either. */
int import_cases(struct app *app, const struct import_order *order, struct arena *a, struct import_result *result_r, struct err *e) WARN_UNUSED;

#endif
