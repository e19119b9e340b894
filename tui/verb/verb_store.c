/* backup, restore, migrate, verify, clock */
#include <stdio.h>

#include "core/app/backup.h"
#include "core/app/checkpoint.h"
#include "core/app/home_app.h"
#include "core/app/deadline_app.h"
#include "core/app/verify.h"
#include "db/db.h"
#include "tui/message.h"
#include "tui/verb/verb.h"

static int print_verified(struct verb_call *call, const struct verify_result *result)
{
    char hex[SHA256_HEX_BYTES];
    struct json_writer w = verb_json(call);
    if (call->json) {
        json_begin_object(&w);
        json_put_bool(&w, "sound", result->sound);
        json_put_int(&w, "events", result->n_events);
        json_put_int(&w, "rows", result->n_rows);
        json_put_int(&w, "erased", result->n_erased);
        json_put_text(&w, "tip", sha256_hex(&result->tip, hex));
        if (!result->sound)
            json_put_text(&w, "difference", message_of_err(call->arena, call->language, &result->difference));
        json_end_object(&w);
        verb_print(call, "\n");
    } else if (result->sound) {
        verb_say(call, "verify.sound", arena_printf(call->arena, "%lld", (long long)result->n_events),
                 arena_printf(call->arena, "%lld", (long long)result->n_rows), sha256_hex(&result->tip, hex), NULL);
    } else {
        verb_say(call, "verify.unsound", message_of_err(call->arena, call->language, &result->difference), NULL);
    }
    return result->sound ? 0 : 1;
}

/* The file, signed by the key that is named, else by the one beside the store. */
static int read_checkpoint(struct verb_call *call, const char *path, const char *signer, struct checkpoint *c_r, struct err *e)
{
    char own[SIGN_KEY_HEX_BYTES], text[CHECKPOINT_BYTES_MAX + 2] = "";
    int rc = signer ? 0 : checkpoint_key_public(call->store, own, e);
    FILE *file = rc ? NULL : fopen(path, "re");
    if (!rc && !file)
        rc = err_set(e, E_NOTFOUND, "file.missing", path, NULL);
    if (rc)
        return rc;
    size_t n = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    return checkpoint_read(text, n, signer ? signer : own, c_r, e);
}

int verb_checkpoint(struct verb_call *call, struct err *e)
{
    int rc = verb_done(call, e);
    return rc ? rc : checkpoint_take(call->app, call->store, &call->out, e);
}

int verb_checkpoint_key(struct verb_call *call, struct err *e)
{
    char key[SIGN_KEY_HEX_BYTES];
    int rc = verb_done(call, e);
    if (!rc && !call->app->actor.everything)
        rc = app_need_admin(call->app, e);
    if (!rc)
        rc = checkpoint_key_make(call->store, key, e);
    if (!rc)
        verb_print(call, call->json ? "{\"signer\":\"%s\"}\n" : "%s\n", key);
    return rc;
}

int verb_verify(struct verb_call *call, struct err *e)
{
    const char *path = verb_option(call, "checkpoint"), *signer = verb_option(call, "signer");
    struct verify_result result;
    struct checkpoint checkpoint;
    int rc = verb_done(call, e);
    if (!rc && path && !call->store)
        rc = err_set(e, E_DENIED, "verb.local", "verify --checkpoint", NULL);
    if (!rc && path)
        rc = read_checkpoint(call, path, signer, &checkpoint, e);
    if (!rc && path)
        rc = checkpoint_stands(call->app, &checkpoint, e);
    if (!rc)
        rc = verify_store(call->app->db, NULL, NULL, &result, e);
    if (!rc && !app_is_read_only(call->app))
        rc = home_verified(call->app, result.sound, result.n_events, e);
    return rc ? rc : print_verified(call, &result);
}

int verb_backup(struct verb_call *call, struct err *e)
{
    const char *to;
    struct verify_result result;
    int rc = verb_need(call, "FILE", &to, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = backup_make(call->app->db, to, NULL, NULL, &result, e);
    return rc ? rc : print_verified(call, &result);
}

int verb_restore(struct verb_call *call, struct err *e)
{
    const char *from;
    struct verify_result result;
    int rc = verb_need(call, "BACKUP", &from, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = backup_restore(from, call->store, NULL, NULL, &result, e);
    return rc ? rc : print_verified(call, &result);
}

int verb_migrate(struct verb_call *call, struct err *e)
{
    const char *backup = verb_option(call, "backup");
    int n;
    int rc = verb_done(call, e);
    if (!backup)
        backup = arena_printf(call->arena, "%s.before-migration", call->store);
    if (!rc)
        rc = db_migrate(call->store, backup, clock_now(&call->clock), &n, e);
    if (!rc && call->json)
        verb_print(call, "{\"migrations\":%d}\n", n);
    else if (!rc)
        verb_say(call, n ? "migrate.done" : "migrate.nothing", arena_printf(call->arena, "%d", n), backup, NULL);
    return rc;
}

int verb_clock(struct verb_call *call, struct err *e)
{
    size_t n;
    int rc = verb_done(call, e);
    if (!rc)
        rc = clock_run(call->app, &n, e);
    if (!rc && call->json)
        verb_print(call, "{\"events\":%zu}\n", n);
    else if (!rc)
        verb_say(call, "clock.done", arena_printf(call->arena, "%zu", n), NULL);
    return rc;
}
