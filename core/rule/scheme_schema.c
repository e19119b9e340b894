/* JSON Schema of the files, for editors, from the tables that read them. */
#include "core/base/json.h"
#include "core/base/str.h"
#include "core/rule/scheme_read.h"
#include "core/rule/scheme_show.h"

enum { SCHEMA_DEPTH_MAX = 5 };

static void put_type(struct json_writer *w, const char *type)
{
    json_put_text(w, "type", type);
}

static void put_types(struct json_writer *w, const char *const *types, size_t n)
{
    json_key(w, "type");
    json_begin_array(w);
    for (size_t i = 0; i < n; i++)
        json_text(w, types[i]);
    json_end_array(w);
}

static void put_words(struct json_writer *w, const struct key_word *words)
{
    json_key(w, "enum");
    json_begin_array(w);
    for (; words->word; words++)
        json_text(w, words->word);
    json_end_array(w);
}

static void put_table(struct json_writer *w, const struct key_table *table, int depth);

static void put_list(struct json_writer *w, const struct key_table *table, int depth)
{
    put_type(w, "array");
    json_key(w, "items");
    json_begin_object(w);
    put_table(w, table, depth + 1);
    json_end_object(w);
}

static void put_key(struct json_writer *w, const struct key *key, int depth)
{
    static const char *const formula[] = {"string", "number", "boolean"};
    static const char *const texts[] = {"string", "array"};
    json_key(w, key->name);
    json_begin_object(w);
    json_put_text(w, "description", key->help);
    switch (key->kind) {
    case KEY_BOOL: put_type(w, "boolean"); break;
    case KEY_INT:
    case KEY_YEN: put_type(w, "integer"); break;
    case KEY_WORD: put_words(w, key->words); break;
    case KEY_TEXTS:
    case KEY_PERIODS: put_types(w, texts, COUNT_OF(texts)); break;
    case KEY_FORMULA: put_types(w, formula, COUNT_OF(formula)); break;
    case KEY_SET:
    case KEY_NAMED_TEXTS:
    case KEY_NAMED_FORMULAS: put_type(w, "object"); break;
    case KEY_MAP: put_table(w, key->table, depth + 1); break;
    case KEY_LIST: put_list(w, key->table, depth); break;
    case KEY_OTHER: break;
    default: put_type(w, "string"); break;
    }
    json_end_object(w);
}

static void put_head(struct json_writer *w)
{
    static const struct key head[] = {
        {"id", KEY_TEXT, .help = "unique in its list"},
        {"label", KEY_OTHER, .help = "what people read: a text, or {ja, en}"},
        {"label_en", KEY_TEXT, .help = "the label in English"},
        {"src", KEY_TEXT, .help = "article or heading"},
        {"req", KEY_TEXTS, .help = "requirements it fulfils"},
        {"help", KEY_TEXT, .help = "more words for people"},
    };
    for (size_t i = 0; i < COUNT_OF(head); i++)
        put_key(w, &head[i], 0);
}

/* Nothing is `required`: a version that extends another says only what differs. */
static void put_table(struct json_writer *w, const struct key_table *table, int depth)
{
    put_type(w, "object");
    json_put_text(w, "title", table->name);
    if (depth > SCHEMA_DEPTH_MAX)
        return;
    json_key(w, "properties");
    json_begin_object(w);
    if (table->is_rule)
        put_head(w);
    for (size_t i = 0; i < table->n_keys; i++)
        put_key(w, &table->keys[i], depth);
    json_end_object(w);
    json_put_bool(w, "additionalProperties", table->unknown != NULL);
}

bool scheme_schema(const char *file, struct buf *out)
{
    for (size_t i = 0; i < n_scheme_files; i++) {
        if (!str_eq(scheme_files[i].name, file))
            continue;
        struct json_writer w = json_writer_to(out);
        json_begin_object(&w);
        json_put_text(&w, "$schema", "https://json-schema.org/draft/2020-12/schema");
        json_put_text(&w, "description", scheme_files[i].help);
        put_table(&w, scheme_files[i].table, 0);
        json_end_object(&w);
        return true;
    }
    return false;
}
