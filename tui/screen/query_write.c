#include "tui/screen/query_write.h"

#include "core/app/case_app.h"
#include "core/base/str.h"
#include "tui/loop.h"
#include "tui/screen/asks.h"
#include "tui/widget/choose.h"

enum { ASK_QUERY = 7003, ITEM_ROW = 1, GROUND_ROW = 2, QUESTION_ROW = 3 };

struct items {
    LIST(struct choose_row) row; /* number and name */
    LIST(const char *) id;
};

static int load_items(struct ui *ui, int64_t case_id, struct items *items, struct err *e)
{
    struct arena *a = &ui->action;
    struct case_view c;
    int rc = case_view(ui_app(ui), case_id, a, &c, e);
    for (size_t i = 0; !rc && i < c.n_checklists; i++) {
        struct review_view v;
        rc = review_view(ui_app(ui), case_id, c.checklist[i].id, a, &v, e);
        for (size_t j = 0; !rc && j < v.n; j++) {
            const struct review_item *it = &v.item[j];
            const char *name = *it->result ? arena_printf(a, "%s  %s", it->label, it->result) : it->label;
            *LIST_ADD(a, &items->row) = (struct choose_row){*it->no ? it->no : it->item, name, it->item};
            *LIST_ADD(a, &items->id) = it->item;
        }
    }
    return rc;
}

/* As it is shown in the field: the number, not the id. */
static const char *number_of(const struct items *items, const char *id)
{
    for (size_t i = 0; i < items->id.n; i++)
        if (str_eq(items->id.at[i], id))
            return items->row.at[i].value;
    return id;
}

static const char *id_typed(const struct items *items, const char *text)
{
    for (size_t i = 0; i < items->id.n; i++)
        if (str_eq(items->row.at[i].value, text) || str_eq(items->id.at[i], text))
            return items->id.at[i];
    return *text ? NULL : "";
}

struct grounds {
    LIST(struct choose_row) row;
};

static int load_grounds(struct ui *ui, int64_t case_id, const struct query_kind *kind, size_t kinds, struct grounds *grounds, struct err *e)
{
    struct arena *a = &ui->action;
    for (size_t i = 0; i < kinds; i++) {
        const char *const *ground;
        size_t n;
        int rc = query_grounds(ui_app(ui), case_id, kind[i].id, a, &ground, &n, e);
        if (rc)
            return rc;
        for (size_t j = 0; j < n; j++)
            *LIST_ADD(a, &grounds->row) = (struct choose_row){ground[j], kind[i].label, NULL};
    }
    return 0;
}

/* Does this kind of question need a ground? */
static bool grounds_of(const struct grounds *grounds, const struct query_kind *kind, size_t kinds, const char *id)
{
    for (size_t i = 0; i < kinds; i++)
        for (size_t j = 0; str_eq(kind[i].id, id) && j < grounds->row.n; j++)
            if (str_eq(grounds->row.at[j].text, kind[i].label))
                return true;
    return false;
}

static void add_rows(struct ui *ui, struct dialog *d, const struct query *like, const struct query_kind *kind, size_t kinds, const struct items *items)
{
    const char **label = ARENA_ARRAY(&ui->action, const char *, kinds);
    const char *chosen = kinds ? kind[0].label : "";
    for (size_t i = 0; i < kinds; i++) {
        label[i] = kind[i].label;
        if (like && str_eq(like->kind, kind[i].id))
            chosen = kind[i].label;
    }
    const struct ask ask[] = {
        {.fact = "kind", .label = ui_word(ui, "queries.kind"), .type = "enum", .choices = label, .n_choices = kinds, .suggestion = chosen, .required = true},
        {.fact = "item", .label = ui_word(ui, "queries.item"), .type = "text", .suggestion = like ? number_of(items, like->item) : ""},
        {.fact = "ground", .label = ui_word(ui, "queries.ground"), .type = "text", .suggestion = like ? like->ground : ""},
        {.fact = "question", .label = ui_word(ui, "queries.question"), .type = "lines", .suggestion = like ? like->question : "", .required = true},
    };
    asks_add(d, ask, COUNT_OF(ask));
    d->form.row[ITEM_ROW].help = ui_word(ui, "queries.item-help");
    d->form.row[GROUND_ROW].help = ui_word(ui, "queries.ground-help");
    d->form.row[QUESTION_ROW].help = ui_word(ui, "queries.question-help");
}

unsigned query_write_ask(struct ui *ui, int64_t case_id, const struct query *like, struct err *e)
{
    struct query_kind *kind;
    size_t kinds;
    struct items items = {0};
    struct grounds grounds = {0};
    if (query_kinds(ui_app(ui), case_id, &ui->action, &kind, &kinds, e) || load_items(ui, case_id, &items, e) ||
        load_grounds(ui, case_id, kind, kinds, &grounds, e))
        return UI_REPAINT;
    if (!kinds)
        return ui_say(ui, STYLE_INFO, "queries.no-kinds", NULL);
    struct dialog *d = dialog_new(ui, &(struct dialog_spec){.title = ui_word(ui, "queries.write"), .text = ui_word(ui, "queries.write-text"), .tag = ASK_QUERY});
    add_rows(ui, d, like, kind, kinds, &items);
    dialog_offer(d, ITEM_ROW, items.row.at, items.row.n);
    if (grounds.row.n)
        dialog_offer(d, GROUND_ROW, grounds.row.at, grounds.row.n);
    if (like && *like->item)
        form_view_go(&d->form, grounds_of(&grounds, kind, kinds, like->kind) ? GROUND_ROW : QUESTION_ROW, &ui->action);
    return dialog_show(d);
}

unsigned query_write_answered(struct ui *ui, struct dialog *d, int64_t case_id, struct err *e)
{
    struct answer *answer;
    struct query_kind *kind;
    struct items items = {0};
    size_t n, kinds;
    int64_t id;
    if (d->tag != ASK_QUERY || d->result == DIALOG_CANCELLED)
        return 0;
    if (!asks_take(d, &ui->action, &answer, &n))
        return UI_IGNORED;
    if (query_kinds(ui_app(ui), case_id, &ui->action, &kind, &kinds, e) || load_items(ui, case_id, &items, e))
        return UI_IGNORED;
    const char *item = id_typed(&items, answer[ITEM_ROW].value), *chosen = "";
    if (!item) {
        form_row_set_error(&d->form.row[ITEM_ROW], ui_word(ui, "queries.no-item"));
        form_view_go(&d->form, ITEM_ROW, &ui->action);
        d->on_answers = false;
        return UI_IGNORED;
    }
    for (size_t i = 0; i < kinds; i++)
        if (str_eq(kind[i].label, answer[0].value))
            chosen = kind[i].id;
    if (query_add(ui_app(ui), case_id, chosen, item, answer[GROUND_ROW].value, answer[QUESTION_ROW].value, &id, e))
        return UI_IGNORED;
    ui_say(ui, STYLE_OK, "queries.written", answer[0].value, NULL);
    return UI_RELOAD;
}
