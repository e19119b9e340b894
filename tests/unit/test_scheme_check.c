/* Every proof refuses a definition that breaks it, at the right place and with the nearest name. */
#include "tests/support/unit.h"

#include "core/rule/scheme_proof.h"
#include "tests/support/scheme_copy.h"

/* The sample with one text replaced; the finding stands at the first `mark` of the changed file. */
struct broken {
    const char *proof, *file, *from, *with, *mark, *msg, *near;
};

/* One that takes a second replacement, in another file. */
struct broken_twice {
    struct broken broken;
    const char *file, *from, *with;
};

/* 18 conditions are 262,144 combinations, more than the proof goes through. */
#define WIDE_TABLE                                                                                                                \
    "  - {id: wide, label: 広い, src: 内規, outputs: {n: int}, hit: unique, rules: [{otherwise: true, then: {n: 1}}],\n"            \
    "     inputs: {" COMPARE("a") ", " COMPARE("b") ", " COMPARE("c") "}}\n"
#define COMPARE(name)                                                                                                             \
    name "1: today > today, " name "2: today > today, " name "3: today > today, " name "4: today > today, " name                  \
         "5: today > today, " name "6: today > today"
#define TIMES_10(text) text text text text text text text text text text
#define LONG_EXPRESSION TIMES_10(TIMES_10(TIMES_10("today == today and "))) "true"

