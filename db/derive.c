#include "db/derive.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/buf.h"
#include "core/base/fold.h"
#include "core/base/str.h"
#include "core/base/utf8.h"
#include "core/model/case.h"
#include "core/model/certificate.h"
#include "core/model/fee.h"
#include "core/model/paper.h"
#include "core/model/party.h"
#include "db/db_internal.h"
#include "db/rows.h"

enum { TEXT_MAX_BYTES = 1 << 20, INDEX_WAIT_BYTES = 8 << 20, PAGE_ROWS = 500, TAIL_DIGITS_MIN = 3, TELEPHONE_DIGITS_MIN = 9, MONTH_CHARS = 7 };

static const char *const owner_names[] = {"party", "case", "certificate"};

const char *search_subject_key(const char *folded, struct arena *a)
{
    return arena_join(a, "subject ", folded, NULL);
}

static const char *last_char(const char *s)
{
    const char *at = s + strlen(s);
    while (at > s && ((unsigned char)*--at & 0xc0) == 0x80)
        ;
    return at;
}

static void add_word(struct buf *to, const char *word)
{
    if (to->n)
        buf_add_char(to, ' ');
    buf_add_str(to, word);
}

/* Tokens of a folded text as the index holds them: the bigrams of each of its words and their last characters. */
static const char *search_tokens(const char *folded, struct arena *a)
{
    AUTO(buf) struct buf tokens = BUF(4 * TEXT_MAX_BYTES);
    struct str rest = str_of(folded), piece;
    while (str_split(&rest, ' ', &piece)) {
        if (!piece.n)
            continue;
        /* Words have no blanks. The last character stands alone too: a query of one character is a prefix of tokens. */
        const char *word = arena_strndup(a, piece.p, piece.n), *last = last_char(word);
        add_word(&tokens, fold_bigrams(a, word));
        if (last != word)
            add_word(&tokens, last);
    }
    return arena_strndup(a, buf_str(&tokens), tokens.n);
}

/* The texts folded, each a word, each once. */
static const char *fold_all(const char *const *texts, size_t n, struct arena *a)
{
    AUTO(buf) struct buf out = BUF(TEXT_MAX_BYTES);
    for (size_t i = 0; i < n; i++)
        if (*texts[i])
            add_word(&out, fold_text(a, texts[i]));
    return arena_strndup(a, buf_str(&out), out.n);
}

/* FTS5 gathers what it is given in memory, but writes it out whenever another statement opens a savepoint, and every put
 * of a record with references does. So its changes wait until the end of the transaction, or until they are many. */
static int index_row(struct db *db, enum stmt_id statement, int64_t row, const char *folded, struct err *e)
{
    struct index_changes *index = &db->index;
    *LIST_ADD(&index->a, &index->change) = (struct index_change){statement, index->change.n, row, search_tokens(folded, &index->a)};
    if (index->a.used < INDEX_WAIT_BYTES)
        return 0;
    int rc = derive_flush(db, e);
    derive_forget(db);
    return rc;
}

static int by_row(const void *a, const void *b)
{
    const struct index_change *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return x->turn < y->turn ? -1 : x->turn > y->turn;
}

/* FTS5 also writes out what it has gathered whenever a row comes that is not behind the one before. */
int derive_flush(struct db *db, struct err *e)
{
    int rc = 0;
    if (db->index.change.n)
        qsort(db->index.change.at, db->index.change.n, sizeof *db->index.change.at, by_row);
    for (size_t i = 0; !rc && i < db->index.change.n; i++) {
        const struct index_change *change = &db->index.change.at[i];
        struct stmt *s = db_stmt(db, change->statement);
        stmt_int(s, 1, change->row);
        stmt_text(s, 2, change->tokens);
        rc = stmt_run(s, NULL, e);
    }
    return rc;
}

void derive_forget(struct db *db)
{
    if (db->index.change.n) {
        arena_reset(&db->index.a);
        memset(&db->index.change, 0, sizeof db->index.change);
    }
}

/* folded "" takes the text away. is_new: nothing can be there yet. */
static int put_text(struct db *db, int64_t row, const char *folded, bool is_new, struct arena *a, struct err *e)
{
    const char *old = "";
    int rc = 0;
    if (!is_new) {
        struct stmt *s = db_stmt(db, STMT_search_text_get);
        stmt_int(s, 1, row);
        rc = stmt_next(s, e);
        if (rc > 0)
            old = stmt_get_text(s, 0, a);
        stmt_reset(s);
        if (rc < 0 || str_eq(old, folded))
            return rc < 0 ? rc : 0;
        rc = 0;
    }
    if (*old)
        rc = index_row(db, STMT_search_index_drop, row, old, e);
    if (!rc && *folded)
        rc = index_row(db, STMT_search_index_add, row, folded, e);
    if (rc || (!*folded && !*old))
        return rc;
    struct stmt *s = db_stmt(db, *folded ? STMT_search_text_put : STMT_search_text_drop);
    stmt_int(s, 1, row);
    if (*folded)
        stmt_text(s, 2, folded);
    return stmt_run(s, NULL, e);
}

