#include "tui/widget/calendar.h"

#include <stdio.h>

#include "core/base/mem.h"
#include "core/base/str.h"

enum { DAY_COLS = 6, DAYS = 7, WEEKS = 6 };

static struct date day_after(struct date d, int n)
{
    return (struct date){d.days + n};
}

static bool calendar_command(struct calendar_view *c, enum command cmd)
{
    switch (cmd) {
    case CMD_CALENDAR_DAY_BACK: c->at = day_after(c->at, -1); break;
    case CMD_CALENDAR_DAY_NEXT: c->at = day_after(c->at, 1); break;
    case CMD_CALENDAR_WEEK_BACK: c->at = day_after(c->at, -DAYS); break;
    case CMD_CALENDAR_WEEK_NEXT: c->at = day_after(c->at, DAYS); break;
    case CMD_CALENDAR_MONTH_BACK: c->at = date_add_months(c->at, -1); break;
    case CMD_CALENDAR_MONTH_NEXT: c->at = date_add_months(c->at, 1); break;
    case CMD_CALENDAR_TODAY: c->at = c->today; break;
    default: return false;
    }
    struct date first, last;
    if (date_from_ymd(DATE_YEAR_MIN, 1, 1, &first) && date_compare(c->at, first) < 0)
        c->at = first;
    if (date_from_ymd(DATE_YEAR_MAX, 12, 31, &last) && date_compare(c->at, last) > 0)
        c->at = last;
    return true;
}

bool calendar_key(struct calendar_view *c, const struct keymap *m, const struct key *k)
{
    return calendar_command(c, keymap_find(m, WHERE_CALENDAR, k));
}

static void draw_day(const struct calendar_view *c, struct date d, struct surface *to, struct rect cell, bool focused)
{
    struct calendar_day day = c->day ? c->day(c->user, d) : (struct calendar_day){0};
    bool current = date_compare(d, c->at) == 0;
    enum style style = current                             ? STYLE_FOCUS
                       : day.overdue                       ? STYLE_ERROR
                       : date_compare(d, c->today) == 0    ? STYLE_TODAY
                       : day.closed || date_weekday(d) > 4 ? STYLE_CLOSED
                                                           : STYLE_NORMAL;
    char text[16];
    snprintf(text, sizeof text, "%2d", date_ymd(d).day);
    surface_text(to, cell, 0, 0, style, text);
    if (current && focused)
        surface_cursor(to, cell, 0, 0);
    int x = 2;
    if (!str_empty(day.mark))
        x = surface_text(to, cell, x, 0, STYLE_CLOSED, day.mark);
    else if (day.overdue)
        x = surface_text(to, cell, x, 0, STYLE_ERROR, "!");
    else
        x++;
    /* One column behind a mark of two, else two: what is more reads +. */
    if (day.count > 0) {
        snprintf(text, sizeof text, day.count > (x > 3 ? 9 : 99) ? "+" : "%d", day.count);
        surface_text(to, cell, x, 0, day.overdue ? STYLE_ERROR : STYLE_STRONG, text);
    }
}

void calendar_draw(const struct calendar_view *c, struct surface *to, struct rect at, bool focused)
{
    AUTO(arena) struct arena a = {0};
    char year[8], month[8], era[DATE_TEXT_BYTES];
    struct ymd ymd = date_ymd(c->at);
    snprintf(year, sizeof year, "%d", ymd.year);
    snprintf(month, sizeof month, "%d", ymd.month);
    const char *title = message_of(&a, c->language, "calendar.month", year, month, date_format(c->at, "%E%e", era), NULL);
    surface_text(to, at, 0, 0, STYLE_HEADING, title);
    struct date monday = day_after(c->at, -date_weekday(c->at));
    for (int i = 0; i < DAYS; i++)
        surface_text(to, at, i * DAY_COLS, 1, i > 4 ? STYLE_CLOSED : STYLE_HEADING, date_weekday_in(day_after(monday, i), c->language));

    struct date first = day_after(c->at, 1 - ymd.day);
    int blank = date_weekday(first), days = date_days_in_month(ymd.year, ymd.month);
    for (int i = 0; i < days; i++) {
        int x = (blank + i) % DAYS, y = 2 + (blank + i) / DAYS;
        struct rect cell = rect_cross(at, (struct rect){at.x + x * DAY_COLS, at.y + y, DAY_COLS, 1});
        if (!rect_empty(cell))
            draw_day(c, day_after(first, i), to, cell, focused);
    }
}
