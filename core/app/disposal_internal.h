/* Inside of disposal: one case looked at for what may go, and what changes when it goes. Errors: those of app.h, and
 * what a function says. */
#ifndef SHINSA_APP_DISPOSAL_INTERNAL_H
#define SHINSA_APP_DISPOSAL_INTERNAL_H

#include "core/app/act.h"
#include "core/app/disposal_app.h"
#include "core/rule/retention.h"

struct finding {
    struct app *app;
    const char *scheme;
    int64_t after;            /* the last case looked at */
    struct arena *a;
    LIST(struct disposal_item) items;
    bool end;
};
/* Everything that is due, by case, a page of cases a read transaction. */
int disposal_find(struct finding *find, struct err *e) WARN_UNUSED;
/* What stands for a list of items; in the arena. */
const char *disposal_digest(const struct disposal_item *item, size_t n, struct arena *a);
/* Items in words, inside a transaction. */
int disposal_describe(struct app *app, const struct disposal_item *item, size_t n, struct arena *a, struct disposal_list *list_r,
                      struct err *e) WARN_UNUSED;
/* Is it a received paper of this case that the office still has? */
bool disposal_paper_here(const struct bundle *b, const struct paper *p);

struct disposal_blobs {
    LIST(const char *) all;
};
/* Adds the changes that erase what is personal under a rule in this case, in every revision of its forms; nothing when there
 * is nothing left. disposal_id: the list it goes with, 0 while only asking. Blobs that lost their paper are added to
 * *blob_r. */
int disposal_erase(struct act *act, const char *rule, int64_t disposal_id, struct disposal_blobs *blob_r, struct err *e) WARN_UNUSED;
/* The change of one paper that goes. */
void disposal_destroy(struct act *act, const struct paper *p, struct disposal_blobs *blob_r);

#endif
