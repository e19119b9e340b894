#include "tests/support/unit.h"

#include <stdlib.h>
#include <unistd.h>

#include "core/base/str.h"
#include "tests/support/vt.h"
#include "tui/loop.h"
#include "tui/widget/dialog.h"

/* A line that plays a script: each receive gives the next event; at its end it is closed. What is sent goes to a small
 * terminal, which may answer the question about widths. */
struct fake_line {
    struct line line;
    int pipe[2];
    const struct line_event *script;
    size_t n, at;
    struct vt vt;
    struct buf answer;
    const char *reply; /* to the question; NULL: silent */
    bool reply_given, reply_late;
    size_t sends, bytes;
};

static int fake_receive(struct line *line, struct line_event *ev_r, struct err *e)
{
    struct fake_line *l = (struct fake_line *)line;
    (void)e;
    if (l->reply && l->sends && !l->reply_given && !l->reply_late) {
        l->reply_given = true;
        *ev_r = (struct line_event){.kind = LINE_BYTES, .p = l->reply, .n = strlen(l->reply)};
    } else if (l->reply && !l->reply_given) {
        *ev_r = (struct line_event){.kind = LINE_NONE}; /* not yet asked, or the answer takes its time */
        l->reply_late = l->reply_late && !l->vt.alternate;
    } else if (l->at < l->n) {
        *ev_r = l->script[l->at++];
    } else {
        *ev_r = (struct line_event){.kind = LINE_CLOSED};
    }
    return 0;
}

static int fake_send(struct line *line, const void *p, size_t n, struct err *e)
{
    struct fake_line *l = (struct fake_line *)line;
    (void)e;
    l->sends++;
    l->bytes += n;
    vt_feed(&l->vt, p, n);
    return 0;
}

static void fake_close(struct line *line)
{
    (void)line;
}

static const struct line_ops fake_ops = {fake_receive, fake_send, fake_close, NULL};

static void fake_open(struct fake_line *l, const struct line_event *script, size_t n, const char *reply)
{
    *l = (struct fake_line){.script = script, .n = n, .reply = reply};
    assert_int_equal(pipe(l->pipe), 0);
    assert_int_equal(write(l->pipe[1], "x", 1), 1); /* always readable: the test never waits */
    l->line = (struct line){&fake_ops, l->pipe[0]};
    vt_init(&l->vt, 24, 80, 1, CHARSET_UTF8);
}

static void fake_done(struct fake_line *l)
{
    close(l->pipe[0]);
    close(l->pipe[1]);
}

/* A screen that writes down what happens to it. */
struct probe_screen {
    struct screen screen;
    char typed[64];
    bool typing;
};

static struct {
    int opened, closed, reloaded, laid_out, answered, changed, paused;
    enum command command;
    unsigned wish;
    int result;
    char text[64];
} seen;

static int on_open(struct screen *s, const void *arg, struct err *e)
{
    (void)s;
    seen.opened++;
    return arg && str_eq(arg, "refuse") ? err_set(e, E_NOTFOUND, "key.unknown", "x", NULL) : 0;
}

static void on_close(struct screen *s)
{
    (void)s;
    seen.closed++;
}

static int on_reload(struct screen *s, struct err *e)
{
    (void)s, (void)e;
    seen.reloaded++;
    return 0;
}

static void on_layout(struct screen *s, struct rect body)
{
    (void)s, (void)body;
    seen.laid_out++;
}

static void on_draw(const struct screen *s, struct surface *to)
{
    surface_text(to, s->body, 1, 1, STYLE_NORMAL, ((const struct probe_screen *)s)->typed);
}

