#include "core/app/factor_app.h"

#include <inttypes.h>
#include <liboath/oath.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "core/app/user_internal.h"
#include "core/base/sha256.h"
#include "core/base/str.h"
#include "db/rows_factor.h"
#include "db/rows_office.h"

enum { SECRET_BYTES = 20, RECOVERY_BYTES = 10, BASE32_GROUP = 4, TYPED_MAX = 64 };

struct factor_change {
    struct app *app;
    const char *login, *code, *verb;
    bool only_admin, right;
    struct arena *a;
    struct user user;
    const char *secret;
    const char **recovery; /* to be told */
    struct factor_view *view;
};
typedef int factor_fn(struct db *db, struct factor_change *c, struct err *e);

static int64_t now_seconds(struct app *app)
{
    return clock_now(&app->clock) / 1000000;
}

/* Random bytes in base32, which people can type: no 0, 1, 8, 9, and letters of one case. */
static char *random_base32(struct arena *a, size_t bytes)
{
    unsigned char raw[SECRET_BYTES];
    char *text = NULL, *copy;
    size_t n = 0;
    assert(bytes <= sizeof raw);
    random_bytes(raw, bytes);
    if (oath_base32_encode((const char *)raw, bytes, &text, &n) != OATH_OK)
        abort(); /* out of memory */
    copy = arena_strndup(a, text, strcspn(text, "="));
    sodium_memzero(raw, sizeof raw);
    sodium_memzero(text, n);
    free(text);
    return copy;
}

static const char *in_groups(struct arena *a, const char *text)
{
    char *to = arena_alloc(a, 2 * strlen(text) + 1), *at = to;
    for (size_t i = 0; text[i]; i++) {
        if (i && i % BASE32_GROUP == 0)
            *at++ = '-';
        *at++ = text[i];
    }
    return to;
}

