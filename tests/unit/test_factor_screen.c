/* The second factor on its screen: what is secret is random, so that no golden can hold it. */
#include "tests/support/unit.h"

#include "core/app/factor_app.h"
#include "core/app/user_app.h"
#include "core/base/str.h"
#include "tests/support/office_day.h"
#include "tests/support/screens.h"
#include "tui/qr.h"
#include "tui/screen/screens.h"

static struct office office;
static struct ui ui;
static struct arena arena;

static int setup(void **state)
{
    struct err e;
    int64_t id;
    (void)state;
    office_begin(&office);
    assert_ok(user_add(office.app, "kanri", "管理者", &id, &e), &e);
    assert_ok(user_add(office.app, "taro", "高知太郎", &id, &e), &e);
    assert_ok(user_grant(office.app, "taro", "aspic", "reception", true, &e), &e);
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

static bool may(struct app *app, const char *right)
{
    return !str_eq(right, "admin") || app->actor.admin;
}

static void sit(const char *login, const char *of, int ambiguous)
{
    struct factor_arg arg = {0};
    struct err e;
    assert_ok(app_act_as(office.app, login, &e), &e);
    ui_init(&ui, &(struct ui_options){.app = office.app, .clock = office.app->clock, .rows = 24, .cols = 80, .may = may,
                                      .glyphs = {ambiguous, CHARSET_UTF8}, .screen_for = screen_for_command});
    str_copy_cut(arg.login, sizeof arg.login, of);
    assert_ok(ui_open(&ui, &home_screen, NULL, &e), &e);
    assert_ok(ui_open(&ui, &factor_screen, &arg, &e), &e);
}

static void press(const char *keys)
{
    screens_press(&ui, keys);
}

static const char *screen(void)
{
    AUTO(buf) struct buf out = BUF(256 * 1024);
    ui_draw(&ui);
    surface_print(&ui.surface, &out);
    return arena_strdup(&arena, buf_str(&out));
}

static bool shown(const char *text)
{
    return strstr(screen(), text) != NULL;
}

/* The secret without its hyphens, as it stands on two rows. */
static const char *secret_shown(void)
{
    enum { HALF = 19 };
    static const char base32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567-";
    char *to = arena_alloc(&arena, 64);
    size_t n = 0;
    for (const char *p = screen(); *p;) {
        size_t run = strspn(p, base32);
        for (size_t i = 0; run == HALF && i < run; i++)
            if (p[i] != '-')
                to[n++] = p[i];
        p += run ? run : 1;
    }
    to[n] = '\0';
    assert_int_equal(n, 32);
    return to;
}

static void type_code(int64_t offset)
{
    char code[FACTOR_DIGITS + 1];
    int64_t step = clock_now(&office.app->clock) / 1000000 / FACTOR_STEP_SECONDS;
    assert_true(factor_code_at(secret_shown(), step + offset, code));
    press(code);
    press("<Enter>");
}

static bool needed(const char *login)
{
    struct err e;
    bool yes = false;
    assert_ok(factor_needed(office.app, login, &yes, &e), &e);
    return yes;
}

static void test_factor_screen__shows_the_picture_that_the_app_reads(void **state)
{
    const char **row;
    int cols;
    (void)state;
    sit("taro", "", 1);
    assert_true(shown("使っていません"));
    press("<Enter>");
    const char *uri = arena_printf(&arena, "otpauth://totp/shinsa:taro?secret=%s&issuer=shinsa", secret_shown());
    size_t n = qr_rows(&arena, uri, false, &row, &cols);
    assert_true(n > 10);
    for (size_t i = 0; i < n; i++)
        assert_true(shown(row[i]));
    press("<F7>");
    n = qr_rows(&arena, uri, true, &row, &cols);
    assert_true(shown(row[n / 2]));
}

static void test_factor_screen__where_half_blocks_are_wide_only_the_letters_stand(void **state)
{
    (void)state;
    sit("taro", "", 2);
    press("<Enter>");
    assert_true(shown("手で入れる"));
    assert_int_equal(strlen(secret_shown()), 32);
    assert_false(shown("\xE2\x96\x88"));
}

static void test_factor_screen__counts_once_a_number_was_given_and_tells_the_recovery_codes_once(void **state)
{
    (void)state;
    sit("taro", "taro", 1);
    press("<Enter>");
    press("123<Enter>");
    assert_true(shown("番号が違います"));
    assert_false(needed("taro"));
    type_code(0);
    assert_true(shown("次のログインから番号を求めます"));
    assert_true(shown("  8  "));
    assert_true(needed("taro"));
    press("<Enter>");
    assert_true(shown("回復コードの残り 8"));
    assert_false(shown("書き写し"));
    press("<Enter>");
    assert_true(shown("管理者が先にやめさせます"));
}

static void test_factor_screen__what_was_begun_and_left_does_not_count(void **state)
{
    (void)state;
    sit("taro", "taro", 1);
    press("<Enter>");
    const char *first = secret_shown();
    press("<Esc>");
    assert_false(needed("taro"));
    ui_done(&ui);
    sit("taro", "taro", 1);
    assert_true(shown("途中です"));
    press("<Enter>");
    assert_string_not_equal(secret_shown(), first);
}

static void test_factor_screen__an_administrator_takes_it_away_its_owner_cannot(void **state)
{
    (void)state;
    sit("taro", "taro", 1);
    press("<Enter>");
    type_code(0);
    press("<Enter><F9>");
    assert_true(needed("taro"));
    assert_false(shown("公開鍵だけになります"));
    ui_done(&ui);
    sit("kanri", "taro", 1);
    assert_true(shown("回復コードの残り 8"));
    press("<F9>");
    assert_true(shown("公開鍵だけになります"));
    press("<Esc>");
    assert_true(needed("taro"));
    press("<F9><Enter>");
    assert_false(needed("taro"));
    assert_true(shown("使っていません"));
}

static void test_factor_screen__nobody_sees_that_of_another_one(void **state)
{
    struct factor_arg arg = {"kanri"};
    struct err e;
    (void)state;
    sit("taro", "", 1);
    assert_int_equal(ui_open(&ui, &factor_screen, &arg, &e), E_DENIED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_factor_screen__shows_the_picture_that_the_app_reads, setup, teardown),
        cmocka_unit_test_setup_teardown(test_factor_screen__where_half_blocks_are_wide_only_the_letters_stand, setup, teardown),
        cmocka_unit_test_setup_teardown(test_factor_screen__counts_once_a_number_was_given_and_tells_the_recovery_codes_once, setup, teardown),
        cmocka_unit_test_setup_teardown(test_factor_screen__what_was_begun_and_left_does_not_count, setup, teardown),
        cmocka_unit_test_setup_teardown(test_factor_screen__an_administrator_takes_it_away_its_owner_cannot, setup, teardown),
        cmocka_unit_test_setup_teardown(test_factor_screen__nobody_sees_that_of_another_one, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
