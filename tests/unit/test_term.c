#include "tests/support/unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/base/mem.h"
#include "tests/support/dice.h"
#include "tests/support/vt.h"
#include "tui/layout.h"
#include "tui/term/term.h"
#include "tui/widget/checklist.h"
#include "tui/widget/field.h"
#include "tui/widget/table.h"

struct seat {
    struct term *term;
    struct surface surface;
    struct vt vt;
    struct buf out;
};

static void seat_open(struct seat *s, const char *name, int rows, int cols, struct glyphs glyphs)
{
    struct err e;
    s->out = BUF(TERM_FRAME_BYTES_MAX);
    surface_init(&s->surface, rows, cols, glyphs);
    vt_init(&s->vt, rows, cols, glyphs.ambiguous, glyphs.charset);
    const struct term_options o = {.name = name, .rows = rows, .cols = cols, .glyphs = glyphs};
    assert_ok(term_open(&s->term, &o, &s->out, &e), &e);
}

/* Sends the frame; returns its bytes. */
static size_t seat_flush(struct seat *s)
{
    buf_clear(&s->out);
    term_flush(s->term, &s->surface, &s->out);
    vt_feed(&s->vt, buf_str(&s->out), s->out.n);
    return s->out.n;
}

static void seat_close(struct seat *s)
{
    buf_clear(&s->out);
    term_close(s->term, &s->out);
    vt_feed(&s->vt, buf_str(&s->out), s->out.n);
    assert_false(s->vt.paste);
    assert_false(s->vt.alternate);
    assert_int_equal(s->vt.unknown, 0);
    surface_done(&s->surface);
    buf_done(&s->out);
}

/* The terminal shows what the surface holds, cell by cell, and the cursor stands where it should. */
static void assert_shown(const struct seat *s)
{
    for (int y = 0; y < s->surface.rows; y++)
        for (int x = 0; x < s->surface.cols; x++) {
            const struct cell *c = surface_cell(&s->surface, x, y);
            char text[CELL_BYTES + 1] = {0};
            memcpy(text, c->text, c->n);
            if (strcmp(text, s->vt.cell[y][x]) != 0)
                fail_msg("row %d column %d: '%s' is shown as '%s'", y, x, text, s->vt.cell[y][x]);
            if (c->n && s->vt.reversed[y][x] != (c->style == STYLE_FOCUS))
                fail_msg("row %d column %d: the highlight is wrong", y, x);
        }
    assert_int_equal(s->vt.x, s->surface.cursor_x);
    assert_int_equal(s->vt.y, s->surface.cursor_y);
}

static void random_frame(struct surface *s)
{
    static const char *const texts[] = {"漢字かな", "abc", "○※─", "ｱｲｳ", "か\xe3\x82\x99", "髙﨑", "𠮷", "  ", "1,000", "é"};
    static const enum style some[] = {STYLE_NORMAL, STYLE_FOCUS, STYLE_ERROR, STYLE_TITLE};
    for (int i = 0; i < 12; i++) {
        struct rect at = surface_rect(s);
        const char *text = texts[dice_index(COUNT_OF(texts))];
        surface_text(s, at, dice(s->cols), dice(s->rows), some[dice_index(COUNT_OF(some))], text);
    }
    if (dice(5) == 0)
        surface_fill(s, (struct rect){0, dice(s->rows), s->cols, 3}, STYLE_NORMAL);
    surface_cursor(s, surface_rect(s), dice(s->cols), dice(s->rows));
}

static void replay(const char *name, int rows, int cols, struct glyphs glyphs)
{
    static struct seat s; /* large */
    s = (struct seat){0};
    seat_open(&s, name, rows, cols, glyphs);
    for (int frame = 0; frame < 60; frame++) {
        random_frame(&s.surface);
        seat_flush(&s);
        assert_shown(&s);
    }
    seat_close(&s);
}

static void test_term__the_stream_replayed_equals_the_grid(void **state)
{
    (void)state;
    dice_seed(9);
    const struct glyphs seats[] = {{1, CHARSET_UTF8}, {2, CHARSET_UTF8}, {2, CHARSET_CP932}, {2, CHARSET_EUCJP}};
    for (size_t i = 0; i < COUNT_OF(seats); i++) {
        replay("xterm-256color", 24, 80, seats[i]);
        replay("vt100", 24, 80, seats[i]);
        replay("xterm", 7, 33, seats[i]);
    }
}

