/* From what somebody typed to what it may mean, surest first: a key as it stands in the index, a number as the series of
 * every scheme read it, the end or the beginning of a number, words. */
#include "core/app/lookup_internal.h"
#include "core/app/view_log.h"

#include <string.h>

#include "core/app/words.h"
#include "core/base/fold.h"
#include "core/base/str.h"
#include "core/rule/number.h"
#include "core/rule/scheme.h"
#include "db/rows_case.h"
#include "db/rows_certificate.h"
#include "db/search.h"

enum { PREFIX_CHARS_MIN = 2, NUMBER_CHARS_MIN = 6, PARTY_CERTIFICATES_MAX = 20 };

static enum hit_kind kind_of(const char *owner)
{
    static const struct {
        const char *owner;
        enum hit_kind kind;
    } kinds[] = {{"certificate", HIT_CERTIFICATE}, {"party", HIT_PARTY}, {"fee", HIT_FEE}, {"paper", HIT_PAPER}};
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (str_eq(kinds[i].owner, owner))
            return kinds[i].kind;
    return HIT_CASE;
}

/* What kind of key was understood, in words. */
static const char *key_word(const struct looking *l, const char *kind)
{
    static const struct {
        const char *kind;
        enum app_word word;
    } words[] = {{"case", WORD_NUMBER_CASE},           {"certificate", WORD_NUMBER_CERTIFICATE}, {"fee", WORD_NUMBER_FEE},
                 {"paper", WORD_NUMBER_PAPER},         {"corporate", WORD_NUMBER_CORPORATE},     {"telephone", WORD_NUMBER_TELEPHONE}};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq(words[i].kind, kind))
            return app_word(l->app, words[i].word);
    return "";
}

/* A party, found by what is only its own, brings its certificates. */
static int add_party_certificates(struct looking *l, int64_t party_id, struct err *e)
{
    struct rows rows;
    int rc = certificates_of_party(l->app->db, party_id, PARTY_CERTIFICATES_MAX, l->a, &rows, e);
    for (size_t i = 0; !rc && i < rows.n; i++)
        rc = hit_add_certificate(l, &((struct certificate *)rows.at)[i], false, e);
    return rc;
}

static int take_key(struct looking *l, const struct key_hit *key, struct err *e)
{
    int rc = hit_add_id(l, kind_of(key->owner), key->owner_id, e);
    if (!rc && str_eq(key->owner, "party"))
        rc = add_party_certificates(l, key->owner_id, e);
    return rc;
}

/* Keys equal to what was typed. tails: those that end a number, else all others. */
static int take_keys(struct looking *l, const struct key_hits *keys, bool tails, struct err *e)
{
    int rc = 0;
    for (size_t i = 0; !rc && i < keys->n; i++) {
        const struct key_hit *key = &keys->at[i];
        if (str_eq(key->kind, "tail") != tails)
            continue;
        if (tails)
            l->understood = app_say(l->app, l->a, WORD_LOOKED_FOR_TAIL, fold_code(l->a, l->text), NULL);
        else if (!*l->understood)
            l->understood = app_say(l->app, l->a, WORD_LOOKED_FOR, key_word(l, key->kind), key->label);
        rc = take_key(l, key, e);
    }
    return rc;
}

/* A number that is not on file under this date, but its serial is: say how it should read. */
static int suggest_serial(struct looking *l, const struct scheme *s, const struct number_reading *reading, struct err *e)
{
    struct rows rows;
    if (reading->parts.serial < 0 || *l->suggest)
        return 0;
    int rc = certificates_by_serial(l->app->db, s->rule.id, reading->parts.serial, l->a, &rows, e);
    if (!rc && rows.n) {
        const struct certificate *c = rows.at;
        if (app_sees(l->app, c->scheme, ""))
            l->suggest = number_suggest(reading->series, &reading->parts, c->number, l->a);
    }
    return rc;
}

/* Does the number say nothing else than what was typed of it? */
static bool agrees(const struct number_reading *reading, const char *number)
{
    struct number_parts has;
    const struct number_parts *said = &reading->parts;
    if (!number_parse(reading->series, number, &has))
        return true;
    for (size_t i = 0; i < NUMBER_OF_MAX; i++)
        if (*said->of[i] && !str_eq(said->of[i], has.of[i]))
            return false;
    return (!said->year || said->year == has.year) && (!said->month || said->month == has.month);
}

/* A count that was not typed, such as that of renewals: the newest is meant. */
static bool wants_newest(const struct number_reading *reading)
{
    size_t of = 0;
    for (size_t i = 0; i < reading->series->parts.n && of < NUMBER_OF_MAX; i++) {
        const struct part_def *part = &reading->series->parts.at[i];
        if (part->kind == PART_OF && !*reading->parts.of[of++] && part->digits)
            return true;
    }
    return false;
}

