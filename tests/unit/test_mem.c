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

static void test_mem__a_list_grows_where_it_is_until_something_else_was_taken(void **state)
{
    (void)state;
    AUTO(arena) struct arena a = {0};
    LIST(int) one = {0}, other = {0};
    *LIST_ADD(&a, &one) = 0;
    const int *first = one.at;
    for (int i = 1; i < 100; i++)
        *LIST_ADD(&a, &one) = i;
    assert_ptr_equal(one.at, first);
    assert_true(a.used < 200 * sizeof(int));
    *LIST_ADD(&a, &other) = 1000;
    for (int i = 100; i < 2000; i++) {
        *LIST_ADD(&a, &one) = i;
        *LIST_ADD(&a, &other) = 1000 + i;
    }
    for (int i = 0; i < 2000; i++)
        assert_int_equal(one.at[i], i);
    assert_int_equal(other.at[1900], 2999);
}

static void test_mem__an_arena_with_reserved_room_is_as_any_other(void **state)
{
    (void)state;
    struct arena a = {0};
    arena_reserve(&a, 3 << 20);
    char *early = arena_strdup(&a, "early");
    for (int i = 0; i < 100; i++) {
        unsigned char *p = arena_alloc(&a, 100000); /* in all, more than was reserved */
        assert_int_equal(p[0] | p[99999], 0);
        memset(p, 0xFF, 100000);
    }
    assert_string_equal(early, "early");
    arena_reset(&a);
    assert_int_equal(a.used, 0);
    assert_int_equal(*(char *)arena_alloc(&a, 100), 0);
    arena_done(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena__memory_is_zeroed_aligned_and_apart),
        cmocka_unit_test(test_arena__strings_and_lists_survive_growth),
        cmocka_unit_test(test_mem__texts_are_joined_and_printed_at_any_length),
        cmocka_unit_test(test_mem__a_list_grows_where_it_is_until_something_else_was_taken),
        cmocka_unit_test(test_mem__an_arena_with_reserved_room_is_as_any_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
