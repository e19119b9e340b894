/* The key decoder: any split of the bytes gives the same keys, and only clean text comes out; the first byte chooses the
 * charset, the second the split. */
#include "tui/term/keys.h"

#include "core/base/utf8.h"
#include "tests/fuzz/fuzz.h"

enum { LOG_BYTES = 4 * 1024 * 1024 };

static void note(void *user, const struct key *k)
{
    struct buf *log = user;
    char name[KEY_NAME_BYTES];
    FUZZ_CHECK(k->code > K_NONE && k->code < K_COUNT);
    FUZZ_CHECK(utf8_valid(k->text, strlen(k->text)) && !utf8_has_controls(k->text, false));
    FUZZ_CHECK((k->code == K_TEXT) == (k->text[0] != '\0'));
    buf_add_str(log, key_name(k, name));
    if (k->code != K_PASTE)
        return;
    FUZZ_CHECK(strlen(k->paste) == k->paste_n && utf8_valid(k->paste, k->paste_n) && !utf8_has_controls(k->paste, true));
    buf_add(log, k->paste, k->paste_n);
}

/* In packets of 1 to step bytes. */
static void decode(enum charset charset, const uint8_t *data, size_t size, size_t step, struct buf *log)
{
    struct keys k;
    keys_init(&k, charset);
    for (size_t at = 0, n = 1; at < size; at += n) {
        n = step ? 1 + (n * 7 + step) % step : size;
        n = n < size - at ? n : size - at;
        keys_feed(&k, (const char *)data + at, n, note, log);
    }
    if (keys_wait_ms(&k))
        keys_flush(&k, note, log);
    FUZZ_CHECK(keys_wait_ms(&k) == 0);
    keys_done(&k);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    AUTO(buf) struct buf whole = BUF(LOG_BYTES);
    AUTO(buf) struct buf split = BUF(LOG_BYTES);
    decode(data[0] % CHARSET_COUNT, data + 2, size - 2, 0, &whole);
    decode(data[0] % CHARSET_COUNT, data + 2, size - 2, 1 + data[1] % 16, &split);
    FUZZ_CHECK(strcmp(buf_str(&whole), buf_str(&split)) == 0);
    return 0;
}