static const struct broken brokens[] = {
    {"reference", "lifecycle.yaml", "machine: application", "machine: aplication", "aplication", "scheme.unknown-id", "application"},
    {"reference", "lifecycle.yaml", "{checklist.open: CL-F}", "{checklist.open: CL-G}", "CL-G", "scheme.unknown-id", "CL-F"},
    {"reference", "lifecycle.yaml", "to: c30", "to: c33", "c33", "scheme.unknown-id", "c30"},
    {"reference", "lifecycle.yaml", "{certificate: K02", "{certificate: T02", "T02, if", "scheme.unknown-id", "K02"},
    {"reference", "lifecycle.yaml", "set: {cert.granted_on:", "set: {cert.grantd_on:", "cert.grantd_on", "scheme.unknown-id",
     "cert.granted_on"},
    {"guard-text", "lifecycle.yaml", "error: E_REASON}", "error: E_RAESON}", "E_RAESON", "scheme.guard-text", "E_REASON"},
    {"guard-text", "lifecycle.yaml", "{id: E_LATE, if", "{id: E_NOTEXT, if", "E_NOTEXT", "scheme.guard-text", NULL},
    {"source", "fees.yaml", "    src: 別表\n  - id: extra", "  - id: extra", "review", "scheme.no-source", NULL},
    {"label", "scheme.yaml", "short: 見本", "short: 見本という長い名前の制度", "sample", "scheme.too-wide", NULL},
    {"label", "lifecycle.yaml", "label: 期限切れ, final", "label: 期限が切れている, final", "expired", "scheme.too-wide", NULL},
    {"label", "register.yaml", "width: 11", "width: 4", "{label: 認定番号", "scheme.too-wide", NULL},
    {"sheet", "register.yaml", "{label: 件数, value: 1, tally: sum}", "{label: 件数, value: it.item, tally: sum}", "{label: 件数", "scheme.tally-type", NULL},
    {"sheet", "register.yaml", "per: case, columns: [{label: 番号, value: case.number}]", "per: case, columns: [{label: 番号, value: 1, tally: sum}]",
     "{label: 番号, value: 1", "scheme.tally-ledger", NULL},
    {"sheet", "register.yaml", "per: case, rows: check.CL-F, when: 'it.result == \"不適\"', columns: [{label: 項目, value: it.item}",
     "per: case, rows: check.CL-Z, columns: [{label: 項目, value: case.number}", "findings", "scheme.no-list", NULL},
    {"requirement", "forms.yaml", "req: [SMP-003]", "req: [SMP-009]", "SMP-009", "scheme.unknown-requirement", NULL},
    {"requirement", "forms.yaml", "req: [SMP-003]", "req: [SMP-003, SMP-003]", "SMP-003", "scheme.requirement-twice", NULL},
    {"body-dates", "scheme.yaml", "until: 2017-09-30", "until: 2017-09-29", "{from: 2017-10-01", "scheme.dates-gap", NULL},
    {"body-dates", "scheme.yaml", "until: 2017-09-30", "until: 2017-10-01", "{from: 2017-10-01", "scheme.dates-overlap", NULL},
    {"machine", "lifecycle.yaml", "label: 受付済, ", "label: 受付済, start: true, ", "application\n    label", "scheme.start-state", NULL},
    {"machine", "lifecycle.yaml", "from: [c70, c80]", "from: [c70, c80, c90]", "T09", "scheme.leaves-final", NULL},
    {"state-reachable", "lifecycle.yaml", "- {id: c80,", "- {id: c75, label: 宙\u3000}\n      - {id: c80,", "c75",
     "scheme.unreachable", NULL},
    {"state-left", "lifecycle.yaml", "from: [c70, c80]", "from: c70", "c80, label", "scheme.no-way-out", NULL},
    {"transition-actor", "lifecycle.yaml", "from: c10, to: c20, role: [reviewer, helper]", "from: c10, to: c20", "T02",
     "scheme.nobody-does", NULL},
    {"case-type", "lifecycle.yaml", "letter: K", "letter: N", "renewal, label", "scheme.letter-twice", NULL},
    {"case-type", "lifecycle.yaml", "machine: application", "machine: inspection", "new", "scheme.machine-of", NULL},
    {"set-type", "lifecycle.yaml", "cert.granted_on: case.decided_on}", "cert.granted_on: case.reason}", "case.reason}",
     "scheme.set-type", NULL},
    {"set-type", "lifecycle.yaml", "'\"急がない\"'", "'\"急がなかった\"'", "\"急がなかった\"", "scheme.set-word", "急がない"},
    {"fact-set", "lifecycle.yaml", "        ask: [{fact: case.notice_on, default: today, required: true}]\n", "", NULL, "scheme.never-set", NULL},
    {"cycle", "scheme.yaml", "is: 'if param.basis", "is: 'if case.applied_on > today and param.basis", "case.applied_on",
     "scheme.cycle", NULL},
    {"cycle", "checklists.yaml", "auto: 'if defined(form.F-A.operator_name)", "auto: 'if check.CL-F.failed > 0", "F01", "scheme.cycle",
     NULL},
    {"deadline-base", "lifecycle.yaml", "        ask: [{fact: case.notice_on, default: today, required: true}]\n", "", NULL,
     "scheme.base-never-set", NULL},
    {"deadline-base", "deadlines.yaml", "kind: elapsed, target: 14d", "kind: elapsed", "DL-guide", "scheme.no-target", NULL},
    {"deadline-base", "deadlines.yaml", "each: doc, base: it.expires_on", "each: dco, base: cert.valid_until", "DL-doc", "scheme.unknown-id", NULL},
    {"deadline-closed", "lifecycle.yaml", "do:\n          - {deadline.close: DL-fee}", "do:", NULL, "scheme.never-closed", NULL},
    {"price", "fees.yaml", "until: 2019-09-30", "until: 2019-09-29", "now", "scheme.dates-gap", NULL},
    {"price", "fees.yaml", "until: 2019-09-30", "until: 2019-10-01", "now", "scheme.dates-overlap", NULL},
    {"price", "fees.yaml", "from: 2019-10-01, net", "from: 2019-10-01, until: 2029-01-01, net", "now", "scheme.dates-end", NULL},
    {"price", "fees.yaml", "half_of: review", "half_of: renewal", "{from: 2012-08-01, half_of", "scheme.half-of-itself", NULL},
    {"decision", "decisions.yaml", "sites: \"3..9\"", "sites: \"4..9\"", "size", "scheme.table-gap", NULL},
    {"decision", "decisions.yaml", "sites: \"3..9\"", "sites: \"3..10\"", "{when: {sites: \">= 10\", kind: [法人]",
     "scheme.table-overlap", NULL},
    {"decision", "decisions.yaml", "kind: 個人}", "kind: 個入}", "個入", "scheme.default-type", "個人"},
    {"decision", "decisions.yaml", "      - {otherwise: true, then: {outcome: 非認定}}\n", "", "outcome\n    label", "scheme.no-otherwise",
     NULL},
    {"checklist", "checklists.yaml", "{id: 不適, key: \"2\"}, {id: 該当なし", "{id: 不適, key: \"1\"}, {id: 該当なし", "不適",
     "scheme.key-twice", NULL},
    {"checklist", "checklists.yaml", "then \"適\" else \"不適\"', override", "then \"適\" else \"不的\"', override", "if defined(form.F-A.operator_name)",
     "scheme.set-word", "不適"},
    {"checklist", "checklists.yaml", "permits: [該当なし]", "permits: [該当なく]", "F02", "scheme.unknown-id", "該当なし"},
    {"number", "numbers.yaml", "shape: \"^[A-Z]+", "shape: \"^[A-Z]+[A-Z]+-", "certificate", "scheme.shape-refuses", NULL},
    {"number", "numbers.yaml", "scope: [type.letter, fy]", "scope: [type.letter, month]", "receipt", "scheme.scope-hidden", NULL},
    {"number", "numbers.yaml", "from: [N, K]", "from: [N, NK]", "type.letter, from", "scheme.part-prefix", NULL},
    {"number", "numbers.yaml", "{serial: 4}, {text: \"-\"}, {date", "{text: \"-\"}, {date", "certificate", "scheme.one-serial", NULL},
    {"number-collision", "numbers.yaml", "\"SM serial{1,4}\"", "\"serial{1,4}\", \"UN serial{9}\"", "receipt", "scheme.number-collision",
     NULL},
    {"field", "forms.yaml", "type: enum, choices: [法人, 個人]", "type: enum", "operator_kind", "scheme.no-choices", NULL},
    {"field", "forms.yaml", "record: payment", "record: paymnt", "F-PAY", "scheme.unknown-id", "payment"},
    {"field", "forms.yaml", "name: label}]\nitems", "name: lebel}]\nitems", "site,", "scheme.unknown-id", NULL},
    {"consent", "forms.yaml", "publish: list, consent: 申請書の同意欄, search: name", "publish: list, search: name", "operator_name",
     "scheme.no-consent", NULL},
    {"consent", "register.yaml", "value: approved.F-A.operator_name", "value: approved.F-A.contact_tel", "approved.F-A.contact_tel",
     "scheme.published-unmarked", NULL},
    {"personal", "retention.yaml", "form.F-A.contact_tel, ", "", NULL, "scheme.no-retention", NULL},
    {"merge-field", "papers.yaml", "{party.name ?? \"\"}", "{party.name}", "party.name}", "scheme.may-be-empty", NULL},
    {"issued", "papers.yaml", "  - {id: N03,", "  - {id: N04, label: 余り, to: contact, text: x, src: 内規}\n  - {id: N03,", "N04",
     "scheme.never-issued", NULL},
    {"custody", "papers.yaml", "custody: copy, return: never", "return: never", "sheet", "scheme.no-custody", NULL},
    {"custody", "papers.yaml", "custody: copy, return: never", "custody: copy", "sheet", "scheme.no-return", NULL},
    {"register", "lifecycle.yaml", "          - {register.publish: list}\n", "", NULL, "scheme.never-published", NULL},
    {"four-eyes", "people.yaml", "task: T06, rule: not actor.reviewed", "task: T06, rule: not actor.conflict", NULL, "scheme.same-person", NULL},
    {"decision", "decisions.yaml", "      - {id: ok, label: すべて適,", "      - {otherwise: true, then: {outcome: 認定}}\n      - {id: ok, label: すべて適,",
     "{otherwise: true, then: {outcome: 認定", "scheme.otherwise-early", NULL},
    {"decision", "decisions.yaml", "kind: 個人}", "kind: \"> 法人\"}", NULL, "scheme.cell-order", NULL},
    {"checklist", "checklists.yaml", "key: \"1\", passes: true}, {id: 不適, key: \"2\"}]\n    assess",
     "key: \"1\"}, {id: 不適, key: \"2\"}]\n    assess", "CL-B", "scheme.results", NULL},
    {"checklist", "checklists.yaml", "  - id: CL-B",
     "  - {id: CL-X, label: 余り, src: 内規, results: [{id: 適, key: \"1\", passes: true}], items: [{id: X1, label: 甲}]}\n  - id: CL-B", "CL-X",
     "scheme.checklist-unused", NULL},
    {"field", "forms.yaml", "label: カナ, type: text,", "label: カナ, type: text, choices: [一],", "operator_kana", "scheme.choices-unused", NULL},
    {"field", "forms.yaml", "label: 住所, type: address,", "label: 住所, type: address, of: [{id: x, label: x, type: text}],", "operator_address",
     "scheme.list-columns", NULL},
    {"field", "forms.yaml", "label: メール, type: email", "label: メール, type: from_item", "contact_mail", "scheme.from-item", NULL},
    {"field", "forms.yaml", "label: 非常用電源, class: 必須, type: bool", "label: 非常用電源, class: 必須, type: list", "b04", "scheme.item-type", NULL},
    {"field", "forms.yaml", "record: payment", "head: [{id: x, label: x, type: text}]\n    record: payment", "F-PAY", "scheme.head-without-rows", NULL},
    {"personal", "retention.yaml", "{id: forever, label: 永久,", "{id: forever, classes: [registry], label: 永久,", "forever, classes",
     "scheme.two-retentions", NULL},
    {"price", "fees.yaml", "refund: office", "refund: never", "extra", "scheme.no-refund-text", NULL},
    {"price", "fees.yaml", "rows: [{from: 2012-08-01, half_of", "rows: [{from: 2025-01-01, half_of", "{from: 2025-01-01", "scheme.dates-begin", NULL},
    {"price", "fees.yaml", "until: 2019-09-30", "until: 2011-09-30", "{from: 2012-08-01, until: 2011", "scheme.dates-backward", NULL},
    {"number", "numbers.yaml", "shape: \"^[A-Z]+[0-9]{4}-[0-9]{4}$\"", "shape: \"^[A-Z\"", "certificate", "scheme.shape", NULL},
    {"number", "numbers.yaml", "    date: case.received_on\n    src: 内規", "    src: 内規", "receipt", "scheme.scope-date", NULL},
    {"number", "numbers.yaml", "\"SM serial{1,4}\"", "\"SM yymm\"", NULL, "scheme.accept-serial", NULL},
    {"number", "numbers.yaml", "{of: type.letter, from: [N, K]}", "{of: type.letter}", NULL, "scheme.part-values", NULL},
    {"number", "numbers.yaml", "{of: type.letter, from: [N, K]}", "{of: type.letter, digits: 2, from: [N, K]}", NULL, "scheme.part-values", NULL},
    {"number", "numbers.yaml", "letters: 2", "letters: 13", NULL, "scheme.part-values", NULL},
    {"number-collision", "numbers.yaml", "    scope: [type.letter, fy]", "    continues: certificat\n    scope: [type.letter, fy]", "receipt", "scheme.no-series", NULL},
    {"field", "forms.yaml", "of: [{id: title, label: 資料名, type: text}]", "of: [{id: title, label: 資料名, type: text, calculate: '\"\"'}]", NULL,
     "scheme.calculated-column", NULL},
    {"read", "lifecycle.yaml", "reads: scheme", "reads: all", "all", "scheme.unknown-word", NULL},
    {"field", "forms.yaml", "from: '^(S)?", "from: '^(S(?", NULL, "scheme.rewrite", NULL},
    {"field", "forms.yaml", "spellings: [会社=法人]", "spellings: [会社=団体]", NULL, "scheme.spelling", NULL},
    {"case-type", "lifecycle.yaml", "  - id: certificate\n    of: certificate",
     "  - {id: idle, of: track, label: 空, src: 内規, states: [{id: a, label: 甲, start: true}, {id: b, label: 乙, final: true}],\n"
     "     transitions: [{id: Z1, label: 乙へ, from: a, to: b, role: reviewer, src: 内規}]}\n  - id: certificate\n    of: certificate",
     "idle", "scheme.machine-unused", NULL},
    {"machine", "lifecycle.yaml", "from: none\n        to: valid", "from: none\n        to: same", NULL, "scheme.stays-in-none", NULL},
    {"issued", "papers.yaml", "{id: N01, label: 受付通知,", "{id: N01, certificate: true, label: 受付通知,", NULL, "scheme.two-certificate-papers", NULL},
    {"read", "forms.yaml", "min: 0, max: 50", "min: 0, max: 五十", "五十", "scheme.not-int", NULL},
    {"read", "scheme.yaml", "short: 見本", "short: [見本]", "[見本]", "scheme.not-text", NULL},
    {"deadline-base", "deadlines.yaml", "base: cert.valid_until, after: 2y}", "base: cert.valid_until}", "validity", "scheme.bound", NULL},
    {"number", "numbers.yaml", "  - id: receipt\n", "  - {id: spare, of: case, label: 余り, parts: [{text: ZZ-}, {serial: 9}], src: 内規}\n  - id: receipt\n",
     "spare", "scheme.series-unused", NULL},
    {"machine", "lifecycle.yaml", "queries:",
     "  - {id: idle, of: certificate, label: 空, src: 内規, states: [{id: a, label: 甲, start: true}, {id: b, label: 乙, final: true}],\n"
     "     transitions: [{id: Z1, label: 乙へ, from: a, to: b, role: reviewer, src: 内規}]}\nqueries:",
     "idle", "scheme.two-certificate-machines", NULL},
    {"read", "lifecycle.yaml", "set: {case.wish: '\"急がない\"'}", "set: 急がない", "急がない, src", "scheme.not-map", NULL},
    {"case-type", "lifecycle.yaml", "id: certificate\n    of: certificate", "id: certificate\n    of: case", "renewal, label",
     "scheme.no-certificate-machine", NULL},
    {"register", "register.yaml", "  - {id: drafts,", "  - {id: plain, label: 単票, rows: form.F-A, columns: [{label: 番号, value: cert.number}], src: 内規}\n  - {id: drafts,",
     "plain", "scheme.not-matrix", NULL},
    {"checklist", "checklists.yaml", "  - id: CL-B",
     "  - {id: CL-X, label: 単票, src: 内規, rows: form.F-A, results: [{id: 適, key: \"1\", passes: true}, {id: 不適, key: \"2\"}]}\n  - id: CL-B", "CL-X",
     "scheme.not-matrix", NULL},
    {"decision", "decisions.yaml", "  - id: size\n", WIDE_TABLE "  - id: size\n", "wide", "scheme.table-too-large", NULL},
    {"formula", "lifecycle.yaml", "{id: E_EVIDENCE, if: check", "{id: E_EVIDENCE, if: " LONG_EXPRESSION " and check", "today == today", "expr.too-long",
     NULL},
    {"checklist", "checklists.yaml", "key: \"2\"}, {id: 該当なし, key: \"3\", passes: true}, {id: 照会中, key: \"9\", open: true}]\n",
     "key: \"2\"}, {id: 該当なし, key: \"3\", passes: true}, {id: 照会中, key: \"9\", open: true}]\n    second_review: true\n", "CL-F", "scheme.idle-second-review", NULL},
    {"committee", "people.yaml", "committee: {quorum: param.quorum, ", "committee: {", "{recusal", "scheme.no-quorum", NULL},
    {"committee", "people.yaml", "members: form.F-A.agents, ", "", "{quorum", "scheme.no-members", NULL},
};

