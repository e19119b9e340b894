/* The reader: what the files say stands in the tables, and what they should not say is refused with its place. */
#include "tests/support/unit.h"

#include "core/rule/expr.h"
#include "core/rule/facts.h"
#include "core/rule/scheme_read.h"
#include "tests/support/scheme_copy.h"

struct fixture {
    struct arena a;
    struct scheme *s;
};

static int load_sample(void **state)
{
    struct fixture *f = xcalloc(1, sizeof *f);
    struct err e;
    int rc = scheme_load(sample_root(&f->a), "sample", "2024-04-01", &f->s, NULL, &e);
    assert_ok(rc, &e);
    *state = f;
    return 0;
}

static int free_sample(void **state)
{
    struct fixture *f = *state;
    scheme_free(f->s);
    arena_done(&f->a);
    free(f);
    return 0;
}

static void test_scheme_read__head_roles_and_parameters(void **state)
{
    const struct scheme *s = ((struct fixture *)*state)->s;
    assert_string_equal(s->rule.id, "sample");
    assert_string_equal(s->rule.label, "見本認定制度");
    assert_string_equal(s->rule.label_en, "Sample certification");
    assert_string_equal(s->version_text, "2024-04-01");
    assert_int_equal(strlen(s->hash), 64);
    /* reception comes from the base, unused was dropped, decider is new */
    assert_string_equal(scheme_role(s, "reception")->rule.label_en, "Reception");
    assert_null(scheme_role(s, "unused"));
    /* requirements add up, each once */
    assert_int_equal(s->rule.n_req, 2);
    assert_string_equal(s->rule.req[1], "SMP-003");
    assert_non_null(scheme_role(s, "decider"));
    assert_true(scheme_role(s, "helper")->sees_assigned_only);
    assert_true(texts_have(&scheme_role(s, "helper")->acts_as, "reception"));
    assert_int_equal(scheme_param(s, "closed_days")->values.n, 2);
    assert_int_equal(scheme_param(s, "basis")->type.n_choices, 2);
    assert_true(scheme_param(s, "basis")->confirm);
    struct date day;
    assert_true(date_from_iso("2017-09-30", &day));
    assert_string_equal(scheme_body(s, day), "見本財団");
    assert_true(date_from_iso("2017-10-01", &day));
    assert_string_equal(scheme_body(s, day), "見本協会");
    assert_true(date_from_iso("2012-07-31", &day));
    assert_null(scheme_body(s, day));
}

static void test_scheme_read__machines_guards_and_effects(void **state)
{
    const struct scheme *s = ((struct fixture *)*state)->s;
    const struct machine_def *m = scheme_case_machine(s, "new");
    assert_string_equal(machine_start(m)->rule.id, "c00");
    const struct transition_def *t = machine_transition(m, "T01");
    assert_string_equal(t->rule.src, "第4条"); /* its machine's */
    assert_int_equal(t->asks.n, 4);
    assert_string_equal(t->guards.at[0].rule.src, "第3条2項");
    assert_non_null(t->guards.at[0].say.tmpl);
    assert_int_equal(t->effects.at[0].kind, EFFECT_NUMBER);
    assert_string_equal(t->effects.at[0].id, "receipt");
    const struct transition_def *any = machine_transition(m, "T07");
    assert_true(transition_leaves(m, any, "c00"));
    assert_false(transition_leaves(m, any, "c90"));
    assert_null(machine_transition(m, "T08")->to);
    const struct effect_def *opens = &machine_transition(m, "T09")->effects.at[1];
    assert_int_equal(opens->kind, EFFECT_CASE_OPEN);
    assert_string_equal(opens->id, "renewal");
    assert_string_equal(opens->set.at[0].fact, "case.wish");
    assert_true(formula_given(&opens->cond));
    const struct machine_def *cert = scheme_certificate_machine(s);
    assert_true(machine_transition(cert, "K01")->from_none);
    assert_true(transition_leaves(cert, machine_transition(cert, "K01"), NULL));
}

static void test_scheme_read__forms_items_and_their_headings(void **state)
{
    const struct scheme *s = ((struct fixture *)*state)->s;
    const struct item_list_def *items = scheme_item_list(s, "B");
    assert_int_equal(items->items.n, 5);
    const struct item_def *b02 = item_list_item(items, "b02");
    assert_int_equal(b02->group.n, 2);
    assert_string_equal(b02->group.at[1], "品質");
    assert_string_equal(b02->extra.at[0].text, "運用");
    const struct item_def *b03 = item_list_item(items, "b03");
    assert_string_equal(b03->choices.at[0], "isms");
    assert_string_equal(b03->choice_labels.at[0], "ISMS");
    const struct form_def *f = scheme_form(s, "F-B");
    assert_string_equal(f->head.at[0].rule.id, "sites");
    assert_int_equal(scheme_form(s, "F-A")->constraints.n, 1);
}

