#include "tests/support/unit.h"

#include <stdio.h>

#include "tests/support/dice.h"
#include "tests/support/vt.h"
#include "tui/term/terse.h"

enum { ROWS = 10, COLS = 20 };

static void assert_terse(const char *frame, const char *expected)
{
    struct terse t = {.known = true};
    AUTO(buf) struct buf out = BUF(4000);
    terse_frame(&t, frame, strlen(frame), COLS, &out);
    assert_string_equal(buf_str(&out), expected);
}

static void test_terse__attributes_take_one_sequence(void **state)
{
    (void)state;
    assert_terse("\033[0;1m\033[31m!!\033[39m\033[m x", "\033[1;31m!!\033[m x");
    assert_terse("\033[0;7mx\033[m", "\033[7mx\033[m");
    assert_terse("\033[1mx\033[m\033[1my\033[m", "\033[1mxy\033[m");
    assert_terse("\033[31mx\033[0;4m\033[32my\033[m", "\033[31mx\033[4;32my\033[m");
    assert_terse("\033[38;5;208m\033[48;5;17mx\033[m", "\033[38;5;208;48;5;17mx\033[m");
    assert_terse("x\033[m", "x");
}

/* An erased place takes the background that is chosen. */
static void test_terse__attributes_are_right_before_an_erasure(void **state)
{
    (void)state;
    assert_terse("\033[7m\033[K\033[m", "\033[7m\033[K\033[m");
}

static void test_terse__the_next_line_is_a_line_feed(void **state)
{
    (void)state;
    assert_terse("\033[3dx\r\033[4dy", "\033[3dx\r\033[4dy"); /* in which column x stood is not known */
    assert_terse("\r\033[3dx\r\033[4dy\r\033[6dz", "\r\033[3dx\r\ny\r\033[6dz");
    assert_terse("\033[3;4Hx\r\033[4dy", "\033[3;4Hx\r\ny");
    assert_terse("\033[3;19Hxyz\r\033[4dy", "\033[3;19Hxyz\r\033[4dy"); /* it may have wrapped */
    assert_terse("\r\033[3dx\033[4dy", "\r\033[3dx\033[4dy");
}

static void test_terse__what_it_does_not_know_passes(void **state)
{
    (void)state;
    assert_terse("\033[3mx\033[1my\033[0;7mz\033[m", "\033[3mx\033[1my\033[0;7mz\033[m");
    assert_terse("\033[?25l\033]0;\033[1m\ax\0337\033", "\033[?25l\033]0;\033[1m\ax\0337\033");
    assert_terse("\033[", "\033[");
}

static void random_frame(struct buf *frame)
{
    static const char *const looks[] = {"\033[m", "\033[0;7m", "\033[1m", "\033[7m", "\033[27m", "\033[31m", "\033[39m", "\033[0;1;7m"};
    int pieces = dice(30);
    buf_clear(frame);
    for (int i = 0; i < pieces; i++) {
        switch (dice(7)) {
        case 0: buf_printf(frame, "\033[%d;%dH", 1 + dice(ROWS), 1 + dice(COLS)); break;
        case 1: buf_printf(frame, "\033[%dd", 1 + dice(ROWS)); break;
        case 2: buf_printf(frame, "\r\033[%dd", 1 + dice(ROWS)); break;
        case 3: buf_add_str(frame, dice(2) ? "\033[K" : "\r"); break;
        case 4: buf_add_str(frame, looks[dice(8)]); break;
        default: buf_add_str(frame, dice(3) ? "ab" : "認"); break;
        }
    }
    buf_add_str(frame, "\033[m");
}

/* The same picture, in no more bytes. */
static void test_terse__a_terminal_shows_the_same(void **state)
{
    static struct vt full, brief;
    struct terse t = {0};
    AUTO(buf) struct buf frame = BUF(4000);
    AUTO(buf) struct buf out = BUF(8000);
    size_t before = 0, after = 0;
    (void)state;
    dice_seed(7);
    vt_init(&full, ROWS, COLS, 1, CHARSET_UTF8);
    vt_init(&brief, ROWS, COLS, 1, CHARSET_UTF8);
    for (int i = 0; i < 5000; i++) {
        random_frame(&frame);
        buf_clear(&out);
        terse_frame(&t, buf_str(&frame), frame.n, COLS, &out);
        vt_feed(&full, buf_str(&frame), frame.n);
        vt_feed(&brief, buf_str(&out), out.n);
        before += frame.n;
        after += out.n;
        assert_memory_equal(full.cell, brief.cell, sizeof full.cell);
        assert_memory_equal(full.reversed, brief.reversed, sizeof full.reversed);
        assert_int_equal(full.x, brief.x);
        assert_int_equal(full.y, brief.y);
        assert_int_equal(full.reverse, brief.reverse);
    }
    assert_true(after < before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_terse__attributes_take_one_sequence),
        cmocka_unit_test(test_terse__attributes_are_right_before_an_erasure),
        cmocka_unit_test(test_terse__the_next_line_is_a_line_feed),
        cmocka_unit_test(test_terse__what_it_does_not_know_passes),
        cmocka_unit_test(test_terse__a_terminal_shows_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
