#include "tui/term/keys.h"

#include <string.h>

#include "core/base/utf8.h"
#include "tui/term/sequence.h"

enum state {
    GROUND,
    ESCAPE,     /* ESC */
    CONTROL,    /* ESC [ */
    LINUX,      /* ESC [ [, function keys of the Linux console */
    SINGLE,     /* ESC O */
    STRING,     /* ESC ] P X ^ _ until BEL or ESC \ */
    STRING_END, /* an ESC within it */
    MOUSE,      /* three bytes behind ESC [ M */
    PASTE
};

static const char paste_end[] = "\033[201~";

/* The receiver of one keys_feed. */
struct sink {
    keys_fn *fn;
    void *user;
};

void keys_init(struct keys *k, enum charset charset)
{
    *k = (struct keys){.charset = charset, .esc_wait_ms = KEYS_ESC_WAIT_MS};
    k->paste_ = BUF(KEYS_PASTE_BYTES_MAX);
    k->paste_text_ = BUF(KEYS_PASTE_BYTES_MAX * 3); /* half-width kana grow from one byte to three */
}

void keys_done(struct keys *k)
{
    buf_done(&k->paste_);
    buf_done(&k->paste_text_);
}

static void emit(struct keys *k, const struct sink *to, struct key key)
{
    if (k->alt_)
        key.mods |= KEY_MOD_ALT;
    k->alt_ = false;
    k->state_ = GROUND;
    to->fn(to->user, &key);
}

static void emit_code(struct keys *k, const struct sink *to, enum key_code code, unsigned mods)
{
    emit(k, to, (struct key){.code = code, .mods = mods});
}

static void emit_char(struct keys *k, const struct sink *to, uint32_t cp, unsigned mods)
{
    struct key key = {.code = K_TEXT, .mods = mods};
    utf8_encode(cp, key.text);
    if (utf8_has_controls(key.text, false)) {
        k->alt_ = false;
        k->state_ = GROUND;
        return;
    }
    emit(k, to, key);
}

/* A C0 control or DEL that is not ESC. */
static void control_byte(struct keys *k, const struct sink *to, unsigned char c)
{
    switch (c) {
    case '\r':
    case '\n': emit_code(k, to, K_ENTER, 0); break;
    case '\t': emit_code(k, to, K_TAB, 0); break;
    case '\b':
    case 0x7f: emit_code(k, to, K_BACKSPACE, 0); break;
    case 0: emit_char(k, to, ' ', KEY_MOD_CTRL); break;
    default: emit_char(k, to, c <= 26 ? (uint32_t)('a' + c - 1) : (uint32_t)('@' + c), KEY_MOD_CTRL); break;
    }
}

/* Characters of more than one byte: how many bytes begin with lead (1 for a whole character, 0 for no lead byte). */
static size_t text_bytes(enum charset charset, unsigned char lead)
{
    switch (charset) {
    case CHARSET_CP932:
        if (lead >= 0xa1 && lead <= 0xdf)
            return 1;
        return (lead >= 0x81 && lead <= 0x9f) || (lead >= 0xe0 && lead <= 0xfc) ? 2 : 0;
    case CHARSET_EUCJP: return lead == 0x8f ? 3 : lead == 0x8e || (lead >= 0xa1 && lead <= 0xfe) ? 2 : 0;
    default: return lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
    }
}

static bool text_follows(enum charset charset, unsigned char c)
{
    switch (charset) {
    case CHARSET_CP932: return (c >= 0x40 && c <= 0x7e) || (c >= 0x80 && c <= 0xfc);
    case CHARSET_EUCJP: return c >= 0xa1 && c <= 0xfe;
    default: return c >= 0x80 && c <= 0xbf;
    }
}

/* The whole character in text_. */
static void emit_text(struct keys *k, const struct sink *to)
{
    size_t n = k->text_n_;
    k->text_n_ = 0;
    uint32_t cp = 0;
    if (k->charset == CHARSET_UTF8) {
        if (utf8_decode(k->text_, n, &cp) == (int)n)
            emit_char(k, to, cp, 0);
        else
            k->alt_ = false;
        return;
    }
    AUTO(buf) struct buf out = BUF(16);
    struct err e;
    if (charset_decode(k->charset, k->text_, n, &out, &e) == 0 && utf8_decode(buf_str(&out), out.n, &cp) == (int)out.n)
        emit_char(k, to, cp, 0);
    else
        k->alt_ = false;
}

static void ground(struct keys *k, const struct sink *to, unsigned char c);

