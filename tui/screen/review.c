/* 審査: one key an item, then the next. Below the list stands the item with the cursor: the text before beside the text now,
 * its evidence, its note; it follows when the hand rests, so that a quick hand costs a thin line next to nothing. */
#include "core/app/case_app.h"
#include "core/base/str.h"
#include "tui/screen/asks.h"
#include "tui/screen/query_write.h"
#include "tui/screen/review_state.h"
#include "tui/widget/choose.h"

enum { HEAD_ROWS = 3, OUTCOME_ROWS = 2, WIDE_COLS = 120, LIST_COLS_WIDE = 66 };
enum review_dialog { ASK_REMARKS = 1, ASK_ITEM };

static int review_open(struct screen *s, const void *arg, struct err *e)
{
    struct review_screen *r = (struct review_screen *)s;
    const struct case_arg *a = arg;
    if (!a)
        return err_set(e, E_NOTFOUND, "case.unknown", "", NULL);
    r->case_id = a->case_id;
    str_copy_cut(r->checklist, sizeof r->checklist, a->part);
    str_copy_cut(r->place, sizeof r->place, a->place);
    return 0;
}

static void review_close(struct screen *s)
{
    struct review_screen *r = (struct review_screen *)s;
    arena_done(&r->data[0]);
    arena_done(&r->data[1]);
    detail_done(&r->detail);
}

static int load_case(struct review_screen *r, struct err *e)
{
    struct screen *s = &r->screen;
    struct case_view v;
    int rc = case_view(ui_app(s->ui), r->case_id, &s->arena, &v, e);
    if (rc)
        return rc;
    r->title = *v.c.number ? v.c.number : arena_printf(&s->arena, "#%lld", (long long)r->case_id);
    if (!*r->checklist && v.n_checklists)
        str_copy_cut(r->checklist, sizeof r->checklist, v.checklist[0].id);
    return *r->checklist ? 0 : err_set(e, E_NOTFOUND, "case.no-checklists", NULL);
}

/* The new view takes the place of the old one; the list looks at its rows from now on. */
static void take_view(struct review_screen *r, const struct review_view *v)
{
    r->now = !r->now;
    r->view = *v;
    size_t *seen = ARENA_ARRAY(&r->data[r->now], size_t, r->list.list.n);
    for (size_t i = 0; r->list.seen && i < r->list.list.n; i++)
        seen[i] = r->list.seen[i];
    r->list.seen = r->list.seen ? seen : NULL;
    review_make_rows(r);
}

static void fit(struct review_screen *r)
{
    check_view_fit(&r->list, &r->data[r->now], r->at_list);
    review_make_detail(r);
}

/* The item one came for. */
static void go_to_place(struct review_screen *r)
{
    for (size_t i = 0; *r->place && i < r->list.n; i++)
        if (r->of[i] && (str_eq(r->of[i]->item, r->place) || str_eq(r->of[i]->no, r->place)))
            check_view_go(&r->list, i);
    r->place[0] = '\0';
}

static int review_reload(struct screen *s, struct err *e)
{
    struct review_screen *r = (struct review_screen *)s;
    struct arena *a = &r->data[!r->now];
    struct review_view v;
    r->title = "";
    arena_reset(a);
    int rc = load_case(r, e);
    if (!rc)
        rc = review_view(ui_app(s->ui), r->case_id, r->checklist, a, &v, e);
    if (rc)
        v = (struct review_view){.label = "", .outcome = "", .outcome_why = "", .locked = "", .signed_by = "", .unsignable = ""};
    take_view(r, &v);
    return rc;
}

static void review_layout(struct screen *s, struct rect body)
{
    struct review_screen *r = (struct review_screen *)s;
    r->at_head = rect_top(&body, HEAD_ROWS);
    r->at_outcome = rect_bottom(&body, OUTCOME_ROWS);
    if (body.w >= WIDE_COLS) {
        r->at_list = rect_left(&body, LIST_COLS_WIDE);
        rect_left(&body, 1);
        r->at_detail = body;
    } else {
        r->at_detail = rect_bottom(&body, body.h / 2 - 1);
        r->at_list = body;
        rect_bottom(&r->at_list, 1);
    }
    check_view_fit(&r->list, &r->data[r->now], r->at_list);
    if (!r->settled)
        check_view_first_open(&r->list);
    r->settled = true;
    go_to_place(r);
    review_make_detail(r);
}

