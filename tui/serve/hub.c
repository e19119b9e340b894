#include "config.h" /* system extensions */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/str.h"
#include "tui/serve/algorithms.h"
#include "tui/serve/door.h"
#include "tui/serve/hostkey.h"
#include "tui/serve/hub_state.h"
#include "tui/serve/hub_wire.h"

enum {
    ACCEPT_AT_ONCE = 16,
    GRACE_KILL_MS = 5000, /* behind the grace, for a door that does not keep its own time */
    STOP_KILL_MS = 5000   /* behind the second signal to stop */
};

struct serve_options serve_defaults(void)
{
    return (struct serve_options){
        .limits = limits_defaults(), .seats_all = 500, .seats_user = 3, .tries = 6, .grace_ms = 30 * 1000,
        .silence_ms = 15 * 1000, .silences = 3, .idle_warn_ms = 60 * 1000, .idle_lock_ms = 15 * 60 * 1000,
        .idle_end_ms = 60 * 60 * 1000, .seat_end_ms = (int64_t)12 * 60 * 60 * 1000,
        .park_ms = 30 * 60 * 1000, .active_ms = 4000,
        .input_max = (uint64_t)256 << 20, .ready_fd = -1,
    };
}

static const char *source_text(const struct connection *c, char to[ADDRESS_TEXT_BYTES])
{
    return address_text(&c->from, to);
}

/* It has logged in or is gone: it no longer counts among those that have not. */
static void connection_settle(struct hub *h, struct connection *c)
{
    if (c->pending)
        limits_settled(h->limits, &c->from);
    c->pending = false;
}

static bool seat_free(const struct hub *h, const char *user)
{
    uint32_t all = 0, mine = 0;
    for (const struct connection *c = h->first; c; c = c->next) {
        all += c->user[0] != '\0';
        mine += str_eq(c->user, user);
    }
    return all < h->options->seats_all && mine < h->options->seats_user;
}

/* A full user whose line was lost is let in: the newcomer will take that seat. */
static enum hub_word_kind connection_take(struct hub *h, struct connection *c, const char *user)
{
    bool parked = hub_parked(h, user) != NULL;
    if (!parked && !seat_free(h, user))
        return HUB_FULL;
    str_copy_cut(c->user, sizeof c->user, user);
    return parked ? HUB_GIVEN_PARKED : HUB_GIVEN;
}

static void connection_word(struct hub *h, struct connection *c, const struct hub_word *word, struct hub_pass *pass)
{
    struct hub_word answer = {0};
    if (word->kind == HUB_FAILED) {
        c->failed = true;
    } else if (word->kind == HUB_TAKE && !c->user[0] && user_name_ok(word->user)) {
        answer.kind = (uint8_t)connection_take(h, c, word->user);
        c->failed = false;
        connection_settle(h, c);
    } else if (word->kind == HUB_PARKED) {
        c->parked = c->user[0] != '\0';
    } else if (word->kind == HUB_RESUME) {
        answer.kind = hub_resume(h, c, pass) ? HUB_GIVEN : HUB_FULL;
        pass->fd = -1;
    } else if (word->kind == HUB_STATUS) {
        c->status = word->status;
    } else if (word->kind == HUB_LIST && c->user[0]) {
        hub_list(h, c, word->status.number);
    } else if ((word->kind == HUB_END_SEAT || word->kind == HUB_TELL) && c->user[0]) {
        answer.kind = hub_pass_on(h, c, word) ? HUB_GIVEN : HUB_FULL;
    }
    if (pass->fd >= 0)
        close(pass->fd);
    if (answer.kind)
        hub_word_send(c->desk.fd, &answer);
}

/* Taken out of the loop first: a child that is just starting may still hold the socket, and closing ours would leave the
 * loop with events for a connection that is no more. */
static void connection_close(struct hub *h, struct connection *c)
{
    if (c->desk.fd < 0)
        return;
    epoll_ctl(h->epoll_fd, EPOLL_CTL_DEL, c->desk.fd, NULL);
    close(c->desk.fd);
    c->desk.fd = -1;
}

static void connection_read(struct hub *h, struct connection *c)
{
    static struct hub_pass pass;
    struct hub_word word;
    int rc = 0;
    while (c->desk.fd >= 0 && (rc = hub_word_receive_pass(c->desk.fd, false, &word, &pass)) == 1)
        connection_word(h, c, &word, &pass);
    if (rc < 0)
        connection_close(h, c);
}