static void test_term__nothing_is_sent_for_the_same_frame(void **state)
{
    (void)state;
    static struct seat s;
    seat_open(&s, "xterm-256color", 24, 80, (struct glyphs){1, CHARSET_UTF8});
    surface_text(&s.surface, surface_rect(&s.surface), 3, 3, STYLE_TITLE, "認証");
    assert_true(seat_flush(&s) > 0);
    assert_int_equal(seat_flush(&s), 0);
    surface_clear(&s.surface);
    surface_text(&s.surface, surface_rect(&s.surface), 3, 3, STYLE_TITLE, "認証");
    assert_int_equal(seat_flush(&s), 0);
    term_forget(s.term);
    assert_true(seat_flush(&s) > 0);
    assert_shown(&s);
    seat_close(&s);
}

/* Every row full of text that the row above does not have, so that each is reached by a line feed; then all of it anew. */
static void fill_rows(struct seat *s)
{
    for (int again = 0; again < 3; again++) {
        for (int y = 0; y < s->surface.rows; y++) {
            char text[64];
            surface_fill(&s->surface, (struct rect){0, y, s->surface.cols, 1}, STYLE_NORMAL);
            snprintf(text, sizeof text, "%d行 %.*s", y * 7 + again, 3 * (1 + (y + again) % 9), "項目の多い様式を全部");
            surface_text(&s->surface, surface_rect(&s->surface), 1, y, STYLE_NORMAL, text);
        }
        seat_flush(s);
        assert_shown(s);
    }
}

static void test_term__a_screen_higher_than_its_description_does_not_scroll(void **state)
{
    (void)state;
    static struct seat s;
    const char *const names[] = {"xterm-256color", "vt100"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        s = (struct seat){0};
        seat_open(&s, names[i], 40, 120, (struct glyphs){1, CHARSET_UTF8});
        fill_rows(&s);
        seat_close(&s);
    }
}

/* The terminal keeps the margins it had: what it does with them is its own affair. */
static void test_term__follows_a_new_size(void **state)
{
    (void)state;
    static struct seat s;
    const int sizes[][2] = {{40, 120}, {24, 80}, {60, 200}};
    seat_open(&s, "xterm-256color", 24, 80, (struct glyphs){1, CHARSET_UTF8});
    fill_rows(&s);
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        surface_resize(&s.surface, sizes[i][0], sizes[i][1]);
        s.vt.rows = sizes[i][0];
        s.vt.cols = sizes[i][1];
        fill_rows(&s);
    }
    seat_close(&s);
}

static void test_term__an_odd_name_falls_back(void **state)
{
    (void)state;
    static const char *const names[] = {"xterm-kitty-of-the-future", "../../etc/passwd", "", "dumb", "\033[31m", NULL,
                                        "a-name-that-is-far-too-long-to-be-one-of-a-terminal"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct term *t;
        struct err e;
        AUTO(buf) struct buf out = BUF(10000);
        const struct term_options o = {.name = names[i], .rows = 24, .cols = 80, .glyphs = {1, CHARSET_UTF8}};
        assert_ok(term_open(&t, &o, &out, &e), &e);
        assert_string_equal(term_name(t), "xterm-256color");
        term_close(t, &out);
    }
}

static const char *cell(const void *user, size_t row, int column, enum style *style_r)
{
    static char text[64];
    static const char *const names[] = {"クラウド基盤(株)", "土佐ホーム(有)", "四国データ(株)", "合同会社しまんと"};
    (void)user, (void)style_r;
    if (column == 1)
        return names[row % 4];
    snprintf(text, sizeof text, column == 0 ? "N-2026-%04zu" : "2026-11-%02zu", row % 28 + 1);
    return text;
}

static size_t table_frame(struct seat *s, const struct table *t, const struct list *l)
{
    surface_clear(&s->surface);
    surface_text(&s->surface, surface_rect(&s->surface), 1, 0, STYLE_TITLE, "案件一覧");
    table_draw(t, l, &s->surface, (struct rect){0, 1, 80, 21}, true, "");
    size_t n = seat_flush(s);
    assert_shown(s);
    return n;
}

