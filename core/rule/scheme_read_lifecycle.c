/* lifecycle.yaml: case types, machines, guards, effects, tasks, queries, flags. */
#include "core/rule/scheme_read.h"

#include "core/base/str.h"
#include "core/rule/value.h"

static const struct key guard_keys[] = {
    {"if", KEY_FORMULA, KEY_AT(struct guard_def, cond), KEY_REQUIRED, .want = VALUE_BOOL, .help = "lets pass when true"},
    {"say", KEY_MERGE, KEY_AT(struct guard_def, say), .help = "what the refusal says; else the text of its id"},
    {"for", KEY_TEXTS, KEY_AT(struct guard_def, types), .ref = REF_CASE_TYPE, .help = "case types it is asked for"},
};
static void done_guard(struct reader *r, const struct yaml *node, void *owner)
{
    (void)node;
    struct guard_def *guard = owner;
    if (!guard->say.text)
        read_ref(r, REF_GUARD, guard->rule.id, guard->rule.at);
}
const struct key_table guard_table = {"guard", TABLE_KEYS(guard_keys), sizeof(struct guard_def), .is_rule = true,
                                      .done = done_guard};

/* follows: [new] or [{type: new}] */
static void read_follows(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct case_type_def *type = owner;
    LIST(const char *) texts = {0};
    for (size_t i = 0; i < value->n && value->kind == YAML_LIST; i++) {
        const struct yaml *item = value->item[i];
        const struct yaml *name = item->kind == YAML_MAP ? yaml_get(item, "type") : item;
        const char *text = read_text(r, key->name, name ? name : item);
        if (text) {
            *LIST_ADD(r->a, &texts) = text;
            read_ref(r, REF_CASE_TYPE, text, name->at);
        }
    }
    type->follows = (struct texts){(const char *const *)texts.at, texts.n};
}

static const struct key_word need_words[] = {
    {"none", CERT_NONE}, {"required", CERT_REQUIRED}, {"in_force", CERT_IN_FORCE}, {"optional", CERT_OPTIONAL}, {NULL, 0}};

static const struct key_word reads_words[] = {{"own", 0}, {"scheme", 1}, {NULL, 0}};
static void read_reads(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    int all = 0;
    struct key words = *key;
    words.words = reads_words;
    read_word(r, &words, value, &all);
    ((struct case_type_def *)owner)->reads_scheme = all;
}

static const struct key case_type_keys[] = {
    {"letter", KEY_TEXT, KEY_AT(struct case_type_def, letter), .help = "its letter in receipt numbers: type.letter"},
    {"machine", KEY_TEXT, KEY_AT(struct case_type_def, machine), KEY_REQUIRED, .ref = REF_MACHINE,
     .help = "machine of its cases"},
    {"certificate", KEY_WORD, KEY_AT(struct case_type_def, certificate), .words = need_words,
     .help = "whether it is about a certificate"},
    {"exclusive", KEY_BOOL, KEY_AT(struct case_type_def, exclusive), .help = "one open case of it per certificate"},
    {"duplicate", KEY_TEXT, KEY_AT(struct case_type_def, duplicate), .ref = REF_GUARD,
     .help = "guard id that refuses a second one"},
    {"forms", KEY_TEXTS, KEY_AT(struct case_type_def, forms), .ref = REF_FORM, .help = "forms it asks for"},
    {"checklists", KEY_TEXTS, KEY_AT(struct case_type_def, checklists), .ref = REF_CHECKLIST, .help = "its checklists"},
    {"reads", KEY_OTHER, .read = read_reads, .help = "own (default), or scheme: scheme_cert and scheme_case, all there are"},
    {"follows", KEY_OTHER, .read = read_follows, .help = "case types it may follow"},
    {"set", KEY_SET, KEY_AT(struct case_type_def, set), .help = "values of a fresh case"},
};
static const struct key_table case_type_table = {"case type", TABLE_KEYS(case_type_keys), sizeof(struct case_type_def),
                                                 .is_rule = true};

static const struct key_word waits_words[] = {
    {"office", WAITS_OFFICE}, {"applicant", WAITS_APPLICANT}, {"nobody", WAITS_NOBODY}, {NULL, 0}};
