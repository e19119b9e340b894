/* papers.yaml, register.yaml, people.yaml, retention.yaml. */
#include "core/rule/scheme_read.h"

#include <string.h>

#include "core/base/str.h"
#include "core/rule/value.h"

static void read_return_of(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct received_def *received = owner;
    const char *text = read_text(r, key->name, value);
    received->never_returned = str_eq(text, "never");
    received->returned = received->never_returned ? NULL : text;
    read_ref(r, REF_RETURN, received->returned, value->at);
}

static const struct key_word custody_words[] = {
    {"kept", CUSTODY_KEPT}, {"copy", CUSTODY_COPY}, {"destroyed", CUSTODY_DESTROYED}, {NULL, 0}};
static const struct key received_keys[] = {
    {"required", KEY_FORMULA, KEY_AT(struct received_def, required), .want = VALUE_BOOL, .help = "must come"},
    {"original", KEY_BOOL, KEY_AT(struct received_def, original), .help = "no copy"},
    {"copies", KEY_INT, KEY_AT(struct received_def, copies), .help = "how many"},
    {"valid", KEY_TEXT, KEY_AT(struct received_def, valid), .ref = REF_DEADLINE, .help = "deadline: how old it may be"},
    {"omit", KEY_FORMULA, KEY_AT(struct received_def, omit), .want = VALUE_BOOL, .help = "need not come"},
    {"custody", KEY_WORD, KEY_AT(struct received_def, custody), .words = custody_words, .help = "how it is held"},
    {"return", KEY_OTHER, .read = read_return_of, .help = "return rule, or never"},
    {"secret", KEY_BOOL, KEY_AT(struct received_def, secret), .help = "reading it is logged"},
};
static const struct key_table received_table = {"received paper", TABLE_KEYS(received_keys),
                                                sizeof(struct received_def), .is_rule = true};

static const struct key_word framed_words[] = {{"true", 0}, {"false", 1}, {NULL, 0}};
static void read_framed(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    int unframed = 0;
    struct key words = *key;
    words.words = framed_words;
    read_word(r, &words, value, &unframed);
    ((struct issued_def *)owner)->unframed = unframed;
}

static const struct key issued_keys[] = {
    {"to", KEY_TEXT, KEY_AT(struct issued_def, to), KEY_REQUIRED, .ref = REF_ADDRESSEE, .help = "addressee"},
    {"number", KEY_TEXT, KEY_AT(struct issued_def, number), .ref = REF_SERIES, .help = "series of its number"},
    {"when", KEY_TEXT, KEY_AT(struct issued_def, when), .help = "in words; an effect issues it"},
    {"framed", KEY_OTHER, .read = read_framed, .help = "false: without the header and footer of frame"},
    {"certificate", KEY_BOOL, KEY_AT(struct issued_def, certificate), .help = "it is the certificate itself"},
    {"text", KEY_MERGE, KEY_AT(struct issued_def, text), KEY_REQUIRED | KEY_PRINTED, .help = "its text with merge fields"},
};
static const struct key_table issued_table = {"issued paper", TABLE_KEYS(issued_keys), sizeof(struct issued_def),
                                              .is_rule = true};

static const struct key frame_keys[] = {
    {"header", KEY_MERGE, KEY_AT(struct frame_def, header), KEY_PRINTED, .help = "above every issued paper"},
    {"footer", KEY_MERGE, KEY_AT(struct frame_def, footer), KEY_PRINTED, .help = "below every issued paper"},
};
static const struct key_table frame_table = {"frame", TABLE_KEYS(frame_keys), sizeof(struct frame_def), .begin = NULL};

static const struct key addressee_keys[] = {
    {"name", KEY_FORMULA, KEY_AT(struct addressee_def, name), KEY_REQUIRED, .want = VALUE_TEXT, .help = "name"},
    {"address", KEY_FORMULA, KEY_AT(struct addressee_def, address), .want = VALUE_TEXT, .help = "postal address"},
    {"mail", KEY_FORMULA, KEY_AT(struct addressee_def, mail), .want = VALUE_TEXT, .help = "mail address"},
};
static const struct key_table addressee_table = {"addressee", TABLE_KEYS(addressee_keys), sizeof(struct addressee_def),
                                                 .is_rule = true, .src_optional = true};

static void begin_return(struct reader *r, const struct yaml *node, void *owner)
{
    (void)node;
    (void)owner;
    r->scope = SCOPE_LIST;
    r->scope_list = "doc";
}

