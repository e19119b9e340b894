#include "core/rule/diff.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/buf.h"
#include "core/base/str.h"
#include "core/base/utf8.h"

/* Bytes of the blank that ends s[n]: space, tab, U+3000; 0 if there is none. */
static size_t blank_at_end(const char *s, size_t n)
{
    static const char wide[] = "\u3000";
    if (n && (s[n - 1] == ' ' || s[n - 1] == '\t'))
        return 1;
    return n >= 3 && memcmp(s + n - 3, wide, 3) == 0 ? 3 : 0;
}

/* The next line of *s without its end and its trailing blanks; false at the end of the text. */
static bool next_line(const char **s, struct str *line_r)
{
    if (!**s)
        return false;
    size_t n = strcspn(*s, "\r\n");
    const char *line = *s;
    *s += n;
    if (**s == '\r' && (*s)[1] == '\n')
        *s += 2;
    else if (**s)
        *s += 1;
    for (size_t blank = blank_at_end(line, n); blank; blank = blank_at_end(line, n))
        n -= blank;
    *line_r = (struct str){line, n};
    return true;
}

static bool same(struct str a, struct str b)
{
    return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
}

bool diff_equal(const char *old, const char *new_)
{
    struct str a, b;
    for (;;) {
        bool more_a = next_line(&old, &a), more_b = next_line(&new_, &b);
        if (!more_a && !more_b)
            return true;
        /* Empty lines at the end are trailing blanks as well. */
        if (!more_a)
            a.n = 0;
        if (!more_b)
            b.n = 0;
        if ((!more_a || !more_b) ? a.n + b.n != 0 : !same(a, b))
            return false;
    }
}

struct units {
    struct str *at;
    size_t n;
};

static struct units lines_of(struct arena *a, const char *s)
{
    LIST(struct str) list = {0};
    struct str line;
    while (list.n <= DIFF_UNITS_MAX && next_line(&s, &line))
        *LIST_ADD(a, &list) = line;
    return (struct units){list.at, list.n};
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Runs of Latin letters and digits; otherwise one character each. A line feed between lines is a unit too. */
static struct units words_of(struct arena *a, const struct str *line, size_t n)
{
    LIST(struct str) list = {0};
    for (size_t i = 0; i < n; i++) {
        const char *copy = arena_strndup(a, line[i].p, line[i].n);
        for (const char *s = copy; *s && list.n <= DIFF_UNITS_MAX;) {
            const char *end = s;
            while (is_word(*end))
                end++;
            if (end == s)
                end = utf8_next_grapheme(s);
            *LIST_ADD(a, &list) = (struct str){s, (size_t)(end - s)};
            s = end;
        }
        if (i + 1 < n)
            *LIST_ADD(a, &list) = (struct str){"\n", 1};
    }
    return (struct units){list.at, list.n};
}

/* Length of the longest common subsequence from each pair of places on. */
static uint16_t *common(struct units a, struct units b)
{
    size_t width = b.n + 1;
    uint16_t *table = xcalloc((a.n + 1) * width, sizeof *table);
    for (size_t i = a.n; i-- > 0;)
        for (size_t k = b.n; k-- > 0;) {
            uint16_t down = table[(i + 1) * width + k], right = table[i * width + k + 1];
            table[i * width + k] = same(a.at[i], b.at[k]) ? (uint16_t)(table[(i + 1) * width + k + 1] + 1)
                                   : down > right         ? down
                                                          : right;
        }
    return table;
}

struct marking {
    struct arena *a;
    struct buf *out;
    char mode; /* 0, '-' or '+' */
};

static void mark(struct marking *m, char mode, struct str text)
{
    if (m->mode != mode) {
        if (m->mode)
            buf_printf(m->out, "%c}", m->mode);
        if (mode)
            buf_printf(m->out, "{%c", mode);
        m->mode = mode;
    }
    buf_add(m->out, text.p, text.n);
}

static void mark_all(struct marking *m, char mode, const struct str *line, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i)
            mark(m, mode, (struct str){"\n", 1});
        mark(m, mode, line[i]);
    }
}

