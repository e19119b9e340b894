#include "core/base/frame.h"

#include <string.h>

static void put_u32(char to[4], uint32_t v)
{
    for (int i = 3; i >= 0; i--) {
        to[i] = (char)(v & 0xFF);
        v >>= 8;
    }
}

static uint32_t get_u32(const char *p)
{
    uint32_t v = 0;
    for (int i = 0; i < 4; i++)
        v = v << 8 | (unsigned char)p[i];
    return v;
}

void frame_put(struct buf *out, uint8_t kind, const void *p, size_t n)
{
    assert(kind != 0 && n <= FRAME_PAYLOAD_MAX);
    /* A header without its payload would make the reader take the next frame for it. */
    if (out->full || out->n + FRAME_HEADER_BYTES + n > out->max) {
        out->full = true;
        return;
    }
    char header[FRAME_HEADER_BYTES] = {(char)kind};
    put_u32(header + 1, (uint32_t)n);
    buf_add(out, header, sizeof header);
    buf_add(out, p, n);
}

int frame_peek(const struct buf *in, struct frame *frame_r, struct err *e)
{
    if (in->n < 1)
        return 0;
    if (in->p[0] == 0)
        return err_set(e, E_INPUT, "frame.kind", NULL);
    if (in->n < FRAME_HEADER_BYTES)
        return 0;
    uint32_t n = get_u32(in->p + 1);
    if (n > FRAME_PAYLOAD_MAX)
        return err_set(e, E_INPUT, "frame.length", NULL);
    if (in->n - FRAME_HEADER_BYTES < n)
        return 0;
    *frame_r = (struct frame){(uint8_t)in->p[0], in->p + FRAME_HEADER_BYTES, n};
    return 1;
}

void frame_drop(struct buf *in, const struct frame *frame)
{
    buf_drop(in, FRAME_HEADER_BYTES + (size_t)frame->n);
}

uint32_t frame_read_u32(struct frame_reader *r)
{
    if (r->bad || r->n < 4) {
        r->bad = true;
        return 0;
    }
    uint32_t v = get_u32(r->p);
    r->p += 4;
    r->n -= 4;
    return v;
}

const char *frame_read_text(struct frame_reader *r, char *to, size_t size)
{
    assert(size > 0);
    to[0] = '\0';
    uint32_t n = frame_read_u32(r);
    if (r->bad || n > r->n || n >= size || memchr(r->p, '\0', n)) {
        r->bad = true;
        return to;
    }
    memcpy(to, r->p, n);
    to[n] = '\0';
    r->p += n;
    r->n -= n;
    return to;
}

void frame_add_u32(struct buf *b, uint32_t v)
{
    char bytes[4];
    put_u32(bytes, v);
    buf_add(b, bytes, sizeof bytes);
}

void frame_add_text(struct buf *b, const char *s)
{
    size_t n = strlen(s);
    assert(n <= FRAME_PAYLOAD_MAX);
    frame_add_u32(b, (uint32_t)n);
    buf_add(b, s, n);
}
