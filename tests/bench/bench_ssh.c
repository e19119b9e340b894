/* Measures seats over SSH, against a server that is already there, ours or another:
 *   bench_ssh NAME first TIMES                         connection to the last byte of the first screen
 *   bench_ssh NAME key TIMES SETUP STROKES             a stroke to the last byte of what it changes, on one seat
 *   bench_ssh NAME crowd SEATS SECONDS SETUP STROKES   the same while each of SEATS seats types a stroke a second
 *   bench_ssh NAME memory SEATS SETUP                  memory of a seat at rest for 20 seconds, all its processes
 *                                                      (SERVE_PID; as root or the server's user)
 * STROKES are separated by spaces and come in turn, each in the notation of tui/key.h: `<Down> <Up> 0042<Enter>`; one that
 * begins with ~ is typed but not measured. @FILE takes them from the lines of a file. SETUP is typed first, once.
 *
 * Environment: SERVE_PORT, SERVE_USER, SERVE_KEY. SERVE_LEAVE is typed at the end of each seat: a line that is only lost leaves
 * its seat for the next one to find as it was. With SERVE_MANY set, many seats are SERVE_USER1, SERVE_USER2 and so on with the
 * keys SERVE_KEY1, SERVE_KEY2, SEATS_A_USER seats each. Figures are printed as tests/bench/figures.h says. Not a test. */
#include <dirent.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/base/str.h"
#include "tests/bench/figures.h"
#include "tests/serve/client.h"
#include "tests/support/typing.h"

enum {
    SEATS_MAX = 500,
    SEATS_A_USER = 3,
    SEATS_HEARD_AFTER = 20,
    STROKES_MAX = 4096,
    STROKE_BYTES_MAX = 512,
    STROKES_BYTES_MAX = 1 << 20,
    QUIET_MS = 20,
    FIRST_WAIT_MS = 10000,
    LEAVE_WAIT_MS = 2000,
    QUESTION_BYTES_MAX = 120,
    PROCESSES_MAX = 4096,
    REST_SECONDS = 20
};

struct stroke {
    char bytes[STROKE_BYTES_MAX];
    bool silent;
};

static struct stroke stroke[STROKES_MAX];
static size_t n_strokes;

static bool read_file(const char *path, struct buf *to)
{
    char piece[4096];
    size_t n;
    FILE *f = fopen(path, "re");
    while (f && (n = fread(piece, 1, sizeof piece, f)) > 0)
        buf_add(to, piece, n);
    if (f)
        fclose(f);
    return f && !to->full;
}

static bool add_stroke(const char *keys)
{
    AUTO(buf) struct buf bytes = BUF(STROKE_BYTES_MAX - 1);
    struct err e = {0};
    struct stroke *s = &stroke[n_strokes];
    s->silent = keys[0] == '~';
    if (n_strokes == STROKES_MAX || typing_keys(keys + s->silent, &bytes, &e) || bytes.full || !bytes.n)
        return client_fail("cannot type '%s'", keys);
    str_copy_cut(s->bytes, sizeof s->bytes, buf_str(&bytes));
    n_strokes++;
    return true;
}

static bool read_strokes(const char *text)
{
    AUTO(buf) struct buf file = BUF(STROKES_BYTES_MAX);
    bool from_file = text[0] == '@';
    if (from_file && !read_file(text + 1, &file))
        return client_fail("cannot read %s", text + 1);
    struct str rest = from_file ? (struct str){buf_str(&file), file.n} : str_of(text), one;
    bool ok = true;
    while (ok && str_split(&rest, from_file ? '\n' : ' ', &one)) {
        char keys[STROKE_BYTES_MAX];
        snprintf(keys, sizeof keys, "%.*s", (int)one.n, one.p);
        ok = !keys[0] || add_stroke(keys);
    }
    return ok && (n_strokes || client_fail("no strokes"));
}

/* Screens first ask the terminal for its widths; this one draws ambiguous characters in one column. */
static bool answer_question(struct client *c, const char *bytes)
{
    return !strstr(bytes, "\x1b[6n") || client_send(c, "\x1b[2;2R\x1b[2;2R\x1b[?62;c");
}

