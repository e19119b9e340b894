#include "core/base/buf.h"
#include "tests/support/rule_fixture.h"

static const struct expr *compiled(struct rule_fixture *x, const char *text, enum value_type want)
{
    const struct expr *r = NULL;
    struct expr_error where;
    struct err e;
    const struct expr_scope scope = {.names = x->names};
    int rc = expr_compile(&x->arena, &scope, text, want, &r, &where, &e);
    if (rc != 0)
        print_error("in: %s at %zu\n", text, where.at);
    assert_ok(rc, &e);
    return r;
}

static const char *answer(struct rule_fixture *x, const char *text)
{
    struct value v = expr_eval(compiled(x, text, VALUE_ANY), &x->facts);
    return value_defined(v) ? value_print(&x->arena, v) : arena_printf(&x->arena, "? %s", x->facts.missing);
}

struct pair {
    const char *text, *expect;
};

static void assert_answers(struct rule_fixture *x, const struct pair *pairs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *is = answer(x, pairs[i].text);
        if (strcmp(is, pairs[i].expect) != 0)
            print_error("in: %s\n", pairs[i].text);
        assert_string_equal(is, pairs[i].expect);
    }
}

static void test_expr__operators_bind_as_written_on_the_page(void **state)
{
    static const struct pair pairs[] = {
        {"1 + 2 * 3", "7"},
        {"(1 + 2) * 3", "9"},
        {"10 - 2 - 3", "5"},
        {"-2 * 3", "-6"},
        {"7 / 2", "3.5"},
        {"1_000 + 1", "1001"},
        {"1.5 * 2", "3"},
        {"true or false and false", "true"},
        {"not false and false", "false"},
        {"not (1 == 2)", "true"},
        {"1 + 1 == 2 and 2 < 3", "true"},
        {"if 1 < 2 then \"a\" else \"b\"", "a"},
        {"if false then 1 else if true then 2 else 3", "2"},
        {"\"a\" + \"b\"", "ab"},
        {"\"b\" in [\"a\", \"b\"]", "true"},
        {"3 in [1, 2]", "false"},
        {"case.count ?? 5 + 1", "6"},
        {"190_000yen + 1000", "191,000"},
        {"95_000yen * 2", "190,000"},
        {"2yen * 1.5", "3"},
        {"min(3, 1, 2)", "1"},
        {"max(2024-01-01, 2024-02-01)", "2024-02-01"},
        {"2 * 6mo", "12mo"},
        {"1 != 1.5", "true"},
        {"\"x\\\"y\\\\z\"", "x\"y\\z"},
    };
    assert_answers(*state, pairs, COUNT_OF(pairs));
}

static void test_expr__days_are_counted_by_the_civil_code(void **state)
{
    static const struct pair pairs[] = {
        {"2022-02-28 + 2y", "2024-02-29"},
        {"2024-02-29 + 2y", "2026-02-28"},
        {"2012-12-06 + 2y", "2014-12-06"},
        {"2025-02-28 + 3mo", "2025-05-31"},
        {"2024-04-15 - 60d", "2024-02-15"},
        {"2026-06-30 - 4mo", "2026-02-28"},
        {"2024-03-31 - 1mo", "2024-02-29"},
        {"2024-05-10 - 10bd", "2024-04-23"},
        {"2024-04-26 + 1w", "2024-05-03"},
        {"next_business_day(2024-04-26 + 1w)", "2024-05-07"},
        {"next_business_day(2026-09-15+7d)", "2026-09-24"},
        {"previous_business_day(2024-03-16)", "2024-03-15"},
        {"2024-12-27 + 3bd", "2025-01-02"},
        {"is_business_day(2024-05-03)", "false"},
        {"2024-03-01 - 2024-02-01", "29"},
        {"fiscal_year(2024-03-31)", "2023"},
        {"end_of_fiscal_year(2024-04-01)", "2025-03-31"},
        {"2024-04-01 + 0d", "2024-04-01"},
        {"2024-04-01 + -3d", "2024-03-29"},
        {"end_period(2024-04-01, 1mo, \"included\")", "2024-04-30"},
        {"end_period(2024-04-01, 1mo, \"excluded\")", "2024-05-01"},
        {"months_between(2024-01-31, 2024-03-01)", "1"},
        {"within(2024-03-16, 2024-02-15, 2024-03-16)", "true"},
        {"within(2024-03-17, 2024-02-15, 2024-03-16)", "false"},
        {"format(2022-04-15, \"%Y.%m.%d\")", "2022.04.15"},
        {"date(2023, 2, 29)", "? (number)"},
        {"2190-01-01 + 300y", "? (number)"},
        {"2024-01-01 + 999999d", "? (number)"},
        {"year(2024-05-01) * 100 + month(2024-05-01)", "202405"},
        {"end_of_month(2024-02-10)", "2024-02-29"},
        {"business_days_between(2024-05-02, 2024-05-07)", "1"},
    };
    assert_answers(*state, pairs, COUNT_OF(pairs));
}

