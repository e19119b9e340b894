#include "core/base/str.h"
#include "tests/support/office_day.h"

static struct office office;

static int setup(void **state)
{
    (void)state;
    office_begin(&office);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    office_close(&office);
    return 0;
}

/* `type` is "" if there is none such. */
static struct case_kind kind_named(const struct case_kind *kind, size_t n, const char *scheme, const char *type)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(kind[i].scheme, scheme) && str_eq(kind[i].type, type))
            return kind[i];
    return (struct case_kind){.type = "", .label = "", .first_form = ""};
}

static void test_case_kinds__lists_what_can_be_opened_today(void **state)
{
    (void)state;
    AUTO(arena) struct arena a = {0};
    struct case_kind *kind;
    size_t n;
    struct err e;
    assert_ok(case_kinds(office.app, &a, &kind, &n, &e), &e);
    struct case_kind new = kind_named(kind, n, "aspic", "new"), renewal = kind_named(kind, n, "aspic", "renewal");
    assert_string_equal(new.label, "新規申請");
    assert_string_equal(new.first_form, "F-A");
    assert_true(new.may);
    assert_false(new.certificate_needed);
    assert_true(renewal.certificate_needed);
    assert_string_equal(kind_named(kind, n, "aspic-base", "new").type, ""); /* a base has no cases of its own */
}

static void test_case_kinds__says_what_opening_asks(void **state)
{
    (void)state;
    AUTO(arena) struct arena a = {0};
    struct ask *ask;
    size_t n;
    struct err e;
    assert_ok(case_new_asks(office.app, "aspic", "new", 0, &a, &ask, &n, &e), &e);
    assert_int_equal(n, 0);
    assert_ok(case_new_asks(office.app, "aspic", "inquiry", 0, &a, &ask, &n, &e), &e);
    assert_int_equal(n, 1);
    assert_string_equal(ask[0].fact, "case.received_on");
    assert_string_equal(ask[0].label, "受付日"); /* the scheme leaves it to the office */
    assert_string_equal(ask[0].type, "date");
    assert_string_equal(ask[0].suggestion, "2026-11-20");
    assert_int_equal(case_new_asks(office.app, "aspic", "none-such", 0, &a, &ask, &n, &e), E_NOTFOUND);
}

static void test_case_kinds__a_case_names_its_forms_and_checklists(void **state)
{
    (void)state;
    AUTO(arena) struct arena a = {0};
    struct case_view v;
    struct err e;
    int64_t id;
    assert_ok(case_new(office.app, "aspic", "new", 0, NULL, 0, &a, &id, &e), &e);
    assert_ok(case_view(office.app, id, &a, &v, &e), &e);
    assert_int_equal(v.n_forms, 5);
    assert_string_equal(v.form[0].id, "F-A");
    assert_string_equal(v.form[0].label, "申請書A");
    assert_int_equal(v.form[0].revision, 0);
    for (size_t i = 0; i < v.n_forms; i++)
        assert_string_not_equal(v.form[i].id, "F-PAY"); /* payments are no form to key in */
    assert_int_equal(v.n_checklists, 4);
    assert_int_equal(v.checklist[0].revision, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_case_kinds__lists_what_can_be_opened_today),
        cmocka_unit_test(test_case_kinds__says_what_opening_asks),
        cmocka_unit_test(test_case_kinds__a_case_names_its_forms_and_checklists),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
