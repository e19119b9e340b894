/* Units of a case as people see them: where each stands, what was found out about it, what is due, what it got. */
#include "core/app/case_view_internal.h"
#include "core/app/labels.h"
#include "core/base/str.h"
#include "db/rows_bundle.h"

static struct case_track track_shown(const struct view_case *view, const struct machine_def *m, const struct track *t)
{
    const struct state_def *state = machine_state(m, t->state);
    return (struct case_track){.id = m->rule.id,
                               .label = label_of_rule(view->app, &m->rule, ""),
                               .state = t->state,
                               .state_label = state ? label_of_state(view->app, state, view->act.b.c.type) : t->state,
                               .since = t->since,
                               .final = state && state->final};
}

/* The tracks of a unit (its label), or of the whole (""), in the order of the scheme. */
static struct case_track *list_tracks(const struct view_case *view, const char *unit, size_t *n_r)
{
    const struct bundle *b = &view->act.b;
    struct case_track *at = ARENA_ARRAY(view->a, struct case_track, b->scheme->machines.n);
    *n_r = 0;
    for (size_t m = 0; m < b->scheme->machines.n; m++)
        for (size_t i = 0; i < b->track.n; i++)
            if (b->scheme->machines.at[m].of == MACHINE_TRACK && str_eq(b->track.at[i].unit, unit) &&
                str_eq(b->track.at[i].track, b->scheme->machines.at[m].rule.id))
                at[(*n_r)++] = track_shown(view, &b->scheme->machines.at[m], &b->track.at[i]);
    return at;
}

static const char *fact_text(const struct view_case *view, const struct fact_def *def, const char *stored)
{
    struct value v;
    struct err unread;
    return value_read(view->a, &def->type, stored, &v, &unread) == 0 ? label_of_value(view->app, &def->type, v, view->a) : stored;
}

/* What is declared of units and was set of this one. */
static void list_facts(const struct view_case *view, struct case_unit *u)
{
    const struct bundle *b = &view->act.b;
    u->fact = ARENA_ARRAY(view->a, struct unit_fact, b->scheme->facts.n);
    for (size_t d = 0; d < b->scheme->facts.n; d++)
        for (size_t i = 0; i < b->fact.n; i++) {
            const struct fact_def *def = &b->scheme->facts.at[d];
            const struct fact *fact = &b->fact.at[i];
            if (str_eq(fact->unit, u->label) && str_eq(fact->name, def->rule.id) && !str_empty(fact->value))
                u->fact[u->n_facts++] = (struct unit_fact){def->rule.id, label_of_rule(view->app, &def->rule, ""),
                                                           fact_text(view, def, fact->value)};
        }
}

/* The certificate in hand, if it is this unit's; its own deadlines stand with those the case opened for the unit. */
static int take_certificate(struct view_case *view, struct case_unit *u, struct err *e)
{
    const struct bundle *b = &view->act.b;
    const struct machine_def *m = scheme_certificate_machine(b->scheme);
    if (!b->cert.id || !str_eq(b->cert.unit, u->label) || !m)
        return 0;
    u->certificate = b->cert;
    const char *id = act_state_of(&view->act, m);
    const struct state_def *state = id ? machine_state(m, id) : NULL;
    u->certificate_state = state ? state->rule.id : "";
    u->certificate_state_label = state ? label_of_rule(view->app, &state->rule, "") : "";
    struct rows rows;
    int rc = rows_of(view->db, STMT_bundle_certificate_deadlines, b->cert.id, &deadline_type, view->a, &rows, e);
    if (!rc)
        case_view_deadlines(view, rows.at, rows.n, NULL, &u->due);
    return rc;
}

static int list_unit(struct view_case *view, const struct unit_def *def, const char *label, struct case_unit *u, struct err *e)
{
    const struct bundle *b = &view->act.b;
    const struct machine_def *m;
    *u = (struct case_unit){.kind = def->rule.id,
                            .kind_label = label_of_rule(view->app, &def->rule, ""),
                            .label = label,
                            .certificate_state = "",
                            .certificate_state_label = ""};
    int rc = act_about_unit(&view->act, label, e);
    if (rc)
        return rc;
    size_t before = view->actions.n;
    for (size_t i = 0; (m = act_machine(&view->act, i)) != NULL; i++)
        if (case_view_by_unit(view, m) && (!m->unit || str_eq(m->unit, def->rule.id)))
            case_view_machine(view, m, label);
    for (size_t i = before; i < view->actions.n; i++)
        u->n_possible += view->actions.at[i].possible;
    u->track = list_tracks(view, label, &u->n_tracks);
    list_facts(view, u);
    case_view_deadlines(view, b->deadline.at, b->deadline.n, label, &u->due);
    return take_certificate(view, u, e);
}

/* The form of this type of case that lists them; "" if another one did. */
static const char *listing_form(const struct view_case *view, const struct unit_def *def)
{
    const struct case_type_def *type = scheme_case_type(view->act.b.scheme, view->act.b.c.type);
    for (size_t i = 0; type && i < type->forms.n; i++)
        if (str_starts(def->list, arena_printf(view->a, "form.%s.", type->forms.at[i])))
            return type->forms.at[i];
    return "";
}

/* What the units are called, where there are some or a form asks for them. */
static void name_units(struct view_case *view, const struct unit_def *def, size_t n)
{
    struct case_view *v = view->v;
    const char *form = listing_form(view, def);
    if (*v->unit_label || (!n && !*form))
        return;
    v->unit_label = label_of_rule(view->app, &def->rule, "");
    v->unit_form = form;
}

int case_view_units(struct view_case *view, struct err *e)
{
    const struct scheme *s = view->act.b.scheme;
    struct case_view *v = view->v;
    LIST(struct case_unit) units = {0};
    int rc = 0;
    v->unit_label = v->unit_form = "";
    v->track = list_tracks(view, "", &v->n_tracks);
    for (size_t i = 0; !rc && i < s->units.n; i++) {
        const struct texts names = bundle_units(&view->act.b, &s->units.at[i], view->a);
        name_units(view, &s->units.at[i], names.n);
        for (size_t u = 0; !rc && u < names.n; u++) {
            struct case_unit *unit = LIST_ADD(view->a, &units);
            rc = list_unit(view, &s->units.at[i], names.at[u], unit, e);
        }
    }
    v->unit = units.at;
    v->n_units = units.n;
    return rc ? rc : act_about_unit(&view->act, NULL, e);
}