static const struct key state_keys[] = {
    {"short", KEY_TEXT, KEY_AT(struct state_def, short_label), .help = "name in lists, at most 8 columns"},
    {"start", KEY_BOOL, KEY_AT(struct state_def, start), .help = "where it begins"},
    {"final", KEY_BOOL, KEY_AT(struct state_def, final), .help = "where it ends"},
    {"in_force", KEY_BOOL, KEY_AT(struct state_def, in_force), .help = "the certificate is in force"},
    {"settled", KEY_BOOL, KEY_AT(struct state_def, settled), .help = "decided, a next case of an exclusive type may open"},
    {"waits", KEY_WORD, KEY_AT(struct state_def, waits), .words = waits_words, .help = "whose days are counted"},
    {"label_for", KEY_NAMED_TEXTS, KEY_AT(struct state_def, label_for), .ref = REF_CASE_TYPE,
     .help = "other words for some case types"},
};
static const struct key_table state_table = {"state", TABLE_KEYS(state_keys), sizeof(struct state_def), .is_rule = true,
                                             .src_optional = true};

static const struct key ask_keys[] = {
    {"fact", KEY_TEXT, KEY_AT(struct ask_def, fact), KEY_REQUIRED, .ref = REF_SETTABLE, .help = "fact it becomes"},
    {"default", KEY_FORMULA, KEY_AT(struct ask_def, fallback), .want = VALUE_ANY, .help = "what is offered"},
    {"required", KEY_FORMULA, KEY_AT(struct ask_def, required), .want = VALUE_BOOL, .help = "whether it must be given"},
    {"error", KEY_TEXT, KEY_AT(struct ask_def, error), .ref = REF_GUARD, .help = "guard id when it is missing"},
    {"for", KEY_TEXTS, KEY_AT(struct ask_def, types), .ref = REF_CASE_TYPE, .help = "case types it is asked for"},
};
static const struct key_table ask_table = {"ask", TABLE_KEYS(ask_keys), sizeof(struct ask_def), .is_rule = true,
                                           .id_optional = true, .src_optional = true};

/* Every effect by its key: what its value names. */
static const struct {
    const char *name;
    enum ref_kind ref;
} effects[EFFECT_KIND_COUNT] = {
    [EFFECT_SET] = {"set", REF_NONE},
    [EFFECT_NUMBER] = {"number", REF_SERIES},
    [EFFECT_PERIOD] = {"period", REF_PERIOD},
    [EFFECT_DEADLINE_OPEN] = {"deadline.open", REF_DEADLINE},
    [EFFECT_DEADLINE_CLOSE] = {"deadline.close", REF_DEADLINE},
    [EFFECT_DEADLINE_STOP] = {"deadline.stop", REF_DEADLINE},
    [EFFECT_DEADLINE_RESUME] = {"deadline.resume", REF_DEADLINE},
    [EFFECT_DEADLINE_EXTEND] = {"deadline.extend", REF_DEADLINE},
    [EFFECT_FEE_BILL] = {"fee.bill", REF_FEE},
    [EFFECT_FEE_WAIVE] = {"fee.waive", REF_FEE},
    [EFFECT_FEE_REFUND] = {"fee.refund", REF_FEE},
    [EFFECT_PAPER_ISSUE] = {"paper.issue", REF_ISSUED},
    [EFFECT_PAPER_VOID] = {"paper.void", REF_ISSUED},
    [EFFECT_PAPERS_RETURN] = {"papers.return", REF_RETURN},
    [EFFECT_PAPERS_SEND] = {"papers.send", REF_RETURN},
    [EFFECT_CHECKLIST_OPEN] = {"checklist.open", REF_CHECKLIST},
    [EFFECT_CHECKLIST_REOPEN] = {"checklist.reopen", REF_CHECKLIST},
    [EFFECT_CHECKLIST_CLOSE] = {"checklist.close", REF_CHECKLIST},
    [EFFECT_QUERY_OPEN] = {"query.open", REF_QUERY},
    [EFFECT_QUERY_CLOSE] = {"query.close", REF_QUERY},
    [EFFECT_TRACK_START] = {"track.start", REF_MACHINE},
    [EFFECT_CERTIFICATE] = {"certificate", REF_CERT_TRANSITION},
    [EFFECT_REGISTER_PUBLISH] = {"register.publish", REF_REGISTER},
    [EFFECT_REGISTER_WITHDRAW] = {"register.withdraw", REF_REGISTER},
    [EFFECT_REGISTER_ANNOTATE] = {"register.annotate", REF_REGISTER},
    [EFFECT_WITHHOLD_DECIDE] = {"withhold.decide", REF_NONE},
    [EFFECT_WITHHOLD_EXTEND] = {"withhold.extend", REF_NONE},
    [EFFECT_WITHHOLD_RELEASE] = {"withhold.release", REF_NONE},
    [EFFECT_LEDGER_WRITE] = {"ledger.write", REF_LEDGER},
    [EFFECT_CASE_OPEN] = {"case.open", REF_CASE_TYPE},
    [EFFECT_TASK_OPEN] = {"task.open", REF_TASK},
    [EFFECT_TASK_CLOSE] = {"task.close", REF_TASK},
    [EFFECT_DRAW] = {"draw", REF_SETTABLE},
    [EFFECT_NOTIFY] = {"notify", REF_NONE},
    [EFFECT_FLAG] = {"flag", REF_FLAG},
    [EFFECT_FLAG_CLEAR] = {"flag.clear", REF_FLAG},
};

