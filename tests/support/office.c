#include "tests/support/office.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/app/journal.h"
#include "core/model/certificate.h"
#include "core/rule/scheme.h"
#include "db/rows.h"

const struct form_value office_form[] = {
    {"written_date", "R8.11.1"},
    {"operator_kind", "法人"},
    {"operator_name", "株式会社髙知情報基盤"},
    {"operator_kana", "カブシキガイシャコウチジョウホウキバン"},
    {"corporate_number", "4000012090001"},
    {"operator_postal", "780-0870"},
    {"operator_address", "高知県高知市本町１丁目２番３号"},
    {"representative_name", "山﨑　太郎"},
    {"has_authority", "true"},
    {"contact_dept", "情報部"},
    {"contact_name", "𠮷田　花子"},
    {"contact_tel", "088-800-0000"},
    {"contact_mail", "info@example.invalid"},
    {"contact_address", "高知県高知市本町１丁目２番３号"},
    {"service_name", "四国クラウド標準プラン"},
    {"service_summary", "仮想サーバーを時間単位で貸す。\n四国内の二つのデータセンターで運用する。"},
    {"service_started_on", "2020-04-01"},
    {"layer_types", "ハード基盤サービス\nシステム基盤サービス"},
    {"unit_kind", "単独"},
    {"applicant_role", "提供元"},
    {"contracts_directly", "true"},
    {"withhold_wish", "false"},
};
const size_t office_form_n = COUNT_OF(office_form);

int office_open(struct office *o, struct clock clock, struct err *e)
{
    char dir[4096];
    const char *root = getenv("SRCDIR");
    *o = (struct office){0};
    snprintf(dir, sizeof dir, "%s/schemes", root ? root : ".");
    int rc = schemes_load(dir, &o->schemes, NULL, e);
    if (!rc)
        rc = app_open(":memory:", APP_CREATE, o->schemes, clock, &o->app, e);
    if (!rc)
        app_act_for_office(o->app, "office");
    else
        office_close(o);
    return rc;
}

void office_close(struct office *o)
{
    if (o->app)
        app_close(o->app);
    if (o->schemes)
        schemes_free(o->schemes);
    *o = (struct office){0};
}

struct putting {
    struct journal_entry entry;
    struct change_set set;
};

static int put_fn(struct db *db, void *arg, struct err *e)
{
    struct putting *put = arg;
    return journal_commit(db, &put->entry, &put->set, NULL, e);
}

int office_add_certificate(struct office *o, int64_t id, const char *scheme, const char *number, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct putting put = {{.at = clock_now(&o->app->clock), .actor = "office", .seat = "test", .verb = "test.put", .object = "test"},
                          change_set_in(&a)};
    struct date today = app_today(o->app);
    struct certificate c;
    record_init(&certificate_type, &c);
    c.id = id;
    c.scheme = scheme;
    c.edition = schemes_on(o->schemes, scheme, today)->version_text;
    c.number = number;
    c.state = "valid";
    c.granted_on = c.valid_from = c.state_since = today;
    c.valid_until = (struct date){today.days + 730};
    const struct certificate_event granted = {.certificate_id = id, .transition = "K01", .from_state = "", .to_state = "valid",
                                              .effective_on = today, .reason = "", .performed = true};
    change_put(&put.set, &certificate_type, &c);
    change_put(&put.set, &certificate_event_type, &granted);
    return db_write(o->app->db, put_fn, &put, e);
}