/* A byte while a character is under way; false if it is not part of it. */
static bool text_byte(struct keys *k, const struct sink *to, unsigned char c)
{
    if (!text_follows(k->charset, c)) {
        k->text_n_ = 0;
        k->alt_ = false;
        return false;
    }
    k->text_[k->text_n_++] = (char)c;
    if (k->text_n_ == text_bytes(k->charset, (unsigned char)k->text_[0]))
        emit_text(k, to);
    return true;
}

static void ground(struct keys *k, const struct sink *to, unsigned char c)
{
    if (k->text_n_ && text_byte(k, to, c))
        return;
    if (c == 0x1b) {
        k->state_ = ESCAPE;
    } else if (c < 0x20 || c == 0x7f) {
        control_byte(k, to, c);
    } else if (c < 0x80) {
        emit_char(k, to, c, 0);
    } else {
        size_t n = text_bytes(k->charset, c);
        if (!n) {
            k->alt_ = false;
            return;
        }
        k->text_[0] = (char)c;
        k->text_n_ = 1;
        if (n == 1)
            emit_text(k, to);
    }
}

static void escape(struct keys *k, const struct sink *to, unsigned char c)
{
    k->sequence_n_ = 0;
    switch (c) {
    case '[': k->state_ = CONTROL; break;
    case 'O': k->state_ = SINGLE; break;
    case ']':
    case 'P':
    case 'X':
    case '^':
    case '_':
        k->state_ = STRING;
        k->sequence_[0] = (char)c;
        break;
    case 0x1b: /* rxvt writes Alt as one more ESC */
        if (k->alt_) {
            k->alt_ = false;
            emit_code(k, to, K_ESC, 0);
        }
        k->alt_ = true;
        k->state_ = ESCAPE;
        break;
    default:
        k->alt_ = true;
        k->state_ = GROUND;
        ground(k, to, c);
    }
}

static void begin_paste(struct keys *k)
{
    k->state_ = PASTE;
    k->alt_ = k->paste_cut_ = false;
    k->fence_ = 0;
    buf_clear(&k->paste_);
}

static void sequence(struct keys *k, const struct sink *to, enum sequence_meaning meaning, const struct key *key)
{
    k->state_ = GROUND;
    if (meaning == SEQUENCE_KEY)
        emit(k, to, *key);
    k->alt_ = false;
    if (meaning == SEQUENCE_ANSWER)
        emit(k, to, *key);
    else if (meaning == SEQUENCE_PASTE)
        begin_paste(k);
}

/* A byte that no sequence can hold ends it unread; the byte itself is not lost. */
static void broken(struct keys *k, const struct sink *to, unsigned char c)
{
    k->alt_ = false;
    k->state_ = GROUND;
    ground(k, to, c);
}

static void control(struct keys *k, const struct sink *to, unsigned char c)
{
    bool private_mark = k->sequence_n_ && k->sequence_[0] >= '<' && k->sequence_[0] <= '?';
    if (c == '[' && !k->sequence_n_) {
        k->state_ = LINUX;
    } else if (c == 'M' && !k->sequence_n_) {
        k->state_ = MOUSE;
        k->skip_ = 3;
    } else if ((c >= 0x40 && c <= 0x7e) || (c == '$' && k->sequence_n_ && !private_mark)) {
        struct key key;
        sequence(k, to, sequence_control(k->sequence_, k->sequence_n_, (char)c, &key), &key);
    } else if (c >= 0x20 && c < 0x40) {
        if (k->sequence_n_ < sizeof k->sequence_)
            k->sequence_[k->sequence_n_++] = (char)c;
    } else {
        broken(k, to, c);
    }
}

/* ESC O x: keypad and function keys; a digit before it is a modifier. */
static void single(struct keys *k, const struct sink *to, unsigned char c)
{
    if (c >= '0' && c <= '9' && k->sequence_n_ < 2) {
        k->sequence_[k->sequence_n_++] = (char)c;
        return;
    }
    if (c < 0x40 || c > 0x7e) {
        broken(k, to, c);
        return;
    }
    struct key key;
    sequence(k, to, sequence_single(k->sequence_, k->sequence_n_, (char)c, &key), &key);
}

/* Valid UTF-8 without controls but line feeds and tabs; CR and CR LF become LF. */
static void paste_clean(struct buf *out, const char *p, size_t n)
{
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        int bytes = utf8_decode(p + i, n - i, &cp);
        if (bytes <= 0) {
            i++;
            continue;
        }
        char one[8] = {0};
        memcpy(one, p + i, (size_t)bytes);
        i += (size_t)bytes;
        if (cp == '\r') {
            if (i < n && p[i] == '\n')
                i++;
            one[0] = '\n';
        }
        if (!utf8_has_controls(one, true))
            buf_add(out, one, strlen(one));
    }
}