static const struct broken_twice broken_twice[] = {
    {{"case-type", "lifecycle.yaml", "exclusive: true, duplicate: E_DUPLICATE,", "exclusive: true,", "renewal, label",
      "scheme.no-duplicate-refusal", NULL},
     "scheme.yaml", " duplicate: E_DUPLICATE,", ""},
    {{"checklist", "checklists.yaml", "    outcome: outcome", "    outcome:  outcome", "CL-B", "scheme.no-second-review-refusal", NULL}, "scheme.yaml",
     ", second_review: E_SECOND", ""},
    {{"register", "register.yaml", "    visible: cert.in_force\n    order", "    order", "list\n    label", "scheme.never-withdrawn", NULL},
     "lifecycle.yaml", "{register.withdraw: list}, ", ""},
};

/* Line and column, in characters, of the first `mark`. */
static struct where place_of(const char *text, const char *mark)
{
    const char *end = strstr(text, mark);
    assert_non_null(end);
    struct where where = {"", 1, 1};
    for (const char *p = text; p < end; p++) {
        where.column += ((unsigned char)*p & 0xC0) != 0x80;
        if (*p == '\n') {
            where.line++;
            where.column = 1;
        }
    }
    return where;
}

static bool is_finding(const struct broken *broken, const struct problem *problem, const char *changed)
{
    if (strcmp(problem->proof, broken->proof) != 0 || strcmp(problem->msg, broken->msg) != 0)
        return false;
    if (broken->near && (!problem->near || strcmp(problem->near, broken->near) != 0))
        return false;
    if (!broken->mark)
        return true;
    struct where where = place_of(changed, broken->mark);
    return where.line == problem->at.line && where.column == problem->at.column && strstr(problem->at.file, broken->file);
}

