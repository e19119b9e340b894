/* What a command line may look like, of every verb: options, words, limits, hostile bytes, and what is said of mistakes. */
#include "tests/support/unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/base/str.h"
#include "core/base/utf8.h"
#include "tests/support/verbs.h"

static struct verbs_office office;

static int setup(void **state)
{
    (void)state;
    verbs_open(&office, "2025-06-02");
    verbs_certify(&office);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    verbs_close(&office);
    return 0;
}

/* It fails with that status, prints nothing, and says the text on the error stream. */
static void assert_says(int status, const char *who, const char *line, const char *text)
{
    int got = verbs_run(&office, who, line);
    if (got != status || !strstr(office.err.p, text) || (status != 1 && office.out.n && !strstr(line, "json")))
        fail_msg("%s: %s\n  status %d, not %d; says %s%s  wanted %s", who, line, got, status, office.out.p, office.err.p, text);
}

static void assert_prints(const char *who, const char *line, const char *text)
{
    int got = verbs_run(&office, who, line);
    if (got != 0 || !strstr(office.out.p, text) || office.err.n)
        fail_msg("%s: %s\n  status %d; says %s%s  wanted %s", who, line, got, office.out.p, office.err.p, text);
}

/* An option that is not of this verb is a mistake in usage, of every verb, and so is its last option without a value. */
static void test_verb__every_verb_tells_a_wrong_option_from_its_own(void **state)
{
    size_t n;
    const struct verb_row *rows = verb_rows(&n);
    (void)state;
    for (size_t i = 0; i < n; i++) {
        char line[200], option[40];
        snprintf(line, sizeof line, "%s --no-such-option", rows[i].name);
        assert_int_equal(verbs_run(&office, "kanri", line), 2);
        assert_non_null(strstr(office.err.p, "shinsa help"));
        for (const char *at = rows[i].usage; (at = strstr(at, "--")) != NULL; at++) {
            int bytes = (int)strspn(at, "-abcdefghijklmnopqrstuvwxyz"), placeholder = at[bytes] == ' ' && at[bytes + 1] != '[';
            if (!placeholder)
                continue;
            snprintf(option, sizeof option, "%.*s", bytes, at);
            snprintf(line, sizeof line, "%s %s", rows[i].name, option);
            assert_int_equal(verbs_run(&office, "kanri", line), 2);
            assert_non_null(strstr(office.err.p, "shinsa help"));
        }
    }
    assert_says(2, "kanri", "case list --limit", "--limit に値がありません");
    assert_says(2, "kanri", "case list --scheme aspic --limit", "--limit に値がありません");
    assert_says(2, "kanri", "case list --scheme aspic --scheme aspic", "「--scheme」");
}

static void test_verb__options_stand_anywhere_and_in_both_forms(void **state)
{
    (void)state;
    assert_prints("kanri", "--json case list --limit 1", "[{\"id\":");
    assert_prints("kanri", "case list --json --limit 1", "[{\"id\":");
    assert_prints("kanri", "case list --limit=1 --json", "[{\"id\":");
    assert_prints("kanri", "case list --all --limit 1 --scheme=aspic 標準プラン", "標準プラン");
    assert_prints("kanri", "lookup IP0001-2506 --json", "\"number\":\"IP0001-2506\"");
}

/* Behind "--" a word may begin with dashes. */
static void test_verb__all_behind_two_dashes_is_words(void **state)
{
    (void)state;
    assert_says(3, "kanri", "lookup -- --nothing", "「--nothing」は見つかりません");
    assert_says(3, "kanri", "--json lookup -- --nothing", "「--nothing」は見つかりません");
    assert_non_null(strstr(office.out.p, "\"hits\":[]"));
    assert_says(2, "kanri", "case list --limit -- 5", "--limit に値がありません");
    assert_says(2, "kanri", "version -- --json", "「--json」は余分です");
}

