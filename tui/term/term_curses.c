/* The only file that includes curses. curses writes into a memory file, which is read after each update: so a frame never
 * blocks half written, and goes out in one piece. */
#include "config.h"

#include "tui/term/term.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <wchar.h>

#include <curses.h>

#include "core/base/mem.h"
#include "core/base/str.h"
#include "core/base/utf8.h"
#include "core/base/width.h"
#include "tui/term/encode.h"
#include "tui/term/terse.h"

enum { PAIRS_MAX = 63 };

struct term {
    SCREEN *screen;
    FILE *out, *in;
    char name[48];
    const struct theme *theme;
    struct encode encode;
    struct terse terse;
    attr_t attribute[STYLE_COUNT];
    short pair[STYLE_COUNT];
    struct surface shown; /* what curses was last given */
    bool forget;
};

const char term_farewell[] = "\033[?2004l\033[r\033[0m\033[?25h\033[?1049l";
static const char greeting[] = "\033[?2004h";

/* curses asks libc how wide a character is; a seat's terminal knows better. The program exports this function, so curses
 * finds it first. One terminal a process, hence one width a process. */
static int seat_ambiguous = 1;

int wcwidth(wchar_t c);

int wcwidth(wchar_t c)
{
    uint32_t cp = (uint32_t)c;
    if (cp == 0)
        return 0;
    if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
        return -1;
    return width_of_char(cp, seat_ambiguous);
}

/* The names to try for what the terminal calls itself. Debian's ncurses-base lacks the newer emulators, all of which
 * understand xterm's sequences. */
static const char *const fallbacks[] = {NULL, "xterm-256color", "xterm", "vt100"};

static bool name_is_sane(const char *name)
{
    size_t n = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+-");
    return n > 0 && n <= 40 && !name[n];
}

static bool usable(void)
{
    const char *move = tigetstr("cup");
    return move && move != (char *)-1 && tigetstr("clear") && tigetstr("clear") != (char *)-1;
}

/* curses believes the environment before the caller; a seat's environment is somebody else's. */
static void shut_environment(void)
{
    static const char *const unwanted[] = {"TERMINFO", "TERMINFO_DIRS", "TERMCAP", "TERMPATH", "LINES",
                                           "COLUMNS",  "NCURSES_ASSUMED_COLORS", "NCURSES_NO_SETBUF"};
    for (size_t i = 0; i < COUNT_OF(unwanted); i++)
        unsetenv(unwanted[i]);
    setenv("NCURSES_NO_PADDING", "1", 1);
    if (MB_CUR_MAX == 1 && !setlocale(LC_CTYPE, "C.UTF-8"))
        setlocale(LC_CTYPE, "en_US.UTF-8");
}

/* The size the terminal has, not the one its description has: curses sets the scrolling margins with it, and a line feed on
 * the last row between them would shift the screen. */
static SCREEN *new_screen(struct term *t, const char *name)
{
    char rows[16], cols[16];
    snprintf(rows, sizeof rows, "%d", t->shown.rows);
    snprintf(cols, sizeof cols, "%d", t->shown.cols);
    setenv("LINES", rows, 1);
    setenv("COLUMNS", cols, 1);
    use_env(TRUE);
    SCREEN *screen = newterm(name, t->out, t->in);
    use_env(FALSE);
    unsetenv("LINES");
    unsetenv("COLUMNS");
    return screen;
}

/* What a terminal does with its margins when its size changes is its own affair. */
static void set_margins(struct term *t)
{
    const char *margins = tigetstr("csr");
    if (!margins || margins == (char *)-1 || strstr(margins, "$<"))
        return;
    fputs(tiparm(margins, 0, t->shown.rows - 1), t->out);
    fflush(t->out); /* before what curses writes past stdio */
}

static bool open_screen(struct term *t, const char *name)
{
    for (size_t i = 0; i < COUNT_OF(fallbacks); i++) {
        const char *try = fallbacks[i] ? fallbacks[i] : name;
        if (!name_is_sane(try))
            continue;
        t->screen = new_screen(t, try);
        if (!t->screen)
            continue;
        set_term(t->screen);
        if (usable()) {
            str_copy_cut(t->name, sizeof t->name, try);
            return true;
        }
        endwin();
        delscreen(t->screen);
        t->screen = NULL;
    }
    return false;
}

static void prepare_styles(struct term *t, bool mono)
{
    short pairs = 0;
    bool colours = !mono && has_colors() && start_color() == OK && use_default_colors() == OK;
    for (int i = 0; i < STYLE_COUNT; i++) {
        const struct look *look = &t->theme->look[i];
        attr_t a = A_NORMAL;
        a |= look->attributes & LOOK_BOLD ? A_BOLD : 0;
        a |= look->attributes & LOOK_REVERSE ? A_REVERSE : 0;
        a |= look->attributes & LOOK_UNDERLINE ? A_UNDERLINE : 0;
        a |= look->attributes & LOOK_DIM ? A_DIM : 0;
        t->attribute[i] = a;
        t->pair[i] = 0;
        if (!colours || (look->foreground < 0 && look->background < 0))
            continue;
        for (short p = 1; p <= pairs && !t->pair[i]; p++) {
            short fore, back;
            if (pair_content(p, &fore, &back) == OK && fore == look->foreground && back == look->background)
                t->pair[i] = p;
        }
        if (!t->pair[i] && pairs < PAIRS_MAX && init_pair((short)(pairs + 1), look->foreground, look->background) == OK)
            t->pair[i] = ++pairs;
    }
}

