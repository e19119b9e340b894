/* numbers.yaml: series. */
#ifndef SHINSA_RULE_SCHEME_NUMBER_H
#define SHINSA_RULE_SCHEME_NUMBER_H

#include "core/rule/rule.h"

enum series_of { SERIES_CASE, SERIES_CERTIFICATE, SERIES_FEE, SERIES_PAPER };
enum part_kind { PART_TEXT, PART_SERIAL, PART_DATE, PART_OF, PART_CHECK };
enum part_date { AS_YYMM, AS_YYYYMM, AS_YYYY, AS_YY, AS_FY, AS_YYYYMMDD, AS_YYMMDD, AS_FY2 };

struct part_def {
    enum part_kind kind;
    const char *text;      /* PART_TEXT */
    int digits;            /* PART_SERIAL; PART_OF: digits of a text that is a number, 0 if it is none */
    int letters;           /* PART_OF: capitals of a text that is a code, 0 if it is none */
    struct formula value;  /* PART_DATE: date; PART_OF: text */
    enum part_date as;
    struct texts allowed;  /* PART_OF: `from` */
    const char *method;    /* PART_CHECK */
    struct where at;
};

/* Checks of a typed number, in the order of the file. */
enum number_check {
    CHECK_SHAPE,
    CHECK_OTHER,    /* it has the pattern of another kind of number */
    CHECK_TEXT,     /* a fixed part differs */
    CHECK_SERIAL,   /* zero */
    CHECK_MONTH,
    CHECK_EARLIEST, /* before value */
    CHECK_LATEST,   /* after today's month */
    CHECK_DATE,     /* differs from the recorded date */
    CHECK_DIGIT,
    CHECK_OF,       /* a text that is none of its list */
    CHECK_KNOWN     /* not on file */
};
struct number_check_def {
    struct rule rule;
    enum number_check of;
    const char *value; /* CHECK_EARLIEST: 2012-08 */
};

/* How typed text may deviate: "IP? serial{1,4} - yymm" cut into tokens. */
enum accept_kind { ACCEPT_TEXT, ACCEPT_PREFIX /* the text parts before the serial */, ACCEPT_SERIAL, ACCEPT_DATE, ACCEPT_OF, ACCEPT_CHECK,
                   ACCEPT_REIWA /* a fiscal year of Reiwa, one or two digits */ };
struct accept_token {
    enum accept_kind kind;
    const char *text;  /* ACCEPT_TEXT */
    bool optional;     /* `?` */
    int min, max;      /* digits of ACCEPT_SERIAL */
    enum part_date as; /* ACCEPT_DATE */
};
struct accept_def {
    const char *text;
    SPAN(struct accept_token) tokens;
    struct where at;
};

enum scope_kind { SCOPE_FACT, SCOPE_YEAR, SCOPE_FISCAL_YEAR, SCOPE_MONTH };
struct scope_def {
    enum scope_kind kind;
    struct formula fact; /* SCOPE_FACT: text */
};

struct series_def {
    struct rule rule;
    enum series_of of;
    SPAN(struct part_def) parts;
    SPAN(struct scope_def) scope; /* what restarts the serial */
    struct formula date;          /* for scopes by date */
    int64_t first;
    SPAN(struct accept_def) accept;
    SPAN(struct named_text) confusable; /* "O" -> "0" */
    SPAN(struct named_text) beginnings; /* other beginnings of what is typed: "★" -> "JS" */
    const char *continues;        /* another series that reads the numbers of this one */
    const char *shape;            /* ERE of the canonical form */
    SPAN(struct number_check_def) checks;
    struct formula given;         /* text: a number that somebody else gave; the series gives none then */
    const char *taken;            /* guard id: the given number is in use */
    const char *full;             /* guard id: serials used up */
    const char *suggest;          /* text with {serial} and {number} */
};

#endif
