#include "tests/support/unit.h"

#include <stdio.h>

#include "core/base/json.h"

static void test_json__the_writer_places_commas_and_escapes(void **state)
{
    (void)state;
    AUTO(buf) struct buf b = BUF(1000);
    struct json_writer w = json_writer_to(&b);
    json_begin_object(&w);
    json_put_text(&w, "名", "a\"b\\c\n\x01\x7f髙/");
    json_put_int(&w, "n", INT64_MIN);
    json_put_bool(&w, "ok", true);
    json_put_text(&w, "none", NULL);
    json_key(&w, "list");
    json_begin_array(&w);
    json_int(&w, 1);
    json_begin_object(&w);
    json_end_object(&w);
    json_bool(&w, false);
    json_null(&w);
    json_raw(&w, "[2]");
    json_end_array(&w);
    json_put_text(&w, "last", "");
    json_end_object(&w);
    assert_string_equal(buf_str(&b), "{\"名\":\"a\\\"b\\\\c\\n\\u0001\x7f髙/\",\"n\":-9223372036854775808,\"ok\":true,"
                                     "\"none\":null,\"list\":[1,{},false,null,[2]],\"last\":\"\"}");
}

static void test_json__the_reader_builds_the_tree_in_order(void **state)
{
    (void)state;
    static const char text[] = " {\"b\" : [1, -2, 3.50, 1e3, 99999999999999999999], \"a\":{\"t\":true,\"f\":false},"
                               "\"z\":null,\"s\":\"\\u9AD9\\uD842\\uDFB7\\t\\/\"}\r\n";
    AUTO(arena) struct arena a = {0};
    struct json *root;
    struct err e = {0};
    assert_ok(json_parse(&a, text, strlen(text), &root, &e), &e);
    assert_int_equal(root->kind, JSON_OBJECT);
    assert_string_equal(root->child->key, "b");
    const struct json *item = json_get(root, "b")->child;
    assert_int_equal(item->integer, 1);
    assert_int_equal(item->next->integer, -2);
    item = item->next->next;
    assert_int_equal(item->kind, JSON_TEXT);
    assert_string_equal(item->text, "3.50");
    assert_string_equal(item->next->text, "1e3");
    assert_string_equal(item->next->next->text, "99999999999999999999");
    assert_null(item->next->next->next);
    assert_int_equal(json_get(json_get(root, "a"), "t")->integer, 1);
    assert_int_equal(json_get(json_get(root, "a"), "f")->kind, JSON_BOOL);
    assert_int_equal(json_get(root, "z")->kind, JSON_NULL);
    assert_string_equal(json_get_text(root, "s"), "髙𠮷\t/");
    assert_null(json_get_text(root, "z"));
    assert_null(json_get(root, "missing"));
    assert_null(json_get(json_get(root, "b"), "x"));
    assert_int_equal(json_get_int(root, "missing", 42), 42);
}

static void test_json__what_is_no_json_is_refused_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *text, *offset;
    } rows[] = {
        {"", "0"},
        {"{", "1"},
        {"[1,]", "3"},
        {"[1 2]", "3"},
        {"{\"a\"}", "4"},
        {"{a:1}", "1"},
        {"{\"a\":1,\"b\":2,\"a\":3}", "0"},
        {"[01]", "1"},
        {"-", "0"},
        {"1.", "0"},
        {"1e", "0"},
        {"+1", "0"},
        {"tru", "0"},
        {"1 x", "2"},
        {"\"abc", "4"},
        {"\"\\", "2"},
        {"\"\\x\"", "1"},
        {"\"a\nb\"", "2"},
        {"\"\\ud800\"", "1"},
        {"\"\\ud800\\u0041\"", "1"},
        {"\"\\udc00\"", "1"},
        {"\"\\u0000\"", "1"},
        {"\"\\u12\"", "1"},
        {"\"\xed\xa0\x80\"", "1"},
        {"\"漢\xff\"", "4"},
        {"\xEF\xBB\xBF{}", "0"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        AUTO(arena) struct arena a = {0};
        struct json *root = NULL;
        struct err e = {0};
        assert_int_equal(json_parse(&a, rows[i].text, strlen(rows[i].text), &root, &e), E_INPUT);
        assert_string_equal(e.msg, "json.syntax");
        if (strcmp(e.arg[0], rows[i].offset) != 0)
            fail_msg("row %zu: offset %s", i, e.arg[0]);
        assert_null(root);
    }
}

static void test_json__depth_and_size_are_bounded(void **state)
{
    (void)state;
    AUTO(arena) struct arena a = {0};
    struct json *root;
    struct err e = {0};
    char text[2 * (JSON_DEPTH_MAX + 1)];
    memset(text, '[', JSON_DEPTH_MAX + 1);
    memset(text + JSON_DEPTH_MAX + 1, ']', JSON_DEPTH_MAX + 1);
    assert_int_equal(json_parse(&a, text, sizeof text, &root, &e), E_LIMIT);
    assert_string_equal(e.msg, "json.depth");
    assert_ok(json_parse(&a, text + 1, sizeof text - 2, &root, &e), &e);
    assert_int_equal(json_parse(&a, text, (size_t)JSON_BYTES_MAX + 1, &root, &e), E_LIMIT);
    assert_string_equal(e.msg, "json.size");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json__the_writer_places_commas_and_escapes),
        cmocka_unit_test(test_json__the_reader_builds_the_tree_in_order),
        cmocka_unit_test(test_json__what_is_no_json_is_refused_with_its_place),
        cmocka_unit_test(test_json__depth_and_size_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
