#include "tui/screen/asks.h"

#include "core/app/user_app.h"
#include "core/base/holiday.h"
#include "core/base/str.h"
#include "tui/loop.h"
#include "tui/widget/choose.h"

enum { DATE_COLS = 12, NUMBER_COLS = 16, TEXT_COLS = 46, CHOICES_SHOWN_MAX = 12, LINES_SHOWN = 5 };

static void add_choice(struct dialog *d, const struct ask *ask, const struct form_option *option, int n)
{
    struct arena *a = &d->memory;
    struct form_row *r =
        form_view_add_choice(&d->form, FORM_CHOICE, arena_strdup(a, ask->fact), arena_strdup(a, ask->label), option, n);
    form_row_set_value(r, ask->suggestion);
    r->required = ask->required;
}

static void add_bool(struct dialog *d, const struct ask *ask)
{
    struct form_option *option = ARENA_ARRAY(&d->memory, struct form_option, 2);
    option[0] = (struct form_option){"true", ui_word(d->screen.ui, "ask.yes")};
    option[1] = (struct form_option){"false", ui_word(d->screen.ui, "ask.no")};
    add_choice(d, ask, option, 2);
}

static void add_words(struct dialog *d, const struct ask *ask)
{
    struct form_option *option = ARENA_ARRAY(&d->memory, struct form_option, ask->n_choices);
    for (size_t i = 0; i < ask->n_choices; i++) {
        option[i].value = arena_strdup(&d->memory, ask->choices[i]);
        option[i].label = ask->choice_labels ? arena_strdup(&d->memory, ask->choice_labels[i]) : option[i].value;
    }
    add_choice(d, ask, option, (int)ask->n_choices);
}

static bool read_day(struct ui *ui, const char *text, struct date *day_r, struct err *e)
{
    struct app *app = ui_app(ui);
    return (app ? calendar_date_parse(&app->closed, text, ui_today(ui), day_r, e) : date_parse(text, ui_today(ui), day_r, e)) == 0;
}

/* A day that was left says how it was understood. */
static void asks_left(struct dialog *d, struct form_row *r)
{
    struct ui *ui = d->screen.ui;
    struct date day;
    struct err e = {0};
    char iso[DATE_TEXT_BYTES], era[DATE_TEXT_BYTES];
    if (r->kind != FORM_FIELD || r->field.spec.type != INPUT_DATE)
        return;
    form_row_set_error(r, "");
    form_row_set_echo(r, STYLE_NORMAL, "");
    if (form_row_empty(r))
        return;
    if (read_day(ui, field_text(&r->field), &day, &e))
        form_row_set_echo(r, STYLE_DIM, arena_printf(&ui->action, "%s (%s) %s", date_iso(day, iso), date_era_short(day, era),
                                                     date_weekday_in(day, ui->o.language)));
    else
        form_row_set_error(r, message_of_err(&ui->action, ui->o.language, &e));
}

static void add_field(struct dialog *d, const struct ask *ask)
{
    struct field_spec spec = {.type = INPUT_TEXT, .cols = TEXT_COLS, .max_chars = ASKS_TEXT_CHARS_MAX};
    bool number = str_eq(ask->type, "int") || str_eq(ask->type, "decimal") || str_eq(ask->type, "yen");
    if (str_eq(ask->type, "lines"))
        spec.lines = LINES_SHOWN;
    else if (str_eq(ask->type, "date"))
        spec = (struct field_spec){.type = INPUT_DATE, .cols = DATE_COLS, .max_chars = 40};
    else if (number)
        spec = (struct field_spec){.type = INPUT_NUMBER, .cols = NUMBER_COLS, .max_chars = 20};
    struct arena *a = &d->memory;
    struct form_row *r = form_view_add_field(&d->form, arena_strdup(a, ask->fact), arena_strdup(a, ask->label), &spec);
    form_row_set_value(r, ask->suggestion);
    r->required = ask->required;
    if (str_eq(ask->type, "yen"))
        r->unit = ui_word(d->screen.ui, "ask.yen");
    if (spec.type == INPUT_DATE)
        r->help = ui_word(d->screen.ui, "ask.date-help");
    asks_left(d, r); /* a suggested day, too, is read in both eras */
    if (ask->n_choices) {
        struct choose_row *row = ARENA_ARRAY(&d->screen.ui->action, struct choose_row, ask->n_choices);
        for (size_t i = 0; i < ask->n_choices; i++)
            row[i].value = ask->choices[i];
        dialog_offer(d, d->form.n - 1, row, ask->n_choices);
        r->help = ui_word(d->screen.ui, "ask.choose-help");
    }
}

void asks_add(struct dialog *d, const struct ask *ask, size_t n)
{
    d->left = asks_left;
    for (size_t i = 0; i < n; i++) {
        if (str_eq(ask[i].type, "bool"))
            add_bool(d, &ask[i]);
        else if (ask[i].n_choices && ask[i].n_choices <= CHOICES_SHOWN_MAX)
            add_words(d, &ask[i]);
        else
            add_field(d, &ask[i]);
    }
}

/* What is wrong with the row, or NULL. */
static const char *mistake(struct ui *ui, const struct form_row *r)
{
    struct date day;
    struct err e = {0};
    if (form_row_empty(r))
        return r->required ? ui_word(ui, "ask.missing") : NULL;
    if (r->kind != FORM_FIELD || r->field.spec.type != INPUT_DATE)
        return NULL;
    return read_day(ui, field_text(&r->field), &day, &e) ? NULL : message_of_err(&ui->action, ui->o.language, &e);
}

bool asks_take(struct dialog *d, struct arena *a, struct answer **answer_r, size_t *n_r)
{
    struct form_view *f = &d->form;
    LIST(struct answer) answers = {0};
    int wrong = -1;
    for (int i = f->n; i-- > 0;) {
        const char *why = mistake(d->screen.ui, &f->row[i]);
        form_row_set_error(&f->row[i], why ? why : "");
        wrong = why ? i : wrong;
    }
    if (wrong >= 0) {
        form_view_go(f, wrong, a);
        d->on_answers = false;
        return false;
    }
    for (int i = 0; i < f->n; i++)
        *LIST_ADD(a, &answers) = (struct answer){arena_strdup(a, f->row[i].id), form_row_value(&f->row[i], a)};
    *answer_r = answers.at;
    *n_r = answers.n;
    return true;
}

const char *asks_text(const struct answer *answer, size_t n, const char *fact)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(answer[i].fact, fact))
            return answer[i].value;
    return "";
}

struct date asks_day(struct ui *ui, const struct answer *answer, size_t n, const char *fact)
{
    const char *text = asks_text(answer, n, fact);
    struct date day;
    struct err e = {0};
    return *text && read_day(ui, text, &day, &e) ? day : DATE_NONE;
}

unsigned asks_person(struct ui *ui, const char *title, int64_t tag, struct err *e)
{
    struct user_view *user;
    size_t n, rows = 0;
    if (user_list(ui_app(ui), &ui->action, &user, &n, e))
        return UI_REPAINT;
    struct choose_row *row = ARENA_ARRAY(&ui->action, struct choose_row, n + 1);
    for (size_t i = 0; i < n; i++)
        if (str_eq(user[i].u.state, "active"))
            row[rows++] = (struct choose_row){user[i].u.login, user[i].u.name, NULL};
    row[rows++] = (struct choose_row){"-", ui_word(ui, "case.assign-nobody"), NULL};
    return ui_choose(ui, title, row, rows, tag);
}
