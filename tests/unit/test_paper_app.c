#include "core/app/home_app.h"
#include "core/app/paper_app.h"
#include "tests/support/staged.h"

static struct paper_sheet sheet_of(struct staged *o)
{
    struct err e;
    struct paper_sheet sheet;
    assert_ok(paper_sheet(o->app, STAGED_CASE, &o->arena, &sheet, &e), &e);
    return sheet;
}

static const struct paper_row *received(const struct paper_sheet *sheet, const char *class)
{
    for (size_t i = 0; i < sheet->n_received; i++)
        if (strcmp(sheet->received[i].p.class, class) == 0)
            return &sheet->received[i];
    fail_msg("no paper %s", class);
    return NULL;
}

static const struct paper_need *need(const struct paper_sheet *sheet, const char *class)
{
    for (size_t i = 0; i < sheet->n_needs; i++)
        if (strcmp(sheet->need[i].class, class) == 0)
            return &sheet->need[i];
    fail_msg("no class %s", class);
    return NULL;
}

static struct paper a_paper(const char *class, const char *title)
{
    struct paper p;
    record_init(&paper_type, &p);
    p.case_id = STAGED_CASE;
    p.class = class;
    p.title = title;
    p.copies = 1;
    return p;
}

static void test_paper__the_sheet_shows_what_must_come_and_what_came(void **state)
{
    struct staged *o = *state;
    staged_stage(o, "aspic", "new", "2025-06-30");
    struct paper_sheet sheet = sheet_of(o);
    assert_true(sheet.need[0].required);
    assert_true(need(&sheet, "application_a")->here);
    assert_true(need(&sheet, "application_a")->original_needed);
    assert_false(need(&sheet, "renewal_application")->required);
    bool optional = false;
    for (size_t i = 0; i < sheet.n_needs; i++) {
        optional |= !sheet.need[i].required;
        assert_true(!sheet.need[i].required || !optional); /* required ones first */
    }
    const struct paper_row *row = received(&sheet, "application_a");
    assert_string_equal(row->class_label, "申請書A");
    assert_string_equal(row->custody_label, "保管");
    assert_true(row->secret);
    assert_int_equal(sheet.n_to_return, 0);
}

static void test_paper__is_entered_and_changed(void **state)
{
    struct staged *o = *state;
    struct err e;
    int64_t id;
    staged_stage(o, "aspic", "new", "2025-06-30");
    struct paper p = a_paper("web_copy", "");
    assert_ok(paper_receive(o->app, &p, &id, &e), &e);
    struct paper_sheet sheet = sheet_of(o);
    const struct paper_row *row = received(&sheet, "web_copy");
    assert_string_equal(row->p.title, "ウェブページのハードコピー");
    assert_int_equal(row->p.received_on.days, staged_day("2025-06-30").days);
    assert_string_equal(row->p.custody, "kept");
    p.id = id;
    p.title = "価格表";
    p.shelf = "棚3";
    assert_ok(paper_receive(o->app, &p, &id, &e), &e);
    sheet = sheet_of(o);
    assert_string_equal(received(&sheet, "web_copy")->p.title, "価格表");
    p.class = "nothing";
    assert_int_equal(paper_receive(o->app, &p, &id, &e), E_INPUT);
    p = a_paper("web_copy", "a\nb");
    assert_int_equal(paper_receive(o->app, &p, &id, &e), E_INPUT);
    p = a_paper("web_copy", "x");
    p.copies = 100000;
    assert_int_equal(paper_receive(o->app, &p, &id, &e), E_INPUT);
    p = a_paper("web_copy", "x");
    p.id = 999;
    assert_int_equal(paper_receive(o->app, &p, &id, &e), E_NOTFOUND);
}

