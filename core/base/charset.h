/* Other encodings at the edges, through iconv: CP932 (never SHIFT_JIS) and EUC-JP-MS (never EUC-JP). */
#ifndef SHINSA_BASE_CHARSET_H
#define SHINSA_BASE_CHARSET_H

#include "core/base/buf.h"
#include "core/base/err.h"

enum charset { CHARSET_UTF8, CHARSET_CP932, CHARSET_EUCJP, CHARSET_COUNT };

/* "utf-8", "cp932", "shift_jis", "windows-31j", "euc-jp", ...; false if unknown. */
bool charset_from_name(const char *name, enum charset *charset_r);
const char *charset_name(enum charset charset);
/* Whole input to UTF-8, added to out. E_INPUT "charset.bad-byte" names the set and the offset of the first bad byte (a NUL
 * is one), E_IO "charset.missing" a set the system has no table for; out is then unchanged. Wave dash, minus and their
 * like arrive as the full-width ones (～ －). Controls are the caller's business: utf8_has_controls. */
int charset_decode(enum charset from, const char *p, size_t n, struct buf *out, struct err *e) WARN_UNUSED;

/* What charset_encode could not write. */
struct charset_loss {
    size_t count;      /* characters replaced by 〓, or written without their variation selector */
    char first[8];     /* the first of them, ended */
    size_t offset;     /* its byte offset in the input */
};
/* UTF-8 to a charset; wave dash, minus and their like are mapped to what the charset has; the rest becomes 〓 and is
 * counted. Never fails on text; full buffers say so themselves. */
void charset_encode(enum charset to, const char *s, struct buf *out, struct charset_loss *loss_r);

#endif
