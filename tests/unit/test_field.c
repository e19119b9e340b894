#include "tests/support/unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/base/mem.h"
#include "core/base/utf8.h"
#include "tests/support/dice.h"
#include "tui/widget/field.h"

static const struct glyphs narrow = {1, CHARSET_UTF8}, cp932 = {2, CHARSET_CP932};

static struct field field_of(struct field_spec spec, const char *text)
{
    struct field f;
    if (!spec.cols)
        spec.cols = 20;
    field_init(&f, &spec, &narrow);
    field_set(&f, text);
    return f;
}

static enum field_event type(struct field *f, const char *text)
{
    return field_insert(f, text, strlen(text));
}

static void do_all(struct field *f, const enum command *c, size_t n)
{
    for (size_t i = 0; i < n; i++)
        field_command(f, c[i]);
}

#define COMMANDS(f, ...) do_all((f), (const enum command[]){__VA_ARGS__}, sizeof((const enum command[]){__VA_ARGS__}) / sizeof(enum command))

static void test_field__edits_whole_clusters(void **state)
{
    (void)state;
    struct field f = field_of((struct field_spec){0}, "か\xe3\x82\x99葛\xf3\xa0\x84\x80x");
    COMMANDS(&f, CMD_FIELD_BACKSPACE, CMD_FIELD_BACKSPACE);
    assert_string_equal(field_text(&f), "か\xe3\x82\x99");
    COMMANDS(&f, CMD_FIELD_BACKSPACE);
    assert_string_equal(field_text(&f), "");
    assert_int_equal(field_command(&f, CMD_FIELD_BACKSPACE), FIELD_AT_START);
    assert_int_equal(field_command(&f, CMD_FIELD_DELETE), FIELD_AT_END);
    field_done(&f);
}

static void test_field__a_mark_joins_the_letter_before_the_caret(void **state)
{
    (void)state;
    struct field f = field_of((struct field_spec){0}, "かき");
    COMMANDS(&f, CMD_FIELD_LEFT);
    type(&f, "\xe3\x82\x99");
    assert_string_equal(field_text(&f), "か\xe3\x82\x99き");
    assert_int_equal(f.caret, 6);
    COMMANDS(&f, CMD_FIELD_LEFT);
    assert_int_equal(f.caret, 0);
    field_done(&f);
}

static void test_field__words_and_ends(void **state)
{
    (void)state;
    struct field f = field_of((struct field_spec){0}, "四国クラウド ABC-12");
    COMMANDS(&f, CMD_FIELD_ERASE_WORD);
    assert_string_equal(field_text(&f), "四国クラウド ABC-");
    COMMANDS(&f, CMD_FIELD_WORD_LEFT, CMD_FIELD_WORD_LEFT, CMD_FIELD_WORD_LEFT, CMD_FIELD_ERASE_END);
    assert_string_equal(field_text(&f), "四国");
    COMMANDS(&f, CMD_FIELD_HOME, CMD_FIELD_WORD_RIGHT);
    assert_int_equal(f.caret, f.text.n);
    COMMANDS(&f, CMD_FIELD_ERASE);
    assert_true(field_empty(&f));
    field_done(&f);
}

static void test_field__undo_takes_back_runs_of_typing(void **state)
{
    (void)state;
    struct field f = field_of((struct field_spec){0}, "最初");
    type(&f, "a");
    type(&f, "b");
    COMMANDS(&f, CMD_FIELD_HOME);
    type(&f, "c");
    COMMANDS(&f, CMD_FIELD_ERASE);
    COMMANDS(&f, CMD_FIELD_UNDO);
    assert_string_equal(field_text(&f), "c最初ab");
    COMMANDS(&f, CMD_FIELD_UNDO);
    assert_string_equal(field_text(&f), "最初ab");
    COMMANDS(&f, CMD_FIELD_UNDO);
    assert_string_equal(field_text(&f), "最初");
    assert_int_equal(field_command(&f, CMD_FIELD_UNDO), FIELD_IGNORED);
    for (int i = 0; i < FIELD_UNDO_MAX * 3; i++) {
        type(&f, "x");
        COMMANDS(&f, CMD_FIELD_END);
    }
    int steps = 0;
    while (field_command(&f, CMD_FIELD_UNDO) == FIELD_CHANGED)
        steps++;
    assert_int_equal(steps, FIELD_UNDO_MAX);
    field_done(&f);
}