static int drop_keys(struct db *db, const char *owner, int64_t id, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_lookup_key_drop);
    stmt_text(s, 1, owner);
    stmt_int(s, 2, id);
    return stmt_run(s, NULL, e);
}

static int put_key(struct db *db, const char *key, const char *kind, const char *owner, int64_t id, const char *scheme,
                   const char *label, struct err *e)
{
    if (!*key)
        return 0;
    struct stmt *s = db_stmt(db, STMT_lookup_key_put);
    stmt_text(s, 1, key);
    stmt_text(s, 2, kind);
    stmt_text(s, 3, owner);
    stmt_int(s, 4, id);
    stmt_text(s, 5, scheme);
    stmt_text(s, 6, label);
    return stmt_run(s, NULL, e);
}

/* The digits that end a number of several parts: what is left of it on the telephone. "" if there are few. */
static const char *tail_of(const char *key)
{
    size_t n = strlen(key), digits = 0;
    while (digits < n && key[n - 1 - digits] >= '0' && key[n - 1 - digits] <= '9')
        digits++;
    return digits >= TAIL_DIGITS_MIN && digits < n ? key + n - digits : "";
}

static int put_number_keys(struct db *db, const char *number, const char *owner, int64_t id, const char *scheme, struct arena *a,
                           struct err *e)
{
    const char *key = fold_code(a, number);
    int rc = put_key(db, key, owner, owner, id, scheme, number, e);
    return rc ? rc : put_key(db, tail_of(key), "tail", owner, id, scheme, number, e);
}

/* The name of what is certified, in a key that nothing typed as a number reads as: those have no blanks. */
static int put_subject_key(struct db *db, const char *subject, int64_t id, const char *scheme, struct arena *a, struct err *e)
{
    const char *folded = fold_text(a, subject);
    return *folded ? put_key(db, search_subject_key(folded, a), "subject", "certificate", id, scheme, subject, e) : 0;
}

static const char *digits_of(const char *s, struct arena *a)
{
    char *to = arena_strdup(a, fold_code(a, s)), *end = to;
    for (const char *p = to; *p; p++)
        if (*p >= '0' && *p <= '9')
            *end++ = *p;
    *end = '\0';
    return to;
}

/* Cases and certificates: what both are found by. */
struct subject {
    enum search_owner owner;
    int64_t id, party_id;
    const char *scheme, *state, *number, *text, *batch;
    const char *type, *assignee; /* of a case, else "" */
    bool open;
    struct date received, closed; /* of a case, else none */
    struct date until;            /* of a certificate, else none */
};

/* What happened in the month of a day; a day that is none counts for nothing. */
static int tally_month(struct db *db, const char *what, const char *scheme, struct date day, const char *state, int64_t by, int64_t yen,
                       struct err *e)
{
    char text[DATE_TEXT_BYTES];
    if (date_is_none(day))
        return 0;
    struct stmt *s = db_stmt(db, STMT_month_tally_add);
    stmt_text(s, 1, what);
    stmt_text(s, 2, scheme);
    (void)date_iso(day, text);
    text[MONTH_CHARS] = '\0';
    stmt_text(s, 3, text);
    stmt_text(s, 4, state);
    stmt_int(s, 5, by);
    stmt_int(s, 6, yen);
    return stmt_run(s, NULL, e);
}

static int tally_months(struct db *db, const struct subject *sub, int64_t by, struct err *e)
{
    int rc = tally_month(db, "received", sub->scheme, sub->received, "", by, 0, e);
    if (!rc)
        rc = tally_month(db, "closed", sub->scheme, sub->closed, sub->state, by, 0, e);
    return rc ? rc : tally_month(db, "until", sub->scheme, sub->until, sub->state, by, 0, e);
}

