/* Form entry as two people use it: what is typed is never lost, and nobody's values are written over unseen. */
#include "core/app/form_app.h"
#include "core/app/postal_app.h"
#include "core/base/str.h"
#include "tests/support/office_day.h"
#include "tests/support/screens.h"
#include "tui/screen/entry_state.h"

static struct office office;
static struct ui ui;
static struct arena arena;
static int64_t case_id;

static int setup(void **state)
{
    (void)state;
    office_begin(&office);
    case_id = office_new_case(&office, "new", &arena);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    if (ui.top)
        ui_done(&ui);
    ui = (struct ui){0};
    arena_done(&arena);
    office_close(&office);
    return 0;
}

static void sit_down(void)
{
    struct err e;
    if (ui.top)
        ui_done(&ui);
    ui_init(&ui, &(struct ui_options){.app = office.app, .clock = office.app->clock, .rows = 40, .cols = 100});
    assert_ok(ui_open(&ui, &entry_screen, &(struct case_arg){.case_id = case_id, .part = "F-A"}, &e), &e);
}

static void press(const char *keys)
{
    screens_press(&ui, keys);
}

static struct entry_screen *entry(void)
{
    struct screen *s = ui.top;
    while (s->ops != &entry_screen)
        s = s->below;
    return (struct entry_screen *)s;
}

static struct form_row *row(const char *path)
{
    int i = form_view_find(&entry()->form, path, 0);
    if (i < 0)
        fail_msg("no row %s", path);
    return &entry()->form.row[i];
}

static const char *text(const char *path)
{
    return entry_row_text(row(path), &arena);
}

static void go(const char *path)
{
    form_view_go(&entry()->form, (int)(row(path) - entry()->form.row), &arena);
}

static const char *at(void)
{
    return entry()->form.row[entry()->form.at].id;
}

static const char *stored(const char *path, int64_t *revision_r)
{
    struct form_sheet sheet;
    struct err e;
    assert_ok(form_sheet(office.app, case_id, "F-A", &arena, &sheet, &e), &e);
    *revision_r = sheet.revision;
    for (size_t i = 0; i < sheet.n; i++)
        if (str_eq(sheet.field[i].path, path))
            return sheet.field[i].value;
    return "?";
}

/* What a colleague does at another seat. */
static void colleague_saves(int64_t base, const char *path, const char *value)
{
    struct form_sheet sheet;
    struct err e;
    const struct form_value v = {path, value};
    office.app->actor.user_id++; /* drafts belong to a user */
    assert_ok(form_save(office.app, case_id, "F-A", base, &v, 1, &arena, &sheet, &e), &e);
    office.app->actor.user_id--;
}

static void test_entry__says_how_a_date_is_understood_and_keeps_its_plain_form(void **state)
{
    (void)state;
    sit_down();
    go("written_date");
    press("R8.11.2");
    ui_paused(&ui);
    assert_string_equal(text("written_date"), "R8.11.2"); /* it is still being typed */
    assert_non_null(strstr(row("written_date")->echo, "2026-11-02"));
    press("<Enter>");
    assert_string_equal(text("written_date"), "2026-11-02");
}

static void test_entry__a_wrong_value_is_marked_and_never_a_trap(void **state)
{
    (void)state;
    sit_down();
    go("written_date");
    press("R99.99.99");
    ui_paused(&ui);
    assert_string_equal(row("written_date")->error, ""); /* half a date is no error yet */
    press("<Enter>");
    assert_string_not_equal(at(), "written_date");
    assert_true(*row("written_date")->error);
    assert_string_equal(text("written_date"), "R99.99.99");
    int64_t revision;
    press("<F2>");
    assert_string_equal(stored("written_date", &revision), "R99.99.99");
    assert_int_equal(revision, 1);
}

static void test_entry__codes_of_fixed_length_move_on_by_themselves(void **state)
{
    (void)state;
    sit_down();
    go("operator_postal");
    press("7800870");
    assert_string_equal(at(), "operator_address");
    assert_string_equal(text("operator_postal"), "780-0870");
    go("operator_postal");
    press("<C-u>780-0871");
    assert_string_equal(at(), "operator_address");
    assert_string_equal(text("operator_postal"), "780-0871");
}

