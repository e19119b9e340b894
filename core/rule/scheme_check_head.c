/* Proofs about names, sources, requirements and dates of the body; and the walks that other proofs share. */
#include "core/rule/scheme_proof.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/str.h"
#include "core/base/width.h"
#include "core/rule/expr.h"
#include "core/rule/scheme_names.h"

void proof_each_effect(const struct scheme *s, void (*fn)(const struct effect_visit *visit, void *arg), void *arg)
{
    for (size_t m = 0; m < s->machines.n; m++)
        for (size_t t = 0; t < s->machines.at[m].transitions.n; t++) {
            const struct transition_def *transition = &s->machines.at[m].transitions.at[t];
            for (size_t i = 0; i < transition->effects.n; i++)
                fn(&(struct effect_visit){&s->machines.at[m], transition, NULL, &transition->effects.at[i]}, arg);
        }
    for (size_t d = 0; d < s->deadlines.n; d++)
        for (size_t i = 0; i < s->deadlines.at[d].missed.n; i++)
            fn(&(struct effect_visit){NULL, NULL, &s->deadlines.at[d], &s->deadlines.at[d].missed.at[i]}, arg);
}

struct wanted {
    enum effect_kind kind;
    const char *id;
    bool found;
};

static void match_effect(const struct effect_visit *visit, void *arg)
{
    struct wanted *wanted = arg;
    if (visit->effect->kind == wanted->kind && str_eq(visit->effect->id, wanted->id))
        wanted->found = true;
}

bool proof_effect_on(const struct scheme *s, enum effect_kind kind, const char *id)
{
    struct wanted wanted = {kind, id, false};
    proof_each_effect(s, match_effect, &wanted);
    return wanted.found;
}

void prove_sources(struct proving *p)
{
    for (size_t i = 0; i < p->s->uses->unsourced.n; i++) {
        const struct rule_use *use = &p->s->uses->unsourced.at[i];
        proof_fails(p, use->at, NULL, "scheme.no-source", use->what, use->rule->label, NULL);
    }
}

/* Columns of the places where labels stand: lists and screens of 80 columns. */
enum { SHORT_COLS = 16, CERT_STATE_COLS = 8, CASE_STATE_COLS = 24, ROLE_COLS = 16, CASE_TYPE_COLS = 26, ACT_COLS = 30 };

static void check_width(struct proving *p, const struct rule *rule, const char *label, int cols)
{
    int width = label ? width_of(label, 2) : 0;
    if (width > cols)
        proof_fails(p, rule->at, NULL, "scheme.too-wide", label, arena_printf(p->a, "%d", width),
                    arena_printf(p->a, "%d", cols), NULL);
}

static void check_machine_labels(struct proving *p, const struct machine_def *machine)
{
    for (size_t i = 0; i < machine->states.n; i++) {
        const struct state_def *state = &machine->states.at[i];
        int cols = machine->of == MACHINE_CERTIFICATE ? CERT_STATE_COLS : CASE_STATE_COLS;
        check_width(p, &state->rule, state->short_label ? state->short_label : state->rule.label, cols);
    }
    for (size_t i = 0; i < machine->transitions.n; i++)
        check_width(p, &machine->transitions.at[i].rule, machine->transitions.at[i].rule.label, ACT_COLS);
}

static void check_columns(struct proving *p, const struct column_def *columns, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (columns[i].width > 0)
            check_width(p, &columns[i].rule, columns[i].rule.label, columns[i].width);
}

void prove_labels(struct proving *p)
{
    const struct scheme *s = p->s;
    check_width(p, &s->rule, s->short_label ? s->short_label : s->rule.label, SHORT_COLS);
    for (size_t i = 0; i < s->roles.n; i++)
        check_width(p, &s->roles.at[i].rule, s->roles.at[i].rule.label, ROLE_COLS);
    for (size_t i = 0; i < s->case_types.n; i++)
        check_width(p, &s->case_types.at[i].rule, s->case_types.at[i].rule.label, CASE_TYPE_COLS);
    for (size_t i = 0; i < s->machines.n; i++)
        check_machine_labels(p, &s->machines.at[i]);
    for (size_t i = 0; i < s->registers.n; i++)
        check_columns(p, s->registers.at[i].columns.at, s->registers.at[i].columns.n);
    for (size_t i = 0; i < s->ledgers.n; i++)
        check_columns(p, s->ledgers.at[i].columns.at, s->ledgers.at[i].columns.n);
}

