/* 端末診断: what the seat knows of its terminal, how it shows hard characters, and what a key sends. */
#include "core/base/str.h"
#include "tui/screen/screens.h"
#include "tui/theme.h"

enum { FACTS_MAX = 16, KEYS_SHOWN = 6, KEY_TEXT_BYTES = 96, LABEL_X = 1, VALUE_X = 25, BAR_X = 50 };

struct diagnose_screen {
    struct screen screen;
    struct fact_line {
        const char *label, *text;
        bool sample; /* followed by a bar: bars line up where the terminal draws as wide as it says */
    } fact[FACTS_MAX];
    int facts;
    char pressed[KEYS_SHOWN][KEY_TEXT_BYTES]; /* newest first */
    int n_pressed;
};

/* Names beyond JIS, a variation selector, and characters of ambiguous width: what goes wrong where something goes wrong.
 * Written as bytes, because the program draws no such character of its own. */
static const struct {
    const char *label, *text;
} samples[] = {
    {"diagnose.names", "\xE9\xAB\x99 \xEF\xA8\x91 \xF0\xA0\xAE\xB7 \xE8\xBE\xBB\xF3\xA0\x84\x80"},
    {"diagnose.ambiguous", "\xE2\x91\xA0 \xE2\x96\xA0 \xE2\x80\xBB \xC2\xB0 \xCE\xB1"},
    {"diagnose.kana", "\xE3\x82\xAC \xEF\xBD\xB6\xEF\xBE\x9E \xE3\x82\xAB\xE3\x82\x99"},
};

static void say(struct diagnose_screen *d, const char *label, const char *text)
{
    assert(d->facts < FACTS_MAX);
    d->fact[d->facts++] = (struct fact_line){ui_word(d->screen.ui, label), text, false};
}

static void say_terminal(struct diagnose_screen *d)
{
    struct ui *ui = d->screen.ui;
    struct arena *a = &d->screen.arena;
    const struct glyphs *g = ui_glyphs(ui);
    const char *how = ui->o.ambiguous_known ? "diagnose.set" : ui->probe.answered ? "diagnose.asked" : "diagnose.guessed";
    say(d, "diagnose.term", ui->o.term_name ? ui->o.term_name : ui_word(ui, "diagnose.unknown"));
    say(d, "diagnose.size", arena_printf(a, "%d x %d", ui->surface.cols, ui->surface.rows));
    say(d, "diagnose.width", arena_printf(a, "%d  (%s)", g->ambiguous, ui_word(ui, how)));
    say(d, "diagnose.charset", charset_name(g->charset));
    say(d, "diagnose.theme", arena_printf(a, "%s%s", ui->o.theme->name, ui->o.mono ? "  mono" : ""));
}

static void say_line(struct diagnose_screen *d)
{
    struct ui *ui = d->screen.ui;
    struct arena *a = &d->screen.arena;
    long long trip = (long long)ui->count.round_trip_ms;
    say(d, "diagnose.round-trip", trip ? arena_printf(a, "%lld ms", trip) : ui_word(ui, "diagnose.unknown"));
    say(d, "diagnose.frame", arena_printf(a, "%zu", ui->count.last_frame_bytes));
    say(d, "diagnose.sent", arena_printf(a, "%lld  /  %lld", (long long)ui->count.bytes, (long long)ui->count.frames));
    say(d, "diagnose.keys", arena_printf(a, "%lld", (long long)ui->count.keys));
}

static int diagnose_reload(struct screen *s, struct err *e)
{
    struct diagnose_screen *d = (struct diagnose_screen *)s;
    (void)e;
    d->facts = 0;
    say_terminal(d);
    say_line(d);
    for (size_t i = 0; i < COUNT_OF(samples); i++)
        d->fact[d->facts++] = (struct fact_line){ui_word(s->ui, samples[i].label), samples[i].text, true};
    return 0;
}

static void diagnose_draw(const struct screen *s, struct surface *to)
{
    const struct diagnose_screen *d = (const struct diagnose_screen *)s;
    struct rect at = s->body;
    rect_top(&at, 1);
    for (int i = 0; i < d->facts; i++) {
        struct rect row = rect_top(&at, 1);
        surface_text(to, row, LABEL_X, 0, STYLE_DIM, d->fact[i].label);
        surface_text(to, row, VALUE_X, 0, STYLE_NORMAL, d->fact[i].text);
        if (d->fact[i].sample)
            surface_text(to, row, BAR_X, 0, STYLE_STRONG, "|");
    }
    rect_top(&at, 1);
    struct rect head = rect_top(&at, 1);
    surface_text(to, head, LABEL_X, 0, STYLE_HEADING, ui_word(s->ui, "diagnose.tester"));
    for (int i = 0; i < d->n_pressed && i < at.h; i++)
        surface_column(to, rect_row(at, i), LABEL_X + 2, 0, at.w - 3, i ? STYLE_NORMAL : STYLE_STRONG, false, d->pressed[i]);
    surface_cursor(to, at, 0, 0);
}

static void describe(const struct key *k, char to[KEY_TEXT_BYTES])
{
    AUTO(buf) struct buf b = BUF(KEY_TEXT_BYTES - 1);
    char name[KEY_NAME_BYTES];
    if (k->code == K_PASTE)
        buf_printf(&b, "<Paste>  %zu bytes%s", k->paste_n, k->paste_cut ? "  cut" : "");
    else
        buf_printf(&b, "%s", key_name(k, name));
    for (const char *p = k->text; k->code == K_TEXT && *p; p++)
        buf_printf(&b, "%s%02X", p == k->text ? "   UTF-8 " : " ", (unsigned)(unsigned char)*p);
    str_copy_cut(to, KEY_TEXT_BYTES, buf_str(&b));
}

/* Every key but Esc is shown, none is obeyed. */
static unsigned diagnose_key(struct screen *s, const struct key *k, struct err *e)
{
    struct diagnose_screen *d = (struct diagnose_screen *)s;
    (void)e;
    if (k->code == K_ESC && !k->mods)
        return UI_IGNORED;
    for (int i = KEYS_SHOWN - 1; i > 0; i--)
        str_copy_cut(d->pressed[i], KEY_TEXT_BYTES, d->pressed[i - 1]);
    describe(k, d->pressed[0]);
    d->n_pressed += d->n_pressed < KEYS_SHOWN;
    return UI_RELOAD;
}

static bool diagnose_typing(const struct screen *s)
{
    (void)s;
    return true;
}

static void diagnose_layout(struct screen *s, struct rect body)
{
    struct err e = {0};
    (void)body;
    arena_reset(&s->arena);
    diagnose_reload(s, &e); /* the size stands among the facts */
}

static const char *diagnose_hint(const struct screen *s)
{
    return ui_word(s->ui, "diagnose.hint");
}

static const char *diagnose_refuses(const struct screen *s, enum command c)
{
    (void)s;
    return c == CMD_BACK || c == CMD_REPAINT ? NULL : "";
}

const struct screen_ops diagnose_screen = {
    .name = "diagnose",
    .title = "diagnose.title",
    .where = WHERE_DIAGNOSE,
    .size = sizeof(struct diagnose_screen),
    .reload = diagnose_reload,
    .layout = diagnose_layout,
    .draw = diagnose_draw,
    .key = diagnose_key,
    .typing = diagnose_typing,
    .hint = diagnose_hint,
    .refuses = diagnose_refuses,
};
