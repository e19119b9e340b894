#include "tests/support/unit.h"

#include "core/base/frame.h"

static void test_frame__what_is_put_is_read_at_any_split(void **state)
{
    (void)state;
    AUTO(buf) struct buf out = BUF(1000);
    frame_put(&out, 1, "hello", 5);
    frame_put(&out, 255, "", 0);
    frame_put(&out, 7, "\0\1\2", 3);
    struct err e;
    for (size_t split = 1; split < out.n; split++) {
        AUTO(buf) struct buf in = BUF(1000);
        size_t frames = 0, bytes = 0;
        for (size_t at = 0; at < out.n; at += split) {
            buf_add(&in, out.p + at, split < out.n - at ? split : out.n - at);
            struct frame f;
            int rc;
            while ((rc = frame_peek(&in, &f, &e)) == 1) {
                assert_int_equal(f.kind, frames == 0 ? 1 : frames == 1 ? 255 : 7);
                frames++;
                bytes += f.n;
                frame_drop(&in, &f);
            }
            assert_int_equal(rc, 0);
        }
        assert_int_equal(frames, 3);
        assert_int_equal(bytes, 8);
        assert_int_equal(in.n, 0);
    }
}

static void test_frame__a_lying_header_is_refused(void **state)
{
    (void)state;
    AUTO(buf) struct buf in = BUF(100);
    struct frame f;
    struct err e;
    buf_add(&in, "\1\0\4\0\1", 5); /* one byte more than the maximum */
    assert_int_equal(frame_peek(&in, &f, &e), E_INPUT);
    assert_string_equal(e.msg, "frame.length");
    buf_clear(&in);
    buf_add(&in, "\1\0\4\0\0", 5);
    assert_int_equal(frame_peek(&in, &f, &e), 0);
    buf_clear(&in);
    buf_add(&in, "\0", 1);
    assert_int_equal(frame_peek(&in, &f, &e), E_INPUT);
    assert_string_equal(e.msg, "frame.kind");
}

static void test_frame__a_frame_that_does_not_fit_leaves_nothing_behind(void **state)
{
    (void)state;
    AUTO(buf) struct buf out = BUF(12);
    frame_put(&out, 1, "ab", 2);
    frame_put(&out, 2, "c", 1);
    assert_true(out.full);
    assert_int_equal(out.n, 7);
}

static void test_frame__fields_read_back(void **state)
{
    (void)state;
    AUTO(buf) struct buf b = BUF(100);
    frame_add_u32(&b, 0xFEDCBA98);
    frame_add_text(&b, "xterm");
    frame_add_text(&b, "");
    struct frame_reader r = {b.p, b.n, false};
    char text[16];
    assert_int_equal(frame_read_u32(&r), 0xFEDCBA98);
    assert_string_equal(frame_read_text(&r, text, sizeof text), "xterm");
    assert_string_equal(frame_read_text(&r, text, sizeof text), "");
    assert_false(r.bad);
    assert_int_equal(r.n, 0);
    assert_int_equal(frame_read_u32(&r), 0);
    assert_true(r.bad);
}

static void test_frame__fields_that_are_too_long_cut_or_hold_a_nul_are_bad(void **state)
{
    (void)state;
    static const struct {
        const char *p;
        size_t n;
    } rows[] = {{"\0\0\0\4abcd", 8}, {"\0\0\0\3ab", 6}, {"\0\0\0\2a\0", 6}, {"\xff\xff\xff\xff", 4}, {"\0\0", 2}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct frame_reader r = {rows[i].p, rows[i].n, false};
        char text[4] = "old";
        assert_string_equal(frame_read_text(&r, text, sizeof text), "");
        assert_true(r.bad);
        assert_string_equal(frame_read_text(&r, text, sizeof text), "");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_frame__what_is_put_is_read_at_any_split),
        cmocka_unit_test(test_frame__a_lying_header_is_refused),
        cmocka_unit_test(test_frame__a_frame_that_does_not_fit_leaves_nothing_behind),
        cmocka_unit_test(test_frame__fields_read_back),
        cmocka_unit_test(test_frame__fields_that_are_too_long_cut_or_hold_a_nul_are_bad),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
