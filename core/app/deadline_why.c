/* Why a deadline is that day, and what day it would be. */
#include <inttypes.h>

#include "core/app/act.h"
#include "core/app/labels.h"
#include "core/app/why_lines.h"
#include "core/base/str.h"
#include "core/rule/deadline.h"
#include "core/rule/expr.h"
#include "db/rows.h"

struct asking {
    struct app *app;
    int64_t id;
    struct date base; /* what_if */
    struct arena *a;
    struct deadline d;
    struct act act;
    const struct deadline_def *def;
    const struct value *row;
    struct deadline_day now;
    bool computed;
    struct why_lines lines;
};

/* The deadline with all that its rule reads. */
static int load(struct asking *q, struct db *db, struct err *e)
{
    int rc = rows_get_id(db, &deadline_type, q->id, &q->d, q->a, e);
    if (rc)
        return rc == E_NOTFOUND ? err_set(e, E_NOTFOUND, "deadline.unknown", NULL) : rc;
    rc = act_begin(&q->act, q->app, q->d.case_id, q->d.certificate_id, app_today(q->app), q->a, e);
    if (!rc)
        rc = app_need_sight(q->app, q->d.scheme, q->d.assignee, e);
    if (rc)
        return rc;
    q->def = scheme_deadline(q->act.b.scheme, q->d.rule);
    if (!q->def)
        return err_set(e, E_VERSION, "deadline.no-rule", q->d.rule, q->act.b.scheme->rule.label, NULL);
    const struct value_list *rows = q->def->each ? facts_list(&q->act.f, q->def->each) : NULL;
    for (size_t i = 0; rows && i < rows->n; i++)
        if (str_eq(act_row_name(rows, i), q->d.note))
            q->row = rows->row[i];
    return 0;
}

static const char *count_words(struct asking *q)
{
    const struct deadline_def *def = q->def;
    const struct formula *offset = formula_given(&def->offset) ? &def->offset : &def->target;
    struct value v = offset->expr ? expr_eval_row(offset->expr, &q->act.f, q->row) : value_undefined();
    if (def->direction == DEADLINE_AT)
        return app_word(q->app, WORD_COUNT_AT);
    const char *span = v.type == VALUE_PERIOD ? label_of_value(q->app, &(struct type){.type = VALUE_PERIOD}, v, q->a) : offset->text ? offset->text : "";
    const char *text = app_say(q->app, q->a, def->direction == DEADLINE_BEFORE ? WORD_COUNT_BEFORE : WORD_COUNT_AFTER, span, NULL);
    if (def->direction == DEADLINE_AFTER)
        text = app_say(q->app, q->a, def->first_day_counts ? WORD_COUNT_FIRST_IN : WORD_COUNT_FIRST_OUT, text, NULL);
    return def->gives_day_after ? app_say(q->app, q->a, WORD_COUNT_DAY_AFTER, text, NULL) : text;
}

static void say_closed(struct asking *q, const struct whys *whys)
{
    static const enum app_word moves[] = {[MOVES_NO] = WORD_MOVES_NO, [MOVES_NEXT] = WORD_MOVES_NEXT, [MOVES_PREVIOUS] = WORD_MOVES_PREVIOUS};
    why_add(&q->lines, WORD_WHY_CLOSED, app_word(q->app, moves[q->def->moves]));
    const char *skipped = "";
    for (size_t i = 0; i < whys->all.n; i++) {
        char iso[DATE_TEXT_BYTES];
        const struct why *why = &whys->all.at[i];
        if (why->kind == WHY_SKIPPED)
            skipped = arena_printf(q->a, "%s%s%s(%s)", skipped, *skipped ? LIST_COMMA : "", date_iso(why->date, iso), why->text);
    }
    if (*skipped)
        why_add(&q->lines, WORD_WHY_CLOSED, app_say(q->app, q->a, WORD_MOVED, skipped, why_date(&q->lines, q->now.due)));
}

