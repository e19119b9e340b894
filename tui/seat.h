/* One seat at the screens of the office: the same for a terminal of this machine and for one behind SSH. */
#ifndef SHINSA_TUI_SEAT_H
#define SHINSA_TUI_SEAT_H

#include "core/app/app.h"
#include "tui/term/line.h"

struct seat_terminal {
    const char *term;      /* TERM; NULL: unknown */
    const char *locale;    /* LC_ALL, LC_CTYPE or LANG of the client: its encoding; NULL: UTF-8 */
    unsigned encodings;    /* those allowed, a bit for each enum charset; 0: all */
    bool mono;             /* NO_COLOR */
    int rows, cols;
    int64_t idle_warn_ms, idle_end_ms; /* 0: never */
};

/* Opens the desk 机 on the line and runs the screens until the seat ends. Does not close the line. */
int seat_run(struct app *app, const struct seat_terminal *terminal, struct line *line, struct err *e) WARN_UNUSED;
/* The same on the terminal of this process. E_INPUT "line.no-tty". */
int seat_run_local(struct app *app, struct err *e) WARN_UNUSED;

#endif