static void show(const struct broken *broken, const struct problems *problems)
{
    print_error("%s, %s: expected %s\n", broken->proof, broken->with, broken->msg);
    for (size_t i = 0; i < problems->n; i++) {
        const struct problem *p = &problems->at[i];
        print_error("  %s:%d:%d [%s] %s %s %s near %s\n", p->at.file, p->at.line, p->at.column, p->proof, p->msg,
                    p->arg[0] ? p->arg[0] : "", p->arg[1] ? p->arg[1] : "", p->near ? p->near : "-");
    }
}

static bool refuses(const struct broken *broken, const struct broken_twice *twice)
{
    struct arena a = {0};
    struct problems *problems = xcalloc(1, sizeof *problems);
    struct scheme *s = NULL;
    struct err e;
    const char *root = copy_sample(&a, "scheme_check");
    const char *changed = copy_replace(&a, root, broken->file, broken->from, broken->with);
    bool found = false;
    if (changed && twice && !copy_replace(&a, root, twice->file, twice->from, twice->with))
        changed = NULL;
    if (!changed)
        print_error("%s: the sample has no \"%s\"\n", broken->proof, broken->from);
    else if (scheme_load(root, "sample", "2024-04-01", &s, problems, &e) == 0)
        print_error("%s: \"%s\" was accepted\n", broken->proof, broken->with);
    for (size_t i = 0; changed && i < problems->n; i++)
        found = found || is_finding(broken, &problems->at[i], changed);
    if (!found)
        show(broken, problems);
    scheme_free(s);
    problems_done(problems);
    free(problems);
    arena_done(&a);
    return found;
}