static void check_tallies(struct proving *p, const struct ledger_def *def, bool is_report)
{
    for (size_t i = 0; i < def->columns.n; i++) {
        const struct column_def *column = &def->columns.at[i];
        const struct type *type = column->value.expr ? expr_type(column->value.expr) : NULL;
        if (column->tally == TALLY_NONE)
            continue;
        if (!is_report)
            proof_fails(p, column->rule.at, NULL, "scheme.tally-ledger", column->rule.label, NULL);
        else if (type && type->type != VALUE_INT && type->type != VALUE_YEN)
            proof_fails(p, column->rule.at, NULL, "scheme.tally-type", column->rule.label, NULL);
    }
}

void prove_sheets(struct proving *p)
{
    const struct scheme *s = p->s;
    for (size_t i = 0; i < s->ledgers.n + s->reports.n; i++) {
        bool is_report = i >= s->ledgers.n;
        const struct ledger_def *def = is_report ? &s->reports.at[i - s->ledgers.n] : &s->ledgers.at[i];
        check_tallies(p, def, is_report);
        if (def->rows && !scheme_names_list_columns(s->names, def->rows))
            proof_fails(p, def->rule.at, NULL, "scheme.no-list", def->rule.label, def->rows, NULL);
    }
}

/* "SMP-012" of prefix SMP, width 3, inside the ranges */
static bool requirement_exists(const struct requirements_def *all, const char *id)
{
    size_t prefix = strlen(all->prefix);
    if (!str_starts(id, all->prefix) || id[prefix] != '-')
        return false;
    int64_t number;
    if (strlen(id + prefix + 1) != (size_t)all->width || !str_to_int(id + prefix + 1, 0, 99999, &number))
        return false;
    for (size_t i = 0; i < all->n_ranges; i++)
        if (all->ranges[i].from <= number && number <= all->ranges[i].to)
            return true;
    return false;
}

static void check_requirement(struct proving *p, const char *id, struct where at)
{
    if (p->s->requirements.prefix && !requirement_exists(&p->s->requirements, id))
        proof_fails(p, at, NULL, "scheme.unknown-requirement", id, NULL);
}

static void check_reasons(struct proving *p, const struct no_duty_def *at, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < at[i].req.n; k++)
            check_requirement(p, at[i].req.at[k], at[i].at);
}

void prove_requirements(struct proving *p)
{
    for (size_t i = 0; i < p->s->reqs.n; i++) {
        const struct rule_use *use = &p->s->reqs.at[i];
        check_requirement(p, use->req, use->at);
        size_t times = 0;
        for (size_t k = 0; k < use->rule->n_req; k++)
            times += str_eq(use->rule->req[k], use->req);
        if (times > 1)
            proof_fails(p, use->at, NULL, "scheme.requirement-twice", use->req, use->rule->label, NULL);
    }
    check_reasons(p, p->s->no_duty.at, p->s->no_duty.n);
    check_reasons(p, p->s->engine.at, p->s->engine.n);
    check_reasons(p, p->s->partly.at, p->s->partly.n);
}

void prove_bodies(struct proving *p)
{
    const struct scheme *s = p->s;
    for (size_t i = 0; i < s->bodies.n; i++) {
        const struct body_def *body = &s->bodies.at[i];
        bool last = i + 1 == s->bodies.n;
        if (!date_is_none(body->until) && date_compare(body->until, body->from) < 0)
            proof_fails(p, body->at, NULL, "scheme.dates-backward", body->name, NULL);
        if (last && !date_is_none(body->until))
            proof_fails(p, body->at, NULL, "scheme.dates-end", body->name, NULL);
        if (last)
            continue;
        int32_t next = s->bodies.at[i + 1].from.days;
        if (date_is_none(body->until) || body->until.days >= next)
            proof_fails(p, s->bodies.at[i + 1].at, NULL, "scheme.dates-overlap", s->bodies.at[i + 1].name, NULL);
        else if (body->until.days + 1 < next)
            proof_fails(p, s->bodies.at[i + 1].at, NULL, "scheme.dates-gap", s->bodies.at[i + 1].name, NULL);
    }
    for (size_t i = 1; i < s->editions.n; i++)
        if (date_compare(s->editions.at[i - 1].date, s->editions.at[i].date) > 0)
            proof_fails(p, s->editions.at[i].at, NULL, "scheme.dates-backward", s->editions.at[i].text, NULL);
}
