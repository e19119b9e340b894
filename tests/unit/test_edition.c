/* A case keeps the version of its scheme that was in force on its day of receipt, whatever is installed later (ASPIC-003). */
#include <sys/stat.h>
#include <unistd.h>

#include "core/app/case_app.h"
#include "core/app/fee_app.h"
#include "tests/support/scheme_copy.h"
#include "tests/support/staged.h"

/* The installed schemes, and a version of one of them that asks for more money from 2026-04-01 on. */
static int two_versions(void **state)
{
    struct staged *o = xcalloc(1, sizeof *o);
    AUTO(arena) struct arena a = {0};
    struct err e;
    const char *build = getenv("BUILDDIR") ? getenv("BUILDDIR") : ".", *src = getenv("SRCDIR") ? getenv("SRCDIR") : ".";
    const char *to = arena_printf(&a, "%s/tests/edition.tmp", build);
    const char *const folders[] = {"", "/aspic", "/aspic/2026-04-01"};
    mkdir(arena_printf(&a, "%s/tests", build), 0777);
    for (size_t i = 0; i < COUNT_OF(folders); i++)
        mkdir(arena_printf(&a, "%s%s", to, folders[i]), 0777);
    const char *const links[] = {"aspic-base", "aspic/2022-04-01"};
    char real[4096];
    assert_non_null(realpath(src, real));
    for (size_t i = 0; i < COUNT_OF(links); i++) {
        const char *link = arena_printf(&a, "%s/%s", to, links[i]);
        unlink(link);
        assert_int_equal(symlink(arena_printf(&a, "%s/schemes/%s", real, links[i]), link), 0);
    }
    copy_write(arena_printf(&a, "%s/aspic/2026-04-01/scheme.yaml", to),
               "id: aspic\nversion: 2026-04-01\nextends: aspic/2022-04-01\nlabel: {ja: 次の版, en: Next}\nsrc: 次の概要\n");
    copy_write(arena_printf(&a, "%s/aspic/2026-04-01/fees.yaml", to),
               "fees:\n  - id: review\n    rows:\n      - {from: 2012-08-01, net: 250000, rate: 10, src: 別表1}\n");
    assert_ok(schemes_load(to, &o->schemes, NULL, &e), &e);
    *state = o;
    return 0;
}

static void act_on(struct staged *o, const char *day, const char *action)
{
    AUTO(arena) struct arena a = {0};
    struct act_result r;
    struct err e;
    o->app->clock = clock_fixed(staged_day(day));
    assert_ok(case_act(o->app, STAGED_CASE, 0, action, NULL, 0, &a, &r, &e), &e);
}

static struct case_file own_case(struct staged *o)
{
    struct case_view view;
    struct err e;
    assert_ok(case_view(o->app, STAGED_CASE, &o->arena, &view, &e), &e);
    return view.c;
}

/* An application that is keyed in before its first step: the specimen, in the start state, received by nobody yet. */
static void stage_draft(struct staged *o, const char *today)
{
    struct err e;
    staged_open(o, today);
    o->scheme = schemes_on(o->schemes, "aspic", staged_day(today));
    assert_non_null(o->scheme);
    static const char given[] = "case.received_on: null\ndoc.registry_transcript.issued_on: 2026-03-10\n";
    const struct yaml *root;
    struct where at;
    assert_ok(yaml_parse(&o->arena, "given", given, strlen(given), &root, &at, &e), &e);
    assert_ok(stage_build(&o->stage, o->app, o->scheme, "new", root, &o->arena, &e), &e);
}

static int64_t billed(struct staged *o)
{
    struct err e;
    struct fee_sheet sheet;
    assert_ok(fee_sheet(o->app, STAGED_CASE, &o->arena, &sheet, &e), &e);
    assert_int_equal(sheet.n_fees, 1);
    return sheet.fee[0].f.net.v;
}

static void test_edition__a_case_ends_under_the_version_it_was_received_under(void **state)
{
    struct staged *o = *state;
    stage_draft(o, "2026-03-20");
    assert_string_equal(own_case(o).edition, "2022-04-01");
    act_on(o, "2026-03-31", "T01");
    act_on(o, "2026-04-01", "T03");
    act_on(o, "2026-04-02", "T06");
    assert_string_equal(own_case(o).edition, "2022-04-01");
    assert_int_equal(billed(o), 190000);
}

static void test_edition__a_draft_goes_over_to_the_version_of_its_day_of_receipt(void **state)
{
    struct staged *o = *state;
    stage_draft(o, "2026-03-20");
    act_on(o, "2026-04-01", "T01");
    assert_string_equal(own_case(o).edition, "2026-04-01");
    act_on(o, "2026-04-02", "T03");
    act_on(o, "2026-04-02", "T06");
    assert_int_equal(billed(o), 250000);
}

static void test_edition__a_back_dated_receipt_is_under_the_version_of_that_day(void **state)
{
    struct staged *o = *state;
    AUTO(arena) struct arena a = {0};
    const struct answer answers[] = {{"case.received_on", "2026-03-31"}};
    struct act_result r;
    struct err e;
    stage_draft(o, "2026-04-02");
    assert_string_equal(own_case(o).edition, "2026-04-01");
    assert_ok(case_act(o->app, STAGED_CASE, 0, "T01", answers, 1, &a, &r, &e), &e);
    assert_string_equal(own_case(o).edition, "2022-04-01");
}

/* What stands on file of a version that is gone cannot be touched, and says so. */
static void test_edition__a_version_that_is_gone_is_missed(void **state)
{
    struct staged *o = *state;
    struct case_view view;
    struct err e;
    stage_draft(o, "2026-03-20");
    struct case_file c = own_case(o);
    c.edition = "2019-04-01";
    staged_put(o, &case_file_type, &c);
    assert_int_equal(case_view(o->app, STAGED_CASE, &o->arena, &view, &e), E_VERSION);
    assert_string_equal(e.msg, "scheme.not-installed");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_edition__a_case_ends_under_the_version_it_was_received_under),
        cmocka_unit_test(test_edition__a_draft_goes_over_to_the_version_of_its_day_of_receipt),
        cmocka_unit_test(test_edition__a_back_dated_receipt_is_under_the_version_of_that_day),
        cmocka_unit_test(test_edition__a_version_that_is_gone_is_missed),
    };
    return cmocka_run_group_tests(tests, two_versions, staged_group_teardown);
}
