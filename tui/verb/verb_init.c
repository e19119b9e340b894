/* init: a new store, its first administrator, the host key beside it; no questions asked. */
#include <stdio.h>

#include "core/app/user_app.h"
#include "core/base/str.h"
#include "tui/serve/hostkey.h"
#include "tui/verb/verb.h"

enum { KEY_FILE_BYTES_MAX = 16384 };

static int read_key_file(const char *path, struct arena *a, const char **line_r, struct err *e)
{
    char text[KEY_FILE_BYTES_MAX];
    FILE *f = fopen(path, "re");
    size_t n = f ? fread(text, 1, sizeof text - 1, f) : 0;
    bool bad = !f || ferror(f) || n == sizeof text - 1;
    if (f)
        fclose(f);
    if (bad)
        return err_set(e, E_INPUT, "init.key-file", path, NULL);
    while (n && (text[n - 1] == '\n' || text[n - 1] == '\r'))
        n--;
    *line_r = arena_strndup(a, text, n);
    return 0;
}

static int first_user(struct app *app, const char *login, const char *key, struct err *e)
{
    int rc = user_add_for_all(app, login, e);
    return rc ? rc : user_add_key(app, login, key, e);
}

int verb_init(struct verb_call *call, struct err *e)
{
    const char *login = verb_option(call, "admin"), *key_path = verb_option(call, "key"), *key = NULL;
    struct app *app = NULL;
    int rc = verb_done(call, e);
    if (!rc && (!login || !key_path))
        rc = err_set(e, E_INPUT, "verb.missing", login ? "--key" : "--admin", NULL);
    if (!rc)
        rc = read_key_file(key_path, call->arena, &key, e);
    if (!rc)
        rc = app_open(call->store, APP_CREATE, call->schemes, call->clock, &app, e);
    if (rc)
        return rc;
    app_act_for_office(app, "init");
    rc = first_user(app, login, key, e);
    app_close(app);
    const char *host_key = hostkey_beside(call->store, call->arena);
    char fingerprint[HOSTKEY_FINGERPRINT_BYTES];
    if (!rc)
        rc = hostkey_create(host_key, e);
    if (!rc)
        rc = hostkey_fingerprint(host_key, fingerprint, e);
    if (rc) {
        remove(call->store); /* half an office is none: what was just made goes away again */
        return rc;
    }
    if (!call->json) {
        verb_say(call, "init.done", call->store, login, fingerprint, NULL);
        return 0;
    }
    struct json_writer w = verb_json(call);
    json_begin_object(&w);
    json_put_text(&w, "store", call->store);
    json_put_text(&w, "admin", login);
    json_put_text(&w, "host_key", fingerprint);
    json_end_object(&w);
    verb_print(call, "\n");
    return 0;
}