/* What the end of a door says about its client. */
static void judge_door(struct hub *h, struct connection *c, int status)
{
    char source[ADDRESS_TEXT_BYTES];
    int64_t now_ms = clock_monotonic_ms();
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    bool known = code == DOOR_ENDED || (code >= DOOR_END_SETUP && code <= DOOR_END_TRIES);
    if (!known && !c->killed) {
        log_line(LOG_ERROR, "door-crash src=%s signal=%d", source_text(c, source),
                 WIFSIGNALED(status) ? WTERMSIG(status) : 0);
        limits_fault(h->limits, &c->from, FAULT_CRASH, now_ms);
    } else if (code == DOOR_END_SETUP) {
        log_line(LOG_ERROR, "door-setup src=%s hint=look-at-host-key-and-seccomp", source_text(c, source));
    } else if (c->pending && (code == DOOR_END_GRACE || c->killed) && !h->stops) {
        log_line(LOG_WARN, "auth-grace src=%s", source_text(c, source));
        limits_fault(h->limits, &c->from, FAULT_GRACE, now_ms);
    } else if (c->pending) {
        limits_fault(h->limits, &c->from, c->failed ? FAULT_LOGIN : FAULT_ABSENT, now_ms);
    }
    connection_settle(h, c);
}

static void connection_free(struct hub *h, struct connection *c)
{
    struct connection **at = &h->first;
    while (*at != c)
        at = &(*at)->next;
    *at = c->next;
    connection_settle(h, c);
    connection_close(h, c);
    free(c);
    h->connections--;
}

static void reap(struct hub *h)
{
    int status;
    for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;) {
        struct connection *c = h->first;
        while (c && c->door_pid != pid && c->desk_pid != pid)
            c = c->next;
        if (!c)
            continue;
        connection_read(h, c);
        if (c->door_pid == pid) {
            c->door_pid = 0;
            judge_door(h, c, status);
        } else {
            c->desk_pid = 0;
            if (WIFSIGNALED(status) && !c->killed)
                log_line(LOG_ERROR, "desk-crash seat=s%u user=%s signal=%d", c->number, c->user, WTERMSIG(status));
        }
        if (!c->door_pid && !c->desk_pid)
            connection_free(h, c);
    }
}

static void welcome(struct hub *h, int fd, const struct address *from)
{
    struct connection *c = xcalloc(1, sizeof *c);
    *c = (struct connection){.desk = {WATCH_DESK, -1}, .next = h->first, .number = ++h->last_number, .from = *from,
                             .began_ms = clock_monotonic_ms(), .pending = true};
    h->first = c;
    h->connections++;
    if (!hub_spawn(h, fd, c)) {
        connection_free(h, c);
        return;
    }
    struct epoll_event in = {.events = EPOLLIN, .data.ptr = c};
    epoll_ctl(h->epoll_fd, EPOLL_CTL_ADD, c->desk.fd, &in);
}

static void refuse(int fd, const struct address *from, enum limits_verdict verdict, uint32_t wait_seconds)
{
    static const char *const message[] = {
        [LIMITS_PENALTY] = "serve.refused-penalty",
        [LIMITS_SOURCE_BUSY] = "serve.refused-source",
        [LIMITS_ALL_BUSY] = "serve.refused-all",
    };
    char source[ADDRESS_TEXT_BYTES];
    log_line(LOG_WARN, "refused src=%s why=%s", address_text(from, source), limits_verdict_name(verdict));
    hub_refuse(fd, message[verdict], wait_seconds);
}

static void take_connections(struct hub *h, const struct watch *listen)
{
    for (int i = 0; i < ACCEPT_AT_ONCE; i++) {
        struct address from;
        uint32_t wait_seconds;
        int fd = hub_accept(h, listen, &from);
        if (fd < 0)
            return;
        enum limits_verdict verdict = limits_admit(h->limits, &from, clock_monotonic_ms(), &wait_seconds);
        if (verdict == LIMITS_WELCOME)
            welcome(h, fd, &from);
        else
            refuse(fd, &from, verdict, wait_seconds);
    }
}

static void tell_all(struct hub *h, enum hub_word_kind kind)
{
    struct hub_word word = {.kind = (uint8_t)kind};
    for (struct connection *c = h->first; c; c = c->next)
        if (c->desk.fd >= 0)
            hub_word_send(c->desk.fd, &word);
}

static void stop(struct hub *h)
{
    h->stops++;
    log_line(LOG_INFO, "stop times=%d connections=%u", h->stops, h->connections);
    hub_listen_close(h);
    tell_all(h, h->stops == 1 ? HUB_DRAIN : HUB_STOP);
    if (h->stops == 2)
        h->kill_at_ms = clock_monotonic_ms() + STOP_KILL_MS;
}

static void read_signals(struct hub *h)
{
    struct signalfd_siginfo info;
    while (read(h->signal.fd, &info, sizeof info) == sizeof info) {
        if (info.ssi_signo == SIGCHLD)
            reap(h);
        else
            stop(h);
    }
}

static void connection_kill(struct connection *c, bool desk_too)
{
    c->killed = true;
    if (c->door_pid)
        kill(c->door_pid, SIGKILL);
    if (desk_too && c->desk_pid)
        kill(c->desk_pid, SIGKILL);
}

