/* What a door that was taken over may send: each payload is refused, or is within its bounds and reads the same when it is
 * written again. The first byte says which kind. */
#include "tui/serve/protocol.h"

#include "tests/fuzz/fuzz.h"

#include "tui/serve/wire.h"

static void check_same(const struct buf *written, const struct frame *f)
{
    struct frame again;
    struct err e;
    FUZZ_CHECK(frame_peek(written, &again, &e) == 1 && again.n == f->n);
    FUZZ_CHECK(again.n == 0 || memcmp(again.p, f->p, f->n) == 0);
}

static void check_start(const struct frame *f)
{
    static struct start start;
    AUTO(buf) struct buf out = BUF(WIRE_OUT_MAX);
    if (!protocol_get_start(f, &start))
        return;
    FUZZ_CHECK(start.env_n <= ENV_MAX && strlen(start.command) < COMMAND_BYTES);
    for (uint32_t i = 0; i < start.env_n; i++)
        FUZZ_CHECK(env_ok(start.env[i].name, start.env[i].value));
    if (start.terminal)
        FUZZ_CHECK(term_name_ok(start.term) && start.cols >= COLS_MIN && start.cols <= COLS_MAX &&
                   start.rows >= ROWS_MIN && start.rows <= ROWS_MAX);
    protocol_put_start(&out, &start);
    check_same(&out, f);
}

static void check_claim(const struct frame *f)
{
    struct key_claim claim;
    AUTO(buf) struct buf out = BUF(WIRE_OUT_MAX);
    if (!protocol_get_claim(f, &claim))
        return;
    protocol_put_claim(&out, f->kind, &claim);
    check_same(&out, f);
}

static void check_small(const struct frame *f)
{
    uint32_t cols, rows, value;
    char text[REASON_BYTES];
    AUTO(buf) struct buf out = BUF(WIRE_OUT_MAX);
    if (protocol_get_size(f, &cols, &rows)) {
        FUZZ_CHECK(cols <= COLS_MAX && rows <= ROWS_MAX);
        protocol_put_size(&out, cols, rows);
        check_same(&out, f);
    }
    if (protocol_get_u32(f, &value))
        FUZZ_CHECK(f->n == 4);
    if (protocol_get_exit(f, &value, text))
        FUZZ_CHECK(strlen(text) + 8 == f->n);
    if (protocol_get_text(f, text, sizeof text))
        FUZZ_CHECK(strlen(text) == f->n && strspn(text, "\x1b\n\r\x7f") == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1 || size > FRAME_PAYLOAD_MAX)
        return 0;
    const struct frame f = {data[0] ? data[0] : 1, (const char *)data + 1, (uint32_t)(size - 1)};
    if (f.kind == DOOR_START)
        check_start(&f);
    else if (f.kind == DOOR_ASK_KEY || f.kind == DOOR_PROVED)
        check_claim(&f);
    else
        check_small(&f);
    return 0;
}
