/* What people call a fact: its own label, or one put together from the label of the rule it belongs to. Pure. */
#ifndef SHINSA_RULE_FACT_WORDS_H
#define SHINSA_RULE_FACT_WORDS_H

#include "core/rule/scheme.h"

/* The words for a name as a formula writes it (deadline.DL-06.due, form.F-A.tel, check.CL-F.F10): 「審査手数料振込期限の期日」.
 * The name itself where nothing better is known. In the arena, or borrowed from the scheme. english: where there is a label
 * in English. */
const char *fact_words(const struct scheme *s, const char *name, bool english, struct arena *a);

#endif
