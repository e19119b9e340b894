#include "core/app/case_app.h"
#include "core/app/deadline_app.h"
#include "core/base/buf.h"
#include "core/model/party.h"
#include "tests/support/staged.h"

static void add(struct staged *o, int64_t id, const char *rule, const char *state, const char *base, const char *due, const char *assignee)
{
    struct deadline d;
    record_init(&deadline_type, &d);
    d.id = id;
    d.scheme = "aspic";
    d.rule = rule;
    d.case_id = STAGED_CASE;
    d.certificate_id = 0;
    d.kind = "soft";
    d.base_on = staged_day(base);
    d.raw_on = d.due_on = staged_day(due);
    d.state = state;
    d.opened_on = staged_day(base);
    d.assignee = assignee;
    staged_put(o, &deadline_type, &d);
}

static struct staged *with_deadlines(void **state)
{
    struct staged *o = *state;
    staged_stage(o, "aspic", "new", "2025-06-30");
    add(o, 11, "DL-06", "open", "2025-06-09", "2025-06-16", "hanako");
    add(o, 12, "DL-18", "missed", "2025-06-01", "2025-06-10", "");
    add(o, 13, "DL-16", "open", "2025-06-25", "2025-07-05", "");
    add(o, 14, "DL-21", "met", "2025-06-01", "2025-06-20", "");
    return o;
}

static size_t list(struct staged *o, struct deadline_filter filter, struct deadline_row **row)
{
    struct deadline_list l;
    struct err e;
    assert_ok(deadline_list(o->app, &filter, &o->arena, &l, &e), &e);
    *row = l.row;
    return l.n;
}

static void test_deadline__pending_ones_are_listed_by_day(void **state)
{
    struct staged *o = with_deadlines(state);
    struct deadline_row *row;
    assert_int_equal(list(o, (struct deadline_filter){.open_only = true, .limit = 10, .from = DATE_NONE, .until = DATE_NONE}, &row), 3);
    assert_int_equal(row[0].d.id, 12); /* missed, and still to be done */
    assert_int_equal(row[0].days_left, -20);
    assert_int_equal(row[2].days_left, 5);
    assert_string_equal(row[1].label, "審査手数料振込期限（目途）");
    assert_string_equal(row[1].kind_label, "目途");
    assert_int_equal(list(o, (struct deadline_filter){.limit = 10, .from = DATE_NONE, .until = DATE_NONE}, &row), 4);
    assert_int_equal(row[2].d.id, 14);
    assert_int_equal(list(o, (struct deadline_filter){.open_only = true, .limit = 1, .from = DATE_NONE, .until = DATE_NONE}, &row), 1);
}

static void test_deadline__a_list_goes_on_behind_its_page(void **state)
{
    struct staged *o = with_deadlines(state);
    struct deadline_list l;
    struct err e;
    const int64_t by_day[] = {12, 11, 14, 13};
    struct deadline_filter filter = {.limit = 1, .from = DATE_NONE, .until = DATE_NONE};
    for (size_t i = 0; i < COUNT_OF(by_day); i++) {
        assert_ok(deadline_list(o->app, &filter, &o->arena, &l, &e), &e);
        assert_int_equal(l.n, 1);
        assert_int_equal(l.row[0].d.id, by_day[i]);
        assert_int_equal(l.next, i + 1 < COUNT_OF(by_day) ? by_day[i] : 0);
        filter.after = l.next;
    }
    filter = (struct deadline_filter){.limit = 4, .from = DATE_NONE, .until = DATE_NONE};
    assert_ok(deadline_list(o->app, &filter, &o->arena, &l, &e), &e);
    assert_int_equal(l.n, 4);
    assert_int_equal(l.next, 0); /* a page that is just full is the last one */
}

/* More than one page of them: a calendar that is not whole is worse than none. */
static void test_deadline__a_calendar_holds_them_all(void **state)
{
    struct staged *o = *state;
    AUTO(buf) struct buf out = BUF(1 << 20);
    struct err e;
    size_t n = 0;
    staged_stage(o, "aspic", "new", "2025-06-30");
    for (int64_t i = 0; i < DEADLINE_PAGE_MAX + 7; i++)
        add(o, 1000 + i, "DL-06", "open", "2025-06-09", "2025-07-16", "");
    const struct deadline_filter filter = {.open_only = true, .limit = 1, .from = DATE_NONE, .until = DATE_NONE};
    assert_ok(deadline_ical(o->app, &filter, &out, &e), &e);
    for (const char *p = buf_str(&out); (p = strstr(p, "BEGIN:VEVENT")) != NULL; p++)
        n++;
    assert_int_equal(n, DEADLINE_PAGE_MAX + 7);
}

static void test_deadline__lists_are_narrowed(void **state)
{
    struct staged *o = with_deadlines(state);
    struct deadline_row *row;
    struct deadline_filter f = {.open_only = true, .limit = 10, .from = staged_day("2025-06-15"), .until = staged_day("2025-06-30")};
    assert_int_equal(list(o, f, &row), 1);
    assert_int_equal(row[0].d.id, 11);
    f = (struct deadline_filter){.open_only = true, .limit = 10, .from = DATE_NONE, .until = DATE_NONE, .assignee = "hanako"};
    assert_int_equal(list(o, f, &row), 1);
    f.assignee = "";
    f.rule = "DL-18";
    assert_int_equal(list(o, f, &row), 1);
    f.rule = "";
    f.scheme = "aspic-dc";
    assert_int_equal(list(o, f, &row), 0);
    staged_act_as(o, 1, "stranger", "aspic-saas", "reception");
    f.scheme = "";
    assert_int_equal(list(o, f, &row), 0);
}