static void review_draw(const struct screen *s, struct surface *to)
{
    const struct review_screen *r = (const struct review_screen *)s;
    int x = r->list.only_open ? surface_text(to, r->at_head, 1, 1, STYLE_WARN, ui_word(s->ui, "review.only-open")) + 2 : 1;
    surface_column(to, r->at_head, x, 1, r->at_head.w - x - 1, STYLE_STRONG, false, r->progress);
    detail_draw(&r->detail, to, r->at_detail);
    surface_column(to, r->at_outcome, 1, 1, r->at_outcome.w - 2, STYLE_STRONG, false, r->outcome);
    check_view_draw(&r->list, to, r->at_list);
    if (!r->list.list.n)
        surface_text(to, r->at_list, 3, 1, STYLE_OK, ui_word(s->ui, r->list.only_open ? "review.none-open" : "review.none"));
}

/* Records what row i is now. The rows keep their places, so that keys typed ahead find theirs. */
static int record(struct review_screen *r, size_t i, const char *result, const char *evidence, const char *note, struct err *e)
{
    const struct review_item *it = r->of[i];
    struct arena *a = &r->data[!r->now];
    struct review_view v;
    size_t n = r->list.n;
    arena_reset(a);
    int rc = review_set(ui_app(r->screen.ui), r->case_id, r->checklist, it->item, it->unit, result, evidence, note, a, &v, e);
    if (rc)
        return rc;
    take_view(r, &v);
    if (r->list.n != n)
        fit(r);
    return 0;
}

/* The row a remark is about: that of the cursor, or, while it has no result, the one just answered. After 2 (不適) the
 * cursor is already on the next item, and what has to be written is why the last one fails. SIZE_MAX for none. */
static size_t remarked(const struct review_screen *r)
{
    const struct review_item *it = review_at(r);
    bool last = it && !*it->result && r->last && r->last <= r->list.n && r->of[r->last - 1];
    return last ? r->last - 1 : it ? (size_t)(check_view_at(&r->list) - r->list.item) : SIZE_MAX;
}

static const char *head_of(struct review_screen *r, size_t row)
{
    size_t at = (size_t)(check_view_at(&r->list) - r->list.item);
    check_view_go(&r->list, row);
    review_make_detail(r);
    const char *head = arena_strdup(&r->screen.ui->action, r->detail.head);
    check_view_go(&r->list, at);
    review_make_detail(r);
    return head;
}

/* Evidence and note are recorded with a result: the one that stands, or one that needs a note. */
static unsigned ask_remarks(struct review_screen *r, size_t row, const char *result, int focus)
{
    struct ui *ui = r->screen.ui;
    const struct review_item *it = row < r->list.n ? r->of[row] : NULL;
    if (!it)
        return ui_say(ui, STYLE_INFO, "review.no-item", NULL);
    if (!*result)
        return ui_say(ui, STYLE_INFO, "review.result-first", NULL);
    struct ask ask[] = {
        {.fact = "evidence", .label = ui_word(ui, "review.evidence"), .type = "text", .suggestion = *it->evidence ? it->evidence : it->papers},
        {.fact = "note", .label = ui_word(ui, "review.note"), .type = "text", .suggestion = it->note},
    };
    struct dialog *d = dialog_new(ui, &(struct dialog_spec){.title = head_of(r, row), .tag = ASK_REMARKS});
    asks_add(d, ask, COUNT_OF(ask));
    form_view_go(&d->form, focus, &ui->action);
    str_copy_cut(r->asked_result, sizeof r->asked_result, result);
    r->asking = row;
    return dialog_show(d);
}

/* Why nothing can be recorded: the rules' reason, or a store that cannot be written. */
static const char *locked_text(const struct review_screen *r)
{
    return str_empty(r->view.locked) ? ui_word(r->screen.ui, "review.closed") : r->view.locked;
}