/* The byte budgets of the product: a cursor step in a list 64, a page 1,400, a typed kanji 8. */
static void test_term__keeps_its_byte_budgets(void **state)
{
    (void)state;
    static const struct column columns[] = {{"番号", 12, false, 0}, {"申請者", 0, false, 0}, {"期限", 12, false, 0}};
    const struct table t = {.column = columns, .columns = 3, .headings = true, .cell = cell};
    static const char *const terminals[] = {"xterm-256color", "vt100", "screen-256color", "xterm"};
    for (size_t i = 0; i < COUNT_OF(terminals); i++) {
        static struct seat s;
        s = (struct seat){0};
        seat_open(&s, terminals[i], 24, 80, (struct glyphs){1, CHARSET_UTF8});
        struct list l = {0};
        list_fit(&l, 100, 20);
        table_frame(&s, &t, &l);
        size_t step = 0, page = 0;
        for (int k = 0; k < 19; k++) {
            list_command(&l, CMD_LIST_DOWN);
            size_t n = table_frame(&s, &t, &l);
            step = n > step ? n : step;
        }
        for (int k = 0; k < 3; k++) {
            list_command(&l, CMD_LIST_PAGE_DOWN);
            size_t n = table_frame(&s, &t, &l);
            page = n > page ? n : page;
        }
        print_message("%s: step %zu, page %zu bytes\n", terminals[i], step, page);
        assert_true(step <= 64);
        assert_true(page <= 1400);
        seat_close(&s);
    }
}

static size_t checklist_frame(struct seat *s, const struct check_view *c)
{
    surface_clear(&s->surface);
    surface_text(&s->surface, surface_rect(&s->surface), 1, 0, STYLE_TITLE, "審査");
    check_view_draw(c, &s->surface, (struct rect){0, 1, 80, 21});
    size_t n = seat_flush(s);
    assert_shown(s);
    return n;
}

static void test_term__a_checklist_answer_keeps_its_budget(void **state)
{
    (void)state;
    static const struct check_view_answer answers[] = {{'1', "適", STYLE_OK, false}, {'2', "不適", STYLE_ERROR, false},
                                                       {'3', "該当なし", STYLE_NORMAL, false}};
    static struct check_view_item item[18];
    static struct seat s;
    s = (struct seat){0};
    struct arena a = {0};
    struct keymap m;
    keymap_init(&m);
    seat_open(&s, "xterm-256color", 24, 80, (struct glyphs){1, CHARSET_UTF8});
    static char number[COUNT_OF(item)][8];
    for (size_t i = 0; i < COUNT_OF(item); i++) {
        snprintf(number[i], sizeof number[i], "%zu-%zu", i / 5 + 4, i % 5 + 1);
        item[i] = (struct check_view_item){.number = number[i], .name = i % 2 ? "死活監視" : "情報セキュリティに関する規程",
                                           .class = "必須", .note = "資料9 p.12", .answer = -1};
    }
    struct check_view c = {.answer = answers, .answers = 3, .item = item, .n = COUNT_OF(item)};
    check_view_fit(&c, &a, (struct rect){0, 1, 80, 21});
    checklist_frame(&s, &c);
    size_t most = 0;
    for (int i = 0; i < 17; i++) {
        struct key k = {.code = K_TEXT, .text = {(char)('1' + i % 3)}};
        assert_int_equal(check_view_key(&c, &m, &k).kind, CHECK_VIEW_ANSWERED);
        size_t n = checklist_frame(&s, &c);
        most = n > most ? n : most;
    }
    print_message("checklist answer %zu bytes\n", most);
    assert_true(most <= 96);
    seat_close(&s);
    keymap_done(&m);
    arena_done(&a);
}

static void test_term__a_typed_kanji_costs_its_own_bytes(void **state)
{
    (void)state;
    static struct seat s;
    s = (struct seat){0};
    seat_open(&s, "xterm-256color", 24, 80, (struct glyphs){1, CHARSET_UTF8});
    struct field f;
    field_init(&f, &(struct field_spec){.cols = 60}, &s.surface.glyphs);
    for (int i = 0; i < 20; i++) {
        field_insert(&f, "認", 3);
        surface_clear(&s.surface);
        field_draw(&f, &s.surface, (struct rect){10, 5, 60, 1}, true, false);
        size_t n = seat_flush(&s);
        assert_shown(&s);
        assert_true(i == 0 || n <= 8);
    }
    field_done(&f);
    seat_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_term__the_stream_replayed_equals_the_grid),
        cmocka_unit_test(test_term__nothing_is_sent_for_the_same_frame),
        cmocka_unit_test(test_term__a_screen_higher_than_its_description_does_not_scroll),
        cmocka_unit_test(test_term__follows_a_new_size),
        cmocka_unit_test(test_term__an_odd_name_falls_back),
        cmocka_unit_test(test_term__keeps_its_byte_budgets),
        cmocka_unit_test(test_term__a_checklist_answer_keeps_its_budget),
        cmocka_unit_test(test_term__a_typed_kanji_costs_its_own_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
