/* What a session may ask for: one terminal or one verb, a size, a few variables. */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/str.h"
#include "tui/serve/door_state.h"

/* A window dragged with the mouse changes its size a hundred times a second; the desk hears of it so often at most. */
enum { SIZE_EVERY_MS = 50 };

static int on_pty(ssh_session session, ssh_channel channel, const char *term, int cols, int rows, int px, int py, void *arg)
{
    struct door *d = arg;
    (void)session, (void)channel, (void)px, (void)py;
    if (d->started || d->start.terminal)
        return -1;
    d->start.terminal = true;
    d->start.cols = cols_clamp(cols);
    d->start.rows = rows_clamp(rows);
    str_copy_cut(d->start.term, sizeof d->start.term, term && term_name_ok(term) ? term : "xterm");
    return 0;
}

static int on_size(ssh_session session, ssh_channel channel, int cols, int rows, int px, int py, void *arg)
{
    struct door *d = arg;
    (void)session, (void)channel, (void)px, (void)py;
    uint32_t new_cols = cols_clamp(cols), new_rows = rows_clamp(rows);
    if (!d->start.terminal)
        return -1;
    d->size_due = d->size_due || (d->started && (new_cols != d->start.cols || new_rows != d->start.rows));
    d->start.cols = new_cols;
    d->start.rows = new_rows;
    return 0;
}

static int on_env(ssh_session session, ssh_channel channel, const char *name, const char *value, void *arg)
{
    struct door *d = arg;
    (void)session, (void)channel;
    if (d->started || !name || !value || !env_ok(name, value) || d->start.env_n == ENV_MAX)
        return 1;
    struct env_pair *pair = &d->start.env[d->start.env_n++];
    str_copy_cut(pair->name, sizeof pair->name, name);
    str_copy_cut(pair->value, sizeof pair->value, value);
    return 0;
}

static int begin(struct door *d)
{
    if (d->started || !d->authenticated)
        return 1;
    d->started = true;
    d->size_at_ms = clock_monotonic_ms() + SIZE_EVERY_MS;
    protocol_put_start(&d->wire.out, &d->start);
    return 0;
}

static int on_shell(ssh_session session, ssh_channel channel, void *arg)
{
    (void)session, (void)channel;
    return begin(arg);
}

static int on_exec(ssh_session session, ssh_channel channel, const char *command, void *arg)
{
    struct door *d = arg;
    (void)session, (void)channel;
    if (d->started)
        return 1;
    if (!command || strlen(command) >= sizeof d->start.command) {
        door_refuse(d, "exec-long");
        return 1;
    }
    str_copy_cut(d->start.command, sizeof d->start.command, command);
    d->start.is_command = true;
    return begin(d);
}

static int on_subsystem(ssh_session session, ssh_channel channel, const char *name, void *arg)
{
    (void)session, (void)channel, (void)name;
    door_refuse(arg, "subsystem");
    return 1;
}

/* How many more bytes of input the wire takes now. */
static size_t input_room(const struct door *d)
{
    size_t waiting = d->wire.out.n + FRAME_HEADER_BYTES;
    if (!d->started || d->wire.out_closed || waiting >= WIRE_OUT_BUSY)
        return 0;
    size_t room = WIRE_OUT_BUSY - waiting;
    return room < WIRE_CHUNK_BYTES ? room : WIRE_CHUNK_BYTES;
}

/* data is all that the library holds, oldest first. Takes what the wire has room for; the rest stays with the library,
 * which then opens its window no further. */
static int on_data(ssh_session session, ssh_channel channel, void *data, uint32_t n, int is_stderr, void *arg)
{
    struct door *d = arg;
    (void)session, (void)channel;
    if (is_stderr)
        return (int)n;
    size_t taken = input_room(d);
    if (taken > n)
        taken = n;
    if (taken)
        frame_put(&d->wire.out, DOOR_INPUT, data, taken);
    d->input_left = taken < n;
    return (int)taken;
}

static void on_eof(ssh_session session, ssh_channel channel, void *arg)
{
    struct door *d = arg;
    (void)session, (void)channel;
    d->input_end_due = true;
}

static void on_close(ssh_session session, ssh_channel channel, void *arg)
{
    struct door *d = arg;
    (void)session, (void)channel;
    d->channel_closed = true;
}

void door_channel_input(struct door *d)
{
    static char bytes[WIRE_CHUNK_BYTES];
    size_t room;
    while (d->input_left && (room = input_room(d)) > 0) {
        int n = ssh_channel_read_nonblocking(d->channel, bytes, (uint32_t)room, 0);
        if (n > 0)
            frame_put(&d->wire.out, DOOR_INPUT, bytes, (size_t)n);
        else
            d->input_left = false;
        wire_flush(&d->wire);
    }
}

ssh_channel door_channel_open(ssh_session session, void *arg)
{
    struct door *d = arg;
    if (!d->authenticated || d->channel || d->quit) {
        door_refuse(d, d->authenticated ? "second-channel" : "channel-before-login");
        return NULL;
    }
    d->channel = ssh_channel_new(session);
    if (!d->channel)
        return NULL;
    /* No x11 callback: with one set, the library would say yes to every such request. */
    d->channel_callbacks = (struct ssh_channel_callbacks_struct){
        .userdata = d,
        .channel_pty_request_function = on_pty,
        .channel_pty_window_change_function = on_size,
        .channel_env_request_function = on_env,
        .channel_shell_request_function = on_shell,
        .channel_exec_request_function = on_exec,
        .channel_subsystem_request_function = on_subsystem,
        .channel_data_function = on_data,
        .channel_eof_function = on_eof,
        .channel_close_function = on_close,
    };
    ssh_callbacks_init(&d->channel_callbacks);
    ssh_set_channel_callbacks(d->channel, &d->channel_callbacks);
    return d->channel;
}

const char *door_request_name(ssh_message message)
{
    int kind = ssh_message_subtype(message);
    switch (ssh_message_type(message)) {
    case SSH_REQUEST_CHANNEL_OPEN:
        return kind == SSH_CHANNEL_DIRECT_TCPIP ? "direct-tcpip" : "channel-type";
    case SSH_REQUEST_CHANNEL:
        return kind == SSH_CHANNEL_REQUEST_X11 ? "x11" : "channel-request";
    case SSH_REQUEST_GLOBAL:
        return kind == SSH_GLOBAL_REQUEST_TCPIP_FORWARD ? "tcpip-forward" : "global-request";
    default:
        return "request";
    }
}