static void test_paper__moves_as_its_scheme_allows(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct date today = staged_day("2025-06-30");
    staged_stage(o, "aspic", "new", "2025-06-30");
    struct paper_sheet sheet = sheet_of(o);
    int64_t evidence = received(&sheet, "evidence")->p.id, form = received(&sheet, "application_a")->p.id;
    assert_ok(paper_move(o->app, evidence, "lent", today, "審査委員", &e), &e);
    sheet = sheet_of(o);
    assert_string_equal(received(&sheet, "evidence")->custody_label, "貸出中");
    assert_string_equal(received(&sheet, "evidence")->p.shelf, "審査委員");
    assert_ok(paper_move(o->app, evidence, "kept", today, "棚1", &e), &e);
    assert_int_equal(paper_move(o->app, evidence, "eaten", today, "", &e), E_INPUT);
    assert_int_equal(paper_move(o->app, evidence, "lent", staged_day("2025-07-01"), "", &e), E_INPUT);
    assert_int_equal(paper_move(o->app, form, "returned", today, "", &e), E_RULE);
    assert_string_equal(e.msg, "paper.kept");
    assert_int_equal(paper_move(o->app, evidence, "destroyed", today, "", &e), E_RULE);
    assert_string_equal(e.msg, "paper.retention");
    assert_ok(paper_move(o->app, evidence, "returned", today, "", &e), &e);
    assert_int_equal(paper_move(o->app, evidence, "kept", today, "", &e), E_RULE);
    assert_string_equal(e.msg, "paper.gone");
    assert_int_equal(paper_move(o->app, 999, "kept", today, "", &e), E_NOTFOUND);
}

static void test_paper__bytes_come_back_as_they_were(void **state)
{
    struct staged *o = *state;
    struct err e;
    AUTO(buf) struct buf out = BUF(1 << 20);
    static const char bytes[] = "%PDF-1.4\0\n\xff", media[] = "application/pdf";
    staged_stage(o, "aspic", "new", "2025-06-30");
    struct paper_sheet sheet = sheet_of(o);
    int64_t id = received(&sheet, "application_b")->p.id;
    assert_int_equal(paper_bytes(o->app, id, &out, &e), E_NOTFOUND);
    assert_string_equal(e.msg, "paper.no-bytes");
    assert_int_equal(paper_attach(o->app, id, "pdf", bytes, sizeof bytes, &e), E_INPUT);
    assert_int_equal(paper_attach(o->app, id, media, bytes, 0, &e), E_INPUT);
    assert_int_equal(paper_attach(o->app, id, media, bytes, (size_t)PAPER_BYTES_MAX + 1, &e), E_LIMIT);
    assert_int_equal(paper_attach(o->app, 999, media, bytes, sizeof bytes, &e), E_NOTFOUND);
    assert_ok(paper_attach(o->app, id, media, bytes, sizeof bytes, &e), &e);
    assert_ok(paper_bytes(o->app, id, &out, &e), &e);
    assert_int_equal(out.n, sizeof bytes);
    assert_memory_equal(out.p, bytes, sizeof bytes);
}

static void test_paper__reading_a_secret_one_stands_in_the_journal(void **state)
{
    struct staged *o = *state;
    struct err e;
    AUTO(buf) struct buf out = BUF(1 << 20);
    struct history_row *row;
    size_t n;
    staged_stage(o, "aspic", "new", "2025-06-30");
    struct paper_sheet sheet = sheet_of(o);
    struct paper back = a_paper("certificate_back", "返納された認定証");
    int64_t id = received(&sheet, "application_a")->p.id, open_id;
    assert_ok(paper_receive(o->app, &back, &open_id, &e), &e);
    sheet = sheet_of(o);
    assert_false(received(&sheet, "certificate_back")->secret);
    assert_ok(paper_attach(o->app, id, "text/plain", "秘密", 6, &e), &e);
    assert_ok(paper_attach(o->app, open_id, "text/plain", "公開", 6, &e), &e);
    staged_act_as(o, 5, "hanako", "aspic", "reviewer");
    assert_ok(paper_bytes(o->app, open_id, &out, &e), &e);
    assert_ok(history(o->app, "case:3", HISTORY_ALL, 0, 1, &o->arena, &row, &n, &e), &e);
    assert_string_equal(row[0].ev.verb, "paper.attach");
    assert_ok(paper_bytes(o->app, id, &out, &e), &e);
    assert_string_equal(buf_str(&out), "秘密");
    assert_ok(history(o->app, "case:3", HISTORY_ALL, 0, 1, &o->arena, &row, &n, &e), &e);
    assert_string_equal(row[0].ev.verb, "paper.read");
    assert_string_equal(row[0].ev.actor, "hanako");
}

