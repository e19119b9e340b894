#include "core/base/charset.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <iconv.h>
#include <uninorm.h>

#include "core/base/utf8.h"

/* The names iconv may know a set by, best first: glibc has EUC-JP-MS, GNU libiconv only plain EUC-JP. */
static const char *const iconv_names[CHARSET_COUNT][3] = {
    [CHARSET_UTF8] = {"UTF-8"},
    [CHARSET_CP932] = {"CP932"},
    [CHARSET_EUCJP] = {"EUC-JP-MS", "CP51932", "EUC-JP"},
};

bool charset_from_name(const char *name, enum charset *charset_r)
{
    static const struct {
        const char *name;
        enum charset charset;
    } names[] = {
        {"utf-8", CHARSET_UTF8},        {"utf8", CHARSET_UTF8},    {"cp932", CHARSET_CP932},
        {"ms932", CHARSET_CP932},       {"sjis", CHARSET_CP932},   {"shift_jis", CHARSET_CP932},
        {"shift-jis", CHARSET_CP932},   {"windows-31j", CHARSET_CP932}, {"euc-jp", CHARSET_EUCJP},
        {"eucjp", CHARSET_EUCJP},       {"euc-jp-ms", CHARSET_EUCJP},   {"eucjp-ms", CHARSET_EUCJP},
        {"cp51932", CHARSET_EUCJP},     {"ujis", CHARSET_EUCJP},
    };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (strcasecmp(name, names[i].name) == 0) {
            *charset_r = names[i].charset;
            return true;
        }
    }
    return false;
}

const char *charset_name(enum charset charset)
{
    static const char *const names[CHARSET_COUNT] = {"UTF-8", "CP932", "EUC-JP"};
    assert(charset < CHARSET_COUNT);
    return names[charset];
}

/* A conversion, or (iconv_t)-1 where the system lacks the tables. */
static iconv_t open_conversion(enum charset charset, bool decode)
{
    iconv_t cd = (iconv_t)-1;
    for (size_t i = 0; i < COUNT_OF(iconv_names[0]) && iconv_names[charset][i] && cd == (iconv_t)-1; i++)
        cd = decode ? iconv_open("UTF-8", iconv_names[charset][i]) : iconv_open(iconv_names[charset][i], "UTF-8");
    return cd;
}

static int bad_byte(enum charset from, size_t offset, struct err *e)
{
    char where[24];
    snprintf(where, sizeof where, "%zu", offset);
    return err_set(e, E_INPUT, "charset.bad-byte", charset_name(from), where, NULL);
}

/* Bytes of p[n] that could be decoded into out: n, or where the first bad one stands. */
static size_t decode_into(iconv_t cd, const char *p, size_t n, struct buf *out)
{
    char *in = (char *)(uintptr_t)p; /* iconv's prototype lacks the const, not its behaviour */
    size_t left = n;
    while (left > 0 && !out->full) {
        char text[4096], *to = text;
        size_t room = sizeof text;
        size_t rc = iconv(cd, &in, &left, &to, &room);
        buf_add(out, text, sizeof text - room);
        if (rc == (size_t)-1 && errno != E2BIG)
            return n - left;
    }
    return n;
}

int charset_decode(enum charset from, const char *p, size_t n, struct buf *out, struct err *e)
{
    const char *nul = n ? memchr(p, '\0', n) : NULL;
    size_t good = nul ? (size_t)(nul - p) : n; /* a text holds no NUL in any of the sets */
    if (from == CHARSET_UTF8) {
        size_t valid = utf8_valid_prefix(p, good);
        if (valid < n)
            return bad_byte(from, valid, e);
        buf_add(out, p, n);
        return 0;
    }
    iconv_t cd = open_conversion(from, true);
    if (cd == (iconv_t)-1)
        return err_set(e, E_IO, "charset.missing", charset_name(from), NULL);
    AUTO(buf) struct buf text = BUF(out->max);
    size_t decoded = decode_into(cd, p, good, &text);
    iconv_close(cd);
    if (decoded < n)
        return bad_byte(from, decoded, e);
    if (text.full)
        out->full = true;
    else
        buf_add(out, text.p, text.n);
    return 0;
}

