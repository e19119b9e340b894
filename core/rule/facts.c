#include "core/rule/facts.h"

#include <string.h>

struct fact_rows {
    LIST(struct value *) rows;
    struct value_list list; /* what readers see; follows rows */
    facts_fill_fn *fill;    /* not asked for yet: makes them */
    const void *arg;
};

static const struct value_list no_rows;

void facts_init(struct facts *f, struct arena *a, const struct fact_names *names, const struct calendar *calendar)
{
    static const struct calendar plain;
    *f = (struct facts){.arena = a, .names = names, .calendar = calendar ? calendar : &plain, .generation = 1};
    f->slot = ARENA_ARRAY(a, struct fact_slot, fact_names_count(names));
}

static size_t cells_of(const struct fact_name *name)
{
    return name->type.columns ? name->type.columns->n : 1;
}

static struct fact_rows *rows_new(struct facts *f, const struct fact_name *name)
{
    struct fact_rows *rows = f->slot[name->slot].rows = ARENA_NEW(f->arena, struct fact_rows);
    rows->list.columns = name->type.columns;
    return rows;
}

/* Rows that were added, or are owed and now made; NULL if there are none. */
static struct fact_rows *rows_of(struct facts *f, const struct fact_name *name)
{
    struct fact_rows *rows = f->slot[name->slot].rows;
    if (!rows || !rows->fill)
        return rows;
    uint32_t generation = f->generation;
    facts_fill_fn *fill = rows->fill;
    rows->fill = NULL;
    fill(f, name, rows->arg);
    f->generation = generation; /* they were there all the time */
    return rows;
}

static struct value *rows_add(struct facts *f, const struct fact_name *name)
{
    struct fact_rows *rows = rows_of(f, name);
    if (!rows)
        rows = rows_new(f, name);
    struct value *row = ARENA_ARRAY(f->arena, struct value, cells_of(name));
    *LIST_ADD(f->arena, &rows->rows) = row;
    rows->list.row = (const struct value *const *)rows->rows.at;
    rows->list.n = rows->rows.n;
    return row;
}

static void owe(struct facts *f, const struct fact_name *name, facts_fill_fn *fill, const void *arg)
{
    struct fact_rows *rows = rows_new(f, name);
    rows->fill = fill;
    rows->arg = arg;
}

static void copy_rows(struct facts *to, const struct fact_name *name, const struct fact_rows *from)
{
    struct fact_rows *rows = rows_new(to, name);
    size_t n = from->rows.n, cells = cells_of(name);
    struct value *cell = ARENA_ARRAY(to->arena, struct value, n * cells);
    rows->rows.at = ARENA_ARRAY(to->arena, struct value *, n);
    rows->rows.n = rows->rows.room_ = n;
    for (size_t i = 0; i < n; i++)
        rows->rows.at[i] = memcpy(cell + i * cells, from->rows.at[i], cells * sizeof *cell);
    rows->list.row = (const struct value *const *)rows->rows.at;
    rows->list.n = n;
}

void facts_copy(struct facts *to, const struct facts *from)
{
    facts_init(to, from->arena, from->names, from->calendar);
    to->resolve = from->resolve;
    to->resolve_cell = from->resolve_cell;
    to->resolve_arg = from->resolve_arg;
    for (size_t i = 0; i < fact_names_count(from->names); i++) {
        const struct fact_slot *slot = &from->slot[i];
        if (!slot->set && !slot->rows)
            continue;
        const struct fact_name *name = fact_names_at(from->names, i);
        if (slot->set) {
            to->slot[i].set = true;
            to->slot[i].value = slot->value;
        }
        if (slot->rows && slot->rows->fill)
            owe(to, name, slot->rows->fill, slot->rows->arg);
        else if (slot->rows)
            copy_rows(to, name, slot->rows);
    }
}

void facts_forget_computed(struct facts *f)
{
    f->generation += 1;
}

