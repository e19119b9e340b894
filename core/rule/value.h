/* Values of the scheme language: what a fact holds and an expression gives.
 *
 * A value is small and copied; texts and lists are borrowed (from the scheme, or from the arena of the facts). Undefined
 * is a value of its own: VALUE_UNDEFINED is not an error but "nobody has said yet". Decimals are integers scaled by
 * DECIMAL_ONE; nothing here is floating point. Arithmetic that does not fit 64 bits is undefined, never wrong. */
#ifndef SHINSA_RULE_VALUE_H
#define SHINSA_RULE_VALUE_H

#include "core/base/date.h"
#include "core/base/mem.h"
#include "core/base/money.h"

enum value_type {
    VALUE_UNDEFINED, /* as a wanted type: anything */
    VALUE_BOOL,
    VALUE_INT,
    VALUE_DECIMAL,
    VALUE_YEN,
    VALUE_TEXT, /* enumerations too: their words */
    VALUE_DATE,
    VALUE_PERIOD,
    VALUE_LIST
};
#define VALUE_ANY VALUE_UNDEFINED

#define DECIMAL_ONE INT64_C(1000000) /* six digits behind the point */

struct value;
struct type_columns;

/* What a fact, a column or an expression is. A zeroed type is VALUE_ANY. */
struct type {
    enum value_type type;
    enum value_type of;                 /* list: of what; VALUE_UNDEFINED: of records, see columns */
    const struct type_columns *columns; /* list of records */
    const char *const *choices;         /* text, or list of texts: the only words allowed; NULL: any */
    size_t n_choices;
    const char *const *labels;          /* what people call each choice; NULL: the words themselves */
};

struct type_column {
    const char *name;  /* it.name */
    const char *label; /* for people; may be NULL */
    struct type type;
};

struct type_columns {
    const struct type_column *at;
    size_t n;
};

/* Rows of a list; a list of plain values has rows of one cell. row[i] points to columns->n cells. */
struct value_list {
    const struct type_columns *columns; /* NULL: plain values */
    size_t n;
    const struct value *const *row;
};

struct value {
    enum value_type type;
    union {
        bool b;
        int64_t i; /* int, yen; decimal scaled by DECIMAL_ONE */
        const char *text;
        struct date date;
        struct period period;
        const struct value_list *list;
    };
};

static inline struct value value_undefined(void) { return (struct value){.type = VALUE_UNDEFINED}; }
static inline struct value value_bool(bool b) { return (struct value){.type = VALUE_BOOL, .b = b}; }
static inline struct value value_int(int64_t i) { return (struct value){.type = VALUE_INT, .i = i}; }
static inline struct value value_decimal(int64_t scaled) { return (struct value){.type = VALUE_DECIMAL, .i = scaled}; }
static inline struct value value_yen(struct yen y) { return (struct value){.type = VALUE_YEN, .i = y.v}; }
static inline struct value value_period(struct period p) { return (struct value){.type = VALUE_PERIOD, .period = p}; }
static inline struct value value_list(const struct value_list *l) { return (struct value){.type = VALUE_LIST, .list = l}; }
/* Borrows s; NULL and "" are undefined, as an empty field is. */
struct value value_text(const char *s);
/* DATE_NONE is undefined. */
struct value value_date(struct date d);

static inline bool value_defined(struct value v) { return v.type != VALUE_UNDEFINED; }
static inline bool value_true(struct value v) { return v.type == VALUE_BOOL && v.b; }

/* Position of a column, or -1. */
int type_column(const struct type_columns *columns, const char *name);
/* Word of the language for a type ("date"). Never NULL. */
const char *value_type_name(enum value_type type);
/* The type of that word; false if there is none. */
bool value_type_named(const char *name, enum value_type *type_r);

/* Same type and same content; int, decimal compare as numbers; two undefined are equal; lists by their cells. */
bool value_equal(struct value a, struct value b);
/* Order of two defined values of one kind (numbers, yen, dates, texts by bytes): -1, 0, 1. False if they have none:
 * different kinds, booleans, lists, periods of different units. */
bool value_compare(struct value a, struct value b, int *order_r);

enum { VALUE_TEXT_MAX = 65536 };

/* As people read it: 2024-05-07, 209,000, 1.5, 60d, texts themselves, lists joined by the ideographic comma; "" for
 * undefined. In the arena, or borrowed from the value. */
const char *value_print(struct arena *a, struct value v);
/* As the store and the examples write it: as value_print, but yen without separators, true and false. value_read of it
 * gives the value back. */
const char *value_store_text(struct arena *a, struct value v);
/* Text to a value of the type. "" is undefined. Lists of plain values are separated by line feeds. Borrows s where it
 * can. E_INPUT "value.not-bool", "value.not-number", "value.not-date", "value.not-period", "value.not-choice". */
int value_read(struct arena *a, const struct type *type, const char *s, struct value *v_r, struct err *e) WARN_UNUSED;

/* Literals of periods: 60d 10bd 2w 6mo 2y 1fy, also with a minus. */
bool value_period_read(const char *s, struct period *p_r);
#define PERIOD_TEXT_BYTES 20
const char *value_period_text(struct period p, char to[PERIOD_TEXT_BYTES]);

/* Arithmetic that says when it does not fit: undefined instead. Rounding is by name. */
struct value value_add(struct value a, struct value b);      /* numbers of one kind */
struct value value_subtract(struct value a, struct value b); /* numbers of one kind */
struct value value_multiply(struct value a, struct value b);
struct value value_divide(struct value a, struct value b); /* a decimal, cut after six digits; undefined by zero */
struct value value_round(struct value v, int digits, enum rounding rounding);
/* a / b rounded once, from the exact quotient. An int when digits is 0 or less, else a decimal. */
struct value value_round_quotient(struct value a, struct value b, int digits, enum rounding rounding);

#endif
