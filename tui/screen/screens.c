#include "tui/screen/screens.h"

#include <stdlib.h>

#include "core/base/str.h"

static const struct {
    const struct screen_ops *ops; /* NULL: the end */
    enum command command;
} screens[] = {
#define SCREEN(ops_, command_) {&ops_, CMD_##command_},
#include "tui/screen/screen_table.def"
#undef SCREEN
    {NULL, CMD_NONE},
};

const struct screen_ops *screen_for_command(enum command c)
{
    for (size_t i = 0; c != CMD_NONE && screens[i].ops; i++)
        if (screens[i].command == c)
            return screens[i].ops;
    return NULL;
}

const struct screen_ops *screen_by_name(const char *name)
{
    for (size_t i = 0; screens[i].ops; i++)
        if (str_eq(screens[i].ops->name, name))
            return screens[i].ops;
    return NULL;
}

unsigned screen_push(struct ui *ui, const char *name, const void *arg, size_t size)
{
    const struct screen_ops *ops = screen_by_name(name);
    return ops ? ui_push(ui, ops, arg, size) : ui_say(ui, STYLE_WARN, "screen.missing", name, NULL);
}

const char *screen_day(struct screen *s, struct date d)
{
    char iso[DATE_TEXT_BYTES];
    return date_is_none(d) ? "" : arena_printf(&s->arena, "%s %s", date_iso(d, iso), date_weekday_in(d, s->ui->o.language));
}

const char *screen_day_both(struct screen *s, struct date d)
{
    char iso[DATE_TEXT_BYTES], era[DATE_TEXT_BYTES];
    if (date_is_none(d))
        return "";
    return arena_printf(&s->arena, "%s (%s) %s", date_iso(d, iso), date_era_short(d, era),
                        date_weekday_in(d, s->ui->o.language));
}

const char *screen_days_left(struct screen *s, int days_left)
{
    const char *days = arena_printf(&s->arena, "%d", abs(days_left));
    const char *id = days_left < 0 ? "due.over" : days_left == 0 ? "due.today" : "due.left";
    return message_of(&s->arena, s->ui->o.language, id, days, NULL);
}
