/* One transition in the making: the bundle of a case, its facts, and the records that changed.
 *
 * An act lives inside one write transaction. Effects change the bundle, tell the facts, and note each changed record; at
 * the end all of it goes into one journal event. Nothing here is seen by others before the commit.
 *
 * Errors: those of app.h, what a function says, and where effects run E_RULE for the effect that could not be done:
 * "deadline.no-base", "paper.missing", "act.number-taken", "act.no-certificate", "task.after", "rule.refused" with
 * the guard; E_BUG "act.effect", "act.fact" for what the proofs of a scheme let through. */
#ifndef SHINSA_APP_ACT_H
#define SHINSA_APP_ACT_H

#include "core/app/bundle.h"
#include "core/app/journal.h"
#include "core/base/buf.h"
#include "core/rule/lifecycle.h"
#include "core/rule/scheme.h"

enum { ACT_SAID_BYTES = 400, ACT_DEPTH_MAX = 4 };

struct act {
    struct app *app;
    struct arena *arena;
    struct bundle b;
    struct facts f;
    struct change_set changes;
    struct date today;       /* the clock's transitions have a day of their own */
    int depth;               /* transitions of certificates inside effects */
    const char *item;        /* what effects are about: the row of a list whose deadline was missed; NULL: the whole */
    LIST(const char *) issued; /* classes of papers issued */
    LIST(const char *) said;   /* what happened, in words of the scheme */
    LIST(int64_t) opened;      /* cases an effect opened */
};

/* Loads the case (or, with case_id 0, the certificate alone) and fills the facts. Inside db_write. */
int act_begin(struct act *act, struct app *app, int64_t case_id, int64_t certificate_id, struct date today, struct arena *a,
              struct err *e) WARN_UNUSED;
/* The same as if it stood under another version of its scheme: what would be. Nothing may be committed from there. E_INPUT and
 * E_NOTFOUND where what is stored does not fit that version. */
int act_begin_under(struct act *act, struct app *app, const struct scheme *s, int64_t case_id, int64_t certificate_id, struct date today,
                    struct arena *a, struct err *e) WARN_UNUSED;
/* For a case that does not exist yet, about a certificate or none (0). */
int act_begin_new(struct act *act, struct app *app, const struct scheme *s, int64_t certificate_id, struct date today, struct arena *a,
                  struct err *e) WARN_UNUSED;
/* Puts the case under the version that is in force on its day of receipt, if it fits its type and state; the facts are made
 * anew. ASPIC-003. */
int act_settle_edition(struct act *act, bool *changed_r, struct err *e) WARN_UNUSED;
/* Notes a changed record; the bundle's copy is the caller's business. */
void act_put(struct act *act, const struct record_type *type, const void *record);
/* A new row of the case at hand and of its certificate, opened or received today: the caller fills in the rest and puts it.
 * Borrowed from the bundle. Errors of the store. */
int act_new_task(struct act *act, const char *kind, struct task **task_r, struct err *e) WARN_UNUSED;
int act_new_payment(struct act *act, struct yen amount, struct payment **payment_r, struct err *e) WARN_UNUSED;
/* A record of the bundle's own: notes it and fills the facts that show it. */
int act_put_case(struct act *act, struct err *e) WARN_UNUSED;
int act_put_certificate(struct act *act, struct err *e) WARN_UNUSED;
/* Sets case.x or cert.x: a field of the record, or a declared fact; also fee.x.quote, check.x.signed_by, deadline.x.entered. E_RULE
 * "act.no-certificate", "act.no-unit". */
int act_set(struct act *act, const char *fact, struct value v, struct err *e) WARN_UNUSED;
/* Takes applicant and subject from the forms: finds the party or makes it known. */
int act_identify(struct act *act, struct err *e) WARN_UNUSED;
/* A number of the engine's own beside the declared facts (reminders sent). */
void act_note(struct act *act, const char *name, int64_t value);
/* Moves the act to another day: what the clock writes late is written as of its day. */
int act_on_day(struct act *act, struct date day, struct err *e) WARN_UNUSED;
/* Runs effects in order; those whose `if` is not true are passed over. E_RULE when one of them cannot be done. */
int act_effects(struct act *act, const struct effect_def *effects, size_t n, struct err *e) WARN_UNUSED;
/* A transition of the case's certificate with its effects; from none: the certificate comes into being. `on`: its first
 * day, DATE_NONE for what the definition says. E_RULE with the guard that refused. */
