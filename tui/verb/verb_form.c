/* form show, set */
#include <inttypes.h>
#include <string.h>

#include "core/app/form_app.h"
#include "core/base/str.h"
#include "core/base/utf8.h"
#include "tui/verb/verb_find.h"

enum { FORM_INPUT_BYTES_MAX = 1 << 20 };

struct form_values_read {
    LIST(struct form_value) all;
};

static void json_changes(struct verb_call *call, const struct form_sheet *sheet)
{
    struct verb_list l = verb_list(call);
    for (size_t i = 0; i < sheet->n; i++) {
        const struct form_place *f = &sheet->field[i];
        if (!f->changed)
            continue;
        verb_list_row(&l);
        verb_list_text(&l, "path", f->path, VERB_JSON_ONLY);
        verb_list_text(&l, "label", f->label, VERB_JSON_ONLY);
        verb_list_text(&l, "old", f->was ? f->was : "", VERB_JSON_ONLY);
        verb_list_text(&l, "new", f->value, VERB_JSON_ONLY);
        verb_list_end_row(&l);
    }
    verb_list_end(&l);
}

/* What differs from the text it is compared with (of the last certification), the old above the new. */
static void print_changes(struct verb_call *call, const struct form_sheet *sheet)
{
    if (call->json) {
        json_changes(call, sheet);
        return;
    }
    for (size_t i = 0; i < sheet->n; i++) {
        const struct form_place *f = &sheet->field[i];
        if (!f->changed)
            continue;
        verb_cell(call, f->path, 28);
        verb_cell(call, f->label, 30);
        verb_print(call, "- %s%s\n", sheet->mark, f->was ? f->was : "");
        verb_cell(call, "", 28);
        verb_cell(call, "", 30);
        verb_print(call, "+ %s%s\n", sheet->mark, f->value);
    }
}

int verb_form_show(struct verb_call *call, struct err *e)
{
    bool changed = verb_switch(call, "changed");
    const char *form;
    struct form_sheet sheet;
    int64_t id;
    int rc = verb_find_case(call, &id, e);
    if (!rc)
        rc = verb_need(call, "FORM", &form, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = form_sheet(call->app, id, form, call->arena, &sheet, e);
    if (rc)
        return rc;
    if (changed) {
        print_changes(call, &sheet);
        return 0;
    }
    struct json_writer w = verb_json(call);
    if (call->json) {
        json_begin_object(&w);
        json_put_int(&w, "revision", sheet.revision);
        json_key(&w, "fields");
        json_begin_object(&w);
    }
    for (size_t i = 0; i < sheet.n; i++) {
        const struct form_place *f = &sheet.field[i];
        if (call->json) {
            json_put_text(&w, f->path, f->value);
            continue;
        }
        verb_cell(call, f->path, 28);
        verb_cell(call, f->label, 30);
        verb_print(call, "%s%s%s%s\n", f->value, *f->echo ? "  " : "", f->echo, *f->error ? " ! " : "");
    }
    if (call->json) {
        json_end_object(&w);
        json_end_object(&w);
        verb_print(call, "\n");
    }
    return 0;
}

static int add_value(struct verb_call *call, struct form_values_read *values, const char *word, struct err *e)
{
    const char *equals = strchr(word, '=');
    if (!equals)
        return err_set(e, E_INPUT, "verb.answer", word, NULL);
    *LIST_ADD(call->arena, &values->all) = (struct form_value){arena_strndup(call->arena, word, (size_t)(equals - word)), equals + 1};
    return 0;
}

int verb_values(struct verb_call *call, struct form_value **values_r, size_t *n_r, struct err *e)
{
    struct form_values_read values = {0};
    const char *word;
    int rc = 0;
    while (!rc && (word = verb_word(call)) != NULL)
        rc = add_value(call, &values, word, e);
    if (rc)
        return rc;
    *values_r = values.all.at;
    *n_r = values.all.n;
    return 0;
}

/* "\n" in a line of the input is a line feed of the value, "\\" a backslash. */
static const char *unescaped(struct arena *a, struct str line)
{
    char *to = arena_alloc(a, line.n + 1), *end = to;
    for (size_t i = 0; i < line.n; i++) {
        bool escape = line.p[i] == '\\' && i + 1 < line.n && (line.p[i + 1] == 'n' || line.p[i + 1] == '\\');
        i += escape;
        *end++ = escape && line.p[i] == 'n' ? '\n' : line.p[i];
    }
    *end = '\0';
    return to;
}

/* Values a line, from the standard input: a whole form at once. */
static int values_of_input(struct verb_call *call, struct form_value **values_r, size_t *n_r, struct err *e)
{
    AUTO(buf) struct buf input = BUF(FORM_INPUT_BYTES_MAX);
    struct form_values_read values = {0};
    int rc = verb_input(call, FORM_INPUT_BYTES_MAX, &input, e);
    if (!rc && (!utf8_valid(buf_str(&input), input.n) || memchr(buf_str(&input), '\0', input.n)))
        rc = err_set(e, E_INPUT, "verb.input-bytes", NULL);
    struct str rest = {buf_str(&input), input.n}, line;
    while (!rc && str_split(&rest, '\n', &line)) {
        if (line.n && line.p[line.n - 1] == '\r')
            line.n--;
        if (line.n)
            rc = add_value(call, &values, unescaped(call->arena, line), e);
    }
    if (rc)
        return rc;
    *values_r = values.all.at;
    *n_r = values.all.n;
    return 0;
}

int verb_form_set(struct verb_call *call, struct err *e)
{
    const char *form, *revision = verb_option(call, "revision");
    struct form_sheet sheet;
    struct form_value *values;
    size_t n;
    int64_t id, base = 0;
    int rc = verb_find_case(call, &id, e);
    if (!rc)
        rc = verb_need(call, "FORM", &form, e);
    if (!rc)
        rc = verb_values(call, &values, &n, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc && !n)
        rc = values_of_input(call, &values, &n, e);
    if (!rc && revision && !str_to_int(revision, 0, INT32_MAX, &base))
        rc = err_set(e, E_INPUT, "verb.number", "--revision", revision, NULL);
    if (!rc && !revision) {
        rc = form_sheet(call->app, id, form, call->arena, &sheet, e);
        base = rc ? 0 : sheet.revision;
    }
    if (!rc)
        rc = form_save(call->app, id, form, base, values, n, call->arena, &sheet, e);
    if (rc)
        return rc;
    for (size_t i = 0; i < sheet.n; i++)
        if (*sheet.field[i].error && !call->json)
            verb_print(call, "%s: %s\n", sheet.field[i].path, sheet.field[i].error);
    if (call->json)
        verb_print(call, "{\"revision\":%" PRId64 ",\"errors\":%zu,\"required_open\":%zu}\n", sheet.revision, sheet.n_errors, sheet.n_required_open);
    return 0;
}