static unsigned on_command(struct screen *s, enum command c, struct err *e)
{
    (void)s;
    seen.command = c;
    if (c == CMD_GO_CASES)
        return ui_push(s->ui, s->ops, "deeper", 7);
    if (c == CMD_GO_DEADLINES)
        return ui_push(s->ui, s->ops, "refuse", 7);
    if (c == CMD_LOOKUP) {
        err_set(e, E_RULE, "key.unknown", "規則", NULL);
        return 0;
    }
    if (c == CMD_PROMPT) {
        struct dialog *d = dialog_new(s->ui, &(struct dialog_spec){.title = "日付", .tag = 5});
        form_view_add_field(&d->form, "d", "受領日", &(struct field_spec){.cols = 10});
        return dialog_show(d);
    }
    return UI_IGNORED;
}

static unsigned on_key(struct screen *s, const struct key *k, struct err *e)
{
    struct probe_screen *p = (struct probe_screen *)s;
    (void)e;
    if (k->code != K_TEXT || k->mods || !p->typing)
        return UI_IGNORED;
    size_t n = strlen(p->typed);
    str_copy_cut(p->typed + n, sizeof p->typed - n, k->text);
    str_copy_cut(seen.text, sizeof seen.text, p->typed);
    return UI_REPAINT;
}

static bool on_typing(const struct screen *s)
{
    return ((const struct probe_screen *)s)->typing;
}

static unsigned on_changed(struct screen *s, struct err *e)
{
    (void)s, (void)e;
    seen.changed++;
    return UI_RELOAD;
}

static unsigned on_paused(struct screen *s, struct err *e)
{
    (void)s, (void)e;
    seen.paused++;
    return 0;
}

static unsigned on_answered(struct screen *s, struct dialog *d, struct err *e)
{
    (void)s;
    seen.answered++;
    seen.result = d->result;
    if (d->result == 0 && form_row_empty(&d->form.row[0]))
        err_set(e, E_INPUT, "form.full", NULL);
    return UI_RELOAD;
}

static const char *on_hint(const struct screen *s)
{
    (void)s;
    return "type here";
}

static const struct screen_ops probe_ops = {
    .name = "probe",
    .title = "palette.title",
    .where = WHERE_CASES,
    .size = sizeof(struct probe_screen),
    .open = on_open,
    .close = on_close,
    .reload = on_reload,
    .layout = on_layout,
    .draw = on_draw,
    .command = on_command,
    .key = on_key,
    .typing = on_typing,
    .changed = on_changed,
    .paused = on_paused,
    .answered = on_answered,
    .hint = on_hint,
};

static void start(struct ui *ui)
{
    struct err e;
    memset(&seen, 0, sizeof seen);
    struct date today;
    date_from_ymd(2026, 11, 20, &today);
    ui_init(ui, &(struct ui_options){.rows = 24, .cols = 80, .clock = clock_fixed(today), .term_name = "xterm-256color"});
    assert_ok(ui_open(ui, &probe_ops, NULL, &e), &e);
    ((struct probe_screen *)ui->top)->typing = true;
}

static void press(struct ui *ui, const char *keys)
{
    struct key k;
    struct err e;
    while (key_parse(&keys, &k, &e) == 1)
        ui_key(ui, &k);
}

static void test_loop__screens_push_and_pop_and_reload(void **state)
{
    (void)state;
    struct ui ui;
    start(&ui);
    assert_int_equal(seen.reloaded, 1);
    press(&ui, "<F2>");
    assert_int_equal(ui.depth, 2);
    assert_int_equal(seen.opened, 2);
    press(&ui, "<Esc>");
    assert_int_equal(ui.depth, 1);
    assert_int_equal(seen.closed, 1);
    assert_int_equal(seen.reloaded, 3); /* what may have changed meanwhile */
    press(&ui, "<Esc>");
    assert_int_equal(ui.depth, 1); /* the last screen stays; only F10 leaves */
    for (int i = 0; i < UI_SCREENS_MAX + 3; i++)
        press(&ui, "<F2>");
    assert_int_equal(ui.depth, UI_SCREENS_MAX);
    assert_true(ui.message[0]);
    press(&ui, "<F10>");
    assert_true(ui.quit);
    ui_done(&ui);
    assert_int_equal(seen.opened, seen.closed);
}

