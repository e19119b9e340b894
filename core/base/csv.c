#include "core/base/csv.h"

#include <stdio.h>
#include <string.h>

struct csv_reader csv_reader_of(const char *text, size_t n)
{
    struct csv_reader r = {.p = text, .end = text + n, .next_line_ = 1};
    if (n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        r.p += 3;
    return r;
}

static int refuse(struct csv_reader *r, int code, const char *msg, struct err *e)
{
    char line[24];
    snprintf(line, sizeof line, "%zu", r->line);
    r->p = r->end;
    return err_set(e, code, msg, line, NULL);
}

/* The line break at r->p: its bytes, 0 if none stands there. */
static size_t line_break(const struct csv_reader *r)
{
    if (r->p < r->end && *r->p == '\n')
        return 1;
    return r->end - r->p >= 2 && r->p[0] == '\r' && r->p[1] == '\n' ? 2 : 0;
}

/* After the opening quote, up to and with the closing one. */
static int read_quoted(struct csv_reader *r, struct arena *a, char **field_r, struct err *e)
{
    const char *close = r->p;
    size_t doubled = 0;
    for (;;) {
        close = close < r->end ? memchr(close, '"', (size_t)(r->end - close)) : NULL;
        if (!close)
            return refuse(r, E_INPUT, "csv.quote", e);
        if (close + 1 == r->end || close[1] != '"')
            break;
        close += 2;
        doubled++;
    }
    size_t n = (size_t)(close - r->p);
    if (n - doubled > CSV_FIELD_BYTES_MAX)
        return refuse(r, E_LIMIT, "csv.too-long", e);
    char *to = *field_r = arena_alloc(a, n + 1);
    for (; r->p < close; r->p++) {
        r->next_line_ += *r->p == '\n';
        *to++ = *r->p;
        r->p += *r->p == '"';
    }
    r->p = close + 1;
    return 0;
}

static int read_plain(struct csv_reader *r, struct arena *a, char **field_r, struct err *e)
{
    const char *from = r->p;
    while (r->p < r->end && *r->p != ',' && !line_break(r)) {
        if (*r->p == '"')
            return refuse(r, E_INPUT, "csv.quote", e);
        r->p++;
    }
    size_t n = (size_t)(r->p - from);
    if (n > CSV_FIELD_BYTES_MAX)
        return refuse(r, E_LIMIT, "csv.too-long", e);
    *field_r = arena_strndup(a, from, n);
    return 0;
}

int csv_read(struct csv_reader *r, struct arena *a, char ***fields_r, size_t *n_r, struct err *e)
{
    LIST(char *) fields = {0};
    for (size_t empty; (empty = line_break(r)) > 0; r->p += empty)
        r->next_line_++;
    r->line = r->next_line_;
    if (r->p == r->end)
        return 0;
    for (;;) {
        char *field = NULL;
        bool quoted = r->p < r->end && *r->p == '"';
        if (fields.n == CSV_FIELDS_MAX)
            return refuse(r, E_LIMIT, "csv.too-many", e);
        r->p += quoted;
        int rc = quoted ? read_quoted(r, a, &field, e) : read_plain(r, a, &field, e);
        if (rc < 0)
            return rc;
        *LIST_ADD(a, &fields) = field;
        size_t end = line_break(r);
        r->p += end;
        r->next_line_ += end > 0;
        if (end || r->p == r->end)
            break;
        if (*r->p != ',')
            return refuse(r, E_INPUT, "csv.quote", e);
        r->p++;
    }
    *fields_r = fields.at;
    *n_r = fields.n;
    return 1;
}

static void write_field(struct buf *out, const char *field, bool alone)
{
    bool plain = !field[strcspn(field, "\",\r\n")] && !(alone && !*field) && strncmp(field, "\xEF\xBB\xBF", 3) != 0;
    if (plain) {
        buf_add_str(out, field);
        return;
    }
    buf_add_char(out, '"');
    for (size_t n; *field; field += n) {
        n = strcspn(field, "\"");
        buf_add(out, field, n);
        if (field[n] == '"') {
            buf_add_str(out, "\"\"");
            n++;
        }
    }
    buf_add_char(out, '"');
}

void csv_write(struct buf *out, const char *const *fields, size_t n)
{
    assert(n > 0);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_add_char(out, ',');
        write_field(out, fields[i], n == 1);
    }
    buf_add_str(out, "\r\n");
}

/* -1,234 and +0.5: a sign with nothing but digits and their marks behind it. */
static bool is_number(const char *s)
{
    s += *s == '-' || *s == '+';
    return *s && !s[strspn(s, "0123456789,.")];
}

const char *csv_safe(struct arena *a, const char *field)
{
    static const char *const starts[] = {"=", "+", "-", "@", "\t", "\r", "\xEF\xBC\x9D", "\xEF\xBC\x8B",
                                        "\xEF\xBC\x8D", "\xEF\xBC\xA0"};
    for (size_t i = 0; i < COUNT_OF(starts); i++)
        if (strncmp(field, starts[i], strlen(starts[i])) == 0 && !is_number(field))
            return arena_printf(a, "'%s", field);
    return field;
}