/* Of the certificates with the serial that was typed those that fit what else was typed. */
static void keep_fitting(const struct number_reading *reading, struct rows *rows)
{
    struct certificate *c = rows->at;
    size_t n = 0;
    for (size_t i = 0; i < rows->n; i++)
        if (agrees(reading, c[i].number))
            c[n++] = c[i];
    rows->n = n;
    for (size_t i = 1; n && i < n && wants_newest(reading); i++)
        if (strcmp(c[i].number, c[0].number) > 0)
            c[0] = c[i];
    if (n && wants_newest(reading))
        rows->n = 1;
}

static int take_certificate_reading(struct looking *l, const struct scheme *s, const struct number_reading *reading, struct err *e)
{
    struct rows rows;
    int rc = *reading->number ? certificates_by_number(l->app->db, reading->number, s->rule.id, l->a, &rows, e)
                              : certificates_by_serial(l->app->db, s->rule.id, reading->parts.serial, l->a, &rows, e);
    if (!rc && !*reading->number)
        keep_fitting(reading, &rows);
    for (size_t i = 0; !rc && i < rows.n; i++)
        rc = hit_add_certificate(l, &((struct certificate *)rows.at)[i], reading->candidate, e);
    return !rc && !rows.n && *reading->number ? suggest_serial(l, s, reading, e) : rc;
}

/* Numbers of cases, invoices and papers, read by their series, stand in the index of keys under their own text. */
static int take_other_reading(struct looking *l, const struct number_reading *reading, struct err *e)
{
    struct key_hits keys = {0};
    int rc = *reading->number ? search_key(l->app->db, reading->number, LOOKUP_HITS_MAX, l->a, &keys, e) : 0;
    for (size_t i = 0; !rc && i < keys.n; i++) {
        size_t before = l->hits.n;
        if (!str_eq(keys.at[i].kind, "tail"))
            rc = take_key(l, &keys.at[i], e);
        for (size_t j = before; j < l->hits.n; j++)
            l->hits.at[j].candidate = reading->candidate;
    }
    return rc;
}

static int take_reading(struct looking *l, const struct scheme *s, const struct series_def *series, const struct number_reading *reading,
                        struct err *e)
{
    size_t before = l->hits.n;
    int rc = series->of == SERIES_CERTIFICATE ? take_certificate_reading(l, s, reading, e) : take_other_reading(l, reading, e);
    if (!rc && l->hits.n > before && !*l->understood)
        l->understood = app_say(l->app, l->a, WORD_LOOKED_FOR, app_label(l->app, series->rule.label, series->rule.label_en),
                                l->hits.at[before].number);
    return rc;
}

static bool is_key(const struct key_hits *keys)
{
    for (size_t i = 0; i < keys->n; i++)
        if (!str_eq(keys->at[i].kind, "tail"))
            return true;
    return false;
}

/* Every series of every scheme reads it. What stands in the index exactly as typed was found there already. */
static int take_numbers(struct looking *l, const char *code, const struct key_hits *keys, struct err *e)
{
    const struct schemes *all = l->app->schemes;
    bool found = is_key(keys);
    for (size_t i = 0; i < all->n; i++) {
        const struct scheme *s = all->at[i];
        for (size_t j = 0; !s->abstract && j < s->series.n; j++) {
            struct number_reading reading[NUMBER_READINGS_MAX];
            size_t n = number_read(&s->series.at[j], l->text, l->a, reading);
            for (size_t k = 0; k < n; k++) {
                int rc = found && str_eq(reading[k].number, code) ? 0 : take_reading(l, s, &s->series.at[j], &reading[k], e);
                if (rc)
                    return rc;
            }
        }
    }
    return 0;
}

/* Nothing but the digits of a number, whatever letters and strokes stand between them. */
static int take_digits(struct looking *l, struct err *e)
{
    const struct schemes *all = l->app->schemes;
    for (size_t i = 0; i < all->n; i++) {
        const struct scheme *s = all->at[i];
        for (size_t j = 0; !s->abstract && j < s->series.n; j++) {
            struct number_reading reading[NUMBER_READINGS_MAX];
            size_t n = number_read_digits(&s->series.at[j], l->text, l->a, reading);
            for (size_t k = 0; k < n; k++) {
                int rc = take_reading(l, s, &s->series.at[j], &reading[k], e);
                if (rc)
                    return rc;
            }
        }
    }
    return 0;
}

static int take_beginning(struct looking *l, const char *code, struct err *e)
{
    struct key_hits keys = {0};
    if (strlen(code) < PREFIX_CHARS_MIN)
        return 0;
    int rc = search_key_prefix(l->app->db, l->text, LOOKUP_HITS_MAX, l->a, &keys, e);
    if (!rc && keys.n)
        l->understood = app_say(l->app, l->a, WORD_LOOKED_FOR_BEGIN, code, NULL);
    for (size_t i = 0; !rc && i < keys.n; i++)
        rc = hit_add_id(l, kind_of(keys.at[i].owner), keys.at[i].owner_id, e);
    return rc;
}

