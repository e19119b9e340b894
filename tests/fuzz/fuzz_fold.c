/* Folding: valid text in, valid text out, without blanks, and the same again when folded again. */
#include "core/base/fold.h"

#include "core/base/utf8.h"
#include "tests/fuzz/fuzz.h"

static void check_valid(const char *s)
{
    FUZZ_CHECK(utf8_valid(s, strlen(s)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena) struct arena a = {0};
    char *s = fuzz_text(&a, data, size < 4096 ? size : 4096);
    s[utf8_valid_prefix(s, strlen(s))] = '\0';
    const char *folded = fold_text(&a, s), *code = fold_code(&a, s);
    check_valid(folded);
    FUZZ_CHECK(!strchr(folded, ' ') && !strstr(folded, "\u3000"));
    FUZZ_CHECK(strcmp(fold_text(&a, folded), folded) == 0 && fold_equal(s, folded));
    check_valid(code);
    FUZZ_CHECK(!strpbrk(code, " :\t") && strlen(code) <= strlen(s));
    check_valid(fold_bigrams(&a, folded));

    const char *half = fold_width(&a, s, FOLD_WIDTH_HALF), *full = fold_width(&a, s, FOLD_WIDTH_FULL);
    check_valid(half);
    check_valid(full);
    FUZZ_CHECK(strcmp(fold_width(&a, half, FOLD_WIDTH_HALF), half) == 0);
    FUZZ_CHECK(strcmp(fold_width(&a, full, FOLD_WIDTH_FULL), full) == 0);
    const char *kana = fold_katakana(&a, s);
    check_valid(kana);
    FUZZ_CHECK(strcmp(fold_katakana(&a, kana), kana) == 0);
    return 0;
}