static const struct key return_keys[] = {
    {"when", KEY_FORMULA, KEY_AT(struct return_def, when), .want = VALUE_BOOL, .help = "goes back; all without it"},
    {"keep", KEY_FORMULA, KEY_AT(struct return_def, keep), .want = VALUE_BOOL, .help = "stays"},
    {"to", KEY_TEXT, KEY_AT(struct return_def, to), KEY_REQUIRED, .ref = REF_ADDRESSEE, .help = "who gets them back"},
    {"letter", KEY_TEXT, KEY_AT(struct return_def, letter), .ref = REF_ISSUED, .help = "issued paper that goes with them"},
    {"due", KEY_TEXT, KEY_AT(struct return_def, due), .ref = REF_DEADLINE, .help = "deadline of the return"},
    {"after", KEY_TEXT, KEY_AT(struct return_def, after), .ref = REF_TASK, .help = "nothing goes back while this task is open"},
    {"file", KEY_BOOL, KEY_AT(struct return_def, file), .help = "also what came with the certificate's other cases"},
};
static const struct key_table return_table = {"return", TABLE_KEYS(return_keys), sizeof(struct return_def),
                                              .is_rule = true, .begin = begin_return};

static const struct key papers_keys[] = {
    {"received", KEY_LIST, KEY_AT(struct scheme, received), .table = &received_table, .help = "documents received"},
    {"issued", KEY_LIST, KEY_AT(struct scheme, issued), .table = &issued_table, .help = "papers issued"},
    {"frame", KEY_MAP, KEY_AT(struct scheme, frame), .table = &frame_table, .help = "around every issued paper"},
    {"addressees", KEY_LIST, KEY_AT(struct scheme, addressees), .table = &addressee_table, .help = "addressees"},
    {"returns", KEY_LIST, KEY_AT(struct scheme, returns), .table = &return_table, .help = "which documents go back"},
};
const struct key_table papers_table = {"papers", TABLE_KEYS(papers_keys), sizeof(struct scheme)};

static const struct key_word tally_words[] = {{"sum", TALLY_SUM}, {"average", TALLY_AVERAGE}, {NULL, 0}};
static const struct key column_keys[] = {
    {"value", KEY_FORMULA, KEY_AT(struct column_def, value), KEY_REQUIRED, .want = VALUE_ANY, .help = "what it shows"},
    {"width", KEY_INT, KEY_AT(struct column_def, width), .help = "columns; as wide as it is without"},
    {"tally", KEY_WORD, KEY_AT(struct column_def, tally), .words = tally_words, .help = "added up, or averaged, over equal rows"},
};
static const struct key_table column_table = {"column", TABLE_KEYS(column_keys), sizeof(struct column_def),
                                              .is_rule = true, .id_optional = true};

/* rows: form.F-B */
static void read_register_rows(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct register_def *reg = owner;
    const char *text = read_text(r, key->name, value);
    if (!text)
        return;
    reg->rows = str_starts(text, "form.") ? text + strlen("form.") : text;
    read_ref(r, REF_FORM, reg->rows, value->at);
}

static void begin_register(struct reader *r, const struct yaml *node, void *owner)
{
    (void)owner;
    const char *rows = yaml_get_text(node, "rows");
    if (!rows)
        return;
    r->scope = SCOPE_LIST;
    r->scope_list = rows;
}

static const struct key register_keys[] = {
    {"visible", KEY_FORMULA, KEY_AT(struct register_def, visible), .want = VALUE_BOOL, .help = "shown today"},
    {"order", KEY_FORMULA, KEY_AT(struct register_def, order), .want = VALUE_ANY, .help = "order of the entries"},
    {"rows", KEY_OTHER, .read = read_register_rows, .help = "form.F: one row a row of this matrix form"},
    {"columns", KEY_LIST, KEY_AT(struct register_def, columns), KEY_REQUIRED, .table = &column_table, .help = "columns"},
    {"head", KEY_LIST, KEY_AT(struct register_def, head), .table = &column_table, .help = "lines before the rows"},
    {"cases", KEY_TEXTS, KEY_AT(struct register_def, cases), .ref = REF_CASE_TYPE, .help = "one entry a case of these types"},
    {"withheld", KEY_TEXT, KEY_AT(struct register_def, withheld), .help = "text in place of a withheld row"},
};
static const struct key_table register_entry_table = {"register", TABLE_KEYS(register_keys),
                                                      sizeof(struct register_def), .is_rule = true,
                                                      .begin = begin_register};

static void begin_ledger(struct reader *r, const struct yaml *node, void *owner)
{
    (void)node;
    r->scope = SCOPE_LEDGER;
    r->scope_list = ((struct ledger_def *)owner)->rule.id;
}

static const struct key_word per_words[] = {{"case", PER_CASE}, {"certificate", PER_CERTIFICATE}, {"period", PER_PERIOD},
                                            {"fee", PER_FEE}, {"event", PER_EVENT}, {NULL, 0}};
