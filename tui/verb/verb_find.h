/* Things as people name them on the command line. */
#ifndef SHINSA_TUI_VERB_FIND_H
#define SHINSA_TUI_VERB_FIND_H

#include "tui/verb/verb.h"

/* A certificate by its number as typed; exactly one must be meant. E_NOTFOUND "certificate.unknown", E_CONFLICT
 * "certificate.several". */
int verb_find_certificate(struct verb_call *call, const char *text, int64_t *id_r, struct err *e) WARN_UNUSED;
/* The case named by the next word. E_INPUT "verb.missing", E_NOTFOUND "case.unknown". */
int verb_find_case(struct verb_call *call, int64_t *id_r, struct err *e) WARN_UNUSED;

/* The rest of the words, each NAME=VALUE. E_INPUT "verb.answer". */
struct form_value;
int verb_values(struct verb_call *call, struct form_value **values_r, size_t *n_r, struct err *e) WARN_UNUSED;

#endif
