#include "core/rule/yaml_dom.h"

#include <string.h>

#include <yaml.h>

#include "core/base/str.h"
#include "core/base/utf8.h"

/* A file as it was read, to find places inside scalars. */
struct yaml_source {
    const char *file;
    const char *text;
    size_t n;
    const size_t *line; /* offset of each line's first byte */
    size_t n_lines;
};

struct anchor {
    const char *name;
    const struct yaml *node; /* NULL while it is being read: an alias inside itself */
};

/* A collection that is being read: what it holds so far stands on the stacks from here. */
struct frame {
    struct yaml *node;
    size_t first; /* of its items or entries */
    const char *key; /* that it stands under, if it stands in a map */
    struct where key_at;
    struct anchor *anchor;
};

struct build {
    struct arena *a, *texts;
    LIST(const struct yaml *) items;  /* of all lists that are open */
    LIST(struct yaml_entry) entries;  /* of all maps that are open */
    const struct yaml_source *source;
    struct frame stack[YAML_DEPTH_MAX];
    int depth;
    const char *key; /* read, its value is awaited */
    struct where key_at;
    LIST(struct anchor *) anchors;
    size_t weight;
    const struct yaml *root;
    struct where at; /* of the event, for errors */
};

static struct where where_of(const struct yaml_source *source, yaml_mark_t mark)
{
    return (struct where){source->file, (int)mark.line + 1, (int)mark.column + 1};
}

/* Adds a finished node to what is open, or makes it the root. */
static int place_node(struct build *b, const struct yaml *node, struct err *e)
{
    if (b->depth == 0) {
        b->root = node;
        return 0;
    }
    struct frame *top = &b->stack[b->depth - 1];
    top->node->weight += node->weight;
    if (top->node->kind == YAML_LIST) {
        *LIST_ADD(b->a, &b->items) = node;
        return 0;
    }
    if (b->key) {
        *LIST_ADD(b->a, &b->entries) = (struct yaml_entry){b->key, b->key_at, node};
        b->key = NULL;
        return 0;
    }
    if (node->kind != YAML_SCALAR)
        return err_set(e, E_INPUT, "yaml.key", NULL);
    if (b->entries.n - top->first > YAML_ENTRIES_MAX)
        return err_set(e, E_LIMIT, "yaml.nodes", NULL);
    for (size_t i = top->first; i < b->entries.n; i++)
        if (str_eq(b->entries.at[i].key, node->text))
            return err_set(e, E_INPUT, "yaml.twice", node->text, NULL);
    b->key = node->text;
    b->key_at = node->at;
    return 0;
}

static struct anchor *add_anchor(struct build *b, const yaml_char_t *name)
{
    if (!name)
        return NULL;
    struct anchor *anchor = ARENA_NEW(b->a, struct anchor);
    anchor->name = arena_strdup(b->a, (const char *)name);
    *LIST_ADD(b->a, &b->anchors) = anchor;
    return anchor;
}

static int count_nodes(struct build *b, size_t weight, struct err *e)
{
    b->weight += weight;
    return b->weight <= YAML_NODES_MAX ? 0 : err_set(e, E_LIMIT, "yaml.nodes", NULL);
}

static int on_alias(struct build *b, const yaml_char_t *name, struct err *e)
{
    for (size_t i = b->anchors.n; i-- > 0;) {
        const struct anchor *anchor = b->anchors.at[i];
        if (!str_eq(anchor->name, (const char *)name))
            continue;
        if (!anchor->node)
            break;
        int rc = count_nodes(b, anchor->node->weight, e);
        return rc == 0 ? place_node(b, anchor->node, e) : rc;
    }
    return err_set(e, E_INPUT, "yaml.alias", (const char *)name, NULL);
}

static bool is_null_word(const char *text)
{
    return str_empty(text) || str_eq(text, "~") || str_eq(text, "null");
}

