/* Measures seats over SSH, against a server that is already there (SERVE_PORT, SERVE_KEY as in tests/serve/client.h):
 *   bench_ssh first TIMES          connection to the first byte of the screen
 *   bench_ssh key TIMES KEYS       a key to the last byte of what it changes, the keys of KEYS in turn, one seat
 *   bench_ssh crowd SEATS SECONDS KEYS   the same while SEATS seats press one key a second each
 *   bench_ssh memory SEATS         memory of an idle seat, both processes (SERVE_PID; as root or the server's user)
 * One line a figure: what, median, 99th percentile, unit. Not a test; ./dev bench runs it. */
#include <dirent.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/str.h"
#include "tests/serve/client.h"

enum { SEATS_MAX = 500, QUIET_MS = 15, FIRST_WAIT_MS = 10000, QUESTION_BYTES_MAX = 80 };

static struct clock real;

struct figures {
    int64_t *us;
    size_t n;
};

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static void say(const char *what, struct figures *f)
{
    if (!f->n)
        return;
    qsort(f->us, f->n, sizeof *f->us, by_value);
    int64_t median = f->us[f->n / 2], p99 = f->us[(f->n * 99) / 100];
    printf("%-40s median %5lld.%03lld ms  p99 %5lld.%03lld ms  of %zu\n", what, (long long)median / 1000,
           (long long)median % 1000, (long long)p99 / 1000, (long long)p99 % 1000, f->n);
    fflush(stdout);
}

static struct figures figures_new(size_t most)
{
    return (struct figures){.us = xcalloc(most, sizeof(int64_t))};
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
    for (;;) {
        int n = ssh_channel_read_nonblocking(c->channel, bytes, sizeof bytes - 1, 0);
        if (n > 0) {
            bytes[n] = '\0';
            if (!answer_question(c, bytes))
                return -1;
        }
        if (n != 0)
            return n > 0 ? n : -1;
        if (poll(&p, 1, ms) <= 0)
            return 0;
    }
}

/* Waits for the first bytes that belong to a screen and not to the question before it. */
static bool first_screen(struct client *c)
{
    int n = read_some(c, FIRST_WAIT_MS);
    return n > 0 && (n > QUESTION_BYTES_MAX || read_some(c, FIRST_WAIT_MS) > 0);
}

/* Reads until nothing has come for QUIET_MS; returns the bytes, and when the last of them came. */
static int64_t read_screen(struct client *c, int64_t *last_us_r)
{
    int64_t bytes = 0;
    for (int n, ms = FIRST_WAIT_MS; (n = read_some(c, ms)) > 0; ms = QUIET_MS) {
        bytes += n;
        *last_us_r = clock_now(&real);
    }
    return bytes;
}

static bool measure_first(int64_t times)
{
    struct figures f = figures_new((size_t)times);
    bool ok = true;
    for (int64_t i = 0; ok && i < times; i++) {
        struct client c;
        int64_t from = clock_now(&real);
        ok = client_screen(&c, 80, 24) && first_screen(&c);
        if (ok)
            f.us[f.n++] = clock_now(&real) - from;
        client_done(&c);
    }
    say("connection to first byte of the screen", &f);
    free(f.us);
    return ok;
}

static bool measure_key(int64_t times, const char *keys)
{
    struct figures f = figures_new((size_t)times);
    struct client c;
    int64_t last = 0, bytes = 0;
    bool ok = client_screen(&c, 80, 24) && read_screen(&c, &last) > 0;
    for (int64_t i = 0; ok && i < times; i++) {
        char key[2] = {keys[(size_t)i % strlen(keys)], '\0'};
        int64_t from = clock_now(&real), got;
        ok = client_send(&c, key) && (got = read_screen(&c, &last)) > 0;
        if (ok) {
            bytes += got;
            f.us[f.n++] = last - from;
        }
    }
    client_done(&c);
    say("key to last byte", &f);
    if (f.n)
        printf("%-40s %lld\n", "bytes a key", (long long)bytes / (long long)f.n);
    free(f.us);
    return ok;
}

static struct client seat[SEATS_MAX];

static bool open_seats(int64_t n)
{
    int64_t last;
    for (int64_t i = 0; i < n; i++)
        if (!client_screen(&seat[i], 80, 24) || read_screen(&seat[i], &last) <= 0)
            return client_fail("seat %lld did not open", (long long)i);
    return true;
}

