/* checklists.yaml and decisions.yaml. */
#include "core/rule/scheme_read.h"

#include <string.h>

#include "core/base/str.h"
#include "core/rule/value.h"

static const struct key result_keys[] = {
    {"key", KEY_TEXT, KEY_AT(struct result_def, key), .help = "its key on the review screen"},
    {"passes", KEY_BOOL, KEY_AT(struct result_def, passes), .help = "the item passes"},
    {"open", KEY_BOOL, KEY_AT(struct result_def, open), .help = "recorded, but no answer yet"},
};
static const struct key_table result_table = {"result", TABLE_KEYS(result_keys), sizeof(struct result_def),
                                              .is_rule = true, .any_id = true, .src_optional = true};

/* error: E_X, or [{id: E_X, if: …}, …] */
static void read_errors(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct check_item_def *item = owner;
    size_t n = value->kind == YAML_LIST ? value->n : 1;
    struct item_error_def *errors = ARENA_ARRAY(r->a, struct item_error_def, n);
    for (size_t i = 0; i < n; i++) {
        const struct yaml *one = value->kind == YAML_LIST ? value->item[i] : value;
        const struct yaml *id = one->kind == YAML_MAP ? yaml_get(one, "id") : one;
        const struct yaml *cond = yaml_get(one, "if");
        errors[i].at = one->at;
        errors[i].id = id ? read_text(r, key->name, id) : NULL;
        if (!errors[i].id)
            read_problem(r, one, NULL, "scheme.missing-key", "id", key->name, NULL);
        else
            read_ref(r, REF_GUARD, errors[i].id, id->at);
        if (cond)
            read_formula(r, "if", cond, VALUE_BOOL, &errors[i].cond);
    }
    span_put(&item->errors, errors, n);
}

static const struct key check_item_keys[] = {
    {"group", KEY_TEXTS, KEY_AT(struct check_item_def, group), .help = "headings above it"},
    {"class", KEY_TEXT, KEY_AT(struct check_item_def, class_), .help = "class of the item"},
    {"marks", KEY_TEXTS, KEY_AT(struct check_item_def, marks), .help = "marks of the item"},
    {"applies", KEY_FORMULA, KEY_AT(struct check_item_def, applies), .want = VALUE_BOOL, .help = "asked at all"},
    {"auto", KEY_FORMULA, KEY_AT(struct check_item_def, automatic), .want = VALUE_TEXT, .help = "the result, computed"},
    {"override", KEY_BOOL, KEY_AT(struct check_item_def, override), .help = "may be recorded by hand, with a note"},
    {"failing", KEY_FORMULA, KEY_AT(struct check_item_def, failing), .want = VALUE_ANY, .help = "what exactly fails"},
    {"error", KEY_OTHER, .read = read_errors, .help = "guard id of its failing, or a list of {id, if}"},
    {"permits", KEY_TEXTS, KEY_AT(struct check_item_def, permits), .help = "results allowed beyond the ordinary ones"},
    {"evidence", KEY_TEXT, KEY_AT(struct check_item_def, evidence), .help = "what is looked at"},
    {"per", KEY_TEXT, KEY_AT(struct check_item_def, per), .ref = REF_UNIT, .help = "repeats for each unit of this kind"},
};
static const struct key_table check_item_table = {"check item", TABLE_KEYS(check_item_keys),
                                                  sizeof(struct check_item_def), .is_rule = true};

static void begin_checklist(struct reader *r, const struct yaml *node, void *owner)
{
    if (!yaml_get(node, "rows"))
        return;
    r->scope = SCOPE_CHECKLIST;
    r->scope_list = ((struct checklist_def *)owner)->rule.id;
}

/* rows: form.F-B */
static void read_check_rows(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct checklist_def *list = owner;
    const char *text = read_text(r, key->name, value);
    if (!text)
        return;
    list->rows = str_starts(text, "form.") ? text + strlen("form.") : text;
    read_ref(r, REF_FORM, list->rows, value->at);
}

