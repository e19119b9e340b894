/* Fees of a case, fees that are open everywhere, and money that came. */
#include "core/app/fee_app.h"

#include <inttypes.h>
#include <string.h>

#include "core/app/act.h"
#include "core/app/labels.h"
#include "core/app/view_log.h"
#include "core/app/words.h"
#include "core/base/str.h"
#include "core/base/utf8.h"
#include "db/rows.h"
#include "db/rows_money.h"

enum { PAYMENTS_MAX = 2000, PAYER_BYTES_MAX = 300, METHOD_BYTES_MAX = 120 };

static const char *state_label(const struct app *app, const char *state)
{
    static const struct {
        const char *state;
        enum app_word word;
    } words[] = {
        {"billed", WORD_FEE_BILLED}, {"paid", WORD_FEE_PAID}, {"waived", WORD_FEE_WAIVED}, {"void", WORD_FEE_VOID}};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq(words[i].state, state))
            return app_word(app, words[i].word);
    return state;
}

static bool counts(const struct fee *fee)
{
    return str_eq(fee->state, "billed") || str_eq(fee->state, "paid");
}

/* What is there for a fee when those before it have taken theirs. */
static struct yen share(const struct fee *fee, int64_t left)
{
    int64_t paid = !counts(fee) || left < 0 ? 0 : left < fee->gross.v ? left : fee->gross.v;
    return (struct yen){paid};
}

static struct fee_row row_of(const struct app *app, const struct scheme *s, const struct fee *fee, int64_t left)
{
    const struct fee_def *def = s ? scheme_fee(s, fee->rule) : NULL;
    bool late = !date_is_none(fee->due_on) && date_compare(fee->due_on, app_today(app)) < 0;
    return (struct fee_row){.f = *fee,
                            .label = label_of_rule(app, def ? &def->rule : NULL, fee->rule),
                            .state_label = state_label(app, fee->state),
                            .paid = share(fee, left),
                            .overdue = late && str_eq(fee->state, "billed")};
}

struct sheet_work {
    struct app *app;
    int64_t case_id;
    struct arena *a;
    struct fee_sheet sheet;
};

static int read_sheet(struct db *db, void *arg, struct err *e)
{
    struct sheet_work *w = arg;
    struct bundle b;
    (void)db;
    w->sheet = (struct fee_sheet){0};
    int rc = bundle_load(w->app, w->case_id, w->a, &b, e);
    if (!rc)
        rc = app_need_sight(w->app, b.c.scheme, b.c.assignee, e);
    if (rc)
        return rc;
    struct fee_sheet *sheet = &w->sheet;
    sheet->payment = b.payment.at;
    sheet->n_payments = b.payment.n;
    for (size_t i = 0; i < b.payment.n; i++)
        sheet->paid.v += b.payment.at[i].amount.v;
    sheet->fee = ARENA_ARRAY(w->a, struct fee_row, b.fee.n);
    for (size_t i = 0; i < b.fee.n; i++) {
        struct fee_row *row = &sheet->fee[sheet->n_fees++];
        *row = row_of(w->app, b.scheme, &b.fee.at[i], sheet->paid.v - sheet->billed.v);
        row->case_number = b.c.number;
        row->party_name = b.party.name;
        sheet->billed.v += counts(&row->f) ? row->f.gross.v : 0;
    }
    sheet->open.v = sheet->billed.v - sheet->paid.v;
    return 0;
}

int fee_sheet(struct app *app, int64_t case_id, struct arena *a, struct fee_sheet *sheet_r, struct err *e)
{
    struct sheet_work w = {.app = app, .case_id = case_id, .a = a};
    int rc = db_read(app->db, read_sheet, &w, e);
    if (!rc) {
        *sheet_r = w.sheet;
        views_saw(app, "case", case_id);
    }
    return rc;
}

struct listing {
    struct app *app;
    const char *scheme;
    int64_t after;
    size_t limit;
    struct arena *a;
    struct fee_list list;
};

static void add_open(struct listing *l, const struct fee_line *line)
{
    struct fee_row *row = &l->list.row[l->list.n++];
    *row = row_of(l->app, schemes_find(l->app->schemes, line->scheme, line->edition), &line->f, line->paid.v - line->before.v);
    row->case_number = line->case_number;
    row->party_name = line->party_name;
}

