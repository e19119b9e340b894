#include "core/rule/scheme_read.h"

#include <string.h>

#include "core/base/str.h"

enum { KEYS_MAX = 80 };

void span_put(void *span, const void *at, size_t n)
{
    struct {
        const void *at;
        size_t n;
    } put;
    put.at = at;
    put.n = n;
    static_assert(sizeof put == sizeof(SPAN(struct rule)), "every SPAN is a pointer and a number");
    memcpy(span, &put, sizeof put);
}

void read_ref(struct reader *r, enum ref_kind kind, const char *id, struct where at)
{
    if (kind != REF_NONE && id)
        *LIST_ADD(r->work, &r->refs) = (struct reference){kind, id, r->machine, at};
}

static void read_set(struct reader *r, const struct key *key, const struct yaml *node, void *to)
{
    if (node->kind != YAML_MAP) {
        read_problem(r, node, NULL, "scheme.not-map", key->name, NULL);
        return;
    }
    struct assignment *set = ARENA_ARRAY(r->a, struct assignment, node->n);
    for (size_t i = 0; i < node->n; i++) {
        set[i].fact = node->entry[i].key;
        set[i].at = node->entry[i].at;
        read_ref(r, REF_SETTABLE, set[i].fact, set[i].at);
        read_formula(r, set[i].fact, node->entry[i].value, VALUE_ANY, &set[i].value);
    }
    span_put(to, set, node->n);
}

static void read_named(struct reader *r, const struct key *key, const struct yaml *node, void *to)
{
    if (node->kind != YAML_MAP) {
        read_problem(r, node, NULL, "scheme.not-map", key->name, NULL);
        return;
    }
    if (key->kind == KEY_NAMED_TEXTS) {
        struct named_text *named = ARENA_ARRAY(r->a, struct named_text, node->n);
        for (size_t i = 0; i < node->n; i++)
            named[i] = (struct named_text){node->entry[i].key,
                                           read_text(r, node->entry[i].key, node->entry[i].value),
                                           node->entry[i].at};
        for (size_t i = 0; i < node->n; i++)
            read_ref(r, key->ref, node->entry[i].key, node->entry[i].at);
        span_put(to, named, node->n);
        return;
    }
    struct named_formula *named = ARENA_ARRAY(r->a, struct named_formula, node->n);
    for (size_t i = 0; i < node->n; i++) {
        named[i].name = node->entry[i].key;
        read_formula(r, named[i].name, node->entry[i].value, key->want, &named[i].value);
    }
    span_put(to, named, node->n);
}

static void read_periods(struct reader *r, const struct key *key, const struct yaml *node, void *to)
{
    size_t n = node->kind == YAML_LIST ? node->n : 1;
    struct period *periods = ARENA_ARRAY(r->a, struct period, n);
    for (size_t i = 0; i < n; i++)
        read_period(r, key->name, node->kind == YAML_LIST ? node->item[i] : node, &periods[i]);
    span_put(to, periods, n);
}

static void read_refs(struct reader *r, const struct key *key, const struct yaml *node)
{
    for (size_t i = 0; i < node->n && node->kind == YAML_LIST; i++)
        if (node->item[i]->kind == YAML_SCALAR)
            read_ref(r, key->ref, node->item[i]->text, node->item[i]->at);
    if (node->kind == YAML_SCALAR)
        read_ref(r, key->ref, node->text, node->at);
}

