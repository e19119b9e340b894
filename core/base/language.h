/* The language of a seat: a setting of its user; Japanese unless changed. */
#ifndef SHINSA_BASE_LANGUAGE_H
#define SHINSA_BASE_LANGUAGE_H

enum language { LANGUAGE_JA, LANGUAGE_EN, LANGUAGE_COUNT };

#endif
