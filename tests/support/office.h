/* An office in memory with the installed schemes, for tests of use cases and screens. */
#ifndef SHINSA_TESTS_OFFICE_H
#define SHINSA_TESTS_OFFICE_H

#include "core/app/form_app.h"

struct office {
    struct schemes *schemes;
    struct app *app;
};

/* Acts for the office itself; o is empty on failure. The schemes are those of $SRCDIR. */
int office_open(struct office *o, struct clock clock, struct err *e) WARN_UNUSED;
void office_close(struct office *o);
/* A certificate of nobody, granted today for two years, valid, without the case that granted it. */
int office_add_certificate(struct office *o, int64_t id, const char *scheme, const char *number, struct err *e) WARN_UNUSED;

/* Form A of an invented applicant, all that a first application needs: 株式会社髙知情報基盤. */
extern const struct form_value office_form[];
extern const size_t office_form_n;

#endif
