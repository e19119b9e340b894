/* forms.yaml: units, item lists, forms. */
#include "core/rule/scheme_read.h"

#include "core/base/str.h"
#include "core/rule/value.h"

struct item_nodes {
    LIST(const struct yaml *) all;
};

static const struct key constraint_keys[] = {
    {"if", KEY_FORMULA, KEY_AT(struct constraint_def, cond), KEY_REQUIRED, .want = VALUE_BOOL, .help = "good when true"},
    {"say", KEY_MERGE, KEY_AT(struct constraint_def, say), .help = "what is wrong; else the text of its id"},
};
static void done_constraint(struct reader *r, const struct yaml *node, void *owner)
{
    (void)node;
    struct constraint_def *constraint = owner;
    if (!constraint->say.text)
        read_ref(r, REF_GUARD, constraint->rule.id, constraint->rule.at);
}
const struct key_table constraint_table = {"constraint", TABLE_KEYS(constraint_keys), sizeof(struct constraint_def),
                                           .is_rule = true, .done = done_constraint};

static const struct key unit_keys[] = {
    {"list", KEY_TEXT, KEY_AT(struct unit_def, list), KEY_REQUIRED, .ref = REF_LIST_FIELD, .help = "form.F.field"},
    {"name", KEY_TEXT, KEY_AT(struct unit_def, name), KEY_REQUIRED, .help = "column that names the unit"},
};
static const struct key_table unit_table = {"unit", TABLE_KEYS(unit_keys), sizeof(struct unit_def), .is_rule = true,
                                            .src_optional = true};

static const struct key_word input_words[] = {
    {"text", INPUT_TEXT}, {"multiline", INPUT_MULTILINE}, {"int", INPUT_INT}, {"decimal", INPUT_DECIMAL},
    {"yen", INPUT_YEN}, {"date", INPUT_DATE}, {"period", INPUT_PERIOD}, {"leadtime", INPUT_LEADTIME},
    {"bool", INPUT_BOOL}, {"enum", INPUT_ENUM}, {"email", INPUT_EMAIL}, {"url", INPUT_URL}, {"tel", INPUT_TEL},
    {"postal", INPUT_POSTAL}, {"address", INPUT_ADDRESS}, {"person", INPUT_PERSON},
    {"corporate_number", INPUT_CORPORATE_NUMBER}, {"certificate_number", INPUT_CERTIFICATE_NUMBER},
    {"case_number", INPUT_CASE_NUMBER}, {"user", INPUT_USER}, {"list", INPUT_LIST}, {"from_item", INPUT_FROM_ITEM}, {NULL, 0}};

const char *input_type_name(enum input_type type)
{
    return type < INPUT_TYPE_COUNT ? input_words[type].word : "";
}

static void read_item_choices(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct item_def *item = owner;
    read_choices(r, key->name, value, &item->choices, &item->choice_labels);
}

static const struct key item_keys[] = {
    {"no", KEY_TEXT, KEY_AT(struct item_def, no), .help = "number as printed"},
    {"group", KEY_TEXTS, KEY_AT(struct item_def, group), .help = "headings above it, outermost first"},
    {"describe", KEY_TEXT, KEY_AT(struct item_def, describe), .help = "what is to be written"},
    {"class", KEY_TEXT, KEY_AT(struct item_def, class_), .help = "class of the item"},
    {"marks", KEY_TEXTS, KEY_AT(struct item_def, marks), .help = "marks: has(it.marks, \"x\")"},
    {"type", KEY_WORD, KEY_AT(struct item_def, type), .words = input_words, .help = "type of fields from_item"},
    {"width", KEY_INT, KEY_AT(struct item_def, width), .help = "columns of the answer"},
    {"warn_chars", KEY_INT, KEY_AT(struct item_def, warn_chars), .help = "longer texts only warn"},
    {"choices", KEY_OTHER, .read = read_item_choices, .help = "words of type enum, or {id, label}"},
    {"per", KEY_TEXT, KEY_AT(struct item_def, per), .ref = REF_UNIT, .help = "repeats for each unit of this kind"},
    {"permits", KEY_TEXTS, KEY_AT(struct item_def, permits), .help = "results allowed beyond the ordinary ones"},
};

/* Columns that the list declares beyond the built-in ones. */
static bool read_item_column(struct reader *r, const struct yaml_entry *entry, void *owner)
{
    struct item_def *item = owner;
    const struct item_list_def *list = r->parent;
    if (!texts_have(&list->columns, entry->key))
        return false;
    struct named_text *extra = ARENA_ARRAY(r->a, struct named_text, item->extra.n + 1);
    for (size_t i = 0; i < item->extra.n; i++)
        extra[i] = item->extra.at[i];
    extra[item->extra.n] = (struct named_text){entry->key, read_text(r, entry->key, entry->value), entry->at};
    span_put(&item->extra, extra, item->extra.n + 1);
    return true;
}

static const struct key_table item_table = {"item", TABLE_KEYS(item_keys), sizeof(struct item_def), .is_rule = true,
                                            .src_optional = true, .unknown = read_item_column};

