#include "tests/support/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/buf.h"
#include "core/base/charset.h"
#include "tui/serve/settings_value.h"

struct read_case {
    struct settings s;
    struct settings_report report;
    struct err e;
    int rc;
};

static struct read_case *given(const char *text)
{
    struct read_case *c = xcalloc(1, sizeof *c);
    settings_init(&c->s);
    c->rc = settings_read(&c->s, "/etc/office/shinsa.conf", text, strlen(text), &c->report, &c->e);
    return c;
}

static void done(struct read_case *c)
{
    settings_done(&c->s);
    free(c);
}

static void expect_problem(const char *text, int line, int column, const char *msg, const char *arg0)
{
    struct read_case *c = given(text);
    assert_int_equal(c->rc, E_INPUT);
    assert_string_equal(c->e.msg, "settings.wrong");
    assert_int_equal(c->report.n, 1);
    assert_string_equal(c->report.at[0].err.msg, msg);
    assert_string_equal(c->report.at[0].err.arg[0], arg0);
    assert_int_equal(c->report.at[0].line, line);
    assert_int_equal(c->report.at[0].column, column);
    done(c);
}

static void test_settings__nothing_said_is_the_server_s_own_choice(void **state)
{
    (void)state;
    struct read_case *c = given("# nothing\n\n   \n");
    assert_ok(c->rc, &c->e);
    struct serve_options o = serve_defaults(), *s = &c->s.serve;
    assert_int_equal(s->seats_all, o.seats_all);
    assert_int_equal(s->seats_user, o.seats_user);
    assert_int_equal(s->tries, o.tries);
    assert_int_equal(s->grace_ms, o.grace_ms);
    assert_int_equal(s->silence_ms, o.silence_ms);
    assert_int_equal(s->silences, o.silences);
    assert_int_equal(s->idle_lock_ms, o.idle_lock_ms);
    assert_int_equal(s->idle_warn_ms, o.idle_warn_ms);
    assert_int_equal(s->idle_end_ms, o.idle_end_ms);
    assert_int_equal(s->seat_end_ms, o.seat_end_ms);
    assert_int_equal(s->park_ms, o.park_ms);
    assert_int_equal(s->active_ms, o.active_ms);
    assert_int_equal(s->input_max, o.input_max);
    assert_memory_equal(&s->limits, &o.limits, sizeof o.limits);
    assert_int_equal(s->listen_n, 1);
    assert_int_equal(s->listen[0].port, 2222);
    assert_int_equal(c->s.encodings, (1U << CHARSET_COUNT) - 1);
    assert_string_equal(c->s.office, "shinsa");
    done(c);
}

static void test_settings__each_kind_is_read(void **state)
{
    (void)state;
    struct read_case *c = given("store = office.db\n  schemes=/srv/schemes # here\nlisten = [::]:22 10.0.0.1:2022\r\n"
                                "office = 第一認証 事務局\nseats = 40\nidle_lock = 5m\nidle_end = off\npenalty = 30s\n"
                                "input = 64M\nexempt = 192.0.2.0/24\t2001:db8::/64\nencodings = cp932\nlog = warn");
    assert_ok(c->rc, &c->e);
    assert_string_equal(c->s.store, "/etc/office/office.db");
    assert_string_equal(c->s.schemes, "/srv/schemes");
    assert_int_equal(c->s.serve.listen_n, 2);
    assert_int_equal(c->s.serve.listen[1].port, 2022);
    assert_int_equal(c->s.serve.seats_all, 40);
    assert_int_equal(c->s.serve.idle_lock_ms, 300000);
    assert_int_equal(c->s.serve.idle_end_ms, 0);
    assert_int_equal(c->s.serve.limits.refuse_at_seconds, 30);
    assert_int_equal(c->s.serve.input_max, 64 << 20);
    assert_int_equal(c->s.serve.limits.exempt_n, 2);
    assert_int_equal(c->s.encodings, 1U << CHARSET_CP932);
    assert_int_equal(c->s.log, LOG_WARN);
    done(c);
}

