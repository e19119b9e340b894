#include "tests/serve/client.h"

#include <netinet/in.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/str.h"

bool client_fail(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    return false;
}

static int64_t port(void)
{
    int64_t n = 0;
    const char *text = getenv("SERVE_PORT");
    if (!text || !str_to_int(text, 1, 65535, &n))
        client_fail("SERVE_PORT is not set");
    return n;
}

bool client_connect(struct client *c, const char *user)
{
    unsigned p = (unsigned)port();
    long seconds = CLIENT_WAIT_MS / 1000;
    int on = 1, off = 0;
    *c = (struct client){.session = ssh_new(), .text = BUF(CLIENT_TEXT_MAX)};
    ssh_options_set(c->session, SSH_OPTIONS_PROCESS_CONFIG, &off);
    ssh_options_set(c->session, SSH_OPTIONS_HOST, "127.0.0.1");
    ssh_options_set(c->session, SSH_OPTIONS_PORT, &p);
    ssh_options_set(c->session, SSH_OPTIONS_USER, user);
    ssh_options_set(c->session, SSH_OPTIONS_TIMEOUT, &seconds);
    ssh_options_set(c->session, SSH_OPTIONS_NODELAY, &on);
    if (ssh_connect(c->session) == SSH_OK)
        return true;
    return client_fail("connect: %s", ssh_get_error(c->session));
}

static ssh_key key_from(const char *path)
{
    ssh_key key = NULL;
    if (!path || ssh_pki_import_privkey_file(path, NULL, NULL, NULL, &key) != SSH_OK)
        client_fail("no key in %s", path ? path : "the environment");
    return key;
}

ssh_key client_key(const char *environment_name)
{
    return key_from(getenv(environment_name));
}

bool client_login(struct client *c, ssh_key key)
{
    int rc = ssh_userauth_publickey(c->session, NULL, key);
    return rc == SSH_AUTH_SUCCESS || client_fail("login: %d %s", rc, ssh_get_error(c->session));
}

bool client_open_as(struct client *c, const char *user, const char *key_path)
{
    ssh_key key = key_from(key_path);
    bool ok = key && client_connect(c, user) && client_login(c, key);
    ssh_key_free(key);
    if (!ok)
        return false;
    c->channel = ssh_channel_new(c->session);
    return ssh_channel_open_session(c->channel) == SSH_OK || client_fail("channel: %s", ssh_get_error(c->session));
}

bool client_open(struct client *c)
{
    return client_open_as(c, "sato", getenv("SERVE_KEY"));
}

bool client_shell(struct client *c, int cols, int rows)
{
    return (ssh_channel_request_pty_size(c->channel, "xterm", cols, rows) == SSH_OK &&
            ssh_channel_request_shell(c->channel) == SSH_OK) ||
           client_fail("screen: %s", ssh_get_error(c->session));
}

bool client_screen(struct client *c, int cols, int rows)
{
    return client_open(c) && client_shell(c, cols, rows);
}

bool client_send(struct client *c, const char *bytes)
{
    size_t n = strlen(bytes);
    return ssh_channel_write(c->channel, bytes, (uint32_t)n) == (int)n || client_fail("send: %s", ssh_get_error(c->session));
}

/* Adds what has come; false at the end of the channel or of the time. That it has ended is asked first: reading one stream
 * also takes in what belongs to the other. */
static bool client_read(struct client *c, int64_t until_ms)
{
    char bytes[16 * 1024];
    int64_t left = until_ms - clock_monotonic_ms();
    bool ended = left <= 0 || ssh_channel_is_closed(c->channel) || !ssh_is_connected(c->session) ||
                 ssh_channel_is_eof(c->channel);
    for (int is_stderr = 1; is_stderr >= 0; is_stderr--) {
        int n = ssh_channel_read_nonblocking(c->channel, bytes, sizeof bytes, is_stderr);
        if (n > 0) {
            buf_add(&c->text, bytes, (size_t)n);
            return true;
        }
    }
    if (ended)
        return false;
    bool news = ssh_channel_is_closed(c->channel) || ssh_channel_poll(c->channel, 1) != 0;
    struct pollfd p = {.fd = ssh_get_fd(c->session), .events = POLLIN};
    if (!news)
        poll(&p, 1, (int)left);
    return true;
}

bool client_expect(struct client *c, const char *text)
{
    int64_t until_ms = clock_monotonic_ms() + CLIENT_WAIT_MS;
    for (;;) {
        const char *found = strstr(buf_str(&c->text) + c->looked, text);
        if (found) {
            c->looked = (size_t)(found - buf_str(&c->text)) + strlen(text);
            return true;
        }
        if (!client_read(c, until_ms))
            return client_fail("no '%s' in '%.300s'", text, buf_str(&c->text) + c->looked);
    }
}

bool client_expect_end(struct client *c)
{
    int64_t until_ms = clock_monotonic_ms() + CLIENT_WAIT_MS;
    while (client_read(c, until_ms))
        continue;
    return clock_monotonic_ms() < until_ms || client_fail("the server did not end it");
}

void client_done(struct client *c)
{
    if (c->channel)
        ssh_channel_free(c->channel);
    if (c->session) {
        ssh_disconnect(c->session);
        ssh_free(c->session);
    }
    buf_done(&c->text);
    *c = (struct client){0};
}

int client_tcp(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port()),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to) == 0)
        return fd;
    client_fail("no TCP connection");
    return -1;
}

bool client_tcp_end(int fd, int ms, struct buf *got)
{
    int64_t until_ms = clock_monotonic_ms() + ms;
    for (int64_t left; (left = until_ms - clock_monotonic_ms()) > 0;) {
        char bytes[4096];
        struct pollfd p = {.fd = fd, .events = POLLIN};
        if (poll(&p, 1, (int)left) <= 0)
            continue;
        ssize_t n = recv(fd, bytes, sizeof bytes, 0);
        if (n <= 0)
            return true;
        if (got)
            buf_add(got, bytes, (size_t)n);
    }
    return client_fail("the server did not hang up within %d ms", ms);
}

int client_main(int argc, char **argv, const struct scenario *scenario, size_t n)
{
    for (size_t i = 0; argc == 2 && i < n; i++)
        if (str_eq(argv[1], scenario[i].name))
            return scenario[i].run() ? 0 : 1;
    client_fail("%s: no such scenario", argv[0]);
    return 2;
}
