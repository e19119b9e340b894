/* Forms 様式: what a typed text becomes, and what is wrong with a field. Pure. */
#ifndef SHINSA_RULE_FORM_H
#define SHINSA_RULE_FORM_H

#include "core/rule/facts.h"
#include "core/rule/scheme.h"

enum { FIELD_TEXT_CHARS = 400, FIELD_MULTILINE_CHARS = 20000, FIELD_LIST_ROWS = 1000 }; /* unless the scheme says less */

/* A typed text as it would be stored. */
struct field_value {
    const char *stored; /* canonical text: dates ISO, numbers plain, codes folded; "" if empty */
    const char *echo;   /* how it was understood, when that is not plain: 令和6年5月7日(火); "" */
};
/* Normalises typed text by the field's type; text itself is kept as entered. item: the row of a matrix form for fields
 * `from_item`, else NULL. E_INPUT "field.…" {label} when it cannot be understood, E_LIMIT "field.too-long". */
int field_normalise(const struct field_def *field, const struct item_def *item, const struct calendar *calendar,
                    struct date today, const char *typed, struct arena *a, struct field_value *value_r, struct err *e) WARN_UNUSED;
/* The field that reads values of this type when people type them (dates, amounts, yes and no, choices by word or label).
 * False: text stays as it is, and lists have no such field. label, type: borrowed. */
bool field_of_type(const struct type *type, const char *label, struct field_def *field_r);
/* Value of stored text, for facts. Undefined if it cannot be read. */
struct value field_stored_value(struct arena *a, const struct field_def *field, const struct item_def *item, const char *stored);

/* Something wrong with a form as it stands in the facts. */
struct field_problem {
    const struct field_def *field; /* NULL: of the form as a whole */
    const char *path;              /* "operator_name", "b70@大阪DC.content", "agents[1].name"; "" for the whole form */
    const char *id;                /* guard id, or NULL: simply missing */
    const char *text;              /* for people; "" if it is simply missing */
    const char *src;
    bool missing;                  /* required and empty */
};
struct field_problems {
    LIST(struct field_problem) all; /* in the order of the form; in the facts' arena */
};
/* Everything that is required and empty, or whose constraint is false, over facts that hold the form under `form.F`. */
void form_check(const struct scheme *s, const struct form_def *form, struct facts *f, struct field_problems *to);
/* One field of a plain form. */
void form_check_field(const struct scheme *s, const struct form_def *form, const struct field_def *field, struct facts *f,
                      struct field_problems *to);
/* One field of one row of a matrix form: ref is "b70" or "b70@大阪DC". */
void form_check_cell(const struct scheme *s, const struct form_def *form, const struct field_def *field, const char *ref, struct facts *f,
                     struct field_problems *to);
/* Asked at all, and must be filled. A `relevant` that is undefined counts as relevant, a `required` as not required. */
bool field_is_relevant(const struct field_def *field, struct facts *f, const struct value *row);
bool field_is_required(const struct field_def *field, struct facts *f, const struct value *row);
/* Type after `from_item`, choices likewise. */
enum input_type field_input_type(const struct field_def *field, const struct item_def *item);

#endif
