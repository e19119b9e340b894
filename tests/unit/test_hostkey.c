#include "tests/support/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/str.h"
#include "tui/serve/hostkey.h"

static char folder[64], path[96];

static int set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/test_hostkey.XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/hostkey", folder);
    return 0;
}

static int tear_down(void **state)
{
    char public[128];
    (void)state;
    snprintf(public, sizeof public, "%s.pub", path);
    unlink(path);
    unlink(public);
    return rmdir(folder);
}

static void test_hostkey__is_made_once_for_its_owner_alone(void **state)
{
    (void)state;
    struct err e = {0};
    struct stat st;
    char before[HOSTKEY_FINGERPRINT_BYTES], after[HOSTKEY_FINGERPRINT_BYTES], sshfp[HOSTKEY_SSHFP_BYTES];
    assert_ok(hostkey_create(path, &e), &e);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    assert_ok(hostkey_fingerprint(path, before, &e), &e);
    assert_true(str_starts(before, "SHA256:"));
    assert_ok(hostkey_sshfp(path, sshfp, &e), &e);
    assert_true(str_starts(sshfp, "4 2 "));
    assert_int_equal(strlen(sshfp), 4 + 64);
    assert_int_equal(hostkey_create(path, &e), E_CONFLICT);
    assert_string_equal(e.msg, "hostkey.exists");
    assert_ok(hostkey_fingerprint(path, after, &e), &e);
    assert_string_equal(before, after);
}

static void expect_refusal(int code, const char *msg)
{
    struct err e = {0};
    struct ssh_key_struct *key = NULL;
    assert_int_equal(hostkey_load(path, &key, &e), code);
    assert_string_equal(e.msg, msg);
    assert_string_equal(e.arg[0], path);
    assert_null(key);
}

static void test_hostkey__says_what_is_wrong_with_the_file(void **state)
{
    (void)state;
    struct err e = {0};
    expect_refusal(E_NOTFOUND, "hostkey.missing");
    assert_ok(hostkey_create(path, &e), &e);
    assert_int_equal(chmod(path, 0640), 0);
    expect_refusal(E_DENIED, "hostkey.open-to-others");
    assert_int_equal(unlink(path), 0);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_int_equal(fchmod(fileno(f), 0600), 0);
    assert_true(fputs("not a key\n", f) >= 0);
    assert_int_equal(fclose(f), 0);
    expect_refusal(E_INPUT, "hostkey.format");
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    expect_refusal(E_IO, "hostkey.read");
    assert_int_equal(rmdir(path), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_hostkey__is_made_once_for_its_owner_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_hostkey__says_what_is_wrong_with_the_file, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