static unsigned answered_item(struct review_screen *r, const struct check_view_event *ev, struct err *e)
{
    const struct review_item *it = r->of[ev->item];
    if (!r->view.editable)
        return ui_say_text(r->screen.ui, STYLE_WARN, locked_text(r)) | UI_BELL;
    size_t n = r->list.n;
    if (record(r, ev->item, r->result[ev->answer], it->evidence, it->note, e) == 0) {
        r->last = *r->result[ev->answer] && r->list.n == n ? ev->item + 1 : 0;
        return UI_REPAINT;
    }
    r->list.item[ev->item].answer = ev->before;
    check_view_go(&r->list, ev->item);
    review_make_detail(r);
    if (!str_eq(e->msg, "check.note"))
        return UI_REPAINT;
    ui_say_err(r->screen.ui, e); /* what is computed may be overridden, with a reason: ask for it */
    *e = (struct err){0};
    return ask_remarks(r, ev->item, r->result[ev->answer], 1);
}

static unsigned moved(struct review_screen *r, const struct check_view_event *ev, struct err *e)
{
    switch (ev->kind) {
    case CHECK_VIEW_IGNORED: return UI_IGNORED;
    case CHECK_VIEW_MOVED: r->last = 0; return UI_REPAINT;
    case CHECK_VIEW_ANSWERED:
    case CHECK_VIEW_LOCKED: break;
    }
    return answered_item(r, ev, e);
}

static unsigned review_key(struct screen *s, const struct key *k, struct err *e)
{
    struct review_screen *r = (struct review_screen *)s;
    struct check_view_event ev = check_view_key(&r->list, &s->ui->keymap, k);
    return moved(r, &ev, e);
}

/* Which item? Every one that is asked, with its result. */
static unsigned ask_item(struct review_screen *r)
{
    struct ui *ui = r->screen.ui;
    struct choose_row *row = ARENA_ARRAY(&ui->action, struct choose_row, r->list.n);
    size_t n = 0;
    for (size_t i = 0; i < r->list.n; i++)
        if (r->of[i])
            row[n++] = (struct choose_row){
                arena_printf(&ui->action, "%s %s", review_number(r->of[i]), r->list.item[i].name), r->of[i]->result, NULL};
    return ui_choose(ui, ui_word(ui, "review.go"), row, n, ASK_ITEM);
}

static unsigned go_to_item(struct review_screen *r, int chosen)
{
    for (size_t i = 0; i < r->list.n && chosen >= 0; i++) {
        if (!r->of[i] || chosen--)
            continue;
        if (r->list.only_open && *r->of[i]->result) {
            r->list.only_open = false;
            fit(r);
        }
        check_view_go(&r->list, i);
        r->last = 0;
        review_make_detail(r);
        return UI_REPAINT;
    }
    return 0;
}

static unsigned review_answered(struct screen *s, struct dialog *d, struct err *e)
{
    struct review_screen *r = (struct review_screen *)s;
    struct answer *answer;
    size_t n;
    if (d->tag == ASK_ITEM)
        return go_to_item(r, dialog_chosen_row(d));
    if (d->tag != ASK_REMARKS)
        return query_write_answered(s->ui, d, r->case_id, e);
    if (d->result == DIALOG_CANCELLED || r->asking >= r->list.n || !r->of[r->asking])
        return 0;
    if (!asks_take(d, &s->ui->action, &answer, &n) ||
        record(r, r->asking, r->asked_result, answer[0].value, answer[1].value, e))
        return UI_IGNORED;
    review_make_detail(r);
    return ui_say(s->ui, STYLE_OK, "review.remarks-kept", NULL);
}

/* 前回と同じ: what is written there is what was approved before. */
static unsigned as_before(struct review_screen *r, struct err *e)
{
    struct ui *ui = r->screen.ui;
    const struct review_item *it = review_at(r);
    if (!it || !it->was)
        return ui_say(ui, STYLE_INFO, "review.no-before", NULL);
    if (*it->diff)
        return ui_say(ui, STYLE_WARN, "review.changed", NULL);
    for (int i = 0; i < r->list.answers && (size_t)i < r->view.n_kinds; i++)
        if (r->view.kind[i].passes) {
            const struct key k = {.code = K_TEXT, .text = {r->answer[i].key}};
            return review_key(&r->screen, &k, e);
        }
    return UI_IGNORED;
}

