#include "core/app/postal_app.h"

#include "core/base/buf.h"
#include "core/base/charset.h"
#include "core/base/str.h"
#include "tests/support/staged.h"

/* Invented places in the shape of the file. */
static const char FILE_TEXT[] =
    "99101,\"990  \",\"9900001\",\"ア\",\"ア\",\"ア\",\"架空県\",\"試験市\",\"本町（１〜３丁目）\",0,0,0,0,0,0\r\n"
    "99101,\"990  \",\"9900001\",\"ア\",\"ア\",\"ア\",\"架空県\",\"試験市\",\"髙砂\",0,0,0,0,0,0\r\n"
    "99101,\"990  \",\"9900000\",\"ア\",\"ア\",\"ア\",\"架空県\",\"試験市\",\"以下に掲載がない場合\",0,0,0,0,0,0\r\n";

static size_t find(struct staged *o, const char *code, const char ***address_r, bool *any_r)
{
    size_t n;
    struct err e;
    assert_ok(postal_candidates(o->app, code, &o->arena, address_r, &n, any_r, &e), &e);
    return n;
}

static void test_postal__a_file_of_japan_post_gives_addresses(void **state)
{
    struct staged *o = *state;
    AUTO(buf) struct buf cp932 = BUF(4096);
    struct charset_loss loss;
    const char **address;
    struct err e;
    bool any;
    size_t n;
    staged_open(o, "2026-11-20");
    assert_int_equal(find(o, "9900001", &address, &any), 0);
    assert_false(any);
    charset_encode(CHARSET_CP932, FILE_TEXT, &cp932, &loss);
    assert_int_equal(loss.count, 0);
    assert_ok(postal_import(o->app, buf_str(&cp932), cp932.n, &n, &e), &e);
    assert_int_equal(n, 3);
    assert_int_equal(find(o, "９９０−０００１", &address, &any), 2);
    assert_string_equal(address[0], "架空県試験市本町");
    assert_string_equal(address[1], "架空県試験市髙砂");
    assert_int_equal(find(o, "990-0000", &address, &any), 1);
    assert_string_equal(address[0], "架空県試験市");
    assert_int_equal(find(o, "990", &address, &any), 0);
    assert_true(any);
}

static void test_postal__what_is_no_such_file_changes_nothing(void **state)
{
    struct staged *o = *state;
    const char **address;
    struct err e;
    bool any;
    size_t n;
    staged_open(o, "2026-11-20");
    assert_ok(postal_import(o->app, FILE_TEXT, sizeof FILE_TEXT - 1, &n, &e), &e);
    assert_refused(postal_import(o->app, "a,b,c\n", 6, &n, &e), &e, E_INPUT, "postal.line");
    assert_refused(postal_import(o->app, "", 0, &n, &e), &e, E_INPUT, "postal.empty");
    assert_int_equal(find(o, "9900001", &address, &any), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_postal__a_file_of_japan_post_gives_addresses),
        cmocka_unit_test(test_postal__what_is_no_such_file_changes_nothing),
    };
    return cmocka_run_group_tests(tests, staged_group_setup, staged_group_teardown);
}
