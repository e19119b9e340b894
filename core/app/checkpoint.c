#include "core/app/checkpoint.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/app/journal.h"
#include "core/base/str.h"

enum { KEY_FILE_BYTES = 128, KEY_MODE = 0600, PUBLIC_MODE = 0644 };

static const char *key_beside(const char *store, const char *ending, struct arena *a)
{
    return arena_printf(a, "%s.checkpoint-key%s", store, ending);
}

/* One line, all of it on the disk. */
static int write_line(const char *path, mode_t mode, const char *line, struct err *e)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0)
        return errno == EEXIST ? err_set(e, E_CONFLICT, "checkpoint.key-there", path, NULL)
                               : err_set(e, E_IO, "checkpoint.key-write", path, strerror(errno), NULL);
    size_t n = strlen(line);
    bool whole = write(fd, line, n) == (ssize_t)n && write(fd, "\n", 1) == 1 && fsync(fd) == 0;
    int error = whole ? 0 : errno;
    if (close(fd) != 0 && !error)
        error = errno;
    if (!error)
        return 0;
    unlink(path);
    return err_set(e, E_IO, "checkpoint.key-write", path, strerror(error), NULL);
}

/* Its first line, without the line feed. mode_r may be NULL. */
static int read_line(const char *path, char to[KEY_FILE_BYTES], mode_t *mode_r, struct err *e)
{
    struct stat st;
    FILE *file = fopen(path, "re");
    if (!file)
        return errno == ENOENT ? err_set(e, E_NOTFOUND, "checkpoint.no-key", path, NULL)
                               : err_set(e, E_IO, "file.unreadable", path, strerror(errno), NULL);
    bool read = fgets(to, KEY_FILE_BYTES, file) != NULL && fstat(fileno(file), &st) == 0;
    fclose(file);
    if (!read)
        return err_set(e, E_INPUT, "checkpoint.key-format", path, NULL);
    to[strcspn(to, "\n")] = '\0';
    if (mode_r)
        *mode_r = st.st_mode;
    return 0;
}

int checkpoint_key_make(const char *store, char public_r[SIGN_KEY_HEX_BYTES], struct err *e)
{
    AUTO(arena) struct arena a = {0};
    char hex[SIGN_KEY_HEX_BYTES], public_key[SIGN_KEY_HEX_BYTES];
    struct sign_seed seed = sign_seed_new();
    sign_seed_hex(&seed, hex);
    sign_public_hex(&seed, public_key);
    sign_seed_forget(&seed);
    int rc = write_line(key_beside(store, "", &a), KEY_MODE, hex, e);
    memset(hex, 0, sizeof hex);
    if (!rc)
        rc = write_line(key_beside(store, ".pub", &a), PUBLIC_MODE, public_key, e);
    if (!rc)
        str_copy_cut(public_r, SIGN_KEY_HEX_BYTES, public_key);
    return rc;
}

int checkpoint_key_public(const char *store, char public_r[SIGN_KEY_HEX_BYTES], struct err *e)
{
    AUTO(arena) struct arena a = {0};
    char line[KEY_FILE_BYTES];
    int rc = read_line(key_beside(store, ".pub", &a), line, NULL, e);
    if (!rc)
        str_copy_cut(public_r, SIGN_KEY_HEX_BYTES, line);
    return rc;
}

static int read_seed(const char *store, struct sign_seed *seed_r, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    const char *path = key_beside(store, "", &a);
    char line[KEY_FILE_BYTES];
    mode_t mode;
    int rc = read_line(path, line, &mode, e);
    if (rc)
        return rc;
    if (mode & (S_IRWXG | S_IRWXO))
        return err_set(e, E_DENIED, "checkpoint.key-open", path, NULL);
    return sign_seed_from_hex(line, seed_r) ? 0 : err_set(e, E_INPUT, "checkpoint.key-format", path, NULL);
}

struct taking {
    struct app *app;
    instant_us at;
    int64_t seq;
    struct sha256 tip;
};

/* That it was taken is an event too, the last one that it is about. */
static int write_event(struct db *db, void *arg, struct err *e)
{
    struct taking *t = arg;
    AUTO(arena) struct arena a = {0};
    const struct change_set none = change_set_in(&a);
    t->at = clock_now(&t->app->clock);
    const struct journal_entry entry = {.at = t->at, .actor = t->app->actor.login, .seat = t->app->seat, .verb = "journal.checkpoint", .object = "journal"};
    int rc = journal_commit(db, &entry, &none, &t->seq, e);
    return rc ? rc : event_tip(db, &t->seq, &t->tip, e);
}

