/* Cases 案件: list, overview, new, act. Errors: those of app.h, and what a function says. */
#ifndef SHINSA_APP_CASE_APP_H
#define SHINSA_APP_CASE_APP_H

#include "core/app/app.h"
#include "core/model/case.h"
#include "core/model/certificate.h"
#include "core/model/deadline.h"
#include "core/model/party.h"

enum case_sort { CASE_SORT_NEWEST, CASE_SORT_NUMBER, CASE_SORT_DUE };
enum { CASE_PAGE_MAX = 200 };

struct case_filter {
    const char *scheme, *type, *state, *assignee; /* "" or NULL: any */
    const char *text;                             /* folded search over number, applicant, subject */
    bool open_only;
    enum case_sort sort;
    int64_t after;   /* opaque keyset position from a list before; 0 for the first page */
    size_t limit;    /* 1 to CASE_PAGE_MAX */
};

struct case_row {
    struct case_file c;
    const char *type_label, *state_label, *scheme_short, *party_name;
    const char *state_short, *type_short; /* for narrow lists */
    bool changed;            /* something was recorded since the actor saw it last (desk_app.h) */
    struct date next_due; /* nearest pending deadline, or none */
    const char *next_due_label;
    bool overdue;
};

struct case_list {
    struct case_row *row;
    size_t n;
    int64_t next;  /* position for the next page, 0 at the end */
    size_t total;  /* counted up to 10,000; then total_is_more */
    bool total_is_more;
};

int case_list(struct app *app, const struct case_filter *filter, struct arena *a, struct case_list *list_r, struct err *e) WARN_UNUSED;

/* Why something cannot be done now: a guard that refused. */
struct refusal {
    const char *id;   /* guard, e.g. E_FEE_UNPAID */
    const char *text; /* with its values filled in */
    const char *src;  /* article */
    const char *missing; /* name of the undefined fact, or NULL */
    const char *jump; /* where to mend it: "form:F-A:field", "checklist:CL-B", "fee", "paper:CLASS", "query"; "" if nowhere */
    bool role;        /* who acts has none of the roles that may; text names them */
};

/* One thing an action asks on the way. */
struct ask {
    const char *fact;       /* case.received_on */
    const char *label;
    const char *type;       /* date, text, enum, bool, yen, … as in the scheme */
    const char *const *choices, *const *choice_labels; /* labels NULL: the choices themselves */
    size_t n_choices;
    const char *suggestion; /* default as text, "" for none */
    bool required;
};

struct action {
    const char *id, *label, *to_label;
    const char *bare_label; /* label without the unit */
    const char *unit;       /* it is about; "" the whole */
    bool possible;
    bool mandatory; /* it is due: others of this state wait for it */
    struct refusal *refusal;
    size_t n_refusals;
    struct ask *ask;
    size_t n_asks;
    const char *effects; /* in words, one line: what will happen ("領収 209,000円 を消し込みます") */
    const char *src;
};

/* A form or checklist of the case. */
struct case_part {
    const char *id, *label;
    int64_t revision;       /* of a form: 0 not saved yet; of a checklist: results recorded */
};

/* A deadline that is not met. */
struct due {
    struct deadline d;
    const char *label;
};
struct due_list {
    struct due *at;
    size_t n, room_;
};

/* A part of the case that moves by itself. */
struct case_track {
    const char *id, *label, *state, *state_label;
    struct date since;
    bool final;
};

/* A unit of the case: a facility, a data centre, a factory. */
struct case_unit {
    const char *kind, *kind_label, *label;
    struct certificate certificate; /* id 0: none of its own */
    const char *certificate_state, *certificate_state_label;
    struct case_track *track;       /* those that were started */
    size_t n_tracks;
    struct unit_fact {
        const char *name, *label, *text;
    } *fact;                        /* what was found out about it, as far as it was */
    size_t n_facts;
    struct due_list due;            /* its own open ones by date */
    size_t n_possible;              /* of the actions about it */
};

