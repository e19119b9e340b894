#include "tui/serve/protocol.h"

#include <string.h>

#include "core/base/str.h"

/* A payload is at most a command and sixteen variables. */
enum { PAYLOAD_MAX = 32 * 1024 };

bool user_name_ok(const char *name)
{
    size_t n = strlen(name);
    return n > 0 && n < USER_NAME_BYTES && name[0] >= 'a' && name[0] <= 'z' &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_.-") == n;
}

bool term_name_ok(const char *name)
{
    size_t n = strlen(name);
    return n > 0 && n < TERM_BYTES &&
           strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+-") == n;
}

bool env_ok(const char *name, const char *value)
{
    static const char *const allowed[] = {"LANG", "LC_ALL", "LC_CTYPE", "NO_COLOR", "COLORTERM", "TERM_PROGRAM"};
    size_t n = strlen(name);
    bool known = str_starts(name, "SHINSA_") && n < ENV_NAME_BYTES &&
                 strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == n;
    for (size_t i = 0; i < COUNT_OF(allowed) && !known; i++)
        known = str_eq(name, allowed[i]);
    if (!known || strlen(value) >= ENV_VALUE_BYTES)
        return false;
    for (; *value; value++)
        if (*value < 0x20 || *value > 0x7E)
            return false;
    return true;
}

static uint32_t clamp(int64_t value, uint32_t unknown, uint32_t least, uint32_t most)
{
    if (value <= 0)
        return unknown;
    return value < least ? least : value > most ? most : (uint32_t)value;
}

uint32_t cols_clamp(int64_t cols)
{
    return clamp(cols, 80, COLS_MIN, COLS_MAX);
}

uint32_t rows_clamp(int64_t rows)
{
    return clamp(rows, 24, ROWS_MIN, ROWS_MAX);
}

void protocol_put_claim(struct buf *out, uint8_t kind, const struct key_claim *claim)
{
    AUTO(buf) struct buf b = BUF(PAYLOAD_MAX);
    frame_add_text(&b, claim->user);
    frame_add_text(&b, claim->type);
    frame_add_text(&b, claim->blob);
    frame_put(out, kind, b.p, b.n);
}

bool protocol_get_claim(const struct frame *f, struct key_claim *claim_r)
{
    struct frame_reader r = {f->p, f->n, false};
    frame_read_text(&r, claim_r->user, sizeof claim_r->user);
    frame_read_text(&r, claim_r->type, sizeof claim_r->type);
    frame_read_text(&r, claim_r->blob, sizeof claim_r->blob);
    return !r.bad && r.n == 0;
}

void protocol_put_start(struct buf *out, const struct start *start)
{
    AUTO(buf) struct buf b = BUF(PAYLOAD_MAX);
    frame_add_u32(&b, start->terminal);
    frame_add_u32(&b, start->is_command);
    frame_add_text(&b, start->term);
    frame_add_u32(&b, start->cols);
    frame_add_u32(&b, start->rows);
    frame_add_u32(&b, start->env_n);
    for (uint32_t i = 0; i < start->env_n; i++) {
        frame_add_text(&b, start->env[i].name);
        frame_add_text(&b, start->env[i].value);
    }
    frame_add_text(&b, start->command);
    frame_put(out, DOOR_START, b.p, b.n);
}

static bool read_bool(struct frame_reader *r)
{
    uint32_t v = frame_read_u32(r);
    if (v > 1)
        r->bad = true;
    return v == 1;
}

bool protocol_get_start(const struct frame *f, struct start *start_r)
{
    struct frame_reader r = {f->p, f->n, false};
    start_r->terminal = read_bool(&r);
    start_r->is_command = read_bool(&r);
    frame_read_text(&r, start_r->term, sizeof start_r->term);
    start_r->cols = frame_read_u32(&r);
    start_r->rows = frame_read_u32(&r);
    start_r->env_n = frame_read_u32(&r);
    if (start_r->env_n > ENV_MAX)
        return false;
    for (uint32_t i = 0; i < start_r->env_n; i++) {
        frame_read_text(&r, start_r->env[i].name, sizeof start_r->env[i].name);
        frame_read_text(&r, start_r->env[i].value, sizeof start_r->env[i].value);
        if (r.bad || !env_ok(start_r->env[i].name, start_r->env[i].value))
            return false;
    }
    frame_read_text(&r, start_r->command, sizeof start_r->command);
    if (r.bad || r.n)
        return false;
    if (!start_r->terminal)
        return !start_r->term[0] && !start_r->cols && !start_r->rows;
    return term_name_ok(start_r->term) && cols_clamp(start_r->cols) == start_r->cols &&
           rows_clamp(start_r->rows) == start_r->rows;
}

void protocol_put_size(struct buf *out, uint32_t cols, uint32_t rows)
{
    AUTO(buf) struct buf b = BUF(16);
    frame_add_u32(&b, cols);
    frame_add_u32(&b, rows);
    frame_put(out, DOOR_SIZE, b.p, b.n);
}

bool protocol_get_size(const struct frame *f, uint32_t *cols_r, uint32_t *rows_r)
{
    struct frame_reader r = {f->p, f->n, false};
    uint32_t cols = frame_read_u32(&r), rows = frame_read_u32(&r);
    if (r.bad || r.n || cols_clamp(cols) != cols || rows_clamp(rows) != rows)
        return false;
    *cols_r = cols;
    *rows_r = rows;
    return true;
}

void protocol_put_u32(struct buf *out, uint8_t kind, uint32_t value)
{
    AUTO(buf) struct buf b = BUF(8);
    frame_add_u32(&b, value);
    frame_put(out, kind, b.p, b.n);
}

bool protocol_get_u32(const struct frame *f, uint32_t *value_r)
{
    struct frame_reader r = {f->p, f->n, false};
    uint32_t value = frame_read_u32(&r);
    if (r.bad || r.n)
        return false;
    *value_r = value;
    return true;
}

void protocol_put_exit(struct buf *out, uint32_t status, const char *reason)
{
    AUTO(buf) struct buf b = BUF(PAYLOAD_MAX);
    char cut[REASON_BYTES];
    str_copy_cut(cut, sizeof cut, reason);
    frame_add_u32(&b, status);
    frame_add_text(&b, cut);
    frame_put(out, DESK_EXIT, b.p, b.n);
}

bool protocol_get_exit(const struct frame *f, uint32_t *status_r, char reason_r[REASON_BYTES])
{
    struct frame_reader r = {f->p, f->n, false};
    uint32_t status = frame_read_u32(&r);
    frame_read_text(&r, reason_r, REASON_BYTES);
    if (r.bad || r.n)
        return false;
    *status_r = status;
    return true;
}

bool protocol_get_text(const struct frame *f, char *to, size_t size)
{
    if (f->n >= size || memchr(f->p, '\0', f->n))
        return false;
    for (uint32_t i = 0; i < f->n; i++)
        to[i] = f->p[i] < 0x20 || f->p[i] > 0x7E ? '?' : f->p[i];
    to[f->n] = '\0';
    return true;
}