void facts_begin(struct facts *f)
{
    if (f->running++ == 0)
        f->steps_left = FACTS_STEPS_MAX;
}

void facts_end(struct facts *f)
{
    f->running -= 1;
}

struct value facts_lack(struct facts *f, const char *missing)
{
    if (!f->missing)
        f->missing = missing;
    return value_undefined();
}

/* The value as one of the type: integers serve as decimals and yen. */
static bool fit(const struct type *type, struct value *v)
{
    if (!value_defined(*v) || type->type == VALUE_ANY || v->type == type->type)
        return true;
    if (v->type != VALUE_INT || (type->type != VALUE_DECIMAL && type->type != VALUE_YEN))
        return false;
    *v = type->type == VALUE_YEN ? value_yen((struct yen){v->i})
                                 : value_multiply(value_decimal(DECIMAL_ONE), *v);
    return true;
}

static int check_type(const struct type *type, const char *name, struct value *v, struct err *e)
{
    if (!fit(type, v))
        return err_set(e, E_INPUT, "fact.type", name, value_type_name(type->type), NULL);
    if (v->type != VALUE_TEXT || !type->choices)
        return 0;
    for (size_t i = 0; i < type->n_choices; i++)
        if (strcmp(type->choices[i], v->text) == 0)
            return 0;
    return err_set(e, E_INPUT, "value.not-choice", v->text, type->n_choices ? type->choices[0] : "", NULL);
}

void facts_set_slot(struct facts *f, const struct fact_name *name, struct value v)
{
    struct fact_slot *slot = &f->slot[name->slot];
    slot->set = value_defined(v);
    slot->value = v;
    f->generation += 1;
}

static bool row_is(const struct fact_keys *keys, const struct value *row, const char *key, const char *unit)
{
    const struct value *k = &row[keys->key_column];
    if (k->type != VALUE_TEXT || strcmp(k->text, key) != 0)
        return false;
    if (keys->unit_column < 0 || !unit)
        return true;
    const struct value *u = &row[keys->unit_column];
    return u->type == VALUE_TEXT && strcmp(u->text, unit) == 0;
}

const struct value *facts_find_row(const struct fact_name *name, const struct value_list *list, const char *key,
                                   const char *unit)
{
    const struct fact_keys *keys = name->keys;
    const struct value *found = NULL;
    for (size_t i = 0; i < list->n; i++) {
        const struct value *row = list->row[i];
        if (!row_is(keys, row, key, unit) || (keys->skip_column >= 0 && value_true(row[keys->skip_column])))
            continue;
        if (keys->pick == FACT_PICK_FIRST)
            return row;
        int order = 1;
        if (found && keys->date_column >= 0 && value_defined(found[keys->date_column])) {
            order = -1;
            (void)value_compare(row[keys->date_column], found[keys->date_column], &order);
        }
        if (order >= 0)
            found = row;
    }
    return found;
}

/* A named cell whose type is its row's own (facts.h, item_types): the cell holds text. */
static bool is_item_cell(const struct fact_ref *ref)
{
    return ref->key && ref->column >= 0 && ref->type.type != ref->fact->type.columns->at[ref->column].type.type;
}

/* Text of such a cell as its row's type; a period may be followed by words. */
static struct value read_item_cell(struct facts *f, const struct fact_ref *ref, struct value v)
{
    if (v.type != VALUE_TEXT)
        return v;
    const char *text = v.text;
    if (ref->type.type == VALUE_PERIOD)
        text = arena_strndup(f->arena, text, strcspn(text, " \n"));
    struct value read;
    struct err ignored;
    return value_read(f->arena, &ref->type, text, &read, &ignored) == 0 ? read : value_undefined();
}

