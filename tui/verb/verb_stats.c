/* stats */
#include <inttypes.h>

#include "core/app/stats_app.h"
#include "core/base/str.h"
#include "tui/message.h"
#include "tui/verb/verb_find.h"

static void print_row(struct verb_call *call, const char *const text[5])
{
    static const int cols[] = {8, 8, 8, 16, 16};
    for (size_t i = 0; i < COUNT_OF(cols); i++)
        verb_cell(call, text[i], cols[i]);
    verb_end_row(call);
}

static void print_months(struct verb_call *call, const struct stats *s)
{
    static const char *const headings[] = {"stats.month", "stats.received", "stats.closed", "stats.billed", "stats.paid"};
    struct arena *a = call->arena;
    const char *text[5];
    for (size_t i = 0; i < COUNT_OF(text); i++)
        text[i] = message_text(call->language, headings[i]);
    print_row(call, text);
    for (size_t i = 0; i < STATS_MONTHS; i++) {
        const struct stats_month *m = &s->month[i];
        text[0] = m->month;
        text[1] = arena_printf(a, "%" PRId64, m->received);
        text[2] = arena_printf(a, "%" PRId64, m->closed);
        text[3] = arena_printf(a, "%" PRId64, m->billed);
        text[4] = arena_printf(a, "%" PRId64, m->paid);
        print_row(call, text);
    }
}

static void print_text(struct verb_call *call, const struct stats *s)
{
    struct arena *a = call->arena;
    int64_t ending = 0;
    print_months(call, s);
    for (size_t i = 0; i < s->n_outcomes; i++)
        verb_say(call, "stats.line-outcome", s->outcome[i].label, arena_printf(a, "%" PRId64, s->outcome[i].n), NULL);
    if (s->n_sample)
        verb_say(call, "stats.line-days", arena_printf(a, "%zu", s->n_sample), arena_printf(a, "%d", s->own_days),
                 arena_printf(a, "%d", s->applicant_days), NULL);
    for (size_t i = 0; i < STATS_AHEAD; i++) {
        ending += s->ahead[i].ending;
        if (s->ahead[i].ending)
            verb_say(call, "stats.line-ahead", s->ahead[i].month, arena_printf(a, "%" PRId64, s->ahead[i].ending), NULL);
    }
    verb_say(call, "stats.line-ahead-all", arena_printf(a, "%" PRId64, ending), NULL);
}

static void print_json(struct verb_call *call, const struct stats *s)
{
    struct json_writer w = verb_json(call);
    json_begin_object(&w);
    json_key(&w, "months");
    json_begin_array(&w);
    for (size_t i = 0; i < STATS_MONTHS; i++) {
        json_begin_object(&w);
        json_put_text(&w, "month", s->month[i].month);
        json_put_int(&w, "received", s->month[i].received);
        json_put_int(&w, "closed", s->month[i].closed);
        json_put_int(&w, "billed", s->month[i].billed);
        json_put_int(&w, "paid", s->month[i].paid);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_key(&w, "outcomes");
    json_begin_array(&w);
    for (size_t i = 0; i < s->n_outcomes; i++) {
        json_begin_object(&w);
        json_put_text(&w, "outcome", s->outcome[i].label);
        json_put_int(&w, "n", s->outcome[i].n);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_put_int(&w, "sample", (int64_t)s->n_sample);
    json_put_int(&w, "own_days", s->own_days);
    json_put_int(&w, "applicant_days", s->applicant_days);
    json_key(&w, "ending");
    json_begin_array(&w);
    for (size_t i = 0; i < STATS_AHEAD; i++) {
        json_begin_object(&w);
        json_put_text(&w, "month", s->ahead[i].month);
        json_put_int(&w, "n", s->ahead[i].ending);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    verb_print(call, "\n");
}

int verb_stats(struct verb_call *call, struct err *e)
{
    const char *scheme = verb_option(call, "scheme");
    struct stats s;
    int rc = verb_done(call, e);
    if (!rc)
        rc = stats(call->app, scheme, call->arena, &s, e);
    if (rc)
        return rc;
    if (call->json)
        print_json(call, &s);
    else
        print_text(call, &s);
    return 0;
}
