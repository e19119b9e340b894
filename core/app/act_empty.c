/* A form with required fields still empty is one reason why not, not as many as there are guards that read them. */
#include "core/app/act.h"

#include <inttypes.h>

#include "core/app/words.h"
#include "core/base/str.h"
#include "core/rule/form.h"

struct emptied {
    const struct form_def *form;
    const struct field_problem *first; /* NULL: nothing that is required is missing */
    const char *text;
    int64_t n;
    struct field_problems problems;
    bool told;
};

/* "form.F-A.service_name" */
static const struct form_def *form_of(const struct scheme *s, const char *fact, struct str *field_r)
{
    struct str rest = str_of(fact ? fact : ""), kind, id;
    if (!str_split(&rest, '.', &kind) || !str_is(kind, "form") || !str_split(&rest, '.', &id))
        return NULL;
    *field_r = rest;
    for (size_t i = 0; i < s->forms.n; i++)
        if (str_is(id, s->forms.at[i].rule.id))
            return &s->forms.at[i];
    return NULL;
}

static void count(const struct act *act, const struct form_def *form, struct facts *f, struct emptied *to)
{
    *to = (struct emptied){.form = form};
    form_check(act->b.scheme, form, f, &to->problems);
    for (size_t i = 0; i < to->problems.all.n; i++) {
        const struct field_problem *one = &to->problems.all.at[i];
        if (!one->missing || !one->field)
            continue;
        to->first = to->n++ ? to->first : one;
    }
    if (!to->first)
        return;
    const struct app *app = act->app;
    const char *of = app_say(app, f->arena, WORD_EMPTY_FORM, app_label(app, form->rule.label, form->rule.label_en),
                             arena_printf(f->arena, "%" PRId64, to->n));
    to->text = app_say(app, f->arena, WORD_EMPTY_FIRST, of, app_label(app, to->first->field->rule.label, to->first->field->rule.label_en));
}

static bool is_empty(const struct emptied *form, struct str field)
{
    for (size_t i = 0; i < form->problems.all.n; i++) {
        const struct field_problem *one = &form->problems.all.at[i];
        if (one->missing && one->field && str_is(field, one->path))
            return true;
    }
    return false;
}

/* True: it is told already, with the first of its form. Also of a rule that is simply false, such as one that counts the
 * rows of a list: it is the empty field that it reads. */
static bool tell(const struct act *act, struct facts *f, struct refused *r, struct emptied *form)
{
    struct str field;
    const struct form_def *def = form_of(act->b.scheme, r->missing ? r->missing : r->jump, &field);
    const struct case_type_def *type = scheme_case_type(act->b.scheme, act->b.c.type);
    if (!def || !type || !texts_have(&type->forms, def->rule.id))
        return false;
    if (form->form != def)
        count(act, def, f, form);
    if (!is_empty(form, field))
        return false;
    bool again = form->told;
    form->told = true;
    r->text = form->text;
    r->jump = arena_printf(f->arena, "form.%s.%s", def->rule.id, form->first->path);
    return again;
}

void act_tell_empty(const struct act *act, struct facts *f, struct refusals *refusals)
{
    struct emptied form = {0};
    size_t n = 0;
    for (size_t i = 0; i < refusals->all.n; i++) {
        struct refused r = refusals->all.at[i];
        if (!tell(act, f, &r, &form))
            refusals->all.at[n++] = r;
    }
    refusals->all.n = n;
}
