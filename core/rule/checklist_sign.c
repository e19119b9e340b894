/* The second person 二次確認: a list with `second_review` is done only when somebody who recorded nothing in it has signed what
 * stands there. What is signed is the content, so a change of any item makes the signature one of something else. */
#include <string.h>

#include "core/base/buf.h"
#include "core/base/sha256.h"
#include "core/base/str.h"
#include "core/rule/checklist.h"
#include "core/rule/expr.h"
#include "core/rule/lifecycle.h"

enum { CONTENT_BYTES_MAX = 64 << 20 };

/* Each text behind its length, so that no two contents are written alike. */
static void add_text(struct buf *to, const char *text)
{
    const char *given = text ? text : "";
    buf_printf(to, "%zu:%s\n", strlen(given), given);
}

const char *checklist_digest(const struct checked_list *list, struct facts *f)
{
    AUTO(buf) struct buf content = BUF(CONTENT_BYTES_MAX);
    char hex[SHA256_HEX_BYTES];
    add_text(&content, list->def->rule.id);
    if (list->def->rows) {
        const char *form = str_starts(list->def->rows, "form.") ? list->def->rows + strlen("form.") : list->def->rows;
        add_text(&content, value_print(f->arena, facts_get(f, arena_printf(f->arena, "form.%s.revision", form))));
    }
    for (size_t i = 0; i < list->n; i++) {
        const struct checked_item *item = &list->at[i];
        add_text(&content, item->ref);
        add_text(&content, item->result);
        add_text(&content, item->evidence);
        add_text(&content, item->note);
        add_text(&content, item->by);
    }
    assert(!content.full); /* each item has its bounds, and so has their number */
    struct sha256 digest = sha256_of(buf_str(&content), content.n);
    return arena_strdup(f->arena, sha256_hex(&digest, hex));
}

bool checklist_content_is_signed(const struct scheme *s, const struct checklist_def *def, struct facts *f)
{
    const char *before = f->missing;
    struct value content = facts_get(f, arena_printf(f->arena, "check.%s.signed_content", def->rule.id));
    bool same = false;
    if (content.type == VALUE_TEXT && *content.text) {
        struct checked_list list = checklist_run(s, def, f);
        same = str_eq(content.text, checklist_digest(&list, f));
    }
    f->missing = before;
    return same;
}

bool checklist_is_signed(const struct scheme *s, const struct checklist_def *def, struct facts *f)
{
    (void)s;
    return !def->second_review || value_true(facts_get(f, arena_printf(f->arena, "check.%s.signed", def->rule.id)));
}

void checklist_need_signed(const struct scheme *s, const struct transition_def *t, struct facts *f, struct refusals *to)
{
    const char *standard = s->standard_refusals.second_review;
    for (size_t i = 0; i < t->effects.n; i++) {
        const struct effect_def *effect = &t->effects.at[i];
        const struct checklist_def *def = effect->kind == EFFECT_CHECKLIST_CLOSE ? scheme_checklist(s, effect->id) : NULL;
        bool meant = def && (!formula_given(&effect->cond) || expr_is_true(effect->cond.expr, f));
        if (!meant || checklist_is_signed(s, def, f))
            continue;
        const char *id = standard ? standard : "second_review", *fact = arena_printf(f->arena, "check.%s.signed", def->rule.id);
        *LIST_ADD(f->arena, &to->all) = (struct refused){.id = id,
                                                         .text = refusal_text(s, id, NULL, f),
                                                         .src = def->rule.src ? def->rule.src : t->rule.src,
                                                         .missing = fact,
                                                         .jump = fact};
    }
}