static void test_scheme_check__every_broken_definition_is_refused_at_its_place(void **state)
{
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < COUNT_OF(brokens); i++)
        failed += !refuses(&brokens[i], NULL);
    for (size_t i = 0; i < COUNT_OF(broken_twice); i++)
        failed += !refuses(&broken_twice[i].broken, &broken_twice[i]);
    assert_int_equal(failed, 0);
}

static void test_scheme_check__every_proof_has_a_definition_that_breaks_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_scheme_proofs; i++) {
        bool found = false;
        for (size_t k = 0; k < COUNT_OF(brokens); k++)
            found = found || strcmp(brokens[k].proof, scheme_proofs[i].id) == 0;
        if (!found)
            print_error("no test breaks the proof %s\n", scheme_proofs[i].id);
        assert_true(found);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(scheme_proofs[k].id, scheme_proofs[i].id);
    }
}

static const struct broken next_versions[] = {
    {"version", "lifecycle.yaml", "id: revoked,", "id: revokd,", "certificate\n    of", "scheme.state-lost", "revokd"},
    {"version", "lifecycle.yaml", "final: true}\n      - {id: revoked", "final: true, in_force: true}\n      - {id: revoked", "expired,",
     "scheme.state-force", NULL},
    {"version", "scheme.yaml", "id: cert.revoked_on, label: 取消日, type: date", "id: cert.revoked_on, label: 取消日, type: text",
     "cert.revoked_on", "scheme.fact-changed", NULL},
    {"version", "numbers.yaml", "id: certificate\n", "id: cert_number\n", "cert_number", "scheme.series-renamed", "certificate"},
};

