#include "tui/surface.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/base/utf8.h"
#include "core/base/width.h"
#include "tui/layout.h"

static const struct {
    char letter;
    const char *name;
} styles[] = {
#define STYLE(id, letter, name) [STYLE_##id] = {letter, name},
#include "tui/style.def"
#undef STYLE
};

char style_letter(enum style style)
{
    return styles[style].letter;
}

const char *style_name(enum style style)
{
    return styles[style].name;
}

static const struct cell blank = {.text = " ", .n = 1, .cols = 1, .style = STYLE_NORMAL};

void surface_init(struct surface *s, int rows, int cols, struct glyphs glyphs)
{
    *s = (struct surface){.glyphs = glyphs};
    surface_resize(s, rows, cols);
}

void surface_done(struct surface *s)
{
    free(s->cells);
    *s = (struct surface){0};
}

void surface_resize(struct surface *s, int rows, int cols)
{
    s->rows = rows < 1 ? 1 : rows > SURFACE_ROWS_MAX ? SURFACE_ROWS_MAX : rows;
    s->cols = cols < 1 ? 1 : cols > SURFACE_COLS_MAX ? SURFACE_COLS_MAX : cols;
    s->cells = xrealloc(s->cells, (size_t)s->rows * (size_t)s->cols * sizeof *s->cells);
    surface_clear(s);
}

static struct cell *cell_at(const struct surface *s, int x, int y)
{
    assert(x >= 0 && x < s->cols && y >= 0 && y < s->rows);
    return &s->cells[(size_t)y * (size_t)s->cols + (size_t)x];
}

void surface_clear(struct surface *s)
{
    for (size_t i = 0; i < (size_t)s->rows * (size_t)s->cols; i++)
        s->cells[i] = blank;
    s->cursor_x = s->cols - 1;
    s->cursor_y = s->rows - 1;
}

struct rect surface_rect(const struct surface *s)
{
    return (struct rect){0, 0, s->cols, s->rows};
}

const struct cell *surface_cell(const struct surface *s, int x, int y)
{
    return cell_at(s, x, y);
}

/* A cell about to be overwritten: the other half of the glyph that stood there becomes a space. */
static void break_glyph(struct surface *s, int x, int y)
{
    struct cell *c = cell_at(s, x, y);
    int other = c->n == 0 ? x - 1 : c->cols == 2 ? x + 1 : -1;
    if (other < 0 || other >= s->cols)
        return;
    struct cell *half = cell_at(s, other, y);
    uint8_t style = half->style;
    *half = blank;
    half->style = style;
}

static void put_cell(struct surface *s, int x, int y, const struct cell *c)
{
    break_glyph(s, x, y);
    if (c->cols == 2)
        break_glyph(s, x + 1, y);
    *cell_at(s, x, y) = *c;
    if (c->cols == 2)
        *cell_at(s, x + 1, y) = (struct cell){.n = 0, .cols = 0, .style = c->style};
}

/* One glyph at x, y of the surface, as much of it as lies inside clip. */
static void put_glyph(struct surface *s, struct rect clip, int x, int y, const struct cell *c)
{
    struct cell space = blank;
    space.style = c->style;
    bool first = x >= clip.x && x < clip.x + clip.w;
    bool second = c->cols == 2 && x + 1 >= clip.x && x + 1 < clip.x + clip.w;
    if (first && (c->cols == 1 || second)) {
        put_cell(s, x, y, c);
    } else {
        if (first)
            put_cell(s, x, y, &space);
        if (second)
            put_cell(s, x + 1, y, &space);
    }
}

/* The next glyph of *p (ended at end); false at the end. */
static bool next_glyph(const struct glyphs *g, const char **p, const char *end, enum style style, struct cell *c_r)
{
    if (*p >= end)
        return false;
    unsigned char first = (unsigned char)**p;
    if (first >= 0x20 && first < 0x7f && (*p + 1 == end || !((unsigned char)(*p)[1] & 0x80))) {
        *c_r = (struct cell){.text = {(char)first}, .n = 1, .cols = 1, .style = (uint8_t)style};
        *p += 1;
        return true;
    }
    const char *next = utf8_next_grapheme(*p);
    if (next > end || next == *p)
        next = end;
    size_t bytes = 0;
    struct cell c = {.style = (uint8_t)style};
    c.cols = (uint8_t)glyph_show(g, *p, (size_t)(next - *p), c.text, &bytes, NULL);
    c.n = (uint8_t)bytes;
    *p = next;
    *c_r = c;
    return true;
}

int glyphs_cols(const struct glyphs *g, const char *text, size_t n)
{
    int cols = 0;
    struct cell c;
    for (const char *p = text, *end = text + n; next_glyph(g, &p, end, STYLE_NORMAL, &c);)
        cols += c.cols;
    return cols;
}

