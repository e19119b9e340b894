#include "tui/term/sequence.h"

#include "core/base/utf8.h"

/* Numbers between ;, behind a private mark; sub-parameters (:) are passed over. Returns their count. */
static int numbers(const char *p, size_t bytes, int *number, int max)
{
    int n = 0, v = 0;
    bool sub = false, any = false;
    for (size_t i = 0; i <= bytes; i++) {
        char c = i < bytes ? p[i] : ';';
        if (c >= '0' && c <= '9' && !sub) {
            v = v < 100000 ? v * 10 + (c - '0') : v;
            any = true;
        } else if (c == ':') {
            sub = true;
        } else if (c == ';') {
            if (n < max && (any || i < bytes))
                number[n++] = v;
            v = 0;
            sub = any = false;
        }
    }
    return n;
}

static unsigned mods_of(int parameter)
{
    unsigned bits = parameter > 1 && parameter <= 256 ? (unsigned)parameter - 1 : 0;
    return (bits & 1 ? KEY_MOD_SHIFT : 0) | (bits & (2 | 8) ? KEY_MOD_ALT : 0) | (bits & 4 ? KEY_MOD_CTRL : 0);
}

static const struct {
    char final;
    enum key_code code;
    unsigned mods;
} finals[] = {
    {'A', K_UP, 0}, {'B', K_DOWN, 0}, {'C', K_RIGHT, 0}, {'D', K_LEFT, 0}, {'H', K_HOME, 0}, {'F', K_END, 0},
    {'P', K_F1, 0}, {'Q', K_F1 + 1, 0}, {'R', K_F1 + 2, 0}, {'S', K_F1 + 3, 0}, {'M', K_ENTER, 0},
    {'Z', K_TAB, KEY_MOD_SHIFT}, {'I', K_FOCUS_IN, 0}, {'O', K_FOCUS_OUT, 0},
    {'a', K_UP, KEY_MOD_SHIFT}, {'b', K_DOWN, KEY_MOD_SHIFT}, {'c', K_RIGHT, KEY_MOD_SHIFT}, {'d', K_LEFT, KEY_MOD_SHIFT},
};

/* ESC [ n ~ ; rxvt ends with ^ for Ctrl, $ for Shift, @ for both. */
static const struct {
    int number;
    enum key_code code;
    unsigned mods;
} tildes[] = {
    {1, K_HOME, 0}, {2, K_INSERT, 0}, {3, K_DELETE, 0}, {4, K_END, 0}, {5, K_PAGE_UP, 0}, {6, K_PAGE_DOWN, 0},
    {7, K_HOME, 0}, {8, K_END, 0}, {11, K_F1, 0}, {12, K_F1 + 1, 0}, {13, K_F1 + 2, 0}, {14, K_F1 + 3, 0},
    {15, K_F1 + 4, 0}, {17, K_F1 + 5, 0}, {18, K_F1 + 6, 0}, {19, K_F1 + 7, 0}, {20, K_F1 + 8, 0}, {21, K_F1 + 9, 0},
    {23, K_F1 + 10, 0}, {24, K_F1 + 11, 0},
    {25, K_F1, KEY_MOD_SHIFT}, {26, K_F1 + 1, KEY_MOD_SHIFT}, {28, K_F1 + 2, KEY_MOD_SHIFT},
    {29, K_F1 + 3, KEY_MOD_SHIFT}, {31, K_F1 + 4, KEY_MOD_SHIFT}, {32, K_F1 + 5, KEY_MOD_SHIFT},
    {33, K_F1 + 6, KEY_MOD_SHIFT}, {34, K_F1 + 7, KEY_MOD_SHIFT},
};

static enum sequence_meaning key_is(struct key *key_r, enum key_code code, unsigned mods)
{
    *key_r = (struct key){.code = code, .mods = mods};
    return SEQUENCE_KEY;
}

static enum sequence_meaning text_is(struct key *key_r, uint32_t cp, unsigned mods)
{
    struct key key = {.code = K_TEXT, .mods = mods};
    utf8_encode(cp, key.text);
    if (utf8_has_controls(key.text, false))
        return SEQUENCE_NOTHING;
    *key_r = key;
    return SEQUENCE_KEY;
}