static int set_cells(struct facts *f, const struct fact_ref *ref, struct value v, const char *name, struct err *e)
{
    if (ref->column < 0)
        return err_set(e, E_INPUT, "fact.type", name, "list", NULL);
    if (is_item_cell(ref))
        v = value_text(value_store_text(f->arena, v));
    const struct fact_rows *rows = rows_of(f, ref->fact);
    bool all = strcmp(ref->key, "*") == 0;
    bool found = all;
    for (size_t i = 0; rows && i < rows->rows.n; i++) {
        struct value *row = rows->rows.at[i];
        if (all || row_is(ref->fact->keys, row, ref->key, ref->unit)) {
            row[ref->column] = v;
            found = true;
        }
    }
    if (!found) {
        if (rows && rows->rows.n >= FACTS_ROWS_MAX)
            return err_set(e, E_LIMIT, "fact.too-many-rows", ref->fact->name, NULL);
        struct value *row = rows_add(f, ref->fact);
        row[ref->fact->keys->key_column] = value_text(ref->key);
        if (ref->unit)
            row[ref->fact->keys->unit_column] = value_text(ref->unit);
        row[ref->column] = v;
    }
    f->generation += 1;
    return 0;
}

int facts_set(struct facts *f, const char *name, struct value v, struct err *e)
{
    struct fact_ref ref;
    int rc = fact_names_resolve(f->names, f->arena, name, &ref, e);
    if (rc == 0)
        rc = check_type(&ref.type, name, &v, e);
    if (rc == 0 && ref.key)
        return set_cells(f, &ref, v, name, e);
    if (rc == 0)
        facts_set_slot(f, ref.fact, v);
    return rc;
}

int facts_set_text(struct facts *f, const char *name, const char *text, struct err *e)
{
    struct fact_ref ref;
    struct value v;
    int rc = fact_names_resolve(f->names, f->arena, name, &ref, e);
    if (rc == 0)
        rc = value_read(f->arena, &ref.type, text, &v, e);
    return rc == 0 ? facts_set(f, name, v, e) : rc;
}

static const struct fact_name *list_named(struct facts *f, const char *list)
{
    const struct fact_name *name = fact_names_find(f->names, list);
    return name && name->type.type == VALUE_LIST ? name : NULL;
}

int facts_list_add_row(struct facts *f, const char *list, struct value **row_r, struct err *e)
{
    const struct fact_name *name = list_named(f, list);
    if (!name)
        return err_set(e, E_NOTFOUND, "fact.unknown", list, "", NULL);
    const struct fact_rows *rows = rows_of(f, name);
    if (rows && rows->rows.n >= FACTS_ROWS_MAX)
        return err_set(e, E_LIMIT, "fact.too-many-rows", list, NULL);
    *row_r = rows_add(f, name);
    f->generation += 1;
    return 0;
}

struct value *facts_list_fresh_row(struct facts *f, const char *list, size_t i)
{
    const struct fact_name *name = list_named(f, list);
    struct fact_rows *rows = name ? f->slot[name->slot].rows : NULL;
    if (!rows || i >= rows->rows.n)
        return NULL;
    rows->rows.at[i] = ARENA_ARRAY(f->arena, struct value, cells_of(name));
    f->generation += 1;
    return rows->rows.at[i];
}

struct value *facts_cell(const struct facts *f, const char *list, struct value *row, const char *column)
{
    const struct fact_name *name = fact_names_find(f->names, list);
    int at = name ? type_column(name->type.columns, column) : -1;
    return at < 0 ? NULL : &row[at];
}

int facts_list_clear(struct facts *f, const char *list, struct err *e)
{
    const struct fact_name *name = list_named(f, list);
    if (!name)
        return err_set(e, E_NOTFOUND, "fact.unknown", list, "", NULL);
    f->slot[name->slot] = (struct fact_slot){0};
    f->generation += 1;
    return 0;
}

int facts_owe_rows(struct facts *f, const struct fact_name *list, facts_fill_fn *fill, const void *arg, size_t n, struct err *e)
{
    if (n > FACTS_ROWS_MAX)
        return err_set(e, E_LIMIT, "fact.too-many-rows", list->name, NULL);
    f->slot[list->slot] = (struct fact_slot){0};
    if (n)
        owe(f, list, fill, arg);
    f->generation += 1;
    return 0;
}

