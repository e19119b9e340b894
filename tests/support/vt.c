#include "tests/support/vt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/str.h"
#include "core/base/utf8.h"
#include "core/base/width.h"

enum state { GROUND, ESCAPE, CONTROL, DESIGNATE };

static void blank(struct vt *t, int y, int from, int to)
{
    for (int x = from; x < to; x++) {
        str_copy_cut(t->cell[y][x], sizeof t->cell[y][x], " ");
        t->reversed[y][x] = false;
    }
}

static void blank_rows(struct vt *t, int from, int to)
{
    for (int y = from; y < to; y++)
        blank(t, y, 0, t->cols);
}

void vt_init(struct vt *t, int rows, int cols, int ambiguous, enum charset charset)
{
    *t = (struct vt){.rows = rows, .cols = cols, .ambiguous = ambiguous, .charset = charset, .bottom = rows - 1};
    blank_rows(t, 0, rows);
}

static void copy_row(struct vt *t, int to, int from)
{
    memcpy(t->cell[to], t->cell[from], sizeof t->cell[to]);
    memcpy(t->reversed[to], t->reversed[from], sizeof t->reversed[to]);
}

/* Moves the rows from..bottom by n (down if positive), blanks what comes in. */
static void scroll(struct vt *t, int from, int n)
{
    int rows = t->bottom - from + 1;
    if (abs(n) >= rows) {
        blank_rows(t, from, t->bottom + 1);
    } else if (n > 0) {
        for (int y = t->bottom; y >= from + n; y--)
            copy_row(t, y, y - n);
        blank_rows(t, from, from + n);
    } else {
        for (int y = from; y <= t->bottom + n; y++)
            copy_row(t, y, y - n);
        blank_rows(t, t->bottom + n + 1, t->bottom + 1);
    }
}

static void line_feed(struct vt *t)
{
    if (t->y == t->bottom)
        scroll(t, t->top, -1);
    else if (t->y < t->rows - 1)
        t->y++;
}

/* As real terminals do: half of an overwritten glyph is gone. */
static void erase_half(struct vt *t, int x)
{
    if (!t->cell[t->y][x][0] && x > 0)
        str_copy_cut(t->cell[t->y][x - 1], sizeof t->cell[0][0], " ");
    if (x + 1 < t->cols && !t->cell[t->y][x + 1][0])
        str_copy_cut(t->cell[t->y][x + 1], sizeof t->cell[0][0], " ");
}

static void print_char(struct vt *t, const char *text, uint32_t cp)
{
    int cols = width_of_char(cp, t->ambiguous);
    if (cols == 0) {
        int x = t->wrap_due ? t->x : t->x - 1;
        while (x > 0 && !t->cell[t->y][x][0])
            x--;
        size_t n = strlen(t->cell[t->y][x]);
        str_copy_cut(t->cell[t->y][x] + n, sizeof t->cell[0][0] - n, text);
        return;
    }
    if (t->wrap_due || t->x + cols > t->cols) {
        t->x = 0;
        line_feed(t);
        t->wrap_due = false;
    }
    for (int i = 0; i < cols; i++) {
        erase_half(t, t->x + i);
        t->cell[t->y][t->x + i][0] = '\0';
        t->reversed[t->y][t->x + i] = t->reverse;
    }
    str_copy_cut(t->cell[t->y][t->x], sizeof t->cell[0][0], text);
    t->x += cols;
    if (t->x >= t->cols) {
        t->x = t->cols - 1;
        t->wrap_due = true;
    }
}

static int number(const struct vt *t, int index, int otherwise)
{
    struct str rest = {t->sequence, t->sequence_n}, piece;
    for (int i = 0; str_split(&rest, ';', &piece); i++)
        if (i == index && piece.n)
            return atoi(piece.p) ? atoi(piece.p) : otherwise; /* lint: banned digits only, from our own stream */
    return otherwise;
}

static int clamp(int v, int max)
{
    return v < 0 ? 0 : v > max ? max : v;
}

