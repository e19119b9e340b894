/* The command of `ssh host VERB`: whatever comes, the words hold nothing that was not typed, and quoted again they are the
 * same words. */
#include "tui/serve/words.h"

#include "tests/fuzz/fuzz.h"

#include "core/base/buf.h"
#include "core/base/utf8.h"

static void put_quoted(struct buf *to, const char *word)
{
    buf_add_char(to, '\'');
    for (; *word; word++)
        buf_add_str(to, *word == '\'' ? "'\\''" : (const char[]){*word, '\0'});
    buf_add_str(to, "' ");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena) struct arena a = {0};
    static struct words words, again;
    struct err e = {0};
    const char *command = fuzz_text(&a, data, size);
    if (words_cut(command, &words, &e) != 0) {
        FUZZ_CHECK(e.msg && e.code < 0);
        return 0;
    }
    size_t bytes = 0;
    AUTO(buf) struct buf quoted = BUF(8 * WORDS_TEXT_MAX);
    for (int i = 0; i < words.n; i++) {
        FUZZ_CHECK(!utf8_has_controls(words.at[i], true) && !strchr(words.at[i], '\n'));
        bytes += strlen(words.at[i]);
        put_quoted(&quoted, words.at[i]);
    }
    FUZZ_CHECK(words.n <= WORDS_MAX && !words.at[words.n] && bytes <= strlen(command));
    if (quoted.n > WORDS_TEXT_MAX)
        return 0;
    FUZZ_CHECK(words_cut(buf_str(&quoted), &again, &e) == 0 && again.n == words.n);
    for (int i = 0; i < words.n; i++)
        FUZZ_CHECK(strcmp(words.at[i], again.at[i]) == 0);
    return 0;
}
