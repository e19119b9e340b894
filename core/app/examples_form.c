#include "core/app/examples_form.h"

#include <string.h>

#include "core/app/examples_build.h"
#include "core/base/json.h"
#include "core/base/str.h"
#include "core/rule/form_facts.h"

enum { BODY_BYTES_MAX = 1 << 20 };

/* One value laid on a form: row is NULL for fields of the form itself. */
struct laid {
    const char *row, *field;
    const struct yaml *value;
};
struct laids {
    LIST(struct laid) all;
};

/* rest: "field", "row.field", "*.field", "*" */
static void lay(struct laids *to, const struct form_def *form, const char *rest, const struct yaml *value, struct arena *a)
{
    const char *dot = strrchr(rest, '.');
    if (str_eq(rest, "*")) {
        if (value->kind == YAML_NULL)
            to->all.n = 0;
        return;
    }
    if (!form->rows || !dot)
        *LIST_ADD(a, &to->all) = (struct laid){NULL, rest, value};
    else
        *LIST_ADD(a, &to->all) = (struct laid){arena_strndup(a, rest, (size_t)(dot - rest)), dot + 1, value};
}

static const char *rest_of(const char *name, const char *prefix, const char *form)
{
    size_t n = strlen(prefix), m = strlen(form);
    if (!str_starts(name, prefix) || strncmp(name + n, form, m) != 0 || name[n + m] != '.')
        return NULL;
    return name + n + m + 1;
}

static void lay_all(struct laids *to, const struct stage *stage, const struct form_def *form, const struct form_source *source)
{
    for (size_t i = 0; i < stage->all.n && i < source->n; i++)
        for (size_t p = 0; p < COUNT_OF(source->prefix) && source->prefix[p]; p++) {
            const char *rest = rest_of(stage->all.at[i].name, source->prefix[p], form->rule.id);
            if (rest)
                lay(to, form, rest, stage->all.at[i].value, stage->a);
        }
    for (size_t i = 0; source->extra && i < source->extra->n; i++) {
        const char *rest = rest_of(source->extra->entry[i].key, "form.", form->rule.id);
        if (rest)
            lay(to, form, rest, source->extra->entry[i].value, stage->a);
    }
}

/* Does "b70" or "*" or "b70@大阪DC" speak of this row? */
static bool speaks_of(const char *said, const char *item, const char *ref)
{
    return str_eq(said, "*") || str_eq(said, item) || str_eq(said, ref);
}

static const struct yaml *last_word(const struct laids *laids, const char *item, const char *ref, const char *field)
{
    for (size_t i = laids->all.n; i-- > 0;) {
        const struct laid *l = &laids->all.at[i];
        bool here = item ? l->row && speaks_of(l->row, item, ref) : !l->row;
        if (here && str_eq(l->field, field))
            return l->value->kind == YAML_NULL ? NULL : l->value;
    }
    return NULL;
}

static void write_value(struct json_writer *w, const struct yaml *v, struct arena *a)
{
    bool records = v->kind == YAML_LIST && v->n && v->item[0]->kind == YAML_MAP;
    if (!records) {
        json_text(w, stage_text(v, a));
        return;
    }
    json_begin_array(w);
    for (size_t i = 0; i < v->n; i++) {
        json_begin_object(w);
        for (size_t j = 0; j < v->item[i]->n; j++) {
            json_key(w, v->item[i]->entry[j].key);
            write_value(w, v->item[i]->entry[j].value, a);
        }
        json_end_object(w);
    }
    json_end_array(w);
}

static void write_fields(struct json_writer *w, const struct laids *laids, const struct field_def *fields, size_t n, const char *item,
                         const char *ref, struct arena *a)
{
    for (size_t i = 0; i < n; i++) {
        const struct yaml *v = last_word(laids, item, ref, fields[i].rule.id);
        const char *text = v && v->kind == YAML_SCALAR ? v->text : NULL;
        if (!v || str_eq(text, "") || (v->kind == YAML_LIST && !v->n))
            continue;
        json_key(w, fields[i].rule.id);
        write_value(w, v, a);
    }
}

/* Names of the units of a kind, from the list field that says them. */
static struct texts units(const struct stage *stage, const struct laids *laids, const struct form_def *form, const char *kind)
{
    const struct unit_def *unit = scheme_unit(stage->scheme, kind);
    const char *field = unit ? strrchr(unit->list, '.') + 1 : "";
    bool own = form_lists_units(stage->scheme, form, kind);
    const struct yaml *list = own || !unit ? last_word(laids, NULL, NULL, field) : stage_given(stage, unit->list);
    LIST(const char *) names = {0};
    for (size_t i = 0; list && i < list->n; i++)
        *LIST_ADD(stage->a, &names) = yaml_get_text(list->item[i], unit->name);
    return (struct texts){names.at, names.n};
}

static void write_row(struct json_writer *w, const struct stage *stage, const struct laids *laids, const struct form_def *form,
                      const char *item, const char *unit)
{
    const char *ref = *unit ? arena_printf(stage->a, "%s@%s", item, unit) : item;
    json_key(w, ref);
    json_begin_object(w);
    write_fields(w, laids, form->fields.at, form->fields.n, item, ref, stage->a);
    json_end_object(w);
}

static void write_rows(struct json_writer *w, const struct stage *stage, const struct laids *laids, const struct form_def *form)
{
    const struct item_list_def *items = scheme_item_list(stage->scheme, form->rows);
    for (size_t i = 0; items && i < items->items.n; i++) {
        const struct item_def *item = &items->items.at[i];
        if (!item->per) {
            write_row(w, stage, laids, form, item->rule.id, "");
            continue;
        }
        struct texts names = units(stage, laids, form, item->per);
        for (size_t u = 0; u < names.n; u++)
            write_row(w, stage, laids, form, item->rule.id, names.at[u]);
    }
}

const char *stage_form_body(const struct stage *stage, const struct form_def *form, const struct form_source *source)
{
    struct laids laids = {0};
    lay_all(&laids, stage, form, source);
    if (!laids.all.n)
        return NULL;
    struct buf body = BUF(BODY_BYTES_MAX);
    struct json_writer w = json_writer_to(&body);
    json_begin_object(&w);
    if (form->rows) {
        write_fields(&w, &laids, form->head.at, form->head.n, NULL, NULL, stage->a);
        write_rows(&w, stage, &laids, form);
    } else {
        write_fields(&w, &laids, form->fields.at, form->fields.n, NULL, NULL, stage->a);
    }
    json_end_object(&w);
    const char *text = arena_strdup(stage->a, buf_str(&body));
    buf_done(&body);
    return text;
}
