#include "core/app/cert_app.h"
#include "core/base/buf.h"
#include "core/model/fee.h"
#include "core/model/form.h"
#include "core/model/register.h"
#include "tests/support/staged.h"

static struct sheet sheet_of(struct staged *o, const char *id, int64_t certificate_id, const char *on)
{
    struct err e;
    struct sheet sheet;
    assert_ok(sheet_rows(o->app, &(struct sheet_query){.scheme = "aspic", .id = id, .certificate_id = certificate_id, .on = staged_day(on), .limit = 500}, &o->arena, &sheet, &e), &e);
    return sheet;
}

static const char *cell(const struct sheet *sheet, size_t row, const char *label)
{
    for (size_t i = 0; i < sheet->n_columns; i++)
        if (strcmp(sheet->column[i].label, label) == 0)
            return sheet->cell[row * sheet->n_columns + i];
    fail_msg("no column %s", label);
    return NULL;
}

static void test_sheet__a_register_lists_what_is_in_force_on_the_day(void **state)
{
    struct staged *o = *state;
    staged_stage(o, "aspic", "renewal", "2024-03-10");
    struct sheet sheet = sheet_of(o, "list", 0, "2024-03-10");
    assert_int_equal(sheet.n_rows, 1);
    assert_string_equal(cell(&sheet, 0, "サービス名称"), "四国クラウド標準プラン");
    assert_string_equal(cell(&sheet, 0, "認定年月日"), "2022.04.15");
    assert_int_equal(sheet.certificate_id[0], 1);
    /* before it was granted */
    assert_int_equal(sheet_of(o, "list", 0, "2022-04-14").n_rows, 0);
}

static void test_sheet__rows_of_one_certificate_hide_what_is_withheld(void **state)
{
    struct staged *o = *state;
    staged_stage(o, "aspic", "renewal", "2024-03-10");
    struct withholding w;
    record_init(&withholding_type, &w);
    w.id = 1;
    w.certificate_id = 1;
    w.item = "b10";
    w.decision = "granted";
    w.from_on = staged_day("2024-01-01");
    staged_put(o, &withholding_type, &w);
    struct sheet sheet = sheet_of(o, "detail", 1, "2024-03-10");
    assert_true(sheet.n_rows > 50);
    size_t masked = 0;
    for (size_t i = 0; i < sheet.n_rows; i++)
        masked += strcmp(cell(&sheet, i, "情報開示内容"), "公表留保中") == 0;
    assert_int_equal(masked, 1);
}

static void test_sheet__a_ledger_has_a_row_a_period(void **state)
{
    struct staged *o = *state;
    staged_stage(o, "aspic", "renewal", "2024-03-10");
    const struct certificate_period p = {.certificate_id = 1, .position = 1, .valid_from = staged_day("2024-04-16"),
                                         .valid_until = staged_day("2026-04-15"), .case_id = 3, .decided_on = staged_day("2024-04-10")};
    staged_put(o, &certificate_period_type, &p);
    struct sheet sheet = sheet_of(o, "certification", 0, "2024-04-20");
    assert_int_equal(sheet.n_rows, 2);
    assert_string_equal(cell(&sheet, 0, "認定期間（自）"), "2022-04-15");
    assert_string_equal(cell(&sheet, 1, "認定期間（至）"), "2026-04-15");
    assert_string_equal(cell(&sheet, 1, "更新回数"), "1");
    assert_string_equal(sheet.group[0], "2022");
    assert_string_equal(sheet.group[1], "2024");
    assert_int_equal(sheet.case_id[1], 3);
}

static void test_sheet__a_ledger_of_fees_has_a_row_a_fee(void **state)
{
    struct staged *o = *state;
    staged_stage(o, "aspic", "new", "2025-06-30");
    struct fee fee;
    record_init(&fee_type, &fee);
    fee.id = 1;
    fee.case_id = 3;
    fee.rule = "review";
    fee.net.v = 190000;
    fee.tax.v = 19000;
    fee.gross.v = 209000;
    fee.rate_bp = 1000;
    fee.state = "billed";
    staged_put(o, &fee_type, &fee);
    struct sheet sheet = sheet_of(o, "fees", 0, "2025-06-30");
    assert_int_equal(sheet.n_rows, 1);
    assert_string_equal(cell(&sheet, 0, "請求（税込）"), "209,000");
    assert_string_equal(cell(&sheet, 0, "税率"), "10");
}

