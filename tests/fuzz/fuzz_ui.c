/* A whole seat without a store: bytes become keys, keys go through the loop to a screen with a form, a list or a checklist,
 * dialogs, palette and help; every frame must be whole. The first byte chooses screen and widths. */
#include "tests/fuzz/fuzz.h"
#include "tests/golden/demo.h"
#include "tui/loop.h"

static void check_frame(struct ui *ui)
{
    ui_draw(ui);
    const struct surface *s = &ui->surface;
    FUZZ_CHECK(s->cursor_x >= 0 && s->cursor_x < s->cols && s->cursor_y >= 0 && s->cursor_y < s->rows);
    for (int y = 0; y < s->rows; y++)
        for (int x = 0; x < s->cols; x++) {
            const struct cell *c = surface_cell(s, x, y);
            FUZZ_CHECK(c->style < STYLE_COUNT && c->n <= CELL_BYTES);
            FUZZ_CHECK(c->n ? c->cols == 1 || (x + 1 < s->cols && surface_cell(s, x + 1, y)->n == 0)
                            : x > 0 && surface_cell(s, x - 1, y)->cols == 2);
            FUZZ_CHECK(c->n == 0 || (unsigned char)c->text[0] >= 0x20);
        }
}

static void on_key(void *user, const struct key *k)
{
    struct ui *ui = user;
    if (ui->quit || !ui->top)
        return;
    ui_key(ui, k);
    check_frame(ui);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct screen_ops *const screens[] = {&demo_form_screen, &demo_list_screen, &demo_checklist_screen, &demo_calendar_screen};
    if (size < 1)
        return 0;
    struct ui ui;
    struct err e = {0};
    struct date today;
    date_from_ymd(2026, 11, 20, &today);
    const struct ui_options o = {
        .clock = clock_fixed(today),
        .glyphs = {data[0] & 4 ? 2 : 1, data[0] & 8 ? CHARSET_CP932 : CHARSET_UTF8},
        .rows = 24 + (data[0] >> 4),
        .cols = data[0] & 128 ? 79 : 90,
    };
    ui_init(&ui, &o);
    FUZZ_CHECK(ui_open(&ui, screens[data[0] % COUNT_OF(screens)], NULL, &e) == 0);
    keys_feed(&ui.keys, (const char *)data + 1, size - 1 < 400 ? size - 1 : 400, on_key, &ui);
    keys_flush(&ui.keys, on_key, &ui);
    ui_paused(&ui);
    ui_resize(&ui, 30, 100);
    check_frame(&ui);
    ui_done(&ui);
    return 0;
}
