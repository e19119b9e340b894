#include "core/rule/scheme_coverage.h"

#include "core/base/json.h"
#include "core/base/str.h"
#include "core/rule/scheme_read.h"

bool covered_is_open(const struct covered *c)
{
    return c->rules.n == 0 && !c->reason;
}

static void find_rules(const struct scheme *s, struct arena *a, struct covered *c)
{
    LIST(struct covering_rule) rules = {0};
    for (size_t i = 0; i < s->reqs.n; i++) {
        const struct rule_use *use = &s->reqs.at[i];
        if (str_eq(use->req, c->req))
            *LIST_ADD(a, &rules) = (struct covering_rule){use->what, use->rule->id, use->rule->label, use->rule->at};
    }
    span_put(&c->rules, rules.at, rules.n);
}

static const char *find_reason(const struct no_duty_def *at, size_t n, const char *req)
{
    for (size_t i = 0; i < n; i++)
        if (texts_have(&at[i].req, req))
            return at[i].reason;
    return NULL;
}

static void find_examples(const struct examples *examples, struct arena *a, struct covered *c)
{
    LIST(const char *) ids = {0};
    for (size_t i = 0; examples && i < examples->all.n; i++)
        if (texts_have(&examples->all.at[i].req, c->req))
            *LIST_ADD(a, &ids) = examples->all.at[i].id;
    c->examples = (struct texts){ids.at, ids.n};
}

struct coverage scheme_coverage(const struct scheme *s, const struct examples *examples, struct arena *a)
{
    struct coverage coverage = {0};
    LIST(struct covered) all = {0};
    for (size_t i = 0; i < s->requirements.n_ranges; i++)
        for (int number = s->requirements.ranges[i].from; number <= s->requirements.ranges[i].to; number++) {
            struct covered c = {.req = arena_printf(a, "%s-%0*d", s->requirements.prefix, s->requirements.width, number)};
            find_rules(s, a, &c);
            find_examples(examples, a, &c);
            c.reason = find_reason(s->no_duty.at, s->no_duty.n, c.req);
            if (!c.reason) {
                c.reason = find_reason(s->engine.at, s->engine.n, c.req);
                c.engine = c.reason != NULL;
            }
            c.missing = find_reason(s->partly.at, s->partly.n, c.req);
            coverage.open += covered_is_open(&c);
            coverage.partly += c.missing && !covered_is_open(&c);
            coverage.untested += c.rules.n > 0 && c.examples.n == 0;
            *LIST_ADD(a, &all) = c;
        }
    span_put(&coverage.all, all.at, all.n);
    return coverage;
}

static void text_line(const struct covered *c, struct buf *out)
{
    buf_printf(out, "%s %s", covered_is_open(c) ? "!" : c->missing ? "~" : " ", c->req);
    for (size_t i = 0; i < c->rules.n; i++)
        buf_printf(out, "%s %s %s", i ? "," : " ", c->rules.at[i].what,
                   c->rules.at[i].id[0] ? c->rules.at[i].id : c->rules.at[i].label);
    if (c->reason)
        buf_printf(out, "  (%s)", c->reason);
    for (size_t i = 0; i < c->examples.n; i++)
        buf_printf(out, "%s%s", i ? " " : "  <- ", c->examples.at[i]);
    if (c->missing)
        buf_printf(out, "\n         %s", c->missing);
    buf_add_char(out, '\n');
}

void scheme_coverage_text(const struct coverage *coverage, bool only_open, struct buf *out)
{
    for (size_t i = 0; i < coverage->all.n; i++)
        if (!only_open || covered_is_open(&coverage->all.at[i]) || coverage->all.at[i].missing)
            text_line(&coverage->all.at[i], out);
}

static void json_row(const struct covered *c, struct json_writer *w)
{
    json_begin_object(w);
    json_put_text(w, "requirement", c->req);
    json_put_bool(w, "open", covered_is_open(c));
    json_key(w, "rules");
    json_begin_array(w);
    for (size_t i = 0; i < c->rules.n; i++) {
        const struct covering_rule *rule = &c->rules.at[i];
        json_begin_object(w);
        json_put_text(w, "what", rule->what);
        json_put_text(w, "id", rule->id);
        json_put_text(w, "label", rule->label);
        json_put_text(w, "file", rule->at.file);
        json_put_int(w, "line", rule->at.line);
        json_end_object(w);
    }
    json_end_array(w);
    json_key(w, "examples");
    json_begin_array(w);
    for (size_t i = 0; i < c->examples.n; i++)
        json_text(w, c->examples.at[i]);
    json_end_array(w);
    json_put_text(w, c->engine ? "engine" : "reason", c->reason);
    json_put_text(w, "missing", c->missing);
    json_end_object(w);
}

void scheme_coverage_json(const struct coverage *coverage, bool only_open, struct buf *out)
{
    struct json_writer w = json_writer_to(out);
    json_begin_array(&w);
    for (size_t i = 0; i < coverage->all.n; i++)
        if (!only_open || covered_is_open(&coverage->all.at[i]) || coverage->all.at[i].missing)
            json_row(&coverage->all.at[i], &w);
    json_end_array(&w);
}
