/* What differs between two versions, for the person who has to tell the office. */
#include "core/rule/scheme_diff.h"
#include "tests/support/scheme_copy.h"
#include "tests/support/unit.h"

static void read_files(struct arena *a, const char *root, struct scheme_files *files)
{
    struct yaml_cache cache = {.a = a, .trees = a};
    struct problems *problems = xcalloc(1, sizeof *problems);
    assert_true(scheme_files_read(&cache, root, "sample", "2024-04-01", files, problems));
    problems_done(problems);
    free(problems);
}

/* The differences that one replacement in a file makes. */
static struct scheme_differences after(struct arena *a, const char *file, const char *from, const char *with)
{
    struct scheme_files old, now;
    struct scheme_differences found = {0};
    read_files(a, sample_root(a), &old);
    const char *root = copy_sample(a, "scheme_diff");
    assert_non_null(copy_replace(a, root, file, from, with));
    read_files(a, root, &now);
    scheme_diff(a, &old, &now, &found);
    return found;
}

static void test_scheme_diff__the_same_version_does_not_differ(void **state)
{
    AUTO(arena) struct arena a = {0};
    struct scheme_files files, again;
    struct scheme_differences found = {0};
    (void)state;
    read_files(&a, sample_root(&a), &files);
    read_files(&a, sample_root(&a), &again);
    scheme_diff(&a, &files, &again, &found);
    assert_int_equal(found.all.n, 0);
}

static void test_scheme_diff__a_price_is_told_with_its_rule_its_article_and_the_day_of_its_row(void **state)
{
    AUTO(arena) struct arena a = {0};
    (void)state;
    struct scheme_differences found = after(&a, "fees.yaml", "net: 190_000, rate: 8", "net: 200_000, rate: 8");
    assert_int_equal(found.all.n, 1);
    const struct scheme_difference *d = &found.all.at[0];
    assert_string_equal(d->file, "fees.yaml");
    assert_string_equal(d->rule, "fees review");
    assert_true(*d->label && *d->src);
    assert_string_equal(d->old, "190_000");
    assert_string_equal(d->now, "200_000");
    assert_true(strstr(d->place, "rows ") == d->place && strstr(d->place, " net"));
}

static void test_scheme_diff__what_came_and_what_went_are_told_whole(void **state)
{
    AUTO(arena) struct arena a = {0};
    (void)state;
    struct scheme_differences found = after(&a, "lifecycle.yaml", "id: T05", "id: T55");
    bool came = false, went = false;
    for (size_t i = 0; i < found.all.n; i++) {
        const struct scheme_difference *d = &found.all.at[i];
        came |= !d->old && d->now && strstr(d->rule, "T55");
        went |= d->old && !d->now && strstr(d->rule, "T05");
    }
    assert_true(came && went);
    assert_int_equal(found.all.n, 2);
}

static void test_scheme_diff__keys_have_words_and_what_has_none_stands_for_itself(void **state)
{
    (void)state;
    assert_string_equal(scheme_key_word("net", false), "税抜額");
    assert_string_equal(scheme_key_word("net", true), "net");
    assert_string_equal(scheme_key_word("2019-10-01", false), "2019-10-01");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scheme_diff__the_same_version_does_not_differ),
        cmocka_unit_test(test_scheme_diff__a_price_is_told_with_its_rule_its_article_and_the_day_of_its_row),
        cmocka_unit_test(test_scheme_diff__what_came_and_what_went_are_told_whole),
        cmocka_unit_test(test_scheme_diff__keys_have_words_and_what_has_none_stands_for_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
