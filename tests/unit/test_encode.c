#include "tests/support/unit.h"

#include "tui/term/encode.h"
#include "tui/term/probe.h"

static void encode(enum charset charset, const char *text, size_t packet, struct buf *out)
{
    struct encode s;
    encode_init(&s, charset);
    for (size_t at = 0, n = strlen(text); at < n; at += packet)
        encode_feed(&s, text + at, n - at < packet ? n - at : packet, out);
}

static void assert_encoded(enum charset charset, const char *text, const char *expected)
{
    for (size_t packet = 1; packet < 8; packet++) {
        AUTO(buf) struct buf out = BUF(1000);
        encode(charset, text, packet, &out);
        assert_string_equal(buf_str(&out), expected);
    }
}

static void test_encode__text_between_sequences_in_any_packets(void **state)
{
    (void)state;
    assert_encoded(CHARSET_CP932, "\033[1;31m認証\033[0mｱ x", "\033[1;31m\x94\x46\x8f\xd8\033[0m\xb1 x");
    assert_encoded(CHARSET_EUCJP, "認\033[H\033#8\033]0;x\a認", "\xc7\xa7\033[H\033#8\033]0;x\a\xc7\xa7");
    assert_encoded(CHARSET_UTF8, "\033[1m認", "\033[1m認");
}

static void test_encode__no_set_for_line_drawing_is_chosen(void **state)
{
    (void)state;
    assert_encoded(CHARSET_UTF8, "\033(B\033[m認\033)0\x0f x\033(0", "\033[m認 x");
    assert_encoded(CHARSET_CP932, "\033[m\x0f認\x0e\033(B\033[H", "\033[m\x94\x46\033[H");
    assert_encoded(CHARSET_UTF8, "\033]0;\x0f(\a\0337\033M", "\033]0;\x0f(\a\0337\033M");
}

static void test_encode__what_has_no_code_is_marked(void **state)
{
    (void)state;
    assert_encoded(CHARSET_CP932, "𠮷", "\x81\xac");
    assert_encoded(CHARSET_CP932, "ñ", "?");
    assert_encoded(CHARSET_CP932, "髙\xe3\x82\x99", "\xfb\xfc"); /* a mark without a code is left out */
    assert_true(encode_can(CHARSET_CP932, "髙", 3));
    assert_false(encode_can(CHARSET_CP932, "𠮷", 4));
    assert_true(encode_can(CHARSET_UTF8, "𠮷", 4));
}

static void test_encode__no_raw_c1_leaves(void **state)
{
    (void)state;
    assert_encoded(CHARSET_CP932, "a\xc2\x9b" "31mb\xc2\x85", "a31mb");
    assert_encoded(CHARSET_CP932, "a\x9b\xe6\xe6" "b", "ab");
}

struct answer {
    int first, second; /* columns of the two reports; 0: none */
    bool fence;
    int ambiguous;
    enum charset charset;
    bool answered;
};

static void report(struct probe *p, int column)
{
    if (column)
        assert_true(probe_key(p, &(struct key){.code = K_REPLY_CURSOR, .number = {2, column}}));
}

static void test_encode__the_probe_believes_the_terminal(void **state)
{
    (void)state;
    static const struct answer answers[] = {
        {2, 2, true, 1, CHARSET_UTF8, true},    /* Windows Terminal */
        {2, 3, true, 2, CHARSET_UTF8, true},    /* Tera Term on Japanese Windows */
        {3, 4, true, 2, CHARSET_CP932, true},   /* not in UTF-8 */
        {0, 0, true, 1, CHARSET_UTF8, false},   /* answers only what it is */
        {2, 0, true, 1, CHARSET_UTF8, false},
        {2, 9, true, 1, CHARSET_UTF8, true},    /* nonsense */
    };
    for (size_t i = 0; i < COUNT_OF(answers); i++) {
        struct probe p;
        AUTO(buf) struct buf out = BUF(200);
        probe_init(&p, 1, CHARSET_UTF8);
        probe_question(&p, &out);
        assert_true(out.n > 0);
        report(&p, answers[i].first);
        report(&p, answers[i].second);
        assert_false(p.done);
        assert_true(probe_key(&p, &(struct key){.code = K_REPLY_DEVICE}));
        assert_true(p.done);
        assert_int_equal(p.answered, answers[i].answered);
        assert_int_equal(p.ambiguous, answers[i].ambiguous);
        assert_int_equal(p.charset, answers[i].charset);
    }
}

static void test_encode__the_probe_takes_a_late_answer(void **state)
{
    (void)state;
    struct probe p;
    probe_init(&p, 1, CHARSET_UTF8);
    assert_false(probe_key(&p, &(struct key){.code = K_TEXT, .text = "a"}));
    probe_give_up(&p);
    assert_true(p.done);
    assert_false(p.answered);
    report(&p, 2);
    report(&p, 3);
    probe_key(&p, &(struct key){.code = K_REPLY_DEVICE});
    assert_true(p.answered);
    assert_int_equal(p.ambiguous, 2);
    report(&p, 2); /* and nothing changes it again */
    probe_key(&p, &(struct key){.code = K_REPLY_DEVICE});
    assert_int_equal(p.ambiguous, 2);
}

static void test_encode__an_old_charset_is_not_asked_about(void **state)
{
    (void)state;
    struct probe p;
    AUTO(buf) struct buf out = BUF(200);
    probe_init(&p, 1, CHARSET_CP932);
    probe_question(&p, &out);
    assert_int_equal(out.n, 0);
    assert_true(p.done);
    assert_int_equal(p.ambiguous, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_encode__text_between_sequences_in_any_packets),
        cmocka_unit_test(test_encode__no_set_for_line_drawing_is_chosen),
        cmocka_unit_test(test_encode__what_has_no_code_is_marked),
        cmocka_unit_test(test_encode__no_raw_c1_leaves),
        cmocka_unit_test(test_encode__the_probe_believes_the_terminal),
        cmocka_unit_test(test_encode__the_probe_takes_a_late_answer),
        cmocka_unit_test(test_encode__an_old_charset_is_not_asked_about),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
