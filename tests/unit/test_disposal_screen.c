/* The screen of disposal, driven by keys, each person at a seat of his own. */
#include <string.h>

#include "core/app/disposal_app.h"
#include "core/app/paper_app.h"
#include "core/base/str.h"
#include "tests/support/keeping.h"
#include "tests/support/unit.h"
#include "tui/loop.h"
#include "tui/screen/screens.h"

static char said[UI_MESSAGE_BYTES];

static void press(struct ui *ui, const char *keys)
{
    struct key k;
    struct err e;
    while (key_parse(&keys, &k, &e) == 1)
        ui_key(ui, &k);
}

/* One person's seat: the scheme is chosen with F4, then these keys; what the message line answers stands in `said`. */
static void at_screen(struct keeping *o, const char *login, const char *keys)
{
    struct ui ui;
    struct err e;
    keeping_as(o, login);
    ui_init(&ui, &(struct ui_options){.app = o->app, .clock = o->app->clock, .rows = 24, .cols = 80, .screen_for = screen_for_command});
    assert_ok(ui_open(&ui, &home_screen, NULL, &e), &e);
    assert_ok(ui_open(&ui, screen_by_name("disposal"), NULL, &e), &e);
    press(&ui, "<F4>keeping<Enter>");
    press(&ui, keys);
    str_copy_cut(said, sizeof said, ui.message);
    ui_done(&ui);
}

static struct disposal_view list(struct keeping *o, struct arena *a)
{
    struct disposal_view v;
    struct err e;
    assert_ok(disposal_view(o->app, 1, a, &v, &e), &e);
    return v;
}

static void test_disposal_screen__one_proposes_two_approve_and_it_goes(void **state)
{
    (void)state;
    struct keeping o;
    struct arena a = {0};
    struct paper_sheet papers;
    struct err e;
    keeping_open(&o, "2030-04-01");
    at_screen(&o, "ichiro", "<F5><F6>");
    assert_non_null(strstr(said, "一覧 1 を提案しました"));
    at_screen(&o, "ichiro", "<F7><Enter>");
    assert_non_null(strstr(said, "自分で提案した一覧は承認できません"));
    at_screen(&o, "jiro", "<F7><Enter>");
    assert_int_equal(list(&o, &a).n_approvals, 1);
    at_screen(&o, "jiro", "<F8><Enter>");
    assert_non_null(strstr(said, "承認が足りません"));
    at_screen(&o, "saburo", "<F7><Enter>");
    at_screen(&o, "saburo", "<F8><Esc>");
    assert_string_equal(list(&o, &a).d.state, "proposed"); /* a question left is not an answer */
    at_screen(&o, "saburo", "<F8><Enter>");
    assert_non_null(strstr(said, "廃棄しました"));
    assert_string_equal(list(&o, &a).d.state, "done");
    assert_ok(paper_sheet(o.app, KEEPING_CASE, &a, &papers, &e), &e);
    assert_string_equal(papers.received[0].p.custody, "destroyed");
    arena_done(&a);
    keeping_close(&o);
}

static void test_disposal_screen__a_list_is_taken_back(void **state)
{
    (void)state;
    struct keeping o;
    struct arena a = {0};
    keeping_open(&o, "2030-04-01");
    at_screen(&o, "ichiro", "<F7>");
    assert_non_null(strstr(said, "承認を待つ一覧はありません"));
    at_screen(&o, "ichiro", "<F6>w<Enter>");
    assert_string_equal(list(&o, &a).d.state, "withdrawn");
    arena_done(&a);
    keeping_close(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_disposal_screen__one_proposes_two_approve_and_it_goes),
        cmocka_unit_test(test_disposal_screen__a_list_is_taken_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
