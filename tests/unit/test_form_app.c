#include "core/app/case_app.h"
#include "core/app/form_app.h"
#include "core/model/fee.h"
#include "core/model/paper.h"
#include "core/model/party.h"
#include "db/rows_bundle.h"
#include "db/search.h"
#include "tests/support/staged.h"

static struct form_sheet sheet_of(struct staged *o, int64_t case_id, const char *form)
{
    struct err e;
    struct form_sheet sheet;
    assert_ok(form_sheet(o->app, case_id, form, &o->arena, &sheet, &e), &e);
    return sheet;
}

static const struct form_place *place(const struct form_sheet *sheet, const char *path)
{
    for (size_t i = 0; i < sheet->n; i++)
        if (strcmp(sheet->field[i].path, path) == 0)
            return &sheet->field[i];
    fail_msg("no place %s", path);
    return NULL;
}

static int save(struct staged *o, const char *form, int64_t base, const struct form_value *values, size_t n, struct form_sheet *sheet, struct err *e)
{
    return form_save(o->app, STAGED_CASE, form, base, values, n, &o->arena, sheet, e);
}

static int64_t new_case(struct staged *o)
{
    struct err e;
    int64_t id;
    assert_ok(case_new(o->app, "aspic", "new", 0, NULL, 0, &o->arena, &id, &e), &e);
    return id;
}

static void test_form_app__an_empty_form_shows_every_place(void **state)
{
    struct staged *o = *state;
    staged_open(o, "2025-06-02");
    struct form_sheet sheet = sheet_of(o, new_case(o), "F-A");
    assert_int_equal(sheet.revision, 0);
    assert_true(sheet.editable);
    assert_true(sheet.n_required_open > 5);
    assert_int_equal(sheet.n_errors, 0);
    const struct form_place *name = place(&sheet, "operator_name");
    assert_string_equal(name->label, "事業者名称");
    assert_true(name->required);
    assert_string_equal(name->type, "text");
    assert_null(name->was);
    const struct form_place *kind = place(&sheet, "operator_kind");
    assert_true(kind->n_choices >= 2);
}

static void test_form_app__saving_keeps_what_was_understood_and_names_the_applicant(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct form_sheet sheet;
    staged_open(o, "2025-06-02");
    int64_t id = new_case(o);
    const struct form_value values[] = {{"operator_kind", "法人"}, {"operator_name", "架空クラウド株式会社"}, {"service_name", "架空基盤"},
                                        {"written_date", "R7.5.28"}, {"contact_tel", "０３（１２３４）５６７８"}};
    assert_ok(form_save(o->app, id, "F-A", 0, values, COUNT_OF(values), &o->arena, &sheet, &e), &e);
    assert_int_equal(sheet.revision, 1);
    assert_string_equal(place(&sheet, "written_date")->value, "2025-05-28");
    assert_non_null(strstr(place(&sheet, "written_date")->echo, "令和7年5月28日"));
    assert_string_equal(place(&sheet, "contact_tel")->value, "03-1234-5678");
    struct case_view view;
    assert_ok(case_view(o->app, id, &o->arena, &view, &e), &e);
    assert_string_equal(view.party_name, "架空クラウド株式会社");
    assert_string_equal(view.c.subject, "架空基盤");
    /* fields that were not named stay */
    const struct form_value more[] = {{"service_name", "架空基盤2"}};
    assert_ok(form_save(o->app, id, "F-A", 1, more, 1, &o->arena, &sheet, &e), &e);
    assert_int_equal(sheet.revision, 2);
    assert_string_equal(place(&sheet, "operator_name")->value, "架空クラウド株式会社");
    /* the same again is nothing new */
    assert_ok(form_save(o->app, id, "F-A", 2, more, 1, &o->arena, &sheet, &e), &e);
    assert_int_equal(sheet.revision, 2);
}