static void test_scheme_read__deadlines_fees_and_numbers(void **state)
{
    const struct scheme *s = ((struct fixture *)*state)->s;
    const struct deadline_def *fee = scheme_deadline(s, "DL-fee");
    assert_int_equal(fee->direction, DEADLINE_AFTER);
    assert_int_equal(fee->warn.n, 2);
    assert_int_equal(fee->every.n, 7);
    assert_int_equal(scheme_deadline(s, "DL-window")->warn.at[0].n, 7);
    assert_int_equal(scheme_deadline(s, "DL-guide")->direction, DEADLINE_AT);
    const struct fee_def *review = scheme_fee(s, "review");
    assert_int_equal(review->rows.at[1].net.v, 190000);
    assert_int_equal(review->rows.at[1].rate_bp, 1000);
    assert_true(date_is_none(review->rows.at[1].until));
    assert_int_equal(review->refund, REFUND_UNTIL);
    assert_string_equal(review->refund_until, "c20");
    const struct series_def *number = scheme_series(s, "certificate");
    assert_int_equal(number->accept.at[0].tokens.n, 4);
    assert_int_equal(number->accept.at[0].tokens.at[0].kind, ACCEPT_PREFIX);
    assert_true(number->accept.at[0].tokens.at[0].optional);
    assert_int_equal(number->accept.at[0].tokens.at[1].max, 4);
    assert_string_equal(number->confusable.at[1].text, "1");
    assert_int_equal(scheme_period(s, "validity")->next.bounds.n, 2);
}

static void test_scheme_read__every_formula_is_compiled(void **state)
{
    const struct scheme *s = ((struct fixture *)*state)->s;
    size_t n = 0;
    for (size_t m = 0; m < s->machines.n; m++)
        for (size_t t = 0; t < s->machines.at[m].transitions.n; t++) {
            const struct transition_def *transition = &s->machines.at[m].transitions.at[t];
            for (size_t i = 0; i < transition->guards.n; i++, n++)
                assert_non_null(transition->guards.at[i].cond.expr);
        }
    assert_true(n > 0);
    for (size_t i = 0; i < s->issued.n; i++)
        assert_non_null(s->issued.at[i].text.tmpl);
    assert_true(s->issued.n > 0);
}

static void test_scheme_read__a_cell_from_item_has_the_type_of_its_item(void **state)
{
    const struct fixture *f = *state;
    struct fact_ref ref;
    struct arena a = {0};
    struct err e;
    assert_ok(fact_names_resolve(f->s->names, &a, "form.F-B.b01.content", &ref, &e), &e);
    assert_int_equal(ref.type.type, VALUE_DATE);
    assert_ok(fact_names_resolve(f->s->names, &a, "form.F-B.b05.content", &ref, &e), &e);
    assert_int_equal(ref.type.type, VALUE_PERIOD);
    struct facts facts;
    facts_init(&facts, &a, f->s->names, NULL);
    struct date day;
    assert_true(date_from_iso("2024-04-01", &day));
    assert_ok(facts_set(&facts, "form.F-B.b01.content", value_date(day), &e), &e);
    assert_int_equal(facts_get(&facts, "form.F-B.b01.content").date.days, day.days);
    assert_int_equal(facts_set(&facts, "form.F-B.b01.content", value_text("x"), &e), E_INPUT);
    arena_done(&a);
}

/* Every key of every table stands in the sample at least once. */
static size_t missing_keys(const struct key_table *table, const char *all, int depth)
{
    size_t missing = 0;
    for (size_t i = 0; i < table->n_keys && depth < 8; i++) {
        char key[64];
        snprintf(key, sizeof key, "%s:", table->keys[i].name);
        if (!strstr(all, key)) {
            print_error("the sample does not use %s of %s\n", table->keys[i].name, table->name);
            missing++;
        }
        if (table->keys[i].table && table->keys[i].table != table)
            missing += missing_keys(table->keys[i].table, all, depth + 1);
    }
    return missing;
}

