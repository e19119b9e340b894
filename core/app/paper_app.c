/* What came and what went: the sheet of a case, papers entered, their bytes. */
#include "core/app/paper_app.h"

#include <inttypes.h>
#include <string.h>

#include "core/app/labels.h"
#include "core/app/paper_internal.h"
#include "core/app/view_log.h"
#include "core/app/words.h"
#include "core/base/str.h"
#include "core/base/utf8.h"
#include "core/rule/paper_rule.h"
#include "db/rows.h"
#include "db/rows_paper.h"

enum { TEXT_BYTES_MAX = 2000, MEDIA_BYTES_MAX = 100, COPIES_MAX = 1000 };

bool paper_is_secret(const struct scheme *s, const struct paper *p)
{
    const struct received_def *def = str_eq(p->direction, "received") ? scheme_received(s, p->class) : NULL;
    return p->secret || (def && def->secret);
}

static const struct value *row_in(const struct value_list *docs, const struct paper *paper, size_t n, int64_t paper_id)
{
    size_t row = 0;
    for (size_t i = 0; i < n; i++) {
        if (!str_eq(paper[i].direction, "received"))
            continue;
        if (paper[i].id == paper_id)
            return row < docs->n ? docs->row[row] : NULL;
        row++;
    }
    return NULL;
}

const struct value *paper_fact_row(struct act *act, int64_t paper_id)
{
    const struct bundle *b = &act->b;
    const struct value *row = row_in(facts_list(&act->f, "doc"), b->paper.at, b->paper.n, paper_id);
    return row ? row : row_in(facts_list(&act->f, "file_doc"), b->file_paper.at, b->file_paper.n, paper_id);
}

bool paper_goes_back(struct act *act, const struct return_def *def, const struct paper *p)
{
    const struct value *row = p->case_id == act->b.c.id || def->file ? paper_fact_row(act, p->id) : NULL;
    return row && paper_returns(act->b.scheme, def, &act->f, row) == PAPER_GOES_BACK;
}

int paper_begin(struct paper_act *pa, bool works, struct err *e)
{
    int rc = pa->paper_id ? rows_get_id(pa->app->db, &paper_type, pa->paper_id, &pa->p, pa->a, e) : 0;
    if (rc)
        return rc == E_NOTFOUND ? err_set(e, E_NOTFOUND, "paper.unknown", NULL) : rc;
    int64_t case_id = pa->paper_id ? pa->p.case_id : pa->case_id;
    rc = act_begin(&pa->act, pa->app, case_id, pa->paper_id ? pa->p.certificate_id : 0, app_today(pa->app), pa->a, e);
    const struct bundle *b = &pa->act.b;
    if (!rc)
        rc = works ? app_need_work(pa->app, b->scheme->rule.id, b->c.assignee, e) : app_need_sight(pa->app, b->scheme->rule.id, b->c.assignee, e);
    return rc;
}

int paper_commit(struct paper_act *pa, const char *verb, const char *note, struct err *e)
{
    const struct bundle *b = &pa->act.b;
    const char *object = b->c.id ? arena_printf(pa->a, "case:%" PRId64, b->c.id) : arena_printf(pa->a, "certificate:%" PRId64, b->cert.id);
    int rc = act_commit(&pa->act, verb, object, note, e);
    return rc || !b->c.id ? rc : act_recount(pa->app, b->c.id, pa->a, e);
}

struct sheeting {
    struct paper_act pa;
    struct paper_sheet *sheet;
};

static const char *need_why(struct sheeting *s, const struct paper_state *state)
{
    struct app *app = s->pa.app;
    if (state->omitted)
        return app_word(app, WORD_PAPER_OMITTED);
    if (state->here && state->expired)
        return app_word(app, WORD_PAPER_EXPIRED);
    if (state->here && state->original_missing)
        return app_word(app, WORD_PAPER_NO_ORIGINAL);
    if (state->here && state->copies_missing)
        return app_say(app, s->pa.a, WORD_PAPER_MORE_COPIES, arena_printf(s->pa.a, "%d", state->copies_missing), NULL);
    if (!state->here && state->missing)
        return app_say(app, s->pa.a, WORD_WHY_NOT_SET, label_of_fact(app, s->pa.act.b.scheme, state->missing, s->pa.a), NULL);
    return state->def->rule.help ? state->def->rule.help : "";
}