static void test_form_app__what_cannot_be_read_is_kept_and_marked(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct form_sheet sheet;
    staged_stage(o, "aspic", "new", "2025-06-30");
    const struct form_value values[] = {{"written_date", "さんがつ"}};
    assert_ok(save(o, "F-A", 1, values, 1, &sheet, &e), &e);
    assert_string_equal(place(&sheet, "written_date")->value, "さんがつ");
    assert_string_not_equal(place(&sheet, "written_date")->error, "");
    assert_int_equal(sheet.n_errors, 1);
}

static void test_form_app__two_people_do_not_overwrite_each_other(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct form_sheet sheet;
    staged_stage(o, "aspic", "new", "2025-06-30");
    const struct form_value mine[] = {{"service_name", "私の"}}, theirs[] = {{"service_name", "相手の"}};
    assert_ok(save(o, "F-A", 1, theirs, 1, &sheet, &e), &e);
    assert_int_equal(save(o, "F-A", 1, mine, 1, &sheet, &e), E_CONFLICT);
    assert_string_equal(e.msg, "form.changed");
    sheet = sheet_of(o, STAGED_CASE, "F-A");
    assert_string_equal(place(&sheet, "service_name")->value, "相手の");
}

static void test_form_app__refuses_unknown_places_and_hostile_text(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct form_sheet sheet;
    static const char *const bad[] = {"nothing", "operator_name.x", "outsourced[999999].to", "outsourced[0].nothing", "outsourced", "b01.content", "",
                                      "operator_name[0]", "outsourced[x].to", "outsourced[0]"};
    staged_stage(o, "aspic", "new", "2025-06-30");
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        const struct form_value v = {bad[i], "x"};
        if (save(o, "F-A", 1, &v, 1, &sheet, &e) != E_INPUT)
            fail_msg("%s was taken", bad[i]);
        assert_string_equal(e.msg, "form.no-field");
    }
    const struct form_value control = {"service_name", "a\x1b[2J"}, broken = {"service_name", "\xff\xfe"};
    assert_int_equal(save(o, "F-A", 1, &control, 1, &sheet, &e), E_INPUT);
    assert_int_equal(save(o, "F-A", 1, &broken, 1, &sheet, &e), E_INPUT);
    assert_int_equal(form_sheet(o->app, STAGED_CASE, "F-X", &o->arena, &sheet, &e), E_NOTFOUND);
    assert_int_equal(form_sheet(o->app, 999, "F-A", &o->arena, &sheet, &e), E_NOTFOUND);
}

static void test_form_app__rows_of_lists_come_and_go(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct form_sheet sheet;
    staged_stage(o, "aspic", "new", "2025-06-30");
    const struct form_value add[] = {{"outsourced[1].to", "二番目"}, {"outsourced[2].to", "三番目"}};
    assert_ok(save(o, "F-A", 1, add, 2, &sheet, &e), &e);
    assert_string_equal(place(&sheet, "outsourced[2].to")->value, "三番目");
    const struct form_value clear[] = {{"outsourced[1].to", ""}};
    assert_ok(save(o, "F-A", 2, clear, 1, &sheet, &e), &e);
    assert_string_equal(place(&sheet, "outsourced[1].to")->value, "三番目");
    for (size_t i = 0; i < sheet.n; i++)
        assert_string_not_equal(sheet.field[i].path, "outsourced[2].to");
    bool listed = false;
    for (size_t i = 0; i < sheet.n_lists; i++)
        listed |= strcmp(sheet.list[i], "outsourced") == 0;
    assert_true(listed);
}

struct count_units {
    struct arena *a;
    size_t n;
};

static int count_units(struct db *db, void *arg, struct err *e)
{
    struct count_units *c = arg;
    struct rows rows;
    int rc = rows_of(db, STMT_bundle_units, STAGED_CASE, &unit_type, c->a, &rows, e);
    c->n = rows.n;
    return rc;
}

static size_t units_of(struct staged *o)
{
    struct count_units c = {.a = &o->arena};
    struct err e;
    assert_ok(db_read(o->app->db, count_units, &c, &e), &e);
    return c.n;
}

