#include "tui/term/encode.h"

#include <string.h>

#include "core/base/utf8.h"
#include "core/base/width.h"

/* Choose between character sets that no screen uses. */
enum { SHIFT_OUT = 0x0e, SHIFT_IN = 0x0f };

enum state { GROUND, ESCAPE, INTERMEDIATE, DESIGNATE, CONTROL, STRING };

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

/* Behind ESC, which waits until it is clear what it begins. */
static void escape_byte(struct encode *s, char c, struct buf *out)
{
    if (c == '(' || c == ')') {
        s->state_ = DESIGNATE;
        return;
    }
    buf_add_char(out, '\033');
    buf_add_char(out, c);
    s->state_ = c == '[' ? CONTROL : c == ']' || c == 'P' ? STRING : c >= 0x20 && c < 0x30 ? INTERMEDIATE : GROUND;
}

static void control_byte(struct encode *s, unsigned char c, struct buf *out)
{
    if (c == 0x1b && s->state_ == GROUND) {
        s->state_ = ESCAPE;
        return;
    }
    buf_add_char(out, (char)c);
    if (s->state_ == STRING)
        s->state_ = c == '\a' ? GROUND : c == 0x1b ? INTERMEDIATE : STRING;
    else if (s->state_ == CONTROL)
        s->state_ = c >= 0x40 && c < 0x7f ? GROUND : CONTROL;
    else if (s->state_ == INTERMEDIATE)
        s->state_ = c >= 0x20 && c < 0x30 ? INTERMEDIATE : GROUND;
}

void encode_feed(struct encode *s, const char *p, size_t n, struct buf *out)
{
    bool as_it_is = s->charset == CHARSET_UTF8;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        if (s->state_ == ESCAPE) {
            escape_byte(s, (char)c, out);
        } else if (s->state_ == DESIGNATE) {
            s->state_ = GROUND;
        } else if (s->state_ == GROUND && c >= 0x80 && !as_it_is) {
            text_byte(s, c, out);
        } else if (s->state_ != GROUND || (c != SHIFT_OUT && c != SHIFT_IN)) {
            s->text_n_ = 0;
            control_byte(s, c, out);
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