static void test_verb__an_unknown_verb_is_told_with_the_nearest(void **state)
{
    (void)state;
    assert_says(2, "kanri", "lokup x", "「lookup」ではありませんか");
    assert_says(2, "kanri", "case", "case act, case assign, case batch, case history, case list, case new, case show");
    assert_says(2, "kanri", "case lst", "「case lst」という命令はありません");
    assert_says(2, "kanri", "xyzzy", "shinsa help で一覧");
    assert_says(2, "kanri", "--xyzzy", "「--xyzzy」という指定はありません");
    assert_says(2, "kanri", "", "shinsa help");
}

static void test_verb__help_shows_a_usage_to_its_end(void **state)
{
    size_t n;
    const struct verb_row *rows = verb_rows(&n);
    (void)state;
    assert_prints("nani", "help", "使い方: shinsa");
    for (size_t i = 0; i < n; i++)
        assert_non_null(strstr(office.out.p, rows[i].name));
    for (size_t i = 0; i < n; i++) {
        char line[100], whole[300];
        snprintf(line, sizeof line, "help %s", rows[i].name);
        snprintf(whole, sizeof whole, "%s %s\n", rows[i].name, rows[i].usage);
        assert_prints("nani", line, whole);
    }
    assert_prints("nani", "help case", "case act CASE");
    assert_prints("nani", "help --json case list", "\"usage\":\"[--scheme S]");
    assert_says(3, "nani", "help nothing", "shinsa help");
    assert_says(3, "nani", "help cas", "「cas」");
    assert_prints("nani", "version", "shinsa ");
    assert_prints("nani", "version --json", "{\"version\":\"");
}

/* What touches this machine's files is for this machine's people. */
static void test_verb__local_verbs_are_refused_over_ssh(void **state)
{
    size_t n;
    const struct verb_row *rows = verb_rows(&n);
    (void)state;
    office.remote = true;
    for (size_t i = 0; i < n; i++) {
        if (!(rows[i].flags & VERB_LOCAL))
            continue;
        char line[100];
        snprintf(line, sizeof line, "%s /tmp/never", rows[i].name);
        assert_says(4, "kanri", line, "ssh からは使えません");
    }
    assert_prints("kanri", "case list --all", "IP-N2025-0001");
    office.remote = false;
}

static void test_verb__a_verb_without_its_store_says_so(void **state)
{
    struct app *app = office.app;
    (void)state;
    office.app = NULL;
    assert_says(2, "kanri", "case list", "--store で指定してください");
    assert_prints("kanri", "version", "shinsa ");
    office.app = app;
}

static void test_verb__too_much_is_refused(void **state)
{
    static char many[1200] = "lookup", long_line[9000];
    (void)state;
    for (size_t i = strlen(many), words = 0; words < 70; words++, i += 2)
        memcpy(many + i, " x", 3);
    assert_says(2, "kanri", many, "余分です");
    int n = snprintf(long_line, sizeof long_line, "lookup ");
    memset(long_line + n, 'a', 8200);
    assert_says(2, "kanri", long_line, "8 KiB");
    long_line[n + 8000] = '\0';
    assert_int_not_equal(verbs_run(&office, "kanri", long_line), 0);
    assert_says(2, "kanri", "case list --limit 1000001", "--limit");
    assert_says(2, "kanri", "case list --limit 99999999999999999999", "--limit");
    assert_says(2, "kanri", "deadline why 0", "DEADLINE");
    assert_says(2, "kanri", "deadline why -3", "DEADLINE");
    assert_says(2, "kanri", "paper get １２x", "PAPER");
}

