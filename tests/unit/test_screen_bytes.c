#include "tests/support/screens.h"

#include <stdio.h>

#include "tests/golden/lives.h"
#include "tui/term/term.h"

/* The fixture's settings: none. */
const char *golden_value(const struct golden_case *c, const char *key, const char *otherwise)
{
    (void)c, (void)key;
    return otherwise;
}

struct seat {
    struct golden_case fixture;
    struct ui ui;
    struct term *term;
    struct buf out;
};

static size_t flush(struct seat *s)
{
    ui_draw(&s->ui);
    buf_clear(&s->out);
    term_flush(s->term, &s->ui.surface, &s->out);
    return s->out.n;
}

/* Bytes of the frame that follows the keys. */
static size_t press(struct seat *s, const char *keys)
{
    screens_press(&s->ui, keys);
    return flush(s);
}

static size_t rest(struct seat *s)
{
    ui_paused(&s->ui);
    return flush(s);
}

static void seat_open(struct seat *s, const struct screen_ops *ops, const void *arg)
{
    struct err e = {0};
    struct date today;
    *s = (struct seat){.out = BUF(TERM_FRAME_BYTES_MAX)};
    assert_true(date_from_iso("2026-11-20", &today));
    struct ui_options o = {.clock = clock_fixed(today), .rows = 24, .cols = 80, .glyphs = {1, CHARSET_UTF8}, .ambiguous_known = true};
    assert_ok(lives_fixture_open(&s->fixture, &o, &e), &e);
    ui_init(&s->ui, &o);
    assert_ok(ui_open(&s->ui, ops, arg, &e), &e);
    const struct term_options t = {.name = "xterm-256color", .rows = 24, .cols = 80, .glyphs = o.glyphs};
    assert_ok(term_open(&s->term, &t, &s->out, &e), &e);
    flush(s);
}

static void seat_close(struct seat *s)
{
    buf_clear(&s->out);
    term_close(s->term, &s->out);
    ui_done(&s->ui);
    lives_fixture_close(&s->fixture);
    buf_done(&s->out);
}

enum { STEP_BYTES = 64, ANSWER_BYTES = 96, PAGE_BYTES = 1400 };

/* What stands below the list waits until the hand rests: a step costs its cursor. */
static void test_screen_bytes__a_step_costs_its_cursor(void **state)
{
    static const struct {
        const struct screen_ops *ops;
        const void *arg;
        const char *key;
    } step[] = {{&cases_screen, NULL, "<Down>"},
                {&review_screen, &lives_renewal_review, "<Down>"}, {&papers_screen, &lives_unpaid, "<Down>"},
                {&fees_screen, &lives_renewal, "<Down>"},          {&queries_screen, &lives_correction, "<Down>"},
                {&certificate_screen, &lives_certificate, "<Down>"}, {&sheet_screen, &lives_ledger, "<Down>"},
                {&ledgers_screen, NULL, "<Down>"},                 {&people_screen, NULL, "<Down>"},
                {&admin_screen, NULL, "<Down>"},                   {&deadlines_screen, NULL, "<Right>"}};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(step); i++) {
        struct seat s;
        seat_open(&s, step[i].ops, step[i].arg);
        press(&s, step[i].key); /* the message of the beginning is gone */
        rest(&s);
        size_t n = press(&s, step[i].key);
        if (n > STEP_BYTES)
            fail_msg("%s: %zu bytes for a step", step[i].ops->name, n);
        rest(&s);
        seat_close(&s);
    }
}

static void test_screen_bytes__an_answer_of_a_review_is_small(void **state)
{
    struct seat s;
    (void)state;
    seat_open(&s, &review_screen, &lives_correction);
    press(&s, "<F3><Down><Up>"); /* only what is open: the next one is the row below, and the outcome stays open */
    rest(&s);
    size_t first = press(&s, "2"), again = press(&s, "1");
    assert_in_range(first, 1, ANSWER_BYTES);
    assert_in_range(again, 1, ANSWER_BYTES);
    seat_close(&s);
}

static void test_screen_bytes__a_page_of_a_review_is_small(void **state)
{
    struct seat s;
    (void)state;
    seat_open(&s, &review_screen, &lives_renewal_review);
    size_t page = press(&s, "<PageDown>");
    page += rest(&s);
    assert_in_range(page, 1, PAGE_BYTES);
    seat_close(&s);
}

/* Keys that come faster than the hand rests meet the items they were typed for. */
static void test_screen_bytes__answers_typed_ahead_land_on_their_items(void **state)
{
    struct seat s;
    (void)state;
    seat_open(&s, &review_screen, &lives_correction);
    press(&s, "<F3><Home>1111");
    for (int y = 5; y < 9; y++) /* below the heading of the list */
        assert_int_equal(surface_cell(&s.ui.surface, 1, y)->text[0], '1');
    seat_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_screen_bytes__a_step_costs_its_cursor),
        cmocka_unit_test(test_screen_bytes__an_answer_of_a_review_is_small),
        cmocka_unit_test(test_screen_bytes__a_page_of_a_review_is_small),
        cmocka_unit_test(test_screen_bytes__answers_typed_ahead_land_on_their_items),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
