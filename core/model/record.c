#include "core/model/record.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/base/str.h"
#include "core/model/case.h"
#include "core/model/certificate.h"
#include "core/model/check.h"
#include "core/model/deadline.h"
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
    X(number, NUMBER_FIELDS)                          \
    X(counter, COUNTER_FIELDS)

#define FIELD_ROW(record_, type_, name_, flags_) {#name_, FIELD_##type_, (flags_), offsetof(struct record_, name_)},
#define DEFINE_TYPE(name_, LIST_)                                                               \
    static const struct record_field name_##_fields[] = {LIST_(FIELD_ROW, name_)};              \
    const struct record_type name_##_type = {#name_, name_##_fields, COUNT_OF(name_##_fields),  \
                                             sizeof(struct name_)};
RECORDS(DEFINE_TYPE)

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

const char *record_get_text(const void *record, const struct record_field *field, char to[DATE_TEXT_BYTES])
{
    const void *at = (const char *)record + field->offset;
    switch (field->type) {
    case FIELD_ID:
    case FIELD_INT:
        snprintf(to, DATE_TEXT_BYTES, "%" PRId64, *(const int64_t *)at);
        return to;
    case FIELD_YEN:
        snprintf(to, DATE_TEXT_BYTES, "%" PRId64, ((const struct yen *)at)->v);
        return to;
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
