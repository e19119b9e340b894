/* Verbs of the command line: the same words after `shinsa`, after `ssh host`, and in tests.
 *
 * tui/verb_table.def is the only list: name, usage, rights, handler and help come from its rows. A handler reads its
 * options from the call, asks the app, and prints; it never reads the environment or opens a file unless its row is
 * VERB_LOCAL. Exit status: 0 done, 1 refused by a rule, 2 usage, 3 not found, 4 denied, 5 conflict, 6 busy or I/O. */
#ifndef SHINSA_TUI_VERB_H
#define SHINSA_TUI_VERB_H

#include "core/app/app.h"
#include "core/base/buf.h"
#include "core/base/json.h"

struct seats;
struct settings;

enum { VERB_ARGS_MAX = 64, VERB_ARG_BYTES_MAX = 8192, VERB_OUT_BYTES_MAX = 64 << 20 };

enum verb_flag {
    VERB_STORE = 1 << 0,     /* needs an open store */
    VERB_LOCAL = 1 << 1,     /* touches files of this machine: refused over SSH */
    VERB_CHECKS = 1 << 3,    /* looks itself at settings, schemes and store: what is wrong there does not stop it */
    VERB_SCHEMES = 1 << 2,   /* needs the installed schemes; VERB_STORE implies it */
    VERB_BULK = 1 << 4       /* writes much at once: on this machine with the memory that takes */
};

/* Where a verb's streams go. read may be NULL: no input. */
struct verb_io {
    void *arg;
    int (*read)(void *arg, void *p, size_t size, size_t *n_r, struct err *e); /* *n_r = 0 at the end */
    int (*write)(void *arg, const void *p, size_t n, struct err *e);
    int (*write_error)(void *arg, const void *p, size_t n, struct err *e);
};

struct verb_call {
    struct app *app;                /* NULL unless VERB_STORE */
    const struct schemes *schemes;
    const char *store;              /* path; NULL over SSH */
    const char *schemes_dir;        /* NULL: where the schemes were loaded from */
    const struct err *settings_error; /* why they could not be read; only for VERB_CHECKS */
    const struct settings *settings; /* of this machine, or of the server; NULL in tests */
    struct clock clock;
    const struct seats *seats;      /* of the server it runs behind; NULL: none */
    enum language language;
    bool json;
    bool remote;                    /* over SSH: nothing of the machine but the store and the schemes may be read */
    const char *usage;              /* of the verb; NULL in tests */
    int argc;                       /* arguments behind the verb's name */
    char **argv;
    int n_plain;                    /* of them at the end, that stood behind a "--": words, whatever they look like */
    bool limited;                   /* --limit was given */
    const char *valueless;          /* an option that stood last, without its value */
    struct arena *arena;
    struct buf out;                 /* what it prints; written out at the end, or when it grows */
    const struct verb_io *io;
};

typedef int verb_fn(struct verb_call *call, struct err *e);

struct verb_row {
    const char *name;  /* "case list" */
    const char *usage; /* behind the name: "[--state STATE] [TEXT]" */
    unsigned flags;
    verb_fn *fn;
    const char *help[LANGUAGE_COUNT];
};
#define V(name_, usage_, flags_, fn_, ja_, en_) verb_fn fn_;
#include "tui/verb_table.def"
#undef V

const struct verb_row *verb_rows(size_t *n_r);
/* The row of the longest name at the front of argv; *words_r gets how many words it took. NULL: none. */
const struct verb_row *verb_find(int argc, char **argv, int *words_r);

/* --json may stand before the verb too: puts it behind. */
void verb_order(int argc, char **argv);
/* Runs argv[0…] as a verb: finds it, checks it, prints, says errors on the error stream in the call's language, and returns
 * the exit status. call: app, store, schemes, clock, language, io filled; the rest is set here. remote: over SSH. */
int verb_run(struct verb_call *call, int argc, char **argv, bool remote);

/* Begins with the words behind the verb's name. verb_run does it. */
void verb_args(struct verb_call *call, int argc, char **argv);
/* Options: takes "--name VALUE" (or "--name=VALUE") out of the arguments; NULL if it is not there. E_INPUT when the value is
 * missing is told by verb_done. Behind a "--" there are no options, only words. */
