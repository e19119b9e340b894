/* What an event touched, in the words of its scheme: fees billed, papers issued, deadlines and tasks. */
#include "core/app/history_words.h"

#include "core/app/labels.h"
#include "core/app/words.h"
#include "core/base/money.h"
#include "core/base/str.h"
#include "core/rule/scheme.h"

enum { PHRASES_MAX = 8 };

struct phrasing {
    struct app *app;
    const struct scheme *s;
    struct arena *a;
    bool of_action;
};

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static const char *fee_words(const struct phrasing *p, const struct json *r)
{
    static const struct {
        const char *state;
        enum app_word word;
    } words[] = {{"billed", WORD_HISTORY_BILLED}, {"paid", WORD_HISTORY_PAID}, {"waived", WORD_HISTORY_WAIVED}, {"void", WORD_HISTORY_VOID}};
    const char *rule = or_empty(json_get_text(r, "rule"));
    const struct fee_def *def = scheme_fee(p->s, rule);
    char sum[MONEY_TEXT_BYTES];
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq(words[i].state, json_get_text(r, "state")))
            return app_say(p->app, p->a, words[i].word, label_of_rule(p->app, def ? &def->rule : NULL, rule),
                           money_text((struct yen){json_get_int(r, "gross", 0)}, sum));
    return NULL;
}

static const char *payment_words(const struct phrasing *p, const struct json *r)
{
    char sum[MONEY_TEXT_BYTES];
    return app_say(p->app, p->a, WORD_HISTORY_PAYMENT, money_text((struct yen){json_get_int(r, "amount", 0)}, sum), NULL);
}

static const char *paper_words(const struct phrasing *p, const struct json *r)
{
    const char *class = or_empty(json_get_text(r, "class"));
    const struct received_def *received = scheme_received(p->s, class);
    const struct issued_def *issued = scheme_issued(p->s, class);
    if (str_eq(json_get_text(r, "direction"), "issued"))
        return app_say(p->app, p->a, WORD_HISTORY_ISSUED, issued ? label_of_rule(p->app, &issued->rule, class) : or_empty(json_get_text(r, "title")), NULL);
    return label_of_rule(p->app, received ? &received->rule : NULL, class);
}

static const char *deadline_words(const struct phrasing *p, const struct json *r)
{
    const char *rule = or_empty(json_get_text(r, "rule")), *state = json_get_text(r, "state");
    bool missed = str_eq(state, "missed");
    if (!missed && !str_eq(state, "open"))
        return NULL;
    return app_say(p->app, p->a, missed ? WORD_HISTORY_MISSED : WORD_HISTORY_DEADLINE, label_of_deadline(p->app, p->s, rule),
                   or_empty(json_get_text(r, "due_on")));
}

static const char *task_words(const struct phrasing *p, const struct json *r)
{
    const char *kind = or_empty(json_get_text(r, "kind"));
    const struct task_def *task = scheme_task(p->s, kind);
    const struct return_def *back = scheme_return(p->s, kind);
    const char *label = label_of_rule(p->app, task ? &task->rule : back ? &back->rule : NULL, kind);
    if (!p->of_action) /* the words of its verb say what became of it */
        return label;
    return app_say(p->app, p->a, json_get_text(r, "done_on") ? WORD_HISTORY_TASK_DONE : WORD_HISTORY_TASK, label, NULL);
}

static const char *check_words(const struct phrasing *p, const struct json *r)
{
    const char *result = json_get_text(r, "result");
    return arena_printf(p->a, "%s %s", or_empty(json_get_text(r, "item")), result ? result : "-");
}

static const char *query_words(const struct phrasing *p, const struct json *r)
{
    const char *kind = or_empty(json_get_text(r, "kind")), *item = or_empty(json_get_text(r, "item"));
    const struct query_def *def = scheme_query(p->s, kind);
    return arena_printf(p->a, "%s%s%s", label_of_rule(p->app, def ? &def->rule : NULL, kind), *item ? " " : "", item);
}

static const struct {
    const char *table;
    const char *(*words)(const struct phrasing *p, const struct json *r);
} tables[] = {
    {"fee", fee_words},           {"payment", payment_words},     {"paper", paper_words}, {"deadline", deadline_words},
    {"task", task_words},         {"check_result", check_words},  {"query", query_words},
};

const char *history_touched(struct app *app, const struct scheme *s, const struct json *body, bool of_action, struct arena *a)
{
    const struct phrasing p = {app, s, a, of_action};
    const struct json *changes = s ? json_get(body, "changes") : NULL;
    const char *text = "";
    int n = 0;
    for (const struct json *change = changes ? changes->child : NULL; change && n < PHRASES_MAX; change = change->next) {
        const struct json *record = json_get(change, "r");
        for (size_t i = 0; record && i < COUNT_OF(tables); i++) {
            const char *one = str_eq(tables[i].table, json_get_text(change, "t")) ? tables[i].words(&p, record) : NULL;
            if (!one)
                continue;
            text = arena_printf(a, "%s%s%s", text, n++ ? LIST_COMMA : "", one);
        }
    }
    return text;
}
