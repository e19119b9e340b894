#include "core/rule/form.h"
#include "tests/support/small_scheme.h"

static const struct field_def *field_of(struct small *x, const char *id)
{
    const struct field_def *field = form_field(scheme_form(x->scheme, "F"), id);
    assert_non_null(field);
    return field;
}

/* What a typed text becomes; the message id when it is refused. */
static const char *read_as(struct small *x, const struct field_def *field, const char *typed)
{
    struct field_value value;
    struct err e;
    int rc = field_normalise(field, NULL, &x->calendar, small_day("2024-06-03"), typed, &x->arena, &value, &e);
    return rc == 0 ? value.stored : e.msg;
}

struct typed {
    enum input_type type;
    const char *typed, *stored;
};

static const struct typed typed[] = {
    {INPUT_TEXT, "　架空 ｶﾅ ", "　架空 ｶﾅ "},
    {INPUT_TEXT, "a\nb", "field.control"},
    {INPUT_MULTILINE, "a\nb", "a\nb"},
    {INPUT_MULTILINE, "a\x1b[2J", "field.control"},
    {INPUT_INT, "１，２３４", "1234"},
    {INPUT_INT, "-5", "-5"},
    {INPUT_INT, "1.5", "field.number"},
    {INPUT_DECIMAL, "1.50", "1.5"},
    {INPUT_DECIMAL, "0.0000001", "field.number"},
    {INPUT_YEN, "￥209,000", "209000"},
    {INPUT_YEN, "20万9千", "209000"},
    {INPUT_YEN, "約千円", "field.number"},
    {INPUT_DATE, "令6/5/7", "2024-05-07"},
    {INPUT_DATE, "+10営", "2024-06-17"},
    {INPUT_DATE, "2024-02-30", "date.no-such-day"},
    {INPUT_PERIOD, "10営業日", "10bd"},
    {INPUT_PERIOD, "２週間", "2w"},
    {INPUT_PERIOD, "1ヶ月", "1mo"},
    {INPUT_PERIOD, "1か月前", "1mo"},
    {INPUT_PERIOD, "60d", "60d"},
    {INPUT_PERIOD, "6mo", "6mo"},
    {INPUT_PERIOD, "3年度", "3fy"},
    {INPUT_PERIOD, "しばらく", "field.period"},
    {INPUT_PERIOD, "10", "field.period"},
    {INPUT_LEADTIME, "2週間 メールで告知", "2w メールで告知"},
    {INPUT_LEADTIME, "1ヶ月　電話", "1mo 電話"},
    {INPUT_LEADTIME, "10営業日", "10bd"},
    {INPUT_BOOL, "はい", "true"},
    {INPUT_BOOL, "無", "false"},
    {INPUT_BOOL, "たぶん", "field.bool"},
    {INPUT_EMAIL, "ａ＠example.jp", "a@example.jp"},
    {INPUT_EMAIL, "a@b", "field.email"},
    {INPUT_EMAIL, "a b@example.jp", "field.email"},
    {INPUT_URL, "https://example.jp/a", "https://example.jp/a"},
    {INPUT_URL, "javascript:alert(1)", "field.url"},
    {INPUT_TEL, "（０３）１２３４‐５６７８", "03-1234-5678"},
    {INPUT_TEL, "+81-3-1234-5678", "+81-3-1234-5678"},
    {INPUT_TEL, "1234", "field.tel"},
    {INPUT_POSTAL, "〒１０５ー０００１", "105-0001"},
    {INPUT_POSTAL, "1050001", "105-0001"},
    {INPUT_POSTAL, "105-001", "field.postal"},
    {INPUT_CORPORATE_NUMBER, "5-8356-7825-6246", "5835678256246"},
    {INPUT_CORPORATE_NUMBER, "6835678256246", "field.corporate-number"},
    {INPUT_CERTIFICATE_NUMBER, "ip 0001‐1212", "IP0001-1212"},
    {INPUT_LIST, "x", "field.rows"},
    {INPUT_DATE, "", ""},
};