/* Required ones first, each part in the order of the scheme. */
static void put_needs(struct sheeting *s)
{
    struct paper_state *state;
    size_t n = papers_received(s->pa.act.b.scheme, &s->pa.act.f, s->pa.act.today, &state);
    s->sheet->need = ARENA_ARRAY(s->pa.a, struct paper_need, n);
    for (int required = 1; required >= 0; required--)
        for (size_t i = 0; i < n; i++) {
            const struct received_def *def = state[i].def;
            if (state[i].required != (required == 1))
                continue;
            s->sheet->need[s->sheet->n_needs++] = (struct paper_need){.class = def->rule.id,
                                                                      .label = label_of_rule(s->pa.app, &def->rule, def->rule.id),
                                                                      .why = need_why(s, &state[i]),
                                                                      .src = def->rule.src ? def->rule.src : "",
                                                                      .required = state[i].required,
                                                                      .here = state[i].here,
                                                                      .original_needed = def->original,
                                                                      .good_until = state[i].good_until};
        }
}

static const char *custody_label(const struct app *app, const char *custody)
{
    static const struct {
        const char *custody;
        enum app_word word;
    } words[] = {{"kept", WORD_CUSTODY_KEPT},           {"lent", WORD_CUSTODY_LENT}, {"returned", WORD_CUSTODY_RETURNED},
                 {"destroyed", WORD_CUSTODY_DESTROYED}, {"sent", WORD_CUSTODY_SENT}, {"void", WORD_CUSTODY_VOID}};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq(words[i].custody, custody))
            return app_word(app, words[i].word);
    return custody;
}

static const char *handling_of(const struct app *app, const struct received_def *received)
{
    if (received && received->custody == CUSTODY_COPY)
        return app_word(app, WORD_HANDLING_COPY);
    return received && received->custody == CUSTODY_DESTROYED ? app_word(app, WORD_HANDLING_DESTROYED) : "";
}

static struct paper_row row_of(struct sheeting *s, const struct paper *p)
{
    const struct scheme *scheme = s->pa.act.b.scheme;
    const struct received_def *received = scheme_received(scheme, p->class);
    const struct issued_def *issued = scheme_issued(scheme, p->class);
    bool came = str_eq(p->direction, "received");
    const struct rule *rule = came ? (received ? &received->rule : NULL) : issued ? &issued->rule : NULL;
    return (struct paper_row){.p = *p,
                              .class_label = label_of_rule(s->pa.app, rule, *p->title ? p->title : p->class),
                              .custody_label = custody_label(s->pa.app, p->custody),
                              .handling = handling_of(s->pa.app, came ? received : NULL),
                              .secret = paper_is_secret(scheme, p)};
}

/* The rule of an open task that papers go back, or NULL. */
static const struct return_def *open_return(const struct act *act, size_t *task_r)
{
    for (size_t i = 0; i < act->b.task.n; i++) {
        const struct return_def *def = date_is_none(act->b.task.at[i].done_on) ? scheme_return(act->b.scheme, act->b.task.at[i].kind) : NULL;
        if (def) {
            *task_r = i;
            return def;
        }
    }
    return NULL;
}

/* What earlier cases left here: what is here still, and what went back since this case began. */
static int fill_filed(struct sheeting *s, struct db *db, const struct return_def *back, struct err *e)
{
    struct act *act = &s->pa.act;
    const struct bundle *b = &act->b;
    struct rows gone = {0};
    bool began = b->cert.id && !date_is_none(b->c.received_on);
    int rc = began ? rows_filed_gone(db, b->cert.id, b->c.id, b->c.received_on, s->pa.a, &gone, e) : 0;
    if (rc)
        return rc;
    s->sheet->filed = ARENA_ARRAY(s->pa.a, struct paper_row, b->file_paper.n + gone.n);
    for (size_t i = 0; i < b->file_paper.n; i++) {
        const struct paper *p = &b->file_paper.at[i];
        s->sheet->filed[s->sheet->n_filed++] = row_of(s, p);
        s->sheet->n_to_return += back && paper_goes_back(act, back, p);
    }
    for (size_t i = 0; i < gone.n; i++)
        s->sheet->filed[s->sheet->n_filed++] = row_of(s, &((const struct paper *)gone.at)[i]);
    return 0;
}

