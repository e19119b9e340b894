#include "core/app/examples_names.h"

#include <string.h>

#include "core/app/examples_build.h"
#include "core/base/str.h"
#include "core/model/case.h"
#include "core/model/certificate.h"
#include "core/rule/form.h"
#include "core/rule/scheme.h"

/* What stands for more than one fact; the second column is how else people call it. */
static const char *const specials[] = {"steps",    "history",  "today", "docs",     "file_docs", "group_docs", "payments", "certs",
                                       "cases",    "counters", "query", "withheld", "cert.periods",
                                       "interests"};
static const struct {
    const char *alias, *name;
} aliases[] = {{"doc", "docs"},        {"group_doc", "group_docs"}, {"file_doc", "file_docs"},   {"payment", "payments"},     {"same_party_cert", "certs"},
               {"other_case", "cases"}, {"queries", "query"},         {"case", "case.type"},       {"case_type", "case.type"},
               {"case_state", "case.state"}, {"certificates", "certs"}, {"paper", "docs"},         {"papers", "docs"},
               {"interest", "interests"}};

bool names_special(const char *key)
{
    for (size_t i = 0; i < COUNT_OF(specials); i++)
        if (str_eq(specials[i], key))
            return true;
    return false;
}

/* `case: renewal` is case.type; `case: {type: renewal}` is a nest. */
static const char *unalias(const char *key, const struct yaml *value)
{
    for (size_t i = 0; i < COUNT_OF(aliases); i++)
        if (str_eq(aliases[i].alias, key) && value->kind != YAML_MAP)
            return aliases[i].name;
    return key;
}

int names_keys(const struct yaml *map, const char *const *known, struct err *e)
{
    size_t n = 0;
    while (known[n])
        n++;
    for (size_t i = 0; i < map->n; i++) {
        const struct texts all = {known, n};
        if (texts_have(&all, map->entry[i].key))
            continue;
        const char *nearest = str_nearest(map->entry[i].key, known, n);
        return stage_mistake(nearest ? "example.key-near" : "example.key", map->entry[i].key, nearest, map->entry[i].at, e);
    }
    return 0;
}

/* form.F.* of a plain form, cases and certificates as the store keeps them: no names of the scheme, yet given. */
static bool known_beside(const struct scheme *s, const char *name, struct type *type_r)
{
    static const char *const editions[] = {"case.edition", "cert.edition"};
    *type_r = (struct type){.type = VALUE_TEXT};
    for (size_t i = 0; i < COUNT_OF(editions); i++)
        if (str_eq(name, editions[i]))
            return true;
    if (!str_starts(name, "form.") && !str_starts(name, "original.") && !str_starts(name, "approved."))
        return false;
    struct str rest = str_of(name), part;
    (void)str_split(&rest, '.', &part);
    if (!str_split(&rest, '.', &part) || !str_is(rest, "*"))
        return false;
    for (size_t i = 0; i < s->forms.n; i++)
        if (str_is(part, s->forms.at[i].rule.id))
            return true;
    return false;
}

static bool resolve(const struct scheme *s, const char *name, struct arena *a, struct type *type_r, bool *row_r, struct err *e)
{
    struct fact_ref ref;
    *row_r = false;
    if (known_beside(s, name, type_r))
        return true;
    if (fact_names_resolve(s->names, a, name, &ref, e) != 0)
        return false;
    *type_r = ref.type;
    *row_r = ref.key != NULL;
    return true;
}

struct flat {
    const struct scheme *s;
    struct arena *a;
    LIST(struct yaml_entry) all;
};

/* A map under a name is a nest of names, unless the fact itself is written as a map (a lead time). */
static void flatten(struct flat *to, const char *prefix, const struct yaml *map)
{
    for (size_t i = 0; i < map->n; i++) {
        struct yaml_entry entry = map->entry[i];
        entry.key = *prefix ? arena_printf(to->a, "%s.%s", prefix, entry.key) : unalias(entry.key, entry.value);
        struct type type;
        bool row;
        struct err ignored;
        bool known = entry.value->kind == YAML_MAP && resolve(to->s, entry.key, to->a, &type, &row, &ignored);
        bool nest = entry.value->kind == YAML_MAP && !names_special(entry.key) && !(known && type.type == VALUE_PERIOD);
        if (nest)
            flatten(to, entry.key, entry.value);
        else
            *LIST_ADD(to->a, &to->all) = entry;
    }
}