static void test_entry__a_postal_code_offers_its_addresses(void **state)
{
    (void)state;
    static const char file[] = "99101,990,7800870,ア,ア,ア,架空県,試験市,本町,0,0,0,0,0,0\n";
    struct err e;
    size_t n;
    sit_down();
    go("operator_postal");
    press("7800870<F4>"); /* nothing is imported yet: it says how to */
    assert_ptr_equal(ui.top->ops, &entry_screen);
    assert_non_null(strstr(ui.message, "import postal"));
    assert_ok(postal_import(office.app, file, sizeof file - 1, &n, &e), &e);
    press("<F4><Enter>");
    assert_string_equal(text("operator_address"), "架空県試験市本町");
    go("operator_postal");
    press("<C-u>1000000<F4>");
    assert_ptr_equal(ui.top->ops, &entry_screen);
    assert_string_equal(text("operator_address"), "架空県試験市本町");
}

static void test_entry__a_field_that_becomes_relevant_is_the_next_one(void **state)
{
    (void)state;
    sit_down();
    go("has_authority");
    press("1");
    assert_true(row("responsible_title")->hidden);
    go("has_authority");
    press("2");
    assert_false(row("responsible_title")->hidden);
    assert_string_equal(at(), "responsible_title");
}

/* The notification of an end asks for a day behind its last field, once that field says so. */
static void test_entry__what_appears_behind_the_last_field_is_the_next_one(void **state)
{
    struct err e;
    int64_t end_id;
    (void)state;
    assert_ok(office_add_certificate(&office, 1, "aspic", "IP0042-2604", &e), &e);
    assert_ok(case_new(office.app, "aspic", "end", 1, NULL, 0, &arena, &end_id, &e), &e);
    ui_init(&ui, &(struct ui_options){.app = office.app, .clock = office.app->clock, .rows = 40, .cols = 100});
    assert_ok(ui_open(&ui, &entry_screen, &(struct case_arg){.case_id = end_id, .part = "F-S"}, &e), &e);
    go("certificate_returned");
    press("2");
    assert_string_equal(at(), "certificate_returned");
    assert_non_null(strstr(ui.message, "最後の欄"));
    press("1");
    assert_string_equal(at(), "certificate_returned_on");
    assert_null(strstr(ui.message, "最後の欄"));
}

static void test_entry__a_draft_is_kept_when_the_hands_rest_and_comes_back(void **state)
{
    (void)state;
    int64_t revision;
    sit_down();
    go("operator_name");
    press("架空クラウド株式会社");
    ui_paused(&ui);
    sit_down(); /* the seat was lost */
    assert_string_equal(text("operator_name"), "架空クラウド株式会社");
    assert_true(*ui.message);
    assert_string_equal(stored("operator_name", &revision), "");
    press("<F7>y");
    assert_string_equal(text("operator_name"), "");
    sit_down();
    assert_string_equal(text("operator_name"), "");
}

static void test_entry__leaving_keeps_what_is_not_saved(void **state)
{
    (void)state;
    sit_down();
    go("operator_name");
    press("架空<F10>");
    assert_true(ui.quit);
    sit_down();
    assert_string_equal(text("operator_name"), "架空");
    press("<F2>");
    int64_t revision;
    assert_string_equal(stored("operator_name", &revision), "架空");
    sit_down();
    assert_false(entry()->draft_is_kept);
}

static void test_entry__different_fields_of_two_people_both_stay(void **state)
{
    (void)state;
    int64_t revision;
    sit_down();
    go("operator_name");
    press("こちら");
    colleague_saves(0, "contact_dept", "総務部");
    ui_changed(&ui);
    assert_string_equal(text("operator_name"), "こちら");
    press("<F2>");
    assert_string_equal(stored("operator_name", &revision), "こちら");
    assert_string_equal(stored("contact_dept", &revision), "総務部");
    assert_int_equal(revision, 2);
    assert_string_equal(text("contact_dept"), "総務部");
}

static void test_entry__the_same_field_of_two_people_is_asked(void **state)
{
    (void)state;
    int64_t revision;
    sit_down();
    go("operator_name");
    press("こちら");
    go("contact_dept");
    press("こちらの部");
    colleague_saves(0, "operator_name", "むこう");
    colleague_saves(1, "contact_dept", "むこうの部");
    press("<F2>");
    assert_ptr_equal(ui.top->ops, &conflict_screen);
    press("<F2>"); /* nothing chosen yet: nothing is written */
    assert_ptr_equal(ui.top->ops, &conflict_screen);
    assert_string_equal(stored("operator_name", &revision), "むこう");
    press("1２<F2>"); /* an input method left on does no harm */
    assert_ptr_equal(ui.top->ops, &entry_screen);
    assert_string_equal(stored("operator_name", &revision), "こちら");
    assert_string_equal(stored("contact_dept", &revision), "むこうの部");
    assert_int_equal(revision, 3);
}

