#include "core/app/rehearse_app.h"

#include <string.h>

#include "core/app/case_view_internal.h"
#include "core/app/cert_app.h"
#include "core/app/labels.h"
#include "core/app/words.h"
#include "core/base/money.h"
#include "core/base/str.h"
#include "core/rule/deadline.h"
#include "core/rule/fee.h"

/* One case, or one certificate, under its own version and under the draft. */
struct rehearsing {
    struct app *app;
    const struct scheme *draft;
    struct arena *a;   /* of the answer */
    struct arena *own; /* of this case */
    struct rehearsal *r;
    int64_t case_id, certificate_id;
    const char *number, *party_name;
    size_t n; /* changes found */
    struct view_case was, now;
};

static const char *keep(const struct rehearsing *g, const char *text)
{
    return arena_strdup(g->a, text ? text : "");
}

static void changed(struct rehearsing *g, enum rehearsal_kind kind, const char *what, const char *old, const char *now)
{
    static const enum app_word words[REHEARSAL_KIND_COUNT] = {
        WORD_REHEARSE_TYPE, WORD_REHEARSE_STATE, WORD_REHEARSE_ACTION, WORD_REHEARSE_DEADLINE,
        WORD_REHEARSE_FEE,  WORD_REHEARSE_FORM,  WORD_REHEARSE_CHECK,  WORD_REHEARSE_UNREADABLE,
    };
    g->n++;
    if (g->r->all.n >= REHEARSAL_CHANGES_MAX) {
        g->r->cut = true;
        return;
    }
    *LIST_ADD(g->a, &g->r->all) = (struct rehearsal_change){.case_id = g->case_id,
                                   .certificate_id = g->certificate_id,
                                   .number = keep(g, g->number),
                                   .party_name = keep(g, g->party_name),
                                   .kind = kind,
                                   .kind_label = app_word(g->app, words[kind]),
                                   .what = keep(g, what),
                                   .old = keep(g, old),
                                   .now = keep(g, now)};
}

static void compare_text(struct rehearsing *g, enum rehearsal_kind kind, const char *what, const char *old, const char *now)
{
    if (!str_eq(old, now))
        changed(g, kind, what, old, now);
}

/* What refuses it, by id: words that were only put better change nothing. */
static const char *refusals_of(const struct rehearsing *g, const struct action *action, bool words)
{
    const char *text = "";
    for (size_t i = 0; action && i < action->n_refusals; i++)
        text = arena_printf(g->own, "%s%s%s", text, *text ? LIST_COMMA : "", words ? action->refusal[i].text : action->refusal[i].id);
    return text;
}

static const char *action_in_words(const struct rehearsing *g, const struct action *action)
{
    if (!action)
        return app_word(g->app, WORD_REHEARSE_NOT_OFFERED);
    return action->possible ? app_word(g->app, WORD_REHEARSE_CAN) : app_say(g->app, g->own, WORD_REHEARSE_CANNOT, refusals_of(g, action, true), NULL);
}

static void compare_action(struct rehearsing *g, const struct action *old, const struct action *now)
{
    if (old && now && old->possible == now->possible && str_eq(refusals_of(g, old, false), refusals_of(g, now, false)))
        return;
    changed(g, REHEARSAL_ACTION, old ? old->label : now->label, action_in_words(g, old), action_in_words(g, now));
}

static const struct action *find_action(const struct case_view *v, const char *id)
{
    for (size_t i = 0; i < v->n_actions; i++)
        if (str_eq(v->action[i].id, id))
            return &v->action[i];
    return NULL;
}

static int compare_actions(struct rehearsing *g, struct err *e)
{
    struct case_view *old = g->was.v, *now = g->now.v;
    int rc = case_view_actions(&g->was, e);
    if (!rc)
        rc = case_view_actions(&g->now, e);
    if (rc)
        return rc;
    for (size_t i = 0; i < old->n_actions; i++)
        compare_action(g, &old->action[i], find_action(now, old->action[i].id));
    for (size_t i = 0; i < now->n_actions; i++)
        if (!find_action(old, now->action[i].id))
            compare_action(g, NULL, &now->action[i]);
    return 0;
}

/* The day a rule gives now; "" when there is no such rule, or nothing to count from. */
static const char *day_of(const struct rehearsing *g, struct act *act, const struct deadline *d)
{
    const struct deadline_def *def = scheme_deadline(act->b.scheme, d->rule);
    const struct value_list *rows = def && def->each ? facts_list(&act->f, def->each) : NULL;
    const struct value *row = NULL;
    struct deadline_day day;
    struct err none;
    for (size_t i = 0; rows && i < rows->n; i++)
        if (str_eq(act_row_name(rows, i), d->note))
            row = rows->row[i];
    if (!def || (def->each && !row) || deadline_compute(act->b.scheme, def, &act->f, row, &day, &none) != 0)
        return "";
    char iso[DATE_TEXT_BYTES];
    return arena_strdup(g->own, date_iso(day.due, iso));
}

