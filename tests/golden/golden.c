/* Runs golden cases: `golden` all of $SRCDIR/tests/golden, `golden FILE.in...` these. With GOLDEN_BLESS set it rewrites the
 * .ref files. `golden --tty FILE.in` opens the case on this terminal, to be looked at. */
#include "config.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/str.h"
#include "tests/golden/golden.h"

enum { FILE_BYTES_MAX = 1024 * 1024, CASES_MAX = 1000 };

static bool read_file(const char *path, struct buf *out)
{
    FILE *f = fopen(path, "re");
    if (!f)
        return false;
    char piece[4096];
    size_t n;
    while ((n = fread(piece, 1, sizeof piece, f)) > 0)
        buf_add(out, piece, n);
    fclose(f);
    return !out->full;
}

static void beside(const char *name, const char *ending, char *path, size_t size)
{
    snprintf(path, size, "%s%s", name, ending);
}

const char *golden_value(const struct golden_case *c, const char *key, const char *otherwise)
{
    for (size_t i = 0; i < c->n; i++)
        if (strcmp(c->pair[i].key, key) == 0)
            return c->pair[i].value;
    return otherwise;
}

static void copy_piece(char *to, size_t size, struct str s)
{
    while (s.n && *s.p == ' ')
        s.p++, s.n--;
    snprintf(to, size, "%.*s", (int)s.n, s.p);
}

static bool read_case(const char *name, struct golden_case *c)
{
    char path[4096];
    AUTO(buf) struct buf text = BUF(FILE_BYTES_MAX);
    *c = (struct golden_case){.name = name};
    beside(name, ".in", path, sizeof path);
    if (!read_file(path, &text))
        return false;
    struct str rest = {buf_str(&text), text.n}, line, key;
    while (str_split(&rest, '\n', &line)) {
        if (!line.n || line.p[0] == '#' || c->n == GOLDEN_PAIRS_MAX || !str_split(&line, ':', &key))
            continue;
        copy_piece(c->pair[c->n].key, sizeof c->pair[c->n].key, key);
        copy_piece(c->pair[c->n].value, sizeof c->pair[c->n].value, line);
        c->n++;
    }
    return true;
}

static void read_size(const char *text, int *rows, int *cols)
{
    struct str rest = str_of(text), piece;
    int64_t w = 80, h = 24;
    char number[8];
    if (str_split(&rest, 'x', &piece)) {
        copy_piece(number, sizeof number, piece);
        str_to_int(number, 1, 500, &w);
        copy_piece(number, sizeof number, rest);
        str_to_int(number, 1, 500, &h);
    }
    *cols = (int)w;
    *rows = (int)h;
}

static struct ui_options options_of(const struct golden_case *c)
{
    struct ui_options o = {.who = golden_value(c, "who", ""), .ambiguous_known = true};
    struct date today;
    o.glyphs.ambiguous = golden_value(c, "ambiguous", "1")[0] - '0';
    charset_from_name(golden_value(c, "charset", "utf-8"), &o.glyphs.charset);
    language_from_name(golden_value(c, "language", "ja"), &o.language);
    if (date_from_iso(golden_value(c, "clock", "2026-11-20"), &today))
        o.clock = clock_fixed(today);
    read_size(golden_value(c, "size", "80x24"), &o.rows, &o.cols);
    o.term_name = getenv("TERM");
    return o;
}

static void print_frame(struct ui *ui, int *n, struct buf *out)
{
    ui_draw(ui);
    buf_printf(out, "== frame %d\n", ++*n);
    surface_print(&ui->surface, out);
}

/* What a case is played on. */
struct stage {
    struct golden_case c;
    struct ui ui;
    const struct golden_fixture *fixture;
};

static void colleague_saves(struct stage *s, struct str field_and_value)
{
    char field[24], value[160];
    struct str rest = field_and_value, piece;
    struct err e = {0};
    str_split(&rest, '=', &piece);
    copy_piece(field, sizeof field, piece);
    copy_piece(value, sizeof value, rest);
    if (!s->fixture->colleague || s->fixture->colleague(&s->c, field, value, &e))
        printf("no colleague: %s %s\n", e.msg ? e.msg : "", e.detail);
}

