#include "tests/support/unit.h"

#include "core/base/sha256.h"

/* FIPS 180-4, the one-block and the two-block example. */
static void test_sha256__known_digests(void **state)
{
    (void)state;
    char hex[SHA256_HEX_BYTES];
    struct sha256 h = sha256_of("abc", 3);
    assert_string_equal(sha256_hex(&h, hex), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    h = sha256_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56);
    assert_string_equal(sha256_hex(&h, hex), "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    h = sha256_of("", 0);
    assert_string_equal(sha256_hex(&h, hex), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void test_sha256__pieces_count_as_one_text(void **state)
{
    (void)state;
    const struct sha256_piece pieces[] = {{"a", 1}, {"", 0}, {"bc", 2}, {NULL, 0}};
    struct sha256 whole = sha256_of("abc", 3), joined = sha256_of_pieces(pieces);
    assert_true(sha256_equal(&whole, &joined));
}

static void test_sha256__random_bytes_differ(void **state)
{
    (void)state;
    uint8_t a[32] = {0}, b[32] = {0};
    random_bytes(a, sizeof a);
    random_bytes(b, sizeof b);
    assert_memory_not_equal(a, b, sizeof a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sha256__known_digests),
        cmocka_unit_test(test_sha256__pieces_count_as_one_text),
        cmocka_unit_test(test_sha256__random_bytes_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
