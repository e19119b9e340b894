#include "core/base/json.h"

#include <string.h>


struct json_writer json_writer_to(struct buf *out)
{
    return (struct json_writer){.out = out};
}

/* A value begins: a comma before it if its level has one already. A key asks for its value to have none. */
static void value(struct json_writer *w)
{
    uint64_t bit = UINT64_C(1) << w->depth_;
    if (w->comma_ & bit)
        buf_add_char(w->out, ',');
    w->comma_ |= bit;
}

static void begin(struct json_writer *w, char bracket)
{
    value(w);
    buf_add_char(w->out, bracket);
    assert(w->depth_ < JSON_DEPTH_MAX);
    w->depth_++;
    w->comma_ &= ~(UINT64_C(1) << w->depth_);
}

static void end(struct json_writer *w, char bracket)
{
    assert(w->depth_ > 0);
    w->depth_--;
    buf_add_char(w->out, bracket);
}

void json_begin_object(struct json_writer *w)
{
    begin(w, '{');
}

void json_end_object(struct json_writer *w)
{
    end(w, '}');
}

void json_begin_array(struct json_writer *w)
{
    begin(w, '[');
}

void json_end_array(struct json_writer *w)
{
    end(w, ']');
}

static void quoted(struct buf *out, const char *s)
{
    static const char brief[] = "btn\0fr"; /* U+0008 to U+000D; U+000B has no short form */
    buf_add_char(out, '"');
    while (*s) {
        size_t plain = 0;
        while ((unsigned char)s[plain] >= 0x20 && s[plain] != '"' && s[plain] != '\\')
            plain++;
        buf_add(out, s, plain);
        s += plain;
        if (!*s)
            break;
        unsigned char c = (unsigned char)*s++;
        char letter = c >= 0x20 ? (char)c : c >= 8 && c <= 13 ? brief[c - 8] : '\0';
        if (letter)
            buf_add(out, (char[]){'\\', letter}, 2);
        else
            buf_printf(out, "\\u%04x", c);
    }
    buf_add_char(out, '"');
}

void json_key(struct json_writer *w, const char *key)
{
    value(w);
    quoted(w->out, key);
    buf_add_char(w->out, ':');
    w->comma_ &= ~(UINT64_C(1) << w->depth_);
}

void json_text(struct json_writer *w, const char *s)
{
    value(w);
    if (s)
        quoted(w->out, s);
    else
        buf_add_str(w->out, "null");
}

void json_int(struct json_writer *w, int64_t v)
{
    value(w);
    buf_printf(w->out, "%lld", (long long)v);
}

void json_bool(struct json_writer *w, bool v)
{
    value(w);
    buf_add_str(w->out, v ? "true" : "false");
}

void json_null(struct json_writer *w)
{
    json_text(w, NULL);
}

void json_raw(struct json_writer *w, const char *json)
{
    value(w);
    buf_add_str(w->out, json);
}

void json_put_text(struct json_writer *w, const char *key, const char *s)
{
    json_key(w, key);
    json_text(w, s);
}

void json_put_int(struct json_writer *w, const char *key, int64_t v)
{
    json_key(w, key);
    json_int(w, v);
}

void json_put_bool(struct json_writer *w, const char *key, bool v)
{
    json_key(w, key);
    json_bool(w, v);
}

const struct json *json_get(const struct json *object, const char *key)
{
    if (!object || object->kind != JSON_OBJECT)
        return NULL;
    for (const struct json *member = object->child; member; member = member->next)
        if (strcmp(member->key, key) == 0)
            return member;
    return NULL;
}

const char *json_get_text(const struct json *object, const char *key)
{
    const struct json *member = json_get(object, key);
    return member && member->kind == JSON_TEXT ? member->text : NULL;
}

int64_t json_get_int(const struct json *object, const char *key, int64_t otherwise)
{
    const struct json *member = json_get(object, key);
    return member && member->kind == JSON_INT ? member->integer : otherwise;
}
