#include "tests/support/unit.h"

#include "core/base/fold.h"
#include "core/base/utf8.h"

struct pair {
    const char *text, *folded;
};

static void assert_folds(char *(*fold)(struct arena *, const char *), const struct pair *rows, size_t n)
{
    AUTO(arena) struct arena a = {0};
    for (size_t i = 0; i < n; i++) {
        const char *got = fold(&a, rows[i].text);
        if (strcmp(got, rows[i].folded) != 0)
            fail_msg("%s folds to %s, not %s", rows[i].text, got, rows[i].folded);
    }
}

static void test_fold__text_is_one_for_all_its_writings(void **state)
{
    (void)state;
    static const struct pair rows[] = {
        {"", ""},
        {"ＡＢＣ　Def", "abcdef"},
        {"サーバー", "さ-ば-"},
        {"ｻｰﾊﾞｰ", "さ-ば-"},
        {"サ−バ―", "さ-ば-"},
        {"さーは\u3099ー", "さ-ば-"},
        {"ハ゛ックアップ", "ばっくあっぷ"},
        {"ヴァ", "ゔぁ"},
        {"髙橋", "高橋"},
        {"宮﨑", "宮崎"},
        {"渡邉", "渡辺"},
        {"渡邊", "渡辺"},
        {"齋藤", "斎藤"},
        {"齊藤", "斉藤"},
        {"澤", "沢"},
        {"廣瀨", "広瀬"},
        {"濵田", "浜田"},
        {"濱田", "浜田"},
        {"國學院", "国学院"},
        {"葛\U000E0100城", "葛城"},
        {"葛\uFE00城", "葛城"},
        {"神\uFA19", "神神"},
        {"𠮷野家", "吉野家"},
        {"霞ヶ関", "霞け関"},
        {"①㍻㋿", "1平成令和"},
        {"〜～", "~~"},
        {"é\u200D", "é"},
        {"e\u0301", "é"},
    };
    assert_folds(fold_text, rows, COUNT_OF(rows));
}

static void test_fold__legal_forms_say_nothing_about_who(void **state)
{
    (void)state;
    static const struct pair rows[] = {
        {"株式会社サンプル", "さんぷる"},   {"サンプル株式會社", "さんぷる"}, {"㈱サンプル", "さんぷる"},
        {"（株）サンプル", "さんぷる"},     {"株式 会社 サンプル", "さんぷる"}, {"ｶ)ｻﾝﾌﾟﾙ", "さんぷる"},
        {"ｻﾝﾌﾟﾙ(ｶ", "さんぷる"},            {"サンプル(カ)", "さんぷる"},     {"カブシキガイシャサンプル", "さんぷる"},
        {"一般社団法人サンプル", "さんぷる"}, {"社団法人サンプル", "さんぷる"}, {"ＮＰＯ法人サンプル", "さんぷる"},
        {"Sample Co., Ltd.", "sample"},     {"株株式会社式会社甲", "甲"},     {"株式会社", "株式会社"},
        {"かっこ(かな)", "かっこ(かな)"},   {"医療法人社団甲会", "甲会"},    {"医療法人甲会", "甲会"},   {"株式会社ｶ)甲", "甲"},
    };
    assert_folds(fold_text, rows, COUNT_OF(rows));
}

static void test_fold__folding_twice_changes_nothing(void **state)
{
    (void)state;
    AUTO(arena) struct arena a = {0};
    static const char *const texts[] = {"株式会社　髙島屋", "ｶ)ｶ)ﾃｽﾄ(ｶ(ｶ", "ガキ゛ぱ", "①ﾊﾟ㈱(株)", "株式会社株式会社", "İstanbul", "ǅ"};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        const char *once = fold_text(&a, texts[i]);
        assert_string_equal(fold_text(&a, once), once);
    }
    /* Each variant alone: the table must not need a second pass, and must be in order to be found. */
    static const struct {
        uint32_t old, new;
    } variants[] = {
#define VARIANT(old, new) {old, new},
#include "core/base/variant.def"
#undef VARIANT
    };
    assert_true(COUNT_OF(variants) >= 150);
    for (size_t i = 0; i < COUNT_OF(variants); i++) {
        char old[5] = "", new[5] = "";
        utf8_encode(variants[i].old, old);
        utf8_encode(variants[i].new, new);
        assert_true(i == 0 || variants[i - 1].old < variants[i].old);
        assert_string_equal(fold_text(&a, old), new);
        assert_string_equal(fold_text(&a, new), new);
    }
    static const char *const forms[] = {
#define LEGAL_FORM(text, place) text,
#include "core/base/legal_form.def"
#undef LEGAL_FORM
    };
    for (size_t i = 0; i < COUNT_OF(forms); i++)
        assert_string_equal(fold_text(&a, forms[i]), forms[i]);
}

