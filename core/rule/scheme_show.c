#include "core/rule/scheme_show.h"

#include "core/base/json.h"
#include "core/base/str.h"
#include "core/rule/scheme_diff.h"
#include "core/rule/scheme_proof.h"

static const char *label_of(const struct rule *rule, bool english)
{
    return english && rule->label_en ? rule->label_en : rule->label;
}

static void line(struct buf *out, int indent, const struct rule *rule, bool english)
{
    buf_printf(out, "%*s%-*s %s", indent, "", 24 - indent, rule->id, label_of(rule, english));
    if (rule->src)
        buf_printf(out, "  [%s]", rule->src);
    buf_add_char(out, '\n');
}

/* 役割 (roles): what people call it, and the key of the files. */
static void heading(struct buf *out, const char *key, bool english)
{
    const char *word = scheme_key_word(key, english);
    buf_printf(out, str_eq(word, key) ? "%s\n" : "%s (%s)\n", word, key);
}

static void section(struct buf *out, const char *name, const void *at, size_t n, size_t size, bool english)
{
    if (n == 0)
        return;
    heading(out, name, english);
    for (size_t i = 0; i < n; i++)
        line(out, 2, (const void *)((const char *)at + i * size), english);
}
#define SECTION(out_, name_, span_, english_) section((out_), (name_), (span_).at, (span_).n, sizeof *(span_).at, (english_))

static void show_machine(const struct machine_def *machine, bool english, struct buf *out)
{
    line(out, 2, &machine->rule, english);
    for (size_t i = 0; i < machine->states.n; i++) {
        const struct state_def *state = &machine->states.at[i];
        buf_printf(out, "    %-20s %s%s%s\n", state->rule.id, label_of(&state->rule, english), state->start ? " *" : "",
                   state->final ? " ." : "");
        for (size_t k = 0; k < machine->transitions.n; k++) {
            const struct transition_def *t = &machine->transitions.at[k];
            if (transition_leaves(machine, t, state->rule.id))
                buf_printf(out, "      %-18s %s -> %s\n", t->rule.id, label_of(&t->rule, english), t->to ? t->to : "same");
        }
    }
}

/* A letter, and when it goes out as the scheme says it in words. */
static void show_issued(const struct issued_def *paper, bool english, struct buf *out)
{
    line(out, 2, &paper->rule, english);
    if (paper->when)
        buf_printf(out, "      %s\n", paper->when);
}

void scheme_show_text(const struct scheme *s, bool english, struct buf *out)
{
    buf_printf(out, "%s/%s  %s\n", s->rule.id, s->version_text, label_of(&s->rule, english));
    if (s->extends)
        buf_printf(out, "extends %s\n", s->extends);
    for (size_t i = 0; i < s->legal_basis.n; i++)
        buf_printf(out, "  %s\n", s->legal_basis.at[i]);
    SECTION(out, "roles", s->roles, english);
    SECTION(out, "case_types", s->case_types, english);
    if (s->machines.n > 0)
        heading(out, "machines", english);
    for (size_t i = 0; i < s->machines.n; i++)
        show_machine(&s->machines.at[i], english, out);
    SECTION(out, "forms", s->forms, english);
    SECTION(out, "checklists", s->checklists, english);
    SECTION(out, "decisions", s->decisions, english);
    SECTION(out, "periods", s->periods, english);
    SECTION(out, "deadlines", s->deadlines, english);
    SECTION(out, "fees", s->fees, english);
    SECTION(out, "series", s->series, english);
    SECTION(out, "received", s->received, english);
    if (s->issued.n > 0)
        buf_add_str(out, "issued\n");
    for (size_t i = 0; i < s->issued.n; i++)
        show_issued(&s->issued.at[i], english, out);
    SECTION(out, "registers", s->registers, english);
    SECTION(out, "ledgers", s->ledgers, english);
    SECTION(out, "reports", s->reports, english);
    SECTION(out, "people", s->people, english);
    SECTION(out, "retention", s->retention, english);
    SECTION(out, "params", s->params, english);
}

static void json_rule(struct json_writer *w, const struct rule *rule)
{
    json_put_text(w, "id", rule->id);
    json_put_text(w, "label", rule->label);
    json_put_text(w, "label_en", rule->label_en);
    json_put_text(w, "src", rule->src);
}

static void json_section(struct json_writer *w, const char *name, const void *at, size_t n, size_t size)
{
    json_key(w, name);
    json_begin_array(w);
    for (size_t i = 0; i < n; i++) {
        json_begin_object(w);
        json_rule(w, (const void *)((const char *)at + i * size));
        json_end_object(w);
    }
    json_end_array(w);
}
#define JSON_SECTION(w_, name_, span_) json_section((w_), (name_), (span_).at, (span_).n, sizeof *(span_).at)