static void test_expr__undefined_goes_up_until_nothing_depends_on_it(void **state)
{
    static const struct pair pairs[] = {
        {"case.received_on", "? case.received_on"},
        {"case.count + 1 > 3", "? case.count"},
        {"case.ok and case.count > 3", "? case.ok"},
        {"false and case.ok", "false"},
        {"case.ok and false", "false"},
        {"case.ok or true", "true"},
        {"case.ok or false", "? case.ok"},
        {"not case.ok", "? case.ok"},
        {"defined(case.ok)", "false"},
        {"defined(case.type)", "true"},
        {"defined(case.count + 1)", "false"},
        {"case.count ?? 3", "3"},
        {"case.count ?? case.count ?? 4", "4"},
        {"if case.ok then 1 else 2", "? case.ok"},
        {"if case.type == \"new\" then 1 else case.count", "1"},
        {"case.received_on in [2024-01-01]", "? case.received_on"},
        {"1 / 0", "? (number)"},
        {"isqrt(0 - 1)", "? (number)"},
        {"9223372036854775807 + 1", "? (number)"},
    };
    fixture_set(*state, "case.type", "new");
    assert_answers(*state, pairs, COUNT_OF(pairs));
}

static void test_expr__missing_is_forgotten_when_the_answer_is_there(void **state)
{
    struct rule_fixture *x = *state;
    assert_string_equal(answer(x, "case.ok and false"), "false");
    assert_null(x->facts.missing);
    assert_string_equal(answer(x, "case.count ?? 3"), "3");
    assert_null(x->facts.missing);
}

static void fill_rows(struct rule_fixture *x)
{
    fixture_set(x, "form.F-B.b10.result", "適");
    fixture_set(x, "form.F-B.b10.amount", "100");
    fixture_set(x, "form.F-B.b10.marks", "★\n◎");
    fixture_set(x, "form.F-B.b70@東京DC.result", "不適");
    fixture_set(x, "form.F-B.b70@東京DC.amount", "50");
    fixture_set(x, "form.F-B.b70@大阪DC.amount", "7");
}

static void test_expr__lists_are_folded(void **state)
{
    static const struct pair pairs[] = {
        {"count(form.F-B)", "3"},
        {"count(form.F-B, it.result == \"適\")", "1"},
        {"count(form.F-B, not defined(it.result))", "1"},
        {"any(form.F-B, it.result == \"不適\")", "true"},
        {"any(form.F-B, it.result == \"該当なし\")", "false"},
        {"all(form.F-B, it.amount > 5yen)", "true"},
        {"all(form.F-B, it.result == \"適\")", "false"},
        {"all(where(form.F-B, it.item != \"b70\"), it.result == \"適\")", "true"},
        {"sum(form.F-B, it.amount)", "157"},
        {"sum(where(form.F-B, it.result == \"適\"), it.amount * 2)", "200"},
        {"min(form.F-B, it.amount)", "7"},
        {"max(form.F-B, it.amount)", "100"},
        {"join(form.F-B, it.result)", "適、不適"},
        {"join(form.F-B, it.item, \"/\")", "b10/b70/b70"},
        {"lines(where(form.F-B, it.item == \"b70\"), it.unit)", "東京DC\n大阪DC"},
        {"each(form.F-B, it.item)", "b10、b70、b70"},
        {"\"b70\" in each(form.F-B, it.item)", "true"},
        {"any(form.F-B, has(it.marks, \"★\"))", "true"},
        {"count(form.F-B, \"◎\" in it.marks)", "1"},
        {"form.F-B.b70@東京DC.amount + form.F-B.b10.amount", "150"},
        {"form.F-B.b70@大阪DC.result", "? form.F-B.b70@大阪DC.result"},
        {"count(doc)", "0"},
        {"all(doc, false)", "true"},
        {"min(doc, it.received_on)", "? (empty)"},
        {"sum(payments, it)", "0"},
        {"any(form.F-A.layers, it == \"IaaS\")", "true"},
        {"join(form.F-A.layers)", "IaaS、PaaS"},
        {"\"PaaS\" in form.F-A.layers", "true"},
        {"any(form.F-B, any(form.F-B, it.item == outer.item and it.unit != outer.unit))", "true"},
        {"count(form.F-B, count(it.evidence) > 0)", "0"},
        {"[\"a\"] + [] + (if false then [\"b\"] else []) + [\"c\"]", "a、c"},
        {"count([1] + each(form.F-B, count(it.marks)))", "4"},
    };
    struct rule_fixture *x = *state;
    fixture_add(x, "payments", (struct type){.type = VALUE_LIST, .of = VALUE_YEN});
    facts_init(&x->facts, &x->arena, x->names, &x->calendar);
    fill_rows(x);
    fixture_set(x, "form.F-A.layers", "IaaS\nPaaS");
    assert_answers(x, pairs, COUNT_OF(pairs));
}