static void test_settings__a_mistake_says_where_and_what(void **state)
{
    (void)state;
    expect_problem("\n  idel_lock = 5m\n", 2, 3, "settings.unknown-near", "idel_lock");
    expect_problem("colour = red", 1, 1, "settings.unknown", "colour");
    expect_problem("seats 40", 1, 1, "settings.no-equals", "");
    expect_problem("seats = many", 1, 9, "settings.range", "many");
    expect_problem("seats = 0", 1, 9, "settings.range", "0");
    expect_problem("grace = 30", 1, 9, "settings.duration", "30");
    expect_problem("grace = off", 1, 9, "settings.range", "off");
    expect_problem("grace = 99999999999999999999d", 1, 9, "settings.duration", "99999999999999999999d");
    expect_problem("input = 3G", 1, 9, "settings.range", "3G");
    expect_problem("listen = 127.0.0.1:2222 nowhere", 1, 25, "serve.listen-syntax", "nowhere");
    expect_problem("exempt = 192.0.2.0/33", 1, 10, "serve.block-syntax", "192.0.2.0/33");
    expect_problem("encodings = utf-8 latin1", 1, 19, "settings.choice", "latin1");
    expect_problem("log = loud", 1, 7, "settings.choice", "loud");
    expect_problem("listen = ", 1, 9, "settings.empty", "listen");
    expect_problem("office = \xff", 1, 1, "settings.not-text", "");
    expect_problem("tries = 3\ntries = 4", 2, 1, "settings.twice", "tries");
    expect_problem("idle_end = 10m\nidle_lock = 20m", 2, 1, "settings.order", "idle_lock");
    expect_problem("seats = 2", 1, 1, "settings.order", "seats_user");
}

static void test_settings__all_mistakes_are_told_at_once_up_to_a_number(void **state)
{
    (void)state;
    struct read_case *c = given("a = 1\nb = 2\nseats = x\n");
    assert_int_equal(c->report.n, 3);
    assert_int_equal(c->report.at[2].line, 3);
    assert_string_equal(c->e.arg[1], "3");
    done(c);
    AUTO(buf) struct buf many = BUF(1024);
    for (int i = 0; i < 30; i++)
        buf_add_str(&many, "x\n");
    c = given(buf_str(&many));
    assert_int_equal(c->report.n, SETTINGS_PROBLEMS_MAX);
    assert_int_equal(c->report.dropped, 30 - SETTINGS_PROBLEMS_MAX);
    done(c);
}

static void test_settings__lists_have_a_most(void **state)
{
    (void)state;
    expect_problem("listen = 1 2 3 4 5 6 7 8 9", 1, 26, "settings.many", "8");
}

static int load(const char *path, mode_t mode, struct err *e)
{
    struct settings s;
    struct settings_report report;
    settings_init(&s);
    if (mode)
        assert_int_equal(chmod(path, mode), 0);
    int rc = settings_load(&s, path, &report, e);
    settings_done(&s);
    return rc;
}

static void test_settings__a_file_that_everybody_may_write_is_not_read(void **state)
{
    (void)state;
    char path[] = "/tmp/shinsa-settings-XXXXXX";
    struct err e = {0};
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, "seats = 9\n", 10) == 10);
    assert_ok(load(path, 0640, &e), &e);
    assert_int_equal(load(path, 0646, &e), E_DENIED);
    assert_string_equal(e.msg, "settings.open-to-others");
    assert_int_equal(ftruncate(fd, SETTINGS_BYTES_MAX + 1), 0);
    assert_int_equal(load(path, 0600, &e), E_LIMIT);
    close(fd);
    unlink(path);
    assert_int_equal(load(path, 0, &e), E_NOTFOUND);
    assert_int_equal(load("/tmp", 0, &e), E_DENIED);
}

static void test_settings__the_sample_is_sound(void **state)
{
    (void)state;
    char path[4096];
    struct err e = {0};
    snprintf(path, sizeof path, "%s/contrib/shinsa.conf", getenv("SRCDIR"));
    assert_ok(load(path, 0, &e), &e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_settings__nothing_said_is_the_server_s_own_choice),
        cmocka_unit_test(test_settings__each_kind_is_read),
        cmocka_unit_test(test_settings__a_mistake_says_where_and_what),
        cmocka_unit_test(test_settings__all_mistakes_are_told_at_once_up_to_a_number),
        cmocka_unit_test(test_settings__lists_have_a_most),
        cmocka_unit_test(test_settings__a_file_that_everybody_may_write_is_not_read),
        cmocka_unit_test(test_settings__the_sample_is_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
