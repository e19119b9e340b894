/* Inside of the look-up box: what a search is made of. Errors: those of app.h, and what a function says. */
#ifndef SHINSA_APP_LOOKUP_INTERNAL_H
#define SHINSA_APP_LOOKUP_INTERNAL_H

#include "core/app/lookup_app.h"
#include "core/model/case.h"
#include "core/model/certificate.h"

struct looking {
    struct app *app;
    const char *text;
    size_t limit;
    struct arena *a;
    LIST(struct hit) hits;
    bool more;
    const char *understood, *suggest;
};

/* Each adds what the actor may see, once; at the limit `more` is set instead. Inside db_read. */
int hit_add_certificate(struct looking *l, const struct certificate *c, bool candidate, struct err *e) WARN_UNUSED;
/* By kind and id; fees and papers show the case they belong to. What is no longer there is passed over. */
int hit_add_id(struct looking *l, enum hit_kind kind, int64_t id, struct err *e) WARN_UNUSED;

#endif
