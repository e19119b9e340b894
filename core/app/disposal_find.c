/* Looking through the closed cases of a scheme for what has been kept long enough. */
#include "core/app/disposal_internal.h"

#include <inttypes.h>
#include <string.h>

#include "core/app/labels.h"
#include "core/app/words.h"
#include "core/base/sha256.h"
#include "core/base/str.h"
#include "db/rows.h"
#include "db/rows_disposal.h"

enum { CASES_A_PAGE = 200, LISTED_BYTES_MAX = 4 << 20 };

static void add_item(struct finding *find, const struct case_file *c, const struct kept *kept, const struct paper *p)
{
    *LIST_ADD(find->a, &find->items) = (struct disposal_item){.kind = p ? "paper" : "personal",
                                                              .case_id = c->id,
                                                              .paper_id = p ? p->id : 0,
                                                              .class = p ? arena_strdup(find->a, p->class) : "",
                                                              .rule = kept->rule->rule.id,
                                                              .base_on = kept->base,
                                                              .last_on = kept->last};
}

bool disposal_paper_here(const struct bundle *b, const struct paper *p)
{
    return p->case_id == b->c.id && str_eq(p->direction, "received") && (str_eq(p->custody, "kept") || str_eq(p->custody, "lent"));
}

static bool names_values(const struct scheme *s, const char *rule)
{
    for (size_t i = 0; i < s->personal.n; i++)
        if (str_eq(s->personal.at[i].rule, rule))
            return true;
    return false;
}

/* Everything in one closed case whose time is over. */
static int look_at_case(struct finding *find, int64_t case_id, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct act act;
    struct kept kept;
    int rc = act_begin(&act, find->app, case_id, 0, app_today(find->app), &a, e);
    if (rc)
        return rc;
    const struct scheme *s = act.b.scheme;
    for (size_t i = 0; i < act.b.paper.n; i++)
        if (disposal_paper_here(&act.b, &act.b.paper.at[i]) && retention_class_over(s, act.b.paper.at[i].class, &act.f, act.today, &kept))
            add_item(find, &act.b.c, &kept, &act.b.paper.at[i]);
    for (size_t i = 0; !rc && i < s->retention.n; i++) {
        struct disposal_blobs blobs = {0};
        const struct retention_def *rule = &s->retention.at[i];
        if (!names_values(s, rule->rule.id) || !retention_personal_over(s, rule, &act.f, act.today, &kept))
            continue;
        act.changes = change_set_in(&a);
        rc = disposal_erase(&act, rule->rule.id, 0, &blobs, e);
        if (!rc && act.changes.change.n)
            add_item(find, &act.b.c, &kept, NULL);
    }
    return rc;
}

static int find_page(struct db *db, void *arg, struct err *e)
{
    struct finding *find = arg;
    int64_t id[CASES_A_PAGE];
    size_t n;
    int rc = cases_closed_after(db, find->scheme, find->after, id, CASES_A_PAGE, &n, e);
    for (size_t i = 0; !rc && i < n && find->items.n < DISPOSAL_ITEMS_MAX; i++) {
        rc = look_at_case(find, id[i], e);
        find->after = id[i];
    }
    find->end = n < CASES_A_PAGE || find->items.n >= DISPOSAL_ITEMS_MAX;
    return rc;
}

/* A page of cases a transaction, so that nobody waits for the whole. */
int disposal_find(struct finding *find, struct err *e)
{
    int rc = 0;
    while (!rc && !find->end)
        rc = db_read(find->app->db, find_page, find, e);
    for (size_t i = 0; i < find->items.n; i++)
        find->items.at[i].position = (int64_t)i + 1;
    return rc;
}

const char *disposal_digest(const struct disposal_item *item, size_t n, struct arena *a)
{
    AUTO(buf) struct buf text = BUF(LISTED_BYTES_MAX);
    char base[DATE_TEXT_BYTES], last[DATE_TEXT_BYTES], hex[SHA256_HEX_BYTES];
    for (size_t i = 0; i < n; i++)
        buf_printf(&text, "%" PRId64 " %s %" PRId64 " %" PRId64 " %s %s %s %s\n", item[i].position, item[i].kind, item[i].case_id, item[i].paper_id,
                   item[i].class, item[i].rule, date_iso(item[i].base_on, base), date_iso(item[i].last_on, last));
    assert(!text.full);
    struct sha256 digest = sha256_of(buf_str(&text), text.n);
    return arena_strdup(a, sha256_hex(&digest, hex));
}

/* What people read of an item: its case, its paper or which values, its rule. */
static int describe(struct app *app, const struct disposal_item *item, struct arena *a, struct disposal_line *line_r, struct err *e)
{
    struct case_file c;
    struct paper p = {.title = ""};
    int rc = rows_get_id(app->db, &case_file_type, item->case_id, &c, a, e);
    if (!rc && item->paper_id)
        rc = rows_get_id(app->db, &paper_type, item->paper_id, &p, a, e);
    if (rc)
        return rc;
    const struct scheme *s = schemes_find(app->schemes, c.scheme, c.edition);
    const struct retention_def *rule = s ? scheme_retention(s, item->rule) : NULL;
    const struct received_def *class = s ? scheme_received(s, item->class) : NULL;
    const char *label = class ? app_label(app, class->rule.label, class->rule.label_en) : item->class;
    *line_r = (struct disposal_line){.item = *item,
                                     .case_number = *c.number ? c.number : arena_printf(a, "#%" PRId64, c.id),
                                     .what = !item->paper_id        ? app_word(app, WORD_DISPOSAL_PERSONAL)
                                             : str_empty(p.title) ? label
                                                                  : p.title,
                                     .rule_label = label_of_rule(app, rule ? &rule->rule : NULL, item->rule),
                                     .src = rule && rule->rule.src ? rule->rule.src : ""};
    return 0;
}

int disposal_describe(struct app *app, const struct disposal_item *item, size_t n, struct arena *a, struct disposal_list *list_r, struct err *e)
{
    int rc = 0;
    *list_r = (struct disposal_list){.line = ARENA_ARRAY(a, struct disposal_line, n), .n = n, .more = n >= DISPOSAL_ITEMS_MAX};
    for (size_t i = 0; !rc && i < n; i++)
        rc = describe(app, &item[i], a, &list_r->line[i], e);
    return rc;
}

struct asking {
    struct app *app;
    const struct disposal_item *item;
    size_t n;
    struct arena *a;
    struct disposal_list *list;
};

static int read_lines(struct db *db, void *arg, struct err *e)
{
    struct asking *ask = arg;
    (void)db;
    return disposal_describe(ask->app, ask->item, ask->n, ask->a, ask->list, e);
}

int disposal_due(struct app *app, const char *scheme, struct arena *a, struct disposal_list *list_r, struct err *e)
{
    struct finding find = {.app = app, .scheme = scheme, .a = a};
    int rc = schemes_on(app->schemes, scheme, app_today(app)) ? app_need_work(app, scheme, "", e)
                                                              : err_set(e, E_NOTFOUND, "scheme.unknown", scheme, NULL);
    if (!rc)
        rc = disposal_find(&find, e);
    struct asking ask = {app, find.items.at, find.items.n, a, list_r};
    return rc ? rc : db_read(app->db, read_lines, &ask, e);
}
