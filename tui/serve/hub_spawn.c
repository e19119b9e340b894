#include "config.h" /* system extensions */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/base/log.h"
#include "tui/serve/door.h"
#include "tui/serve/hub_state.h"

/* Leaves the child with what belongs to it: the descriptors kept[n] (ascending) and the standard ones. */
static void keep_only(const int *kept, size_t n)
{
    unsigned from = STDERR_FILENO + 1;
    for (size_t i = 0; i < n; i++) {
        unsigned fd = (unsigned)kept[i];
        if (fd > from)
            close_range(from, fd - 1, 0);
        from = fd + 1;
    }
    close_range(from, ~0U, 0);
}

static void child_begin(struct hub *h, int a_fd, int b_fd, bool keeps_stderr)
{
    int kept[2] = {a_fd < b_fd ? a_fd : b_fd, a_fd < b_fd ? b_fd : a_fd};
    sigset_t none;
    setsid();
    dup2(h->null_fd, STDIN_FILENO);
    dup2(h->null_fd, STDOUT_FILENO);
    if (!keeps_stderr)
        dup2(h->null_fd, STDERR_FILENO);
    keep_only(kept, COUNT_OF(kept));
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static NORETURN void become_desk(struct hub *h, const struct connection *c, int door_fd, int hub_fd)
{
    const struct serve_options *o = h->options;
    child_begin(h, door_fd, hub_fd, true);
    struct desk_setup setup = {
        .ops = o->ops, .sandbox = &h->desk_sandbox, .door_fd = door_fd, .hub_fd = hub_fd, .from = c->from,
        .seat = c->number, .tries = o->tries, .idle_warn_ms = o->idle_warn_ms, .idle_lock_ms = o->idle_lock_ms,
        .idle_end_ms = o->idle_end_ms, .seat_end_ms = o->seat_end_ms, .park_ms = o->park_ms, .active_ms = o->active_ms,
        .input_max = o->input_max,
    };
    desk_main(&setup);
}

static NORETURN void become_door(struct hub *h, int client_fd, int desk_fd)
{
    const struct serve_options *o = h->options;
    bool keeps_stderr = false;
#ifdef __SANITIZE_ADDRESS__
    keeps_stderr = true; /* for its reports */
#endif
    child_begin(h, client_fd, desk_fd, keeps_stderr);
    struct door_setup setup = {
        .client_fd = client_fd, .desk_fd = desk_fd, .host_key_path = o->host_key_path, .sandbox = &h->door_sandbox,
        .grace_ms = o->grace_ms, .silence_ms = o->silence_ms, .silences = o->silences, .tries = o->tries,
    };
    door_main(&setup);
}

static void close_pair(int pair[2])
{
    if (pair[0] >= 0)
        close(pair[0]);
    if (pair[1] >= 0)
        close(pair[1]);
}

bool hub_spawn(struct hub *h, int client_fd, struct connection *c)
{
    int wire[2] = {-1, -1}, word[2] = {-1, -1};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, wire) != 0 ||
        socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, word) != 0)
        goto fail;
    c->desk_pid = fork();
    if (c->desk_pid == 0)
        become_desk(h, c, wire[1], word[1]);
    if (c->desk_pid < 0)
        goto fail;
    c->door_pid = fork();
    if (c->door_pid == 0)
        become_door(h, client_fd, wire[0]);
    if (c->door_pid < 0)
        kill(c->desk_pid, SIGKILL);
    close_pair(wire);
    close(word[1]);
    close(client_fd);
    c->desk.fd = word[0];
    if (c->door_pid < 0)
        c->door_pid = 0;
    return true;

fail:
    log_line(LOG_ERROR, "no-process error=%s", strerror(errno));
    close_pair(wire);
    close_pair(word);
    close(client_fd);
    c->desk_pid = c->door_pid = 0;
    return false;
}