/* Bytes that came within ms; 0 if none did. */
static int read_some(struct client *c, int ms)
{
    char bytes[16 * 1024];
    struct pollfd p = {.fd = ssh_get_fd(c->session), .events = POLLIN};
    int64_t until_us = figures_now_us() + (int64_t)ms * 1000;
    for (;;) {
        int n = ssh_channel_read_nonblocking(c->channel, bytes, sizeof bytes - 1, 0);
        if (n > 0) {
            bytes[n] = '\0';
            return answer_question(c, bytes) ? n : -1;
        }
        if (n != 0)
            return client_fail("the line ended: %s", ssh_get_error(c->session)) ? 0 : -1;
        int64_t left_ms = (until_us - figures_now_us() + 999) / 1000;
        if (left_ms <= 0 || poll(&p, 1, (int)left_ms) <= 0)
            return 0;
    }
}

/* Reads until more than `least` bytes are there and nothing has come for QUIET_MS; returns the bytes and when the last of
 * them came. */
static int64_t read_screen(struct client *c, int64_t least, int64_t *last_us_r)
{
    int64_t bytes = 0;
    for (int n; (n = read_some(c, bytes > least ? QUIET_MS : FIRST_WAIT_MS)) != 0; *last_us_r = figures_now_us()) {
        if (n < 0)
            return -1;
        bytes += n;
    }
    return bytes;
}

/* Ends a seat as people do, and waits until the line has ended. */
static void leave(struct client *c)
{
    AUTO(buf) struct buf bytes = BUF(STROKE_BYTES_MAX);
    const char *keys = getenv("SERVE_LEAVE");
    struct err e;
    bool leaves = keys && c->channel && typing_keys(keys, &bytes, &e) == 0 && client_send(c, buf_str(&bytes));
    int64_t until_us = figures_now_us() + (int64_t)LEAVE_WAIT_MS * 1000;
    while (leaves && figures_now_us() < until_us) {
        char taken[4096];
        struct pollfd p = {.fd = ssh_get_fd(c->session), .events = POLLIN};
        int n = ssh_channel_read_nonblocking(c->channel, taken, sizeof taken, 0);
        if (n < 0 || ssh_channel_is_eof(c->channel))
            break;
        if (n == 0)
            poll(&p, 1, LEAVE_WAIT_MS / 10);
    }
    client_done(c);
}

static bool open_seat(struct client *c, const char *user, const char *key_path)
{
    int64_t last;
    return client_open_as(c, user, key_path) && client_shell(c, 80, 24) && read_screen(c, QUESTION_BYTES_MAX, &last) > 0;
}

static bool type_setup(struct client *c, const char *setup)
{
    AUTO(buf) struct buf bytes = BUF(STROKE_BYTES_MAX);
    struct err e = {0};
    struct str rest = str_of(setup), one;
    while (str_split(&rest, ' ', &one)) {
        char keys[STROKE_BYTES_MAX];
        int64_t last;
        snprintf(keys, sizeof keys, "%.*s", (int)one.n, one.p);
        buf_clear(&bytes);
        if (!keys[0])
            continue;
        if (typing_keys(keys, &bytes, &e) || !client_send(c, buf_str(&bytes)) || read_screen(c, 0, &last) <= 0)
            return client_fail("nothing came after %s", keys);
    }
    return true;
}

static bool measure_first(const char *name, int64_t times)
{
    struct figures f = figures_new((size_t)times);
    bool ok = true;
    for (int64_t i = 0; ok && i < times; i++) {
        struct client c = {0};
        int64_t from = figures_now_us(), last = 0;
        ok = client_open_as(&c, getenv("SERVE_USER"), getenv("SERVE_KEY")) && client_shell(&c, 80, 24) &&
             read_screen(&c, QUESTION_BYTES_MAX, &last) > 0;
        figures_add(&f, last - from);
        leave(&c);
    }
    figures_print(name, &f);
    figures_done(&f);
    return ok;
}