static const struct key checklist_keys[] = {
    {"results", KEY_LIST, KEY_AT(struct checklist_def, results), KEY_REQUIRED, .table = &result_table,
     .help = "what may be recorded"},
    {"rows", KEY_OTHER, .read = read_check_rows, .help = "form.F: one item a row of this matrix form"},
    {"items", KEY_LIST, KEY_AT(struct checklist_def, items), .table = &check_item_table, .help = "its items"},
    {"assess", KEY_TEXT, KEY_AT(struct checklist_def, assess), .ref = REF_DECISION, .help = "decision over one row"},
    {"applies", KEY_FORMULA, KEY_AT(struct checklist_def, applies), .want = VALUE_BOOL, .help = "which rows are asked"},
    {"inherit", KEY_FORMULA, KEY_AT(struct checklist_def, inherit), .want = VALUE_BOOL,
     .help = "which rows keep their last approved result"},
    {"outcome", KEY_TEXT, KEY_AT(struct checklist_def, outcome), .ref = REF_DECISION, .help = "decision of the list"},
    {"error", KEY_TEXT, KEY_AT(struct checklist_def, error), .ref = REF_GUARD, .help = "guard id of a result that its item does not permit"},
    {"second_review", KEY_BOOL, KEY_AT(struct checklist_def, second_review), .help = "a second person signs it off"},
};
static void done_checklist(struct reader *r, const struct yaml *node, void *owner)
{
    const struct checklist_def *list = owner;
    if (!list->rows && list->items.n == 0)
        read_problem(r, node, NULL, "scheme.missing-key", "items", "checklist", NULL);
}
static const struct key_table checklist_table = {"checklist", TABLE_KEYS(checklist_keys), sizeof(struct checklist_def),
                                                 .is_rule = true, .begin = begin_checklist, .done = done_checklist};

static const struct key checklists_keys[] = {
    {"checklists", KEY_LIST, KEY_AT(struct scheme, checklists), .table = &checklist_table, .help = "checklists"},
};
const struct key_table checklists_table = {"checklists", TABLE_KEYS(checklists_keys), sizeof(struct scheme)};

static void begin_decision(struct reader *r, const struct yaml *node, void *owner)
{
    (void)node;
    r->scope = SCOPE_DECISION;
    r->scope_list = ((struct decision_def *)owner)->rule.id;
}

static void read_outputs(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct decision_def *decision = owner;
    if (value->kind != YAML_MAP) {
        read_problem(r, value, NULL, "scheme.not-map", key->name, NULL);
        return;
    }
    struct output_def *outputs = ARENA_ARRAY(r->a, struct output_def, value->n);
    for (size_t i = 0; i < value->n; i++) {
        outputs[i].name = value->entry[i].key;
        outputs[i].at = value->entry[i].at;
        read_type(r, outputs[i].name, value->entry[i].value, &outputs[i].type);
    }
    span_put(&decision->outputs, outputs, value->n);
}

static const struct {
    const char *sign;
    enum cell_op op;
} cell_signs[] = {{"<=", CELL_LE}, {">=", CELL_GE}, {"!=", CELL_NE}, {"<", CELL_LT}, {">", CELL_GT}};

static struct texts one_text(struct reader *r, const char *text)
{
    const char **at = ARENA_ARRAY(r->a, const char *, 1);
    at[0] = text;
    return (struct texts){at, 1};
}

static const char *skip_spaces(const char *p)
{
    while (*p == ' ')
        p++;
    return p;
}

/* A value, a list of values, "> 3", "1..5", - (anything) */
static void read_cell(struct reader *r, const char *name, const struct yaml *value, struct cell_def *cell)
{
    cell->op = CELL_IN;
    cell->at = value->at;
    if (value->kind == YAML_LIST) {
        cell->values = read_texts(r, name, value);
        return;
    }
    const char *text = read_text(r, name, value);
    if (!text)
        return;
    if (str_eq(text, "-")) {
        cell->op = CELL_ANY;
        return;
    }
    for (size_t i = 0; i < COUNT_OF(cell_signs); i++)
        if (str_starts(text, cell_signs[i].sign)) {
            cell->op = cell_signs[i].op;
            cell->values = one_text(r, skip_spaces(text + strlen(cell_signs[i].sign)));
            return;
        }
    const char *dots = strstr(text, "..");
    if (dots && dots > text) {
        const char **ends = ARENA_ARRAY(r->a, const char *, 2);
        ends[0] = arena_strndup(r->a, text, (size_t)(dots - text));
        ends[1] = dots + 2;
        cell->op = CELL_RANGE;
        cell->values = (struct texts){ends, 2};
        return;
    }
    cell->values = one_text(r, text);
}

