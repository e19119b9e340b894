/* Words of the office itself in the language of a seat; what a scheme calls things stands in the scheme. */
#ifndef SHINSA_APP_WORDS_H
#define SHINSA_APP_WORDS_H

#include "core/app/app.h"

enum app_word {
#define WORD(id, ja, en) WORD_##id,
#include "core/app/words.def"
#undef WORD
    WORD_COUNT
};

const char *app_word(const struct app *app, enum app_word word);
/* The word with {0} and {1} filled in; texts may be NULL where the word has no place for them. In the arena. */
const char *app_say(const struct app *app, struct arena *a, enum app_word word, const char *arg0, const char *arg1);

#endif
