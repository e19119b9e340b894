#include "tui/serve/words.h"

#include <string.h>

#include "core/base/utf8.h"

struct cutter {
    const char *from;
    struct words *words;
    size_t used;
    bool in_word, full;
};

static void cutter_begin(struct cutter *c)
{
    if (c->in_word)
        return;
    c->in_word = true;
    if (c->words->n == WORDS_MAX)
        c->full = true;
    else
        c->words->at[c->words->n++] = c->words->text + c->used;
}

static void cutter_add(struct cutter *c, char byte)
{
    cutter_begin(c);
    if (!c->full)
        c->words->text[c->used++] = byte;
}

static void cutter_end(struct cutter *c)
{
    if (c->in_word && !c->full)
        c->words->text[c->used++] = '\0';
    c->in_word = false;
}

/* Takes what stands up to the closing quote; false if there is none. */
static bool cutter_quoted(struct cutter *c, char quote)
{
    cutter_begin(c);
    for (c->from++; *c->from && *c->from != quote; c->from++) {
        if (quote == '"' && *c->from == '\\' && (c->from[1] == '"' || c->from[1] == '\\'))
            c->from++;
        cutter_add(c, *c->from);
    }
    return *c->from == quote;
}

static int cutter_run(struct cutter *c, const char *command, struct err *e)
{
    for (c->from = command; *c->from; c->from++) {
        char byte = *c->from;
        if (byte == ' ' || byte == '\t') {
            cutter_end(c);
        } else if (byte == '\'' || byte == '"') {
            if (!cutter_quoted(c, byte))
                return err_set(e, E_INPUT, "serve.command-quote", NULL);
        } else if (byte == '\\') {
            if (!c->from[1])
                return err_set(e, E_INPUT, "serve.command-quote", NULL);
            cutter_add(c, *++c->from);
        } else if (strchr(";|&<>`", byte)) {
            return err_set(e, E_INPUT, "serve.command-shell", (char[]){byte, '\0'}, NULL);
        } else {
            cutter_add(c, byte);
        }
    }
    cutter_end(c);
    return 0;
}

int words_cut(const char *command, struct words *words_r, struct err *e)
{
    size_t n = strlen(command);
    if (n > WORDS_TEXT_MAX)
        return err_set(e, E_LIMIT, "serve.command-long", NULL);
    if (!utf8_valid(command, n) || utf8_has_controls(command, true) || strchr(command, '\n'))
        return err_set(e, E_INPUT, "serve.command-text", NULL);
    struct words words = {0};
    struct cutter c = {.words = &words};
    int rc = cutter_run(&c, command, e);
    if (rc)
        return rc;
    if (c.full)
        return err_set(e, E_LIMIT, "serve.command-long", NULL);
    /* The words point into the text they stand in: they move with it. */
    for (int i = 0; i < words.n; i++)
        words_r->at[i] = words_r->text + (words.at[i] - words.text);
    words_r->at[words.n] = NULL;
    words_r->n = words.n;
    memcpy(words_r->text, words.text, sizeof words.text);
    return 0;
}
