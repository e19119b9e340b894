#include "tui/term/terse.h"

#include <stdio.h>
#include <string.h>

enum { NUMBERS_MAX = 16, LOOK_BYTES = 64 };

/* A frame on its way. Rows from 1, 0: not known. */
struct frame {
    struct terse *t;
    struct buf *out;
    int row, columns_max, cols; /* the cursor stands at most so many columns from the left */
    bool after_cr;
};

static bool same_look(const struct terse_look *a, const struct terse_look *b)
{
    return memcmp(a->on, b->on, sizeof a->on) == 0 && strcmp(a->fore, b->fore) == 0 && strcmp(a->back, b->back) == 0;
}

/* The numbers that make `to` of `from`; false if something has to be switched off. */
static bool numbers_between(const struct terse_look *from, const struct terse_look *to, struct buf *numbers)
{
    for (int i = 0; i < (int)sizeof to->on; i++) {
        if (from->on[i] && !to->on[i])
            return false;
        if (to->on[i] && !from->on[i])
            buf_printf(numbers, "%s%d", numbers->n ? ";" : "", i);
    }
    const char *const pair[][2] = {{from->fore, to->fore}, {from->back, to->back}};
    for (int i = 0; i < 2; i++) {
        if (*pair[i][0] && !*pair[i][1])
            return false;
        if (strcmp(pair[i][0], pair[i][1]) != 0)
            buf_printf(numbers, "%s%s", numbers->n ? ";" : "", pair[i][1]);
    }
    return true;
}

/* Before anything that attributes have an effect on. */
static void settle(struct frame *f)
{
    static const struct terse_look none;
    struct terse *t = f->t;
    if (t->known ? same_look(&t->now, &t->wanted) : !t->due)
        return;
    AUTO(buf) struct buf more = BUF(LOOK_BYTES);
    if (t->known && numbers_between(&t->now, &t->wanted, &more)) {
        buf_printf(f->out, "\033[%sm", buf_str(&more));
    } else {
        buf_clear(&more);
        (void)numbers_between(&none, &t->wanted, &more);
        buf_printf(f->out, more.n ? "\033[0;%sm" : "\033[m", buf_str(&more));
    }
    t->now = t->wanted;
    t->known = true;
    t->due = false;
}

/* What an SGR sequence asks for; false if it asks for more than is understood here. */
static bool take_look(struct terse_look *look, const int *number, int n)
{
    for (int i = 0; i < n; i++) {
        int v = number[i];
        bool fore = v == 38, extended = (v == 38 || v == 48) && i + 2 < n && number[i + 1] == 5;
        if (v == 0) {
            *look = (struct terse_look){0};
        } else if (v == 1 || v == 2 || v == 4 || v == 7) {
            look->on[v] = true;
        } else if (v == 22) {
            look->on[1] = look->on[2] = false;
        } else if (v == 24 || v == 27) {
            look->on[v - 20] = false;
        } else if (v == 39 || v == 49) {
            (v == 39 ? look->fore : look->back)[0] = '\0';
        } else if ((v >= 30 && v < 38) || (v >= 90 && v < 98)) {
            snprintf(look->fore, sizeof look->fore, "%d", v);
        } else if ((v >= 40 && v < 48) || (v >= 100 && v < 108)) {
            snprintf(look->back, sizeof look->back, "%d", v);
        } else if (extended && number[i + 2] < 256) {
            snprintf(fore ? look->fore : look->back, TERSE_COLOUR_BYTES, "%d;5;%d", v, number[i + 2]);
            i += 2;
        } else {
            return false;
        }
    }
    return true;
}

/* Digits and semicolons between the bracket and the last byte; -1 if there is anything else, else how many numbers. */
static int read_numbers(const char *p, const char *end, int number[NUMBERS_MAX])
{
    int n = 1;
    number[0] = 0;
    for (; p < end; p++) {
        if (*p == ';' && n < NUMBERS_MAX)
            number[n++] = 0;
        else if (*p >= '0' && *p <= '9' && number[n - 1] < 1000)
            number[n - 1] = number[n - 1] * 10 + (*p - '0');
        else
            return -1;
    }
    return n;
}

static void pass(struct frame *f, const char *p, size_t n)
{
    settle(f);
    buf_add(f->out, p, n);
    f->after_cr = false;
}

/* ESC [ numbers letter, whole. */
static void control(struct frame *f, const char *p, size_t n)
{
    int number[NUMBERS_MAX];
    int numbers = read_numbers(p + 2, p + n - 1, number);
    char letter = p[n - 1];
    struct terse *t = f->t;
    struct terse_look look = t->wanted;
    bool whole = t->known || t->due || number[0] == 0;
    if (letter == 'm' && numbers > 0 && whole && take_look(&look, number, numbers)) {
        t->wanted = look;
        t->due = !t->known;
        return;
    }
    if (letter == 'd' && numbers == 1 && f->after_cr && f->row && number[0] == f->row + 1) {
        pass(f, "\n", 1);
        f->row++;
        return;
    }
    pass(f, p, n);
    if (letter == 'm')
        t->known = false;
    else if (letter == 'd' && numbers == 1)
        f->row = number[0];
    else if (letter == 'H' && numbers == 2)
        f->row = number[0], f->columns_max = number[1];
    else if (letter != 'K' && letter != 'X' && letter != 'P' && letter != '@')
        f->row = 0;
}

/* Length of the sequence that begins at p with ESC. */
static size_t sequence_length(const char *p, size_t n)
{
    size_t i = 1;
    if (n < 2)
        return n;
    if (p[1] == '[') {
        for (i = 2; i < n && (p[i] < 0x40 || p[i] > 0x7e);)
            i++;
    } else if (p[1] == ']' || p[1] == 'P') {
        for (i = 2; i < n && p[i] != '\a' && p[i] != '\\';)
            i++;
    } else {
        for (i = 1; i < n && p[i] >= 0x20 && p[i] < 0x30;)
            i++;
    }
    return i < n ? i + 1 : n;
}

/* A character that may have wrapped leaves the row unknown: terminals differ there. */
static void text(struct frame *f, const char *p)
{
    pass(f, p, 1);
    if (++f->columns_max >= f->cols)
        f->row = 0;
}

void terse_frame(struct terse *t, const char *p, size_t n, int cols, struct buf *out)
{
    struct frame f = {.t = t, .out = out, .cols = cols, .columns_max = cols};
    for (size_t i = 0; i < n; i++) {
        if (p[i] == '\033') {
            size_t length = sequence_length(p + i, n - i);
            if (length > 2 && p[i + 1] == '[')
                control(&f, p + i, length);
            else
                pass(&f, p + i, length), f.row = 0;
            i += length - 1;
        } else if (p[i] == '\r') {
            pass(&f, p + i, 1);
            f.after_cr = true;
            f.columns_max = 0;
        } else if ((unsigned char)p[i] < 0x20) {
            pass(&f, p + i, 1);
            f.row = p[i] == '\b' ? f.row : 0;
        } else {
            text(&f, p + i);
        }
    }
    settle(&f);
}
