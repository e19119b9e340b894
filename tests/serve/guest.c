/* People at their screens, each a scenario: `guest NAME` ends with 0 if the server did what it should. Environment as in
 * client.h; also SERVE_PID (of the hub), SERVE_USERS (the list of users). */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/base/str.h"
#include "tests/serve/client.h"

static bool start_shell(struct client *c)
{
    return ssh_channel_request_shell(c->channel) == SSH_OK || client_fail("shell: %s", ssh_get_error(c->session));
}

static bool quit(struct client *c)
{
    return client_send(c, "q") && client_expect_end(c) &&
           (ssh_channel_get_exit_status(c->channel) == 0 || client_fail("the exit status is not 0"));
}

static bool size_shown(int cols, int rows, const char *shown)
{
    struct client c;
    bool ok = client_screen(&c, cols, rows) && client_expect(&c, "hello sato term=xterm") && client_expect(&c, shown) &&
              quit(&c);
    client_done(&c);
    return ok;
}

static bool sizes(void)
{
    return size_shown(100, 30, "size 100x30\r\n") && size_shown(0, 0, "size 80x24\r\n") &&
           size_shown(65535, 65535, "size 500x200\r\n") && size_shown(1, 1, "size 20x5\r\n");
}

/* The last size before the screens start is the one they start with. */
static bool resize_before_shell(void)
{
    struct client c;
    bool ok = client_open(&c) && ssh_channel_request_pty_size(c.channel, "vt100", 80, 24) == SSH_OK;
    for (int i = 1; ok && i <= 50; i++)
        ok = ssh_channel_change_pty_size(c.channel, 80 + i, 24) == SSH_OK;
    ok = ok && start_shell(&c) && client_expect(&c, "size 130x24\r\n") && quit(&c);
    client_done(&c);
    return ok;
}

/* A thousand sizes: the last one arrives, most of the others need not. */
static bool resize_storm(void)
{
    struct client c;
    bool ok = client_screen(&c, 80, 24);
    for (int i = 0; ok && i < 1000; i++)
        ok = ssh_channel_change_pty_size(c.channel, 100 + i % 100, 24 + i % 50) == SSH_OK;
    ok = ok && ssh_channel_change_pty_size(c.channel, 65535, 0) == SSH_OK && client_expect(&c, "size 500x24\r\n");
    int shown = 0;
    for (const char *at = buf_str(&c.text); (at = strstr(at, "size ")); at++)
        shown++;
    if (ok && shown > 100)
        ok = client_fail("%d sizes reached the screen", shown);
    ok = ok && quit(&c);
    client_done(&c);
    return ok;
}

/* What TERM says must not reach a file name. */
static bool odd_terminal(void)
{
    struct client c;
    bool ok = client_open(&c) && ssh_channel_request_pty_size(c.channel, "../../etc/passwd", 80, 24) == SSH_OK &&
              start_shell(&c) && client_expect(&c, "term=xterm client=") && quit(&c);
    client_done(&c);
    return ok;
}

static bool env_flood(void)
{
    struct client c;
    char name[32], wide[300];
    int taken = 0;
    memset(wide, 'w', 257);
    wide[257] = '\0';
    bool ok = client_open(&c);
    if (ok && (ssh_channel_request_env(c.channel, "LD_PRELOAD", "x") == SSH_OK ||
               ssh_channel_request_env(c.channel, "SHINSA_WIDE", wide) == SSH_OK ||
               ssh_channel_request_env(c.channel, "LANG", "\x1b[2J") == SSH_OK))
        ok = client_fail("a variable was taken that should not be");
    for (int i = 0; ok && i < 100; i++) {
        snprintf(name, sizeof name, "SHINSA_N%d", i);
        taken += ssh_channel_request_env(c.channel, name, "1") == SSH_OK;
    }
    if (ok && taken != 16)
        ok = client_fail("%d variables were taken", taken);
    ok = ok && ssh_channel_request_pty_size(c.channel, "xterm", 80, 24) == SSH_OK && start_shell(&c) &&
         client_expect(&c, "env SHINSA_N15=1\r\nsize") && quit(&c);
    client_done(&c);
    return ok;
}

/* 漢 in two packets, and in the middle of a burst. */
static bool split_kanji(void)
{
    struct client c;
    bool ok = client_screen(&c, 80, 24) && client_expect(&c, "size") && client_send(&c, "\xe6") &&
              client_expect(&c, "keys e6\r\n") && client_send(&c, "\xbc\xa2") && client_expect(&c, "keys bca2\r\n") &&
              client_send(&c, "a\xe6\xbc\xa2z") && client_expect(&c, "keys 61e6bca27a\r\n") && quit(&c);
    client_done(&c);
    return ok;
}