static void close_seats(int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        client_done(&seat[i]);
}

/* Each seat in turn gets a key, so that each has one a second; what comes back is timed at its first byte. */
static bool press_in_turn(int64_t n, int64_t seconds, const char *keys, struct figures *f)
{
    static struct pollfd p[SEATS_MAX];
    static int64_t pressed_us[SEATS_MAX];
    int64_t step_us = 1000000 / n, next_us = clock_now(&real), end_us = next_us + seconds * 1000000, turn = 0;
    for (int64_t i = 0; i < n; i++)
        p[i] = (struct pollfd){.fd = ssh_get_fd(seat[i].session), .events = POLLIN};
    while (clock_now(&real) < end_us) {
        int64_t now = clock_now(&real);
        if (now >= next_us) {
            int64_t i = turn++ % n;
            char key[2] = {keys[(size_t)(turn / n) % strlen(keys)], '\0'};
            pressed_us[i] = now;
            next_us += step_us;
            if (!client_send(&seat[i], key))
                return false;
        }
        int64_t wait_ms = (next_us - clock_now(&real)) / 1000;
        poll(p, (nfds_t)n, wait_ms > 0 ? (int)wait_ms : 0);
        for (int64_t i = 0; i < n; i++) {
            if (p[i].revents && read_some(&seat[i], 0) > 0 && pressed_us[i]) {
                f->us[f->n++] = clock_now(&real) - pressed_us[i];
                pressed_us[i] = 0;
            }
        }
    }
    return true;
}

static bool measure_crowd(int64_t n, int64_t seconds, const char *keys)
{
    struct figures f = figures_new((size_t)(n * (seconds + 1)));
    char what[64];
    bool ok = open_seats(n) && press_in_turn(n, seconds, keys, &f);
    snprintf(what, sizeof what, "key to first byte, %lld seats typing", (long long)n);
    close_seats(n);
    say(what, &f);
    free(f.us);
    return ok;
}

/* Proportional share of a process in KiB; 0 if it cannot be read. */
static int64_t memory_kib(const char *pid)
{
    char path[64], line[256];
    int64_t kib = 0;
    snprintf(path, sizeof path, "/proc/%.20s/smaps_rollup", pid);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        if (str_starts(line, "Pss:"))
            kib = strtoll(line + 4, NULL, 10);
    if (f)
        fclose(f);
    return kib;
}

static bool is_child(const char *pid, const char *parent)
{
    char path[64], line[256];
    bool found = false;
    snprintf(path, sizeof path, "/proc/%.20s/status", pid);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        if (str_starts(line, "PPid:"))
            found = strtol(line + 5, NULL, 10) == strtol(parent, NULL, 10);
    if (f)
        fclose(f);
    return found;
}

static bool measure_memory(int64_t n)
{
    const char *hub = getenv("SERVE_PID");
    DIR *proc = opendir("/proc");
    int64_t kib = 0;
    bool ok = hub && proc && open_seats(n);
    for (struct dirent *entry; ok && (entry = readdir(proc));)
        if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9' && is_child(entry->d_name, hub))
            kib += memory_kib(entry->d_name);
    if (proc)
        closedir(proc);
    close_seats(n);
    if (ok)
        printf("%-40s %lld KiB (PSS, %lld seats)\n", "memory of an idle seat", (long long)(kib / n), (long long)n);
    return ok && kib > 0;
}

int main(int argc, char **argv)
{
    int64_t n = 0, seconds = 0;
    const char *what = argc > 1 ? argv[1] : "";
    if (argc < 3 || !str_to_int(argv[2], 1, 1000000, &n))
        return client_fail("usage: see the head of tests/bench/bench_ssh.c") ? 0 : 2;
    if (str_eq(what, "first"))
        return measure_first(n) ? 0 : 1;
    if (str_eq(what, "key") && argc == 4)
        return measure_key(n, argv[3]) ? 0 : 1;
    if (str_eq(what, "crowd") && argc == 5 && n <= SEATS_MAX && str_to_int(argv[3], 1, 3600, &seconds))
        return measure_crowd(n, seconds, argv[4]) ? 0 : 1;
    if (str_eq(what, "memory") && n <= SEATS_MAX)
        return measure_memory(n) ? 0 : 1;
    return client_fail("usage: see the head of tests/bench/bench_ssh.c") ? 0 : 2;
}
