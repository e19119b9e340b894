/* What a verb prints: for people in columns, for programs as JSON; stored text made harmless. */
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "core/base/str.h"
#include "core/base/utf8.h"
#include "core/base/width.h"
#include "tui/message.h"
#include "tui/verb/verb.h"

const char *verb_day(struct verb_call *call, struct date d)
{
    return date_iso(d, ARENA_ARRAY(call->arena, char, DATE_TEXT_BYTES));
}

/* Stored text is hostile: a control byte never reaches a terminal through a verb. Line ends and tabs are the verb's own. */
static void add_harmless(struct buf *to, const char *s)
{
    for (size_t n = strlen(s); n;) {
        uint32_t cp;
        int bytes = utf8_decode(s, n, &cp);
        char one[5] = {0};
        if (bytes > 0)
            memcpy(one, s, (size_t)bytes);
        if (bytes <= 0 || (cp != '\n' && cp != '\t' && utf8_has_controls(one, false)))
            buf_printf(to, "<%02X>", bytes > 0 ? (unsigned)cp : (unsigned)(unsigned char)*s);
        else
            buf_add(to, s, (size_t)bytes);
        s += bytes > 0 ? bytes : 1;
        n -= bytes > 0 ? (size_t)bytes : 1;
    }
}

void verb_print(struct verb_call *call, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_harmless(&call->out, arena_vprintf(call->arena, format, args));
    va_end(args);
}

void verb_cell(struct verb_call *call, const char *text, int cols)
{
    add_harmless(&call->out, width_pad(call->arena, text, cols, 1, false));
    buf_add_char(&call->out, ' ');
}

void verb_end_row(struct verb_call *call)
{
    while (call->out.n && call->out.p[call->out.n - 1] == ' ')
        call->out.p[--call->out.n] = '\0';
    buf_add_char(&call->out, '\n');
}

void verb_say(struct verb_call *call, const char *message_id, ...)
{
    const char *args[ERR_ARGS];
    size_t n = 0;
    va_list list;
    va_start(list, message_id);
    for (const char *arg; n < ERR_ARGS && (arg = va_arg(list, const char *)) != NULL;)
        args[n++] = arg;
    va_end(list);
    verb_print(call, "%s\n", message_format(call->arena, call->language, message_id, args, n));
}

int verb_flush(struct verb_call *call, struct err *e)
{
    int rc = call->out.n ? call->io->write(call->io->arg, call->out.p, call->out.n, e) : 0;
    bool full = call->out.full;
    buf_clear(&call->out);
    if (!rc && full)
        rc = err_set(e, E_LIMIT, "verb.output-long", NULL);
    return rc;
}

struct json_writer verb_json(struct verb_call *call)
{
    return json_writer_to(&call->out);
}

struct verb_list verb_list(struct verb_call *call)
{
    struct verb_list l = {call, verb_json(call)};
    if (call->json)
        json_begin_array(&l.w);
    return l;
}

void verb_list_row(struct verb_list *l)
{
    if (l->call->json)
        json_begin_object(&l->w);
}

void verb_list_text(struct verb_list *l, const char *key, const char *text, int cols)
{
    if (l->call->json && key)
        json_put_text(&l->w, key, text);
    else if (l->call->json)
        return;
    else if (cols > 0)
        verb_cell(l->call, text, cols);
    else if (cols == 0)
        verb_print(l->call, "%s", text);
}

void verb_list_id(struct verb_list *l, int64_t id, int cols)
{
    if (l->call->json)
        json_put_int(&l->w, "id", id);
    else if (cols > 0)
        verb_cell(l->call, arena_printf(l->call->arena, "#%" PRId64, id), cols);
}

void verb_list_int(struct verb_list *l, const char *key, int64_t v)
{
    if (l->call->json)
        json_put_int(&l->w, key, v);
}

void verb_list_bool(struct verb_list *l, const char *key, bool v)
{
    if (l->call->json)
        json_put_bool(&l->w, key, v);
}

void verb_list_end_row(struct verb_list *l)
{
    if (l->call->json)
        json_end_object(&l->w);
    else
        verb_end_row(l->call);
}

void verb_list_end(struct verb_list *l)
{
    if (!l->call->json)
        return;
    json_end_array(&l->w);
    verb_print(l->call, "\n");
}

/* On the other stream: what reads the list is not disturbed, and who reads it does not take a part for the whole. */
static void say_more(struct verb_call *call, size_t shown)
{
    struct err more = {0};
    (void)err_set(&more, E_LIMIT, "verb.more", arena_printf(call->arena, "%zu", shown), NULL);
    verb_say_error(call, &more);
}

int verb_list_pages(struct verb_call *call, size_t limit, size_t page_rows, verb_page_fn *page, void *arg, struct err *e)
{
    struct verb_list l = verb_list(call);
    int64_t after = 0;
    size_t shown = 0;
    do {
        size_t n = 0;
        int rc = page(&l, arg, limit < page_rows ? limit : page_rows, &after, &n, e);
        if (rc)
            return rc;
        limit -= n;
        shown += n;
    } while (after && limit);
    verb_list_end(&l);
    if (after && !call->limited)
        say_more(call, shown);
    return 0;
}

void verb_say_id(struct verb_call *call, int64_t id)
{
    verb_print(call, call->json ? "{\"id\":%" PRId64 "}\n" : "#%" PRId64 "\n", id);
}

void verb_say_error(const struct verb_call *call, const struct err *e)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf text = BUF(16384);
    struct err lost;
    add_harmless(&text, message_of_err(&a, call->language, e));
    buf_add_char(&text, '\n');
    if (call->io->write_error(call->io->arg, buf_str(&text), text.n, &lost))
        return; /* nobody listens any more */
}