static void test_fold__equal_compares_folded(void **state)
{
    (void)state;
    assert_true(fold_equal("㈱髙橋", "高橋　株式会社"));
    assert_false(fold_equal("高橋", "高梁"));
}

/* ASPIC-182 and the sloppy spellings of ASPIC-TV-044. */
static void test_fold__codes_lose_everything_but_the_code(void **state)
{
    (void)state;
    static const struct pair rows[] = {
        {"ＩＰ０００１－１２１２", "IP0001-1212"},
        {"ip0001-1212", "IP0001-1212"},
        {"IP00011212", "IP00011212"},
        {"認定番号：ＩＰ０００１ー１２１２", "IP0001-1212"},
        {"IP 0001 ‐ 1212", "IP0001-1212"},
        {"№IP0001−1212", "IP0001-1212"},
        {"No.IP0001ｰ1212", "IP0001-1212"},
        {"No. 0042", "0042"},
        {"no 42", "42"},
        {"NORTH-1", "NORTH-1"},
        {"第０００１号", "0001"},
        {"認定番号 第 12 号", "12"},
        {"受付番号: No. 7", "7"},
        {"号", "号"},
        {"番号", "番号"},
        {"1‐2‑3‒4–5—6―7−8﹣9－0ー1ｰ2─3", "1-2-3-4-5-6-7-8-9-0-1-2-3"},
        {"", ""},
    };
    assert_folds(fold_code, rows, COUNT_OF(rows));
}

static void test_fold__width_follows_the_field(void **state)
{
    (void)state;
    AUTO(arena) struct arena a = {0};
    static const struct {
        const char *text, *half, *full;
    } rows[] = {
        {"ＡＢ１－２　ガッコウー", "AB1-2 ｶﾞｯｺｳｰ", "ＡＢ１－２　ガッコウー"},
        {"AB1-2 ｶﾞｯｺｳｰ", "AB1-2 ｶﾞｯｺｳｰ", "ＡＢ１－２　ガッコウー"},
        {"ﾊﾟﾊﾞｳﾞﾜﾞ｡｢･", "ﾊﾟﾊﾞｳﾞﾜﾞ｡｢･", "パバヴヷ。「・"},
        {"ﾞｱﾞ", "ﾞｱﾞ", "゛ア゛"},
        {"ヰ漢字ひらがな", "ヰ漢字ひらがな", "ヰ漢字ひらがな"},
        {"髙\U000E0100", "髙\U000E0100", "髙\U000E0100"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_string_equal(fold_width(&a, rows[i].text, FOLD_WIDTH_HALF), rows[i].half);
        assert_string_equal(fold_width(&a, rows[i].text, FOLD_WIDTH_FULL), rows[i].full);
        assert_string_equal(fold_width(&a, rows[i].text, FOLD_WIDTH_KEEP), rows[i].text);
    }
}

static void test_fold__readings_become_katakana(void **state)
{
    (void)state;
    static const struct pair rows[] = {
        {"たかはし", "タカハシ"}, {"ﾀｶﾊｼ ｼﾞﾛｳ", "タカハシ ジロウ"}, {"がっこうー", "ガッコウー"},
        {"ゝゞ", "ヽヾ"},         {"高橋A1", "高橋A1"},             {"", ""},
    };
    assert_folds(fold_katakana, rows, COUNT_OF(rows));
}

static void test_fold__bigrams_overlap(void **state)
{
    (void)state;
    static const struct pair rows[] = {
        {"", ""}, {"認", "認"}, {"認証", "認証"}, {"認証局", "認証 証局"}, {"abc高", "ab bc c高"}, {"𠮷野家", "𠮷野 野家"},
    };
    assert_folds(fold_bigrams, rows, COUNT_OF(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fold__text_is_one_for_all_its_writings),
        cmocka_unit_test(test_fold__legal_forms_say_nothing_about_who),
        cmocka_unit_test(test_fold__folding_twice_changes_nothing),
        cmocka_unit_test(test_fold__equal_compares_folded),
        cmocka_unit_test(test_fold__codes_lose_everything_but_the_code),
        cmocka_unit_test(test_fold__width_follows_the_field),
        cmocka_unit_test(test_fold__readings_become_katakana),
        cmocka_unit_test(test_fold__bigrams_overlap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
