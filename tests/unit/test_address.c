#include "tests/support/unit.h"

#include "tui/serve/address.h"

static void test_address__reads_what_to_listen_on(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } good[] = {
        {"127.0.0.1:2222", "127.0.0.1:2222"}, {"[::1]:22", "[::1]:22"}, {":0", "[::]:0"}, {"2022", "[::]:2022"},
        {"0.0.0.0:1", "0.0.0.0:1"},
    };
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        struct address a;
        struct err e = {0};
        char text[ADDRESS_TEXT_BYTES];
        assert_ok(address_parse(good[i].in, &a, &e), &e);
        assert_string_equal(address_text_port(&a, text), good[i].out);
    }
}

static void test_address__refuses_names_and_bad_ports(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "localhost:22", "127.0.0.1:", "127.0.0.1:65536", "::1:22", "[::1]",
                                      "1.2.3.4:-1", "1.2.3.4.5:22"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct address a;
        struct err e = {0};
        assert_int_equal(address_parse(bad[i], &a, &e), E_INPUT);
        assert_string_equal(e.msg, "serve.listen-syntax");
    }
}

static bool in_block(const char *address, const char *block)
{
    struct address a;
    struct address_block b;
    struct err e = {0};
    assert_ok(address_parse(address, &a, &e), &e);
    assert_ok(address_block_parse(block, &b, &e), &e);
    return address_in_block(&a, &b);
}

static void test_address__blocks_count_bits(void **state)
{
    (void)state;
    assert_true(in_block("192.0.2.255:1", "192.0.2.0/24"));
    assert_false(in_block("192.0.3.0:1", "192.0.2.0/24"));
    assert_true(in_block("192.0.3.0:1", "192.0.2.0/23"));
    assert_true(in_block("10.0.0.7:1", "10.0.0.7"));
    assert_false(in_block("10.0.0.6:1", "10.0.0.7"));
    assert_true(in_block("[2001:db8::5]:1", "2001:db8::/33"));
    assert_false(in_block("[2001:db8:8000::5]:1", "2001:db8::/33"));
    assert_false(in_block("[::1]:1", "0.0.0.0/0"));
    struct address_block b;
    struct err e = {0};
    assert_int_equal(address_block_parse("10.0.0.0/33", &b, &e), E_INPUT);
    assert_int_equal(address_block_parse("office", &b, &e), E_INPUT);
}

static void test_address__a_v6_network_is_one_source(void **state)
{
    (void)state;
    struct address a, b;
    struct err e = {0};
    assert_ok(address_parse("[2001:db8:0:1::1]:1", &a, &e), &e);
    assert_ok(address_parse("[2001:db8:0:1:ffff::2]:9", &b, &e), &e);
    struct address source_a = address_source(&a), source_b = address_source(&b);
    assert_true(address_same_host(&source_a, &source_b));
    assert_ok(address_parse("10.0.0.1:1", &a, &e), &e);
    assert_ok(address_parse("10.0.0.2:1", &b, &e), &e);
    source_a = address_source(&a);
    source_b = address_source(&b);
    assert_false(address_same_host(&source_a, &source_b));
}

static void test_address__survives_the_system_form(void **state)
{
    (void)state;
    static const char *const text[] = {"127.0.0.1:2222", "[2001:db8::7]:80"};
    for (size_t i = 0; i < COUNT_OF(text); i++) {
        struct address a, b;
        struct sockaddr_storage system;
        struct err e = {0};
        char back[ADDRESS_TEXT_BYTES];
        assert_ok(address_parse(text[i], &a, &e), &e);
        assert_true(address_to_system(&a, &system) > 0);
        assert_true(address_from_system(&system, &b));
        assert_string_equal(address_text_port(&b, back), text[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_address__reads_what_to_listen_on),
        cmocka_unit_test(test_address__refuses_names_and_bad_ports),
        cmocka_unit_test(test_address__blocks_count_bits),
        cmocka_unit_test(test_address__a_v6_network_is_one_source),
        cmocka_unit_test(test_address__survives_the_system_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
