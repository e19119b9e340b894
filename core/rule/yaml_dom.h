/* YAML text to a tree with the place of every node: the one user of libyaml.
 *
 * What a scheme needs of YAML and nothing else: maps with text keys, lists, scalars, anchors and aliases. Refused are
 * several documents, tags, keys that are no text, the same key twice, text that is not UTF-8 or holds control or bidi
 * characters, and anything beyond the maxima below; aliases count with all they stand for. Nodes live in the arena; an
 * aliased node is shared, so nobody changes a node that was read. */
#ifndef SHINSA_RULE_YAML_DOM_H
#define SHINSA_RULE_YAML_DOM_H

#include "core/base/err.h"
#include "core/rule/rule.h"

enum {
    YAML_BYTES_MAX = 2 << 20,
    YAML_DEPTH_MAX = 24,
    YAML_NODES_MAX = 200000,
    YAML_ENTRIES_MAX = 4000, /* of one map */
    YAML_SCALAR_MAX = 65536
};

enum yaml_kind { YAML_NULL, YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml_source;

struct yaml_entry {
    const char *key;
    struct where at; /* of the key */
    const struct yaml *value;
};

struct yaml {
    enum yaml_kind kind;
    bool quoted;                      /* a scalar in quotes or a block: never null, true or a number */
    bool anchored;                    /* its anchor stands where it begins */
    struct where at;
    const char *text;                 /* SCALAR, ended; "" for NULL */
    const struct yaml *const *item;   /* LIST */
    const struct yaml_entry *entry;   /* MAP, in the order written */
    size_t n;                         /* items or entries */
    size_t weight;                    /* nodes and keys, with aliases written out */
    const struct yaml_source *source; /* of SCALAR, for yaml_place */
};

/* One document. An empty text gives YAML_NULL. The text need not live on. On failure *at_r says where:
 * E_INPUT "yaml.syntax" {what}, "yaml.bytes", "yaml.control", "yaml.twice" {key}, "yaml.key", "yaml.alias" {name},
 * "yaml.tag", "yaml.documents"; E_LIMIT "yaml.size", "yaml.depth", "yaml.nodes", "yaml.scalar". */
int yaml_parse(struct arena *a, const char *file, const char *text, size_t n, const struct yaml **root_r,
               struct where *at_r, struct err *e) WARN_UNUSED;
/* The same with its texts (keys, scalars, the name of the file) in an arena of their own: they stay valid when the
 * tree, which takes ten times their room, is gone. Errors as of yaml_parse. */
int yaml_parse_apart(struct arena *tree, struct arena *texts, const char *file, const char *text, size_t n,
                     const struct yaml **root_r, struct where *at_r, struct err *e) WARN_UNUSED;

/* Value of a key; NULL if node is no map or has no such key. */
const struct yaml *yaml_get(const struct yaml *node, const char *key);
const struct yaml_entry *yaml_entry(const struct yaml *node, const char *key);
/* Text of a scalar under key; NULL if there is none. */
const char *yaml_get_text(const struct yaml *node, const char *key);
/* Where the byte `offset` of a scalar's text stands in its file, whatever quotes, escapes and folded lines are between. */
struct where yaml_place(const struct yaml *scalar, size_t offset);

/* New nodes for merging: arrays are borrowed. */
struct yaml *yaml_new_map(struct arena *a, struct where at, const struct yaml_entry *entries, size_t n);
struct yaml *yaml_new_list(struct arena *a, struct where at, const struct yaml *const *items, size_t n);

#endif
