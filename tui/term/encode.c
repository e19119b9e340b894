#include "tui/term/encode.h"

#include <string.h>

#include "core/base/utf8.h"
#include "core/base/width.h"

enum state { GROUND, ESCAPE, CONTROL, STRING };

void encode_init(struct encode *s, enum charset charset)
{
    *s = (struct encode){.charset = charset};
}

/* One character, ended by NUL. */
static void encode_text(const struct encode *s, const char *text, struct buf *out)
{
    struct charset_loss loss = {0};
    AUTO(buf) struct buf encoded = BUF(16);
    charset_encode(s->charset, text, &encoded, &loss);
    uint32_t cp = 0;
    utf8_decode(text, strlen(text), &cp);
    if (!loss.count)
        buf_add(out, buf_str(&encoded), encoded.n);
    else if (width_of_char(cp, 2) == 2)
        buf_add(out, buf_str(&encoded), encoded.n); /* the 〓 that charset_encode wrote */
    else if (width_of_char(cp, 2) == 1)
        buf_add_char(out, '?');
}

static void text_byte(struct encode *s, unsigned char c, struct buf *out)
{
    if ((c & 0xc0) != 0x80)
        s->text_n_ = 0; /* a cut character is dropped */
    s->text_[s->text_n_++] = (char)c;
    uint32_t cp;
    int n = utf8_decode(s->text_, s->text_n_, &cp);
    if (n == (int)s->text_n_) {
        char text[8] = {0};
        memcpy(text, s->text_, s->text_n_);
        s->text_n_ = 0;
        if (cp >= 0xa0) /* C1 controls have no place on any terminal */
            encode_text(s, text, out);
    } else if (s->text_n_ == sizeof s->text_) {
        s->text_n_ = 0;
    }
}

void encode_feed(struct encode *s, const char *p, size_t n, struct buf *out)
{
    if (s->charset == CHARSET_UTF8) {
        buf_add(out, p, n);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        if (s->state_ == GROUND && c >= 0x80) {
            text_byte(s, c, out);
            continue;
        }
        s->text_n_ = 0;
        buf_add_char(out, (char)c);
        switch ((enum state)s->state_) {
        case GROUND: s->state_ = c == 0x1b ? ESCAPE : GROUND; break;
        case ESCAPE:
            s->state_ = c == '[' ? CONTROL : c == ']' || c == 'P' ? STRING : c >= 0x20 && c < 0x30 ? ESCAPE : GROUND;
            break;
        case CONTROL: s->state_ = c >= 0x40 && c < 0x7f ? GROUND : CONTROL; break;
        case STRING: s->state_ = c == '\a' ? GROUND : c == 0x1b ? ESCAPE : STRING; break;
        }
    }
}

bool encode_can(enum charset charset, const char *p, size_t n)
{
    if (charset == CHARSET_UTF8)
        return true;
    char text[64];
    if (n >= sizeof text)
        return false;
    memcpy(text, p, n);
    text[n] = '\0';
    struct charset_loss loss = {0};
    AUTO(buf) struct buf encoded = BUF(sizeof text);
    charset_encode(charset, text, &encoded, &loss);
    return loss.count == 0;
}
