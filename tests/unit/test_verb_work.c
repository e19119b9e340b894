/* What verbs do, each in words and as JSON, and how each refuses: by a rule 1, usage 2, not found 3, denied 4, conflict 5. */
#include "tests/support/unit.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/json.h"
#include "core/base/str.h"
#include "tests/support/verbs.h"

static struct verbs_office office;

static int setup(void **state)
{
    (void)state;
    verbs_open(&office, "2025-06-02");
    verbs_certify(&office);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    verbs_close(&office);
    return 0;
}

/* What is typed by whom, how it ends, and what is said (of errors: on the error stream). */
struct said {
    const char *who, *line;
    int status;
    const char *text;
    const char *input;
};

static void assert_all(const struct said *said, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        office.input = said[i].input;
        int got = verbs_run(&office, said[i].who, said[i].line);
        const char *where = got ? office.err.p : office.out.p;
        if (got != said[i].status || !strstr(where, said[i].text) || (got == 0 && office.err.n))
            fail_msg("%s: %s\n  status %d, not %d; says %s%s  wanted %s", said[i].who, said[i].line, got, said[i].status, office.out.p,
                     office.err.p, said[i].text);
    }
}
#define ASSERT_ALL(list) assert_all(list, COUNT_OF(list))

/* Lists and sheets, for people and as JSON that can be read back and names what it holds. */
static void test_verb_work__answers_in_words_and_as_json(void **state)
{
    static const struct said reads[] = {
        {"uketsuke", "case history #1", 0, "\"actor\":\"uketsuke\"", "受付"},
        {"uketsuke", "case list --all", 0, "\"number\":\"IP-N2025-0001\"", "IP-N2025-0001"},
        {"uketsuke", "case show #1", 0, "\"certificate\":\"IP0001-2506\"", "土佐クラウド"},
        {"uketsuke", "case show #2", 0, "\"possible\":true", "変更"},
        {"uketsuke", "cert list", 0, "\"in_force\":true", "IP0001-2506"},
        {"uketsuke", "cert show IP0001-2506", 0, "\"valid_until\":\"2027-06-30\"", "2027-06-30"},
        {"uketsuke", "cert show IP0001 --on 2026-01-01", 0, "\"state\":\"valid\"", "有効"},
        {"uketsuke", "check show #1", 0, "\"id\":\"CL-F\"", "CL-F"},
        {"uketsuke", "check show #1 CL-F", 0, "\"done\":14", "14/14  完了"},
        {"uketsuke", "clock", 0, "{\"events\":", "時計を進めました"},
        {"uketsuke", "deadline list --all", 0, "\"due_on\":\"2025-07-03\"", "2025-07-03"},
        {"uketsuke", "deadline why 1", 0, "\"label\":\"規則\"", "規則"},
        {"uketsuke", "fee show #1", 0, "\"billed\":209000,\"paid\":209000,\"open\":0", "209,000"},
        {"uketsuke", "form show #1 F-A", 0, "\"revision\":1", "operator_name"},
        {"uketsuke", "form show #2 F-A --changed", 0, "[", ""},
        {"uketsuke", "help", 0, "\"verb\":\"backup\"", "backup FILE"},
        {"uketsuke", "ledger", 0, "\"id\":\"reception\"", "受付簿"},
        {"uketsuke", "ledger aspic reception", 0, "\"受付番号\":\"IP-N2025-0001\"", "IP-N2025-0001"},
        {"uketsuke", "lookup ｉｐ１", 0, "\"number\":\"IP0001-2506\"", "IP0001-2506"},
        {"uketsuke", "paper list #1", 0, "\"custody\":\"保管\"", "登記事項証明書"},
        {"uketsuke", "param list aspic", 0, "\"name\":\"receipt_basis\"", "! receipt_basis"},
        {"uketsuke", "query list #1", 0, "\"answer\":\"送付しました\"", "#1"},
        {"uketsuke", "register aspic", 0, "\"id\":\"list\"", "list"},
        {"uketsuke", "register aspic list", 0, "\"認定番号\":\"IP0001-2506\"", "IP0001-2506"},
        {"uketsuke", "scheme check", 0, "[]", "誤りはありません"},
        {"uketsuke", "scheme check aspic", 0, "[]", "誤りはありません"},
        {"uketsuke", "scheme check --release aspic", 0, "receipt_basis", "receipt_basis"},
        {"uketsuke", "scheme coverage aspic", 1, "ASPIC-0", "ASPIC-0"},
        {"uketsuke", "scheme list", 0, "\"version\":\"2022-04-01\"", "2022-04-01"},
        {"uketsuke", "scheme proofs", 0, "{", ""},
        {"uketsuke", "scheme schema fees.yaml", 0, "\"$schema\"", "\"$schema\""},
        {"uketsuke", "scheme show aspic", 0, "{", "aspic"},
        {"uketsuke", "scheme show aspic/2022-04-01", 0, "{", "aspic"},
        {"uketsuke", "user list", 0, "\"roles\":\"aspic:reception\"", "aspic:reception"},
        {"kanri", "verify", 0, "\"sound\":true", "一致しています"},
        {"uketsuke", "version", 0, "{\"version\":", "shinsa"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(reads); i++) {
        const struct said *r = &reads[i];
        AUTO(arena) struct arena a = {0};
        struct json *json;
        struct err e;
        char line[200];
        int status = verbs_run(&office, r->who, r->line);
        if (status > 1 || !strstr(office.out.p, r->input) || office.err.n)
            fail_msg("%s: status %d, says %s%s", r->line, status, office.out.p, office.err.p);
        snprintf(line, sizeof line, "--json %s", r->line);
        status = verbs_run(&office, r->who, line);
        if (status > 1 || !strstr(office.out.p, r->text) || office.err.n)
            fail_msg("%s: status %d, says %s%s", line, status, office.out.p, office.err.p);
        if (json_parse(&a, office.out.p, office.out.n, &json, &e) != 0)
            fail_msg("%s: no JSON at %s: %s", line, e.arg[0], office.out.p);
    }
}

static void test_verb_work__writes_say_what_they_made(void **state)
{
    static const struct said writes[] = {
        {"uketsuke", "case new aspic new", 0, "#3", NULL},
        {"uketsuke", "case new aspic new --json", 0, "{\"id\":4}\n", NULL},
        {"uketsuke", "case assign #3 uketsuke", 0, "", NULL},
        {"uketsuke", "case assign #4 uketsuke --json", 0, "{}\n", NULL},
        {"uketsuke", "form set #3 F-A written_date=R7.6.30 operator_name=株式会社髙知", 0, "", NULL},
        {"uketsuke", "form set #3 F-A --json contact_name=髙橋", 0, "{\"revision\":2,\"errors\":", NULL},
        {"uketsuke", "form set #3 F-A", 0, "", "service_summary=一行目\\n二行目\\\\\r\ncontact_dept=情報部\n"},
        {"uketsuke", "form show #3 F-A --json", 0, "\"service_summary\":\"一行目\\n二行目\\\\\"", NULL},
        {"uketsuke", "form set #3 F-A --revision 3 contact_dept=総務部", 0, "", NULL},
        {"uketsuke", "form set #3 F-A operator_postal=78", 0, "operator_postal: ", NULL},
        {"uketsuke", "paper receive #3 application_a --json", 0, "{\"id\":", NULL},
        {"kanri", "closed-day 2025-12-26 --label 大掃除", 0, "", NULL},
        {"kanri", "closed-day 2025-12-26 --open", 0, "", NULL},
        {"kanri", "closed-day 12-29 --json", 0, "{}\n", NULL},
        {"kanri", "param set aspic late_renewal_accept true --reason 試し", 0, "", NULL},
        {"kanri", "param list aspic", 0, "true", NULL},
        {"kanri", "user add shinjin --name '新人 六子'", 0, "", NULL},
        {"kanri", "user key shinjin", 0, "", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ6bTRtdOIvS8xcyYmM1CzX4y9Xy0yPNyJjd5E1xFOcE neu\r\n"},
        {"kanri", "user role shinjin aspic viewer", 0, "", NULL},
        {"kanri", "user role shinjin aspic viewer --revoke", 0, "", NULL},
        {"kanri", "user disable shinjin", 0, "", NULL},
        {"kanri", "user list", 0, "新人 六子", NULL},
        {"kanri", "user enable shinjin", 0, "", NULL},
        {"keiri", "fee pay #3 '20万9千' --on R7.7.1 --payer カ）コウチ --method 振込", 0, "", NULL},
        {"keiri", "fee pay #3 -9000", 0, "", NULL},
        {"keiri", "fee show #3 --json", 0, "\"paid\":200000", NULL},
        {"uketsuke", "deadline ical --all", 0, "BEGIN:VCALENDAR", NULL},
        {"uketsuke", "paper get 7", 0, "申請受付通知", NULL},
    };
    (void)state;
    ASSERT_ALL(writes);
}

static void test_verb_work__what_is_not_there_is_named(void **state)
{
    static const struct said missing[] = {
        {"kanri", "case show IP-N2099-0001", 3, "案件 IP-N2099-0001 はありません", NULL},
        {"kanri", "case show #999", 3, "番号を確かめてください", NULL},
        {"kanri", "case act #999 T01", 3, "#999", NULL},
        {"kanri", "case act #2 T99", 3, "「T99」という操作はありません", NULL},
        {"kanri", "case assign #2 dareka", 3, "利用者 dareka は登録されていません", NULL},
        {"kanri", "case history #999", 3, "#999", NULL},
        {"kanri", "case new nosuch new", 3, "「nosuch」という制度はありません", NULL},
        {"kanri", "case new aspic nosuch", 3, "「nosuch」という種類の案件はありません", NULL},
        {"kanri", "case new aspic renewal --certificate IP9999", 3, "認定 IP9999 はありません", NULL},
        {"kanri", "case list --scheme nosuch", 3, "shinsa scheme list", NULL},
        {"kanri", "cert list --scheme nosuch", 3, "shinsa scheme list", NULL},
        {"kanri", "cert show IP9999", 3, "番号を確かめてください", NULL},
        {"kanri", "check show #1 CL-X", 3, "「CL-X」", NULL},
        {"kanri", "check set #2 CL-X a=適", 3, "「CL-X」", NULL},
        {"kanri", "deadline list --scheme nosuch", 3, "shinsa scheme list", NULL},
        {"kanri", "deadline ical --scheme nosuch", 3, "shinsa scheme list", NULL},
        {"kanri", "deadline why 9999", 3, "一覧を開き直してください", NULL},
        {"kanri", "fee show #999", 3, "#999", NULL},
        {"kanri", "fee pay #999 100", 3, "#999", NULL},
        {"kanri", "form show #1 F-X", 3, "「F-X」という様式はありません", NULL},
        {"kanri", "form set #2 F-X a=b", 3, "「F-X」という様式はありません", NULL},
        {"kanri", "ledger nosuch", 3, "shinsa scheme list", NULL},
        {"kanri", "ledger nosuch reception", 3, "shinsa scheme list", NULL},
        {"kanri", "ledger aspic nosuch", 3, "「nosuch」", NULL},
        {"kanri", "register aspic nosuch --json", 3, "「nosuch」", NULL},
        {"kanri", "register aspic detail --certificate IP9999", 3, "IP9999", NULL},
        {"kanri", "lookup ないもの", 3, "入れ直してください", NULL},
        {"kanri", "paper get 9999", 3, "その書類はありません", NULL},
        {"kanri", "paper get 1", 3, "紙の原本を見てください", NULL},
        {"kanri", "paper list #999", 3, "#999", NULL},
        {"kanri", "paper receive #999 evidence", 3, "#999", NULL},
        {"kanri", "paper return #999", 3, "#999", NULL},
        {"kanri", "param list nosuch", 3, "shinsa scheme list", NULL},
        {"kanri", "param set nosuch a 1 --reason x", 3, "nosuch", NULL},
        {"kanri", "param set aspic nosuch 1 --reason x", 3, "「nosuch」というパラメータはありません", NULL},
        {"kanri", "query add #999 correction x", 3, "#999", NULL},
        {"kanri", "query answer 9999 x", 3, "開き直してください", NULL},
        {"kanri", "query list #999", 3, "#999", NULL},
        {"kanri", "scheme check nosuch", 3, "shinsa scheme list", NULL},
        {"kanri", "scheme check --release nosuch", 3, "shinsa scheme list", NULL},
        {"kanri", "scheme coverage nosuch", 3, "shinsa scheme list", NULL},
        {"kanri", "scheme schema nosuch.yaml", 3, "名前を確かめてください", NULL},
        {"kanri", "scheme show aspic/1999-01-01", 3, "shinsa scheme list", NULL},
        {"kanri", "scheme test nosuch", 3, "shinsa scheme list", NULL},
        {"kanri", "scheme test ./nosuch.yaml", 3, "場所を確かめてください", NULL},
        {"kanri", "task done 9999", 3, "その仕事はありません", NULL},
        {"kanri", "user key dareka", 3, "利用者 dareka", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ6bTRtdOIvS8xcyYmM1CzX4y9Xy0yPNyJjd5E1xFOcE x"},
        {"kanri", "user key kanri --revoke SHA256:nosuch", 3, "SHA256:nosuch", NULL},
        {"kanri", "user disable dareka", 3, "綴りを確かめてください", NULL},
        {"kanri", "user role dareka aspic viewer", 3, "利用者 dareka", NULL},
        {"kanri", "user role nani aspic nosuch", 3, "「nosuch」という役割はありません", NULL},
        {"kanri", "restore nosuch.db", 3, "nosuch.db がありません", NULL},
    };
    (void)state;
    ASSERT_ALL(missing);
}

static void test_verb_work__days_numbers_and_texts_are_checked(void **state)
{
    static const struct said wrong[] = {
        {"kanri", "cert list --expires-from 2025-13-01", 2, "月と日を見直してください", NULL},
        {"kanri", "cert list --expires-until いつか", 2, "「いつか」は日付として読めません", NULL},
        {"kanri", "cert show IP0001 --on 2025-02-29", 2, "月と日を見直してください", NULL},
        {"kanri", "deadline list --from x", 2, "「x」は日付として読めません", NULL},
        {"kanri", "deadline ical --until x", 2, "「x」は日付として読めません", NULL},
        {"kanri", "ledger aspic reception --on 20251399", 2, "月と日を見直してください", NULL},
        {"kanri", "closed-day 13-45", 2, "休業日として読めません", NULL},
        {"keiri", "fee pay #1 100 --on 2099-01-01", 2, "日", NULL},
        {"keiri", "fee pay #1 百円", 2, "金額として読めません", NULL},
        {"keiri", "fee pay #1 1.5", 2, "金額として読めません", NULL},
        {"keiri", "fee pay #1 0", 2, "金額を見直してください", NULL},
        {"keiri", "fee pay #1 -209001", 2, "金額を見直してください", NULL},
        {"keiri", "fee pay #1 9999999999999999", 2, "999,999,999,999", NULL},
        {"uketsuke", "paper receive #2 nosuch", 2, "「nosuch」という種類の書類は届きません", NULL},
        {"uketsuke", "paper receive #1 evidence --on x", 2, "「x」は日付として読めません", NULL},
        {"uketsuke", "paper receive #1 evidence --issued x", 2, "「x」は日付として読めません", NULL},
        {"uketsuke", "paper receive #1 evidence --expires x", 2, "「x」は日付として読めません", NULL},
        {"uketsuke", "paper return #1 --on x", 2, "「x」は日付として読めません", NULL},
        {"uketsuke", "form set #2 F-H nosuch=1", 2, "nosuch", NULL},
        {"uketsuke", "form set #2 F-H changed_on", 2, "名前=値", NULL},
        {"uketsuke", "form set #2 F-H", 2, "名前=値", "changed_on\n"},
        {"uketsuke", "form set #2 F-H a=b --revision x", 2, "--revision", NULL},
        {"uketsuke", "case act #2 H02 changed", 2, "名前=値", NULL},
        {"uketsuke", "case new aspic new case.received_on=R7.7.1", 2, "case.received_on を尋ねません", NULL},
        {"shinsa", "check set #1 CL-F", 2, "ITEM=RESULT", NULL},
        {"shinsa", "check set #1 CL-F F04", 2, "名前=値", NULL},
        {"shinsa", "query answer 1 ''", 2, "文を入れてください", NULL},
        {"shinsa", "query answer 1 x --on y", 2, "「y」は日付として読めません", NULL},
        {"kanri", "param set aspic late_renewal_accept maybe --reason x", 2, "maybe", NULL},
        {"kanri", "param set aspic late_renewal_accept true", 2, "--reason", NULL},
        {"kanri", "user add 'Bad Name'", 2, "英小文字", NULL},
        {"kanri", "user add abcdefghijklmnopqrstuvwxyzabcdefghijk", 2, "32字", NULL},
        {"kanri", "user add tester --name ''", 2, "氏名", NULL},
        {"kanri", "user key nani", 2, "公開鍵の行として読めません", ""},
        {"kanri", "user key nani", 2, "公開鍵の行として読めません", "ssh-ed25519 AAAA x"},
        {"kanri", "demo --cases many", 2, "--cases", NULL},
        {"kanri", "init --admin kanri", 2, "--key", NULL},
        {"kanri", "init --key x", 2, "--admin", NULL},
        {"kanri", "init --admin kanri --key /nosuch.pub", 2, "/nosuch.pub を読めません", NULL},
        {"kanri", "serve --listen nowhere", 2, "127.0.0.1:2222", NULL},
    };
    (void)state;
    ASSERT_ALL(wrong);
}

/* Somebody without a role reads and writes nothing; an administrator decides no cases by that alone. */
static void test_verb_work__who_has_no_right_is_told_so(void **state)
{
    static const struct said denied[] = {
        {"nani", "case show #1", 4, "", NULL},
        {"nani", "case act #2 H02", 4, "", NULL},
        {"nani", "case assign #2 nani", 4, "", NULL},
        {"nani", "case history #1", 4, "", NULL},
        {"nani", "case new aspic new", 4, "", NULL},
        {"nani", "cert show IP0001-2506", 3, "", NULL},
        {"nani", "check show #1", 4, "", NULL},
        {"nani", "check set #1 CL-F F04=適", 4, "", NULL},
        {"nani", "closed-day 2025-12-24", 4, "", NULL},
        {"nani", "deadline why 1", 4, "", NULL},
        {"nani", "fee show #1", 4, "", NULL},
        {"nani", "fee pay #1 100", 4, "", NULL},
        {"nani", "form show #1 F-A", 4, "", NULL},
        {"nani", "form set #2 F-H a=b", 4, "", NULL},
        {"nani", "ledger aspic reception", 4, "", NULL},
        {"nani", "paper list #1", 4, "", NULL},
        {"nani", "paper get 7", 4, "", NULL},
        {"nani", "paper receive #1 evidence", 4, "", NULL},
        {"nani", "paper return #1", 4, "", NULL},
        {"nani", "param set aspic late_renewal_accept true --reason x", 4, "", NULL},
        {"nani", "query list #1", 4, "", NULL},
        {"nani", "query add #1 correction x", 4, "", NULL},
        {"nani", "query answer 1 x", 4, "", NULL},
        {"nani", "task done 1", 4, "", NULL},
        {"nani", "user add tester", 4, "", NULL},
        {"nani", "user disable kanri", 4, "", NULL},
        {"nani", "user role nani aspic decider", 4, "", NULL},
        {"nani", "user key kanri", 4, "", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ6bTRtdOIvS8xcyYmM1CzX4y9Xy0yPNyJjd5E1xFOcE x"},
        {"uketsuke", "case act #2 H02", 4, "審査担当", NULL},
        {"keiri", "param set aspic late_renewal_accept true --reason x", 4, "管理者", NULL},
    };
    (void)state;
    ASSERT_ALL(denied);
    assert_int_equal(verbs_run(&office, "nani", "case list --all"), 0);
    assert_string_equal(office.out.p, "");
    assert_int_equal(verbs_run(&office, "nani", "cert list"), 0);
    assert_string_equal(office.out.p, "");
    assert_int_equal(verbs_run(&office, "nani", "deadline list --all"), 0);
    assert_string_equal(office.out.p, "");
    assert_int_equal(verbs_run(&office, "nani", "lookup IP0001-2506"), 3);
}

static void test_verb_work__rules_and_colleagues_refuse(void **state)
{
    static const struct said refused[] = {
        {"kanri", "user disable kanri", 1, "最後の管理者", NULL},
        {"kanri", "user add uketsuke", 5, "別の名前にしてください", NULL},
        {"kanri", "user key nani", 0, "", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBHBvGGVBS4gRFVwdBsjnDMMUd6NVUuUtMuPnd8d6Mxh x"},
        {"kanri", "user key shinsa", 5, "鍵", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBHBvGGVBS4gRFVwdBsjnDMMUd6NVUuUtMuPnd8d6Mxh x"},
        {"shinsa", "case act #2 H06", 1, "", NULL},
        {"uketsuke", "case new aspic new", 0, "#", NULL},
        {"uketsuke", "case act #1 T01", 1, "概要 4(1)", NULL},
        {"uketsuke", "paper return #2", 1, "返却する書類はありません", NULL},
        {"kohyo", "task done 3", 0, "", NULL},
        {"kohyo", "task done 3", 5, "もう済んでいます", NULL},
        {"uketsuke", "form set #2 F-H changed_on=2025-07-01", 0, "", NULL},
        {"uketsuke", "form set #2 F-H changed_on=2025-07-01 --revision 99", 5, "", NULL},
        {"kanri", "init --admin kanri --key KEY", 5, "既にあります", NULL},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        struct said s = refused[i];
        char line[200], path[100];
        if (strstr(s.line, "KEY")) {
            snprintf(path, sizeof path, "%s/key.pub", office.folder);
            FILE *f = fopen(path, "w");
            assert_non_null(f);
            fputs("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBHBvGGVBS4gRFVwdBsjnDMMUd6NVUuUtMuPnd8d6Mxh x\n", f);
            fclose(f);
            snprintf(line, sizeof line, "init --admin kanri --key %s", path);
            s.line = line;
        }
        assert_all(&s, 1);
    }
}

/* A store goes out and comes back through verbs; nothing is overwritten on the way. */
static void test_verb_work__a_backup_comes_back_through_verbs(void **state)
{
    char line[200], copy[100], store[100];
    (void)state;
    snprintf(copy, sizeof copy, "%s/copy.db", office.folder);
    snprintf(line, sizeof line, "backup %s", copy);
    assert_int_equal(verbs_run(&office, "kanri", line), 0);
    assert_non_null(strstr(office.out.p, "一致しています"));
    assert_int_equal(verbs_run(&office, "kanri", line), 5);
    assert_int_equal(verbs_run(&office, "kanri", "backup /nosuch/folder/copy.db"), 6);
    snprintf(line, sizeof line, "restore %s", copy);
    assert_int_equal(verbs_run(&office, "kanri", line), 5);
    str_copy_cut(store, sizeof store, office.store);
    snprintf(office.store, sizeof office.store, "%s/again.db", office.folder);
    snprintf(line, sizeof line, "restore %s --json", copy);
    assert_int_equal(verbs_run(&office, "kanri", line), 0);
    assert_non_null(strstr(office.out.p, "\"sound\":true"));
    assert_int_equal(verbs_run(&office, "kanri", "migrate"), 0);
    assert_non_null(strstr(office.out.p, "することはありません"));
    assert_int_equal(verbs_run(&office, "kanri", "migrate --json"), 0);
    assert_string_equal(office.out.p, "{\"migrations\":0}\n");
    snprintf(line, sizeof line, "restore %s", "/etc/passwd");
    assert_int_equal(verbs_run(&office, "kanri", line), 2);
    snprintf(office.store, sizeof office.store, "%s/third.db", office.folder);
    assert_int_equal(verbs_run(&office, "kanri", line), 2);
    assert_int_not_equal(access(office.store, F_OK), 0);
    str_copy_cut(office.store, sizeof office.store, store);
}

static void test_verb_work__a_demo_office_is_made_and_left_alone(void **state)
{
    char store[100], path[120];
    struct stat st;
    (void)state;
    str_copy_cut(store, sizeof store, office.store);
    snprintf(office.store, sizeof office.store, "%s/demo.db", office.folder);
    assert_int_equal(verbs_run(&office, "kanri", "demo --cases 5"), 0);
    assert_non_null(strstr(office.out.p, "5件"));
    assert_int_equal(verbs_run(&office, "kanri", "demo --cases 5"), 5);
    snprintf(path, sizeof path, "%s.hostkey", office.store);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    str_copy_cut(office.store, sizeof office.store, store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verb_work__answers_in_words_and_as_json),
        cmocka_unit_test(test_verb_work__what_is_not_there_is_named),
        cmocka_unit_test(test_verb_work__who_has_no_right_is_told_so),
        cmocka_unit_test(test_verb_work__writes_say_what_they_made),
        cmocka_unit_test(test_verb_work__days_numbers_and_texts_are_checked),
        cmocka_unit_test(test_verb_work__rules_and_colleagues_refuse),
        cmocka_unit_test(test_verb_work__a_backup_comes_back_through_verbs),
        cmocka_unit_test(test_verb_work__a_demo_office_is_made_and_left_alone),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