int act_certificate(struct act *act, const char *transition, struct date on, struct err *e) WARN_UNUSED;
/* The oldest transition of the certificate whose day has come by `today` and that is not performed yet: one that waited, or
 * one that happens by itself. *case_id_r: the case that decided what waited, with which it is to be performed; 0: none. False
 * if nothing is due. */
bool act_due(struct act *act, struct date today, struct date *on_r, int64_t *case_id_r);
/* Performs all of them, oldest first, each as of its own day. *done_r: there were any. */
int act_catch_up(struct act *act, bool *done_r, struct err *e) WARN_UNUSED;
struct answer;
struct ask;
/* A new case of a type, for an act that was begun by act_begin_new: a record of the bundle, not yet put. E_IO of the store. */
int act_new_case(struct act *act, const struct case_type_def *type, struct err *e) WARN_UNUSED;
/* Opens it: the certificate it needs, its first values, the opening transition; rights are the caller's question. E_RULE with
 * the guard that refused. */
int act_open(struct act *act, const struct case_type_def *type, const struct answer *answers, size_t n, struct err *e) WARN_UNUSED;
/* A case of a type as an officer opens it: rights, assignment, the opening transition with its answers. */
int act_open_new(struct act *act, struct app *app, const struct scheme *s, const struct case_type_def *type, int64_t certificate_id,
                 const struct answer *answers, size_t n, struct arena *a, struct err *e) WARN_UNUSED;
/* What a transition asks for a case of this type, with labels and suggestions; in the act's arena. */
void act_asks(struct act *act, const struct transition_def *t, const char *type, struct ask **ask_r, size_t *n_r);
/* The whole of an action of an officer: rights, answers, guards, the new state, effects. */
int act_transition(struct act *act, const char *action, const struct answer *answers, size_t n, struct err *e) WARN_UNUSED;
/* The same without doing it: takes the answers and collects all refusals, that of the role first. E_RULE when the state does
 * not allow it at all. */
int act_try(struct act *act, const char *action, const struct answer *answers, size_t n, struct refusals *refusals_r,
            struct err *e) WARN_UNUSED;
/* Of refusals that a required field of a form is still empty, one stays for each form: it says how many there are, and leads
 * to the first. f: the facts they were made over. */
void act_tell_empty(const struct act *act, struct facts *f, struct refusals *refusals);
/* Makes the act about one unit of the case and its certificate, as `this.` and `cert.` then say; NULL: about the
 * whole. E_NOTFOUND "case.no-unit". */
int act_about_unit(struct act *act, const char *unit, struct err *e) WARN_UNUSED;
/* Adds the refusal if the actor has none of the roles that may take t; true if so. */
bool act_refuse_role(struct act *act, const struct transition_def *t, struct refusals *to);
/* The new state of a transition of the case and its effects; whether it may happen is the caller's question. */
int act_move(struct act *act, const struct machine_def *m, const struct transition_def *t, struct err *e) WARN_UNUSED;
/* State that a machine of the case is in now: of the case, of a track (of the unit the act is about), or of the certificate
 * today; NULL before it has one. */
const char *act_state_of(struct act *act, const struct machine_def *m);
const char *act_track_state(struct act *act, const struct machine_def *m, const char *unit);
/* The new state of a track and its effects. */
int act_move_track(struct act *act, const struct machine_def *m, const struct transition_def *t, struct err *e) WARN_UNUSED;
/* Machine number i that officers act on in this case: its own, those of its tracks, the certificate's; NULL behind the last. */
const struct machine_def *act_machine(const struct act *act, size_t i);
/* Papers and payments are entered where papers and fees are shown, not as forms. */
bool form_has_own_screen(const struct form_def *form);
/* The transition that opens cases of this type; NULL if its machine simply starts. */
const struct transition_def *act_opening(const struct machine_def *m, const char *type);
/* E_RULE "task.after" while a task of this kind (NULL: none) is open: what asks has to wait for it. */
int act_need_done(const struct act *act, const char *task, struct err *e);
/* Who gets a task that is opened: the person in charge of the case, if he has a role of the task; else "". */
const char *act_task_assignee(struct act *act, const struct task_def *def, struct err *e, int *rc_r);
/* Adds to `to` what the effects of t would be refused for, as far as the facts f show it beforehand: the letter, deadline or
 * fee that lacks something people enter. f: with the answers set. */