/* Moves what curses wrote from the memory file to out, in the charset of the seat and in as few bytes as will do. */
static void collect(struct term *t, struct buf *out)
{
    fflush(t->out);
    int fd = fileno(t->out);
    off_t n = lseek(fd, 0, SEEK_CUR);
    char piece[8192];
    AUTO(buf) struct buf frame = BUF(TERM_FRAME_BYTES_MAX);
    for (off_t at = 0; at < n;) {
        ssize_t got = pread(fd, piece, sizeof piece, at);
        if (got <= 0)
            break;
        encode_feed(&t->encode, piece, (size_t)got, &frame);
        at += got;
    }
    terse_frame(&t->terse, buf_str(&frame), frame.n, t->shown.cols, out);
    if (n > 0 && (lseek(fd, 0, SEEK_SET) != 0 || ftruncate(fd, 0) != 0))
        abort(); /* a memory file cannot refuse this */
}

static FILE *memory_file(void)
{
    int fd = memfd_create("frame", MFD_CLOEXEC);
    return fd < 0 ? NULL : fdopen(fd, "r+");
}

static int open_failed(struct term *t, const char *name, struct err *e)
{
    int saved = errno;
    term_close(t, NULL);
    err_set(e, E_IO, "term.unusable", name_is_sane(name) ? name : "?", NULL);
    return err_detail(e, "newterm: %s", strerror(saved));
}

int term_open(struct term **t_r, const struct term_options *o, struct buf *out, struct err *e)
{
    struct term *t = xcalloc(1, sizeof *t);
    const char *name = o->name ? o->name : "";
    t->theme = o->theme ? o->theme : theme_at(0);
    t->out = memory_file();
    t->in = fopen("/dev/null", "re");
    encode_init(&t->encode, o->glyphs.charset);
    surface_init(&t->shown, o->rows, o->cols, o->glyphs);
    if (!t->out || !t->in)
        return open_failed(t, name, e);

    seat_ambiguous = o->glyphs.ambiguous;
    shut_environment();
    if (!open_screen(t, name))
        return open_failed(t, name, e);
    typeahead(-1);
    nonl();
    leaveok(newscr, FALSE);
    /* Rows are written to where curses compares them with the terminal; a window that only passes them on would be one more
     * copy of the screen. */
    wresize(stdscr, 1, 1);
    prepare_styles(t, o->mono);
    resize_term(t->shown.rows, t->shown.cols);
    clearok(curscr, TRUE);
    t->forget = true;
    collect(t, out);
    encode_feed(&t->encode, greeting, sizeof greeting - 1, out);
    *t_r = t;
    return 0;
}

/* New size; the next flush repaints. */
static void term_size(struct term *t, int rows, int cols)
{
    surface_resize(&t->shown, rows, cols);
    resize_term(t->shown.rows, t->shown.cols);
    set_margins(t);
    term_forget(t);
}

void term_forget(struct term *t)
{
    t->forget = true;
    clearok(curscr, TRUE);
}

/* The wide characters of one cell; returns false for the right half of a glyph. */
static bool cell_to_curses(const struct term *t, const struct cell *c, cchar_t *to)
{
    if (c->n == 0)
        return false;
    wchar_t text[CCHARW_MAX + 1] = {0};
    size_t n = 0;
    for (size_t i = 0; i < c->n && n < CCHARW_MAX;) {
        uint32_t cp;
        int bytes = utf8_decode(c->text + i, c->n - i, &cp);
        if (bytes <= 0)
            break;
        text[n++] = (wchar_t)cp;
        i += (size_t)bytes;
    }
    enum style style = (enum style)c->style;
    if (setcchar(to, text, t->attribute[style], t->pair[style], NULL) != OK)
        setcchar(to, L" ", t->attribute[style], t->pair[style], NULL);
    return true;
}

static void flush_row(struct term *t, const struct surface *s, int y)
{
    cchar_t row[SURFACE_COLS_MAX];
    int n = 0;
    for (int x = 0; x < s->cols; x++)
        if (cell_to_curses(t, surface_cell(s, x, y), &row[n]))
            n++;
    mvwadd_wchnstr(newscr, y, 0, row, n);
}

void term_flush(struct term *t, const struct surface *s, struct buf *out)
{
    if (s->rows != t->shown.rows || s->cols != t->shown.cols)
        term_size(t, s->rows, s->cols);
    size_t row_bytes = (size_t)s->cols * sizeof *s->cells;
    bool same = !t->forget && s->cursor_x == t->shown.cursor_x && s->cursor_y == t->shown.cursor_y;
    for (int y = 0; y < s->rows; y++) {
        const struct cell *new = s->cells + (size_t)y * (size_t)s->cols;
        struct cell *old = t->shown.cells + (size_t)y * (size_t)s->cols;
        if (!t->forget && memcmp(new, old, row_bytes) == 0)
            continue;
        flush_row(t, s, y);
        memcpy(old, new, row_bytes);
        same = false;
    }
    if (same)
        return;
    t->forget = false;
    t->shown.cursor_x = s->cursor_x;
    t->shown.cursor_y = s->cursor_y;
    wmove(newscr, s->cursor_y, s->cursor_x);
    doupdate();
    collect(t, out);
}

void term_bell(struct term *t, struct buf *out)
{
    (void)t;
    buf_add_char(out, '\a');
}

const char *term_name(const struct term *t)
{
    return t->name;
}

void term_close(struct term *t, struct buf *out)
{
    if (!t)
        return;
    if (t->screen) {
        endwin();
        collect(t, out);
        buf_add_str(out, term_farewell);
        delscreen(t->screen);
    }
    if (t->out)
        fclose(t->out);
    if (t->in)
        fclose(t->in);
    surface_done(&t->shown);
    free(t);
}
