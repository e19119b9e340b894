/* Small screens with invented contents that show one widget each: for the golden tests of the widgets. */
#ifndef SHINSA_TESTS_GOLDEN_DEMO_H
#define SHINSA_TESTS_GOLDEN_DEMO_H

#include "tui/screen.h"

extern const struct screen_ops demo_calendar_screen, demo_chart_screen, demo_checklist_screen, demo_form_screen,
    demo_list_screen;

#endif
