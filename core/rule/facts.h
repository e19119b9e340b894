/* Facts: the one namespace that guards, deadlines, fees, decisions and papers read.
 *
 * `struct fact_names` is the symbol table of a scheme: which names exist, of what type, set or computed. It is built once
 * when the scheme is loaded and never changes afterwards. `struct facts` holds the values for one evaluation; everything
 * is undefined until it is set, lists are empty. Computed facts are asked from a resolver at their first use and kept.
 *
 * Keyed lists give names to their rows: with key column `item`, `form.F-B.b12.disclosure` is the cell of the row b12,
 * `form.F-B.b70@大阪DC.content` the one of a unit, and `check.CL-F.F10` the cell of the value column. */
#ifndef SHINSA_RULE_FACTS_H
#define SHINSA_RULE_FACTS_H

#include "core/base/holiday.h"
#include "core/rule/value.h"

enum { FACT_NAME_MAX = 200, FACT_NAMES_MAX = 20000, FACTS_ROWS_MAX = 10000, FACTS_DEPTH_MAX = 40, FACTS_STEPS_MAX = 4000000 };

/* Where a fact comes from: who sets it, or which rule computes it. */
enum fact_origin {
    FACT_GIVEN, /* set by the caller */
    FACT_DEADLINE,
    FACT_FEE,
    FACT_DECISION,
    FACT_CHECKLIST,
    FACT_FORM,  /* rows of a matrix form, with what is calculated beside what was filled in */
    FACT_FIELD, /* `calculate` of a form field */
    FACT_CERTIFICATE,
    FACT_PARAM,
    FACT_OTHER
};

/* Which row a keyed name means when several rows have the key. */
enum fact_pick { FACT_PICK_FIRST, FACT_PICK_NEWEST /* greatest date of `date_column`, the later row if equal */ };

/* How the rows of a list are named. Column numbers; -1: none. */
struct fact_keys {
    int key_column;
    int unit_column;  /* the @part */
    int value_column; /* what list.key means by itself; -1: true when there is such a row */
    int date_column;  /* FACT_PICK_NEWEST */
    int skip_column;  /* a bool column: true rows are passed over */
    enum fact_pick pick;
    const char *const *keys; /* the keys that exist, for checking; NULL: any */
    size_t n_keys;
    const struct type *item_types; /* of item_column by key: its cells are texts, read as this where the key is named */
    int item_column;               /* meant only if item_types is there */
};

struct fact_name {
    const char *name;
    const char *label; /* for people; may be NULL */
    struct type type;
    int slot;
    bool always;                /* never undefined */
    enum fact_origin origin;    /* computed facts: what the resolver needs */
    int index, part;            /* which rule of its table, which output of it */
    const struct fact_keys *keys; /* lists with named rows */
};

struct fact_names;

struct fact_names *fact_names_new(struct arena *a);
/* Declares a name (copied); the answer may be refined (label, always, origin, index, part) until the first use. The same
 * name again with the same type gives the same entry. E_INPUT "fact.twice", "fact.name-shape", E_LIMIT "fact.too-many". */
int fact_names_add(struct fact_names *names, const char *name, struct type type, struct fact_name **name_r,
                   struct err *e) WARN_UNUSED;
/* NULL if there is none. */
const struct fact_name *fact_names_find(const struct fact_names *names, const char *name);
const struct fact_name *fact_names_at(const struct fact_names *names, size_t slot);
size_t fact_names_count(const struct fact_names *names);
/* The nearest known name, or NULL. */
const char *fact_names_nearest(const struct fact_names *names, const char *name);

/* A name as it is read: a fact, or a cell of a keyed list. */
struct fact_ref {
    const char *name; /* as it was written */
    const struct fact_name *fact;
    const char *key, *unit; /* NULL: the fact itself */
    int column;             /* -1: whether there is such a row */
    struct type type;
};
/* Resolves `form.F-B.b70@大阪DC.content`. Texts of the answer are in `a`. E_NOTFOUND "fact.unknown" {name} {nearest}. */
int fact_names_resolve(const struct fact_names *names, struct arena *a, const char *name, struct fact_ref *ref_r,
                       struct err *e) WARN_UNUSED;

struct facts;

/* Computes a fact of origin other than FACT_GIVEN that nobody set. It may read other facts; leaves facts->missing naming
 * what it lacked when it answers undefined. */
typedef struct value facts_resolve_fn(struct facts *f, const struct fact_name *name, void *arg);
/* Computes one cell of a checklist without its other rows, so that items may refer to each other. */
typedef struct value facts_resolve_cell_fn(struct facts *f, const struct fact_ref *ref, void *arg);

/* Adds the rows of a list that facts_owe_rows promised; it has none before. Cannot fail. */
typedef void facts_fill_fn(struct facts *f, const struct fact_name *list, const void *arg);

