/* What every fuzz target includes. A target is one file fuzz_<name>.c with LLVMFuzzerTestOneInput, one line in FUZZERS of
 * Makefile.am and a folder corpus/<name>/ of small inputs that mean something; a crash that was found becomes one of
 * them. It asserts properties, not only that nothing crashes. */
#ifndef SHINSA_TESTS_FUZZ_H
#define SHINSA_TESTS_FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A property that holds for every input. */
#define FUZZ_CHECK(property)                                                              \
    do {                                                                                  \
        if (!(property)) {                                                                \
            fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #property); \
            abort();                                                                      \
        }                                                                                 \
    } while (0)

/* The input as an ended text in the arena: up to its first NUL. */
static inline char *fuzz_text(struct arena *a, const uint8_t *data, size_t size)
{
    return arena_strndup(a, (const char *)data, size ? strnlen((const char *)data, size) : 0);
}

#endif
