/* Records: what the store keeps, described once.
 *
 * A record is a plain struct whose fields are listed in one macro. From that list come the struct, the table of its
 * fields, the binding and reading of its row, its part of a journal event, and the comparison when the journal is
 * replayed. Texts are borrowed (from an arena or the caller) and never NULL: "" means not there. */
#ifndef SHINSA_MODEL_RECORD_H
#define SHINSA_MODEL_RECORD_H

#include "core/base/buf.h"
#include "core/base/date.h"
#include "core/base/mem.h"
#include "core/base/money.h"
#include "core/base/str.h"

enum field_type { FIELD_ID, FIELD_INT, FIELD_BOOL, FIELD_TEXT, FIELD_DATE, FIELD_YEN, FIELD_INSTANT, FIELD_TYPE_COUNT };

enum field_flag {
    FIELD_PLAIN = 0,
    FIELD_KEY = 1 << 0,      /* part of the primary key */
    FIELD_PERSONAL = 1 << 1, /* enters the journal's chain as a salted digest, so that it can be erased */
};

/* lint-file: typedef a macro pastes these names together */
typedef int64_t field_c_ID;
typedef int64_t field_c_INT;
typedef bool field_c_BOOL;
typedef const char *field_c_TEXT;
typedef struct date field_c_DATE;
typedef struct yen field_c_YEN;
typedef instant_us field_c_INSTANT;

struct record_field {
    const char *name; /* also the column */
    enum field_type type;
    unsigned flags;
    size_t offset;
};

struct record_type {
    const char *name; /* also the table */
    const struct record_field *fields;
    size_t n_fields;
    size_t size; /* of the struct */
};

/* A field list is a macro of two arguments, `#define PARTY_FIELDS(X, R) X(R, ID, id, FIELD_KEY) X(R, TEXT, name, 0)`:
 * X is applied to the record's name, the field's type, its name and its flags.
 * `RECORD_DECLARE(party, PARTY_FIELDS);` gives struct party and party_type. */
#define RECORD_MEMBER_(record_, type_, name_, flags_) field_c_##type_ name_;
#define RECORD_DECLARE(name_, LIST_)          \
    struct name_ {                            \
        LIST_(RECORD_MEMBER_, name_)          \
    };                                        \
    extern const struct record_type name_##_type

/* Every record type of the house, in the order in which they may refer to each other; n_r gets their number. */
const struct record_type *const *record_types(size_t *n_r);
const struct record_type *record_type_named(const char *name); /* NULL if unknown */
const struct record_field *record_field_named(const struct record_type *type, const char *name);

bool record_has_id(const struct record_type *type); /* its first field `id` alone is its key */

/* Every text "", every date DATE_NONE, numbers and instants 0. */
void record_init(const struct record_type *type, void *record);
/* One field as text: dates ISO, booleans 0 and 1, yen and integers decimal, instants as instant_text. Borrowed from the
 * record or from `to`. */
const char *record_get_text(const void *record, const struct record_field *field, char to[DATE_TEXT_BYTES]);
/* Sets one field from such text (the text itself is borrowed). False: the text is not of the field's type. */
bool record_set_text(void *record, const struct record_field *field, const char *text);

/* A record field by field as it stands in the store or in the journal, borrowed and not yet read: texts, dates and
 * instants as text, what is a number as a number. No bytes, or 0: not there. For whoever walks many and keeps none. */
struct record_value {
    struct str text;
    int64_t number;
};
enum { RECORD_FIELDS_MAX = 32 };
bool field_is_number(enum field_type type); /* ID, INT, BOOL, YEN */
/* Whether the value is one that a field of this type can have. */
bool record_value_fits(const struct record_field *field, const struct record_value *value);
/* Appends bytes that two records of this type share only if all their fields (keys_only: their keys) are the same. */
void record_pack(const struct record_type *type, const struct record_value *values, bool keys_only, struct buf *to);
/* The record of these values, without those that do not fit; texts in the arena. */
void record_from_values(const struct record_type *type, const struct record_value *values, void *record_r, struct arena *a);

#endif
