#include "core/app/deadline_app.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/app/labels.h"
#include "core/app/words.h"
#include "core/base/buf.h"
#include "core/base/str.h"
#include "db/rows_deadline.h"

enum { ICAL_LINE_BYTES = 75 };

struct listing {
    struct app *app;
    const struct deadline_filter *filter;
    size_t limit;
    struct arena *a;
    LIST(struct deadline_row) rows;
};

static const char *kind_label(const struct app *app, const char *kind)
{
    return app_word(app, str_eq(kind, "hard") ? WORD_DEADLINE_HARD : str_eq(kind, "elapsed") ? WORD_DEADLINE_ELAPSED : WORD_DEADLINE_SOFT);
}

static void add_row(struct listing *l, const struct deadline_line *line)
{
    const struct scheme *s = schemes_on(l->app->schemes, line->d.scheme, app_today(l->app));
    *LIST_ADD(l->a, &l->rows) = (struct deadline_row){.d = line->d,
                                                      .label = label_of_deadline(l->app, s, line->d.rule),
                                                      .number = line->number,
                                                      .party_name = line->party_name,
                                                      .scheme_short = s ? s->short_label : line->d.scheme,
                                                      .kind_label = kind_label(l->app, line->d.kind),
                                                      .days_left = line->d.due_on.days - app_today(l->app).days};
}

static int list_state(struct listing *l, const char *state, struct err *e)
{
    const struct deadline_filter *f = l->filter;
    struct deadline_query q = {.from = f->from, .until = f->until, .scheme = f->scheme, .rule = f->rule, .assignee = f->assignee, .state = state,
                               .after = f->after, .limit = (int64_t)l->limit};
    size_t kept = 0, n = 0;
    do {
        struct deadline_line *line;
        int rc = deadline_lines(l->app->db, &q, l->a, &line, &n, e);
        if (rc)
            return rc;
        for (size_t i = 0; i < n && kept < l->limit; i++) {
            q.after = line[i].d.id;
            if (!app_sees(l->app, line[i].d.scheme, line[i].d.assignee))
                continue;
            add_row(l, &line[i]);
            kept++;
        }
    } while (n == l->limit && kept < l->limit);
    return 0;
}

static int by_day(const void *a, const void *b)
{
    const struct deadline_row *x = a, *y = b;
    int order = date_compare(x->d.due_on, y->d.due_on);
    return order ? order : x->d.id < y->d.id ? -1 : x->d.id > y->d.id;
}

static int list_all(struct db *db, void *arg, struct err *e)
{
    static const char *const closed[] = {"met", "void", "stopped"};
    struct listing *l = arg;
    (void)db;
    l->rows.n = 0;
    int rc = list_state(l, NULL, e);
    for (size_t i = 0; !rc && !l->filter->open_only && i < COUNT_OF(closed); i++)
        rc = list_state(l, closed[i], e);
    return rc;
}

int deadline_list(struct app *app, const struct deadline_filter *filter, struct arena *a, struct deadline_list *list_r, struct err *e)
{
    struct listing l = {.app = app, .filter = filter, .a = a};
    size_t limit = filter->limit < 1 ? 1 : filter->limit > DEADLINE_PAGE_MAX ? DEADLINE_PAGE_MAX : filter->limit;
    l.limit = limit + 1; /* one more says whether there is a next page */
    int rc = db_read(app->db, list_all, &l, e);
    if (rc)
        return rc;
    if (!filter->open_only && l.rows.n)
        qsort(l.rows.at, l.rows.n, sizeof *l.rows.at, by_day);
    bool more = l.rows.n > limit;
    *list_r = (struct deadline_list){.row = l.rows.at, .n = more ? limit : l.rows.n, .next = more ? l.rows.at[limit - 1].d.id : 0};
    return 0;
}

struct counting {
    struct app *app;
    struct date from, until;
    const char *scheme;
    struct arena *a;
    struct day_tally *tally;
    size_t n;
};

static int count_days(struct db *db, void *arg, struct err *e)
{
    struct counting *c = arg;
    return deadline_days(db, c->from, c->until, c->scheme, c->a, &c->tally, &c->n, e);
}

int deadline_count_days(struct app *app, struct date from, struct date until, const char *scheme, struct arena *a,
                        struct day_count **day_r, size_t *n_r, struct err *e)
{
    struct counting c = {.app = app, .from = from, .until = until, .scheme = scheme, .a = a};
    int rc = db_read(app->db, count_days, &c, e);
    if (rc)
        return rc;
    struct day_count *day = ARENA_ARRAY(a, struct day_count, c.n);
    for (size_t i = 0; i < c.n; i++) {
        bool over = date_compare(c.tally[i].day, app_today(app)) < 0;
        day[i] = (struct day_count){.day = c.tally[i].day, .n = (size_t)c.tally[i].n, .overdue = over ? (size_t)c.tally[i].n : 0};
    }
    *day_r = day;
    *n_r = c.n;
    return 0;
}

