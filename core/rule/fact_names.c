/* The symbol table of a scheme. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/str.h"
#include "core/rule/facts.h"

struct fact_names {
    struct arena *arena;
    LIST(struct fact_name *) names; /* by slot */
    LIST(const char *) texts;       /* the same, for str_nearest */
    struct bucket {
        uint64_t hash;
        struct fact_name *name;
    } *bucket; /* open addressing */
    size_t n_buckets;
};

/* Eight bytes at a time: facts are named and looked up by the hundred for each case. */
static uint64_t hash(const char *s, size_t n)
{
    uint64_t h = n, piece;
    for (; n > sizeof piece; n -= sizeof piece, s += sizeof piece) {
        memcpy(&piece, s, sizeof piece);
        h = ((h << 5 | h >> 59) ^ piece) * UINT64_C(0x9e3779b97f4a7c15);
    }
    piece = 0;
    memcpy(&piece, s, n);
    h = ((h << 5 | h >> 59) ^ piece) * UINT64_C(0x9e3779b97f4a7c15);
    return h ^ h >> 32;
}

/* Where the name stands or would stand. */
static struct bucket *bucket_of(const struct fact_names *names, const char *s, size_t n)
{
    uint64_t h = hash(s, n);
    size_t at = h & (names->n_buckets - 1);
    struct bucket *b = &names->bucket[at];
    while (b->name && (b->hash != h || strncmp(b->name->name, s, n) != 0 || b->name->name[n])) {
        at = (at + 1) & (names->n_buckets - 1);
        b = &names->bucket[at];
    }
    return b;
}

static void put_in(struct fact_names *names, struct fact_name *name)
{
    size_t n = strlen(name->name);
    *bucket_of(names, name->name, n) = (struct bucket){hash(name->name, n), name};
}

static void grow(struct fact_names *names)
{
    names->n_buckets = names->n_buckets ? names->n_buckets * 2 : 512;
    names->bucket = ARENA_ARRAY(names->arena, struct bucket, names->n_buckets);
    for (size_t i = 0; i < names->names.n; i++)
        put_in(names, names->names.at[i]);
}

struct fact_names *fact_names_new(struct arena *a)
{
    struct fact_names *names = ARENA_NEW(a, struct fact_names);
    names->arena = a;
    grow(names);
    return names;
}

/* Letters, digits, _ - . in segments that begin with a letter or digit; other scripts are allowed behind the first dot. */
static bool name_shape(const char *s)
{
    size_t n = strlen(s);
    if (!n || n > FACT_NAME_MAX || s[n - 1] == '.')
        return false;
    bool start = true;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
        if (!word && (start || (c != '_' && c != '-' && c != '.')))
            return false;
        start = c == '.';
    }
    return true;
}

static bool same_type(const struct type *a, const struct type *b)
{
    return a->type == b->type && a->of == b->of && a->columns == b->columns;
}

int fact_names_add(struct fact_names *names, const char *name, struct type type, struct fact_name **name_r, struct err *e)
{
    if (!name_shape(name))
        return err_set(e, E_INPUT, "fact.name-shape", name, NULL);
    struct fact_name *known = bucket_of(names, name, strlen(name))->name;
    if (known) {
        if (!same_type(&known->type, &type))
            return err_set(e, E_INPUT, "fact.twice", name, NULL);
        *name_r = known;
        return 0;
    }
    if (names->names.n >= FACT_NAMES_MAX)
        return err_set(e, E_LIMIT, "fact.too-many", name, NULL);
    struct fact_name *added = ARENA_NEW(names->arena, struct fact_name);
    added->name = arena_strdup(names->arena, name);
    added->type = type;
    added->slot = (int)names->names.n;
    put_in(names, added);
    *LIST_ADD(names->arena, &names->names) = added;
    *LIST_ADD(names->arena, &names->texts) = added->name;
    if (names->names.n * 2 > names->n_buckets)
        grow(names);
    *name_r = added;
    return 0;
}

static const struct fact_name *find_n(const struct fact_names *names, const char *name, size_t n)
{
    return bucket_of(names, name, n)->name;
}

const struct fact_name *fact_names_find(const struct fact_names *names, const char *name)
{
    return find_n(names, name, strlen(name));
}

