/* A person at a terminal: `typist SCRIPT COMMAND...` runs the command on a terminal of 80 columns and 24 rows, types what
 * the script says and looks at the screen as an emulated xterm shows it. The environment may ask for another terminal:
 * TYPIST_TERM, TYPIST_COLS, TYPIST_ROWS, TYPIST_AMBIGUOUS=2 for one that draws ambiguous characters in two columns.
 * A line of the script is one of
 *   type KEYS     in the notation of tui/key.h
 *   split TEXT    byte by byte, the next one only when the command has taken the one before
 *   paste N TEXT  the text N times in one paste, as a terminal marks one
 *   bytes HEX...  those bytes, whatever they are
 *   wait TEXT     until a row of the screen holds it; the screen is printed when it does not come. A ` … ` in it stands
 *                 for anything: `wait 請求 … 209,000`
 *   gone TEXT     until no row holds it
 *   code NAME     $NAME is now the code that an authenticator app makes of the secret on the screen
 *   show          prints the screen, once it is still
 *   end           until the command has ended, with status 0
 *   off           the same, whatever its status
 *   lose          kills the command, as a line that is lost
 * and $NAME stands for a variable of the environment. It never sleeps: it types on as soon as it sees what it waits for. */
#include "config.h" /* system extensions */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/app/factor_app.h"
#include "core/base/clock.h"
#include "core/base/str.h"
#include "tests/support/typing.h"
#include "tests/support/vt.h"

enum { WAIT_MS = 30000, STILL_MS = 300, LINE_BYTES_MAX = 4096, SCREEN_BYTES_MAX = VT_ROWS_MAX * (VT_COLS_MAX * 16 + 4) };

struct typist {
    struct vt vt;
    int fd;
    pid_t pid;
    bool ended;
    const char *script;
    int line;
};

