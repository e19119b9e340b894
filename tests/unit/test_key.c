#include "tests/support/unit.h"

#include "tui/key.h"
#include "tui/keymap.h"

static const char *reprinted(const char *name, char to[KEY_NAME_BYTES])
{
    struct key k;
    struct err e;
    const char *rest = name;
    assert_int_equal(key_parse(&rest, &k, &e), 1);
    assert_string_equal(rest, "");
    return key_name(&k, to);
}

static void test_key__names_print_as_they_were_parsed(void **state)
{
    (void)state;
    static const char *const names[] = {"a", "認", "<Enter>", "<F5>", "<F12>", "<C-k>", "<S-Tab>", "<M-x>", "<Lt>", "<Gt>",
                                        "<Space>", "<C-M-S-Left>", "<M-Lt>", "<PageUp>", "<C-Space>", ">", "?"};
    char to[KEY_NAME_BYTES];
    for (size_t i = 0; i < COUNT_OF(names); i++)
        assert_string_equal(reprinted(names[i], to), strcmp(names[i], ">") == 0 ? "<Gt>" : names[i]);
}

static void test_key__an_unknown_name_is_refused_and_not_passed(void **state)
{
    (void)state;
    static const char *const bad[] = {"<F13>", "<Foo>", "<C->", "<", "<Enter", "<F0>"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct key k;
        struct err e;
        const char *rest = bad[i];
        assert_int_equal(key_parse(&rest, &k, &e), E_INPUT);
        assert_ptr_equal(rest, bad[i]);
    }
}

static void test_key__a_script_is_read_key_by_key(void **state)
{
    (void)state;
    const char *rest = "<F5>認証<Enter>";
    const char *const expected[] = {"<F5>", "認", "証", "<Enter>"};
    struct key k;
    struct err e;
    char to[KEY_NAME_BYTES];
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_int_equal(key_parse(&rest, &k, &e), 1);
        assert_string_equal(key_name(&k, to), expected[i]);
    }
    assert_int_equal(key_parse(&rest, &k, &e), 0);
}

static void test_key__full_width_letters_are_commands_outside_fields(void **state)
{
    (void)state;
    char to[KEY_NAME_BYTES];
    struct key k = key_as_command((struct key){.code = K_TEXT, .text = "ａ"});
    assert_string_equal(key_name(&k, to), "a");
    k = key_as_command((struct key){.code = K_TEXT, .text = "？"});
    assert_string_equal(key_name(&k, to), "?");
    k = key_as_command((struct key){.code = K_TEXT, .text = "認"});
    assert_string_equal(key_name(&k, to), "認");
}

static void test_key__labels_read_as_on_the_key_bar(void **state)
{
    (void)state;
    struct keymap m;
    keymap_init(&m);
    char to[KEY_NAME_BYTES];
    assert_string_equal(keymap_label(&m, CMD_PALETTE, to), "^K");
    assert_string_equal(keymap_label(&m, CMD_HELP, to), "F1");
    assert_string_equal(keymap_label(&m, CMD_BACK, to), "Esc");
    keymap_done(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_key__names_print_as_they_were_parsed),
        cmocka_unit_test(test_key__an_unknown_name_is_refused_and_not_passed),
        cmocka_unit_test(test_key__a_script_is_read_key_by_key),
        cmocka_unit_test(test_key__full_width_letters_are_commands_outside_fields),
        cmocka_unit_test(test_key__labels_read_as_on_the_key_bar),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
