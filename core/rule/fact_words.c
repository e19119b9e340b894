#include "core/rule/fact_words.h"

#include <string.h>

#include "core/base/str.h"

struct word {
    const char *name, *ja, *en;
};

static const struct word facts[] = {
#define FACT_WORD(name_, ja_, en_) {name_, ja_, en_},
#define PART_WORD(name_, ja_, en_)
#include "core/rule/fact_words.def"
#undef FACT_WORD
#undef PART_WORD
};
static const struct word parts[] = {
#define FACT_WORD(name_, ja_, en_)
#define PART_WORD(name_, ja_, en_) {name_, ja_, en_},
#include "core/rule/fact_words.def"
#undef FACT_WORD
#undef PART_WORD
};

static const char *of_table(const struct word *at, size_t n, const char *name, bool english)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(at[i].name, name))
            return english ? at[i].en : at[i].ja;
    return NULL;
}

static const char *part_word(const char *part, bool english)
{
    return of_table(parts, COUNT_OF(parts), part, english);
}

static const char *label_of(const struct rule *rule, bool english)
{
    return english && !str_empty(rule->label_en) ? rule->label_en : rule->label;
}

/* "A B"; either may be missing. */
static const char *join(struct arena *a, const char *first, const char *second)
{
    if (str_empty(second))
        return first;
    return str_empty(first) ? second : arena_printf(a, "%s %s", first, second);
}

/* What stands behind the kind of a name, cut at its last dot: deadline.[DL-06].[due]. part "" without a second dot. */
struct pieces {
    const char *kind, *id, *part;
};

static struct pieces cut(const char *name, struct arena *a)
{
    const char *first = strchr(name, '.'), *last = strrchr(name, '.');
    if (!first)
        return (struct pieces){name, "", ""};
    struct pieces p = {arena_strndup(a, name, (size_t)(first - name)), first + 1, ""};
    if (last > first) {
        p.id = arena_strndup(a, first + 1, (size_t)(last - first - 1));
        p.part = last + 1;
    }
    return p;
}

/* deadline.ID.due, fee.ID.net, register.ID.published_on …: the rule and the word for its part. */
static const char *of_rule(const struct scheme *s, const struct pieces *p, bool english, struct arena *a)
{
    const struct deadline_def *deadline = str_eq(p->kind, "deadline") ? scheme_deadline(s, p->id) : NULL;
    const struct fee_def *fee = str_eq(p->kind, "fee") ? scheme_fee(s, p->id) : NULL;
    const struct register_def *reg = str_eq(p->kind, "register") ? scheme_register(s, p->id) : NULL;
    const struct issued_def *issued = str_eq(p->kind, "issued") ? scheme_issued(s, p->id) : NULL;
    const struct decision_def *decision = str_eq(p->kind, "decision") ? scheme_decision(s, p->id) : NULL;
    const struct machine_def *track = str_eq(p->kind, "track") ? scheme_machine(s, p->id) : NULL;
    const struct rule *rule = deadline   ? &deadline->rule
                              : fee      ? &fee->rule
                              : reg      ? &reg->rule
                              : issued   ? &issued->rule
                              : decision ? &decision->rule
                              : track    ? &track->rule
                                         : NULL;
    return rule && *p->part ? join(a, label_of(rule, english), part_word(p->part, english)) : NULL;
}

/* task.ID, flag.ID, param.ID, unit.ID: the rule alone. */
static const char *of_single(const struct scheme *s, const struct pieces *p, const char *rest, bool english)
{
    const struct task_def *task = str_eq(p->kind, "task") ? scheme_task(s, rest) : NULL;
    const struct flag_def *flag = str_eq(p->kind, "flag") ? scheme_flag(s, rest) : NULL;
    const struct param_def *param = str_eq(p->kind, "param") ? scheme_param(s, rest) : NULL;
    const struct unit_def *unit = str_eq(p->kind, "unit") ? scheme_unit(s, rest) : NULL;
    const struct rule *rule = task ? &task->rule : flag ? &flag->rule : param ? &param->rule : unit ? &unit->rule : NULL;
    return rule ? label_of(rule, english) : NULL;
}

/* The longest id that stands at the front of rest: an id may hold dots itself. *behind_r: what follows it. */
#define FRONT(span_, rest_, found_, behind_r_)                                                                     \
    for (size_t i_ = 0; i_ < (span_).n; i_++) {                                                                    \
        size_t n_ = strlen((span_).at[i_].rule.id);                                                                \
        bool fits_ = strncmp((span_).at[i_].rule.id, (rest_), n_) == 0 && ((rest_)[n_] == '.' || !(rest_)[n_]);    \
        if (fits_ && (!(found_) || n_ > strlen((found_)->rule.id))) {                                              \
            (found_) = &(span_).at[i_];                                                                            \
            *(behind_r_) = (rest_)[n_] ? (rest_) + n_ + 1 : "";                                                    \
        }                                                                                                          \
    }