static void test_sheet__a_correction_strikes_what_it_corrects(void **state)
{
    struct staged *o = *state;
    struct err e;
    AUTO(buf) struct buf out = BUF(1 << 20);
    staged_stage(o, "aspic", "renewal", "2024-03-10");
    const struct ledger_row row = {.id = 1, .scheme = "aspic", .ledger = "reception", .case_id = 3, .certificate_id = 1, .reason = "",
                                   .written_on = staged_day("2024-03-10"), .body = "{\"受付番号\":\"\",\"送付方法\":\"郵便書留\"}"};
    staged_put(o, &ledger_row_type, &row);
    assert_int_equal(ledger_correct(o->app, 1, "送付方法", "持参", "", &e), E_INPUT);
    assert_int_equal(ledger_correct(o->app, 1, "無い欄", "持参", "誤記", &e), E_INPUT);
    assert_int_equal(ledger_correct(o->app, 9, "送付方法", "持参", "誤記", &e), E_NOTFOUND);
    assert_ok(ledger_correct(o->app, 1, "送付方法", "持参", "誤記", &e), &e);
    assert_int_equal(ledger_correct(o->app, 1, "送付方法", "書留", "誤記", &e), E_CONFLICT);
    struct sheet sheet = sheet_of(o, "reception", 0, "2024-03-10");
    size_t struck = sheet.n_rows;
    for (size_t i = 0; i < sheet.n_rows; i++)
        if (sheet.struck[i])
            struck = i;
    assert_true(struck + 1 < sheet.n_rows);
    assert_string_equal(cell(&sheet, struck, "送付方法"), "郵便書留");
    assert_string_equal(cell(&sheet, struck + 1, "送付方法"), "持参");
    assert_int_equal(sheet.row_id[struck + 1], 2);
    assert_ok(sheet_csv(o->app, &(struct sheet_query){.scheme = "aspic", .id = "reception", .on = staged_day("2024-03-10")}, &out, &e), &e);
    assert_non_null(strstr(buf_str(&out), "見え消し\r\n"));
}

static void test_sheet__pages_follow_each_other(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct sheet sheet;
    staged_open(o, "2024-09-10");
    for (int i = 5; i >= 1; i--)
        staged_add_certificate(o, i, "aspic", arena_printf(&o->arena, "IP%04d-2304", 6 - i), 6 - i, "2023-04-15", "x");
    assert_ok(sheet_rows(o->app, &(struct sheet_query){.scheme = "aspic", .id = "staff", .on = staged_day("2024-09-10"), .offset = 2, .limit = 2}, &o->arena, &sheet, &e), &e);
    assert_int_equal(sheet.n_rows, 2);
    assert_true(sheet.more);
    assert_string_equal(cell(&sheet, 0, "認定番号"), "IP0003-2304");
    assert_ok(sheet_rows(o->app, &(struct sheet_query){.scheme = "aspic", .id = "staff", .on = staged_day("2024-09-10"), .offset = 4, .limit = 2}, &o->arena, &sheet, &e), &e);
    assert_int_equal(sheet.n_rows, 1);
    assert_false(sheet.more);
}

static size_t rows_of_year(struct staged *o, const char *id, int year, const char *on, int *shown_r)
{
    struct err e;
    struct sheet sheet;
    const struct sheet_query q = {.scheme = "aspic", .id = id, .on = staged_day(on), .year = year, .limit = 500};
    assert_ok(sheet_rows(o->app, &q, &o->arena, &sheet, &e), &e);
    *shown_r = sheet.year;
    return sheet.n_rows;
}

static void test_sheet__goes_by_fiscal_years(void **state)
{
    struct staged *o = *state;
    const char *on = "2024-03-31"; /* the last day of fiscal 2023 */
    int shown;
    staged_stage(o, "aspic", "renewal", "2024-03-10");
    assert_int_equal(rows_of_year(o, "reception", SHEET_ALL_YEARS, on, &shown), 3);
    assert_int_equal(shown, 0);
    assert_int_equal(rows_of_year(o, "reception", 2023, on, &shown), 3);
    assert_int_equal(rows_of_year(o, "reception", SHEET_THIS_YEAR, on, &shown), 3);
    assert_int_equal(shown, 2023);
    assert_int_equal(rows_of_year(o, "reception", 2022, on, &shown), 0);
    /* the period of 15 April 2022 */
    assert_int_equal(rows_of_year(o, "certification", 2022, on, &shown), 1);
    assert_int_equal(rows_of_year(o, "certification", 2021, on, &shown), 0);
    assert_int_equal(rows_of_year(o, "certification", 2023, on, &shown), 0);
    /* a register has no years of its own: all, or those granted in one */
    assert_int_equal(rows_of_year(o, "list", SHEET_THIS_YEAR, on, &shown), 1);
    assert_int_equal(shown, 0);
    assert_int_equal(rows_of_year(o, "list", 2022, on, &shown), 1);
    assert_int_equal(rows_of_year(o, "list", 2023, on, &shown), 0);
    assert_int_equal(rows_of_year(o, "returns", SHEET_THIS_YEAR, on, &shown), 0);
}

static void test_sheet__csv_holds_all_rows(void **state)
{
    struct staged *o = *state;
    struct err e;
    AUTO(buf) struct buf out = BUF(1 << 20);
    staged_stage(o, "aspic", "renewal", "2024-03-10");
    assert_ok(sheet_csv(o->app, &(struct sheet_query){.scheme = "aspic", .id = "list", .on = staged_day("2024-03-10")}, &out, &e), &e);
    assert_non_null(strstr(buf_str(&out), "認定番号,サービス名称,事業者名称,認定年月日\r\n"));
    assert_non_null(strstr(buf_str(&out), "四国クラウド標準プラン"));
}

