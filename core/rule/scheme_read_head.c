/* scheme.yaml: who, what, since when, with which parameters and facts. */
#include "core/rule/scheme_read.h"

#include "core/base/str.h"
#include "core/rule/table.h"
#include "core/rule/value.h"

static void begin_dated(struct reader *r, const struct yaml *node, void *owner)
{
    (void)r;
    (void)node;
    struct body_def *body = owner;
    body->from = body->until = DATE_NONE;
}

static void done_body(struct reader *r, const struct yaml *node, void *owner)
{
    struct body_def *body = owner;
    body->at = node->at;
    if (!body->src)
        body->src = r->src;
}

static const struct key body_keys[] = {
    {"from", KEY_DATE, KEY_AT(struct body_def, from), KEY_REQUIRED, .help = "first day under this name"},
    {"until", KEY_DATE, KEY_AT(struct body_def, until), .help = "last day under this name; open without it"},
    {"name", KEY_TEXT, KEY_AT(struct body_def, name), KEY_REQUIRED, .help = "name of the certifying body"},
    {"src", KEY_TEXT, KEY_AT(struct body_def, src), .help = "where it is written"},
};
static const struct key_table body_table = {"body", TABLE_KEYS(body_keys), sizeof(struct body_def),
                                            .begin = begin_dated, .done = done_body};

static const struct key subject_keys[] = {
    {"label", KEY_TEXT, KEY_AT(struct scheme, subject_label), .help = "what is certified: service, facility, product"},
    {"name", KEY_FORMULA, KEY_AT(struct scheme, subject_name), .want = VALUE_TEXT, .help = "its name in one line"},
};
static const struct key_table subject_table = {"subject", TABLE_KEYS(subject_keys), sizeof(struct scheme)};

#define PARTY_KEY(name_, member_, help_) \
    {name_, KEY_FORMULA, KEY_AT(struct party_def, member_), .want = VALUE_TEXT, .help = help_}
static const struct key party_keys[] = {
    PARTY_KEY("kind", kind, "kind of applicant"),
    PARTY_KEY("name", name, "name of the applicant"),
    PARTY_KEY("reading", reading, "its reading in katakana"),
    PARTY_KEY("corporate_number", corporate_number, "corporate number"),
    PARTY_KEY("address", address, "address"),
    PARTY_KEY("tel", tel, "telephone"),
    PARTY_KEY("mail", mail, "mail address"),
};
static const struct key_table party_table = {"party", TABLE_KEYS(party_keys), sizeof(struct party_def)};

static const struct key_word sees_words[] = {{"all", 0}, {"assigned", 1}, {NULL, 0}};
static void read_sees(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    int assigned = 0;
    struct key word = *key;
    word.words = sees_words;
    read_word(r, &word, value, &assigned);
    ((struct role_def *)owner)->sees_assigned_only = assigned;
}

static const struct key role_keys[] = {
    {"acts_as", KEY_TEXTS, KEY_AT(struct role_def, acts_as), .ref = REF_ROLE, .help = "roles whose acts it may do too"},
    {"sees", KEY_OTHER, .read = read_sees, .help = "all (default), or assigned: only cases assigned to the person"},
};
static const struct key_table role_table = {"role", TABLE_KEYS(role_keys), .size = sizeof(struct role_def), .is_rule = true,
                                            .src_optional = true};

/* Choices may stand beside the type, for `type: enum` and `type: list(enum)`. */
static void take_choices(struct reader *r, const struct yaml *node, struct type *type)
{
    const struct yaml *choices = yaml_get(node, "choices");
    if (!choices)
        return;
    struct texts words, labels;
    read_choices(r, "choices", choices, &words, &labels);
    type->choices = words.at;
    type->n_choices = words.n;
    type->labels = labels.n ? labels.at : NULL;
}

static void read_fact_type(struct reader *r, const struct key *key, const struct yaml *value, void *owner);
static void ignore_key(struct reader *r, const struct key *key, const struct yaml *value, void *owner);
static void done_fact(struct reader *r, const struct yaml *node, void *owner);

static const struct key column_keys[] = {
    {"type", KEY_OTHER, .flags = KEY_REQUIRED, .read = read_fact_type, .help = "bool int decimal yen text date period enum(a,b) list(text)"},
    {"choices", KEY_OTHER, .read = ignore_key, .help = "words of type enum, or {id, label}"},
};
static const struct key_table column_table = {"column", TABLE_KEYS(column_keys), sizeof(struct fact_def), .is_rule = true,
                                              .src_optional = true, .done = done_fact};