/* A fee that is owed or paid, in the months of both, under the scheme of its case. */
static int tally_fee(struct db *db, const struct fee *f, int64_t by, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    if (!str_eq(f->state, "billed") && !str_eq(f->state, "paid"))
        return 0;
    struct stmt *s = db_stmt(db, STMT_derived_fee_scheme);
    stmt_int(s, 1, f->case_id);
    int rc = stmt_next(s, e);
    const char *scheme = rc > 0 ? stmt_get_text(s, 0, &a) : "";
    stmt_reset(s);
    if (rc < 0)
        return rc;
    rc = tally_month(db, "billed", scheme, f->billed_on, "", by, by * f->gross.v, e);
    return rc ? rc : tally_month(db, "paid", scheme, f->paid_on, "", by, by * f->gross.v, e);
}

static int change_fee(struct db *db, const struct fee *f, bool removed, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct fee before = *f;
    struct stmt *s = db_stmt(db, STMT_derived_fee);
    stmt_int(s, 1, f->id);
    int rc = stmt_next(s, e);
    bool found = rc > 0;
    if (found) {
        before.billed_on = stmt_get_date(s, 0);
        before.paid_on = stmt_get_date(s, 1);
        before.gross.v = stmt_get_int(s, 2);
        before.state = stmt_get_text(s, 3, &a);
    }
    stmt_reset(s);
    if (rc < 0)
        return rc;
    rc = found ? tally_fee(db, &before, -1, e) : 0;
    return rc || removed ? rc : tally_fee(db, f, 1, e);
}

static int tally(struct db *db, const struct subject *sub, int64_t by, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_state_tally_add);
    stmt_text(s, 1, owner_names[sub->owner]);
    stmt_text(s, 2, sub->scheme);
    stmt_text(s, 3, sub->state);
    stmt_text(s, 4, sub->type);
    stmt_text(s, 5, sub->assignee);
    stmt_int(s, 6, sub->open);
    stmt_int(s, 7, by);
    int rc = stmt_run(s, NULL, e);
    return rc ? rc : tally_months(db, sub, by, e);
}

static bool same_tally(const struct subject *a, const struct subject *b)
{
    return str_eq(a->scheme, b->scheme) && str_eq(a->state, b->state) && str_eq(a->type, b->type) && str_eq(a->assignee, b->assignee) &&
           a->open == b->open && date_compare(a->received, b->received) == 0 && date_compare(a->closed, b->closed) == 0 &&
           date_compare(a->until, b->until) == 0;
}

static int stored_subject(struct db *db, enum search_owner owner, int64_t id, bool *found_r, struct subject *old_r, struct arena *a,
                          struct err *e)
{
    struct stmt *s = db_stmt(db, owner == SEARCH_CASE ? STMT_derived_case : STMT_derived_certificate);
    stmt_int(s, 1, id);
    int rc = stmt_next(s, e);
    if (rc < 0)
        return rc;
    *found_r = rc > 0;
    if (rc)
        *old_r = (struct subject){
            .owner = owner,
            .id = id,
            .scheme = stmt_get_text(s, 0, a),
            .state = stmt_get_text(s, 1, a),
            .number = stmt_get_text(s, 2, a),
            .text = stmt_get_text(s, 3, a),
            .batch = stmt_get_text(s, 4, a),
            .party_id = stmt_get_int(s, 5),
            .type = stmt_get_text(s, 6, a),
            .assignee = stmt_get_text(s, 7, a),
            .open = stmt_get_int(s, 8) != 0,
            .received = stmt_get_date(s, 9),
            .closed = stmt_get_date(s, 10),
            .until = stmt_get_date(s, 11),
        };
    stmt_reset(s);
    return 0;
}

static int put_subject_text(struct db *db, const struct subject *sub, const char *name, const char *reading, bool is_new,
                            struct arena *a, struct err *e)
{
    const char *const texts[] = {sub->number, sub->text, sub->batch, name, reading};
    return put_text(db, search_row(sub->owner, sub->id), fold_all(texts, COUNT_OF(texts), a), is_new, a, e);
}

static int party_names(struct db *db, int64_t party_id, const char **name_r, const char **reading_r, struct arena *a, struct err *e)
{
    *name_r = *reading_r = "";
    if (!party_id)
        return 0;
    struct stmt *s = db_stmt(db, STMT_derived_party);
    stmt_int(s, 1, party_id);
    int rc = stmt_next(s, e);
    if (rc > 0) {
        *name_r = stmt_get_text(s, 0, a);
        *reading_r = stmt_get_text(s, 1, a);
    }
    stmt_reset(s);
    return rc < 0 ? rc : 0;
}

