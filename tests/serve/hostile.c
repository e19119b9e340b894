/* Clients that do what they should not, each a scenario: `hostile NAME` ends with 0 if the server did what it should.
 * Environment as in client.h; also SERVE_OTHER (key of user tanaka), SERVE_STRANGER (key of nobody), SERVE_CODE (key of
 * user mori, who also gives the code 123456), SERVE_FORGED (names sato's public key, signs as the stranger: OpenSSH's format
 * holds both), SERVE_GRACE_MS, SERVE_NAMES (users to compare, parted by blanks). */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <libssh/server.h>

#include "core/base/str.h"
#include "tests/serve/client.h"

/* What a busy machine may add; the server's own grace is six times as long. */
enum { SLACK_MS = 5000 };

static int grace_ms(void)
{
    int64_t n = 30000;
    const char *text = getenv("SERVE_GRACE_MS");
    if (text)
        str_to_int(text, 1, 60000, &n);
    return (int)n;
}

/* Sends p[n] and nothing more; the server must hang up by the end of the grace. */
static bool dropped_after(const char *p, size_t n)
{
    int fd = client_tcp();
    if (fd < 0)
        return false;
    bool ok = !n || send(fd, p, n, MSG_NOSIGNAL) == (ssize_t)n;
    ok = client_tcp_end(fd, grace_ms() + SLACK_MS, NULL) && ok;
    close(fd);
    return ok;
}

static bool silent(void)
{
    return dropped_after("", 0);
}

/* Hangs up its own half at once: nothing is to be waited for. */
static bool half_open(void)
{
    int fd = client_tcp();
    bool ok = fd >= 0 && shutdown(fd, SHUT_WR) == 0 && client_tcp_end(fd, SLACK_MS, NULL);
    close(fd);
    return ok;
}

static bool half_banner(void)
{
    return dropped_after("SSH-2.0-half", 12);
}

static bool long_banner(void)
{
    char line[400];
    memset(line, 'x', sizeof line);
    memcpy(line, "SSH-2.0-", 8);
    return dropped_after(line, sizeof line);
}

static bool garbage(void)
{
    static char bytes[32 * 1024];
    unsigned seed = 12345;
    memcpy(bytes, "SSH-2.0-garbage\r\n", 17);
    for (size_t i = 17; i < sizeof bytes; i++) {
        seed = seed * 1103515245u + 12345u;
        bytes[i] = (char)(seed >> 16);
    }
    return dropped_after(bytes, sizeof bytes);
}

/* A packet of the length the standard forbids, in place of the key exchange. */
static bool huge_packet(void)
{
    static const char bytes[] = "SSH-2.0-huge\r\n\x7f\xff\xff\xff\x04\x14";
    return dropped_after(bytes, sizeof bytes - 1);
}

/* A session channel is asked for before anybody has logged in (the server must not even answer yes). */
static bool channel_before_login(void)
{
    struct client c;
    bool ok = client_connect(&c, "sato");
    if (ok) {
        c.channel = ssh_channel_new(c.session);
        long seconds = 1;
        ssh_options_set(c.session, SSH_OPTIONS_TIMEOUT, &seconds);
        ok = ssh_channel_open_session(c.channel) != SSH_OK || client_fail("a channel without a login");
    }
    client_done(&c);
    return ok;
}

static bool refused(struct client *c, int rc)
{
    (void)c;
    return rc != SSH_AUTH_SUCCESS || client_fail("somebody was let in");
}

static bool other_methods(void)
{
    struct client c;
    bool ok = client_connect(&c, "sato") && refused(&c, ssh_userauth_none(c.session, NULL)) &&
              refused(&c, ssh_userauth_password(c.session, NULL, "secret")) &&
              refused(&c, ssh_userauth_kbdint(c.session, NULL, NULL));
    if (ok && ssh_userauth_list(c.session, NULL) != SSH_AUTH_METHOD_PUBLICKEY)
        ok = client_fail("other methods are offered");
    client_done(&c);
    return ok;
}

