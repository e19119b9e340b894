#include "core/rule/scheme_diff.h"

#include <string.h>

#include "core/base/buf.h"
#include "core/base/str.h"
#include "core/rule/scheme_read.h"

enum { TEXT_BYTES_MAX = 16 * 1024 };

struct walk {
    struct arena *a;
    struct scheme_differences *to;
    const char *file;
};

/* Where the walk stands: the nearest rule, and the way below it. */
struct stand {
    const char *rule, *label, *src, *place;
};

static const struct {
    const char *key, *ja, *en;
} words[] = {
#define WORD(key_, ja_, en_) {key_, ja_, en_},
#include "core/rule/scheme_key_words.def"
};

const char *scheme_key_word(const char *key, bool english)
{
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq(words[i].key, key))
            return english ? words[i].en : words[i].ja;
    return key;
}

static void write_node(struct buf *out, const struct yaml *node)
{
    if (node->kind == YAML_SCALAR)
        buf_add_str(out, node->text);
    for (size_t i = 0; node->kind == YAML_LIST && i < node->n; i++) {
        buf_add_str(out, i ? ", " : "[");
        write_node(out, node->item[i]);
    }
    for (size_t i = 0; node->kind == YAML_MAP && i < node->n; i++) {
        buf_printf(out, "%s%s: ", i ? ", " : "{", node->entry[i].key);
        write_node(out, node->entry[i].value);
    }
    if (node->kind == YAML_LIST)
        buf_add_str(out, node->n ? "]" : "[]");
    if (node->kind == YAML_MAP)
        buf_add_str(out, node->n ? "}" : "{}");
}

static const char *node_text(const struct walk *w, const struct yaml *node)
{
    AUTO(buf) struct buf out = BUF(TEXT_BYTES_MAX);
    if (!node)
        return NULL;
    write_node(&out, node);
    return arena_strdup(w->a, buf_str(&out)); /* a text that is longer than this is cut: it differs all the same */
}

static bool same(const struct yaml *a, const struct yaml *b)
{
    if (a == b)
        return true;
    if (a->kind != b->kind || a->n != b->n)
        return false;
    if (a->kind == YAML_SCALAR)
        return str_eq(a->text, b->text);
    for (size_t i = 0; i < a->n; i++) {
        if (a->kind == YAML_LIST && !same(a->item[i], b->item[i]))
            return false;
        if (a->kind == YAML_MAP && (!str_eq(a->entry[i].key, b->entry[i].key) || !same(a->entry[i].value, b->entry[i].value)))
            return false;
    }
    return true;
}

static void tell(struct walk *w, const struct stand *at, const struct yaml *old, const struct yaml *now)
{
    if (w->to->all.n >= SCHEME_DIFFERENCES_MAX) {
        w->to->cut = true;
        return;
    }
    *LIST_ADD(w->a, &w->to->all) = (struct scheme_difference){.file = w->file,
                                                              .rule = at->rule,
                                                              .label = at->label,
                                                              .src = at->src,
                                                              .place = at->place,
                                                              .old = node_text(w, old),
                                                              .now = node_text(w, now)};
}

/* What a row of a list is known by; NULL: by its place. */
static const char *row_name(const struct yaml *row)
{
    static const char *const keys[] = {"id", "from", "fact", "fields", "date", "name"};
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (yaml_get_text(row, keys[i]))
            return yaml_get_text(row, keys[i]);
    return NULL;
}

static const struct yaml *row_called(const struct yaml *list, const char *name)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(row_name(list->item[i]), name))
            return list->item[i];
    return NULL;
}

/* A list of maps that all have a name of their own. */
static bool is_named(const struct yaml *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->item[i]->kind != YAML_MAP || !row_name(list->item[i]) || row_called(list, row_name(list->item[i])) != list->item[i])
            return false;
    return list->n > 0;
}

static const char *label_text(const struct yaml *rule)
{
    const struct yaml *label = yaml_get(rule, "label");
    const char *text = label && label->kind == YAML_MAP ? yaml_get_text(label, "ja") : yaml_get_text(rule, "label");
    return text ? text : "";
}

/* One step down: a rule with an id stands for itself, everything else is a place below the nearest one. */
static struct stand below(const struct walk *w, const struct stand *at, const char *name, const struct yaml *node)
{
    const char *id = node && node->kind == YAML_MAP ? yaml_get_text(node, "id") : NULL;
    struct stand down = *at;
    if (id && str_eq(id, name)) {
        down.rule = arena_printf(w->a, "%s%s%s", *at->place ? at->place : at->rule, *at->rule || *at->place ? " " : "", id);
        if (*at->place && *at->rule)
            down.rule = arena_printf(w->a, "%s %s %s", at->rule, at->place, id);
        down.label = label_text(node);
        down.src = yaml_get_text(node, "src") ? yaml_get_text(node, "src") : at->src;
        down.place = "";
    } else {
        down.place = *at->place ? arena_printf(w->a, "%s %s", at->place, name) : name;
    }
    return down;
}

static void walk_nodes(struct walk *w, const struct stand *at, const struct yaml *old, const struct yaml *now);

static void walk_maps(struct walk *w, const struct stand *at, const struct yaml *old, const struct yaml *now)
{
    for (size_t i = 0; i < now->n; i++) {
        const struct yaml *before = yaml_get(old, now->entry[i].key);
        struct stand down = below(w, at, now->entry[i].key, NULL);
        if (!before)
            tell(w, &down, NULL, now->entry[i].value);
        else
            walk_nodes(w, &down, before, now->entry[i].value);
    }
    for (size_t i = 0; i < old->n; i++)
        if (!yaml_get(now, old->entry[i].key)) {
            struct stand down = below(w, at, old->entry[i].key, NULL);
            tell(w, &down, old->entry[i].value, NULL);
        }
}

static void walk_rows(struct walk *w, const struct stand *at, const struct yaml *old, const struct yaml *now)
{
    for (size_t i = 0; i < now->n; i++) {
        const char *name = row_name(now->item[i]);
        const struct yaml *before = row_called(old, name);
        struct stand down = below(w, at, name, now->item[i]);
        if (before)
            walk_nodes(w, &down, before, now->item[i]);
        else
            tell(w, &down, NULL, now->item[i]);
    }
    for (size_t i = 0; i < old->n; i++)
        if (!row_called(now, row_name(old->item[i]))) {
            struct stand down = below(w, at, row_name(old->item[i]), old->item[i]);
            tell(w, &down, old->item[i], NULL);
        }
}

static void walk_nodes(struct walk *w, const struct stand *at, const struct yaml *old, const struct yaml *now)
{
    if (same(old, now))
        return;
    if (old->kind == YAML_MAP && now->kind == YAML_MAP)
        walk_maps(w, at, old, now);
    else if (old->kind == YAML_LIST && now->kind == YAML_LIST && is_named(old) && is_named(now))
        walk_rows(w, at, old, now);
    else
        tell(w, at, old, now);
}

void scheme_diff(struct arena *a, const struct scheme_files *old, const struct scheme_files *now, struct scheme_differences *to)
{
    const struct stand top = {"", "", "", ""};
    static const struct yaml nothing = {.kind = YAML_MAP, .text = ""};
    for (size_t i = 0; i < n_scheme_files; i++) {
        struct walk w = {a, to, scheme_files[i].name};
        const struct yaml *before = old->file[i] ? old->file[i] : &nothing, *after = now->file[i] ? now->file[i] : &nothing;
        walk_nodes(&w, &top, before->kind == YAML_NULL ? &nothing : before, after->kind == YAML_NULL ? &nothing : after);
    }
}
