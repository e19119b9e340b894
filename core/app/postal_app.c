#include "core/app/postal_app.h"

#include <inttypes.h>
#include <string.h>

#include "core/app/journal.h"
#include "core/base/charset.h"
#include "core/base/csv.h"
#include "core/base/fold.h"
#include "core/base/str.h"
#include "core/base/utf8.h"
#include "db/rows_office.h"

enum { CODE = 2, PREFECTURE = 6, CITY = 7, TOWN = 8, COLUMNS_MIN = 9, CODE_DIGITS = 7 };

static const char *const no_town[] = {
#define POSTAL_NO_TOWN(text_) text_,
#define POSTAL_NOTE(text_)
#include "core/app/postal_words.def"
#undef POSTAL_NO_TOWN
#undef POSTAL_NOTE
};
static const char *const notes[] = {
#define POSTAL_NO_TOWN(text_)
#define POSTAL_NOTE(text_) text_,
#include "core/app/postal_words.def"
#undef POSTAL_NO_TOWN
#undef POSTAL_NOTE
};

struct import {
    struct app *app;
    const char *text; /* UTF-8 */
    size_t n_text, n;
};

/* The seven digits of a code, whatever was typed around them; NULL if it is none. */
static const char *code_of(const char *typed, struct arena *a)
{
    char *to = arena_strdup(a, fold_code(a, typed)), *end = to;
    for (const char *p = to; *p; p++)
        if (*p >= '0' && *p <= '9')
            *end++ = *p;
    *end = '\0';
    return strlen(to) == CODE_DIGITS ? to : NULL;
}

/* The quarter without remarks; "" where the file only says that there is none. */
static const char *town_of(const char *text, struct arena *a)
{
    for (size_t i = 0; i < COUNT_OF(no_town); i++)
        if (strstr(text, no_town[i]))
            return "";
    for (size_t i = 0; i < COUNT_OF(notes); i++) {
        const char *note = strstr(text, notes[i]);
        if (note)
            return arena_strndup(a, text, (size_t)(note - text));
    }
    return text;
}

static int import_line(struct db *db, char **field, size_t n, size_t line, struct arena *a, struct err *e)
{
    const char *code = n >= COLUMNS_MIN ? code_of(field[CODE], a) : NULL;
    if (!code || !*field[PREFECTURE] || !*field[CITY])
        return err_set(e, E_INPUT, "postal.line", arena_printf(a, "%zu", line), NULL);
    return postal_add(db, code, arena_printf(a, "%s%s%s", field[PREFECTURE], field[CITY], town_of(field[TOWN], a)), e);
}

static int import(struct db *db, void *arg, struct err *e)
{
    struct import *im = arg;
    AUTO(arena) struct arena a = {0};
    struct csv_reader r = csv_reader_of(im->text, im->n_text);
    char **field;
    size_t n;
    im->n = 0;
    int rc = postal_clear(db, e), more = 1;
    while (!rc && (more = csv_read(&r, &a, &field, &n, e)) > 0) {
        rc = import_line(db, field, n, r.line, &a, e);
        im->n++;
        arena_reset(&a);
    }
    rc = rc ? rc : more < 0 ? more : 0;
    if (!rc && !im->n)
        rc = err_set(e, E_INPUT, "postal.empty", NULL);
    if (rc)
        return rc;
    const struct change_set none = change_set_in(&a);
    const struct journal_entry entry = {.at = clock_now(&im->app->clock), .actor = im->app->actor.login, .seat = im->app->seat,
                                        .verb = "postal.import", .object = "store",
                                        .note = arena_printf(&a, "{\"lines\":%zu}", im->n)};
    return journal_commit(db, &entry, &none, NULL, e);
}

int postal_import(struct app *app, const char *bytes, size_t n, size_t *n_r, struct err *e)
{
    AUTO(buf) struct buf text = BUF(2 * POSTAL_FILE_BYTES_MAX);
    int rc = app_need_admin(app, e);
    if (!rc)
        rc = charset_decode(utf8_valid(bytes, n) ? CHARSET_UTF8 : CHARSET_CP932, bytes, n, &text, e);
    if (rc)
        return rc;
    struct import im = {.app = app, .text = buf_str(&text), .n_text = text.n};
    rc = db_write(app->db, import, &im, e);
    if (!rc)
        *n_r = im.n;
    return rc;
}

struct asking {
    const char *code;
    struct arena *a;
    const char **address;
    size_t n;
    bool any;
};

static int find(struct db *db, void *arg, struct err *e)
{
    struct asking *q = arg;
    return postal_of(db, q->code ? q->code : "", POSTAL_CANDIDATES_MAX, q->a, &q->address, &q->n, &q->any, e);
}

int postal_candidates(struct app *app, const char *code, struct arena *a, const char ***address_r, size_t *n_r, bool *any_r,
                      struct err *e)
{
    struct asking q = {.code = code_of(code, a), .a = a};
    int rc = db_read(app->db, find, &q, e);
    if (rc)
        return rc;
    *address_r = q.address;
    *n_r = q.n;
    *any_r = q.any;
    return 0;
}