static void test_expr__all_does_not_pass_over_what_nobody_answered(void **state)
{
    struct rule_fixture *x = *state;
    fixture_set(x, "form.F-B.b10.result", "適");
    fixture_set(x, "form.F-B.b70.amount", "1");
    struct value v = expr_eval(compiled(x, "all(form.F-B, it.result == \"適\")", VALUE_BOOL), &x->facts);
    assert_false(value_defined(v));
}

static void test_expr__functions_do_what_their_row_says(void **state)
{
    static const struct pair pairs[] = {
        {"isqrt(0)", "0"},
        {"isqrt(99)", "9"},
        {"isqrt(100)", "10"},
        {"isqrt(9223372036854775807)", "3037000499"},
        {"fixed(0.8, 2)", "0.80"},
        {"fixed(1.10, 1)", "1.1"},
        {"fixed(0.601, 2)", "0.601"},
        {"fixed(0 - 5, 1)", "-5.0"},
        {"fixed(1, 7)", "? (number)"},
        {"round_floor(1.59, 1)", "1.5"},
        {"round_half_up(0.845, 2)", "0.85"},
        {"round_ceiling(190_001yen, -3)", "191,000"},
        {"yen(round_floor(95_000yen * 0.5, 0)) + 1yen", "47,501"},
        {"round_ceiling(27.5 / 50, 2)", "0.55"}, /* binary floating point says 0.56 */
        {"round_ceiling(55 / 50.0, 2)", "1.1"},
        {"round_ceiling(55000001 / 100000000, 2)", "0.56"}, /* what stands behind six digits counts */
        {"round_ceiling(1 / 3000000000, 2)", "0.01"},
        {"100 - round_ceiling(100 * (39.9 - 41.6) / 50.0, 0)", "103"},
        {"round_floor(-7 / 2, 0)", "-4"},
        {"round_half_up(-5 / -2, 0)", "3"},
        {"round_floor(1_999yen / 1, -3)", "1000"},
        {"round_ceiling(1 / 0, 0)", "? (number)"},
        {"yen(1.5)", "? (number)"},
        {"check_digit_ok(\"5835678256246\", \"corporate_number\")", "true"},
        {"check_digit_ok(\"6835678256246\", \"corporate_number\")", "false"},
        {"check_digit_ok(\"T5835678256246\", \"invoice_number\")", "true"},
        {"matches(\"IP0001-1212\", \"^IP[0-9]{4}-[0-9]{4}$\")", "true"},
        {"matches(\"あい\", \"^..$\")", "true"},
        {"text(12) + text(2024-01-01)", "122024-01-01"},
        {"length(\"架空会社\")", "4"},
        {"part(\"架空会社\", 2, 2)", "空会"},
        {"part(\"架空\", 3, 2)", ""},
        {"part(\"架空\", 0, 2)", "? (number)"},
        {"int(\"0042\") + 1", "43"},
        {"int(\"4a\")", "? (number)"},
        {"int(\"\")", "? (number)"},
        {"int(\"9999999999999999\")", "? (number)"},
        {"label(\"架空会社\")", "架空会社"},
        {"fold_equal(\"株式会社架空\", \"架空㈱\")", "true"},
    };
    assert_answers(*state, pairs, COUNT_OF(pairs));
}

