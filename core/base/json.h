/* JSON out (--json, journal bodies) and in (journal bodies, form bodies): objects keep their order, numbers are integers
 * or text, nothing is guessed. Canonical form: no white space, keys in the order written, escapes only where RFC 8259
 * demands them. */
#ifndef SHINSA_BASE_JSON_H
#define SHINSA_BASE_JSON_H

#include "core/base/buf.h"
#include "core/base/err.h"
#include "core/base/mem.h"

/* Writer: json_begin_object(w); json_key(w, "id"); json_int(w, 7); json_end_object(w). Commas are its business. */
struct json_writer {
    struct buf *out;
    uint64_t comma_; /* one bit a level */
    int depth_;
};
/* At most JSON_DEPTH_MAX levels. Texts are valid UTF-8; what does not fit makes out->full. */
struct json_writer json_writer_to(struct buf *out);
void json_begin_object(struct json_writer *w);
void json_end_object(struct json_writer *w);
void json_begin_array(struct json_writer *w);
void json_end_array(struct json_writer *w);
void json_key(struct json_writer *w, const char *key);
void json_text(struct json_writer *w, const char *s); /* NULL writes null */
void json_int(struct json_writer *w, int64_t v);
void json_bool(struct json_writer *w, bool v);
void json_null(struct json_writer *w);
void json_raw(struct json_writer *w, const char *json); /* an already written value */
/* key and value in one call */
void json_put_text(struct json_writer *w, const char *key, const char *s);
void json_put_int(struct json_writer *w, const char *key, int64_t v);
void json_put_bool(struct json_writer *w, const char *key, bool v);

enum json_kind { JSON_NULL, JSON_BOOL, JSON_INT, JSON_TEXT, JSON_ARRAY, JSON_OBJECT };
struct json {
    enum json_kind kind;
    int64_t integer;      /* BOOL, INT */
    const char *text;     /* TEXT; also the spelling of a number with a fraction, kept as TEXT */
    struct json *child;   /* first of ARRAY or OBJECT */
    struct json *next;    /* in its parent */
    const char *key;      /* in an OBJECT */
};
enum { JSON_DEPTH_MAX = 32, JSON_BYTES_MAX = 8 << 20 };
/* Whole text to a tree in the arena. E_INPUT "json.syntax" with the offset: also invalid UTF-8, a lone surrogate, U+0000
 * and two equal keys in one object. E_LIMIT "json.depth", "json.size". */
int json_parse(struct arena *a, const char *text, size_t n, struct json **json_r, struct err *e) WARN_UNUSED;
const struct json *json_get(const struct json *object, const char *key); /* NULL if missing */
const char *json_get_text(const struct json *object, const char *key);   /* NULL if missing or no text */
int64_t json_get_int(const struct json *object, const char *key, int64_t otherwise);

#endif
