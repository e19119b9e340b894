#include "core/app/export_app.h"

#include <inttypes.h>
#include <string.h>

#include "core/app/journal.h"
#include "core/app/paper_internal.h"
#include "core/base/str.h"
#include "core/base/utf8.h"
#include "core/rule/retention.h"
#include "core/rule/scheme.h"

enum { PURPOSE_BYTES_MAX = 600, GROUNDS_MAX = 100 };

struct leaving {
    struct app *app;
    const struct scheme *s;
    const struct export_said *said;
    const char *verb, *object;
    int64_t paper_id;
    const char *ground;
    bool asks;
    struct arena *a;
};

/* "1 事前の承諾、2 法令等による開示" */
static const char *grounds_of(const struct leaving *x)
{
    const char *text = "";
    for (size_t i = 0; i < x->s->secrecy.grounds.n; i++)
        text = arena_printf(x->a, "%s%s%zu %s", text, i ? LIST_COMMA : "", i + 1, x->s->secrecy.grounds.at[i]);
    return text;
}

static int refuse(const struct leaving *x, const char *msg, struct err *e)
{
    err_set(e, E_RULE, msg, grounds_of(x), NULL);
    return err_rule(e, NULL, x->s->secrecy.rule.src);
}

/* The ground as the scheme writes it; NULL: it is none of them. */
static const char *ground_said(const struct leaving *x)
{
    const struct texts *grounds = &x->s->secrecy.grounds;
    const char *said = x->said->ground;
    int64_t place;
    if (str_empty(said))
        return NULL;
    if (str_to_int(said, 1, GROUNDS_MAX, &place))
        return (size_t)place <= grounds->n ? grounds->at[place - 1] : NULL;
    for (size_t i = 0; i < grounds->n; i++)
        if (str_eq(grounds->at[i], said))
            return grounds->at[i];
    return NULL;
}

static int check_said(struct leaving *x, struct err *e)
{
    const char *purpose = x->said->purpose;
    size_t n = purpose ? strlen(purpose) : 0;
    if (n > PURPOSE_BYTES_MAX || (n && (!utf8_valid(purpose, n) || utf8_has_controls(purpose, false))))
        return err_set(e, E_INPUT, "export.text", NULL);
    if (x->s->secrecy.purpose && !n)
        return refuse(x, "export.purpose", e);
    x->ground = ground_said(x);
    if (x->s->secrecy.grounds.n && !x->ground)
        return refuse(x, "export.ground", e);
    return 0;
}

static int note_it(struct db *db, void *arg, struct err *e)
{
    struct leaving *x = arg;
    AUTO(buf) struct buf note = BUF(JOURNAL_NOTE_MAX_BYTES);
    struct json_writer w = json_writer_to(&note);
    const struct change_set none = change_set_in(x->a);
    json_begin_object(&w);
    if (x->paper_id)
        json_put_int(&w, "paper", x->paper_id);
    json_put_text(&w, "purpose", x->said->purpose ? x->said->purpose : "");
    json_put_text(&w, "ground", x->ground ? x->ground : "");
    json_end_object(&w);
    const struct journal_entry entry = {.at = clock_now(&x->app->clock), .actor = x->app->actor.login, .seat = x->app->seat, .verb = x->verb,
                                        .object = x->object, .note = buf_str(&note)};
    return journal_commit(db, &entry, &none, NULL, e);
}

/* Nothing is asked where the scheme asks nothing; what was said all the same is kept. */
static int leave(struct leaving *x, struct err *e)
{
    bool rule = x->s->secrecy.purpose || x->s->secrecy.grounds.n;
    bool said = !str_empty(x->said->purpose) || !str_empty(x->said->ground);
    if (!x->asks || (!rule && !said))
        return 0;
    int rc = check_said(x, e);
    return rc ? rc : db_write(x->app->db, note_it, x, e);
}

static bool prints_personal(const struct scheme *s, const struct ledger_def *ledger)
{
    for (size_t i = 0; i < ledger->columns.n; i++)
        for (size_t k = 0; k < s->personal.n; k++)
            if (retention_reads(s, s->personal.at[k].rule, &ledger->columns.at[i].value))
                return true;
    return false;
}

int export_sheet_allowed(struct app *app, const char *scheme, const char *sheet, const struct export_said *said, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    const struct scheme *s = schemes_on(app->schemes, scheme, app_today(app));
    const struct ledger_def *ledger = s ? scheme_ledger(s, sheet) : NULL;
    if (s && !ledger)
        ledger = scheme_report(s, sheet);
    int rc = s ? app_need_sight(app, scheme, "", e) : err_set(e, E_NOTFOUND, "scheme.unknown", scheme, NULL);
    if (rc || !ledger) /* a register is public; what is none says so when it is read */
        return rc;
    struct leaving x = {.app = app, .s = s, .said = said, .verb = "sheet.export", .object = arena_printf(&a, "sheet:%s/%s", scheme, sheet),
                        .asks = prints_personal(s, ledger), .a = &a};
    return leave(&x, e);
}

static int look_at_paper(struct db *db, void *arg, struct err *e)
{
    struct leaving *x = arg;
    struct paper_act pa = {.app = x->app, .paper_id = x->paper_id, .a = x->a};
    (void)db;
    int rc = paper_begin(&pa, false, e);
    if (rc)
        return rc;
    x->s = pa.act.b.scheme;
    x->asks = *pa.p.blob && paper_is_secret(x->s, &pa.p); /* without bytes nothing leaves */
    x->object = pa.act.b.c.id ? arena_printf(x->a, "case:%" PRId64, pa.act.b.c.id) : arena_printf(x->a, "certificate:%" PRId64, pa.act.b.cert.id);
    return 0;
}

int export_paper_allowed(struct app *app, int64_t paper_id, const struct export_said *said, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct leaving x = {.app = app, .said = said, .verb = "paper.export", .paper_id = paper_id, .a = &a};
    int rc = db_read(app->db, look_at_paper, &x, e);
    return rc ? rc : leave(&x, e);
}
