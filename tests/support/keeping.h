/* An office in memory under the invented scheme "keeping", with one case closed on 1 April 2025, and its people: judges
 * ichiro, jiro and saburo, a clerk. For tests of screens, which cannot see the rules' headers. */
#ifndef SHINSA_TESTS_KEEPING_H
#define SHINSA_TESTS_KEEPING_H

#include "core/app/app.h"

enum { KEEPING_CASE = 3 };

struct keeping {
    struct app *app;
    void *inside;
};

void keeping_open(struct keeping *k, const char *today);
void keeping_close(struct keeping *k);
void keeping_as(struct keeping *k, const char *login);

#endif