static void test_field__limits_refuse_what_does_not_fit_and_keep_the_rest(void **state)
{
    (void)state;
    struct field f = field_of((struct field_spec){.max_chars = 3}, "");
    assert_int_equal(type(&f, "一二三"), FIELD_CHANGED);
    assert_int_equal(type(&f, "四"), FIELD_FULL_UP);
    assert_string_equal(field_text(&f), "一二三");
    COMMANDS(&f, CMD_FIELD_ERASE);
    assert_int_equal(type(&f, "一二三四五"), FIELD_FULL_UP); /* a paste: what fits */
    assert_string_equal(field_text(&f), "一二三");
    field_done(&f);

    f = field_of((struct field_spec){.max_cells = 5}, "");
    type(&f, "漢字漢");
    assert_string_equal(field_text(&f), "漢字");
    field_done(&f);

    f = field_of((struct field_spec){.target = CHARSET_CP932, .max_bytes = 5}, "");
    type(&f, "漢字漢");
    assert_string_equal(field_text(&f), "漢字");
    assert_int_equal(type(&f, "𠮷"), FIELD_NO_GLYPH);
    assert_string_equal(field_text(&f), "漢字");
    field_done(&f);

    /* A value from elsewhere may be longer than its field: it can be shortened, not lengthened. */
    f = field_of((struct field_spec){.max_chars = 2}, "一二三四");
    assert_int_equal(type(&f, "五"), FIELD_FULL_UP);
    COMMANDS(&f, CMD_FIELD_BACKSPACE);
    assert_string_equal(field_text(&f), "一二三");
    field_done(&f);
}

static void test_field__a_code_of_fixed_length_is_done_when_full(void **state)
{
    (void)state;
    struct field f = field_of((struct field_spec){.type = INPUT_CODE, .max_chars = 3, .fixed = true}, "");
    assert_int_equal(type(&f, "1"), FIELD_CHANGED);
    assert_int_equal(type(&f, "2"), FIELD_CHANGED);
    assert_int_equal(type(&f, "3"), FIELD_DONE);
    COMMANDS(&f, CMD_FIELD_HOME, CMD_FIELD_DELETE);
    assert_int_equal(type(&f, "9"), FIELD_CHANGED); /* the caret is not at the end: somebody corrects */
    field_done(&f);
}

static void test_field__a_name_typed_into_a_code_does_not_run_on_into_the_next_field(void **state)
{
    (void)state;
    struct field f = field_of((struct field_spec){.type = INPUT_CODE, .max_chars = 3, .fixed = true}, "");
    assert_int_equal(type(&f, "ｶ"), FIELD_CHANGED);
    assert_int_equal(type(&f, "ﾌ"), FIELD_CHANGED);
    assert_int_equal(type(&f, "ﾞ"), FIELD_CHANGED);
    assert_int_equal(type(&f, "ｼ"), FIELD_FULL_UP);
    field_done(&f);
    f = field_of((struct field_spec){.type = INPUT_CODE, .max_chars = 3, .fixed = true}, "");
    assert_int_equal(type(&f, "１"), FIELD_CHANGED);
    assert_int_equal(type(&f, "2"), FIELD_CHANGED);
    assert_int_equal(type(&f, "Ａ"), FIELD_DONE); /* of any width */
    field_done(&f);
}

static void test_field__hostile_text_is_inert(void **state)
{
    (void)state;
    struct field f = field_of((struct field_spec){0}, "");
    type(&f, "a\033[31m\x07\xc2\x9b\xff\xe2\x80\xae" "b\tc\nd\n");
    assert_string_equal(field_text(&f), "a[31mb c d");
    assert_int_equal(type(&f, "\033"), FIELD_MOVED);
    field_done(&f);
    AUTO(buf) struct buf huge = BUF(FIELD_BYTES_MAX * 2);
    for (int i = 0; i < FIELD_BYTES_MAX; i++)
        buf_add_str(&huge, "xy");
    f = field_of((struct field_spec){0}, "");
    assert_int_equal(field_insert(&f, buf_str(&huge), huge.n), FIELD_FULL_UP);
    assert_int_equal(f.text.n, FIELD_BYTES_MAX);
    field_done(&f);
}

