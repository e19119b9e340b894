/* Expressions and text templates of the scheme language: typed at load, total afterwards.
 *
 * The language stands in doc/internals/scheme-language.md; the functions are the rows of func.def. A compiled expression
 * lives in the arena it was compiled into, borrows the scope's tables, and never changes: it may be evaluated from
 * anywhere. Evaluation reads facts, ends within a bounded number of steps, and allocates only in the facts' arena. */
#ifndef SHINSA_RULE_EXPR_H
#define SHINSA_RULE_EXPR_H

#include "core/rule/facts.h"

enum {
    EXPR_TEXT_MAX = 8192,  /* bytes of source */
    EXPR_DEPTH_MAX = 60,   /* of nesting */
    EXPR_NODES_MAX = 4000,
};

struct expr;

/* A named expression: an input of a decision. Evaluated where it is used. */
struct expr_local {
    const char *name;
    const struct expr *expr;
};

/* What names mean inside a text. */
struct expr_scope {
    const struct fact_names *names;
    const struct type_columns *it; /* columns of the row the text is about (`it.item`), or NULL */
    const struct expr_local *locals;
    size_t n_locals;
};

/* Where in the text it went wrong: bytes from its start. Filled on failure only. */
struct expr_error {
    size_t at, length;
};

/* Compiles text to an expression of the wanted type (VALUE_ANY: whatever it is; an int is also a decimal, an int literal
 * also yen). E_INPUT: "expr.syntax" {what was expected} {what came}, "expr.unknown-name" {name} {nearest},
 * "expr.unknown-column", "expr.unknown-function", "expr.type" {wanted} {is}, "expr.choice" {word} {nearest},
 * "expr.arguments", "expr.regex", "expr.format"; E_LIMIT "expr.too-long". */
int expr_compile(struct arena *a, const struct expr_scope *scope, const char *text, enum value_type want,
                 const struct expr **expr_r, struct expr_error *where_r, struct err *e) WARN_UNUSED;

const struct type *expr_type(const struct expr *x);
/* The text it was compiled from. */
const char *expr_text(const struct expr *x);
/* True and the value, if it is a literal (perhaps with a minus). */
bool expr_is_constant(const struct expr *x, struct value *v_r);
/* Never undefined, whatever the facts are (those declared `always` count as defined). */
bool expr_always_defined(const struct expr *x);
/* The same where fn answers for the facts that are known there to be defined. */
typedef bool expr_known_fn(const struct fact_ref *ref, void *arg);
bool expr_defined_if(const struct expr *x, expr_known_fn *fn, void *arg);
/* Calls fn for every fact the expression may read, in the order of the text, also inside its locals. */
void expr_each_fact(const struct expr *x, void (*fn)(const struct fact_ref *ref, void *arg), void *arg);
/* Name of the first fact it reads ("form.F-A.agents"), or NULL: where a screen jumps to. */
const char *expr_first_fact(const struct expr *x);

/* The value now. Undefined: facts->missing says what it lacked. NULL expression: undefined, nothing missing. */
struct value expr_eval(const struct expr *x, struct facts *f);
/* The same with `it` bound to a row of a list with the scope's columns. */
struct value expr_eval_row(const struct expr *x, struct facts *f, const struct value *row);
/* Shorthands: false, 0 or "" when undefined. */
bool expr_is_true(const struct expr *x, struct facts *f);

/* Texts with places: "不足 {fee.review.gross - paid}円", "{case.received_on|era}", "{cert.granted_on|%Y.%m.%d}".
 * Formats: dates: iso, era, era_short, weekday, or a pattern of date_format; numbers: plain (no separators). {{ is a
 * brace. */
struct tmpl;
enum { TMPL_TEXT_MAX = 65536 };

/* E_INPUT "expr.syntax", "pattern.bad", E_LIMIT "expr.too-long", E_NOTFOUND "fact.unknown". */
int tmpl_compile(struct arena *a, const struct expr_scope *scope, const char *text, const struct tmpl **tmpl_r,
                 struct expr_error *where_r, struct err *e) WARN_UNUSED;
/* Calls fn for every place with its expression: the proofs ask expr_always_defined. */
void tmpl_each_place(const struct tmpl *t, void (*fn)(const struct expr *x, size_t at, void *arg), void *arg);
/* The text in the facts' arena, never NULL. A place whose value is undefined keeps its source in braces, and
 * facts->missing names the first fact that was lacking. NULL template: "". */
const char *tmpl_expand(const struct tmpl *t, struct facts *f);

#endif
