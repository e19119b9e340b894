/* 二次確認: a second person signs a checklist as it stands, or takes the signature back. */
#include <inttypes.h>

#include "core/app/review_internal.h"
#include "core/base/str.h"

struct signing {
    struct viewing view;
    bool withdraw;
};

static const char *name_of(struct viewing *view, const char *part)
{
    return arena_printf(view->a, "check.%s.%s", view->def->rule.id, part);
}

static const char *text_fact(struct viewing *view, const char *part)
{
    struct value v = facts_get(&view->act.f, name_of(view, part));
    return v.type == VALUE_TEXT ? v.text : "";
}

bool review_signature(struct viewing *view, struct review_view *v_r)
{
    v_r->second_review = view->def->second_review;
    v_r->signed_by = "";
    v_r->signed_on = DATE_NONE;
    v_r->signed_other = false;
    if (!view->def->second_review || str_empty(text_fact(view, "signed_by")))
        return !view->def->second_review;
    struct value on = facts_get(&view->act.f, name_of(view, "signed_on"));
    bool stands = checklist_is_signed(view->act.b.scheme, view->def, &view->act.f);
    v_r->signed_by = text_fact(view, "signed_by");
    v_r->signed_on = on.type == VALUE_DATE ? on.date : DATE_NONE;
    v_r->signed_other = !stands;
    return stands;
}

static int refuse(struct viewing *view, const char *msg, struct err *e)
{
    const struct rule *rule = &view->def->rule;
    err_set(e, E_RULE, msg, rule->label, NULL);
    return err_rule(e, view->act.b.scheme->standard_refusals.second_review, rule->src);
}

static bool recorded_by_actor(struct viewing *view)
{
    for (size_t i = 0; i < view->act.b.check.n; i++) {
        const struct check_result *r = &view->act.b.check.at[i];
        if (str_eq(r->checklist, view->def->rule.id) && *r->result && str_eq(r->checked_by, view->act.app->actor.login))
            return true;
    }
    return false;
}

int review_may_sign(struct viewing *view, struct err *e)
{
    struct review_view now = {0};
    if (!view->def->second_review)
        return refuse(view, "check.no-second", e);
    int rc = review_may_record(view, e);
    if (rc)
        return rc;
    struct checked_list list = checklist_run(view->act.b.scheme, view->def, &view->act.f);
    if (list.open || !list.n)
        return refuse(view, "check.sign-open", e);
    if (recorded_by_actor(view))
        return refuse(view, "check.sign-own", e);
    return review_signature(view, &now) ? refuse(view, "check.signed", e) : 0;
}

static int may_withdraw(struct viewing *view, struct err *e)
{
    bool own = str_eq(text_fact(view, "signed_by"), view->act.app->actor.login);
    int rc = view->def->second_review ? review_may_record(view, e) : refuse(view, "check.no-second", e);
    return rc || own ? rc : refuse(view, "check.not-signed", e);
}

static int put_signature(struct viewing *view, const char *content, const char *by, struct date on, struct err *e)
{
    int rc = act_set(&view->act, name_of(view, "signed_content"), value_text(content), e);
    if (!rc)
        rc = act_set(&view->act, name_of(view, "signed_by"), value_text(by), e);
    return rc ? rc : act_set(&view->act, name_of(view, "signed_on"), value_date(on), e);
}

static int sign(struct db *db, void *arg, struct err *e)
{
    struct signing *s = arg;
    struct viewing *view = &s->view;
    (void)db;
    int rc = review_begin(view, e);
    if (!rc)
        rc = s->withdraw ? may_withdraw(view, e) : review_may_sign(view, e);
    if (rc)
        return rc;
    struct checked_list list = checklist_run(view->act.b.scheme, view->def, &view->act.f);
    const char *content = s->withdraw ? "" : checklist_digest(&list, &view->act.f);
    rc = put_signature(view, content, s->withdraw ? "" : view->act.app->actor.login, s->withdraw ? DATE_NONE : view->act.today, e);
    if (rc)
        return rc;
    const char *note = arena_printf(view->a, "{\"checklist\":\"%s\",\"signed\":%s}", view->def->rule.id, s->withdraw ? "false" : "true");
    return act_commit(&view->act, "check.sign", arena_printf(view->a, "case:%" PRId64, view->case_id), note, e);
}

int review_sign(struct app *app, int64_t case_id, const char *checklist, bool withdraw, struct arena *a, struct review_view *view_r,
                struct err *e)
{
    struct signing s = {.view = {.app = app, .case_id = case_id, .checklist = checklist, .a = a}, .withdraw = withdraw};
    int rc = db_write(app->db, sign, &s, e);
    return rc ? rc : review_view(app, case_id, checklist, a, view_r, e);
}