static void test_scheme_read__the_sample_uses_every_key(void **state)
{
    struct fixture *f = *state;
    const char *all = "";
    size_t missing = 0;
    for (size_t i = 0; i < n_scheme_files; i++) {
        const char *text;
        size_t n;
        struct err e;
        const char *path = arena_printf(&f->a, "%s/sample/2024-04-01/%s", sample_root(&f->a), scheme_files[i].name);
        assert_ok(scheme_file_text(&f->a, path, &text, &n, &e), &e);
        all = arena_printf(&f->a, "%s%s", all, text);
    }
    all = arena_printf(&f->a, "%sabstract: acts_as: sees:", all); /* of its base */
    for (size_t i = 0; i < n_scheme_files; i++)
        missing += missing_keys(scheme_files[i].table, all, 0);
    assert_int_equal(missing, 0);
}

/* The page is the contract: it names every key that is read. */
static size_t unnamed_keys(const struct key_table *table, const char *page, int depth)
{
    size_t missing = 0;
    for (size_t i = 0; i < table->n_keys && depth < 8; i++) {
        if (!strstr(page, table->keys[i].name)) {
            print_error("scheme-language.md does not name %s of %s\n", table->keys[i].name, table->name);
            missing++;
        }
        if (table->keys[i].table && table->keys[i].table != table)
            missing += unnamed_keys(table->keys[i].table, page, depth + 1);
    }
    return missing;
}

static void test_scheme_read__the_page_of_the_language_names_every_key(void **state)
{
    struct fixture *f = *state;
    const char *page;
    size_t n, missing = 0;
    struct err e;
    const char *path = arena_printf(&f->a, "%s/doc/internals/scheme-language.md", getenv("SRCDIR"));
    assert_ok(scheme_file_text(&f->a, path, &page, &n, &e), &e);
    for (size_t i = 0; i < n_scheme_files; i++) {
        assert_non_null(strstr(page, scheme_files[i].name));
        missing += unnamed_keys(scheme_files[i].table, page, 0);
    }
    for (enum effect_kind kind = 0; kind < EFFECT_KIND_COUNT; kind++)
        assert_non_null(effect_name(kind));
    assert_int_equal(missing, 0);
}

struct wrong {
    const char *file, *from, *with, *msg;
    int line_of_mark; /* 1: at the place of `with`; 0: anywhere */
    const char *near;
};

