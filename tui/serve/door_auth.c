/* The login as the client sees it. What counts: a question whether a key would do is not a proof; a proof belongs to the
 * key and the name of that very request; a code counts only behind a proof of the same name. */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/str.h"
#include "tui/message.h"
#include "tui/serve/door_state.h"

/* The time for the next step, asking for a terminal or a verb, begins. */
static void auth_done(struct door *d)
{
    d->authenticated = true;
    d->code_due = false;
    d->deadline_ms = clock_monotonic_ms() + d->setup->grace_ms;
}

static int auth_failed(struct door *d)
{
    if (++d->tries >= d->setup->tries && !d->quit)
        door_quit(d, DOOR_END_TRIES, "door.tries");
    return SSH_AUTH_DENIED;
}

/* Key types the office takes; certificates are not among them: the library does not check what they say. */
static const char *key_type_name(ssh_key key)
{
    switch (ssh_key_type(key)) {
    case SSH_KEYTYPE_ED25519:
    case SSH_KEYTYPE_SK_ED25519:
    case SSH_KEYTYPE_RSA:
        return ssh_key_type_to_char(ssh_key_type(key));
    default:
        return NULL;
    }
}

static bool claim_fill(struct key_claim *claim, const char *user, ssh_key key)
{
    const char *type = key_type_name(key);
    char *blob = NULL;
    if (!type || ssh_pki_export_pubkey_base64(key, &blob) != SSH_OK)
        return false;
    bool ok = str_copy_cut(claim->type, sizeof claim->type, type) && str_copy_cut(claim->blob, sizeof claim->blob, blob);
    /* A name that is too long cannot be anyone's; the desk is asked all the same. */
    if (!str_copy_cut(claim->user, sizeof claim->user, user))
        claim->user[0] = '\0';
    ssh_string_free_char(blob);
    return ok;
}

static int on_pubkey(ssh_session session, const char *user, struct ssh_key_struct *key, char state, void *arg)
{
    struct door *d = arg;
    struct key_claim claim;
    (void)session;
    if (d->authenticated || d->quit)
        return SSH_AUTH_DENIED;
    d->code_due = false;
    if (state != SSH_PUBLICKEY_STATE_NONE && state != SSH_PUBLICKEY_STATE_VALID)
        return auth_failed(d);
    if (!user || !claim_fill(&claim, user, key))
        return auth_failed(d);
    protocol_put_claim(&d->wire.out, state == SSH_PUBLICKEY_STATE_VALID ? DOOR_PROVED : DOOR_ASK_KEY, &claim);
    enum desk_answer answer = door_wait_answer(d);
    if (answer == ANSWER_NO)
        return auth_failed(d);
    if (state == SSH_PUBLICKEY_STATE_NONE)
        return SSH_AUTH_SUCCESS; /* "this key would do": the client now signs */
    if (answer == ANSWER_YES) {
        auth_done(d);
        return SSH_AUTH_SUCCESS;
    }
    d->code_due = true;
    d->code_asked = false;
    str_copy_cut(d->code_user, sizeof d->code_user, claim.user);
    ssh_set_auth_methods(d->session, SSH_AUTH_METHOD_INTERACTIVE);
    return SSH_AUTH_PARTIAL;
}

static int ask_code(struct door *d, ssh_message message)
{
    const char *prompt = message_text(LANGUAGE_JA, "door.code-prompt");
    char echo = 0;
    d->code_asked = true;
    ssh_message_auth_interactive_request(message, "", "", 1, &prompt, &echo);
    return 0;
}

/* 0: answered, 1: the library shall refuse. */
static int check_code(struct door *d, ssh_message message)
{
    int n = ssh_userauth_kbdint_getnanswers(d->session);
    const char *code = n == 1 ? ssh_userauth_kbdint_getanswer(d->session, 0) : NULL;
    bool asked = d->code_asked;
    d->code_asked = false;
    if (!asked || !code || strlen(code) >= CODE_BYTES) {
        auth_failed(d);
        return 1;
    }
    frame_put(&d->wire.out, DOOR_CODE, code, strlen(code));
    if (door_wait_answer(d) != ANSWER_YES) {
        auth_failed(d);
        return 1;
    }
    auth_done(d);
    ssh_message_auth_reply_success(message, 0);
    return 0;
}

/* Keyboard-interactive has no callback of its own in this version of the library. */
static int on_interactive(struct door *d, ssh_message message)
{
    if (d->authenticated || d->quit)
        return 1;
    if (!d->code_due) {
        auth_failed(d);
        return 1;
    }
    if (ssh_message_auth_kbdint_is_response(message))
        return check_code(d, message);
    const char *user = ssh_message_auth_user(message);
    if (!user || !str_eq(user, d->code_user)) {
        d->code_due = false;
        auth_failed(d);
        return 1;
    }
    return ask_code(d, message);
}

/* Whatever no callback took comes here and is refused. */
static int on_message(ssh_session session, ssh_message message, void *arg)
{
    struct door *d = arg;
    (void)session;
    if (ssh_message_type(message) == SSH_REQUEST_AUTH) {
        if (ssh_message_subtype(message) == SSH_AUTH_METHOD_INTERACTIVE)
            return on_interactive(d, message);
        if (ssh_message_subtype(message) != SSH_AUTH_METHOD_NONE)
            auth_failed(d);
        return 1;
    }
    door_refuse(d, door_request_name(message));
    return 1;
}

static int on_service(ssh_session session, const char *service, void *arg)
{
    (void)session;
    (void)arg;
    return str_eq(service, "ssh-userauth") ? 0 : -1;
}

/* The library answers GSSAPI whatever methods are offered; with no mechanism chosen it says no. */
static ssh_string on_gssapi(ssh_session session, const char *user, int n, ssh_string *oids, void *arg)
{
    struct door *d = arg;
    (void)session;
    (void)user;
    (void)n;
    (void)oids;
    auth_failed(d);
    return NULL;
}

void door_auth_init(struct door *d)
{
    d->server_callbacks = (struct ssh_server_callbacks_struct){
        .userdata = d,
        .auth_pubkey_function = on_pubkey,
        .service_request_function = on_service,
        .gssapi_select_oid_function = on_gssapi,
        .channel_open_request_session_function = door_channel_open,
    };
    ssh_callbacks_init(&d->server_callbacks);
    ssh_set_server_callbacks(d->session, &d->server_callbacks);
    ssh_set_message_callback(d->session, on_message, d);
    ssh_set_auth_methods(d->session, SSH_AUTH_METHOD_PUBLICKEY);
}
