#include "tui/qr.h"

#include <qrencode.h>
#include <string.h>

#include "core/base/buf.h"

enum { ROW_BYTES_MAX = 4096 };

/* Is the module dark? Outside the code it is light. */
static bool dark(const QRcode *code, int x, int y)
{
    bool inside = x >= 0 && y >= 0 && x < code->width && y < code->width;
    return inside && code->data[y * code->width + x] & 1;
}

/* What the letters' colour stands for is drawn, the rest is left blank. */
static const char *pair(bool upper_drawn, bool lower_drawn)
{
    if (upper_drawn)
        return lower_drawn ? "\xE2\x96\x88" : "\xE2\x96\x80";
    return lower_drawn ? "\xE2\x96\x84" : " ";
}

size_t qr_rows(struct arena *a, const char *text, bool dark_letters, const char ***row_r, int *cols_r)
{
    QRcode *code = strlen(text) <= QR_TEXT_MAX ? QRcode_encodeString8bit(text, 0, QR_ECLEVEL_L) : NULL;
    if (!code)
        return 0;
    int from = -QR_QUIET, until = code->width + QR_QUIET;
    size_t n = (size_t)(until - from + 1) / 2;
    const char **row = ARENA_ARRAY(a, const char *, n);
    for (size_t i = 0; i < n; i++) {
        AUTO(buf) struct buf line = BUF(ROW_BYTES_MAX);
        int y = from + 2 * (int)i;
        for (int x = from; x < until; x++)
            buf_add_str(&line, pair(dark(code, x, y) == dark_letters, dark(code, x, y + 1) == dark_letters));
        row[i] = arena_strdup(a, buf_str(&line));
    }
    *cols_r = until - from;
    *row_r = row;
    QRcode_free(code);
    return n;
}
