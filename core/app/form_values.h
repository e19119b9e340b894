/* The values of a form by their paths: "operator_name", "agents[0].name", "b01.content", "b70@大阪DC.evidence[2].title".
 * A stored body becomes cells, cells are changed, and cells become the canonical body again. */
#ifndef SHINSA_APP_FORM_VALUES_H
#define SHINSA_APP_FORM_VALUES_H

#include "core/base/buf.h"
#include "core/base/json.h"
#include "core/rule/scheme.h"

enum { FORM_PATH_MAX = 300, FORM_VALUE_BYTES = 80000, FORM_VALUES_MAX = 20000, FORM_BODY_BYTES = 4 << 20 };

struct form_cell {
    const char *path, *value;
};
struct facts;

struct form_cells {
    LIST(struct form_cell) all; /* every path once */
};

/* What a path names. */
struct form_path {
    const struct item_def *item;     /* of a matrix form; NULL: a field of the form itself */
    const char *ref, *unit;          /* "b70@大阪DC", "大阪DC"; "" */
    const struct field_def *field;
    const struct field_def *column;  /* of a list field; else NULL */
    size_t index;                    /* of the row of the list */
};
/* False: the form has no such place. Texts in the arena. */
bool form_path_read(const struct scheme *s, const struct form_def *form, const char *path, struct arena *a, struct form_path *path_r);
/* Maximum of rows of a list field. */
size_t field_rows_max(const struct field_def *list);

void form_cells_of(const struct json *body, struct arena *a, struct form_cells *cells_r);
const char *form_cells_get(const struct form_cells *cells, const char *path); /* "" if empty */
void form_cells_set(struct form_cells *cells, struct arena *a, const char *path, const char *value);
/* Rows of the list field at this path, gaps and empty rows counted. */
size_t form_cells_rows(const struct form_cells *cells, const char *list);
/* Names of the units of a kind, as the form itself lists them. */
struct texts form_cells_units(const struct scheme *s, const struct form_def *form, const struct form_cells *cells, const char *kind,
                              struct facts *f, struct arena *a);
/* Where a unit was given another name, its rows follow it. */
void form_cells_rename_units(const struct scheme *s, const struct form_def *form, const struct form_cells *old, struct form_cells *cells,
                             struct arena *a);

/* The canonical body: fields in the order of the scheme, no empty ones, no empty rows of lists, rows of units that exist. */
void form_cells_write(const struct scheme *s, const struct form_def *form, const struct form_cells *cells, struct facts *f,
                      struct arena *a, struct buf *out);

#endif
