/* Why a fee is that much. */
#include "core/app/act.h"
#include "core/app/fee_app.h"
#include "core/app/labels.h"
#include "core/app/why_lines.h"
#include "core/base/str.h"
#include "core/rule/fee.h"
#include "db/rows.h"

struct asking {
    struct app *app;
    int64_t id;
    struct arena *a;
    struct fee fee;
    struct act act;
    const struct fee_def *def; /* NULL: a rule of a version that has it no longer */
    struct why_lines lines;
};

static const char *money(struct asking *q, struct yen y)
{
    char text[MONEY_TEXT_BYTES];
    return arena_strdup(q->a, money_text(y, text));
}

static int load(struct asking *q, struct db *db, struct err *e)
{
    int rc = rows_get_id(db, &fee_type, q->id, &q->fee, q->a, e);
    if (rc)
        return rc == E_NOTFOUND ? err_set(e, E_NOTFOUND, "fee.unknown", NULL) : rc;
    rc = act_begin(&q->act, q->app, q->fee.case_id, 0, app_today(q->app), q->a, e);
    if (!rc)
        rc = app_need_sight(q->app, q->act.b.c.scheme, q->act.b.c.assignee, e);
    q->lines = (struct why_lines){.app = q->app, .s = q->act.b.scheme, .a = q->a};
    if (!rc)
        q->def = scheme_fee(q->act.b.scheme, q->fee.rule);
    return rc;
}

/* "2019-10-01 から: 税抜 190,000円". */
static const char *row_words(struct asking *q, const struct price_def *row)
{
    static const enum app_word words[] = {[PRICE_NET] = WORD_PRICE_ROW,
                                          [PRICE_FLOOR] = WORD_PRICE_ROW_FLOOR,
                                          [PRICE_QUOTE] = WORD_PRICE_ROW_QUOTE,
                                          [PRICE_HALF_OF] = WORD_PRICE_ROW_HALF};
    char from[DATE_TEXT_BYTES], until[DATE_TEXT_BYTES];
    const char *span = app_say(q->app, q->a, date_is_none(row->until) ? WORD_PRICE_SINCE : WORD_PRICE_SPAN,
                               date_iso(row->from, from), date_iso(row->until, until));
    const struct fee_def *other = row->kind == PRICE_HALF_OF ? scheme_fee(q->act.b.scheme, row->half_of) : NULL;
    const char *what = other ? label_of_rule(q->app, &other->rule, row->half_of) : money(q, row->net);
    const char *text = app_say(q->app, q->a, words[row->kind], span, what);
    return str_empty(row->rule.src) ? text : arena_printf(q->a, "%s (%s)", text, row->rule.src);
}

static const char *rate_words(struct asking *q)
{
    static const enum app_word words[] = {
        [ROUND_FLOOR] = WORD_TAX_FLOOR, [ROUND_CEILING] = WORD_TAX_CEILING, [ROUND_HALF_UP] = WORD_TAX_HALF_UP};
    int64_t bp = q->fee.rate_bp;
    const char *rate = bp % 100 ? arena_printf(q->a, "%d.%02d", (int)(bp / 100), (int)(bp % 100))
                                : arena_printf(q->a, "%d", (int)(bp / 100));
    return app_say(q->app, q->a, words[q->def ? q->def->rounding : ROUND_FLOOR], rate, NULL);
}

static void say_sum(struct asking *q)
{
    const struct fee *fee = &q->fee;
    const char *sum = app_say(q->app, q->a, WORD_TOTAL_OF, money(q, fee->net), money(q, fee->tax));
    why_add(&q->lines, WORD_WHY_TAX, app_say(q->app, q->a, WORD_TAX_ROUNDED, rate_words(q), money(q, fee->tax)));
    why_add(&q->lines, WORD_WHY_TOTAL, app_say(q->app, q->a, WORD_TOTAL_IS, sum, money(q, fee->gross)));
    if (!date_is_none(fee->due_on)) {
        const char *rule = q->def && q->def->due ? label_of_deadline(q->app, q->act.b.scheme, q->def->due) : "";
        why_add(&q->lines, WORD_WHY_DUE, arena_printf(q->a, "%s %s", why_date(&q->lines, fee->due_on), rule));
    }
}

/* The row that counts today, and whether it still makes the same amount. */
static void say_price(struct asking *q, const struct fee_price *price)
{
    if (!price->row)
        return;
    const char *text = row_words(q, price->row);
    if (price->count > 1)
        text = app_say(q->app, q->a, WORD_TOTAL_TIMES, text, arena_printf(q->a, "%lld", (long long)price->count));
    why_add(&q->lines, WORD_WHY_PRICE, text);
}

static void say_check(struct asking *q, const struct fee_price *price)
{
    bool same = price->gross.v == q->fee.gross.v;
    why_add(&q->lines, WORD_WHY_CHECK,
            same ? app_word(q->app, WORD_CHECK_SAME_SUM)
                 : app_say(q->app, q->a, WORD_CHECK_OTHER_SUM, money(q, price->gross), NULL));
}

static int explain(struct db *db, void *arg, struct err *e)
{
    struct asking *q = arg;
    struct whys whys = {0};
    struct fee_price price = {0};
    struct err refused;
    int rc = load(q, db, e);
    if (rc)
        return rc;
    bool computed = false;
    if (q->def) {
        explain_fee(q->def, &q->act.f, &whys);
        why_add_rule(&q->lines, &whys);
        why_add_facts(&q->lines, WORD_WHY_READ, &whys);
        computed = fee_compute(q->act.b.scheme, q->def, &q->act.f, &price, &refused) == 0;
    }
    if (computed)
        say_price(q, &price);
    say_sum(q);
    if (computed)
        say_check(q, &price);
    else if (q->def)
        why_add(&q->lines, WORD_WHY_CHECK,
                app_say(q->app, q->a, WORD_CHECK_NO_SUM, app_error_text(q->app, q->a, &refused), NULL));
    return 0;
}

int fee_why(struct app *app, int64_t fee_id, struct arena *a, struct why_line **line_r, size_t *n_r, struct err *e)
{
    struct asking q = {.app = app, .id = fee_id, .a = a};
    int rc = db_read(app->db, explain, &q, e);
    if (!rc) {
        *line_r = q.lines.all.at;
        *n_r = q.lines.all.n;
    }
    return rc;
}
