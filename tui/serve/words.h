/* Cuts the command of `ssh host VERB ...` into words. This is not a shell: no variables, no patterns, no pipes, no
 * substitution; what a shell would act on is refused or is an ordinary character. */
#ifndef SHINSA_SERVE_WORDS_H
#define SHINSA_SERVE_WORDS_H

#include "core/base/err.h"

enum { WORDS_TEXT_MAX = 8 * 1024, WORDS_MAX = 64 };

struct words {
    int n;
    char *at[WORDS_MAX + 1]; /* ended by NULL; they point into text */
    char text[WORDS_TEXT_MAX + WORDS_MAX + 1];
};

/* Words are parted by blanks and tabs. 'text' is taken as it stands; in "text" a backslash before " or \ takes it
 * literally; outside quotes a backslash takes the next character literally.
 * E_LIMIT "serve.command-long"; E_INPUT "serve.command-quote" (an open quote), "serve.command-text" (not UTF-8, or a
 * control character), "serve.command-shell" (one of ; | & < > ` outside quotes). */
int words_cut(const char *command, struct words *words_r, struct err *e) WARN_UNUSED;

#endif
