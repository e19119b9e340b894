#include "tui/keymap.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/base/str.h"

static const struct keymap_row *row_of(const struct keymap *m, enum where where, const struct key *k)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->row[i].where == where && key_eq(&m->row[i].key, k))
            return &m->row[i];
    return NULL;
}

/* Parses the keys of c into key[KEYMAP_KEYS_A_COMMAND]; returns their number or an error. */
static int parse_keys(const char *keys, struct key *key, struct err *e)
{
    int n = 0;
    for (;;) {
        while (*keys == ' ')
            keys++;
        if (n == KEYMAP_KEYS_A_COMMAND)
            return *keys ? err_set(e, E_LIMIT, "key.unknown", keys, NULL) : n;
        int rc = key_parse(&keys, &key[n], e);
        if (rc <= 0)
            return rc < 0 ? rc : n;
        n++;
    }
}

void keymap_init(struct keymap *m)
{
    *m = (struct keymap){.row = xcalloc(KEYMAP_MAX, sizeof *m->row)};
    for (unsigned c = CMD_NONE + 1; c < CMD_COUNT; c++) {
        struct key key[KEYMAP_KEYS_A_COMMAND];
        struct err e;
        const struct command_row *row = command_row((enum command)c);
        int n = parse_keys(row->keys, key, &e);
        assert(n >= 0);
        for (int i = 0; i < n; i++) {
            assert(m->n < KEYMAP_MAX && !row_of(m, row->where, &key[i]));
            m->row[m->n++] = (struct keymap_row){row->where, (enum command)c, key[i]};
        }
    }
    m->row = xrealloc(m->row, (m->n + KEYMAP_KEYS_A_COMMAND) * sizeof *m->row);
}

void keymap_done(struct keymap *m)
{
    free(m->row);
    *m = (struct keymap){0};
}

enum command keymap_find(const struct keymap *m, enum where where, const struct key *k)
{
    const struct key plain = key_as_command(*k);
    const struct keymap_row *row = row_of(m, where, &plain);
    return row ? row->command : CMD_NONE;
}

const char *keymap_label(const struct keymap *m, enum command c, char to[KEY_NAME_BYTES])
{
    to[0] = '\0';
    for (size_t i = 0; i < m->n; i++)
        if (m->row[i].command == c)
            return key_label(&m->row[i].key, to);
    return to;
}
