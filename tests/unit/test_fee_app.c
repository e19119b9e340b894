#include "core/app/fee_app.h"

#include "core/app/deadline_app.h"
#include "core/model/fee.h"
#include "core/model/party.h"
#include "tests/support/staged.h"

static struct fee_sheet sheet_of(struct staged *o)
{
    struct err e;
    struct fee_sheet sheet;
    assert_ok(fee_sheet(o->app, STAGED_CASE, &o->arena, &sheet, &e), &e);
    return sheet;
}

/* Case 3, the specimen of a new application, with its review fee of 209,000 yen and a small one behind it; nothing came. */
static struct staged *with_fees(void **state)
{
    struct staged *o = *state;
    struct fee fee;
    staged_stage(o, "aspic", "new", "2024-05-20");
    struct payment p = sheet_of(o).payment[0]; /* of the specimen, out of the way */
    p.amount.v = 0;
    staged_put(o, &payment_type, &p);
    record_init(&fee_type, &fee);
    fee = (struct fee){.id = 900,
                       .case_id = STAGED_CASE,
                       .rule = "review",
                       .invoice = "INV-1",
                       .count = 1,
                       .net = {190000},
                       .rate_bp = 1000,
                       .tax = {19000},
                       .gross = {209000},
                       .billed_on = staged_day("2024-05-01"),
                       .due_on = staged_day("2024-05-10"),
                       .paid_on = DATE_NONE,
                       .state = "billed",
                       .reason = ""};
    staged_put(o, &fee_type, &fee);
    fee.id = 901;
    fee.rule = "reissue";
    fee.invoice = "INV-2";
    fee.net = (struct yen){9500};
    fee.tax = (struct yen){950};
    fee.gross = (struct yen){10450};
    fee.due_on = staged_day("2024-06-10");
    staged_put(o, &fee_type, &fee);
    return o;
}

static const struct fee_row *row_of(const struct fee_sheet *sheet, int64_t id)
{
    size_t at = 0;
    while (at < sheet->n_fees && sheet->fee[at].f.id != id)
        at++;
    assert_true(at < sheet->n_fees);
    return &sheet->fee[at];
}

static int pay(struct staged *o, const char *on, int64_t amount, struct err *e)
{
    return fee_add_payment(o->app, STAGED_CASE, staged_day(on), (struct yen){amount}, "ｼｺｸｸﾗｳﾄﾞ", "振込", e);
}

static void test_fee_sheet__pays_the_oldest_fee_first(void **state)
{
    struct staged *o = with_fees(state);
    struct err e;
    assert_ok(pay(o, "2024-05-19", 100000, &e), &e);
    struct fee_sheet sheet = sheet_of(o);
    assert_int_equal(sheet.paid.v, 100000);
    assert_int_equal(sheet.billed.v, 219450);
    assert_int_equal(sheet.open.v, 119450);
    assert_int_equal(row_of(&sheet, 900)->paid.v, 100000);
    assert_true(row_of(&sheet, 900)->overdue);
    assert_string_equal(row_of(&sheet, 900)->label, "審査手数料");
    assert_string_equal(row_of(&sheet, 900)->state_label, "請求済");
    assert_int_equal(row_of(&sheet, 901)->paid.v, 0);
    assert_false(row_of(&sheet, 901)->overdue);
    assert_ok(pay(o, "2024-05-20", 119450, &e), &e);
    sheet = sheet_of(o);
    assert_int_equal(sheet.open.v, 0);
    assert_string_equal(row_of(&sheet, 900)->f.state, "paid");
    assert_string_equal(row_of(&sheet, 901)->state_label, "入金済");
    assert_false(row_of(&sheet, 900)->overdue);
    assert_string_equal(staged_event(o, 0).verb, "fee.payment");
    assert_string_equal(staged_event(o, 0).object, "case:3");
    assert_null(strstr(staged_event(o, 0).body, "ｼｺｸ")); /* a name enters the chain as a digest */
}