/* What the scheme does when it is missed. */
static void say_over(struct asking *q)
{
    const struct scheme *s = q->act.b.scheme;
    bool any = q->def->error != NULL;
    if (any)
        why_add(&q->lines, WORD_WHY_OVER, app_say(q->app, q->a, WORD_OVER_BARS, refusal_text(s, q->def->error, NULL, &q->act.f), NULL));
    for (size_t i = 0; i < q->def->missed.n; i++, any = true) {
        const struct effect_def *effect = &q->def->missed.at[i];
        const struct issued_def *paper = effect->kind == EFFECT_PAPER_ISSUE ? scheme_issued(s, effect->id) : NULL;
        const struct flag_def *flag = effect->kind == EFFECT_FLAG ? scheme_flag(s, effect->id) : NULL;
        const struct task_def *task = effect->kind == EFFECT_TASK_OPEN || effect->kind == EFFECT_TASK_CLOSE ? scheme_task(s, effect->id) : NULL;
        const struct rule *rule = paper ? &paper->rule : flag ? &flag->rule : task ? &task->rule : NULL;
        const char *what = rule ? app_label(q->app, rule->label, rule->label_en)
                                : arena_printf(q->a, "%s %s", effect_name(effect->kind), effect->id ? effect->id : "");
        why_add(&q->lines, WORD_WHY_OVER, app_say(q->app, q->a, WORD_OVER_DOES, what, NULL));
    }
    if (!any)
        why_add(&q->lines, WORD_WHY_OVER, app_word(q->app, WORD_OVER_NOTHING));
}

static int explain(struct db *db, void *arg, struct err *e)
{
    struct asking *q = arg;
    struct whys whys = {0};
    struct err unknown;
    int rc = load(q, db, e);
    if (rc)
        return rc;
    explain_deadline(q->act.b.scheme, q->def, &q->act.f, q->row, &whys);
    q->computed = deadline_compute(q->act.b.scheme, q->def, &q->act.f, q->row, &q->now, &unknown) == 0;
    q->lines = (struct why_lines){.app = q->app, .s = q->act.b.scheme, .a = q->a};
    why_add(&q->lines, WORD_WHY_BASE, why_date(&q->lines, q->d.base_on));
    why_add_facts(&q->lines, WORD_WHY_BASE, &whys);
    why_add_rule(&q->lines, &whys);
    why_add(&q->lines, WORD_WHY_COUNT, count_words(q));
    say_closed(q, &whys);
    say_over(q);
    if (q->def->adjustable && facts_get(&q->act.f, arena_printf(q->a, "deadline.%s.entered", q->def->rule.id)).type == VALUE_DATE)
        why_add(&q->lines, WORD_WHY_CHECK, app_word(q->app, WORD_CHECK_ENTERED));
    else if (q->computed)
        why_add(&q->lines, WORD_WHY_CHECK, date_compare(q->now.due, q->d.due_on) == 0
                                               ? app_word(q->app, WORD_CHECK_SAME)
                                               : app_say(q->app, q->a, WORD_CHECK_OTHER, why_date(&q->lines, q->now.due), NULL));
    return 0;
}

int deadline_why(struct app *app, int64_t deadline_id, struct arena *a, struct why_line **line_r, size_t *n_r, struct err *e)
{
    struct asking q = {.app = app, .id = deadline_id, .a = a};
    int rc = db_read(app->db, explain, &q, e);
    if (!rc) {
        *line_r = q.lines.all.at;
        *n_r = q.lines.all.n;
    }
    return rc;
}

static int suppose(struct db *db, void *arg, struct err *e)
{
    struct asking *q = arg;
    int rc = load(q, db, e);
    return rc ? rc : deadline_compute_from(q->act.b.scheme, q->def, &q->act.f, q->row, q->base, &q->now, e);
}

int deadline_what_if(struct app *app, int64_t deadline_id, struct date base, struct arena *a, struct deadline *d_r, struct err *e)
{
    struct asking q = {.app = app, .id = deadline_id, .base = base, .a = a};
    int rc = db_read(app->db, suppose, &q, e);
    if (rc)
        return rc;
    *d_r = q.d;
    d_r->base_on = q.now.base;
    d_r->raw_on = q.now.raw;
    d_r->due_on = q.now.due;
    d_r->opens_on = q.now.opens;
    return 0;
}
