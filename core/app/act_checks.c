/* Effects on checklists and queries. */
#include "core/app/act.h"

#include "core/base/str.h"
#include "core/rule/checklist.h"

static struct track *track_of(struct act *act, const char *checklist)
{
    for (size_t i = 0; i < act->b.track.n; i++)
        if (str_eq(act->b.track.at[i].track, checklist))
            return &act->b.track.at[i];
    return NULL;
}

static void move_track(struct act *act, const char *checklist, const char *state)
{
    struct track *track = track_of(act, checklist);
    if (!track || str_eq(track->state, state))
        return;
    track->state = state;
    track->since = act->today;
    act_put(act, &track_type, track);
}

/* That a checklist is open for review is a track of its own name. */
static int open_checklist(struct act *act, const char *id, struct err *e)
{
    if (track_of(act, id)) {
        move_track(act, id, "open");
        return 0;
    }
    struct track *track = LIST_ADD(act->arena, &act->b.track);
    *track = (struct track){.case_id = act->b.c.id, .unit = "", .track = id, .state = "open", .since = act->today};
    act_put(act, &track_type, track);
    (void)e;
    return 0;
}

/* Recorded by `checklist.close`, not by a person: what is computed may come out otherwise the next time. */
static bool is_computed(const struct checklist_def *def, const struct check_result *r)
{
    const struct check_item_def *item = checklist_item(def, r->item);
    return item && formula_given(&item->automatic) && !*r->checked_by;
}

/* What did not pass is reviewed again; what passed stays. */
static int reopen_checklist(struct act *act, const struct checklist_def *def, struct err *e)
{
    for (size_t i = 0; i < act->b.check.n; i++) {
        struct check_result *r = &act->b.check.at[i];
        if (!str_eq(r->checklist, def->rule.id) || !*r->result)
            continue;
        const struct result_def *result = checklist_result(def, r->result);
        if (result && result->passes && !is_computed(def, r))
            continue;
        r->result = "";
        act_put(act, &check_result_type, r);
    }
    move_track(act, def->rule.id, "open");
    return bundle_facts_checks(&act->b, &act->f, e);
}

static struct check_result *recorded(struct act *act, const struct checked_item *item, const char *list)
{
    for (size_t i = 0; i < act->b.check.n; i++) {
        struct check_result *r = &act->b.check.at[i];
        if (str_eq(r->checklist, list) && str_eq(r->item, item->id) && str_eq(r->unit, item->unit))
            return r;
    }
    struct check_result *r = LIST_ADD(act->arena, &act->b.check);
    record_init(&check_result_type, r);
    r->case_id = act->b.c.id;
    r->checklist = list;
    r->item = item->id;
    r->unit = item->unit;
    return r;
}

/* The review is complete: what was computed goes on record, for others that read this case (group_doc.accepted) and for what
 * is read later, when its facts have changed. */
static int close_checklist(struct act *act, const struct checklist_def *def, struct err *e)
{
    struct checked_list list = checklist_run(act->b.scheme, def, &act->f);
    for (size_t i = 0; i < list.n; i++) {
        const struct checked_item *item = &list.at[i];
        if (item->source != CHECK_AUTOMATIC || !item->result)
            continue;
        struct check_result *r = recorded(act, item, def->rule.id);
        r->result = item->result;
        r->checked_on = act->today;
        act_put(act, &check_result_type, r);
    }
    move_track(act, def->rule.id, "closed");
    return bundle_facts_checks(&act->b, &act->f, e);
}

/* The questions that were written are sent: they are open from today, due when the kind's deadline is. */
static int open_queries(struct act *act, const struct query_def *def, struct err *e)
{
    if (def->due) {
        const struct effect_def open = {.kind = EFFECT_DEADLINE_OPEN, .id = def->due};
        int rc = act_deadline(act, &open, e);
        if (rc)
            return rc;
    }
    struct value due = def->due ? facts_get(&act->f, arena_printf(act->arena, "deadline.%s.due", def->due)) : value_undefined();
    for (size_t i = 0; i < act->b.query.n; i++) {
        struct query *q = &act->b.query.at[i];
        if (!str_eq(q->kind, def->rule.id) || !date_is_none(q->asked_on))
            continue;
        q->asked_on = act->today;
        q->due_on = due.type == VALUE_DATE ? due.date : DATE_NONE;
        q->state = "open";
        act_put(act, &query_type, q);
    }
    return bundle_facts_checks(&act->b, &act->f, e);
}

static int close_queries(struct act *act, const struct query_def *def, struct err *e)
{
    for (size_t i = 0; i < act->b.query.n; i++) {
        struct query *q = &act->b.query.at[i];
        if (!str_eq(q->kind, def->rule.id) || str_eq(q->state, "closed") || date_is_none(q->asked_on))
            continue;
        if (date_is_none(q->answered_on))
            q->answered_on = act->today;
        q->state = "closed";
        act_put(act, &query_type, q);
    }
    if (def->due) {
        const struct effect_def close = {.kind = EFFECT_DEADLINE_CLOSE, .id = def->due};
        int rc = act_deadline(act, &close, e);
        if (rc)
            return rc;
    }
    return bundle_facts_checks(&act->b, &act->f, e);
}

int act_checks(struct act *act, const struct effect_def *effect, struct err *e)
{
    const struct checklist_def *list = scheme_checklist(act->b.scheme, effect->id);
    const struct query_def *kind = scheme_query(act->b.scheme, effect->id);
    switch (effect->kind) {
    case EFFECT_CHECKLIST_OPEN:
        return list ? open_checklist(act, effect->id, e) : err_set(e, E_BUG, "act.effect", effect->id, NULL);
    case EFFECT_CHECKLIST_REOPEN:
        return list ? reopen_checklist(act, list, e) : err_set(e, E_BUG, "act.effect", effect->id, NULL);
    case EFFECT_CHECKLIST_CLOSE:
        return list ? close_checklist(act, list, e) : err_set(e, E_BUG, "act.effect", effect->id, NULL);
    case EFFECT_QUERY_OPEN:
        return kind ? open_queries(act, kind, e) : err_set(e, E_BUG, "act.effect", effect->id, NULL);
    case EFFECT_QUERY_CLOSE:
        return kind ? close_queries(act, kind, e) : err_set(e, E_BUG, "act.effect", effect->id, NULL);
    default:
        return err_set(e, E_BUG, "act.effect", effect->id, NULL);
    }
}
