#include <stdio.h>
#include <stdlib.h>

#include "core/base/json.h"
#include "core/base/str.h"
#include "tests/support/unit.h"
#include "tests/support/verbs.h"

enum { SCRIPT_BYTES_MAX = 1 << 20, LINE_BYTES_MAX = 2000 };

struct play {
    struct verbs_office *o;
    const char *name;
    int line_no;
    char who[40], line[LINE_BYTES_MAX]; /* the verb that is told of */
    struct buf input;
    bool has_input, due; /* due: how it ends was not said yet */
};

static char script_text[SCRIPT_BYTES_MAX];

static char *read_script(const char *path)
{
    FILE *f = fopen(path, "r");
    if (!f)
        fail_msg("%s is not there", path);
    size_t n = fread(script_text, 1, sizeof script_text - 1, f);
    fclose(f);
    assert_true(n > 0 && n < sizeof script_text - 1);
    script_text[n] = '\0';
    return script_text;
}

/* $FOLDER in a line is where the office lies. */
static void set_line(struct play *p, const char *text)
{
    const char *at = strstr(text, "$FOLDER");
    int n = at ? snprintf(p->line, sizeof p->line, "%.*s%s%s", (int)(at - text), text, p->o->folder, at + 7)
               : snprintf(p->line, sizeof p->line, "%s", text);
    assert_true(n >= 0 && (size_t)n < sizeof p->line);
}

static void run(struct play *p, const char *line, int status, const char *text)
{
    struct verbs_office *o = p->o;
    if (p->has_input) {
        o->input = buf_str(&p->input);
        o->input_n = p->input.n;
    }
    int got = verbs_run(o, p->who, line);
    const char *where = got && o->err.n ? o->err.p : o->out.p;
    if (got != status || !strstr(where, text) || (got == 0 && o->err.n))
        fail_msg("%s:%d: %s: %s\n  status %d, not %d; says %s%s  wanted %s", p->name, p->line_no, p->who, line, got, status, o->out.p, o->err.p,
                 text);
    if (status && !*text)
        fail_msg("%s:%d: what is said of a failure belongs here: %s", p->name, p->line_no, o->err.p);
}

static void ends(struct play *p, char *text)
{
    int status = *text - '0';
    assert_true(text[1] == ' ' || !text[1]);
    run(p, p->line, status, text[1] ? text + 2 : "");
    p->due = p->has_input = false;
    buf_clear(&p->input);
}

static void says_as_json(struct play *p, const char *text)
{
    AUTO(arena) struct arena a = {0};
    struct json *json;
    struct err e;
    char line[LINE_BYTES_MAX + 8];
    snprintf(line, sizeof line, "--json %s", p->line);
    run(p, line, p->o->status, text);
    assert_ok(json_parse(&a, p->o->out.p, p->o->out.n, &json, &e), &e);
}

/* "< line", "<r line" ended by CR LF, "<. line" not ended, "<file PATH" */
static void take_input(struct play *p, const char *text)
{
    p->has_input = true;
    if (str_starts(text, "<file ")) {
        verbs_input_file(p->o, text + 6);
        p->has_input = false; /* it waits in the office already */
        return;
    }
    const char *end = text[1] == ' ' ? "\n" : text[1] == 'r' ? "\r\n" : "";
    text += text[1] == ' ' ? 2 : text[2] ? 3 : 2;
    buf_add(&p->input, text, strlen(text));
    buf_add(&p->input, end, strlen(end));
}

static void take_line(struct play *p, char *text)
{
    char *verb = strstr(text, "> ");
    if (!*text || *text == '#')
        return;
    if (str_starts(text, "on ")) {
        verbs_on(p->o, text + 3);
    } else if (*text == '<') {
        take_input(p, text);
    } else if (*text >= '0' && *text <= '9') {
        assert_true(p->due);
        ends(p, text);
    } else if (str_starts(text, "json ")) {
        says_as_json(p, text + 5);
    } else if (verb) {
        assert_false(p->due);
        *verb = '\0';
        str_copy_cut(p->who, sizeof p->who, text);
        set_line(p, verb + 2);
        p->due = true;
    } else {
        fail_msg("%s:%d: cannot be read: %s", p->name, p->line_no, text);
    }
}

void verbs_play(struct verbs_office *o, const char *name)
{
    struct play p = {.o = o, .name = name, .input = BUF(1 << 16)};
    char path[4096];
    const char *root = getenv("SRCDIR");
    snprintf(path, sizeof path, "%s/tests/verbs/%s.said", root ? root : ".", name);
    for (char *line = read_script(path), *end; line; line = end) {
        end = strchr(line, '\n');
        if (end)
            *end++ = '\0';
        p.line_no++;
        take_line(&p, line);
    }
    assert_false(p.due);
    buf_done(&p.input);
}
