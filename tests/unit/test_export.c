/* 持出し: what asks for a purpose and a ground, what does not, and what the journal keeps. */
#include "core/app/export_app.h"
#include "core/app/paper_app.h"
#include "tests/support/staged.h"

static int ledger(struct staged *o, const char *sheet, const char *purpose, const char *ground, struct err *e)
{
    const struct export_said said = {purpose, ground};
    return export_sheet_allowed(o->app, "keeping", sheet, &said, e);
}

static int paper(struct staged *o, int64_t id, const char *purpose, const char *ground, struct err *e)
{
    const struct export_said said = {purpose, ground};
    return export_paper_allowed(o->app, id, &said, e);
}

static void test_export__personal_values_ask_for_purpose_and_ground(void **state)
{
    struct staged *o = *state;
    struct err e;
    staged_stage(o, "keeping", "new", "2025-04-01");
    assert_refused(ledger(o, "book", NULL, NULL, &e), &e, E_RULE, "export.purpose");
    assert_non_null(strstr(e.arg[0], "1 申請者の承諾、2 法令による開示"));
    assert_refused(ledger(o, "book", "監査", "", &e), &e, E_RULE, "export.ground");
    assert_refused(ledger(o, "book", "監査", "3", &e), &e, E_RULE, "export.ground");
    assert_refused(ledger(o, "book", "監査", "承諾", &e), &e, E_RULE, "export.ground");
    assert_refused(ledger(o, "book", "監\x1b査", "1", &e), &e, E_INPUT, "export.text");
    assert_ok(ledger(o, "book", "監査", "2", &e), &e);
    const struct event ev = staged_event(o, 0);
    assert_string_equal(ev.verb, "sheet.export");
    assert_string_equal(ev.object, "sheet:keeping/book");
    assert_non_null(strstr(ev.body, "\"purpose\":\"監査\",\"ground\":\"法令による開示\""));
}

static void test_export__what_is_neither_personal_nor_secret_goes_unasked(void **state)
{
    struct staged *o = *state;
    struct err e;
    staged_stage(o, "keeping", "new", "2025-04-01");
    struct event before = staged_event(o, 0);
    assert_ok(ledger(o, "count", NULL, NULL, &e), &e);
    assert_int_equal(staged_event(o, 0).seq, before.seq);
    staged_stage(o, "group", "new", "2025-04-01"); /* a scheme that says nothing of exports */
    const struct export_said none = {NULL, NULL};
    assert_ok(export_sheet_allowed(o->app, "group", "book", &none, &e), &e);
}

static void test_export__a_secret_paper_asks_once_it_has_bytes(void **state)
{
    struct staged *o = *state;
    struct paper_sheet sheet;
    struct err e;
    staged_stage(o, "keeping", "new", "2025-04-01");
    assert_ok(paper_sheet(o->app, STAGED_CASE, &o->arena, &sheet, &e), &e);
    int64_t id = sheet.received[0].p.id;
    assert_ok(paper(o, id, NULL, NULL, &e), &e);
    assert_ok(paper_attach(o->app, id, "text/plain", "x", 1, &e), &e);
    assert_refused(paper(o, id, NULL, "1", &e), &e, E_RULE, "export.purpose");
    assert_ok(paper(o, id, "裁判所の求め", "法令による開示", &e), &e);
    assert_string_equal(staged_event(o, 0).verb, "paper.export");
    assert_string_equal(staged_event(o, 0).object, "case:3");
    assert_int_equal(paper(o, 999, NULL, NULL, &e), E_NOTFOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_export__personal_values_ask_for_purpose_and_ground),
        cmocka_unit_test(test_export__what_is_neither_personal_nor_secret_goes_unasked),
        cmocka_unit_test(test_export__a_secret_paper_asks_once_it_has_bytes),
    };
    return cmocka_run_group_tests(tests, staged_examples_setup, staged_group_teardown);
}
