#include "config.h" /* system extensions */

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/str.h"
#include "tui/message.h"
#include "tui/serve/door_state.h"
#include "tui/serve/hostkey.h"
#include "tui/serve/sandbox.h"

enum {
    EXIT_WAIT_MS = 2000,             /* for the client to hang up after the seat ended */
    GOODBYE_WAIT_MS = 1000,          /* for the reason to leave */
    WRITE_MAX_BYTES = 16 * 1024,     /* handed to the library at once: what it cannot send it keeps in memory */
    MEMORY_MAX_BYTES = 256 * 1024 * 1024,
    INPUT_HELD_MAX = 4 * 1024 * 1024 /* more than any window we open: the client ignores flow control */
};

#define KEX "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256"
#define CIPHERS "aes256-gcm@openssh.com,aes128-gcm@openssh.com,chacha20-poly1305@openssh.com,aes256-ctr"
#define MACS "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com"
#define KEY_TYPES "ssh-ed25519,sk-ssh-ed25519@openssh.com,rsa-sha2-512,rsa-sha2-256"

void door_quit(struct door *d, enum door_end end, const char *message_id)
{
    if (d->quit)
        return;
    d->quit = message_id;
    d->end = end;
}

void door_refuse(struct door *d, const char *what)
{
    for (size_t i = 0; i < REFUSED_KINDS; i++) {
        if (d->refused[i] && str_eq(d->refused[i], what))
            return;
        if (!d->refused[i]) {
            d->refused[i] = what;
            frame_put(&d->wire.out, DOOR_REFUSED, what, strlen(what));
            return;
        }
    }
}

enum desk_answer door_wait_answer(struct door *d)
{
    struct frame f;
    uint32_t answer = ANSWER_NO;
    wire_flush(&d->wire);
    while (!wire_peek(&d->wire, &f)) {
        int64_t left = d->deadline_ms - clock_monotonic_ms();
        if (d->wire.closed || left <= 0) {
            door_quit(d, left <= 0 ? DOOR_END_GRACE : DOOR_ENDED, left <= 0 ? "door.grace" : "door.desk-gone");
            return ANSWER_NO;
        }
        wire_wait(&d->wire, (int)left);
    }
    if (f.kind != DESK_ANSWER || !protocol_get_u32(&f, &answer) || answer > ANSWER_CODE_NEEDED) {
        door_quit(d, DOOR_ENDED, "door.desk-gone");
        answer = ANSWER_NO;
    }
    wire_drop(&d->wire, &f);
    return (enum desk_answer)answer;
}

static bool set_option(ssh_bind bind, enum ssh_bind_options_e option, const void *value)
{
    return ssh_bind_options_set(bind, option, value) == SSH_OK;
}

/* Gives the library the socket. It must not read files of its own: PROCESS_CONFIG comes first. */
static bool session_open(struct door *d, struct ssh_key_struct *host_key)
{
    ssh_bind bind = ssh_bind_new();
    bool no = false;
    int rsa_bits = 3072;
    long timeout_seconds = 5;
    d->session = ssh_new();
    bool ok = bind && d->session && set_option(bind, SSH_BIND_OPTIONS_PROCESS_CONFIG, &no) &&
              set_option(bind, SSH_BIND_OPTIONS_IMPORT_KEY, host_key) &&
              set_option(bind, SSH_BIND_OPTIONS_KEY_EXCHANGE, KEX) &&
              set_option(bind, SSH_BIND_OPTIONS_CIPHERS_C_S, CIPHERS) &&
              set_option(bind, SSH_BIND_OPTIONS_CIPHERS_S_C, CIPHERS) &&
              set_option(bind, SSH_BIND_OPTIONS_HMAC_C_S, MACS) && set_option(bind, SSH_BIND_OPTIONS_HMAC_S_C, MACS) &&
              set_option(bind, SSH_BIND_OPTIONS_HOSTKEY_ALGORITHMS, "ssh-ed25519") &&
              set_option(bind, SSH_BIND_OPTIONS_PUBKEY_ACCEPTED_KEY_TYPES, KEY_TYPES) &&
              set_option(bind, SSH_BIND_OPTIONS_RSA_MIN_SIZE, &rsa_bits) &&
              ssh_bind_accept_fd(bind, d->session, d->setup->client_fd) == SSH_OK &&
              ssh_options_set(d->session, SSH_OPTIONS_TIMEOUT, &timeout_seconds) == SSH_OK;
    if (bind)
        ssh_bind_free(bind);
    if (!ok)
        return false;
    ssh_set_blocking(d->session, 0);
    ssh_set_counters(d->session, &d->counter, NULL);
    return true;
}

