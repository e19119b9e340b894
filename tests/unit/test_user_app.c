#include "core/app/user_app.h"
#include "db/rows_event.h"
#include "tests/support/staged.h"

static const char key_line[] = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEdzghRyyMvbFyG7UGzeUE6s34Jza5yVYmmFYE+u7QSk hanako@desk";

static struct user_view *view_of(struct staged *o, const char *login)
{
    struct err e;
    struct user_view *list;
    size_t n;
    assert_ok(user_list(o->app, &o->arena, &list, &n, &e), &e);
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].u.login, login) == 0)
            return &list[i];
    return NULL;
}

/* An office with the admin "root" at work. */
static struct staged *with_admin(void **state)
{
    struct staged *o = *state;
    struct err e;
    int64_t id;
    staged_open(o, "2025-06-30");
    app_act_as_nobody(o->app);
    assert_ok(user_add(o->app, "root", "管理 太郎", &id, &e), &e);
    assert_ok(app_act_as(o->app, "root", &e), &e);
    assert_true(o->app->actor.admin);
    return o;
}

static void add(struct staged *o, const char *login)
{
    struct err e;
    int64_t id;
    assert_ok(user_add(o->app, login, login, &id, &e), &e);
}

static void test_user__the_first_one_is_admin_and_adds_the_others(void **state)
{
    struct staged *o = with_admin(state);
    struct err e = {0};
    int64_t id;
    assert_ok(user_add(o->app, "hanako", "hanako", &id, &e), &e);
    assert_int_equal(e.code, 0); /* looking for what is not there yet leaves no error behind */
    assert_int_equal(user_add(o->app, "hanako", "x", &id, &e), E_CONFLICT);
    static const char *const bad[] = {"", "Hanako", "1hanako", "hana ko", "hanako'", "a234567890123456789012345678901234", "花子"};
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(user_add(o->app, bad[i], "x", &id, &e), E_INPUT);
    assert_int_equal(user_add(o->app, "taro", "", &id, &e), E_INPUT);
    assert_int_equal(user_add(o->app, "taro", "a\x1b", &id, &e), E_INPUT);
    assert_ok(app_act_as(o->app, "hanako", &e), &e);
    assert_int_equal(user_add(o->app, "taro", "x", &id, &e), E_DENIED);
    assert_int_equal(user_set_state(o->app, "root", false, &e), E_DENIED);
    assert_int_equal(user_grant(o->app, "hanako", "aspic", "decider", true, &e), E_DENIED);
    assert_int_equal(user_add_key(o->app, "hanako", key_line, &e), E_DENIED);
    assert_int_equal(param_set(o->app, "aspic", "office_mail", "a@example.jp", "x", &e), E_DENIED);
    assert_int_equal(closed_day_set(o->app, "12-29", "x", true, &e), E_DENIED);
}

static void test_user__roles_are_granted_and_taken_back(void **state)
{
    struct staged *o = with_admin(state);
    struct err e;
    add(o, "hanako");
    assert_ok(user_grant(o->app, "hanako", "aspic", "reviewer", true, &e), &e);
    assert_ok(user_grant(o->app, "hanako", "aspic", "reviewer", true, &e), &e);
    assert_int_equal(user_grant(o->app, "hanako", "aspic", "nothing", true, &e), E_NOTFOUND);
    assert_int_equal(user_grant(o->app, "hanako", "nothing", "reviewer", true, &e), E_NOTFOUND);
    assert_int_equal(user_grant(o->app, "nobody", "aspic", "reviewer", true, &e), E_NOTFOUND);
    struct role_kind *kind;
    size_t n;
    bool offered = false;
    assert_ok(role_kinds(o->app, &o->arena, &kind, &n, &e), &e);
    assert_string_equal(kind[0].role, "admin");
    for (size_t i = 0; i < n; i++)
        offered |= strcmp(kind[i].scheme, "aspic") == 0 && strcmp(kind[i].role, "reviewer") == 0;
    assert_true(offered);
    struct user_view *view = view_of(o, "hanako");
    assert_int_equal(view->n_roles, 1);
    assert_string_equal(view->role_label[0], "審査担当");
    assert_ok(app_act_as(o->app, "hanako", &e), &e);
    assert_true(app_has_role(o->app, "aspic", "reception reviewer"));
    assert_false(app_has_role(o->app, "aspic-dc", "reviewer"));
    assert_ok(app_act_as(o->app, "root", &e), &e);
    assert_ok(user_grant(o->app, "hanako", "aspic", "reviewer", false, &e), &e);
    assert_ok(app_act_as(o->app, "hanako", &e), &e);
    assert_false(app_has_role(o->app, "aspic", "reviewer"));
}