/* An item by "b12", "b12@大阪DC" or "b12.content": its label, its unit, its column. */
static const char *of_item(const struct rule *item, const char *column, const char *unit, bool english, struct arena *a)
{
    return join(a, join(a, label_of(item, english), unit), column);
}

static const char *of_form(const struct scheme *s, const struct pieces *p, const char *rest, bool english, struct arena *a)
{
    const struct form_def *form = NULL;
    const char *behind = "", *before = str_eq(p->kind, "approved")   ? part_word("(approved)", english)
                                       : str_eq(p->kind, "original") ? part_word("(original)", english)
                                                                     : "";
    FRONT(s->forms, rest, form, &behind)
    if (!form)
        return NULL;
    const char *label = join(a, before, label_of(&form->rule, english));
    const struct item_list_def *items = form->rows ? scheme_item_list(s, form->rows) : NULL;
    const struct field_def *field = NULL;
    for (size_t i = 0; i < form->fields.n + form->head.n && !field; i++) {
        const struct field_def *one = i < form->fields.n ? &form->fields.at[i] : &form->head.at[i - form->fields.n];
        const char *dot = strrchr(behind, '.');
        field = str_eq(one->rule.id, items && dot ? dot + 1 : behind) ? one : NULL;
    }
    const char *column = field ? label_of(&field->rule, english) : "";
    size_t n = strcspn(behind, "@.");
    const struct item_def *item = items ? item_list_item(items, arena_strndup(a, behind, n)) : NULL;
    const char *unit = behind[n] == '@' ? arena_strndup(a, behind + n + 1, strcspn(behind + n + 1, ".")) : "";
    if (item)
        return join(a, label, of_item(&item->rule, column, unit, english, a));
    return field && !items ? join(a, before, column) : join(a, label, column);
}

static const char *of_check(const struct scheme *s, const char *rest, bool english, struct arena *a)
{
    const struct checklist_def *list = NULL;
    const char *behind = "";
    FRONT(s->checklists, rest, list, &behind)
    if (!list)
        return NULL;
    const char *label = label_of(&list->rule, english), *dot = strrchr(behind, '.');
    char id[ERR_ARG_BYTES];
    size_t n = strcspn(behind, "@.");
    str_copy_cut(id, sizeof id, arena_strndup(a, behind, n));
    const struct form_def *form = list->rows ? scheme_form(s, list->rows) : NULL;
    const struct item_list_def *items = form && form->rows ? scheme_item_list(s, form->rows) : NULL;
    const struct item_def *row = items ? item_list_item(items, id) : NULL;
    const struct check_item_def *item = checklist_item(list, id);
    const char *unit = behind[n] == '@' ? arena_strndup(a, behind + n + 1, strcspn(behind + n + 1, ".")) : "";
    if (row || item)
        return join(a, label, of_item(row ? &row->rule : &item->rule, dot ? part_word(dot + 1, english) : "", unit, english, a));
    return join(a, label, part_word(behind, english));
}

static const char *of_doc(const struct scheme *s, const char *rest, bool english, struct arena *a)
{
    const struct received_def *class = NULL;
    const char *behind = "";
    FRONT(s->received, rest, class, &behind)
    return class ? join(a, label_of(&class->rule, english), part_word(behind, english)) : NULL;
}

const char *fact_words(const struct scheme *s, const char *name, bool english, struct arena *a)
{
    const struct fact_def *declared = scheme_fact(s, name);
    const char *words = of_table(facts, COUNT_OF(facts), name, english);
    if (declared && !str_empty(declared->rule.label))
        return label_of(&declared->rule, english);
    if (words)
        return words;
    struct pieces p = cut(name, a);
    const char *rest = strchr(name, '.') ? strchr(name, '.') + 1 : "";
    if (str_eq(p.kind, "form") || str_eq(p.kind, "approved") || str_eq(p.kind, "original"))
        words = of_form(s, &p, rest, english, a);
    else if (str_eq(p.kind, "check"))
        words = of_check(s, rest, english, a);
    else if (str_eq(p.kind, "this"))
        words = join(a, part_word("(this)", english), part_word(rest, english) ? part_word(rest, english) : rest);
    else if (str_eq(p.kind, "doc"))
        words = of_doc(s, rest, english, a);
    else
        words = of_rule(s, &p, english, a);
    if (!words)
        words = of_single(s, &p, rest, english);
    return str_empty(words) ? name : words;
}
