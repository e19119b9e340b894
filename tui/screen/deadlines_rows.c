#include "core/base/str.h"
#include "tui/screen/deadlines_state.h"

const struct deadline_row *deadlines_at(const struct deadlines_screen *d)
{
    return d->list.at < d->n ? &d->row[d->list.at] : NULL;
}

static struct deadline_filter filter_of(const struct deadlines_screen *d)
{
    struct date at = d->calendar.at, monday = {at.days - date_weekday(at)};
    struct deadline_filter f = {.from = at, .until = at, .scheme = d->scheme.id, .open_only = true,
                                .after = pages_after(&d->pages), .limit = DEADLINE_PAGE_MAX};
    if (d->mode == DEADLINES_WEEK) {
        f.from = monday;
        f.until.days = monday.days + 6;
    } else if (d->mode == DEADLINES_LIST) {
        f.from = f.until = DATE_NONE;
    }
    return f;
}

static void make_texts(struct deadlines_screen *d)
{
    struct arena *a = &d->rows;
    struct ui *ui = d->screen.ui;
    d->text = ARENA_ARRAY(a, const char *, d->n * DEADLINES_COLUMNS);
    for (size_t i = 0; i < d->n; i++) {
        const struct deadline_row *row = &d->row[i];
        const char **text = &d->text[i * DEADLINES_COLUMNS];
        text[0] = arena_strdup(a, screen_day(&d->screen, row->d.due_on));
        text[1] = row->label;
        text[2] = *row->number ? row->number : row->d.case_id ? arena_printf(a, "#%lld", (long long)row->d.case_id) : "";
        text[3] = row->party_name;
        text[4] = row->kind_label;
        text[5] = arena_strdup(a, screen_days_left(&d->screen, row->days_left));
    }
    size_t before = (size_t)d->pages.n * DEADLINE_PAGE_MAX;
    const char *count = arena_printf(a, "%zu", d->n);
    if (before || d->next)
        count = message_of(a, ui->o.language, d->next ? "deadlines.count-more" : "deadlines.count-last",
                           arena_printf(a, "%zu-%zu", before + 1, before + d->n), NULL);
    else
        count = message_of(a, ui->o.language, "deadlines.count", count, NULL);
    struct date monday = {d->calendar.at.days - date_weekday(d->calendar.at)};
    switch (d->mode) {
    case DEADLINES_LIST: d->head = message_of(a, ui->o.language, "deadlines.head-list", count, NULL); break;
    case DEADLINES_WEEK: d->head = message_of(a, ui->o.language, "deadlines.head-week", screen_day_both(&d->screen, monday), count, NULL); break;
    case DEADLINES_DAY:
    case DEADLINES_MONTH: d->head = message_of(a, ui->o.language, "deadlines.head-day", screen_day_both(&d->screen, d->calendar.at), count, NULL); break;
    }
}

int deadlines_load(struct deadlines_screen *d, struct err *e)
{
    const struct deadline_filter f = filter_of(d);
    struct deadline_list list = {0};
    arena_reset(&d->rows);
    int rc = deadline_list(ui_app(d->screen.ui), &f, &d->rows, &list, e);
    d->row = list.row;
    d->n = list.n;
    d->next = list.next;
    d->loaded = d->calendar.at;
    make_texts(d);
    list_fit(&d->list, d->n, d->list.height);
    return rc ? rc : deadlines_explain(d, e);
}

int deadlines_load_month(struct deadlines_screen *d, struct err *e)
{
    struct app *app = ui_app(d->screen.ui);
    struct ymd at = date_ymd(d->calendar.at);
    struct date first = {d->calendar.at.days - at.day + 1}, last = date_end_of_month(d->calendar.at);
    struct day_count *count;
    size_t n;
    int rc = deadline_count_days(app, first, last, d->scheme.id, &d->screen.arena, &count, &n, e);
    for (int i = 1; i <= DAYS_OF_MONTH; i++) {
        struct date day = {first.days + i - 1};
        const char *why = calendar_why_closed(&app->closed, day);
        bool weekend = date_weekday(day) > 4;
        d->day[i] = (struct calendar_day){.closed = why != NULL, .mark = why && !weekend ? ui_word(d->screen.ui, "deadlines.closed") : NULL};
    }
    for (size_t i = 0; !rc && i < n; i++) {
        struct calendar_day *day = &d->day[date_ymd(count[i].day).day];
        day->count = count[i].n > 99 ? 99 : (int)count[i].n;
        day->overdue = count[i].overdue > 0;
    }
    return rc;
}

int deadlines_explain(struct deadlines_screen *d, struct err *e)
{
    const struct deadline_row *row = deadlines_at(d);
    const struct ui *ui = d->screen.ui;
    const char *closed = calendar_why_closed(&ui_app(ui)->closed, d->calendar.at);
    struct why_line *line;
    size_t n = 0;
    detail_begin(&d->detail, d->list.at, "");
    d->detail.label_cols = ui->o.language == LANGUAGE_EN ? DETAIL_WHY_COLS_EN : 0;
    if (!row) {
        if (closed && (d->mode == DEADLINES_DAY || d->mode == DEADLINES_MONTH))
            detail_add(&d->detail, ui_word(ui, "deadlines.closed"), closed);
        return 0;
    }
    char iso[DATE_TEXT_BYTES];
    const char *head = message_of(&d->detail.memory, ui->o.language, "deadlines.why", date_iso(row->d.due_on, iso), row->label, row->number, NULL);
    d->detail.head = head;
    int rc = deadline_why(ui_app(ui), row->d.id, &d->screen.ui->action, &line, &n, e);
    detail_add_why(&d->detail, line, rc ? 0 : n);
    detail_add(&d->detail, ui_word(ui, "deadlines.note"), row->d.note);
    return rc;
}
