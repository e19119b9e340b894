/* Values of settings: how each kind is written. */
#ifndef SHINSA_SERVE_SETTINGS_VALUE_H
#define SHINSA_SERVE_SETTINGS_VALUE_H

#include "tui/serve/settings.h"

enum setting_kind {
    SETTING_PATH,      /* const char * */
    SETTING_TEXT,      /* const char *, least and most in columns */
    SETTING_COUNT,     /* uint32_t or int */
    SETTING_DURATION,  /* int64_t milliseconds */
    SETTING_LIMIT,     /* the same, or off: 0 */
    SETTING_SECONDS,   /* uint32_t seconds */
    SETTING_SIZE,      /* uint64_t bytes */
    SETTING_LISTEN,    /* the addresses of struct serve_options */
    SETTING_BLOCKS,    /* its exempt sources */
    SETTING_ENCODINGS, /* unsigned: a bit for each charset */
    SETTING_LOG        /* enum log_level */
};

struct setting_row {
    const char *name;
    enum setting_kind kind;
    size_t offset; /* in struct settings */
    const char *fallback, *least, *most;
};

const struct setting_row *setting_row(size_t i);

/* Takes a value, which lives in s->arena. On failure *bad_r points to the piece of it that is wrong. E_INPUT for
 * what is no value of its kind or out of bounds, E_LIMIT for a list that is too long. */
int setting_take(struct settings *s, const struct setting_row *row, const char *value, const char **bad_r, struct err *e)
    WARN_UNUSED;

#endif
