#include "tests/support/unit.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/base/mem.h"
#include "tui/serve/wire.h"

static struct start start_full(void)
{
    struct start s = {.terminal = true, .is_command = true, .term = "xterm-256color", .cols = 80, .rows = 24, .env_n = ENV_MAX};
    for (int i = 0; i < ENV_MAX; i++) {
        memcpy(s.env[i].name, "SHINSA_X", 9);
        memset(s.env[i].value, 'v', ENV_VALUE_BYTES - 1);
    }
    memset(s.command, 'c', COMMAND_BYTES - 1);
    return s;
}

static void test_protocol__a_start_survives_the_wire(void **state)
{
    (void)state;
    AUTO(buf) struct buf out = BUF(WIRE_OUT_MAX);
    struct start s = start_full(), back;
    struct frame f;
    struct err e;
    protocol_put_start(&out, &s);
    assert_int_equal(frame_peek(&out, &f, &e), 1);
    memset(&back, 0xAA, sizeof back);
    assert_true(protocol_get_start(&f, &back));
    assert_string_equal(back.term, s.term);
    assert_string_equal(back.command, s.command);
    assert_string_equal(back.env[ENV_MAX - 1].value, s.env[0].value);
    assert_int_equal(back.cols, 80);
    /* Every cut of it is refused, and so is a byte too many. */
    for (uint32_t n = 0; n < f.n; n++)
        assert_false(protocol_get_start(&(struct frame){DOOR_START, f.p, n}, &back));
    assert_false(protocol_get_start(&(struct frame){DOOR_START, f.p, f.n + 1}, &back));
}

static void test_protocol__a_door_cannot_smuggle(void **state)
{
    (void)state;
    const struct {
        const char *term, *name, *value;
        uint32_t cols, rows, env_n;
        bool terminal;
    } bad[] = {
        {"../x", "LANG", "C", 80, 24, 1, true},     {"xterm", "LD_PRELOAD", "x", 80, 24, 1, true},
        {"xterm", "LANG", "\x1b[", 80, 24, 1, true}, {"xterm", "LANG", "C", 0, 24, 1, true},
        {"xterm", "LANG", "C", 80, 65535, 1, true}, {"xterm", "LANG", "C", 80, 24, ENV_MAX + 1, true},
        {"xterm", "LANG", "C", 80, 24, 1, false},   {"", "LANG", "C", 80, 24, 1, true},
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        AUTO(buf) struct buf b = BUF(4096);
        struct start back;
        frame_add_u32(&b, bad[i].terminal);
        frame_add_u32(&b, 0);
        frame_add_text(&b, bad[i].term);
        frame_add_u32(&b, bad[i].cols);
        frame_add_u32(&b, bad[i].rows);
        frame_add_u32(&b, bad[i].env_n);
        for (uint32_t k = 0; k < bad[i].env_n; k++) {
            frame_add_text(&b, bad[i].name);
            frame_add_text(&b, bad[i].value);
        }
        frame_add_text(&b, "");
        assert_false(protocol_get_start(&(struct frame){DOOR_START, b.p, (uint32_t)b.n}, &back));
    }
}

static void test_protocol__names_and_sizes(void **state)
{
    (void)state;
    assert_true(user_name_ok("sato.taro-2_x"));
    assert_false(user_name_ok(""));
    assert_false(user_name_ok("Sato"));
    assert_false(user_name_ok("1sato"));
    assert_false(user_name_ok("a b"));
    assert_false(user_name_ok("abcdefghijklmnopqrstuvwxyz0123456"));
    assert_true(user_name_ok("abcdefghijklmnopqrstuvwxyz012345"));
    assert_true(term_name_ok("xterm-kitty+x.1"));
    assert_false(term_name_ok("x/y"));
    assert_true(env_ok("SHINSA_THEME", "mono"));
    assert_false(env_ok("SHINSA_theme", "mono"));
    assert_false(env_ok("PATH", "/bin"));
    assert_int_equal(cols_clamp(0), 80);
    assert_int_equal(cols_clamp(65535), COLS_MAX);
    assert_int_equal(cols_clamp(1), COLS_MIN);
    assert_int_equal(rows_clamp(-5), 24);
    assert_int_equal(rows_clamp(65535), ROWS_MAX);
}

static void test_protocol__an_exit_reason_is_cut_not_refused(void **state)
{
    (void)state;
    AUTO(buf) struct buf out = BUF(WIRE_OUT_MAX);
    char longer[400], reason[REASON_BYTES];
    uint32_t status;
    struct frame f;
    struct err e;
    memset(longer, 'r', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    protocol_put_exit(&out, 4, longer);
    assert_int_equal(frame_peek(&out, &f, &e), 1);
    assert_true(protocol_get_exit(&f, &status, reason));
    assert_int_equal(status, 4);
    assert_int_equal(strlen(reason), REASON_BYTES - 1);
}

static void wire_pair(struct wire *a, struct wire *b)
{
    int fd[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fd), 0);
    wire_init(a, fd[0]);
    wire_init(b, fd[1]);
}

static void test_wire__carries_frames_and_never_blocks(void **state)
{
    (void)state;
    struct wire a, b;
    struct frame f;
    wire_pair(&a, &b);
    char *big = xcalloc(1, WIRE_CHUNK_BYTES);
    size_t sent = 0, got = 0;
    for (int i = 0; i < 8; i++, sent += WIRE_CHUNK_BYTES)
        frame_put(&a.out, DESK_OUTPUT, big, WIRE_CHUNK_BYTES);
    for (int i = 0; i < 1000 && got < sent; i++) {
        wire_flush(&a);
        wire_fill(&b);
        while (wire_peek(&b, &f)) {
            assert_int_equal(f.n, WIRE_CHUNK_BYTES);
            got += f.n;
            wire_drop(&b, &f);
        }
    }
    assert_int_equal(got, sent);
    free(big);
    wire_done(&a);
    wire_done(&b);
}

static void test_wire__last_frames_are_read_after_the_other_side_has_gone(void **state)
{
    (void)state;
    struct wire a, b;
    struct frame f;
    wire_pair(&a, &b);
    protocol_put_exit(&a.out, 3, "done");
    wire_flush(&a);
    wire_done(&a);
    frame_put(&b.out, DOOR_INPUT, "x", 1);
    wire_flush(&b);
    assert_true(b.out_closed);
    wire_fill(&b);
    assert_int_equal(wire_peek(&b, &f), 1);
    assert_int_equal(f.kind, DESK_EXIT);
    wire_drop(&b, &f);
    wire_fill(&b);
    assert_true(b.closed);
    wire_done(&b);
}

static void test_wire__a_frame_against_the_rules_closes_it(void **state)
{
    (void)state;
    const char *const bad[] = {"\0\0\0\0\1x", "\1\xff\xff\xff\xff"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct wire a, b;
        struct frame f;
        wire_pair(&a, &b);
        assert_int_equal(write(a.fd, bad[i], 5), 5);
        wire_fill(&b);
        assert_int_equal(wire_peek(&b, &f), 0);
        assert_true(b.closed);
        wire_done(&a);
        wire_done(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_protocol__a_start_survives_the_wire),
        cmocka_unit_test(test_protocol__a_door_cannot_smuggle),
        cmocka_unit_test(test_protocol__names_and_sizes),
        cmocka_unit_test(test_protocol__an_exit_reason_is_cut_not_refused),
        cmocka_unit_test(test_wire__carries_frames_and_never_blocks),
        cmocka_unit_test(test_wire__last_frames_are_read_after_the_other_side_has_gone),
        cmocka_unit_test(test_wire__a_frame_against_the_rules_closes_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
