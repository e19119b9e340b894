#include "core/model/record.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/base/str.h"
#include "core/model/case.h"
#include "core/model/certificate.h"
#include "core/model/check.h"
#include "core/model/deadline.h"
#include "core/model/disposal.h"
#include "core/model/fee.h"
#include "core/model/form.h"
#include "core/model/office.h"
#include "core/model/paper.h"
#include "core/model/party.h"
#include "core/model/register.h"

#define RECORDS(X)                                    \
    X(scheme_version, SCHEME_VERSION_FIELDS)          \
    X(param, PARAM_FIELDS)                            \
    X(office_closed_day, OFFICE_CLOSED_DAY_FIELDS)    \
    X(user, USER_FIELDS)                              \
    X(user_key, USER_KEY_FIELDS)                      \
    X(user_role, USER_ROLE_FIELDS)                    \
    X(interest, INTEREST_FIELDS)                      \
    X(party, PARTY_FIELDS)                            \
    X(certificate, CERTIFICATE_FIELDS)                \
    X(certificate_period, CERTIFICATE_PERIOD_FIELDS)  \
    X(certificate_event, CERTIFICATE_EVENT_FIELDS)    \
    X(case_file, CASE_FILE_FIELDS)                    \
    X(fact, FACT_FIELDS)                              \
    X(unit, UNIT_FIELDS)                              \
    X(track, TRACK_FIELDS)                            \
    X(task, TASK_FIELDS)                              \
    X(form, FORM_FIELDS)                              \
    X(check_result, CHECK_RESULT_FIELDS)              \
    X(query, QUERY_FIELDS)                            \
    X(deadline, DEADLINE_FIELDS)                      \
    X(fee, FEE_FIELDS)                                \
    X(payment, PAYMENT_FIELDS)                        \
    X(paper, PAPER_FIELDS)                            \
    X(register_entry, REGISTER_ENTRY_FIELDS)          \
    X(withholding, WITHHOLDING_FIELDS)                \
    X(ledger_row, LEDGER_ROW_FIELDS)                  \
    X(disposal, DISPOSAL_FIELDS)                      \
    X(disposal_item, DISPOSAL_ITEM_FIELDS)            \
    X(disposal_approval, DISPOSAL_APPROVAL_FIELDS)    \
    X(number, NUMBER_FIELDS)                          \
    X(counter, COUNTER_FIELDS)

#define FIELD_ROW(record_, type_, name_, flags_) {#name_, FIELD_##type_, (flags_), offsetof(struct record_, name_)},
#define DEFINE_TYPE(name_, LIST_)                                                               \
    static const struct record_field name_##_fields[] = {LIST_(FIELD_ROW, name_)};              \
    const struct record_type name_##_type = {#name_, name_##_fields, COUNT_OF(name_##_fields),  \
                                             sizeof(struct name_)};
RECORDS(DEFINE_TYPE)

