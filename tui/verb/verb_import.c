/* import */
#include <stdio.h>

#include "core/app/import_app.h"
#include "core/base/charset.h"
#include "core/base/str.h"
#include "core/base/utf8.h"
#include "tui/verb/verb.h"

static void json_result(struct verb_call *call, const struct import_result *r)
{
    struct json_writer w = verb_json(call);
    json_begin_object(&w);
    json_put_int(&w, "records", (int64_t)r->n_records);
    json_put_int(&w, "imported", (int64_t)r->n_imported);
    json_put_int(&w, "bad", (int64_t)r->n_bad);
    json_put_int(&w, "first", r->first_case);
    json_put_int(&w, "last", r->last_case);
    json_put_int(&w, "lost", (int64_t)r->n_lost);
    json_key(&w, "faults");
    json_begin_array(&w);
    for (size_t i = 0; i < r->n_faults; i++) {
        json_begin_object(&w);
        json_put_int(&w, "line", (int64_t)r->fault[i].line);
        json_put_text(&w, "column", r->fault[i].column);
        json_put_text(&w, "value", r->fault[i].value);
        json_put_text(&w, "error", r->fault[i].error);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    verb_print(call, "\n");
}

static const char *number(struct verb_call *call, size_t n)
{
    return arena_printf(call->arena, "%zu", n);
}

static void print_result(struct verb_call *call, const struct import_result *r, bool check_only)
{
    for (size_t i = 0; i < r->n_faults; i++) {
        const struct import_fault *f = &r->fault[i];
        verb_print(call, "%zu: %s%s%s%s%s\n", f->line, f->column, *f->column ? " " : "", f->value, *f->value ? ": " : "", f->error);
    }
    if (r->n_lost)
        verb_say(call, "import.lost", number(call, r->n_lost), number(call, r->lost_line), NULL);
    if (check_only)
        verb_say(call, "import.checked", number(call, r->n_records), number(call, r->n_bad), NULL);
    else if (r->n_imported)
        verb_say(call, "import.done", number(call, r->n_imported), number(call, r->n_bad),
                 arena_printf(call->arena, "#%lld", (long long)r->first_case), arena_printf(call->arena, "#%lld", (long long)r->last_case), NULL);
}

/* The file as UTF-8 text. */
static int read_input(struct verb_call *call, enum charset charset, struct buf *text, struct err *e)
{
    AUTO(buf) struct buf raw = BUF(0);
    int rc = verb_input(call, IMPORT_BYTES_MAX, &raw, e);
    if (!rc)
        rc = charset_decode(charset, buf_str(&raw), raw.n, text, e);
    return !rc && text->full ? err_set(e, E_LIMIT, "verb.input-long", NULL) : rc;
}

int verb_import(struct verb_call *call, struct err *e)
{
    const char *encoding = verb_option(call, "encoding");
    struct import_order order = {.skip_bad = verb_switch(call, "skip-bad"), .check_only = verb_switch(call, "check")};
    enum charset charset = CHARSET_UTF8;
    struct import_result result;
    AUTO(buf) struct buf text = BUF(IMPORT_BYTES_MAX * 2);
    int rc = verb_need(call, "SCHEME", &order.scheme, e);
    if (!rc)
        rc = verb_need(call, "TYPE", &order.type, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc && encoding && !charset_from_name(encoding, &charset))
        rc = err_set(e, E_INPUT, "import.encoding", encoding, NULL);
    if (!rc)
        rc = read_input(call, charset, &text, e);
    order.text = buf_str(&text);
    order.n = text.n;
    if (!rc)
        rc = import_cases(call->app, &order, call->arena, &result, e);
    if (rc)
        return rc;
    if (call->json)
        json_result(call, &result);
    else
        print_result(call, &result, order.check_only);
    if (result.n_bad && !order.skip_bad)
        return err_set(e, E_INPUT, "import.refused", number(call, result.n_bad), NULL);
    return 0;
}
