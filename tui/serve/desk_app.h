/* The desk of a real office: opens its store, looks up users and keys there, journals who comes and goes. What the seat
 * then shows and which verbs there are is handed in by main. */
#ifndef SHINSA_SERVE_DESK_APP_H
#define SHINSA_SERVE_DESK_APP_H

#include "core/app/app.h"
#include "tui/serve/desk.h"

struct seat_screens;
struct settings;

struct desk_app {
    const char *store;  /* path, borrowed */
    const struct schemes *schemes; /* installed ones, loaded before the hub forks: all desks share their pages */
    struct clock clock;
    const struct settings *settings;
    /* The screens of the user who has logged in, until the seat or its line ends; d tells of draining. They are kept in
     * `kept`, and may be called again with a new line; screens_end is called once, before the store is closed. */
    int (*screens)(struct app *app, struct desk *d, struct line *line, const struct desk_hello *hello, struct err *e);
    void (*screens_end)(struct desk_app *office);
    struct seat_screens *kept;
    /* Who has proved a key and owes a code. */
    struct {
        char user[USER_NAME_BYTES], fingerprint[51], source[ADDRESS_TEXT_BYTES], client[CLIENT_BYTES];
    } owes;
    /* One verb with the rights of that user; returns its exit status. */
    int (*verb)(struct app *app, const struct desk *d, int argc, char **argv, const struct desk_io *io);
};

/* The operations of such a desk; they borrow office. */
struct desk_ops desk_app_ops(struct desk_app *office);

#endif