/* A key named by its code point with modifiers: CSI u and modifyOtherKeys. */
static enum sequence_meaning code_point(int cp, unsigned mods, struct key *key_r)
{
    switch (cp) {
    case 9: return key_is(key_r, K_TAB, mods);
    case 13: return key_is(key_r, K_ENTER, mods);
    case 27: return key_is(key_r, K_ESC, mods);
    case 8:
    case 127: return key_is(key_r, K_BACKSPACE, mods);
    default: break;
    }
    bool scalar = cp >= 0x20 && cp < 0x110000 && !(cp >= 0xd800 && cp <= 0xdfff);
    return scalar ? text_is(key_r, (uint32_t)cp, mods & ~(unsigned)KEY_MOD_SHIFT) : SEQUENCE_NOTHING;
}

static enum sequence_meaning tilde(const int *number, int n, char final, struct key *key_r)
{
    unsigned mods = (final == '^' || final == '@' ? KEY_MOD_CTRL : 0U) | (final == '$' || final == '@' ? KEY_MOD_SHIFT : 0U);
    if (n == 0)
        return SEQUENCE_NOTHING;
    if (number[0] == 200)
        return SEQUENCE_PASTE;
    if (number[0] == 27 && n >= 3)
        return code_point(number[2], mods_of(number[1]), key_r);
    for (size_t i = 0; i < COUNT_OF(tildes); i++)
        if (tildes[i].number == number[0])
            return key_is(key_r, tildes[i].code, tildes[i].mods | mods | mods_of(n > 1 ? number[1] : 0));
    return SEQUENCE_NOTHING;
}

static enum sequence_meaning answer_is(struct key *key_r, enum key_code code, const int *number)
{
    *key_r = (struct key){.code = code, .number = {number[0], number[1]}};
    return SEQUENCE_ANSWER;
}

static enum sequence_meaning private_answer(char final, const int *number, int n, struct key *key_r)
{
    static const int none[2];
    if (final == 'c')
        return answer_is(key_r, K_REPLY_DEVICE, none);
    if (final == 'R' && n >= 2)
        return answer_is(key_r, K_REPLY_CURSOR, number);
    return final == 'y' && n >= 2 ? answer_is(key_r, K_REPLY_MODE, number) : SEQUENCE_NOTHING;
}

enum sequence_meaning sequence_control(const char *p, size_t bytes, char final, struct key *key_r)
{
    int number[6] = {0};
    int n = numbers(p, bytes, number, (int)COUNT_OF(number));
    char mark = bytes ? p[0] : '\0';
    if (mark == '?')
        return private_answer(final, number, n, key_r);
    if (mark >= '<' && mark <= '>')
        return SEQUENCE_NOTHING; /* mouse reports and secondary answers: nobody asked */
    if (final == '~' || final == '^' || final == '$' || final == '@')
        return tilde(number, n, final, key_r);
    if (final == 'u' && n >= 1)
        return code_point(number[0], mods_of(n > 1 ? number[1] : 0), key_r);
    if (final == 'R' && n == 2 && number[0] != 1) /* row 1 would read as F3 with modifiers: the probe stands on row 2 */
        return answer_is(key_r, K_REPLY_CURSOR, number);
    for (size_t i = 0; i < COUNT_OF(finals); i++)
        if (finals[i].final == final && (final != 'M' || n == 0))
            return key_is(key_r, finals[i].code, finals[i].mods | mods_of(n > 1 ? number[1] : 0));
    return SEQUENCE_NOTHING;
}

enum sequence_meaning sequence_single(const char *p, size_t bytes, char final, struct key *key_r)
{
    static const char keypad[] = "j*k+l,m-n.o/p0q1r2s3t4u5v6w7x8y9X=";
    int number = 0;
    numbers(p, bytes, &number, 1);
    if (final >= 'a' && final <= 'd') { /* rxvt */
        static const enum key_code arrow[] = {K_UP, K_DOWN, K_RIGHT, K_LEFT};
        return key_is(key_r, arrow[final - 'a'], KEY_MOD_CTRL);
    }
    for (size_t i = 0; i + 1 < sizeof keypad; i += 2)
        if (keypad[i] == final)
            return text_is(key_r, (unsigned char)keypad[i + 1], 0);
    for (size_t i = 0; i < COUNT_OF(finals); i++)
        if (finals[i].final == final && final != 'I' && final != 'O' && final != 'Z')
            return key_is(key_r, finals[i].code, mods_of(number));
    return SEQUENCE_NOTHING;
}
