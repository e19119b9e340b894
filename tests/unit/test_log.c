#include "tests/support/unit.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/base/log.h"

static int read_end, write_end;

static int open_pipe(void **state)
{
    (void)state;
    int ends[2];
    if (pipe(ends) != 0)
        return -1;
    read_end = ends[0];
    write_end = ends[1];
    log_open(write_end, LOG_INFO);
    return 0;
}

static int close_pipe(void **state)
{
    (void)state;
    log_seat("-");
    return close(read_end) | close(write_end);
}

/* The line without its time: 2026-11-20T09:46:39.123Z and a space. */
static const char *next_line(char to[PIPE_BUF + 1])
{
    ssize_t n = read(read_end, to, PIPE_BUF);
    assert_true(n > 25);
    to[n] = '\0';
    assert_int_equal(to[10], 'T');
    assert_int_equal(to[23], 'Z');
    return to + 25;
}

static void test_log__a_line_names_level_and_seat(void **state)
{
    (void)state;
    char line[PIPE_BUF + 1];
    log_line(LOG_INFO, "%s login key ok ms=%d", "sato", 12);
    assert_string_equal(next_line(line), "info - sato login key ok ms=12\n");
    log_seat("s7");
    log_line(LOG_ERROR, "x");
    assert_string_equal(next_line(line), "error s7 x\n");
}

static void test_log__quiet_levels_stay_quiet(void **state)
{
    (void)state;
    char line[PIPE_BUF + 1];
    log_line(LOG_DEBUG, "nothing");
    log_line(LOG_WARN, "something");
    assert_string_equal(next_line(line), "warn - something\n");
}

static void test_log__nothing_in_a_line_can_forge_another(void **state)
{
    (void)state;
    char line[PIPE_BUF + 1];
    log_line(LOG_INFO, "name=\"%s\"", "a\nb\x1b[2J\xff\u202E髙\\");
    assert_string_equal(next_line(line), "info - name=\\\"a\\nb\\x1b[2J\\xff\\xe2\\x80\\xae髙\\\\\\\"\n");
}

static void test_log__a_long_line_is_cut_and_stays_one_write(void **state)
{
    (void)state;
    char line[PIPE_BUF + 1], text[5000];
    memset(text, '\x01', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    log_line(LOG_INFO, "%s", text);
    const char *got = next_line(line);
    assert_true(strlen(line) < PIPE_BUF);
    assert_string_equal(got + strlen(got) - 4, "...\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_log__a_line_names_level_and_seat, open_pipe, close_pipe),
        cmocka_unit_test_setup_teardown(test_log__quiet_levels_stay_quiet, open_pipe, close_pipe),
        cmocka_unit_test_setup_teardown(test_log__nothing_in_a_line_can_forge_another, open_pipe, close_pipe),
        cmocka_unit_test_setup_teardown(test_log__a_long_line_is_cut_and_stays_one_write, open_pipe, close_pipe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
