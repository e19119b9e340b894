/* Frames: the same ones come out however the bytes were cut, and writing them again gives the same bytes. */
#include "core/base/frame.h"

#include "tests/fuzz/fuzz.h"

static void check_fields(const struct frame *f)
{
    struct frame_reader r = {f->p, f->n, false};
    char text[32];
    while (!r.bad && r.n > 0) {
        size_t before = r.n;
        frame_read_u32(&r);
        FUZZ_CHECK(strlen(frame_read_text(&r, text, sizeof text)) < sizeof text);
        FUZZ_CHECK(r.bad || r.n < before);
    }
}

/* Feeds data in pieces of `step` bytes; all frames, put again, go to out. Returns the last answer. */
static int read_all(const uint8_t *data, size_t size, size_t step, struct buf *out)
{
    AUTO(buf) struct buf in = BUF(size + 1);
    struct err e = {0};
    int rc = 0;
    for (size_t at = 0; at < size && rc >= 0; at += step) {
        struct frame f;
        buf_add(&in, data + at, step < size - at ? step : size - at);
        while ((rc = frame_peek(&in, &f, &e)) == 1) {
            check_fields(&f);
            frame_put(out, f.kind, f.p, f.n);
            frame_drop(&in, &f);
        }
        FUZZ_CHECK(rc == 0 || e.msg);
    }
    return rc;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(buf) struct buf whole = BUF(size);
    AUTO(buf) struct buf pieces = BUF(size);
    int rc = read_all(data, size, size ? size : 1, &whole);
    FUZZ_CHECK(read_all(data, size, 1 + size % 7, &pieces) == rc);
    FUZZ_CHECK(whole.n == pieces.n && !whole.full && (whole.n == 0 || memcmp(whole.p, data, whole.n) == 0));
    return 0;
}