static void test_user__the_last_admin_stays(void **state)
{
    struct staged *o = with_admin(state);
    struct err e;
    assert_int_equal(user_set_state(o->app, "root", false, &e), E_RULE);
    assert_int_equal(user_grant(o->app, "root", "*", "admin", false, &e), E_RULE);
    add(o, "second");
    assert_ok(user_grant(o->app, "second", "*", "admin", true, &e), &e);
    assert_ok(user_set_state(o->app, "second", false, &e), &e);
    assert_int_equal(app_act_as(o->app, "second", &e), E_DENIED);
    assert_int_equal(user_set_state(o->app, "root", false, &e), E_RULE);
    assert_ok(user_set_state(o->app, "second", true, &e), &e);
    assert_ok(user_set_state(o->app, "root", false, &e), &e);
}

static void test_user__keys_are_known_until_revoked(void **state)
{
    struct staged *o = with_admin(state);
    struct err e;
    bool known;
    add(o, "hanako");
    assert_ok(user_add_key(o->app, "hanako", key_line, &e), &e);
    assert_int_equal(user_add_key(o->app, "root", key_line, &e), E_CONFLICT);
    assert_int_equal(user_add_key(o->app, "root", "ssh-dss AAAA x", &e), E_INPUT);
    const struct user_key *key = view_of(o, "hanako")->key;
    assert_string_equal(key->type, "ssh-ed25519");
    assert_string_equal(key->comment, "hanako@desk");
    assert_ok(user_key_known(o->app, "hanako", key->type, key->blob, &known, &e), &e);
    assert_true(known);
    assert_ok(user_key_known(o->app, "hanako", "ssh-rsa", key->blob, &known, &e), &e);
    assert_false(known);
    assert_ok(user_key_known(o->app, "root", key->type, key->blob, &known, &e), &e);
    assert_false(known);
    assert_ok(user_key_known(o->app, "nobody", key->type, key->blob, &known, &e), &e);
    assert_false(known);
    assert_ok(user_set_state(o->app, "hanako", false, &e), &e);
    assert_ok(user_key_known(o->app, "hanako", key->type, key->blob, &known, &e), &e);
    assert_false(known);
    assert_ok(user_set_state(o->app, "hanako", true, &e), &e);
    assert_int_equal(user_revoke_key(o->app, "hanako", "SHA256:other", &e), E_NOTFOUND);
    assert_ok(user_revoke_key(o->app, "hanako", key->fingerprint, &e), &e);
    assert_ok(user_key_known(o->app, "hanako", key->type, key->blob, &known, &e), &e);
    assert_false(known);
}

static void test_user__a_seat_ends_when_its_user_or_key_does(void **state)
{
    struct staged *o = with_admin(state);
    struct err e;
    add(o, "hanako");
    assert_ok(user_grant(o->app, "hanako", "aspic", "reviewer", true, &e), &e);
    assert_ok(user_add_key(o->app, "hanako", key_line, &e), &e);
    const char *fingerprint = view_of(o, "hanako")->key->fingerprint;
    assert_int_equal(user_login(o->app, "hanako", "SHA256:other", "203.0.113.7", "xterm", &e), E_DENIED);
    assert_false(app_sees(o->app, "aspic", ""));
    assert_int_equal(user_login(o->app, "nobody", fingerprint, "203.0.113.7", "xterm", &e), E_NOTFOUND);
    assert_ok(user_login(o->app, "hanako", fingerprint, "203.0.113.7", "evil\x1b[2J", &e), &e);
    assert_string_equal(o->app->actor.login, "hanako");
    assert_true(user_still_allowed(o->app));
    assert_true(app_has_role(o->app, "aspic", "reviewer"));
    assert_ok(user_logout(o->app, "left", &e), &e);
    /* another seat revokes the key */
    assert_ok(user_revoke_key(o->app, "hanako", fingerprint, &e), &e);
    assert_false(user_still_allowed(o->app));
}

static void test_user__each_seat_has_a_name_and_no_address_stays_in_the_journal(void **state)
{
    struct staged *o = with_admin(state);
    struct err e;
    add(o, "hanako");
    assert_ok(user_add_key(o->app, "hanako", key_line, &e), &e);
    const char *fingerprint = view_of(o, "hanako")->key->fingerprint;
    assert_ok(user_login(o->app, "hanako", fingerprint, "203.0.113.7", "OpenSSH_9.2", &e), &e);
    struct event ev = staged_event(o, 0);
    assert_string_equal(ev.verb, "user.login");
    assert_string_equal(ev.actor, "hanako");
    assert_string_equal(ev.seat, o->app->seat);
    assert_non_null(strstr(ev.body, fingerprint));
    assert_non_null(strstr(ev.body, "OpenSSH_9.2"));
    assert_null(strstr(ev.body, "203.0.113.7"));
    assert_null(strstr(ev.seat, "203.0.113.7"));
    assert_ok(user_logout(o->app, "quit", &e), &e);
    assert_string_equal(staged_event(o, 0).verb, "user.logout");
    assert_string_equal(staged_event(o, 0).seat, ev.seat);
    assert_ok(user_login(o->app, "hanako", fingerprint, "203.0.113.7", "evil\x1b]0;", &e), &e);
    assert_string_not_equal(o->app->seat, ev.seat);
    assert_null(strstr(staged_event(o, 0).body, "evil"));
}

