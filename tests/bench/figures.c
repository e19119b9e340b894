#include "tests/bench/figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "core/base/mem.h"

int64_t figures_now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

struct figures figures_new(size_t most)
{
    return (struct figures){.us = xcalloc(most ? most : 1, sizeof(int64_t)), .most = most};
}

void figures_done(struct figures *f)
{
    free(f->us);
    *f = (struct figures){0};
}

void figures_add(struct figures *f, int64_t us)
{
    if (f->n < f->most)
        f->us[f->n++] = us;
}

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

void figure_print(const char *name, int64_t value)
{
    printf("%s %lld\n", name, (long long)value);
    fflush(stdout);
}

static void print_one(const char *name, const char *what, int64_t value)
{
    char whole[128];
    snprintf(whole, sizeof whole, "%s.%s", name, what);
    figure_print(whole, value);
}

void figures_print(const char *name, struct figures *f)
{
    if (!f->n)
        return;
    qsort(f->us, f->n, sizeof *f->us, by_value);
    print_one(name, "median_us", f->us[f->n / 2]);
    print_one(name, "p99_us", f->us[f->n * 99 / 100]);
    print_one(name, "times", (int64_t)f->n);
}
