#include "tests/support/unit.h"

#include <stdio.h>

#include "core/base/ssh_public.h"

static const char ed25519[] =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIrYJ2G3IeexQoT1xqdDVUzUJbXmtURwu3xMQZ4YLx23 sato@office";
static const char rsa_3072[] =
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC04unvqMad9eN9MMZyOKeZfw4VYoFguXsBz4NpxXKWK5fwT7+qY02y552oMHLE4yoU"
    "6OAhmbvkoHSEIxIMvr2HLW4Oh3dDs3t+ZeKEsRF4qMlLJ2X3e2g2asFuqHYksaQ0cBAIm10NV5/MJJpXOlW69lEyrjNQmqsoGNJ+3eV5"
    "CqaoYYGA9BGcAOBmv6rjeSdODpRFayX9i50Yq0Z8U3gQe+TMD+fwCAUdTCGa0/AaJXxkoLxLectVfj69G5g7wViW7u+us54ofnl2HMAY"
    "RNlow2Zs6mgKFW2sbXsrXGAQcKslX5lTGpe9/2xS1mxJl7rrOoXmhLZTupjPCX8B3W7ZhlW2GcjytBg5KLtgtq7bqyg/FrO9LVcRMdvc"
    "u+INyd2QEDdleW/lZW+r/XK+K1yL9BhG885dxMU214Ff+Zl4yfmE8/ugvt9mmK4SK4vUGhx+OHO4Nb2i555eWdIiuI8oI6E6zsl001pF"
    "orxP0XlHlFkuKfmbQGLdMTS/9jz3920= x";
static const char rsa_2048[] =
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDHCWLfwInAnXteeSQd6qtUgfSjqGcKfv2elq2xVpj2pGDl3U5mC0IvjJ+NmgYbwjl3"
    "t2SRYqpjIyBELiUJ3VF5pQmSx3aRVE8GyHktnF59h4925GUdqCB8d4hxjg1LrwoVuxQFKC3cpFWVWrlLMy4M9+ZyV1NboK0OKH6trFsJ"
    "OcVYJRxOxdIRbTMfUeMC2FZCe2TL594Vph+ne4iHRQHY859lxyzKQzkvBNinMubxowbva3BKRLpu0Fd0qO9087tTSs3Z1Bi9APqUxp/X"
    "hx66ibU2E647QkxRUbL0zo9UkDFh6EC5B5uoJunkqyRbw7+jFYNXjya8Lp/mENxXc3R5 x";
static const char ecdsa[] =
    "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBKFNPG+xoCu0dMb/l6bfu1ot0exavsng"
    "hvKj5FxT9H+A7GsKvxJQt9E6V08UNmdBNSQ8E7O6TIbcNyeA3ESGbfE= x";

static void test_ssh_public__reads_a_line(void **state)
{
    (void)state;
    struct ssh_public key;
    struct err e = {0};
    char text[256];
    assert_ok(ssh_public_read(ed25519, &key, &e), &e);
    assert_string_equal(key.type, "ssh-ed25519");
    assert_string_equal(key.comment, "sato@office");
    assert_string_equal(key.fingerprint, "SHA256:oyEc53PtEvfFh1dOBbhDHa51oegH643C0rw6deKhbMM");
    assert_ok(ssh_public_read(rsa_3072, &key, &e), &e);
    assert_string_equal(key.fingerprint, "SHA256:PcXqYsGfjDo4aSXk7r7EEUKzbxxWL5HelVjoZXlym8c");
    snprintf(text, sizeof text, "  %s \r\n", ed25519);
    assert_ok(ssh_public_read(text, &key, &e), &e);
    assert_string_equal(key.comment, "sato@office");
    snprintf(text, sizeof text, "%.80s", ed25519); /* no comment */
    assert_ok(ssh_public_read(text, &key, &e), &e);
    assert_string_equal(key.comment, "");
}

static void expect_refusal(const char *line, const char *msg)
{
    struct ssh_public key = {.type = "untouched"};
    struct err e = {0};
    assert_int_equal(ssh_public_read(line, &key, &e), E_INPUT);
    assert_string_equal(e.msg, msg);
    assert_string_equal(key.type, "untouched");
}

static void test_ssh_public__refuses_weak_and_other_keys(void **state)
{
    (void)state;
    expect_refusal(rsa_2048, "key.too-short");
    expect_refusal(ecdsa, "key.type");
}

static void test_ssh_public__refuses_what_is_no_key(void **state)
{
    (void)state;
    expect_refusal("", "key.unreadable");
    expect_refusal("ssh-ed25519", "key.unreadable");
    expect_refusal("ssh-ed25519 AAAA!", "key.unreadable");
    expect_refusal("ssh-ed25519 AAAA", "key.unreadable");
    expect_refusal("no-pty ssh-ed25519 AAAA", "key.unreadable");
    expect_refusal("-----BEGIN OPENSSH PRIVATE KEY-----", "key.unreadable");
    char text[512];
    snprintf(text, sizeof text, "ssh-rsa %s", ed25519 + strlen("ssh-ed25519 ")); /* the type lies */
    expect_refusal(text, "key.unreadable");
    snprintf(text, sizeof text, "%s\x1b[2J", ed25519);
    expect_refusal(text, "key.unreadable");
    /* Every cut of the key itself. */
    for (size_t n = strlen("ssh-ed25519 "); n < 80; n++) {
        snprintf(text, sizeof text, "%.*s", (int)n, ed25519);
        expect_refusal(text, "key.unreadable");
    }
    char wide[SSH_PUBLIC_BLOB_BYTES + 64];
    memset(wide, 'A', sizeof wide - 1);
    wide[sizeof wide - 1] = '\0';
    memcpy(wide, "ssh-rsa ", 8);
    expect_refusal(wide, "key.unreadable");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ssh_public__reads_a_line),
        cmocka_unit_test(test_ssh_public__refuses_weak_and_other_keys),
        cmocka_unit_test(test_ssh_public__refuses_what_is_no_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
