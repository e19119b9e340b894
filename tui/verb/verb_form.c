/* form show, set */
#include <inttypes.h>
#include <string.h>

#include "core/app/form_app.h"
#include "core/base/str.h"
#include "tui/verb/verb_find.h"

int verb_form_show(struct verb_call *call, struct err *e)
{
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

int verb_values(struct verb_call *call, struct form_value **values_r, size_t *n_r, struct err *e)
{
    LIST(struct form_value) values = {0};
    const char *word;
    while ((word = verb_word(call)) != NULL) {
        const char *equals = strchr(word, '=');
        if (!equals)
            return err_set(e, E_INPUT, "verb.answer", word, NULL);
        *LIST_ADD(call->arena, &values) = (struct form_value){arena_strndup(call->arena, word, (size_t)(equals - word)), equals + 1};
    }
    *values_r = values.at;
    *n_r = values.n;
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