const struct yaml *names_flat(const struct scheme *s, const struct yaml *map, struct arena *a)
{
    struct flat flat = {.s = s, .a = a};
    struct where nowhere = {.file = "?"};
    if (map && map->kind == YAML_MAP)
        flatten(&flat, "", map);
    return yaml_new_map(a, map ? map->at : nowhere, flat.all.at, flat.all.n);
}

int names_read(const struct stage *st, const char *name, struct where at, const char **name_r, struct err *e)
{
    struct type type;
    bool row;
    struct err first, second;
    if (resolve(st->scheme, name, st->a, &type, &row, &first)) {
        *name_r = name;
        return 0;
    }
    const char *of_case = arena_printf(st->a, "case.%s", name);
    if (!strchr(name, '.') && resolve(st->scheme, of_case, st->a, &type, &row, &second)) {
        *name_r = of_case;
        return 0;
    }
    return stage_mistake(*first.arg[1] ? "fact.unknown" : "fact.unknown-at-all", name, arena_strdup(st->a, first.arg[1]), at, e);
}

static struct yaml *scalar(struct arena *a, const struct yaml *like, const char *text)
{
    struct yaml *node = ARENA_NEW(a, struct yaml);
    *node = (struct yaml){.kind = *text ? YAML_SCALAR : YAML_NULL, .quoted = true, .at = like->at, .text = text, .weight = 1,
                          .source = like->source};
    return node;
}

/* What YAML people write for yes and no. */
static const char *yaml_bool(const struct yaml *v)
{
    static const char *const yes[] = {"yes", "Yes", "on", "On", "ON", "True"}, *const no[] = {"no", "No", "off", "Off", "OFF", "False"};
    for (size_t i = 0; i < COUNT_OF(yes); i++)
        if (str_eq(v->text, yes[i]))
            return "true";
    for (size_t i = 0; i < COUNT_OF(no); i++)
        if (str_eq(v->text, no[i]))
            return "false";
    return v->text;
}

/* "10 営業日" is one word. */
static const char *close_up(struct arena *a, const char *text)
{
    size_t digits = strspn(text, "0123456789");
    return digits && text[digits] == ' ' ? arena_printf(a, "%.*s%s", (int)digits, text, text + digits + 1) : text;
}

/* What there is to choose from: the nearest, or the first few. */
static const char *choices_text(struct arena *a, const char *text, const struct texts *choices)
{
    enum { SHOWN_MAX = 8 };
    const char *nearest = str_nearest(text, choices->at, choices->n), *all = "";
    for (size_t i = 0; !nearest && i < choices->n && i < SHOWN_MAX; i++)
        all = arena_printf(a, "%s%s%s", all, i ? " " : "", choices->at[i]);
    return nearest ? nearest : arena_printf(a, "%s%s", all, choices->n > SHOWN_MAX ? " ..." : "");
}

static int read_scalar(const struct stage *st, const char *name, const struct type *type, const struct yaml *v, const char *text,
                       const struct yaml **v_r, struct err *e)
{
    struct field_def field;
    struct field_value value;
    if (!field_of_type(type, name, &field)) {
        *v_r = v;
        return 0;
    }
    if (type->type == VALUE_BOOL)
        text = yaml_bool(v);
    if (type->type == VALUE_PERIOD)
        text = close_up(st->a, text);
    int rc = field_normalise(&field, NULL, &st->app->closed, st->today, text, st->a, &value, e);
    if (rc && field.type == INPUT_ENUM)
        return stage_mistake("example.choice", name, choices_text(st->a, text, &field.choices), v->at, e);
    if (rc)
        return err_detail(e, "%s:%d:%d", v->at.file ? v->at.file : "?", v->at.line, v->at.column);
    *v_r = scalar(st->a, v, value.stored);
    return 0;
}

