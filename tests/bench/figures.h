/* What a measurement found, one figure a line: "NAME VALUE", the unit at the end of the name (_us, _kib, _bytes, _per_s,
 * _percent). tests/bench/run makes the table of them. */
#ifndef SHINSA_TESTS_FIGURES_H
#define SHINSA_TESTS_FIGURES_H

#include "core/base/base.h"

struct figures {
    int64_t *us;
    size_t n, most;
};

/* Times of a clock that no one sets. */
int64_t figures_now_us(void);
struct figures figures_new(size_t most);
void figures_done(struct figures *f);
/* Beyond `most` they are not counted. */
void figures_add(struct figures *f, int64_t us);
/* NAME.median_us, NAME.p99_us, NAME.times; nothing without figures. */
void figures_print(const char *name, struct figures *f);
void figure_print(const char *name, int64_t value);

#endif
