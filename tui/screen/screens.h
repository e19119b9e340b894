/* The screens of the office. Each file of this folder defines one; screen_table.def lists them by the command that opens
 * them from anywhere, and they are found by the name in their operations. What ui_push gives them are the small structs below;
 * a screen that a command opens from anywhere gets NULL and begins at its beginning. */
#ifndef SHINSA_TUI_SCREENS_H
#define SHINSA_TUI_SCREENS_H

#include "tui/loop.h"

#define SCREEN(ops_, command_) extern const struct screen_ops ops_;
#include "tui/screen/screen_table.def"
#undef SCREEN

/* The screen a command opens from anywhere, or NULL: for ui_options.screen_for. */
const struct screen_ops *screen_for_command(enum command c);
const struct screen_ops *screen_by_name(const char *name); /* "home"; NULL if this office has none such */
/* Wish: opens the screen of that name with a copy of arg; says so when this office has none such. */
unsigned screen_push(struct ui *ui, const char *name, const void *arg, size_t size);

/* lookup: a text to begin with ("" for none). */
struct lookup_arg {
    char text[256];
};

/* case, and the screens of one case (entry, review, queries, papers, fees): which case, and where in it. */
struct case_arg {
    int64_t case_id;
    char part[64]; /* form or checklist id; "" for the first */
    char place[256]; /* field path, item or unit to begin at; "" for the first */
    bool fresh; /* entry: the case was opened just now; leaving goes on to it */
};

/* cases: what stands in the filter at first. */
struct cases_arg {
    char text[128];
};

/* new: the certificate it is about, 0 if none is chosen yet. */
struct new_arg {
    int64_t certificate_id;
    char scheme[48], type[48]; /* chosen already; "" for not */
    char number[64];           /* of the certificate, if the type is chosen too: what the box begins with */
};

/* certificate */
struct cert_arg {
    int64_t certificate_id;
};

/* factor: whose second factor; NULL or "": one's own */
struct factor_arg {
    char login[33];
};

/* sheet: a register or ledger */
struct sheet_arg {
    char scheme[48], id[48];
    int64_t certificate_id; /* of registers with one page a certificate; else 0 */
};

/* history: "case:12"; "" for all. */
struct history_arg {
    char object[48];
    char subject[64]; /* what people call it */
};

/* pager: a text to read; both are copied. */
struct pager_arg {
    const char *subject, *text;
};
/* Wish: shows a text in a pager. */
unsigned screen_page(struct ui *ui, const char *subject, const char *text);

/* Texts that screens show alike, for reload: in the screen's arena. */
const char *screen_day(struct screen *s, struct date d); /* 2026-11-20 金; "" for none */
const char *screen_day_both(struct screen *s, struct date d); /* 2026-11-20 (R8.11.20) 金 */
const char *screen_days_left(struct screen *s, int days_left); /* 2日超過, 今日, 3日後 */

#endif