static void test_verb__bytes_that_are_no_text_stop_at_the_door(void **state)
{
    static const char *const bad[] = {"\xff", "\xc0\xaf", "\xe3\x81", "\xed\xa0\x80", "\xf4\x90\x80\x80", "a\x80"};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        char line[100];
        snprintf(line, sizeof line, "lookup %s", bad[i]);
        assert_says(2, "kanri", line, "UTF-8 ではありません");
        snprintf(line, sizeof line, "operator_name=%s\n", bad[i]);
        office.input = line;
        assert_says(2, "uketsuke", "form set #2 F-A", "UTF-8");
        snprintf(line, sizeof line, "ssh-ed25519 %s", bad[i]);
        office.input = line;
        assert_says(2, "kanri", "user key nani", "公開鍵の行として読めません");
    }
    office.input = "operator_name=a\0b\n";
    office.input_n = 18;
    assert_says(2, "uketsuke", "form set #2 F-A", "UTF-8");
}

/* What was typed comes back on somebody's terminal: it must not move the cursor there. */
static void test_verb__what_is_said_never_moves_a_cursor(void **state)
{
    static const char *const lines[] = {
        "lookup \x1b[31mX", "lookup \xc2\x9b" "31m", "case show \x1b]0;x\x07", "user add \x1b[2J", "case act #1 T\x1b[A", "x\x1b[1m",
        "case list --x\x1b[1m", "help \x1b[1m", "param set aspic \x1b[1m 1 --reason x", "lookup \xe2\x80\xae" "abc"};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        assert_int_not_equal(verbs_run(&office, "kanri", lines[i]), 0);
        assert_null(strchr(office.err.p, 0x1b));
        assert_null(strstr(office.err.p, "\xc2\x9b"));
        assert_null(strstr(office.err.p, "\xe2\x80\xae"));
        assert_null(strchr(office.out.p, 0x1b));
    }
}

static void test_verb__input_has_a_maximum(void **state)
{
    static char much[(1 << 20) + 100];
    (void)state;
    memset(much, 'a', sizeof much - 1);
    office.input = much;
    assert_says(2, "uketsuke", "form set #2 F-A", "標準入力が長すぎます");
    much[20000] = '\0';
    office.input = much;
    assert_says(2, "kanri", "user key nani", "標準入力が長すぎます");
}

static void test_verb__names_in_messages_are_verbs(void **state)
{
    char path[4096], line[2000];
    const char *root = getenv("SRCDIR");
    (void)state;
    snprintf(path, sizeof path, "%s/tui/messages.def", root ? root : ".");
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    while (fgets(line, sizeof line, f))
        for (char *at = line; (at = strstr(at, "shinsa ")) != NULL; at++) {
            char name[40];
            int n = (int)strspn(at + 7, "abcdefghijklmnopqrstuvwxyz-");
            snprintf(name, sizeof name, "%.*s", n, at + 7);
            char *argv[] = {name, NULL};
            int words;
            size_t rows_n, found = 0;
            const struct verb_row *rows = verb_rows(&rows_n);
            for (size_t i = 0; i < rows_n; i++)
                found += str_starts(rows[i].name, name);
            if (n && !verb_find(1, argv, &words) && !found)
                fail_msg("no verb is called %s: %s", name, line);
        }
    fclose(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verb__every_verb_tells_a_wrong_option_from_its_own),
        cmocka_unit_test(test_verb__options_stand_anywhere_and_in_both_forms),
        cmocka_unit_test(test_verb__all_behind_two_dashes_is_words),
        cmocka_unit_test(test_verb__an_unknown_verb_is_told_with_the_nearest),
        cmocka_unit_test(test_verb__help_shows_a_usage_to_its_end),
        cmocka_unit_test(test_verb__local_verbs_are_refused_over_ssh),
        cmocka_unit_test(test_verb__a_verb_without_its_store_says_so),
        cmocka_unit_test(test_verb__too_much_is_refused),
        cmocka_unit_test(test_verb__bytes_that_are_no_text_stop_at_the_door),
        cmocka_unit_test(test_verb__what_is_said_never_moves_a_cursor),
        cmocka_unit_test(test_verb__input_has_a_maximum),
        cmocka_unit_test(test_verb__names_in_messages_are_verbs),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