static void mark_words(struct marking *m, const struct str *old, size_t n_old, const struct str *new_, size_t n_new)
{
    struct units a = words_of(m->a, old, n_old), b = words_of(m->a, new_, n_new);
    if (a.n > DIFF_UNITS_MAX || b.n > DIFF_UNITS_MAX) {
        mark_all(m, '-', old, n_old);
        mark_all(m, '+', new_, n_new);
        return;
    }
    uint16_t *table = common(a, b);
    size_t i = 0, k = 0, width = b.n + 1;
    while (i < a.n || k < b.n) {
        if (i < a.n && k < b.n && same(a.at[i], b.at[k])) {
            mark(m, 0, a.at[i++]);
            k++;
        } else if (k == b.n || (i < a.n && table[(i + 1) * width + k] >= table[i * width + k + 1])) {
            mark(m, '-', a.at[i++]);
        } else {
            mark(m, '+', b.at[k++]);
        }
    }
    free(table);
}

struct lines {
    struct units old, now;
    size_t i, k;  /* the next ones */
    bool written; /* something stands before: the next line begins with a line feed */
};

/* Lines that only went or only came take a line feed with them: the one before, or at the top the one behind. */
static void mark_one_sided(struct marking *m, struct lines *l, char mode, const struct str *line, size_t n)
{
    static const struct str feed = {"\n", 1};
    bool more = l->i < l->old.n && l->k < l->now.n;
    if (l->written)
        mark(m, mode, feed);
    mark_all(m, mode, line, n);
    if (!l->written && more)
        mark(m, mode, feed);
    else
        l->written = true;
}

/* Old lines up to (i, k) that became new lines; either may be none. */
static void mark_block(struct marking *m, struct lines *l, size_t from_i, size_t from_k)
{
    size_t n_old = l->i - from_i, n_new = l->k - from_k;
    if (n_old && n_new) {
        if (l->written)
            mark(m, 0, (struct str){"\n", 1});
        mark_words(m, l->old.at + from_i, n_old, l->now.at + from_k, n_new);
        l->written = true;
    } else if (n_old) {
        mark_one_sided(m, l, '-', l->old.at + from_i, n_old);
    } else if (n_new) {
        mark_one_sided(m, l, '+', l->now.at + from_k, n_new);
    }
}

static void mark_lines(struct marking *m, struct units old, struct units now)
{
    uint16_t *table = common(old, now);
    struct lines l = {.old = old, .now = now};
    size_t width = now.n + 1;
    while (l.i < old.n || l.k < now.n) {
        size_t from_i = l.i, from_k = l.k;
        while ((l.i < old.n || l.k < now.n) && !(l.i < old.n && l.k < now.n && same(old.at[l.i], now.at[l.k]))) {
            if (l.k == now.n || (l.i < old.n && table[(l.i + 1) * width + l.k] >= table[l.i * width + l.k + 1]))
                l.i++;
            else
                l.k++;
        }
        mark_block(m, &l, from_i, from_k);
        if (l.i == old.n || l.k == now.n)
            continue;
        if (l.written)
            mark(m, 0, (struct str){"\n", 1});
        mark(m, 0, old.at[l.i]);
        l.written = true;
        l.i++;
        l.k++;
    }
    free(table);
}

const char *diff_marked(struct arena *a, const char *old, const char *new_)
{
    if (diff_equal(old, new_))
        return "";
    AUTO(buf) struct buf out = BUF(2 * (size_t)DIFF_TEXT_MAX + 16);
    struct marking m = {.a = a, .out = &out};
    struct units before = lines_of(a, old), after = lines_of(a, new_);
    bool huge = strlen(old) > DIFF_TEXT_MAX || strlen(new_) > DIFF_TEXT_MAX;
    if (huge || before.n > DIFF_UNITS_MAX || after.n > DIFF_UNITS_MAX) {
        mark(&m, '-', str_of(old));
        mark(&m, '+', str_of(new_));
    } else {
        mark_lines(&m, before, after);
    }
    mark(&m, 0, (struct str){"", 0});
    return arena_strdup(a, buf_str(&out));
}

struct diff_view diff_view(struct arena *a, const char *base, const char *last_approved, const char *now)
{
    struct diff_view view = {.old = base, .new_ = now, .changed = !diff_equal(base, now)};
    view.reviewed_before = view.changed && last_approved && diff_equal(last_approved, now);
    view.marked = diff_marked(a, base, now);
    return view;
}