static int on_scalar(struct build *b, const yaml_event_t *event, struct err *e)
{
    const char *text = (const char *)event->data.scalar.value;
    size_t n = event->data.scalar.length;
    if (event->data.scalar.tag)
        return err_set(e, E_INPUT, "yaml.tag", (const char *)event->data.scalar.tag, NULL);
    if (n > YAML_SCALAR_MAX)
        return err_set(e, E_LIMIT, "yaml.scalar", NULL);
    /* The bytes of the file were looked at; only here can others come of them. */
    bool escapes = event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
    if (escapes && (memchr(text, '\0', n) || utf8_has_controls(text, true)))
        return err_set(e, E_INPUT, "yaml.control", NULL);
    int rc = count_nodes(b, 1, e);
    if (rc != 0)
        return rc;
    struct yaml *node = ARENA_NEW(b->a, struct yaml);
    node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    node->kind = !node->quoted && is_null_word(text) ? YAML_NULL : YAML_SCALAR;
    node->text = node->kind == YAML_NULL ? "" : arena_strndup(b->texts, text, n);
    node->at = b->at;
    node->weight = 1;
    node->source = b->source;
    struct anchor *anchor = add_anchor(b, event->data.scalar.anchor);
    node->anchored = anchor != NULL;
    if (anchor)
        anchor->node = node;
    return place_node(b, node, e);
}

static int on_open(struct build *b, enum yaml_kind kind, const yaml_char_t *anchor, const yaml_char_t *tag, struct err *e)
{
    if (tag)
        return err_set(e, E_INPUT, "yaml.tag", (const char *)tag, NULL);
    if (b->depth == YAML_DEPTH_MAX)
        return err_set(e, E_LIMIT, "yaml.depth", NULL);
    if (b->depth > 0 && b->stack[b->depth - 1].node->kind == YAML_MAP && !b->key)
        return err_set(e, E_INPUT, "yaml.key", NULL);
    int rc = count_nodes(b, 1, e);
    if (rc != 0)
        return rc;
    struct yaml *node = ARENA_NEW(b->a, struct yaml);
    *node = (struct yaml){.kind = kind, .at = b->at, .text = "", .weight = 1, .source = b->source};
    size_t first = kind == YAML_LIST ? b->items.n : b->entries.n;
    /* The key in front of this collection is wanted again when it closes. */
    b->stack[b->depth++] = (struct frame){node, first, b->key, b->key_at, add_anchor(b, anchor)};
    b->key = NULL;
    return 0;
}

static void *copy_of(struct arena *a, const void *p, size_t bytes)
{
    return memcpy(arena_alloc(a, bytes), p, bytes);
}

static int on_close(struct build *b, struct err *e)
{
    struct frame *top = &b->stack[--b->depth];
    struct yaml *node = top->node;
    if (node->kind == YAML_LIST) {
        node->n = b->items.n - top->first;
        node->item = node->n ? copy_of(b->a, b->items.at + top->first, node->n * sizeof *b->items.at) : NULL;
        b->items.n = top->first;
    } else {
        node->n = b->entries.n - top->first;
        node->entry = node->n ? copy_of(b->a, b->entries.at + top->first, node->n * sizeof *b->entries.at) : NULL;
        b->entries.n = top->first;
    }
    b->key = top->key;
    b->key_at = top->key_at;
    if (top->anchor)
        top->anchor->node = node;
    return place_node(b, node, e);
}

static int on_event(struct build *b, const yaml_event_t *event, bool *end_r, struct err *e)
{
    b->at = where_of(b->source, event->start_mark);
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return on_alias(b, event->data.alias.anchor, e);
    case YAML_SCALAR_EVENT:
        return on_scalar(b, event, e);
    case YAML_SEQUENCE_START_EVENT:
        return on_open(b, YAML_LIST, event->data.sequence_start.anchor, event->data.sequence_start.tag, e);
    case YAML_MAPPING_START_EVENT:
        return on_open(b, YAML_MAP, event->data.mapping_start.anchor, event->data.mapping_start.tag, e);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return on_close(b, e);
    case YAML_DOCUMENT_START_EVENT:
        return b->root ? err_set(e, E_INPUT, "yaml.documents", NULL) : 0;
    case YAML_STREAM_END_EVENT:
        *end_r = true;
        return 0;
    default:
        return 0;
    }
}