const char *effect_name(enum effect_kind kind)
{
    return kind < EFFECT_KIND_COUNT ? effects[kind].name : "";
}

static void read_effect_id(struct reader *r, enum effect_kind kind, const struct yaml *value, struct effect_def *effect)
{
    effect->id = read_text(r, effects[kind].name, value);
    read_ref(r, effects[kind].ref, effect->id, value->at);
    if (kind != EFFECT_WITHHOLD_DECIDE && kind != EFFECT_WITHHOLD_RELEASE)
        return;
    const char *const decide[] = {"granted", "refused"}, *const release[] = {"ended", "all"};
    const char *const *words = kind == EFFECT_WITHHOLD_DECIDE ? decide : release;
    if (effect->id && !str_eq(effect->id, words[0]) && !str_eq(effect->id, words[1]))
        read_problem(r, value, str_nearest(effect->id, words, 2), "scheme.unknown-word", effect->id, effects[kind].name,
                     arena_printf(r->a, "%s, %s", words[0], words[1]), NULL);
}

/* The map form: `deadline.extend: {id: DL-16, until: …}`, `track.start: {track: T, of: unit}`, `case.open: {type: …}`,
 * `annotate: {id: …, text: …}`. */
static const struct key effect_map_keys[] = {
    {"id", KEY_OTHER, .help = "what it acts on"},
    {"track", KEY_OTHER, .help = "machine of the track"},
    {"type", KEY_OTHER, .help = "case type to open"},
    {"into", KEY_OTHER, .help = "fact of the unit that says whether it was drawn"},
    {"of", KEY_TEXT, KEY_AT(struct effect_def, unit), .ref = REF_UNIT, .help = "units of this kind"},
    {"count", KEY_FORMULA, KEY_AT(struct effect_def, count), .want = VALUE_INT, .help = "how many are drawn"},
    {"among", KEY_FORMULA, KEY_AT(struct effect_def, among), .want = VALUE_BOOL, .help = "which units may be drawn"},
    {"seed", KEY_TEXT, KEY_AT(struct effect_def, seed), .ref = REF_SETTABLE, .help = "text fact that makes the draw repeatable"},
    {"until", KEY_FORMULA, KEY_AT(struct effect_def, until), .want = VALUE_DATE, .help = "new last day"},
    {"set", KEY_SET, KEY_AT(struct effect_def, set), .help = "values of the new case"},
    {"text", KEY_MERGE, KEY_AT(struct effect_def, text), .help = "text of the annotation"},
};

static void read_effect_map(struct reader *r, enum effect_kind kind, const struct yaml *value, struct effect_def *effect)
{
    const char *id_key = kind == EFFECT_TRACK_START ? "track" : kind == EFFECT_CASE_OPEN ? "type" : kind == EFFECT_DRAW ? "into" : "id";
    const struct yaml *id = yaml_get(value, id_key);
    if (kind == EFFECT_WITHHOLD_EXTEND)
        effect->id = "granted"; /* there is nothing else to extend */
    else if (id)
        read_effect_id(r, kind, id, effect);
    else
        read_problem(r, value, NULL, "scheme.missing-key", id_key, effects[kind].name, NULL);
    /* The keys that name the object were read; the rest goes by the table. */
    static const struct key_table rest = {"effect", effect_map_keys + 4, COUNT_OF(effect_map_keys) - 4,
                                          sizeof(struct effect_def), .begin = NULL};
    LIST(struct yaml_entry) others = {0};
    for (size_t i = 0; i < value->n; i++)
        if (!str_eq(value->entry[i].key, id_key))
            *LIST_ADD(r->a, &others) = value->entry[i];
    read_map(r, &rest, yaml_new_map(r->a, value->at, others.at, others.n), effect);
    static const char *const of_draw[] = {"of", "count", "seed"};
    for (size_t i = 0; kind == EFFECT_DRAW && i < COUNT_OF(of_draw); i++)
        if (!yaml_get(value, of_draw[i]))
            read_problem(r, value, NULL, "scheme.missing-key", of_draw[i], effects[kind].name, NULL);
    bool extends = kind == EFFECT_DEADLINE_EXTEND || kind == EFFECT_WITHHOLD_EXTEND;
    if (extends && !formula_given(&effect->until))
        read_problem(r, value, NULL, "scheme.missing-key", "until", effects[kind].name, NULL);
}

