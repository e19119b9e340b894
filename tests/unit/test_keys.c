#include "tests/support/unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/base/mem.h"
#include "tests/support/dice.h"
#include "tui/term/keys.h"

enum { LOG_BYTES = 1024 * 1024 };

/* Writes each key's name, and what a name does not say, into a buffer. */
static void note(void *user, const struct key *k)
{
    struct buf *log = user;
    char name[KEY_NAME_BYTES];
    if (k->code == K_PASTE)
        buf_printf(log, "<Paste:%.*s%s>", (int)k->paste_n, k->paste, k->paste_cut ? "..." : "");
    else if (k->code == K_REPLY_CURSOR)
        buf_printf(log, "<Cursor:%d,%d>", k->number[0], k->number[1]);
    else if (k->code == K_REPLY_DEVICE)
        buf_add_str(log, "<Device>");
    else if (k->code == K_REPLY_MODE)
        buf_printf(log, "<Mode:%d=%d>", k->number[0], k->number[1]);
    else
        buf_add_str(log, key_name(k, name));
}

static void decode(enum charset charset, const char *p, size_t n, struct buf *log)
{
    struct keys k;
    keys_init(&k, charset);
    keys_feed(&k, p, n, note, log);
    if (keys_wait_ms(&k))
        keys_flush(&k, note, log);
    keys_done(&k);
}

static void assert_keys(enum charset charset, const char *bytes, size_t n, const char *expected)
{
    AUTO(buf) struct buf log = BUF(LOG_BYTES);
    decode(charset, bytes, n, &log);
    assert_string_equal(buf_str(&log), expected);
}

#define KEYS(bytes, expected) assert_keys(CHARSET_UTF8, bytes, sizeof(bytes) - 1, expected)

static void test_keys__text_and_controls(void **state)
{
    (void)state;
    KEYS("aZ1 認証", "aZ1<Space>認証");
    KEYS("\r\n\t\b\x7f", "<Enter><Enter><Tab><Backspace><Backspace>");
    KEYS("\x01\x0b\x1a\x1f", "<C-a><C-k><C-z><C-_>");
    KEYS(">", "<Gt>");
    KEYS("<", "<Lt>");
    assert_keys(CHARSET_UTF8, "\0", 1, "<C-Space>");
}

static void test_keys__sequences_of_many_terminals(void **state)
{
    (void)state;
    KEYS("\033[A\033[B\033[C\033[D", "<Up><Down><Right><Left>");
    KEYS("\033OA\033OH\033OF", "<Up><Home><End>");
    KEYS("\033[1~\033[4~\033[7~\033[8~\033[H\033[F", "<Home><End><Home><End><Home><End>");
    KEYS("\033[2~\033[3~\033[5~\033[6~", "<Insert><Delete><PageUp><PageDown>");
    KEYS("\033OP\033OS\033[15~\033[17~\033[21~\033[24~", "<F1><F4><F5><F6><F10><F12>");
    KEYS("\033[[A\033[[E", "<F1><F5>");
    KEYS("\033[11~\033[14~", "<F1><F4>");
    KEYS("\033[1;5C\033[1;2A\033[1;3D\033[3;5~\033[1;6H", "<C-Right><S-Up><M-Left><C-Delete><C-S-Home>");
    KEYS("\033[Z", "<S-Tab>");
    KEYS("\033[a\033Oc\033[3^\033[3$x\033[3@", "<S-Up><C-Right><C-Delete><S-Delete>x<C-S-Delete>");
    KEYS("\033OM\033Oq\033Oj", "<Enter>1*");
    KEYS("\033[1;5R", "<C-F3>");
    KEYS("\033[97;5u\033[27;5;13~\033[27u", "<C-a><C-Enter><Esc>");
    KEYS("\033[I\033[O", "<FocusIn><FocusOut>");
}

static void test_keys__alt_and_a_lone_escape(void **state)
{
    (void)state;
    KEYS("\033x", "<M-x>");
    KEYS("\033\r\033\x7f", "<M-Enter><M-Backspace>");
    KEYS("\033認", "<M-認>");
    KEYS("\033\033[A", "<M-Up>");
    KEYS("\033", "<Esc>");
    KEYS("\033\033", "<Esc><Esc>");
    KEYS("\033[", "<M-[>");
    KEYS("\033]", "<M-]>");
    KEYS("\033O", "<M-O>");
}

static void test_keys__replies_are_no_text(void **state)
{
    (void)state;
    KEYS("\033[2;3R", "<Cursor:2,3>");
    KEYS("\033[?62;1;2c", "<Device>");
    KEYS("\033[?2026;2$y", "<Mode:2026=2>");
    KEYS("a\033[>0;276;0cb", "ab");
    KEYS("a\033]11;rgb:0000/0000/0000\033\\b\033]0;x\ac", "abc");
    KEYS("a\033P1$r0m\033\\b", "ab");
    KEYS("a\033[M !!b\033[<0;3;4Mc", "abc");
}

