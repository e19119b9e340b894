/* Inside of the bundle: how records become facts. Errors: those of app.h, and what a function says. */
#ifndef SHINSA_APP_BUNDLE_INTERNAL_H
#define SHINSA_APP_BUNDLE_INTERNAL_H

#include "core/app/bundle.h"
#include "core/rule/scheme.h"

int bundle_set_text(struct facts *f, const char *name, const char *text, struct err *e) WARN_UNUSED;
int bundle_set_date(struct facts *f, const char *name, struct date d, struct err *e) WARN_UNUSED;
/* Sets the fact "cert.<field>", if the scheme's names know it; prefix ends in its dot. */
void bundle_set_field(struct facts *f, const char *prefix, const void *record, const struct record_field *field);
/* Sets prefix.<field> for every field of the record that the scheme's names know. */
int bundle_set_record(struct facts *f, const char *prefix, const struct record_type *type, const void *record, struct err *e) WARN_UNUSED;
/* Adds a row to a list and fills the columns that carry the names of the record's fields. row_r may be NULL. */
int bundle_add_record(struct facts *f, const char *list, const struct record_type *type, const void *record, struct value **row_r,
                      struct err *e) WARN_UNUSED;
/* A column that exists. */
void bundle_set_cell(struct facts *f, const char *list, struct value *row, const char *column, struct value v);
/* Declared facts and flags of an owner ("case", "certificate") under a prefix ("case", "cert"). */
int bundle_set_declared(const struct bundle *b, const char *owner, const char *prefix, struct facts *f, struct err *e) WARN_UNUSED;
/* Papers of the batch, other cases, certificates of the same party and of the same subject. */
int bundle_facts_neighbours(const struct app *app, const struct bundle *b, struct facts *f, struct err *e) WARN_UNUSED;
/* All of the scheme, for case types that read it; else nothing. In bundle_scheme.c. */
int bundle_load_scheme(struct db *db, struct bundle *b, struct err *e) WARN_UNUSED;
int bundle_facts_scheme(const struct app *app, const struct bundle *b, struct facts *f, struct err *e) WARN_UNUSED;
/* Events, periods, entries and declared facts of a certificate that is known. */
int bundle_load_other_certificate(struct db *db, struct bundle *b, struct other_certificate *own, struct err *e) WARN_UNUSED;
/* Nothing is known of a certificate any more. */
void bundle_forget_certificate(const struct bundle *b, struct facts *f);
/* True for a state in which a certificate counts. state may be NULL. */
bool bundle_in_force(const struct machine_def *m, const char *state);

#endif