/* Page by page until there are enough of those the actor sees. */
static int list_open(struct db *db, void *arg, struct err *e)
{
    struct listing *l = arg;
    int64_t after = l->after, page = (int64_t)l->limit + 1;
    l->list = (struct fee_list){.row = ARENA_ARRAY(l->a, struct fee_row, l->limit)};
    for (;;) {
        struct fee_lines lines;
        int rc = fees_unpaid(db, l->scheme, after, page, l->a, &lines, e);
        if (rc)
            return rc;
        for (size_t i = 0; i < lines.n; i++) {
            bool sees = app_sees(l->app, lines.at[i].scheme, lines.at[i].assignee);
            if (sees && l->list.n == l->limit) {
                l->list.next = l->list.row[l->limit - 1].f.id;
                return 0;
            }
            if (sees)
                add_open(l, &lines.at[i]);
        }
        if ((int64_t)lines.n < page)
            return 0;
        after = lines.at[lines.n - 1].f.id;
    }
}

int fee_list_open(struct app *app, const char *scheme, int64_t after, size_t limit, struct arena *a, struct fee_list *list_r,
                  struct err *e)
{
    struct listing l = {.app = app,
                        .scheme = scheme,
                        .after = after,
                        .a = a,
                        .limit = limit < 1              ? 1
                                 : limit > FEE_LIST_MAX ? FEE_LIST_MAX
                                                        : limit};
    int rc = db_read(app->db, list_open, &l, e);
    if (!rc)
        *list_r = l.list;
    return rc;
}

struct paying {
    struct app *app;
    int64_t case_id;
    struct date on;
    struct yen amount;
    const char *payer, *method;
};

static bool is_line(const char *s, size_t max)
{
    return strlen(s) <= max && utf8_valid(s, strlen(s)) && !utf8_has_controls(s, false);
}

/* At its place: payments stand in the order in which they came. */
static void insert(struct act *act, const struct payment *p)
{
    (void)LIST_ADD(act->arena, &act->b.payment);
    size_t at = act->b.payment.n - 1;
    for (; at > 0 && date_compare(act->b.payment.at[at - 1].received_on, p->received_on) > 0; at--)
        act->b.payment.at[at] = act->b.payment.at[at - 1];
    act->b.payment.at[at] = *p;
}

static int check_payment(const struct paying *w, const struct act *act, struct err *e)
{
    int64_t came = 0;
    if (date_is_none(w->on) || date_compare(w->on, act->today) > 0)
        return err_set(e, E_INPUT, "fee.day", NULL);
    if (!is_line(w->payer, PAYER_BYTES_MAX) || !is_line(w->method, METHOD_BYTES_MAX))
        return err_set(e, E_INPUT, "fee.text", NULL);
    for (size_t i = 0; i < act->b.payment.n; i++)
        came += act->b.payment.at[i].amount.v;
    char text[MONEY_TEXT_BYTES];
    if (!w->amount.v || w->amount.v > MONEY_MAX || w->amount.v < -MONEY_MAX || came + w->amount.v < 0)
        return err_set(e, E_INPUT, "fee.amount", money_text((struct yen){came}, text), NULL);
    return act->b.payment.n < PAYMENTS_MAX ? 0 : err_set(e, E_LIMIT, "fee.too-many", NULL);
}

static int add_payment(struct db *db, void *arg, struct err *e)
{
    struct paying *w = arg;
    AUTO(arena) struct arena a = {0};
    struct act act;
    struct payment p;
    int rc = act_begin(&act, w->app, w->case_id, 0, app_today(w->app), &a, e);
    if (!rc)
        rc = app_need_work(w->app, act.b.c.scheme, act.b.c.assignee, e);
    if (!rc)
        rc = check_payment(w, &act, e);
    record_init(&payment_type, &p);
    if (!rc)
        rc = rows_next_id(db, &payment_type, &p.id, e);
    if (rc)
        return rc;
    p.case_id = w->case_id;
    p.received_on = w->on;
    p.amount = w->amount;
    p.payer = w->payer;
    p.method = w->method;
    for (size_t i = 0; i < act.b.fee.n && !p.fee_id; i++)
        if (str_eq(act.b.fee.at[i].state, "billed"))
            p.fee_id = act.b.fee.at[i].id;
    insert(&act, &p);
    act_put(&act, &payment_type, &p);
    rc = act_settle(&act, e);
    return rc ? rc : act_commit(&act, "fee.payment", arena_printf(&a, "case:%" PRId64, w->case_id), NULL, e);
}

int fee_add_payment(struct app *app, int64_t case_id, struct date on, struct yen amount, const char *payer,
                    const char *method, struct err *e)
{
    struct paying w = {.app = app, .case_id = case_id, .on = on, .amount = amount, .payer = payer, .method = method};
    return db_write(app->db, add_payment, &w, e);
}
