/* An office at work: invented changes of every kind, the same for the same seed, each journalled as a verb would. */
#ifndef SHINSA_TESTS_BUSY_OFFICE_H
#define SHINSA_TESTS_BUSY_OFFICE_H

#include <stdio.h>

#include "core/app/journal.h"
#include "core/base/str.h"
#include "core/model/case.h"
#include "core/model/certificate.h"
#include "core/model/check.h"
#include "core/model/deadline.h"
#include "core/model/fee.h"
#include "core/model/form.h"
#include "core/model/office.h"
#include "core/model/party.h"
#include "db/rows.h"

struct busy_office {
    uint64_t dice;
    instant_us now;
    struct date today;
    int64_t n_cases;
    struct arena arena; /* of one verb */
};

static inline uint64_t busy_roll(struct busy_office *o, uint64_t sides)
{
    o->dice ^= o->dice << 13;
    o->dice ^= o->dice >> 7;
    o->dice ^= o->dice << 17;
    return o->dice % sides;
}

static inline struct busy_office busy_office_of(uint64_t seed)
{
    struct busy_office o = {.dice = seed * 2654435761u + 88172645463325252u, .now = 1795132800000000};
    o.today = (struct date){20777};
    return o;
}

static inline int busy_commit(struct db *db, struct busy_office *o, const char *verb, const char *kind, int64_t id,
                              struct change_set *set, struct err *e)
{
    o->now += 1000;
    const struct journal_entry entry = {o->now, "hanako", "local", verb, arena_printf(&o->arena, "%s:%lld", kind, (long long)id), NULL};
    return journal_commit(db, &entry, set, NULL, e);
}

static inline int busy_new_case(struct db *db, struct busy_office *o, struct err *e)
{
    static const char *const heads[] = {"室戸", "四国", "南国", "土佐", "高知", "安芸", "須崎", "宿毛"};
    static const char *const tails[] = {"電機株式会社", "データ(株)", "ホーム有限会社", "基盤合同会社", "金属工業㈱", "ネット株式会社"};
    static const char *const schemes[] = {"red", "green", "blue"};
    static const char *const states[] = {"received", "formal_review", "review", "decided", "closed"};
    struct arena *a = &o->arena;
    struct change_set set = change_set_in(a);
    struct party p;
    struct case_file c;
    struct form f;
    struct deadline d;
    record_init(&party_type, &p);
    record_init(&case_file_type, &c);
    record_init(&form_type, &f);
    record_init(&deadline_type, &d);
    int rc = rows_next_id(db, &party_type, &p.id, e);
    if (!rc)
        rc = rows_next_id(db, &case_file_type, &c.id, e);
    if (!rc)
        rc = rows_next_id(db, &deadline_type, &d.id, e);
    if (rc)
        return rc;
    p.kind = "company";
    p.name = arena_printf(a, "%s%s%s", heads[busy_roll(o, 8)], heads[busy_roll(o, 8)], tails[busy_roll(o, 6)]);
    p.reading = "しこくでーた";
    p.corporate_number = arena_printf(a, "%013lld", (long long)(1000000000000 + p.id * 7));
    p.address = "高知県高知市本町";
    p.tel = arena_printf(a, "088-800-%04d", (int)(p.id % 10000));
    p.mail = "info@example.invalid";
    c.scheme = schemes[busy_roll(o, 3)];
    c.edition = "2022-04-01";
    c.type = "new";
    c.number = arena_printf(a, "N-2026-%07lld", (long long)c.id);
    c.state = states[busy_roll(o, 5)];
    c.state_since = c.received_on = o->today;
    c.party_id = p.id;
    c.subject = arena_printf(a, "クラウド基盤サービス K%d 標準プラン", (int)busy_roll(o, 1000));
    c.assignee = busy_roll(o, 2) ? "hanako" : "taro";
    c.opened_at = o->now;
    f.case_id = c.id;
    f.form = "F-A";
    f.revision = 1;
    f.body = arena_printf(a, "{\"name\":\"%s\",\"capital\":\"%d\",\"address\":\"%s\",\"service\":\"%s\"}", p.name,
                          (int)busy_roll(o, 100000), p.address, c.subject);
    f.saved_by = "hanako";
    f.saved_at = o->now;
    d.scheme = c.scheme;
    d.rule = "formal_review";
    d.case_id = c.id;
    d.kind = "hard";
    d.base_on = o->today;
    d.raw_on = d.due_on = (struct date){o->today.days + (int32_t)busy_roll(o, 60)};
    d.state = "open";
    d.opened_on = o->today;
    change_put(&set, &party_type, &p);
    change_put(&set, &case_file_type, &c);
    change_put(&set, &form_type, &f);
    change_put(&set, &deadline_type, &d);
    o->n_cases = c.id;
    return busy_commit(db, o, "case.new", "case", c.id, &set, e);
}