static void test_user__language_is_ones_own(void **state)
{
    struct staged *o = with_admin(state);
    struct err e;
    add(o, "hanako");
    add(o, "taro");
    assert_ok(app_act_as(o->app, "hanako", &e), &e);
    assert_ok(user_set_language(o->app, "hanako", LANGUAGE_EN, &e), &e);
    assert_int_equal(o->app->language, LANGUAGE_EN);
    assert_int_equal(user_set_language(o->app, "taro", LANGUAGE_EN, &e), E_DENIED);
    assert_ok(app_act_as(o->app, "hanako", &e), &e);
    assert_int_equal(o->app->language, LANGUAGE_EN);
}

static void test_param__is_set_with_a_reason_and_by_its_type(void **state)
{
    struct staged *o = with_admin(state);
    struct err e;
    struct param_row *row;
    size_t n;
    assert_int_equal(param_set(o->app, "aspic", "renewal_diff_base", "last_approved", "", &e), E_INPUT);
    assert_int_equal(param_set(o->app, "aspic", "nothing", "1", "x", &e), E_NOTFOUND);
    assert_int_equal(param_set(o->app, "aspic", "public_annotation_days", "三十", "x", &e), E_INPUT);
    assert_ok(param_set(o->app, "aspic", "public_annotation_days", "30", "理事会の決定", &e), &e);
    assert_ok(param_list(o->app, "aspic", &o->arena, &row, &n, &e), &e);
    bool found = false;
    for (size_t i = 0; i < n; i++)
        if (strcmp(row[i].p.name, "public_annotation_days") == 0) {
            found = true;
            assert_string_equal(row[i].p.value, "30");
            assert_string_equal(row[i].p.set_by, "root");
            assert_string_equal(row[i].p.reason, "理事会の決定");
            assert_false(row[i].confirm);
        } else {
            assert_string_equal(row[i].p.set_by, "");
        }
    assert_true(found);
    assert_int_equal(param_list(o->app, "nothing", &o->arena, &row, &n, &e), E_NOTFOUND);
}

static const char *shown(const struct param_row *row, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(row[i].p.name, name))
            return row[i].shown;
    return NULL;
}

static void test_param__is_shown_as_people_read_it(void **state)
{
    struct staged *o = with_admin(state);
    struct err e;
    struct param_row *row;
    size_t n;
    assert_ok(param_set(o->app, "aspic", "closed_days", "12-29\n12-30", "規程", &e), &e);
    assert_ok(param_list(o->app, "aspic", &o->arena, &row, &n, &e), &e);
    assert_string_equal(shown(row, n, "conflict_years"), "2年");
    assert_string_equal(shown(row, n, "late_renewal_accept"), "いいえ");
    assert_string_equal(shown(row, n, "renewal_diff_base"), "最初に認定したとき");
    assert_string_equal(shown(row, n, "closed_days"), "12-29、12-30");
    assert_ok(param_list(o->app, "telework", &o->arena, &row, &n, &e), &e);
    for (size_t i = 0; i < n; i++)
        assert_null(strchr(row[i].shown, '\n'));
}

static void test_closed_day__moves_the_calendar_at_once(void **state)
{
    struct staged *o = with_admin(state);
    struct err e;
    struct date d = staged_day("2025-07-02");
    assert_true(calendar_is_business_day(&o->app->closed, d));
    assert_ok(closed_day_set(o->app, "2025-07-02", "創立記念日", true, &e), &e);
    assert_false(calendar_is_business_day(&o->app->closed, d));
    struct office_closed_day *day;
    size_t n;
    assert_ok(closed_day_list(o->app, &o->arena, &day, &n, &e), &e);
    assert_int_equal(n, 1);
    assert_string_equal(day[0].label, "創立記念日");
    assert_ok(closed_day_set(o->app, "2025-07-02", "", false, &e), &e);
    assert_true(calendar_is_business_day(&o->app->closed, d));
    assert_int_equal(closed_day_set(o->app, "2025-13-02", "x", true, &e), E_INPUT);
    assert_int_equal(closed_day_set(o->app, "something", "x", true, &e), E_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_user__the_first_one_is_admin_and_adds_the_others),
        cmocka_unit_test(test_user__roles_are_granted_and_taken_back),
        cmocka_unit_test(test_user__the_last_admin_stays),
        cmocka_unit_test(test_user__keys_are_known_until_revoked),
        cmocka_unit_test(test_user__a_seat_ends_when_its_user_or_key_does),
        cmocka_unit_test(test_user__each_seat_has_a_name_and_no_address_stays_in_the_journal),
        cmocka_unit_test(test_user__language_is_ones_own),
        cmocka_unit_test(test_param__is_set_with_a_reason_and_by_its_type),
        cmocka_unit_test(test_param__is_shown_as_people_read_it),
        cmocka_unit_test(test_closed_day__moves_the_calendar_at_once),
    };
    return cmocka_run_group_tests(tests, staged_group_setup, staged_group_teardown);
}