/* One terminal or one verb, one channel, and none of the rest. */
static bool refusals(void)
{
    struct client c;
    bool ok = client_screen(&c, 80, 24) && client_expect(&c, "size");
    if (ok && (ssh_channel_request_shell(c.channel) == SSH_OK || ssh_channel_request_exec(c.channel, "args") == SSH_OK ||
               ssh_channel_request_pty(c.channel) == SSH_OK || ssh_channel_request_sftp(c.channel) == SSH_OK ||
               ssh_channel_request_x11(c.channel, 0, NULL, NULL, 0) == SSH_OK))
        ok = client_fail("a second request was granted");
    ssh_channel second = ssh_channel_new(c.session);
    if (ok && ssh_channel_open_session(second) == SSH_OK)
        ok = client_fail("a second channel was opened");
    ssh_channel forward = ssh_channel_new(c.session);
    if (ok && ssh_channel_open_forward(forward, "127.0.0.1", 22, "127.0.0.1", 1) == SSH_OK)
        ok = client_fail("a connection was forwarded");
    if (ok && ssh_channel_listen_forward(c.session, NULL, 0, NULL) == SSH_OK)
        ok = client_fail("a port was opened");
    ok = ok && client_send(&c, "still here") && client_expect(&c, "keys 7374696c6c2068657265") && quit(&c);
    client_done(&c);
    return ok;
}

static long memory_kib(const char *pid_text)
{
    char path[64], line[128];
    long kib = 0;
    snprintf(path, sizeof path, "/proc/%.16s/status", pid_text);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        if (str_starts(line, "VmRSS:"))
            kib = strtol(line + 6, NULL, 10);
    if (f)
        fclose(f);
    return kib;
}

/* Memory of the largest process that the hub has started. */
static long largest_child_kib(void)
{
    char command[128], pid[32];
    long most = 0;
    snprintf(command, sizeof command, "/proc/%s/task/%s/children", getenv("SERVE_PID"), getenv("SERVE_PID"));
    FILE *f = fopen(command, "r");
    int n = 0;
    for (int c = 0; f && c != EOF;) {
        c = fgetc(f);
        if (c != ' ' && c != EOF && n < 20) {
            pid[n++] = (char)c;
        } else if (n) {
            pid[n] = '\0';
            n = 0;
            long kib = memory_kib(pid);
            most = kib > most ? kib : most;
        }
    }
    if (f)
        fclose(f);
    return most;
}

/* Asks for four megabytes of screens and reads none of it until somebody else has come and gone. */
static bool stalled_reader(void)
{
    struct client c, other;
    bool ok = client_screen(&c, 80, 24) && client_expect(&c, "size") && client_send(&c, "F");
    ok = ok && client_screen(&other, 80, 24) && client_expect(&other, "size") && client_send(&other, "x") &&
         client_expect(&other, "keys 78") && quit(&other);
    client_done(&other);
    long kib = largest_child_kib();
    if (ok && kib > 40 * 1024)
        ok = client_fail("a stalled client holds %ld KiB", kib);
    ok = ok && client_expect(&c, "flood done\r\n");
    size_t n = 0;
    for (size_t i = 0; ok && i < c.text.n; i++)
        n += c.text.p[i] == 'x';
    if (ok && n < 4000000)
        ok = client_fail("only %zu bytes came", n);
    ok = ok && quit(&c);
    client_done(&c);
    return ok;
}

/* Stops answering; the server must notice by its own count and hang up. */
static bool dead_peer(void)
{
    struct client c;
    AUTO(buf) struct buf got = BUF(1024 * 1024);
    bool ok = client_screen(&c, 80, 24) && client_expect(&c, "size") &&
              client_tcp_end(ssh_get_fd(c.session), CLIENT_WAIT_MS, &got);
    client_done(&c);
    return ok;
}

/* Answers when asked, types nothing: stays through many silences. */
static bool quiet_peer(void)
{
    struct client c;
    bool ok = client_screen(&c, 80, 24) && client_expect(&c, "size");
    for (int heard = 0; ok && heard < 5; heard++) {
        struct pollfd p = {.fd = ssh_get_fd(c.session), .events = POLLIN};
        ok = poll(&p, 1, CLIENT_WAIT_MS) == 1 && ssh_channel_poll(c.channel, 0) == 0;
    }
    ok = ok && client_send(&c, "x") && client_expect(&c, "keys 78") && quit(&c);
    client_done(&c);
    return ok;
}