static void test_loop__a_screen_that_does_not_open_leaves_things_as_they_were(void **state)
{
    (void)state;
    struct ui ui;
    start(&ui);
    press(&ui, "<F5>");
    assert_int_equal(ui.depth, 1);
    assert_int_equal(ui.message_style, STYLE_ERROR);
    assert_true(ui.message[0]);
    press(&ui, "<C-_>");
    assert_true(ui.message[0]);
    press(&ui, "x");
    assert_false(ui.message[0]); /* the next key clears it */
    ui_done(&ui);
}

static void test_loop__typing_comes_before_commands_only_in_fields(void **state)
{
    (void)state;
    struct ui ui;
    start(&ui);
    ((struct probe_screen *)ui.top)->typing = false;
    press(&ui, "／"); /* a full-width slash is the look-up */
    assert_int_equal(seen.command, CMD_LOOKUP);
    seen.command = CMD_NONE;
    ((struct probe_screen *)ui.top)->typing = true;
    press(&ui, "／/?認");
    assert_int_equal(seen.command, CMD_NONE);
    assert_string_equal(seen.text, "／/?認");
    press(&ui, "<F2>");
    assert_int_equal(seen.command, CMD_GO_CASES);
    ui_done(&ui);
}

static void test_loop__a_dialog_is_answered_refused_and_cancelled(void **state)
{
    (void)state;
    struct ui ui;
    start(&ui);
    press(&ui, "<F4><Tab>y");
    assert_int_equal(seen.answered, 1);
    assert_int_equal(ui.depth, 2); /* refused: it stays */
    assert_int_equal(ui.message_style, STYLE_ERROR);
    press(&ui, "<Up>8/1<Tab><Enter>");
    assert_int_equal(seen.answered, 2);
    assert_int_equal(seen.result, 0);
    assert_int_equal(ui.depth, 1);
    press(&ui, "<F4>x<Esc>");
    assert_int_equal(seen.result, DIALOG_CANCELLED);
    assert_int_equal(ui.depth, 1);
    press(&ui, "<F4><F2>");
    assert_int_equal(ui.depth, 2); /* no way past a question */
    ui_done(&ui);
}

static void test_loop__the_palette_runs_what_it_shows(void **state)
{
    (void)state;
    struct ui ui;
    start(&ui);
    press(&ui, "<C-k>候補<Enter>");
    assert_int_equal(seen.command, CMD_PROMPT);
    assert_int_equal(ui.depth, 2);
    ui_done(&ui);
}

static bool nobody(struct app *app, const char *right)
{
    (void)app, (void)right;
    return false;
}

static void test_loop__changes_and_pauses_reach_the_screen(void **state)
{
    (void)state;
    struct ui ui;
    start(&ui);
    ui.o.may = nobody;
    ui_changed(&ui);
    assert_int_equal(seen.reloaded, 2);
    press(&ui, "<F4>");
    ui_changed(&ui); /* below a dialog too */
    assert_int_equal(seen.changed, 2);
    press(&ui, "<Esc>");
    ui_paused(&ui);
    assert_int_equal(seen.paused, 1);
    ui_done(&ui);
}

static void test_loop__asks_the_terminal_and_keeps_what_was_typed_ahead(void **state)
{
    (void)state;
    static struct fake_line l;
    const struct line_event script[] = {{.kind = LINE_BYTES, .p = "漢x", .n = 4}, {.kind = LINE_BYTES, .p = "\033[21~", .n = 5}};
    fake_open(&l, script, COUNT_OF(script), "ab\033[2;2R\033[2;3Rc\033[?62c");
    struct ui ui;
    start(&ui);
    enum ui_end end;
    struct err e;
    assert_ok(ui_run(&ui, &l.line, &end, &e), &e);
    assert_int_equal(end, UI_ENDED_QUIT);
    assert_int_equal(ui.surface.glyphs.ambiguous, 2);
    assert_string_equal(seen.text, "abc漢x");
    assert_false(l.vt.alternate);
    assert_false(l.vt.paste);
    ui_done(&ui);
    fake_done(&l);
}