static void test_scheme_check__the_next_version_fits_the_certificates_of_the_one_before(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(next_versions); i++) {
        const struct broken *broken = &next_versions[i];
        struct arena a = {0};
        struct problems *problems = xcalloc(1, sizeof *problems);
        struct schemes *all;
        struct err e;
        const char *root = copy_sample(&a, "scheme_versions");
        copy_next_version(&a, root);
        assert_ok(schemes_load(root, &all, NULL, &e), &e);
        assert_int_equal(all->n, 3);
        schemes_free(all);
        const char *changed = copy_replace_in(&a, root, "2025-04-01", broken->file, broken->from, broken->with);
        assert_non_null(changed);
        if (strstr(broken->with, "cert_number"))
            copy_replace_in(&a, root, "2025-04-01", "lifecycle.yaml", "{number: certificate}", "{number: cert_number}");
        if (strstr(broken->with, "revokd"))
            copy_replace_in(&a, root, "2025-04-01", "register.yaml", "!= \"revoked\"", "!= \"revokd\"");
        if (strstr(broken->with, "revokd"))
            changed = copy_replace_in(&a, root, "2025-04-01", broken->file, "to: revoked", "to: revokd");
        if (strstr(broken->with, "type: text"))
            copy_replace_in(&a, root, "2025-04-01", "lifecycle.yaml", "fact: cert.revoked_on, default: today", "fact: cert.revoked_on");
        int rc = schemes_load(root, &all, problems, &e);
        bool found = false;
        for (size_t k = 0; k < problems->n; k++)
            found = found || is_finding(broken, &problems->at[k], changed);
        if (!found)
            show(broken, problems);
        assert_int_equal(rc, E_INPUT);
        assert_true(found);
        problems_done(problems);
        free(problems);
        arena_done(&a);
    }
}