int surface_text_n(struct surface *s, struct rect at, int x, int y, enum style style, const char *text, size_t n)
{
    struct rect clip = rect_cross(rect_cross(at, surface_rect(s)), (struct rect){at.x, at.y + y, at.w, 1});
    struct cell c;
    for (const char *p = text, *end = text + n; next_glyph(&s->glyphs, &p, end, style, &c);) {
        if (!rect_empty(clip))
            put_glyph(s, clip, at.x + x, at.y + y, &c);
        x += c.cols;
    }
    return x;
}

int surface_text(struct surface *s, struct rect at, int x, int y, enum style style, const char *text)
{
    return surface_text_n(s, at, x, y, style, text, strlen(text));
}

int surface_printf(struct surface *s, struct rect at, int x, int y, enum style style, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    size_t bytes = n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : utf8_valid_prefix(text, sizeof text - 1);
    return surface_text_n(s, at, x, y, style, text, bytes);
}

/* Bytes of the longest start of text that fits cols. */
static size_t fit(const struct glyphs *g, const char *text, int cols, int *cols_r)
{
    int used = 0;
    struct cell c;
    const char *p = text, *kept = text, *end = text + strlen(text);
    while (next_glyph(g, &p, end, STYLE_NORMAL, &c) && used + c.cols <= cols) {
        used += c.cols;
        kept = p;
    }
    *cols_r = used;
    return (size_t)(kept - text);
}

int surface_column(struct surface *s, struct rect at, int x, int y, int cols, enum style style, bool right, const char *text)
{
    if (cols <= 0)
        return x;
    int used;
    size_t n = fit(&s->glyphs, text, cols, &used);
    bool cut = text[n] != '\0';
    if (cut)
        n = fit(&s->glyphs, text, cols - 1, &used);
    int pad = cols - used - cut;
    struct rect place = rect_cross(at, (struct rect){at.x + x, at.y + y, cols, 1});
    surface_fill(s, place, STYLE_NORMAL);
    surface_text_n(s, at, right && !cut ? x + pad : x, y, style, text, n);
    if (cut)
        surface_text(s, at, x + cols - 1, y, style, ">");
    return x + cols;
}

int surface_paragraph(struct surface *s, struct rect at, int from, enum style style, const char *text)
{
    AUTO(arena) struct arena a = {0};
    char **line;
    size_t n = width_wrap(&a, text, at.w > 0 ? at.w : 1, s->glyphs.ambiguous, &line);
    for (int y = 0; y < at.h && (size_t)(from + y) < n; y++)
        surface_text(s, at, 0, y, style, line[from + y]);
    return (int)n;
}

void surface_fill(struct surface *s, struct rect at, enum style style)
{
    struct rect clip = rect_cross(at, surface_rect(s));
    struct cell c = blank;
    c.style = (uint8_t)style;
    for (int y = clip.y; y < clip.y + clip.h; y++)
        for (int x = clip.x; x < clip.x + clip.w; x++)
            put_cell(s, x, y, &c);
}

void surface_cursor(struct surface *s, struct rect at, int x, int y)
{
    struct rect clip = rect_cross(at, surface_rect(s));
    if (rect_empty(clip))
        return;
    x += at.x;
    y += at.y;
    s->cursor_x = x < clip.x ? clip.x : x >= clip.x + clip.w ? clip.x + clip.w - 1 : x;
    s->cursor_y = y < clip.y ? clip.y : y >= clip.y + clip.h ? clip.y + clip.h - 1 : y;
}

static void print_styles(const struct surface *s, int y, struct buf *out)
{
    for (int x = 0; x < s->cols;) {
        uint8_t style = cell_at(s, x, y)->style;
        int from = x;
        while (x < s->cols && cell_at(s, x, y)->style == style)
            x++;
        if (style != STYLE_NORMAL)
            buf_printf(out, "%d %d-%d %s\n", y, from, x - 1, styles[style].name);
    }
}

void surface_print(const struct surface *s, struct buf *out)
{
    for (int y = 0; y < s->rows; y++) {
        size_t line = out->n, kept = out->n;
        for (int x = 0; x < s->cols; x++) {
            const struct cell *c = cell_at(s, x, y);
            buf_add(out, c->text, c->n);
            if (c->n > 1 || (c->n == 1 && c->text[0] != ' '))
                kept = out->n;
        }
        if (out->p && kept >= line) {
            out->n = kept;
            out->p[kept] = '\0';
        }
        buf_add_char(out, '\n');
    }
    buf_add_str(out, "--\n");
    for (int y = 0; y < s->rows; y++)
        print_styles(s, y, out);
    buf_printf(out, "cursor %d %d\n", s->cursor_y, s->cursor_x);
}