/* Items in order; `{group: […], items: […]}` is a heading over several of them. */
static void flatten_items(struct reader *r, const struct yaml *list, const struct yaml *group, int depth,
                          struct item_nodes *to)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct yaml *item = list->item[i], *inner = yaml_get(item, "items"), *own = yaml_get(item, "group");
        if (inner && inner->kind == YAML_LIST && depth < 4) {
            for (size_t k = 0; k < item->n; k++)
                if (!str_eq(item->entry[k].key, "items") && !str_eq(item->entry[k].key, "group"))
                    problem_add(r->problems, item->entry[k].at, "read", "group", "scheme.unknown-key", item->entry[k].key,
                                "group of items", NULL);
            flatten_items(r, inner, own ? own : group, depth + 1, to);
            continue;
        }
        if (group && !own && item->kind == YAML_MAP) {
            struct yaml_entry *entries = ARENA_ARRAY(r->a, struct yaml_entry, item->n + 1);
            for (size_t k = 0; k < item->n; k++)
                entries[k] = item->entry[k];
            entries[item->n] = (struct yaml_entry){"group", group->at, group};
            item = yaml_new_map(r->a, item->at, entries, item->n + 1);
        }
        *LIST_ADD(r->a, &to->all) = item;
    }
}

static void read_items(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct item_list_def *list = owner;
    struct item_nodes nodes = {0};
    if (value->kind != YAML_LIST) {
        read_problem(r, value, NULL, "scheme.not-list", key->name, NULL);
        return;
    }
    flatten_items(r, value, NULL, 0, &nodes);
    const void *parent = r->parent;
    r->parent = owner;
    size_t n;
    void *at = read_list(r, &item_table, yaml_new_list(r->a, value->at, nodes.all.at, nodes.all.n), &n);
    r->parent = parent;
    span_put(&list->items, at, n);
}

static const struct key item_list_keys[] = {
    {"columns", KEY_TEXTS, KEY_AT(struct item_list_def, columns), .help = "further columns of its items, texts"},
    {"items", KEY_OTHER, .flags = KEY_REQUIRED, .table = &item_table, .read = read_items,
     .help = "its rows; {group, items} is a heading over several"},
};
static const struct key_table item_list_table = {"item list", TABLE_KEYS(item_list_keys), sizeof(struct item_list_def),
                                                 .is_rule = true, .src_optional = true};

static const struct key_word search_words[] = {
    {"no", SEARCH_NO}, {"name", SEARCH_NAME}, {"code", SEARCH_CODE}, {"text", SEARCH_TEXT}, {NULL, 0}};
static const struct key_word fold_words[] = {
    {"keep", INPUT_KEEP}, {"half", INPUT_HALF}, {"full", INPUT_FULL}, {"katakana", INPUT_KATAKANA}, {"code", INPUT_CODE}, {NULL, 0}};

static const struct key rewrite_keys[] = {
    {"from", KEY_TEXT, KEY_AT(struct rewrite_def, from), KEY_REQUIRED, .help = "POSIX ERE of the whole text"},
    {"to", KEY_TEXT, KEY_AT(struct rewrite_def, to), KEY_REQUIRED, .help = "what is kept; \\1 is the first group"},
};
static void begin_rewrite(struct reader *r, const struct yaml *node, void *owner)
{
    (void)r;
    ((struct rewrite_def *)owner)->at = node->at;
}
static const struct key_table rewrite_table = {"rewrite", TABLE_KEYS(rewrite_keys), sizeof(struct rewrite_def),
                                               .begin = begin_rewrite};

static void read_columns(struct reader *r, const struct key *key, const struct yaml *value, void *owner);

static void read_field_choices(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct field_def *field = owner;
    read_choices(r, key->name, value, &field->choices, &field->choice_labels);
}