static void test_form__typed_text_becomes_what_is_stored(void **state)
{
    struct small *x = *state;
    for (size_t i = 0; i < COUNT_OF(typed); i++) {
        const struct field_def field = {.rule = {.id = "f", .label = "欄"}, .type = typed[i].type};
        const char *is = read_as(x, &field, typed[i].typed);
        if (strcmp(is, typed[i].stored) != 0)
            print_error("in: %s\n", typed[i].typed);
        assert_string_equal(is, typed[i].stored);
    }
}

static void test_form__what_is_stored_is_read_to_itself(void **state)
{
    struct small *x = *state;
    for (size_t i = 0; i < COUNT_OF(typed); i++) {
        const struct field_def field = {.rule = {.id = "f", .label = "欄"}, .type = typed[i].type};
        const char *once = read_as(x, &field, typed[i].typed);
        if (!strchr(once, '.') || typed[i].type == INPUT_DECIMAL || typed[i].type == INPUT_EMAIL)
            assert_string_equal(strncmp(once, "field.", 6) == 0 ? once : read_as(x, &field, once), once);
    }
}

static void test_form__dates_and_amounts_are_echoed(void **state)
{
    struct small *x = *state;
    struct field_value value;
    struct err e;
    assert_ok(field_normalise(field_of(x, "started_on"), NULL, &x->calendar, small_day("2024-06-03"), "令和元年5月1日", &x->arena,
                              &value, &e),
              &e);
    assert_string_equal(value.echo, "令和元年5月1日 (2019-05-01) 水");
    assert_ok(field_normalise(field_of(x, "fee_paid"), NULL, &x->calendar, small_day("2024-06-03"), "20万", &x->arena, &value, &e),
              &e);
    assert_string_equal(value.echo, "200,000");
}

static void test_form__choices_are_found_and_kept_in_their_order(void **state)
{
    struct small *x = *state;
    assert_string_equal(read_as(x, field_of(x, "kind"), "法人"), "法人");
    assert_string_equal(read_as(x, field_of(x, "kind"), "法 人"), "法人");
    assert_string_equal(read_as(x, field_of(x, "kind"), "団体"), "field.choice");
    assert_string_equal(read_as(x, field_of(x, "areas"), "南、東"), "東\n南");
    assert_string_equal(read_as(x, field_of(x, "areas"), "西\n西"), "西");
    assert_string_equal(read_as(x, field_of(x, "areas"), "東,北"), "field.choice");
}

static void test_form__long_texts_are_refused_at_the_limit(void **state)
{
    struct small *x = *state;
    struct field_value value;
    struct err e;
    assert_string_equal(read_as(x, field_of(x, "name"), "一二三四五六七八九十"), "一二三四五六七八九十");
    assert_int_equal(field_normalise(field_of(x, "name"), NULL, &x->calendar, small_day("2024-06-03"), "一二三四五六七八九十一",
                                     &x->arena, &value, &e),
                     E_LIMIT);
    assert_string_equal(e.msg, "field.too-long");
    assert_string_equal(e.arg[1], "10");
}

/* The problem of a path; its path is NULL when there is none. */
static struct field_problem problem_at(const struct field_problems *all, const char *path)
{
    for (size_t i = 0; i < all->all.n; i++)
        if (strcmp(all->all.at[i].path, path) == 0)
            return all->all.at[i];
    return (struct field_problem){0};
}

static struct field_problems checked(struct small *x, const char *form)
{
    struct field_problems all = {0};
    form_check(x->scheme, scheme_form(x->scheme, form), &x->facts, &all);
    return all;
}

