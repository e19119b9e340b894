/* Expressions and texts with places: every input is refused with a place, or has a type and evaluates to a value of it;
 * what is undefined says what it lacks; work and memory stay bounded. */
#include "core/rule/expr.h"

#include "core/base/str.h"
#include "core/base/utf8.h"
#include "tests/fuzz/fuzz.h"

static const char *const results[] = {"適", "不適"};
static const struct type_column row_columns[] = {
    {"item", NULL, {.type = VALUE_TEXT}},
    {"unit", NULL, {.type = VALUE_TEXT}},
    {"result", NULL, {.type = VALUE_TEXT, .choices = results, .n_choices = 2}},
    {"on", NULL, {.type = VALUE_DATE}},
    {"marks", NULL, {.type = VALUE_LIST, .of = VALUE_TEXT}},
    {"amount", NULL, {.type = VALUE_YEN}},
};
static const struct type_columns row_type = {row_columns, COUNT_OF(row_columns)};
static const struct fact_keys row_keys = {.key_column = 0, .unit_column = 1, .value_column = 2, .date_column = -1,
                                          .skip_column = -1};

static const struct {
    const char *name;
    enum value_type type;
    const char *value;
} known[] = {{"today", VALUE_DATE, "2024-06-03"}, {"a.n", VALUE_INT, "12"},      {"a.d", VALUE_DECIMAL, "1.5"},
             {"a.y", VALUE_YEN, "1000"},          {"a.t", VALUE_TEXT, "架空"},   {"a.b", VALUE_BOOL, "true"},
             {"a.p", VALUE_PERIOD, "2w"},         {"a.none", VALUE_INT, ""},     {"a.far", VALUE_DATE, "2199-12-31"},
             {"a.big", VALUE_INT, "9223372036854775807"}};

static void set_up(struct arena *a, struct facts *f)
{
    struct fact_names *names = fact_names_new(a);
    struct fact_name *name;
    struct err e;
    for (size_t i = 0; i < COUNT_OF(known); i++)
        FUZZ_CHECK(fact_names_add(names, known[i].name, (struct type){.type = known[i].type}, &name, &e) == 0);
    FUZZ_CHECK(fact_names_add(names, "r", (struct type){.type = VALUE_LIST, .columns = &row_type}, &name, &e) == 0);
    name->keys = &row_keys;
    facts_init(f, a, names, NULL);
    for (size_t i = 0; i < COUNT_OF(known); i++)
        FUZZ_CHECK(facts_set_text(f, known[i].name, known[i].value, &e) == 0);
    FUZZ_CHECK(facts_set_text(f, "r.b1.result", "適", &e) == 0);
    FUZZ_CHECK(facts_set_text(f, "r.b1.on", "2024-02-29", &e) == 0);
    FUZZ_CHECK(facts_set_text(f, "r.b2@大阪.amount", "7", &e) == 0);
    FUZZ_CHECK(facts_set_text(f, "r.b2@大阪.marks", "x\ny", &e) == 0);
}

static void check_value(const struct expr *x, struct facts *f)
{
    struct value v = expr_eval(x, f);
    enum value_type type = expr_type(x)->type;
    if (value_defined(v)) {
        FUZZ_CHECK(!f->missing);
        FUZZ_CHECK(v.type == type || (type == VALUE_DECIMAL && v.type == VALUE_INT));
        FUZZ_CHECK(v.type != VALUE_TEXT || strlen(v.text) <= VALUE_TEXT_MAX);
        FUZZ_CHECK(v.type != VALUE_DATE || date_ymd(v.date).year != 0);
        FUZZ_CHECK(value_equal(v, expr_eval(x, f)));
        FUZZ_CHECK(utf8_valid(value_print(f->arena, v), strlen(value_print(f->arena, v))));
    } else {
        FUZZ_CHECK(f->missing && *f->missing);
        /* What is said to be defined always can lack nothing but a number that fits, or time. */
        FUZZ_CHECK(!expr_always_defined(x) || f->missing[0] == '(');
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena) struct arena a = {0};
    struct facts f;
    set_up(&a, &f);
    const char *s = fuzz_text(&a, data, size);
    const struct expr_scope scope = {.names = f.names};
    const struct expr *x = NULL;
    const struct tmpl *t = NULL;
    struct expr_error where;
    struct err e = {0};
    int rc = expr_compile(&a, &scope, s, VALUE_ANY, &x, &where, &e);
    FUZZ_CHECK(rc == 0 ? x && !e.msg : (rc == E_INPUT || rc == E_LIMIT) && e.msg && !x);
    FUZZ_CHECK(where.at <= strlen(s));
    if (rc == 0)
        check_value(x, &f);
    rc = tmpl_compile(&a, &scope, s, &t, &where, &e);
    FUZZ_CHECK(rc == 0 || ((rc == E_INPUT || rc == E_LIMIT) && !t && where.at <= strlen(s)));
    if (rc == 0) {
        const char *text = tmpl_expand(t, &f);
        FUZZ_CHECK(utf8_valid(text, strlen(text)));
    }
    return 0;
}
