/* A desk against doors that lie: the test is the door. */
#include "tests/support/unit.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/str.h"
#include "tui/serve/hub_wire.h"
#include "tui/serve/sandbox.h"
#include "tui/serve/seat.h"

enum { WAIT_MS = 5000 };

/* An office of two: sato needs a key, mori a key and a code. */
static int office_open(void *arg, struct desk *d, struct err *e)
{
    (void)arg, (void)d, (void)e;
    return 0;
}

static int office_key_known(struct desk *d, const char *user, const char *type, const char *blob, bool *known_r,
                            struct err *e)
{
    (void)d, (void)e;
    *known_r = str_eq(type, "ssh-ed25519") && ((str_eq(user, "sato") && str_eq(blob, "AAAAsato")) ||
                                               (str_eq(user, "mori") && str_eq(blob, "AAAAmori")));
    return 0;
}

static int office_login(struct desk *d, const struct desk_login *login, enum desk_answer *answer_r, struct err *e)
{
    (void)d, (void)e;
    *answer_r = str_eq(login->user, "mori") ? ANSWER_CODE_NEEDED : ANSWER_YES;
    return 0;
}

static int office_check_code(struct desk *d, const char *code, bool *right_r, struct err *e)
{
    (void)d, (void)e;
    *right_r = str_eq(code, "123456");
    return 0;
}

static int office_run_ui(struct desk *d, struct line *line, const struct desk_hello *hello, struct err *e)
{
    (void)hello;
    return line->ops->send(line, d->user, strlen(d->user), e);
}

static void office_run_verb(struct desk *d, int argc, char **argv, const struct desk_io *io, int *exit_status_r)
{
    struct err e;
    (void)d, (void)argc;
    *exit_status_r = io->write(io->arg, argv[0], strlen(argv[0]), &e) == 0 ? 5 : 6;
}

static void office_close(struct desk *d)
{
    (void)d;
}

static const struct desk_ops office = {
    .open = office_open, .key_known = office_key_known, .login = office_login, .check_code = office_check_code,
    .run_ui = office_run_ui, .run_verb = office_run_verb, .close = office_close,
};

static struct wire door;
static int hub_fd;
static pid_t desk_pid;

static int set_up(void **state)
{
    int wire[2], word[2];
    struct sandbox sandbox;
    struct err e = {0};
    (void)state;
    assert_ok(sandbox_prepare(SANDBOX_DESK, &sandbox, &e), &e);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, wire), 0);
    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, word), 0);
    desk_pid = fork();
    if (desk_pid == 0) {
        close(wire[0]);
        close(word[0]);
        struct desk_setup setup = {.ops = &office, .sandbox = &sandbox, .door_fd = wire[1], .hub_fd = word[1], .seat = 1,
                                   .tries = 6, .active_ms = 1000, .input_max = 1000};
        desk_main(&setup);
    }
    close(wire[1]);
    close(word[1]);
    hub_fd = word[0];
    wire_init(&door, wire[0]);
    sandbox_done(&sandbox);
    return 0;
}

static int tear_down(void **state)
{
    int status;
    (void)state;
    wire_done(&door);
    if (hub_fd >= 0)
        close(hub_fd);
    if (waitpid(desk_pid, &status, 0) != desk_pid)
        return -1;
    return WIFEXITED(status) ? 0 : -1;
}

/* The next frame's kind; 0 when the desk has ended. The frame stays at the front. */
static int next_kind(struct frame *f)
{
    while (!wire_peek(&door, f)) {
        if (door.closed)
            return 0;
        assert_true(wire_wait(&door, WAIT_MS));
    }
    return f->kind;
}

static uint32_t answer(void)
{
    struct frame f;
    uint32_t value;
    wire_flush(&door);
    assert_int_equal(next_kind(&f), DESK_ANSWER);
    assert_true(protocol_get_u32(&f, &value));
    wire_drop(&door, &f);
    return value;
}

static void assert_desk_ended(void)
{
    struct frame f;
    wire_flush(&door);
    assert_int_equal(next_kind(&f), 0);
}

static void put_claim(uint8_t kind, const char *user, const char *blob)
{
    struct key_claim claim = {.type = "ssh-ed25519"};
    str_copy_cut(claim.user, sizeof claim.user, user);
    str_copy_cut(claim.blob, sizeof claim.blob, blob);
    protocol_put_claim(&door.out, kind, &claim);
}

static void put_start(const char *command)
{
    struct start start = {.terminal = !command, .is_command = command, .cols = command ? 0 : 80, .rows = command ? 0 : 24};
    str_copy_cut(start.term, sizeof start.term, command ? "" : "xterm");
    str_copy_cut(start.command, sizeof start.command, command ? command : "");
    protocol_put_start(&door.out, &start);
}

/* The hub's part of a login. */
static void give_seat(enum hub_word_kind kind)
{
    struct hub_word word;
    do
        assert_int_equal(hub_word_receive(hub_fd, true, &word), 1);
    while (word.kind == HUB_FAILED);
    assert_int_equal(word.kind, HUB_TAKE);
    word.kind = (uint8_t)kind;
    assert_true(hub_word_send(hub_fd, &word));
}

static void log_in_sato(void)
{
    put_claim(DOOR_PROVED, "sato", "AAAAsato");
    wire_flush(&door);
    give_seat(HUB_GIVEN);
    assert_int_equal(answer(), ANSWER_YES);
}

static void assert_output(uint8_t kind, const char *text)
{
    struct frame f;
    assert_int_equal(next_kind(&f), kind);
    assert_int_equal(f.n, strlen(text));
    assert_memory_equal(f.p, text, f.n);
    wire_drop(&door, &f);
}