static void read_effect_value(struct reader *r, enum effect_kind kind, const struct yaml *value, struct effect_def *effect)
{
    static const struct key set = {"set", KEY_SET, KEY_AT(struct effect_def, set)};
    effect->kind = kind;
    if (kind == EFFECT_SET) {
        LIST(struct yaml_entry) one = {0};
        *LIST_ADD(r->a, &one) = (struct yaml_entry){"set", value->at, value};
        const struct key_table only_set = {"set", &set, 1, sizeof(struct effect_def), .begin = NULL};
        read_map(r, &only_set, yaml_new_map(r->a, value->at, one.at, one.n), effect);
    } else if (kind == EFFECT_NOTIFY) {
        read_merge(r, "notify", value, false, &effect->text);
    } else if (value->kind == YAML_MAP) {
        read_effect_map(r, kind, value, effect);
    } else if (kind == EFFECT_WITHHOLD_EXTEND) {
        read_problem(r, value, NULL, "scheme.missing-key", "until", effects[kind].name, NULL);
    } else {
        read_effect_id(r, kind, value, effect);
    }
}

static bool read_effect(struct reader *r, const struct yaml_entry *entry, void *owner)
{
    struct effect_def *effect = owner;
    for (enum effect_kind kind = 0; kind < EFFECT_KIND_COUNT; kind++)
        if (str_eq(entry->key, effects[kind].name)) {
            if (effect->at.line)
                problem_add(r->problems, entry->at, "read", NULL, "scheme.two-effects", entry->key, NULL);
            effect->at = entry->at;
            read_effect_value(r, kind, entry->value, effect);
            return true;
        }
    const char *names[EFFECT_KIND_COUNT];
    for (size_t i = 0; i < EFFECT_KIND_COUNT; i++)
        names[i] = effects[i].name;
    problem_add(r->problems, entry->at, "read", str_nearest(entry->key, names, COUNT_OF(names)), "scheme.unknown-key",
                entry->key, "effect", NULL);
    effect->at = entry->at;
    return true;
}

static void done_effect(struct reader *r, const struct yaml *node, void *owner)
{
    if (!((struct effect_def *)owner)->at.line)
        read_problem(r, node, NULL, "scheme.no-effect", NULL);
}

static const struct key effect_keys[] = {
    {"if", KEY_FORMULA, KEY_AT(struct effect_def, cond), .want = VALUE_BOOL, .help = "only when true"},
    {"each", KEY_TEXT, KEY_AT(struct effect_def, each), .ref = REF_EACH,
     .help = "once for every unit of this kind, or every certificate of the party, with this. and cert. of it"},
};
const struct key_table effect_table = {"effect", TABLE_KEYS(effect_keys), sizeof(struct effect_def),
                                       .done = done_effect, .unknown = read_effect};

static void read_from(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct transition_def *t = owner;
    if (value->kind == YAML_SCALAR && str_eq(value->text, "any"))
        return;
    if (value->kind == YAML_SCALAR && str_eq(value->text, "none")) {
        t->from_none = true;
        return;
    }
    t->from = read_texts(r, key->name, value);
    for (size_t i = 0; i < t->from.n; i++)
        read_ref(r, REF_STATE, t->from.at[i], value->kind == YAML_LIST ? value->item[i]->at : value->at);
}

static void read_to(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct transition_def *t = owner;
    t->to = read_text(r, key->name, value);
    if (str_eq(t->to, "same"))
        t->to = NULL;
    else
        read_ref(r, REF_STATE, t->to, value->at);
}

