/* Steps of a caret in a text: from one grapheme cluster or word to the next. Pure; offsets are in bytes and on the border of
 * a cluster when they come out. Words are runs of one script, since Japanese has no blanks between them. */
#ifndef SHINSA_TUI_STEPS_H
#define SHINSA_TUI_STEPS_H

#include <stddef.h>

/* Start of the cluster before `at` (0 at the start); start of the cluster that holds `at` if it lies inside one. */
size_t steps_before(const char *text, size_t at);
/* End of the cluster that begins at or holds `at`; the end of the text at its end. */
size_t steps_after(const char *text, size_t at);
/* Start of the word before, over the blanks between. */
size_t steps_word_before(const char *text, size_t at);
/* Start of the next word. */
size_t steps_word_after(const char *text, size_t at);

#endif