static int fill_sheet(struct db *db, void *arg, struct err *e)
{
    struct sheeting *s = arg;
    struct act *act = &s->pa.act;
    size_t task;
    int rc = paper_begin(&s->pa, false, e);
    if (rc)
        return rc;
    size_t n = act->b.paper.n;
    *s->sheet = (struct paper_sheet){.received = ARENA_ARRAY(s->pa.a, struct paper_row, n),
                                     .issued = ARENA_ARRAY(s->pa.a, struct paper_row, n)};
    put_needs(s);
    const struct return_def *back = open_return(act, &task);
    for (size_t i = 0; i < n; i++) {
        const struct paper *p = &act->b.paper.at[i];
        bool received = str_eq(p->direction, "received");
        if (received)
            s->sheet->received[s->sheet->n_received++] = row_of(s, p);
        else
            s->sheet->issued[s->sheet->n_issued++] = row_of(s, p);
        s->sheet->n_to_return += back && paper_goes_back(act, back, p);
    }
    return fill_filed(s, db, back, e);
}

int paper_sheet(struct app *app, int64_t case_id, struct arena *a, struct paper_sheet *sheet_r, struct err *e)
{
    struct sheeting s = {.pa = {.app = app, .case_id = case_id, .a = a}, .sheet = sheet_r};
    int rc = db_read(app->db, fill_sheet, &s, e);
    if (!rc)
        views_saw(app, "case", case_id);
    return rc;
}

static bool is_text(const char *s)
{
    size_t n = strlen(s);
    return n <= TEXT_BYTES_MAX && utf8_valid(s, n) && !utf8_has_controls(s, false);
}

/* What a person may say of a received paper; the rest is the office's own. */
static int take_given(struct paper_act *pa, struct paper *p, struct err *e)
{
    const struct paper *g = pa->given;
    const char *const texts[] = {g->title, g->edition, g->url, g->items, g->shelf, g->superseded_by};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (!is_text(texts[i]))
            return err_set(e, E_INPUT, "paper.text", NULL);
    const struct received_def *def = scheme_received(pa->act.b.scheme, g->class);
    if (!def)
        return err_set(e, E_INPUT, "paper.class", g->class, NULL);
    if (g->copies < 0 || g->copies > COPIES_MAX)
        return err_set(e, E_INPUT, "paper.copies", NULL);
    p->class = g->class;
    p->title = *g->title ? g->title : def->rule.label;
    p->original = g->original && def->custody != CUSTODY_COPY; /* of which the office keeps a copy only */
    p->copies = g->copies ? g->copies : 1;
    p->received_on = date_is_none(g->received_on) ? pa->act.today : g->received_on;
    p->issued_on = g->issued_on;
    p->expires_on = g->expires_on;
    p->edition = g->edition;
    p->url = g->url;
    p->items = g->items;
    p->shelf = g->shelf;
    p->superseded_by = g->superseded_by;
    p->secret = g->secret;
    return 0;
}

static int receive(struct db *db, void *arg, struct err *e)
{
    struct paper_act *pa = arg;
    int rc = paper_begin(pa, true, e);
    if (!rc && pa->paper_id && !str_eq(pa->p.direction, "received"))
        rc = err_set(e, E_RULE, "paper.issued", pa->p.title, NULL);
    if (!rc && !pa->paper_id) {
        record_init(&paper_type, &pa->p);
        pa->p.case_id = pa->case_id;
        pa->p.certificate_id = pa->act.b.cert.id;
        pa->p.direction = "received";
        pa->p.custody = "kept";
        pa->p.custody_on = pa->act.today;
    }
    if (!rc)
        rc = take_given(pa, &pa->p, e);
    if (!rc && !pa->paper_id)
        rc = rows_next_id(db, &paper_type, &pa->p.id, e);
    if (rc)
        return rc;
    act_put(&pa->act, &paper_type, &pa->p);
    return paper_commit(pa, "paper.receive", NULL, e);
}

