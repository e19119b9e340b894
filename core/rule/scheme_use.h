/* What the reader notes beside the tables: every reference and every formula with its place, so that proofs need no
 * second walk over the files. */
#ifndef SHINSA_RULE_SCHEME_USE_H
#define SHINSA_RULE_SCHEME_USE_H

#include "core/rule/scheme.h"
#include "core/rule/yaml_dom.h"

/* What an id refers to. */
enum ref_kind {
    REF_NONE,
    REF_ROLE,
    REF_CASE_TYPE,
    REF_MACHINE,
    REF_STATE,           /* of the machine the reference stands in, or of any case machine outside machines */
    REF_CERT_TRANSITION, /* of the certificate machine */
    REF_FORM,
    REF_LIST_FIELD,      /* form.F.field of type list */
    REF_FIELD,           /* form.F.field, form.F.list.column, form.F.item.field, form.F.*.field */
    REF_ITEM_LIST,
    REF_CHECKLIST,
    REF_DECISION,
    REF_PERIOD,
    REF_DEADLINE,
    REF_FEE,
    REF_SERIES,
    REF_RECEIVED,
    REF_ISSUED,
    REF_ADDRESSEE,
    REF_RETURN,
    REF_REGISTER,
    REF_LEDGER,
    REF_RETENTION,
    REF_TASK,
    REF_QUERY,
    REF_FLAG,
    REF_UNIT,
    REF_EACH,     /* a kind of unit, or same_party_cert */
    REF_GUARD,    /* a refusal: needs a text */
    REF_SETTABLE, /* a fact that asks and effects may set */
    REF_TASK_OR_TRANSITION, /* of people rules */
    REF_KIND_COUNT
};

struct reference {
    enum ref_kind kind;
    const char *id;
    const struct machine_def *machine; /* it stands in; NULL outside */
    struct where at;
};

/* What the names of a formula mean beyond facts. */
enum formula_scope {
    SCOPE_PLAIN,
    SCOPE_LIST,      /* it = a row of list `list` */
    SCOPE_CHECKLIST, /* it = a row of the matrix form of checklist `list`, if it has one */
    SCOPE_DECISION,  /* the inputs of decision `list`, and the rows it assesses */
    SCOPE_LEDGER     /* what one row of the ledger is about */
};

struct formula_use {
    struct formula *formula; /* one of formula and merge */
    struct merge *merge;
    const struct yaml *node;
    int want;                 /* enum value_type */
    enum formula_scope scope;
    const char *list;         /* of the scope */
    const char *key;          /* its key in the file */
    bool printed;             /* a merge field that leaves the office: must never be empty */
};

/* A rule that names a requirement, or one without a source. */
struct rule_use {
    const char *what;         /* "transition" */
    const struct rule *rule;
    const char *req;          /* the requirement */
    struct where at;          /* of the requirement, or of the rule */
};

struct scheme_uses {
    SPAN(struct reference) refs;
    SPAN(struct formula_use) formulas;
    SPAN(struct rule_use) unsourced; /* rules that need a source, with none of their own nor of a parent */
};

#endif
