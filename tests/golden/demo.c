#include "tests/golden/demo.h"

#include <stdio.h>
#include <string.h>

#include "core/base/holiday.h"
#include "core/base/str.h"
#include "tui/loop.h"
#include "tui/widget/calendar.h"
#include "tui/widget/chart.h"
#include "tui/widget/checklist.h"
#include "tui/widget/choose.h"
#include "tui/widget/dialog.h"
#include "tui/widget/table.h"


enum { ROWS = 100 };

static const char *const names[] = {"クラウド基盤(株)", "土佐ホーム(有)", "四国データ(株)", "南国ネット(株)", "室戸金属工業(株)",
                                    "合同会社しまんと", "とても長い名前の一般社団法人高知県情報基盤推進機構", "髙﨑𠮷商店"};

struct list_screen {
    struct screen screen;
    struct list list;
    char cell[64];
};

static const struct column list_columns[] = {
    {"番号", 12, false, 0}, {"申請者", 0, false, 0}, {"金額", 10, true, 0}, {"期限", 12, false, 0}, {"備考", 20, false, 100},
};

static const char *list_cell(const void *user, size_t row, int column, enum style *style_r)
{
    const struct list_screen *l = user;
    char *to = ((struct list_screen *)user)->cell;
    size_t size = sizeof l->cell;
    switch (column) {
    case 0: snprintf(to, size, "N-2026-%04zu", row + 1); return to;
    case 1: return names[row % COUNT_OF(names)];
    case 2: snprintf(to, size, "%zu,000", 100 + row * 7); return to;
    case 3:
        *style_r = row < 2 ? STYLE_ERROR : STYLE_NORMAL;
        return row < 2 ? "2日超過" : "3営業日";
    default: return "備考";
    }
}

static const char *list_mark(const void *user, size_t row, enum style *style_r)
{
    (void)user;
    *style_r = row < 2 ? STYLE_ERROR : STYLE_WARN;
    return row < 2 ? "!!" : row < 4 ? "!" : "";
}

static const struct table list_table = {
    .column = list_columns,
    .columns = 5,
    .mark_cols = 2,
    .headings = true,
    .cell = list_cell,
    .mark = list_mark,
};

static void list_layout(struct screen *s, struct rect body)
{
    struct list_screen *l = (struct list_screen *)s;
    list_fit(&l->list, ROWS, table_height(&list_table, body));
}

static void list_draw(const struct screen *s, struct surface *to)
{
    struct table t = list_table;
    t.user = s;
    table_draw(&t, &((const struct list_screen *)s)->list, to, s->body, true, "");
}

static unsigned list_screen_key(struct screen *s, const struct key *k, struct err *e)
{
    (void)e;
    return list_key(&((struct list_screen *)s)->list, &s->ui->keymap, k) == LIST_IGNORED ? UI_IGNORED : UI_REPAINT;
}

/* F4: candidates; F6 (NEW has no key here): a question. */
static unsigned list_screen_command(struct screen *s, enum command c, struct err *e)
{
    static const struct choose_row rows[] = {{"ASPIC", "クラウド基盤", "くらうど"}, {"BELS", "建築物", "けんちく"}, {"JIS", "JISマーク", NULL}};
    (void)e;
    if (c == CMD_PROMPT)
        return ui_choose(s->ui, "制度", rows, COUNT_OF(rows), 7);
    if (c != CMD_GO_CASES)
        return UI_IGNORED;
    struct dialog *d = dialog_new(s->ui, &(struct dialog_spec){
                                             .title = "取下げ",
                                             .text = "申請を取り下げます。取り下げた申請は元に戻せません。",
                                             .answer = {{'y', "取り下げる"}, {'n', "取り下げない"}},
                                             .answers = 2,
                                             .chosen = 1,
                                             .danger = true,
                                         });
    form_view_add_field(&d->form, "date", "書面の受領日", &(struct field_spec){.type = INPUT_DATE, .cols = 12})->required = true;
    return dialog_show(d);
}

static unsigned list_answered(struct screen *s, struct dialog *d, struct err *e)
{
    (void)e;
    const char *chosen = dialog_chosen(d);
    if (chosen)
        return ui_say_text(s->ui, STYLE_OK, chosen);
    if (d->result != 0)
        return 0;
    if (form_row_empty(&d->form.row[0])) {
        form_row_set_error(&d->form.row[0], "受領日を入れてください");
        d->on_answers = false;
        return UI_IGNORED;
    }
    return ui_say_text(s->ui, STYLE_OK, field_text(&d->form.row[0].field));
}

static const char *list_subject(const struct screen *s)
{
    (void)s;
    return "髙﨑𠮷商店";
}

const struct screen_ops demo_list_screen = {
    .name = "demo-list",
    .title = "palette.title",
    .where = WHERE_CASES,
    .widgets = WIDGET(LIST),
    .size = sizeof(struct list_screen),
    .layout = list_layout,
    .draw = list_draw,
    .key = list_screen_key,
    .command = list_screen_command,
    .answered = list_answered,
    .subject = list_subject,
};


