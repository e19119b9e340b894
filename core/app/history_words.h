/* Inside of the history: what an event touched beside its case. */
#ifndef SHINSA_APP_HISTORY_WORDS_H
#define SHINSA_APP_HISTORY_WORDS_H

#include "core/app/app.h"
#include "core/base/json.h"

/* Fees, payments, papers, deadlines, tasks, results and questions that the event changed, as the scheme calls them, in the
 * order in which they were written; "" if there are none or the scheme is not known (NULL). of_action: beside the name of an
 * action, so that each says what became of it. In the arena. */
const char *history_touched(struct app *app, const struct scheme *s, const struct json *body, bool of_action, struct arena *a);

#endif
