/* Examples, coverage, and what the scheme verbs print. */
#include "tests/support/unit.h"

#include "core/base/json.h"
#include "core/rule/scheme_coverage.h"
#include "core/rule/scheme_show.h"
#include "tests/support/scheme_copy.h"

struct fixture {
    struct arena a;
    struct scheme *s;
    struct examples examples;
    struct problems problems;
};

static int setup(void **state)
{
    struct fixture *f = xcalloc(1, sizeof *f);
    struct err e;
    assert_ok(scheme_load(sample_root(&f->a), "sample", "2024-04-01", &f->s, NULL, &e), &e);
    assert_ok(examples_read(&f->a, f->s->examples_path, &f->examples, &f->problems, &e), &e);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    scheme_free(f->s);
    problems_done(&f->problems);
    arena_done(&f->a);
    free(f);
    return 0;
}

static void test_examples__are_read_in_order(void **state)
{
    const struct fixture *f = *state;
    assert_string_equal(f->examples.scheme, "sample");
    assert_int_equal(f->examples.all.n, 2);
    const struct example *x = &f->examples.all.at[0];
    assert_string_equal(x->id, "SMP-EX-1");
    assert_true(texts_have(&x->req, "SMP-002"));
    assert_string_equal(x->given->entry[1].key, "case.received_on");
    assert_string_equal(yaml_get_text(x->when, "fee"), "review");
    assert_string_equal(x->note, "税率10%");
    assert_true(date_is_none(f->examples.all.at[1].today));
}

static void wrong_example(struct fixture *f, const char *text, const char *msg, int line, int column)
{
    struct examples examples;
    struct err e;
    const char *path = arena_printf(&f->a, "%s/tests/examples.tmp", getenv("BUILDDIR"));
    copy_write(path, text);
    struct problems *problems = xcalloc(1, sizeof *problems);
    assert_int_equal(examples_read(&f->a, path, &examples, problems, &e), E_INPUT);
    assert_string_equal(problems->at[0].msg, msg);
    assert_int_equal(problems->at[0].at.line, line);
    assert_int_equal(problems->at[0].at.column, column);
    unlink(path);
    problems_done(problems);
    free(problems);
}

static void test_examples__mistakes_have_a_place(void **state)
{
    struct fixture *f = *state;
    wrong_example(f, "examples: []\n", "scheme.missing-key", 1, 1);
    wrong_example(f, "scheme: s\nexamples: {}\n", "scheme.not-list", 1, 1);
    wrong_example(f, "scheme: s\nexamples:\n  - {id: a, when: {do: T}, expct: {}}\n", "scheme.unknown-key", 3, 28);
    wrong_example(f, "scheme: s\nexamples:\n  - {id: a, when: {doo: T}, expect: {}}\n", "scheme.unknown-question", 3, 19);
    wrong_example(f, "scheme: s\nexamples:\n  - {id: a, when: {do: T}}\n", "scheme.missing-key", 3, 5);
    wrong_example(f, "scheme: s\nexamples:\n  - {id: a, today: 2024-13-01, when: {do: T}, expect: {}}\n", "scheme.not-date", 3, 20);
    wrong_example(f, "scheme: s\nexamples:\n  - {id: a, when: {do: T}, expect: {}}\n  - {id: a, when: {do: T}, expect: {}}\n",
                  "scheme.id-twice", 4, 5);
    wrong_example(f, "scheme: [", "yaml.syntax", 2, 1);
    struct examples examples;
    struct err e;
    assert_int_equal(examples_read(&f->a, "/no/such/file", &examples, &f->problems, &e), E_NOTFOUND);
}

static const struct covered *of(const struct coverage *coverage, const char *req)
{
    for (size_t i = 0; i < coverage->all.n; i++)
        if (strcmp(coverage->all.at[i].req, req) == 0)
            return &coverage->all.at[i];
    fail_msg("%s is missing", req);
    return NULL;
}

