/* POSIX extended regular expressions of schemes, kept tame: short, without back-references, with small repeat counts, in
 * UTF-8 whatever the locale of the process is. A range of other than ASCII characters spans at most 1000 of them. */
#ifndef SHINSA_RULE_PATTERN_H
#define SHINSA_RULE_PATTERN_H

#include "core/base/err.h"
#include "core/base/mem.h"

enum { PATTERN_MAX = 300, PATTERN_SUBJECT_MAX = 8192, PATTERN_REPEAT_MAX = 3000 /* product of all counts */ };

/* E_INPUT "pattern.bad" {what regcomp says}. */
int pattern_check(const char *pattern, struct err *e) WARN_UNUSED;
/* True if the pattern is found in the text. False for a text that is too long or a pattern that pattern_check refuses. */
bool pattern_matches(const char *pattern, const char *text);
/* The template for a text that the pattern is found in, \1 to \9 replaced by its groups (nothing for one that took no part);
 * NULL where pattern_matches is false. In the arena. */
const char *pattern_rewrite(const char *pattern, const char *text, const char *to, struct arena *a);

#endif
