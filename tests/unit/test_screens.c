/* The desk, look-up, lists, cases and new cases, driven by keys over a real office. */
#include "core/app/form_app.h"
#include "core/base/str.h"
#include "tests/support/office_day.h"
#include "tests/support/screens.h"
#include "tui/screen/case_state.h"

static struct office office;
static struct ui ui;
static struct arena arena;
static int64_t case_id;

static int setup(void **state)
{
    struct err e;
    struct form_sheet sheet;
    (void)state;
    office_begin(&office);
    case_id = office_new_case(&office, "new", &arena);
    assert_ok(form_save(office.app, case_id, "F-A", 0, office_form, office_form_n, &arena, &sheet, &e), &e);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    ui_done(&ui);
    ui = (struct ui){0};
    arena_done(&arena);
    office_close(&office);
    return 0;
}

static void sit_at(const char *screen, const void *arg)
{
    struct err e;
    ui_init(
        &ui,
        &(struct ui_options){
            .app = office.app, .clock = office.app->clock, .rows = 24, .cols = 80, .screen_for = screen_for_command});
    assert_ok(ui_open(&ui, &home_screen, NULL, &e), &e);
    if (screen)
        assert_ok(ui_open(&ui, screen_by_name(screen), arg, &e), &e);
}

static void press(const char *keys)
{
    screens_press(&ui, keys);
}

#define goes(keys, screen) screens_press_to(&ui, (keys), (screen))

static struct case_view view(int64_t id)
{
    struct case_view v;
    struct err e;
    assert_ok(case_view(office.app, id, &arena, &v, &e), &e);
    return v;
}

static bool shown(const char *text)
{
    return screens_show(&ui, text);
}

static void receive(void)
{
    struct err e;
    struct act_result result;
    assert_ok(case_act(office.app, case_id, 0, "T01", NULL, 0, &arena, &result, &e), &e);
}

static void test_screens__a_case_says_what_others_did_since_it_was_seen(void **state)
{
    (void)state;
    struct err e;
    const struct case_arg arg = {.case_id = case_id};
    char me[sizeof office.app->actor.login];
    sit_at("case", &arg);
    assert_false(shown("前回見てから"));
    str_copy_cut(me, sizeof me, office.app->actor.login);
    str_copy_cut(office.app->actor.login, sizeof me, "hanako");
    assert_ok(case_set_batch(office.app, case_id, "まとめ", &e), &e);
    str_copy_cut(office.app->actor.login, sizeof me, me);
    ui_changed(&ui); /* while it stands open */
    assert_true(shown("前回見てから 1件: 11-20 hanako"));
    assert_true(shown("hanako"));
    press("<Esc>");
    assert_ok(ui_open(&ui, screen_by_name("case"), &arg, &e), &e);
    assert_false(shown("前回見てから"));
}

static void test_screens__every_screen_is_found_by_its_name_once(void **state)
{
    (void)state;
    ui_init(&ui, &(struct ui_options){.rows = 24, .cols = 80});
#define SCREEN(ops_, command_) assert_ptr_equal(screen_by_name(ops_.name), &ops_);
#include "tui/screen/screen_table.def"
#undef SCREEN
    assert_ptr_equal(screen_for_command(CMD_GO_CASES), &cases_screen);
    assert_null(screen_for_command(CMD_NONE));
    assert_null(screen_by_name("none such"));
}

static void test_screens__a_number_on_the_desk_opens_its_case(void **state)
{
    (void)state;
    receive();
    sit_at(NULL, NULL);
    goes("ｉｐ－ｎ２０２６－０００１<Enter>", "case");
    assert_true(shown("IP-N2026-0001"));
    goes("<Esc>", "home");
    goes("髙知<Enter>", "lookup"); /* not one alone: the list */
}

static void test_screens__what_is_not_found_says_what_else_to_type(void **state)
{
    (void)state;
    sit_at(NULL, NULL);
    goes("XX9999-9999<Enter>", "lookup");
    assert_true(shown("見つかりません"));
    goes("<Esc>", "home");
}

static void test_screens__an_action_runs_through_its_question(void **state)
{
    (void)state;
    sit_at("case", &(struct case_arg){.case_id = case_id});
    goes("a", "dialog"); /* 受付: the form has what it needs */
    press("<Esc>");
    assert_string_equal(view(case_id).c.number, "");
    goes("ａ", "dialog"); /* an input method left on does no harm */
    for (int i = 0; i < 10 && str_eq(ui.top->ops->name, "dialog"); i++)
        press("<Enter>");
    goes("", "case");
    assert_string_equal(view(case_id).c.number, "IP-N2026-0001");
    assert_true(shown("IP-N2026-0001"));
    assert_int_equal(ui.message_style, STYLE_OK);
}

static void test_screens__a_question_waits_for_what_is_required(void **state)
{
    (void)state;
    sit_at("case", &(struct case_arg){.case_id = case_id});
    goes("b", "dialog"); /* 不受理: asks for the reason */
    goes("<Enter>y", "dialog");
    assert_true(shown("ここは入れてください"));
    assert_true(date_is_none(view(case_id).c.closed_on));
    goes("<Esc>", "case");
}

static void test_screens__a_wrong_date_keeps_the_question_open(void **state)
{
    (void)state;
    sit_at("case", &(struct case_arg){.case_id = case_id});
    press("a<C-u>99/99/99");
    for (int i = 0; i < 8; i++)
        goes("<Enter>", "dialog");
    assert_string_equal(view(case_id).c.number, "");
}