static const struct key ledger_keys[] = {
    {"per", KEY_WORD, KEY_AT(struct ledger_def, per), KEY_REQUIRED, .words = per_words, .help = "what has a row"},
    {"when", KEY_FORMULA, KEY_AT(struct ledger_def, when), .want = VALUE_BOOL, .help = "which of them"},
    {"group", KEY_FORMULA, KEY_AT(struct ledger_def, group), .want = VALUE_ANY, .help = "heading over rows"},
    {"order", KEY_FORMULA, KEY_AT(struct ledger_def, order), .want = VALUE_ANY, .help = "order of the rows"},
    {"columns", KEY_LIST, KEY_AT(struct ledger_def, columns), KEY_REQUIRED, .table = &column_table, .help = "columns"},
    {"rows", KEY_TEXT, KEY_AT(struct ledger_def, rows), .help = "list that `it` goes over: one row each of its rows"},
    {"retention", KEY_TEXT, KEY_AT(struct ledger_def, retention), .ref = REF_RETENTION, .help = "how long it is kept"},
};
static const struct key_table ledger_table = {"ledger", TABLE_KEYS(ledger_keys), sizeof(struct ledger_def),
                                              .is_rule = true, .begin = begin_ledger};

static void done_diff(struct reader *r, const struct yaml *node, void *owner)
{
    (void)r;
    ((struct diff_def *)owner)->at = node->at;
}
static const struct key diff_keys[] = {
    {"form", KEY_TEXT, KEY_AT(struct diff_def, form), KEY_REQUIRED, .ref = REF_FORM, .help = "form compared at renewal"},
    {"base", KEY_FORMULA, KEY_AT(struct diff_def, base), KEY_REQUIRED, .want = VALUE_TEXT, .help = "original or last_approved"},
    {"badge", KEY_TEXT, KEY_AT(struct diff_def, badge), .help = "mark of a text equal to the last approved one"},
    {"mark", KEY_TEXT, KEY_AT(struct diff_def, mark), .help = "mark of a changed text"},
};
static const struct key_table diff_table = {"diff", TABLE_KEYS(diff_keys), sizeof(struct diff_def), .done = done_diff};

static const struct key register_file_keys[] = {
    {"registers", KEY_LIST, KEY_AT(struct scheme, registers), .table = &register_entry_table, .help = "public registers"},
    {"ledgers", KEY_LIST, KEY_AT(struct scheme, ledgers), .table = &ledger_table, .help = "ledgers"},
    {"reports", KEY_LIST, KEY_AT(struct scheme, reports), .table = &ledger_table, .help = "reports, computed when asked for"},
    {"diffs", KEY_LIST, KEY_AT(struct scheme, diffs), .table = &diff_table, .help = "old and new side by side"},
};
const struct key_table register_table = {"register", TABLE_KEYS(register_file_keys), sizeof(struct scheme)};

static const struct key person_keys[] = {
    {"task", KEY_TEXT, KEY_AT(struct person_rule_def, task), KEY_REQUIRED, .ref = REF_TASK_OR_TRANSITION,
     .help = "transition, checklist, task, or review"},
    {"rule", KEY_FORMULA, KEY_AT(struct person_rule_def, cond), KEY_REQUIRED, .want = VALUE_BOOL, .help = "may when true"},
    {"error", KEY_TEXT, KEY_AT(struct person_rule_def, error), .ref = REF_GUARD, .help = "guard id of the refusal"},
};
static const struct key_table person_table = {"person rule", TABLE_KEYS(person_keys), sizeof(struct person_rule_def),
                                              .is_rule = true};

static const struct key conflict_keys[] = {
    {"since", KEY_FORMULA, KEY_AT(struct conflict_def, since), .want = VALUE_DATE, .help = "what ended before this day counts no more"},
    {"also", KEY_FORMULA, KEY_AT(struct conflict_def, also), .want = VALUE_LIST, .help = "names of others whom the case concerns"},
};
static const struct key_table conflict_table = {"conflict", TABLE_KEYS(conflict_keys), sizeof(struct conflict_def),
                                                .is_rule = true, .id_optional = true};

static void begin_committee(struct reader *r, const struct yaml *node, void *owner)
{
    (void)node;
    (void)owner;
    r->scope = SCOPE_LIST;
    r->scope_list = "member";
}

static const struct key committee_keys[] = {
    {"quorum", KEY_FORMULA, KEY_AT(struct committee_def, quorum), .want = VALUE_INT, .help = "members that must be there"},
    {"recusal", KEY_FORMULA, KEY_AT(struct committee_def, recusal), .want = VALUE_BOOL, .help = "who must stay away"},
    {"members", KEY_FORMULA, KEY_AT(struct committee_def, members), .want = VALUE_LIST, .help = "list of who sat on the case"},
    {"decides", KEY_TEXTS, KEY_AT(struct committee_def, decides), .ref = REF_TASK_OR_TRANSITION, .help = "transitions that need a quorum"},
    {"error", KEY_TEXT, KEY_AT(struct committee_def, error), .ref = REF_GUARD, .help = "guard id of the refusal"},
};
static const struct key_table committee_table = {"committee", TABLE_KEYS(committee_keys), sizeof(struct committee_def),
                                                 .begin = begin_committee, .is_rule = true, .id_optional = true};