static void test_form_app__a_matrix_has_its_rows_and_those_of_its_units(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct form_sheet sheet;
    staged_stage(o, "aspic", "new", "2025-06-30");
    sheet = sheet_of(o, STAGED_CASE, "F-B");
    const struct form_place *b01 = place(&sheet, "b01.content");
    assert_string_equal(b01->no, "1");
    assert_string_equal(b01->label, "開示情報の日付");
    assert_int_equal(b01->lines, 3);
    const char *unit = NULL, *dc = place(&sheet, "datacenters[0].name")->value;
    for (size_t i = 0; i < sheet.n && !unit; i++)
        unit = strchr(sheet.field[i].path, '@') && strstr(sheet.field[i].path, ".content") ? sheet.field[i].path : NULL;
    assert_non_null(unit);
    assert_non_null(strstr(unit, dc));
    const char *content = arena_strdup(&o->arena, place(&sheet, unit)->value);
    /* another name takes its rows along */
    const struct form_value rename[] = {{"datacenters[0].name", "新しいDC"}, {"b01.content", "書き直し"}};
    assert_ok(save(o, "F-B", 1, rename, 2, &sheet, &e), &e);
    assert_string_equal(place(&sheet, "b01.content")->value, "書き直し");
    const char *renamed = arena_printf(&o->arena, "%.*s@新しいDC.content", (int)(strchr(unit, '@') - unit), unit);
    assert_string_equal(place(&sheet, renamed)->value, content);
    /* the case has the units that the form lists */
    const struct form_value another[] = {{"datacenters[1].name", "別のDC"}, {"datacenters[1].own", "自社"}};
    assert_ok(save(o, "F-B", 2, another, 2, &sheet, &e), &e);
    assert_int_equal(units_of(o), 2);
    const struct form_value gone[] = {{"datacenters[0].name", ""}, {"datacenters[0].own", ""}, {"datacenters[0].place", ""}};
    assert_ok(save(o, "F-B", 3, gone, 3, &sheet, &e), &e);
    assert_int_equal(units_of(o), 1);
    const struct form_value bad[] = {{"datacenters[0].name", "a.b"}};
    assert_int_equal(save(o, "F-B", 4, bad, 1, &sheet, &e), E_INPUT);
    assert_string_equal(e.msg, "form.unit-name");
}

static void test_form_app__a_renewal_shows_what_was_there_before(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct form_sheet sheet;
    staged_stage(o, "aspic", "renewal", "2024-03-10");
    sheet = sheet_of(o, STAGED_CASE, "F-B");
    const struct form_place *b10 = place(&sheet, "b10.content");
    assert_non_null(b10->was);
    assert_false(b10->changed);
    const struct form_value values[] = {{"b10.content", "別の文"}};
    assert_ok(save(o, "F-B", 1, values, 1, &sheet, &e), &e);
    b10 = place(&sheet, "b10.content");
    assert_true(b10->changed);
    assert_string_not_equal(b10->was, "別の文");
}

/* What the certificate already says is not asked again: suggested in a first revision, kept when that is saved. */
static void test_form_app__a_renewal_begins_with_the_number_of_its_certificate(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct form_sheet sheet;
    int64_t case_id;
    staged_open(o, "2024-01-20");
    staged_add_certificate(o, 1, "aspic", "IP0042-2204", 42, "2022-04-01", "四国クラウド");
    assert_ok(case_new(o->app, "aspic", "renewal", 1, NULL, 0, &o->arena, &case_id, &e), &e);
    sheet = sheet_of(o, case_id, "F-K");
    assert_string_equal(place(&sheet, "number")->value, "IP0042-2204");
    sheet = sheet_of(o, case_id, "F-A");
    assert_string_equal(place(&sheet, "previous_certification")->value, "IP0042-2204");
    const struct form_value cleared[] = {{"previous_certification", ""}};
    assert_ok(form_save(o->app, case_id, "F-A", 0, cleared, 1, &o->arena, &sheet, &e), &e);
    assert_string_equal(place(&sheet, "previous_certification")->value, "");
    assert_ok(case_new(o->app, "aspic", "change", 1, NULL, 0, &o->arena, &case_id, &e), &e);
    sheet = sheet_of(o, case_id, "F-A");
    assert_string_equal(place(&sheet, "previous_certification")->value, "");
}

