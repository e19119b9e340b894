#include "tests/support/typing.h"

static const struct {
    enum key_code code;
    const char *bytes;
} plain[] = {
    {K_ENTER, "\r"},        {K_TAB, "\t"},          {K_ESC, "\x1b"},         {K_BACKSPACE, "\x7f"},
    {K_DELETE, "\x1b[3~"},  {K_INSERT, "\x1b[2~"},  {K_UP, "\x1b[A"},        {K_DOWN, "\x1b[B"},
    {K_LEFT, "\x1b[D"},     {K_RIGHT, "\x1b[C"},    {K_HOME, "\x1b[H"},      {K_END, "\x1b[F"},
    {K_PAGE_UP, "\x1b[5~"}, {K_PAGE_DOWN, "\x1b[6~"},
};

/* Of F1 to F12; the gaps are the VT220's. */
static const char *const function_key[] = {"\x1bOP",   "\x1bOQ",   "\x1bOR",   "\x1bOS",   "\x1b[15~", "\x1b[17~",
                                           "\x1b[18~", "\x1b[19~", "\x1b[20~", "\x1b[21~", "\x1b[23~", "\x1b[24~"};

static bool text_key(const struct key *k, struct buf *to)
{
    if (k->mods & KEY_MOD_ALT)
        buf_add_char(to, '\x1b');
    if (k->mods & KEY_MOD_CTRL)
        buf_add_char(to, (char)(k->text[0] & 0x1f));
    else
        buf_add_str(to, k->text);
    return true;
}

/* The keys whose sequence has a place for what is held down: CSI 1 ; 5 H is Ctrl-Home. */
static bool held_key(const struct key *k, struct buf *to)
{
    static const struct {
        enum key_code code;
        char final;
    } cursor[] = {{K_UP, 'A'}, {K_DOWN, 'B'}, {K_RIGHT, 'C'}, {K_LEFT, 'D'}, {K_HOME, 'H'}, {K_END, 'F'}};
    unsigned held = 1 + k->mods; /* Shift 1, Alt 2, Ctrl 4, as xterm counts them */
    for (size_t i = 0; i < COUNT_OF(cursor); i++)
        if (cursor[i].code == k->code) {
            buf_printf(to, "\x1b[1;%u%c", held, cursor[i].final);
            return true;
        }
    return false;
}

bool typing_key(const struct key *k, struct buf *to)
{
    if (k->code == K_TEXT)
        return text_key(k, to);
    if (k->code == K_TAB && k->mods == KEY_MOD_SHIFT) {
        buf_add_str(to, "\x1b[Z");
        return true;
    }
    if (k->mods)
        return held_key(k, to);
    if (k->code >= K_F1 && k->code <= K_F12) {
        buf_add_str(to, function_key[k->code - K_F1]);
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(plain); i++)
        if (plain[i].code == k->code) {
            buf_add_str(to, plain[i].bytes);
            return true;
        }
    return false;
}

int typing_keys(const char *keys, struct buf *to, struct err *e)
{
    struct key k;
    int rc;
    while ((rc = key_parse(&keys, &k, e)) == 1)
        if (!typing_key(&k, to))
            return err_set(e, E_INPUT, "key.unknown", keys, NULL);
    return rc;
}
