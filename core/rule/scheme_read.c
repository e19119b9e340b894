#include "core/rule/scheme_read.h"

#include <string.h>

#include "core/base/str.h"
#include "core/rule/value.h"

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
        *LIST_ADD(r->a, &r->refs) = (struct reference){kind, id, r->machine, at};
}

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

static const char *read_id(struct reader *r, const char *key, const struct yaml *node)
{
    const char *id = read_text(r, key, node);
    if (id && !is_id(id)) {
        read_problem(r, node, NULL, "scheme.not-id", id, NULL);
        return NULL;
    }
    return id;
}

static bool read_bool(struct reader *r, const char *key, const struct yaml *node, bool *to)
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
    *LIST_ADD(r->a, &r->formulas) = (struct formula_use){
        .formula = to, .node = node, .want = want, .scope = r->scope, .list = r->scope_list, .key = key};
}

void read_merge(struct reader *r, const char *key, const struct yaml *node, bool printed, struct merge *to)
{
    const char *text = read_text(r, key, node);
    if (!text)
        return;
    *to = (struct merge){.text = text, .at = yaml_place(node, 0)};
    *LIST_ADD(r->a, &r->formulas) = (struct formula_use){
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

static void read_label(struct reader *r, const char *key, const struct yaml *node, const char **label)
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

static const struct key *table_key(const struct key_table *table, const char *name)
{
    for (size_t i = 0; i < table->n_keys; i++)
        if (str_eq(table->keys[i].name, name))
            return &table->keys[i];
    return NULL;
}

static void refuse_key(struct reader *r, const struct key_table *table, const struct yaml_entry *entry)
{
    const char *names[80];
    size_t n = 0;
    for (size_t i = 0; i < table->n_keys && n < COUNT_OF(names); i++)
        names[n++] = table->keys[i].name;
    for (size_t i = 0; i < COUNT_OF(head_keys) && table->is_rule && n < COUNT_OF(names); i++)
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
        *LIST_ADD(r->a, &r->unsourced) = (struct rule_use){.what = table->name, .rule = rule, .at = rule->at};
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
    for (size_t i = 0; i < table->n_keys; i++) {
        const struct key *key = &table->keys[i];
        const struct yaml *value = yaml_get(node, key->name);
        if (value && value->kind != YAML_NULL)
            read_key(r, key, value, owner);
        else if ((key->flags & KEY_REQUIRED) && !r->s->abstract) /* a base may leave it to those that extend it */
            read_problem(r, node, NULL, "scheme.missing-key", key->name, table->name, NULL);
    }
    for (size_t i = 0; i < node->n; i++) {
        const struct yaml_entry *entry = &node->entry[i];
        if (!table_key(table, entry->key) && !(table->is_rule && is_head_key(entry->key)) &&
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
    if (table->is_rule && !table->id_optional)
        refuse_twice(r, table, at, node->n);
    *n_r = node->n;
    return at;
}
