/* A loaded scheme version: everything its files say, as plain immutable tables, with all expressions compiled.
 *
 * doc/internals/scheme-language.md is the contract of the files; core/rule/scheme_read*.c fill these tables, the proofs of
 * core/rule/scheme_check*.c refuse what is not sound. A scheme owns one arena; everything reachable from it lives until
 * its schemes_free. References between definitions are ids: look them up here, they are proved to exist.
 * This is no store and knows no clock: what an office overrides (parameters) comes with the facts. */
#ifndef SHINSA_RULE_SCHEME_H
#define SHINSA_RULE_SCHEME_H

#include "core/rule/scheme_deadline.h"
#include "core/rule/scheme_decide.h"
#include "core/rule/scheme_fee.h"
#include "core/rule/scheme_form.h"
#include "core/rule/scheme_lifecycle.h"
#include "core/rule/scheme_number.h"
#include "core/rule/scheme_paper.h"
#include "core/rule/scheme_people.h"
#include "core/rule/scheme_register.h"
#include "core/rule/value.h"

struct fact_names;  /* core/rule/facts.h */
struct yaml;        /* core/rule/yaml_dom.h */
struct scheme_uses; /* core/rule/scheme_use.h: every reference and formula with its place, for the proofs */
struct rule_use;
struct problems;    /* core/rule/problem.h */

/* Name of the certifying body, from and until inside; until DATE_NONE: still so. */
struct body_def {
    struct date from, until;
    const char *name;
    const char *src;
    struct where at;
};

struct role_def {
    struct rule rule;
    struct texts acts_as;     /* roles whose acts it may do too */
    bool sees_assigned_only;  /* only cases assigned to the person */
};

/* A named value an office may override. */
struct param_def {
    struct rule rule;
    struct type type;
    const char *value;   /* default, as text: dates ISO, bool true/false; of a list see values */
    struct texts values; /* default of a list */
    bool confirm;        /* the office must confirm it before going live */
};

/* A value that transitions and effects set: case.<x>, cert.<x>. */
struct fact_def {
    struct rule rule; /* id with its case. or cert. */
    struct type type;
    const char *unit;  /* of this.<x>: the kind of unit that has it; NULL: every kind, or not of a unit */
    struct formula is; /* computed from other facts, never set */
};

/* Text of a guard id where the guard itself says nothing. */
struct refusal_def {
    const char *id;
    struct merge say;
    struct where at;
};

/* Requirements that no rule of the scheme fulfils, and why: they ask nothing, or the program does it for every scheme; and those
 * that are fulfilled in part, and what is missing. */
struct no_duty_def {
    struct texts req;
    const char *reason; /* `reason` of no_duty, `where` of engine, `missing` of partly */
    struct where at;
};

/* Guard ids of what the engine itself refuses; NULL: none given. */
struct standard_refusals_def {
    const char *role;        /* no role for it */
    const char *state;       /* not in this state */
    const char *certificate; /* the certificate that a case type needs is not in force */
    const char *duplicate;   /* second case of an exclusive type */
    const char *second_review; /* a list that the second person has not signed */
};

struct edition_def {
    struct date date;
    const char *text;
    struct where at;
};

/* All requirement ids of the scheme: prefix-NNN for from…to without the exceptions, in `width` digits. */
struct requirements_def {
    const char *prefix;
    int width;
    struct requirement_range {
        int from, to;
    } const *ranges;
    size_t n_ranges;
    struct where at;
};

struct party_def {
    struct formula kind, name, reading, corporate_number, address, tel, mail;
};

struct scheme {
    struct rule rule;          /* id, labels */
    struct date version;       /* effective date, name of the folder */
    char version_text[DATE_TEXT_BYTES];
    const char *extends;       /* "base/2024-04-01", or NULL */
    bool abstract;             /* a base; has no cases of its own */
    const char *short_label;   /* at most 16 columns */
    const char *dir;
    struct texts legal_basis;
    SPAN(struct body_def) bodies;
    SPAN(struct named_text) office; /* office.<key> */
    const char *subject_label;
    struct formula subject_name;
    struct party_def party;
    SPAN(struct role_def) roles;
    SPAN(struct param_def) params;
    SPAN(struct fact_def) facts;
    struct formula closed_days; /* list of texts */
    SPAN(struct refusal_def) refusals;
    struct standard_refusals_def standard_refusals;
    SPAN(struct no_duty_def) no_duty;
    SPAN(struct no_duty_def) engine;
    SPAN(struct no_duty_def) partly;
    struct requirements_def requirements;
    SPAN(struct edition_def) editions;

    SPAN(struct case_type_def) case_types;
    SPAN(struct machine_def) machines;
    SPAN(struct task_def) tasks;
    SPAN(struct query_def) queries;
    SPAN(struct flag_def) flags;

    SPAN(struct unit_def) units;
    SPAN(struct item_list_def) item_lists;
    SPAN(struct form_def) forms;

    SPAN(struct checklist_def) checklists;
    SPAN(struct decision_def) decisions;

    SPAN(struct period_def) periods;
    SPAN(struct deadline_def) deadlines;
    SPAN(struct fee_def) fees;
    SPAN(struct series_def) series;

    SPAN(struct received_def) received;
    SPAN(struct issued_def) issued;
    struct frame_def frame;
    SPAN(struct addressee_def) addressees;
    SPAN(struct return_def) returns;