static void assert_exit(uint32_t wanted, const char *wanted_reason)
{
    struct frame f;
    uint32_t status;
    char reason[REASON_BYTES];
    assert_int_equal(next_kind(&f), DESK_EXIT);
    assert_true(protocol_get_exit(&f, &status, reason));
    assert_int_equal(status, wanted);
    assert_string_equal(reason, wanted_reason);
    wire_drop(&door, &f);
}

static void test_desk__nothing_starts_before_a_login(void **state)
{
    (void)state;
    put_start(NULL);
    assert_desk_ended();
}

static void test_desk__a_question_is_no_proof(void **state)
{
    (void)state;
    put_claim(DOOR_ASK_KEY, "sato", "AAAAsato");
    assert_int_equal(answer(), ANSWER_YES);
    put_start("whoami");
    assert_desk_ended();
}

static void test_desk__the_proved_key_counts_not_the_asked_one(void **state)
{
    (void)state;
    put_claim(DOOR_ASK_KEY, "sato", "AAAAsato");
    assert_int_equal(answer(), ANSWER_YES);
    put_claim(DOOR_PROVED, "sato", "AAAAmori");
    assert_int_equal(answer(), ANSWER_NO);
    put_claim(DOOR_PROVED, "Sato; --", "AAAAsato");
    assert_int_equal(answer(), ANSWER_NO);
    put_start("whoami");
    assert_desk_ended();
}

static void test_desk__a_code_counts_only_behind_its_key(void **state)
{
    (void)state;
    frame_put(&door.out, DOOR_CODE, "123456", 6);
    assert_int_equal(answer(), ANSWER_NO);
    put_claim(DOOR_PROVED, "mori", "AAAAmori");
    assert_int_equal(answer(), ANSWER_CODE_NEEDED);
    put_claim(DOOR_PROVED, "mori", "AAAAsato"); /* a failed proof takes the first one back */
    assert_int_equal(answer(), ANSWER_NO);
    frame_put(&door.out, DOOR_CODE, "123456", 6);
    assert_int_equal(answer(), ANSWER_NO);
    put_claim(DOOR_PROVED, "mori", "AAAAmori");
    assert_int_equal(answer(), ANSWER_CODE_NEEDED);
    frame_put(&door.out, DOOR_CODE, "123456", 6);
    wire_flush(&door);
    give_seat(HUB_GIVEN);
    assert_int_equal(answer(), ANSWER_YES);
}

static void test_desk__tries_have_an_end(void **state)
{
    (void)state;
    for (int i = 0; i < 6; i++) {
        put_claim(DOOR_ASK_KEY, "sato", "AAAAother");
        assert_int_equal(answer(), ANSWER_NO);
    }
    put_claim(DOOR_PROVED, "sato", "AAAAsato");
    assert_desk_ended();
}

static void test_desk__a_login_is_once(void **state)
{
    (void)state;
    log_in_sato();
    put_claim(DOOR_PROVED, "mori", "AAAAmori");
    assert_desk_ended();
}

static void test_desk__frames_of_the_desk_itself_are_refused(void **state)
{
    (void)state;
    protocol_put_u32(&door.out, DESK_ANSWER, ANSWER_YES);
    assert_desk_ended();
}

static void test_desk__a_cut_claim_is_refused(void **state)
{
    (void)state;
    frame_put(&door.out, DOOR_PROVED, "\0\0\0\4sato", 8);
    assert_desk_ended();
}

static void test_desk__runs_a_verb_and_tells_its_status(void **state)
{
    (void)state;
    log_in_sato();
    put_start("'count me' x");
    wire_flush(&door);
    assert_output(DESK_OUTPUT, "count me");
    assert_exit(5, "");
    assert_desk_ended();
}

static void test_desk__runs_the_screens_of_who_has_logged_in(void **state)
{
    (void)state;
    log_in_sato();
    put_start(NULL);
    wire_flush(&door);
    assert_output(DESK_OUTPUT, "sato");
    assert_exit(0, "");
}

static void test_desk__a_full_office_lets_in_only_to_say_so(void **state)
{
    struct frame f;
    (void)state;
    put_claim(DOOR_PROVED, "sato", "AAAAsato");
    wire_flush(&door);
    give_seat(HUB_FULL);
    assert_int_equal(answer(), ANSWER_YES);
    put_start("whoami");
    wire_flush(&door);
    assert_int_equal(next_kind(&f), DESK_ERROR);
    wire_drop(&door, &f);
    assert_exit(4, "All seats of sato are taken; end one and connect again");
}

static void test_desk__outlives_its_hub(void **state)
{
    (void)state;
    close(hub_fd);
    hub_fd = -1;
    put_claim(DOOR_PROVED, "sato", "AAAAsato");
    assert_int_equal(answer(), ANSWER_YES);
    put_start("here");
    wire_flush(&door);
    assert_output(DESK_OUTPUT, "here");
    assert_exit(5, "");
}

#define DESK_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(test_desk__nothing_starts_before_a_login),
        DESK_TEST(test_desk__a_question_is_no_proof),
        DESK_TEST(test_desk__the_proved_key_counts_not_the_asked_one),
        DESK_TEST(test_desk__a_code_counts_only_behind_its_key),
        DESK_TEST(test_desk__tries_have_an_end),
        DESK_TEST(test_desk__a_login_is_once),
        DESK_TEST(test_desk__frames_of_the_desk_itself_are_refused),
        DESK_TEST(test_desk__a_cut_claim_is_refused),
        DESK_TEST(test_desk__runs_a_verb_and_tells_its_status),
        DESK_TEST(test_desk__runs_the_screens_of_who_has_logged_in),
        DESK_TEST(test_desk__a_full_office_lets_in_only_to_say_so),
        DESK_TEST(test_desk__outlives_its_hub),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