int paper_receive(struct app *app, const struct paper *p, int64_t *id_r, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct paper_act pa = {.app = app, .case_id = p->case_id, .paper_id = p->id, .given = p, .a = &a};
    int rc = db_write(app->db, receive, &pa, e);
    if (!rc)
        *id_r = pa.p.id;
    return rc;
}

static int replace(struct db *db, void *arg, struct err *e)
{
    struct paper_act *pa = arg;
    int rc = paper_begin(pa, true, e);
    (void)db;
    if (!rc && !str_eq(pa->p.direction, "received"))
        rc = err_set(e, E_RULE, "paper.issued", pa->p.title, NULL);
    if (rc)
        return rc;
    pa->p.superseded_by = pa->note;
    act_put(&pa->act, &paper_type, &pa->p);
    return paper_commit(pa, "paper.replace", NULL, e);
}

int paper_replace(struct app *app, int64_t paper_id, const char *title, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct paper_act pa = {.app = app, .paper_id = paper_id, .note = title, .a = &a};
    if (!is_text(title))
        return err_set(e, E_INPUT, "paper.text", NULL);
    return db_write(app->db, replace, &pa, e);
}

static int get_bytes(struct paper_act *pa, struct db *db, struct err *e)
{
    if (!*pa->p.blob)
        return err_set(e, E_NOTFOUND, "paper.no-bytes", pa->p.title, NULL);
    buf_clear(pa->out);
    return blob_get(db, pa->p.blob, pa->out, e);
}

static int read_open(struct db *db, void *arg, struct err *e)
{
    struct paper_act *pa = arg;
    int rc = paper_begin(pa, false, e);
    if (rc || paper_is_secret(pa->act.b.scheme, &pa->p))
        return rc;
    return get_bytes(pa, db, e);
}

/* Who read a secret paper stands in the journal before he has read it. */
static int read_secret(struct db *db, void *arg, struct err *e)
{
    struct paper_act *pa = arg;
    int rc = paper_begin(pa, false, e);
    if (!rc)
        rc = get_bytes(pa, db, e);
    return rc ? rc : paper_commit(pa, "paper.read", arena_printf(pa->a, "{\"paper\":%" PRId64 "}", pa->paper_id), e);
}

int paper_bytes(struct app *app, int64_t paper_id, struct buf *out, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct paper_act pa = {.app = app, .paper_id = paper_id, .out = out, .a = &a};
    int rc = db_read(app->db, read_open, &pa, e);
    return rc || !paper_is_secret(pa.act.b.scheme, &pa.p) ? rc : db_write(app->db, read_secret, &pa, e);
}

static bool is_media(const char *media)
{
    const char *slash = strchr(media, '/');
    size_t n = strspn(media, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.+-/");
    return slash && slash > media && slash[1] && !strchr(slash + 1, '/') && !media[n] && n <= MEDIA_BYTES_MAX;
}

static int attach(struct db *db, void *arg, struct err *e)
{
    struct paper_act *pa = arg;
    char hash[SHA256_HEX_BYTES];
    int rc = paper_begin(pa, true, e);
    if (!rc && !str_eq(pa->p.direction, "received"))
        rc = err_set(e, E_RULE, "paper.issued", pa->p.title, NULL);
    if (!rc)
        rc = blob_put(db, pa->bytes, pa->n_bytes, hash, e);
    if (rc)
        return rc;
    pa->p.blob = arena_strdup(pa->a, hash);
    pa->p.bytes = (int64_t)pa->n_bytes;
    pa->p.media = pa->media;
    act_put(&pa->act, &paper_type, &pa->p);
    return paper_commit(pa, "paper.attach", arena_printf(pa->a, "{\"paper\":%" PRId64 ",\"sha256\":\"%s\"}", pa->paper_id, hash), e);
}

int paper_attach(struct app *app, int64_t paper_id, const char *media, const void *p, size_t n, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct paper_act pa = {.app = app, .paper_id = paper_id, .media = media, .bytes = p, .n_bytes = n, .a = &a};
    if (n > PAPER_BYTES_MAX)
        return err_set(e, E_LIMIT, "paper.too-large", NULL);
    if (!n || !is_media(media))
        return err_set(e, E_INPUT, "paper.media", media, NULL);
    return db_write(app->db, attach, &pa, e);
}
