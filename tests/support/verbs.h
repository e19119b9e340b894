/* Verbs in process, as people of an office would type them: words in, streams and status out. */
#ifndef SHINSA_TESTS_VERBS_H
#define SHINSA_TESTS_VERBS_H

#include "core/base/buf.h"
#include "tui/verb/verb.h"

struct verbs_office {
    char folder[64], store[96];
    struct schemes *schemes;
    struct app *app;
    struct clock clock;
    bool remote;        /* as over SSH */
    const char *input;  /* standard input of the next verb; NULL: none */
    size_t input_n;     /* its bytes; 0: up to its end */
    struct buf out, err;
    int status;
};

/* A store in a folder of its own, on a day, with the schemes of $SRCDIR and its people: kanri (administrator), uketsuke,
 * shinsa, kessai, keiri, kohyo (of the scheme aspic), and nani, who has no role. */
void verbs_open(struct verbs_office *o, const char *today);
void verbs_close(struct verbs_office *o);
void verbs_on(struct verbs_office *o, const char *today);
/* One line of words, with 'quotes'; o->input is used up. Returns the exit status; o->out and o->err hold what was said. */
int verbs_run(struct verbs_office *o, const char *who, const char *line);
/* The same in words, for what cannot be typed. */
int verbs_run_words(struct verbs_office *o, const char *who, int argc, char **argv);
/* A file of $SRCDIR, as the input of the next verb. */
void verbs_input_file(struct verbs_office *o, const char *path);
/* Plays tests/verbs/NAME.said, in which a line is one of
 *   on DAY        the day from now on
 *   WHO> LINE     a verb, as verbs_run takes it; $FOLDER is where the office lies
 *   < LINE        of its standard input; <r LINE is ended by CR LF, <. LINE by nothing
 *   <file PATH    its standard input, a file of $SRCDIR
 *   STATUS TEXT   how it ends, and what is said, of a failure on the error stream
 *   json TEXT     the same with --json: ends alike, and prints the text in JSON that can be read back
 *   # COMMENT */
void verbs_play(struct verbs_office *o, const char *name);
/* Case #1, IP-N2025-0001, from its application to its end, with a correction, a question and a payment in two parts:
 * certificate IP0001-2506 of 2025-06-30. Then it is 2025-07-01, and case #2 is a change of it that nobody has worked on. */
void verbs_certify(struct verbs_office *o);

#endif
