#include <string.h>

#include "core/base/str.h"
#include "tui/screen/review_state.h"

static void make_answers(struct review_screen *r)
{
    const struct ui *ui = r->screen.ui;
    int n = 0;
    bool zero = false;
    for (size_t i = 0; i < r->view.n_kinds && n < CHECK_VIEW_ANSWERS_MAX - 1; i++) {
        const struct review_result_kind *kind = &r->view.kind[i];
        r->answer[n] = (struct check_view_answer){kind->key, kind->label, STYLE_NORMAL, kind->open};
        if (kind->open)
            r->answer[n].style = STYLE_WARN;
        else if (!kind->passes)
            r->answer[n].style = STYLE_ERROR;
        r->result[n++] = kind->id;
        zero |= kind->key == '0';
    }
    if (!zero) {
        r->answer[n] = (struct check_view_answer){'0', ui_word(ui, "review.open"), STYLE_NORMAL, true};
        r->result[n++] = "";
    }
    r->list.answer = r->answer;
    r->list.answers = n;
}

static int answer_of(const struct review_screen *r, const char *result)
{
    for (int i = 0; i < r->list.answers; i++)
        if (*result && str_eq(r->result[i], result))
            return i;
    return -1;
}

const char *review_number(const struct review_item *it)
{
    return *it->no ? it->no : it->item;
}

static struct check_view_item row_of(struct review_screen *r, struct arena *a, const struct review_item *it)
{
    const char *note = *it->evidence ? it->evidence : it->papers;
    if (it->has_open_query)
        note = ui_word(r->screen.ui, "review.waiting");
    else if (it->inherited && !*note)
        note = ui_word(r->screen.ui, "review.inherited");
    else if (it->computed && !*note)
        note = ui_word(r->screen.ui, "review.computed");
    return (struct check_view_item){
        .number = review_number(it),
        .name = *it->unit ? arena_printf(a, "%s  %s", it->label, it->unit) : it->label,
        .class = it->class,
        .note = note,
        .answer = answer_of(r, it->result),
        .locked = !r->view.editable || it->computed,
    };
}

/* The outcome's reason with the items that stand in it as people call them: b05 reads 5 事業所. */
static const char *reason_of(const struct review_screen *r, struct arena *a)
{
    const char *text = "", *rest = r->view.outcome_why;
    while (*rest) {
        const char *end = strstr(rest, LIST_COMMA);
        const char *piece = end ? arena_strndup(a, rest, (size_t)(end - rest)) : rest;
        const char *name = piece;
        for (size_t i = 0; i < r->view.n; i++)
            if (str_eq(r->view.item[i].item, piece))
                name = arena_printf(a, "%s %s", review_number(&r->view.item[i]), r->view.item[i].label);
        text = arena_printf(a, "%s%s%s", text, *text ? LIST_COMMA : "", name);
        rest = end ? end + strlen(LIST_COMMA) : "";
    }
    return text;
}

/* 二次確認 まだ; 二次確認 2026-11-20 hanako; or that what was signed has changed. */
static const char *signature_of(const struct review_screen *r, struct arena *a)
{
    const struct review_view *v = &r->view;
    char iso[DATE_TEXT_BYTES];
    const char *on = date_iso(v->signed_on, iso), *text = ui_word(r->screen.ui, "review.sign-waits");
    if (v->signed_other)
        text = message_of(a, r->screen.ui->o.language, "review.sign-other", on, v->signed_by, NULL);
    else if (*v->signed_by)
        text = arena_printf(a, "%s %s", on, v->signed_by);
    return arena_printf(a, "%s %s", ui_word(r->screen.ui, "review.sign"), text);
}

static void make_head(struct review_screen *r, struct arena *a)
{
    const struct review_view *v = &r->view;
    enum language language = r->screen.ui->o.language;
    const char *count[] = {arena_printf(a, "%zu/%zu", v->n_done, v->n), arena_printf(a, "%zu", v->n_failed), arena_printf(a, "%zu", v->n_queried)};
    r->progress = message_of(a, language, "review.progress", v->label, count[0], count[1], count[2], NULL);
    for (size_t i = 0; i < v->n_tallies; i++)
        r->progress = arena_printf(a, "%s   %s %zu/%zu", r->progress, v->tally_label[i], v->tally_done[i], v->tally_all[i]);
    if (v->second_review)
        r->progress = arena_printf(a, "%s   %s", r->progress, signature_of(r, a));
    const char *keys = "";
    for (int i = 0; i < r->list.answers; i++)
        keys = arena_printf(a, "%s%c%s ", keys, r->answer[i].key, r->answer[i].label);
    r->hint = v->editable ? message_of(a, language, "review.hint", keys, NULL) : ui_word(r->screen.ui, "review.hint-look");
    r->outcome = ui_word(r->screen.ui, v->n_done < v->n || *v->outcome_why ? "review.outcome-open" : "review.outcome-none");
    if (!v->n)
        r->outcome = "";
    if (*v->outcome && *v->outcome_why)
        r->outcome = message_of(a, language, "review.outcome-why", v->outcome, reason_of(r, a), NULL);
    else if (*v->outcome)
        r->outcome = message_of(a, language, "review.outcome", v->outcome, NULL);
}

void review_make_rows(struct review_screen *r)
{
    static const char *const heading[] = {"review.no", "review.name", "review.class", "review.result", "review.evidence"};
    struct arena *a = &r->data[r->now];
    const struct review_view *v = &r->view;
    make_answers(r);
    r->list.item = ARENA_ARRAY(a, struct check_view_item, v->n * 2);
    r->of = ARENA_ARRAY(a, const struct review_item *, v->n * 2);
    size_t n = 0;
    for (size_t i = 0; i < v->n && n + 2 <= CHECK_VIEW_ITEMS_MAX; i++) {
        const struct review_item *it = &v->item[i];
        if (*it->group && (i == 0 || !str_eq(it->group, v->item[i - 1].group)))
            r->list.item[n++] = (struct check_view_item){.number = "", .name = it->group, .answer = -1, .section = true};
        r->of[n] = it;
        r->list.item[n++] = row_of(r, a, it);
    }
    r->list.n = n;
    for (size_t i = 0; i < COUNT_OF(heading); i++)
        r->list.heading[i] = ui_word(r->screen.ui, heading[i]);
    make_head(r, a);
}

const struct review_item *review_at(const struct review_screen *r)
{
    const struct check_view_item *row = check_view_at(&r->list);
    return row ? r->of[row - r->list.item] : NULL;
}