static void test_form_app__a_typed_text_is_read_without_the_store(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct field_reading r;
    staged_stage(o, "aspic", "new", "2025-06-30");
    struct form_sheet sheet = sheet_of(o, STAGED_CASE, "F-A");
    assert_ok(form_read_field(o->app, &sheet, NULL, 0, "written_date", "令7/5/1", &o->arena, &r, &e), &e);
    assert_string_equal(r.value, "2025-05-01");
    assert_non_null(strstr(r.echo, "木"));
    assert_string_equal(r.error, "");
    assert_ok(form_read_field(o->app, &sheet, NULL, 0, "corporate_number", "1234567890123", &o->arena, &r, &e), &e);
    assert_string_not_equal(r.error, "");
    assert_string_equal(r.value, "1234567890123");
    assert_ok(form_read_field(o->app, &sheet, NULL, 0, "operator_kana", "ｼｺｸ くらうど", &o->arena, &r, &e), &e);
    assert_string_equal(r.error, "");
    assert_int_equal(form_read_field(o->app, &sheet, NULL, 0, "nothing", "x", &o->arena, &r, &e), E_INPUT);
}

static void test_form_app__the_rules_of_the_form_see_the_screen(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct field_reading r;
    staged_stage(o, "aspic", "new", "2025-06-30");
    struct form_sheet sheet = sheet_of(o, STAGED_CASE, "F-B");
    /* the service's name must be that of form A */
    assert_ok(form_read_field(o->app, &sheet, NULL, 0, "b26.content", "別のサービス", &o->arena, &r, &e), &e);
    assert_string_equal(r.error_id, "E_SERVICE_NAME");
    assert_ok(form_read_field(o->app, &sheet, NULL, 0, "b26.content", "四国クラウド標準プラン", &o->arena, &r, &e), &e);
    assert_string_equal(r.error, "");
}

static void test_form_app__candidates_are_choices_and_known_parties(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct candidate *c;
    size_t n;
    staged_stage(o, "aspic", "new", "2025-06-30");
    struct form_sheet sheet = sheet_of(o, STAGED_CASE, "F-A");
    assert_ok(form_candidates(o->app, &sheet, "operator_kind", "", &o->arena, &c, &n, &e), &e);
    assert_int_equal(n, 3);
    assert_ok(form_candidates(o->app, &sheet, "operator_kind", "法", &o->arena, &c, &n, &e), &e);
    assert_int_equal(n, 2);
    assert_string_equal(c[0].value, "法人");
    assert_ok(form_candidates(o->app, &sheet, "operator_name", "四国", &o->arena, &c, &n, &e), &e);
    assert_int_equal(n, 1);
    assert_string_equal(c[0].value, "四国クラウド基盤株式会社");
    assert_int_equal(form_candidates(o->app, &sheet, "nothing", "x", &o->arena, &c, &n, &e), E_INPUT);
}

static void test_form_app__a_form_over_records_keeps_records(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct form_sheet sheet;
    staged_stage(o, "aspic", "new", "2025-06-30");
    /* the specimen has paid once */
    sheet = sheet_of(o, STAGED_CASE, "F-PAY");
    int64_t before = sheet.revision;
    assert_int_not_equal(before, 0);
    assert_string_equal(place(&sheet, "payment[0].amount")->value, "209000");
    const struct form_value paid[] = {{"payment[1].received_on", "R7.6.13"}, {"payment[1].amount", "1,000"}, {"payment[1].payer", "ｼｺｸｸﾗｳﾄﾞ"}};
    assert_ok(save(o, "F-PAY", before, paid, 3, &sheet, &e), &e);
    assert_string_equal(place(&sheet, "payment[1].amount")->value, "1000");
    assert_string_equal(place(&sheet, "payment[1].received_on")->value, "2025-06-13");
    assert_string_equal(place(&sheet, "payment[1].payer")->value, "シコククラウド");
    assert_int_not_equal(sheet.revision, before);
    assert_int_equal(save(o, "F-PAY", before, paid, 3, &sheet, &e), E_CONFLICT);
    sheet = sheet_of(o, STAGED_CASE, "F-PAY");
    const struct form_value bad[] = {{"payment[1].amount", "たくさん"}};
    assert_int_equal(save(o, "F-PAY", sheet.revision, bad, 1, &sheet, &e), E_INPUT);
    sheet = sheet_of(o, STAGED_CASE, "F-PAY");
    const struct form_value gone[] = {{"payment[1].amount", ""}, {"payment[1].received_on", ""}, {"payment[1].payer", ""}};
    assert_int_equal(save(o, "F-PAY", sheet.revision, gone, 3, &sheet, &e), E_INPUT);
    sheet = sheet_of(o, STAGED_CASE, "F-UCH");
    assert_true(sheet.n > 6);
}