void act_foresee(const struct act *act, const struct transition_def *t, const struct facts *f, struct refusals *to);
/* What the last expression lacked, as people call it; "". */
const char *act_missing(const struct act *act);
/* First refusal as an error. */
int act_refused(const struct refusals *refusals, struct err *e);
/* Writes the event and the rows. note: JSON object with what the event should also say, or NULL. */
int act_commit(struct act *act, const char *verb, const char *object, const char *note, struct err *e) WARN_UNUSED;

/* Applies what was paid to the fees that are owed, oldest first. */
int act_settle(struct act *act, struct err *e) WARN_UNUSED;

struct case_type_def;
/* The open case of an exclusive type about the same certificate that bars a second one; NULL: none. One that is settled,
 * whose papers only are still to go back, bars nobody. */
const struct case_file *act_in_the_way(const struct act *act, const struct case_type_def *type);
/* Pieces of an action: its role, its answers, a refusal of the engine's own (guard NULL: msg with its arguments). */
int act_need_role(struct act *act, const struct transition_def *t, struct err *e) WARN_UNUSED;
int act_take_answers(struct act *act, const struct transition_def *t, const struct answer *answers, size_t n, struct err *e) WARN_UNUSED;
int act_refuse_standard(const struct act *act, const char *guard, const char *msg, const char *arg0, const char *arg1, const char *src,
                        struct err *e) WARN_UNUSED;

/* The effects of papers, money and dates, each in its file. */
int act_number(struct act *act, const char *series, const char **value_r, int64_t *serial_r, const char *owner, int64_t owner_id,
               struct err *e) WARN_UNUSED;
int act_period(struct act *act, const char *period, struct err *e) WARN_UNUSED;
int act_deadline(struct act *act, const struct effect_def *effect, struct err *e) WARN_UNUSED;
/* After something was entered that deadlines count from: those of the case that stand open and whose base is another day now
 * are computed again, as an event of its own that keeps the days before and after. Inside the db_write that entered it. */
int act_recount(struct app *app, int64_t case_id, struct arena *a, struct err *e) WARN_UNUSED;
/* The days of an open deadline are those now; it is missed anew, and its reminders begin again. */
struct deadline_day;
void act_move_deadline(struct act *act, struct deadline *d, const struct deadline_day *day);
/* Which row of a list it is, in its own words: the item of a wish or a question, the title of a paper; a deadline a row
 * keeps it as its note. */
const char *act_row_name(const struct value_list *rows, size_t i);
int act_fee(struct act *act, const struct effect_def *effect, struct err *e) WARN_UNUSED;
/* May the fee be given back now: as `refund` says, never, or only before its case reached a state? */
bool act_may_refund(const struct act *act, const struct fee_def *def);
/* Notes that the case reached a state until which a fee is given back. */
void act_reached(struct act *act, const char *state);
int act_paper(struct act *act, const struct effect_def *effect, struct err *e) WARN_UNUSED;
/* Both effects of a return rule: to ask for it, which opens a task that names the rule, and to send what it names under the
 * tasks that are open. */
int act_return_papers(struct act *act, const struct effect_def *effect, struct err *e) WARN_UNUSED;
/* All that the rule sends back goes on that day, with its letter, and the task is done. *n_r grows by the papers.
 * E_RULE "task.after" while somebody has to agree first. */
int act_send_papers(struct act *act, const struct return_def *def, struct task *task, struct date on, size_t *n_r, struct err *e) WARN_UNUSED;
/* Writes a paper from its template and keeps its bytes. E_RULE "paper.missing" {label} {what it lacks}. */
int act_issue(struct act *act, const struct issued_def *def, struct err *e) WARN_UNUSED;
int act_checks(struct act *act, const struct effect_def *effect, struct err *e) WARN_UNUSED;
int act_register(struct act *act, const struct effect_def *effect, struct err *e) WARN_UNUSED;
int act_open_case(struct act *act, const struct effect_def *effect, struct err *e) WARN_UNUSED;
int act_draw(struct act *act, const struct effect_def *effect, struct err *e) WARN_UNUSED;
int act_start_track(struct act *act, const struct effect_def *effect, struct err *e) WARN_UNUSED;

#endif
