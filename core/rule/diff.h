/* Old and new text side by side (新旧対照, 朱書き). Pure.
 *
 * Texts are compared after line ends and trailing blanks are made equal, and in no other way: a full-width letter for a
 * half-width one is a change. */
#ifndef SHINSA_RULE_DIFF_H
#define SHINSA_RULE_DIFF_H

#include "core/base/mem.h"

enum { DIFF_TEXT_MAX = 65536, DIFF_UNITS_MAX = 2000 };

bool diff_equal(const char *old, const char *new_);
/* Old and new in one text: what went out in {-…-}, what came in {+…+}; changed by line, then by word inside changed lines.
 * Texts above the maxima are marked as a whole. "" if they are equal. */
const char *diff_marked(struct arena *a, const char *old, const char *new_);

struct diff_view {
    bool changed;
    const char *old, *new_; /* as stored */
    bool reviewed_before;   /* differs from the base, but equals what was approved last */
    const char *marked;     /* diff_marked of old and new */
};
/* base: text of the version it is compared with; last_approved NULL: there is none beside the base. */
struct diff_view diff_view(struct arena *a, const char *base, const char *last_approved, const char *now);

#endif
