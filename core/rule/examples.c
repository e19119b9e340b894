#include "core/rule/examples.h"

#include "core/base/str.h"
#include "core/rule/scheme_files.h"
#include "core/rule/scheme_read.h"

static const char *const questions[] = {"deadline", "period", "fee", "number", "lookup", "decide", "validate", "can", "do",
                                        "create", "diff", "register", "ledger", "report", "returns", "clock", "assign"};

static void refuse_unknown(struct problems *problems, const struct yaml *map, const char *const *known, size_t n,
                           const char *what)
{
    const struct texts all = {known, n};
    for (size_t i = 0; i < map->n; i++)
        if (!texts_have(&all, map->entry[i].key))
            problem_add(problems, map->entry[i].at, "read", str_nearest(map->entry[i].key, known, n), "scheme.unknown-key",
                        map->entry[i].key, what, NULL);
}

static const struct yaml *need_map(struct problems *problems, const struct yaml *example, const char *key)
{
    const struct yaml *value = yaml_get(example, key);
    if (!value)
        problem_add(problems, example->at, "read", NULL, "scheme.missing-key", key, "example", NULL);
    else if (value->kind != YAML_MAP)
        problem_add(problems, value->at, "read", NULL, "scheme.not-map", key, NULL);
    return value && value->kind == YAML_MAP ? value : NULL;
}

/* `when` asks one of the questions; other keys of it are the question's own (with, on, times). */
static void check_when(struct problems *problems, const struct yaml *when)
{
    size_t asked = 0;
    for (size_t i = 0; i < COUNT_OF(questions); i++)
        asked += yaml_get(when, questions[i]) != NULL;
    if (asked > 0)
        return;
    const char *first = when->n ? when->entry[0].key : "";
    problem_add(problems, when->at, "read", str_nearest(first, questions, COUNT_OF(questions)), "scheme.unknown-question", first,
                NULL);
}

static struct texts read_req(struct arena *a, struct problems *problems, const struct yaml *req)
{
    struct scheme none = {0};
    struct reader r = {.a = a, .s = &none, .problems = problems};
    return req ? read_texts(&r, "req", req) : (struct texts){NULL, 0};
}

const char *const example_keys[] = {"id", "req", "src", "today", "now", "given", "steps", "when", "expect", "note", NULL};

static void read_example(struct arena *a, struct problems *problems, const struct yaml *node, struct example *to)
{
    *to = (struct example){.id = "", .today = DATE_NONE, .at = node->at};
    if (node->kind != YAML_MAP) {
        problem_add(problems, node->at, "read", NULL, "scheme.not-map", "example", NULL);
        return;
    }
    refuse_unknown(problems, node, example_keys, COUNT_OF(example_keys) - 1, "example");
    const char *id = yaml_get_text(node, "id"), *today = yaml_get_text(node, "today");
    if (id)
        to->id = id;
    else
        problem_add(problems, node->at, "read", NULL, "scheme.missing-key", "id", "example", NULL);
    if (today && !date_from_iso(today, &to->today))
        problem_add(problems, yaml_get(node, "today")->at, "read", NULL, "scheme.not-date", "today", today, NULL);
    to->req = read_req(a, problems, yaml_get(node, "req"));
    to->note = yaml_get_text(node, "note");
    to->given = yaml_get(node, "given") ? need_map(problems, node, "given") : NULL;
    to->when = need_map(problems, node, "when");
    to->expect = need_map(problems, node, "expect");
    if (to->when)
        check_when(problems, to->when);
}

static void read_all(struct arena *a, struct problems *problems, const struct yaml *root, struct examples *to)
{
    static const char *const keys[] = {"scheme", "version", "examples"};
    refuse_unknown(problems, root, keys, COUNT_OF(keys), "examples");
    to->scheme = yaml_get_text(root, "scheme");
    to->version = yaml_get_text(root, "version");
    if (!to->scheme)
        problem_add(problems, root->at, "read", NULL, "scheme.missing-key", "scheme", "examples", NULL);
    const struct yaml *list = yaml_get(root, "examples");
    if (!list || list->kind != YAML_LIST) {
        problem_add(problems, root->at, "read", NULL, "scheme.not-list", "examples", NULL);
        return;
    }
    struct example *all = ARENA_ARRAY(a, struct example, list->n);
    for (size_t i = 0; i < list->n; i++) {
        read_example(a, problems, list->item[i], &all[i]);
        for (size_t k = 0; k < i; k++)
            if (all[i].id[0] && str_eq(all[k].id, all[i].id))
                problem_add(problems, all[i].at, "read", NULL, "scheme.id-twice", all[i].id, "examples", NULL);
    }
    span_put(&to->all, all, list->n);
}

int examples_read(struct arena *a, const char *path, struct examples *examples_r, struct problems *problems, struct err *e)
{
    size_t before = problems->found, known = problems->n;
    const char *text;
    size_t n;
    int rc = scheme_file_text(a, path, &text, &n, e);
    if (rc != 0)
        return rc;
    const struct yaml *root;
    struct where at;
    struct err bad;
    struct examples read = {0};
    if (yaml_parse(a, path, text, n, &root, &at, &bad) != 0)
        problem_add(problems, at, "read", NULL, bad.msg, bad.arg[0], NULL);
    else if (root->kind != YAML_MAP)
        problem_add(problems, root->at, "read", NULL, "scheme.not-map", "examples", NULL);
    else
        read_all(a, problems, root, &read);
    if (problems->found > before)
        return problem_to_err(&problems->at[problems->n > known ? known : 0], e);
    *examples_r = read;
    return 0;
}
