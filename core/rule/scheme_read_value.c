/* Scalars of a scheme's files, each with the message that says what it should be. */
#include "core/rule/scheme_read.h"

#include <string.h>

#include "core/base/str.h"
#include "core/rule/value.h"

const char *read_text(struct reader *r, const char *key, const struct yaml *node)
{
    if (node->kind == YAML_SCALAR)
        return node->text;
    read_problem(r, node, NULL, "scheme.not-text", key, NULL);
    return NULL;
}

struct texts read_texts(struct reader *r, const char *key, const struct yaml *node)
{
    LIST(const char *) texts = {0};
    if (node->kind == YAML_LIST)
        for (size_t i = 0; i < node->n; i++) {
            const char *text = read_text(r, key, node->item[i]);
            if (text)
                *LIST_ADD(r->a, &texts) = text;
        }
    else {
        const char *text = read_text(r, key, node);
        if (text)
            *LIST_ADD(r->a, &texts) = text;
    }
    return (struct texts){(const char *const *)texts.at, texts.n};
}

/* [A-Za-z][A-Za-z0-9_.-]*, at most 40 bytes */
static bool is_id(const char *id)
{
    size_t n = strlen(id);
    const char *letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    return n > 0 && n <= 40 && strspn(id, letters) > 0 &&
           strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-") == n;
}

const char *read_id(struct reader *r, const char *key, const struct yaml *node)
{
    const char *id = read_text(r, key, node);
    if (id && !is_id(id)) {
        read_problem(r, node, NULL, "scheme.not-id", id, NULL);
        return NULL;
    }
    return id;
}

bool read_bool(struct reader *r, const char *key, const struct yaml *node, bool *to)
{
    if (node->kind == YAML_SCALAR && !node->quoted && (str_eq(node->text, "true") || str_eq(node->text, "false"))) {
        *to = str_eq(node->text, "true");
        return true;
    }
    read_problem(r, node, NULL, "scheme.not-bool", key, node->text, NULL);
    return false;
}

bool read_int(struct reader *r, const char *key, const struct yaml *node, int64_t min, int64_t max, int64_t *to)
{
    char digits[24];
    size_t n = 0;
    for (const char *p = node->text; *p && n < sizeof digits - 1; p++)
        if (*p != '_')
            digits[n++] = *p;
    digits[n] = '\0';
    if (node->kind == YAML_SCALAR && str_to_int(digits, min, max, to))
        return true;
    read_problem(r, node, NULL, "scheme.not-int", key, node->text, NULL);
    return false;
}

bool read_date(struct reader *r, const char *key, const struct yaml *node, struct date *to)
{
    if (node->kind == YAML_SCALAR && date_from_iso(node->text, to))
        return true;
    read_problem(r, node, NULL, "scheme.not-date", key, node->text, NULL);
    return false;
}

bool read_period(struct reader *r, const char *key, const struct yaml *node, struct period *to)
{
    if (node->kind == YAML_SCALAR && value_period_read(node->text, to) && to->n >= 0)
        return true;
    read_problem(r, node, NULL, "scheme.not-period", key, node->text, NULL);
    return false;
}

void read_formula(struct reader *r, const char *key, const struct yaml *node, int want, struct formula *to)
{
    const char *text = read_text(r, key, node);
    if (!text)
        return;
    *to = (struct formula){.text = text, .at = yaml_place(node, 0)};
    *LIST_ADD(r->work, &r->formulas) = (struct formula_use){
        .formula = to, .node = node, .want = want, .scope = r->scope, .list = r->scope_list, .key = key};
}

void read_merge(struct reader *r, const char *key, const struct yaml *node, bool printed, struct merge *to)
{
    const char *text = read_text(r, key, node);
    if (!text)
        return;
    *to = (struct merge){.text = text, .at = yaml_place(node, 0)};
    *LIST_ADD(r->work, &r->formulas) = (struct formula_use){
        .merge = to, .node = node, .scope = r->scope, .list = r->scope_list, .key = key, .printed = printed};
}

/* "enum(a,b)" or "a,b": the words between the commas */
static struct texts split_words(struct reader *r, struct str words)
{
    LIST(const char *) texts = {0};
    struct str rest = words, piece;
    while (str_split(&rest, ',', &piece)) {
        while (piece.n > 0 && *piece.p == ' ')
            piece = (struct str){piece.p + 1, piece.n - 1};
        while (piece.n > 0 && piece.p[piece.n - 1] == ' ')
            piece.n--;
        *LIST_ADD(r->a, &texts) = arena_strndup(r->a, piece.p, piece.n);
    }
    return (struct texts){(const char *const *)texts.at, texts.n};
}

