#include "core/app/case_app.h"
#include "core/app/form_app.h"
#include "core/app/import_app.h"
#include "core/app/verify.h"
#include "tests/support/staged.h"

enum { FILE_BYTES_MAX = 16 << 20 };

static int import(struct staged *o, const char *text, bool skip_bad, bool check_only, struct import_result *r, struct err *e)
{
    const struct import_order order = {"aspic", "new", text, strlen(text), skip_bad, check_only};
    return import_cases(o->app, &order, &o->arena, r, e);
}

static struct import_result imported(struct staged *o, const char *text, bool skip_bad)
{
    struct err e;
    struct import_result r;
    assert_ok(import(o, text, skip_bad, false, &r, &e), &e);
    return r;
}

static void assert_import_refused(struct staged *o, const char *text, int code, const char *msg)
{
    struct err e;
    struct import_result r;
    assert_int_equal(import(o, text, false, false, &r, &e), code);
    assert_string_equal(e.msg, msg);
}

static size_t cases(struct staged *o)
{
    struct err e;
    struct case_list list;
    const struct case_filter filter = {.limit = CASE_PAGE_MAX};
    assert_ok(case_list(o->app, &filter, &o->arena, &list, &e), &e);
    return list.n;
}

static const char *value(struct staged *o, int64_t id, const char *path)
{
    struct err e;
    struct form_sheet sheet;
    assert_ok(form_sheet(o->app, id, "F-A", &o->arena, &sheet, &e), &e);
    for (size_t i = 0; i < sheet.n; i++)
        if (strcmp(sheet.field[i].path, path) == 0)
            return sheet.field[i].value;
    fail_msg("no place %s", path);
    return NULL;
}

static void test_import_app__a_record_becomes_a_case_as_if_typed(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct case_view view;
    staged_open(o, "2025-06-02");
    struct import_result r = imported(o, "\xef\xbb\xbf" "operator_kind, 事業者名称 ,F-A:service_name,written_date,contact_tel\r\n"
                                         "法人,株式会社髙知情報,\"四国,\"\"基盤\"\"\",R7.5.28,０３（１２３４）５６７８\r\n"
                                         "法人,架空データ株式会社,南国,,\r\n", false);
    assert_int_equal(r.n_records, 2);
    assert_int_equal(r.n_imported, 2);
    assert_int_equal(r.n_bad, 0);
    assert_int_equal(r.last_case, r.first_case + 1);
    assert_string_equal(value(o, r.first_case, "service_name"), "四国,\"基盤\"");
    assert_string_equal(value(o, r.first_case, "written_date"), "2025-05-28");
    assert_string_equal(value(o, r.first_case, "contact_tel"), "03-1234-5678");
    assert_ok(case_view(o->app, r.last_case, &o->arena, &view, &e), &e);
    assert_string_equal(view.party_name, "架空データ株式会社");
    assert_string_equal(view.c.number, ""); /* not received yet */
    struct verify_result proof;
    assert_ok(verify_store(o->app->db, NULL, NULL, &proof, &e), &e);
    assert_true(proof.sound);
    assert_int_equal(proof.n_events, 2);
}

static const char with_bad[] = "operator_kind,operator_name,written_date\n"
                               "法人,甲株式会社,2025-05-28\n"
                               "法人,乙株式会社,さんがつ\n"
                               "法人,丙株式会社\n"
                               "宇宙人,丁株式会社,2025-05-28\n"
                               "法人,戊\x01株式会社,2025-05-28\n"
                               "法人,己株式会社,2025-05-29\n";

static void assert_fault(const struct import_fault *f, size_t line, const char *column, const char *value)
{
    assert_int_equal(f->line, line);
    assert_string_equal(f->column, column);
    assert_string_equal(f->value, value);
    assert_string_not_equal(f->error, "");
}