/* of: [{id: number, label: 番号, type: text}, …] of a table. */
static void read_table_columns(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct param_def *param = owner;
    size_t n;
    (void)key;
    const struct fact_def *column = read_list(r, &column_table, value, &n);
    struct type_column *at = ARENA_ARRAY(r->a, struct type_column, n);
    struct type_columns *columns = ARENA_NEW(r->a, struct type_columns);
    for (size_t i = 0; i < n; i++)
        at[i] = (struct type_column){column[i].rule.id, column[i].rule.label, column[i].type};
    *columns = (struct type_columns){at, n};
    param->type = (struct type){.type = VALUE_LIST, .columns = columns};
}

static void read_param_type(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct param_def *param = owner;
    if (!str_eq(value->text, "table")) /* whose columns stand in `of` */
        read_type(r, key->name, value, &param->type);
    else if (!param->type.columns)
        param->type.type = VALUE_LIST;
}

static void read_param_default(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct param_def *param = owner;
    if (value->kind == YAML_LIST && value->n && value->item[0]->kind == YAML_MAP)
        return; /* rows of a table: when its columns are known */
    if (value->kind == YAML_LIST)
        param->values = read_texts(r, key->name, value);
    else
        param->value = read_text(r, key->name, value);
}

static void done_param(struct reader *r, const struct yaml *node, void *owner)
{
    struct param_def *param = owner;
    take_choices(r, node, &param->type);
    const struct yaml *given = yaml_get(node, "default");
    struct value v;
    struct err e;
    bool table = str_eq(yaml_get_text(node, "type"), "table");
    if (table && !param->type.columns) {
        read_problem(r, node, NULL, "scheme.missing-key", "of", "param", NULL);
        param->type = (struct type){.type = VALUE_TEXT};
        return;
    }
    if (table && given && given->kind == YAML_LIST) {
        if (table_of_yaml(r->a, &param->type, given, &param->value, &e) || value_read(r->a, &param->type, param->value, &v, &e))
            read_problem(r, given, NULL, e.msg, e.arg[0], e.arg[1], e.arg[2], NULL);
        return;
    }
    if (!given || !param->value)
        return;
    if (param->type.type == VALUE_LIST || value_read(r->a, &param->type, param->value, &v, &e) != 0)
        read_problem(r, given, NULL, "scheme.default-type", param->rule.id, param->value,
                     value_type_name(param->type.type), NULL);
}

static void ignore_key(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    (void)r;
    (void)key;
    (void)value;
    (void)owner;
}

static const struct key param_keys[] = {
    {"type", KEY_OTHER, .flags = KEY_REQUIRED, .read = read_param_type,
     .help = "bool int decimal yen text date period enum(a,b) list(text) table"},
    {"choices", KEY_OTHER, .read = ignore_key, .help = "words of type enum, or {id, label}"},
    {"of", KEY_OTHER, .read = read_table_columns, .help = "columns of type table"},
    {"default", KEY_OTHER, .read = read_param_default, .help = "its value until the office sets another"},
    {"confirm", KEY_BOOL, KEY_AT(struct param_def, confirm), .help = "the office must confirm it before going live"},
};
static const struct key_table param_table = {"param", TABLE_KEYS(param_keys), sizeof(struct param_def),
                                             .is_rule = true, .done = done_param};

static void read_fact_type(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    read_type(r, key->name, value, &((struct fact_def *)owner)->type);
}

static void done_fact(struct reader *r, const struct yaml *node, void *owner)
{
    take_choices(r, node, &((struct fact_def *)owner)->type);
}

static const struct key fact_keys[] = {
    {"type", KEY_OTHER, .flags = KEY_REQUIRED, .read = read_fact_type, .help = "type of the value"},
    {"choices", KEY_OTHER, .read = ignore_key, .help = "words of type enum, or {id, label}"},
    {"of", KEY_TEXT, KEY_AT(struct fact_def, unit), .ref = REF_UNIT, .help = "kind of unit that has this.x"},
    {"is", KEY_FORMULA, KEY_AT(struct fact_def, is), .want = VALUE_ANY, .help = "computed from other facts, never set"},
};
static const struct key_table fact_table = {"fact", TABLE_KEYS(fact_keys), sizeof(struct fact_def), .is_rule = true,
                                            .src_optional = true, .done = done_fact};