const struct value_list *facts_rows(struct facts *f, const struct fact_name *name)
{
    const struct fact_rows *rows = rows_of(f, name);
    return rows ? &rows->list : &no_rows;
}

/* Asks the resolver, with its own account of what is missing. */
static struct value resolve(struct facts *f, const struct fact_name *name, const struct fact_ref *cell,
                            const char **missing_r)
{
    const char *outer = f->missing;
    f->missing = NULL;
    f->depth += 1;
    facts_begin(f);
    struct value v;
    if (f->depth > FACTS_DEPTH_MAX)
        v = facts_lack(f, arena_printf(f->arena, "(cycle) %s", name->name));
    else
        v = cell ? f->resolve_cell(f, cell, f->resolve_arg) : f->resolve(f, name, f->resolve_arg);
    facts_end(f);
    f->depth -= 1;
    *missing_r = value_defined(v) ? NULL : f->missing ? f->missing : name->name;
    f->missing = outer;
    return v;
}

static void compute_slot(struct facts *f, const struct fact_name *name)
{
    struct fact_slot *slot = &f->slot[name->slot];
    if (slot->resolving) {
        slot->value = value_undefined();
        slot->missing = arena_printf(f->arena, "(cycle) %s", name->name);
        return;
    }
    slot->resolving = true;
    const char *missing;
    struct value v = resolve(f, name, NULL, &missing);
    slot->resolving = false;
    slot->value = v;
    slot->missing = missing;
    slot->computed = f->generation;
}

struct value facts_get_slot(struct facts *f, const struct fact_name *name)
{
    struct fact_slot *slot = &f->slot[name->slot];
    if (slot->set)
        return slot->value;
    if (name->origin != FACT_GIVEN && f->resolve) {
        if (slot->computed != f->generation || slot->resolving)
            compute_slot(f, name);
        if (!value_defined(slot->value) && name->type.type != VALUE_LIST)
            return facts_lack(f, slot->missing);
        if (value_defined(slot->value))
            return slot->value;
    }
    if (name->type.type == VALUE_LIST)
        return value_list(facts_rows(f, name));
    return facts_lack(f, name->name);
}

struct value facts_get_ref(struct facts *f, const struct fact_ref *ref)
{
    if (!ref->key)
        return facts_get_slot(f, ref->fact);
    const struct fact_slot *slot = &f->slot[ref->fact->slot];
    if (!slot->set && ref->fact->origin == FACT_CHECKLIST && f->resolve_cell) {
        const char *missing;
        struct value v = resolve(f, ref->fact, ref, &missing);
        return value_defined(v) ? v : facts_lack(f, missing == ref->fact->name ? ref->name : missing);
    }
    const struct value *row = facts_find_row(ref->fact, facts_get_slot(f, ref->fact).list, ref->key, ref->unit);
    if (ref->column < 0)
        return value_bool(row != NULL);
    struct value v = row ? row[ref->column] : value_undefined();
    if (is_item_cell(ref))
        v = read_item_cell(f, ref, v);
    return value_defined(v) ? v : facts_lack(f, ref->name);
}

struct value facts_get(struct facts *f, const char *name)
{
    struct fact_ref ref;
    struct err ignored;
    if (fact_names_resolve(f->names, f->arena, name, &ref, &ignored) != 0)
        return facts_lack(f, arena_strdup(f->arena, name));
    return facts_get_ref(f, &ref);
}

const struct value_list *facts_list(struct facts *f, const char *name)
{
    const struct fact_name *found = list_named(f, name);
    return found ? facts_get_slot(f, found).list : &no_rows;
}

struct date facts_today(struct facts *f)
{
    const struct fact_name *name = fact_names_find(f->names, "today");
    return name && f->slot[name->slot].set ? f->slot[name->slot].value.date : DATE_NONE;
}
