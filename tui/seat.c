#include "tui/seat.h"

#include <stdlib.h>
#include <string.h>

#include "core/app/factor_app.h"
#include "core/app/home_app.h"
#include "core/app/view_log.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/str.h"
#include "tui/loop.h"
#include "tui/screen/screens.h"

/* Encoding behind the dot of a locale name: ja_JP.SJIS. One that the office does not allow is taken for UTF-8. */
static enum charset charset_of(const char *locale, unsigned allowed)
{
    enum charset charset = CHARSET_UTF8;
    const char *dot = locale ? strchr(locale, '.') : NULL;
    if (dot && !charset_from_name(dot + 1, &charset))
        charset = CHARSET_UTF8;
    return allowed && !(allowed & 1U << charset) ? CHARSET_UTF8 : charset;
}

/* Rights of the command table: a role of any scheme, or "admin". */
static bool may(struct app *app, const char *right)
{
    if (str_empty(right) || app->actor.everything)
        return true;
    if (str_eq(right, "admin"))
        return app->actor.admin;
    for (size_t i = 0; i < app->actor.n_roles; i++)
        if (str_eq(app->actor.roles[i].role, right))
            return true;
    return false;
}

static bool has_changed(struct app *app)
{
    return changes_waiting(app);
}

/* What was looked at goes to the journal while the hand rests; a store that takes nothing now is asked again. */
static void settle(struct app *app)
{
    struct err e = {0};
    if (views_write(app, &e) != 0)
        log_line(LOG_WARN, "actor=%s views msg=%s", app->actor.login, e.msg);
}

struct seat_screens {
    struct ui ui;
};

void seat_screens_free(struct seat_screens *kept)
{
    if (kept)
        ui_done(&kept->ui);
    free(kept);
}

/* The screens where they were, or new ones at the desk. */
static int screens_open(struct seat_screens **kept, const struct ui_options *o, struct err *e)
{
    if (*kept) {
        ui_take_over(&(*kept)->ui, o);
        return 0;
    }
    *kept = xcalloc(1, sizeof **kept);
    ui_init(&(*kept)->ui, o);
    return ui_open(&(*kept)->ui, screen_by_name("home"), NULL, e);
}

static bool has_factor(struct app *app)
{
    struct err e = {0};
    bool needed = false;
    return factor_needed(app, app->actor.login, &needed, &e) == 0 && needed;
}

static int check_factor(struct app *app, const char *code, bool *right_r, struct err *e)
{
    return factor_check(app, app->actor.login, code, right_r, e);
}

int seat_run(struct app *app, const struct seat_terminal *terminal, struct line *line, struct seat_screens **kept, bool *parks_r,
             struct err *e)
{
    enum ui_end end = UI_ENDED_QUIT;
    const struct ui_options o = {
        .app = app,
        .clock = app->clock,
        .language = app->language,
        .glyphs = {1, charset_of(terminal->locale, terminal->encodings)},
        .mono = terminal->mono,
        .theme = terminal->theme,
        .term_name = terminal->term,
        .who = *app->actor.name ? app->actor.name : app->actor.login,
        .rows = terminal->rows,
        .cols = terminal->cols,
        .seats = terminal->seats,
        .office = terminal->office,
        .idle_warn_ms = (int)terminal->idle_warn_ms,
        .idle_lock_ms = (int)terminal->idle_lock_ms,
        .idle_end_ms = (int)terminal->idle_end_ms,
        .may_unlock = has_factor,
        .unlock = check_factor,
        .changed = has_changed,
        .settled = settle,
        .rest = app_rest,
        .may = may,
        .screen_for = screen_for_command,
    };
    int rc = screens_open(kept, &o, e);
    if (!rc)
        rc = ui_run(&(*kept)->ui, line, &end, e);
    *parks_r = !rc && (end == UI_ENDED_LOCKED || end == UI_ENDED_IDLE);
    if (rc || end == UI_ENDED_QUIT) {
        seat_screens_free(*kept);
        *kept = NULL;
    } else {
        app_rest(app);
    }
    return rc;
}

static const char *locale_of_process(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const char *value = getenv(names[i]);
        if (!str_empty(value))
            return value;
    }
    return NULL;
}

int seat_run_local(struct app *app, const struct theme *theme, struct err *e)
{
    struct line *line;
    int rc = line_tty_open(&line, e);
    if (rc)
        return rc;
    struct seat_terminal terminal = {.term = getenv("TERM"), .locale = locale_of_process(), .mono = !str_empty(getenv("NO_COLOR")),
                                     .theme = theme,
                                     .rows = 24, .cols = 80}; /* until the line's first event says its size */
    struct seat_screens *screens = NULL;
    bool parks;
    rc = seat_run(app, &terminal, line, &screens, &parks, e);
    seat_screens_free(screens);
    line->ops->close(line);
    return rc;
}