static void test_sheet__refuses_what_does_not_exist_and_what_may_not_be_seen(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct sheet sheet;
    struct date d = staged_day("2024-03-10");
    staged_stage(o, "aspic", "renewal", "2024-03-10");
    assert_int_equal(sheet_rows(o->app, &(struct sheet_query){.scheme = "aspic", .id = "nothing", .on = d, .limit = 10}, &o->arena, &sheet, &e), E_NOTFOUND);
    assert_int_equal(sheet_rows(o->app, &(struct sheet_query){.scheme = "nothing", .id = "list", .on = d, .limit = 10}, &o->arena, &sheet, &e), E_NOTFOUND);
    assert_int_equal(sheet_rows(o->app, &(struct sheet_query){.scheme = "aspic", .id = "detail", .on = d, .limit = 10}, &o->arena, &sheet, &e), E_INPUT);
    staged_act_as(o, 1, "hanako", "aspic-saas", "reception");
    assert_int_equal(sheet_rows(o->app, &(struct sheet_query){.scheme = "aspic", .id = "list", .on = d, .limit = 10}, &o->arena, &sheet, &e), E_DENIED);
}

/* The entry shows these forms from the office's today on, as the case's own event tells. */
static void publish(struct staged *o, int64_t case_id)
{
    const struct register_entry entry = {.certificate_id = STAGED_CERTIFICATE, .register_id = "list", .state = "published",
                                         .published_on = staged_day("2022-04-20"), .withdrawn_on = DATE_NONE, .annotation = "",
                                         .case_id = case_id};
    staged_put_about(o, &register_entry_type, &entry, arena_printf(&o->arena, "case:%d", (int)case_id));
}

static void test_sheet__a_past_day_reads_as_it_read_then(void **state)
{
    struct staged *o = *state;
    staged_stage(o, "aspic", "renewal", "2022-04-20");
    publish(o, 1);
    const struct form renamed = {.case_id = STAGED_CASE, .form = "F-A", .revision = 99, .saved_by = "", .saved_at = 1,
                                 .body = "{\"operator_name\":\"x\",\"service_name\":\"新しい名前\"}"};
    staged_put(o, &form_type, &renamed);
    o->app->clock = clock_fixed(staged_day("2024-03-10"));
    publish(o, STAGED_CASE);
    struct sheet sheet = sheet_of(o, "list", 0, "2024-03-10");
    assert_string_equal(cell(&sheet, 0, "サービス名称"), "新しい名前");
    sheet = sheet_of(o, "list", 0, "2024-03-09");
    assert_string_equal(cell(&sheet, 0, "サービス名称"), "四国クラウド標準プラン");
    sheet = sheet_of(o, "list", STAGED_CERTIFICATE, "2022-04-20");
    assert_string_equal(cell(&sheet, 0, "サービス名称"), "四国クラウド標準プラン");
    o->app->clock = clock_fixed(staged_day("2024-04-01"));
    sheet = sheet_of(o, "list", 0, "2024-03-10");
    assert_string_equal(cell(&sheet, 0, "サービス名称"), "新しい名前");
    assert_int_equal(sheet_of(o, "list", 0, "2022-04-19").n_rows, 0);
}

static void test_sheet__kinds_are_those_of_the_schemes_in_force(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct sheet_kind *kind;
    size_t n, lists = 0;
    staged_open(o, "2024-03-10");
    assert_ok(sheet_kinds(o->app, &o->arena, &kind, &n, &e), &e);
    for (size_t i = 0; i < n; i++) {
        lists += strcmp(kind[i].id, "list") == 0 && kind[i].is_register;
        assert_string_not_equal(kind[i].scheme, "aspic-base");
    }
    assert_true(lists >= 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sheet__a_register_lists_what_is_in_force_on_the_day),
        cmocka_unit_test(test_sheet__rows_of_one_certificate_hide_what_is_withheld),
        cmocka_unit_test(test_sheet__a_ledger_has_a_row_a_period),
        cmocka_unit_test(test_sheet__a_ledger_of_fees_has_a_row_a_fee),
        cmocka_unit_test(test_sheet__a_correction_strikes_what_it_corrects),
        cmocka_unit_test(test_sheet__pages_follow_each_other),
        cmocka_unit_test(test_sheet__goes_by_fiscal_years),
        cmocka_unit_test(test_sheet__csv_holds_all_rows),
        cmocka_unit_test(test_sheet__refuses_what_does_not_exist_and_what_may_not_be_seen),
        cmocka_unit_test(test_sheet__a_past_day_reads_as_it_read_then),
        cmocka_unit_test(test_sheet__kinds_are_those_of_the_schemes_in_force),
    };
    return cmocka_run_group_tests(tests, staged_group_setup, staged_group_teardown);
}
