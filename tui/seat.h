/* One seat at the screens of the office: the same for a terminal of this machine and for one behind SSH. */
#ifndef SHINSA_TUI_SEAT_H
#define SHINSA_TUI_SEAT_H

#include "core/app/app.h"
#include "tui/term/line.h"
#include "tui/theme.h"

struct seats;

struct seat_terminal {
    const char *term;      /* TERM; NULL: unknown */
    const char *locale;    /* LC_ALL, LC_CTYPE or LANG of the client: its encoding; NULL: UTF-8 */
    unsigned encodings;    /* those allowed, a bit for each enum charset; 0: all */
    bool mono;             /* NO_COLOR */
    const struct theme *theme; /* NULL: the usual one */
    int rows, cols;
    const struct seats *seats; /* of the server; NULL: none */
    const char *office;    /* stands on a locked seat; NULL: nothing */
    int64_t idle_warn_ms, idle_lock_ms, idle_end_ms; /* as in struct ui_options */
};

/* The screens of a seat that outlives its line. */
struct seat_screens;
void seat_screens_free(struct seat_screens *kept);

/* Runs the screens on the line: from the desk 机 if *kept is NULL, else where they were, on whatever terminal this
 * is. When only the line has ended they are kept in *kept, else that is NULL afterwards; *parks_r says that the
 * person left the seat to be taken up again. Does not close the line. Errors of the terminal (E_IO "term.unusable",
 * E_INPUT and E_IO "charset.…"), of the line and of the store. */
int seat_run(struct app *app, const struct seat_terminal *terminal, struct line *line, struct seat_screens **kept, bool *parks_r,
             struct err *e) WARN_UNUSED;
/* The same on the terminal of this process. E_INPUT "line.no-tty". */
int seat_run_local(struct app *app, const struct theme *theme, struct err *e) WARN_UNUSED;

#endif
