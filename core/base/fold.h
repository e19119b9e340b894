/* Folding for search and comparison only; text is stored as entered.
 *
 * fold_text: NFKC, lower case, katakana to hiragana, half-width kana joined with their marks, 旧字 to 新字 and common
 * name variants (髙 高, 﨑 崎, 澤 沢), variation selectors removed, all hyphens and long marks to '-', legal forms
 * (株式会社 ㈱ (株) 有限会社 合同会社 一般社団法人 ｶ) …) removed unless nothing else is there, white space removed.
 * fold_code: what is typed for a number or code: full width to half, upper case, every hyphen-like character to '-',
 * spaces and label words (認定番号 受付番号 № No. 第…号 and colons) removed. */
#ifndef SHINSA_BASE_FOLD_H
#define SHINSA_BASE_FOLD_H

#include "core/base/mem.h"

char *fold_text(struct arena *a, const char *s) __attribute__((returns_nonnull));
char *fold_code(struct arena *a, const char *s) __attribute__((returns_nonnull));
/* ASCII, blanks and katakana to the width a field asks for (ガ <-> ｶﾞ); nothing else changes. */
enum fold_width { FOLD_WIDTH_KEEP, FOLD_WIDTH_HALF, FOLD_WIDTH_FULL };
char *fold_width(struct arena *a, const char *s, enum fold_width width) __attribute__((returns_nonnull));
/* Hiragana and half-width katakana to full-width katakana: for fields of readings. */
char *fold_katakana(struct arena *a, const char *s) __attribute__((returns_nonnull));
/* Equal after fold_text. */
bool fold_equal(const char *a, const char *b);
/* Bigrams of an already folded text, separated by spaces, as tokens for the search index ("認証" -> "認証",
 * "認証局" -> "認証 証局"; a single character stands alone). */
char *fold_bigrams(struct arena *a, const char *folded) __attribute__((returns_nonnull));

#endif
