#include "tests/support/unit.h"

#include "core/base/mem.h"
#include "tests/support/dice.h"
#include "tui/widget/checklist.h"
#include "tui/widget/form.h"

static const struct glyphs narrow = {1, CHARSET_UTF8};
static const struct form_option yes_no[] = {{"yes", "あり"}, {"no", "なし"}};

struct fixture {
    struct form_view form;
    struct keymap map;
    struct arena arena;
};

static int set_up(void **state)
{
    static struct fixture f;
    f = (struct fixture){0};
    keymap_init(&f.map);
    form_view_init(&f.form, &narrow);
    form_view_add(&f.form, FORM_SECTION, "s", "申請者", -1);
    form_view_add_field(&f.form, "name", "名称", &(struct field_spec){.cols = 20})->required = true;
    form_view_add_field(&f.form, "code", "番号", &(struct field_spec){.type = INPUT_CODE, .cols = 4, .max_chars = 4, .fixed = true});
    form_view_add_choice(&f.form, FORM_CHOICE, "right", "代表権", yes_no, 2)->required = true;
    form_view_add_choice(&f.form, FORM_CHOICES, "base", "基盤", yes_no, 2);
    form_view_add(&f.form, FORM_SHOW, "shown", "受付番号", -1);
    form_view_add_field(&f.form, "note", "備考", &(struct field_spec){.cols = 20});
    form_view_fit(&f.form, (struct rect){0, 0, 80, 20});
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    form_view_done(&f->form);
    keymap_done(&f->map);
    arena_done(&f->arena);
    return 0;
}

/* Presses the keys of a script; returns the last event. */
static struct form_event press(struct fixture *f, const char *keys)
{
    struct form_event ev = {0};
    struct key k;
    struct err e;
    while (key_parse(&keys, &k, &e) == 1)
        ev = form_view_key(&f->form, &f->map, &k, &f->arena);
    return ev;
}

static void test_form_view__keys_walk_over_what_can_be_entered(void **state)
{
    struct fixture *f = *state;
    assert_string_equal(f->form.row[f->form.at].id, "name");
    struct form_event ev = press(f, "四国データ<Tab>");
    assert_int_equal(ev.kind, FORM_LEFT);
    assert_string_equal(f->form.row[ev.row].id, "name");
    assert_true(ev.changed);
    press(f, "<S-Tab>");
    ev = press(f, "<Enter>");
    assert_false(ev.changed);
    press(f, "<Down><Down><Down>");
    assert_string_equal(f->form.row[f->form.at].id, "note");
    ev = press(f, "x<Tab>");
    assert_int_equal(ev.kind, FORM_END);
    assert_true(ev.changed);
    assert_string_equal(f->form.row[f->form.at].id, "note");
}

static void test_form_view__a_full_code_goes_on_by_itself_and_is_folded(void **state)
{
    struct fixture *f = *state;
    struct form_event ev = press(f, "<Tab>ａｂ１２");
    assert_int_equal(ev.kind, FORM_LEFT);
    assert_string_equal(form_row_value(&f->form.row[ev.row], &f->arena), "AB12");
    assert_string_equal(f->form.row[f->form.at].id, "right");
}

static void test_form_view__choices_by_digit_space_and_full_width_digit(void **state)
{
    struct fixture *f = *state;
    form_view_go(&f->form, form_view_find(&f->form, "right", 0), &f->arena);
    assert_int_equal(press(f, "２").kind, FORM_LEFT);
    assert_string_equal(form_row_value(&f->form.row[3], &f->arena), "no");
    assert_string_equal(f->form.row[f->form.at].id, "base");
    press(f, "1<Right><Space>");
    assert_string_equal(form_row_value(&f->form.row[4], &f->arena), "yes,no");
    press(f, "2");
    assert_string_equal(form_row_value(&f->form.row[4], &f->arena), "yes");
    press(f, "<Delete>");
    assert_true(form_row_empty(&f->form.row[4]));
    form_row_set_value(&f->form.row[4], "no,unknown,yes");
    assert_string_equal(form_row_value(&f->form.row[4], &f->arena), "yes,no");
}

static void test_form_view__counts_and_finds_what_is_missing(void **state)
{
    struct fixture *f = *state;
    struct form_count c = form_view_count(&f->form);
    assert_int_equal(c.fields, 5);
    assert_int_equal(c.filled, 0);
    assert_int_equal(c.required_left, 2);
    press(f, "名<F6>");
    assert_string_equal(f->form.row[f->form.at].id, "right");
    press(f, "1");
    form_row_set_error(&f->form.row[6], "長すぎます");
    press(f, "<F6>");
    assert_string_equal(f->form.row[f->form.at].id, "note");
    form_row_set_error(&f->form.row[6], "");
    struct form_event ev = press(f, "<F6>");
    assert_int_equal(ev.kind, FORM_REFUSED);
    assert_string_equal(ev.message, "form.complete");
    c = form_view_count(&f->form);
    assert_int_equal(c.filled, 2);
    assert_int_equal(c.required_left, 0);
}

static void test_form_view__rows_come_and_go_under_the_focus(void **state)
{
    struct fixture *f = *state;
    form_view_go(&f->form, 6, &f->arena);
    form_view_add(&f->form, FORM_NOTE, "n", "注", 0);
    assert_string_equal(f->form.row[f->form.at].id, "note");
    f->form.row[f->form.at].hidden = true;
    form_view_fit(&f->form, (struct rect){0, 0, 80, 20});
    assert_string_equal(f->form.row[f->form.at].id, "base");
}

