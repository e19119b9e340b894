#include "tests/golden/demo.h"
#include "tests/golden/facilities.h"
#include "tests/golden/golden.h"
#include "tests/golden/lives.h"
#include "tests/golden/office.h"

const struct golden_screen golden_screens[] = {
    {"admin", &admin_screen, NULL},
    {"case", &case_screen, &office_first_case},
    {"case-facilities", &case_screen, &facilities_case},
    {"case-deadlines", &case_deadlines_screen, &office_first_case},
    {"case-draft", &case_screen, &office_draft_case},
    {"cases", &cases_screen, NULL},
    {"certificate", &certificate_screen, &lives_certificate},
    {"certificates", &certificates_screen, NULL},
    {"deadlines", &deadlines_screen, NULL},
    {"demo-calendar", &demo_calendar_screen, NULL},
    {"demo-chart", &demo_chart_screen, NULL},
    {"demo-checklist", &demo_checklist_screen, NULL},
    {"demo-form", &demo_form_screen, NULL},
    {"demo-list", &demo_list_screen, NULL},
    {"diagnose", &diagnose_screen, NULL},
    {"disposal", &disposal_screen, NULL},
    {"entry", &entry_screen, &office_new_form},
    {"entry-full", &entry_screen, &office_full_form},
    {"entry-matrix", &entry_screen, &office_matrix_form},
    {"factor", &factor_screen, &lives_yoshida},
    {"fees", &fees_screen, &lives_unpaid},
    {"fees-paid", &fees_screen, &lives_renewal},
    {"history", &history_screen, NULL},
    {"home", &home_screen, NULL},
    {"ledgers", &ledgers_screen, NULL},
    {"lookup", &lookup_screen, NULL},
    {"new", &new_screen, NULL},
    {"papers", &papers_screen, &lives_unpaid},
    {"people", &people_screen, NULL},
    {"queries", &queries_screen, &lives_correction},
    {"register", &sheet_screen, &lives_register},
    {"review", &review_screen, &lives_correction},
    {"review-renewal", &review_screen, &lives_renewal_review},
    {"schemes", &schemes_screen, NULL},
    {"seats", &seats_screen, NULL},
    {"sheet", &sheet_screen, &lives_ledger},
    {"stats", &stats_screen, NULL},
    {"units", &units_screen, &facilities_case},
    {"unpaid", &unpaid_screen, NULL},
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
    {"facilities", facilities_fixture_open, facilities_fixture_close, NULL},
    {"lives", lives_fixture_open, lives_fixture_close, NULL},
    {"none", nothing_open, nothing_close, NULL},
    {"office", office_fixture_open, office_fixture_close, office_fixture_colleague},
};
const size_t golden_fixtures_n = COUNT_OF(golden_fixtures);
