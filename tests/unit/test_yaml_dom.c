#include "tests/support/unit.h"

#include "core/base/buf.h"
#include "core/rule/yaml_dom.h"

struct parsed {
    struct arena a;
    const struct yaml *root;
    struct where at;
    struct err e;
    int rc;
};

static struct parsed parse(const char *text)
{
    struct parsed p = {0};
    p.rc = yaml_parse(&p.a, "t.yaml", text, strlen(text), &p.root, &p.at, &p.e);
    return p;
}

static void parsed_done(struct parsed *p)
{
    arena_done(&p->a);
}

static void test_yaml__maps_lists_scalars_keep_their_order_and_place(void **state)
{
    (void)state;
    AUTO(parsed) struct parsed p = parse("b: 1\na: [x, \"y\", null]\n見本:\n  - {k: v}\n");
    assert_ok(p.rc, &p.e);
    assert_int_equal(p.root->kind, YAML_MAP);
    assert_int_equal(p.root->n, 3);
    assert_string_equal(p.root->entry[0].key, "b");
    assert_string_equal(p.root->entry[2].key, "見本");
    const struct yaml *list = yaml_get(p.root, "a");
    assert_int_equal(list->n, 3);
    assert_false(list->item[0]->quoted);
    assert_true(list->item[1]->quoted);
    assert_int_equal(list->item[2]->kind, YAML_NULL);
    const struct yaml *k = yaml_get(yaml_get(p.root, "見本")->item[0], "k");
    assert_string_equal(k->text, "v");
    assert_int_equal(k->at.line, 4);
    assert_int_equal(k->at.column, 9);
    assert_null(yaml_get(p.root, "c"));
}

static void test_yaml__an_empty_file_is_null(void **state)
{
    (void)state;
    AUTO(parsed) struct parsed p = parse("# nothing\n");
    assert_ok(p.rc, &p.e);
    assert_int_equal(p.root->kind, YAML_NULL);
}

static void test_yaml__a_quoted_null_is_a_text(void **state)
{
    (void)state;
    AUTO(parsed) struct parsed p = parse("a: \"null\"\nb: ~\n");
    assert_ok(p.rc, &p.e);
    assert_string_equal(yaml_get_text(p.root, "a"), "null");
    assert_null(yaml_get_text(p.root, "b"));
}

static void refuse(const char *text, int code, const char *msg, int line, int column)
{
    AUTO(parsed) struct parsed p = parse(text);
    assert_int_equal(p.rc, code);
    assert_string_equal(p.e.msg, msg);
    assert_int_equal(p.at.line, line);
    assert_int_equal(p.at.column, column);
}

static void test_yaml__refuses_what_a_scheme_does_not_need_with_its_place(void **state)
{
    (void)state;
    refuse("a: 1\nb: 2\na: 3\n", E_INPUT, "yaml.twice", 3, 1);
    refuse("a: [1\n", E_INPUT, "yaml.syntax", 2, 1);
    refuse("a: !!int 3\n", E_INPUT, "yaml.tag", 1, 4);
    refuse("{[a]: 1}\n", E_INPUT, "yaml.key", 1, 2);
    refuse("a: 1\n---\nb: 2\n", E_INPUT, "yaml.documents", 2, 1);
    refuse("a: *x\n", E_INPUT, "yaml.alias", 1, 4);
    refuse("a: &x [*x]\n", E_INPUT, "yaml.alias", 1, 8);
    refuse("日: \xff\n", E_INPUT, "yaml.bytes", 1, 4);
    refuse("ab: \x01\n", E_INPUT, "yaml.control", 1, 5);
    refuse("a: \"\\u202e\"\n", E_INPUT, "yaml.control", 1, 4);
}

static void test_yaml__a_nul_byte_is_no_end(void **state)
{
    (void)state;
    struct parsed p = {0};
    p.rc = yaml_parse(&p.a, "t", "a: 1\0b", 6, &p.root, &p.at, &p.e);
    assert_int_equal(p.rc, E_INPUT);
    assert_string_equal(p.e.msg, "yaml.control");
    parsed_done(&p);
}

static void test_yaml__depth_size_and_scalars_have_maxima(void **state)
{
    (void)state;
    char deep[YAML_DEPTH_MAX + 3];
    memset(deep, '[', sizeof deep - 1);
    deep[sizeof deep - 1] = '\0';
    refuse(deep, E_LIMIT, "yaml.depth", 1, YAML_DEPTH_MAX + 1);
    AUTO(buf) struct buf b = BUF(YAML_BYTES_MAX + 100);
    buf_add_str(&b, "a: ");
    while (b.n <= YAML_SCALAR_MAX + 3)
        buf_add_char(&b, 'x');
    refuse(buf_str(&b), E_LIMIT, "yaml.scalar", 1, 4);
    while (b.n <= YAML_BYTES_MAX)
        buf_add_char(&b, 'x');
    refuse(buf_str(&b), E_LIMIT, "yaml.size", 1, 1);
}