#define CHECK_TYPE(name_, LIST_) \
    static_assert(COUNT_OF(name_##_fields) <= RECORD_FIELDS_MAX, "RECORD_FIELDS_MAX is too small for " #name_);
RECORDS(CHECK_TYPE)

#define TYPE_POINTER(name_, LIST_) &name_##_type,
static const struct record_type *const types[] = {RECORDS(TYPE_POINTER)};

const struct record_type *const *record_types(size_t *n_r)
{
    *n_r = COUNT_OF(types);
    return types;
}

const struct record_type *record_type_named(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (str_eq(types[i]->name, name))
            return types[i];
    return NULL;
}

const struct record_field *record_field_named(const struct record_type *type, const char *name)
{
    for (size_t i = 0; i < type->n_fields; i++)
        if (str_eq(type->fields[i].name, name))
            return &type->fields[i];
    return NULL;
}

bool record_has_id(const struct record_type *type)
{
    const struct record_field *first = &type->fields[0];
    return first->type == FIELD_ID && (first->flags & FIELD_KEY) && str_eq(first->name, "id");
}

static void *field_at(void *record, const struct record_field *field)
{
    return (char *)record + field->offset;
}

void record_init(const struct record_type *type, void *record)
{
    memset(record, 0, type->size);
    for (size_t i = 0; i < type->n_fields; i++) {
        const struct record_field *field = &type->fields[i];
        if (field->type == FIELD_TEXT)
            *(const char **)field_at(record, field) = "";
        else if (field->type == FIELD_DATE)
            *(struct date *)field_at(record, field) = DATE_NONE;
    }
}

static_assert(STR_INT_BYTES <= DATE_TEXT_BYTES, "a number fits where a day does");

const char *record_get_text(const void *record, const struct record_field *field, char to[DATE_TEXT_BYTES])
{
    const void *at = (const char *)record + field->offset;
    switch (field->type) {
    case FIELD_ID:
    case FIELD_INT:
        return str_of_int(*(const int64_t *)at, to);
    case FIELD_YEN:
        return str_of_int(((const struct yen *)at)->v, to);
    case FIELD_BOOL:
        return *(const bool *)at ? "1" : "0";
    case FIELD_TEXT:
        return *(const char *const *)at;
    case FIELD_DATE:
        return date_iso(*(const struct date *)at, to);
    case FIELD_INSTANT:
        return instant_text(*(const instant_us *)at, to);
    case FIELD_TYPE_COUNT:
        break;
    }
    assert(!"a field of no type");
    return "";
}

bool record_set_text(void *record, const struct record_field *field, const char *text)
{
    void *at = field_at(record, field);
    int64_t v;
    switch (field->type) {
    case FIELD_ID:
    case FIELD_INT:
        return str_to_int(text, INT64_MIN, INT64_MAX, at);
    case FIELD_YEN:
        return str_to_int(text, INT64_MIN, INT64_MAX, &((struct yen *)at)->v);
    case FIELD_BOOL:
        if (!str_to_int(text, 0, 1, &v))
            return false;
        *(bool *)at = v;
        return true;
    case FIELD_TEXT:
        *(const char **)at = text;
        return true;
    case FIELD_DATE:
        if (!*text) {
            *(struct date *)at = DATE_NONE;
            return true;
        }
        return date_from_iso(text, at);
    case FIELD_INSTANT:
        return instant_from_text(text, at);
    case FIELD_TYPE_COUNT:
        break;
    }
    assert(!"a field of no type");
    return false;
}

bool field_is_number(enum field_type type)
{
    return type == FIELD_ID || type == FIELD_INT || type == FIELD_YEN || type == FIELD_BOOL;
}

bool record_value_fits(const struct record_field *field, const struct record_value *value)
{
    char text[DATE_TEXT_BYTES];
    struct date day;
    instant_us at;
    if (field->type == FIELD_BOOL)
        return value->number == 0 || value->number == 1;
    if ((field->type != FIELD_DATE && field->type != FIELD_INSTANT) || !value->text.n)
        return true;
    if (value->text.n >= sizeof text)
        return false;
    memcpy(text, value->text.p, value->text.n);
    text[value->text.n] = '\0';
    return field->type == FIELD_DATE ? date_from_iso(text, &day) : instant_from_text(text, &at);
}

enum { PACKED_BYTES_MAX = (1 << 26) - 1 };

void record_pack(const struct record_type *type, const struct record_value *values, bool keys_only, struct buf *to)
{
    for (size_t i = 0; i < type->n_fields; i++) {
        const struct record_value *v = &values[i];
        if (keys_only && !(type->fields[i].flags & FIELD_KEY))
            continue;
        bool is_number = field_is_number(type->fields[i].type);
        assert(v->text.n <= PACKED_BYTES_MAX);
        if (is_number ? !v->number : !v->text.n)
            continue;
        /* Which field, how many bytes, and these: nothing can be read as two different records. */
        uint32_t head = (uint32_t)i << 26 | (uint32_t)(is_number ? sizeof v->number : v->text.n);
        buf_add(to, &head, sizeof head);
        buf_add(to, is_number ? (const void *)&v->number : v->text.p, head & PACKED_BYTES_MAX);
    }
}

void record_from_values(const struct record_type *type, const struct record_value *values, void *record_r, struct arena *a)
{
    record_init(type, record_r);
    for (size_t i = 0; i < type->n_fields; i++) {
        const struct record_field *field = &type->fields[i];
        if (!record_value_fits(field, &values[i]))
            continue;
        if (field->type == FIELD_YEN)
            ((struct yen *)field_at(record_r, field))->v = values[i].number;
        else if (field->type == FIELD_BOOL)
            *(bool *)field_at(record_r, field) = values[i].number != 0;
        else if (field_is_number(field->type))
            *(int64_t *)field_at(record_r, field) = values[i].number;
        else if (values[i].text.n)
            (void)record_set_text(record_r, field, arena_strndup(a, values[i].text.p, values[i].text.n));
    }
}
