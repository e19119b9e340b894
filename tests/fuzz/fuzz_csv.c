/* CSV: whatever can be read is written so that it reads back as the same records. */
#include "core/base/csv.h"

#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena) struct arena a = {0};
    const char *text = fuzz_text(&a, data, size);
    struct csv_reader r = csv_reader_of(text, strlen(text));
    char **fields, **again;
    size_t n, m, line = 0;
    struct err e = {0};
    int rc;
    while ((rc = csv_read(&r, &a, &fields, &n, &e)) == 1) {
        FUZZ_CHECK(n >= 1 && n <= CSV_FIELDS_MAX && r.line > line);
        line = r.line;
        AUTO(buf) struct buf out = BUF(2 * size + 4096);
        csv_write(&out, (const char *const *)fields, n);
        FUZZ_CHECK(!out.full);
        struct csv_reader second = csv_reader_of(out.p, out.n);
        FUZZ_CHECK(csv_read(&second, &a, &again, &m, &e) == 1 && m == n);
        for (size_t i = 0; i < n; i++)
            FUZZ_CHECK(strcmp(fields[i], again[i]) == 0 && csv_safe(&a, fields[i]));
        FUZZ_CHECK(csv_read(&second, &a, &again, &m, &e) == 0);
    }
    FUZZ_CHECK(rc == 0 || rc == E_INPUT || rc == E_LIMIT);
    return 0;
}