void read_choices(struct reader *r, const char *key, const struct yaml *node, struct texts *choices_r,
                  struct texts *labels_r)
{
    bool labelled = false;
    for (size_t i = 0; i < node->n && node->kind == YAML_LIST; i++)
        labelled = labelled || node->item[i]->kind == YAML_MAP;
    *labels_r = (struct texts){NULL, 0};
    if (!labelled) {
        *choices_r = read_texts(r, key, node);
        return;
    }
    const char **ids = ARENA_ARRAY(r->a, const char *, node->n), **labels = ARENA_ARRAY(r->a, const char *, node->n);
    for (size_t i = 0; i < node->n; i++) {
        const struct yaml *item = node->item[i];
        const struct yaml *id = item->kind == YAML_MAP ? yaml_get(item, "id") : item;
        const struct yaml *label = item->kind == YAML_MAP ? yaml_get(item, "label") : item;
        if (!id || !label)
            read_problem(r, item, NULL, "scheme.missing-key", id ? "label" : "id", key, NULL);
        ids[i] = id ? read_text(r, key, id) : "";
        labels[i] = label ? read_text(r, key, label) : "";
    }
    *choices_r = (struct texts){ids, node->n};
    *labels_r = (struct texts){labels, node->n};
}

static const char *const type_words[] = {"bool", "int", "decimal", "yen", "text", "date", "period", "enum", "list"};

static bool type_of_word(const char *word, enum value_type *type_r)
{
    if (str_eq(word, "enum")) {
        *type_r = VALUE_TEXT;
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(type_words); i++)
        if (str_eq(word, type_words[i]))
            return value_type_named(word, type_r);
    return false;
}

bool read_type(struct reader *r, const char *key, const struct yaml *node, struct type *to)
{
    const char *text = read_text(r, key, node);
    if (!text)
        return false;
    const char *open = strchr(text, '(');
    size_t n = strlen(text);
    const char *word = open ? arena_strndup(r->a, text, (size_t)(open - text)) : text;
    struct type type = {0};
    bool known = type_of_word(word, &type.type) && (!open || text[n - 1] == ')');
    if (known && open) {
        struct texts inside = split_words(r, (struct str){open + 1, n - (size_t)(open - text) - 2});
        if (type.type == VALUE_LIST)
            known = inside.n == 1 && type_of_word(inside.at[0], &type.of);
        else if (str_eq(word, "enum") && inside.n > 0) {
            type.choices = inside.at;
            type.n_choices = inside.n;
        } else
            known = false;
    }
    if (!known) {
        read_problem(r, node, str_nearest(word, type_words, COUNT_OF(type_words)), "scheme.unknown-type", text, NULL);
        return false;
    }
    if (type.type == VALUE_LIST && type.of == VALUE_UNDEFINED)
        type.of = VALUE_TEXT;
    *to = type;
    return true;
}

void read_label(struct reader *r, const char *key, const struct yaml *node, const char **label)
{
    if (node->kind != YAML_MAP) {
        label[0] = read_text(r, key, node);
        return;
    }
    for (size_t i = 0; i < node->n; i++) {
        const struct yaml_entry *entry = &node->entry[i];
        if (str_eq(entry->key, "ja"))
            label[0] = read_text(r, key, entry->value);
        else if (str_eq(entry->key, "en"))
            label[1] = read_text(r, key, entry->value);
        else
            problem_add(r->problems, entry->at, "read", "ja", "scheme.unknown-key", entry->key, key, NULL);
    }
}

void read_word(struct reader *r, const struct key *key, const struct yaml *node, int *to)
{
    const char *text = read_text(r, key->name, node);
    if (!text)
        return;
    const char *names[16];
    size_t n = 0;
    for (const struct key_word *word = key->words; word->word; word++) {
        if (str_eq(word->word, text)) {
            *to = word->value;
            return;
        }
        if (n < COUNT_OF(names))
            names[n++] = word->word;
    }
    const char *list = "";
    for (size_t i = 0; i < n; i++)
        list = arena_printf(r->a, "%s%s%s", list, i ? ", " : "", names[i]);
    read_problem(r, node, str_nearest(text, names, n), "scheme.unknown-word", text, key->name, list, NULL);
}
