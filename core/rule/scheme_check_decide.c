/* Proofs about checklists and decision tables. Tables of unique hit are proved by trying every combination of the parts
 * into which their cells divide the values of each input: none may hit no row, none may hit two. */
#include "core/rule/scheme_proof.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/str.h"
#include "core/rule/expr.h"

enum { COMBINATIONS_MAX = 200000, PARTS_MAX = 200 };

/* One part of an input's values: a word, or the numbers from low to high. */
struct part {
    const char *word; /* NULL: a number, or any other word */
    int64_t low, high;
    bool other;       /* a word that no cell names */
};

struct domain {
    bool numbers;
    LIST(struct part) parts;
};

static bool is_number(enum value_type type)
{
    return type == VALUE_INT || type == VALUE_DECIMAL || type == VALUE_YEN;
}

/* A cell's number scaled as the input's values are; false if it is none. */
static bool cell_number(struct proving *p, const struct type *type, const char *text, int64_t *number_r)
{
    struct value v;
    struct err e;
    if (value_read(p->a, type, text, &v, &e) != 0 || !value_defined(v))
        return false;
    *number_r = v.i;
    return true;
}

static int compare_numbers(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* Every number at which some cell begins or ends to fit divides the line. */
static void divide_numbers(struct proving *p, const struct decision_def *d, size_t input, const struct type *type,
                           struct domain *domain)
{
    LIST(int64_t) starts = {0};
    *LIST_ADD(p->a, &starts) = INT64_MIN;
    for (size_t r = 0; r < d->rows.n; r++)
        for (size_t c = 0; c < d->rows.at[r].when.n; c++) {
            const struct cell_def *cell = &d->rows.at[r].when.at[c];
            for (size_t i = 0; cell->input == input && i < cell->values.n && starts.n < PARTS_MAX; i++) {
                int64_t number;
                if (!cell_number(p, type, cell->values.at[i], &number))
                    continue;
                *LIST_ADD(p->a, &starts) = number;
                *LIST_ADD(p->a, &starts) = number + 1;
            }
        }
    qsort(starts.at, starts.n, sizeof *starts.at, compare_numbers);
    domain->numbers = true;
    for (size_t i = 0; i < starts.n; i++)
        if (i == 0 || starts.at[i] != starts.at[i - 1])
            *LIST_ADD(p->a, &domain->parts) = (struct part){.low = starts.at[i], .high = INT64_MAX};
    for (size_t i = 0; i + 1 < domain->parts.n; i++)
        domain->parts.at[i].high = domain->parts.at[i + 1].low - 1;
}

static void add_word(struct proving *p, struct domain *domain, const char *word)
{
    for (size_t i = 0; i < domain->parts.n; i++)
        if (str_eq(domain->parts.at[i].word, word))
            return;
    if (domain->parts.n < PARTS_MAX)
        *LIST_ADD(p->a, &domain->parts) = (struct part){.word = word};
}

static void divide_words(struct proving *p, const struct decision_def *d, size_t input, const struct type *type,
                         struct domain *domain)
{
    for (size_t i = 0; i < type->n_choices; i++)
        add_word(p, domain, type->choices[i]);
    if (type->type == VALUE_BOOL) {
        add_word(p, domain, "true");
        add_word(p, domain, "false");
    }
    for (size_t r = 0; r < d->rows.n; r++)
        for (size_t c = 0; c < d->rows.at[r].when.n; c++) {
            const struct cell_def *cell = &d->rows.at[r].when.at[c];
            for (size_t i = 0; cell->input == input && i < cell->values.n; i++)
                add_word(p, domain, cell->values.at[i]);
        }
    if (type->n_choices == 0 && type->type != VALUE_BOOL)
        *LIST_ADD(p->a, &domain->parts) = (struct part){.other = true};
}

static bool cell_fits(struct proving *p, const struct cell_def *cell, const struct type *type, const struct part *part)
{
    if (cell->op == CELL_ANY)
        return true;
    if (!is_number(type->type)) {
        bool in = part->word && texts_have(&cell->values, part->word);
        return cell->op == CELL_NE ? !in : in;
    }
    int64_t low = 0, high = 0;
    if (cell->values.n == 0 || !cell_number(p, type, cell->values.at[0], &low) ||
        (cell->op == CELL_RANGE && !cell_number(p, type, cell->values.at[1], &high)))
        return false;
    switch (cell->op) {
    case CELL_RANGE: return low <= part->low && part->high <= high;
    case CELL_LT: return part->high < low;
    case CELL_LE: return part->high <= low;
    case CELL_GT: return part->low > low;
    case CELL_GE: return part->low >= low;
    case CELL_NE: return part->high < low || part->low > low;
    default:
        for (size_t i = 0; i < cell->values.n; i++)
            if (cell_number(p, type, cell->values.at[i], &low) && part->low == low && part->high == low)
                return true;
        return false;
    }
}

/* What a combination is, for the message: "sites = 3…9, kind = 個人". */
static const char *describe(struct proving *p, const struct decision_def *d, const struct domain *domains, const size_t *at)
{
    const char *text = "";
    for (size_t i = 0; i < d->inputs.n; i++) {
        const struct part *part = &domains[i].parts.at[at[i]];
        const char *value = part->word ? part->word : "(other)";
        if (domains[i].numbers) {
            int64_t one = expr_type(d->inputs.at[i].value.expr)->type == VALUE_DECIMAL ? DECIMAL_ONE : 1;
            int64_t shown = part->low == INT64_MIN ? part->high : part->low;
            value = arena_printf(p->a, "%s%lld", part->low == INT64_MIN ? "<= " : part->high == INT64_MAX ? ">= " : "",
                                 (long long)(shown / one));
        }
        text = arena_printf(p->a, "%s%s%s = %s", text, i ? ", " : "", d->inputs.at[i].name, value);
    }
    return text;
}

static bool row_fits(struct proving *p, const struct decision_def *d, const struct decision_row_def *row,
                     const struct domain *domains, const size_t *at)
{
    for (size_t c = 0; c < row->when.n; c++) {
        const struct cell_def *cell = &row->when.at[c];
        const struct type *type = expr_type(d->inputs.at[cell->input].value.expr);
        if (!cell_fits(p, cell, type, &domains[cell->input].parts.at[at[cell->input]]))
            return false;
    }
    return true;
}

static void check_combination(struct proving *p, const struct decision_def *d, const struct domain *domains,
                              const size_t *at, bool *stop)
{
    size_t hits = 0;
    const struct decision_row_def *second = NULL;
    for (size_t r = 0; r < d->rows.n; r++)
        if (!d->rows.at[r].otherwise && row_fits(p, d, &d->rows.at[r], domains, at)) {
            hits++;
            second = hits == 2 ? &d->rows.at[r] : second;
        }
    if (hits == 1 || (hits == 0 && d->rows.n > 0 && d->rows.at[d->rows.n - 1].otherwise))
        return;
    if (hits == 0)
        proof_fails(p, d->rule.at, NULL, "scheme.table-gap", d->rule.label, describe(p, d, domains, at), NULL);
    else
        proof_fails(p, second->rule.at, NULL, "scheme.table-overlap", d->rule.label, describe(p, d, domains, at), NULL);
    *stop = true; /* one example a table */
}

static void check_unique(struct proving *p, const struct decision_def *d)
{
    struct domain *domains = ARENA_ARRAY(p->a, struct domain, d->inputs.n);
    size_t *at = ARENA_ARRAY(p->a, size_t, d->inputs.n), combinations = 1;
    for (size_t i = 0; i < d->inputs.n; i++) {
        const struct type *type = expr_type(d->inputs.at[i].value.expr);
        if (is_number(type->type))
            divide_numbers(p, d, i, type, &domains[i]);
        else
            divide_words(p, d, i, type, &domains[i]);
        combinations *= domains[i].parts.n;
        if (combinations > COMBINATIONS_MAX) {
            proof_fails(p, d->rule.at, NULL, "scheme.table-too-large", d->rule.label, NULL);
            return;
        }
    }
    bool stop = false;
    for (size_t n = 0; n < combinations && !stop; n++) {
        size_t rest = n;
        for (size_t i = 0; i < d->inputs.n; i++) {
            at[i] = rest % domains[i].parts.n;
            rest /= domains[i].parts.n;
        }
        check_combination(p, d, domains, at, &stop);
    }
}

static void check_first(struct proving *p, const struct decision_def *d)
{
    for (size_t r = 0; r < d->rows.n; r++) {
        bool last = r + 1 == d->rows.n;
        if (d->rows.at[r].otherwise && !last)
            proof_fails(p, d->rows.at[r].rule.at, NULL, "scheme.otherwise-early", d->rule.label, NULL);
        if (last && !d->rows.at[r].otherwise)
            proof_fails(p, d->rule.at, NULL, "scheme.no-otherwise", d->rule.label, NULL);
    }
}

/* A cell's values must be values of its input. */
static void check_cells(struct proving *p, const struct decision_def *d)
{
    for (size_t r = 0; r < d->rows.n; r++)
        for (size_t c = 0; c < d->rows.at[r].when.n; c++) {
            const struct cell_def *cell = &d->rows.at[r].when.at[c];
            const struct type *type = expr_type(d->inputs.at[cell->input].value.expr);
            bool ordered = cell->op != CELL_ANY && cell->op != CELL_IN && cell->op != CELL_NE;
            if (ordered && !is_number(type->type) && type->type != VALUE_DATE)
                proof_fails(p, cell->at, NULL, "scheme.cell-order", d->inputs.at[cell->input].name, NULL);
            for (size_t i = 0; i < cell->values.n; i++) {
                struct value v;
                struct err e;
                if (value_read(p->a, type, cell->values.at[i], &v, &e) != 0)
                    proof_fails(p, cell->at, str_nearest(cell->values.at[i], type->choices, type->n_choices),
                                "scheme.default-type", d->inputs.at[cell->input].name, cell->values.at[i],
                                value_type_name(type->type), NULL);
            }
        }
}

void prove_decisions(struct proving *p)
{
    for (size_t i = 0; i < p->s->decisions.n; i++) {
        const struct decision_def *d = &p->s->decisions.at[i];
        check_cells(p, d);
        if (d->hit == HIT_FIRST)
            check_first(p, d);
        else
            check_unique(p, d);
    }
}

static void check_results(struct proving *p, const struct checklist_def *list)
{
    bool passes = false, fails = false;
    for (size_t i = 0; i < list->results.n; i++) {
        const struct result_def *result = &list->results.at[i];
        passes = passes || result->passes;
        fails = fails || (!result->passes && !result->open);
        for (size_t k = 0; k < i; k++)
            if (result->key && str_eq(result->key, list->results.at[k].key))
                proof_fails(p, result->rule.at, NULL, "scheme.key-twice", result->key, result->rule.id, NULL);
    }
    if (!passes || (list->outcome && !fails))
        proof_fails(p, list->rule.at, NULL, "scheme.results", list->rule.label, NULL);
}

static void check_permits(struct proving *p, const struct checklist_def *list, const struct rule *rule,
                          const struct texts *permits)
{
    const char **words = ARENA_ARRAY(p->a, const char *, list->results.n);
    for (size_t i = 0; i < list->results.n; i++)
        words[i] = list->results.at[i].rule.id;
    for (size_t i = 0; i < permits->n; i++)
        if (!checklist_result(list, permits->at[i]))
            proof_fails(p, rule->at, str_nearest(permits->at[i], words, list->results.n), "scheme.unknown-id",
                        permits->at[i], "result", NULL);
}

/* What a row deserves must be one of the results. */
static void check_assess(struct proving *p, const struct checklist_def *list)
{
    const struct decision_def *assess = list->assess ? scheme_decision(p->s, list->assess) : NULL;
    if (!assess)
        return;
    const struct type *type = NULL;
    for (size_t i = 0; i < assess->outputs.n; i++)
        if (str_eq(assess->outputs.at[i].name, "result"))
            type = &assess->outputs.at[i].type;
    if (!type) {
        proof_fails(p, assess->rule.at, "result", "scheme.missing-output", "result", assess->rule.id, NULL);
        return;
    }
    const struct texts words = {type->choices, type->n_choices};
    check_permits(p, list, &assess->rule, &words);
}

/* What an item computes by itself must be one of the results. */
static void check_automatic(struct proving *p, const struct checklist_def *list, const struct check_item_def *item)
{
    const struct type *from = item->automatic.expr ? expr_type(item->automatic.expr) : NULL;
    const char **words = ARENA_ARRAY(p->a, const char *, list->results.n);
    for (size_t i = 0; i < list->results.n; i++)
        words[i] = list->results.at[i].rule.id;
    const struct type results = {.type = VALUE_TEXT, .choices = words, .n_choices = list->results.n};
    const char *word = from ? proof_strange_word(&results, from) : NULL;
    if (word)
        proof_fails(p, item->automatic.at, str_nearest(word, words, list->results.n), "scheme.set-word", item->rule.id, word, NULL);
}

static bool is_opened(const struct scheme *s, const struct checklist_def *list)
{
    return proof_effect_on(s, EFFECT_CHECKLIST_OPEN, list->rule.id);
}

void prove_checklists(struct proving *p)
{
    for (size_t i = 0; i < p->s->checklists.n; i++) {
        const struct checklist_def *list = &p->s->checklists.at[i];
        check_results(p, list);
        check_assess(p, list);
        for (size_t k = 0; k < list->items.n; k++) {
            check_permits(p, list, &list->items.at[k].rule, &list->items.at[k].permits);
            check_automatic(p, list, &list->items.at[k]);
        }
        bool named = is_opened(p->s, list);
        for (size_t k = 0; k < p->s->case_types.n; k++)
            named = named || texts_have(&p->s->case_types.at[k].checklists, list->rule.id);
        if (!named)
            proof_fails(p, list->rule.at, NULL, "scheme.checklist-unused", list->rule.id, NULL);
        if (list->second_review && !p->s->standard_refusals.second_review)
            proof_fails(p, list->rule.at, NULL, "scheme.no-second-review-refusal", list->rule.id, NULL);
        if (list->second_review && !list->outcome && !proof_effect_on(p->s, EFFECT_CHECKLIST_CLOSE, list->rule.id))
            proof_fails(p, list->rule.at, NULL, "scheme.idle-second-review", list->rule.id, NULL);
        const struct form_def *form = list->rows ? scheme_form(p->s, list->rows) : NULL;
        if (form && !form->rows)
            proof_fails(p, list->rule.at, NULL, "scheme.not-matrix", list->rows, NULL);
    }
}
