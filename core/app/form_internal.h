/* Inside of forms: a form of a case with its values and facts, and the sheet made of them. Errors: those of app.h,
 * and what a function says. */
#ifndef SHINSA_APP_FORM_INTERNAL_H
#define SHINSA_APP_FORM_INTERNAL_H

#include "core/app/act.h"
#include "core/app/form_app.h"
#include "core/app/form_values.h"
#include "core/rule/form.h"

/* A form of a case as it stands. */
struct form_inside {
    struct app *app;
    const struct scheme *s;
    const struct form_def *def;
    struct facts facts;        /* of the case, with the form as stored */
    struct form_cells cells;   /* as stored, or the scheme's suggestions for a form never saved */
    struct form_cells was;     /* of the form it is compared with */
    bool compared;
    int64_t case_id, revision;
    const char *saved_by;      /* of the revision; "" for none */
    instant_us saved_at;
    bool editable;
};

/* The form of a case that act_begin has loaded. E_NOTFOUND "form.unknown". The facts are a copy of the act's. */
int form_inside_load(struct form_inside *in, struct act *act, const char *form, struct err *e) WARN_UNUSED;
/* By the form's own rule: a transcribed report whose rating stands. */
bool form_is_locked(struct form_inside *in);
/* Facts with other values of the form laid over, in an arena of their own. E_LIMIT "form.too-large". */
int form_facts_with(const struct form_inside *in, const struct form_cells *cells, struct arena *a, struct facts *f_r, struct err *e) WARN_UNUSED;
/* All places of the form with its values. */
void form_sheet_fill(struct form_inside *in, struct arena *a, struct form_sheet *sheet_r);
/* Value, echo and error of a text typed into a place, apart from what the rest of the form makes of it. */
struct field_reading form_read_typed(const struct form_inside *in, const struct form_path *at, const char *typed, struct arena *a);
/* Whole-form problems stand at the place that their rule reads first. */
const char *form_problem_path(const struct form_def *def, const struct field_problem *p, struct arena *a);

/* A value that its field cannot be: which of the values, and what to do. */
struct form_fault {
    size_t value;
    const char *error;
};
struct form_faults {
    LIST(struct form_fault) all;
};
/* Keys values into a form, as form_save does, within an act that is still in the making. Values that their fields
 * cannot be are faults, and then nothing is put. E_INPUT "form.no-field", "form.unit-name", "field.control", E_LIMIT
 * "form.too-large". */
int form_key_in(struct act *act, const char *form, const struct form_value *values, size_t n, struct form_faults *faults,
                struct err *e) WARN_UNUSED;

/* Makes the units of the case those that the form lists now: new ones come, others go. */
int form_put_units(struct act *act, const char *form, struct err *e) WARN_UNUSED;

/* Forms over records of the store: payments, papers, withholdings of the case. Their list bears the name of the record. */
void form_record_cells(struct form_inside *in, const struct bundle *b, struct arena *a);
/* E_INPUT "form.row-stays", "form.value". */
int form_record_save(struct form_inside *in, struct act *act, const struct form_cells *cells, struct err *e) WARN_UNUSED;

#endif
