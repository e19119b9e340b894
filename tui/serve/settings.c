#include "config.h" /* system extensions */

#include "tui/serve/settings_value.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/str.h"
#include "core/base/utf8.h"

const char *settings_name(size_t i)
{
    return i < SETTINGS_COUNT ? setting_row(i)->name : NULL;
}

void settings_init(struct settings *s)
{
    *s = (struct settings){.serve = serve_defaults()};
    for (size_t i = 0; i < SETTINGS_COUNT; i++) {
        const struct setting_row *row = setting_row(i);
        const char *bad;
        struct err e = {0};
        s->text[i] = row->fallback;
        int rc = setting_take(s, row, row->fallback, &bad, &e);
        assert(rc == 0); /* tests/unit/test_settings.c reads each default */
        (void)rc;
    }
}

void settings_done(struct settings *s)
{
    arena_done(&s->arena);
}

struct reader {
    struct settings *s;
    struct settings_report *report;
    int line;
};

static void add_problem(struct reader *r, int line, int column, const struct err *e)
{
    if (r->report->n < SETTINGS_PROBLEMS_MAX)
        r->report->at[r->report->n++] = (struct settings_problem){line, column, *e};
    else
        r->report->dropped++;
}

static const struct setting_row *row_named(struct str name, size_t *i_r)
{
    for (size_t i = 0; i < SETTINGS_COUNT; i++)
        if (str_is(name, setting_row(i)->name)) {
            *i_r = i;
            return setting_row(i);
        }
    return NULL;
}

