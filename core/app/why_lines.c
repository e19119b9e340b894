#include "core/app/why_lines.h"

#include "core/app/labels.h"

void why_add(struct why_lines *w, enum app_word label, const char *text)
{
    *LIST_ADD(w->a, &w->all) = (struct why_line){app_word(w->app, label), text};
}

const char *why_date(struct why_lines *w, struct date d)
{
    char iso[DATE_TEXT_BYTES], era[DATE_TEXT_BYTES];
    return date_is_none(d) ? "" : arena_printf(w->a, "%s (%s) %s", date_iso(d, iso), date_weekday_in(d, w->app->language), date_era(d, era));
}

void why_add_rule(struct why_lines *w, const struct whys *whys)
{
    const char *text = "";
    for (size_t i = 0; i < whys->all.n; i++) {
        const struct why *why = &whys->all.at[i];
        if (why->kind == WHY_RULE)
            text = arena_printf(w->a, "%s%s%s", text, *text ? " " : "", why->label);
        else if (why->kind == WHY_ARTICLE)
            text = arena_printf(w->a, "%s (%s)", text, why->text);
    }
    why_add(w, WORD_WHY_RULE, text);
}

void why_add_facts(struct why_lines *w, enum app_word label, const struct whys *whys)
{
    for (size_t i = 0; i < whys->all.n; i++) {
        const struct why *why = &whys->all.at[i];
        const char *name = label_of_fact(w->app, w->s, why->name, w->a);
        if (why->kind == WHY_FACT)
            why_add(w, label, app_say(w->app, w->a, WORD_WHY_FACT, name, label_of_value(w->app, &why->type, why->value, w->a)));
        else if (why->kind == WHY_MISSING)
            why_add(w, WORD_WHY_MISSING, app_say(w->app, w->a, WORD_WHY_NOT_SET, name, NULL));
    }
}