static bool crashing_desk(void)
{
    struct client c;
    bool ok = client_screen(&c, 80, 24) && client_expect(&c, "size") && client_send(&c, "A") && client_expect_end(&c);
    if (ok && !strstr(ssh_get_error(c.session), "seat's process has ended"))
        ok = client_fail("the reason was: %s", ssh_get_error(c.session));
    client_done(&c);
    return ok;
}

static bool ended_by_office(const char *says)
{
    struct client c;
    bool ok = client_open(&c) && ssh_channel_request_env(c.channel, "SHINSA_LANG", "en") == SSH_OK &&
              ssh_channel_request_pty_size(c.channel, "xterm", 80, 24) == SSH_OK && start_shell(&c) &&
              client_expect(&c, "size") && client_expect(&c, says) && client_expect_end(&c);
    client_done(&c);
    return ok;
}

static bool idle(void)
{
    return ended_by_office("nothing was typed");
}

static bool over(void)
{
    return ended_by_office("for as long as it may");
}

/* The user is struck from the list while at the screen. */
static bool revoked(void)
{
    struct client c;
    bool ok = client_open(&c) && ssh_channel_request_env(c.channel, "SHINSA_LANG", "en") == SSH_OK &&
              ssh_channel_request_pty_size(c.channel, "xterm", 80, 24) == SSH_OK && start_shell(&c) &&
              client_expect(&c, "size");
    ok = ok && truncate(getenv("SERVE_USERS"), 0) == 0 && client_expect(&c, "may no longer log in") && client_expect_end(&c);
    client_done(&c);
    return ok;
}

static bool seats(void)
{
    struct client one, two, three;
    bool ok = client_screen(&one, 80, 24) && client_expect(&one, "size") && client_screen(&two, 80, 24) &&
              client_expect(&two, "size");
    ok = ok && client_open(&three) && ssh_channel_request_env(three.channel, "LANG", "en_US.UTF-8") == SSH_OK &&
         ssh_channel_request_pty_size(three.channel, "xterm", 80, 24) == SSH_OK && start_shell(&three) &&
         client_expect(&three, "All seats of sato are taken") && client_expect_end(&three);
    client_done(&three);
    ok = ok && quit(&one);
    client_done(&one);
    client_done(&two);
    return ok;
}

/* The first signal to stop is told and changes nothing else; the second ends the seat. */
static bool stop(void)
{
    struct client c, late;
    pid_t hub = (pid_t)strtol(getenv("SERVE_PID"), NULL, 10);
    bool ok = client_open(&c) && ssh_channel_request_env(c.channel, "LANG", "en") == SSH_OK &&
              ssh_channel_request_pty_size(c.channel, "xterm", 80, 24) == SSH_OK && start_shell(&c) &&
              client_expect(&c, "size") && kill(hub, SIGTERM) == 0 && client_expect(&c, "draining\r\n");
    if (ok && client_connect(&late, "sato"))
        ok = client_fail("somebody was let in after the signal to stop");
    client_done(&late);
    ok = ok && client_send(&c, "x") && client_expect(&c, "keys 78") && kill(hub, SIGTERM) == 0 &&
         client_expect(&c, "The server is stopping") && client_expect_end(&c);
    client_done(&c);
    return ok;
}

/* What a terminal answers that draws ambiguous characters in one column. */
#define TERMINAL_ANSWERS "\x1b[2;2R\x1b[2;2R\x1b[?62;c"

/* The real loop on the form of the demonstration: it asks for the widths, paints, takes a kanji in two packets, a new size,
 * and leaves the terminal as it was when the server stops. */
static bool screens(void)
{
    struct client c;
    pid_t hub = (pid_t)strtol(getenv("SERVE_PID"), NULL, 10);
    bool ok = client_open(&c) && ssh_channel_request_env(c.channel, "LANG", "en") == SSH_OK &&
              ssh_channel_request_pty_size(c.channel, "xterm-256color", 80, 24) == SSH_OK && start_shell(&c) &&
              client_expect(&c, "\x1b[c") && client_send(&c, TERMINAL_ANSWERS) && client_expect(&c, "問合せ") &&
              client_expect(&c, "備考");
    ok = ok && client_send(&c, "\x05\xe9") && client_send(&c, "\xab\x99") && client_expect(&c, "髙");
    ok = ok && ssh_channel_change_pty_size(c.channel, 120, 40) == SSH_OK && client_expect(&c, "問合せ");
    ok = ok && kill(hub, SIGTERM) == 0 && kill(hub, SIGINT) == 0 && client_expect(&c, "\x1b[?1049l") &&
         client_expect(&c, "The server is stopping") && client_expect_end(&c);
    client_done(&c);
    return ok;
}

