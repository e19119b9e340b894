#include "tests/serve/office_screens.h"

#include "core/base/str.h"
#include "tests/golden/demo.h"
#include "tui/loop.h"

/* One seat a process; it outlives a line. */
static struct ui ui;
static bool opened;

int office_screens_run(const char *name, struct line *line, const struct desk *d, const struct desk_hello *hello,
                       struct err *e)
{
    enum ui_end end = UI_ENDED_QUIT;
    const struct ui_options o = {
        .term_name = hello->term, .who = d->user, .rows = hello->rows, .cols = hello->cols,
        .glyphs = {1, CHARSET_UTF8}, .mono = desk_hello_env(hello, "NO_COLOR") != NULL,
        .idle_warn_ms = (int)hello->idle_warn_ms, .idle_end_ms = (int)hello->idle_end_ms,
    };
    int rc = 0;
    if (!opened) {
        ui_init(&ui, &o);
        rc = ui_open(&ui, str_eq(name, "list") ? &demo_list_screen : &demo_form_screen, NULL, e);
    }
    opened = true;
    if (rc == 0)
        rc = ui_run(&ui, line, &end, e);
    if (rc || end != UI_ENDED_LINE)
        ui_done(&ui);
    return rc;
}
