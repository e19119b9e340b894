/* shinsa.conf: whatever stands in it, each mistake has a place inside the file, and what is accepted is within its bounds. */
#include "tui/serve/settings.h"

#include "tests/fuzz/fuzz.h"

static size_t lines_in(const uint8_t *data, size_t size)
{
    size_t n = 1;
    for (size_t i = 0; i < size; i++)
        n += data[i] == '\n';
    return n;
}

static void check_bounds(const struct settings *s)
{
    const struct serve_options *o = &s->serve;
    FUZZ_CHECK(o->listen_n >= 1 && o->listen_n <= SERVE_LISTEN_MAX);
    FUZZ_CHECK(o->limits.exempt_n <= LIMITS_EXEMPT);
    FUZZ_CHECK(o->seats_all >= 1 && o->seats_all <= 5000 && o->seats_user <= o->seats_all);
    FUZZ_CHECK(o->tries >= 1 && o->tries <= 20 && o->grace_ms >= 5000 && o->silence_ms >= 1000);
    FUZZ_CHECK(o->idle_lock_ms >= 0 && (!o->idle_end_ms || o->idle_lock_ms <= o->idle_end_ms));
    FUZZ_CHECK(s->encodings && *s->office);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct settings s;
    struct settings_report report;
    struct err e = {0};
    settings_init(&s);
    if (settings_read(&s, "fuzz.conf", (const char *)data, size, &report, &e) == 0) {
        check_bounds(&s);
    } else if (e.code == E_INPUT) {
        FUZZ_CHECK(report.n >= 1);
        for (size_t i = 0; i < report.n; i++)
            FUZZ_CHECK(report.at[i].line >= 1 && (size_t)report.at[i].line <= lines_in(data, size) &&
                       report.at[i].column >= 1 && (size_t)report.at[i].column <= size + 1 && report.at[i].err.msg);
    } else {
        FUZZ_CHECK(e.code == E_LIMIT && size > SETTINGS_BYTES_MAX);
    }
    settings_done(&s);
    return 0;
}