static void test_coverage__names_rules_examples_reasons_and_the_open_ones(void **state)
{
    struct fixture *f = *state;
    struct coverage coverage = scheme_coverage(f->s, &f->examples, &f->a);
    assert_int_equal(coverage.all.n, 6); /* 1-5 and 8 */
    assert_int_equal(coverage.open, 1);
    assert_true(covered_is_open(of(&coverage, "SMP-008")));
    const struct covered *new = of(&coverage, "SMP-002");
    assert_string_equal(new->rules.at[0].what, "case type");
    assert_string_equal(new->rules.at[0].id, "new");
    assert_string_equal(new->examples.at[0], "SMP-EX-1");
    assert_false(of(&coverage, "SMP-004")->engine);
    assert_non_null(of(&coverage, "SMP-004")->reason);
    assert_true(of(&coverage, "SMP-005")->engine);
    assert_int_equal(coverage.untested, 1); /* SMP-001 has a rule and no example */
    AUTO(buf) struct buf out = BUF(65536);
    scheme_coverage_text(&coverage, true, &out);
    assert_string_equal(strstr(buf_str(&out), "! SMP-008"), "! SMP-008\n");
    assert_int_equal(strncmp(buf_str(&out), "~ SMP-003 ", 10), 0); /* covered, and yet not wholly */
    assert_non_null(strstr(buf_str(&out), "\n         紙の様式では刷れません\n"));
    assert_int_equal(coverage.partly, 1);
    buf_clear(&out);
    scheme_coverage_json(&coverage, false, &out);
    struct json *json;
    struct err e;
    assert_ok(json_parse(&f->a, buf_str(&out), out.n, &json, &e), &e);
    assert_string_equal(json_get_text(json->child, "requirement"), "SMP-001");
}

static void test_show__prints_every_part_and_valid_json(void **state)
{
    struct fixture *f = *state;
    AUTO(buf) struct buf out = BUF(1 << 20);
    scheme_show_text(f->s, false, &out);
    assert_non_null(strstr(buf_str(&out), "sample/2024-04-01  見本認定制度\n"));
    assert_non_null(strstr(buf_str(&out), "T01                受付 -> c10\n"));
    assert_non_null(strstr(buf_str(&out), "DL-fee"));
    buf_clear(&out);
    scheme_show_text(f->s, true, &out);
    assert_non_null(strstr(buf_str(&out), "Sample certification"));
    buf_clear(&out);
    scheme_show_json(f->s, &out);
    struct json *json;
    struct err e;
    assert_ok(json_parse(&f->a, buf_str(&out), out.n, &json, &e), &e);
    assert_string_equal(json_get_text(json, "version"), "2024-04-01");
    assert_non_null(json_get(json, "machines")->child);
}

static void test_show__release_lists_what_the_office_must_confirm(void **state)
{
    struct fixture *f = *state;
    AUTO(buf) struct buf out = BUF(65536);
    scheme_release_text(f->s, false, &out);
    assert_string_equal(buf_str(&out), "basis                    申請日とする日 = 到達日  [内規]\n");
    buf_clear(&out);
    scheme_release_json(f->s, &out);
    assert_non_null(strstr(buf_str(&out), "\"value\":\"到達日\""));
    buf_clear(&out);
    scheme_proofs_text(&out);
    assert_non_null(strstr(buf_str(&out), "cycle"));
}

static void test_show__every_file_has_a_schema(void **state)
{
    struct fixture *f = *state;
    static const char *const files[] = {"scheme.yaml",    "lifecycle.yaml", "forms.yaml",  "checklists.yaml",
                                        "decisions.yaml", "deadlines.yaml", "fees.yaml",   "numbers.yaml",
                                        "papers.yaml",    "register.yaml",  "people.yaml", "retention.yaml"};
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        AUTO(buf) struct buf out = BUF(1 << 20);
        assert_true(scheme_schema(files[i], &out));
        assert_false(out.full);
        struct json *json;
        struct err e;
        assert_ok(json_parse(&f->a, buf_str(&out), out.n, &json, &e), &e);
        assert_non_null(json_get(json, "properties"));
    }
    AUTO(buf) struct buf out = BUF(1 << 20);
    assert_false(scheme_schema("form.yaml", &out));
    assert_int_equal(out.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_examples__are_read_in_order),
        cmocka_unit_test(test_examples__mistakes_have_a_place),
        cmocka_unit_test(test_coverage__names_rules_examples_reasons_and_the_open_ones),
        cmocka_unit_test(test_show__prints_every_part_and_valid_json),
        cmocka_unit_test(test_show__release_lists_what_the_office_must_confirm),
        cmocka_unit_test(test_show__every_file_has_a_schema),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