static void compare_deadlines(struct rehearsing *g)
{
    const struct bundle *b = &g->was.act.b;
    for (size_t i = 0; i < b->deadline.n; i++) {
        const struct deadline *d = &b->deadline.at[i];
        if (d->case_id != g->case_id || (!str_eq(d->state, "open") && !str_eq(d->state, "missed")))
            continue;
        compare_text(g, REHEARSAL_DEADLINE, label_of_deadline(g->app, b->scheme, d->rule), day_of(g, &g->was.act, d), day_of(g, &g->now.act, d));
    }
}

static const char *amount_of(const struct rehearsing *g, struct act *act, const char *rule)
{
    const struct fee_def *def = scheme_fee(act->b.scheme, rule);
    struct fee_price price;
    struct err none;
    char yen[MONEY_TEXT_BYTES];
    if (!def || fee_compute(act->b.scheme, def, &act->f, &price, &none) != 0)
        return "";
    return app_say(g->app, g->own, WORD_REHEARSE_YEN, money_text(price.gross, yen), NULL);
}

static void compare_fees(struct rehearsing *g)
{
    const struct bundle *b = &g->was.act.b;
    for (size_t i = 0; i < b->fee.n; i++) {
        const struct fee *fee = &b->fee.at[i];
        const struct fee_def *def = scheme_fee(b->scheme, fee->rule);
        if (str_eq(fee->state, "billed"))
            compare_text(g, REHEARSAL_FEE, def ? label_of_rule(g->app, &def->rule, fee->rule) : fee->rule,
                         amount_of(g, &g->was.act, fee->rule), amount_of(g, &g->now.act, fee->rule));
    }
}

static bool says_something(const struct json *v)
{
    return v->kind == JSON_TEXT ? *v->text : v->kind == JSON_ARRAY || v->kind == JSON_OBJECT ? v->child != NULL : v->kind != JSON_NULL;
}

/* What was keyed in and the draft has no field for. */
static void compare_forms(struct rehearsing *g)
{
    const struct bundle *b = &g->was.act.b;
    for (size_t i = 0; i < b->form.all.n; i++) {
        const char *id = b->form.all.at[i].form.form;
        const struct form_def *old = scheme_form(b->scheme, id), *now = scheme_form(g->draft, id);
        const struct json *body = b->form.all.at[i].body;
        if (old && !now)
            changed(g, REHEARSAL_FORM, label_of_rule(g->app, &old->rule, id), "", "");
        for (const struct json *v = old && now && body ? body->child : NULL; v; v = v->next) {
            const struct field_def *field = form_field(old, v->key);
            if (field && !form_field(now, v->key) && says_something(v))
                changed(g, REHEARSAL_FORM, label_of_rule(g->app, &field->rule, v->key), v->kind == JSON_TEXT ? v->text : "", "");
        }
    }
}

static void compare_checks(struct rehearsing *g)
{
    const struct bundle *b = &g->was.act.b;
    for (size_t i = 0; i < b->check.n; i++) {
        const struct check_result *r = &b->check.at[i];
        const struct checklist_def *old = scheme_checklist(b->scheme, r->checklist), *now = scheme_checklist(g->draft, r->checklist);
        const struct check_item_def *item = old ? checklist_item(old, r->item) : NULL;
        if (*r->result && item && (!now || !checklist_item(now, r->item)))
            changed(g, REHEARSAL_CHECK, label_of_rule(g->app, &item->rule, r->item), r->result, "");
    }
}

/* False if the case could not stand there: then nothing else can be compared. */
static bool compare_states(struct rehearsing *g)
{
    const struct bundle *b = &g->was.act.b;
    const struct case_type_def *type = scheme_case_type(b->scheme, b->c.type);
    if (!scheme_case_type(g->draft, b->c.type)) {
        changed(g, REHEARSAL_TYPE, label_of_rule(g->app, type ? &type->rule : NULL, b->c.type), "", "");
        return false;
    }
    if (!machine_state(scheme_case_machine(g->draft, b->c.type), b->c.state)) {
        changed(g, REHEARSAL_STATE, label_of_case_state(g->app, b->scheme, b->c.type, b->c.state), "", "");
        return false;
    }
    for (size_t i = 0; i < b->track.n; i++) {
        const struct machine_def *old = scheme_machine(b->scheme, b->track.at[i].track), *now = scheme_machine(g->draft, b->track.at[i].track);
        const struct state_def *state = old ? machine_state(old, b->track.at[i].state) : NULL;
        if (state && (!now || !machine_state(now, b->track.at[i].state))) {
            changed(g, REHEARSAL_STATE, arena_printf(g->own, "%s %s", label_of_rule(g->app, &old->rule, ""), b->track.at[i].unit),
                    label_of_state(g->app, state, b->c.type), "");
            return false;
        }
    }
    return true;
}