static void socket_tune(int fd, const struct door_setup *setup)
{
    int on = 1;
    unsigned dead_ms = (unsigned)(setup->silence_ms * setup->silences);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &dead_ms, sizeof dead_ms);
}

/* One connection has no use for much memory; what asks for it is an attack or a leak. Far above what an exchange of keys
 * takes: out of memory in the middle of a check of a signature is no state to be in. */
static void limit_memory(void)
{
#ifndef __SANITIZE_ADDRESS__
    struct rlimit data = {MEMORY_MAX_BYTES, MEMORY_MAX_BYTES};
    setrlimit(RLIMIT_DATA, &data);
#endif
}

/* Something the library still has to send that the socket did not take. */
static bool write_stalled(const struct door *d)
{
    return (ssh_get_poll_flags(d->session) & SSH_WRITE_PENDING) != 0;
}

/* Lets the library read and write what it can now. */
static void session_step(struct door *d)
{
    if (ssh_event_dopoll(d->event, 0) == SSH_ERROR || !ssh_is_connected(d->session))
        door_quit(d, DOOR_ENDED, "");
}

static void key_exchange_step(struct door *d)
{
    int rc = ssh_handle_key_exchange(d->session);
    if (rc == SSH_AGAIN)
        return;
    if (rc != SSH_OK) {
        door_quit(d, DOOR_END_KEX, "door.no-common");
        return;
    }
    const char *banner = ssh_get_clientbanner(d->session);
    char client[CLIENT_BYTES];
    str_copy_cut(client, sizeof client, banner ? banner : "");
    frame_put(&d->wire.out, DOOR_CLIENT, client, strlen(client));
    d->event = ssh_event_new();
    if (!d->event || ssh_event_add_session(d->event, d->session) != SSH_OK)
        door_quit(d, DOOR_END_SETUP, "door.desk-gone");
    else
        session_step(d); /* what came with the last packet of the exchange */
}

/* Hands one output frame on; false if the client does not take all of it now. */
static bool output_step(struct door *d, const struct frame *f)
{
    while (d->output_used < f->n) {
        if (write_stalled(d))
            session_step(d);
        if (d->quit || write_stalled(d) || ssh_channel_window_size(d->channel) == 0)
            return false;
        size_t n = f->n - d->output_used;
        if (n > WRITE_MAX_BYTES)
            n = WRITE_MAX_BYTES;
        int sent = f->kind == DESK_ERROR ? ssh_channel_write_stderr(d->channel, f->p + d->output_used, (uint32_t)n)
                                         : ssh_channel_write(d->channel, f->p + d->output_used, (uint32_t)n);
        if (sent < 0)
            door_quit(d, DOOR_ENDED, "");
        if (sent <= 0)
            return false;
        d->output_used += (size_t)sent;
    }
    d->output_used = 0;
    return true;
}

static void exit_begin(struct door *d, const struct frame *f)
{
    uint32_t status;
    if (!protocol_get_exit(f, &status, d->reason)) {
        door_quit(d, DOOR_ENDED, "door.desk-gone");
        return;
    }
    d->exited = true;
    d->exit_by_ms = clock_monotonic_ms() + EXIT_WAIT_MS;
    ssh_channel_request_send_exit_status(d->channel, (int)status);
    ssh_channel_send_eof(d->channel);
    ssh_channel_close(d->channel);
}