static void test_deadline__days_of_a_month_are_counted(void **state)
{
    struct staged *o = with_deadlines(state);
    struct err e;
    struct day_count *day;
    size_t n;
    assert_ok(deadline_count_days(o->app, staged_day("2025-06-01"), staged_day("2025-07-31"), "", &o->arena, &day, &n, &e), &e);
    assert_int_equal(n, 3);
    assert_int_equal(day[0].n, 1);
    assert_int_equal(day[0].overdue, 1);
    assert_int_equal(day[2].overdue, 0);
}

static bool says(const struct why_line *line, size_t n, const char *label, const char *text)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(line[i].label, label) == 0 && strstr(line[i].text, text))
            return true;
    return false;
}

static void test_deadline__says_why(void **state)
{
    struct staged *o = with_deadlines(state);
    struct err e;
    struct why_line *line;
    size_t n;
    assert_ok(deadline_why(o->app, 11, &o->arena, &line, &n, &e), &e);
    assert_true(says(line, n, "起点", "2025-06-09"));
    assert_true(says(line, n, "規則", "審査手数料振込期限"));
    assert_true(says(line, n, "数え方", "1週間後"));
    assert_true(says(line, n, "数え方", "初日は数えない"));
    assert_true(says(line, n, "休日", "次の営業日"));
    assert_true(says(line, n, "確認", "同じ日"));
    o->app->language = LANGUAGE_EN;
    assert_ok(deadline_why(o->app, 11, &o->arena, &line, &n, &e), &e);
    assert_true(says(line, n, "How it counts", "1 weeks after it"));
    assert_int_equal(deadline_why(o->app, 99, &o->arena, &line, &n, &e), E_NOTFOUND);
}

static void test_deadline__what_if_moves_over_closed_days(void **state)
{
    struct staged *o = with_deadlines(state);
    struct err e;
    struct deadline d;
    /* a week after 14 July 2025 is Marine Day */
    assert_ok(deadline_what_if(o->app, 11, staged_day("2025-07-14"), &o->arena, &d, &e), &e);
    assert_int_equal(d.raw_on.days, staged_day("2025-07-21").days);
    assert_int_equal(d.due_on.days, staged_day("2025-07-22").days);
    assert_int_equal(d.id, 11);
    assert_int_equal(deadline_what_if(o->app, 99, staged_day("2025-07-14"), &o->arena, &d, &e), E_NOTFOUND);
}

/* RFC 5545: every line ends in CRLF and has at most 75 octets; unfolded, properties stand whole. */
static void test_deadline__icalendar_is_folded(void **state)
{
    struct staged *o = with_deadlines(state);
    struct err e;
    AUTO(buf) struct buf out = BUF(1 << 20);
    struct case_view view;
    assert_ok(case_view(o->app, STAGED_CASE, &o->arena, &view, &e), &e);
    struct party party = view.party;
    party.name = "名前の長い、とても長い、たいへん長い架空のクラウド基盤サービス提供株式会社; 四国支社";
    staged_put(o, &party_type, &party);
    const struct deadline_filter f = {.open_only = true, .limit = 10, .from = DATE_NONE, .until = DATE_NONE};
    assert_ok(deadline_ical(o->app, &f, &out, &e), &e);
    const char *text = buf_str(&out);
    assert_true(strncmp(text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", 30) == 0);
    size_t line = 0, folded = 0, events = 0;
    for (const char *p = text; *p; p++) {
        if (*p == '\r') {
            assert_int_equal(p[1], '\n');
            assert_true(line <= 75);
            line = 0;
            p++;
            folded += p[1] == ' ';
            assert_true(p[1] != ' ' || ((unsigned char)p[2] & 0xC0) != 0x80);
            events += strncmp(p + 1, "BEGIN:VEVENT", 12) == 0;
            continue;
        }
        assert_int_not_equal(*p, '\n');
        line++;
    }
    assert_int_equal(events, 3);
    assert_true(folded > 0);
    assert_non_null(strstr(text, "DTSTART;VALUE=DATE:20250616\r\nDTEND;VALUE=DATE:20250617\r\n"));
    assert_non_null(strstr(text, "DTSTAMP:20250630T"));
    AUTO(buf) struct buf small = BUF(100);
    assert_int_equal(deadline_ical(o->app, &f, &small, &e), E_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_deadline__pending_ones_are_listed_by_day),
        cmocka_unit_test(test_deadline__a_list_goes_on_behind_its_page),
        cmocka_unit_test(test_deadline__a_calendar_holds_them_all),
        cmocka_unit_test(test_deadline__lists_are_narrowed),
        cmocka_unit_test(test_deadline__days_of_a_month_are_counted),
        cmocka_unit_test(test_deadline__says_why),
        cmocka_unit_test(test_deadline__what_if_moves_over_closed_days),
        cmocka_unit_test(test_deadline__icalendar_is_folded),
    };
    return cmocka_run_group_tests(tests, staged_group_setup, staged_group_teardown);
}