static void test_keys__broken_bytes_are_dropped_and_nothing_behind_them(void **state)
{
    (void)state;
    KEYS("a\xe6\xbc" "b", "ab");
    KEYS("\xe6\xbc\033[A", "<Up>");
    KEYS("\xff\xfe\x80z", "z");
    KEYS("\xc2\x9b" "1m", "1m");            /* C1 */
    KEYS("\xe2\x80\xae" "x", "x");          /* right-to-left override */
    KEYS("\033[1;\rx", "<Enter>x");         /* a sequence cut short loses no key */
    KEYS("\033[99;99;99Xq", "q");
    KEYS("\033[11111111111111111111111111111111111111111111111111111111111111111111111111111111111111Aq", "<Up>q");
}

static void test_keys__a_paste_is_one_key_without_controls(void **state)
{
    (void)state;
    KEYS("\033[200~一\r\n二\x1b[31m\x07三\t\033[201~x", "<Paste:一\n二[31m三\t>x");
    KEYS("\033[200~\033[20\033[201~", "<Paste:[20>");
    KEYS("\033[200~open", "<Paste:open>");
}

static void test_keys__a_paste_has_a_maximum(void **state)
{
    (void)state;
    size_t n = KEYS_PASTE_BYTES_MAX + 1000;
    AUTO(buf) struct buf in = BUF(n + 100);
    buf_add_str(&in, "\033[200~");
    for (size_t i = 0; i < n; i++)
        buf_add_char(&in, 'p');
    buf_add_str(&in, "\033[201~q");
    AUTO(buf) struct buf log = BUF(LOG_BYTES);
    decode(CHARSET_UTF8, buf_str(&in), in.n, &log);
    assert_int_equal(log.n, KEYS_PASTE_BYTES_MAX + strlen("<Paste:...>q"));
    assert_string_equal(buf_str(&log) + log.n - 5, "...>q");
}

static void test_keys__old_charsets(void **state)
{
    (void)state;
    assert_keys(CHARSET_CP932, "\x94\x46\x8f\xd8\xb1" "a", 6, "認証ｱa");
    assert_keys(CHARSET_CP932, "\x83\x5c\033[A", 5, "ソ<Up>"); /* its second byte is a backslash */
    assert_keys(CHARSET_CP932, "\x81\x5b\033O", 4, "ー<M-O>");
    assert_keys(CHARSET_CP932, "\x94\033[A", 4, "<Up>");
    assert_keys(CHARSET_EUCJP, "\xc7\xa7\xbe\xda\x8e\xb1" "a", 7, "認証ｱa");
    assert_keys(CHARSET_CP932, "\033[200~\x94\x46\r\033[201~", 15, "<Paste:認\n>");
}

/* A stream of keys, halves of keys and noise. */
static void random_stream(struct buf *out, enum charset charset)
{
    static const char *const pieces[] = {
        "a", "9", "認", "が", "\033[A", "\033[1;5C", "\033OP", "\033", "\033[200~", "\033[201~", "p\r", "\033]0;t\a",
        "\033[2;3R", "\033[?1;2c", "\r", "\xe8", "\xaa\x8d", "\x94\x46", "\xff", "\033[", "\033[[B", "\033[M", "\033P", "\033\\",
        "\x7f", "\t", "\033\033", "$", "~", ";", "1", "\xf0\xa0\xae\xb7",
    };
    size_t n = 1 + dice_index(30);
    (void)charset;
    for (size_t i = 0; i < n; i++)
        buf_add_str(out, pieces[dice_index(COUNT_OF(pieces))]);
}

static void test_keys__any_split_gives_the_same_keys(void **state)
{
    (void)state;
    dice_seed(20261120);
    for (int round = 0; round < 4000; round++) {
        enum charset charset = (enum charset)(round % CHARSET_COUNT);
        AUTO(buf) struct buf in = BUF(4096);
        AUTO(buf) struct buf whole = BUF(LOG_BYTES);
        AUTO(buf) struct buf split = BUF(LOG_BYTES);
        random_stream(&in, charset);
        decode(charset, buf_str(&in), in.n, &whole);

        struct keys k;
        keys_init(&k, charset);
        for (size_t at = 0; at < in.n;) {
            size_t n = 1 + dice_index(4);
            n = n > in.n - at ? in.n - at : n;
            char *packet = memcpy(xcalloc(1, n), buf_str(&in) + at, n); /* the sanitizer sees a read beyond it */
            keys_feed(&k, packet, n, note, &split);
            free(packet);
            at += n;
        }
        if (keys_wait_ms(&k))
            keys_flush(&k, note, &split);
        keys_done(&k);
        assert_string_equal(buf_str(&whole), buf_str(&split));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys__text_and_controls),
        cmocka_unit_test(test_keys__sequences_of_many_terminals),
        cmocka_unit_test(test_keys__alt_and_a_lone_escape),
        cmocka_unit_test(test_keys__replies_are_no_text),
        cmocka_unit_test(test_keys__broken_bytes_are_dropped_and_nothing_behind_them),
        cmocka_unit_test(test_keys__a_paste_is_one_key_without_controls),
        cmocka_unit_test(test_keys__a_paste_has_a_maximum),
        cmocka_unit_test(test_keys__old_charsets),
        cmocka_unit_test(test_keys__any_split_gives_the_same_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
