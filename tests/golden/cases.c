#include "tests/golden/demo.h"
#include "tests/golden/golden.h"

const struct golden_screen golden_screens[] = {
    {"demo-calendar", &demo_calendar_screen, NULL},
    {"demo-chart", &demo_chart_screen, NULL},
    {"demo-checklist", &demo_checklist_screen, NULL},
    {"demo-form", &demo_form_screen, NULL},
    {"demo-list", &demo_list_screen, NULL},
};
const size_t golden_screens_n = COUNT_OF(golden_screens);

static int nothing_open(struct golden_case *c, struct ui_options *o, struct err *e)
{
    (void)c, (void)o, (void)e;
    return 0;
}

static void nothing_close(struct golden_case *c)
{
    (void)c;
}

const struct golden_fixture golden_fixtures[] = {
    {"none", nothing_open, nothing_close},
};
const size_t golden_fixtures_n = COUNT_OF(golden_fixtures);