static const char *left(enum input_type input, const char *text, struct arena *a)
{
    struct field f = field_of((struct field_spec){.type = input}, text);
    field_leave(&f, a);
    const char *out = arena_strdup(a, field_text(&f));
    field_done(&f);
    return out;
}

static void test_field__folds_by_type_on_leaving(void **state)
{
    (void)state;
    struct arena a = {0};
    assert_string_equal(left(INPUT_TEXT, "　 髙知 ", &a), "髙知");
    assert_string_equal(left(INPUT_KANA, "ｶﾌﾞしき", &a), "カブシキ");
    assert_string_equal(left(INPUT_CODE, "ｉｐ００１２ー３４", &a), "IP0012-34");
    assert_string_equal(left(INPUT_NUMBER, "１０，０００円", &a), "10000");
    assert_string_equal(left(INPUT_DATE, "Ｒ８．４．１", &a), "R8.4.1");
    assert_string_equal(left(INPUT_SECRET, " ａ ", &a), " ａ ");
    arena_done(&a);
}

static void test_field__what_the_seat_cannot_show_stays_as_it_is(void **state)
{
    (void)state;
    struct field f;
    struct surface s;
    field_init(&f, &(struct field_spec){.cols = 20}, &cp932);
    field_set(&f, "髙𠮷葛\xf3\xa0\x84\x80店");
    surface_init(&s, 1, 30, cp932);
    field_draw(&f, &s, surface_rect(&s), true, false);
    assert_memory_equal(surface_cell(&s, 2, 0)->text, "〓", 3);
    type(&f, "x");
    COMMANDS(&f, CMD_FIELD_HOME, CMD_FIELD_DELETE);
    assert_string_equal(field_text(&f), "𠮷葛\xf3\xa0\x84\x80店x");
    surface_done(&s);
    field_done(&f);
}

static void test_field__a_secret_shows_stars(void **state)
{
    (void)state;
    struct surface s;
    struct field f = field_of((struct field_spec){.type = INPUT_SECRET}, "秘密1");
    surface_init(&s, 1, 30, narrow);
    field_draw(&f, &s, surface_rect(&s), true, false);
    AUTO(buf) struct buf out = BUF(1000);
    surface_print(&s, &out);
    assert_memory_equal(buf_str(&out), "***\n", 4);
    assert_int_equal(s.cursor_x, 3);
    surface_done(&s);
    field_done(&f);
}

static void test_field__many_rows_wrap_and_move(void **state)
{
    (void)state;
    struct field f = field_of((struct field_spec){.cols = 6, .lines = 3}, "漢字漢字\nab");
    int x, y;
    field_caret_cell(&f, &x, &y);
    assert_int_equal(y, 2);
    assert_int_equal(x, 2);
    struct keymap m;
    keymap_init(&m);
    struct key up = {.code = K_UP}, down = {.code = K_DOWN}, enter = {.code = K_ENTER};
    assert_int_equal(field_key(&f, &m, &up), FIELD_MOVED);
    field_caret_cell(&f, &x, &y);
    assert_int_equal(y, 1);
    assert_int_equal(field_key(&f, &m, &up), FIELD_MOVED);
    field_caret_cell(&f, &x, &y);
    assert_int_equal(y, 0);
    assert_int_equal(field_key(&f, &m, &up), FIELD_IGNORED);
    assert_int_equal(field_key(&f, &m, &down), FIELD_MOVED);
    COMMANDS(&f, CMD_FIELD_END);
    assert_int_equal(field_key(&f, &m, &enter), FIELD_CHANGED);
    assert_string_equal(field_text(&f), "漢字漢字\nab\n");
    assert_int_equal(f.scroll, 1);
    keymap_done(&m);
    field_done(&f);
}

/* The naive model: an array of clusters, made anew from the text after each edit. */
struct model {
    char cluster[600][UTF8_GRAPHEME_BYTES_MAX + 1];
    size_t n, caret;
};

static void model_text(const struct model *m, size_t from, size_t to, struct buf *out)
{
    for (size_t i = from; i < to; i++)
        buf_add_str(out, m->cluster[i]);
}

static size_t model_cut(struct model *m, const char *text, size_t caret_bytes)
{
    size_t at = 0;
    m->n = m->caret = 0;
    for (const char *p = text; *p;) {
        const char *next = utf8_next_grapheme(p);
        assert_true(m->n < COUNT_OF(m->cluster));
        snprintf(m->cluster[m->n++], sizeof m->cluster[0], "%.*s", (int)(next - p), p);
        if (at < caret_bytes)
            m->caret = m->n;
        at += (size_t)(next - p);
        p = next;
    }
    return at;
}

