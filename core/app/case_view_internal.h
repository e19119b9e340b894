/* Inside of a case's overview: what case_view.c, case_actions.c and case_units.c share. Errors: those of app.h, and
 * what a function says. */
#ifndef SHINSA_APP_CASE_VIEW_INTERNAL_H
#define SHINSA_APP_CASE_VIEW_INTERNAL_H

#include "core/app/act.h"
#include "core/app/case_app.h"

struct view_case {
    struct app *app;
    struct db *db;
    int64_t case_id;
    struct arena *a;
    struct case_view *v;
    struct act act;
    LIST(struct action) actions; /* in the order of the scheme, those of units behind those of the whole */
    bool units_have_certificates; /* of their own, so actions on certificates are offered by unit */
};

/* Fills the actions, and the units on the way. */
int case_view_actions(struct view_case *view, struct err *e) WARN_UNUSED;
/* Fills the units of the case, and adds what their machines offer to view->actions. */
int case_view_units(struct view_case *view, struct err *e) WARN_UNUSED;
/* Adds what a machine offers now, about the unit in hand (named) or about the whole (NULL). */
void case_view_machine(struct view_case *view, const struct machine_def *m, const char *unit);
/* True if every unit has one of its own. */
bool case_view_by_unit(const struct view_case *view, const struct machine_def *m);
/* Adds the pending ones of n deadlines by date; note NULL: all, else only those that bear it. */
void case_view_deadlines(const struct view_case *view, const struct deadline *d, size_t n, const char *note,
                         struct due_list *to);

#endif