static int unknown(struct reader *r, struct str name, struct err *e)
{
    const char *names[SETTINGS_COUNT];
    for (size_t i = 0; i < SETTINGS_COUNT; i++)
        names[i] = setting_row(i)->name;
    const char *text = arena_strndup(&r->s->arena, name.p, name.n);
    const char *near = str_nearest(text, names, SETTINGS_COUNT);
    return near ? err_set(e, E_INPUT, "settings.unknown-near", text, near, NULL)
                : err_set(e, E_INPUT, "settings.unknown", text, NULL);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static void trim(struct str *s)
{
    while (s->n && is_blank(*s->p))
        s->p++, s->n--;
    while (s->n && is_blank(s->p[s->n - 1]))
        s->n--;
}

/* What stands before a # that begins the line or follows a blank. */
static struct str without_comment(struct str line)
{
    for (size_t i = 0; i < line.n; i++)
        if (line.p[i] == '#' && (i == 0 || is_blank(line.p[i - 1])))
            return (struct str){line.p, i};
    return line;
}

static void take_value(struct reader *r, size_t i, struct str value, int column)
{
    struct settings *s = r->s;
    struct err e = {0};
    const char *text = arena_strndup(&s->arena, value.p, value.n), *bad = text;
    if (s->line[i]) {
        err_set(&e, E_INPUT, "settings.twice", setting_row(i)->name, arena_printf(&s->arena, "%d", s->line[i]), NULL);
        add_problem(r, r->line, 1, &e);
        return;
    }
    s->line[i] = r->line;
    s->text[i] = text;
    if (setting_take(s, setting_row(i), text, &bad, &e) != 0)
        add_problem(r, r->line, column + (int)(bad - text), &e);
}

static void read_line(struct reader *r, struct str line)
{
    struct err e = {0};
    if (!utf8_valid(line.p, line.n) || memchr(line.p, '\0', line.n)) {
        err_set(&e, E_INPUT, "settings.not-text", NULL);
        add_problem(r, r->line, 1, &e);
        return;
    }
    struct str rest = without_comment(line);
    trim(&rest);
    if (!rest.n)
        return;
    const char *equals = memchr(rest.p, '=', rest.n);
    struct str name = {rest.p, equals ? (size_t)(equals - rest.p) : rest.n};
    trim(&name);
    struct str value = {equals ? equals + 1 : rest.p + rest.n, equals ? rest.n - (size_t)(equals + 1 - rest.p) : 0};
    trim(&value);
    size_t i = 0;
    if (!equals)
        err_set(&e, E_INPUT, "settings.no-equals", NULL);
    else if (!row_named(name, &i))
        unknown(r, name, &e);
    else if (utf8_has_controls(arena_strndup(&r->s->arena, value.p, value.n), true))
        err_set(&e, E_INPUT, "settings.not-text", NULL);
    if (e.code)
        add_problem(r, r->line, (int)(rest.p - line.p) + 1, &e);
    else
        take_value(r, i, value, (int)(value.p - line.p) + 1);
}

/* Where the setting stands, for what is wrong between two of them. */
static int line_of(const struct settings *s, const char *name)
{
    size_t i = 0;
    (void)row_named(str_of(name), &i);
    return s->line[i];
}

static void check_pair(struct reader *r, bool wrong, const char *smaller, const char *larger)
{
    struct err e = {0};
    if (!wrong)
        return;
    int a = line_of(r->s, smaller), b = line_of(r->s, larger);
    err_set(&e, E_INPUT, "settings.order", smaller, larger, NULL);
    add_problem(r, a > b ? a : b, 1, &e);
}

static void check_together(struct reader *r)
{
    const struct serve_options *o = &r->s->serve;
    check_pair(r, o->idle_lock_ms && o->idle_end_ms && o->idle_lock_ms > o->idle_end_ms, "idle_lock", "idle_end");
    check_pair(r, o->seats_user > o->seats_all, "seats_user", "seats");
    check_pair(r, o->limits.pending_source > o->limits.pending_all, "pending_source", "pending");
    check_pair(r, o->limits.refuse_at_seconds > o->limits.debt_max_seconds, "penalty", "penalty_most");
}

int settings_read(struct settings *s, const char *file, const char *text, size_t n, struct settings_report *report, struct err *e)
{
    struct reader r = {s, report, 0};
    struct str rest = {text, n}, line;
    *report = (struct settings_report){0};
    s->file = arena_strdup(&s->arena, file);
    if (n > SETTINGS_BYTES_MAX)
        return err_set(e, E_LIMIT, "settings.long", file, NULL);
    while (str_split(&rest, '\n', &line)) {
        r.line++;
        read_line(&r, line);
    }
    if (!report->n)
        check_together(&r);
    if (!report->n)
        return 0;
    char count[16];
    snprintf(count, sizeof count, "%zu", report->n + report->dropped);
    return err_set(e, E_INPUT, "settings.wrong", file, count, NULL);
}

static int read_file(const char *file, char *to, size_t size, size_t *n_r, struct err *e)
{
    struct stat st;
    int fd = open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return errno == ENOENT || errno == ENOTDIR ? err_set(e, E_NOTFOUND, "settings.missing", file, NULL)
                                                   : err_set(e, E_DENIED, "settings.unreadable", file, strerror(errno), NULL);
    int rc = 0;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        rc = err_set(e, E_DENIED, "settings.unreadable", file, "not a file", NULL);
    else if (st.st_mode & S_IWOTH)
        rc = err_set(e, E_DENIED, "settings.open-to-others", file, NULL);
    for (*n_r = 0; !rc && *n_r < size;) {
        ssize_t n = read(fd, to + *n_r, size - *n_r);
        if (n < 0)
            rc = err_set(e, E_DENIED, "settings.unreadable", file, strerror(errno), NULL);
        if (n <= 0)
            break;
        *n_r += (size_t)n;
    }
    close(fd);
    return rc;
}

int settings_load(struct settings *s, const char *file, struct settings_report *report, struct err *e)
{
    size_t n = 0;
    char *text = xcalloc(1, SETTINGS_BYTES_MAX + 1);
    *report = (struct settings_report){0};
    int rc = read_file(file, text, SETTINGS_BYTES_MAX + 1, &n, e);
    if (!rc)
        rc = settings_read(s, file, text, n, report, e);
    free(text);
    return rc;
}
