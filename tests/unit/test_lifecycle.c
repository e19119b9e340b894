#include "core/rule/lifecycle.h"
#include "core/rule/people.h"
#include "tests/support/small_scheme.h"

static struct refusals ask(struct small *x, const char *transition, const char *state, bool *allowed_r)
{
    const struct machine_def *m = scheme_case_machine(x->scheme, "new");
    struct refusals all = {0};
    *allowed_r = transition_check(x->scheme, m, machine_transition(m, transition), state, "new", &x->facts, &all);
    return all;
}

static void test_lifecycle__all_refusals_are_told_in_order(void **state)
{
    struct small *x = *state;
    bool allowed;
    struct refusals all = ask(x, "T1", "s0", &allowed);
    assert_false(allowed);
    assert_int_equal(all.all.n, 3);
    /* the answer that is still missing, the false guard, the one nobody can answer */
    assert_string_equal(all.all.at[0].id, "E_NAME");
    assert_string_equal(all.all.at[0].jump, "case.received_on");
    assert_string_equal(all.all.at[1].id, "E_NAME");
    assert_string_equal(all.all.at[1].text, "名称がありません");
    assert_string_equal(all.all.at[1].src, "2(1)");
    assert_string_equal(all.all.at[1].jump, "form.F.name");
    assert_null(all.all.at[1].missing);
    assert_string_equal(all.all.at[2].id, "E_LATE");
    assert_string_equal(all.all.at[2].missing, "case.received_on");
}

static void test_lifecycle__an_undefined_guard_names_the_base_fact(void **state)
{
    struct small *x = *state;
    bool allowed;
    small_set(x, "form.F.name", "架空");
    small_set(x, "case.received_on", "2024-06-03");
    struct refusals all = ask(x, "T1", "s0", &allowed);
    assert_int_equal(all.all.n, 1);
    assert_string_equal(all.all.at[0].missing, "form.F.started_on"); /* not deadline.D1.due, which only counts from it */
    assert_string_equal(all.all.at[0].jump, "form.F.started_on");
    assert_string_equal(all.all.at[0].text, "期限は {deadline.D1.due} でした");
    small_set(x, "form.F.started_on", "2024-05-20");
    all = ask(x, "T1", "s0", &allowed);
    assert_string_equal(all.all.at[0].text, "期限は 2024-05-27 でした");
    assert_null(all.all.at[0].missing);
    small_set(x, "form.F.started_on", "2024-05-27");
    ask(x, "T1", "s0", &allowed);
    assert_true(allowed);
}

static void test_lifecycle__people_rules_refuse_the_actor(void **state)
{
    struct small *x = *state;
    bool allowed;
    struct refusals all = {0};
    small_set(x, "case.decided_on", "2024-06-03");
    ask(x, "T2", "s1", &allowed);
    assert_true(allowed);
    small_set(x, "actor.reviewed", "true");
    struct refusals refused = ask(x, "T2", "s1", &allowed);
    assert_false(allowed);
    assert_string_equal(refused.all.at[0].id, "E_ROLE");
    assert_string_equal(refused.all.at[0].src, "11");
    assert_true(people_may(x->scheme, "A", &x->facts, &all));
    small_set(x, "actor.conflict", "true");
    assert_false(people_may(x->scheme, "A", &x->facts, &all));
    assert_true(people_may(x->scheme, "B", &x->facts, &all));
}

/* `distinct`: who recorded a result of that checklist is refused once, however many rules say so. */
static void test_lifecycle__who_reviewed_does_not_decide(void **state)
{
    struct small *x = *state;
    bool allowed;
    small_set(x, "case.decided_on", "2024-06-03");
    small_set(x, "actor.login", "sato");
    struct value *row = small_add(x, "check.A");
    small_put(x, "check.A", row, "item", value_text("a1"));
    small_put(x, "check.A", row, "by", value_text("suzuki"));
    ask(x, "T2", "s1", &allowed);
    assert_true(allowed);
    small_put(x, "check.A", row, "by", value_text("sato"));
    facts_forget_computed(&x->facts);
    struct refusals refused = ask(x, "T2", "s1", &allowed);
    assert_false(allowed);
    assert_int_equal(refused.all.n, 1);
    assert_string_equal(refused.all.at[0].id, "E_ROLE");
    small_set(x, "actor.reviewed", "true");
    assert_int_equal(ask(x, "T2", "s1", &allowed).all.n, 1);
}

static void test_lifecycle__the_committee_has_a_quorum_and_recusals(void **state)
{
    struct small *x = *state;
    struct value *member = small_add(x, "member");
    assert_int_equal(committee_quorum(x->scheme, &x->facts), 3);
    assert_true(committee_recuses(x->scheme, &x->facts, member)); /* nobody has said that he is not concerned */
    small_put(x, "member", member, "interested", value_bool(false));
    assert_false(committee_recuses(x->scheme, &x->facts, member));
}

static void sit(struct small *x, const char *login, bool interested)
{
    struct value *member = small_add(x, "member");
    small_put(x, "member", member, "login", value_text(login));
    small_put(x, "member", member, "interested", value_bool(interested));
    facts_forget_computed(&x->facts);
}

static size_t refusals_of_committee(struct small *x, const char *transition)
{
    struct refusals all = {0};
    const struct machine_def *m = scheme_certificate_machine(x->scheme);
    committee_check(x->scheme, machine_transition(m, transition), &x->facts, &all);
    return all.all.n;
}