static void json_texts(struct json_writer *w, const char *key, const struct texts *texts)
{
    json_key(w, key);
    json_begin_array(w);
    for (size_t i = 0; i < texts->n; i++)
        json_text(w, texts->at[i]);
    json_end_array(w);
}

static void json_machine(struct json_writer *w, const struct machine_def *machine)
{
    json_begin_object(w);
    json_rule(w, &machine->rule);
    json_key(w, "states");
    json_begin_array(w);
    for (size_t i = 0; i < machine->states.n; i++) {
        json_begin_object(w);
        json_rule(w, &machine->states.at[i].rule);
        json_put_bool(w, "start", machine->states.at[i].start);
        json_put_bool(w, "final", machine->states.at[i].final);
        json_end_object(w);
    }
    json_end_array(w);
    json_key(w, "transitions");
    json_begin_array(w);
    for (size_t i = 0; i < machine->transitions.n; i++) {
        const struct transition_def *t = &machine->transitions.at[i];
        json_begin_object(w);
        json_rule(w, &t->rule);
        json_texts(w, "from", &t->from);
        json_put_text(w, "to", t->to);
        json_texts(w, "role", &t->roles);
        json_end_object(w);
    }
    json_end_array(w);
    json_end_object(w);
}

void scheme_show_json(const struct scheme *s, struct buf *out)
{
    struct json_writer w = json_writer_to(out);
    json_begin_object(&w);
    json_rule(&w, &s->rule);
    json_put_text(&w, "version", s->version_text);
    json_put_text(&w, "extends", s->extends);
    json_put_text(&w, "hash", s->hash);
    JSON_SECTION(&w, "roles", s->roles);
    JSON_SECTION(&w, "case_types", s->case_types);
    json_key(&w, "machines");
    json_begin_array(&w);
    for (size_t i = 0; i < s->machines.n; i++)
        json_machine(&w, &s->machines.at[i]);
    json_end_array(&w);
    JSON_SECTION(&w, "forms", s->forms);
    JSON_SECTION(&w, "checklists", s->checklists);
    JSON_SECTION(&w, "decisions", s->decisions);
    JSON_SECTION(&w, "periods", s->periods);
    JSON_SECTION(&w, "deadlines", s->deadlines);
    JSON_SECTION(&w, "fees", s->fees);
    JSON_SECTION(&w, "series", s->series);
    JSON_SECTION(&w, "received", s->received);
    JSON_SECTION(&w, "issued", s->issued);
    JSON_SECTION(&w, "registers", s->registers);
    JSON_SECTION(&w, "ledgers", s->ledgers);
    JSON_SECTION(&w, "reports", s->reports);
    JSON_SECTION(&w, "params", s->params);
    json_end_object(&w);
}

static void add_value(const struct param_def *param, struct buf *out)
{
    if (param->value)
        buf_add_str(out, param->value);
    for (size_t i = 0; i < param->values.n; i++)
        buf_printf(out, "%s%s", i ? "," : "", param->values.at[i]);
}

void scheme_release_text(const struct scheme *s, bool english, struct buf *out)
{
    for (size_t i = 0; i < s->params.n; i++) {
        const struct param_def *param = &s->params.at[i];
        if (!param->confirm)
            continue;
        buf_printf(out, "%-24s %s = ", param->rule.id, label_of(&param->rule, english));
        add_value(param, out);
        buf_printf(out, "  [%s]\n", param->rule.src ? param->rule.src : "");
    }
}

void scheme_release_json(const struct scheme *s, struct buf *out)
{
    struct json_writer w = json_writer_to(out);
    json_begin_array(&w);
    for (size_t i = 0; i < s->params.n; i++) {
        const struct param_def *param = &s->params.at[i];
        if (!param->confirm)
            continue;
        AUTO(buf) struct buf value = BUF(4096);
        add_value(param, &value);
        json_begin_object(&w);
        json_rule(&w, &param->rule);
        json_put_text(&w, "value", buf_str(&value));
        json_end_object(&w);
    }
    json_end_array(&w);
}

void scheme_proofs_text(struct buf *out)
{
    for (size_t i = 0; i < n_scheme_proofs; i++)
        buf_printf(out, "%-20s %s\n", scheme_proofs[i].id, scheme_proofs[i].text);
}

void scheme_proofs_json(struct buf *out)
{
    struct json_writer w = json_writer_to(out);
    json_begin_array(&w);
    for (size_t i = 0; i < n_scheme_proofs; i++) {
        json_begin_object(&w);
        json_put_text(&w, "id", scheme_proofs[i].id);
        json_put_text(&w, "text", scheme_proofs[i].text);
        json_end_object(&w);
    }
    json_end_array(&w);
}