/* What the desk sent. A client that does not read leaves the frames where they are, and in the end the desk waits. */
static void desk_step(struct door *d)
{
    struct frame f;
    while (!d->quit && !d->exited && wire_peek(&d->wire, &f)) {
        if (!d->started) {
            door_quit(d, DOOR_ENDED, "door.desk-gone");
        } else if (f.kind == DESK_OUTPUT || f.kind == DESK_ERROR) {
            if (!output_step(d, &f))
                return;
        } else if (f.kind == DESK_EXIT) {
            exit_begin(d, &f);
        } else {
            door_quit(d, DOOR_ENDED, "door.desk-gone");
        }
        wire_drop(&d->wire, &f);
    }
    if (d->wire.closed && !d->exited)
        door_quit(d, DOOR_ENDED, "door.desk-gone");
}

/* What the desk has to hear. */
static void client_step(struct door *d, int64_t now_ms)
{
    wire_flush(&d->wire);
    if (d->input_left) {
        if (ssh_channel_poll(d->channel, 0) > INPUT_HELD_MAX)
            door_quit(d, DOOR_ENDED, "door.flood");
        door_channel_input(d);
    }
    if (d->input_end_due && !d->input_end_sent && d->started && !d->input_left) {
        d->input_end_sent = true;
        frame_put(&d->wire.out, DOOR_INPUT_END, NULL, 0);
    }
    if (d->size_due && now_ms >= d->size_at_ms && d->wire.out.n < WIRE_OUT_BUSY) {
        d->size_due = false;
        d->size_at_ms = now_ms + 50;
        protocol_put_size(&d->wire.out, d->start.cols, d->start.rows);
    }
    wire_flush(&d->wire);
}

/* Counts silences of the client; asks for a sign of life after each. */
static void life_step(struct door *d, int64_t now_ms)
{
    if (d->counter.in_bytes != d->heard_bytes) {
        d->heard_bytes = d->counter.in_bytes;
        d->heard_ms = d->asked_ms = now_ms;
        d->silences = 0;
    }
    if (!d->event || now_ms - d->asked_ms < d->setup->silence_ms)
        return;
    d->asked_ms = now_ms;
    if (++d->silences > d->setup->silences) {
        door_quit(d, DOOR_ENDED, "door.silent");
        return;
    }
    mem_give_back(); /* what the exchange of keys and full screens took */
    /* The first call takes in the answer to the last question, if it came; the second then asks anew. */
    ssh_send_keepalive(d->session);
    ssh_send_keepalive(d->session);
}

static void deadline_step(struct door *d, int64_t now_ms)
{
    if (!d->started && now_ms >= d->deadline_ms)
        door_quit(d, d->authenticated ? DOOR_ENDED : DOOR_END_GRACE, d->authenticated ? "door.nothing" : "door.grace");
    if (d->exited && (d->channel_closed || now_ms >= d->exit_by_ms))
        door_quit(d, DOOR_ENDED, d->reason[0] ? d->reason : "");
    if (d->channel_closed && !d->exited)
        door_quit(d, DOOR_ENDED, "");
}

static int next_due_ms(const struct door *d, int64_t now_ms)
{
    int64_t due = now_ms + d->setup->silence_ms;
    if (d->event && d->asked_ms + d->setup->silence_ms < due)
        due = d->asked_ms + d->setup->silence_ms;
    if (!d->started && d->deadline_ms < due)
        due = d->deadline_ms;
    if (d->size_due && d->size_at_ms < due)
        due = d->size_at_ms;
    if (d->exited && d->exit_by_ms < due)
        due = d->exit_by_ms;
    /* Held input with an empty wire: nothing else would wake us. */
    return due <= now_ms || (d->input_left && d->started && !d->wire.out.n) ? 0 : (int)(due - now_ms);
}