const struct fact_name *fact_names_at(const struct fact_names *names, size_t slot)
{
    return names->names.at[slot];
}

size_t fact_names_count(const struct fact_names *names)
{
    return names->names.n;
}

const char *fact_names_nearest(const struct fact_names *names, const char *name)
{
    return str_nearest(name, names->texts.at, names->texts.n);
}

static bool key_known(const struct fact_keys *keys, const char *key)
{
    for (size_t i = 0; i < keys->n_keys; i++)
        if (strcmp(keys->keys[i], key) == 0)
            return true;
    return !keys->keys || strcmp(key, "*") == 0;
}

/* key[@unit][.column] behind the name of a keyed list. A key or a unit may hold dots itself, so the column is tried at
 * the last one. */
static bool split_key(struct arena *a, const struct fact_name *fact, const char *rest, struct fact_ref *ref_r)
{
    const struct fact_keys *keys = fact->keys;
    struct fact_ref ref = {.fact = fact, .column = keys->value_column};
    const char *dot = strrchr(rest, '.');
    const char *end = rest + strlen(rest);
    int column = dot ? type_column(fact->type.columns, dot + 1) : -1;
    if (column >= 0) {
        ref.column = column;
        end = dot;
    }
    const char *at = memchr(rest, '@', (size_t)(end - rest));
    if (at && (keys->unit_column < 0 || at + 1 == end))
        return false;
    ref.key = arena_strndup(a, rest, (size_t)((at ? at : end) - rest));
    ref.unit = at ? arena_strndup(a, at + 1, (size_t)(end - at - 1)) : NULL;
    if (!*ref.key || !key_known(keys, ref.key))
        return false;
    ref.type = ref.column >= 0 ? fact->type.columns->at[ref.column].type : (struct type){.type = VALUE_BOOL};
    for (size_t i = 0; keys->item_types && ref.column == keys->item_column && i < keys->n_keys; i++)
        if (strcmp(keys->keys[i], ref.key) == 0)
            ref.type = keys->item_types[i];
    *ref_r = ref;
    return true;
}

/* "form.F-B.b12.disclosur": what was meant? A name, or a key or column of the list it begins with. */
static const char *nearest_ref(const struct fact_names *names, struct arena *a, const struct fact_name *list,
                               const char *name)
{
    if (!list)
        return fact_names_nearest(names, name);
    const char *rest = name + strlen(list->name) + 1;
    const char *dot = strrchr(rest, '.');
    const char *key = str_nearest(dot ? arena_strndup(a, rest, (size_t)(dot - rest)) : rest, list->keys->keys,
                                  list->keys->n_keys);
    if (!dot)
        return key ? arena_printf(a, "%s.%s", list->name, key) : NULL;
    const char *columns[64];
    size_t n = list->type.columns->n < COUNT_OF(columns) ? list->type.columns->n : COUNT_OF(columns);
    for (size_t i = 0; i < n; i++)
        columns[i] = list->type.columns->at[i].name;
    const char *column = str_nearest(dot + 1, columns, n);
    int key_bytes = (int)(dot - rest);
    return column ? arena_printf(a, "%s.%.*s.%s", list->name, key ? (int)strlen(key) : key_bytes, key ? key : rest, column)
                  : NULL;
}

int fact_names_resolve(const struct fact_names *names, struct arena *a, const char *name, struct fact_ref *ref_r,
                       struct err *e)
{
    const struct fact_name *fact = fact_names_find(names, name);
    if (fact) {
        *ref_r = (struct fact_ref){.name = fact->name, .fact = fact, .column = -1, .type = fact->type};
        return 0;
    }
    const struct fact_name *list = NULL;
    for (size_t n = strlen(name); n > 0 && !list; n--) {
        if (name[n - 1] != '.')
            continue;
        fact = find_n(names, name, n - 1);
        if (fact && fact->keys && fact->type.columns)
            list = fact;
        if (list && split_key(a, list, name + n, ref_r)) {
            ref_r->name = arena_strdup(a, name);
            return 0;
        }
    }
    const char *nearest = nearest_ref(names, a, list, name);
    return err_set(e, E_NOTFOUND, "fact.unknown", name, nearest ? nearest : "", NULL);
}