static void read_when(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    const struct decision_def *decision = r->parent;
    struct decision_row_def *row = owner;
    if (value->kind != YAML_MAP) {
        read_problem(r, value, NULL, "scheme.not-map", key->name, NULL);
        return;
    }
    struct cell_def *cells = ARENA_ARRAY(r->a, struct cell_def, value->n);
    size_t n = 0;
    for (size_t i = 0; i < value->n; i++) {
        size_t input = 0;
        while (input < decision->inputs.n && !str_eq(decision->inputs.at[input].name, value->entry[i].key))
            input++;
        if (input == decision->inputs.n) {
            const char **names = ARENA_ARRAY(r->a, const char *, decision->inputs.n);
            for (size_t k = 0; k < decision->inputs.n; k++)
                names[k] = decision->inputs.at[k].name;
            problem_add(r->problems, value->entry[i].at, "read",
                        str_nearest(value->entry[i].key, names, decision->inputs.n), "scheme.unknown-input",
                        value->entry[i].key, decision->rule.id, NULL);
            continue;
        }
        cells[n].input = input;
        read_cell(r, value->entry[i].key, value->entry[i].value, &cells[n]);
        n++;
    }
    span_put(&row->when, cells, n);
}

/* Every output once, put in the order of the outputs. */
static void read_then(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    const struct decision_def *decision = r->parent;
    struct decision_row_def *row = owner;
    if (value->kind != YAML_MAP) {
        read_problem(r, value, NULL, "scheme.not-map", key->name, NULL);
        return;
    }
    const char **names = ARENA_ARRAY(r->a, const char *, decision->outputs.n);
    struct named_text *then = ARENA_ARRAY(r->a, struct named_text, decision->outputs.n);
    for (size_t i = 0; i < decision->outputs.n; i++) {
        const struct output_def *output = &decision->outputs.at[i];
        const struct yaml_entry *entry = yaml_entry(value, output->name);
        names[i] = output->name;
        then[i] = (struct named_text){output->name, NULL, value->at};
        struct value v;
        struct err e;
        if (!entry)
            read_problem(r, value, NULL, "scheme.missing-output", output->name, decision->rule.id, NULL);
        else if (entry->value->kind == YAML_NULL)
            continue;
        else if ((then[i].text = read_text(r, output->name, entry->value)) != NULL &&
                 value_read(r->a, &output->type, then[i].text, &v, &e) != 0)
            read_problem(r, entry->value, str_nearest(then[i].text, output->type.choices, output->type.n_choices),
                         "scheme.default-type", output->name, then[i].text, value_type_name(output->type.type), NULL);
    }
    for (size_t i = 0; i < value->n; i++) {
        bool known = false;
        for (size_t k = 0; k < decision->outputs.n; k++)
            known = known || str_eq(names[k], value->entry[i].key);
        if (!known)
            problem_add(r->problems, value->entry[i].at, "read",
                        str_nearest(value->entry[i].key, names, decision->outputs.n), "scheme.unknown-output",
                        value->entry[i].key, decision->rule.id, NULL);
    }
    span_put(&row->then, then, decision->outputs.n);
}

static const struct key row_keys[] = {
    {"when", KEY_OTHER, .read = read_when, .help = "what the inputs must be: value, list, \"> 3\", \"1..5\", -"},
    {"otherwise", KEY_BOOL, KEY_AT(struct decision_row_def, otherwise), .help = "the last row of hit: first"},
    {"then", KEY_OTHER, .flags = KEY_REQUIRED, .read = read_then, .help = "value of every output"},
};
static const struct key_table row_table = {"decision row", TABLE_KEYS(row_keys), sizeof(struct decision_row_def),
                                           .is_rule = true, .id_optional = true};

static const struct key_word hit_words[] = {{"first", HIT_FIRST}, {"unique", HIT_UNIQUE}, {NULL, 0}};
static const struct key decision_keys[] = {
    {"outputs", KEY_OTHER, .flags = KEY_REQUIRED, .read = read_outputs, .help = "name: type"},
    {"inputs", KEY_NAMED_FORMULAS, KEY_AT(struct decision_def, inputs), .want = VALUE_ANY, .help = "name: expression"},
    {"hit", KEY_WORD, KEY_AT(struct decision_def, hit), .words = hit_words, .help = "first row that fits, or the only one"},
    {"undefined_when", KEY_LIST, KEY_AT(struct decision_def, undefined_when), .table = &guard_table,
     .help = "no decision yet while one of them is true"},
    {"rules", KEY_LIST, KEY_AT(struct decision_def, rows), KEY_REQUIRED, .table = &row_table, .help = "its rows"},
    {"reasons", KEY_FORMULA, KEY_AT(struct decision_def, reasons), .want = VALUE_ANY, .help = "what decided it"},
};
static const struct key_table decision_table = {"decision", TABLE_KEYS(decision_keys), sizeof(struct decision_def),
                                                .is_rule = true, .begin = begin_decision};

static const struct key decisions_keys[] = {
    {"decisions", KEY_LIST, KEY_AT(struct scheme, decisions), .table = &decision_table, .help = "decision tables"},
};
const struct key_table decisions_table = {"decisions", TABLE_KEYS(decisions_keys), sizeof(struct scheme)};
