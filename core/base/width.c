#include "core/base/width.h"

#include <string.h>

#include <unilbrk.h>
#include <uniwidth.h>

#include "core/base/utf8.h"

static const struct {
    uint32_t first, last;
} ambiguous_ranges[] = {
#include "core/base/ambiguous.def"
};

static bool is_ambiguous(uint32_t cp)
{
    size_t low = 0, high = COUNT_OF(ambiguous_ranges);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (cp > ambiguous_ranges[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < COUNT_OF(ambiguous_ranges) && cp >= ambiguous_ranges[low].first;
}

int width_of_char(uint32_t cp, int ambiguous)
{
    /* Nearly everything an office shows: a screen asks for each of its cells. */
    if (cp < 0x7F)
        return cp >= 0x20;
    if ((cp >= 0x3041 && cp <= 0x3096) || (cp >= 0x309B && cp <= 0x30FF) || (cp >= 0x4E00 && cp <= 0x9FFF) ||
        (cp >= 0xFF01 && cp <= 0xFF60) || (cp >= 0x3000 && cp <= 0x3029))
        return 2;
    if (cp >= 0xFF61 && cp <= 0xFF9F)
        return 1;
    if (cp == 0xAD)
        return 1; /* soft hyphen: terminals draw it, libunistring hides it */
    if (ambiguous == 2 && is_ambiguous(cp))
        return 2;
    int width = uc_width(cp, "UTF-8");
    return width < 0 ? 0 : width;
}

int width_of_grapheme(const char *p, size_t n, int ambiguous)
{
    int sum = 0;
    for (size_t at = 0; at < n && sum < 2;) {
        uint32_t cp;
        int bytes = utf8_decode(p + at, n - at, &cp);
        if (bytes <= 0)
            break;
        sum += width_of_char(cp, ambiguous);
        at += (size_t)bytes;
    }
    return sum < 2 ? sum : 2;
}

/* Moves *s over one cluster and returns its columns. */
static int next_columns(const char **s, int ambiguous)
{
    const char *p = *s;
    *s = utf8_next_grapheme(p);
    return width_of_grapheme(p, (size_t)(*s - p), ambiguous);
}

int width_of(const char *s, int ambiguous)
{
    int sum = 0;
    while (*s)
        sum += next_columns(&s, ambiguous);
    return sum;
}

size_t width_fit(const char *s, int cols, int ambiguous, int *cols_r)
{
    const char *at = s;
    int sum = 0;
    while (*at) {
        const char *next = at;
        int more = next_columns(&next, ambiguous);
        if (more > cols - sum)
            break;
        sum += more;
        at = next;
    }
    if (cols_r)
        *cols_r = sum;
    return (size_t)(at - s);
}

char *width_pad(struct arena *a, const char *s, int cols, int ambiguous, bool left)
{
    if (cols <= 0)
        return arena_strdup(a, "");
    int used;
    size_t n = width_fit(s, cols, ambiguous, &used);
    bool cut = s[n] != '\0';
    if (cut) {
        n = width_fit(s, cols - 1, ambiguous, &used);
        used++;
    }
    size_t blanks = (size_t)(cols - used);
    char *text = arena_alloc(a, n + cut + blanks + 1);
    char *to = text;
    /* A cut text keeps its beginning at the left, also where numbers stand right. */
    if (left && !cut) {
        memset(to, ' ', blanks);
        to += blanks;
    }
    memcpy(to, s, n);
    to += n;
    if (!left || cut) {
        memset(to, ' ', blanks);
        to += blanks;
    }
    if (cut)
        *to = '>';
    return text;
}

/* End of the line that begins at `from`: the last place where the rules allow a break before the columns run out, or,
 * for a word longer than a line, the last glyph that fits. Spaces may hang over the edge. */
static size_t line_end(const char *s, size_t from, size_t n, const char *breaks, int cols, int ambiguous)
{
    size_t allowed = 0;
    int sum = 0;
    for (size_t at = from; at < n;) {
        const char *next = s + at;
        int more = next_columns(&next, ambiguous);
        if (at > from && breaks[at] == UC_BREAK_MANDATORY)
            return at;
        if (at > from && breaks[at] == UC_BREAK_POSSIBLE)
            allowed = at;
        if (more > cols - sum && s[at] != ' ' && at > from)
            return allowed ? allowed : at;
        sum += more;
        at = (size_t)(next - s);
    }
    return n;
}

/* The line without the spaces at a soft break, and without those that hang over the edge at its end. */
static char *line_copy(struct arena *a, const char *s, size_t n, bool soft, int cols, int ambiguous)
{
    while (soft && n > 0 && s[n - 1] == ' ')
        n--;
    char *line = arena_strndup(a, s, n);
    size_t fits = width_fit(line, cols, ambiguous, NULL);
    if (line[fits] == ' ')
        line[fits] = '\0';
    return line;
}

size_t width_wrap(struct arena *a, const char *s, int cols, int ambiguous, char ***lines_r)
{
    LIST(char *) lines = {0};
    for (;;) {
        size_t n = strcspn(s, "\n");
        char *breaks = arena_alloc(a, n);
        /* The Japanese encoding makes ambiguous characters (①, ※) break like kanji, whatever their width here. */
        u8_possible_linebreaks((const uint8_t *)s, n, "EUC-JP", breaks);
        size_t from = 0;
        do {
            size_t end = line_end(s, from, n, breaks, cols, ambiguous);
            *LIST_ADD(a, &lines) = line_copy(a, s + from, end - from, end < n, cols, ambiguous);
            from = end;
        } while (from < n);
        if (!s[n])
            break;
        s += n + 1;
    }
    *lines_r = lines.at;
    return lines.n;
}
