#include "tui/key.h"

#include <stdio.h>
#include <string.h>

#include "core/base/str.h"
#include "core/base/utf8.h"

static const struct {
    enum key_code code;
    const char *name, *label;
} names[] = {
    {K_ENTER, "Enter", "Enter"},      {K_TAB, "Tab", "Tab"},         {K_ESC, "Esc", "Esc"},
    {K_BACKSPACE, "Backspace", "BS"}, {K_DELETE, "Delete", "Del"},   {K_INSERT, "Insert", "Ins"},
    {K_UP, "Up", "Up"},               {K_DOWN, "Down", "Down"},      {K_LEFT, "Left", "Left"},
    {K_RIGHT, "Right", "Right"},      {K_HOME, "Home", "Home"},      {K_END, "End", "End"},
    {K_PAGE_UP, "PageUp", "PgUp"},    {K_PAGE_DOWN, "PageDown", "PgDn"},
    {K_FOCUS_IN, "FocusIn", ""},      {K_FOCUS_OUT, "FocusOut", ""},
};

/* Characters that the notation itself uses. */
static const struct {
    const char *text, *name;
} text_names[] = {{"<", "Lt"}, {">", "Gt"}, {" ", "Space"}};

bool key_eq(const struct key *a, const struct key *b)
{
    if (a->code != b->code || a->mods != b->mods || a->code == K_NONE || a->code == K_PASTE)
        return false;
    if (a->code == K_REPLY_CURSOR || a->code == K_REPLY_DEVICE || a->code == K_REPLY_MODE)
        return false;
    return a->code != K_TEXT || strcmp(a->text, b->text) == 0;
}

static const char *plain_name(const struct key *k, char to[KEY_NAME_BYTES], bool label)
{
    if (k->code >= K_F1 && k->code <= K_F12) {
        snprintf(to, KEY_NAME_BYTES, "F%d", (int)(k->code - K_F1) + 1);
        return to;
    }
    if (k->code == K_TEXT) {
        for (size_t i = 0; i < COUNT_OF(text_names); i++)
            if (strcmp(k->text, text_names[i].text) == 0)
                return text_names[i].name;
        return k->text;
    }
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (names[i].code == k->code)
            return label ? names[i].label : names[i].name;
    return k->code == K_PASTE ? "Paste" : "Reply";
}

const char *key_name(const struct key *k, char to[KEY_NAME_BYTES])
{
    char name[KEY_NAME_BYTES];
    const char *plain = plain_name(k, name, false);
    if (k->code == K_TEXT && !k->mods && plain == k->text)
        snprintf(to, KEY_NAME_BYTES, "%s", k->text);
    else
        snprintf(to, KEY_NAME_BYTES, "<%s%s%s%s>", k->mods & KEY_MOD_CTRL ? "C-" : "", k->mods & KEY_MOD_ALT ? "M-" : "",
                 k->mods & KEY_MOD_SHIFT ? "S-" : "", plain);
    return to;
}

const char *key_label(const struct key *k, char to[KEY_NAME_BYTES])
{
    char name[KEY_NAME_BYTES];
    const char *plain = plain_name(k, name, true);
    if (k->code == K_TEXT && k->mods == KEY_MOD_CTRL) {
        bool letter = plain[0] >= 'a' && plain[0] <= 'z' && !plain[1];
        snprintf(to, KEY_NAME_BYTES, "^%.*s", 8, plain);
        if (letter)
            to[1] = (char)(to[1] - 'a' + 'A');
    } else if (k->code == K_TEXT && !k->mods) {
        snprintf(to, KEY_NAME_BYTES, "%s", k->text);
    } else {
        snprintf(to, KEY_NAME_BYTES, "%s%s%s%s", k->mods & KEY_MOD_CTRL ? "C-" : "", k->mods & KEY_MOD_ALT ? "M-" : "",
                 k->mods & KEY_MOD_SHIFT ? "S-" : "", plain);
    }
    return to;
}

/* name[n] without brackets and modifiers. */
static bool parse_plain(const char *name, size_t n, struct key *k)
{
    if (n >= 2 && n <= 3 && name[0] == 'F' && name[1] >= '1' && name[1] <= '9') {
        int number = name[1] - '0';
        if (n == 3 && name[2] >= '0' && name[2] <= '9')
            number = number * 10 + (name[2] - '0');
        else if (n == 3)
            return false;
        if (number > 12)
            return false;
        k->code = (enum key_code)((int)K_F1 + number - 1);
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_is((struct str){name, n}, names[i].name)) {
            k->code = names[i].code;
            return true;
        }
    k->code = K_TEXT;
    for (size_t i = 0; i < COUNT_OF(text_names); i++)
        if (str_is((struct str){name, n}, text_names[i].name)) {
            str_copy_cut(k->text, sizeof k->text, text_names[i].text);
            return true;
        }
    uint32_t cp;
    if (n >= sizeof k->text || utf8_decode(name, n, &cp) != (int)n)
        return false;
    memcpy(k->text, name, n);
    return true;
}

static int parse_text(const char **rest, struct key *k_r, struct err *e)
{
    struct key k = {.code = K_TEXT};
    uint32_t cp;
    int n = utf8_decode(*rest, strlen(*rest), &cp);
    if (n <= 0)
        return err_set(e, E_INPUT, "key.unknown", "?", NULL);
    memcpy(k.text, *rest, (size_t)n);
    *rest += n;
    *k_r = k;
    return 1;
}

int key_parse(const char **rest, struct key *k_r, struct err *e)
{
    const char *p = *rest;
    if (!*p)
        return 0;
    if (*p != '<')
        return parse_text(rest, k_r, e);

    const char *end = strchr(p, '>');
    if (!end)
        return err_set(e, E_INPUT, "key.unknown", p, NULL);
    struct key k = {0};
    const char *name = p + 1;
    while (end - name > 2 && name[1] == '-' && strchr("CMS", name[0])) {
        k.mods |= name[0] == 'C' ? KEY_MOD_CTRL : name[0] == 'M' ? KEY_MOD_ALT : KEY_MOD_SHIFT;
        name += 2;
    }
    if (!parse_plain(name, (size_t)(end - name), &k)) {
        char whole[KEY_NAME_BYTES];
        snprintf(whole, sizeof whole, "%.*s", (int)(end + 1 - p < 24 ? end + 1 - p : 24), p);
        return err_set(e, E_INPUT, "key.unknown", whole, NULL);
    }
    *rest = end + 1;
    *k_r = k;
    return 1;
}

struct key key_as_command(struct key k)
{
    uint32_t cp;
    if (k.code != K_TEXT || utf8_decode(k.text, strlen(k.text), &cp) <= 0)
        return k;
    if (cp >= 0xFF01 && cp <= 0xFF5E)
        cp -= 0xFF01 - '!';
    else if (cp == 0x3000)
        cp = ' ';
    else
        return k;
    k.text[0] = (char)cp;
    k.text[1] = '\0';
    return k;
}
