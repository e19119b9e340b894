#include "tui/widget/keybar.h"

#include <string.h>

enum { BAR_MAX = 64 };

struct entry {
    enum command command;
    int rank; /* function keys by number, then the others as the table has them */
};

static const struct key *first_key(const struct keymap *m, enum command c)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->row[i].command == c)
            return &m->row[i].key;
    return NULL;
}

static bool taken(const struct keymap *m, const struct entry *entry, int n, const struct key *k)
{
    for (int i = 0; i < n; i++)
        if (key_eq(first_key(m, entry[i].command), k))
            return true;
    return false;
}

static int collect(const struct keymap *m, enum where where, keybar_fn *shows, const void *user, struct entry *entry, int n)
{
    for (unsigned i = CMD_NONE + 1; i < CMD_COUNT && n < BAR_MAX; i++) {
        enum command c = (enum command)i;
        const struct command_row *row = command_row(c);
        const struct key *k = first_key(m, c);
        if (row->where != where || !(row->flags & CMD_BAR) || !k || taken(m, entry, n, k) || (shows && !shows(user, c)))
            continue;
        bool function = k->code >= K_F1 && k->code <= K_F12 && !k->mods;
        struct entry new = {c, function ? (int)(k->code - K_F1) : 100};
        int at = n++;
        for (; at > 0 && entry[at - 1].rank > new.rank; at--)
            entry[at] = entry[at - 1];
        entry[at] = new;
    }
    return n;
}

/* Help and the way out stand on every bar, whatever else has to go. */
static bool must_show(const struct keymap *m, enum command c)
{
    const struct key *k = first_key(m, c);
    return k && !k->mods && (k->code == K_F1 || k->code == K_F1 + 9);
}

static int draw_entry(const struct keymap *m, enum command c, enum language language, struct surface *to, struct rect at, int x, bool draws)
{
    char key[KEY_NAME_BYTES];
    const char *label = command_row(c)->label[language];
    keymap_label(m, c, key);
    int key_cols = glyphs_cols(&to->glyphs, key, strlen(key));
    bool spelled = key[0] != '^' && key[0] != 'F' && key_cols > 1; /* F1ヘルプ ^K命令, but Enter 開く */
    int space = language == LANGUAGE_EN || spelled;
    if (draws) {
        int after = surface_text(to, at, x, 0, STYLE_KEY, key);
        surface_text(to, at, after + space, 0, STYLE_KEYBAR, label);
    }
    return x + key_cols + space + glyphs_cols(&to->glyphs, label, strlen(label));
}

void keybar_draw(const struct keymap *m, enum where where, uint64_t widgets, enum language language, keybar_fn *shows, const void *user,
                 struct surface *to, struct rect at)
{
    struct entry entry[BAR_MAX];
    int n = collect(m, where, shows, user, entry, 0);
    for (unsigned w = 0; w < WHERE_COUNT; w++)
        if (where_among(widgets, w))
            n = collect(m, (enum where)w, shows, user, entry, n);
    if (where != WHERE_ANY && where != WHERE_DIALOG && where != WHERE_PALETTE)
        n = collect(m, WHERE_ANY, shows, user, entry, n);
    int x = 1, kept = 0;
    for (int i = 0; i < n; i++)
        if (must_show(m, entry[i].command))
            kept += draw_entry(m, entry[i].command, language, to, at, 1, false);
    for (int i = 0; i < n; i++) {
        bool must = must_show(m, entry[i].command);
        int end = draw_entry(m, entry[i].command, language, to, at, x, false);
        if (must)
            kept -= draw_entry(m, entry[i].command, language, to, at, 1, false);
        if (end + (must ? 0 : kept) > at.w)
            continue;
        draw_entry(m, entry[i].command, language, to, at, x, true);
        x = end + 1;
    }
}
