/* What an example sets in its course: `set` of a step, and the forms and records that go with an action. */
#include <string.h>

#include "core/app/examples_build.h"
#include "core/app/examples_form.h"
#include "core/app/examples_names.h"
#include "core/base/str.h"
#include "core/rule/expr.h"
#include "db/db.h"
#include "db/rows.h"

struct setting {
    struct stage *st;
    const struct givens *givens;
    size_t from; /* of them in st->all */
};

static int next_ids(struct work *w, struct err *e)
{
    const struct {
        const struct record_type *type;
        int64_t *next;
    } ids[] = {{&paper_type, &w->next_paper},       {&case_file_type, &w->next_case},   {&certificate_type, &w->next_cert},
               {&payment_type, &w->next_payment},   {&query_type, &w->next_query},      {&withholding_type, &w->next_withholding},
               {&task_type, &w->next_task},         {&party_type, &w->next_party}};
    for (size_t i = 0; i < COUNT_OF(ids); i++) {
        int rc = rows_next_id(w->st->app->db, ids[i].type, ids[i].next, e);
        if (rc)
            return rc;
        --*ids[i].next; /* the last one that was given */
    }
    return 0;
}

/* Another revision of each form that something was said of. */
static void revise_forms(struct work *w, const struct givens *givens)
{
    struct stage *st = w->st;
    const struct case_type_def *type = scheme_case_type(st->scheme, w->now->c.type);
    for (size_t i = 0; type && i < type->forms.n; i++) {
        const struct form_def *form = scheme_form(st->scheme, type->forms.at[i]);
        const char *prefix = arena_printf(st->a, "form.%s.", type->forms.at[i]);
        bool said = false;
        for (size_t g = 0; g < givens->all.n; g++)
            said |= str_starts(givens->all.at[g].name, prefix);
        const char *body = said ? stage_form_body(st, form, &(struct form_source){.prefix = {"form."}, .n = st->all.n}) : NULL;
        if (!body)
            continue;
        const struct bundle_form *before = bundle_form(w->now, form->rule.id);
        const struct form record = {.case_id = st->case_id, .form = form->rule.id, .revision = before ? before->form.revision + 1 : 1,
                                    .body = body, .saved_by = "", .saved_at = 0};
        change_put(&w->set, &form_type, &record);
    }
}

static int set_one(struct work *w, const struct given *g, struct err *e)
{
    if (str_eq(g->name, "payments"))
        return give_payments(w, g->value, e);
    if (str_eq(g->name, "docs"))
        return stage_more_papers(w, g->value, e);
    if (str_starts(g->name, "doc."))
        return stage_one_paper(w, g, e);
    if (names_special(g->name) && !str_eq(g->name, "query") && !str_eq(g->name, "withheld"))
        return stage_mistake("example.set", g->name, NULL, g->value->at, e);
    return give_one(w, g, e);
}

/* What is locked by its own rule stays as it is, also on a stage. */
static int refuse_locked(const struct stage *st, const struct givens *givens, struct act *act, struct err *e)
{
    for (size_t i = 0; i < st->scheme->forms.n; i++) {
        const struct form_def *form = &st->scheme->forms.at[i];
        const char *prefix = arena_printf(st->a, "form.%s.", form->rule.id);
        if (!formula_given(&form->locked) || !expr_is_true(form->locked.expr, &act->f))
            continue;
        for (size_t g = 0; g < givens->all.n; g++)
            if (str_starts(givens->all.at[g].name, prefix))
                return act_refuse_standard(act, form->error, "form.locked", form->rule.label, "", form->rule.src, e);
    }
    return 0;
}

static int set_all(struct db *db, void *arg, struct err *e)
{
    struct setting *s = arg;
    struct stage *st = s->st;
    struct act act;
    (void)db;
    int rc = act_begin(&act, st->app, st->case_id, 0, app_today(st->app), st->a, e);
    if (rc)
        return rc;
    struct work w = {.st = st, .set = change_set_in(st->a), .c = act.b.c, .cert = act.b.cert, .party = act.b.party, .now = &act.b};
    w.has_cert = act.b.cert.id != 0;
    rc = refuse_locked(st, s->givens, &act, e);
    if (!rc)
        rc = next_ids(&w, e);
    for (size_t i = 0; !rc && i < s->givens->all.n; i++)
        rc = set_one(&w, &s->givens->all.at[i], e);
    if (rc)
        return rc;
    revise_forms(&w, s->givens);
    change_put(&w.set, &case_file_type, &w.c);
    if (w.has_cert)
        change_put(&w.set, &certificate_type, &w.cert);
    const struct journal_entry entry = {.at = clock_now(&st->app->clock), .actor = "example", .seat = "example", .verb = "example.set",
                                        .object = "case:3", .note = NULL};
    rc = journal_commit(st->app->db, &entry, &w.set, NULL, e);
    return rc || !st->case_id ? rc : act_recount(st->app, st->case_id, st->a, e);
}

int stage_set(struct stage *stage, const struct yaml *flat, struct err *e)
{
    struct givens givens = {0};
    struct setting s = {.st = stage, .givens = &givens, .from = stage->all.n};
    int rc = names_take(stage, flat, &givens, e);
    if (rc || !givens.all.n)
        return rc;
    for (size_t i = 0; i < givens.all.n; i++)
        *LIST_ADD(stage->a, &stage->all) = givens.all.at[i];
    return db_write(stage->app->db, set_all, &s, e);
}
