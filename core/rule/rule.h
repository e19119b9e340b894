/* What all definitions of a scheme have in common: names, sources, positions, and formulas with their source text.
 *
 * Everything is read once into the arena of its scheme and never changes afterwards. A text that was not given is NULL, a
 * formula that was not given has text NULL, a list that was not given has n = 0. Ids are compared as bytes. */
#ifndef SHINSA_RULE_RULE_H
#define SHINSA_RULE_RULE_H

#include "core/base/date.h"
#include "core/base/mem.h"

struct expr; /* a compiled expression: core/rule/expr.h */
struct tmpl; /* a compiled text with merge fields: core/rule/expr.h */

/* A place in a scheme's files; line and column count from 1, columns in characters. */
struct where {
    const char *file; /* as opened */
    int line, column;
};

/* An immutable list: `s->forms.at[i]`, `s->forms.n`. */
#define SPAN(type_)       \
    struct {              \
        const type_ *at;  \
        size_t n;         \
    }

struct texts {
    const char *const *at;
    size_t n;
};
bool texts_have(const struct texts *texts, const char *text);

/* The head of every definition. src is inherited from the parent where the file gives none. */
struct rule {
    const char *id;
    const char *label, *label_en; /* label is never NULL (the id at worst); label_en is NULL without translation */
    const char *src;              /* article or heading */
    const char *const *req;       /* requirement ids */
    size_t n_req;
    const char *help;
    struct where at;
};

/* An expression as it was written, and compiled. */
struct formula {
    const char *text; /* NULL: not given */
    const struct expr *expr;
    struct where at;  /* of its first character */
};
static inline bool formula_given(const struct formula *f) { return f->text != NULL; }

struct named_formula {
    const char *name;
    struct formula value;
};

/* `set: {case.x: "…"}` */
struct assignment {
    const char *fact; /* case.x, cert.x */
    struct formula value;
    struct where at;
};

struct named_text {
    const char *name, *text;
    struct where at;
};

/* A text with merge fields: "不足 {fee.review.gross - paid}円". */
struct merge {
    const char *text; /* as written; NULL: not given */
    const struct tmpl *tmpl;
    struct where at;
};

#endif