static bool measure_key(const char *name, int64_t times, const char *setup)
{
    struct figures f = figures_new((size_t)times);
    struct client c = {0};
    int64_t last = 0, bytes = 0, most = 0;
    bool ok = open_seat(&c, getenv("SERVE_USER"), getenv("SERVE_KEY")) && type_setup(&c, setup);
    for (size_t i = 0; ok && (int64_t)f.n < times; i++) {
        const struct stroke *s = &stroke[i % n_strokes];
        int64_t from = figures_now_us();
        int64_t got = client_send(&c, s->bytes) ? read_screen(&c, 0, &last) : -1;
        ok = got > 0 || client_fail("nothing came after stroke %zu", i % n_strokes + 1);
        if (s->silent)
            continue;
        bytes += got;
        most = got > most ? got : most;
        figures_add(&f, last - from);
    }
    leave(&c);
    figures_print(name, &f);
    char whole[128];
    snprintf(whole, sizeof whole, "%s.mean_bytes", name);
    figure_print(whole, f.n ? bytes / (int64_t)f.n : 0);
    snprintf(whole, sizeof whole, "%s.most_bytes", name);
    figure_print(whole, most);
    figures_done(&f);
    return ok;
}

static struct client seat[SEATS_MAX];

/* Takes in what came for n seats: those that wait for others to open have signs of life to answer too. */
static void hear_all(int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        while (read_some(&seat[i], 0) > 0)
            ;
}

static bool open_seats(int64_t n, const char *setup)
{
    for (int64_t i = 0; i < n; i++) {
        char user[64], key[4096];
        char number[24] = "";
        if (getenv("SERVE_MANY"))
            snprintf(number, sizeof number, "%lld", (long long)i / SEATS_A_USER + 1);
        snprintf(user, sizeof user, "%s%s", getenv("SERVE_USER"), number);
        snprintf(key, sizeof key, "%s%s", getenv("SERVE_KEY"), number);
        if (!open_seat(&seat[i], user, key) || !type_setup(&seat[i], setup))
            return client_fail("seat %lld did not open", (long long)i);
        if (i % SEATS_HEARD_AFTER == 0)
            hear_all(i);
    }
    return true;
}

static void close_seats(int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        leave(&seat[i]);
}

struct press {
    int64_t pressed_us, last_us;
    bool silent;
};

/* What came of a seat's stroke, once its next one is due. */
static void press_count(struct press *p, struct figures *f)
{
    if (p->last_us > p->pressed_us && p->pressed_us && !p->silent)
        figures_add(f, p->last_us - p->pressed_us);
}

static void read_all(int64_t n, struct press *press, const struct pollfd *p)
{
    for (int64_t i = 0; i < n; i++)
        while (p[i].revents && read_some(&seat[i], 0) > 0)
            press[i].last_us = figures_now_us();
}

/* Each seat in turn gets a stroke, so that each has one a second. */
static bool press_in_turn(int64_t n, int64_t seconds, struct figures *f)
{
    static struct pollfd p[SEATS_MAX];
    static struct press press[SEATS_MAX];
    int64_t step_us = 1000000 / n, next_us = figures_now_us(), end_us = next_us + seconds * 1000000, turn = 0;
    for (int64_t i = 0; i < n; i++)
        p[i] = (struct pollfd){.fd = ssh_get_fd(seat[i].session), .events = POLLIN};
    while (figures_now_us() < end_us) {
        int64_t now = figures_now_us();
        if (now >= next_us) {
            int64_t i = turn % n;
            const struct stroke *s = &stroke[(size_t)(turn / n) % n_strokes];
            press_count(&press[i], f);
            press[i] = (struct press){.pressed_us = figures_now_us(), .silent = s->silent};
            turn++;
            next_us += step_us;
            if (!client_send(&seat[i], s->bytes))
                return false;
        }
        int64_t wait_ms = (next_us - figures_now_us()) / 1000;
        poll(p, (nfds_t)n, wait_ms > 0 ? (int)wait_ms : 0);
        read_all(n, press, p);
    }
    for (int64_t i = 0; i < n; i++)
        press_count(&press[i], f);
    return true;
}