struct form_screen {
    struct screen screen;
    struct form_view form;
};

static const struct form_option yes_no[] = {{"yes", "あり"}, {"no", "なし"}};
static const struct form_option bases[] = {
    {"hard", "ハード基盤"}, {"system", "システム基盤"}, {"network", "ネットワーク基盤"}, {"run", "開発・実行基盤"}};

static int form_open(struct screen *s, const void *arg, struct err *e)
{
    (void)arg, (void)e;
    struct form_view *f = &((struct form_screen *)s)->form;
    form_view_init(f, ui_glyphs(s->ui));
    form_view_add(f, FORM_SECTION, "s", "申請者", -1);
    struct form_row *r = form_view_add_field(f, "name", "事業者名称", &(struct field_spec){.cols = 40, .max_chars = 60});
    r->required = true;
    form_row_set_value(r, "株式会社髙知情報基盤");
    form_view_add_field(f, "kana", "ふりがな", &(struct field_spec){.type = INPUT_KANA, .cols = 40});
    r = form_view_add_field(f, "number", "法人番号", &(struct field_spec){.type = INPUT_CODE, .cols = 13, .max_chars = 13, .fixed = true});
    r->required = true;
    r = form_view_add_field(f, "date", "設立年月日", &(struct field_spec){.type = INPUT_DATE, .cols = 12});
    r->required = true;
    r->help = "西暦・和暦どちらでも。例 20190501  R1.5.1  令1/5/1";
    r = form_view_add_field(f, "capital", "資本金", &(struct field_spec){.type = INPUT_NUMBER, .cols = 15, .max_chars = 15});
    r->unit = "円";
    form_row_set_value(r, "10000000");
    form_view_add_choice(f, FORM_CHOICE, "right", "代表権", yes_no, 2)->required = true;
    r = form_view_add_choice(f, FORM_CHOICES, "base", "基盤サービス", bases, 4);
    r->choice_cols = 20;
    r = form_view_add_field(f, "note", "備考", &(struct field_spec){.cols = 30, .lines = 3});
    form_row_set_value(r, "一行目\n二行目");
    r = form_view_add(f, FORM_SHOW, "received", "受付番号", -1);
    form_row_set_echo(r, STYLE_STRONG, "N-2026-0039");
    form_view_add(f, FORM_ADD, "add", "設備を追加する", -1);
    return 0;
}

static void form_close(struct screen *s)
{
    form_view_done(&((struct form_screen *)s)->form);
}

static void form_layout(struct screen *s, struct rect body)
{
    form_view_fit(&((struct form_screen *)s)->form, body);
}

static void form_draw(const struct screen *s, struct surface *to)
{
    form_view_draw(&((const struct form_screen *)s)->form, to, true);
}

static void form_left(struct screen *s, struct form_row *r)
{
    struct date d;
    struct err e;
    if (!str_eq(r->id, "date"))
        return;
    form_row_set_error(r, "");
    form_row_set_echo(r, STYLE_OK, "");
    if (field_empty(&r->field))
        return;
    if (date_parse(field_text(&r->field), ui_today(s->ui), &d, &e) != 0) {
        form_row_set_error(r, message_of_err(&s->ui->action, LANGUAGE_JA, &e));
        return;
    }
    char era[DATE_TEXT_BYTES], iso[DATE_TEXT_BYTES];
    form_row_set_echo(r, STYLE_OK, arena_printf(&s->ui->action, "%s (%s)", date_era(d, era), date_iso(d, iso)));
}

static unsigned form_key(struct screen *s, const struct key *k, struct err *e)
{
    (void)e;
    struct form_view *f = &((struct form_screen *)s)->form;
    struct form_event ev = form_view_key(f, &s->ui->keymap, k, &s->ui->action);
    switch (ev.kind) {
    case FORM_IGNORED: return UI_IGNORED;
    case FORM_LEFT:
    case FORM_END: form_left(s, &f->row[ev.row]); break;
    case FORM_REFUSED: return ui_say(s->ui, STYLE_WARN, ev.message, NULL);
    case FORM_MOVED:
    case FORM_CHANGED:
    case FORM_ADDED: break;
    }
    return UI_REPAINT;
}

static bool form_typing(const struct screen *s)
{
    (void)s;
    return true;
}

const struct screen_ops demo_form_screen = {
    .name = "demo-form",
    .title = "dialog.title",
    .where = WHERE_ENTRY,
    .widgets = WIDGET(FORM) | WIDGET(FIELD),
    .size = sizeof(struct form_screen),
    .open = form_open,
    .close = form_close,
    .layout = form_layout,
    .draw = form_draw,
    .key = form_key,
    .typing = form_typing,
};


struct checklist_screen {
    struct screen screen;
    struct check_view view;
    struct check_view_item item[30];
    char number[30][8];
};

static const struct check_view_answer answers[] = {
    {'1', "適", STYLE_OK, false}, {'2', "不適", STYLE_ERROR, false}, {'3', "該当なし", STYLE_NORMAL, false},
    {'9', "照会", STYLE_WARN, true}, {'0', "未", STYLE_DIM, true},
};