/* {value: 1, unit: ヶ月, text: 電子メールで} */
static int read_leadtime(const struct stage *st, const char *name, const struct type *type, const struct yaml *v, const struct yaml **v_r,
                         struct err *e)
{
    static const char *const keys[] = {"value", "unit", "text", NULL};
    const char *number = yaml_get_text(v, "value"), *unit = yaml_get_text(v, "unit"), *text = yaml_get_text(v, "text");
    int rc = names_keys(v, keys, e);
    if (rc)
        return rc;
    const char *typed = arena_printf(st->a, "%s%s%s%s", number ? number : "", unit ? unit : "", text ? " " : "", text ? text : "");
    return read_scalar(st, name, type, v, typed, v_r, e);
}

static int read_row(const struct stage *st, const char *name, const struct type_columns *columns, const struct yaml *row,
                    const struct yaml **row_r, struct err *e)
{
    if (row->kind != YAML_MAP)
        return stage_mistake("example.value", name, NULL, row->at, e);
    const char **known = ARENA_ARRAY(st->a, const char *, columns->n + 1);
    for (size_t i = 0; i < columns->n; i++)
        known[i] = columns->at[i].name;
    struct yaml_entry *entries = ARENA_ARRAY(st->a, struct yaml_entry, row->n);
    int rc = names_keys(row, known, e);
    for (size_t i = 0; !rc && i < row->n; i++) {
        entries[i] = row->entry[i];
        rc = names_value(st, arena_printf(st->a, "%s.%s", name, row->entry[i].key),
                         &columns->at[type_column(columns, row->entry[i].key)].type, row->entry[i].value, &entries[i].value, e);
    }
    if (!rc)
        *row_r = yaml_new_map(st->a, row->at, entries, row->n);
    return rc;
}

static int read_list(const struct stage *st, const char *name, const struct type *type, const struct yaml *v, const struct yaml **v_r,
                     struct err *e)
{
    const struct type one = {.type = type->of, .choices = type->choices, .n_choices = type->n_choices, .labels = type->labels};
    size_t n = v->kind == YAML_LIST ? v->n : 1;
    const struct yaml **items = ARENA_ARRAY(st->a, const struct yaml *, n);
    int rc = 0;
    for (size_t i = 0; !rc && i < n; i++) {
        const struct yaml *item = v->kind == YAML_LIST ? v->item[i] : v;
        rc = type->columns ? read_row(st, name, type->columns, item, &items[i], e) : names_value(st, name, &one, item, &items[i], e);
    }
    if (!rc)
        *v_r = yaml_new_list(st->a, v->at, items, n);
    return rc;
}

int names_value(const struct stage *st, const char *name, const struct type *type, const struct yaml *v, const struct yaml **v_r, struct err *e)
{
    if (v->kind == YAML_NULL) {
        *v_r = v;
        return 0;
    }
    if (type->type == VALUE_LIST)
        return read_list(st, name, type, v, v_r, e);
    if (v->kind == YAML_MAP && type->type == VALUE_PERIOD)
        return read_leadtime(st, name, type, v, v_r, e);
    if (v->kind == YAML_SCALAR)
        return read_scalar(st, name, type, v, v->text, v_r, e);
    if (v->kind == YAML_LIST && type->type == VALUE_TEXT && !type->n_choices) {
        *v_r = v; /* lines of a text */
        return 0;
    }
    return stage_mistake("example.value", name, NULL, v->at, e);
}

int names_take(const struct stage *st, const struct yaml *flat, struct givens *to, struct err *e)
{
    for (size_t i = 0; i < flat->n; i++) {
        const struct yaml_entry *entry = &flat->entry[i];
        struct given given = {entry->key, entry->value};
        struct type type;
        bool row;
        struct err ignored;
        int rc = names_special(entry->key) ? 0 : names_read(st, entry->key, entry->at, &given.name, e);
        if (!rc && !names_special(entry->key) && resolve(st->scheme, given.name, st->a, &type, &row, &ignored))
            rc = names_value(st, given.name, &type, entry->value, &given.value, e);
        if (rc)
            return rc;
        *LIST_ADD(st->a, &to->all) = given;
    }
    return 0;
}