/* The kinds whose place holds one plain value. */
static void read_plain(struct reader *r, const struct key *key, const struct yaml *value, void *to)
{
    int64_t i = 0;
    switch (key->kind) {
    case KEY_TEXT:
    case KEY_ID: {
        const char *text = key->kind == KEY_ID ? read_id(r, key->name, value) : read_text(r, key->name, value);
        memcpy(to, &text, sizeof text);
        read_ref(r, key->ref, text, value->at);
        break;
    }
    case KEY_BOOL:
        read_bool(r, key->name, value, to);
        break;
    case KEY_INT:
        if (read_int(r, key->name, value, 0, 100000, &i))
            *(int *)to = (int)i;
        break;
    case KEY_DATE:
        read_date(r, key->name, value, to);
        break;
    case KEY_YEN:
        if (read_int(r, key->name, value, 0, INT64_C(1000000000000), &i))
            *(struct yen *)to = (struct yen){i};
        break;
    case KEY_PERIOD:
        read_period(r, key->name, value, to);
        break;
    default: {
        int word;
        memcpy(&word, to, sizeof word);
        read_word(r, key, value, &word);
        memcpy(to, &word, sizeof word);
        break;
    }
    }
}

static void read_key(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    void *to = (char *)owner + key->offset;
    switch (key->kind) {
    case KEY_LABEL:
        read_label(r, key->name, value, to);
        break;
    case KEY_TEXTS: {
        struct texts texts = read_texts(r, key->name, value);
        memcpy(to, &texts, sizeof texts);
        read_refs(r, key, value);
        break;
    }
    case KEY_FORMULA:
        read_formula(r, key->name, value, key->want, to);
        break;
    case KEY_MERGE:
        read_merge(r, key->name, value, key->flags & KEY_PRINTED, to);
        break;
    case KEY_PERIODS:
        read_periods(r, key, value, to);
        break;
    case KEY_SET:
        read_set(r, key, value, to);
        break;
    case KEY_NAMED_TEXTS:
    case KEY_NAMED_FORMULAS:
        read_named(r, key, value, to);
        break;
    case KEY_MAP:
        read_map(r, key->table, value, to);
        break;
    case KEY_LIST: {
        size_t n;
        const void *parent = r->parent;
        r->parent = owner;
        void *at = read_list(r, key->table, value, &n);
        r->parent = parent;
        span_put(to, at, n);
        break;
    }
    case KEY_OTHER:
        key->read(r, key, value, owner);
        break;
    default:
        read_plain(r, key, value, to);
        break;
    }
}

static const char *const head_keys[] = {"id", "label", "label_en", "src", "req", "help"};

static bool is_head_key(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(head_keys); i++)
        if (str_eq(head_keys[i], name))
            return true;
    return false;
}

/* Number of a key in its table; n_keys if the table has none of that name. */
static size_t table_key(const struct key_table *table, const char *name)
{
    size_t i = 0;
    while (i < table->n_keys && !str_eq(table->keys[i].name, name))
        i++;
    return i;
}

static void refuse_key(struct reader *r, const struct key_table *table, const struct yaml_entry *entry)
{
    const char *names[KEYS_MAX + COUNT_OF(head_keys)];
    size_t n = 0;
    for (size_t i = 0; i < table->n_keys; i++)
        names[n++] = table->keys[i].name;
    for (size_t i = 0; i < COUNT_OF(head_keys) && table->is_rule; i++)
        names[n++] = head_keys[i];
    problem_add(r->problems, entry->at, "read", str_nearest(entry->key, names, n), "scheme.unknown-key", entry->key,
                table->name, NULL);
}

static void read_head(struct reader *r, const struct key_table *table, const struct yaml *node, struct rule *rule)
{
    rule->at = node->at;
    const struct yaml *id = yaml_get(node, "id");
    if (id)
        rule->id = table->any_id ? read_text(r, "id", id) : read_id(r, "id", id);
    else if (!table->id_optional)
        read_problem(r, node, NULL, "scheme.missing-key", "id", table->name, NULL);
    if (id)
        rule->at = id->at;
    const struct yaml *label = yaml_get(node, "label");
    if (label) {
        const char *labels[2] = {NULL, NULL};
        read_label(r, "label", label, labels);
        rule->label = labels[0];
        rule->label_en = labels[1];
    }
    const struct yaml *english = yaml_get(node, "label_en");
    if (english)
        rule->label_en = read_text(r, "label_en", english);
    const struct yaml *src = yaml_get(node, "src");
    rule->src = src ? read_text(r, "src", src) : r->src;
    r->src = rule->src;
    const struct yaml *req = yaml_get(node, "req");
    if (req) {
        struct texts texts = read_texts(r, "req", req);
        rule->req = texts.at;
        rule->n_req = texts.n;
        for (size_t i = 0; i < texts.n; i++)
            *LIST_ADD(r->a, &r->reqs) = (struct rule_use){
                table->name, rule, texts.at[i], req->kind == YAML_LIST ? req->item[i]->at : req->at};
    }
    if (!rule->src && !table->src_optional)
        *LIST_ADD(r->work, &r->unsourced) = (struct rule_use){.what = table->name, .rule = rule, .at = rule->at};
    const struct yaml *help = yaml_get(node, "help");
    if (help)
        rule->help = read_text(r, "help", help);
    if (!rule->id)
        rule->id = "";
    if (!rule->label)
        rule->label = rule->id;
}

