#include "core/base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/utf8.h"

/* A line is one write of at most PIPE_BUF bytes, so that lines of many seats never mix. */
enum { TEXT_BYTES_MAX = 960, LINE_BYTES_MAX = 4 * TEXT_BYTES_MAX + 128 };

/* The process's own role: where its lines go and whose they are. */
static struct {
    int fd;
    bool open;
    enum log_level least;
    const char *seat;
} role = {.seat = "-"};

void log_open(int fd, enum log_level least)
{
    role.fd = fd;
    role.least = least;
    role.open = true;
}

void log_seat(const char *seat)
{
    role.seat = seat;
}

/* Copies one character, or its escape if it could end the line, forge a field or steer a terminal. */
static size_t escape(char *to, const char *p, size_t n, size_t *taken_r)
{
    uint32_t cp;
    int bytes = utf8_decode(p, n, &cp);
    char one[5] = "";
    *taken_r = 1;
    if (bytes > 0) {
        memcpy(one, p, (size_t)bytes);
        if (!utf8_has_controls(one, false) && *p != '"' && *p != '\\') {
            memcpy(to, p, (size_t)bytes);
            *taken_r = (size_t)bytes;
            return (size_t)bytes;
        }
    }
    if (*p == '"' || *p == '\\' || *p == '\n') {
        to[0] = '\\';
        to[1] = *p == '\n' ? 'n' : *p;
        return 2;
    }
    return (size_t)snprintf(to, 5, "\\x%02x", (unsigned char)*p);
}

void log_line(enum log_level level, const char *format, ...)
{
    static const char *const names[] = {"debug", "info", "warn", "error"};
    if (!role.open || level < role.least)
        return;
    char text[TEXT_BYTES_MAX];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (length < 0)
        return;
    bool cut = (size_t)length >= sizeof text;
    size_t n = cut ? sizeof text - 1 : (size_t)length;

    char line[LINE_BYTES_MAX], ts[INSTANT_TEXT_BYTES];
    struct clock real = {0};
    size_t at = (size_t)snprintf(line, 96, "%s %s %.40s ", instant_text(clock_now(&real), ts), names[level], role.seat);
    for (size_t i = 0, taken; i < n; i += taken)
        at += escape(line + at, text + i, n - i, &taken);
    at += (size_t)snprintf(line + at, sizeof line - at, "%s\n", cut ? "..." : "");
    while (write(role.fd, line, at) < 0 && errno == EINTR)
        ;
}
