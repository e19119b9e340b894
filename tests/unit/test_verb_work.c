/* What verbs do, each in words and as JSON, and how each refuses: by a rule 1, usage 2, not found 3, denied 4, conflict 5. */
#include "tests/support/unit.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/str.h"
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

/* Lists and sheets, for people and as JSON that can be read back and names what it holds. */
static void test_verb_work__answers_in_words_and_as_json(void **state)
{
    (void)state;
    verbs_play(&office, "reads");
}

static void test_verb_work__writes_say_what_they_made(void **state)
{
    (void)state;
    verbs_play(&office, "writes");
}

static void test_verb_work__what_is_not_there_is_named(void **state)
{
    (void)state;
    verbs_play(&office, "missing");
}

static void test_verb_work__days_numbers_and_texts_are_checked(void **state)
{
    (void)state;
    verbs_play(&office, "wrong");
}

static void test_verb_work__who_has_no_right_is_told_so(void **state)
{
    static const char *const empty[] = {"case list --all", "cert list", "deadline list --all"};
    (void)state;
    verbs_play(&office, "denied");
    for (size_t i = 0; i < COUNT_OF(empty); i++) {
        assert_int_equal(verbs_run(&office, "nani", empty[i]), 0);
        assert_string_equal(office.out.p, "");
    }
}

static void test_verb_work__rules_and_colleagues_refuse(void **state)
{
    char path[100];
    (void)state;
    snprintf(path, sizeof path, "%s/key.pub", office.folder);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBHBvGGVBS4gRFVwdBsjnDMMUd6NVUuUtMuPnd8d6Mxh x\n", f);
    fclose(f);
    verbs_play(&office, "refused");
}

static void test_verb_work__what_was_kept_long_enough_goes(void **state)
{
    static struct verbs_office other;
    (void)state;
    verbs_open(&other, "2025-06-02");
    verbs_certify(&other);
    verbs_play(&other, "disposal");
    verbs_close(&other);
}

/* A store goes out and comes back through verbs; nothing is overwritten on the way. */
static void test_verb_work__a_backup_comes_back_through_verbs(void **state)
{
    char line[200], copy[100], store[100];
    (void)state;
    snprintf(copy, sizeof copy, "%s/copy.db", office.folder);
    snprintf(line, sizeof line, "backup %s", copy);
    assert_int_equal(verbs_run(&office, "kanri", line), 0);
    assert_non_null(strstr(office.out.p, "一致しています"));
    assert_int_equal(verbs_run(&office, "kanri", line), 5);
    assert_int_equal(verbs_run(&office, "kanri", "backup /nosuch/folder/copy.db"), 6);
    snprintf(line, sizeof line, "restore %s", copy);
    assert_int_equal(verbs_run(&office, "kanri", line), 5);
    str_copy_cut(store, sizeof store, office.store);
    snprintf(office.store, sizeof office.store, "%s/again.db", office.folder);
    snprintf(line, sizeof line, "restore %s --json", copy);
    assert_int_equal(verbs_run(&office, "kanri", line), 0);
    assert_non_null(strstr(office.out.p, "\"sound\":true"));
    assert_int_equal(verbs_run(&office, "kanri", "migrate"), 0);
    assert_non_null(strstr(office.out.p, "することはありません"));
    assert_int_equal(verbs_run(&office, "kanri", "migrate --json"), 0);
    assert_string_equal(office.out.p, "{\"migrations\":0}\n");
    snprintf(line, sizeof line, "restore %s", "/etc/passwd");
    assert_int_equal(verbs_run(&office, "kanri", line), 2);
    snprintf(office.store, sizeof office.store, "%s/third.db", office.folder);
    assert_int_equal(verbs_run(&office, "kanri", line), 2);
    assert_int_not_equal(access(office.store, F_OK), 0);
    str_copy_cut(office.store, sizeof office.store, store);
}

static void test_verb_work__a_demo_office_is_made_and_left_alone(void **state)
{
    char store[100], path[120];
    struct stat st;
    (void)state;
    str_copy_cut(store, sizeof store, office.store);
    snprintf(office.store, sizeof office.store, "%s/demo.db", office.folder);
    assert_int_equal(verbs_run(&office, "kanri", "demo --cases 5"), 0);
    assert_non_null(strstr(office.out.p, "5件"));
    assert_int_equal(verbs_run(&office, "kanri", "demo --cases 5"), 5);
    snprintf(path, sizeof path, "%s.hostkey", office.store);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    str_copy_cut(office.store, sizeof office.store, store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verb_work__answers_in_words_and_as_json),
        cmocka_unit_test(test_verb_work__what_is_not_there_is_named),
        cmocka_unit_test(test_verb_work__who_has_no_right_is_told_so),
        cmocka_unit_test(test_verb_work__writes_say_what_they_made),
        cmocka_unit_test(test_verb_work__days_numbers_and_texts_are_checked),
        cmocka_unit_test(test_verb_work__rules_and_colleagues_refuse),
        cmocka_unit_test(test_verb_work__what_was_kept_long_enough_goes),
        cmocka_unit_test(test_verb_work__a_backup_comes_back_through_verbs),
        cmocka_unit_test(test_verb_work__a_demo_office_is_made_and_left_alone),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