/* Clients hold back small packets until the last one is acknowledged, and the kernel holds back acknowledgements for
 * 40 ms: a login would wait for both. The kernel forgets this wish, so it is told at each step of the login. */
static void hurry_login(const struct door *d)
{
    int on = 1;
    if (!d->started)
        setsockopt(d->setup->client_fd, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

static void door_poll(struct door *d)
{
    struct pollfd p[2] = {{.fd = ssh_get_fd(d->session), .events = POLLIN}, {.fd = d->wire.fd}};
    bool stalled = write_stalled(d);
    if (stalled)
        p[0].events |= POLLOUT;
    p[1].events = wire_events(&d->wire);
    if (!p[1].events || d->exited)
        p[1].fd = -1;
    int n = poll(p, COUNT_OF(p), next_due_ms(d, clock_monotonic_ms()));
    if (n <= 0)
        return;
    if (p[0].revents) {
        hurry_login(d);
        if (d->event)
            session_step(d);
        else
            key_exchange_step(d);
    }
    if (p[1].revents)
        wire_fill(&d->wire);
}

static void door_run(struct door *d)
{
    key_exchange_step(d);
    while (!d->quit) {
        int64_t now_ms = clock_monotonic_ms();
        desk_step(d);
        client_step(d, now_ms);
        life_step(d, now_ms);
        deadline_step(d, now_ms);
        if (!d->quit)
            door_poll(d);
    }
}

/* A socket closed while the client still sends is reset, and the reason is lost before the client has read it. The
 * library closes its descriptor; ours keeps the connection until the client has hung up too. */
static void linger(const struct door *d)
{
    int64_t until_ms = clock_monotonic_ms() + GOODBYE_WAIT_MS;
    shutdown(d->linger_fd, SHUT_WR);
    for (int64_t left; (left = until_ms - clock_monotonic_ms()) > 0;) {
        char bin[4096];
        struct pollfd p = {.fd = d->linger_fd, .events = POLLIN};
        if (poll(&p, 1, (int)left) <= 0 || recv(d->linger_fd, bin, sizeof bin, MSG_DONTWAIT) <= 0)
            return;
    }
}

/* Says why, if there is something to say, and lets it leave. */
static void door_goodbye(struct door *d)
{
    int64_t until_ms = clock_monotonic_ms() + GOODBYE_WAIT_MS;
    for (int64_t left; d->event && write_stalled(d) && (left = until_ms - clock_monotonic_ms()) > 0;) {
        struct pollfd p = {.fd = ssh_get_fd(d->session), .events = POLLOUT};
        if (poll(&p, 1, (int)left) <= 0 || ssh_event_dopoll(d->event, 0) == SSH_ERROR)
            break;
    }
    const char *text = d->quit == d->reason ? d->reason : message_text(LANGUAGE_EN, d->quit);
    ssh_session_set_disconnect_message(d->session, text[0] ? text : "shinsa: the seat has ended");
    ssh_disconnect(d->session);
    linger(d);
}

void door_main(const struct door_setup *setup)
{
    static struct door d;
    struct ssh_key_struct *host_key = NULL;
    struct err e = {0};
    d.setup = setup;
    wire_init(&d.wire, setup->desk_fd);
    ssh_set_log_level(SSH_LOG_NOLOG);
    socket_tune(setup->client_fd, setup);
    limit_memory();
    d.linger_fd = dup(setup->client_fd);
    if (d.linger_fd < 0 || hostkey_load(setup->host_key_path, &host_key, &e) != 0 || !session_open(&d, host_key) ||
        !sandbox_enter(setup->sandbox)) {
        door_refuse(&d, e.msg ? e.msg : "session");
        wire_flush(&d.wire);
        _exit(DOOR_END_SETUP);
    }
    door_auth_init(&d);
    d.asked_ms = clock_monotonic_ms();
    d.deadline_ms = d.asked_ms + setup->grace_ms;
    door_run(&d);
    door_goodbye(&d);
    _exit(d.end);
}
