/* A key as a value: what the decoder yields, what the key map and the widgets take. Keys have names, so that tables,
 * help and key scripts can write them: `a` `認` `<Enter>` `<F5>` `<C-k>` `<S-Tab>` `<M-x>`, and `<Lt>` `<Gt>` `<Space>` for what would be misread. */
#ifndef SHINSA_TUI_KEY_H
#define SHINSA_TUI_KEY_H

#include "core/base/err.h"

enum key_code {
    K_NONE,
    K_TEXT,  /* one typed character, in `text` */
    K_PASTE, /* a bracketed paste, in `paste` */
    K_ENTER,
    K_TAB,
    K_ESC,
    K_BACKSPACE,
    K_DELETE,
    K_INSERT,
    K_UP,
    K_DOWN,
    K_LEFT,
    K_RIGHT,
    K_HOME,
    K_END,
    K_PAGE_UP,
    K_PAGE_DOWN,
    K_F1,
    K_F12 = K_F1 + 11,
    K_FOCUS_IN,
    K_FOCUS_OUT,
    /* Answers of the terminal: the loop gives them to the probe, never to a screen. */
    K_REPLY_CURSOR, /* CPR: number[0] row, number[1] column, from 1 */
    K_REPLY_DEVICE, /* DA1 */
    K_REPLY_MODE,   /* DECRPM: number[0] mode, number[1] 0 unknown, 1 set, 2 reset */
    K_COUNT
};

enum key_mods { KEY_MOD_SHIFT = 1, KEY_MOD_ALT = 2, KEY_MOD_CTRL = 4 };

struct key {
    enum key_code code;
    unsigned mods;     /* of K_TEXT: only Alt and Ctrl; a control letter is its lower case letter with KEY_MOD_CTRL */
    char text[8];      /* K_TEXT: one character, valid UTF-8, ended */
    int number[2];
    const char *paste; /* K_PASTE: valid UTF-8 without controls but line feeds and tabs; borrowed until the decoder runs again */
    size_t paste_n;
    bool paste_cut;    /* it was longer than KEYS_PASTE_BYTES_MAX */
};

enum { KEY_NAME_BYTES = 32 };

/* Same key, as the key map sees it (pastes and replies equal nothing). */
bool key_eq(const struct key *a, const struct key *b);
/* `<C-k>`, `認`; `<Paste>` and `<Reply>` for what no table can bind. */
const char *key_name(const struct key *k, char to[KEY_NAME_BYTES]);
/* As a key bar writes it: F5, ^K, Enter, Esc, S-Tab, a. */
const char *key_label(const struct key *k, char to[KEY_NAME_BYTES]);
/* Reads one key name from *rest and moves behind it: 1; 0 at the end. E_INPUT "key.unknown" on an unknown name: *rest stays. */
int key_parse(const char **rest, struct key *k_r, struct err *e) WARN_UNUSED;
/* Outside text fields full-width letters, digits and signs mean their half-width twins (an input method left on). */
struct key key_as_command(struct key k);

#endif
