/* What stands below or beside a list: the row with the cursor in full, as labels and texts. It follows when the hand
 * rests (`paused`), so that a quick hand on a thin line pays only for the cursor. Texts are copied: they outlive what
 * they were made of. */
#ifndef SHINSA_TUI_DETAIL_H
#define SHINSA_TUI_DETAIL_H

#include "core/base/mem.h"
#include "tui/loop.h"

enum { DETAIL_PAIRS_MAX = 24, DETAIL_WHY_COLS_EN = 17 };

struct why_line;

struct detail {
    struct arena memory;
    const char *head;
    struct detail_pair {
        const char *label, *text;
        bool marked; /* {-…-}{+…+} in it are changes */
    } pair[DETAIL_PAIRS_MAX];
    int n;
    int label_cols;  /* 0: as usual */
    size_t row;      /* what it is about: the screen compares it with its cursor */
};

/* Empties it for a row. */
void detail_begin(struct detail *d, size_t row, const char *head);
void detail_add(struct detail *d, const char *label, const char *text); /* "" or NULL: nothing; beyond the maximum: nothing */
void detail_add_marked(struct detail *d, const char *label, const char *text);
void detail_add_why(struct detail *d, const struct why_line *line, size_t n);
void detail_draw(const struct detail *d, struct surface *to, struct rect at);
/* The same as one text, for a pager. */
const char *detail_text(const struct detail *d, struct arena *a);
void detail_done(struct detail *d);

#endif
