/* A libssh client for the tests and measurements of the server: connects, logs in, sends and waits for text. Everything
 * has a deadline; what fails says where and returns false.
 *
 * The place of the server stands in the environment: SERVE_PORT, and SERVE_KEY with the private key of user sato. */
#ifndef SHINSA_TESTS_CLIENT_H
#define SHINSA_TESTS_CLIENT_H

#include <libssh/libssh.h>

#include "core/base/buf.h"

enum { CLIENT_WAIT_MS = 10000, CLIENT_TEXT_MAX = 8 * 1024 * 1024 };

struct client {
    ssh_session session;
    ssh_channel channel;
    struct buf text; /* what the server has sent on the channel, both streams */
    size_t looked;   /* bytes of text behind which client_expect searches */
};

/* Says what went wrong and returns false. */
bool client_fail(const char *format, ...) PRINTF_LIKE(1, 2);

/* Connects and exchanges keys; nobody is logged in. */
bool client_connect(struct client *c, const char *user);
ssh_key client_key(const char *environment_name);
bool client_login(struct client *c, ssh_key key);
/* Connects, logs in with the private key in a file and opens a session channel. */
bool client_open_as(struct client *c, const char *user, const char *key_path);
/* The same as sato. */
bool client_open(struct client *c);
/* A terminal of that size and the screens, on an open channel. */
bool client_shell(struct client *c, int cols, int rows);
/* client_open and client_shell. */
bool client_screen(struct client *c, int cols, int rows);
bool client_send(struct client *c, const char *bytes);
/* Reads until `text` has come behind what the last call found. */
bool client_expect(struct client *c, const char *text);
/* Reads until the server closes the channel or the connection. */
bool client_expect_end(struct client *c);
void client_done(struct client *c);

/* What a program of scenarios does with its one argument, the name of one of them. Returns the exit status. */
struct scenario {
    const char *name;
    bool (*run)(void);
};
int client_main(int argc, char **argv, const struct scenario *scenario, size_t n);

/* A plain TCP connection. */
int client_tcp(void);
/* Reads until the server hangs up; false if it does not within ms. */
bool client_tcp_end(int fd, int ms, struct buf *got);

#endif