static void test_screens__a_case_that_changed_meanwhile_is_shown_anew(void **state)
{
    (void)state;
    sit_at("case", &(struct case_arg){.case_id = case_id});
    press("b"); /* the question stands open */
    receive(); /* while a colleague receives the case */
    goes("理由<Enter><Enter>", "case");
    assert_int_equal(ui.message_style, STYLE_ERROR);
    assert_string_equal(view(case_id).state_label, "受付済");
    assert_true(shown("受付済"));
}

static void test_screens__an_impossible_action_leads_to_what_is_missing(void **state)
{
    (void)state;
    int64_t id = office_new_case(&office, "new", &arena);
    sit_at("case", &(struct case_arg){.case_id = id});
    assert_true(shown("いまはできないこと"));
    assert_true(shown("-> 2申請書"));
    goes("<Down><F4>", "choose"); /* which reason? */
    goes("<Enter>", "entry");
    goes("<Esc>", "case");
    goes("<Down><Enter>", "entry"); /* one alone: at once */
}

static void test_screens__a_new_case_goes_on_to_its_form_and_then_to_itself(void **state)
{
    (void)state;
    sit_at(NULL, NULL);
    goes("<F6>", "new");
    goes("新規<Enter><Enter>", "entry");
    goes("<Esc>", "case");
    goes("<Esc>", "home");
}

static void test_screens__a_type_about_a_certificate_asks_which(void **state)
{
    (void)state;
    sit_at(NULL, NULL);
    goes("<F6>更新申請<Enter>", "new");
    assert_true(shown("どの認定"));
    goes("IP9999-9999<Enter>", "new");
    assert_true(shown("認定はありません"));
    press("<Esc><Esc>"); /* what was typed goes, then the type */
    assert_true(shown("どの制度の"));
    goes("<Esc>", "home");
}

static void test_screens__a_list_filters_as_one_types(void **state)
{
    (void)state;
    receive();
    office_new_case(&office, "inquiry", &arena);
    sit_at(NULL, NULL);
    goes("<F2>", "cases");
    assert_true(shown("問合せ"));
    press("髙知");
    ui_paused(&ui);
    assert_false(shown("問合せ"));
    assert_true(shown("IP-N2026-0001"));
    goes("<Enter>", "case");
    goes("<Esc><Esc><Esc>", "home"); /* the case, what was typed, the list */
}

static void test_screens__a_list_below_is_returned_to_as_it_was(void **state)
{
    (void)state;
    receive();
    sit_at(NULL, NULL);
    press("<F2>髙知");
    ui_paused(&ui);
    int depth = ui.depth;
    for (int i = 0; i < 20; i++) {
        goes("<Enter>", "case");
        goes("<F2>", "cases");
        assert_int_equal(ui.depth, depth);
    }
    assert_true(shown("絞る > 髙知"));
}

static void test_screens__picked_cases_are_acted_on_together(void **state)
{
    (void)state;
    receive();
    office_new_case(&office, "inquiry", &arena);
    sit_at(NULL, NULL);
    press("<F2><F9>"); /* nothing is picked yet */
    assert_true(shown("^T で選んで"));
    press("<C-t><C-t>");
    assert_true(shown("選んだ 2件"));
    press("<F9>取下げ<Enter>");
    assert_true(shown("できる1件に行います"));
    goes("<Enter><Enter><Enter>", "pager");
    assert_true(shown("2件のうち1件を行いました"));
    assert_true(shown("否"));
    assert_string_equal(view(case_id).c.state, "c80");
    goes("<Esc>", "cases");
}

static void test_screens__a_view_of_the_list_is_saved_and_recalled(void **state)
{
    (void)state;
    receive();
    sit_at(NULL, NULL);
    goes("<F2><F7><C-r><Enter>私のもの<Enter><Enter>", "cases");
    press("<F7>");
    assert_false(shown("私の分  新しい順"));
    press("<C-r>私<Enter>");
    assert_true(shown("私の分  新しい順"));
}

static void test_screens__history_tells_who_did_what(void **state)
{
    (void)state;
    receive();
    sit_at("case", &(struct case_arg){.case_id = case_id});
    goes("9", "history");
    assert_true(shown("受付"));
    assert_true(shown("office"));
    goes("<Enter>", "case");
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_screens__every_screen_is_found_by_its_name_once),
        TEST(test_screens__a_case_says_what_others_did_since_it_was_seen),
        TEST(test_screens__a_number_on_the_desk_opens_its_case),
        TEST(test_screens__what_is_not_found_says_what_else_to_type),
        TEST(test_screens__an_action_runs_through_its_question),
        TEST(test_screens__a_question_waits_for_what_is_required),
        TEST(test_screens__a_wrong_date_keeps_the_question_open),
        TEST(test_screens__a_case_that_changed_meanwhile_is_shown_anew),
        TEST(test_screens__an_impossible_action_leads_to_what_is_missing),
        TEST(test_screens__a_new_case_goes_on_to_its_form_and_then_to_itself),
        TEST(test_screens__a_type_about_a_certificate_asks_which),
        TEST(test_screens__a_list_filters_as_one_types),
        TEST(test_screens__a_list_below_is_returned_to_as_it_was),
        TEST(test_screens__picked_cases_are_acted_on_together),
        TEST(test_screens__a_view_of_the_list_is_saved_and_recalled),
        TEST(test_screens__history_tells_who_did_what),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
