/* How a date or an amount came about, in words. */
#ifndef SHINSA_APP_WHY_LINES_H
#define SHINSA_APP_WHY_LINES_H

#include "core/app/deadline_app.h"
#include "core/app/words.h"
#include "core/rule/explain.h"

struct why_lines {
    struct app *app;
    const struct scheme *s; /* whose facts they read */
    struct arena *a;
    LIST(struct why_line) all;
};
void why_add(struct why_lines *w, enum app_word label, const char *text);
/* Rule and article, and the facts that were read or missing. */
void why_add_rule(struct why_lines *w, const struct whys *whys);
void why_add_facts(struct why_lines *w, enum app_word label, const struct whys *whys);
/* "2025-05-07 (水) 令和7年5月7日". */
const char *why_date(struct why_lines *w, struct date d);

#endif
