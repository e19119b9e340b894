/* A question over a screen: a text, perhaps some fields (the dates and texts a transition asks for), and answers, each with
 * its key. The screen below gets `answered` with the dialog when it closes, also when it was cancelled. */
#ifndef SHINSA_TUI_DIALOG_H
#define SHINSA_TUI_DIALOG_H

#include "tui/screen.h"
#include "tui/widget/form.h"

struct choose_row;

enum { DIALOG_ANSWERS_MAX = 6, DIALOG_OFFERS_MAX = 8, DIALOG_CANCELLED = -1 };

struct dialog_answer {
    char key;          /* 'y'; also chosen with Enter when it is the default */
    const char *label; /* 取り下げる */
};

/* Borrowed only while ui_ask runs, but for labels and choices of rows, which must live as long as the dialog. */
struct dialog_spec {
    const char *title;
    const char *text; /* a paragraph; "" for none */
    struct dialog_answer answer[DIALOG_ANSWERS_MAX];
    int answers;      /* 0: 実行 (Enter) and やめる (Esc) */
    int chosen;       /* the default answer, at first: for what cannot be undone, the harmless one */
    int64_t tag;      /* the screen's own: what it asked for */
    bool danger;      /* title in the error style */
};

struct dialog_offer {
    int row; /* of the form */
    const struct choose_row *choice; /* in dialog.memory */
    size_t n;
};

struct dialog {
    struct screen screen;
    const char *title, *text;
    struct dialog_answer answer[DIALOG_ANSWERS_MAX];
    int answers, at;
    int64_t tag;
    bool danger;
    bool on_answers;  /* the focus is on the answers, not in the fields */
    struct form_view form;
    struct dialog_offer offer[DIALOG_OFFERS_MAX];
    int offers;
    void (*left)(struct dialog *d, struct form_row *row); /* a row was left: echo or error; may be NULL */
    int result;       /* index of the answer, or DIALOG_CANCELLED */
    struct arena memory; /* what the dialog keeps: texts; lives until it is freed */
};

/* Makes a dialog; add rows to d->form (form_add_field), then ui_show. */
struct dialog *dialog_new(struct ui *ui, const struct dialog_spec *spec);
/* What F4 offers in a row of the form: the chosen value becomes its text. Copied; DIALOG_OFFERS_MAX rows may have some. */
void dialog_offer(struct dialog *d, int row, const struct choose_row *choice, size_t n);
/* Wish: opens it over the top screen, which owns nothing of it any more. Before it closes with an answer, the screen below
 * may still refuse in `answered`: it sets an error on a row, returns UI_IGNORED, and the dialog stays. */
unsigned dialog_show(struct dialog *d);
/* The usual case without fields. */
unsigned ui_ask(struct ui *ui, const struct dialog_spec *spec);

extern const struct screen_ops dialog_screen;

#endif
