/* What a version says on top of the version it extends. */
#include "core/rule/scheme_files.h"

#include "core/base/str.h"

static bool is_drop(const struct yaml *node)
{
    return str_eq(yaml_get_text(node, "drop"), "true");
}

/* A list of rules: maps that all have an id. */
static bool is_rules(const struct yaml *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (!yaml_get_text(list->item[i], "id"))
            return false;
    return list->kind == YAML_LIST;
}

static const struct yaml *by_id(const struct yaml *list, const char *id)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(yaml_get_text(list->item[i], "id"), id))
            return list->item[i];
    return NULL;
}

/* Requirements add up: what the base fulfils, those that extend it still fulfil. */
static const struct yaml *merge_req(struct arena *a, const struct yaml *base, const struct yaml *over)
{
    if (base->kind != YAML_LIST || over->kind != YAML_LIST)
        return over;
    const struct yaml **items = ARENA_ARRAY(a, const struct yaml *, base->n + over->n);
    size_t n = 0;
    for (size_t i = 0; i < over->n; i++)
        items[n++] = over->item[i];
    for (size_t i = 0; i < base->n; i++) {
        bool twice = false;
        for (size_t k = 0; k < over->n; k++)
            twice = twice || str_eq(over->item[k]->text, base->item[i]->text);
        if (!twice)
            items[n++] = base->item[i];
    }
    return yaml_new_list(a, over->at, items, n);
}

static const struct yaml *merge_entry(struct arena *a, const struct yaml_entry *base, const struct yaml *over,
                                      struct problems *problems)
{
    return str_eq(base->key, "req") ? merge_req(a, base->value, over) : yaml_merge(a, base->value, over, problems);
}

static const struct yaml *merge_maps(struct arena *a, const struct yaml *base, const struct yaml *over,
                                     struct problems *problems)
{
    struct yaml_entry *entries = ARENA_ARRAY(a, struct yaml_entry, base->n + over->n);
    size_t n = 0;
    for (size_t i = 0; i < base->n; i++) {
        const struct yaml_entry *entry = yaml_entry(over, base->entry[i].key);
        if (entry && is_drop(entry->value))
            continue;
        entries[n++] = entry ? (struct yaml_entry){entry->key, entry->at,
                                                   merge_entry(a, &base->entry[i], entry->value, problems)}
                             : base->entry[i];
    }
    for (size_t i = 0; i < over->n; i++) {
        if (yaml_entry(base, over->entry[i].key))
            continue;
        if (is_drop(over->entry[i].value))
            problem_add(problems, over->entry[i].at, "read", NULL, "scheme.drop-unknown", over->entry[i].key, NULL);
        else
            entries[n++] = over->entry[i];
    }
    return yaml_new_map(a, over->at, entries, n);
}

static void refuse_drop(struct problems *problems, const struct yaml *base, const struct yaml *rule, struct arena *a)
{
    const char **ids = ARENA_ARRAY(a, const char *, base->n);
    for (size_t i = 0; i < base->n; i++)
        ids[i] = yaml_get_text(base->item[i], "id");
    const char *id = yaml_get_text(rule, "id");
    problem_add(problems, rule->at, "read", str_nearest(id, ids, base->n), "scheme.drop-unknown", id, NULL);
}

static const struct yaml *merge_rules(struct arena *a, const struct yaml *base, const struct yaml *over,
                                      struct problems *problems)
{
    const struct yaml **items = ARENA_ARRAY(a, const struct yaml *, base->n + over->n);
    size_t n = 0;
    for (size_t i = 0; i < base->n; i++) {
        const struct yaml *rule = by_id(over, yaml_get_text(base->item[i], "id"));
        if (rule && is_drop(rule))
            continue;
        items[n++] = rule ? yaml_merge(a, base->item[i], rule, problems) : base->item[i];
    }
    for (size_t i = 0; i < over->n; i++) {
        const struct yaml *rule = over->item[i];
        if (by_id(base, yaml_get_text(rule, "id")))
            continue;
        if (is_drop(rule))
            refuse_drop(problems, base, rule, a);
        else
            items[n++] = rule;
    }
    return yaml_new_list(a, over->at, items, n);
}

const struct yaml *yaml_merge(struct arena *a, const struct yaml *base, const struct yaml *over,
                              struct problems *problems)
{
    if (!base || !over)
        return base ? base : over;
    if (base->kind == YAML_MAP && over->kind == YAML_MAP)
        return merge_maps(a, base, over, problems);
    if (over->n > 0 && base->n > 0 && is_rules(base) && is_rules(over))
        return merge_rules(a, base, over, problems);
    return over;
}