/* What stands in <> and is no key: true and *p behind it. */
static bool directive(struct stage *s, const char **p, int *frames, struct buf *out)
{
    struct ui *ui = &s->ui;
    const char *end = strchr(*p, '>');
    int rows, cols;
    if (str_starts(*p, "<Pause>"))
        ui_paused(ui);
    else if (str_starts(*p, "<Changed>"))
        ui_changed(ui);
    else if (str_starts(*p, "<Lock>"))
        ui_lock(ui);
    else if (str_starts(*p, "<Colleague:") && end)
        colleague_saves(s, (struct str){*p + 11, (size_t)(end - *p - 11)});
    else if (str_starts(*p, "<Frame>"))
        print_frame(ui, frames, out);
    else if (str_starts(*p, "<Resize:") && end) {
        char size[24];
        copy_piece(size, sizeof size, (struct str){*p + 8, (size_t)(end - *p - 8)});
        read_size(size, &rows, &cols);
        ui_resize(ui, rows, cols);
    } else
        return false;
    *p = end + 1;
    return true;
}

static bool play(struct stage *s, const char *keys, struct buf *out)
{
    struct ui *ui = &s->ui;
    int frames = 0;
    bool line_start = true;
    for (const char *p = keys; *p && !ui->quit && ui->top;) {
        if (*p == '\n') {
            line_start = true;
            p++;
            continue;
        }
        if (line_start && str_starts(p, "# ")) {
            p += strcspn(p, "\n");
            continue;
        }
        line_start = false;
        if (directive(s, &p, &frames, out))
            continue;
        struct key k;
        struct err e;
        if (key_parse(&p, &k, &e) != 1) {
            printf("bad key: %.20s\n", p);
            return false;
        }
        ui_key(ui, &k);
    }
    if (ui->quit || !ui->top)
        buf_add_str(out, "== ended\n");
    else
        print_frame(ui, &frames, out);
    return true;
}

static bool open_case(struct golden_case *c, struct ui *ui, const struct golden_fixture **fixture_r)
{
    struct ui_options o = options_of(c);
    const char *fixture = golden_value(c, "fixture", "none"), *screen = golden_value(c, "screen", "");
    struct err e = {0};
    for (size_t i = 0; i < golden_fixtures_n; i++)
        if (strcmp(golden_fixtures[i].name, fixture) == 0)
            *fixture_r = &golden_fixtures[i];
    if (!*fixture_r || (*fixture_r)->open(c, &o, &e) != 0) {
        printf("fixture %s: %s %s\n", fixture, e.msg ? e.msg : "unknown", e.detail);
        *fixture_r = NULL;
        return false;
    }
    ui_init(ui, &o);
    for (size_t i = 0; i < golden_screens_n; i++)
        if (strcmp(golden_screens[i].name, screen) == 0)
            return ui_open(ui, golden_screens[i].ops, golden_screens[i].arg, &e) == 0 ||
                   (printf("%s: %s %s\n", screen, e.msg, e.detail), false);
    printf("no screen called '%s' in tests/golden/cases.c\n", screen);
    return false;
}

/* Says which lines differ, as diff would. */
static void explain(const char *expected, const char *got)
{
    struct str a = str_of(expected), b = str_of(got), x, y;
    int line = 0, told = 0;
    for (;;) {
        bool more_a = str_split(&a, '\n', &x), more_b = str_split(&b, '\n', &y);
        line++;
        if ((!more_a && !more_b) || told == 12)
            return;
        if (!more_a)
            x = str_of("(end)");
        if (!more_b)
            y = str_of("(end)");
        if (x.n == y.n && memcmp(x.p, y.p, x.n) == 0)
            continue;
        printf("%4d - %.*s\n     + %.*s\n", line, (int)x.n, x.p, (int)y.n, y.p);
        told++;
    }
}

