#include "core/app/words.h"

#include "core/base/buf.h"
#include "core/base/str.h"

enum { SAID_BYTES = 2000 };

static const char *const words[][LANGUAGE_COUNT] = {
#define WORD(id, ja, en) [WORD_##id] = {[LANGUAGE_JA] = (ja), [LANGUAGE_EN] = (en)},
#include "core/app/words.def"
#undef WORD
};

const char *app_word(const struct app *app, enum app_word word)
{
    return words[word][app->language];
}

const char *app_say(const struct app *app, struct arena *a, enum app_word word, const char *arg0, const char *arg1)
{
    AUTO(buf) struct buf out = BUF(SAID_BYTES);
    for (const char *s = app_word(app, word); *s;) {
        const char *arg = str_starts(s, "{0}") ? arg0 : str_starts(s, "{1}") ? arg1 : NULL;
        if (arg) {
            buf_add_str(&out, arg);
            s += 3;
        } else {
            buf_add_char(&out, *s++);
        }
    }
    return arena_strdup(a, buf_str(&out));
}
