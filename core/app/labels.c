#include "core/app/labels.h"

#include "core/app/words.h"
#include "core/base/str.h"
#include "core/rule/fact_words.h"

const char *label_of_rule(const struct app *app, const struct rule *rule, const char *fallback)
{
    return rule ? app_label(app, rule->label, rule->label_en) : fallback;
}

/* The words of their own that some types have. NULL: this one has none. */
static const char *words_for(const struct named_text *at, size_t n, const char *type)
{
    for (size_t i = 0; type && i < n; i++)
        if (str_eq(at[i].name, type))
            return at[i].text;
    return NULL;
}

const char *label_of_state(const struct app *app, const struct state_def *state, const char *type)
{
    const char *own = words_for(state->label_for.at, state->label_for.n, type);
    return own ? own : label_of_rule(app, &state->rule, "");
}

const char *label_of_transition(const struct app *app, const struct transition_def *t, const char *type)
{
    const char *own = words_for(t->label_for.at, t->label_for.n, type);
    return own ? own : label_of_rule(app, &t->rule, "");
}

const char *label_of_case_state(const struct app *app, const struct scheme *s, const char *type, const char *state)
{
    const struct machine_def *m = s && scheme_case_type(s, type) ? scheme_case_machine(s, type) : NULL;
    const struct state_def *def = m ? machine_state(m, state) : NULL;
    return def ? label_of_state(app, def, type) : state;
}

const char *label_of_case_type(const struct app *app, const struct scheme *s, const char *type)
{
    const struct case_type_def *def = s ? scheme_case_type(s, type) : NULL;
    return label_of_rule(app, def ? &def->rule : NULL, type);
}

const char *label_of_deadline(const struct app *app, const struct scheme *s, const char *rule)
{
    const struct deadline_def *def = s ? scheme_deadline(s, rule) : NULL;
    return label_of_rule(app, def ? &def->rule : NULL, rule);
}

const char *label_of_fact(const struct app *app, const struct scheme *s, const char *name, struct arena *a)
{
    return s ? fact_words(s, name, app->language == LANGUAGE_EN, a) : name;
}

static const char *label_of_period(const struct app *app, struct period p, struct arena *a)
{
    static const enum app_word units[] = {[PERIOD_DAYS] = WORD_UNIT_DAYS,   [PERIOD_BUSINESS_DAYS] = WORD_UNIT_BUSINESS_DAYS,
                                          [PERIOD_WEEKS] = WORD_UNIT_WEEKS, [PERIOD_MONTHS] = WORD_UNIT_MONTHS,
                                          [PERIOD_YEARS] = WORD_UNIT_YEARS, [PERIOD_FISCAL_YEARS] = WORD_UNIT_FISCAL_YEARS};
    return app_say(app, a, units[p.unit], arena_printf(a, "%d", p.n), NULL);
}

static const char *label_of_text(const struct type *type, const char *text)
{
    for (size_t i = 0; type->labels && i < type->n_choices; i++)
        if (str_eq(type->choices[i], text))
            return type->labels[i];
    return text;
}

static const char *label_of_list(const struct app *app, const struct type *type, const struct value_list *list, struct arena *a)
{
    const struct type item = {.type = type->of, .choices = type->choices, .n_choices = type->n_choices, .labels = type->labels};
    const char *text = "";
    if (list->columns)
        return app_say(app, a, WORD_ROWS, arena_printf(a, "%zu", list->n), NULL);
    for (size_t i = 0; i < list->n; i++)
        text = arena_printf(a, "%s%s%s", text, i ? LIST_COMMA : "", label_of_value(app, &item, list->row[i][0], a));
    return text;
}

const char *label_of_value(const struct app *app, const struct type *type, struct value v, struct arena *a)
{
    switch (v.type) {
    case VALUE_UNDEFINED: return "";
    case VALUE_BOOL: return app_word(app, v.b ? WORD_YES : WORD_NO);
    case VALUE_PERIOD: return label_of_period(app, v.period, a);
    case VALUE_TEXT: return label_of_text(type, v.text);
    case VALUE_LIST: return label_of_list(app, type, v.list, a);
    default: return value_print(a, v);
    }
}
