/* Forms as facts: a stored body (JSON) becomes `form.F.…`, `approved.F.…` or `original.F.…`.
 *
 * Body of a plain form: {"field":"text","several":"one\ntwo","list":[{"column":"text"}]}. Of a matrix form: the head's
 * fields as in a plain form, and one object a row: {"b01":{"content":"…"},"b70@大阪DC":{"disclosure":"…"}}. A row that is
 * not in the body is there with empty fields: the items of the scheme decide which rows a form has. */
#ifndef SHINSA_RULE_FORM_FACTS_H
#define SHINSA_RULE_FORM_FACTS_H

#include "core/base/json.h"
#include "core/rule/facts.h"
#include "core/rule/scheme.h"

/* Fills the facts of one of the scheme's forms as own, approved or original. body NULL: an empty form, whose rows exist; it is
 * borrowed as long as the facts. Values that cannot be read as the field's type are left undefined: the form screen shows their
 * errors. E_LIMIT. */
int form_facts(const struct scheme *s, const struct form_def *form, const struct json *body, enum form_view view, struct facts *f,
               struct err *e) WARN_UNUSED;

/* Text of a field in a body as the screens show it; "" if empty. path: "field", "row.field", "list[2].column",
 * "row.list[0].column". */
const char *form_body_text(const struct json *body, struct arena *a, const char *path);

/* Period at the front of a lead time "1mo メールで告知": its first word; false if there is none. */
bool leadtime_period(const char *text, struct period *p_r);

/* The units of a form's kind ("大阪DC"), from the list field that names them. */
struct texts form_units(const struct scheme *s, const char *kind, const struct json *body, struct arena *a);
/* Does the form itself list the units of the kind? Else another form does, and its facts name them. */
bool form_lists_units(const struct scheme *s, const struct form_def *form, const char *kind);
struct texts form_units_elsewhere(const struct scheme *s, const char *kind, enum form_view view, struct facts *f, struct arena *a);

#endif
