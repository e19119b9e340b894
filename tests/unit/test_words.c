#include "tests/support/unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/base/mem.h"
#include "tui/serve/words.h"

static void expect_words(const char *command, const char *joined)
{
    struct words w;
    struct err e = {0};
    char text[512] = "";
    assert_ok(words_cut(command, &w, &e), &e);
    for (int i = 0; i < w.n; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "<%s>", w.at[i]);
    assert_string_equal(text, joined);
    assert_null(w.at[w.n]);
}

static void test_words__are_parted_by_blanks_and_held_by_quotes(void **state)
{
    (void)state;
    expect_words("", "");
    expect_words("  lookup\tIP0042  ", "<lookup><IP0042>");
    expect_words("a 'b c' \"d e\"f", "<a><b c><d ef>");
    expect_words("''", "<>");
    expect_words("\"a\\\"b\\\\c\\d\"", "<a\"b\\c\\d>");
    expect_words("a\\ b \\'", "<a b><'>");
    expect_words("note '審査 中'", "<note><審査 中>");
}

static void test_words__nothing_is_expanded(void **state)
{
    (void)state;
    expect_words("lookup $HOME *.c ~ {a,b} $(id)", "<lookup><$HOME><*.c><~><{a,b}><$(id)>");
    expect_words("x ';|&<>`'", "<x><;|&<>`>");
}

static void expect_refusal(const char *command, int code, const char *msg)
{
    struct words w;
    struct err e = {0};
    assert_int_equal(words_cut(command, &w, &e), code);
    assert_string_equal(e.msg, msg);
}

static void test_words__what_a_shell_would_act_on_is_refused(void **state)
{
    (void)state;
    for (const char *p = ";|&<>`"; *p; p++) {
        char command[] = "a ? b";
        command[2] = *p;
        expect_refusal(command, E_INPUT, "serve.command-shell");
    }
    expect_refusal("a 'b", E_INPUT, "serve.command-quote");
    expect_refusal("a \"b", E_INPUT, "serve.command-quote");
    expect_refusal("a \\", E_INPUT, "serve.command-quote");
    expect_refusal("a\nb", E_INPUT, "serve.command-text");
    expect_refusal("a 'b\nc'", E_INPUT, "serve.command-text");
    expect_refusal("a \x1b[2J", E_INPUT, "serve.command-text");
    expect_refusal("a \xe6\xbc", E_INPUT, "serve.command-text");
}

static void test_words__have_a_maximum(void **state)
{
    (void)state;
    char *many = xcalloc(1, WORDS_TEXT_MAX + 2);
    for (int i = 0; i < WORDS_MAX; i++)
        memcpy(many + 2 * i, "a ", 2);
    struct words w;
    struct err e = {0};
    assert_ok(words_cut(many, &w, &e), &e);
    assert_int_equal(w.n, WORDS_MAX);
    memcpy(many + 2 * WORDS_MAX, "a", 1);
    expect_refusal(many, E_LIMIT, "serve.command-long");
    memset(many, 'a', WORDS_TEXT_MAX);
    assert_ok(words_cut(many, &w, &e), &e);
    many[WORDS_TEXT_MAX] = 'a';
    expect_refusal(many, E_LIMIT, "serve.command-long");
    free(many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words__are_parted_by_blanks_and_held_by_quotes),
        cmocka_unit_test(test_words__nothing_is_expanded),
        cmocka_unit_test(test_words__what_a_shell_would_act_on_is_refused),
        cmocka_unit_test(test_words__have_a_maximum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
