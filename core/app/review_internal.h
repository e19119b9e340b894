/* Inside of the review: a checklist of a case with all that its items read. */
#ifndef SHINSA_APP_REVIEW_INTERNAL_H
#define SHINSA_APP_REVIEW_INTERNAL_H

#include "core/app/act.h"
#include "core/app/review_app.h"
#include "core/rule/checklist.h"

struct viewing {
    struct app *app;
    int64_t case_id;
    const char *checklist;
    struct arena *a;
    struct act act;
    const struct checklist_def *def;
    const struct bundle_form *now, *was; /* of the form whose rows are reviewed */
    bool compared;
    struct review_view *v;
};
/* Loads the case and finds the list. E_NOTFOUND "check.unknown", E_DENIED "app.not-yours". */
int review_begin(struct viewing *view, struct err *e) WARN_UNUSED;
/* May the actor record results of the list now? E_DENIED "app.role", E_RULE "check.closed" when the case is over,
 * "check.not-open" before a transition opens the list, "check.list-closed" after one closed it, and what the rules about
 * people refuse. */
int review_may_record(struct viewing *view, struct err *e) WARN_UNUSED;
/* May the actor sign it as the second person? What review_may_record says, and E_RULE "check.no-second" (the list asks for
 * none), "check.sign-open" (an item has no answer), "check.sign-own" (the actor recorded in it), "check.signed" (done). */
int review_may_sign(struct viewing *view, struct err *e) WARN_UNUSED;
/* Who signed, and whether that still stands; true: nothing waits for a second person. */
bool review_signature(struct viewing *view, struct review_view *v_r);

#endif
