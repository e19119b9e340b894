#include "core/rule/fact_words.h"

#include "core/rule/facts.h"
#include "tests/support/staged.h"

static void says(struct staged *o, const char *name, const char *words)
{
    assert_string_equal(fact_words(o->scheme, name, false, &o->arena), words);
}

static void test_fact_words__every_fact_of_every_scheme_has_words(void **state)
{
    struct staged *o = *state;
    size_t seen = 0;
    staged_open(o, "2025-06-25");
    for (size_t i = 0; i < o->schemes->n; i++) {
        const struct scheme *s = o->schemes->at[i];
        for (size_t k = 0; s->names && k < fact_names_count(s->names); k++, seen++) {
            const char *name = fact_names_at(s->names, k)->name;
            if (strncmp(name, "office.", 7) == 0)
                continue; /* a text for papers */
            if (strcmp(fact_words(s, name, false, &o->arena), name) == 0)
                fail_msg("%s: %s has no words", s->rule.id, name);
            assert_true(*fact_words(s, name, true, &o->arena));
        }
    }
    assert_true(seen > 1000);
}

static void test_fact_words__are_put_together_from_the_rule_and_its_part(void **state)
{
    struct staged *o = *state;
    staged_stage(o, "aspic", "new", "2025-06-25");
    says(o, "case.type", "案件の種類");
    says(o, "deadline.DL-06.due", "審査手数料振込期限（目途） 期日");
    says(o, "fee.review.net", "審査手数料 税抜");
    says(o, "check.CL-F.open", "形式審査 未了の数");
    says(o, "form.F-A.operator_name", "事業者名称");
    says(o, "approved.F-A.operator_name", "前回認められた 事業者名称");
    says(o, "form.F-B.b10@大阪DC.content", "申請書B 売上高 大阪DC 申請内容");
    says(o, "doc.registry_transcript.issued_on", "登記事項証明書 発行日");
    says(o, "doc.registry_transcript", "登記事項証明書");
    says(o, "task.publish", "公表する");
    says(o, "nothing.of.this", "nothing.of.this");
    says(o, "form.F-X.y", "form.F-X.y");
    assert_string_equal(fact_words(o->scheme, "case.type", true, &o->arena), "type of case");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fact_words__every_fact_of_every_scheme_has_words),
        cmocka_unit_test(test_fact_words__are_put_together_from_the_rule_and_its_part),
    };
    return cmocka_run_group_tests(tests, staged_group_setup, staged_group_teardown);
}