static bool form_shown(struct client *c)
{
    return client_expect(c, "\x1b[c") && client_send(c, TERMINAL_ANSWERS) && client_expect(c, "問合せ");
}

/* Types into a field, and the line is lost: nothing is closed in order. */
static bool leave(void)
{
    struct client c;
    bool ok = client_screen(&c, 80, 24) && form_shown(&c) && client_send(&c, "\x05髙﨑") && client_expect(&c, "髙﨑");
    ok = shutdown(ssh_get_fd(c.session), SHUT_RDWR) == 0 && ok;
    client_done(&c);
    return ok;
}

/* Types, waits for the warning, then for the locked seat. */
static bool type_and_wait(struct client *c)
{
    return client_screen(c, 80, 24) && form_shown(c) && client_send(c, "\x05髙﨑") && client_expect(c, "髙﨑") &&
           client_expect(c, "間もなく席を隠します") && client_expect(c, "席を隠しています");
}

/* Without a code: the person ends the line, and is told that the seat waits. */
static bool locked_by_line(void)
{
    struct client c;
    bool ok = type_and_wait(&c) && client_expect(&c, "つなぎ直す") && client_send(&c, "x\r") &&
              client_expect(&c, "続きから始まります") && client_expect_end(&c);
    client_done(&c);
    return ok;
}

static bool locked_by_code(void)
{
    struct client c;
    bool ok = type_and_wait(&c) && client_expect(&c, "認証アプリ") && client_send(&c, "000000\r") &&
              client_expect(&c, "番号が違います") && client_send(&c, "123456\r") && client_expect(&c, "髙知情報基盤髙﨑") &&
              client_send(&c, "𠮷") && client_expect(&c, "𠮷");
    client_done(&c);
    return ok;
}

/* Five wrong codes end the line. */
static bool locked_guessing(void)
{
    struct client c;
    bool ok = type_and_wait(&c);
    for (int i = 1; ok && i < 5; i++)
        ok = client_send(&c, "000000\r");
    ok = ok && client_expect(&c, "番号が違います") && client_send(&c, "000000\r") && client_expect(&c, "続きから始まります") &&
         client_expect_end(&c);
    client_done(&c);
    return ok;
}

/* Nobody types at all: the line ends and the seat waits. */
static bool rests(void)
{
    struct client c;
    bool ok = client_screen(&c, 80, 24) && form_shown(&c) && client_send(&c, "\x05髙﨑") && client_expect(&c, "髙﨑") &&
              client_expect(&c, "間もなく接続を切ります") && client_expect(&c, "続きから始まります") && client_expect_end(&c);
    client_done(&c);
    return ok;
}

/* Another line, of another size: the same form with what was typed; keys sent with the first packet are not lost. */
static bool come_back(void)
{
    struct client c;
    bool ok = client_screen(&c, 100, 30) && form_shown(&c) && client_expect(&c, "髙知情報基盤髙﨑") &&
              client_send(&c, "𠮷") && client_expect(&c, "𠮷");
    client_done(&c);
    return ok;
}

/* The terminal answers no question: the screens come all the same. */
static bool mute_terminal(void)
{
    struct client c;
    bool ok = client_screen(&c, 80, 24) && client_expect(&c, "\x1b[c") && client_expect(&c, "問合せ");
    client_done(&c);
    return ok;
}

static const struct scenario scenarios[] = {
    {"sizes", sizes},
    {"resize-before-shell", resize_before_shell},
    {"resize-storm", resize_storm},
    {"odd-terminal", odd_terminal},
    {"env-flood", env_flood},
    {"split-kanji", split_kanji},
    {"refusals", refusals},
    {"stalled-reader", stalled_reader},
    {"dead-peer", dead_peer},
    {"quiet-peer", quiet_peer},
    {"crashing-desk", crashing_desk},
    {"idle", idle},
    {"over", over},
    {"revoked", revoked},
    {"seats", seats},
    {"stop", stop},
    {"screens", screens},
    {"leave", leave},
    {"come-back", come_back},
    {"locked-by-line", locked_by_line},
    {"locked-by-code", locked_by_code},
    {"locked-guessing", locked_guessing},
    {"rests", rests},
    {"mute-terminal", mute_terminal},
};

int main(int argc, char **argv)
{
    return client_main(argc, argv, scenarios, COUNT_OF(scenarios));
}
