/* 二要素: the second factor of one user. It is begun with a picture for an authenticator app, counts once a number of the app
 * was given, and then tells the recovery codes once. What is secret lives in memory of its own, which is wiped. */
#include <string.h>

#include "core/app/factor_app.h"
#include "core/base/str.h"
#include "tui/qr.h"
#include "tui/screen/screens.h"
#include "tui/widget/dialog.h"
#include "tui/widget/field.h"

enum { CODE_COLS = 12, CODE_CHARS = 24, SECRET_HALF = 19, LABEL_X = 1, VALUE_X = 17, ASK_RESET = 1 };

enum stage { STAGE_STATE, STAGE_OFFERED, STAGE_TOLD };

struct factor_screen {
    struct screen screen;
    char login[33];
    struct factor_view view;
    enum stage stage;
    struct arena secret; /* what is below; wiped */
    struct factor_offer offer;
    const char **qr;
    size_t qr_rows;
    int qr_cols;
    bool dark_letters;
    const char *recovery[FACTOR_RECOVERY];
    struct field code;
    struct rect at;
};

static struct factor_screen *factor_of(struct screen *s)
{
    return (struct factor_screen *)s;
}

static int factor_open(struct screen *s, const void *arg, struct err *e)
{
    struct factor_screen *f = factor_of(s);
    const struct factor_arg *a = arg;
    const char *login = a && *a->login ? a->login : ui_app(s->ui)->actor.login;
    const struct field_spec spec = {.type = INPUT_HALF, .cols = CODE_COLS, .max_chars = CODE_CHARS};
    int rc = factor_view(ui_app(s->ui), login, &f->view, e);
    if (rc)
        return rc;
    str_copy_cut(f->login, sizeof f->login, login);
    field_init(&f->code, &spec, ui_glyphs(s->ui));
    return 0;
}

static void wipe_text(const char *text)
{
    if (text)
        explicit_bzero((char *)text, strlen(text));
}

static void wipe_code(struct factor_screen *f)
{
    if (f->code.text.p)
        explicit_bzero(f->code.text.p, f->code.text.n);
    field_set(&f->code, "");
}

static void wipe_picture(struct factor_screen *f)
{
    for (size_t i = 0; i < f->qr_rows; i++)
        wipe_text(f->qr[i]);
    f->qr_rows = 0;
}

static void wipe(struct factor_screen *f)
{
    wipe_picture(f);
    wipe_text(f->offer.secret);
    wipe_text(f->offer.uri);
    for (size_t i = 0; i < FACTOR_RECOVERY; i++)
        wipe_text(f->recovery[i]);
    f->offer = (struct factor_offer){0};
    memset(f->recovery, 0, sizeof f->recovery);
    arena_reset(&f->secret);
}

static void factor_close(struct screen *s)
{
    struct factor_screen *f = factor_of(s);
    wipe(f);
    wipe_code(f);
    field_done(&f->code);
    arena_done(&f->secret);
}

static int factor_reload(struct screen *s, struct err *e)
{
    struct factor_screen *f = factor_of(s);
    return factor_view(ui_app(s->ui), f->login, &f->view, e);
}

/* The picture needs half blocks of one column, and rows enough. */
static void make_picture(struct factor_screen *f)
{
    const struct glyphs *g = ui_glyphs(f->screen.ui);
    wipe_picture(f);
    if (f->stage == STAGE_OFFERED && g->ambiguous == 1 && g->charset == CHARSET_UTF8)
        f->qr_rows = qr_rows(&f->secret, f->offer.uri, f->dark_letters, &f->qr, &f->qr_cols);
}

static void factor_layout(struct screen *s, struct rect body)
{
    struct factor_screen *f = factor_of(s);
    f->at = body;
    make_picture(f);
}

static bool picture_fits(const struct factor_screen *f)
{
    return f->qr_rows && (int)f->qr_rows <= f->at.h && f->qr_cols < f->at.w / 2 + 4;
}

static int draw_paragraph(struct surface *to, struct rect *at, enum style style, const char *text)
{
    int rows = surface_paragraph(to, *at, 0, style, text);
    rect_top(at, rows);
    return rows;
}