/* Another version that grants nothing any more: sound by itself, but the certificates of the one before are left without a
 * machine. */
static void test_scheme_check__the_next_version_keeps_a_machine_of_certificates(void **state)
{
    (void)state;
    static const char head[] = "id: sample\nversion: 2025-04-01\nlabel: {ja: 見本, en: Sample}\nshort: 見本\nsrc: 見本規程\n"
                               "bodies: [{from: 2017-10-01, name: 見本協会}]\nsubject: {label: 相談}\nroles: [{id: clerk, label: 担当}]\n"
                               "refusals: {E_NO: いまはできません}\n"
                               "standard_refusals: {role: E_NO, state: E_NO, certificate: E_NO, duplicate: E_NO}\n";
    static const char lifecycle[] = "case_types: [{id: advice, label: 相談, machine: advice, certificate: none, src: 内規}]\n"
                                    "machines:\n  - id: advice\n    label: 相談\n    of: case\n"
                                    "    states: [{id: open, label: 受付, start: true}, {id: done, label: 済, final: true}]\n"
                                    "    transitions: [{id: A1, label: 回答, from: open, to: done, role: clerk, src: 内規}]\n";
    const struct broken lost = {"version", "scheme.yaml", "", "", "sample", "scheme.machine-lost", NULL};
    struct arena a = {0};
    struct problems *problems = xcalloc(1, sizeof *problems);
    struct schemes *all;
    struct err e;
    const char *root = copy_sample(&a, "scheme_lost");
    mkdir(arena_printf(&a, "%s/sample/2025-04-01", root), 0777);
    copy_write(arena_printf(&a, "%s/sample/2025-04-01/scheme.yaml", root), head);
    copy_write(arena_printf(&a, "%s/sample/2025-04-01/lifecycle.yaml", root), lifecycle);
    assert_int_equal(schemes_load(root, &all, problems, &e), E_INPUT);
    if (problems->n != 1 || !is_finding(&lost, &problems->at[0], head))
        show(&lost, problems);
    assert_int_equal(problems->n, 1);
    assert_true(is_finding(&lost, &problems->at[0], head));
    problems_done(problems);
    free(problems);
    arena_done(&a);
}

