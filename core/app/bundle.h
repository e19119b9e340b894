/* Everything the store knows of one case, in memory: what rules read and effects change.
 *
 * A bundle is loaded inside a transaction, filled into facts, changed by effects, and written back record by record
 * through a change set. It lives in one arena, which owns all texts.
 *
 * Errors: those of app.h, and what a function says. */
#ifndef SHINSA_APP_BUNDLE_H
#define SHINSA_APP_BUNDLE_H

#include "core/app/app.h"
#include "core/base/json.h"
#include "core/model/case.h"
#include "core/model/certificate.h"
#include "core/model/check.h"
#include "core/model/deadline.h"
#include "core/model/fee.h"
#include "core/model/form.h"
#include "core/model/paper.h"
#include "core/model/party.h"
#include "core/model/register.h"
#include "core/rule/facts.h"

struct form_def;
struct scheme;

struct bundle_form {
    struct form form;       /* current revision */
    const struct json *body;
};

struct bundle_forms {
    LIST(struct bundle_form) all;
};

/* A certificate beside the case's own, of one of its units or of the same party, with what only it has. */
struct other_certificate {
    struct certificate cert;
    LIST(struct certificate_period) period;
    LIST(struct certificate_event) event;
    LIST(struct register_entry) entry;
};

struct bundle {
    struct arena *arena;
    const struct scheme *scheme;
    struct case_file c;          /* id 0: a certificate alone (the clock) */
    struct party party;          /* id 0: not yet known */
    struct certificate cert;     /* id 0: none */
    const char *about;           /* unit that the bundle is about, NULL: the whole */
    size_t kept;                 /* 1 + the place in other_cert where the case's own certificate waits; 0: it is in hand */
    LIST(struct fact) fact;      /* of the case and of the certificate */
    LIST(struct unit) unit;
    LIST(struct track) track;
    LIST(struct task) task;
    struct bundle_forms form;      /* of the case */
    struct bundle_forms approved;  /* as last approved: of the case whose forms the register shows */
    struct bundle_forms original;  /* as first approved: of the case that granted the certificate */
    LIST(struct check_result) check;
    LIST(struct query) query;
    LIST(struct deadline) deadline; /* of the case and of the certificate */
    LIST(struct fee) fee;
    LIST(struct payment) payment;
    LIST(struct paper) paper;
    LIST(struct withholding) withholding; /* of the case and of the certificate */
    LIST(struct certificate_period) period;
    LIST(struct certificate_event) event; /* in the order in which they took effect */
    LIST(struct register_entry) entry;
    LIST(struct other_certificate) other_cert; /* of a case whose units each get one; others that an act took in hand */
    /* neighbours, only read */
    LIST(struct paper) group_paper;       /* of the other cases of the batch */
    LIST(struct check_result) group_check;
    LIST(struct case_file) group_case;
    LIST(struct paper) file_paper;        /* received with the certificate's other cases and not returned */
    LIST(struct case_file) other_case;    /* open ones on the same certificate */
    LIST(struct certificate) party_cert;  /* of the same party in this scheme, the own one included */
    LIST(struct certificate) namesake;    /* of this scheme with the case's subject, whoever holds them; for first applications */
    LIST(struct certificate) scheme_cert; /* all of the scheme, for case types that read it */
    LIST(struct case_file) scheme_case;   /* its other open cases, likewise */
    LIST(struct interest) interest;       /* ties of people of the office, to whomever */
    LIST(struct param) param;             /* overrides of the office */
};

/* An empty bundle: no case, no certificate. */
void bundle_init(struct bundle *b, struct arena *a);
/* Loads a case with its certificate, party and neighbours. Inside db_read or db_write. E_NOTFOUND "case.unknown",
 * E_VERSION "scheme.not-installed". */
int bundle_load(struct app *app, int64_t case_id, struct arena *a, struct bundle *b_r, struct err *e) WARN_UNUSED;
/* A certificate without a case: c.id is 0; the case type and form facts are undefined. E_NOTFOUND "certificate.unknown". */
int bundle_load_certificate(struct app *app, int64_t certificate_id, struct arena *a, struct bundle *b_r, struct err *e) WARN_UNUSED;

/* Fills facts from the whole bundle: facts must be fresh (scheme_facts_init), with `today` set to what the
 * certificate is asked for; else it is the office's. */
int bundle_facts(const struct app *app, const struct bundle *b, struct facts *f, struct err *e) WARN_UNUSED;
/* The same again for the parts an effect may have changed. */
int bundle_facts_case(const struct bundle *b, struct facts *f, struct err *e) WARN_UNUSED;
int bundle_facts_certificate(const struct bundle *b, struct facts *f, struct err *e) WARN_UNUSED;
int bundle_facts_money(const struct bundle *b, struct facts *f, struct err *e) WARN_UNUSED;
int bundle_facts_papers(const struct bundle *b, struct facts *f, struct err *e) WARN_UNUSED;
int bundle_facts_checks(const struct bundle *b, struct facts *f, struct err *e) WARN_UNUSED;
int bundle_facts_units(const struct bundle *b, struct facts *f, struct err *e) WARN_UNUSED;
/* Makes the unit of that name the one that `this.` speaks of, and its certificate the bundle's; NULL: the whole case again.
 * E_NOTFOUND "case.no-unit". */
int bundle_about_unit(struct bundle *b, const char *unit, struct facts *f, struct err *e) WARN_UNUSED;
/* Takes another certificate in hand, as `cert.` then says; 0: the own one again. Inside db_read or db_write. */
int bundle_about_certificate(struct app *app, struct bundle *b, int64_t certificate_id, struct facts *f, struct err *e) WARN_UNUSED;
/* One form, after it was written; and the units, which a form may list. */
int bundle_facts_form(const struct bundle *b, const struct form_def *form, struct facts *f, struct err *e) WARN_UNUSED;

/* Names of the units of a kind, as the form that lists them says now. */
struct unit_def;
struct texts bundle_units(const struct bundle *b, const struct unit_def *unit, struct arena *a);

/* Its entry in a register; NULL: never published there. */
const struct register_entry *bundle_entry(const struct bundle *b, const char *id);
/* The case whose forms the first register that has an entry shows, else the one that granted the certificate. */
int64_t bundle_approved_case(const struct bundle *b);

/* Current revision of a form, or NULL if it was never saved. */
const struct bundle_form *bundle_form(const struct bundle *b, const char *form);
const struct bundle_form *bundle_form_in(const struct bundle_forms *forms, const char *form);

#endif
