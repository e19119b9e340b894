/* Names of invented parties and what they offer; a pure function of a number. */
#ifndef SHINSA_APP_DEMO_NAMES_H
#define SHINSA_APP_DEMO_NAMES_H

#include "core/base/mem.h"

struct demo_name {
    const char *party, *reading, *subject, *corporate_number, *tel, *mail, *address;
};
struct demo_name demo_name(struct arena *a, uint64_t number);
/* What an office asks an applicant, and what comes back; static. */
const char *demo_question(uint64_t chance);
const char *demo_answer(void);
/* The next of a row of numbers that look like chance (splitmix64). */
uint64_t demo_random(uint64_t *state);

#endif