static const struct key export_keys[] = {
    {"purpose", KEY_BOOL, KEY_AT(struct secrecy_def, purpose), .help = "an export names its purpose"},
    {"grounds", KEY_TEXTS, KEY_AT(struct secrecy_def, grounds), .help = "one of them"},
};
static const struct key_table export_table = {"export", TABLE_KEYS(export_keys), sizeof(struct secrecy_def),
                                              .begin = NULL};
static const struct key secrecy_keys[] = {
    {"papers", KEY_TEXT, KEY_AT(struct secrecy_def, papers), .help = "all, or marked"},
    {"export", KEY_MAP, .offset = 0, .table = &export_table, .help = "what an export asks for"},
    {"exempt", KEY_TEXTS, KEY_AT(struct secrecy_def, exempt), .help = "why something is no secret"},
};
static const struct key_table secrecy_table = {"secrecy", TABLE_KEYS(secrecy_keys), sizeof(struct secrecy_def),
                                               .is_rule = true, .id_optional = true};

static const struct key people_keys[] = {
    {"people", KEY_LIST, KEY_AT(struct scheme, people), .table = &person_table, .help = "who may do what"},
    {"conflict", KEY_MAP, KEY_AT(struct scheme, conflict), .table = &conflict_table, .help = "which ties to a party count"},
    {"committee", KEY_MAP, KEY_AT(struct scheme, committee), .table = &committee_table, .help = "the committee"},
    {"secrecy", KEY_MAP, KEY_AT(struct scheme, secrecy), .table = &secrecy_table, .help = "secret papers"},
};
const struct key_table people_table = {"people", TABLE_KEYS(people_keys), sizeof(struct scheme)};

static void read_keep(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct retention_def *retention = owner;
    retention->forever = value->kind == YAML_SCALAR && str_eq(value->text, "forever");
    if (!retention->forever)
        read_formula(r, key->name, value, VALUE_PERIOD, &retention->keep);
}

static const struct key disposal_keys[] = {
    {"approvers", KEY_INT, KEY_AT(struct retention_def, approvers), .help = "people who must agree, beside who proposes it"},
    {"role", KEY_TEXTS, KEY_AT(struct retention_def, roles), .ref = REF_ROLE, .help = "roles that propose, agree and dispose"},
};
static const struct key_table disposal_table = {"disposal", TABLE_KEYS(disposal_keys), sizeof(struct retention_def),
                                                .begin = NULL};
static const struct key retention_keys[] = {
    {"classes", KEY_TEXTS, KEY_AT(struct retention_def, classes), .ref = REF_RECEIVED, .help = "received papers"},
    {"base", KEY_FORMULA, KEY_AT(struct retention_def, base), KEY_REQUIRED, .want = VALUE_DATE, .help = "counts from it"},
    {"keep", KEY_OTHER, .flags = KEY_REQUIRED, .read = read_keep, .help = "a period, or forever"},
    {"hold", KEY_FORMULA, KEY_AT(struct retention_def, hold), .want = VALUE_BOOL, .help = "not now"},
    {"disposal", KEY_MAP, .offset = 0, .table = &disposal_table, .help = "how it is disposed of"},
};
static const struct key_table retention_rule_table = {"retention", TABLE_KEYS(retention_keys),
                                                      sizeof(struct retention_def), .is_rule = true};

static void done_personal(struct reader *r, const struct yaml *node, void *owner)
{
    (void)r;
    ((struct personal_def *)owner)->at = node->at;
}
static const struct key personal_keys[] = {
    {"fields", KEY_TEXTS, KEY_AT(struct personal_def, fields), KEY_REQUIRED, .ref = REF_FIELD, .help = "form.F.field"},
    {"rule", KEY_TEXT, KEY_AT(struct personal_def, rule), KEY_REQUIRED, .ref = REF_RETENTION, .help = "retention rule"},
    {"texts", KEY_BOOL, KEY_AT(struct personal_def, texts), .help = "with them notes, questions, answers and letters"},
};
static const struct key_table personal_table = {"personal", TABLE_KEYS(personal_keys), sizeof(struct personal_def),
                                                .done = done_personal};

static const struct key retention_file_keys[] = {
    {"retention", KEY_LIST, KEY_AT(struct scheme, retention), .table = &retention_rule_table, .help = "how long"},
    {"personal", KEY_LIST, KEY_AT(struct scheme, personal), .table = &personal_table, .help = "of personal fields"},
};
const struct key_table retention_table = {"retention", TABLE_KEYS(retention_file_keys), sizeof(struct scheme)};
