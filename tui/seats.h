/* The seats of a server as an administrator sees them. The server fills the table; where there is none (the local terminal)
 * there are no seats to see. Rights and the journal are the caller's: seats_list, seats_end and seats_tell do both. */
#ifndef SHINSA_TUI_SEATS_H
#define SHINSA_TUI_SEATS_H

#include "core/app/app.h"

enum seat_state { SEAT_IS_LIVE, SEAT_IS_LOCKED, SEAT_IS_PARKED, SEAT_IS_VERB };

enum { SEATS_TEXT_MAX = 200, SEATS_MAX = 5000 };

struct seat_info {
    uint32_t number;       /* s12 in the log */
    char user[33];
    char from[64];
    char term[41];         /* "" of a verb */
    int rows, cols;
    int64_t since_ms, idle_ms; /* before now; idle is told every ten seconds */
    enum seat_state state;
    bool own;              /* the one that asks */
};

struct seats_ops {
    /* E_IO "seats.no-answer". */
    int (*list)(void *arg, struct arena *a, struct seat_info **seat_r, size_t *n_r, struct err *e);
    /* E_NOTFOUND "seats.gone". */
    int (*end)(void *arg, uint32_t number, struct err *e);
    int (*tell)(void *arg, uint32_t number, const char *text, struct err *e);
};

struct seats {
    const struct seats_ops *ops;
    void *arg;
};

/* For an administrator; seats may be NULL. E_DENIED "app.admin", E_NOTFOUND "seats.not-here". Newest first. */
int seats_list(struct app *app, const struct seats *seats, struct arena *a, struct seat_info **seat_r, size_t *n_r, struct err *e)
    WARN_UNUSED;
/* The same, journalled before it is done. E_INPUT "seats.text": empty, too long, or no text. */
int seats_end(struct app *app, const struct seats *seats, uint32_t number, struct err *e) WARN_UNUSED;
int seats_tell(struct app *app, const struct seats *seats, uint32_t number, const char *text, struct err *e) WARN_UNUSED;

/* Message id: "seats.live". */
const char *seat_state_word(enum seat_state state);
/* "3:05", hours and minutes; in the arena. */
const char *seat_duration(struct arena *a, int64_t ms);

#endif
