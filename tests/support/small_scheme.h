/* Tests of the rules over the small scheme of tests/support/schemes, with fresh facts. */
#ifndef SHINSA_TESTS_SMALL_SCHEME_H
#define SHINSA_TESTS_SMALL_SCHEME_H

#include <stdlib.h>

#include "core/rule/computed.h"
#include "core/rule/form_facts.h"
#include "core/rule/scheme.h"
#include "tests/support/unit.h"

struct small {
    struct scheme *scheme;
    struct arena arena;
    struct calendar calendar;
    struct facts facts;
};

static inline void small_set(struct small *x, const char *name, const char *text)
{
    struct err e;
    assert_ok(facts_set_text(&x->facts, name, text, &e), &e);
}

/* Value of a fact as text; "? name" when it is undefined because of name. */
static inline const char *small_get(struct small *x, const char *name)
{
    x->facts.missing = NULL;
    struct value v = facts_get(&x->facts, name);
    return value_defined(v) ? value_store_text(&x->arena, v) : arena_printf(&x->arena, "? %s", x->facts.missing);
}

static inline struct date small_day(const char *iso)
{
    struct date d;
    assert_true(date_from_iso(iso, &d));
    return d;
}

static inline void small_assert_day(struct date d, const char *iso)
{
    char text[DATE_TEXT_BYTES];
    assert_string_equal(date_iso(d, text), iso);
}

/* The matrix form M as keyed in: {"sites":[{"label":"大阪"}],"m1":{"done":"あり"}}. */
static inline void small_fill(struct small *x, const char *form, const char *json_text)
{
    struct json *body;
    struct err e;
    assert_ok(json_parse(&x->arena, json_text, strlen(json_text), &body, &e), &e);
    assert_ok(form_facts(x->scheme, scheme_form(x->scheme, form), body, FORM_OWN, &x->facts, &e), &e);
}

static inline struct value *small_add(struct small *x, const char *list)
{
    struct value *row;
    struct err e;
    assert_ok(facts_list_add_row(&x->facts, list, &row, &e), &e);
    return row;
}

static inline void small_put(struct small *x, const char *list, struct value *row, const char *column, struct value v)
{
    struct value *cell = facts_cell(&x->facts, list, row, column);
    assert_non_null(cell);
    *cell = v;
}

static inline int small_setup(void **state)
{
    struct small *x = xcalloc(1, sizeof *x);
    struct err e;
    const char *root = arena_printf(&x->arena, "%s/tests/support/schemes", getenv("SRCDIR"));
    assert_ok(scheme_load(root, "small", "2024-04-01", &x->scheme, NULL, &e), &e);
    scheme_facts_init(&x->facts, &x->arena, x->scheme, &x->calendar);
    small_set(x, "today", "2024-06-03");
    small_set(x, "case.type", "new");
    *state = x;
    return 0;
}

static inline int small_teardown(void **state)
{
    struct small *x = *state;
    scheme_free(x->scheme);
    arena_done(&x->arena);
    free(x);
    return 0;
}

#define SMALL_TEST(name) cmocka_unit_test_setup_teardown(name, small_setup, small_teardown)

#endif
