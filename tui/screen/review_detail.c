/* What stands below the list of a review: the item with the cursor in full; and the longer texts of its pagers. */
#include <string.h>

#include "core/base/buf.h"
#include "core/base/str.h"
#include "tui/screen/review_state.h"

enum { TEXT_BYTES_MAX = 256 * 1024 };

static const char *checked_text(struct review_screen *r, const struct review_item *it)
{
    char iso[DATE_TEXT_BYTES];
    if (str_empty(it->checked_by))
        return "";
    return arena_printf(&r->screen.ui->action, "%s  %s  %s", it->result, it->checked_by, date_iso(it->checked_on, iso));
}

/* The reason without the blanks it may begin with. */
static const char *why_of(const struct review_item *it)
{
    return it->why + strspn(it->why, " ");
}

static const char *assessed_text(struct review_screen *r, const struct review_item *it)
{
    const char *result = *it->assessed ? it->assessed : it->computed ? it->result : "", *why = why_of(it);
    if (!*result)
        return why;
    return *why ? arena_printf(&r->screen.ui->action, "%s  %s", result, why) : result;
}

void review_make_detail(struct review_screen *r)
{
    const struct ui *ui = r->screen.ui;
    const struct review_item *it = review_at(r);
    struct detail *d = &r->detail;
    detail_begin(d, r->list.list.at, "");
    if (!it)
        return;
    d->head = arena_printf(&d->memory, "%s %s%s%s", review_number(it), it->label, *it->unit ? "  " : "", it->unit);
    bool same = it->was && !*it->diff;
    if (!same)
        detail_add(d, ui_word(ui, "review.was"), it->was);
    detail_add(d, ui_word(ui, "review.now"), it->now);
    if (same && *it->now)
        detail_add(d, ui_word(ui, "review.change"), ui_word(ui, "review.unchanged"));
    else if (it->was)
        detail_add_marked(d, ui_word(ui, "review.change"), it->diff);
    detail_add(d, ui_word(ui, "review.assessed"), assessed_text(r, it));
    detail_add(d, ui_word(ui, "review.evidence"), *it->evidence ? it->evidence : it->papers);
    detail_add(d, ui_word(ui, "review.note"), it->note);
    detail_add(d, ui_word(ui, "review.checked"), checked_text(r, it));
}

static void line(struct buf *b, const struct ui *ui, const char *label, const char *text)
{
    if (!str_empty(text))
        buf_printf(b, "%s\n  %s\n\n", ui_word(ui, label), text);
}

static const char *kept(struct review_screen *r, struct buf *b)
{
    return arena_strdup(&r->screen.ui->action, buf_str(b));
}

const char *review_item_text(struct review_screen *r)
{
    AUTO(buf) struct buf b = BUF(TEXT_BYTES_MAX);
    const struct ui *ui = r->screen.ui;
    const struct review_item *it = review_at(r);
    if (!it)
        return "";
    buf_printf(&b, "%s  %s  %s  %s\n\n", review_number(it), it->label, it->class, it->marks);
    line(&b, ui, "review.asks", str_empty(it->help) ? ui_word(ui, "review.no-help") : it->help);
    line(&b, ui, "review.article", it->src);
    line(&b, ui, "review.group", it->group);
    line(&b, ui, "review.was", it->was);
    line(&b, ui, "review.now", it->now);
    line(&b, ui, "review.change", it->diff);
    line(&b, ui, "review.assessed", assessed_text(r, it));
    line(&b, ui, "review.evidence-form", it->papers);
    line(&b, ui, "review.evidence", it->evidence);
    line(&b, ui, "review.note", it->note);
    line(&b, ui, "review.checked", checked_text(r, it));
    return kept(r, &b);
}

const char *review_outcome_text(struct review_screen *r)
{
    AUTO(buf) struct buf b = BUF(TEXT_BYTES_MAX);
    const struct ui *ui = r->screen.ui;
    const struct review_item *it = review_at(r);
    buf_printf(&b, "%s\n\n%s\n\n", r->progress, r->outcome);
    if (it) {
        buf_printf(&b, "%s %s\n", review_number(it), it->label);
        line(&b, ui, "review.assessed", assessed_text(r, it));
        line(&b, ui, "review.article", it->src);
    }
    return kept(r, &b);
}

static void items_with(struct review_screen *r, struct buf *b, int answer)
{
    bool head = false;
    for (size_t i = 0; i < r->list.n; i++) {
        const struct review_item *it = r->of[i];
        if (!it || r->list.item[i].answer != answer)
            continue;
        if (!head)
            buf_printf(b, "%s\n", answer < 0 ? ui_word(r->screen.ui, "review.open") : r->answer[answer].label);
        head = true;
        buf_printf(b, "  %s %s%s%s\n", review_number(it), it->label, *it->unit ? "  " : "", it->unit);
        if (*it->note)
            buf_printf(b, "      %s\n", it->note);
        if (*it->why)
            buf_printf(b, "      %s\n", why_of(it));
    }
    if (head)
        buf_add_str(b, "\n");
}

const char *review_summary_text(struct review_screen *r)
{
    AUTO(buf) struct buf b = BUF(TEXT_BYTES_MAX);
    buf_printf(&b, "%s\n\n%s\n\n", r->progress, r->outcome);
    for (size_t i = 0; i < r->view.n_kinds && i < CHECK_VIEW_ANSWERS_MAX; i++)
        if (!r->view.kind[i].passes)
            items_with(r, &b, (int)i);
    items_with(r, &b, -1);
    return kept(r, &b);
}
