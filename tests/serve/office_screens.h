/* The widgets' demonstration screens on a seat of the tests' office: the real loop, terminal and line. */
#ifndef SHINSA_TESTS_OFFICE_SCREENS_H
#define SHINSA_TESTS_OFFICE_SCREENS_H

#include "tui/serve/desk.h"

/* name: "list" or "form". Runs until the seat ends. */
int office_screens_run(const char *name, struct line *line, struct desk *d, const struct desk_hello *hello,
                       struct err *e);

#endif
