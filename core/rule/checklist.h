/* Checklists 審査項目: which items apply, what each one is, what may be recorded, the outcome. Pure.
 *
 * Recorded results are rows that callers put into `check.L` (item, unit, result, evidence, note, by); everything else is
 * computed: an item with `auto` by its formula, a row with `assess` by its decision as far as that is no passing answer,
 * an inherited one as passed. */
#ifndef SHINSA_RULE_CHECKLIST_H
#define SHINSA_RULE_CHECKLIST_H

#include "core/rule/facts.h"
#include "core/rule/scheme.h"

enum check_source { CHECK_OPEN, CHECK_RECORDED, CHECK_AUTOMATIC, CHECK_ASSESSED, CHECK_INHERITED };

struct checked_item {
    const struct check_item_def *item; /* NULL: a row of the matrix form */
    const struct value *row;           /* of the matrix form; NULL: an item of the list */
    const char *id, *unit;             /* unit "" for the whole case */
    const char *ref;                   /* id or id@unit */
    const char *no, *label, *class_;   /* never NULL */
    const struct value_list *marks, *permits; /* texts */
    const char *result;                /* NULL: open */
    enum check_source source;
    const char *assessed;              /* the best that the row deserves, or NULL */
    bool open;                         /* no answer yet: none, or one such as 照会中 */
    bool passes;
    const char *evidence, *note, *by;  /* as recorded; "" */
    const char *missing;               /* fact that its computation lacked, or NULL */
};

struct checked_list {
    const struct checklist_def *def;
    struct checked_item *at; /* the applicable ones, in order; in the facts' arena */
    size_t n;
    size_t open, failed, done;
};

/* The first transition of the machine of this type of case that opens the list with `checklist.open`. NULL: nothing opens
 * it, so it is open all the time; else it may be recorded in only while it is open. */
const struct transition_def *checklist_opening(const struct scheme *s, const struct checklist_def *def, const char *case_type);

/* The whole list as it stands. Items whose `applies` is false are left out; undefined counts as applicable. */
struct checked_list checklist_run(const struct scheme *s, const struct checklist_def *def, struct facts *f);
/* One item without the others. False if it does not apply or does not exist. unit NULL: "". */
bool checklist_one(const struct scheme *s, const struct checklist_def *def, struct facts *f, const char *item,
                   const char *unit, struct checked_item *item_r);

/* May this result be recorded for the item? E_INPUT "check.no-result" {result}; E_RULE "check.automatic" {label} (the item
 * is computed), "check.deserves" {label} {result} (its assessment forbids a passing answer), "check.note" {label} (an
 * override needs a note), "check.not-applicable". "" takes a record back. */
int checklist_may_record(const struct checklist_def *def, const struct checked_item *item, const char *result,
                         const char *note, struct err *e) WARN_UNUSED;

/* What a second person signs: the digest of the whole list as it stands, each item with its result, evidence, note and who
 * found it, and which revision of the form its rows are of. 64 hexadecimal digits, in the facts' arena. */
const char *checklist_digest(const struct checked_list *list, struct facts *f);
/* Nothing waits for a second person: the list asks for none, or `check.L.signed` holds. The second asks the content alone. */
bool checklist_is_signed(const struct scheme *s, const struct checklist_def *def, struct facts *f);
bool checklist_content_is_signed(const struct scheme *s, const struct checklist_def *def, struct facts *f);
/* Adds a refusal for each list that t closes and that waits for its second person. */
struct refusals;
void checklist_need_signed(const struct scheme *s, const struct transition_def *t, struct facts *f, struct refusals *to);

/* Guard id that a failing item stands for, or NULL; and what exactly fails: refs, titles or labels of rows. */
const char *checked_error(const struct checked_item *item, struct facts *f);
const struct value_list *checked_failing(const struct checked_item *item, struct facts *f);

#endif
