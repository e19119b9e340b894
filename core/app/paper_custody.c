/* Where papers are: lent and back, returned to the applicant, destroyed when nothing keeps them. */
#include <inttypes.h>
#include <string.h>

#include "core/app/paper_internal.h"
#include "core/app/words.h"
#include "core/base/str.h"
#include "core/base/utf8.h"
#include "core/rule/expr.h"
#include "core/rule/paper_rule.h"
#include "db/rows.h"
#include "db/rows_paper.h"

enum { PLACE_BYTES_MAX = 300 };

static int refuse(const char *msg, const struct paper *p, const struct rule *rule, struct err *e)
{
    err_set(e, E_RULE, msg, p->title, NULL);
    return err_rule(e, rule ? rule->id : NULL, rule ? rule->src : NULL);
}

/* May it go back to the applicant? As its class and the return rule of the class say. */
static int check_return(struct paper_act *pa, struct err *e)
{
    const struct scheme *s = pa->act.b.scheme;
    const struct received_def *class = scheme_received(s, pa->p.class);
    const struct return_def *def = class && class->returned ? scheme_return(s, class->returned) : NULL;
    const struct value *row = paper_fact_row(&pa->act, pa->paper_id);
    if (class && class->never_returned)
        return refuse("paper.kept", &pa->p, &class->rule, e);
    int rc = def ? act_need_done(&pa->act, def->after, e) : 0;
    if (rc)
        return rc;
    if (def && row && paper_returns(s, def, &pa->act.f, row) == PAPER_IS_KEPT)
        return refuse("paper.kept", &pa->p, &def->rule, e);
    return 0;
}

/* May it be destroyed? Only when the time it has to be kept is over, and by a list that others agree to, where a rule says so. */
static int check_destroy(struct paper_act *pa, struct err *e)
{
    const struct scheme *s = pa->act.b.scheme;
    const struct received_def *class = scheme_received(s, pa->p.class);
    if (class && class->custody == CUSTODY_DESTROYED)
        return 0; /* nobody keeps it: it goes once it was seen */
    for (size_t i = 0; i < s->retention.n; i++) {
        const struct retention_def *def = &s->retention.at[i];
        struct date end;
        if (!texts_have(&def->classes, pa->p.class))
            continue;
        if (!retention_ends(def, &pa->act.f, &end) || date_compare(pa->on, end) <= 0)
            return refuse("paper.retention", &pa->p, &def->rule, e);
        if (def->approvers > 0)
            return refuse("paper.by-list", &pa->p, &def->rule, e);
    }
    return 0;
}

static int check_move(struct paper_act *pa, struct err *e)
{
    bool here = str_eq(pa->p.custody, "kept") || str_eq(pa->p.custody, "lent");
    if (!str_eq(pa->p.direction, "received"))
        return err_set(e, E_RULE, "paper.issued", pa->p.title, NULL);
    if (!here)
        return err_set(e, E_RULE, "paper.gone", pa->p.title, NULL);
    if (date_compare(pa->on, pa->act.today) > 0 || (!date_is_none(pa->p.received_on) && date_compare(pa->on, pa->p.received_on) < 0))
        return err_set(e, E_INPUT, "paper.day", NULL);
    if (str_eq(pa->custody, "returned"))
        return check_return(pa, e);
    return str_eq(pa->custody, "destroyed") ? check_destroy(pa, e) : 0;
}

static int move(struct db *db, void *arg, struct err *e)
{
    struct paper_act *pa = arg;
    (void)db;
    int rc = paper_begin(pa, true, e);
    if (!rc)
        rc = check_move(pa, e);
    if (rc)
        return rc;
    pa->p.custody = pa->custody;
    pa->p.custody_on = pa->on;
    if (*pa->note)
        pa->p.shelf = pa->note;
    act_put(&pa->act, &paper_type, &pa->p);
    return paper_commit(pa, "paper.move", arena_printf(pa->a, "{\"paper\":%" PRId64 ",\"custody\":\"%s\"}", pa->paper_id, pa->custody), e);
}

int paper_move(struct app *app, int64_t paper_id, const char *custody, struct date on, const char *note, struct err *e)
{
    static const char *const known[] = {"kept", "lent", "returned", "destroyed"};
    AUTO(arena) struct arena a = {0};
    struct paper_act pa = {.app = app, .paper_id = paper_id, .custody = NULL, .on = on, .note = note ? note : "", .a = &a};
    size_t n = strlen(pa.note);
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (str_eq(known[i], custody))
            pa.custody = known[i];
    if (!pa.custody)
        return err_set(e, E_INPUT, "paper.custody", custody, NULL);
    if (n > PLACE_BYTES_MAX || !utf8_valid(pa.note, n) || utf8_has_controls(pa.note, false))
        return err_set(e, E_INPUT, "paper.text", NULL);
    return db_write(app->db, move, &pa, e);
}

static int return_all(struct db *db, void *arg, struct err *e)
{
    struct paper_act *pa = arg;
    (void)db;
    bool any = false;
    int rc = paper_begin(pa, true, e);
    if (!rc && date_compare(pa->on, pa->act.today) > 0)
        rc = err_set(e, E_INPUT, "paper.day", NULL);
    for (size_t i = 0; !rc && i < pa->act.b.task.n; i++) {
        struct task *task = &pa->act.b.task.at[i];
        const struct return_def *def = date_is_none(task->done_on) ? scheme_return(pa->act.b.scheme, task->kind) : NULL;
        if (!def)
            continue;
        any = true;
        rc = act_send_papers(&pa->act, def, task, pa->on, &pa->returned, e);
    }
    if (!rc && !any)
        rc = err_set(e, E_RULE, "paper.nothing-to-return", NULL);
    return rc ? rc : paper_commit(pa, "paper.return", arena_printf(pa->a, "{\"papers\":%zu}", pa->returned), e);
}

int paper_return_all(struct app *app, int64_t case_id, struct date on, size_t *n_r, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct paper_act pa = {.app = app, .case_id = case_id, .on = on, .a = &a};
    int rc = db_write(app->db, return_all, &pa, e);
    if (!rc)
        *n_r = pa.returned;
    return rc;
}
