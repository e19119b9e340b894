/* register.yaml: public registers, ledgers, reports, old/new views. */
#ifndef SHINSA_RULE_SCHEME_REGISTER_H
#define SHINSA_RULE_SCHEME_REGISTER_H

#include "core/rule/rule.h"

/* In a report that counts, rows that agree in all other columns are one, and this one is added up or averaged over them. */
enum tally_kind { TALLY_NONE, TALLY_SUM, TALLY_AVERAGE };

struct column_def {
    struct rule rule;
    struct formula value;
    int width; /* columns; 0: as wide as it is */
    enum tally_kind tally;
};

struct register_def {
    struct rule rule;
    struct formula visible; /* bool, for today */
    struct formula order;
    const char *rows;       /* matrix form whose rows are shown, or NULL */
    SPAN(struct column_def) columns;
    const char *withheld;   /* text in place of a withheld row */
    SPAN(struct column_def) head; /* of a register with rows: lines before them */
    struct texts cases;     /* one entry a case of these types; else one a certificate */
};

enum ledger_per { PER_CASE, PER_CERTIFICATE, PER_PERIOD, PER_FEE, PER_EVENT };

/* A ledger 帳簿 or a report: rows in order, grouped. */
struct ledger_def {
    struct rule rule;
    enum ledger_per per;
    struct formula when;   /* bool: which ones have a row */
    struct formula group, order;
    SPAN(struct column_def) columns;
    const char *retention; /* retention rule */
    const char *rows;      /* `it` goes over this list of what it is per; or NULL */
};

struct diff_def {
    const char *form;
    struct formula base; /* text: original, last_approved */
    const char *badge, *mark;
    struct where at;
};

#endif