static void test_fee_sheet__leaves_out_what_is_waived_and_shows_what_was_paid_too_much(void **state)
{
    struct staged *o = with_fees(state);
    struct err e;
    struct fee_sheet sheet = sheet_of(o);
    struct fee fee = row_of(&sheet, 901)->f;
    fee.state = "waived";
    staged_put(o, &fee_type, &fee);
    assert_ok(pay(o, "2024-05-19", 210000, &e), &e);
    sheet = sheet_of(o);
    assert_int_equal(sheet.billed.v, 209000);
    assert_int_equal(sheet.open.v, -1000);
    assert_int_equal(row_of(&sheet, 901)->paid.v, 0);
    assert_string_equal(row_of(&sheet, 901)->state_label, "免除");
    assert_ok(pay(o, "2024-05-20", -1000, &e), &e);
    assert_int_equal(sheet_of(o).open.v, 0);
    assert_ok(pay(o, "2024-05-20", -209000, &e), &e);
    sheet = sheet_of(o);
    assert_int_equal(sheet.open.v, 209000);
    assert_string_equal(row_of(&sheet, 900)->f.state, "billed"); /* owed again */
}

static void test_fee_add_payment__refuses(void **state)
{
    struct staged *o = with_fees(state);
    struct err e;
    char *long_text = arena_alloc(&o->arena, 1000);
    memset(long_text, 'a', 999);
    assert_refused(pay(o, "2024-05-20", 0, &e), &e, E_INPUT, "fee.amount");
    assert_refused(pay(o, "2024-05-20", MONEY_MAX + 1, &e), &e, E_INPUT, "fee.amount");
    assert_refused(pay(o, "2024-05-20", -1, &e), &e, E_INPUT, "fee.amount");
    assert_refused(pay(o, "2024-05-21", 1, &e), &e, E_INPUT, "fee.day");
    struct yen one = {1};
    struct date today = app_today(o->app);
    assert_refused(fee_add_payment(o->app, STAGED_CASE, DATE_NONE, one, "", "", &e), &e, E_INPUT, "fee.day");
    assert_refused(fee_add_payment(o->app, STAGED_CASE, today, one, "a\nb", "", &e), &e, E_INPUT, "fee.text");
    assert_refused(fee_add_payment(o->app, STAGED_CASE, today, one, long_text, "", &e), &e, E_INPUT, "fee.text");
    assert_refused(fee_add_payment(o->app, STAGED_CASE, today, one, "", long_text, &e), &e, E_INPUT, "fee.text");
    assert_refused(fee_add_payment(o->app, 99, today, one, "", "", &e), &e, E_NOTFOUND, "case.unknown");
    staged_act_as(o, 1, "hanako", "aspic", "viewer");
    assert_refused(pay(o, "2024-05-20", 1, &e), &e, E_DENIED, "app.role");
    struct fee_sheet sheet;
    assert_ok(fee_sheet(o->app, STAGED_CASE, &o->arena, &sheet, &e), &e);
    staged_act_as(o, 2, "taro", "aspic-saas", "accounting");
    assert_refused(fee_sheet(o->app, STAGED_CASE, &o->arena, &sheet, &e), &e, E_DENIED, "app.not-yours");
    assert_refused(fee_sheet(o->app, 99, &o->arena, &sheet, &e), &e, E_NOTFOUND, "case.unknown");
}

static int fill_up(struct db *db, void *arg, struct err *e)
{
    int rc = 0;
    (void)arg;
    for (int64_t i = 0; !rc && i < 2000; i++) {
        const struct payment p = {.id = 10000 + i,
                                  .case_id = STAGED_CASE,
                                  .received_on = {19000},
                                  .amount = {1},
                                  .payer = "",
                                  .method = "",
                                  .note = ""};
        rc = rows_put(db, &payment_type, &p, e);
    }
    return rc;
}

static void test_fee_add_payment__there_is_an_end_to_payments(void **state)
{
    struct staged *o = with_fees(state);
    struct err e;
    assert_ok(db_write(o->app->db, fill_up, NULL, &e), &e);
    assert_refused(pay(o, "2024-05-20", 1, &e), &e, E_LIMIT, "fee.too-many");
}

