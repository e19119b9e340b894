/* A seat at which nobody types hides what it shows. Its screens stay as they are, drafts included; the person who has a
 * second factor opens it again with a code, anybody else over a new line, where the key is asked for again. */
#ifndef SHINSA_TUI_LOCK_H
#define SHINSA_TUI_LOCK_H

#include "tui/widget/field.h"

struct ui;

enum { LOCK_WRONG_MAX = 5, LOCK_CODE_CHARS = 32 };

struct lock {
    bool on;
    bool leaves;        /* the person, or too many wrong codes, end the line; the seat waits */
    bool asks;          /* a code opens it */
    int wrong;          /* codes since it was locked */
    const char *said;   /* message id; NULL: nothing */
    struct field code;
};

/* Hides the screens now; the message line goes with them. */
void ui_lock(struct ui *ui);
/* Shows them again: a code was right, or the seat has a new line. */
void ui_unlock(struct ui *ui);
/* For the loop, while ui->lock.on. */
void lock_key(struct ui *ui, const struct key *k);
void lock_draw(struct ui *ui);

#endif
