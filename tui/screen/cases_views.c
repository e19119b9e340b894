/* 見方: filters and orders of the list of cases, saved under a name. */
#include <string.h>

#include "core/app/desk_app.h"
#include "core/base/json.h"
#include "core/base/str.h"
#include "tui/screen/asks.h"
#include "tui/screen/cases_state.h"
#include "tui/widget/choose.h"

static const char LIST_NAME[] = "cases";

/* Two rows stand behind the saved ones: to save what is seen now, to forget one. */
unsigned cases_ask_views(struct cases_screen *c, struct err *e)
{
    struct ui *ui = c->screen.ui;
    struct desk_view *view;
    size_t n;
    if (desk_views(ui_app(ui), LIST_NAME, &ui->action, &view, &n, e))
        return UI_REPAINT;
    struct choose_row *row = ARENA_ARRAY(&ui->action, struct choose_row, n + 2);
    for (size_t i = 0; i < n; i++)
        row[i] = (struct choose_row){view[i].name, "", NULL};
    row[n++] = (struct choose_row){ui_word(ui, "cases.view-save"), "", "save"};
    if (n > 1)
        row[n++] = (struct choose_row){ui_word(ui, "cases.view-drop"), "", "drop"};
    return ui_choose(ui, ui_word(ui, "cases.views"), row, n, CASES_ASK_VIEW);
}

static unsigned ask_name(struct cases_screen *c)
{
    struct ui *ui = c->screen.ui;
    struct dialog *d = dialog_new(ui, &(struct dialog_spec){.title = ui_word(ui, "cases.view-save"),
                                                            .text = ui_word(ui, "cases.view-text"),
                                                            .tag = CASES_ASK_VIEW_NAME});
    const struct ask ask = {.fact = "name", .label = ui_word(ui, "cases.view-name"), .type = "text", .suggestion = "", .required = true};
    asks_add(d, &ask, 1);
    return dialog_show(d);
}

static unsigned ask_drop(struct cases_screen *c, const struct desk_view *view, size_t n)
{
    struct ui *ui = c->screen.ui;
    struct choose_row *row = ARENA_ARRAY(&ui->action, struct choose_row, n);
    for (size_t i = 0; i < n; i++)
        row[i] = (struct choose_row){view[i].name, "", NULL};
    return ui_choose(ui, ui_word(ui, "cases.view-drop"), row, n, CASES_ASK_VIEW_DROP);
}

static const char *body_of(const struct cases_screen *c, struct buf *to)
{
    struct json_writer w = json_writer_to(to);
    json_begin_object(&w);
    json_put_text(&w, "text", field_text(&c->finder.box));
    json_put_text(&w, "scheme", c->scheme.id);
    json_put_bool(&w, "closed", c->closed_too);
    json_put_bool(&w, "mine", c->mine_only);
    json_put_int(&w, "sort", (int64_t)c->sort);
    json_end_object(&w);
    return buf_str(to);
}

static unsigned take(struct cases_screen *c, const struct desk_view *view, struct err *e)
{
    struct ui *ui = c->screen.ui;
    struct json *body;
    if (json_parse(&ui->action, view->body, strlen(view->body), &body, e))
        return UI_REPAINT;
    const char *text = json_get_text(body, "text"), *scheme = json_get_text(body, "scheme");
    const struct json *closed = json_get(body, "closed"), *mine = json_get(body, "mine");
    int64_t sort = json_get_int(body, "sort", 0);
    field_set(&c->finder.box, text ? text : "");
    scheme_filter_set(&c->scheme, ui, scheme ? scheme : "");
    c->closed_too = closed && closed->integer;
    c->mine_only = mine && mine->integer;
    c->sort = sort >= 0 && sort <= CASE_SORT_DUE ? (enum case_sort)sort : CASE_SORT_NEWEST;
    ui_say(ui, STYLE_INFO, "cases.view-taken", view->name, NULL);
    return pages_first(&c->pages, &c->list);
}

static unsigned chosen(struct cases_screen *c, size_t at, struct err *e)
{
    struct ui *ui = c->screen.ui;
    struct desk_view *view;
    size_t n;
    if (desk_views(ui_app(ui), LIST_NAME, &ui->action, &view, &n, e))
        return UI_REPAINT;
    return at < n ? take(c, &view[at], e) : at == n ? ask_name(c) : ask_drop(c, view, n);
}

unsigned cases_views_answered(struct cases_screen *c, struct dialog *d, struct err *e)
{
    struct ui *ui = c->screen.ui;
    struct answer *answer;
    size_t n;
    if (d->tag == CASES_ASK_VIEW)
        return chosen(c, (size_t)dialog_chosen_row(d), e);
    if (d->tag == CASES_ASK_VIEW_DROP) {
        if (desk_view_drop(ui_app(ui), LIST_NAME, dialog_chosen(d), e))
            return UI_REPAINT;
        return ui_say(ui, STYLE_OK, "cases.view-dropped", dialog_chosen(d), NULL);
    }
    AUTO(buf) struct buf body = BUF(DESK_VIEW_BODY_MAX);
    if (!asks_take(d, &ui->action, &answer, &n))
        return UI_IGNORED;
    const char *name = asks_text(answer, n, "name");
    if (desk_view_save(ui_app(ui), LIST_NAME, name, body_of(c, &body), e))
        return UI_IGNORED;
    return ui_say(ui, STYLE_OK, "cases.view-saved", name, NULL);
}