static bool measure_crowd(const char *name, int64_t n, int64_t seconds, const char *setup)
{
    struct figures f = figures_new((size_t)(n * (seconds + 1)));
    bool ok = open_seats(n, setup) && press_in_turn(n, seconds, &f);
    close_seats(n);
    figures_print(name, &f);
    figures_done(&f);
    return ok;
}

/* A number behind a word at the start of a line of /proc/PID/FILE; 0 if it cannot be read. */
static int64_t proc_number(int64_t pid, const char *file, const char *word)
{
    char path[64], line[256];
    int64_t n = 0;
    snprintf(path, sizeof path, "/proc/%lld/%s", (long long)pid, file);
    FILE *f = fopen(path, "re");
    while (f && fgets(line, sizeof line, f))
        if (str_starts(line, word))
            n = strtoll(line + strlen(word), NULL, 10);
    if (f)
        fclose(f);
    return n;
}

static size_t all_processes(int64_t *pid)
{
    DIR *proc = opendir("/proc");
    size_t n = 0;
    for (struct dirent *entry; proc && n < PROCESSES_MAX && (entry = readdir(proc));)
        if (str_to_int(entry->d_name, 1, INT32_MAX, &pid[n]))
            n++;
    if (proc)
        closedir(proc);
    return n;
}

static bool descends(int64_t pid, int64_t from)
{
    while (pid > 1 && pid != from)
        pid = proc_number(pid, "status", "PPid:");
    return pid == from;
}

/* Proportional share of all that descends from the server, itself not. */
static int64_t memory_kib(int64_t server)
{
    static int64_t pid[PROCESSES_MAX];
    int64_t kib = 0;
    size_t n = all_processes(pid);
    for (size_t i = 0; i < n; i++)
        if (pid[i] != server && descends(pid[i], server))
            kib += proc_number(pid[i], "smaps_rollup", "Pss:");
    return kib;
}

/* Lets the seats rest, and answers signs of life. */
static void rest(int64_t n)
{
    for (int64_t until_us = figures_now_us() + REST_SECONDS * 1000000LL; figures_now_us() < until_us; poll(NULL, 0, 200))
        hear_all(n);
}

static bool measure_memory(const char *name, int64_t n, const char *setup)
{
    int64_t server = 0;
    if (!str_to_int(getenv("SERVE_PID"), 1, INT32_MAX, &server))
        return client_fail("SERVE_PID is not set");
    bool ok = open_seats(n, setup);
    if (ok)
        rest(n);
    int64_t kib = ok ? memory_kib(server) : 0;
    close_seats(n);
    char whole[128];
    snprintf(whole, sizeof whole, "%s.seat_kib", name);
    if (ok)
        figure_print(whole, kib / n);
    return ok && kib > 0;
}

int main(int argc, char **argv)
{
    int64_t n = 0, seconds = 0;
    const char *name = argc > 2 ? argv[1] : "", *what = argc > 2 ? argv[2] : "";
    if (argc < 4 || !str_to_int(argv[3], 1, 1000000, &n) || !getenv("SERVE_USER") || !getenv("SERVE_KEY"))
        return client_fail("usage: see the head of tests/bench/bench_ssh.c") ? 0 : 2;
    if (str_eq(what, "first"))
        return measure_first(name, n) ? 0 : 1;
    if (str_eq(what, "key") && argc == 6)
        return read_strokes(argv[5]) && measure_key(name, n, argv[4]) ? 0 : 1;
    if (str_eq(what, "crowd") && argc == 7 && n <= SEATS_MAX && str_to_int(argv[4], 1, 3600, &seconds))
        return read_strokes(argv[6]) && measure_crowd(name, n, seconds, argv[5]) ? 0 : 1;
    if (str_eq(what, "memory") && argc == 5 && n <= SEATS_MAX)
        return measure_memory(name, n, argv[4]) ? 0 : 1;
    return client_fail("usage: see the head of tests/bench/bench_ssh.c") ? 0 : 2;
}
