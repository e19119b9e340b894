/* Chance for property tests: the same on every machine and in every run, so that a failure comes back. */
#ifndef SHINSA_TESTS_DICE_H
#define SHINSA_TESTS_DICE_H

#include <stddef.h>
#include <stdint.h>

static uint64_t dice_state;

static inline void dice_seed(uint64_t seed)
{
    dice_state = seed;
}

/* From 0 to n - 1. (splitmix64) */
static inline size_t dice_index(size_t n)
{
    uint64_t z = dice_state += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return (size_t)((z ^ (z >> 31)) % n);
}

static inline int dice(int n)
{
    return (int)dice_index((size_t)n);
}

#endif
