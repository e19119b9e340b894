/* What becomes of a typed value when its field is left: the form its type is kept in. Pure; never shortens a secret. */
#ifndef SHINSA_TUI_FIELD_FOLD_H
#define SHINSA_TUI_FIELD_FOLD_H

#include "tui/widget/field.h"

/* In the arena, or `typed` itself. Never fails: what is no number or no date stays what it is, for the check to tell. */
const char *field_folded(enum input_type type, struct arena *a, const char *typed);

#endif