static int change_subject(struct db *db, const struct subject *sub, bool removed, bool is_new, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    const char *owner = owner_names[sub->owner], *name, *reading;
    struct subject old;
    bool found = false;
    int rc = is_new ? 0 : stored_subject(db, sub->owner, sub->id, &found, &old, &a, e);
    bool same = found && !removed && same_tally(&old, sub);
    if (!rc && found && !same)
        rc = tally(db, &old, -1, e);
    if (!rc && !removed && !same)
        rc = tally(db, sub, 1, e);
    if (rc || (found && !removed && str_eq(old.number, sub->number) && str_eq(old.text, sub->text) && str_eq(old.batch, sub->batch) &&
               old.party_id == sub->party_id && str_eq(old.scheme, sub->scheme)))
        return rc;
    if (found)
        rc = drop_keys(db, owner, sub->id, e);
    if (removed)
        return rc ? rc : put_text(db, search_row(sub->owner, sub->id), "", false, &a, e);
    if (!rc)
        rc = put_number_keys(db, sub->number, owner, sub->id, sub->scheme, &a, e);
    if (!rc && sub->owner == SEARCH_CERTIFICATE)
        rc = put_subject_key(db, sub->text, sub->id, sub->scheme, &a, e);
    if (!rc)
        rc = party_names(db, sub->party_id, &name, &reading, &a, e);
    return rc ? rc : put_subject_text(db, sub, name, reading, is_new, &a, e);
}

static struct subject subject_of_case(const struct case_file *c)
{
    return (struct subject){SEARCH_CASE, c->id,    c->party_id, c->scheme,   c->state,                 c->number,
                            c->subject,  c->batch, c->type,     c->assignee, date_is_none(c->closed_on), c->received_on,
                            c->closed_on, DATE_NONE};
}

static struct subject subject_of_certificate(const struct certificate *c)
{
    return (struct subject){SEARCH_CERTIFICATE, c->id, c->party_id, c->scheme, c->state, c->number, c->subject, "", "", "", false,
                            DATE_NONE, DATE_NONE, c->valid_until};
}

/* A party took another name: what is found by it follows. */
static int rename_subjects(struct db *db, const struct party *p, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct rows certificates;
    struct stmt *s = db_stmt(db, STMT_certificate_of_party);
    stmt_int(s, 1, p->id);
    stmt_int(s, 2, INT32_MAX);
    int rc = rows_all(s, &certificate_type, &a, &certificates, e);
    const struct certificate *certificate = certificates.at;
    for (size_t i = 0; !rc && i < certificates.n; i++) {
        struct subject sub = subject_of_certificate(&certificate[i]);
        rc = put_subject_text(db, &sub, p->name, p->reading, false, &a, e);
    }
    int64_t before = INT64_MAX;
    while (!rc) {
        arena_reset(&a);
        struct rows cases;
        s = db_stmt(db, STMT_case_of_party);
        stmt_int(s, 1, p->id);
        stmt_int(s, 2, before);
        stmt_int(s, 3, PAGE_ROWS);
        rc = rows_all(s, &case_file_type, &a, &cases, e);
        if (rc || !cases.n)
            break;
        const struct case_file *c = cases.at;
        for (size_t i = 0; !rc && i < cases.n; i++) {
            struct subject sub = subject_of_case(&c[i]);
            rc = put_subject_text(db, &sub, p->name, p->reading, false, &a, e);
        }
        before = c[cases.n - 1].id;
    }
    return rc;
}

static int change_party(struct db *db, const struct party *p, bool removed, bool is_new, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    const char *old_name = "", *old_reading = "";
    const char *const texts[] = {p->name, p->reading, p->corporate_number, p->address, p->tel, p->mail};
    int rc = is_new ? 0 : party_names(db, p->id, &old_name, &old_reading, &a, e);
    if (!rc && !is_new)
        rc = drop_keys(db, "party", p->id, e);
    if (!rc)
        rc = put_text(db, search_row(SEARCH_PARTY, p->id), removed ? "" : fold_all(texts, COUNT_OF(texts), &a), is_new, &a, e);
    if (rc || removed)
        return rc;
    const char *telephone = digits_of(p->tel, &a);
    rc = put_key(db, fold_code(&a, p->corporate_number), "corporate", "party", p->id, "", p->corporate_number, e);
    if (!rc && strlen(telephone) >= TELEPHONE_DIGITS_MIN)
        rc = put_key(db, telephone, "telephone", "party", p->id, "", p->tel, e);
    if (!rc && !is_new && (!str_eq(old_name, p->name) || !str_eq(old_reading, p->reading)))
        rc = rename_subjects(db, p, e);
    return rc;
}