/* RFC 5545 3.1: lines of at most 75 octets without the line end, folded before an octet that begins a character. */
static void put_line(struct buf *out, const char *line)
{
    size_t n = strlen(line), room = ICAL_LINE_BYTES;
    while (n > room) {
        size_t cut = room;
        while (cut > 0 && ((unsigned char)line[cut] & 0xC0) == 0x80)
            cut--;
        buf_add(out, line, cut);
        buf_add_str(out, "\r\n ");
        line += cut;
        n -= cut;
        room = ICAL_LINE_BYTES - 1;
    }
    buf_add(out, line, n);
    buf_add_str(out, "\r\n");
}

/* RFC 5545 3.3.11: backslash, comma, semicolon and line feed are escaped; other control characters do not pass. */
static const char *ical_text(struct arena *a, const char *text)
{
    AUTO(buf) struct buf out = BUF(8000);
    for (const char *p = text; *p; p++) {
        if (*p == '\n')
            buf_add_str(&out, "\\n");
        else if ((unsigned char)*p >= ' ' && *p != 0x7f) {
            if (strchr("\\,;", *p))
                buf_add_char(&out, '\\');
            buf_add_char(&out, *p);
        }
    }
    return arena_strdup(a, buf_str(&out));
}

static const char *ical_day(struct arena *a, struct date d)
{
    char iso[DATE_TEXT_BYTES];
    (void)date_iso(d, iso);
    return arena_printf(a, "%.4s%.2s%.2s", iso, iso + 5, iso + 8);
}

static void put_event(const struct deadline_row *row, const char *stamp, struct arena *a, struct buf *out)
{
    const char *summary = arena_printf(a, "%s %s", row->label, row->number);
    const char *about = arena_printf(a, "%s %s (%s)", row->scheme_short, row->party_name, row->kind_label);
    put_line(out, "BEGIN:VEVENT");
    put_line(out, arena_printf(a, "UID:deadline-%" PRId64 "@shinsa", row->d.id));
    put_line(out, arena_printf(a, "DTSTAMP:%s", stamp));
    put_line(out, arena_printf(a, "DTSTART;VALUE=DATE:%s", ical_day(a, row->d.due_on)));
    put_line(out, arena_printf(a, "DTEND;VALUE=DATE:%s", ical_day(a, (struct date){row->d.due_on.days + 1})));
    put_line(out, arena_printf(a, "SUMMARY:%s", ical_text(a, summary)));
    put_line(out, arena_printf(a, "DESCRIPTION:%s", ical_text(a, about)));
    put_line(out, "TRANSP:TRANSPARENT");
    put_line(out, "END:VEVENT");
}

static int put_events(struct app *app, const struct deadline_filter *filter, const char *stamp, struct buf *out, struct err *e)
{
    struct deadline_filter page = *filter;
    page.limit = DEADLINE_PAGE_MAX;
    do {
        AUTO(arena) struct arena a = {0};
        struct deadline_list list;
        int rc = deadline_list(app, &page, &a, &list, e);
        if (rc)
            return rc;
        for (size_t i = 0; i < list.n; i++)
            if (!date_is_none(list.row[i].d.due_on))
                put_event(&list.row[i], stamp, &a, out);
        page.after = list.next;
    } while (page.after && !out->full);
    return 0;
}

int deadline_ical(struct app *app, const struct deadline_filter *filter, struct buf *out, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    char now[INSTANT_TEXT_BYTES];
    (void)instant_text(clock_now(&app->clock), now);
    const char *stamp = arena_printf(&a, "%.4s%.2s%.2sT%.2s%.2s%.2sZ", now, now + 5, now + 8, now + 11, now + 14, now + 17);
    put_line(out, "BEGIN:VCALENDAR");
    put_line(out, "VERSION:2.0");
    put_line(out, "PRODID:-//shinsa//deadlines//JA");
    put_line(out, "CALSCALE:GREGORIAN");
    int rc = put_events(app, filter, stamp, out, e);
    if (rc)
        return rc;
    put_line(out, "END:VCALENDAR");
    return out->full ? err_set(e, E_LIMIT, "deadline.ical", NULL) : 0;
}