static bool send_all(struct typist *t, const char *p, size_t n)
{
    while (n) {
        ssize_t done = write(t->fd, p, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        p += done;
        n -= (size_t)done;
    }
    return true;
}

/* Takes in what comes within ms; false once the command has closed its terminal. */
static bool look(struct typist *t, int ms)
{
    char bytes[4096];
    struct pollfd p = {.fd = t->fd, .events = POLLIN};
    if (poll(&p, 1, ms) <= 0)
        return true;
    ssize_t n = read(t->fd, bytes, sizeof bytes);
    if (n <= 0)
        return n < 0 && errno == EINTR;
    vt_feed(&t->vt, bytes, (size_t)n);
    bool sent = send_all(t, t->vt.answer, t->vt.answer_n);
    t->vt.answer_n = 0;
    t->vt.answer[0] = '\0';
    return sent;
}

static void look_until_still(struct typist *t)
{
    struct pollfd p = {.fd = t->fd, .events = POLLIN};
    while (poll(&p, 1, STILL_MS) > 0 && look(t, 0))
        ;
}

/* The pieces between ` … ` in their order. */
static bool row_holds(const char *row, const char *text)
{
    static const char anything[] = " … ";
    for (const char *end; row && (end = strstr(text, anything)); text = end + strlen(anything)) {
        char piece[LINE_BYTES_MAX];
        snprintf(piece, sizeof piece, "%.*s", (int)(end - text), text);
        row = strstr(row, piece);
        row = row ? row + strlen(piece) : NULL;
    }
    return row && strstr(row, text);
}

static bool holds(const struct typist *t, const char *text)
{
    AUTO(buf) struct buf row = BUF(SCREEN_BYTES_MAX);
    bool found = false;
    for (int y = 0; y < t->vt.rows && !found; y++) {
        buf_clear(&row);
        vt_row(&t->vt, y, &row);
        found = row_holds(buf_str(&row), text);
    }
    return found;
}

static void show(const struct typist *t)
{
    AUTO(buf) struct buf screen = BUF(SCREEN_BYTES_MAX);
    for (int y = 0; y < t->vt.rows; y++) {
        buf_add_str(&screen, "  |");
        vt_row(&t->vt, y, &screen);
        buf_add_char(&screen, '\n');
    }
    printf("%s", buf_str(&screen));
}

static bool fail(const struct typist *t, const char *what, const char *text)
{
    printf("%s:%d: %s '%s'; the screen:\n", t->script, t->line, what, text);
    show(t);
    return false;
}

static bool wait_for(struct typist *t, const char *text, bool there)
{
    int64_t until_ms = clock_monotonic_ms() + WAIT_MS;
    while (holds(t, text) != there) {
        int64_t left_ms = until_ms - clock_monotonic_ms();
        if (left_ms <= 0)
            return fail(t, there ? "did not come:" : "did not go:", text);
        if (!look(t, (int)left_ms))
            return fail(t, "the command ended, waiting for", text);
    }
    return true;
}

static bool type(struct typist *t, const char *keys)
{
    AUTO(buf) struct buf bytes = BUF(LINE_BYTES_MAX);
    struct err e = {0};
    if (typing_keys(keys, &bytes, &e))
        return fail(t, "no such key in", keys);
    return send_all(t, buf_str(&bytes), bytes.n) || fail(t, "the command ended, typing", keys);
}

static bool paste(struct typist *t, const char *words)
{
    char *text;
    long times = strtol(words, &text, 10);
    bool sent = send_all(t, "\033[200~", 6);
    for (; sent && times > 0; times--)
        sent = send_all(t, text + 1, strlen(text + 1)) && look(t, 0);
    return (sent && send_all(t, "\033[201~", 6)) || fail(t, "the command ended, pasting", words);
}

static bool send_bytes(struct typist *t, const char *hex)
{
    for (char *end; *hex; hex = end) {
        char byte = (char)strtoul(hex, &end, 16);
        if (end == hex)
            return fail(t, "no bytes:", hex);
        if (!send_all(t, &byte, 1))
            return fail(t, "the command ended, sending", hex);
    }
    return true;
}

/* What the command has not read yet of what was typed; -1 when it has closed its terminal. */
static int untaken(const struct typist *t)
{
    int n = -1, terminal = open(ptsname(t->fd), O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (terminal >= 0 && ioctl(terminal, FIONREAD, &n) != 0)
        n = -1;
    if (terminal >= 0)
        close(terminal);
    return n;
}

static bool split(struct typist *t, const char *text)
{
    int64_t until_ms = clock_monotonic_ms() + WAIT_MS;
    for (; *text; text++) {
        int left;
        if (!send_all(t, text, 1))
            return fail(t, "the command ended, typing", text);
        while ((left = untaken(t)) > 0 && clock_monotonic_ms() < until_ms)
            if (!look(t, 1))
                return fail(t, "the command ended, typing", text);
        if (left)
            return fail(t, "was not taken:", text);
    }
    return true;
}

static bool wait_end(struct typist *t, bool well)
{
    int status;
    int64_t until_ms = clock_monotonic_ms() + WAIT_MS;
    for (int64_t left_ms; (left_ms = until_ms - clock_monotonic_ms()) > 0 && look(t, (int)left_ms);)
        ;
    if (clock_monotonic_ms() >= until_ms || waitpid(t->pid, &status, 0) != t->pid)
        return fail(t, "did not end", "");
    t->ended = true;
    return !well || (WIFEXITED(status) && WEXITSTATUS(status) == 0) || fail(t, "ended badly", "");
}

/* $NAME, for what only a run knows; "" when it is not there. */
static void fill_in(const char *line, struct buf *to)
{
    for (const char *p = line; *p;) {
        size_t n = *p == '$' ? strspn(p + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") : 0;
        char name[64];
        if (!n) {
            buf_add_char(to, *p++);
            continue;
        }
        snprintf(name, sizeof name, "%.*s", (int)n, p + 1);
        const char *value = getenv(name);
        buf_add_str(to, value ? value : "");
        p += n + 1;
    }
}

/* Base32 in groups of four, "ABCD-EFGH-…", as the screen shows a secret: its letters are added. */
static void take_secret(const char *row, struct buf *secret)
{
    static const char base32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    for (const char *p = row; *p;) {
        size_t n = strspn(p, base32);
        bool group = n == 4 && (p[4] == '-' || (p > row && p[-1] == '-'));
        if (group)
            buf_add(secret, p, n);
        p += n ? n : 1;
    }
}

static bool make_code(struct typist *t, const char *name)
{
    AUTO(buf) struct buf secret = BUF(LINE_BYTES_MAX), row = BUF(SCREEN_BYTES_MAX);
    char code[FACTOR_DIGITS + 1];
    struct clock clock = {0};
    for (int y = 0; y < t->vt.rows; y++) {
        buf_clear(&row);
        vt_row(&t->vt, y, &row);
        take_secret(buf_str(&row), &secret);
    }
    if (!factor_code_at(buf_str(&secret), clock_now(&clock) / 1000000 / FACTOR_STEP_SECONDS, code))
        return fail(t, "no secret on the screen:", buf_str(&secret));
    return setenv(name, code, 1) == 0;
}

static bool play_line(struct typist *t, const char *raw)
{
    AUTO(buf) struct buf filled = BUF(LINE_BYTES_MAX);
    fill_in(raw, &filled);
    const char *line = buf_str(&filled);
    if (str_starts(line, "type "))
        return type(t, line + 5);
    if (str_starts(line, "split "))
        return split(t, line + 6);
    if (str_starts(line, "paste "))
        return paste(t, line + 6);
    if (str_starts(line, "bytes "))
        return send_bytes(t, line + 6);
    if (str_starts(line, "wait "))
        return wait_for(t, line + 5, true);
    if (str_starts(line, "gone "))
        return wait_for(t, line + 5, false);
    if (str_starts(line, "code "))
        return make_code(t, line + 5);
    if (str_eq(line, "show")) {
        look_until_still(t);
        show(t);
    } else if (str_eq(line, "end"))
        return wait_end(t, true);
    else if (str_eq(line, "off"))
        return wait_end(t, false);
    else if (str_eq(line, "lose"))
        return kill(t->pid, SIGKILL) == 0 && wait_end(t, false);
    else if (*line && *line != '#')
        return fail(t, "not understood:", line);
    return true;
}

static bool play(struct typist *t, FILE *script)
{
    char line[LINE_BYTES_MAX];
    bool ok = true;
    while (ok && fgets(line, sizeof line, script)) {
        line[strcspn(line, "\n")] = '\0';
        t->line++;
        ok = play_line(t, line);
    }
    return ok && (t->vt.unknown == 0 || fail(t, "sequences the terminal does not know came", ""));
}

static int asked(const char *variable, int least, int most, int otherwise)
{
    const char *text = getenv(variable);
    long n = text ? strtol(text, NULL, 10) : otherwise;
    return (int)(n < least ? least : n > most ? most : n);
}

static bool start(struct typist *t, char **argv)
{
    int rows = asked("TYPIST_ROWS", 1, VT_ROWS_MAX, 24), cols = asked("TYPIST_COLS", 1, VT_COLS_MAX, 80);
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    vt_init(&t->vt, rows, cols, asked("TYPIST_AMBIGUOUS", 1, 2, 1), CHARSET_UTF8);
    t->pid = forkpty(&t->fd, NULL, NULL, &size);
    if (t->pid == 0) {
        const char *term = getenv("TYPIST_TERM");
        setenv("TERM", term ? term : "xterm-256color", 1);
        execvp(argv[0], argv);
        _exit(127);
    }
    return t->pid > 0;
}

int main(int argc, char **argv)
{
    struct typist *t = &(struct typist){.script = argc > 1 ? argv[1] : ""};
    FILE *script = argc > 2 ? fopen(argv[1], "re") : NULL;
    if (!script || !start(t, argv + 2)) {
        fprintf(stderr, "usage: typist SCRIPT COMMAND...\n");
        return 2;
    }
    bool ok = play(t, script);
    if (!t->ended)
        kill(t->pid, SIGHUP);
    fclose(script);
    close(t->fd);
    return ok ? 0 : 1;
}
