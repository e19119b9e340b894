/* The second factor: a time-based code (RFC 6238: SHA-1, six digits, 30 seconds) of an authenticator app.
 *
 * It is begun, and counts once a code of it was given; then the recovery codes are told, once, and kept as digests only.
 * A code is taken within one step of now and never twice. Wrong ones in a row make everybody wait longer and longer, but
 * never for good. Neither the secret nor a code ever stands in the journal, a log or an error.
 *
 * Errors: those of app.h, and what a function says. */
#ifndef SHINSA_APP_FACTOR_APP_H
#define SHINSA_APP_FACTOR_APP_H

#include "core/app/app.h"

enum {
    FACTOR_STEP_SECONDS = 30,
    FACTOR_DIGITS = 6,
    FACTOR_RECOVERY = 8,         /* codes */
    FACTOR_FREE_WRONG = 5,       /* in a row, before anybody waits */
    FACTOR_WAIT_SECONDS = 30,    /* the first wait; each further wrong code doubles it */
    FACTOR_WAIT_MAX_SECONDS = 900
};

struct factor_offer {
    const char *secret; /* in groups of four, to be typed */
    const char *uri;    /* otpauth://totp/..., as authenticator apps read it from a QR code */
};

/* One's own, or anybody's by an administrator. Replaces one that was begun and not confirmed. issuer: the office's name.
 * E_CONFLICT "factor.on", E_NOTFOUND "user.unknown", E_DENIED "app.admin". */
int factor_begin(struct app *app, const char *login, const char *issuer, struct arena *a, struct factor_offer *offer_r,
                 struct err *e) WARN_UNUSED;
/* E_INPUT "factor.wrong", E_NOTFOUND "factor.none": not begun, E_CONFLICT "factor.on". code_r gets FACTOR_RECOVERY codes. */
int factor_confirm(struct app *app, const char *login, const char *code, struct arena *a, const char **code_r, struct err *e)
    WARN_UNUSED;
/* By an administrator: the user logs in with the key alone, and may begin anew. E_NOTFOUND "factor.none". */
int factor_reset(struct app *app, const char *login, struct err *e) WARN_UNUSED;
struct factor_view {
    bool begun;        /* and not confirmed: does not count yet */
    bool on;
    int recovery_left; /* codes that were not used yet */
};
/* One's own, or anybody's by an administrator. E_NOTFOUND "user.unknown", E_DENIED "app.admin". */
int factor_view(struct app *app, const char *login, struct factor_view *view_r, struct err *e) WARN_UNUSED;
/* Must this user give a code? An unknown one need not. */
int factor_needed(struct app *app, const char *login, bool *needed_r, struct err *e) WARN_UNUSED;
/* Takes a code or a recovery code. What was right is journalled only if it was a recovery code, which is then used
 * up. E_NOTFOUND "factor.none". */
int factor_check(struct app *app, const char *login, const char *code, bool *right_r, struct err *e) WARN_UNUSED;

/* The code of a secret in a step (seconds since 1970 divided by FACTOR_STEP_SECONDS): for tests. */
bool factor_code_at(const char *secret, int64_t step, char code_r[FACTOR_DIGITS + 1]);

#endif
