/* checklists.yaml and decisions.yaml. */
#ifndef SHINSA_RULE_SCHEME_DECIDE_H
#define SHINSA_RULE_SCHEME_DECIDE_H

#include "core/rule/scheme_form.h"
#include "core/rule/scheme_lifecycle.h"
#include "core/rule/value.h"

struct result_def {
    struct rule rule; /* id is the word: 適 */
    const char *key;  /* the key of the review screen */
    bool passes;
    bool open;        /* not an answer yet: 照会中 */
};

/* Why an item failed: the first whose condition is true; without condition always. */
struct item_error_def {
    const char *id; /* guard id */
    struct formula cond;
    struct where at;
};

struct check_item_def {
    struct rule rule;
    struct texts group;
    const char *class_;
    struct texts marks;
    struct formula applies;   /* bool; over a row (`it`) where the list has rows */
    struct formula automatic; /* `auto`: the result, computed */
    bool override;            /* an automatic item may be recorded by hand, with a note */
    struct formula failing;   /* list: what exactly fails */
    SPAN(struct item_error_def) errors; /* guard ids that its failing stands for */
    struct texts permits;     /* results beyond the ordinary ones */
    const char *evidence;
    const char *per;          /* kind of unit it repeats for, or NULL */
};

struct checklist_def {
    struct rule rule;
    SPAN(struct result_def) results;
    SPAN(struct check_item_def) items;
    const char *rows;       /* matrix form: one item a row of it; else NULL */
    const char *assess;     /* decision over one row: what may be recorded at most */
    struct formula applies; /* bool over a row */
    struct formula inherit; /* bool over a row: keeps the last approved result */
    const char *outcome;    /* decision */
    const char *error;      /* guard id of a result that its item does not permit, or NULL */
    bool second_review;
};
const struct check_item_def *checklist_item(const struct checklist_def *c, const char *id);
const struct result_def *checklist_result(const struct checklist_def *c, const char *id);

enum decision_hit { HIT_FIRST, HIT_UNIQUE };

struct output_def {
    const char *name;
    struct type type;
    struct where at;
};

/* A cell of a decision row: what its input must be. */
enum cell_op { CELL_ANY, CELL_IN, CELL_RANGE, CELL_LT, CELL_LE, CELL_GT, CELL_GE, CELL_NE };
struct cell_def {
    size_t input;        /* position in the decision's inputs */
    enum cell_op op;
    struct texts values; /* CELL_IN: any of them; CELL_RANGE: low and high, both inside; else one */
    struct where at;
};

struct decision_row_def {
    struct rule rule;
    bool otherwise;
    SPAN(struct cell_def) when;     /* inputs not named may be anything */
    SPAN(struct named_text) then;   /* every output once, in the order of the outputs */
};

struct decision_def {
    struct rule rule;
    enum decision_hit hit;
    SPAN(struct output_def) outputs;
    SPAN(struct named_formula) inputs;
    SPAN(struct guard_def) undefined_when; /* one of them true: no decision yet, with its id */
    SPAN(struct decision_row_def) rows;
    struct formula reasons; /* list of texts */
};

#endif
