#include "tests/support/unit.h"

#include <stdlib.h>

#include "core/base/csv.h"

static void assert_record(struct csv_reader *r, struct arena *a, size_t line, const char *joined)
{
    AUTO(buf) struct buf got = BUF(200);
    char **fields;
    size_t n;
    struct err e = {0};
    int rc = csv_read(r, a, &fields, &n, &e);
    if (rc != 1)
        fail_msg("%d %s instead of %s", rc, e.msg ? e.msg : "", joined);
    for (size_t i = 0; i < n; i++)
        buf_printf(&got, "%s%s", i ? "|" : "", fields[i]);
    assert_string_equal(buf_str(&got), joined);
    assert_int_equal(r->line, line);
}

static void test_csv__records_are_read_with_their_lines(void **state)
{
    (void)state;
    static const char text[] = "\xEF\xBB\xBF番号,名前\r\n1,\"髙橋, \"\"甲\"\"\"\n\n\r\n2,\"a\r\nb\nc\",\n\"\"\n,\n 3 \r";
    AUTO(arena) struct arena a = {0};
    struct csv_reader r = csv_reader_of(text, sizeof text - 1);
    assert_record(&r, &a, 1, "番号|名前");
    assert_record(&r, &a, 2, "1|髙橋, \"甲\"");
    assert_record(&r, &a, 5, "2|a\r\nb\nc|");
    assert_record(&r, &a, 8, "");
    assert_record(&r, &a, 9, "|");
    assert_record(&r, &a, 10, " 3 \r");
    char **fields;
    size_t n;
    struct err e;
    assert_int_equal(csv_read(&r, &a, &fields, &n, &e), 0);
    assert_int_equal(csv_read(&r, &a, &fields, &n, &e), 0);
}

static void test_csv__misplaced_quotes_are_refused_with_their_line(void **state)
{
    (void)state;
    static const char *const bad[] = {"a\n\"b", "a\nb\"c", "a\n\"b\"c", "a\n\"b\" ,c", "a\n\"\"\"", "\na,\"b"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        AUTO(arena) struct arena a = {0};
        struct csv_reader r = csv_reader_of(bad[i], strlen(bad[i]));
        char **fields;
        size_t n;
        struct err e = {0};
        int rc;
        while ((rc = csv_read(&r, &a, &fields, &n, &e)) == 1)
            continue;
        assert_int_equal(rc, E_INPUT);
        assert_string_equal(e.msg, "csv.quote");
        assert_string_equal(e.arg[0], "2");
        assert_int_equal(csv_read(&r, &a, &fields, &n, &e), 0);
    }
}

static void test_csv__fields_and_their_size_are_bounded(void **state)
{
    (void)state;
    AUTO(arena) struct arena a = {0};
    char **fields, commas[CSV_FIELDS_MAX];
    size_t n;
    struct err e = {0};
    memset(commas, ',', sizeof commas);
    struct csv_reader r = csv_reader_of(commas, CSV_FIELDS_MAX - 1);
    assert_int_equal(csv_read(&r, &a, &fields, &n, &e), 1);
    assert_int_equal(n, CSV_FIELDS_MAX);
    r = csv_reader_of(commas, CSV_FIELDS_MAX);
    assert_int_equal(csv_read(&r, &a, &fields, &n, &e), E_LIMIT);
    assert_string_equal(e.msg, "csv.too-many");

    size_t size = CSV_FIELD_BYTES_MAX + 3;
    char *text = xcalloc(1, size + 1);
    memset(text, 'x', size);
    r = csv_reader_of(text, size - 3);
    assert_int_equal(csv_read(&r, &a, &fields, &n, &e), 1);
    r = csv_reader_of(text, size - 2);
    assert_int_equal(csv_read(&r, &a, &fields, &n, &e), E_LIMIT);
    assert_string_equal(e.msg, "csv.too-long");
    text[0] = text[size - 1] = '"';
    r = csv_reader_of(text, size);
    assert_int_equal(csv_read(&r, &a, &fields, &n, &e), E_LIMIT);
    free(text);
}

static void test_csv__what_is_written_reads_back(void **state)
{
    (void)state;
    static const char *const values[] = {"", "a", "\"", ",", "\r\n", "\r", "\n", "髙\"\"橋", "\xEF\xBB\xBFx", " "};
    AUTO(arena) struct arena a = {0};
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        for (size_t j = 0; j <= COUNT_OF(values); j++) {
            const char *record[] = {values[i], j < COUNT_OF(values) ? values[j] : NULL};
            size_t count = record[1] ? 2 : 1, n;
            AUTO(buf) struct buf out = BUF(200);
            csv_write(&out, record, count);
            csv_write(&out, record, count);
            struct csv_reader r = csv_reader_of(out.p, out.n);
            struct err e = {0};
            char **fields;
            for (int twice = 0; twice < 2; twice++) {
                assert_int_equal(csv_read(&r, &a, &fields, &n, &e), 1);
                assert_int_equal(n, count);
                for (size_t k = 0; k < n; k++)
                    assert_string_equal(fields[k], record[k]);
            }
            assert_int_equal(csv_read(&r, &a, &fields, &n, &e), 0);
        }
    }
}

static void test_csv__the_writer_quotes_only_what_needs_it(void **state)
{
    (void)state;
    static const char *const record[] = {"a b", "1,000", "say \"hi\"", "=1+1"};
    AUTO(buf) struct buf out = BUF(200);
    csv_write(&out, record, COUNT_OF(record));
    assert_string_equal(buf_str(&out), "a b,\"1,000\",\"say \"\"hi\"\"\",=1+1\r\n");
}

static void test_csv__formulas_are_disarmed_and_numbers_kept(void **state)
{
    (void)state;
    AUTO(arena) struct arena a = {0};
    static const char *const formulas[] = {"=1+1", "+cmd", "-2+3", "@SUM(A1)", "\tx", "＝1", "－1+2", "-"};
    for (size_t i = 0; i < COUNT_OF(formulas); i++) {
        const char *safe = csv_safe(&a, formulas[i]);
        assert_int_equal(safe[0], '\'');
        assert_string_equal(safe + 1, formulas[i]);
    }
    static const char *const plain[] = {"", "-1,234", "+0.5", "1=1", "株式会社", "2026-04-01"};
    for (size_t i = 0; i < COUNT_OF(plain); i++)
        assert_ptr_equal(csv_safe(&a, plain[i]), plain[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_csv__records_are_read_with_their_lines),
        cmocka_unit_test(test_csv__misplaced_quotes_are_refused_with_their_line),
        cmocka_unit_test(test_csv__fields_and_their_size_are_bounded),
        cmocka_unit_test(test_csv__what_is_written_reads_back),
        cmocka_unit_test(test_csv__the_writer_quotes_only_what_needs_it),
        cmocka_unit_test(test_csv__formulas_are_disarmed_and_numbers_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