static void test_form_app__drafts_stay_until_saved(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct form_sheet sheet;
    struct form_value *values;
    size_t n;
    int64_t base;
    instant_us at;
    staged_stage(o, "aspic", "new", "2025-06-30");
    staged_act_as(o, 5, "hanako", "aspic", "reception");
    const struct form_value typed[] = {{"service_name", "書きかけ \"引用\""}};
    assert_ok(form_draft_get(o->app, STAGED_CASE, "F-A", &o->arena, &values, &n, &base, &at, &e), &e);
    assert_int_equal(n, 0);
    assert_ok(form_draft_put(o->app, STAGED_CASE, "F-A", 1, typed, 1, &e), &e);
    assert_ok(form_draft_get(o->app, STAGED_CASE, "F-A", &o->arena, &values, &n, &base, &at, &e), &e);
    assert_int_equal(n, 1);
    assert_int_equal(base, 1);
    assert_string_equal(values[0].value, "書きかけ \"引用\"");
    assert_true(at > 0);
    assert_ok(save(o, "F-A", 1, typed, 1, &sheet, &e), &e);
    assert_ok(form_draft_get(o->app, STAGED_CASE, "F-A", &o->arena, &values, &n, &base, &at, &e), &e);
    assert_int_equal(n, 0);
    assert_ok(form_draft_put(o->app, STAGED_CASE, "F-A", 2, typed, 1, &e), &e);
    assert_ok(form_draft_drop(o->app, STAGED_CASE, "F-A", &e), &e);
    assert_ok(form_draft_get(o->app, STAGED_CASE, "F-A", &o->arena, &values, &n, &base, &at, &e), &e);
    assert_int_equal(n, 0);
}

static void test_form_app__the_form_before_is_found_for_dup(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct form_sheet sheet;
    staged_stage(o, "aspic", "new", "2025-06-30");
    int64_t id = new_case(o);
    assert_ok(form_previous(o->app, id, "F-A", &o->arena, &sheet, &e), &e);
    assert_int_equal(sheet.revision, 1);
    assert_string_equal(place(&sheet, "service_name")->value, "四国クラウド標準プラン");
    assert_ok(form_previous(o->app, STAGED_CASE, "F-RET", &o->arena, &sheet, &e), &e);
    assert_int_equal(sheet.revision, 0);
}

static void test_form_app__only_the_schemes_people_save_and_see(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct form_sheet sheet;
    const struct form_value values[] = {{"service_name", "x"}};
    staged_stage(o, "aspic", "new", "2025-06-30");
    staged_act_as(o, 5, "watcher", "aspic", "viewer");
    sheet = sheet_of(o, STAGED_CASE, "F-A");
    assert_false(sheet.editable);
    assert_int_equal(save(o, "F-A", 1, values, 1, &sheet, &e), E_DENIED);
    staged_act_as(o, 6, "stranger", "aspic-saas", "reception");
    assert_int_equal(form_sheet(o->app, STAGED_CASE, "F-A", &o->arena, &sheet, &e), E_DENIED);
    staged_act_as(o, 7, "hanako", "aspic", "reception");
    assert_ok(save(o, "F-A", 1, values, 1, &sheet, &e), &e);
    assert_true(sheet.editable);
}