/* Fees by invoice, papers by their own number. */
static int change_numbered(struct db *db, const char *owner, enum stmt_id stored, int64_t id, const char *number, bool removed,
                           struct err *e)
{
    AUTO(arena) struct arena a = {0};
    const char *old = "";
    struct stmt *s = db_stmt(db, stored);
    stmt_int(s, 1, id);
    int rc = stmt_next(s, e);
    if (rc > 0)
        old = stmt_get_text(s, 0, &a);
    stmt_reset(s);
    if (rc < 0 || (!removed && str_eq(old, number)))
        return rc < 0 ? rc : 0;
    rc = *old ? drop_keys(db, owner, id, e) : 0;
    return rc || removed ? rc : put_key(db, fold_code(&a, number), owner, owner, id, "", number, e);
}

int derive_change(struct db *db, const struct record_type *type, const void *record, bool removed, struct err *e)
{
    if (type == &case_file_type) {
        const struct case_file *c = record;
        struct subject sub = subject_of_case(c);
        return change_subject(db, &sub, removed, !removed && c->version == 1, e);
    }
    if (type == &certificate_type) {
        const struct certificate *c = record;
        struct subject sub = subject_of_certificate(c);
        return change_subject(db, &sub, removed, !removed && c->version == 1, e);
    }
    if (type == &party_type) {
        const struct party *p = record;
        return change_party(db, p, removed, !removed && p->version == 1, e);
    }
    if (type == &fee_type) {
        const struct fee *f = record;
        int rc = change_fee(db, f, removed, e);
        return rc ? rc : change_numbered(db, "fee", STMT_derived_invoice, f->id, f->invoice, removed, e);
    }
    if (type == &paper_type) {
        const struct paper *p = record;
        return change_numbered(db, "paper", STMT_derived_paper_number, p->id, p->number, removed, e);
    }
    return 0;
}

static int derive_record(struct db *db, const struct record_type *type, const void *record, struct arena *a, struct err *e)
{
    const char *name, *reading;
    struct subject sub;
    if (type == &party_type)
        return change_party(db, record, false, true, e);
    if (type == &fee_type || type == &paper_type) {
        bool fee = type == &fee_type;
        const char *number = fee ? ((const struct fee *)record)->invoice : ((const struct paper *)record)->number;
        int64_t id = fee ? ((const struct fee *)record)->id : ((const struct paper *)record)->id;
        const char *owner = fee ? "fee" : "paper";
        const struct fee *f = fee ? record : NULL;
        int rc = f ? tally_fee(db, f, 1, e) : 0;
        return rc ? rc : put_key(db, fold_code(a, number), owner, owner, id, "", number, e);
    }
    sub = type == &case_file_type ? subject_of_case(record) : subject_of_certificate(record);
    int rc = tally(db, &sub, 1, e);
    if (!rc)
        rc = put_number_keys(db, sub.number, owner_names[sub.owner], sub.id, sub.scheme, a, e);
    if (!rc && sub.owner == SEARCH_CERTIFICATE)
        rc = put_subject_key(db, sub.text, sub.id, sub.scheme, a, e);
    if (!rc)
        rc = party_names(db, sub.party_id, &name, &reading, a, e);
    return rc ? rc : put_subject_text(db, &sub, name, reading, true, a, e);
}

static int derive_table(struct db *db, const struct record_type *type, struct err *e)
{
    /* The last row of a page is the key of the next: two arenas take turns. */
    struct arena arenas[2] = {{0}};
    const void *after = NULL;
    struct rows rows;
    int rc;
    for (int turn = 0;; turn = !turn) {
        struct arena *a = &arenas[turn];
        arena_reset(a);
        rc = rows_page(db, type, after, PAGE_ROWS, a, &rows, e);
        if (rc || !rows.n)
            break;
        for (size_t i = 0; !rc && i < rows.n; i++)
            rc = derive_record(db, type, (const char *)rows.at + i * type->size, a, e);
        if (rc)
            break;
        after = (const char *)rows.at + (rows.n - 1) * type->size;
    }
    arena_done(&arenas[0]);
    arena_done(&arenas[1]);
    return rc;
}

int derive_all(struct db *db, void *unused, struct err *e)
{
    static const enum stmt_id drops[] = {STMT_search_index_drop_all, STMT_search_text_drop_all, STMT_lookup_key_drop_all,
                                         STMT_state_count_drop_all,    STMT_month_count_drop_all};
    const struct record_type *const types[] = {&party_type, &case_file_type, &certificate_type, &fee_type, &paper_type};
    (void)unused;
    int rc = 0;
    for (size_t i = 0; !rc && i < COUNT_OF(drops); i++)
        rc = stmt_run(db_stmt(db, drops[i]), NULL, e);
    for (size_t i = 0; !rc && i < COUNT_OF(types); i++)
        rc = derive_table(db, types[i], e);
    return rc;
}