static int parse_events(struct build *b, yaml_parser_t *parser, struct err *e)
{
    for (bool end = false; !end;) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event)) {
            b->at = where_of(b->source, parser->problem_mark);
            return err_set(e, E_INPUT, "yaml.syntax", parser->problem ? parser->problem : "", NULL);
        }
        int rc = on_event(b, &event, &end, e);
        yaml_event_delete(&event);
        if (rc != 0)
            return rc;
    }
    return 0;
}

/* The text without byte order mark and carriage returns, with its lines indexed. */
static struct yaml_source *make_source(struct arena *a, struct arena *texts, const char *file, const char *text, size_t n)
{
    if (n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        n -= 3;
    }
    char *copy = arena_alloc(a, n + 1);
    size_t length = 0, lines = 1;
    for (const char *end = text + n, *next; text < end; text = next) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        next = newline ? newline + 1 : end;
        size_t bytes = (size_t)(next - text);
        memcpy(copy + length, text, bytes);
        length += bytes;
        lines += newline != NULL;
        if (newline && bytes > 1 && newline[-1] == '\r') {
            length--;
            copy[length - 1] = '\n';
        }
    }
    size_t *line = ARENA_ARRAY(a, size_t, lines);
    size_t at = 1;
    for (const char *p = copy, *end = copy + length; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
        line[at++] = (size_t)(p - copy) + 1;
    struct yaml_source *source = ARENA_NEW(a, struct yaml_source);
    *source = (struct yaml_source){arena_strdup(texts, file), copy, length, line, lines};
    return source;
}

/* Place of the byte at `offset`, which begins a character or is the end. */
static struct where place_at(const struct yaml_source *source, size_t offset)
{
    size_t low = 0, high = source->n_lines;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (source->line[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    int column = 1;
    for (size_t i = source->line[low]; i < offset; i++)
        column += ((unsigned char)source->text[i] & 0xC0) != 0x80;
    return (struct where){source->file, (int)low + 1, column};
}

/* The first place that is no valid text. */
static int check_bytes(const struct yaml_source *source, struct where *at_r, struct err *e)
{
    size_t valid = utf8_valid_prefix(source->text, source->n);
    if (valid < source->n) {
        *at_r = place_at(source, valid);
        return err_set(e, E_INPUT, "yaml.bytes", NULL);
    }
    if (!memchr(source->text, '\0', source->n) && !utf8_has_controls(source->text, true))
        return 0;
    for (size_t i = 0; i < source->n;) {
        uint32_t cp;
        int length = utf8_decode(source->text + i, source->n - i, &cp);
        char one[5] = {0};
        memcpy(one, source->text + i, (size_t)length);
        if (cp == 0 || utf8_has_controls(one, true)) {
            *at_r = place_at(source, i);
            break;
        }
        i += (size_t)length;
    }
    return err_set(e, E_INPUT, "yaml.control", NULL);
}

int yaml_parse(struct arena *a, const char *file, const char *text, size_t n, const struct yaml **root_r, struct where *at_r,
               struct err *e)
{
    return yaml_parse_apart(a, a, file, text, n, root_r, at_r, e);
}

int yaml_parse_apart(struct arena *a, struct arena *texts, const char *file, const char *text, size_t n,
                     const struct yaml **root_r, struct where *at_r, struct err *e)
{
    struct where at = {file, 1, 1};
    if (n > YAML_BYTES_MAX) {
        *at_r = at;
        return err_set(e, E_LIMIT, "yaml.size", NULL);
    }
    struct build *b = ARENA_NEW(a, struct build);
    b->a = a;
    b->texts = texts;
    b->source = make_source(a, texts, file, text, n);
    int rc = check_bytes(b->source, &at, e);
    if (rc != 0) {
        *at_r = at;
        return rc;
    }
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return err_set(e, E_BUG, "yaml.syntax", "yaml_parser_initialize", NULL);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)b->source->text, b->source->n);
    rc = parse_events(b, &parser, e);
    yaml_parser_delete(&parser);
    if (rc != 0) {
        *at_r = b->at;
        return rc;
    }
    if (!b->root) {
        struct yaml *empty = ARENA_NEW(a, struct yaml);
        *empty = (struct yaml){.kind = YAML_NULL, .at = {b->source->file, 1, 1}, .text = "", .weight = 1};
        b->root = empty;
    }
    *root_r = b->root;
    return 0;
}

