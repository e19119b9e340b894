/* A failure as a value.
 *
 * A function that can fail returns 0 or one of the codes below and takes `struct err *e` last. It fills *e only when it
 * fails; success never touches it, and on failure every output is as it was. e is never NULL. An error never allocates:
 * longer text is cut at a character. Lower errors are passed up as they are.
 *
 * `msg` names a row of tui/messages.def ("store.version"); `arg` fills its {0} to {3}. `rule` and `src` say which guard
 * refused and by which article (E_RULE). `detail` is for the log and for --verbose, never for a screen. */
#ifndef SHINSA_BASE_ERR_H
#define SHINSA_BASE_ERR_H

#include "core/base/base.h"

enum err_code {
    E_INPUT = -1,    /* what was given cannot be understood: say what can */
    E_NOTFOUND = -2, /* no such thing */
    E_CONFLICT = -3, /* somebody else changed it since it was read */
    E_DENIED = -4,   /* this person may not */
    E_RULE = -5,     /* a rule of the scheme refuses; `rule` and `src` say which */
    E_BUSY = -6,     /* try again */
    E_LIMIT = -7,    /* larger than a stated maximum */
    E_IO = -8,       /* disk, network, terminal */
    E_VERSION = -9,  /* made by another version of the program */
    E_BUG = -10      /* the program's own fault */
};

#define ERR_ARGS 4
#define ERR_ARG_BYTES 160

struct err {
    int code;
    const char *msg; /* static: the id of a message */
    char arg[ERR_ARGS][ERR_ARG_BYTES];
    char rule[48]; /* id of the guard or requirement that refused */
    char src[96];  /* its article */
    char detail[512];
};

/* Fills *e and returns code. Up to ERR_ARGS texts follow, ended by NULL. */
int err_set(struct err *e, int code, const char *msg, ...) __attribute__((sentinel));

/* Adds technical detail for the log; returns e->code so that it can end a function. */
int err_detail(struct err *e, const char *format, ...) PRINTF_LIKE(2, 3);

/* Names the rule and the article behind a refusal; returns e->code. Either may be NULL. */
int err_rule(struct err *e, const char *rule, const char *src);

/* Name of a code for logs and JSON ("conflict"). Never NULL. */
const char *err_name(int code);

/* Exit status of the command line: 0 done, 1 refused by a rule, 2 usage, 3 not found, 4 denied, 5 conflict,
 * 6 busy or I/O. */
int err_exit_status(int code);

#endif