const char *verb_option(struct verb_call *call, const char *name);
bool verb_switch(struct verb_call *call, const char *name); /* --name */
const char *verb_word(struct verb_call *call);              /* next plain argument, or NULL */
/* After all options were taken: E_INPUT "verb.no-value", "verb.unknown-option" or "verb.too-many" if anything is left. */
int verb_done(struct verb_call *call, struct err *e) WARN_UNUSED;
/* --scheme and the like: NULL, or an installed one. E_NOTFOUND "scheme.unknown". */
int verb_known_scheme(const struct verb_call *call, const char *id, struct err *e) WARN_UNUSED;
/* A needed word: E_INPUT "verb.missing" {name}. */
int verb_need(struct verb_call *call, const char *name, const char **word_r, struct err *e) WARN_UNUSED;
/* A needed id, with or without #. E_INPUT "verb.number". */
int verb_need_id(struct verb_call *call, const char *name, int64_t *id_r, struct err *e) WARN_UNUSED;
/* --limit, or fallback. E_INPUT "verb.number". */
enum { VERB_LIMIT_MAX = 1000000 };
int verb_limit(struct verb_call *call, size_t fallback, size_t *limit_r, struct err *e) WARN_UNUSED;
/* All of the standard input, at most max bytes. E_LIMIT "verb.input-long". */
int verb_input(struct verb_call *call, size_t max, struct buf *to, struct err *e) WARN_UNUSED;
/* A day as typed; none when text is NULL. E_INPUT "date.…". */
int verb_date(struct verb_call *call, const char *text, struct date *d_r, struct err *e) WARN_UNUSED;

/* Plain text output: a line; a cell padded to columns. Hostile text is made harmless: controls become visible. */
void verb_print(struct verb_call *call, const char *format, ...) PRINTF_LIKE(2, 3);
void verb_cell(struct verb_call *call, const char *text, int cols);
void verb_end_row(struct verb_call *call);

/* A list, a row at a time: cells in columns for people, an array of objects with --json. */
struct verb_list {
    struct verb_call *call;
    struct json_writer w;
};
struct verb_list verb_list(struct verb_call *call);
void verb_list_row(struct verb_list *l);
/* cols 0: the last of its row, in full; VERB_JSON_ONLY: not for people */
enum { VERB_JSON_ONLY = -1 };
void verb_list_text(struct verb_list *l, const char *key, const char *text, int cols); /* key NULL: only for people */
void verb_list_id(struct verb_list *l, int64_t id, int cols); /* #12, or "id":12 */
void verb_list_int(struct verb_list *l, const char *key, int64_t v);                   /* not for people */
void verb_list_bool(struct verb_list *l, const char *key, bool v);                     /* not for people */
void verb_list_end_row(struct verb_list *l);
void verb_list_end(struct verb_list *l);
/* Prints at most limit rows behind *after (0 at first), *n_r of them, and says where the next page begins (0: nowhere). */
typedef int verb_page_fn(struct verb_list *l, void *arg, size_t limit, int64_t *after, size_t *n_r, struct err *e);
/* A list that is read a page at a time, at most limit rows of it; says on the error stream that there are more, unless
 * --limit was given. Errors: those of page. */
int verb_list_pages(struct verb_call *call, size_t limit, size_t page_rows, verb_page_fn *page, void *arg,
                    struct err *e) WARN_UNUSED;
/* What a verb made: #12, or {"id":12}. */
void verb_say_id(struct verb_call *call, int64_t id);

/* 2026-11-20, in the call's arena; "" for none. */
const char *verb_day(struct verb_call *call, struct date d);
/* A message of tui/messages.def as a line. */
void verb_say(struct verb_call *call, const char *message_id, ...) __attribute__((sentinel));
/* An error as a line on the error stream. */
void verb_say_error(const struct verb_call *call, const struct err *e);
/* Writes out what was printed so far; never inside a transaction. E_LIMIT "verb.output-long", E_IO of the stream. */
int verb_flush(struct verb_call *call, struct err *e) WARN_UNUSED;
/* JSON to the output. */
struct json_writer verb_json(struct verb_call *call);

#endif