struct case_view {
    struct case_file c;
    struct party party;               /* id 0: not yet known */
    struct certificate certificate;   /* id 0: none */
    const char *certificate_state_label;
    const struct scheme *scheme;
    const char *scheme_label, *type_label, *state_label, *assignee_name, *party_name;
    bool waits_for_applicant;
    int days_own, days_applicant;     /* elapsed since receipt, by who was waited for */
    struct action *action;            /* possible ones first, in the order of the scheme */
    size_t n_actions;
    struct due_list due;              /* open ones by date */
    struct task *task;                /* open ones */
    const char **task_label;
    const char **task_who;            /* name of who is in charge of it, "" nobody */
    size_t n_tasks;
    const char *const *flag;          /* texts of flags that are up */
    size_t n_flags;
    struct case_part *form;           /* in the order of the scheme; records of papers and payments are not forms here */
    size_t n_forms;
    struct case_part *checklist;
    size_t n_checklists;
    const char *unit_label;           /* what its units are called ("施設"), "" where the case has none */
    const char *unit_form;            /* the form that lists them, "" if this type of case has it not */
    struct case_unit *unit;           /* in the order of the forms that list them */
    size_t n_units;
    struct case_track *track;         /* of the case as a whole */
    size_t n_tracks;
};

/* E_NOTFOUND "case.unknown". */
int case_view(struct app *app, int64_t case_id, struct arena *a, struct case_view *view_r, struct err *e) WARN_UNUSED;
/* By 受付番号 as typed, or by id ("#12"). */
int case_find(struct app *app, const char *text, int64_t *case_id_r, struct err *e) WARN_UNUSED;

struct answer {
    const char *fact;
    const char *value; /* as typed; parsed by the fact's type */
};

/* A type of case that can be opened today. */
struct case_kind {
    const char *scheme, *scheme_label, *scheme_short;
    const char *type, *label, *help;
    bool certificate_needed, certificate_optional;
    bool may;               /* the actor has the role */
    const char *roles;      /* labels of the roles that may, "" if anybody may */
    const char *first_form; /* to key in first, "" if it has none */
};
/* Of all schemes in force, by scheme in the order of their files. */
int case_kinds(struct app *app, struct arena *a, struct case_kind **kind_r, size_t *n_r, struct err *e) WARN_UNUSED;
/* What opening such a case asks; suggestions filled in. E_NOTFOUND as of case_new. */
int case_new_asks(struct app *app, const char *scheme, const char *type, int64_t certificate_id, struct arena *a, struct ask **ask_r,
                  size_t *n_r, struct err *e) WARN_UNUSED;

/* Opens a case of a type. certificate_id names the certificate where the type needs one; answers are for types whose
 * machine opens cases by a transition of its own. E_RULE when the certificate is not in force or such a case is open. */
int case_new(struct app *app, const char *scheme, const char *type, int64_t certificate_id, const struct answer *answers, size_t n,
             struct arena *a, int64_t *case_id_r, struct err *e) WARN_UNUSED;

struct act_result {
    struct case_file c;               /* as it is now */
    const char *state_label;
    const char *said;                 /* one line for the message row: number given, paper issued, deadline opened */
    const char *const *paper;         /* classes issued */
    size_t n_papers;
    int64_t opened_case_id;           /* 0, or the case an effect opened */
};

/* Does a transition. Guards are evaluated again inside the transaction. version: of the case as it was shown; 0 takes any.
 * E_RULE with the first refused guard, E_CONFLICT "case.changed", E_DENIED "app.role", E_INPUT for an answer. */
int case_act(struct app *app, int64_t case_id, int64_t version, const char *action, const struct answer *answers, size_t n,
             struct arena *a, struct act_result *result_r, struct err *e) WARN_UNUSED;

/* E_DENIED "user.disabled", E_RULE "case.no-role". */
int case_assign(struct app *app, int64_t case_id, const char *login, struct err *e) WARN_UNUSED;
/* Applications received together. E_INPUT "case.batch". */
int case_set_batch(struct app *app, int64_t case_id, const char *batch, struct err *e) WARN_UNUSED;
/* Puts somebody with a role in the scheme in charge of a task, "" nobody. E_NOTFOUND "task.unknown", E_CONFLICT "task.done". */
int task_assign(struct app *app, int64_t task_id, const char *login, struct err *e) WARN_UNUSED;
int task_done(struct app *app, int64_t task_id, struct err *e) WARN_UNUSED;

#endif
