/* Charsets: what a set can say survives the way to UTF-8 and back; the first byte chooses the set. */
#include "core/base/charset.h"

#include "core/base/utf8.h"
#include "tests/fuzz/fuzz.h"

static void check_decoded(enum charset set, const char *p, size_t n)
{
    AUTO(buf) struct buf text = BUF(8 * n + 16);
    AUTO(buf) struct buf bytes = BUF(8 * n + 16);
    AUTO(buf) struct buf again = BUF(16 * n + 16);
    struct charset_loss loss;
    struct err e = {0};
    int rc = charset_decode(set, p, n, &text, &e);
    FUZZ_CHECK(rc == 0 ? !e.msg : e.msg && text.n == 0);
    if (rc != 0)
        return;
    FUZZ_CHECK(!text.full && utf8_valid(buf_str(&text), text.n));
    charset_encode(set, buf_str(&text), &bytes, &loss);
    FUZZ_CHECK(loss.count == 0 && !bytes.full);
    FUZZ_CHECK(charset_decode(set, buf_str(&bytes), bytes.n, &again, &e) == 0);
    FUZZ_CHECK(again.n == text.n && strcmp(buf_str(&again), buf_str(&text)) == 0);
}

static void check_encoded(enum charset set, const char *s)
{
    size_t n = strlen(s);
    AUTO(buf) struct buf bytes = BUF(8 * n + 16);
    AUTO(buf) struct buf text = BUF(8 * n + 16);
    struct charset_loss loss;
    struct err e = {0};
    charset_encode(set, s, &bytes, &loss);
    FUZZ_CHECK(!bytes.full && (loss.count == 0 ? loss.first[0] == '\0' : loss.offset < n));
    FUZZ_CHECK(charset_decode(set, buf_str(&bytes), bytes.n, &text, &e) == 0 && utf8_valid(buf_str(&text), text.n));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    AUTO(arena) struct arena a = {0};
    enum charset set = data[0] % CHARSET_COUNT;
    char *s = fuzz_text(&a, data + 1, size - 1 < 65536 ? size - 1 : 65536);
    check_decoded(set, s, strlen(s));
    s[utf8_valid_prefix(s, strlen(s))] = '\0';
    check_encoded(set, s);
    return 0;
}
