/* What shows as possible is possible. */
#include "core/app/case_app.h"
#include "core/app/form_app.h"
#include "tests/support/staged.h"

static struct case_view view_of(struct staged *o)
{
    struct err e;
    struct case_view v;
    assert_ok(case_view(o->app, STAGED_CASE, &o->arena, &v, &e), &e);
    return v;
}

static void empty(struct staged *o, const char *path)
{
    struct err e;
    struct form_sheet sheet;
    assert_ok(form_sheet(o->app, STAGED_CASE, "F-A", &o->arena, &sheet, &e), &e);
    const struct form_value v = {path, ""};
    assert_ok(form_save(o->app, STAGED_CASE, "F-A", sheet.revision, &v, 1, &o->arena, &sheet, &e), &e);
}

/* Answers that have no suggestion, as somebody would give them. */
static size_t answer_all(const struct action *action, struct answer *answers)
{
    size_t n = 0;
    for (size_t i = 0; i < action->n_asks; i++)
        if (action->ask[i].required && !*action->ask[i].suggestion)
            answers[n++] = (struct answer){action->ask[i].fact, action->ask[i].n_choices ? action->ask[i].choices[0]
                                                                : strcmp(action->ask[i].type, "date") == 0 ? "2025-06-25"
                                                                                                          : "1"};
    return n;
}

static void do_all(struct staged *o, const char *type, const char *without)
{
    struct err e;
    struct act_result result;
    struct answer answers[20];
    staged_stage(o, "aspic", type, "2025-06-25");
    struct case_view v = view_of(o);
    size_t n_actions = v.n_actions;
    for (size_t i = 0; i < n_actions; i++) {
        staged_stage(o, "aspic", type, "2025-06-25");
        if (without)
            empty(o, without);
        v = view_of(o);
        const struct action *action = &v.action[i];
        if (!action->possible)
            continue;
        int rc = case_act(o->app, STAGED_CASE, 0, action->id, answers, answer_all(action, answers), &o->arena, &result, &e);
        /* An answer that somebody gives may be refused for what it is. */
        if (rc && strcmp(e.msg, "rule.refused") != 0)
            fail_msg("%s %s without %s: %s %s %s", type, action->id, without ? without : "-", e.msg, e.arg[0], e.arg[1]);
    }
}

static void test_foresee__what_is_listed_as_possible_can_be_done(void **state)
{
    struct staged *o = *state;
    static const char *const without[] = {NULL, "contact_name", "operator_address", "operator_name", "service_name", "representative_name"};
    for (size_t i = 0; i < COUNT_OF(without); i++)
        do_all(o, "new", without[i]);
    static const char *const types[] = {"renewal", "change", "end", "reissue", "emergency", "revocation"};
    for (size_t i = 0; i < COUNT_OF(types); i++)
        do_all(o, types[i], NULL);
}

static void test_foresee__a_letter_that_lacks_its_addressee_says_where_to_enter_it(void **state)
{
    struct staged *o = *state;
    staged_stage(o, "aspic", "new", "2025-06-25");
    const struct case_view whole = view_of(o);
    size_t possible = 0, refused = 0;
    for (size_t i = 0; i < whole.n_actions; i++)
        possible += whole.action[i].possible;
    assert_true(possible > 0);
    empty(o, "operator_name");
    const struct case_view v = view_of(o);
    for (size_t i = 0; i < v.n_actions; i++) {
        const struct action *action = &v.action[i];
        for (size_t k = 0; k < action->n_refusals; k++)
            if (strcmp(action->refusal[k].jump, "form:F-A:operator_name") == 0) {
                refused++;
                assert_non_null(strstr(action->refusal[k].text, "事業者名称"));
                assert_false(action->possible);
            }
    }
    assert_true(refused > 0);
}

static void test_empty__required_fields_of_a_form_are_one_reason_that_leads_to_the_first(void **state)
{
    struct staged *o = *state;
    static const char *const gone[] = {"service_started_on", "layer_types", "contact_name"};
    staged_stage(o, "aspic", "new", "2025-06-25");
    struct case_file c = view_of(o).c;
    c.state = "c00";
    staged_put(o, &case_file_type, &c);
    for (size_t i = 0; i < COUNT_OF(gone); i++)
        empty(o, gone[i]);
    const struct case_view v = view_of(o);
    assert_string_equal(v.action[v.n_actions - 1].id, "T01");
    const struct action *receive = &v.action[v.n_actions - 1];
    assert_int_equal(receive->n_refusals, 1);
    assert_string_equal(receive->refusal[0].id, "E_NOT_STARTED");
    assert_non_null(strstr(receive->refusal[0].text, "3空です（「申請担当者（氏名）」から"));
    assert_string_equal(receive->refusal[0].jump, "form:F-A:contact_name");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_foresee__what_is_listed_as_possible_can_be_done),
        cmocka_unit_test(test_foresee__a_letter_that_lacks_its_addressee_says_where_to_enter_it),
        cmocka_unit_test(test_empty__required_fields_of_a_form_are_one_reason_that_leads_to_the_first),
    };
    return cmocka_run_group_tests(tests, staged_group_setup, staged_group_teardown);
}