static bool compare(const char *name, const struct buf *got)
{
    char path[4096];
    AUTO(buf) struct buf expected = BUF(FILE_BYTES_MAX);
    beside(name, ".ref", path, sizeof path);
    bool have = read_file(path, &expected);
    bool same = have && expected.n == got->n && memcmp(buf_str(&expected), buf_str(got), got->n) == 0;
    if (same)
        return true;
    if (!getenv("GOLDEN_BLESS")) {
        printf("%s\n", have ? "differs:" : "has no .ref; look at it, then ./dev golden --bless");
        explain(buf_str(&expected), buf_str(got));
        return false;
    }
    FILE *f = fopen(path, "we");
    bool written = f && fwrite(buf_str(got), 1, got->n, f) == got->n;
    return f && fclose(f) == 0 && written;
}

static bool run_case(const char *name)
{
    struct stage s = {0};
    char path[4096];
    AUTO(buf) struct buf keys = BUF(FILE_BYTES_MAX);
    AUTO(buf) struct buf out = BUF(FILE_BYTES_MAX);
    beside(name, ".keys", path, sizeof path);
    bool ok = read_case(name, &s.c) && read_file(path, &keys) && open_case(&s.c, &s.ui, &s.fixture) && play(&s, buf_str(&keys), &out);
    if (s.ui.keymap.row)
        ui_done(&s.ui);
    if (s.fixture)
        s.fixture->close(&s.c);
    return ok && compare(name, &out);
}

static int run_on_tty(const char *name)
{
    struct golden_case c;
    struct ui ui = {0};
    const struct golden_fixture *fixture = NULL;
    struct line *line;
    struct err e = {0};
    enum ui_end end = UI_ENDED_QUIT;
    if (!read_case(name, &c) || !open_case(&c, &ui, &fixture))
        return 1;
    ui.o.ambiguous_known = false;
    int rc = line_tty_open(&line, &e);
    if (rc == 0) {
        rc = ui_run(&ui, line, &end, &e);
        line->ops->close(line);
    }
    printf("%s %s ended %d, %lld keys, %lld frames, %lld bytes, last frame %zu\n", rc ? e.msg : "ok", e.detail, (int)end,
           (long long)ui.count.keys, (long long)ui.count.frames, (long long)ui.count.bytes, ui.count.last_frame_bytes);
    ui_done(&ui);
    fixture->close(&c);
    return rc ? 1 : 0;
}

static struct {
    char *name[CASES_MAX];
    size_t n;
} found;

static int find_case(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    size_t n = strlen(path);
    (void)st, (void)ftw;
    if (type == FTW_F && n > 3 && strcmp(path + n - 3, ".in") == 0 && found.n < CASES_MAX) {
        found.name[found.n] = xstrdup(path);
        found.name[found.n++][n - 3] = '\0';
    }
    return 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

int main(int argc, char **argv)
{
    const struct stat none = {0};
    if (argc == 3 && strcmp(argv[1], "--tty") == 0) {
        find_case(argv[2], &none, FTW_F, NULL);
        int status = found.n ? run_on_tty(found.name[0]) : 1;
        free(found.name[0]);
        return status;
    }
    char root[4096];
    snprintf(root, sizeof root, "%s/tests/golden", getenv("SRCDIR") ? getenv("SRCDIR") : ".");
    for (int i = 1; i < argc; i++)
        find_case(argv[i], &none, FTW_F, NULL);
    if (argc == 1)
        nftw(root, find_case, 16, FTW_PHYS);
    qsort(found.name, found.n, sizeof *found.name, by_name);
    size_t failed = 0;
    for (size_t i = 0; i < found.n; i++) {
        bool ok = run_case(found.name[i]);
        printf("%s %s\n", ok ? "ok" : "FAILED", found.name[i]);
        failed += !ok;
        free(found.name[i]);
    }
    printf("%zu passed, %zu failed\n", found.n - failed, failed);
    return failed || !found.n ? 1 : 0;
}