static void test_entry__a_conflict_can_be_left_undecided(void **state)
{
    (void)state;
    int64_t revision;
    sit_down();
    go("operator_name");
    press("こちら");
    colleague_saves(0, "operator_name", "むこう");
    press("<F2><Esc>");
    assert_ptr_equal(ui.top->ops, &entry_screen);
    assert_string_equal(text("operator_name"), "こちら");
    assert_string_equal(stored("operator_name", &revision), "むこう");
    assert_int_equal(revision, 1);
}

static void test_entry__a_draft_older_than_what_is_saved_asks_too(void **state)
{
    (void)state;
    int64_t revision;
    sit_down();
    go("operator_name");
    press("下書き");
    ui_paused(&ui);
    colleague_saves(0, "operator_name", "むこう");
    sit_down();
    assert_string_equal(text("operator_name"), "下書き");
    press("<F2>");
    assert_ptr_equal(ui.top->ops, &conflict_screen);
    press("2<F2>");
    assert_string_equal(stored("operator_name", &revision), "むこう");
    assert_string_equal(text("operator_name"), "むこう");
}

static void test_entry__dup_takes_the_value_of_the_form_before(void **state)
{
    (void)state;
    colleague_saves(0, "contact_dept", "情報部");
    case_id = office_new_case(&office, "new", &arena);
    sit_down();
    go("contact_dept");
    press("<F5>");
    assert_string_equal(text("contact_dept"), "情報部");
    assert_string_equal(at(), "contact_name"); /* and on to the next */
    press("<F5>");
    assert_string_equal(text("contact_name"), "");
    assert_true(*ui.message);
}

static void test_entry__rows_of_a_list_are_added_and_stay_while_they_are_empty(void **state)
{
    (void)state;
    int64_t revision;
    sit_down();
    go("agents[0].name");
    press("代理店甲");
    go("agents");
    press("<Enter>");
    assert_string_equal(at(), "agents[1].kind");
    press("<Enter>代理店乙<Enter>");
    assert_string_equal(text("agents[1].name"), "代理店乙");
    press("<F2>");
    assert_string_equal(stored("agents[1].name", &revision), "代理店乙");
}

static void test_entry__errors_are_listed_and_lead_to_their_field(void **state)
{
    (void)state;
    sit_down();
    go("corporate_number");
    press("123<Enter><F9>");
    assert_ptr_not_equal(ui.top->ops, &entry_screen);
    press("<Enter>");
    assert_ptr_equal(ui.top->ops, &entry_screen);
    assert_string_equal(at(), "corporate_number");
}

static void test_entry__a_field_is_found_by_its_name(void **state)
{
    (void)state;
    sit_down();
    press("<F3>サービス提供<Enter>");
    assert_ptr_equal(ui.top->ops, &entry_screen);
    assert_string_equal(at(), "service_started_on");
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_entry__says_how_a_date_is_understood_and_keeps_its_plain_form),
        TEST(test_entry__a_wrong_value_is_marked_and_never_a_trap),
        TEST(test_entry__codes_of_fixed_length_move_on_by_themselves),
        TEST(test_entry__a_postal_code_offers_its_addresses),
        TEST(test_entry__a_field_that_becomes_relevant_is_the_next_one),
        TEST(test_entry__what_appears_behind_the_last_field_is_the_next_one),
        TEST(test_entry__a_draft_is_kept_when_the_hands_rest_and_comes_back),
        TEST(test_entry__leaving_keeps_what_is_not_saved),
        TEST(test_entry__different_fields_of_two_people_both_stay),
        TEST(test_entry__the_same_field_of_two_people_is_asked),
        TEST(test_entry__a_conflict_can_be_left_undecided),
        TEST(test_entry__a_draft_older_than_what_is_saved_asks_too),
        TEST(test_entry__dup_takes_the_value_of_the_form_before),
        TEST(test_entry__rows_of_a_list_are_added_and_stay_while_they_are_empty),
        TEST(test_entry__a_field_is_found_by_its_name),
        TEST(test_entry__errors_are_listed_and_lead_to_their_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