struct fact_rows;

struct fact_slot {
    struct value value;
    const char *missing;    /* why a computed one is undefined */
    uint32_t computed;      /* generation of a computed value; 0: none */
    bool set, resolving;
    struct fact_rows *rows; /* rows that were added */
};

struct facts {
    struct arena *arena;
    const struct fact_names *names;
    const struct calendar *calendar; /* never NULL */
    facts_resolve_fn *resolve;       /* NULL: computed facts are undefined unless set */
    facts_resolve_cell_fn *resolve_cell; /* NULL: cells are taken from the computed list */
    void *resolve_arg;
    /* After an evaluation that gave undefined: name of the first base fact it lacked ("form.F-A.service_started_on"),
     * "(cycle) name", "(limit)" or "(number)" when a computation could not be made. NULL after a defined one. */
    const char *missing;
    struct fact_slot *slot;
    uint32_t generation; /* counts changes: what was computed before the newest one is stale */
    int depth;           /* of computations that ask for each other */
    int running;         /* evaluations within each other */
    size_t steps_left;   /* of the outermost one and all within it */
};

/* Everything undefined. Calendar NULL: weekends and national holidays. All borrowed. */
void facts_init(struct facts *f, struct arena *a, const struct fact_names *names, const struct calendar *calendar);
/* A copy to try things on ("if it were received on …"): same values as set, computed ones forgotten. */
void facts_copy(struct facts *to, const struct facts *from);
/* Forgets what was computed; what was set stays. To be called after facts were changed behind a computation. */
void facts_forget_computed(struct facts *f);

/* Sets a fact or a cell by name (a row is added when there is none with the key; `*` as the key sets all rows that
 * exist). An undefined value clears it. The value is borrowed, texts are not copied. Computed facts may be set: that
 * overrides the rule. Everything computed so far is forgotten. E_NOTFOUND "fact.unknown", E_INPUT "fact.type" {name}
 * {wanted}, "value.not-choice". */
int facts_set(struct facts *f, const char *name, struct value v, struct err *e) WARN_UNUSED;
/* The same from text, read by the fact's type. E_NOTFOUND "fact.unknown", E_INPUT "value.…" for a text that is no
 * value of its type. */
int facts_set_text(struct facts *f, const char *name, const char *text, struct err *e) WARN_UNUSED;
/* Without names: by slot, for callers that resolved once. */
void facts_set_slot(struct facts *f, const struct fact_name *name, struct value v);

/* Adds a row to a list of records; all cells are undefined. The answer may be filled until the arena goes; it stays
 * valid. E_NOTFOUND "fact.unknown", E_LIMIT "fact.too-many-rows". */
int facts_list_add_row(struct facts *f, const char *list, struct value **row_r, struct err *e) WARN_UNUSED;
/* In place of the i-th row that was added a new one, all undefined; who holds the old one keeps it. NULL if there is none. */
struct value *facts_list_fresh_row(struct facts *f, const char *list, size_t i);
/* Cell of a row that facts_list_add_row or facts_list_fresh_row gave, by column name; NULL if the list has no such column. */
struct value *facts_cell(const struct facts *f, const char *list, struct value *row, const char *column);
/* Forgets all rows; those that there are from now on are made when somebody asks for them, which nobody does of most lists.
 * n, how many there will be, is checked now: E_LIMIT "fact.too-many-rows". arg is borrowed as long as f and its copies. */
int facts_owe_rows(struct facts *f, const struct fact_name *list, facts_fill_fn *fill, const void *arg, size_t n,
                   struct err *e) WARN_UNUSED;
/* Forgets all rows. E_NOTFOUND "fact.unknown". */
int facts_list_clear(struct facts *f, const char *list, struct err *e) WARN_UNUSED;

/* Value of a fact or cell by name; undefined if unknown (facts->missing names it). */
struct value facts_get(struct facts *f, const char *name);
struct value facts_get_slot(struct facts *f, const struct fact_name *name);
struct value facts_get_ref(struct facts *f, const struct fact_ref *ref);
/* Rows of a list; never NULL. */
const struct value_list *facts_list(struct facts *f, const char *name);
/* Rows that were added to a list, also of a computed one: what its resolver starts from. Never NULL. */
const struct value_list *facts_rows(struct facts *f, const struct fact_name *name);
/* The row a key means in such a list, or NULL. */
const struct value *facts_find_row(const struct fact_name *name, const struct value_list *list, const char *key,
                                   const char *unit);
/* "today"; DATE_NONE when it is not set. */
struct date facts_today(struct facts *f);

/* Around an evaluation: the outermost one gets all its steps. */
void facts_begin(struct facts *f);
void facts_end(struct facts *f);
/* Remembers what is missing, if nothing was before; returns undefined. For resolvers and rules. */
struct value facts_lack(struct facts *f, const char *missing);

#endif