static void test_fee_list_open__goes_by_due_day_and_by_sight(void **state)
{
    struct staged *o = with_fees(state);
    struct err e;
    struct fee_list list;
    assert_ok(pay(o, "2024-05-20", 100, &e), &e);
    assert_ok(fee_list_open(o->app, "", 0, 10, &o->arena, &list, &e), &e);
    assert_int_equal(list.n, 2);
    assert_int_equal(list.row[0].f.id, 900);
    assert_int_equal(list.row[0].paid.v, 100);
    assert_true(list.row[0].overdue);
    assert_string_equal(list.row[0].label, "審査手数料");
    assert_true(*list.row[0].party_name);
    assert_int_equal(list.row[1].paid.v, 0);
    assert_ok(fee_list_open(o->app, "aspic", 0, 1, &o->arena, &list, &e), &e);
    assert_int_equal(list.n, 1);
    assert_int_equal(list.next, 900);
    assert_ok(fee_list_open(o->app, "aspic", list.next, 1, &o->arena, &list, &e), &e);
    assert_int_equal(list.n, 1);
    assert_int_not_equal(list.row[0].f.id, 900);
    assert_int_equal(list.next, 0);
    assert_ok(fee_list_open(o->app, "aspic-saas", 0, 10, &o->arena, &list, &e), &e);
    assert_int_equal(list.n, 0);
    staged_act_as(o, 1, "hanako", "aspic", "accounting");
    assert_ok(fee_list_open(o->app, NULL, 0, 10, &o->arena, &list, &e), &e);
    assert_int_equal(list.n, 2);
    staged_act_as(o, 2, "taro", "aspic-saas", "accounting");
    assert_ok(fee_list_open(o->app, NULL, 0, 10, &o->arena, &list, &e), &e);
    assert_int_equal(list.n, 0);
}

static const char *why(struct staged *o, int64_t id, const char *label)
{
    struct err e;
    struct why_line *line;
    size_t n;
    const char *text = "";
    assert_ok(fee_why(o->app, id, &o->arena, &line, &n, &e), &e);
    for (size_t i = 0; i < n; i++)
        if (str_eq(line[i].label, label))
            text = arena_printf(&o->arena, "%s%s%s", text, *text ? "|" : "", line[i].text);
    return text;
}

static void test_fee_why__shows_row_tax_and_whether_it_is_still_so(void **state)
{
    struct staged *o = with_fees(state);
    assert_non_null(strstr(why(o, 900, "規則"), "審査手数料"));
    assert_string_equal(why(o, 900, "価格表"), "2019-10-01 から: 税抜 190,000円 (別表1)");
    assert_string_equal(why(o, 900, "消費税"), "10%（合計に一度だけ、切捨て） = 19,000円");
    assert_string_equal(why(o, 900, "合計"), "税抜 190,000円 + 税 19,000円 = 209,000円");
    assert_non_null(strstr(why(o, 900, "支払期限"), "2024-05-10 (金)"));
    assert_string_equal(why(o, 900, "確認"), "いま計算しても同じ額です");
    assert_true(*why(o, 900, "もとの値"));
    struct fee_sheet sheet = sheet_of(o);
    struct fee fee = row_of(&sheet, 900)->f;
    fee.gross = (struct yen){205200};
    staged_put(o, &fee_type, &fee);
    assert_non_null(strstr(why(o, 900, "確認"), "209,000円"));
}

static void test_fee_why__refuses(void **state)
{
    struct staged *o = with_fees(state);
    struct err e;
    struct why_line *line;
    size_t n;
    assert_refused(fee_why(o->app, 77, &o->arena, &line, &n, &e), &e, E_NOTFOUND, "fee.unknown");
    struct fee_sheet sheet = sheet_of(o);
    struct fee fee = row_of(&sheet, 900)->f;
    fee.rule = "gone";
    staged_put(o, &fee_type, &fee);
    assert_string_equal(why(o, 900, "規則"), "");
    assert_string_equal(why(o, 900, "合計"), "税抜 190,000円 + 税 19,000円 = 209,000円");
    staged_act_as(o, 2, "taro", "aspic-saas", "accounting");
    assert_refused(fee_why(o->app, 900, &o->arena, &line, &n, &e), &e, E_DENIED, "app.not-yours");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fee_sheet__pays_the_oldest_fee_first),
        cmocka_unit_test(test_fee_sheet__leaves_out_what_is_waived_and_shows_what_was_paid_too_much),
        cmocka_unit_test(test_fee_add_payment__refuses),
        cmocka_unit_test(test_fee_add_payment__there_is_an_end_to_payments),
        cmocka_unit_test(test_fee_list_open__goes_by_due_day_and_by_sight),
        cmocka_unit_test(test_fee_why__shows_row_tax_and_whether_it_is_still_so),
        cmocka_unit_test(test_fee_why__refuses),
    };
    return cmocka_run_group_tests(tests, staged_group_setup, staged_group_teardown);
}