static void go(struct vt *t, int x, int y)
{
    t->x = clamp(x, t->cols - 1);
    t->y = clamp(y, t->rows - 1);
    t->wrap_due = false;
}

static void shift(struct vt *t, int n)
{
    int room = t->cols - t->x, move = n > room ? room : n < -room ? room : abs(n);
    char(*row)[16] = t->cell[t->y];
    bool *reversed = t->reversed[t->y];
    size_t kept = (size_t)(room - move);
    if (n > 0) {
        memmove(row + t->x + move, row + t->x, kept * sizeof *row);
        memmove(reversed + t->x + move, reversed + t->x, kept);
        blank(t, t->y, t->x, t->x + move);
    } else {
        memmove(row + t->x, row + t->x + move, kept * sizeof *row);
        memmove(reversed + t->x, reversed + t->x + move, kept);
        blank(t, t->y, t->cols - move, t->cols);
    }
}

static void private_mode(struct vt *t, bool on)
{
    switch (atoi(t->sequence + 1)) { /* lint: banned digits only, from our own stream */
    case 1049: t->alternate = on; break;
    case 2004: t->paste = on; break;
    case 1:
    case 7:
    case 12:
    case 25:
    case 1034:
    case 1006:
    case 1000: break;
    default: t->unknown++;
    }
}

static void graphic(struct vt *t)
{
    struct str rest = {t->sequence, t->sequence_n}, piece;
    if (!t->sequence_n)
        t->reverse = false;
    while (str_split(&rest, ';', &piece)) {
        int v = piece.n ? atoi(piece.p) : 0; /* lint: banned digits only, from our own stream */
        if (v == 0 || v == 27)
            t->reverse = false;
        else if (v == 7)
            t->reverse = true;
    }
}

static void erase_line(struct vt *t, int what)
{
    blank(t, t->y, what == 0 ? t->x : 0, what == 1 ? t->x + 1 : t->cols);
}

static void erase_display(struct vt *t, int what)
{
    if (what == 2) {
        blank_rows(t, 0, t->rows);
    } else {
        erase_line(t, what);
        blank_rows(t, what == 0 ? t->y + 1 : 0, what == 0 ? t->rows : t->y);
    }
}

static void answer(struct vt *t, const char *text)
{
    str_copy_cut(t->answer + t->answer_n, sizeof t->answer - t->answer_n, text);
    t->answer_n = strlen(t->answer);
}

static void report(struct vt *t, char final, int what)
{
    char text[32];
    snprintf(text, sizeof text, "\x1b[%d;%dR", t->y + 1, t->x + 1);
    if (final == 'n' && what == 6)
        answer(t, text);
    else if (final == 'c' && what == 0)
        answer(t, "\x1b[?62;c");
    else
        t->unknown++;
}

static void control(struct vt *t, char final)
{
    int n = number(t, 0, 1), zero = number(t, 0, 0);
    switch (final) {
    case 'H':
    case 'f': go(t, number(t, 1, 1) - 1, n - 1); break;
    case 'A': go(t, t->x, t->y - n); break;
    case 'B': go(t, t->x, t->y + n); break;
    case 'C': go(t, t->x + n, t->y); break;
    case 'D': go(t, t->x - n, t->y); break;
    case 'G': go(t, n - 1, t->y); break;
    case 'd': go(t, t->x, n - 1); break;
    case 'K': erase_line(t, zero); break;
    case 'J': erase_display(t, zero); break;
    case 'X': blank(t, t->y, t->x, clamp(t->x + n, t->cols)); break;
    case 'P': shift(t, -n); break;
    case '@': shift(t, n); break;
    case 'L': scroll(t, t->y, n); break;
    case 'M': scroll(t, t->y, -n); break;
    case 'S': scroll(t, t->top, -n); break;
    case 'T': scroll(t, t->top, n); break;
    case 'm': graphic(t); break;
    case 'r':
        t->top = clamp(n - 1, t->rows - 1);
        t->bottom = clamp(number(t, 1, t->rows) - 1, t->rows - 1);
        go(t, 0, 0);
        break;
    case 'h':
    case 'l':
        if (t->sequence_n && t->sequence[0] == '?')
            private_mode(t, final == 'h');
        else if (zero != 4 && zero != 20)
            t->unknown++;
        break;
    case 'n':
    case 'c': report(t, final, zero); break;
    case 't': break;
    default: t->unknown++;
    }
}

