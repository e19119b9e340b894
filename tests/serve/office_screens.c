#include "tests/serve/office_screens.h"

#include "core/base/str.h"
#include "tests/golden/demo.h"
#include "tui/loop.h"

int office_screens_run(const char *name, struct line *line, const struct desk *d, const struct desk_hello *hello,
                       struct err *e)
{
    struct ui ui;
    enum ui_end end;
    const struct ui_options o = {
        .term_name = hello->term, .who = d->user, .rows = hello->rows, .cols = hello->cols,
        .glyphs = {1, CHARSET_UTF8}, .mono = desk_hello_env(hello, "NO_COLOR") != NULL,
        .idle_warn_ms = (int)hello->idle_warn_ms, .idle_end_ms = (int)hello->idle_end_ms,
    };
    ui_init(&ui, &o);
    int rc = ui_open(&ui, str_eq(name, "list") ? &demo_list_screen : &demo_form_screen, NULL, e);
    if (rc == 0)
        rc = ui_run(&ui, line, &end, e);
    ui_done(&ui);
    return rc;
}