static void test_form_app__a_closed_case_stays_as_it_is(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct form_sheet sheet;
    struct case_file c;
    const struct form_value values[] = {{"service_name", "x"}};
    staged_stage(o, "aspic", "new", "2025-06-30");
    struct case_view view;
    assert_ok(case_view(o->app, STAGED_CASE, &o->arena, &view, &e), &e);
    c = view.c;
    c.closed_on = staged_day("2025-06-30");
    staged_put(o, &case_file_type, &c);
    assert_int_equal(save(o, "F-A", 1, values, 1, &sheet, &e), E_RULE);
    assert_string_equal(e.msg, "form.closed");
}

static void test_form_app__a_preview_reads_what_is_typed_and_writes_nothing(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct form_sheet now;
    staged_open(o, "2025-06-02");
    int64_t id = new_case(o);
    struct form_sheet sheet = sheet_of(o, id, "F-A");
    const struct form_value values[] = {{"written_date", "R7.5.28"}, {"corporate_number", "123"}, {"has_authority", "true"}, {"agents[1]", ""}};
    assert_ok(form_preview(o->app, &sheet, values, COUNT_OF(values), &o->arena, &now, &e), &e);
    assert_string_equal(place(&now, "written_date")->value, "2025-05-28");
    assert_string_equal(place(&now, "corporate_number")->value, "123"); /* as typed: nothing is lost */
    assert_true(*place(&now, "corporate_number")->error);
    assert_true(place(&sheet, "responsible_title")->relevant);
    assert_false(place(&now, "responsible_title")->relevant); /* asked only of those without authority */
    assert_string_equal(place(&now, "agents[1].name")->value, "");
    assert_true(place(&sheet, "responsible_proof[0].title")->relevant);
    assert_false(place(&now, "responsible_proof[0].title")->relevant); /* nor the rows of their list */
    assert_int_equal(sheet_of(o, id, "F-A").revision, 0);
    assert_string_equal(place(&sheet, "written_date")->value, "");
    /* an empty row stays while it is filled in */
    const struct form_value row[] = {{"agents[1].name", ""}};
    assert_ok(form_preview(o->app, &sheet, row, 1, &o->arena, &now, &e), &e);
    assert_string_equal(place(&now, "agents[1].name")->no, "2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_form_app__a_preview_reads_what_is_typed_and_writes_nothing),
        cmocka_unit_test(test_form_app__an_empty_form_shows_every_place),
        cmocka_unit_test(test_form_app__saving_keeps_what_was_understood_and_names_the_applicant),
        cmocka_unit_test(test_form_app__what_cannot_be_read_is_kept_and_marked),
        cmocka_unit_test(test_form_app__two_people_do_not_overwrite_each_other),
        cmocka_unit_test(test_form_app__refuses_unknown_places_and_hostile_text),
        cmocka_unit_test(test_form_app__rows_of_lists_come_and_go),
        cmocka_unit_test(test_form_app__a_matrix_has_its_rows_and_those_of_its_units),
        cmocka_unit_test(test_form_app__a_renewal_shows_what_was_there_before),
        cmocka_unit_test(test_form_app__a_renewal_begins_with_the_number_of_its_certificate),
        cmocka_unit_test(test_form_app__a_typed_text_is_read_without_the_store),
        cmocka_unit_test(test_form_app__the_rules_of_the_form_see_the_screen),
        cmocka_unit_test(test_form_app__candidates_are_choices_and_known_parties),
        cmocka_unit_test(test_form_app__a_form_over_records_keeps_records),
        cmocka_unit_test(test_form_app__drafts_stay_until_saved),
        cmocka_unit_test(test_form_app__the_form_before_is_found_for_dup),
        cmocka_unit_test(test_form_app__only_the_schemes_people_save_and_see),
        cmocka_unit_test(test_form_app__a_closed_case_stays_as_it_is),
    };
    return cmocka_run_group_tests(tests, staged_group_setup, staged_group_teardown);
}
