/* Checklist review 審査 and queries 照会・補正. Errors: those of app.h, and what a function says. */
#ifndef SHINSA_APP_REVIEW_APP_H
#define SHINSA_APP_REVIEW_APP_H

#include "core/app/app.h"
#include "core/model/check.h"

struct review_result_kind {
    const char *id, *label; /* 適 */
    char key;               /* '1' */
    bool passes;
    bool open;              /* not an answer yet: 照会中 */
};

struct review_item {
    const char *item, *unit;
    const char *no, *label, *group, *class;
    const char *marks;      /* space-separated */
    const char *help, *src; /* what it asks, and its article; "" if the scheme does not say */
    const char *result;     /* recorded or computed; "" open */
    const char *assessed;   /* the best it deserves; "" if not assessed */
    const char *why;        /* of assessed or computed */
    bool computed;          /* auto: needs no hand */
    bool inherited;         /* 適（継続） */
    const char *evidence, *note, *checked_by;
    struct date checked_on;
    const char *now, *was;  /* text of the row now and in the case compared with; was NULL if none */
    const char *diff;       /* was and now in one text with {-…-}{+…+}; "" if equal */
    const char *papers;     /* evidence named in the form */
    bool has_open_query;
};

struct review_view {
    int64_t case_id;
    const char *checklist, *label;
    struct review_result_kind *kind;
    size_t n_kinds;
    struct review_item *item;
    size_t n;
    size_t n_done, n_failed, n_queried;
    const char *outcome;      /* as it would be decided now; "" not yet */
    const char *outcome_why;
    const char *const *tally_label; /* 必須, ★, 選択 … from the classes and marks of the scheme */
    const size_t *tally_done, *tally_all;
    size_t n_tallies;
    bool editable;
    const char *locked;       /* why nothing may be recorded now; "" when it may */
    bool second_review;       /* a second person has to sign it */
    const char *signed_by;    /* login; "" nobody */
    struct date signed_on;
    bool signed_other;        /* what was signed is not what stands here now */
    const char *unsignable;   /* why the actor may not sign it now; "" when he may, and where nobody has to */
};

/* The list as it stands, complete for drawing. E_NOTFOUND "check.unknown". */
int review_view(struct app *app, int64_t case_id, const char *checklist, struct arena *a, struct review_view *view_r, struct err *e) WARN_UNUSED;
/* Records one result ("" takes it back). E_RULE when what it deserves or the scheme forbids it. */
int review_set(struct app *app, int64_t case_id, const char *checklist, const char *item, const char *unit, const char *result,
               const char *evidence, const char *note, struct arena *a, struct review_view *view_r, struct err *e) WARN_UNUSED;

/* The second person 二次確認 signs the list as it stands now; withdraw: takes the own signature back. E_RULE "check.no-second",
 * "check.sign-open", "check.sign-own", "check.signed", "check.not-signed", and what review_set refuses. */
int review_sign(struct app *app, int64_t case_id, const char *checklist, bool withdraw, struct arena *a, struct review_view *view_r,
                struct err *e) WARN_UNUSED;

struct query_view {
    struct query q;
    const char *kind_label, *item_label;
    bool overdue;
};
int query_list(struct app *app, int64_t case_id, struct arena *a, struct query_view **query_r, size_t *n_r, struct err *e) WARN_UNUSED;
/* Kinds of question the scheme knows: 補正, 照会. */
struct query_kind {
    const char *id, *label;
    const char *checklist; /* whose items it asks about; "" for none */
};
int query_kinds(struct app *app, int64_t case_id, struct arena *a, struct query_kind **kind_r, size_t *n_r, struct err *e) WARN_UNUSED;
/* Writes a question (not sent before the transition that sends it). E_NOTFOUND "query.no-kind", E_INPUT
 * "query.text", "query.item", "query.ground", E_RULE "query.closed". */
int query_add(struct app *app, int64_t case_id, const char *kind, const char *item, const char *ground, const char *question,
              int64_t *id_r, struct err *e) WARN_UNUSED;
/* Takes back a question that was not sent yet. E_RULE "query.sent". */
int query_drop(struct app *app, int64_t query_id, struct err *e) WARN_UNUSED;
int query_answer(struct app *app, int64_t query_id, struct date on, const char *answer, struct err *e) WARN_UNUSED;
/* Texts for the letter from the failed items of a checklist. E_NOTFOUND "check.unknown". */
int query_suggest(struct app *app, int64_t case_id, const char *checklist, struct arena *a, struct query **query_r, size_t *n_r,
                  struct err *e) WARN_UNUSED;
/* Grounds the scheme allows, for F4. E_NOTFOUND "query.no-kind". */
int query_grounds(struct app *app, int64_t case_id, const char *kind, struct arena *a, const char *const **ground_r, size_t *n_r,
                  struct err *e) WARN_UNUSED;

#endif
