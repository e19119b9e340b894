/* Texts of the program by id, in the seat's language: tui/messages.def is the only list. */
#ifndef SHINSA_TUI_MESSAGE_H
#define SHINSA_TUI_MESSAGE_H

#include "core/base/err.h"
#include "core/base/language.h"
#include "core/base/mem.h"

/* "ja", "en", also as the start of a locale name ("ja_JP.UTF-8"); false if unknown. */
bool language_from_name(const char *name, enum language *language_r);

/* The raw text; the id itself if there is no such row (a test refuses that). Never NULL. */
const char *message_text(enum language language, const char *id);
/* {0} to {3} replaced by args; {{ is a brace. Missing arguments read as empty. */
char *message_format(struct arena *a, enum language language, const char *id, const char *const *args, size_t n);
/* Arguments up to NULL. */
char *message_of(struct arena *a, enum language language, const char *id, ...) __attribute__((sentinel));
/* What an error says to a person, with its article in parentheses if it has one. */
char *message_of_err(struct arena *a, enum language language, const struct err *e);

/* For tests and lint: row i, NULL behind the last. Rows are sorted by id. */
const char *message_id_at(size_t i);

#endif