static void read_refusals(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct scheme *s = owner;
    if (value->kind != YAML_MAP) {
        read_problem(r, value, NULL, "scheme.not-map", key->name, NULL);
        return;
    }
    struct refusal_def *refusals = ARENA_ARRAY(r->a, struct refusal_def, value->n);
    for (size_t i = 0; i < value->n; i++) {
        refusals[i].id = value->entry[i].key;
        refusals[i].at = value->entry[i].at;
        read_merge(r, refusals[i].id, value->entry[i].value, false, &refusals[i].say);
    }
    span_put(&s->refusals, refusals, value->n);
}

static void done_no_duty(struct reader *r, const struct yaml *node, void *owner)
{
    (void)r;
    ((struct no_duty_def *)owner)->at = node->at;
}

static const struct key no_duty_keys[] = {
    {"req", KEY_TEXTS, KEY_AT(struct no_duty_def, req), KEY_REQUIRED, .help = "requirement ids"},
    {"reason", KEY_TEXT, KEY_AT(struct no_duty_def, reason), KEY_REQUIRED, .help = "why they ask nothing of the software"},
};
static const struct key_table no_duty_table = {"no_duty", TABLE_KEYS(no_duty_keys), sizeof(struct no_duty_def),
                                               .done = done_no_duty};

static const struct key engine_keys[] = {
    {"req", KEY_TEXTS, KEY_AT(struct no_duty_def, req), KEY_REQUIRED, .help = "requirement ids"},
    {"where", KEY_TEXT, KEY_AT(struct no_duty_def, reason), KEY_REQUIRED, .help = "what of the program fulfils them"},
};
static const struct key_table engine_table = {"engine", TABLE_KEYS(engine_keys), sizeof(struct no_duty_def),
                                              .done = done_no_duty};

static const struct key partly_keys[] = {
    {"req", KEY_TEXTS, KEY_AT(struct no_duty_def, req), KEY_REQUIRED, .help = "requirement ids"},
    {"missing", KEY_TEXT, KEY_AT(struct no_duty_def, reason), KEY_REQUIRED, .help = "what of them is not done"},
};
static const struct key_table partly_table = {"partly", TABLE_KEYS(partly_keys), sizeof(struct no_duty_def),
                                              .done = done_no_duty};