static void test_lifecycle__the_committee_decides_with_a_quorum(void **state)
{
    struct small *x = *state;
    small_set(x, "today", "2024-06-03");
    small_set(x, "party.name", "株式会社甲");
    assert_int_equal(refusals_of_committee(x, "K2"), 0); /* is none of its business */
    assert_int_equal(refusals_of_committee(x, "K3"), 1);
    small_fill(x, "F", "{\"agents\":[{\"name\":\"乙\"}]}");
    facts_forget_computed(&x->facts);
    assert_int_equal(facts_list(&x->facts, "member")->n, 1); /* sat, but nobody has said that he is not concerned */
    sit(x, "sato", false);
    sit(x, "suzuki", false);
    sit(x, "takagi", true);
    assert_int_equal(refusals_of_committee(x, "K3"), 1);
    sit(x, "ueda", false);
    assert_int_equal(refusals_of_committee(x, "K3"), 0);
    struct value *tie = small_add(x, "interest");
    small_put(x, "interest", tie, "login", value_text("ueda"));
    small_put(x, "interest", tie, "party", value_text("甲"));
    facts_forget_computed(&x->facts);
    assert_int_equal(refusals_of_committee(x, "K3"), 1); /* a tie counts whatever the list says */
}

static void test_lifecycle__transitions_leave_their_states_only(void **state)
{
    struct small *x = *state;
    const struct machine_def *m = scheme_case_machine(x->scheme, "new");
    assert_true(transition_fits(m, machine_transition(m, "T1"), "s0", "new"));
    assert_false(transition_fits(m, machine_transition(m, "T1"), "s1", "new"));
    assert_false(transition_fits(m, machine_transition(m, "T2"), "s9", "new"));
}

static void test_lifecycle__a_certificate_expires_by_itself(void **state)
{
    struct small *x = *state;
    const struct machine_def *m = scheme_certificate_machine(x->scheme);
    const struct certificate_event granted = {.transition = "K1", .from_state = "", .to_state = "valid",
                                              .effective_on = small_day("2024-05-07"), .reason = "", .performed = true};
    small_set(x, "cert.valid_until", "2026-03-31");
    assert_null(certificate_state_on(m, &granted, 1, &x->facts, small_day("2024-05-06")).state);
    struct dated_state now = certificate_state_on(m, &granted, 1, &x->facts, small_day("2026-03-31"));
    assert_string_equal(now.state, "valid");
    assert_null(now.by);
    now = certificate_state_on(m, &granted, 1, &x->facts, small_day("2030-01-01"));
    assert_string_equal(now.state, "expired");
    assert_non_null(now.by);
    small_assert_day(now.since, "2026-04-01");
}

/* An event that waits for its day holds from then on, unless time has ended the certificate before. */
static void test_lifecycle__time_overtakes_what_waits(void **state)
{
    struct small *x = *state;
    const struct machine_def *m = scheme_certificate_machine(x->scheme);
    struct certificate_event events[] = {
        {.transition = "K1", .from_state = "", .to_state = "valid", .effective_on = small_day("2024-05-07"), .reason = "", .performed = true},
        {.transition = "K3", .from_state = "valid", .to_state = "gone", .effective_on = small_day("2026-03-20"), .reason = ""}};
    struct dated_state due;
    small_set(x, "cert.valid_until", "2026-03-31");
    assert_string_equal(certificate_state_on(m, events, 2, &x->facts, small_day("2026-03-19")).state, "valid");
    assert_string_equal(certificate_state_on(m, events, 2, &x->facts, small_day("2026-03-20")).state, "gone");
    assert_string_equal(certificate_state_on(m, events, 2, &x->facts, small_day("2030-01-01")).state, "gone");
    assert_int_equal(certificate_due_by_itself(m, events, 2, &x->facts, small_day("2030-01-01"), &due, 1), 0);
    events[1].effective_on = small_day("2026-04-20");
    assert_string_equal(certificate_state_on(m, events, 2, &x->facts, small_day("2026-04-19")).state, "expired");
    assert_string_equal(certificate_state_on(m, events, 2, &x->facts, small_day("2026-04-20")).state, "expired");
    assert_int_equal(certificate_due_by_itself(m, events, 2, &x->facts, small_day("2030-01-01"), &due, 1), 1);
    small_assert_day(due.since, "2026-04-01");
    /* on one day, what somebody decided goes before what happens by itself */
    events[1].effective_on = small_day("2026-04-01");
    assert_string_equal(certificate_state_on(m, events, 2, &x->facts, small_day("2026-04-01")).state, "gone");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(test_lifecycle__all_refusals_are_told_in_order),
        SMALL_TEST(test_lifecycle__an_undefined_guard_names_the_base_fact),
        SMALL_TEST(test_lifecycle__people_rules_refuse_the_actor),
        SMALL_TEST(test_lifecycle__who_reviewed_does_not_decide),
        SMALL_TEST(test_lifecycle__the_committee_has_a_quorum_and_recusals),
        SMALL_TEST(test_lifecycle__the_committee_decides_with_a_quorum),
        SMALL_TEST(test_lifecycle__transitions_leave_their_states_only),
        SMALL_TEST(test_lifecycle__a_certificate_expires_by_itself),
        SMALL_TEST(test_lifecycle__time_overtakes_what_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
