/* The settings of an office, shinsa.conf: lines of `name = value`, and `#` for comments.
 *
 * tui/serve/settings.def is the only list of what can be set. Reading never stops at the first mistake: all of them are told,
 * each with its line and column. Options of the command line win over the file, and the file over the defaults. */
#ifndef SHINSA_SERVE_SETTINGS_H
#define SHINSA_SERVE_SETTINGS_H

#include "core/base/log.h"
#include "core/base/mem.h"
#include "tui/serve/serve.h"

enum { SETTINGS_BYTES_MAX = 64 * 1024, SETTINGS_PROBLEMS_MAX = 20 };

/* How many rows the table has. */
enum {
    SETTINGS_COUNT = 0
#define SETTING(...) +1
#include "tui/serve/settings.def"
#undef SETTING
};

struct settings {
    struct serve_options serve; /* but host_key_path, ops and ready_fd */
    const char *store, *schemes, *host_key, *backups; /* "" : not set; absolute, or from where the program stands */
    const char *office;
    int64_t backup_within_ms; /* 0: not looked at */
    unsigned encodings;       /* a bit for each enum charset */
    enum log_level log;

    const char *file;                  /* NULL: none was read */
    const char *text[SETTINGS_COUNT];  /* each value as it stands in the file, or its default */
    int line[SETTINGS_COUNT];          /* 0: the default */
    struct arena arena;
};

/* Something in the file is wrong; err says what and what to do. */
struct settings_problem {
    int line, column; /* from 1 */
    struct err err;
};

struct settings_report {
    struct settings_problem at[SETTINGS_PROBLEMS_MAX];
    size_t n, dropped;
};

/* The defaults; settings_done frees. */
void settings_init(struct settings *s);
void settings_done(struct settings *s);

/* Reads text over the defaults. `file` names it in messages, and relative paths begin at its folder.
 * E_INPUT "settings.wrong" {file} {count}: the report has at least one problem, and s is then of no use. */
int settings_read(struct settings *s, const char *file, const char *text, size_t n, struct settings_report *report, struct err *e)
    WARN_UNUSED;
/* The same from the disk. E_NOTFOUND "settings.missing", E_DENIED "settings.unreadable" "settings.open-to-others" (everybody
 * may write it), E_LIMIT "settings.long". */
int settings_load(struct settings *s, const char *file, struct settings_report *report, struct err *e) WARN_UNUSED;

/* Row i of the table: its name, or NULL behind the last. */
const char *settings_name(size_t i);

#endif
