/* Recording results. */
#include <inttypes.h>
#include <string.h>

#include "core/app/review_internal.h"
#include "core/base/utf8.h"

enum { EVIDENCE_BYTES_MAX = 2000, NOTE_BYTES_MAX = 20000 };

struct setting {
    struct viewing view;
    const char *item, *unit, *result, *evidence, *note;
};

static int put_result(struct setting *s, const struct checked_item *item, struct err *e)
{
    struct act *act = &s->view.act;
    const struct check_result record = {.case_id = s->view.case_id, .checklist = s->view.def->rule.id, .item = item->id, .unit = item->unit,
                                        .result = s->result, .evidence = s->evidence, .note = s->note,
                                        .checked_by = *s->result ? act->app->actor.login : "",
                                        .checked_on = *s->result ? act->today : DATE_NONE};
    AUTO(buf) struct buf note = BUF(JOURNAL_NOTE_MAX_BYTES);
    struct json_writer w = json_writer_to(&note);
    act_put(act, &check_result_type, &record);
    json_begin_object(&w);
    json_put_text(&w, "checklist", record.checklist);
    json_put_text(&w, "item", item->ref);
    json_put_text(&w, "result", s->result);
    json_end_object(&w);
    return act_commit(act, "check.set", arena_printf(s->view.a, "case:%" PRId64, s->view.case_id), buf_str(&note), e);
}

static int set_result(struct db *db, void *arg, struct err *e)
{
    struct setting *s = arg;
    struct viewing *view = &s->view;
    struct checked_item item;
    (void)db;
    int rc = review_begin(view, e);
    if (!rc)
        rc = review_may_record(view, e);
    if (rc)
        return rc;
    if (!checklist_one(view->act.b.scheme, view->def, &view->act.f, s->item, s->unit, &item))
        return err_set(e, E_NOTFOUND, "check.no-item", s->item, view->def->rule.label, NULL);
    rc = checklist_may_record(view->def, &item, s->result, s->note, e);
    return rc ? rc : put_result(s, &item, e);
}

static bool fits(const char *text, size_t max)
{
    size_t n = strlen(text);
    return n <= max && utf8_valid(text, n) && !utf8_has_controls(text, true);
}

int review_set(struct app *app, int64_t case_id, const char *checklist, const char *item, const char *unit, const char *result,
               const char *evidence, const char *note, struct arena *a, struct review_view *view_r, struct err *e)
{
    struct setting s = {.view = {.app = app, .case_id = case_id, .checklist = checklist, .a = a}, .item = item, .unit = unit ? unit : "",
                        .result = result ? result : "", .evidence = evidence ? evidence : "", .note = note ? note : ""};
    if (!fits(s.evidence, EVIDENCE_BYTES_MAX) || !fits(s.note, NOTE_BYTES_MAX))
        return err_set(e, E_INPUT, "check.text", item, NULL);
    int rc = db_write(app->db, set_result, &s, e);
    return rc ? rc : review_view(app, case_id, checklist, a, view_r, e);
}