/* Asks with the key named first whether it would do, then signs with the other as the same user. */
static bool probe_then_sign(const char *probe_name, const char *sign_name)
{
    struct client c;
    ssh_key probe = client_key(probe_name), sign = client_key(sign_name);
    bool ok = probe && sign && client_connect(&c, "sato");
    if (ok && ssh_userauth_try_publickey(c.session, NULL, probe) != SSH_AUTH_SUCCESS)
        ok = client_fail("the known key was not known");
    ok = ok && refused(&c, ssh_userauth_publickey(c.session, NULL, sign));
    client_done(&c);
    ssh_key_free(probe);
    ssh_key_free(sign);
    return ok;
}

static bool probe_then_stranger(void)
{
    return probe_then_sign("SERVE_KEY", "SERVE_STRANGER");
}

static bool probe_then_other_user(void)
{
    return probe_then_sign("SERVE_KEY", "SERVE_OTHER");
}

/* The signature is not the key's: the server must not let it in, and must drop the line at the end of the grace. */
static bool wrong_signature(void)
{
    struct client c;
    ssh_key forged = client_key("SERVE_FORGED");
    long seconds = grace_ms() / 1000 + 5;
    bool ok = forged && client_connect(&c, "sato");
    if (ok) {
        ssh_options_set(c.session, SSH_OPTIONS_TIMEOUT, &seconds);
        if (ssh_userauth_try_publickey(c.session, NULL, forged) != SSH_AUTH_SUCCESS)
            ok = client_fail("the public half is not sato's");
        ok = ok && refused(&c, ssh_userauth_publickey(c.session, NULL, forged));
    }
    client_done(&c);
    ssh_key_free(forged);
    return ok;
}

enum { NAMES_MAX = 8 };

/* One strange key offered under a name, on a connection of its own: refused, by the methods that everybody is told. */
static bool refused_as_any(const char *name, ssh_key key)
{
    struct client c;
    bool ok = client_connect(&c, name) && ssh_userauth_none(c.session, NULL) == SSH_AUTH_DENIED &&
              ssh_userauth_list(c.session, NULL) == SSH_AUTH_METHOD_PUBLICKEY &&
              ssh_userauth_try_publickey(c.session, NULL, key) == SSH_AUTH_DENIED &&
              ssh_userauth_list(c.session, NULL) == SSH_AUTH_METHOD_PUBLICKEY;
    client_done(&c);
    return ok || client_fail("%s was answered in another way", name);
}

/* The names of SERVE_NAMES, known or not: the same answers, the same methods. (How long it took is no test: a machine that
 * is busy would fail it.) */
static bool names_alike(void)
{
    char name[NAMES_MAX][64];
    struct str rest = str_of(getenv("SERVE_NAMES")), piece;
    size_t n = 0;
    ssh_key key = client_key("SERVE_STRANGER");
    while (n < NAMES_MAX && str_split(&rest, ' ', &piece))
        snprintf(name[n++], sizeof name[0], "%.*s", (int)piece.n, piece.p);
    bool ok = key && n >= 2;
    for (size_t i = 0; ok && i < n; i++)
        ok = refused_as_any(name[i], key);
    ssh_key_free(key);
    return ok;
}

/* Six keys of strangers, and the server has had enough, and says so. */
static bool many_keys(void)
{
    struct client c;
    bool ok = client_connect(&c, "sato");
    for (int i = 0; ok && i < 6; i++) {
        ssh_key key = NULL;
        ok = ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &key) == SSH_OK &&
             ssh_userauth_try_publickey(c.session, NULL, key) == SSH_AUTH_DENIED;
        ssh_key_free(key);
    }
    while (ok && ssh_is_connected(c.session)) {
        struct pollfd p = {.fd = ssh_get_fd(c.session), .events = POLLIN};
        ok = poll(&p, 1, CLIENT_WAIT_MS) == 1;
        ssh_execute_message_callbacks(c.session);
    }
    if (!ok || !strstr(ssh_get_error(c.session), "Too many failed logins"))
        ok = client_fail("after six keys: %s", ssh_get_error(c.session));
    client_done(&c);
    return ok;
}