static void test_expr__label_is_what_people_call_a_choice(void **state)
{
    struct rule_fixture *x = *state;
    fixture_set(x, "case.result", "不適");
    struct value v = expr_eval(compiled(x, "label(case.result)", VALUE_TEXT), &x->facts);
    assert_string_equal(v.text, "不適合");
    fixture_set(x, "case.result", "");
    assert_false(value_defined(expr_eval(compiled(x, "label(case.result)", VALUE_TEXT), &x->facts)));
}

static void test_expr__every_function_is_known_under_its_name(void **state)
{
    struct rule_fixture *x = *state;
    static const char *const names[] = {
#define FUNC(name, arguments, result, source) #name,
#include "core/rule/func.def"
#undef FUNC
    };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const struct expr *r;
        struct expr_error where;
        struct err e;
        const struct expr_scope scope = {.names = x->names};
        const char *text = arena_printf(&x->arena, "%s()", names[i]);
        assert_int_equal(expr_compile(&x->arena, &scope, text, VALUE_ANY, &r, &where, &e), E_INPUT);
        assert_string_equal(e.msg, "expr.arguments");
    }
}

struct bad {
    const char *text;
    enum value_type want;
    const char *msg, *arg0, *arg1;
    size_t at;
};

static const struct bad bad[] = {
    {"1 +", VALUE_ANY, "expr.ends", NULL, NULL, 3},
    {"1 2", VALUE_ANY, "expr.goes-on", "2", NULL, 2},
    {"(1", VALUE_ANY, "expr.ends-before", ")", NULL, 2},
    {"if true then 1", VALUE_ANY, "expr.ends-before", "else", NULL, 14},
    {"1 = 1", VALUE_ANY, "expr.sign", "=", "==", 2},
    {"paid ＞ 1", VALUE_ANY, "expr.sign", "＞", ">", 5},
    {"\"open", VALUE_ANY, "expr.no-value", "\"open", NULL, 0},
    {"12x", VALUE_ANY, "expr.number-word", "12x", NULL, 0},
    {"30日", VALUE_ANY, "expr.number-word", "30日", NULL, 0},
    {"2024-02-30", VALUE_ANY, NULL, NULL, NULL, 0},
    {"case.recieved_on", VALUE_ANY, "expr.unknown-name", "case.recieved_on", "case.received_on", 0},
    {"1 + form.F-B.b99.result", VALUE_ANY, "expr.unknown-name", "form.F-B.b99.result", NULL, 4},
    {"any(form.F-B, it.resul == \"適\")", VALUE_ANY, "expr.unknown-column", "it.resul", "result", 14},
    {"it.result", VALUE_ANY, "expr.no-row", "it.result", NULL, 0},
    {"any(form.F-B, outer.item == \"a\")", VALUE_ANY, "expr.no-row", "outer.item", NULL, 14},
    {"withinn(1)", VALUE_ANY, "expr.unknown-function", "withinn", "within", 0},
    {"year(1)", VALUE_ANY, "expr.arguments", "year", "D", 0},
    {"case.type + 1", VALUE_ANY, "expr.type", "text", "int", 10},
    {"case.received_on + 1", VALUE_ANY, "expr.type", "period", "int", 17},
    {"case.received_on > 1", VALUE_ANY, "expr.type", "date", "int", 17},
    {"paid + case.count", VALUE_ANY, "expr.type", "yen", "int", 5},
    {"case.ok > true", VALUE_ANY, "expr.type", "int", "bool", 8},
    {"case.count and true", VALUE_ANY, "expr.type", "bool", "int", 11},
    {"not 1", VALUE_ANY, "expr.type", "bool", "int", 0},
    {"case.result == \"適合\"", VALUE_ANY, "expr.choice", "適合", NULL, 12},
    {"case.result in [\"適\", \"否\"] and case.result == \"否\"", VALUE_ANY, "expr.choice", "否", NULL, 0},
    {"if true then 1 else \"a\"", VALUE_ANY, "expr.type", "int", "text", 0},
    {"any(1, true)", VALUE_ANY, "expr.type", "list", "int", 0},
    {"any(doc)", VALUE_ANY, "expr.arguments", NULL, NULL, 0},
    {"sum(doc, it.title)", VALUE_ANY, "expr.type", "number", "text", 0},
    {"matches(case.type, \"(\")", VALUE_ANY, "expr.regex", "(", NULL, 0},
    {"matches(case.type, \"((a{99}){99}){99}\")", VALUE_ANY, "expr.regex", NULL, NULL, 0},
    {"matches(case.type, case.result)", VALUE_ANY, "expr.arguments", NULL, NULL, 0},
    {"check_digit_ok(case.type, \"magic\")", VALUE_ANY, "expr.choice", "magic", NULL, 0},
    {"case.received_on", VALUE_BOOL, "expr.type", "bool", "date", 0},
    {"case.count", VALUE_YEN, "expr.type", "yen", "int", 0},
    {"doc + doc", VALUE_ANY, "expr.type", NULL, NULL, 4},
    {"[1] + [\"a\"]", VALUE_ANY, "expr.type", NULL, NULL, 4},
    {"doc == doc", VALUE_ANY, "expr.type", NULL, NULL, 0},
    {"", VALUE_ANY, "expr.ends", NULL, NULL, 0},
};

