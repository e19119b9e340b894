#include "tui/message.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/buf.h"
#include "core/base/str.h"

static const struct message {
    const char *id;
    const char *text[LANGUAGE_COUNT];
} messages[] = {
#define MSG(id, ja, en) {id, {ja, en}},
#include "tui/messages.def"
#undef MSG
};

enum { MESSAGE_TEXT_MAX = 8 * 1024 };

bool language_from_name(const char *name, enum language *language_r)
{
    if (str_starts(name, "ja"))
        *language_r = LANGUAGE_JA;
    else if (str_starts(name, "en"))
        *language_r = LANGUAGE_EN;
    else
        return false;
    return true;
}

static int compare_id(const void *key, const void *row)
{
    return strcmp(key, ((const struct message *)row)->id);
}

const char *message_text(enum language language, const char *id)
{
    assert(language < LANGUAGE_COUNT);
    const struct message *m = bsearch(id, messages, COUNT_OF(messages), sizeof *messages, compare_id);
    return m ? m->text[language] : id;
}

char *message_format(struct arena *a, enum language language, const char *id, const char *const *args, size_t n)
{
    AUTO(buf) struct buf out = BUF(MESSAGE_TEXT_MAX);
    for (const char *p = message_text(language, id); *p; p++) {
        if (p[0] == '{' && p[1] == '{') {
            buf_add_char(&out, *p++);
        } else if (p[0] == '{' && p[1] >= '0' && p[1] <= '3' && p[2] == '}') {
            size_t i = (size_t)(p[1] - '0');
            if (i < n && args[i])
                buf_add_str(&out, args[i]);
            p += 2;
        } else {
            buf_add_char(&out, *p);
        }
    }
    return arena_strndup(a, buf_str(&out), out.n);
}

char *message_of(struct arena *a, enum language language, const char *id, ...)
{
    const char *arg[ERR_ARGS];
    size_t n = 0;
    va_list args;
    va_start(args, id);
    while (n < COUNT_OF(arg)) {
        arg[n] = va_arg(args, const char *);
        if (!arg[n])
            break;
        n++;
    }
    va_end(args);
    return message_format(a, language, id, arg, n);
}

char *message_of_err(struct arena *a, enum language language, const struct err *e)
{
    const char *args[ERR_ARGS];
    for (size_t i = 0; i < ERR_ARGS; i++)
        args[i] = e->arg[i];
    char *text = message_format(a, language, e->msg ? e->msg : "error.unknown", args, ERR_ARGS);
    return e->src[0] ? arena_printf(a, "%s (%s)", text, e->src) : text;
}

const char *message_id_at(size_t i)
{
    return i < COUNT_OF(messages) ? messages[i].id : NULL;
}
