/* The inside of the hub, shared by hub.c (the loop), listen.c (sockets) and hub_spawn.c (processes). */
#ifndef SHINSA_SERVE_HUB_STATE_H
#define SHINSA_SERVE_HUB_STATE_H

#include <sys/types.h>

#include "tui/serve/hub_wire.h"
#include "tui/serve/sandbox.h"
#include "tui/serve/serve.h"

enum watch_kind { WATCH_LISTEN, WATCH_SIGNAL, WATCH_DESK };

/* What an event of the loop is about; embedded first. */
struct watch {
    enum watch_kind kind;
    int fd;
};

/* One connection: its two processes, from the fork until both are gone. */
struct connection {
    struct watch desk; /* the socket to the desk; -1 once it is closed */
    struct connection *next;
    uint32_t number;
    pid_t door_pid, desk_pid; /* 0 once reaped */
    struct address from;
    int64_t began_ms;
    bool pending; /* counts as not logged in yet */
    bool failed;  /* a login was refused */
    bool killed;  /* by the hub: not the client's fault */
    bool parked;  /* its line is lost, the desk waits for another */
    char user[USER_NAME_BYTES]; /* "" until logged in */
    struct seat_status status;  /* as its desk told last */
};

struct hub {
    const struct serve_options *options;
    struct limits *limits;
    struct sandbox door_sandbox, desk_sandbox;
    int epoll_fd, null_fd, spare_fd;
    struct watch signal;
    struct watch listen[SERVE_LISTEN_MAX];
    struct address bound[SERVE_LISTEN_MAX];
    struct connection *first;
    uint32_t connections, last_number;
    int stops; /* signals to stop so far */
    int64_t kill_at_ms;
};

/* listen.c: binds every address of the options; bound says which ports they got. E_CONFLICT "serve.port-taken", E_IO
 * "serve.listen". */
int hub_listen(struct hub *h, struct err *e) WARN_UNUSED;
void hub_listen_close(struct hub *h);
/* The next connection of a listening socket, or -1 if none waits. */
int hub_accept(struct hub *h, const struct watch *listen, struct address *from_r);
/* Says a line a client shows before it hangs up, and closes. */
void hub_refuse(int fd, const char *message_id, uint32_t wait_seconds);

/* hub_spawn.c: starts door and desk for an accepted socket, which is taken over. False if the system has no room. */
bool hub_spawn(struct hub *h, int client_fd, struct connection *c);

/* hub_resume.c: whether a seat of this user waits for a line. */
struct connection *hub_parked(const struct hub *h, const char *user);
/* A new connection of that user hands its door to the seat that waits; takes over pass->fd. False if none waits now. */
bool hub_resume(struct hub *h, struct connection *newcomer, struct hub_pass *pass);

/* hub_seats.c: tells a desk which seats there are; hands a word to the seat it names. False: there is none such. */
void hub_list(const struct hub *h, const struct connection *asks, uint32_t below);
bool hub_pass_on(const struct hub *h, const struct connection *from, const struct hub_word *word);

#endif