static inline int busy_work_on_case(struct db *db, struct busy_office *o, struct err *e)
{
    struct arena *a = &o->arena;
    struct change_set set = change_set_in(a);
    struct case_file c;
    int64_t id = 1 + (int64_t)busy_roll(o, (uint64_t)o->n_cases);
    int rc = rows_get_id(db, &case_file_type, id, &c, a, e);
    if (rc)
        return rc;
    struct fact fact = {"case", id, "", busy_roll(o, 2) ? "received_on" : "remark#", busy_roll(o, 4) ? "#2026-11-20" : ""};
    struct check_result check = {.case_id = id, .checklist = "document", .item = busy_roll(o, 2) ? "6-2" : "5/1~", .unit = "",
                                 .result = "適", .evidence = "資料9 p.12", .note = "口頭で確認した\n二行目\t\"引用\"", .checked_by = "taro",
                                 .checked_on = o->today};
    struct fee fee;
    record_init(&fee_type, &fee);
    switch (busy_roll(o, 5)) {
    case 0:
        c.state = busy_roll(o, 2) ? "review" : "closed";
        c.state_since = o->today;
        c.closed_on = str_eq(c.state, "closed") ? o->today : DATE_NONE;
        change_put(&set, &case_file_type, &c);
        break;
    case 1:
        change_put(&set, &fact_type, &fact);
        break;
    case 2:
        change_remove(&set, &fact_type, &fact);
        break;
    case 3:
        change_put(&set, &check_result_type, &check);
        break;
    default:
        rc = rows_next_id(db, &fee_type, &fee.id, e);
        fee.case_id = id;
        fee.rule = "review";
        fee.count = 1;
        fee.net = (struct yen){190000};
        fee.rate_bp = 1000;
        fee.tax = (struct yen){19000};
        fee.gross = (struct yen){busy_roll(o, 3) ? 209000 : -209000};
        fee.billed_on = o->today;
        fee.state = "billed";
        change_put(&set, &fee_type, &fee);
    }
    return rc ? rc : busy_commit(db, o, "case.act", "case", id, &set, e);
}

/* One verb, in the transaction the caller holds. */
static inline int busy_verb(struct db *db, struct busy_office *o, struct err *e)
{
    arena_reset(&o->arena);
    if (o->n_cases == 0 || busy_roll(o, 4) == 0)
        return busy_new_case(db, o, e);
    return busy_work_on_case(db, o, e);
}

struct busy_run {
    struct busy_office *office;
    int n;
};

static inline int busy_run_fn(struct db *db, void *arg, struct err *e)
{
    struct busy_run *run = arg;
    int rc = 0;
    for (int i = 0; !rc && i < run->n; i++)
        rc = busy_verb(db, run->office, e);
    return rc;
}

/* n verbs in one transaction. */
static inline int busy_verbs(struct db *db, struct busy_office *o, int n, struct err *e)
{
    struct busy_run run = {o, n};
    return db_write(db, busy_run_fn, &run, e);
}

#endif