static void test_scheme_check__a_version_without_its_head_or_its_folder_is_refused(void **state)
{
    (void)state;
    struct arena a = {0};
    struct problems *problems = xcalloc(1, sizeof *problems);
    struct scheme *s = NULL;
    struct schemes *all;
    const char *dir;
    struct err e;
    const char *root = copy_sample(&a, "scheme_head"), *version = arena_printf(&a, "%s/sample/2024-04-01", root);
    unlink(arena_printf(&a, "%s/scheme.yaml", version));
    assert_int_equal(scheme_load(root, "sample", "2024-04-01", &s, problems, &e), E_INPUT);
    assert_int_equal(problems->n, 1);
    assert_string_equal(problems->at[0].msg, "scheme.no-head");
    assert_string_equal(problems->at[0].at.file, version);
    const char *nowhere = arena_printf(&a, "%s/nowhere", root);
    assert_int_equal(schemes_load(nowhere, &all, NULL, &e), E_NOTFOUND);
    assert_string_equal(e.msg, "scheme.no-folder");
    assert_string_equal(e.arg[0], nowhere);
    assert_int_equal(schemes_dir(&a, nowhere, &dir, &e), E_NOTFOUND);
    assert_string_equal(e.msg, "scheme.no-folder");
    problems_done(problems);
    free(problems);
    arena_done(&a);
}

static void test_scheme_check__the_sample_passes_every_proof(void **state)
{
    (void)state;
    struct arena a = {0};
    struct scheme *s;
    struct err e;
    int rc = scheme_load(sample_root(&a), "sample", "2024-04-01", &s, NULL, &e);
    assert_ok(rc, &e);
    scheme_free(s);
    arena_done(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scheme_check__every_broken_definition_is_refused_at_its_place),
        cmocka_unit_test(test_scheme_check__every_proof_has_a_definition_that_breaks_it),
        cmocka_unit_test(test_scheme_check__the_next_version_fits_the_certificates_of_the_one_before),
        cmocka_unit_test(test_scheme_check__the_next_version_keeps_a_machine_of_certificates),
        cmocka_unit_test(test_scheme_check__a_version_without_its_head_or_its_folder_is_refused),
        cmocka_unit_test(test_scheme_check__the_sample_passes_every_proof),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
