#include "tests/support/unit.h"

#include "core/base/mem.h"

static void test_arena__memory_is_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    struct arena a = {0};
    for (int round = 0; round < 3; round++) {
        unsigned char *last = NULL;
        for (size_t n = 0; n < 3000; n += 7) {
            unsigned char *p = arena_alloc(&a, n);
            assert_ptr_not_equal(p, last);
            assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
            for (size_t i = 0; i < n; i++)
                assert_int_equal(p[i], 0);
            memset(p, 0xA5, n);
            last = p;
        }
        arena_reset(&a);
        assert_int_equal(a.used, 0);
    }
    arena_done(&a);
}

static void test_arena__strings_and_lists_survive_growth(void **state)
{
    (void)state;
    struct arena a = {0};
    LIST(const char *) names = {0};
    for (int i = 0; i < 1000; i++)
        *LIST_ADD(&a, &names) = arena_printf(&a, "認定%d", i);
    assert_int_equal(names.n, 1000);
    assert_string_equal(names.at[0], "認定0");
    assert_string_equal(names.at[999], "認定999");
    assert_string_equal(arena_strndup(&a, "abcdef", 3), "abc");
    arena_done(&a);
}

static void test_mem__texts_are_joined_and_printed_at_any_length(void **state)
{
    (void)state;
    AUTO(arena) struct arena a = {0};
    char longer[600];
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    assert_string_equal(arena_join(&a, "認", "", "証.", "1", NULL), "認証.1");
    assert_string_equal(arena_join(&a, "", NULL), "");
    for (size_t n = 250; n < 260; n++) {
        char *text = arena_printf(&a, "%.*s|", (int)n, longer);
        assert_int_equal(strlen(text), n + 1);
        assert_int_equal(text[n], '|');
    }
    assert_int_equal(strlen(arena_printf(&a, "%s", longer)), sizeof longer - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena__memory_is_zeroed_aligned_and_apart),
        cmocka_unit_test(test_arena__strings_and_lists_survive_growth),
        cmocka_unit_test(test_mem__texts_are_joined_and_printed_at_any_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
