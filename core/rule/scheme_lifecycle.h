/* lifecycle.yaml: case types, machines with their states and transitions, guards and effects. */
#ifndef SHINSA_RULE_SCHEME_LIFECYCLE_H
#define SHINSA_RULE_SCHEME_LIFECYCLE_H

#include "core/rule/rule.h"

enum cert_need { CERT_NONE, CERT_REQUIRED, CERT_IN_FORCE /* required, and in force */, CERT_OPTIONAL };

struct case_type_def {
    struct rule rule;
    const char *letter;      /* for receipt numbers: fact type.letter */
    const char *machine;
    enum cert_need certificate;
    bool exclusive;          /* one open case of this type per certificate */
    const char *duplicate;   /* guard id that refuses a second one */
    bool reads_scheme;       /* its cases see every certificate and open case of the scheme */
    struct texts forms, checklists;
    struct texts follows;    /* case types it may follow: order for the reader, no guard */
    SPAN(struct assignment) set; /* values of a fresh case */
};

enum state_waits { WAITS_OFFICE, WAITS_APPLICANT, WAITS_NOBODY };

struct state_def {
    struct rule rule;
    const char *short_label; /* for lists; the label if not given */
    bool start, final;
    bool in_force;           /* of certificates: 認定が有効 */
    bool settled;            /* of cases: decided or withdrawn, only paper work is left */
    enum state_waits waits;  /* whose days are counted */
    SPAN(struct named_text) label_for; /* other words for some case types */
};

/* One condition of `when`: true lets pass; false or undefined refuses with rule.id. */
struct guard_def {
    struct rule rule;
    struct formula cond;
    struct merge say;    /* falls back on the scheme's refusals */
    struct texts types;  /* case types it is asked for; n = 0: all */
};

/* A value the officer confirms on the way; it becomes a fact. */
struct ask_def {
    struct rule rule;        /* label falls back on the fact's */
    const char *fact;
    struct formula fallback; /* `default` */
    struct formula required; /* bool */
    const char *error;       /* guard id when it is missing */
    struct texts types;      /* case types it is asked for; n = 0: all */
};

enum effect_kind {
    EFFECT_SET,             /* set */
    EFFECT_NUMBER,          /* id: series */
    EFFECT_PERIOD,          /* id: period rule */
    EFFECT_DEADLINE_OPEN,   /* id: deadline */
    EFFECT_DEADLINE_CLOSE,
    EFFECT_DEADLINE_STOP,
    EFFECT_DEADLINE_RESUME,
    EFFECT_DEADLINE_EXTEND, /* id, until */
    EFFECT_FEE_BILL,        /* id: fee */
    EFFECT_FEE_WAIVE,
    EFFECT_FEE_REFUND,
    EFFECT_PAPER_ISSUE,     /* id: issued paper */
    EFFECT_PAPER_VOID,
    EFFECT_PAPERS_RETURN,   /* id: return rule; they have to go */
    EFFECT_PAPERS_SEND,     /* id: return rule; they go */
    EFFECT_CHECKLIST_OPEN,  /* id: checklist */
    EFFECT_CHECKLIST_REOPEN,
    EFFECT_CHECKLIST_CLOSE, /* records what is computed */
    EFFECT_QUERY_OPEN,      /* id: kind of query */
    EFFECT_QUERY_CLOSE,
    EFFECT_TRACK_START,     /* id: machine of the track; unit: kind of unit, NULL for the whole case */
    EFFECT_CERTIFICATE,     /* id: transition of the certificate machine */
    EFFECT_REGISTER_PUBLISH, /* id: register */
    EFFECT_REGISTER_WITHDRAW,
    EFFECT_REGISTER_ANNOTATE, /* id, text */
    EFFECT_WITHHOLD_DECIDE,   /* id: granted or refused, for every undecided wish of the case */
    EFFECT_WITHHOLD_EXTEND,   /* id: granted; until: of every granted wish of the case that is not released */
    EFFECT_WITHHOLD_RELEASE,  /* id: ended (those whose time is over) or all */
    EFFECT_LEDGER_WRITE,    /* id: ledger */
    EFFECT_CASE_OPEN,       /* id: case type; set */
    EFFECT_TASK_OPEN,       /* id: task */
    EFFECT_TASK_CLOSE,
    EFFECT_DRAW,            /* id: this.x that says who was drawn; unit, count, seed, among */
    EFFECT_NOTIFY,          /* text */
    EFFECT_FLAG,            /* id: flag */
    EFFECT_FLAG_CLEAR,
    EFFECT_KIND_COUNT
};

struct effect_def {
    enum effect_kind kind;
    const char *id;
    const char *unit;       /* of a track: its kind of unit */
    const char *each;       /* kind of unit: once for every unit, with `this.` and the certificate of that unit; or
                             * same_party_cert: once for every certificate of the party */
    SPAN(struct assignment) set;
    struct formula until;
    struct formula count, among; /* of a draw: how many, and of which units (true without it) */
    const char *seed;            /* of a draw: the text fact that makes it repeatable */
    struct merge text;
    struct formula cond;  /* `if` */
    struct where at;
};
const char *effect_name(enum effect_kind kind); /* "deadline.open" */

struct transition_def {
    struct rule rule;
    struct texts from;       /* state ids; n = 0: any state that is not final, or none (see from_none) */
    bool from_none;          /* `from: none`: brings the thing into being */
    const char *to;          /* NULL: the state stays (`same`) */
    SPAN(struct named_text) label_for; /* other words for some case types */
    struct texts roles;      /* n = 0: only effects and the clock do it */
    struct texts types;      /* case types; n = 0: all of the machine */
    SPAN(struct ask_def) asks;
    SPAN(struct guard_def) guards;
    SPAN(struct effect_def) effects;
    const char *distinct;    /* checklist or "review": the actor must not have recorded results of this case */
    struct formula mandatory; /* bool: once true, it is due and the others of the state are refused */
    struct formula automatic; /* `auto`, a date: first day of the new state; the clock does it */
    struct formula effective; /* a date: first day of the new state when an effect calls it; default today */
};

enum machine_of { MACHINE_CASE, MACHINE_TRACK, MACHINE_CERTIFICATE };

struct machine_def {
    struct rule rule;
    enum machine_of of;
    const char *unit; /* of a track: the kind of unit that each has one; NULL: one for the whole case */
    SPAN(struct state_def) states;
    SPAN(struct transition_def) transitions;
};
const struct state_def *machine_state(const struct machine_def *m, const char *id);
const struct state_def *machine_start(const struct machine_def *m); /* NULL: begins by a transition from none */
const struct transition_def *machine_transition(const struct machine_def *m, const char *id);
/* True if t may leave that state. state NULL or "" stands for none. */
bool transition_leaves(const struct machine_def *m, const struct transition_def *t, const char *state);

/* Something somebody still has to do by hand. */
struct task_def {
    struct rule rule;
    struct texts roles;
    const char *due;   /* deadline, or NULL */
    const char *after; /* task that comes first: while it is open this one cannot be finished; or NULL */
};

/* 補正, 照会: what is asked of the applicant. */
struct query_def {
    struct rule rule;
    struct texts grounds;  /* n = 0: free text */
    const char *due;       /* deadline, or NULL */
    const char *checklist; /* whose items a question names, or NULL */
};

/* A mark on a case that people must look at. */
struct flag_def {
    struct rule rule;
};

#endif