static void escape(struct vt *t, char c)
{
    t->state = GROUND;
    switch (c) {
    case '[': t->state = CONTROL; t->sequence_n = 0; break;
    case '(':
    case ')': t->state = DESIGNATE; break;
    case '7': t->saved_x = t->x; t->saved_y = t->y; break;
    case '8': go(t, t->saved_x, t->saved_y); break;
    case 'M':
        if (t->y == t->top)
            scroll(t, t->top, 1);
        else
            go(t, t->x, t->y - 1);
        break;
    case '=':
    case '>': break;
    default: t->unknown++;
    }
}

/* Bytes of a character in an old charset, by its first. */
static size_t old_bytes(enum charset charset, unsigned char c)
{
    if (charset == CHARSET_CP932)
        return c >= 0xa1 && c <= 0xdf ? 1 : 2;
    return c == 0x8f ? 3 : 2;
}

static void text_byte(struct vt *t, char c)
{
    t->text[t->text_n++] = c;
    uint32_t cp = 0;
    if (t->charset == CHARSET_UTF8) {
        int n = utf8_decode(t->text, t->text_n, &cp);
        if (n == (int)t->text_n) {
            t->text[t->text_n] = '\0';
            t->text_n = 0;
            print_char(t, t->text, cp);
        } else if (t->text_n == 4) {
            t->unknown++;
            t->text_n = 0;
        }
        return;
    }
    if ((unsigned char)t->text[0] >= 0x80 && t->text_n < old_bytes(t->charset, (unsigned char)t->text[0]))
        return;
    AUTO(buf) struct buf out = BUF(16);
    struct err e;
    if (charset_decode(t->charset, t->text, t->text_n, &out, &e) == 0 && utf8_decode(buf_str(&out), out.n, &cp) > 0)
        print_char(t, buf_str(&out), cp);
    else
        t->unknown++;
    t->text_n = 0;
}

static void ground(struct vt *t, char c)
{
    if (t->text_n || (unsigned char)c >= 0x20) {
        text_byte(t, c);
        return;
    }
    switch (c) {
    case '\033': t->state = ESCAPE; break;
    case '\r': go(t, 0, t->y); break;
    case '\n': line_feed(t); t->wrap_due = false; break;
    case '\b': go(t, t->x - 1, t->y); break;
    case '\t': go(t, (t->x / 8 + 1) * 8, t->y); break;
    case '\a':
    case 0x0e:
    case 0x0f: break;
    default: t->unknown++;
    }
}

void vt_feed(struct vt *t, const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        switch ((enum state)t->state) {
        case GROUND: ground(t, p[i]); break;
        case ESCAPE: escape(t, p[i]); break;
        case DESIGNATE: t->state = GROUND; break;
        case CONTROL:
            if (p[i] >= 0x40) {
                t->sequence[t->sequence_n] = '\0';
                t->state = GROUND;
                control(t, p[i]);
            } else if (t->sequence_n + 1 < sizeof t->sequence) {
                t->sequence[t->sequence_n++] = p[i];
            }
            break;
        }
}

void vt_row(const struct vt *t, int row, struct buf *to)
{
    size_t end = to->n;
    for (int x = 0; x < t->cols; x++) {
        buf_add_str(to, t->cell[row][x]);
        if (t->cell[row][x][0] && !str_eq(t->cell[row][x], " "))
            end = to->n;
    }
    if (to->n) {
        to->n = end;
        to->p[end] = '\0';
    }
}