static void draw_state(const struct factor_screen *f, struct surface *to)
{
    struct ui *ui = f->screen.ui;
    struct rect at = f->at;
    char left[16];
    AUTO(arena) struct arena a = {0};
    rect_top(&at, 1);
    struct rect row = rect_top(&at, 1);
    surface_text(to, row, LABEL_X, 0, STYLE_DIM, ui_word(ui, "factor.user"));
    surface_text(to, row, VALUE_X, 0, STYLE_STRONG, f->login);
    row = rect_top(&at, 1);
    str_copy_cut(left, sizeof left, arena_printf(&a, "%d", f->view.recovery_left));
    surface_text(to, row, LABEL_X, 0, STYLE_DIM, ui_word(ui, "factor.title"));
    surface_text(to, row, VALUE_X, 0, STYLE_STRONG,
                 f->view.on ? message_of(&a, ui->o.language, "factor.is-on", left, NULL)
                            : ui_word(ui, f->view.begun ? "factor.is-begun" : "factor.is-off"));
    rect_top(&at, 1);
    at = rect_inset(at, LABEL_X, 0);
    draw_paragraph(to, &at, STYLE_NORMAL, ui_word(ui, "factor.what"));
    rect_top(&at, 1);
    draw_paragraph(to, &at, STYLE_NORMAL, ui_word(ui, f->view.on ? "factor.how-to-end" : "factor.how-to-begin"));
}

static void draw_code(const struct factor_screen *f, struct surface *to, struct rect at)
{
    surface_text(to, at, 0, 0, STYLE_NORMAL, "[");
    surface_text(to, at, 1 + CODE_COLS, 0, STYLE_NORMAL, "]");
    field_draw(&f->code, to, (struct rect){at.x + 1, at.y, CODE_COLS, 1}, true, false);
}

static void draw_offer(const struct factor_screen *f, struct surface *to)
{
    const struct ui *ui = f->screen.ui;
    struct rect at = f->at;
    bool fits = picture_fits(f);
    if (fits) {
        struct rect left = rect_left(&at, f->qr_cols);
        for (size_t i = 0; i < f->qr_rows; i++)
            surface_text(to, left, 0, (int)i, STYLE_NORMAL, f->qr[i]);
    }
    at = rect_inset(at, 1, 1);
    surface_text(to, rect_top(&at, 1), 0, 0, STYLE_STRONG, f->login);
    rect_top(&at, 1);
    draw_paragraph(to, &at, STYLE_NORMAL, ui_word(ui, fits ? "factor.step-read" : "factor.step-type"));
    surface_text_n(to, rect_top(&at, 1), 3, 0, STYLE_KEY, f->offer.secret, SECRET_HALF);
    surface_text(to, rect_top(&at, 1), 3, 0, STYLE_KEY, f->offer.secret + SECRET_HALF + 1);
    rect_top(&at, 1);
    draw_paragraph(to, &at, STYLE_NORMAL, ui_word(ui, "factor.step-confirm"));
    struct rect row = rect_top(&at, 1);
    rect_left(&row, 3);
    draw_code(f, to, row);
    rect_top(&at, 1);
    draw_paragraph(to, &at, STYLE_DIM, ui_word(ui, "factor.not-yet"));
}

static void draw_recovery(const struct factor_screen *f, struct surface *to)
{
    const struct ui *ui = f->screen.ui;
    struct rect at = rect_inset(f->at, LABEL_X, 1);
    surface_text(to, rect_top(&at, 1), 0, 0, STYLE_OK, ui_word(ui, "factor.now-on"));
    rect_top(&at, 1);
    draw_paragraph(to, &at, STYLE_NORMAL, ui_word(ui, "factor.write-down"));
    rect_top(&at, 1);
    for (size_t i = 0; i < FACTOR_RECOVERY; i++) {
        struct rect row = rect_top(&at, 1);
        surface_printf(to, row, 1, 0, STYLE_DIM, "%zu", i + 1);
        surface_text(to, row, 4, 0, STYLE_STRONG, f->recovery[i]);
    }
}

static void factor_draw(const struct screen *s, struct surface *to)
{
    const struct factor_screen *f = (const struct factor_screen *)s;
    switch (f->stage) {
    case STAGE_STATE: draw_state(f, to); break;
    case STAGE_OFFERED: draw_offer(f, to); break;
    case STAGE_TOLD: draw_recovery(f, to); break;
    }
}

static unsigned begin(struct factor_screen *f, struct err *e)
{
    struct ui *ui = f->screen.ui;
    if (f->view.on)
        return ui_say(ui, STYLE_INFO, "factor.already", NULL);
    wipe(f);
    if (factor_begin(ui_app(ui), f->login, ui->o.office ? ui->o.office : "shinsa", &f->secret, &f->offer, e))
        return UI_REPAINT;
    f->stage = STAGE_OFFERED;
    wipe_code(f);
    return UI_LAYOUT;
}

