#include "tests/serve/office_screens.h"

#include "core/base/str.h"
#include "tests/golden/demo.h"
#include "tui/loop.h"

/* One seat a process; it outlives a line. */
static struct ui ui;
static bool opened, with_code;

static bool has_code(struct app *app)
{
    (void)app;
    return with_code;
}

static int try_code(struct app *app, const char *code, bool *right_r, struct err *e)
{
    (void)app, (void)e;
    *right_r = str_eq(code, "123456");
    return 0;
}

int office_screens_run(const char *name, struct line *line, struct desk *d, const struct desk_hello *hello,
                       struct err *e)
{
    enum ui_end end = UI_ENDED_QUIT;
    const struct ui_options o = {
        .term_name = hello->term, .who = d->user, .rows = hello->rows, .cols = hello->cols,
        .glyphs = {1, CHARSET_UTF8}, .mono = desk_hello_env(hello, "NO_COLOR") != NULL,
        .idle_warn_ms = (int)hello->idle_warn_ms, .idle_lock_ms = (int)hello->idle_lock_ms,
        .idle_end_ms = (int)hello->idle_end_ms, .office = "shinsa", .may_unlock = has_code, .unlock = try_code,
    };
    int rc = 0;
    with_code = str_eq(name, "form-code");
    if (opened)
        ui_take_over(&ui, &o);
    if (!opened) {
        ui_init(&ui, &o);
        rc = ui_open(&ui, str_eq(name, "list") ? &demo_list_screen : &demo_form_screen, NULL, e);
    }
    opened = true;
    if (rc == 0)
        rc = ui_run(&ui, line, &end, e);
    d->parks = end == UI_ENDED_LOCKED || end == UI_ENDED_IDLE;
    if (rc || end == UI_ENDED_QUIT)
        ui_done(&ui);
    return rc;
}
