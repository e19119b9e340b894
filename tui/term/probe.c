#include "tui/term/probe.h"

/* Row 2, because an answer from row 1 reads like F3 with modifiers. First a letter that is one column wide on every terminal
 * in UTF-8 (n with tilde; two half-width kana in CP932, one kanji in EUC-JP), then the circle whose width is the question,
 * then the device attributes as a fence. */
static const char question[] = "\033[?1049h\033[2;1H\xc3\xb1\033[6n\033[2;1H\xe2\x97\x8b\033[6n\033[2;1H\033[K\033[c";

void probe_init(struct probe *p, int ambiguous, enum charset charset)
{
    *p = (struct probe){.ambiguous = ambiguous == 2 ? 2 : 1, .charset = charset};
    if (charset != CHARSET_UTF8) {
        /* Every character of these charsets beyond ASCII and half-width kana takes two columns there. */
        p->ambiguous = 2;
        p->done = true;
    }
}

void probe_question(const struct probe *p, struct buf *out)
{
    if (!p->done)
        buf_add(out, question, sizeof question - 1);
}

static void conclude(struct probe *p)
{
    p->done = true;
    if (p->answers_ < 2)
        return;
    p->answered = true;
    if (p->column_[0] != 2) {
        p->charset = CHARSET_CP932;
        p->ambiguous = 2;
    } else if (p->column_[1] == 2 || p->column_[1] == 3) {
        p->ambiguous = p->column_[1] - 1;
    }
}

bool probe_key(struct probe *p, const struct key *k)
{
    if (k->code == K_REPLY_CURSOR) {
        if (!p->answered && p->answers_ < 2)
            p->column_[p->answers_++] = k->number[1];
        return true;
    }
    if (k->code == K_REPLY_DEVICE) {
        if (!p->answered)
            conclude(p);
        return true;
    }
    return k->code == K_REPLY_MODE;
}

void probe_give_up(struct probe *p)
{
    p->done = true;
}
