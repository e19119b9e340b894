/* Texts with places for expressions. */
#include <string.h>

#include "core/base/buf.h"
#include "core/base/utf8.h"
#include "core/rule/expr_internal.h"

enum { PATTERN_FORMAT_MAX = 40 };

/* A run of text, then perhaps a place. */
struct tmpl_piece {
    const char *text;
    const struct expr *place; /* NULL: only text */
    const char *format;       /* NULL: as value_print */
    const char *source;       /* of the place, with its braces */
    size_t at;
};

struct tmpl {
    const char *text;
    size_t n;
    const struct tmpl_piece *piece;
};

struct tmpl_parser {
    struct arena *a;
    const struct expr_scope *scope;
    const char *text;
    struct expr_error *where;
    struct err *e;
};

/* End of the expression that begins at `at`: the bar or the brace outside quoted texts. */
static size_t place_end(const char *text, size_t at)
{
    bool quoted = false;
    for (; text[at]; at++) {
        if (quoted && text[at] == '\\' && text[at + 1])
            at++;
        else if (text[at] == '"')
            quoted = !quoted;
        else if (!quoted && (text[at] == '|' || text[at] == '}'))
            break;
    }
    return at;
}

static bool format_fits(const char *format, enum value_type type)
{
    static const char *const words[] = {"iso", "era", "era_short", "weekday"};
    if (type != VALUE_DATE)
        return strcmp(format, "plain") == 0 && (type == VALUE_INT || type == VALUE_YEN || type == VALUE_DECIMAL);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strcmp(format, words[i]) == 0)
            return true;
    return strchr(format, '%') && strlen(format) <= PATTERN_FORMAT_MAX;
}

static int fail(struct tmpl_parser *p, size_t at, size_t length, const char *msg, const char *arg)
{
    *p->where = (struct expr_error){at, length};
    return err_set(p->e, E_INPUT, msg, arg, "", NULL);
}

/* Reads {expr|format} whose brace is at `at`; *end_r is behind the closing one. */
static int read_place(struct tmpl_parser *p, size_t at, struct tmpl_piece *piece, size_t *end_r)
{
    size_t end = place_end(p->text, at + 1), close = end;
    if (p->text[end] == '|')
        close += strcspn(p->text + end, "}");
    if (!p->text[close])
        return fail(p, at, 1, "expr.syntax", "}");
    const char *source = arena_strndup(p->a, p->text + at + 1, end - at - 1);
    int rc = expr_compile(p->a, p->scope, source, VALUE_ANY, &piece->place, p->where, p->e);
    if (rc != 0) {
        p->where->at += at + 1;
        return rc;
    }
    if (close > end)
        piece->format = arena_strndup(p->a, p->text + end + 1, close - end - 1);
    if (piece->format && !format_fits(piece->format, expr_type(piece->place)->type))
        return fail(p, end, close - end, "expr.format", piece->format);
    if (expr_type(piece->place)->columns)
        return fail(p, at, close - at, "expr.format", source);
    piece->source = arena_strndup(p->a, p->text + at, close + 1 - at);
    piece->at = at + 1;
    *end_r = close + 1;
    return 0;
}

static int read_pieces(struct tmpl_parser *p, struct tmpl *t)
{
    LIST(struct tmpl_piece) pieces = {0};
    AUTO(buf) struct buf run = BUF(TMPL_TEXT_MAX);
    size_t at = 0;
    while (p->text[at]) {
        char c = p->text[at];
        if ((c == '{' || c == '}') && p->text[at + 1] == c) {
            buf_add_char(&run, c);
            at += 2;
        } else if (c != '{') {
            buf_add_char(&run, c);
            at += 1;
        } else {
            struct tmpl_piece *piece = LIST_ADD(p->a, &pieces);
            int rc = read_place(p, at, piece, &at);
            if (rc != 0)
                return rc;
            piece->text = arena_strdup(p->a, buf_str(&run));
            buf_clear(&run);
        }
    }
    if (run.n)
        LIST_ADD(p->a, &pieces)->text = arena_strdup(p->a, buf_str(&run));
    t->piece = pieces.at;
    t->n = pieces.n;
    return 0;
}

int tmpl_compile(struct arena *a, const struct expr_scope *scope, const char *text, const struct tmpl **tmpl_r,
                 struct expr_error *where_r, struct err *e)
{
    struct tmpl_parser p = {.a = a, .scope = scope, .text = text, .where = where_r, .e = e};
    *where_r = (struct expr_error){0};
    if (strlen(text) > TMPL_TEXT_MAX)
        return err_set(e, E_LIMIT, "expr.too-long", NULL);
    if (!utf8_valid(text, strlen(text)))
        return fail(&p, 0, 1, "expr.syntax", "UTF-8");
    struct tmpl *t = ARENA_NEW(a, struct tmpl);
    t->text = arena_strdup(a, text);
    int rc = read_pieces(&p, t);
    if (rc == 0)
        *tmpl_r = t;
    return rc;
}

void tmpl_each_place(const struct tmpl *t, void (*fn)(const struct expr *x, size_t at, void *arg), void *arg)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->piece[i].place)
            fn(t->piece[i].place, t->piece[i].at, arg);
}

static const char *formatted(struct facts *f, const char *format, struct value v)
{
    char to[DATE_TEXT_BYTES];
    if (!format)
        return value_print(f->arena, v);
    if (v.type != VALUE_DATE)
        return value_store_text(f->arena, v);
    if (strcmp(format, "iso") == 0)
        return arena_strdup(f->arena, date_iso(v.date, to));
    if (strcmp(format, "era") == 0)
        return arena_strdup(f->arena, date_era(v.date, to));
    if (strcmp(format, "era_short") == 0)
        return arena_strdup(f->arena, date_era_short(v.date, to));
    if (strcmp(format, "weekday") == 0)
        return date_weekday_name(v.date);
    return arena_strdup(f->arena, date_format(v.date, format, to));
}

static const char *tmpl_expand_row(const struct tmpl *t, struct facts *f, const struct value *row)
{
    AUTO(buf) struct buf out = BUF(4 * (size_t)TMPL_TEXT_MAX);
    const char *missing = NULL;
    for (size_t i = 0; t && i < t->n; i++) {
        const struct tmpl_piece *piece = &t->piece[i];
        buf_add_str(&out, piece->text);
        if (!piece->place)
            continue;
        struct value v = expr_eval_row(piece->place, f, row);
        if (value_defined(v))
            buf_add_str(&out, formatted(f, piece->format, v));
        else
            buf_add_str(&out, piece->source);
        if (!missing)
            missing = f->missing;
    }
    f->missing = out.full ? "(limit)" : missing;
    return arena_strdup(f->arena, buf_str(&out));
}

const char *tmpl_expand(const struct tmpl *t, struct facts *f)
{
    return tmpl_expand_row(t, f, NULL);
}