/* What a person typed: letters in upper case, full-width digits in ASCII, without what only parts groups. False: too long. */
static bool plain_code(const char *typed, char to[TYPED_MAX])
{
    size_t n = 0;
    for (const unsigned char *p = (const unsigned char *)typed; *p; p++) {
        unsigned c = *p;
        if (c == 0xEF && p[1] == 0xBC && p[2] >= 0x90 && p[2] <= 0x99) {
            c = '0' + p[2] - 0x90U;
            p += 2;
        }
        if (c == ' ' || c == '-')
            continue;
        if (n + 1 == TYPED_MAX)
            return false;
        to[n++] = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    to[n] = '\0';
    return n > 0;
}

bool factor_code_at(const char *secret, int64_t step, char code_r[FACTOR_DIGITS + 1])
{
    char *raw = NULL;
    size_t n = 0;
    bool ok = step >= 0 && oath_base32_decode(secret, strlen(secret), &raw, &n) == OATH_OK;
    ok = ok && oath_hotp_generate(raw, n, (uint64_t)step, FACTOR_DIGITS, false, OATH_HOTP_DYNAMIC_TRUNCATION, code_r) == OATH_OK;
    if (raw)
        sodium_memzero(raw, n);
    free(raw);
    return ok;
}

/* The step whose code this is, of those that may still be taken; -1: none. Looks at all of them in any case. */
static int64_t step_of(const struct factor_row *row, int64_t now, const char *code)
{
    int64_t found = -1, at = now / FACTOR_STEP_SECONDS;
    bool length = strlen(code) == FACTOR_DIGITS;
    for (int64_t step = at - 1; step <= at + 1; step++) {
        char right[FACTOR_DIGITS + 1];
        if (factor_code_at(row->secret, step, right) && length && sodium_memcmp(right, code, FACTOR_DIGITS) == 0 && step > row->last_step)
            found = step;
        sodium_memzero(right, sizeof right);
    }
    return found;
}

static const char *digest_of(struct arena *a, int64_t user_id, const char *code)
{
    char hex[SHA256_HEX_BYTES];
    const char *text = arena_printf(a, "recovery:%" PRId64 ":%s", user_id, code);
    struct sha256 hash = sha256_of(text, strlen(text));
    return arena_strdup(a, sha256_hex(&hash, hex));
}

/* Takes the code's digest out of the list; false if it is not there. */
static bool use_recovery(struct factor_row *row, struct arena *a, const char *digest)
{
    struct str rest = str_of(row->recovery), piece;
    const char *left = "";
    bool found = false;
    while (str_split(&rest, ' ', &piece)) {
        if (!found && piece.n == strlen(digest) && sodium_memcmp(piece.p, digest, piece.n) == 0)
            found = true;
        else
            left = arena_printf(a, "%s%s%.*s", left, *left ? " " : "", (int)piece.n, piece.p);
    }
    row->recovery = left;
    return found;
}

static bool must_wait(const struct factor_row *row, int64_t now)
{
    int64_t wait = FACTOR_WAIT_SECONDS, over = row->wrong - FACTOR_FREE_WRONG;
    if (over < 0)
        return false;
    for (; over > 0 && wait < FACTOR_WAIT_MAX_SECONDS; over--)
        wait *= 2;
    return now - row->wrong_at < (wait < FACTOR_WAIT_MAX_SECONDS ? wait : FACTOR_WAIT_MAX_SECONDS);
}

static int journal(struct factor_change *c, const char *verb, struct err *e)
{
    const struct change_set none = change_set_in(c->a);
    const struct journal_entry entry = {.at = clock_now(&c->app->clock), .actor = *c->app->actor.login ? c->app->actor.login : c->login,
                                        .seat = c->app->seat, .verb = verb, .object = arena_printf(c->a, "user:%" PRId64, c->user.id)};
    return journal_commit(c->app->db, &entry, &none, NULL, e);
}

struct factor_run {
    struct factor_change *c;
    factor_fn *fn;
};

static int run(struct db *db, void *arg, struct err *e)
{
    struct factor_change *c = ((const struct factor_run *)arg)->c;
    int rc = rows_user(db, c->login, &c->user, c->a, e);
    if (rc == E_NOTFOUND)
        return err_set(e, E_NOTFOUND, "user.unknown", c->login, NULL);
    if (rc)
        return rc;
    rc = ((const struct factor_run *)arg)->fn(db, c, e);
    return rc || !c->verb ? rc : journal(c, c->verb, e);
}

static int need_own_or_admin(const struct factor_change *c, struct err *e)
{
    bool own = !c->only_admin && str_eq(c->login, c->app->actor.login);
    return own ? 0 : app_need_admin(c->app, e);
}

static int change(struct factor_change *c, factor_fn *fn, struct err *e)
{
    struct factor_run arg = {c, fn};
    struct err inside = {0};
    int rc = need_own_or_admin(c, &inside);
    if (!rc)
        rc = db_write(c->app->db, run, &arg, &inside);
    if (rc)
        *e = inside;
    return rc;
}

static int begin(struct db *db, struct factor_change *c, struct err *e)
{
    struct factor_row row = {0};
    struct err none = {0};
    int rc = factor_get(db, c->user.id, &row, c->a, &none);
    if (rc && rc != E_NOTFOUND) {
        *e = none;
        return rc;
    }
    if (!rc && row.confirmed)
        return err_set(e, E_CONFLICT, "factor.on", c->login, NULL);
    row = (struct factor_row){.secret = c->secret, .recovery = ""};
    return factor_put(db, c->user.id, &row, e);
}

/* A label in a URI (RFC 3986): what is not unreserved goes as %XX. */
static const char *uri_part(struct arena *a, const char *text)
{
    const char *to = "";
    for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
        bool plain = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') || strchr("-._~", *p);
        to = arena_printf(a, plain ? "%s%c" : "%s%%%02X", to, *p);
    }
    return to;
}

int factor_begin(struct app *app, const char *login, const char *issuer, struct arena *a, struct factor_offer *offer_r, struct err *e)
{
    struct factor_change c = {.app = app, .login = login, .verb = "user.totp-begin", .a = a, .secret = random_base32(a, SECRET_BYTES)};
    int rc = change(&c, begin, e);
    if (rc)
        return rc;
    const char *office = uri_part(a, issuer);
    offer_r->secret = in_groups(a, c.secret);
    offer_r->uri = arena_printf(a, "otpauth://totp/%s:%s?secret=%s&issuer=%s", office, uri_part(a, login), c.secret, office);
    return 0;
}

static int existing(struct db *db, struct factor_change *c, struct factor_row *row_r, struct err *e)
{
    int rc = factor_get(db, c->user.id, row_r, c->a, e);
    return rc == E_NOTFOUND ? err_set(e, E_NOTFOUND, "factor.none", c->login, NULL) : rc;
}