/* Ends what has had its time; returns how long until the next look. */
static int check_times(struct hub *h)
{
    int64_t now_ms = clock_monotonic_ms(), due_ms = now_ms + 60 * 1000;
    bool kill_all = h->kill_at_ms && now_ms >= h->kill_at_ms;
    if (h->kill_at_ms && !kill_all)
        due_ms = h->kill_at_ms;
    for (struct connection *c = h->first; c; c = c->next) {
        int64_t end_ms = c->began_ms + h->options->grace_ms + GRACE_KILL_MS;
        if (kill_all || (c->pending && now_ms >= end_ms))
            connection_kill(c, kill_all);
        else if (c->pending && end_ms < due_ms)
            due_ms = end_ms;
    }
    return (int)(due_ms - now_ms);
}

static void hub_run(struct hub *h)
{
    while (!h->stops || h->connections) {
        struct epoll_event event[32];
        int n = epoll_wait(h->epoll_fd, event, COUNT_OF(event), check_times(h));
        bool signalled = false;
        for (int i = 0; i < n; i++) {
            struct watch *w = event[i].data.ptr;
            if (w->kind == WATCH_LISTEN && w->fd >= 0)
                take_connections(h, w);
            else if (w->kind == WATCH_DESK)
                connection_read(h, (struct connection *)w);
            else
                signalled = true;
        }
        /* Last: it frees connections that events of this round may name. */
        if (signalled)
            read_signals(h);
    }
}

static int hub_signals(struct hub *h)
{
    sigset_t set;
    struct epoll_event in = {.events = EPOLLIN, .data.ptr = &h->signal};
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    sigprocmask(SIG_BLOCK, &set, NULL);
    sigaction(SIGPIPE, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
    h->signal.fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    return h->signal.fd < 0 ? -1 : epoll_ctl(h->epoll_fd, EPOLL_CTL_ADD, h->signal.fd, &in);
}

static void hub_ready(const struct hub *h, const char *fingerprint)
{
    AUTO(buf) struct buf line = BUF(1024);
    char text[ADDRESS_TEXT_BYTES];
    buf_add_str(&line, "ready");
    for (size_t i = 0; i < h->options->listen_n; i++)
        buf_printf(&line, "%c%s", i ? ',' : ' ', address_text_port(&h->bound[i], text));
    buf_printf(&line, " %s", fingerprint);
    log_line(LOG_INFO, "%s", buf_str(&line));
    buf_add_char(&line, '\n');
    if (h->options->ready_fd >= 0 && write(h->options->ready_fd, line.p, line.n) < 0)
        log_line(LOG_WARN, "ready-line error=%s", strerror(errno));
}

static int hub_open(struct hub *h, struct err *e)
{
    char fingerprint[HOSTKEY_FINGERPRINT_BYTES];
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    int rc = hostkey_fingerprint(h->options->host_key_path, fingerprint, e);
    if (rc == 0)
        rc = sandbox_prepare(SANDBOX_DOOR, &h->door_sandbox, e);
    if (rc == 0)
        rc = sandbox_prepare(SANDBOX_DESK, &h->desk_sandbox, e);
    if (rc)
        return rc;
    h->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    h->null_fd = open("/dev/null", O_RDWR | O_CLOEXEC);
    h->spare_fd = fcntl(h->null_fd, F_DUPFD_CLOEXEC, 0);
    if (h->epoll_fd < 0 || h->null_fd < 0 || hub_signals(h) != 0)
        return err_set(e, E_IO, "serve.no-room", NULL);
    rc = hub_listen(h, e);
    if (rc == 0)
        hub_ready(h, fingerprint);
    return rc;
}

static void hub_done(struct hub *h)
{
    hub_listen_close(h);
    int fd[] = {h->epoll_fd, h->null_fd, h->spare_fd, h->signal.fd};
    for (size_t i = 0; i < COUNT_OF(fd); i++)
        if (fd[i] >= 0)
            close(fd[i]);
    sandbox_done(&h->door_sandbox);
    sandbox_done(&h->desk_sandbox);
    limits_free(h->limits);
}

int serve_run(const struct serve_options *options, struct err *e)
{
    struct hub h = {.options = options, .limits = limits_new(&options->limits), .epoll_fd = -1, .null_fd = -1,
                    .spare_fd = -1, .signal = {WATCH_SIGNAL, -1}};
    for (size_t i = 0; i < SERVE_LISTEN_MAX; i++)
        h.listen[i] = (struct watch){WATCH_LISTEN, -1};
    assert(options->listen_n <= SERVE_LISTEN_MAX);
    int rc = hub_open(&h, e);
    if (rc == 0) {
        algorithms_look_up();
        mem_close_gaps();
        hub_run(&h);
    }
    hub_done(&h);
    return rc;
}