static void test_import_app__one_bad_record_keeps_all_out_and_every_one_is_told(void **state)
{
    struct staged *o = *state;
    staged_open(o, "2025-06-02");
    struct import_result r = imported(o, with_bad, false);
    assert_int_equal(r.n_records, 6);
    assert_int_equal(r.n_imported, 0);
    assert_int_equal(r.n_bad, 4);
    assert_int_equal(r.first_case, 0);
    assert_int_equal(r.n_faults, 4);
    assert_fault(&r.fault[0], 3, "written_date", "さんがつ");
    assert_fault(&r.fault[1], 4, "", "");
    assert_fault(&r.fault[2], 5, "operator_kind", "宇宙人");
    assert_int_equal(r.fault[3].line, 6);
    assert_int_equal(cases(o), 0);
}

static void test_import_app__bad_records_can_be_left_out(void **state)
{
    struct staged *o = *state;
    staged_open(o, "2025-06-02");
    struct import_result r = imported(o, with_bad, true);
    assert_int_equal(r.n_imported, 2);
    assert_int_equal(r.n_bad, 4);
    assert_int_equal(cases(o), 2);
    assert_string_equal(value(o, r.last_case, "operator_name"), "己株式会社");
}

static void test_import_app__a_check_imports_nothing(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct import_result r;
    staged_open(o, "2025-06-02");
    assert_ok(import(o, "operator_name\n甲\n", false, true, &r, &e), &e);
    assert_int_equal(r.n_records, 1);
    assert_int_equal(r.n_bad, 0);
    assert_int_equal(r.n_imported, 0);
    assert_int_equal(cases(o), 0);
}

static void test_import_app__headings_name_one_place_each(void **state)
{
    struct staged *o = *state;
    staged_open(o, "2025-06-02");
    assert_import_refused(o, "", E_INPUT, "import.empty");
    assert_import_refused(o, "operator_nam\n甲\n", E_INPUT, "import.no-column");
    assert_import_refused(o, "operator_name,F-A:operator_name\n甲,乙\n", E_INPUT, "import.column-twice");
    assert_import_refused(o, "operator_name\n\"甲\n", E_INPUT, "csv.quote");
    assert_int_equal(cases(o), 0);
}

static void test_import_app__lost_characters_are_counted(void **state)
{
    struct staged *o = *state;
    staged_open(o, "2025-06-02");
    struct import_result r = imported(o, "operator_name\n甲\n〓橋〓\n", false);
    assert_int_equal(r.n_lost, 2);
    assert_int_equal(r.lost_line, 3);
    assert_int_equal(r.n_imported, 2);
}

static void test_import_app__who_may_not_open_a_case_may_not_import_one(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct import_result r;
    staged_open(o, "2025-06-02");
    app_act_as_nobody(o->app);
    assert_int_equal(import(o, "operator_name\n甲\n", true, false, &r, &e), E_DENIED);
    app_act_for_office(o->app, "test");
    assert_int_equal(cases(o), 0);
}

static void test_import_app__more_than_the_most_is_refused(void **state)
{
    struct staged *o = *state;
    AUTO(buf) struct buf text = BUF(FILE_BYTES_MAX);
    staged_open(o, "2025-06-02");
    buf_add_str(&text, "operator_name\n");
    for (int i = 0; i <= IMPORT_RECORDS_MAX; i++)
        buf_add_str(&text, "a,b\n"); /* too wide, so that looking at them is quick */
    assert_import_refused(o, buf_str(&text), E_LIMIT, "import.too-many");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_import_app__a_record_becomes_a_case_as_if_typed),
        cmocka_unit_test(test_import_app__one_bad_record_keeps_all_out_and_every_one_is_told),
        cmocka_unit_test(test_import_app__bad_records_can_be_left_out),
        cmocka_unit_test(test_import_app__a_check_imports_nothing),
        cmocka_unit_test(test_import_app__headings_name_one_place_each),
        cmocka_unit_test(test_import_app__lost_characters_are_counted),
        cmocka_unit_test(test_import_app__who_may_not_open_a_case_may_not_import_one),
        cmocka_unit_test(test_import_app__more_than_the_most_is_refused),
    };
    return cmocka_run_group_tests(tests, staged_group_setup, staged_group_teardown);
}