static int take_words(struct looking *l, struct err *e)
{
    static const enum hit_kind kinds[] = {[SEARCH_PARTY] = HIT_PARTY, [SEARCH_CASE] = HIT_CASE, [SEARCH_CERTIFICATE] = HIT_CERTIFICATE};
    struct search_hits found = {0};
    int rc = search(l->app->db, l->text, 0, 0, LOOKUP_HITS_MAX, l->a, &found, e);
    if (!rc)
        l->understood = app_say(l->app, l->a, WORD_LOOKED_FOR_WORDS, l->text, NULL);
    for (size_t i = 0; !rc && i < found.n; i++)
        rc = hit_add_id(l, kinds[found.at[i].owner], found.at[i].id, e);
    l->more |= found.next != 0;
    return rc;
}

static int rank(const struct hit *hit)
{
    return hit->candidate ? 2 : hit->in_force ? 0 : 1;
}

/* What counts now comes first, guesses last; else in the order found. */
static void sort_hits(struct looking *l)
{
    for (size_t i = 1; i < l->hits.n; i++) {
        struct hit hit = l->hits.at[i];
        size_t at = i;
        for (; at > 0 && rank(&l->hits.at[at - 1]) > rank(&hit); at--)
            l->hits.at[at] = l->hits.at[at - 1];
        l->hits.at[at] = hit;
    }
}

/* "#12": a case by the number of the store. */
static int take_case_id(struct looking *l, struct err *e)
{
    int64_t id;
    return str_to_int(l->text + 1, 1, INT64_MAX, &id) ? hit_add_id(l, HIT_CASE, id, e) : 0;
}

static int look(struct db *db, void *arg, struct err *e)
{
    struct looking *l = arg;
    struct key_hits keys = {0};
    if (*l->text == '#')
        return take_case_id(l, e);
    const char *code = fold_code(l->a, l->text);
    int rc = search_key(db, l->text, LOOKUP_HITS_MAX, l->a, &keys, e);
    if (!rc)
        rc = take_numbers(l, code, &keys, e);
    if (!rc)
        rc = take_keys(l, &keys, false, e);
    if (!rc && !l->hits.n)
        rc = take_keys(l, &keys, true, e);
    if (!rc && !l->hits.n)
        rc = take_digits(l, e);
    if (!rc && !l->hits.n)
        rc = take_beginning(l, code, e);
    if (!rc && !l->hits.n)
        rc = take_words(l, e);
    if (!rc)
        sort_hits(l);
    return rc;
}

/* What else the same keys may stand for: a telephone as from abroad; other strokes than hyphens; a number with strokes too
 * many; a number with something around it (brackets, 様, の件). */
static const char *other_writing(struct arena *a, const char *text, int n)
{
    char *code = fold_code(a, text);
    size_t kept = 0;
    if (n == 0)
        return str_starts(code, "+81") ? arena_printf(a, "0%s", code + 3 + strspn(code + 3, "-")) : code;
    for (const char *p = code; *p; p++) {
        bool stroke = strchr("_/.-", *p) != NULL, plain = (*p >= '0' && *p <= '9') || (*p >= 'A' && *p <= 'Z');
        if (n == 1 || (n == 2 && !stroke) || (n == 3 && (plain || *p == '-')))
            code[kept++] = stroke ? '-' : *p;
    }
    code[kept] = '\0';
    return n == 3 && kept < NUMBER_CHARS_MIN ? "" : code; /* a name may hold a letter or two */
}

enum { OTHER_WRITINGS = 4 };

static int look_in_all_writings(struct db *db, void *arg, struct err *e)
{
    struct looking *l = arg;
    const char *typed = l->text, *understood;
    int rc = look(db, l, e);
    understood = l->understood;
    for (int i = 0; !rc && !l->hits.n && !*l->suggest && i < OTHER_WRITINGS; i++) {
        l->text = other_writing(l->a, typed, i);
        l->understood = "";
        if (*l->text && !str_eq(l->text, typed))
            rc = look(db, l, e);
    }
    if (!l->hits.n)
        l->understood = understood;
    return rc;
}

int lookup(struct app *app, const char *text, size_t limit, struct arena *a, struct lookup *lookup_r, struct err *e)
{
    struct looking l = {.app = app, .text = text, .a = a, .understood = "", .suggest = "",
                        .limit = limit && limit < LOOKUP_HITS_MAX ? limit : LOOKUP_HITS_MAX};
    int rc = *text && strlen(text) <= LOOKUP_TEXT_MAX ? db_read(app->db, look_in_all_writings, &l, e) : 0;
    if (rc)
        return rc;
    *lookup_r = (struct lookup){.understood = l.understood, .suggest = l.hits.n ? "" : l.suggest, .hit = l.hits.at, .n = l.hits.n,
                                .more = l.more};
    for (size_t i = 0; i < l.hits.n; i++) {
        const struct hit *hit = &l.hits.at[i];
        bool of_case = hit->case_id != 0;
        views_saw_hit(app, of_case ? "case" : hit->kind == HIT_CERTIFICATE ? "certificate" : "party", of_case ? hit->case_id : hit->id);
    }
    return 0;
}
