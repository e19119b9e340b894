#include "core/app/change.h"

#include <string.h>

#include "core/base/str.h"

struct change_set change_set_in(struct arena *a)
{
    return (struct change_set){.a = a};
}

static bool same_key(const struct record_type *type, const void *a, const void *b)
{
    char to_a[DATE_TEXT_BYTES], to_b[DATE_TEXT_BYTES];
    for (size_t i = 0; i < type->n_fields; i++)
        if (type->fields[i].flags & FIELD_KEY &&
            !str_eq(record_get_text(a, &type->fields[i], to_a), record_get_text(b, &type->fields[i], to_b)))
            return false;
    return true;
}

static void add(struct change_set *set, const struct record_type *type, const void *record, bool removed)
{
    struct change *c = NULL;
    for (size_t i = 0; i < set->change.n && !c; i++)
        if (set->change.at[i].type == type && same_key(type, set->change.at[i].record, record))
            c = &set->change.at[i];
    if (!c) {
        c = LIST_ADD(set->a, &set->change);
        c->type = type;
        c->record = arena_alloc(set->a, type->size);
    }
    memcpy(c->record, record, type->size);
    c->removed = removed;
}

void change_put(struct change_set *set, const struct record_type *type, const void *record)
{
    add(set, type, record, false);
}

void change_remove(struct change_set *set, const struct record_type *type, const void *key)
{
    add(set, type, key, true);
}

const char *change_record_path(const struct record_type *type, const void *record, struct arena *a)
{
    AUTO(buf) struct buf path = BUF(4096);
    char to[DATE_TEXT_BYTES];
    buf_printf(&path, "/%s", type->name);
    for (size_t i = 0; i < type->n_fields; i++) {
        if (!(type->fields[i].flags & FIELD_KEY))
            continue;
        buf_add_char(&path, '/');
        for (const char *s = record_get_text(record, &type->fields[i], to); *s; s++) {
            if (*s == '~' || *s == '/')
                buf_add_str(&path, *s == '~' ? "~0" : "~1");
            else
                buf_add_char(&path, *s);
        }
    }
    return arena_strndup(a, buf_str(&path), path.n);
}

struct sha256 change_digest(const struct private_value *v)
{
    const struct sha256_piece pieces[] = {{v->salt, sizeof v->salt}, {v->value, strlen(v->value)}, {NULL, 0}};
    return sha256_of_pieces(pieces);
}

static bool is_empty(const struct record_field *field, const void *record)
{
    const void *at = (const char *)record + field->offset;
    switch (field->type) {
    case FIELD_ID:
    case FIELD_INT:
    case FIELD_INSTANT:
        return *(const int64_t *)at == 0;
    case FIELD_YEN:
        return ((const struct yen *)at)->v == 0;
    case FIELD_BOOL:
        return !*(const bool *)at;
    case FIELD_TEXT:
        return !**(const char *const *)at;
    case FIELD_DATE:
        return date_is_none(*(const struct date *)at);
    case FIELD_TYPE_COUNT:
        break;
    }
    assert(!"a field of no type");
    return true;
}

static void draw_salt(struct change_values *values, uint8_t salt[PRIVATE_SALT_BYTES])
{
    if (!values->left) {
        random_bytes(values->random, sizeof values->random);
        values->left = sizeof values->random;
    }
    memcpy(salt, values->random + sizeof values->random - values->left, PRIVATE_SALT_BYTES);
    values->left -= PRIVATE_SALT_BYTES;
}

/* Keeps the value beside the text; returns the digest that stands in it. */
static const char *hide(const char *path, const struct record_field *field, const char *text, struct change_values *values,
                        char to[SHA256_HEX_BYTES + 1], struct arena *a)
{
    struct private_value *v = LIST_ADD(a, &values->value);
    *v = (struct private_value){.slot = (int64_t)values->value.n, .record = path, .field = field->name, .value = text};
    draw_salt(values, v->salt);
    struct sha256 digest = change_digest(v);
    to[0] = '#';
    sha256_hex(&digest, to + 1);
    return to;
}

void change_write(const struct change *c, struct json_writer *w, struct change_values *values, struct arena *a)
{
    char to[DATE_TEXT_BYTES], digest[SHA256_HEX_BYTES + 1];
    const char *path = NULL;
    json_begin_object(w);
    json_put_text(w, "t", c->type->name);
    json_key(w, c->removed ? "x" : "r");
    json_begin_object(w);
    for (size_t i = 0; i < c->type->n_fields; i++) {
        const struct record_field *field = &c->type->fields[i];
        if (is_empty(field, c->record) || (c->removed && !(field->flags & FIELD_KEY)))
            continue;
        const char *text = record_get_text(c->record, field, to);
        json_key(w, field->name);
        bool personal = field->flags & FIELD_PERSONAL;
        if (personal && !path)
            path = change_record_path(c->type, c->record, a);
        if (field_is_number(field->type))
            json_raw(w, text);
        else if (personal)
            json_text(w, hide(path, field, text, values, digest, a));
        else
            json_text(w, *text == '#' ? arena_printf(a, "#%s", text) : text); /* # alone marks a digest */
    }
    json_end_object(w);
    json_end_object(w);
}
