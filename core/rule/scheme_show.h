/* What `shinsa scheme show`, `schema`, `proofs` and `check --release` print: scheme data as text and JSON, no messages. */
#ifndef SHINSA_RULE_SCHEME_SHOW_H
#define SHINSA_RULE_SCHEME_SHOW_H

#include "core/base/buf.h"
#include "core/rule/scheme.h"

/* The whole definition in short: case types, machines with what leads where, forms, checklists, deadlines, fees, series,
 * papers, registers. Headings are the keys of the files; english: label_en where there is one. */
void scheme_show_text(const struct scheme *s, bool english, struct buf *out);
void scheme_show_json(const struct scheme *s, struct buf *out);

/* Parameters the office must confirm before going live (`confirm: true`): id, label, value, source. */
void scheme_release_text(const struct scheme *s, bool english, struct buf *out);
void scheme_release_json(const struct scheme *s, struct buf *out);

/* The proofs: id and what it proves. */
void scheme_proofs_text(struct buf *out);
void scheme_proofs_json(struct buf *out);

/* JSON Schema (draft 2020-12) of one file ("forms.yaml"), from the reader's own tables: for editors. False: no such file. */
bool scheme_schema(const char *file, struct buf *out);

#endif