void read_map(struct reader *r, const struct key_table *table, const struct yaml *node, void *owner)
{
    if (node->kind != YAML_MAP) {
        read_problem(r, node, NULL, "scheme.not-map", table->name, NULL);
        if (table->is_rule)
            *(struct rule *)owner = (struct rule){.id = "", .label = "", .at = node->at};
        return;
    }
    const char *src = r->src, *scope_list = r->scope_list;
    enum formula_scope scope = r->scope;
    const struct machine_def *machine = r->machine;
    if (table->is_rule)
        read_head(r, table, node, owner);
    if (table->begin)
        table->begin(r, node, owner);
    assert(table->n_keys <= KEYS_MAX);
    const struct yaml *value[KEYS_MAX] = {NULL};
    bool others = false;
    for (size_t i = 0; i < node->n; i++) {
        size_t at = table_key(table, node->entry[i].key);
        if (at < table->n_keys)
            value[at] = node->entry[i].value;
        others |= at == table->n_keys;
    }
    for (size_t i = 0; i < table->n_keys; i++) {
        const struct key *key = &table->keys[i];
        if (value[i] && value[i]->kind != YAML_NULL)
            read_key(r, key, value[i], owner);
        else if ((key->flags & KEY_REQUIRED) && !r->s->abstract) /* a base may leave it to those that extend it */
            read_problem(r, node, NULL, "scheme.missing-key", key->name, table->name, NULL);
    }
    for (size_t i = 0; others && i < node->n; i++) {
        const struct yaml_entry *entry = &node->entry[i];
        if (table_key(table, entry->key) == table->n_keys && !(table->is_rule && is_head_key(entry->key)) &&
            !(table->unknown && table->unknown(r, entry, owner)))
            refuse_key(r, table, entry);
    }
    if (table->done)
        table->done(r, node, owner);
    r->src = src;
    r->scope = scope;
    r->scope_list = scope_list;
    r->machine = machine;
}

/* An id twice in one list is refused at the second. */
static void refuse_twice(struct reader *r, const struct key_table *table, const char *at, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const struct rule *rule = (const void *)(at + i * table->size);
        for (size_t j = 0; j < i && rule->id[0] != '\0'; j++)
            if (str_eq(((const struct rule *)(const void *)(at + j * table->size))->id, rule->id)) {
                problem_add(r->problems, rule->at, "read", NULL, "scheme.id-twice", rule->id, table->name, NULL);
                break;
            }
    }
}

void *read_list(struct reader *r, const struct key_table *table, const struct yaml *node, size_t *n_r)
{
    *n_r = 0;
    if (node->kind != YAML_LIST) {
        read_problem(r, node, NULL, "scheme.not-list", table->name, NULL);
        return NULL;
    }
    char *at = arena_array(r->a, node->n, table->size);
    for (size_t i = 0; i < node->n; i++)
        read_map(r, table, node->item[i], at + i * table->size);
    if (table->is_rule && !table->id_optional && !table->id_repeats)
        refuse_twice(r, table, at, node->n);
    *n_r = node->n;
    return at;
}