/* What may be written for a character in its place, or NULL. */
static const char *twin_of(uint32_t cp)
{
    static const struct {
        uint32_t cp;
        const char *text;
    } twins[] = {
#define TWIN(cp, text) {cp, text},
#include "core/base/charset_twin.def"
#undef TWIN
    };
    for (size_t i = 0; i < COUNT_OF(twins); i++)
        if (twins[i].cp == cp)
            return twins[i].text;
    return NULL;
}

static bool encode_into(iconv_t cd, const char *p, size_t n, struct buf *out)
{
    char bytes[16], *to = bytes, *in = (char *)(uintptr_t)p;
    size_t room = sizeof bytes;
    if (cd == (iconv_t)-1 || iconv(cd, &in, &n, &to, &room) != 0) {
        if (cd != (iconv_t)-1)
            iconv(cd, NULL, NULL, NULL, NULL);
        return false;
    }
    buf_add(out, bytes, sizeof bytes - room);
    return true;
}

static void count_loss(struct charset_loss *loss, const char *text, size_t at, size_t n)
{
    if (loss->count++ > 0)
        return;
    if (n >= sizeof loss->first)
        n = sizeof loss->first - 1;
    memcpy(loss->first, text + at, n);
    loss->first[n] = '\0';
    loss->offset = at;
}

/* The character at s[at] with the sound mark or the variation selector behind it; the bytes of both. */
static size_t take_character(const char *s, size_t at, size_t n, uint32_t *cp_r, bool *varied_r)
{
    uint32_t next = 0;
    int length = utf8_decode(s + at, n - at, cp_r);
    if (length <= 0)
        return 0;
    int more = utf8_decode(s + at + length, n - at - (size_t)length, &next);
    *varied_r = more > 0 && utf8_is_variation_selector(next);
    uint32_t joined = more > 0 && (next == 0x3099 || next == 0x309A) ? uc_composition(*cp_r, next) : 0;
    if (joined)
        *cp_r = joined;
    return (size_t)length + (joined || *varied_r ? (size_t)more : 0);
}

static void encode_all(iconv_t cd, const char *s, struct buf *out, struct charset_loss *loss)
{
    static const char geta[] = "\xE3\x80\x93"; /* U+3013: what Japanese type sets for a missing character */
    size_t n = strlen(s);
    for (size_t at = 0; at < n;) {
        uint32_t cp;
        bool varied = false;
        size_t length = take_character(s, at, n, &cp, &varied);
        bool lost = length == 0 || varied; /* without its selector the glyph is lost, the character is not */
        if (length == 0) {
            length = 1;
            cp = 0xFFFD;
        }
        const char *twin = twin_of(cp);
        char text[4];
        size_t bytes = twin ? strlen(twin) : (size_t)utf8_encode(cp, text);
        if (cp < 0x80) {
            buf_add_char(out, (char)cp);
        } else if (!encode_into(cd, twin ? twin : text, bytes, out)) {
            lost = true;
            if (!encode_into(cd, geta, sizeof geta - 1, out))
                buf_add_char(out, '?');
        }
        if (lost)
            count_loss(loss, s, at, length);
        at += length;
    }
}

void charset_encode(enum charset to, const char *s, struct buf *out, struct charset_loss *loss_r)
{
    *loss_r = (struct charset_loss){0};
    if (to == CHARSET_UTF8) {
        buf_add_str(out, s);
        return;
    }
    iconv_t cd = open_conversion(to, false);
    encode_all(cd, s, out, loss_r);
    if (cd != (iconv_t)-1)
        iconv_close(cd);
}
