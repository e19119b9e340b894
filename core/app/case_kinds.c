/* What can be opened today, and what opening it asks. */
#include "core/app/act.h"
#include "core/app/case_app.h"
#include "core/app/words.h"
#include "core/base/str.h"
#include "core/rule/expr.h"
#include "db/db.h"

static const char *label_of(const struct app *app, const struct rule *rule)
{
    return app_label(app, rule->label, rule->label_en);
}

/* Its own words, else those of the fact; of what every scheme has, the office's. */
static const char *ask_label(const struct act *act, const struct ask_def *def)
{
    const struct fact_def *fact = scheme_fact(act->b.scheme, def->fact);
    if (!str_empty(def->rule.label))
        return label_of(act->app, &def->rule);
    if (fact)
        return label_of(act->app, &fact->rule);
    return str_eq(def->fact, "case.received_on") ? app_word(act->app, WORD_RECEIVED_ON) : def->fact;
}

void act_asks(struct act *act, const struct transition_def *t, const char *type, struct ask **ask_r, size_t *n_r)
{
    struct facts *f = &act->f;
    LIST(struct ask) asks = {0};
    for (size_t i = 0; i < t->asks.n; i++) {
        const struct ask_def *def = &t->asks.at[i];
        const struct fact_name *fact = fact_names_find(f->names, def->fact);
        if (!fact || (def->types.n && !texts_have(&def->types, type)))
            continue;
        struct value now = formula_given(&def->fallback) ? expr_eval(def->fallback.expr, f) : value_undefined();
        if (!value_defined(now))
            now = facts_get(f, def->fact);
        *LIST_ADD(act->arena, &asks) =
            (struct ask){.fact = def->fact,
                         .label = ask_label(act, def),
                         .type = value_type_name(fact->type.type),
                         .choices = fact->type.choices,
                         .choice_labels = fact->type.labels,
                         .n_choices = fact->type.n_choices,
                         .suggestion = value_store_text(act->arena, now),
                         .required = formula_given(&def->required) && expr_is_true(def->required.expr, f)};
    }
    *ask_r = asks.at;
    *n_r = asks.n;
}

const struct transition_def *act_opening(const struct machine_def *m, const char *type)
{
    for (size_t i = 0; i < m->transitions.n; i++) {
        const struct transition_def *t = &m->transitions.at[i];
        if (t->from_none && (!t->types.n || texts_have(&t->types, type)))
            return t;
    }
    return NULL;
}

static void take_roles(const struct app *app, const struct scheme *s, const struct transition_def *t, struct arena *a,
                       struct case_kind *kind)
{
    kind->may = t ? app->actor.everything : app_may_work(app, s->rule.id, app->actor.login);
    kind->roles = "";
    for (size_t i = 0; t && i < t->roles.n; i++) {
        const struct role_def *role = scheme_role(s, t->roles.at[i]);
        kind->may |= app_has_role(app, s->rule.id, t->roles.at[i]);
        kind->roles = arena_printf(a, "%s%s%s", kind->roles, i ? LIST_COMMA : "",
                                   role ? label_of(app, &role->rule) : t->roles.at[i]);
    }
}

bool form_has_own_screen(const struct form_def *form)
{
    return str_eq(form->record, "paper") || str_eq(form->record, "payment");
}

static const char *first_form(const struct scheme *s, const struct case_type_def *type)
{
    for (size_t i = 0; i < type->forms.n; i++)
        if (!form_has_own_screen(scheme_form(s, type->forms.at[i])))
            return type->forms.at[i];
    return "";
}

static struct case_kind kind_of(const struct app *app, const struct scheme *s, const struct case_type_def *type,
                                struct arena *a)
{
    struct case_kind kind = {.scheme = s->rule.id,
                             .scheme_label = label_of(app, &s->rule),
                             .scheme_short = str_empty(s->short_label) ? label_of(app, &s->rule) : s->short_label,
                             .type = type->rule.id,
                             .label = label_of(app, &type->rule),
                             .help = type->rule.help ? type->rule.help : "",
                             .certificate_needed =
                                 type->certificate == CERT_REQUIRED || type->certificate == CERT_IN_FORCE,
                             .certificate_optional = type->certificate == CERT_OPTIONAL,
                             .first_form = first_form(s, type)};
    take_roles(app, s, act_opening(scheme_case_machine(s, type->rule.id), type->rule.id), a, &kind);
    return kind;
}

int case_kinds(struct app *app, struct arena *a, struct case_kind **kind_r, size_t *n_r, struct err *e)
{
    (void)e;
    LIST(struct case_kind) kinds = {0};
    for (size_t i = 0; i < app->schemes->n; i++) {
        const struct scheme *s = app->schemes->at[i];
        if (s->abstract || schemes_on(app->schemes, s->rule.id, app_today(app)) != s)
            continue;
        for (size_t j = 0; j < s->case_types.n; j++)
            *LIST_ADD(a, &kinds) = kind_of(app, s, &s->case_types.at[j], a);
    }
    *kind_r = kinds.at;
    *n_r = kinds.n;
    return 0;
}

struct new_asks {
    struct app *app;
    const struct scheme *scheme;
    const struct case_type_def *type;
    int64_t certificate_id;
    struct act act;
};

static int begin_new(struct db *db, void *arg, struct err *e)
{
    struct new_asks *n = arg;
    (void)db;
    int rc = act_begin_new(&n->act, n->app, n->scheme, n->certificate_id, app_today(n->app), n->act.arena, e);
    if (!rc)
        n->act.b.c.type = n->type->rule.id;
    return rc;
}

int case_new_asks(struct app *app, const char *scheme, const char *type, int64_t certificate_id, struct arena *a,
                  struct ask **ask_r, size_t *n_r, struct err *e)
{
    const struct scheme *s = schemes_on(app->schemes, scheme, app_today(app));
    const struct case_type_def *def = s && !s->abstract ? scheme_case_type(s, type) : NULL;
    if (!s || s->abstract)
        return err_set(e, E_NOTFOUND, "scheme.unknown", scheme, NULL);
    if (!def)
        return err_set(e, E_NOTFOUND, "case.unknown-type", type, s->rule.label, NULL);
    struct new_asks n = {.app = app, .scheme = s, .type = def, .certificate_id = certificate_id, .act = {.arena = a}};
    const struct transition_def *t = act_opening(scheme_case_machine(s, type), type);
    int rc = db_read(app->db, begin_new, &n, e);
    if (rc)
        return rc;
    *ask_r = NULL;
    *n_r = 0;
    if (t)
        act_asks(&n.act, t, type, ask_r, n_r);
    return 0;
}