    SPAN(struct register_def) registers;
    SPAN(struct ledger_def) ledgers;
    SPAN(struct ledger_def) reports;
    SPAN(struct diff_def) diffs;

    SPAN(struct person_rule_def) people;
    struct conflict_def conflict;
    struct committee_def committee;
    struct secrecy_def secrecy;
    SPAN(struct retention_def) retention;
    SPAN(struct personal_def) personal;

    const struct fact_names *names; /* every fact the scheme's formulas may read */
    SPAN(const struct fact_name *) always; /* those that are given and never undefined */
    const struct form_facts_of *form_facts; /* by form */
    const struct yaml *specimen; /* facts by case type; NULL: none */
    const char *examples_path;   /* of its own examples.yaml; NULL: none */
    SPAN(struct rule_use) reqs;      /* rules that name requirements, in the order read (core/rule/scheme_use.h) */
    const struct scheme_uses *uses;  /* while it is proved, then NULL */
    char hash[65];               /* SHA-256 of its own files, hexadecimal */
    struct arena arena_;
};

/* By id; NULL if there is none. */
const struct role_def *scheme_role(const struct scheme *s, const char *id);
const struct param_def *scheme_param(const struct scheme *s, const char *id);
const struct fact_def *scheme_fact(const struct scheme *s, const char *id);
const struct refusal_def *scheme_refusal(const struct scheme *s, const char *id);
const struct case_type_def *scheme_case_type(const struct scheme *s, const char *id);
const struct machine_def *scheme_machine(const struct scheme *s, const char *id);
const struct machine_def *scheme_certificate_machine(const struct scheme *s); /* NULL: this scheme certifies nothing */
const struct machine_def *scheme_case_machine(const struct scheme *s, const char *case_type);
const struct task_def *scheme_task(const struct scheme *s, const char *id);
const struct query_def *scheme_query(const struct scheme *s, const char *id);
const struct flag_def *scheme_flag(const struct scheme *s, const char *id);
const struct unit_def *scheme_unit(const struct scheme *s, const char *id);
/* The list field whose rows are the units; NULL if there is none. */
const struct field_def *scheme_unit_list(const struct scheme *s, const struct unit_def *unit);
const struct item_list_def *scheme_item_list(const struct scheme *s, const char *id);
const struct form_def *scheme_form(const struct scheme *s, const char *id);
const struct checklist_def *scheme_checklist(const struct scheme *s, const char *id);
const struct decision_def *scheme_decision(const struct scheme *s, const char *id);
const struct period_def *scheme_period(const struct scheme *s, const char *id);
const struct deadline_def *scheme_deadline(const struct scheme *s, const char *id);
const struct fee_def *scheme_fee(const struct scheme *s, const char *id);
const struct series_def *scheme_series(const struct scheme *s, const char *id);
const struct series_def *scheme_series_of(const struct scheme *s, enum series_of of); /* the first */
const struct received_def *scheme_received(const struct scheme *s, const char *id);
const struct issued_def *scheme_issued(const struct scheme *s, const char *id);
const struct addressee_def *scheme_addressee(const struct scheme *s, const char *id);
const struct return_def *scheme_return(const struct scheme *s, const char *id);
const struct register_def *scheme_register(const struct scheme *s, const char *id);
const struct ledger_def *scheme_ledger(const struct scheme *s, const char *id);
const struct ledger_def *scheme_report(const struct scheme *s, const char *id);
const struct retention_def *scheme_retention(const struct scheme *s, const char *id);
/* Name of the certifying body on that day, or NULL. */
const char *scheme_body(const struct scheme *s, struct date on);

/* Loaded schemes: every version of every scheme under one folder. */
struct schemes {
    const char *dir;                /* the folder they were read from */
    const struct scheme *const *at; /* by id, then version; abstract ones included */
    size_t n;
    struct arena arena_;
};

/* Where the installed schemes are: $SHINSA_SCHEMES (given by the caller), else ../schemes beside the program's folder, else
 * SHINSA_DATADIR/schemes. Borrowed from the arena. E_NOTFOUND "scheme.no-folder". */
int schemes_dir(struct arena *a, const char *from_environment, const char **dir_r, struct err *e) WARN_UNUSED;

/* Loads and proves every <dir>/<id>/<date>/. All problems are appended to problems (NULL: not wanted); with any problem
 * the result is the first one as E_INPUT and nothing is loaded. E_NOTFOUND "scheme.no-folder", E_IO. */
int schemes_load(const char *dir, struct schemes **schemes_r, struct problems *problems, struct err *e) WARN_UNUSED;
void schemes_free(struct schemes *schemes);

/* The version that took effect exactly on edition ("2024-04-01"). NULL if unknown. */
const struct scheme *schemes_find(const struct schemes *schemes, const char *id, const char *edition);
/* The version named ID/DATE. NULL if unknown. */
const struct scheme *schemes_named(const struct schemes *schemes, const char *named);
/* The newest version in force on that day. NULL if unknown or not yet in force. */
const struct scheme *schemes_on(const struct schemes *schemes, const char *id, struct date on);

/* Loads one folder <root>/<id>/<date>, whose bases are looked for under root. Problems and errors as in schemes_load. */
int scheme_load(const char *root, const char *id, const char *version, struct scheme **scheme_r,
                struct problems *problems, struct err *e) WARN_UNUSED;
void scheme_free(struct scheme *scheme);

#endif