static void test_loop__a_dropped_line_keeps_the_seat(void **state)
{
    (void)state;
    static struct fake_line l;
    const struct line_event first[] = {{.kind = LINE_RESIZE, .rows = 30, .cols = 100}, {.kind = LINE_BYTES, .p = "a", .n = 1}};
    const struct line_event second[] = {{.kind = LINE_BYTES, .p = "b", .n = 1}, {.kind = LINE_END}};
    struct ui ui;
    enum ui_end end;
    struct err e;
    start(&ui);
    ui.o.ambiguous_known = true;
    fake_open(&l, first, COUNT_OF(first), NULL);
    assert_ok(ui_run(&ui, &l.line, &end, &e), &e);
    assert_int_equal(end, UI_ENDED_LINE);
    assert_int_equal(ui.surface.cols, 100);
    fake_done(&l);
    fake_open(&l, second, COUNT_OF(second), NULL);
    assert_ok(ui_run(&ui, &l.line, &end, &e), &e);
    assert_int_equal(end, UI_ENDED_OFFICE);
    assert_string_equal(seen.text, "ab");
    assert_int_equal(seen.opened, 1);
    fake_done(&l);
    ui_done(&ui);
}

static bool has_code(struct app *app)
{
    (void)app;
    return true;
}

static int try_code(struct app *app, const char *code, bool *right_r, struct err *e)
{
    (void)app, (void)e;
    *right_r = str_eq(code, "042042");
    return 0;
}

static bool shows(struct ui *ui, const char *text)
{
    AUTO(buf) struct buf out = BUF(1 << 20);
    ui_draw(ui);
    surface_print(&ui->surface, &out);
    return strstr(buf_str(&out), text) != NULL;
}

static void test_loop__a_locked_seat_shows_nothing_and_keeps_everything(void **state)
{
    (void)state;
    struct ui ui;
    start(&ui);
    ui.o.office = "office";
    ui.o.who = "taro";
    press(&ui, "recordtext");
    ui_say(&ui, STYLE_INFO, "ui.no-right", "recordtext", NULL);
    assert_true(shows(&ui, "recordtext"));
    ui_lock(&ui);
    assert_false(shows(&ui, "recordtext"));
    assert_true(shows(&ui, "taro"));
    press(&ui, "more");
    ui_command(&ui, CMD_QUIT);
    assert_false(ui.quit);
    assert_false(shows(&ui, "more"));
    assert_false(ui.lock.leaves);
    press(&ui, "<Enter>");
    assert_true(ui.lock.leaves);
    ui_unlock(&ui);
    press(&ui, "!");
    assert_string_equal(seen.text, "recordtext!");
    ui_done(&ui);
}

static void test_loop__a_locked_seat_opens_with_the_right_code(void **state)
{
    (void)state;
    struct ui ui;
    start(&ui);
    ui.o.may_unlock = has_code;
    ui.o.unlock = try_code;
    ui_lock(&ui);
    press(&ui, "<Enter>");
    assert_int_equal(ui.lock.wrong, 0);
    press(&ui, "111111");
    assert_false(shows(&ui, "111111"));
    press(&ui, "<Enter>");
    assert_true(ui.lock.on);
    press(&ui, "042042<Enter>");
    assert_false(ui.lock.on);
    ui_lock(&ui);
    for (int i = 0; i < LOCK_WRONG_MAX; i++) {
        assert_false(ui.lock.leaves);
        press(&ui, "1<Enter>");
    }
    assert_true(ui.lock.leaves);
    ui_done(&ui);
}