int checkpoint_take(struct app *app, const char *store, struct buf *out, struct err *e)
{
    struct sign_seed seed;
    struct taking t = {.app = app};
    char hash[SHA256_HEX_BYTES], at[INSTANT_TEXT_BYTES], signer[SIGN_KEY_HEX_BYTES], signature[SIGN_HEX_BYTES];
    AUTO(buf) struct buf text = BUF(CHECKPOINT_BYTES_MAX);
    int rc = app->actor.everything ? 0 : app_need_admin(app, e);
    if (!rc)
        rc = read_seed(store, &seed, e);
    if (rc)
        return rc;
    rc = db_write(app->db, write_event, &t, e);
    if (!rc) {
        sign_public_hex(&seed, signer);
        buf_printf(&text, "shinsa checkpoint 1\nevents %" PRId64 "\nhash %s\nat %s\nsigner %s\n", t.seq, sha256_hex(&t.tip, hash),
                   instant_text(t.at, at), signer);
        sign_text(&seed, buf_str(&text), text.n, signature);
        buf_printf(out, "%ssignature %s\n", buf_str(&text), signature);
    }
    sign_seed_forget(&seed);
    return rc;
}

/* "name value\n" at *at; moves behind it. */
static bool take_line(const char **at, const char *name, char *to, size_t size)
{
    size_t n = strlen(name);
    const char *end = strchr(*at, '\n');
    if (!end || strncmp(*at, name, n) != 0 || (*at)[n] != ' ' || (size_t)(end - *at) - n - 1 >= size)
        return false;
    size_t length = (size_t)(end - *at) - n - 1;
    memcpy(to, *at + n + 1, length);
    to[length] = '\0';
    *at = end + 1;
    return true;
}

int checkpoint_read(const char *text, size_t n, const char *signer, struct checkpoint *c_r, struct err *e)
{
    char version[8], events[24], signature[SIGN_HEX_BYTES];
    struct checkpoint c;
    const char *at = text;
    bool read = n <= CHECKPOINT_BYTES_MAX && strlen(text) == n && take_line(&at, "shinsa checkpoint", version, sizeof version) && str_eq(version, "1") &&
                take_line(&at, "events", events, sizeof events) && str_to_int(events, 1, INT64_MAX, &c.events) &&
                take_line(&at, "hash", c.hash, sizeof c.hash) && strlen(c.hash) == SHA256_HEX_BYTES - 1 && take_line(&at, "at", c.at, sizeof c.at) &&
                take_line(&at, "signer", c.signer, sizeof c.signer);
    size_t signed_bytes = (size_t)(at - text);
    if (!read || !take_line(&at, "signature", signature, sizeof signature) || *at)
        return err_set(e, E_INPUT, "checkpoint.format", NULL);
    if (signer && !str_eq(signer, c.signer))
        return err_set(e, E_INPUT, "checkpoint.signer", c.signer, signer, NULL);
    if (!sign_holds(c.signer, text, signed_bytes, signature))
        return err_set(e, E_INPUT, "checkpoint.signature", NULL);
    *c_r = c;
    return 0;
}

struct standing {
    const struct checkpoint *c;
    bool there;
    char hash[SHA256_HEX_BYTES];
};

static int find_event(struct db *db, void *arg, struct err *e)
{
    struct standing *s = arg;
    AUTO(arena) struct arena a = {0};
    struct events events;
    int rc = events_after(db, s->c->events - 1, 1, &a, &events, e);
    s->there = !rc && events.n && events.at[0].seq == s->c->events;
    if (s->there)
        sha256_hex(&events.at[0].hash, s->hash);
    return rc;
}

int checkpoint_stands(struct app *app, const struct checkpoint *c, struct err *e)
{
    struct standing s = {.c = c};
    char number[24];
    int rc = db_read(app->db, find_event, &s, e);
    if (rc)
        return rc;
    snprintf(number, sizeof number, "%" PRId64, c->events);
    if (!s.there)
        return err_set(e, E_CONFLICT, "checkpoint.shorter", number, NULL);
    return str_eq(s.hash, c->hash) ? 0 : err_set(e, E_CONFLICT, "checkpoint.differs", number, c->at, NULL);
}