static void paste_finish(struct keys *k, const struct sink *to)
{
    buf_clear(&k->paste_text_);
    AUTO(buf) struct buf decoded = BUF(KEYS_PASTE_BYTES_MAX * 3);
    struct err e;
    if (k->charset == CHARSET_UTF8)
        paste_clean(&k->paste_text_, buf_str(&k->paste_), k->paste_.n);
    else if (charset_decode(k->charset, buf_str(&k->paste_), k->paste_.n, &decoded, &e) == 0)
        paste_clean(&k->paste_text_, buf_str(&decoded), decoded.n);
    k->alt_ = false;
    emit(k, to, (struct key){.code = K_PASTE, .paste = buf_str(&k->paste_text_), .paste_n = k->paste_text_.n,
                             .paste_cut = k->paste_cut_});
    buf_clear(&k->paste_);
}

static void paste_byte(struct keys *k, char c)
{
    buf_add_char(&k->paste_, c);
    k->paste_cut_ |= k->paste_.full;
}

static void paste(struct keys *k, const struct sink *to, char c)
{
    if (c == paste_end[k->fence_]) {
        if (++k->fence_ == sizeof paste_end - 1)
            paste_finish(k, to);
        return;
    }
    for (size_t i = 0; i < k->fence_; i++)
        paste_byte(k, paste_end[i]);
    k->fence_ = 0;
    if (c == paste_end[0])
        k->fence_ = 1;
    else
        paste_byte(k, c);
}

static void string_byte(struct keys *k, const struct sink *to, unsigned char c)
{
    k->sequence_n_ = 1; /* no longer a lone Alt-] */
    if (k->state_ == STRING_END && c != '\\') {
        k->state_ = ESCAPE;
        escape(k, to, c);
    } else if (k->state_ == STRING_END || c == '\a' || c == 0x18 || c == 0x1a) {
        k->state_ = GROUND;
        k->alt_ = false;
    } else if (c == 0x1b) {
        k->state_ = STRING_END;
    }
}

static void feed_byte(struct keys *k, const struct sink *to, unsigned char c)
{
    switch ((enum state)k->state_) {
    case GROUND: ground(k, to, c); break;
    case ESCAPE: escape(k, to, c); break;
    case STRING:
    case STRING_END: string_byte(k, to, c); break;
    case PASTE: paste(k, to, (char)c); break;
    case MOUSE:
        if (--k->skip_ == 0)
            k->state_ = GROUND;
        break;
    case LINUX:
        k->state_ = GROUND;
        if (c >= 'A' && c <= 'E')
            emit_code(k, to, (enum key_code)(K_F1 + (c - 'A')), 0);
        else
            broken(k, to, c);
        break;
    case CONTROL:
        if (c == 0x1b)
            k->state_ = ESCAPE;
        else
            control(k, to, c);
        break;
    case SINGLE:
        if (c == 0x1b)
            k->state_ = ESCAPE;
        else
            single(k, to, c);
        break;
    }
}

void keys_feed(struct keys *k, const char *p, size_t n, keys_fn *fn, void *user)
{
    const struct sink to = {fn, user};
    for (size_t i = 0; i < n; i++)
        feed_byte(k, &to, (unsigned char)p[i]);
}

int keys_wait_ms(const struct keys *k)
{
    return k->state_ == GROUND ? 0 : k->state_ == PASTE ? KEYS_PASTE_WAIT_MS : k->esc_wait_ms;
}

void keys_flush(struct keys *k, keys_fn *fn, void *user)
{
    const struct sink to = {fn, user};
    bool bare = !k->sequence_n_;
    switch ((enum state)k->state_) {
    case PASTE: paste_finish(k, &to); break;
    case ESCAPE:
        if (k->alt_) {
            k->alt_ = false;
            emit_code(k, &to, K_ESC, 0);
        }
        emit_code(k, &to, K_ESC, 0);
        break;
    case CONTROL:
    case LINUX:
        if (bare)
            emit_char(k, &to, '[', KEY_MOD_ALT);
        break;
    case SINGLE:
        if (bare)
            emit_char(k, &to, 'O', KEY_MOD_ALT);
        break;
    case STRING:
        if (bare)
            emit_char(k, &to, (unsigned char)k->sequence_[0], KEY_MOD_ALT);
        break;
    case GROUND:
    case STRING_END:
    case MOUSE: break;
    }
    k->state_ = GROUND;
    k->alt_ = false;
}