static int begin_now(struct rehearsing *g, struct err *e)
{
    return act_begin_under(&g->now.act, g->app, g->draft, g->case_id, g->certificate_id, app_today(g->app), g->own, e);
}

static int compare(struct rehearsing *g, struct err *e)
{
    struct err unread;
    if (g->case_id && !compare_states(g))
        return 0;
    int rc = begin_now(g, &unread);
    if (rc == E_INPUT || rc == E_NOTFOUND) {
        changed(g, REHEARSAL_UNREADABLE, "", "", g->app->say_error ? g->app->say_error(g->own, g->app->language, &unread) : unread.msg);
        return 0;
    }
    if (rc) {
        *e = unread;
        return rc;
    }
    compare_deadlines(g);
    if (!g->case_id)
        return 0;
    compare_fees(g);
    compare_forms(g);
    compare_checks(g);
    return compare_actions(g, e);
}

static int rehearse_one(struct db *db, void *arg, struct err *e)
{
    struct rehearsing *g = arg;
    struct case_view *views = ARENA_ARRAY(g->own, struct case_view, 2);
    g->n = 0;
    g->was = (struct view_case){.app = g->app, .db = db, .case_id = g->case_id, .a = g->own, .v = &views[0]};
    g->now = (struct view_case){.app = g->app, .db = db, .case_id = g->case_id, .a = g->own, .v = &views[1]};
    int rc = act_begin(&g->was.act, g->app, g->case_id, g->certificate_id, app_today(g->app), g->own, e);
    if (rc)
        return rc;
    if (g->was.act.b.scheme == g->draft) {
        g->r->n_there_already += g->case_id != 0;
        return 0;
    }
    *(g->case_id ? &g->r->n_cases : &g->r->n_certificates) += 1;
    rc = compare(g, e);
    *(g->case_id ? &g->r->n_cases_changed : &g->r->n_certificates_changed) += g->n > 0;
    return rc;
}

/* case_id or certificate_id: the other is 0. What it needs on the way goes with it. */
static int rehearse_by_itself(struct rehearsing *g, int64_t case_id, int64_t certificate_id, const char *number, const char *party_name,
                              struct err *e)
{
    AUTO(arena) struct arena own = {0};
    g->own = &own;
    g->case_id = case_id;
    g->certificate_id = certificate_id;
    g->number = number;
    g->party_name = party_name;
    return db_read(g->app->db, rehearse_one, g, e);
}

static int rehearse_cases(struct rehearsing *g, struct err *e)
{
    struct case_filter filter = {.scheme = g->draft->rule.id, .open_only = true, .limit = CASE_PAGE_MAX};
    int rc = 0;
    do {
        AUTO(arena) struct arena page = {0};
        struct case_list list;
        rc = case_list(g->app, &filter, &page, &list, e);
        for (size_t i = 0; !rc && i < list.n; i++)
            rc = rehearse_by_itself(g, list.row[i].c.id, 0, list.row[i].c.number, list.row[i].party_name, e);
        filter.after = rc ? 0 : list.next;
    } while (!rc && filter.after);
    return rc;
}

static int rehearse_certificates(struct rehearsing *g, struct err *e)
{
    struct cert_filter filter = {.scheme = g->draft->rule.id, .expires_from = DATE_NONE, .expires_until = DATE_NONE,
                                 .granted_from = DATE_NONE, .granted_until = DATE_NONE, .limit = CERT_PAGE_MAX};
    int rc = 0;
    do {
        AUTO(arena) struct arena page = {0};
        struct cert_list list;
        rc = cert_list(g->app, &filter, &page, &list, e);
        for (size_t i = 0; !rc && i < list.n; i++)
            if (list.row[i].in_force)
                rc = rehearse_by_itself(g, 0, list.row[i].c.id, list.row[i].c.number, list.row[i].party_name, e);
        filter.after = rc ? 0 : list.next;
    } while (!rc && filter.after);
    return rc;
}

int scheme_rehearse(struct app *app, const struct scheme *draft, struct arena *a, struct rehearsal *r, struct err *e)
{
    struct rehearsing g = {.app = app, .draft = draft, .a = a, .r = r};
    *r = (struct rehearsal){0};
    int rc = rehearse_cases(&g, e);
    return rc ? rc : rehearse_certificates(&g, e);
}
