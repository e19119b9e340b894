/* A line to type into over a list: letters go there, arrows move in the list, and what was typed is looked for when the
 * keys pause. The screen owns the list and asks for the rows. */
#ifndef SHINSA_TUI_FINDER_H
#define SHINSA_TUI_FINDER_H

#include "tui/loop.h"
#include "tui/widget/field.h"

enum { FINDER_BYTES_MAX = 200 };

struct finder {
    struct field box;
    char asked[FINDER_BYTES_MAX + 1]; /* what the rows at hand answer */
};

/* cols: of the line on the screen. text: what stands there at first, NULL for nothing; cut at the limit. */
void finder_open(struct finder *s, const struct ui *ui, int cols, const char *text);
void finder_close(struct finder *s);
/* In `reload`: what stands there is what is asked from now on. True if it is another text than before. */
bool finder_take(struct finder *s);
/* Something stands there that was not asked yet. */
bool finder_waits(const struct finder *s);
/* In `paused`: wish to have it asked, or 0. */
unsigned finder_paused(const struct finder *s);
/* Empties it; false if it was empty. */
bool finder_clear(struct finder *s);
/* Keys that move in the list under the line. */
bool finder_leaves(const struct key *k);
/* Wish: any other key. */
unsigned finder_key(struct finder *s, struct ui *ui, const struct key *k);
unsigned finder_wish(struct ui *ui, enum field_event ev); /* the same, of what a key did to the field */
/* The line in its place of `head`, with the caret: the last thing a screen draws. */
void finder_draw(const struct finder *s, struct surface *to, struct rect head, int x, int y);
/* For screen_ops.typing. */
bool finder_typing(const struct screen *s);

#endif
