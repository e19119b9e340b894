#include "tui/widget/status.h"

#include <stdio.h>
#include <string.h>

#include "core/base/str.h"

void status_draw_title(const struct status_title *t, struct surface *to, struct rect at)
{
    char era[DATE_TEXT_BYTES], iso[DATE_TEXT_BYTES], day[160];
    snprintf(day, sizeof day, "%s %s  %s", date_era_short(t->today, era), date_weekday_in(t->today, t->language),
             date_iso(t->today, iso));
    bool who = !str_empty(t->who);
    int right = glyphs_cols(&to->glyphs, day, strlen(day)) + (who ? 2 + glyphs_cols(&to->glyphs, t->who, strlen(t->who)) : 0);
    int x = at.w - right - 1;

    int end = surface_text(to, at, 1, 0, STYLE_TITLE, t->title);
    if (!str_empty(t->subject) && x > end + 2)
        surface_column(to, at, end + 2, 0, x - end - 4, STYLE_STRONG, false, t->subject);
    if (x <= end)
        return;
    x = surface_text(to, at, x, 0, STYLE_NORMAL, day);
    if (who)
        surface_text(to, at, x + 2, 0, STYLE_NORMAL, t->who);
}

void status_draw_message(const char *text, enum style style, struct surface *to, struct rect at)
{
    if (!str_empty(text))
        surface_column(to, at, 1, 0, at.w - 1, style, false, text);
}