static void test_form_view__read_only_rows_take_the_caret_not_the_letters(void **state)
{
    struct fixture *f = *state;
    form_row_set_value(&f->form.row[1], "固定");
    f->form.row[1].readonly = true;
    assert_int_equal(press(f, "x").kind, FORM_REFUSED);
    assert_int_equal(press(f, "<Backspace>").kind, FORM_IGNORED);
    assert_int_equal(press(f, "<Left>").kind, FORM_MOVED);
    assert_string_equal(form_row_value(&f->form.row[1], &f->arena), "固定");
    assert_int_equal(press(f, "<Tab>").kind, FORM_LEFT);
}

/* Whatever is typed, in whatever place: the focus is on a row that can have it, is seen, and Tab always leaves. */
static void test_form_view__no_row_is_a_trap(void **state)
{
    static const char *const keys[] = {"a", "漢", "1", "<Space>", "<Left>", "<Right>", "<Backspace>", "<Delete>", "<S-Tab>", "<Up>",
                                       "<Down>", "<PageUp>", "<PageDown>", "<C-u>", "<C-z>", "<Home>", "<F6>", "<C-End>", "<C-Home>"};
    struct fixture *f = *state;
    dice_seed(5);
    for (int i = 0; i < 3000; i++) {
        if (dice(50) == 0)
            form_view_fit(&f->form, (struct rect){0, 0, 20 + dice(80), 1 + dice(9)});
        press(f, keys[dice_index(COUNT_OF(keys))]);
        assert_true(f->form.at >= 0 && f->form.at < f->form.n);
        enum form_kind kind = f->form.row[f->form.at].kind;
        assert_true(kind == FORM_FIELD || kind == FORM_CHOICE || kind == FORM_CHOICES);
        struct surface s;
        surface_init(&s, 12, 110, narrow);
        form_view_draw(&f->form, &s, true);
        surface_done(&s);
        if (dice(10) == 0) {
            int before = f->form.at;
            struct form_event ev = press(f, "<Tab>");
            assert_true(ev.kind == FORM_END || (ev.kind == FORM_LEFT && f->form.at > before));
        }
    }
}

static const struct check_view_answer answers[] = {{'1', "適", STYLE_OK, false}, {'9', "照会", STYLE_WARN, true}};

static void test_form_view__a_checklist_takes_one_key_an_item(void **state)
{
    struct fixture *f = *state;
    struct check_view_item item[] = {
        {.number = "1", .name = "章", .answer = -1, .section = true}, {.number = "1-1", .name = "い", .answer = -1},
        {.number = "1-2", .name = "ろ", .answer = -1, .locked = true}, {.number = "2", .name = "節", .answer = -1, .section = true},
        {.number = "2-1", .name = "は", .answer = -1}};
    struct check_view c = {.answer = answers, .answers = 2, .item = item, .n = COUNT_OF(item)};
    check_view_fit(&c, &f->arena, (struct rect){0, 0, 80, 10});
    struct key one = {.code = K_TEXT, .text = "１"}, nine = {.code = K_TEXT, .text = "9"}, other = {.code = K_TEXT, .text = "x"};
    assert_int_equal(check_view_key(&c, &f->map, &one).kind, CHECK_VIEW_MOVED); /* a heading passes on */
    struct check_view_event ev = check_view_key(&c, &f->map, &one);
    assert_int_equal(ev.kind, CHECK_VIEW_ANSWERED);
    assert_int_equal(ev.item, 1);
    assert_int_equal(ev.before, -1);
    assert_int_equal(item[1].answer, 0);
    assert_string_equal(check_view_at(&c)->number, "2-1"); /* the next that waits for an answer */
    check_view_go(&c, 2);
    assert_int_equal(check_view_key(&c, &f->map, &one).kind, CHECK_VIEW_LOCKED);
    assert_int_equal(item[2].answer, -1);
    check_view_first_open(&c);
    assert_string_equal(check_view_at(&c)->number, "2-1");
    check_view_go(&c, 1);
    assert_int_equal(check_view_command(&c, CMD_CHECKLIST_OPEN).item, 4);
    assert_int_equal(check_view_key(&c, &f->map, &nine).kind, CHECK_VIEW_ANSWERED);
    assert_string_equal(check_view_at(&c)->number, "2-1"); /* the last stays */
    assert_int_equal(check_view_key(&c, &f->map, &other).kind, CHECK_VIEW_IGNORED);
    c.only_open = true;
    check_view_fit(&c, &f->arena, (struct rect){0, 0, 80, 10});
    assert_int_equal(c.list.n, 2);
    assert_string_equal(check_view_at(&c)->number, "2-1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_form_view__keys_walk_over_what_can_be_entered, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_form_view__a_full_code_goes_on_by_itself_and_is_folded, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_form_view__choices_by_digit_space_and_full_width_digit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_form_view__counts_and_finds_what_is_missing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_form_view__rows_come_and_go_under_the_focus, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_form_view__read_only_rows_take_the_caret_not_the_letters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_form_view__no_row_is_a_trap, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_form_view__a_checklist_takes_one_key_an_item, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