static void test_form__says_what_is_missing(void **state)
{
    struct small *x = *state;
    struct field_problems all = checked(x, "F");
    struct field_problem name = problem_at(&all, "name");
    assert_non_null(name.path);
    assert_true(name.missing);
    assert_string_equal(name.id, "E_NAME");
    assert_string_equal(name.text, "名称がありません");
    assert_non_null(problem_at(&all, "kind").path);
    assert_null(problem_at(&all, "number").path); /* not asked before the kind is known */
    small_set(x, "form.F.kind", "法人");
    all = checked(x, "F");
    assert_non_null(problem_at(&all, "number").path);
    small_set(x, "form.F.kind", "個人");
    all = checked(x, "F");
    assert_null(problem_at(&all, "number").path);
    assert_non_null(problem_at(&all, "agents").path);
}

static void test_form__says_what_a_constraint_refuses(void **state)
{
    struct small *x = *state;
    small_set(x, "form.F.started_on", "2024-06-10");
    struct field_problems all = checked(x, "F");
    struct field_problem started = problem_at(&all, "started_on");
    assert_non_null(started.path);
    assert_string_equal(started.id, "E_LATE");
    assert_string_equal(started.text, "開始日は申請日より後です");
    small_set(x, "form.F.started_on", "2024-06-03");
    all = checked(x, "F");
    assert_null(problem_at(&all, "started_on").path);
    small_set(x, "form.F.areas", "東\n西\n南");
    all = checked(x, "F");
    assert_string_equal(problem_at(&all, "").id, "E_AREA");
    assert_string_equal(problem_at(&all, "").src, "3");
}

static void test_form__rows_are_checked_one_by_one(void **state)
{
    struct small *x = *state;
    small_fill(x, "F", "{\"agents\":[{\"name\":\"甲\"},{\"tel\":\"03-1234-5678\"}]}");
    struct field_problems all = checked(x, "F");
    assert_null(problem_at(&all, "agents[0].name").path);
    assert_non_null(problem_at(&all, "agents[1].name").path);
    small_fill(x, "M", "{\"sites\":[{\"label\":\"大阪\"}],\"m2@大阪\":{\"content\":\"x\"}}");
    all = checked(x, "M");
    assert_non_null(problem_at(&all, "m1.done").path);
    assert_null(problem_at(&all, "m2@大阪.done").path);
    assert_int_equal(all.all.n, 1);
}

static void test_form__calculated_fields_follow(void **state)
{
    struct small *x = *state;
    small_set(x, "form.F.areas", "東\n西");
    assert_string_equal(small_get(x, "form.F.area_count"), "2");
    small_set(x, "form.F.areas", "東");
    assert_string_equal(small_get(x, "form.F.area_count"), "1");
}

static void test_form__stored_text_is_a_value_again(void **state)
{
    struct small *x = *state;
    struct value v = field_stored_value(&x->arena, field_of(x, "lead"), NULL, "2w メールで告知");
    assert_int_equal(v.type, VALUE_PERIOD);
    assert_int_equal(v.period.n, 2);
    assert_int_equal(field_stored_value(&x->arena, field_of(x, "areas"), NULL, "東\n南").list->n, 2);
    assert_false(value_defined(field_stored_value(&x->arena, field_of(x, "started_on"), NULL, "いつか")));
    assert_false(value_defined(field_stored_value(&x->arena, field_of(x, "kind"), NULL, "団体")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(test_form__typed_text_becomes_what_is_stored),
        SMALL_TEST(test_form__what_is_stored_is_read_to_itself),
        SMALL_TEST(test_form__dates_and_amounts_are_echoed),
        SMALL_TEST(test_form__choices_are_found_and_kept_in_their_order),
        SMALL_TEST(test_form__long_texts_are_refused_at_the_limit),
        SMALL_TEST(test_form__says_what_is_missing),
        SMALL_TEST(test_form__says_what_a_constraint_refuses),
        SMALL_TEST(test_form__rows_are_checked_one_by_one),
        SMALL_TEST(test_form__calculated_fields_follow),
        SMALL_TEST(test_form__stored_text_is_a_value_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