const struct yaml_entry *yaml_entry(const struct yaml *node, const char *key)
{
    if (!node || node->kind != YAML_MAP)
        return NULL;
    for (size_t i = 0; i < node->n; i++)
        if (node->entry[i].key[0] == key[0] && strcmp(node->entry[i].key, key) == 0)
            return &node->entry[i];
    return NULL;
}

const struct yaml *yaml_get(const struct yaml *node, const char *key)
{
    const struct yaml_entry *entry = yaml_entry(node, key);
    return entry ? entry->value : NULL;
}

const char *yaml_get_text(const struct yaml *node, const char *key)
{
    const struct yaml *value = yaml_get(node, key);
    return value && value->kind == YAML_SCALAR ? value->text : NULL;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

/* Bytes of the source that stand for one character of the scalar's text; *space_r if that is white space. */
static size_t raw_step(const char *p, size_t n, char quote, bool *space_r)
{
    *space_r = is_space(*p);
    if (quote == '\'' && n > 1 && p[0] == '\'' && p[1] == '\'')
        return 2;
    if (quote == '"' && n > 1 && p[0] == '\\') {
        *space_r = strchr("nt \n_NLP", p[1]) != NULL;
        size_t digits = p[1] == 'x' ? 2 : p[1] == 'u' ? 4 : p[1] == 'U' ? 8 : 0;
        return digits + 2 <= n ? digits + 2 : n;
    }
    size_t length = 1;
    while (length < n && ((unsigned char)p[length] & 0xC0) == 0x80)
        length++;
    return length;
}

struct where yaml_place(const struct yaml *scalar, size_t offset)
{
    const struct yaml_source *source = scalar->source;
    if (!source || scalar->at.line < 1 || (size_t)scalar->at.line > source->n_lines)
        return scalar->at;
    if (offset == 0 && !scalar->quoted && !scalar->anchored)
        return scalar->at;
    /* Folding and indentation change white space only: count the other characters in front of the offset. */
    size_t ahead = 0;
    for (size_t i = 0; i < offset && scalar->text[i]; i++)
        ahead += !is_space(scalar->text[i]) && ((unsigned char)scalar->text[i] & 0xC0) != 0x80;
    size_t at = source->line[scalar->at.line - 1];
    for (int column = 1; column < scalar->at.column && at < source->n; column++) {
        bool space;
        at += raw_step(source->text + at, source->n - at, 0, &space);
    }
    if (at < source->n && source->text[at] == '&') /* its anchor comes first */
        while (at < source->n && !is_space(source->text[at]))
            at++;
    while (at < source->n && is_space(source->text[at]))
        at++;
    char quote = 0;
    if (at < source->n && scalar->quoted) {
        quote = source->text[at];
        if (quote == '|' || quote == '>')
            while (at < source->n && source->text[at] != '\n')
                at++;
        at++;
    }
    bool space = false;
    while (at < source->n) {
        size_t step = raw_step(source->text + at, source->n - at, quote, &space);
        if (!space && ahead == 0)
            break;
        ahead -= !space;
        at += step;
    }
    return place_at(source, at < source->n ? at : source->n);
}

struct yaml *yaml_new_map(struct arena *a, struct where at, const struct yaml_entry *entries, size_t n)
{
    struct yaml *node = ARENA_NEW(a, struct yaml);
    *node = (struct yaml){.kind = YAML_MAP, .at = at, .text = "", .entry = entries, .n = n, .weight = 1};
    for (size_t i = 0; i < n; i++)
        node->weight += entries[i].value->weight;
    return node;
}

struct yaml *yaml_new_list(struct arena *a, struct where at, const struct yaml *const *items, size_t n)
{
    struct yaml *node = ARENA_NEW(a, struct yaml);
    *node = (struct yaml){.kind = YAML_LIST, .at = at, .text = "", .item = items, .n = n, .weight = 1};
    for (size_t i = 0; i < n; i++)
        node->weight += items[i]->weight;
    return node;
}
