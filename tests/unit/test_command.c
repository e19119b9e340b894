#include "tests/support/unit.h"

#include "core/base/str.h"
#include "core/base/width.h"
#include "tui/command.h"
#include "tui/keymap.h"
#include "tui/layout.h"
#include "tui/message.h"
#include "tui/widget/keybar.h"

/* Wider labels would push others off the key bar, longer helps would be cut in the list of commands. */
enum { LABEL_COLS_MAX = 16, HELP_COLS_MAX = 49 };

static void test_command__every_row_has_name_labels_and_help_that_fit(void **state)
{
    (void)state;
    for (unsigned i = CMD_NONE + 1; i < CMD_COUNT; i++) {
        const struct command_row *row = command_row((enum command)i);
        assert_int_equal(command_by_name(row->name), i);
        for (int language = 0; language < LANGUAGE_COUNT; language++) {
            int cols = width_of(row->label[language], 2), help = width_of(row->help[language], 2);
            if (cols < 2 || cols > LABEL_COLS_MAX || help < 4 || help > HELP_COLS_MAX)
                fail_msg("%s: label %d columns, help %d", row->name, cols, help);
        }
    }
}

static void test_command__no_key_is_bound_twice_in_one_context(void **state)
{
    (void)state;
    struct keymap m;
    keymap_init(&m);
    for (size_t i = 0; i < m.n; i++)
        for (size_t k = i + 1; k < m.n; k++)
            if (m.row[i].where == m.row[k].where && key_eq(&m.row[i].key, &m.row[k].key))
                fail_msg("%s and %s share a key", command_row(m.row[i].command)->name, command_row(m.row[k].command)->name);
    keymap_done(&m);
}

static void test_command__everything_on_the_bar_has_a_key(void **state)
{
    (void)state;
    for (unsigned i = CMD_NONE + 1; i < CMD_COUNT; i++) {
        const struct command_row *row = command_row((enum command)i);
        assert_true(!(row->flags & CMD_BAR) || !str_empty(row->keys));
    }
}

/* Nothing may need a function key or Alt alone: keyboards and terminals without them exist. The palette (Ctrl-K) reaches
 * every command that is not movement. */
static void test_command__the_palette_reaches_what_only_a_function_key_does(void **state)
{
    (void)state;
    assert_int_equal(command_row(CMD_PALETTE)->where, WHERE_ANY);
    struct keymap m;
    keymap_init(&m);
    struct key k = {.code = K_TEXT, .mods = KEY_MOD_CTRL, .text = "k"};
    assert_int_equal(keymap_find(&m, WHERE_ANY, &k), CMD_PALETTE);
    keymap_done(&m);
}

static void test_command__messages_are_sorted_and_named_once(void **state)
{
    (void)state;
    for (size_t i = 0; message_id_at(i) && message_id_at(i + 1); i++)
        if (strcmp(message_id_at(i), message_id_at(i + 1)) >= 0)
            fail_msg("tui/messages.def: %s must stand before %s", message_id_at(i + 1), message_id_at(i));
}

static void test_command__messages_take_arguments_and_errors(void **state)
{
    (void)state;
    struct arena a = {0};
    struct err e;
    err_set(&e, E_INPUT, "key.unknown", "<X>", NULL);
    err_rule(&e, NULL, "第7条");
    assert_string_equal(message_of_err(&a, LANGUAGE_EN, &e), "There is no key \"<X>\"; write <F1> or <C-k> (第7条)");
    assert_string_equal(message_of(&a, LANGUAGE_JA, "no.such-id", NULL), "no.such-id");
    assert_string_equal(message_of(&a, LANGUAGE_EN, "admin.reopen", "12-29", NULL), "Remove the closed day 12-29 ()");
    arena_done(&a);
}

/* A hint that is cut says nothing; nor does one that misses the end of what to do. */
static void test_command__hints_fit_the_message_line(void **state)
{
    (void)state;
    for (size_t i = 0; message_id_at(i); i++) {
        const char *hint = strstr(message_id_at(i), ".hint");
        for (int language = 0; hint && language < LANGUAGE_COUNT; language++) {
            int cols = width_of(message_text((enum language)language, message_id_at(i)), 2);
            if (cols > LAYOUT_COLS_MIN - 1)
                fail_msg("%s: %d columns", message_id_at(i), cols);
        }
    }
}

/* Whatever a context puts on the bar, help and the way out stand there, also on the smallest terminal. */
static void test_command__every_bar_has_help_and_the_way_out(void **state)
{
    (void)state;
    struct keymap m;
    struct surface s;
    keymap_init(&m);
    surface_init(&s, 1, LAYOUT_COLS_MIN, (struct glyphs){2, CHARSET_UTF8});
    for (unsigned w = 0; w < WHERE_COUNT * LANGUAGE_COUNT; w++) {
        enum where where = (enum where)(w / LANGUAGE_COUNT);
        enum language language = (enum language)(w % LANGUAGE_COUNT);
        AUTO(buf) struct buf shown = BUF(4096);
        surface_clear(&s);
        keybar_draw(&m, where, 0, language, NULL, NULL, &s, surface_rect(&s));
        surface_print(&s, &shown);
        if (where == WHERE_DIALOG || where == WHERE_PALETTE) /* closed with Esc */
            continue;
        if (!strstr(buf_str(&shown), " F1") || !strstr(buf_str(&shown), language == LANGUAGE_EN ? "F10 Quit" : "F10終了"))
            fail_msg("%s: %s", where_label(where, LANGUAGE_EN), buf_str(&shown));
    }
    surface_done(&s);
    keymap_done(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_command__every_row_has_name_labels_and_help_that_fit),
        cmocka_unit_test(test_command__no_key_is_bound_twice_in_one_context),
        cmocka_unit_test(test_command__everything_on_the_bar_has_a_key),
        cmocka_unit_test(test_command__every_bar_has_help_and_the_way_out),
        cmocka_unit_test(test_command__the_palette_reaches_what_only_a_function_key_does),
        cmocka_unit_test(test_command__messages_are_sorted_and_named_once),
        cmocka_unit_test(test_command__hints_fit_the_message_line),
        cmocka_unit_test(test_command__messages_take_arguments_and_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
