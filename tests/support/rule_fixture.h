/* A small namespace for tests of the rules: every type of fact, a keyed matrix, received papers, a computed fact. */
#ifndef SHINSA_TESTS_RULE_FIXTURE_H
#define SHINSA_TESTS_RULE_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>

#include "core/rule/expr.h"
#include "tests/support/unit.h"

struct rule_fixture {
    struct arena arena;
    struct fact_names *names;
    struct facts facts;
    struct calendar calendar;
};

static const char *const fixture_results[] = {"適", "不適", "該当なし"};
static const char *const fixture_result_labels[] = {"基準に適合", "不適合", "対象外"};
static const char *const fixture_items[] = {"b10", "b70", "F10"};
static const char *const fixture_classes[] = {"transcript", "rules"};

static const struct type_column fixture_evidence_columns[] = {
    {"title", "資料名称", {.type = VALUE_TEXT}},
    {"page", "記載箇所", {.type = VALUE_TEXT}},
};
static const struct type_columns fixture_evidence = {fixture_evidence_columns, COUNT_OF(fixture_evidence_columns)};
static const struct type_column fixture_row_columns[] = {
    {"item", NULL, {.type = VALUE_TEXT}},
    {"unit", NULL, {.type = VALUE_TEXT}},
    {"result", NULL, {.type = VALUE_TEXT, .choices = fixture_results, .n_choices = 3}},
    {"marks", NULL, {.type = VALUE_LIST, .of = VALUE_TEXT}},
    {"amount", NULL, {.type = VALUE_YEN}},
    {"evidence", NULL, {.type = VALUE_LIST, .columns = &fixture_evidence}},
};
static const struct type_columns fixture_rows = {fixture_row_columns, COUNT_OF(fixture_row_columns)};
static const struct fact_keys fixture_row_keys = {.key_column = 0, .unit_column = 1, .value_column = 2, .date_column = -1,
                                                  .skip_column = -1, .keys = fixture_items, .n_keys = 3};
static const struct type_column fixture_doc_columns[] = {
    {"class", NULL, {.type = VALUE_TEXT}},
    {"received_on", NULL, {.type = VALUE_DATE}},
    {"returned", NULL, {.type = VALUE_BOOL}},
    {"title", NULL, {.type = VALUE_TEXT}},
};
static const struct type_columns fixture_docs = {fixture_doc_columns, COUNT_OF(fixture_doc_columns)};
static const struct fact_keys fixture_doc_keys = {.key_column = 0, .unit_column = -1, .value_column = -1, .date_column = 1,
                                                  .skip_column = 2, .pick = FACT_PICK_NEWEST, .keys = fixture_classes,
                                                  .n_keys = 2};

static inline struct fact_name *fixture_add(struct rule_fixture *x, const char *name, struct type type)
{
    struct fact_name *added;
    struct err e;
    assert_ok(fact_names_add(x->names, name, type, &added, &e), &e);
    return added;
}

static inline int rule_fixture_setup(void **state)
{
    struct rule_fixture *x = xcalloc(1, sizeof *x);
    x->names = fact_names_new(&x->arena);
    fixture_add(x, "today", (struct type){.type = VALUE_DATE})->always = true;
    fixture_add(x, "paid", (struct type){.type = VALUE_YEN});
    fixture_add(x, "case.received_on", (struct type){.type = VALUE_DATE});
    fixture_add(x, "case.type", (struct type){.type = VALUE_TEXT})->always = true;
    fixture_add(x, "case.count", (struct type){.type = VALUE_INT});
    fixture_add(x, "case.rate", (struct type){.type = VALUE_DECIMAL});
    fixture_add(x, "case.ok", (struct type){.type = VALUE_BOOL});
    fixture_add(x, "case.result",
                (struct type){.type = VALUE_TEXT, .choices = fixture_results, .n_choices = COUNT_OF(fixture_results),
                              .labels = fixture_result_labels});
    fixture_add(x, "fee.review.gross", (struct type){.type = VALUE_YEN})->origin = FACT_FEE;
    fixture_add(x, "form.F-A.leadtime", (struct type){.type = VALUE_PERIOD});
    fixture_add(x, "form.F-A.layers", (struct type){.type = VALUE_LIST, .of = VALUE_TEXT});
    fixture_add(x, "form.F-B", (struct type){.type = VALUE_LIST, .columns = &fixture_rows})->keys = &fixture_row_keys;
    fixture_add(x, "form.F-B.written", (struct type){.type = VALUE_DATE});
    fixture_add(x, "doc", (struct type){.type = VALUE_LIST, .columns = &fixture_docs})->keys = &fixture_doc_keys;
    facts_init(&x->facts, &x->arena, x->names, &x->calendar);
    *state = x;
    return 0;
}

static inline int rule_fixture_teardown(void **state)
{
    struct rule_fixture *x = *state;
    arena_done(&x->arena);
    free(x);
    return 0;
}

static inline void fixture_set(struct rule_fixture *x, const char *name, const char *text)
{
    struct err e;
    assert_ok(facts_set_text(&x->facts, name, text, &e), &e);
}

#endif