static const struct key transition_keys[] = {
    {"from", KEY_OTHER, .flags = KEY_REQUIRED, .read = read_from, .help = "a state, a list, any (not final), or none"},
    {"to", KEY_OTHER, .flags = KEY_REQUIRED, .read = read_to, .help = "the new state, or same"},
    {"label_for", KEY_NAMED_TEXTS, KEY_AT(struct transition_def, label_for), .ref = REF_CASE_TYPE,
     .help = "other words for some case types"},
    {"role", KEY_TEXTS, KEY_AT(struct transition_def, roles), .ref = REF_ROLE, .help = "roles that may do it"},
    {"for", KEY_TEXTS, KEY_AT(struct transition_def, types), .ref = REF_CASE_TYPE, .help = "case types that have it"},
    {"ask", KEY_LIST, KEY_AT(struct transition_def, asks), .table = &ask_table, .help = "what the officer confirms"},
    {"when", KEY_LIST, KEY_AT(struct transition_def, guards), .table = &guard_table, .help = "guards, all must hold"},
    {"do", KEY_LIST, KEY_AT(struct transition_def, effects), .table = &effect_table, .help = "effects, in this order"},
    {"distinct", KEY_TEXT, KEY_AT(struct transition_def, distinct),
     .help = "review, or a checklist: the actor must not have recorded results of it"},
    {"mandatory", KEY_FORMULA, KEY_AT(struct transition_def, mandatory), .want = VALUE_BOOL,
     .help = "once true, it is due and the others of the state are refused"},
    {"auto", KEY_FORMULA, KEY_AT(struct transition_def, automatic), .want = VALUE_DATE,
     .help = "first day of the new state; happens by itself"},
    {"effective", KEY_FORMULA, KEY_AT(struct transition_def, effective), .want = VALUE_DATE,
     .help = "first day of the new state when an effect calls it; today without it"},
};
static const struct key_table transition_table = {"transition", TABLE_KEYS(transition_keys),
                                                  sizeof(struct transition_def), .is_rule = true};

static void begin_machine(struct reader *r, const struct yaml *node, void *owner)
{
    (void)node;
    r->machine = owner;
}

static const struct key_word machine_words[] = {
    {"case", MACHINE_CASE}, {"track", MACHINE_TRACK}, {"certificate", MACHINE_CERTIFICATE}, {NULL, 0}};
static const struct key machine_keys[] = {
    {"of", KEY_WORD, KEY_AT(struct machine_def, of), .words = machine_words, .help = "what it moves"},
    {"unit", KEY_TEXT, KEY_AT(struct machine_def, unit), .ref = REF_UNIT, .help = "of a track: every unit of this kind has one"},
    {"states", KEY_LIST, KEY_AT(struct machine_def, states), KEY_REQUIRED, .table = &state_table, .help = "its states"},
    {"transitions", KEY_LIST, KEY_AT(struct machine_def, transitions), KEY_REQUIRED, .table = &transition_table,
     .help = "its transitions"},
};
static const struct key_table machine_table = {"machine", TABLE_KEYS(machine_keys), sizeof(struct machine_def),
                                               .is_rule = true, .src_optional = true, .begin = begin_machine};

static const struct key task_keys[] = {
    {"role", KEY_TEXTS, KEY_AT(struct task_def, roles), .ref = REF_ROLE, .help = "who does it"},
    {"due", KEY_TEXT, KEY_AT(struct task_def, due), .ref = REF_DEADLINE, .help = "deadline that gives its day"},
    {"after", KEY_TEXT, KEY_AT(struct task_def, after), .ref = REF_TASK, .help = "task that has to be done before"},
};
static const struct key_table task_table = {"task", TABLE_KEYS(task_keys), sizeof(struct task_def), .is_rule = true,
                                            .src_optional = true};

static const struct key query_keys[] = {
    {"grounds", KEY_TEXTS, KEY_AT(struct query_def, grounds), .help = "reasons for asking to choose from"},
    {"due", KEY_TEXT, KEY_AT(struct query_def, due), .ref = REF_DEADLINE, .help = "deadline of the answer"},
    {"checklist", KEY_TEXT, KEY_AT(struct query_def, checklist), .ref = REF_CHECKLIST, .help = "whose items it names"},
};
static const struct key_table query_table = {"query", TABLE_KEYS(query_keys), sizeof(struct query_def), .is_rule = true,
                                             .src_optional = true};

static const struct key_table flag_table = {"flag", .size = sizeof(struct flag_def), .is_rule = true,
                                            .src_optional = true};

static const struct key lifecycle_keys[] = {
    {"case_types", KEY_LIST, KEY_AT(struct scheme, case_types), .table = &case_type_table, .help = "kinds of cases"},
    {"machines", KEY_LIST, KEY_AT(struct scheme, machines), .table = &machine_table, .help = "states and transitions"},
    {"queries", KEY_LIST, KEY_AT(struct scheme, queries), .table = &query_table, .help = "kinds of query.open and close"},
    {"tasks", KEY_LIST, KEY_AT(struct scheme, tasks), .table = &task_table, .help = "ids of task.open and close"},
    {"flags", KEY_LIST, KEY_AT(struct scheme, flags), .table = &flag_table, .help = "ids of flag"},
};
const struct key_table lifecycle_table = {"lifecycle", TABLE_KEYS(lifecycle_keys), sizeof(struct scheme)};