static int confirm(struct db *db, struct factor_change *c, struct err *e)
{
    struct factor_row row;
    char code[TYPED_MAX] = "";
    int rc = existing(db, c, &row, e);
    if (!rc && row.confirmed)
        rc = err_set(e, E_CONFLICT, "factor.on", c->login, NULL);
    int64_t step = !rc && plain_code(c->code, code) ? step_of(&row, now_seconds(c->app), code) : -1;
    if (rc || step < 0)
        return rc ? rc : err_set(e, E_INPUT, "factor.wrong", NULL);
    row.confirmed = 1;
    row.last_step = step;
    row.recovery = "";
    for (size_t i = 0; i < FACTOR_RECOVERY; i++) {
        const char *text = random_base32(c->a, RECOVERY_BYTES);
        c->recovery[i] = in_groups(c->a, text);
        row.recovery = arena_printf(c->a, "%s%s%s", row.recovery, i ? " " : "", digest_of(c->a, c->user.id, text));
    }
    return factor_put(db, c->user.id, &row, e);
}

int factor_confirm(struct app *app, const char *login, const char *code, struct arena *a, const char **code_r, struct err *e)
{
    struct factor_change c = {.app = app, .login = login, .code = code, .verb = "user.totp", .a = a, .recovery = code_r};
    return change(&c, confirm, e);
}

static int reset(struct db *db, struct factor_change *c, struct err *e)
{
    struct factor_row row;
    int rc = existing(db, c, &row, e);
    return rc ? rc : factor_drop(db, c->user.id, e);
}

int factor_reset(struct app *app, const char *login, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct factor_change c = {.app = app, .login = login, .verb = "user.totp-reset", .only_admin = true, .a = &a};
    return change(&c, reset, e);
}

static int see(struct db *db, struct factor_change *c, struct err *e)
{
    struct factor_row row = {0};
    struct str rest, piece;
    int rc = factor_get(db, c->user.id, &row, c->a, e);
    if (rc)
        return rc == E_NOTFOUND ? 0 : rc;
    c->view->begun = !row.confirmed;
    c->view->on = row.confirmed;
    for (rest = str_of(row.recovery); str_split(&rest, ' ', &piece);)
        c->view->recovery_left += piece.n > 0;
    return 0;
}

int factor_view(struct app *app, const char *login, struct factor_view *view_r, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct factor_view view = {0};
    struct factor_change c = {.app = app, .login = login, .a = &a, .view = &view};
    struct factor_run arg = {&c, see};
    struct err inside = {0};
    int rc = need_own_or_admin(&c, &inside);
    if (!rc)
        rc = db_read(app->db, run, &arg, &inside);
    if (rc)
        *e = inside;
    else
        *view_r = view;
    return rc;
}

static int read_needed(struct db *db, void *arg, struct err *e)
{
    struct factor_change *c = arg;
    struct factor_row row = {0};
    int rc = rows_user(db, c->login, &c->user, c->a, e);
    if (!rc)
        rc = factor_get(db, c->user.id, &row, c->a, e);
    c->right = !rc && row.confirmed;
    return rc == E_NOTFOUND ? 0 : rc;
}

int factor_needed(struct app *app, const char *login, bool *needed_r, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct factor_change c = {.app = app, .login = login, .a = &a};
    struct err inside = {0};
    int rc = db_read(app->db, read_needed, &c, &inside);
    if (rc)
        *e = inside;
    else
        *needed_r = c.right;
    return rc;
}

static int check(struct db *db, struct factor_change *c, struct err *e)
{
    struct factor_row row;
    char code[TYPED_MAX] = "";
    int64_t now = now_seconds(c->app);
    c->verb = NULL;
    c->right = false;
    int rc = existing(db, c, &row, e);
    if (rc || !row.confirmed || must_wait(&row, now))
        return rc;
    int64_t step = plain_code(c->code, code) ? step_of(&row, now, code) : -1;
    bool recovered = step < 0 && use_recovery(&row, c->a, digest_of(c->a, c->user.id, code));
    c->right = step >= 0 || recovered;
    c->verb = recovered ? "user.totp-recovery" : NULL;
    if (step >= 0)
        row.last_step = step;
    row.wrong = c->right ? 0 : row.wrong + 1;
    row.wrong_at = c->right ? 0 : now;
    sodium_memzero(code, sizeof code);
    return factor_put(db, c->user.id, &row, e);
}

int factor_check(struct app *app, const char *login, const char *code, bool *right_r, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct factor_change c = {.app = app, .login = login, .code = code, .a = &a};
    struct factor_run arg = {&c, check};
    struct err inside = {0};
    int rc = db_write(app->db, run, &arg, &inside);
    if (rc)
        *e = inside;
    else
        *right_r = c.right;
    return rc;
}
