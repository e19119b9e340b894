#include "core/app/change_read.h"

#include <string.h>

#include "core/base/str.h"
#include "core/base/utf8.h"

enum { DIGEST_TEXT_BYTES = SHA256_HEX_BYTES };

struct change_reader change_reader_of(struct str body, struct private_values values, struct arena *a)
{
    return (struct change_reader){.values = values, .at_ = body.p, .end_ = body.p + body.n, .a_ = a};
}

static int no_body(struct err *e)
{
    return err_set(e, E_INPUT, "verify.body", NULL);
}

static int unreadable(const struct record_type *type, struct str field, struct change_reader *r, struct err *e)
{
    return err_set(e, E_INPUT, "journal.body", type ? type->name : "", arena_strndup(r->a_, field.p, field.n), NULL);
}

static bool take(struct change_reader *r, const char *text, size_t n)
{
    if ((size_t)(r->end_ - r->at_) < n || memcmp(r->at_, text, n) != 0)
        return false;
    r->at_ += n;
    return true;
}
#define TAKE(r, text) take((r), (text), sizeof(text) - 1)

/* After the opening quote. Rarely a text holds escapes: then the general reader has it. */
static bool take_text(struct change_reader *r, struct str *text_r)
{
    const char *from = r->at_, *at = from;
    while (at < r->end_ && *at != '"' && *at != '\\' && (unsigned char)*at >= 0x20)
        at++;
    bool plain = at < r->end_ && *at == '"';
    while (at < r->end_ && *at != '"')
        at += *at == '\\' ? 2 : 1;
    if (at >= r->end_)
        return false;
    r->at_ = at + 1;
    *text_r = (struct str){from, (size_t)(at - from)};
    if (plain)
        return true;
    struct json *json;
    struct err unreadable_;
    if (json_parse(r->a_, from - 1, (size_t)(r->at_ - from) + 1, &json, &unreadable_) || json->kind != JSON_TEXT)
        return false;
    *text_r = str_of(json->text);
    return true;
}

/* As %lld writes it, and nothing else. */
static bool take_number(struct change_reader *r, int64_t *number_r)
{
    bool minus = TAKE(r, "-");
    const char *from = r->at_;
    int64_t v = 0;
    for (; r->at_ < r->end_ && *r->at_ >= '0' && *r->at_ <= '9'; r->at_++)
        if (__builtin_mul_overflow(v, 10, &v) || __builtin_sub_overflow(v, *r->at_ - '0', &v)) /* downwards: the least has no opposite */
            return false;
    if (r->at_ == from || (*from == '0' && (minus || r->at_ - from > 1)) || (!minus && v == INT64_MIN))
        return false;
    *number_r = minus ? v : -v;
    return true;
}

/* The value behind a digest; "" if it was erased. */
static int reveal(const struct record_type *type, const struct record_field *field, struct str digest, struct change_reader *r,
                  struct str *text_r, struct err *e)
{
    const struct private_value *v = r->n_values < r->values.n ? &r->values.at[r->n_values] : NULL;
    r->n_values++;
    if (!v || v->slot != (int64_t)r->n_values || !str_eq(v->field, field->name))
        return err_set(e, E_INPUT, "journal.value-missing", type->name, field->name, NULL);
    if (!v->value) {
        r->n_erased++;
        *text_r = (struct str){"", 0};
        return 0;
    }
    char hex[SHA256_HEX_BYTES];
    struct sha256 actual = change_digest(v);
    sha256_hex(&actual, hex);
    if (digest.n != DIGEST_TEXT_BYTES || digest.p[0] != '#' || memcmp(digest.p + 1, hex, DIGEST_TEXT_BYTES - 1) != 0)
        return err_set(e, E_INPUT, "journal.digest", type->name, field->name, NULL);
    *text_r = str_of(v->value);
    return 0;
}

static int take_value(struct change_reader *r, const struct record_type *type, const struct record_field *field,
                      struct record_value *value_r, struct err *e)
{
    struct record_value v = {0};
    bool fits;
    if (field_is_number(field->type)) {
        fits = take_number(r, &v.number);
    } else {
        fits = TAKE(r, "\"") && take_text(r, &v.text);
        if (fits && (field->flags & FIELD_PERSONAL)) {
            int rc = reveal(type, field, v.text, r, &v.text, e);
            if (rc)
                return rc;
        } else if (fits && v.text.n && v.text.p[0] == '#') {
            v.text = (struct str){v.text.p + 1, v.text.n - 1};
        }
    }
    if (!fits || !record_value_fits(field, &v))
        return unreadable(type, str_of(field->name), r, e);
    *value_r = v;
    return 0;
}

/* After the opening brace of the record. Fields stand in their order, so the next one is ahead. */
static int take_fields(struct change_reader *r, struct change_text *c, struct err *e)
{
    size_t i = 0;
    const struct record_type *type = c->type;
    memset(c->value, 0, type->n_fields * sizeof c->value[0]);
    if (TAKE(r, "}"))
        return 0;
    do {
        struct str name;
        if (!TAKE(r, "\"") || !take_text(r, &name) || !TAKE(r, ":"))
            return no_body(e);
        while (i < type->n_fields && !str_is(name, type->fields[i].name))
            i++;
        if (i == type->n_fields)
            return unreadable(type, name, r, e);
        int rc = take_value(r, type, &type->fields[i], &c->value[i], e);
        if (rc)
            return rc;
        i++;
    } while (TAKE(r, ","));
    return TAKE(r, "}") ? 0 : no_body(e);
}

static const struct record_type *type_named(struct str name)
{
    size_t n;
    const struct record_type *const *types = record_types(&n);
    for (size_t i = 0; i < n; i++)
        if (types[i]->name[0] == name.p[0] && str_is(name, types[i]->name))
            return types[i];
    return NULL;
}

/* What stands behind the changes: a note, which the general reader proves, and the end. */
static int take_rest(struct change_reader *r, struct err *e)
{
    if (TAKE(r, ",\"note\":")) {
        struct json *note;
        struct err unreadable_;
        if (r->end_ == r->at_ || json_parse(r->a_, r->at_, (size_t)(r->end_ - r->at_) - 1, &note, &unreadable_))
            return no_body(e);
        r->at_ = r->end_ - 1;
    }
    return TAKE(r, "}") && r->at_ == r->end_ ? 0 : no_body(e);
}

int change_next(struct change_reader *r, struct change_text *c_r, struct err *e)
{
    struct str table;
    bool first = !r->begun_;
    if (first && (!utf8_valid(r->at_, (size_t)(r->end_ - r->at_)) || !TAKE(r, "{\"changes\":[")))
        return no_body(e);
    r->begun_ = true;
    if (TAKE(r, "]"))
        return take_rest(r, e);
    if ((!first && !TAKE(r, ",")) || !TAKE(r, "{\"t\":\"") || !take_text(r, &table) || !TAKE(r, ",\""))
        return no_body(e);
    c_r->type = type_named(table);
    if (!c_r->type)
        return unreadable(NULL, table, r, e);
    c_r->removed = r->at_ < r->end_ && *r->at_ == 'x';
    if (!TAKE(r, "x\":{") && !TAKE(r, "r\":{"))
        return no_body(e);
    int rc = take_fields(r, c_r, e);
    if (rc)
        return rc;
    return TAKE(r, "}") ? 1 : no_body(e);
}