#define STANDARD_KEY(name_, help_) \
    {#name_, KEY_TEXT, KEY_AT(struct standard_refusals_def, name_), .ref = REF_GUARD, .help = help_}
static const struct key standard_keys[] = {
    STANDARD_KEY(role, "the actor has no role for it"),
    STANDARD_KEY(state, "not possible in this state"),
    STANDARD_KEY(certificate, "the certificate that the case type needs is not in force"),
    STANDARD_KEY(duplicate, "a second case of an exclusive type"),
    STANDARD_KEY(second_review, "a list that waits for its second person"),
};
static const struct key_table standard_table = {"standard_refusals", TABLE_KEYS(standard_keys),
                                                sizeof(struct standard_refusals_def)};

/* "35-66" or "70" */
static bool read_range(const char *text, struct requirement_range *range)
{
    struct str rest = str_of(text), low, high;
    char digits[2][8] = {"", ""};
    if (!str_split(&rest, '-', &low) || low.n >= sizeof digits[0])
        return false;
    bool both = str_split(&rest, '-', &high);
    if (both && (high.n >= sizeof digits[1] || rest.n > 0))
        return false;
    for (size_t i = 0; i < low.n; i++)
        digits[0][i] = low.p[i];
    for (size_t i = 0; both && i < high.n; i++)
        digits[1][i] = high.p[i];
    int64_t from, to;
    if (!str_to_int(digits[0], 0, 99999, &from) || !str_to_int(both ? digits[1] : digits[0], from, 99999, &to))
        return false;
    *range = (struct requirement_range){(int)from, (int)to};
    return true;
}

static void read_ranges(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct requirements_def *requirements = owner;
    struct texts texts = read_texts(r, key->name, value);
    struct requirement_range *ranges = ARENA_ARRAY(r->a, struct requirement_range, texts.n);
    for (size_t i = 0; i < texts.n; i++)
        if (!read_range(texts.at[i], &ranges[i]))
            read_problem(r, value, NULL, "scheme.not-range", texts.at[i], NULL);
    requirements->ranges = ranges;
    requirements->n_ranges = texts.n;
}

static void begin_requirements(struct reader *r, const struct yaml *node, void *owner)
{
    (void)r;
    struct requirements_def *requirements = owner;
    requirements->width = 3;
    requirements->at = node->at;
}

static const struct key requirements_keys[] = {
    {"prefix", KEY_TEXT, KEY_AT(struct requirements_def, prefix), KEY_REQUIRED, .help = "what stands before the number"},
    {"width", KEY_INT, KEY_AT(struct requirements_def, width), .help = "digits of the number, 3 without it"},
    {"ranges", KEY_OTHER, .flags = KEY_REQUIRED, .read = read_ranges, .help = "numbers: [\"1-25\", \"70\"]"},
};
static const struct key_table requirements_table = {"requirements", TABLE_KEYS(requirements_keys),
                                                    sizeof(struct requirements_def), .begin = begin_requirements};

static void done_edition(struct reader *r, const struct yaml *node, void *owner)
{
    (void)r;
    ((struct edition_def *)owner)->at = node->at;
}

static const struct key edition_keys[] = {
    {"date", KEY_DATE, KEY_AT(struct edition_def, date), KEY_REQUIRED, .help = "day of the revision"},
    {"text", KEY_TEXT, KEY_AT(struct edition_def, text), KEY_REQUIRED, .help = "what changed"},
};
static const struct key_table edition_table = {"edition", TABLE_KEYS(edition_keys), sizeof(struct edition_def),
                                               .done = done_edition};

static const struct key scheme_keys[] = {
    {"version", KEY_DATE, KEY_AT(struct scheme, version), KEY_REQUIRED, .help = "effective date, name of the folder"},
    {"extends", KEY_TEXT, KEY_AT(struct scheme, extends), .help = "base-scheme/2024-04-01: what it is built on"},
    {"abstract", KEY_BOOL, KEY_AT(struct scheme, abstract), .help = "a base without cases of its own"},
    {"short", KEY_TEXT, KEY_AT(struct scheme, short_label), .help = "name in lists, at most 16 columns"},
    {"legal_basis", KEY_TEXTS, KEY_AT(struct scheme, legal_basis), .help = "statutes and rules it rests on"},
    {"bodies", KEY_LIST, KEY_AT(struct scheme, bodies), .table = &body_table, .help = "certifying body by date"},
    {"office", KEY_NAMED_TEXTS, KEY_AT(struct scheme, office), .help = "texts of the office for papers: office.<key>"},
    {"subject", KEY_MAP, .offset = 0, .table = &subject_table, .help = "what is certified"},
    {"party", KEY_MAP, KEY_AT(struct scheme, party), .table = &party_table, .help = "who applies: where its fields are"},
    {"roles", KEY_LIST, KEY_AT(struct scheme, roles), .table = &role_table, .help = "roles of the office"},
    {"params", KEY_LIST, KEY_AT(struct scheme, params), .table = &param_table, .help = "values an office may override"},
    {"facts", KEY_LIST, KEY_AT(struct scheme, facts), .table = &fact_table, .help = "values that transitions set"},
    {"closed_days", KEY_FORMULA, KEY_AT(struct scheme, closed_days), .want = VALUE_LIST,
     .help = "list of the body's own closed days"},
    {"refusals", KEY_OTHER, .read = read_refusals, .help = "texts of guard ids"},
    {"standard_refusals", KEY_MAP, KEY_AT(struct scheme, standard_refusals), .table = &standard_table,
     .help = "guard ids of what the engine itself refuses"},
    {"requirements", KEY_MAP, KEY_AT(struct scheme, requirements), .table = &requirements_table,
     .help = "all requirement ids"},
    {"no_duty", KEY_LIST, KEY_AT(struct scheme, no_duty), .table = &no_duty_table,
     .help = "requirements that ask nothing of the software"},
    {"engine", KEY_LIST, KEY_AT(struct scheme, engine), .table = &engine_table,
     .help = "requirements that the program fulfils for every scheme"},
    {"partly", KEY_LIST, KEY_AT(struct scheme, partly), .table = &partly_table,
     .help = "requirements that are fulfilled in part only"},
    {"editions", KEY_LIST, KEY_AT(struct scheme, editions), .table = &edition_table, .help = "log of revisions"},
};
const struct key_table scheme_table = {"scheme", TABLE_KEYS(scheme_keys), sizeof(struct scheme), .is_rule = true,
                                       .src_optional = true};