static const struct wrong wrongs[] = {
    {"lifecycle.yaml", "waits: applicant", "wait: applicant", "scheme.unknown-key", 1, "waits"},
    {"lifecycle.yaml", "{deadline.open: DL-fix}", "{deadlin.open: DL-fix}", "scheme.unknown-key", 0, "deadline.open"},
    {"lifecycle.yaml", "{flag: waiting}", "{flag: waiting, notify: x}", "scheme.two-effects", 0, NULL},
    {"lifecycle.yaml", "{flag: waiting}", "{if: \"true\"}", "scheme.no-effect", 0, NULL},
    {"lifecycle.yaml", "withhold.decide: granted", "withhold.decide: grantd", "scheme.unknown-word", 0, "granted"},
    {"lifecycle.yaml", "start: true}", "start: yes}", "scheme.not-bool", 0, NULL},
    {"lifecycle.yaml", "id: T05", "id: T04", "scheme.id-twice", 0, NULL},
    {"lifecycle.yaml", "id: T05", "id: 認定", "scheme.not-id", 0, NULL},
    {"lifecycle.yaml", "        to: c10\n", "", "scheme.missing-key", 0, NULL},
    {"lifecycle.yaml", "if: form.F-A.started_on <= case.received_on", "if: form.F-A.startd_on <= case.received_on",
     "expr.unknown-name", 0, "form.F-A.started_on"},
    {"lifecycle.yaml", "auto: cert.valid_until + 1d", "auto: cert.number", "expr.type", 0, NULL},
    {"scheme.yaml", "type: int, default: 3", "type: int, default: three", "scheme.default-type", 0, NULL},
    {"scheme.yaml", "type: date}", "type: dat}", "scheme.unknown-type", 0, "date"},
    {"scheme.yaml", "{from: 2012-08-01", "{from: 2012-08-32", "scheme.not-date", 0, NULL},
    {"scheme.yaml", "[\"1-5\", \"8\"]", "[\"5-1\"]", "scheme.not-range", 0, NULL},
    {"scheme.yaml", "{id: unused, drop: true}", "{id: unusd, drop: true}", "scheme.drop-unknown", 0, "unused"},
    {"scheme.yaml", "id: sample\n", "id: sampl\n", "scheme.folder-name", 0, "sample"},
    {"scheme.yaml", "extends: sample-base/2024-04-01", "extends: sample-base/2024-04-02", "scheme.extends", 0, NULL},
    {"scheme.yaml", "extends: sample-base/2024-04-01", "extends: ../../etc", "scheme.extends", 0, NULL},
    {"forms.yaml", "type: tel", "type: phone", "scheme.unknown-word", 0, NULL},
    {"forms.yaml", "of: [{id: title, label: 資料名, type: text}]", "of: [{id: title, type: list, of: [{id: x, type: text}]}]",
     "scheme.list-in-list", 0, NULL},
    {"decisions.yaml", "{failed: 0}", "{faild: 0}", "scheme.unknown-input", 0, "failed"},
    {"decisions.yaml", "then: {outcome: 認定}", "then: {outcom: 認定}", "scheme.unknown-output", 0, "outcome"},
    {"decisions.yaml", "then: {class: 小, days: 5}", "then: {class: 小}", "scheme.missing-output", 0, NULL},
    {"decisions.yaml", "then: {outcome: 非認定}", "then: {outcome: 不認定}", "scheme.default-type", 0, "認定"},
    {"deadlines.yaml", "after: 30d, moves", "after: 30d, before: 1d, moves", "scheme.two-offsets", 0, NULL},
    {"deadlines.yaml", "warn: [3d, 0d]", "warn: [3 days]", "scheme.not-period", 0, NULL},
    {"fees.yaml", "net: 190_000, rate: 8", "net: 190_000, floor: 1, rate: 8", "scheme.one-price", 0, NULL},
    {"fees.yaml", "net: 190_000, rate: 8", "net: 190_000", "scheme.missing-key", 0, NULL},
    {"numbers.yaml", "serial{1,4} - yymm", "serial{4,1} - yymm", "scheme.accept-token", 0, NULL},
    {"numbers.yaml", "O=0 I=1", "O:0", "scheme.confusable", 0, NULL},
    {"numbers.yaml", "{text: SM}", "{text: SM, serial: 4}", "scheme.two-parts", 0, NULL},
    {"papers.yaml", "{today|era}", "{today|ear}", "expr.format", 0, NULL},
    {"register.yaml", "value: it.content", "value: it.contnt", "expr.unknown-column", 0, NULL},
    {"people.yaml", "people:\n", "people:\n people\n", "yaml.syntax", 0, NULL},
};

static void test_scheme_read__what_a_table_does_not_know_is_refused(void **state)
{
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < COUNT_OF(wrongs); i++) {
        const struct wrong *wrong = &wrongs[i];
        struct arena a = {0};
        struct problems *problems = xcalloc(1, sizeof *problems);
        struct scheme *s = NULL;
        struct err e;
        const char *root = copy_sample(&a, "scheme_read");
        const char *changed = copy_replace(&a, root, wrong->file, wrong->from, wrong->with);
        assert_non_null(changed);
        int rc = scheme_load(root, "sample", "2024-04-01", &s, problems, &e);
        bool found = false;
        for (size_t k = 0; k < problems->n; k++) {
            const struct problem *p = &problems->at[k];
            found = found || (strcmp(p->msg, wrong->msg) == 0 && strstr(p->at.file, wrong->file) &&
                              (!wrong->near || (p->near && strcmp(p->near, wrong->near) == 0)));
        }
        if (rc != E_INPUT || !found) {
            print_error("%s \"%s\": expected %s, came %d %s %s\n", wrong->file, wrong->with, wrong->msg, rc,
                        problems->n ? problems->at[0].msg : "nothing", problems->n && problems->at[0].near ? problems->at[0].near : "");
            failed++;
        }
        scheme_free(s);
        problems_done(problems);
        free(problems);
        arena_done(&a);
    }
    assert_int_equal(failed, 0);
}

static void test_scheme_read__a_stranger_in_the_folder_is_refused(void **state)
{
    (void)state;
    struct arena a = {0};
    struct scheme *s;
    struct err e;
    const char *root = copy_sample(&a, "scheme_read");
    const char *stranger = arena_printf(&a, "%s/sample/2024-04-01/form.yaml", root);
    copy_write(stranger, "forms: []\n");
    assert_int_equal(scheme_load(root, "sample", "2024-04-01", &s, NULL, &e), E_INPUT);
    assert_string_equal(e.msg, "scheme.unknown-file");
    assert_string_equal(e.arg[0], "form.yaml");
    unlink(stranger);
    arena_done(&a);
}