static void test_expr__mistakes_are_found_at_their_place(void **state)
{
    struct rule_fixture *x = *state;
    const struct expr_scope scope = {.names = x->names};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        const struct expr *r = NULL;
        struct expr_error where;
        struct err e = {0};
        int rc = expr_compile(&x->arena, &scope, bad[i].text, bad[i].want, &r, &where, &e);
        if (!bad[i].msg) {
            assert_int_equal(rc, 0); /* no date: two subtractions of numbers */
            continue;
        }
        if (rc == 0 || strcmp(e.msg, bad[i].msg) != 0)
            print_error("in: %s: %s\n", bad[i].text, rc ? e.msg : "compiled");
        assert_int_equal(rc, E_INPUT);
        assert_null(r);
        assert_string_equal(e.msg, bad[i].msg);
        if (bad[i].arg0)
            assert_string_equal(e.arg[0], bad[i].arg0);
        if (bad[i].arg1)
            assert_string_equal(e.arg[1], bad[i].arg1);
        if (bad[i].at)
            assert_int_equal(where.at, bad[i].at);
    }
}

static void test_expr__int_literals_serve_as_yen(void **state)
{
    struct rule_fixture *x = *state;
    assert_int_equal(expr_eval(compiled(x, "209000", VALUE_YEN), &x->facts).type, VALUE_YEN);
    assert_int_equal(expr_eval(compiled(x, "if true then 1 else 2", VALUE_YEN), &x->facts).type, VALUE_YEN);
    fixture_set(x, "paid", "100000");
    assert_string_equal(answer(x, "104500 - paid"), "4,500");
    assert_string_equal(answer(x, "paid >= 100_000"), "true");
    assert_string_equal(answer(x, "paid ?? 0"), "100,000");
}

static void test_expr__hyphens_are_of_names_first_and_minus_then(void **state)
{
    struct rule_fixture *x = *state;
    fixture_set(x, "case.received_on", "2024-04-30");
    assert_string_equal(answer(x, "case.received_on-30d"), "2024-03-31");
    fixture_set(x, "form.F-A.leadtime", "10d");
    assert_string_equal(answer(x, "case.received_on-form.F-A.leadtime"), "2024-04-20");
    assert_string_equal(answer(x, "any(doc, it.received_on-3d > 2024-01-01)"), "false");
}

static void test_expr__locals_are_expressions_of_their_own(void **state)
{
    struct rule_fixture *x = *state;
    const struct expr *failed = compiled(x, "count(form.F-B, it.result == \"不適\")", VALUE_INT);
    const struct expr_local locals[] = {{"failed", failed}};
    const struct expr_scope scope = {.names = x->names, .locals = locals, .n_locals = 1};
    const struct expr *r;
    struct expr_error where;
    struct err e;
    assert_ok(expr_compile(&x->arena, &scope, "failed * 2", VALUE_INT, &r, &where, &e), &e);
    fixture_set(x, "form.F-B.b10.result", "不適");
    assert_int_equal(expr_eval(r, &x->facts).i, 2);
    assert_string_equal(expr_first_fact(r), "form.F-B");
}

static void test_expr__rows_of_a_scope_are_it(void **state)
{
    struct rule_fixture *x = *state;
    const struct expr_scope scope = {.names = x->names, .it = &fixture_rows};
    const struct expr *r;
    struct expr_error where;
    struct err e;
    fill_rows(x);
    const char *text = "it.amount + sum(form.F-B, it.amount * (if it.item == outer.item then 1 else 0))";
    assert_ok(expr_compile(&x->arena, &scope, text, VALUE_YEN, &r, &where, &e), &e);
    const struct value_list *rows = facts_list(&x->facts, "form.F-B");
    assert_int_equal(expr_eval_row(r, &x->facts, rows->row[0]).i, 200);
    assert_int_equal(expr_eval_row(r, &x->facts, rows->row[1]).i, 107);
}