static unsigned ask_query(struct review_screen *r, struct err *e)
{
    size_t row = remarked(r);
    const struct review_item *it = row < r->list.n ? r->of[row] : NULL;
    struct query like;
    if (!it)
        return ui_say(r->screen.ui, STYLE_INFO, "review.no-item", NULL);
    struct query_kind *kind;
    size_t kinds;
    if (query_kinds(ui_app(r->screen.ui), r->case_id, &r->screen.ui->action, &kind, &kinds, e))
        return UI_REPAINT;
    record_init(&query_type, &like);
    for (size_t i = 0; i < kinds; i++)
        if (str_eq(kind[i].checklist, r->checklist))
            like.kind = kind[i].id;
    like.item = it->item;
    like.question = it->note;
    return query_write_ask(r->screen.ui, r->case_id, &like, e);
}

static unsigned remark(struct review_screen *r, int focus)
{
    size_t row = remarked(r);
    const struct review_item *it = row < r->list.n ? r->of[row] : NULL;
    return ask_remarks(r, row, it ? it->result : "", focus);
}

static unsigned sign(struct review_screen *r, struct err *e)
{
    struct arena *a = &r->data[!r->now];
    struct review_view v;
    bool own = str_eq(r->view.signed_by, ui_app(r->screen.ui)->actor.login) && !r->view.signed_other;
    arena_reset(a);
    if (review_sign(ui_app(r->screen.ui), r->case_id, r->checklist, own, a, &v, e))
        return UI_REPAINT;
    take_view(r, &v);
    fit(r);
    return ui_say(r->screen.ui, STYLE_OK, own ? "review.sign-withdrawn" : "review.sign-kept", NULL);
}

static unsigned review_command(struct screen *s, enum command c, struct err *e)
{
    struct review_screen *r = (struct review_screen *)s;
    struct check_view_event ev;
    switch (c) {
    case CMD_CHECKLIST_OPEN:
        ev = check_view_command(&r->list, c);
        return moved(r, &ev, e);
    case CMD_CHECKLIST_HELP:
    case CMD_REVIEW_ITEM: return review_at(r) ? screen_page(s->ui, r->detail.head, review_item_text(r)) : UI_IGNORED;
    case CMD_REVIEW_GO: return ask_item(r);
    case CMD_REVIEW_ONLY_OPEN:
        r->list.only_open = !r->list.only_open;
        fit(r);
        return UI_REPAINT;
    case CMD_REVIEW_EVIDENCE: return remark(r, 0);
    case CMD_REVIEW_NOTE: return remark(r, 1);
    case CMD_REVIEW_AS_BEFORE: return as_before(r, e);
    case CMD_REVIEW_SUMMARY: return screen_page(s->ui, r->view.label, review_summary_text(r));
    case CMD_REVIEW_WHY: return screen_page(s->ui, r->view.label, review_outcome_text(r));
    case CMD_REVIEW_QUERY: return ask_query(r, e);
    case CMD_REVIEW_SIGN: return sign(r, e);
    default: return UI_IGNORED;
    }
}

static unsigned review_paused(struct screen *s, struct err *e)
{
    struct review_screen *r = (struct review_screen *)s;
    (void)e;
    if (r->detail.row == r->list.list.at)
        return 0;
    review_make_detail(r);
    return UI_REPAINT;
}

static unsigned review_changed(struct screen *s, struct err *e)
{
    (void)s, (void)e;
    return UI_RELOAD;
}

static const char *review_subject(const struct screen *s)
{
    return ((const struct review_screen *)s)->title;
}

static const char *review_hint(const struct screen *s)
{
    return ((const struct review_screen *)s)->hint;
}

static const char *review_refuses(const struct screen *s, enum command c)
{
    const struct review_screen *r = (const struct review_screen *)s;
    bool writes = c == CMD_REVIEW_EVIDENCE || c == CMD_REVIEW_NOTE || c == CMD_REVIEW_AS_BEFORE;
    if (c == CMD_REVIEW_SIGN && *r->view.unsignable)
        return r->view.unsignable;
    return writes && !r->view.editable ? locked_text(r) : NULL;
}

const struct screen_ops review_screen = {
    .name = "review",
    .title = "review.title",
    .where = WHERE_REVIEW,
    .widgets = WIDGET(CHECKLIST) | WIDGET(LIST),
    .size = sizeof(struct review_screen),
    .open = review_open,
    .close = review_close,
    .reload = review_reload,
    .layout = review_layout,
    .draw = review_draw,
    .command = review_command,
    .key = review_key,
    .changed = review_changed,
    .paused = review_paused,
    .answered = review_answered,
    .subject = review_subject,
    .hint = review_hint,
    .refuses = review_refuses,
};
