#include "core/rule/paper_rule.h"

#include <string.h>

#include "core/base/str.h"
#include "core/rule/deadline.h"
#include "core/rule/expr.h"

/* True, false, or false with the missing fact named. */
static bool holds(const struct formula *formula, bool otherwise, struct facts *f, struct paper_state *state)
{
    if (!formula_given(formula))
        return otherwise;
    struct value v = expr_eval(formula->expr, f);
    if (!value_defined(v) && !state->missing)
        state->missing = f->missing;
    return value_true(v);
}

static struct value doc_value(const struct received_def *def, const char *field, struct facts *f)
{
    return facts_get(f, arena_printf(f->arena, "doc.%s%s%s", def->rule.id, *field ? "." : "", field));
}

static void look_at_paper(const struct scheme *s, struct facts *f, struct date on, struct paper_state *state)
{
    const struct received_def *def = state->def;
    struct value copies = doc_value(def, "copies", f);
    state->original_missing = def->original && !value_true(doc_value(def, "original", f));
    /* A paper without a number of copies is one. */
    int64_t have = copies.type == VALUE_INT && copies.i > 0 ? copies.i : 1;
    state->copies_missing = def->copies > have ? (int)(def->copies - have) : 0;
    const struct deadline_def *valid = def->valid ? scheme_deadline(s, def->valid) : NULL;
    struct deadline_day day;
    struct err e;
    if (!valid || deadline_compute(s, valid, f, NULL, &day, &e) != 0)
        return;
    state->good_until = day.due;
    state->expired = !date_is_none(on) && deadline_is_late(&day, on);
}

size_t papers_received(const struct scheme *s, struct facts *f, struct date on, struct paper_state **state_r)
{
    struct paper_state *states = ARENA_ARRAY(f->arena, struct paper_state, s->received.n);
    for (size_t i = 0; i < s->received.n; i++) {
        struct paper_state *state = &states[i];
        *state = (struct paper_state){.def = &s->received.at[i], .good_until = DATE_NONE};
        bool wanted = holds(&state->def->required, false, f, state);
        state->omitted = wanted && holds(&state->def->omit, false, f, state);
        state->required = wanted && !state->omitted;
        state->here = value_true(doc_value(state->def, "", f));
        if (state->here)
            look_at_paper(s, f, on, state);
    }
    *state_r = states;
    return s->received.n;
}

static const char *cell_text(const struct type_columns *columns, const struct value *row, const char *name)
{
    int at = columns ? type_column(columns, name) : -1;
    return at >= 0 && row[at].type == VALUE_TEXT ? row[at].text : "";
}

enum paper_way paper_returns(const struct scheme *s, const struct return_def *def, struct facts *f, const struct value *row)
{
    const struct fact_name *doc = fact_names_find(f->names, "doc");
    const struct type_columns *columns = doc ? doc->type.columns : NULL;
    const char *custody = cell_text(columns, row, "custody");
    const struct received_def *class = scheme_received(s, cell_text(columns, row, "class"));
    if (str_eq(custody, "returned") || str_eq(custody, "destroyed"))
        return PAPER_NOT_CONCERNED;
    if (formula_given(&def->when) && !value_true(expr_eval_row(def->when.expr, f, row)))
        return PAPER_NOT_CONCERNED;
    if (!formula_given(&def->keep))
        return class && class->never_returned ? PAPER_IS_KEPT : PAPER_GOES_BACK;
    /* What is not known is kept: sending away cannot be undone. */
    struct value keep = expr_eval_row(def->keep.expr, f, row);
    return value_defined(keep) && !keep.b ? PAPER_GOES_BACK : PAPER_IS_KEPT;
}

static const char *written(const struct merge *part, struct facts *f, const char **missing_r)
{
    const char *text = tmpl_expand(part->tmpl, f);
    if (!*missing_r)
        *missing_r = f->missing;
    return text;
}

const char *paper_write(const struct scheme *s, const struct issued_def *def, struct facts *f, const char **missing_r)
{
    *missing_r = NULL;
    const char *text = written(&def->text, f, missing_r);
    if (def->unframed)
        return text;
    const char *header = written(&s->frame.header, f, missing_r);
    const char *footer = written(&s->frame.footer, f, missing_r);
    return arena_printf(f->arena, "%s%s%s", header, text, footer);
}

static const char *text_or_empty(const struct formula *formula, struct facts *f)
{
    struct value v = expr_eval(formula->expr, f);
    return v.type == VALUE_TEXT ? v.text : "";
}

struct paper_to paper_addressee(const struct scheme *s, const char *addressee, struct facts *f, const char **missing_r)
{
    const struct addressee_def *def = scheme_addressee(s, addressee);
    *missing_r = NULL;
    if (!def)
        return (struct paper_to){"", "", ""};
    const char *name = text_or_empty(&def->name, f);
    *missing_r = *name ? NULL : f->missing;
    return (struct paper_to){name, text_or_empty(&def->address, f), text_or_empty(&def->mail, f)};
}

bool retention_ends(const struct retention_def *def, struct facts *f, struct date *end_r)
{
    if (def->forever || !formula_given(&def->keep) || expr_is_true(def->hold.expr, f))
        return false;
    struct value base = expr_eval(def->base.expr, f), keep = expr_eval(def->keep.expr, f);
    if (base.type != VALUE_DATE || keep.type != VALUE_PERIOD)
        return false;
    struct date end = count_forward(f, base.date, keep.period, false);
    if (date_is_none(end))
        return false;
    *end_r = end;
    return true;
}