static void test_scheme_read__a_released_version_that_was_changed_is_refused(void **state)
{
    (void)state;
    struct arena a = {0};
    struct scheme *s;
    struct err e;
    const char *root = copy_sample(&a, "scheme_read");
    const char *frozen = arena_printf(&a, "%s/sample/2024-04-01/FROZEN", root);
    assert_ok(scheme_load(root, "sample", "2024-04-01", &s, NULL, &e), &e);
    copy_write(frozen, arena_printf(&a, "%s\n", s->hash));
    scheme_free(s);
    assert_ok(scheme_load(root, "sample", "2024-04-01", &s, NULL, &e), &e);
    scheme_free(s);
    assert_non_null(copy_replace(&a, root, "fees.yaml", "net: 190_000, rate: 8", "net: 190_001, rate: 8"));
    assert_int_equal(scheme_load(root, "sample", "2024-04-01", &s, NULL, &e), E_INPUT);
    assert_string_equal(e.msg, "scheme.frozen");
    unlink(frozen);
    arena_done(&a);
}

static void test_scheme_read__schemes_are_found_by_edition_and_by_day(void **state)
{
    struct fixture *f = *state;
    struct schemes *all;
    struct err e;
    assert_ok(schemes_load(sample_root(&f->a), &all, NULL, &e), &e);
    assert_int_equal(all->n, 2);
    assert_non_null(schemes_find(all, "sample", "2024-04-01"));
    assert_null(schemes_find(all, "sample", "2024-04-02"));
    struct date day;
    assert_true(date_from_iso("2024-03-31", &day));
    assert_null(schemes_on(all, "sample", day));
    assert_true(date_from_iso("2025-01-01", &day));
    assert_non_null(schemes_on(all, "sample", day));
    schemes_free(all);
    const char *dir;
    assert_int_equal(schemes_dir(&f->a, "/no/such/folder", &dir, &e), E_NOTFOUND);
    assert_ok(schemes_dir(&f->a, sample_root(&f->a), &dir, &e), &e);
    assert_string_equal(dir, sample_root(&f->a));
    assert_int_equal(schemes_load("/no/such/folder", &all, NULL, &e), E_NOTFOUND);
}

static void test_scheme_read__the_installed_schemes_are_sound(void **state)
{
    struct fixture *f = *state;
    struct schemes *all;
    struct err e;
    struct problems *problems = xcalloc(1, sizeof *problems);
    int rc = schemes_load(arena_printf(&f->a, "%s/schemes", getenv("SRCDIR")), &all, problems, &e);
    for (size_t i = 0; i < problems->n; i++)
        print_error("%s:%d:%d: %s %s %s\n", problems->at[i].at.file, problems->at[i].at.line, problems->at[i].at.column,
                    problems->at[i].msg, problems->at[i].arg[0] ? problems->at[i].arg[0] : "",
                    problems->at[i].arg[1] ? problems->at[i].arg[1] : "");
    assert_ok(rc, &e);
    schemes_free(all);
    problems_done(problems);
    free(problems);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scheme_read__head_roles_and_parameters),
        cmocka_unit_test(test_scheme_read__machines_guards_and_effects),
        cmocka_unit_test(test_scheme_read__forms_items_and_their_headings),
        cmocka_unit_test(test_scheme_read__deadlines_fees_and_numbers),
        cmocka_unit_test(test_scheme_read__every_formula_is_compiled),
        cmocka_unit_test(test_scheme_read__a_cell_from_item_has_the_type_of_its_item),
        cmocka_unit_test(test_scheme_read__the_sample_uses_every_key),
        cmocka_unit_test(test_scheme_read__the_page_of_the_language_names_every_key),
        cmocka_unit_test(test_scheme_read__what_a_table_does_not_know_is_refused),
        cmocka_unit_test(test_scheme_read__a_stranger_in_the_folder_is_refused),
        cmocka_unit_test(test_scheme_read__a_released_version_that_was_changed_is_refused),
        cmocka_unit_test(test_scheme_read__schemes_are_found_by_edition_and_by_day),
        cmocka_unit_test(test_scheme_read__the_installed_schemes_are_sound),
    };
    return cmocka_run_group_tests(tests, load_sample, free_sample);
}