static int checklist_open(struct screen *s, const void *arg, struct err *e)
{
    (void)arg, (void)e;
    struct checklist_screen *c = (struct checklist_screen *)s;
    static const char *const heading[] = {"項目", "名称", "区分", "結果", "疎明資料"};
    memcpy(c->view.heading, heading, sizeof heading);
    c->view.answer = answers;
    c->view.answers = COUNT_OF(answers);
    c->view.item = c->item;
    c->view.n = COUNT_OF(c->item);
    for (size_t i = 0; i < COUNT_OF(c->item); i++) {
        snprintf(c->number[i], sizeof c->number[i], "%zu-%zu", i / 10 + 4, i % 10 + 1);
        c->item[i] = (struct check_view_item){
            .number = c->number[i],
            .name = i % 10 == 0 ? "運用に関する事項" : "情報セキュリティに関する規程",
            .class = "必須",
            .note = "資料7 p.3-5",
            .answer = i < 4 ? (int)i : -1,
            .section = i % 10 == 0,
            .locked = i == 6,
        };
    }
    return 0;
}

static void checklist_layout(struct screen *s, struct rect body)
{
    struct checklist_screen *c = (struct checklist_screen *)s;
    check_view_fit(&c->view, &s->arena, body);
}

static void checklist_draw(const struct screen *s, struct surface *to)
{
    check_view_draw(&((const struct checklist_screen *)s)->view, to, s->body);
}

static unsigned checklist_key(struct screen *s, const struct key *k, struct err *e)
{
    (void)e;
    struct check_view *c = &((struct checklist_screen *)s)->view;
    struct check_view_event ev = check_view_key(c, &s->ui->keymap, k);
    return ev.kind == CHECK_VIEW_IGNORED ? UI_IGNORED : ev.kind == CHECK_VIEW_LOCKED ? UI_BELL : UI_REPAINT;
}

static unsigned checklist_command(struct screen *s, enum command c, struct err *e)
{
    (void)e;
    struct check_view *v = &((struct checklist_screen *)s)->view;
    if (c != CMD_PROMPT)
        return UI_IGNORED;
    v->only_open = !v->only_open;
    return UI_LAYOUT;
}

const struct screen_ops demo_checklist_screen = {
    .name = "demo-checklist",
    .title = "dialog.title",
    .where = WHERE_REVIEW,
    .widgets = WIDGET(CHECKLIST) | WIDGET(LIST),
    .size = sizeof(struct checklist_screen),
    .open = checklist_open,
    .layout = checklist_layout,
    .draw = checklist_draw,
    .key = checklist_key,
    .command = checklist_command,
};


struct calendar_screen {
    struct screen screen;
    struct calendar_view view;
};

static struct calendar_day demo_day(const void *user, struct date d)
{
    (void)user;
    int day = date_ymd(d).day;
    return (struct calendar_day){
        .count = day % 5 == 0 ? day : 0,
        .overdue = day == 18 || day == 19,
        .mark = holiday_name(d) ? "休" : NULL,
        .closed = holiday_name(d) != NULL,
    };
}

static int calendar_open(struct screen *s, const void *arg, struct err *e)
{
    (void)arg, (void)e;
    struct date today = ui_today(s->ui);
    ((struct calendar_screen *)s)->view = (struct calendar_view){.at = today, .today = today, .day = demo_day, .language = s->ui->o.language};
    return 0;
}

static void calendar_screen_draw(const struct screen *s, struct surface *to)
{
    calendar_draw(&((const struct calendar_screen *)s)->view, to, rect_inset(s->body, 1, 1), true);
}

static unsigned calendar_screen_key(struct screen *s, const struct key *k, struct err *e)
{
    (void)e;
    return calendar_key(&((struct calendar_screen *)s)->view, &s->ui->keymap, k) ? UI_REPAINT : UI_IGNORED;
}

const struct screen_ops demo_calendar_screen = {
    .name = "demo-calendar",
    .title = "dialog.title",
    .where = WHERE_DEADLINES,
    .widgets = WIDGET(CALENDAR),
    .size = sizeof(struct calendar_screen),
    .open = calendar_open,
    .draw = calendar_screen_draw,
    .key = calendar_screen_key,
};


static void chart_draw(const struct screen *s, struct surface *to)
{
    static const struct chart_bar bars[] = {
        {"ASPIC IaaS・PaaS", 148, NULL, STYLE_BAR}, {"テレワーク施設", 61, "61件", STYLE_BAR}, {"BELS", 1240, NULL, STYLE_BAR},
        {"JISマーク", 0, NULL, STYLE_BAR}, {"IoT製品ラベル", 1, NULL, STYLE_WARN}};
    chart_draw_bars(bars, COUNT_OF(bars), 20, 0, to, rect_inset(s->body, 1, 1));
}

const struct screen_ops demo_chart_screen = {
    .name = "demo-chart",
    .title = "dialog.title",
    .where = WHERE_STATISTICS,
    .size = sizeof(struct screen),
    .draw = chart_draw,
};
