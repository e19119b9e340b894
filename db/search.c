#include "db/search.h"

#include <string.h>

#include "core/base/buf.h"
#include "core/base/fold.h"
#include "core/base/str.h"
#include "core/base/utf8.h"

enum { CORPORATE_DIGITS = 13, TELEPHONE_DIGITS_MIN = 9, WORDS_MAX = 16 };

struct words {
    const char *word[WORDS_MAX]; /* folded */
    size_t n;
};

/* Bytes of a blank at s: ASCII, or U+3000 of Japanese keyboards. 0 if it is none. */
static size_t blank(const char *s)
{
    static const char wide[] = "\xe3\x80\x80";
    if (*s == ' ' || *s == '\t' || *s == '\n')
        return 1;
    return strncmp(s, wide, sizeof wide - 1) == 0 ? sizeof wide - 1 : 0;
}

/* Folding takes blanks away, so the words are divided first. */
static struct words words_of(const char *typed, struct arena *a)
{
    struct words words = {0};
    while (*typed && words.n < WORDS_MAX) {
        size_t n = 0;
        while (typed[n] && !blank(typed + n))
            n++;
        if (n) {
            const char *folded = fold_text(a, arena_strndup(a, typed, n));
            if (*folded)
                words.word[words.n++] = folded;
        }
        typed += n;
        typed += *typed ? blank(typed) : 0;
    }
    return words;
}

/* "認証" "証局": every token, quoted so that nothing typed is an operator. A word of one character is the prefix of tokens. */
static const char *match_of(const struct words *words, struct arena *a)
{
    AUTO(buf) struct buf out = BUF(64 << 10);
    for (size_t i = 0; i < words->n; i++) {
        bool one = utf8_chars(words->word[i]) == 1;
        struct str rest = str_of(fold_bigrams(a, words->word[i])), token;
        while (str_split(&rest, ' ', &token)) {
            buf_add_str(&out, out.n ? " \"" : "\"");
            for (size_t c = 0; c < token.n; c++) {
                if (token.p[c] == '"')
                    buf_add_char(&out, '"');
                buf_add_char(&out, token.p[c]);
            }
            buf_add_str(&out, one ? "\"*" : "\"");
        }
    }
    return arena_strndup(a, buf_str(&out), out.n);
}

static bool holds_all(const char *folded, const struct words *words)
{
    for (size_t i = 0; i < words->n; i++)
        if (!strstr(folded, words->word[i]))
            return false;
    return true;
}

int search(struct db *db, const char *typed, unsigned owners, int64_t before, int64_t limit, struct arena *a,
           struct search_hits *hits_r, struct err *e)
{
    AUTO(arena) struct arena scratch = {0};
    struct words words = {0};
    if (strlen(typed) <= SEARCH_TYPED_MAX_BYTES)
        words = words_of(typed, &scratch);
    LIST(struct search_hit) list = {0};
    int64_t row = 0;
    int rc = 0;
    if (words.n) {
        struct stmt *s = db_stmt(db, STMT_search_match);
        stmt_text(s, 1, match_of(&words, &scratch));
        stmt_int(s, 2, before ? before : INT64_MAX);
        stmt_int(s, 3, SEARCH_EXAMINED_MAX);
        int64_t examined = 0;
        while ((int64_t)list.n < limit && (rc = stmt_next(s, e)) > 0) {
            row = stmt_get_int(s, 0);
            examined++;
            enum search_owner owner = search_owner_of(row);
            if ((!owners || owners & 1u << owner) && holds_all(stmt_get_text(s, 1, &scratch), &words))
                *LIST_ADD(a, &list) = (struct search_hit){owner, search_id_of(row)};
        }
        stmt_reset(s);
        if (rc == 0 && examined < SEARCH_EXAMINED_MAX && (int64_t)list.n < limit)
            row = 0;
    }
    if (rc < 0)
        return rc;
    *hits_r = (struct search_hits){list.at, list.n, row};
    return 0;
}

static int add_keys(struct stmt *s, struct arena *a, struct key_hits *hits, struct err *e)
{
    size_t room = hits->n;
    int rc;
    while ((rc = stmt_next(s, e)) > 0) {
        hits->at = arena_list_grow(a, hits->at, hits->n, &room, sizeof *hits->at);
        hits->at[hits->n++] = (struct key_hit){stmt_get_text(s, 0, a), stmt_get_text(s, 1, a), stmt_get_int(s, 2),
                                               stmt_get_text(s, 3, a), stmt_get_text(s, 4, a)};
    }
    return rc;
}

static int add_exact(struct db *db, const char *key, int64_t limit, struct arena *a, struct key_hits *hits, struct err *e)
{
    if (!*key || (int64_t)hits->n >= limit)
        return 0;
    struct stmt *s = db_stmt(db, STMT_lookup_key_exact);
    stmt_text(s, 1, key);
    stmt_int(s, 2, limit - (int64_t)hits->n);
    return add_keys(s, a, hits, e);
}

/* Only digits, and marks that stand between digits of a telephone. */
static const char *telephone_of(const char *key, struct arena *a)
{
    size_t n = strspn(key, "0123456789-()+");
    char *digits = arena_strndup(a, key, n), *end = digits;
    if (key[n])
        return "";
    for (const char *p = digits; *p; p++)
        if (*p >= '0' && *p <= '9')
            *end++ = *p;
    *end = '\0';
    return end - digits >= TELEPHONE_DIGITS_MIN && !str_eq(digits, key) ? digits : "";
}

int search_key(struct db *db, const char *typed, int64_t limit, struct arena *a, struct key_hits *hits_r, struct err *e)
{
    struct key_hits hits = {0};
    int rc = 0;
    if (strlen(typed) <= SEARCH_TYPED_MAX_BYTES) {
        const char *key = fold_code(a, typed);
        bool registered = key[0] == 'T' && strspn(key + 1, "0123456789") == CORPORATE_DIGITS && !key[1 + CORPORATE_DIGITS];
        rc = add_exact(db, key, limit, a, &hits, e);
        if (!rc)
            rc = add_exact(db, registered ? key + 1 : telephone_of(key, a), limit, a, &hits, e);
    }
    if (!rc)
        *hits_r = hits;
    return rc;
}

int search_key_prefix(struct db *db, const char *typed, int64_t limit, struct arena *a, struct key_hits *hits_r, struct err *e)
{
    struct key_hits hits = {0};
    int rc = 0;
    const char *key = strlen(typed) <= SEARCH_TYPED_MAX_BYTES ? fold_code(a, typed) : "";
    if (*key) {
        struct stmt *s = db_stmt(db, STMT_lookup_key_prefix);
        stmt_text(s, 1, key);
        stmt_text(s, 2, arena_printf(a, "%s\xf4\x8f\xbf\xbf", key)); /* U+10FFFF, which no text begins a part with */
        stmt_int(s, 3, limit);
        rc = add_keys(s, a, &hits, e);
    }
    if (!rc)
        *hits_r = hits;
    return rc;
}