static unsigned confirm(struct factor_screen *f, struct err *e)
{
    struct ui *ui = f->screen.ui;
    if (field_empty(&f->code))
        return ui_say(ui, STYLE_INFO, "factor.enter-code", NULL);
    int rc = factor_confirm(ui_app(ui), f->login, field_text(&f->code), &f->secret, f->recovery, e);
    wipe_code(f);
    if (rc)
        return UI_REPAINT;
    wipe_text(f->offer.secret);
    wipe_text(f->offer.uri);
    f->offer = (struct factor_offer){0};
    f->stage = STAGE_TOLD;
    return UI_RELOAD;
}

static unsigned finish(struct factor_screen *f)
{
    wipe(f);
    f->stage = STAGE_STATE;
    return UI_RELOAD;
}

static unsigned factor_key(struct screen *s, const struct key *k, struct err *e)
{
    struct factor_screen *f = factor_of(s);
    if (k->code == K_ENTER)
        return f->stage == STAGE_STATE     ? begin(f, e)
               : f->stage == STAGE_OFFERED ? confirm(f, e)
                                           : finish(f);
    if (f->stage != STAGE_OFFERED || field_key(&f->code, &s->ui->keymap, k) == FIELD_IGNORED)
        return UI_IGNORED;
    return UI_REPAINT;
}

static bool factor_typing(const struct screen *s)
{
    return ((const struct factor_screen *)s)->stage == STAGE_OFFERED;
}

static unsigned ask_reset(const struct factor_screen *f)
{
    struct ui *ui = f->screen.ui;
    if (!f->view.on && !f->view.begun)
        return ui_say(ui, STYLE_INFO, "factor.is-none", NULL);
    return ui_ask(ui, &(struct dialog_spec){.title = ui_text(ui, "factor.reset-of", f->login, NULL),
                                            .text = ui_word(ui, "factor.reset-text"),
                                            .tag = ASK_RESET,
                                            .danger = true});
}

static unsigned factor_command(struct screen *s, enum command c, struct err *e)
{
    struct factor_screen *f = factor_of(s);
    switch (c) {
    case CMD_FACTOR_BEGIN: return f->stage == STAGE_TOLD ? finish(f) : begin(f, e);
    case CMD_FACTOR_RESET: return ask_reset(f);
    case CMD_FACTOR_TURN:
        f->dark_letters = !f->dark_letters;
        return UI_LAYOUT;
    default: return UI_IGNORED;
    }
}

static unsigned factor_answered(struct screen *s, struct dialog *d, struct err *e)
{
    struct factor_screen *f = factor_of(s);
    if (d->tag != ASK_RESET || d->result == DIALOG_CANCELLED)
        return 0;
    if (factor_reset(ui_app(s->ui), f->login, e))
        return UI_IGNORED;
    ui_say(s->ui, STYLE_OK, "factor.reset", f->login, NULL);
    return finish(f);
}

static const char *factor_subject(const struct screen *s)
{
    return ((const struct factor_screen *)s)->login;
}

static const char *factor_hint(const struct screen *s)
{
    static const char *const hint[] = {
        [STAGE_STATE] = "factor.hint-state", [STAGE_OFFERED] = "factor.hint-offered", [STAGE_TOLD] = "factor.hint-told"};
    const struct factor_screen *f = (const struct factor_screen *)s;
    return f->stage == STAGE_STATE && f->view.on ? "" : ui_word(s->ui, hint[f->stage]);
}

static const char *factor_refuses(const struct screen *s, enum command c)
{
    const struct factor_screen *f = (const struct factor_screen *)s;
    bool useless = c == CMD_PROMPT || (c == CMD_FACTOR_TURN && f->stage != STAGE_OFFERED) ||
                   (c == CMD_FACTOR_BEGIN && (f->view.on || f->stage != STAGE_STATE)) ||
                   (c == CMD_FACTOR_RESET && !f->view.on && !f->view.begun);
    return useless ? "" : NULL;
}

const struct screen_ops factor_screen = {
    .name = "factor",
    .title = "factor.title",
    .where = WHERE_FACTOR,
    .widgets = WIDGET(FIELD),
    .size = sizeof(struct factor_screen),
    .open = factor_open,
    .close = factor_close,
    .reload = factor_reload,
    .layout = factor_layout,
    .draw = factor_draw,
    .command = factor_command,
    .key = factor_key,
    .typing = factor_typing,
    .answered = factor_answered,
    .subject = factor_subject,
    .hint = factor_hint,
    .refuses = factor_refuses,
};