static const struct key field_keys[] = {
    {"spellings", KEY_TEXTS, KEY_AT(struct field_def, spellings), .help = "other ways to type a choice: typed=choice"},
    {"type", KEY_WORD, KEY_AT(struct field_def, type), KEY_REQUIRED, .words = input_words, .help = "type of the answer"},
    {"rewrite", KEY_LIST, KEY_AT(struct field_def, rewrite), .table = &rewrite_table, .help = "how a typed code is written"},
    {"width", KEY_INT, KEY_AT(struct field_def, width), .help = "columns on the screen"},
    {"warn_chars", KEY_INT, KEY_AT(struct field_def, warn_chars), .help = "longer texts only warn"},
    {"max", KEY_INT, KEY_AT(struct field_def, max), .help = "most characters, or rows of a list"},
    {"choices", KEY_OTHER, .read = read_field_choices, .help = "words of type enum, or {id, label}"},
    {"multi", KEY_BOOL, KEY_AT(struct field_def, multi), .help = "several choices"},
    {"required", KEY_FORMULA, KEY_AT(struct field_def, required), .want = VALUE_BOOL, .help = "must be answered"},
    {"relevant", KEY_FORMULA, KEY_AT(struct field_def, relevant), .want = VALUE_BOOL, .help = "asked at all"},
    {"calculate", KEY_FORMULA, KEY_AT(struct field_def, calculate), .want = VALUE_ANY, .help = "computed, never typed"},
    {"default", KEY_FORMULA, KEY_AT(struct field_def, fallback), .want = VALUE_ANY, .help = "what is offered"},
    {"min", KEY_FORMULA, KEY_AT(struct field_def, min_rows), .want = VALUE_INT, .help = "fewest rows of a list"},
    {"constraint", KEY_LIST, KEY_AT(struct field_def, constraints), .table = &constraint_table, .help = "must hold"},
    {"error", KEY_TEXT, KEY_AT(struct field_def, error), .ref = REF_GUARD, .help = "guard id when it is missing"},
    {"publish", KEY_TEXT, KEY_AT(struct field_def, publish), .ref = REF_REGISTER, .help = "register that may show it"},
    {"consent", KEY_TEXT, KEY_AT(struct field_def, consent), .help = "consent or legal basis of publishing it"},
    {"search", KEY_WORD, KEY_AT(struct field_def, search), .words = search_words, .help = "how the look-up finds it"},
    {"fold", KEY_WORD, KEY_AT(struct field_def, fold), .words = fold_words, .help = "how typed text is normalised"},
    {"personal", KEY_BOOL, KEY_AT(struct field_def, personal), .help = "personal data: needs a retention rule"},
    {"fresh", KEY_BOOL, KEY_AT(struct field_def, fresh), .help = "never carried over from an earlier form"},
    {"section", KEY_TEXT, KEY_AT(struct field_def, section), .help = "heading on the screen"},
    {"of", KEY_OTHER, KEY_AT(struct field_def, of), .read = read_columns, .help = "columns of type list"},
};

/* Formulas of columns are about one row of the list. */
static const struct key_table field_table = {"field", TABLE_KEYS(field_keys), sizeof(struct field_def), .is_rule = true,
                                             .src_optional = true};

static void read_columns(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct field_def *field = owner;
    const struct form_def *form = r->parent;
    if (r->in_columns) {
        read_problem(r, value, NULL, "scheme.list-in-list", field->rule.id, NULL);
        return;
    }
    r->in_columns = true;
    r->scope = SCOPE_LIST;
    r->scope_list = arena_printf(r->a, "form.%s.%s", form->rule.id, field->rule.id);
    size_t n;
    void *at = read_list(r, &field_table, value, &n);
    span_put((char *)owner + key->offset, at, n);
    r->in_columns = false;
}

static void begin_form(struct reader *r, const struct yaml *node, void *owner)
{
    const struct form_def *form = owner;
    if (!yaml_get(node, "rows"))
        return;
    r->scope = SCOPE_LIST;
    r->scope_list = arena_printf(r->a, "form.%s", form->rule.id);
}

/* Fields beside the rows are about the form, not about a row. */
static void read_form_head(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    (void)key;
    struct form_def *form = owner;
    enum formula_scope scope = r->scope;
    const void *parent = r->parent;
    r->scope = SCOPE_PLAIN;
    r->parent = owner;
    size_t n;
    void *at = read_list(r, &field_table, value, &n);
    span_put(&form->head, at, n);
    r->scope = scope;
    r->parent = parent;
}

static const struct key form_keys[] = {
    {"rows", KEY_TEXT, KEY_AT(struct form_def, rows), .ref = REF_ITEM_LIST, .help = "matrix: one row an item of this list"},
    {"carries", KEY_BOOL, KEY_AT(struct form_def, carries), .help = "in a later case, begins with what was approved last"},
    {"locked", KEY_FORMULA, KEY_AT(struct form_def, locked), .want = VALUE_BOOL, .help = "once true nobody edits it"},
    {"error", KEY_TEXT, KEY_AT(struct form_def, error), .ref = REF_GUARD, .help = "guard id of an edit while it is locked"},
    {"record", KEY_TEXT, KEY_AT(struct form_def, record), .help = "payment, paper or withholding: over the store's records"},
    {"head", KEY_OTHER, .table = &field_table, .read = read_form_head, .help = "matrix: fields of the form itself"},
    {"fields", KEY_LIST, KEY_AT(struct form_def, fields), KEY_REQUIRED, .table = &field_table, .help = "its fields"},
    {"constraint", KEY_LIST, KEY_AT(struct form_def, constraints), .table = &constraint_table, .help = "between fields"},
};
static const struct key_table form_table = {"form", TABLE_KEYS(form_keys), sizeof(struct form_def), .is_rule = true,
                                            .begin = begin_form};

static const struct key forms_keys[] = {
    {"units", KEY_LIST, KEY_AT(struct scheme, units), .table = &unit_table, .help = "kinds of units of a case"},
    {"items", KEY_LIST, KEY_AT(struct scheme, item_lists), .table = &item_list_table, .help = "lists of items"},
    {"forms", KEY_LIST, KEY_AT(struct scheme, forms), .table = &form_table, .help = "forms"},
};
const struct key_table forms_table = {"forms", TABLE_KEYS(forms_keys), sizeof(struct scheme)};
