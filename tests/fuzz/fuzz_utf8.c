/* Bytes to characters, clusters and columns: nothing is split, nothing is lost, nothing is wider than asked for. */
#include "core/base/utf8.h"

#include "core/base/width.h"
#include "tests/fuzz/fuzz.h"

static void check_characters(const char *s, size_t n)
{
    size_t chars = 0;
    for (size_t at = 0; at < n; chars++) {
        uint32_t cp;
        char again[4];
        int bytes = utf8_decode(s + at, n - at, &cp);
        FUZZ_CHECK(bytes > 0 && utf8_encode(cp, again) == bytes && memcmp(again, s + at, (size_t)bytes) == 0);
        FUZZ_CHECK(width_of_char(cp, 1) <= width_of_char(cp, 2));
        at += (size_t)bytes;
    }
    FUZZ_CHECK(chars == utf8_chars(s));
}

static void check_clusters(const char *s, int ambiguous)
{
    int cols = 0;
    const char *end = s + strlen(s);
    for (const char *at = s, *next; *at; at = next) {
        next = utf8_next_grapheme(at);
        FUZZ_CHECK(next > at && next <= end && next - at <= UTF8_GRAPHEME_BYTES_MAX);
        FUZZ_CHECK(utf8_valid(at, (size_t)(next - at)));
        cols += width_of_grapheme(at, (size_t)(next - at), ambiguous);
    }
    FUZZ_CHECK(cols == width_of(s, ambiguous));
}

static void check_cuts(struct arena *a, const char *s, int ambiguous)
{
    for (int cols = 0; cols < 12; cols++) {
        int used;
        size_t n = width_fit(s, cols, ambiguous, &used);
        FUZZ_CHECK(n <= strlen(s) && used <= cols && utf8_valid(s, n));
        FUZZ_CHECK(width_of(width_pad(a, s, cols, ambiguous, cols % 2), ambiguous) == cols);
    }
    char **lines;
    size_t n = width_wrap(a, s, 7, ambiguous, &lines);
    FUZZ_CHECK(n >= 1);
    for (size_t i = 0; i < n; i++)
        FUZZ_CHECK(utf8_valid(lines[i], strlen(lines[i])) && width_of(lines[i], ambiguous) <= 7);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena) struct arena a = {0};
    char *s = fuzz_text(&a, data, size);
    size_t n = strlen(s), valid = utf8_valid_prefix(s, n);
    FUZZ_CHECK(valid <= n && utf8_valid(s, valid) && utf8_valid(s, n) == (valid == n));
    FUZZ_CHECK(valid == n || utf8_has_controls(s, true));
    s[valid] = '\0';
    check_characters(s, valid);
    for (int ambiguous = 1; ambiguous <= 2; ambiguous++)
        check_clusters(s, ambiguous);
    if (!utf8_has_controls(s, true) && valid < 2000)
        check_cuts(&a, s, 1 + (int)(valid % 2));
    return 0;
}