static void model_replace(struct model *m, size_t from, size_t to, const char *text)
{
    AUTO(buf) struct buf out = BUF(60000);
    model_text(m, 0, from, &out);
    buf_add_str(&out, text);
    size_t caret = out.n;
    model_text(m, to, m->n, &out);
    model_cut(m, buf_str(&out), caret);
}

static void assert_same(const struct field *f, const struct model *m)
{
    AUTO(buf) struct buf all = BUF(60000);
    AUTO(buf) struct buf before = BUF(60000);
    model_text(m, 0, m->n, &all);
    model_text(m, 0, m->caret, &before);
    assert_string_equal(field_text(f), buf_str(&all));
    assert_int_equal(f->caret, before.n);
}

/* What is drawn before the caret takes the columns the caret says. */
static void assert_caret_is_where_it_is_drawn(const struct field *f)
{
    static struct surface s;
    int x, y;
    if (!s.cells)
        surface_init(&s, 1, SURFACE_COLS_MAX, narrow);
    surface_clear(&s);
    field_caret_cell(f, &x, &y);
    int drawn = surface_text_n(&s, surface_rect(&s), 0, 0, STYLE_NORMAL, field_text(f), f->caret);
    assert_int_equal(x, drawn);
    assert_true(x >= f->scroll && x <= f->scroll + f->spec.cols);
    if (f->caret < f->text.n)
        assert_true(x < f->scroll + f->spec.cols);
}

static void test_field__random_edits_equal_a_naive_model(void **state)
{
    (void)state;
    static const char *const texts[] = {"a", "漢", "か", "\xe3\x82\x99", "葛\xf3\xa0\x84\x80", "ｱ", "ﾞ", "👨", "\xe2\x80\x8d", "🇯", "🇵", "한", "漢字 x"};
    static struct model m;
    dice_seed(3);
    for (int round = 0; round < 60; round++) {
        struct field f = field_of((struct field_spec){.cols = 1 + dice(30)}, "");
        m = (struct model){0};
        for (int i = 0; i < 120; i++) {
            const char *text = texts[dice_index(COUNT_OF(texts))];
            switch (dice(8)) {
            case 0: COMMANDS(&f, CMD_FIELD_LEFT); m.caret -= m.caret > 0; break;
            case 1: COMMANDS(&f, CMD_FIELD_RIGHT); m.caret += m.caret < m.n; break;
            case 2:
                COMMANDS(&f, CMD_FIELD_BACKSPACE);
                if (m.caret)
                    model_replace(&m, m.caret - 1, m.caret, "");
                break;
            case 3:
                COMMANDS(&f, CMD_FIELD_DELETE);
                if (m.caret < m.n)
                    model_replace(&m, m.caret, m.caret + 1, "");
                break;
            case 4:
                if (dice(4) == 0) {
                    COMMANDS(&f, CMD_FIELD_HOME);
                    m.caret = 0;
                }
                break;
            default: type(&f, text); model_replace(&m, m.caret, m.caret, text); break;
            }
            assert_same(&f, &m);
            assert_caret_is_where_it_is_drawn(&f);
        }
        field_done(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_field__edits_whole_clusters),
        cmocka_unit_test(test_field__a_mark_joins_the_letter_before_the_caret),
        cmocka_unit_test(test_field__words_and_ends),
        cmocka_unit_test(test_field__undo_takes_back_runs_of_typing),
        cmocka_unit_test(test_field__limits_refuse_what_does_not_fit_and_keep_the_rest),
        cmocka_unit_test(test_field__a_code_of_fixed_length_is_done_when_full),
        cmocka_unit_test(test_field__a_name_typed_into_a_code_does_not_run_on_into_the_next_field),
        cmocka_unit_test(test_field__hostile_text_is_inert),
        cmocka_unit_test(test_field__folds_by_type_on_leaving),
        cmocka_unit_test(test_field__what_the_seat_cannot_show_stays_as_it_is),
        cmocka_unit_test(test_field__a_secret_shows_stars),
        cmocka_unit_test(test_field__many_rows_wrap_and_move),
        cmocka_unit_test(test_field__random_edits_equal_a_naive_model),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