static void test_paper__what_goes_back_goes_with_a_letter(void **state)
{
    struct staged *o = *state;
    struct err e;
    AUTO(buf) struct buf out = BUF(1 << 20);
    size_t n;
    struct date today = staged_day("2025-06-30");
    staged_stage(o, "aspic", "new", "2025-06-30");
    assert_int_equal(paper_return_all(o->app, STAGED_CASE, today, &n, &e), E_RULE);
    assert_string_equal(e.msg, "paper.nothing-to-return");
    struct task task;
    record_init(&task_type, &task);
    task.id = 1;
    task.case_id = STAGED_CASE;
    task.kind = "standard";
    task.opened_on = today;
    staged_put(o, &task_type, &task);
    struct paper_sheet sheet = sheet_of(o);
    size_t going = sheet.n_to_return, issued = sheet.n_issued;
    assert_true(going >= 3);
    assert_int_equal(paper_return_all(o->app, STAGED_CASE, staged_day("2025-07-01"), &n, &e), E_INPUT);
    assert_ok(paper_return_all(o->app, STAGED_CASE, today, &n, &e), &e);
    assert_int_equal(n, going);
    sheet = sheet_of(o);
    assert_int_equal(sheet.n_to_return, 0);
    assert_string_equal(received(&sheet, "evidence")->custody_label, "返却済");
    assert_string_equal(received(&sheet, "application_a")->custody_label, "保管");
    assert_int_equal(sheet.n_issued, issued + 1);
    const struct paper *letter = &sheet.issued[sheet.n_issued - 1].p;
    assert_ok(paper_bytes(o->app, letter->id, &out, &e), &e);
    assert_non_null(strstr(buf_str(&out), "資料1 サービス説明書"));
    assert_non_null(strstr(buf_str(&out), "山﨑 花子 様"));
    const char *stays = strstr(buf_str(&out), "保管する資料"), *form_a = strstr(buf_str(&out), "・申請書A");
    assert_true(stays && form_a > stays); /* as the scheme's letter has it */
    assert_string_equal(letter->class, "N19");
    assert_int_equal(paper_return_all(o->app, STAGED_CASE, today, &n, &e), E_RULE);
}

static void test_paper__only_the_schemes_people_touch_papers(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct paper_sheet sheet;
    int64_t id;
    size_t n;
    AUTO(buf) struct buf out = BUF(1 << 10);
    const struct paper p = a_paper("web_copy", "x");
    staged_stage(o, "aspic", "new", "2025-06-30");
    sheet = sheet_of(o);
    int64_t evidence = received(&sheet, "evidence")->p.id;
    staged_act_as(o, 5, "watcher", "aspic", "viewer");
    assert_int_equal(paper_receive(o->app, &p, &id, &e), E_DENIED);
    assert_int_equal(paper_move(o->app, evidence, "lent", staged_day("2025-06-30"), "", &e), E_DENIED);
    assert_int_equal(paper_attach(o->app, evidence, "text/plain", "x", 1, &e), E_DENIED);
    assert_int_equal(paper_return_all(o->app, STAGED_CASE, staged_day("2025-06-30"), &n, &e), E_DENIED);
    staged_act_as(o, 6, "stranger", "aspic-saas", "reception");
    assert_int_equal(paper_sheet(o->app, STAGED_CASE, &o->arena, &sheet, &e), E_DENIED);
    assert_int_equal(paper_bytes(o->app, evidence, &out, &e), E_DENIED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paper__the_sheet_shows_what_must_come_and_what_came),
        cmocka_unit_test(test_paper__is_entered_and_changed),
        cmocka_unit_test(test_paper__moves_as_its_scheme_allows),
        cmocka_unit_test(test_paper__bytes_come_back_as_they_were),
        cmocka_unit_test(test_paper__reading_a_secret_one_stands_in_the_journal),
        cmocka_unit_test(test_paper__what_goes_back_goes_with_a_letter),
        cmocka_unit_test(test_paper__only_the_schemes_people_touch_papers),
    };
    return cmocka_run_group_tests(tests, staged_group_setup, staged_group_teardown);
}