static void test_expr__work_is_bounded(void **state)
{
    struct rule_fixture *x = *state;
    struct value *row;
    struct err e;
    for (int i = 0; i < 300; i++)
        assert_ok(facts_list_add_row(&x->facts, "doc", &row, &e), &e);
    const char *cubed = "count(doc, any(doc, any(doc, it.title == \"x\" or outer.title == \"y\")))";
    assert_string_equal(answer(x, cubed), "? (limit)");
    char deep[2 * EXPR_DEPTH_MAX + 4];
    memset(deep, '(', sizeof deep);
    deep[sizeof deep - 1] = 0;
    const struct expr_scope scope = {.names = x->names};
    const struct expr *r;
    struct expr_error where;
    assert_int_equal(expr_compile(&x->arena, &scope, deep, VALUE_ANY, &r, &where, &e), E_LIMIT);
    char *long_text = arena_alloc(&x->arena, EXPR_TEXT_MAX + 2);
    memset(long_text, ' ', EXPR_TEXT_MAX + 1);
    assert_int_equal(expr_compile(&x->arena, &scope, long_text, VALUE_ANY, &r, &where, &e), E_LIMIT);
    char *nodes = arena_alloc(&x->arena, EXPR_TEXT_MAX + 1);
    for (size_t i = 0; i + 1 < EXPR_TEXT_MAX; i++)
        nodes[i] = i % 2 ? '+' : '1';
    assert_int_equal(expr_compile(&x->arena, &scope, nodes, VALUE_ANY, &r, &where, &e), E_LIMIT);
}

static void test_expr__says_what_is_always_defined(void **state)
{
    struct rule_fixture *x = *state;
    static const struct {
        const char *text;
        bool always;
    } cases[] = {{"today", true},
                 {"case.type", true},
                 {"case.count", false},
                 {"case.count ?? 0", true},
                 {"case.count ?? case.count", false},
                 {"defined(case.count)", true},
                 {"join(doc, it.title)", true},
                 {"count(doc, it.title == \"a\")", true},
                 {"all(doc, it.title == \"a\")", false},
                 {"min(doc, it.received_on)", false},
                 {"text(today)", true},
                 {"doc.transcript", true},
                 {"doc.transcript.title", false},
                 {"if defined(case.count) then \"a\" else \"b\"", true}};
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(expr_always_defined(compiled(x, cases[i].text, VALUE_ANY)), cases[i].always);
}

static void remember(const struct fact_ref *ref, void *arg)
{
    struct buf *names = arg;
    buf_printf(names, "%s ", ref->name);
}

static void test_expr__names_the_facts_it_reads(void **state)
{
    struct rule_fixture *x = *state;
    AUTO(buf) struct buf names = BUF(256);
    const struct expr *r = compiled(x, "any(doc, it.received_on > case.received_on) or form.F-B.b10.amount > paid", VALUE_BOOL);
    expr_each_fact(r, remember, &names);
    assert_string_equal(buf_str(&names), "doc case.received_on form.F-B.b10.amount paid ");
    assert_string_equal(expr_first_fact(r), "doc");
    assert_null(expr_first_fact(compiled(x, "1 + 1", VALUE_ANY)));
    struct value v;
    assert_true(expr_is_constant(compiled(x, "-5", VALUE_ANY), &v));
    assert_int_equal(v.i, -5);
    assert_false(expr_is_constant(r, &v));
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_expr__##name, rule_fixture_setup, rule_fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(operators_bind_as_written_on_the_page),
        TEST(days_are_counted_by_the_civil_code),
        TEST(undefined_goes_up_until_nothing_depends_on_it),
        TEST(missing_is_forgotten_when_the_answer_is_there),
        TEST(lists_are_folded),
        TEST(all_does_not_pass_over_what_nobody_answered),
        TEST(functions_do_what_their_row_says),
        TEST(label_is_what_people_call_a_choice),
        TEST(every_function_is_known_under_its_name),
        TEST(mistakes_are_found_at_their_place),
        TEST(int_literals_serve_as_yen),
        TEST(hyphens_are_of_names_first_and_minus_then),
        TEST(locals_are_expressions_of_their_own),
        TEST(rows_of_a_scope_are_it),
        TEST(work_is_bounded),
        TEST(says_what_is_always_defined),
        TEST(names_the_facts_it_reads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
