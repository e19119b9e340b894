/* A rehearsal in words. */
#include "core/app/rehearse_app.h"
#include "core/app/words.h"
#include "core/base/str.h"

const char *rehearsal_kind_name(enum rehearsal_kind kind)
{
    static const char *const names[REHEARSAL_KIND_COUNT] = {"type", "state", "action", "deadline", "fee", "form", "check", "unreadable"};
    return names[kind];
}

static void tell(const struct rehearsal_change *c, const struct rehearsal_change *before, struct arena *a, struct buf *out)
{
    if (!before || before->case_id != c->case_id || before->certificate_id != c->certificate_id)
        buf_printf(out, "%s  %s\n", *c->number ? c->number : arena_printf(a, "#%lld", (long long)c->case_id), c->party_name);
    buf_printf(out, "  %s%s%s", c->kind_label, *c->what ? "  " : "", c->what);
    if (*c->old || *c->now)
        buf_printf(out, ": %s -> %s", *c->old ? c->old : "-", *c->now ? c->now : "-");
    buf_add_str(out, "\n");
}

static void count(struct app *app, struct arena *a, enum app_word words, size_t n, size_t of, struct buf *out)
{
    buf_printf(out, "%s\n", app_say(app, a, words, arena_printf(a, "%zu", of), arena_printf(a, "%zu", n)));
}

void rehearsal_text(struct app *app, struct arena *a, const struct rehearsal *r, struct buf *out)
{
    for (size_t i = 0; i < r->all.n; i++)
        tell(&r->all.at[i], i ? &r->all.at[i - 1] : NULL, a, out);
    count(app, a, WORD_REHEARSED_CASES, r->n_cases_changed, r->n_cases, out);
    count(app, a, WORD_REHEARSED_CERTIFICATES, r->n_certificates_changed, r->n_certificates, out);
    if (r->n_there_already)
        count(app, a, WORD_REHEARSED_ALREADY, 0, r->n_there_already, out);
    if (r->cut)
        count(app, a, WORD_REHEARSED_CUT, 0, REHEARSAL_CHANGES_MAX, out);
}
