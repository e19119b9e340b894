/* Inside of the reader: one table of keys per struct, and the functions that fill structs by them.
 *
 * A table names every key a map may have, where its value goes, of what kind it is and what it means. The same tables give
 * the reader its messages (unknown key, nearest key), and `shinsa scheme schema` its JSON Schema. */
#ifndef SHINSA_RULE_SCHEME_READ_H
#define SHINSA_RULE_SCHEME_READ_H

#include "core/rule/problem.h"
#include "core/rule/scheme_use.h"

struct reader;
struct key_table;

enum key_kind {
    KEY_TEXT,    /* const char * */
    KEY_ID,      /* const char *, shaped as an id */
    KEY_LABEL,   /* two const char *: ja, then en */
    KEY_BOOL,    /* bool */
    KEY_INT,     /* int */
    KEY_DATE,    /* struct date */
    KEY_YEN,     /* struct yen */
    KEY_WORD,    /* enum, by `words` */
    KEY_TEXTS,   /* struct texts: one or a list */
    KEY_FORMULA, /* struct formula, wanted type `want` */
    KEY_MERGE,   /* struct merge */
    KEY_PERIOD,  /* struct period */
    KEY_PERIODS, /* SPAN of struct period */
    KEY_SET,     /* SPAN of struct assignment */
    KEY_NAMED_TEXTS,    /* SPAN of struct named_text, from a map */
    KEY_NAMED_FORMULAS, /* SPAN of struct named_formula, from a map */
    KEY_MAP,     /* struct by `table` */
    KEY_LIST,    /* SPAN of structs by `table` */
    KEY_OTHER    /* by `read` */
};

enum { KEY_REQUIRED = 1 << 0, KEY_PRINTED = 1 << 1 /* MERGE: leaves the office, may not be empty */ };

/* A word and the value of an enum it stands for; ends with NULL. */
struct key_word {
    const char *word;
    int value;
};

struct key {
    const char *name;
    enum key_kind kind;
    size_t offset;
    unsigned flags;
    int want;            /* FORMULA: enum value_type */
    enum ref_kind ref;   /* TEXT, TEXTS, ID: what it refers to */
    const struct key_word *words;
    const struct key_table *table;
    void (*read)(struct reader *r, const struct key *key, const struct yaml *value, void *owner);
    const char *help;
};

struct key_table {
    const char *name;        /* "transition" */
    const struct key *keys;
    size_t n_keys;
    size_t size;             /* of the struct */
    bool id_repeats;         /* several may have one id: checks that refuse with the same words */
    bool is_rule;            /* begins with a struct rule: has id, label, src, req, help too */
    bool id_optional;        /* a rule that may go without id */
    bool src_optional;       /* a rule that needs no source of its own */
    bool any_id;             /* ids are words of the office (適) */
    void (*begin)(struct reader *r, const struct yaml *node, void *owner); /* before the keys, head read; may be NULL */
    void (*done)(struct reader *r, const struct yaml *node, void *owner);  /* after all keys; may be NULL */
    /* True if it took a key that the table does not have; may be NULL. */
    bool (*unknown)(struct reader *r, const struct yaml_entry *entry, void *owner);
};

struct reader {
    struct arena *a;    /* of the scheme */
    struct arena *work; /* gone when it is proved */
    struct scheme *s;
    struct problems *problems;
    const char *src;  /* of the innermost parent that has one */
    enum formula_scope scope; /* of the formulas being read */
    const char *scope_list;
    bool in_columns;          /* of a list field */
    const struct machine_def *machine; /* being read */
    const void *parent;                /* struct of the list or map being read, for `unknown` and `read` */
    LIST(struct reference) refs;
    LIST(struct formula_use) formulas;
    LIST(struct rule_use) reqs, unsourced;
};

/* Fills owner from a map by its table; problems are noted and reading goes on. */
void read_map(struct reader *r, const struct key_table *table, const struct yaml *node, void *owner);
/* A list of maps into an arena array; *n_r its length. */
void *read_list(struct reader *r, const struct key_table *table, const struct yaml *node, size_t *n_r);
/* A scalar's text, or NULL with a problem noted. */
const char *read_text(struct reader *r, const char *key, const struct yaml *node);
const char *read_id(struct reader *r, const char *key, const struct yaml *node);
bool read_bool(struct reader *r, const char *key, const struct yaml *node, bool *to);
/* A text, or {ja, en}: label[0], label[1]. */
void read_label(struct reader *r, const char *key, const struct yaml *node, const char **label);
struct texts read_texts(struct reader *r, const char *key, const struct yaml *node);
void read_formula(struct reader *r, const char *key, const struct yaml *node, int want, struct formula *to);
void read_merge(struct reader *r, const char *key, const struct yaml *node, bool printed, struct merge *to);
bool read_period(struct reader *r, const char *key, const struct yaml *node, struct period *to);
bool read_int(struct reader *r, const char *key, const struct yaml *node, int64_t min, int64_t max, int64_t *to);
bool read_date(struct reader *r, const char *key, const struct yaml *node, struct date *to);
/* `bool`, `enum(a,b)`, `list(text)`, or `enum` with choices read elsewhere. */
bool read_type(struct reader *r, const char *key, const struct yaml *node, struct type *to);
/* The value of a word of key->words; *to stays as it was when it is none of them. */
void read_word(struct reader *r, const struct key *key, const struct yaml *node, int *to);
/* Words, or {id, label}: labels_r has n = 0 when none has a label. */
void read_choices(struct reader *r, const char *key, const struct yaml *node, struct texts *choices_r,
                  struct texts *labels_r);
void read_ref(struct reader *r, enum ref_kind kind, const char *id, struct where at);
/* A problem at a node; up to ERR_ARGS arguments, ended by NULL. */
#define read_problem(r_, node_, near_, ...) problem_add((r_)->problems, (node_)->at, "read", (near_), __VA_ARGS__)

/* Writes a list into a SPAN. */
void span_put(void *span, const void *at, size_t n);

#define KEY_AT(type_, member_) .offset = offsetof(type_, member_)
#define TABLE_KEYS(keys_) .keys = (keys_), .n_keys = COUNT_OF(keys_)

/* The files of a version, and the table of each one's keys (offsets into struct scheme). */
struct scheme_file {
    const char *name; /* "forms.yaml" */
    const struct key_table *table;
    const char *help;
};
extern const struct scheme_file scheme_files[];
extern const size_t n_scheme_files;

extern const struct key_table scheme_table, lifecycle_table, forms_table, checklists_table, decisions_table,
    deadlines_table, fees_table, numbers_table, papers_table, register_table, people_table, retention_table;
extern const struct key_table guard_table, effect_table, constraint_table;

#endif
