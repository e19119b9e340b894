#include "core/rule/people.h"

#include "core/base/fold.h"
#include "core/base/str.h"
#include "core/rule/expr.h"

bool people_may(const struct scheme *s, const char *task, struct facts *f, struct refusals *to)
{
    size_t before = to->all.n;
    for (size_t i = 0; i < s->people.n; i++) {
        const struct person_rule_def *rule = &s->people.at[i];
        if (str_eq(rule->task, task))
            refuse_unless(s, &rule->cond, rule->error ? rule->error : rule->rule.id, rule->rule.src, NULL, f, to);
    }
    return to->all.n == before;
}

/* Whom the case concerns. */
struct concerned {
    const char *number, *subject;
    LIST(const char *) name;
};

static const char *text_of(struct facts *f, const char *name)
{
    struct value v = facts_get(f, name);
    return v.type == VALUE_TEXT ? v.text : "";
}

static struct concerned concerned_of(const struct scheme *s, struct facts *f)
{
    struct concerned c = {.number = text_of(f, "party.corporate_number"), .subject = text_of(f, "case.subject")};
    *LIST_ADD(f->arena, &c.name) = text_of(f, "party.name");
    struct value also = formula_given(&s->conflict.also) ? expr_eval(s->conflict.also.expr, f) : value_undefined();
    for (size_t i = 0; also.type == VALUE_LIST && i < also.list->n; i++)
        if (also.list->row[i][0].type == VALUE_TEXT)
            *LIST_ADD(f->arena, &c.name) = also.list->row[i][0].text;
    return c;
}

static bool is_about(const struct concerned *c, const char *party, const char *subject)
{
    if (!str_empty(subject) && !fold_equal(subject, c->subject))
        return false;
    bool same = !str_empty(c->number) && str_eq(party, c->number);
    for (size_t i = 0; !same && i < c->name.n; i++)
        same = !str_empty(c->name.at[i]) && fold_equal(party, c->name.at[i]);
    return same;
}

struct value people_interests(const struct scheme *s, struct facts *f, const struct fact_name *interest)
{
    const struct type_columns *columns = interest->type.columns;
    const int party = type_column(columns, "party"), subject = type_column(columns, "subject");
    const int from = type_column(columns, "from_on"), until = type_column(columns, "until_on");
    const struct value_list *declared = facts_rows(f, interest);
    struct value_list *list = ARENA_NEW(f->arena, struct value_list);
    const struct value **rows = ARENA_ARRAY(f->arena, const struct value *, declared->n);
    *list = (struct value_list){.columns = columns, .row = rows};
    if (!declared->n)
        return value_list(list);
    const struct date today = facts_today(f);
    const struct concerned c = concerned_of(s, f);
    struct value since = formula_given(&s->conflict.since) ? expr_eval(s->conflict.since.expr, f) : value_date(today);
    f->missing = NULL;
    for (size_t i = 0; i < declared->n; i++) {
        const struct value *row = declared->row[i];
        if (row[party].type != VALUE_TEXT) /* erased */
            continue;
        bool begun = row[from].type != VALUE_DATE || date_compare(row[from].date, today) <= 0;
        bool over = row[until].type == VALUE_DATE && since.type == VALUE_DATE && date_compare(row[until].date, since.date) < 0;
        if (begun && !over && is_about(&c, row[party].text, row[subject].type == VALUE_TEXT ? row[subject].text : ""))
            rows[list->n++] = row;
    }
    return value_list(list);
}

static bool has_interest(struct facts *f, const char *login)
{
    const struct value_list *interests = facts_list(f, "interest");
    const int column = interests->columns ? type_column(interests->columns, "login") : -1;
    for (size_t i = 0; column >= 0 && i < interests->n; i++)
        if (!str_empty(login) && interests->row[i][column].type == VALUE_TEXT && str_eq(interests->row[i][column].text, login))
            return true;
    return false;
}

struct value people_conflict(struct facts *f)
{
    bool conflict = has_interest(f, text_of(f, "actor.login"));
    f->missing = NULL;
    return value_bool(conflict);
}

/* A row by the names of another list's columns. */
static const struct value *member_row(struct facts *f, const struct type_columns *to, const struct type_columns *from, const struct value *row)
{
    const int login = type_column(to, "login"), interested = type_column(to, "interested");
    struct value *member = ARENA_ARRAY(f->arena, struct value, to->n);
    for (size_t i = 0; i < to->n; i++) {
        int column = type_column(from, to->at[i].name);
        member[i] = column >= 0 ? row[column] : value_undefined();
    }
    if (member[login].type == VALUE_TEXT && has_interest(f, member[login].text))
        member[interested] = value_bool(true);
    return member;
}

struct value committee_members(const struct scheme *s, struct facts *f, const struct fact_name *member)
{
    const struct type_columns *columns = member->type.columns;
    const struct value_list *set = facts_rows(f, member);
    struct value sat = formula_given(&s->committee.members) ? expr_eval(s->committee.members.expr, f) : value_undefined();
    size_t more = sat.type == VALUE_LIST && sat.list->columns ? sat.list->n : 0;
    struct value_list *list = ARENA_NEW(f->arena, struct value_list);
    const struct value **rows = ARENA_ARRAY(f->arena, const struct value *, set->n + more);
    *list = (struct value_list){.columns = columns, .row = rows};
    for (size_t i = 0; i < set->n; i++)
        rows[list->n++] = member_row(f, columns, columns, set->row[i]);
    for (size_t i = 0; i < more; i++)
        rows[list->n++] = member_row(f, columns, sat.list->columns, sat.list->row[i]);
    f->missing = NULL;
    return value_list(list);
}

void committee_check(const struct scheme *s, const struct transition_def *t, struct facts *f, struct refusals *to)
{
    if (!texts_have(&s->committee.decides, t->rule.id))
        return;
    const struct value_list *members = facts_list(f, "member");
    int64_t sitting = 0;
    for (size_t i = 0; i < members->n; i++)
        sitting += !committee_recuses(s, f, members->row[i]);
    f->missing = NULL;
    if (sitting >= committee_quorum(s, f))
        return;
    const char *id = s->committee.error ? s->committee.error : "quorum", *missing = f->missing;
    const struct expr *members_of = s->committee.members.expr;
    *LIST_ADD(f->arena, &to->all) = (struct refused){.id = id,
                                                     .text = refusal_text(s, id, NULL, f),
                                                     .src = s->committee.rule.src,
                                                     .missing = missing,
                                                     .jump = members_of ? expr_first_fact(members_of) : NULL};
}

int64_t committee_quorum(const struct scheme *s, struct facts *f)
{
    if (!formula_given(&s->committee.quorum))
        return 0;
    struct value v = expr_eval(s->committee.quorum.expr, f);
    return v.type == VALUE_INT ? v.i : INT64_MAX;
}

bool committee_recuses(const struct scheme *s, struct facts *f, const struct value *member)
{
    if (!formula_given(&s->committee.recusal))
        return false;
    struct value v = expr_eval_row(s->committee.recusal.expr, f, member);
    return !value_defined(v) || v.b;
}
