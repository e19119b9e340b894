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

static bool is_number(enum field_type type)
{
    return type == FIELD_ID || type == FIELD_INT || type == FIELD_YEN || type == FIELD_BOOL;
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
        if (is_number(field->type))
            json_raw(w, text);
        else if (personal)
            json_text(w, hide(path, field, text, values, digest, a));
        else
            json_text(w, *text == '#' ? arena_printf(a, "#%s", text) : text); /* # alone marks a digest */
    }
    json_end_object(w);
    json_end_object(w);
}

static int unreadable(const struct record_type *type, const char *field, struct err *e)
{
    return err_set(e, E_INPUT, "journal.body", type ? type->name : "", field, NULL);
}

/* The value behind a digest; "" if it was erased. */
static int reveal(const struct record_type *type, const struct record_field *field, const char *digest,
                  const struct private_values *values, size_t *slot, size_t *n_erased, const char **text_r, struct err *e)
{
    const struct private_value *v = *slot < values->n ? &values->at[*slot] : NULL;
    ++*slot;
    if (!v || v->slot != (int64_t)*slot || !str_eq(v->field, field->name))
        return err_set(e, E_INPUT, "journal.value-missing", type->name, field->name, NULL);
    if (!v->value) {
        ++*n_erased;
        *text_r = "";
        return 0;
    }
    char hex[SHA256_HEX_BYTES];
    struct sha256 actual = change_digest(v);
    if (digest[0] != '#' || !str_eq(digest + 1, sha256_hex(&actual, hex)))
        return err_set(e, E_INPUT, "journal.digest", type->name, field->name, NULL);
    *text_r = v->value;
    return 0;
}

static bool set_number(void *record, const struct record_field *field, int64_t v)
{
    void *at = (char *)record + field->offset;
    if (field->type == FIELD_BOOL) {
        *(bool *)at = v != 0;
        return v == 0 || v == 1;
    }
    if (field->type == FIELD_YEN)
        ((struct yen *)at)->v = v;
    else
        *(int64_t *)at = v;
    return true;
}

int change_read(const struct json *json, const struct private_values *values, size_t *slot, size_t *n_erased, struct arena *a,
                struct change *c_r, struct err *e)
{
    const char *table = json_get_text(json, "t");
    const struct record_type *type = table ? record_type_named(table) : NULL;
    const struct json *put = json_get(json, "r"), *removed = json_get(json, "x");
    const struct json *fields = put ? put : removed;
    if (!type || !fields || fields->kind != JSON_OBJECT)
        return unreadable(type, "", e);
    void *record = arena_alloc(a, type->size);
    record_init(type, record);
    const struct record_field *field = type->fields, *end = type->fields + type->n_fields;
    for (const struct json *member = fields->child; member; member = member->next, field++) {
        /* Fields stand in their order, so the next one is ahead. */
        while (field < end && !str_eq(field->name, member->key))
            field++;
        if (field == end)
            return unreadable(type, member->key, e);
        bool fits;
        if (is_number(field->type)) {
            fits = member->kind == JSON_INT && set_number(record, field, member->integer);
        } else if (member->kind == JSON_TEXT && (field->flags & FIELD_PERSONAL)) {
            const char *text = "";
            int rc = reveal(type, field, member->text, values, slot, n_erased, &text, e);
            if (rc)
                return rc;
            fits = record_set_text(record, field, text);
        } else {
            fits = member->kind == JSON_TEXT && record_set_text(record, field, member->text + (*member->text == '#'));
        }
        if (!fits)
            return unreadable(type, member->key, e);
    }
    *c_r = (struct change){type, record, !put};
    return 0;
}
