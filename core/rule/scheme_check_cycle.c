/* Proof that no computed fact depends on itself. */
#include "core/rule/scheme_proof.h"

#include <string.h>

#include "core/base/str.h"
#include "core/rule/expr.h"
#include "core/rule/scheme_names.h"

enum { UNSEEN, OPEN, DONE };
enum { CYCLE_DEPTH_MAX = 400 };

struct walk {
    struct proving *p;
    unsigned char *state;       /* by slot */
    unsigned char **item_state; /* by checklist, by item */
    const char *path[CYCLE_DEPTH_MAX];
    size_t depth;
    bool found;
};

static void visit_ref(const struct fact_ref *ref, void *arg);

static void visit_formula(struct walk *w, const struct formula *formula)
{
    if (formula->expr && !w->found)
        expr_each_fact(formula->expr, visit_ref, w);
}

/* Enters a node; false if it was done before, or closes a cycle. */
static bool enter(struct walk *w, unsigned char *state, const char *name, struct where at)
{
    if (w->found || *state == DONE || w->depth == CYCLE_DEPTH_MAX)
        return false;
    if (*state == UNSEEN) {
        *state = OPEN;
        w->path[w->depth++] = name;
        return true;
    }
    size_t from = w->depth;
    while (from > 0 && !str_eq(w->path[from - 1], name))
        from--;
    const char *circle = "";
    for (size_t i = from ? from - 1 : 0; i < w->depth; i++)
        circle = arena_printf(w->p->a, "%s%s > ", circle, w->path[i]);
    proof_fails(w->p, at, NULL, "scheme.cycle", arena_printf(w->p->a, "%s%s", circle, name), NULL);
    w->found = true;
    return false;
}

static void leave(struct walk *w, unsigned char *state)
{
    *state = DONE;
    w->depth--;
}

static void visit_name(struct walk *w, const struct fact_name *name);

static void visit_named(struct walk *w, const char *name)
{
    const struct fact_name *found = fact_names_find(w->p->s->names, name);
    if (found)
        visit_name(w, found);
}

static void visit_decision(struct walk *w, const struct decision_def *decision)
{
    for (size_t i = 0; decision && i < decision->inputs.n; i++)
        visit_formula(w, &decision->inputs.at[i].value);
    for (size_t i = 0; decision && i < decision->undefined_when.n; i++)
        visit_formula(w, &decision->undefined_when.at[i].cond);
}

static void visit_item(struct walk *w, size_t list, size_t item)
{
    const struct check_item_def *def = &w->p->s->checklists.at[list].items.at[item];
    unsigned char *state = &w->item_state[list][item];
    const char *name = arena_printf(w->p->a, "check.%s.%s", w->p->s->checklists.at[list].rule.id, def->rule.id);
    if (!enter(w, state, name, def->rule.at))
        return;
    visit_formula(w, &def->applies);
    visit_formula(w, &def->automatic);
    leave(w, state);
}

static void visit_checklist(struct walk *w, size_t index, int part)
{
    const struct checklist_def *list = &w->p->s->checklists.at[index];
    if (part == CHECK_PART_OUTCOME) {
        visit_decision(w, scheme_decision(w->p->s, list->outcome));
        return;
    }
    visit_formula(w, &list->applies);
    visit_formula(w, &list->inherit);
    visit_decision(w, list->assess ? scheme_decision(w->p->s, list->assess) : NULL);
    for (size_t i = 0; i < list->items.n; i++)
        visit_item(w, index, i);
}

static void visit_deadline(struct walk *w, const struct deadline_def *deadline, int part)
{
    visit_formula(w, &deadline->base);
    if (part == DEADLINE_PART_BASE)
        return;
    visit_formula(w, &deadline->offset);
    if (part == DEADLINE_PART_OPENS && deadline->opens)
        visit_named(w, arena_printf(w->p->a, "deadline.%s.due", deadline->opens));
}