static void test_loop__another_terminal_takes_a_locked_seat_over(void **state)
{
    (void)state;
    struct ui ui;
    start(&ui);
    press(&ui, "text");
    ui_lock(&ui);
    ui_take_over(&ui, &(struct ui_options){.rows = 30, .cols = 100, .term_name = "vt100", .mono = true, .theme = theme_by_name("contrast"), .glyphs = {2, CHARSET_CP932}});
    assert_false(ui.lock.on);
    assert_int_equal(ui.surface.cols, 100);
    assert_string_equal(ui.o.term_name, "vt100");
    assert_true(ui.o.mono);
    assert_string_equal(ui.o.theme->name, "contrast");
    assert_true(shows(&ui, "text"));
    ui_done(&ui);
}

static void test_loop__one_send_a_frame_and_none_without_a_change(void **state)
{
    (void)state;
    static struct fake_line l;
    const struct line_event script[] = {
        {.kind = LINE_BYTES, .p = "abc", .n = 3}, {.kind = LINE_NONE}, {.kind = LINE_BYTES, .p = "d", .n = 1}, {.kind = LINE_NONE},
        {.kind = LINE_BYTES, .p = "\033[I", .n = 3}, {.kind = LINE_NONE}};
    struct ui ui;
    enum ui_end end;
    struct err e;
    start(&ui);
    ui.o.ambiguous_known = true;
    fake_open(&l, script, COUNT_OF(script), NULL);
    assert_ok(ui_run(&ui, &l.line, &end, &e), &e);
    assert_int_equal(l.sends, 2); /* abc with the first paint, d; focus events paint nothing */
    assert_int_equal(ui.count.keys, 4);
    fake_done(&l);
    ui_done(&ui);
}

static void test_loop__a_hint_stands_where_no_message_does(void **state)
{
    (void)state;
    struct ui ui;
    AUTO(buf) struct buf out = BUF(64 * 1024);
    start(&ui);
    ui_draw(&ui);
    surface_print(&ui.surface, &out);
    assert_non_null(strstr(buf_str(&out), "type here"));
    ui_say_text(&ui, STYLE_INFO, "said");
    ui_draw(&ui);
    buf_clear(&out);
    surface_print(&ui.surface, &out);
    assert_null(strstr(buf_str(&out), "type here"));
    assert_non_null(strstr(buf_str(&out), "said"));
    ui_done(&ui);
}

static void test_loop__a_small_window_asks_to_be_widened(void **state)
{
    (void)state;
    struct ui ui;
    start(&ui);
    ui_resize(&ui, 10, 40);
    press(&ui, "<F2>");
    assert_int_equal(ui.depth, 1);
    ui_draw(&ui);
    AUTO(buf) struct buf out = BUF(10000);
    surface_print(&ui.surface, &out);
    assert_non_null(strstr(buf_str(&out), "80"));
    ui_resize(&ui, 24, 80);
    press(&ui, "x");
    assert_string_equal(seen.text, "x");
    ui_done(&ui);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_loop__screens_push_and_pop_and_reload),
        cmocka_unit_test(test_loop__a_screen_that_does_not_open_leaves_things_as_they_were),
        cmocka_unit_test(test_loop__typing_comes_before_commands_only_in_fields),
        cmocka_unit_test(test_loop__a_dialog_is_answered_refused_and_cancelled),
        cmocka_unit_test(test_loop__the_palette_runs_what_it_shows),
        cmocka_unit_test(test_loop__changes_and_pauses_reach_the_screen),
        cmocka_unit_test(test_loop__asks_the_terminal_and_keeps_what_was_typed_ahead),
        cmocka_unit_test(test_loop__a_dropped_line_keeps_the_seat),
        cmocka_unit_test(test_loop__a_locked_seat_shows_nothing_and_keeps_everything),
        cmocka_unit_test(test_loop__a_locked_seat_opens_with_the_right_code),
        cmocka_unit_test(test_loop__another_terminal_takes_a_locked_seat_over),
        cmocka_unit_test(test_loop__one_send_a_frame_and_none_without_a_change),
        cmocka_unit_test(test_loop__a_hint_stands_where_no_message_does),
        cmocka_unit_test(test_loop__a_small_window_asks_to_be_widened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
