/* Reference tables of an office: parameters whose value is a list of records, kept as CSV with a header so that they can be
 * read, compared and edited anywhere. Whom it has designated, what a foreign scheme recognises, who is barred from whom. */
#ifndef SHINSA_RULE_TABLE_H
#define SHINSA_RULE_TABLE_H

#include "core/rule/value.h"
#include "core/rule/yaml_dom.h"

enum { TABLE_BYTES_MAX = 64 * 1024 };

/* CSV to a list of records; the header names columns by id or label, in any order, columns that are not there are empty.
 * "" is an empty table. E_INPUT "table.column" {header} {nearest}, "table.cell" {line} {column} {text}; of csv_read. */
int table_read(struct arena *a, const struct type *type, const char *csv, struct value *v_r, struct err *e) WARN_UNUSED;

/* A list of maps as such CSV. E_INPUT "table.column" {key} {nearest}, "table.not-rows" for what is no list of maps. */
int table_of_yaml(struct arena *a, const struct type *type, const struct yaml *rows, const char **csv_r, struct err *e) WARN_UNUSED;

#endif