static void visit_fee(struct walk *w, const struct fee_def *fee, int part)
{
    if (part == FEE_PART_DUE && fee->due) {
        visit_named(w, arena_printf(w->p->a, "deadline.%s.due", fee->due));
        return;
    }
    visit_formula(w, &fee->when);
    visit_formula(w, &fee->date);
    visit_formula(w, &fee->count);
    for (size_t i = 0; i < fee->rows.n; i++) {
        visit_formula(w, &fee->rows.at[i].cond);
        if (fee->rows.at[i].half_of)
            visit_named(w, arena_printf(w->p->a, "fee.%s.net", fee->rows.at[i].half_of));
    }
}

static void visit_other(struct walk *w, const struct fact_name *name)
{
    if (name->part == OTHER_PART_IS)
        visit_formula(w, &w->p->s->facts.at[name->index].is);
    for (size_t i = 0; name->part == OTHER_PART_OWED && i < w->p->s->fees.n; i++)
        visit_named(w, arena_printf(w->p->a, "fee.%s.gross", w->p->s->fees.at[i].rule.id));
}

static struct where place_of(const struct scheme *s, const struct fact_name *name)
{
    size_t i = (size_t)name->index;
    switch (name->origin) {
    case FACT_DEADLINE: return s->deadlines.at[i].rule.at;
    case FACT_FEE: return s->fees.at[i].rule.at;
    case FACT_DECISION: return s->decisions.at[i].rule.at;
    case FACT_CHECKLIST: return s->checklists.at[i].rule.at;
    case FACT_FIELD: return s->forms.at[i].rule.at;
    case FACT_OTHER: return name->part == OTHER_PART_IS ? s->facts.at[i].rule.at : s->rule.at;
    default: return s->rule.at;
    }
}

static void visit_computed(struct walk *w, const struct fact_name *name)
{
    const struct scheme *s = w->p->s;
    size_t i = (size_t)name->index;
    switch (name->origin) {
    case FACT_DEADLINE: visit_deadline(w, &s->deadlines.at[i], name->part); break;
    case FACT_FEE: visit_fee(w, &s->fees.at[i], name->part); break;
    case FACT_DECISION: visit_decision(w, &s->decisions.at[i]); break;
    case FACT_CHECKLIST: visit_checklist(w, i, name->part); break;
    case FACT_OTHER: visit_other(w, name); break;
    case FACT_FIELD: {
        const struct form_def *form = &s->forms.at[i];
        const struct field_def *field = form->rows ? &form->head.at[name->part] : &form->fields.at[name->part];
        visit_formula(w, &field->calculate);
        for (size_t k = 0; k < field->of.n; k++)
            visit_formula(w, &field->of.at[k].calculate);
        break;
    }
    default: break;
    }
}

static void visit_name(struct walk *w, const struct fact_name *name)
{
    if (name->origin == FACT_GIVEN || !enter(w, &w->state[name->slot], name->name, place_of(w->p->s, name)))
        return;
    visit_computed(w, name);
    leave(w, &w->state[name->slot]);
}

/* A named item of a checklist is computed alone; everything else as a whole. */
static void visit_ref(const struct fact_ref *ref, void *arg)
{
    struct walk *w = arg;
    if (ref->fact->origin == FACT_CHECKLIST && ref->key) {
        const struct checklist_def *list = &w->p->s->checklists.at[ref->fact->index];
        for (size_t i = 0; i < list->items.n; i++)
            if (str_eq(list->items.at[i].rule.id, ref->key))
                visit_item(w, (size_t)ref->fact->index, i);
        return;
    }
    visit_name(w, ref->fact);
}

void prove_cycles(struct proving *p)
{
    size_t n = fact_names_count(p->s->names);
    struct walk *w = ARENA_NEW(p->a, struct walk);
    w->p = p;
    w->state = ARENA_ARRAY(p->a, unsigned char, n);
    w->item_state = ARENA_ARRAY(p->a, unsigned char *, p->s->checklists.n);
    for (size_t i = 0; i < p->s->checklists.n; i++)
        w->item_state[i] = ARENA_ARRAY(p->a, unsigned char, p->s->checklists.at[i].items.n);
    for (size_t slot = 0; slot < n && !w->found; slot++)
        visit_name(w, fact_names_at(p->s->names, slot));
}