static void test_yaml__aliases_share_and_count_with_all_they_stand_for(void **state)
{
    (void)state;
    AUTO(parsed) struct parsed p = parse("a: &x {k: 1}\nb: *x\nc: [*x, *x]\n");
    assert_ok(p.rc, &p.e);
    assert_ptr_equal(yaml_get(p.root, "a"), yaml_get(p.root, "b"));
    /* the root and its keys, {k: 1} four times, the list */
    assert_int_equal(p.root->weight, 1 + 3 + 4 * 3 + 1);
    AUTO(buf) struct buf laughs = BUF(4096);
    buf_add_str(&laughs, "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 10; i++)
        buf_printf(&laughs, "a%d: &a%d [*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d]\n", i, i, i - 1, i - 1, i - 1, i - 1,
                   i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
    AUTO(parsed) struct parsed bomb = parse(buf_str(&laughs));
    assert_int_equal(bomb.rc, E_LIMIT);
    assert_string_equal(bomb.e.msg, "yaml.nodes");
}

static void test_yaml__carriage_returns_and_a_byte_order_mark_are_taken_away(void **state)
{
    (void)state;
    AUTO(parsed) struct parsed p = parse("\xEF\xBB\xBF" "a: 1\r\nb: |\r\n  x\r\n  y\r\n");
    assert_ok(p.rc, &p.e);
    assert_string_equal(yaml_get_text(p.root, "b"), "x\ny\n");
}

/* Place of the first `mark` of the scalar under "k". */
static void place(const char *text, char mark, int line, int column)
{
    AUTO(parsed) struct parsed p = parse(text);
    assert_ok(p.rc, &p.e);
    const struct yaml *k = yaml_get(p.root, "k");
    assert_non_null(k);
    const char *at = strchr(k->text, mark);
    assert_non_null(at);
    struct where where = yaml_place(k, (size_t)(at - k->text));
    assert_int_equal(where.line, line);
    assert_int_equal(where.column, column);
}

static void test_yaml__place_is_found_in_every_style_of_scalar(void **state)
{
    (void)state;
    place("k: ab@c\n", '@', 1, 6);
    place("k: \"ab@c\"\n", '@', 1, 7);
    place("k: 'it''s @'\n", '@', 1, 11);
    place("k: \"a \\\"b\\\" @\"\n", '@', 1, 13);
    place("k: \"\\u3042\\t@\"\n", '@', 1, 13);
    place("k: 日本 @\n", '@', 1, 7);
    place("k: &x \"a@\"\n", '@', 1, 9);
    place("k: |\n  one\n  tw@o\n", '@', 3, 5);
    place("k: >-\n  one\n\n  tw@o\n", '@', 4, 5);
    place("k: one\n  two\n  @hree\n", '@', 3, 3);
    place("{k:   a@}\n", '@', 1, 8);
}

static void test_yaml__place_of_the_end_is_behind_the_last_character(void **state)
{
    (void)state;
    AUTO(parsed) struct parsed p = parse("k: \"ab\"\n");
    assert_ok(p.rc, &p.e);
    struct where where = yaml_place(yaml_get(p.root, "k"), 2);
    assert_int_equal(where.line, 1);
    assert_int_equal(where.column, 7);
}

static void test_yaml__texts_outlive_their_tree(void **state)
{
    (void)state;
    AUTO(arena) struct arena texts = {0};
    struct arena tree = {0};
    const struct yaml *root;
    struct where at;
    struct err e;
    static const char text[] = "鍵: [一, \"二\"]\n";
    assert_ok(yaml_parse_apart(&tree, &texts, "t.yaml", text, sizeof text - 1, &root, &at, &e), &e);
    const char *key = root->entry[0].key, *second = root->entry[0].value->item[1]->text, *file = root->at.file;
    arena_done(&tree);
    assert_string_equal(key, "鍵");
    assert_string_equal(second, "二");
    assert_string_equal(file, "t.yaml");
}

static void test_yaml__controls_hidden_in_escapes_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"k: \"a\\u0007\"", "k: \"\\u202Ea\"", "k: \"a\\0b\"", "\"\\x9b\": v"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        AUTO(parsed) struct parsed p = parse(bad[i]);
        assert_int_equal(p.rc, E_INPUT);
        assert_string_equal(p.e.msg, "yaml.control");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_yaml__maps_lists_scalars_keep_their_order_and_place),
        cmocka_unit_test(test_yaml__an_empty_file_is_null),
        cmocka_unit_test(test_yaml__a_quoted_null_is_a_text),
        cmocka_unit_test(test_yaml__refuses_what_a_scheme_does_not_need_with_its_place),
        cmocka_unit_test(test_yaml__a_nul_byte_is_no_end),
        cmocka_unit_test(test_yaml__depth_size_and_scalars_have_maxima),
        cmocka_unit_test(test_yaml__aliases_share_and_count_with_all_they_stand_for),
        cmocka_unit_test(test_yaml__carriage_returns_and_a_byte_order_mark_are_taken_away),
        cmocka_unit_test(test_yaml__place_is_found_in_every_style_of_scalar),
        cmocka_unit_test(test_yaml__place_of_the_end_is_behind_the_last_character),
        cmocka_unit_test(test_yaml__texts_outlive_their_tree),
        cmocka_unit_test(test_yaml__controls_hidden_in_escapes_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