/* Logs in as mori with key and code; wants says whether that must work. */
static bool key_and_code(const char *key_name, const char *code, bool wanted)
{
    struct client c;
    ssh_key key = client_key(key_name);
    bool in = false, ok = key && client_connect(&c, "mori");
    int rc = ok ? ssh_userauth_publickey(c.session, NULL, key) : SSH_AUTH_ERROR;
    if (rc == SSH_AUTH_PARTIAL && ssh_userauth_kbdint(c.session, NULL, NULL) == SSH_AUTH_INFO) {
        if (ssh_userauth_kbdint_getnprompts(c.session) != 1)
            ok = client_fail("one prompt was expected");
        ssh_userauth_kbdint_setanswer(c.session, 0, code);
        rc = ssh_userauth_kbdint(c.session, NULL, NULL);
        while (rc == SSH_AUTH_INFO)
            rc = ssh_userauth_kbdint(c.session, NULL, NULL);
        in = rc == SSH_AUTH_SUCCESS;
    } else if (rc == SSH_AUTH_SUCCESS) {
        ok = client_fail("the key alone let mori in");
    }
    if (ok && in != wanted)
        ok = client_fail("%s with code %s: %s", key_name, code, in ? "in" : "out");
    client_done(&c);
    ssh_key_free(key);
    return ok;
}

static bool second_factor(void)
{
    return key_and_code("SERVE_CODE", "123456", true) && key_and_code("SERVE_CODE", "123457", false) &&
           key_and_code("SERVE_CODE", "", false) && key_and_code("SERVE_KEY", "123456", false);
}

/* A code without a key before it. */
static bool code_alone(void)
{
    struct client c;
    bool ok = client_connect(&c, "mori") && refused(&c, ssh_userauth_none(c.session, NULL));
    int rc = ok ? ssh_userauth_kbdint(c.session, NULL, NULL) : SSH_AUTH_ERROR;
    ok = ok && rc != SSH_AUTH_INFO && refused(&c, rc);
    client_done(&c);
    return ok;
}

/* Takes all places of a source; the next one is told why. The answer stands before the version line. */
static bool too_many(void)
{
    int fd[8];
    AUTO(buf) struct buf got = BUF(4096);
    bool ok = true;
    for (int i = 0; i < 3; i++)
        fd[i] = client_tcp();
    ok = client_tcp_end(fd[2], SLACK_MS, &got) && strstr(buf_str(&got), "too many connections from your address");
    if (!ok)
        client_fail("got '%s'", buf_str(&got));
    for (int i = 0; i < 3; i++)
        close(fd[i]);
    return ok;
}

/* The source is being refused for its faults. */
static bool penalty(void)
{
    AUTO(buf) struct buf got = BUF(4096);
    int fd = client_tcp();
    bool ok = client_tcp_end(fd, SLACK_MS, &got) && strstr(buf_str(&got), "too many failures from your address");
    close(fd);
    return ok || client_fail("got '%s'", buf_str(&got));
}

static bool welcome(void)
{
    struct client c;
    bool ok = client_open(&c);
    client_done(&c);
    return ok;
}

static const struct scenario scenarios[] = {
    {"silent", silent},
    {"half-open", half_open},
    {"half-banner", half_banner},
    {"long-banner", long_banner},
    {"garbage", garbage},
    {"huge-packet", huge_packet},
    {"channel-before-login", channel_before_login},
    {"other-methods", other_methods},
    {"probe-then-stranger", probe_then_stranger},
    {"probe-then-other-user", probe_then_other_user},
    {"wrong-signature", wrong_signature},
    {"many-keys", many_keys},
    {"names-alike", names_alike},
    {"second-factor", second_factor},
    {"code-alone", code_alone},
    {"too-many", too_many},
    {"penalty", penalty},
    {"welcome", welcome},
};

int main(int argc, char **argv)
{
    return client_main(argc, argv, scenarios, COUNT_OF(scenarios));
}
