#!/bin/sh
# One certification of two standards made in two factories, every step a verb over SSH: the happy life, then a stop of one
# line, its extension, a breach, and the revocation of everything the holder has, with the reports to the minister; what the
# office then publishes, keeps and has reported is compared letter by letter.
. "${SRCDIR:-.}/tests/lib.sh"
HERE=$SRCDIR/tests/e2e/journey_lines
SHINSA_TODAY=2026-04-06
make_office >/dev/null
hire uketsuke '受付 一子' jis intake
hire shinsa '審査 太郎' jis auditor
hire shiken '試験 花子' jis tester
hire hantei '判定 三郎' jis decider
hire ninsho '認証 管理' jis manager
hire kohyo '公表 五子' jis publisher
hire keiri '経理 四郎' jis account

# paper_text LOGIN CASE TITLE: the newest paper of that title
paper_text() {
    id=$(as "$1" paper list "$2" | sed -n "s/^#\([0-9]*\) *$3.*/\1/p" | tail -n 1)
    as "$1" paper get "$id"
}

# decided CASE: who decided, and the manager's judgement that the review is valid
decided() {
    as ninsho form set "$1" F18 met_on="$SHINSA_TODAY" 'members[0].login=hantei' 'members[0].name=判定 三郎' 'members[0].external=はい' \
        summary=要約 validity_on="$SHINSA_TODAY" 'validity_by=認証 管理' validity_text=妥当 'drafted_by=公表 五子'
}

# reported CASE METHOD: a report made, decided and filed
reported() {
    as kohyo case act "$1" RP1 && as ninsho case act "$1" RP2 'case.approved_by=認証 管理' && as kohyo case act "$1" RP3 case.method="$2"
}

# backed CASE: the managers of quality of both factories, the laboratory, the plan and its team
backed() {
    as uketsuke form set "$1" F12 'managers[0].factory=第一工場' 'managers[0].qm_name=品質 花子' 'managers[0].qm_post=部長' \
        'managers[0].qm_independent=はい' 'managers[0].qm_experience=2012年から' 'managers[0].qm_appointed=2019-04-01' \
        'managers[1].factory=第二工場' 'managers[1].qm_name=品質 次郎' 'managers[1].qm_post=課長' \
        'managers[1].qm_independent=はい' 'managers[1].qm_experience=2015年から' 'managers[1].qm_appointed=2020-04-01' &&
        as uketsuke form set "$1" F15 'labs[0].lab_name=架空試験所' 'labs[0].lab_kind=外部' 'labs[0].lab_basis=JNLA登録' \
            'labs[0].lab_no=0001' 'labs[0].lab_expiry=2030-03-31' &&
        as ninsho form set "$1" F-PLAN 'team[0].login=shinsa' 'team[0].name=審査 太郎' 'team[0].job=現地調査' \
            'team[1].login=shiken' 'team[1].name=試験 花子' 'team[1].job=製品試験' audit_on=2026-05-12 'approved_by=認証 管理' approved_on=2026-04-20
}

# sampled CASE DRAWN_BY_KIND: three of each standard, the first drawn by this kind of person
sampled() {
    as shiken form set "$1" F14 'samples[0].jis_no=JIS A 5371' "samples[0].drawn_on=$SHINSA_TODAY" 'samples[0].drawn_at=第一工場' \
        "samples[0].drawn_by_kind=$2" 'samples[0].drawn_by=抽出 五郎' 'samples[0].lot_pop=今月の在庫' 'samples[0].method=乱数表' \
        'samples[0].quantity=3' 'samples[0].marks=印1' 'samples[0].represents=はい' \
        'samples[1].jis_no=JIS A 5372' "samples[1].drawn_on=$SHINSA_TODAY" 'samples[1].drawn_at=第二工場' \
        'samples[1].drawn_by_kind=機関の職員' 'samples[1].drawn_by=審査 太郎' 'samples[1].lot_pop=今月の在庫' 'samples[1].method=乱数表' \
        'samples[1].quantity=3' 'samples[1].marks=印2' 'samples[1].represents=はい'
}

# tested CASE STANDARD FROM: four results of a standard, the first at this place of the list
tested() {
    for n in 0 1 2 3; do
        at=items[$(($3 + n))]
        as shiken form set "$1" F16 "$at.jis_no=$2" "$at.clause=5.$n" "$at.item=項目$n" "$at.spec=規定" "$at.value=適合" "$at.verdict=適" || return 1
    done
    as shiken form set "$1" F16 lab=架空試験所 tested_from="$SHINSA_TODAY" tested_to="$SHINSA_TODAY" 'testers=試験 花子' report_no=T-0001 report_date="$SHINSA_TODAY"
}

# contract CASE: what the contract says
contract() {
    as ninsho form set "$1" F19 has_period=いいえ mark_kind=鉱工業品 mark_items=マーク、規格番号、種類 mark_method=刻印 \
        body_name_kind=氏名又は名称 suffix_kind=認証番号 suffix_text=認証番号 'conditions[0].text=認証の範囲内で使う'
}

# all_passes LOGIN CASE LIST...: every item
all_passes() {
    who=$1 of=$2
    shift 2
    for list in "$@"; do as "$who" check set "$of" "$list" '*=適' || return 1; done
}

# lives_again CASE: another request of the same holder, on one day from its receipt to its contract
lives_again() {
    backed "$1" && as uketsuke check set "$1" CL-DOC '*=適' && as uketsuke check set "$1" CL-DOC D2=適 --note 章がそろっている &&
        as uketsuke case act "$1" TA04 && as keiri fee pay "$1" 33000 && as shinsa case act "$1" TA06 &&
        all_passes shinsa "$1" CL-A CL-QM || return 1
    for factory in 第一工場 第二工場; do
        as shinsa case act "$1" "AU1@$factory" && as shinsa case act "$1" "AU2@$factory" || return 1
    done
    sampled "$1" 機関の職員 && as shiken case act "$1" PT1 && tested "$1" 'JIS A 5371' 0 && tested "$1" 'JIS A 5372' 4 &&
        all_passes shiken "$1" CL-LAB CL-PT && as shiken case act "$1" PT2 && as shinsa case act "$1" TA09 &&
        decided "$1" && as hantei case act "$1" TA10 && contract "$1" && as ninsho check set "$1" CL-CON '*=あり' &&
        as ninsho case act "$1" TA13
}

# ---- the request -------------------------------------------------------------------------------------------------------
on 2026-04-06
check 'a case is opened' says '#1' as uketsuke case new jis N01
check 'an empty request is not received' refused 1 '認証依頼書の必須の欄が' as uketsuke case act '#1' TA01
check 'the request' sends "$HERE/request" uketsuke form set '#1' F10
check 'the numbers of the standards as they are written' says 'JIS A 5371:2016' as uketsuke form show '#1' F10
for paper in request qc_statement; do check "paper $paper" as uketsuke paper receive '#1' "$paper"; done
check 'the transcript of the registry' as uketsuke paper receive '#1' registry --issued 2026-03-20
check 'received' says 'U26-0001' as uketsuke case act '#1' TA01
case=U26-0001
check 'what stands behind it' backed "$case"
check 'documents' as uketsuke check set "$case" CL-DOC '*=適'
check 'the statement by hand' as uketsuke check set "$case" CL-DOC D2=適 --note '章がそろっている'
check 'accepted' says '受理' as uketsuke case act "$case" TA04
check 'billed' says '33,000' as keiri fee show "$case"

# ---- audit and test ----------------------------------------------------------------------------------------------------
on 2026-05-11
check 'no audit before it is paid' refused 1 '料金が未納です' as shinsa case act "$case" TA06
check 'paid' as keiri fee pay "$case" 33000 --payer 'カ）カクウコンクリート'
check 'the review begins' says '審査中' as shinsa case act "$case" TA06
check 'the first factory' as shinsa case act "$case" AU1@第一工場 this.audit_from=2026-05-11
check 'is not done with open items' refused 1 '未確認の項目があります' as shinsa case act "$case" AU2@第一工場
check 'a tester does not audit' refused 1 '実務経験' as shiken check set "$case" CL-A '*=適'
check 'standard A' as shinsa check set "$case" CL-A '*=適'
check 'the managers of quality' as shinsa check set "$case" CL-QM '*=適'
check 'raw materials are inspected everywhere' refused 1 '該当なし' as shinsa check set "$case" CL-A A4c@第二工場=該当なし
check 'nothing is made outside' as shinsa check set "$case" CL-A A4f@第二工場=該当なし
on 2026-05-12
check 'the first factory is done' as shinsa case act "$case" AU2@第一工場 this.audit_to=2026-05-12
check 'samples by the applicant' sampled "$case" 認証依頼者
check 'are none' refused 1 '機関が抽出した試験品ではありません' as shiken case act "$case" PT1
check 'but by the body' sampled "$case" 機関の職員
on 2026-05-14
check 'the second factory' as shinsa case act "$case" AU1@第二工場 this.audit_from=2026-05-14
check 'is done' as shinsa case act "$case" AU2@第二工場 this.audit_to=2026-05-14
on 2026-05-18
check 'the test begins' as shiken case act "$case" PT1
check 'the record of the samples is closed' refused 1 'この状態では実行できません' as shiken form set "$case" F14 'samples[0].quantity=9'
check 'the results of the first standard' tested "$case" 'JIS A 5371' 0
check 'its requirements' as shiken check set "$case" CL-LAB '*=適'
check 'the checks of the test' as shiken check set "$case" CL-PT '*=適'
on 2026-05-25
check 'tests are missing' refused 1 '実施していない試験項目があります' as shiken case act "$case" PT2
check 'the results of the second' tested "$case" 'JIS A 5372' 4
check 'the test is done' as shiken case act "$case" PT2
check 'reviewed' says '判定待ち' as shinsa case act "$case" TA09

# ---- decision and contract ---------------------------------------------------------------------------------------------
on 2026-06-01
check 'not without the judgement of the manager' refused 1 '妥当性評価' as hantei case act "$case" TA10
check 'the record of the decision' decided "$case"
check 'decided' says '認証決定' as hantei case act "$case" TA10
on 2026-06-10
check 'the contract' contract "$case"
check 'all but how factories are told apart' as ninsho check set "$case" CL-CON '*=あり'
check 'which is missing' as ninsho check set "$case" CL-CON N5=なし
check 'is no contract' refused 1 '必要事項が不足しています: 五' as ninsho case act "$case" TA13
check 'now complete' as ninsho check set "$case" CL-CON N5=あり
check 'certified' says 'AB0326001' as ninsho case act "$case" TA13
certificate=AB0326001
check 'looked up sloppily' says "$certificate" as uketsuke lookup '第ａｂ ０３－２６　００１号'
check 'the certificate has its exact text' matches certificate paper_text kohyo "$case" 認証書
check 'the report of it waits' says '未作成' as kohyo case show U26-0002
check 'by electronic way only with an id' as kohyo case act U26-0002 RP1
check 'decided by the manager' as ninsho case act U26-0002 RP2 'case.approved_by=認証 管理'
check 'there is none' refused 1 '電子情報処理組織の識別番号' as kohyo case act U26-0002 RP3 case.method=電子
check 'filed on paper' says '提出済' as kohyo case act U26-0002 RP3 case.method=書面
check 'the report has its exact text' matches report-7 paper_text kohyo U26-0002 '認証に関する報告'
check 'published' matches certified as kohyo register jis certified

# ---- a second certification of the same holder -------------------------------------------------------------------------
check 'a second request' says '#3' as uketsuke case new jis N01
check 'the same applicant' sends "$HERE/request" uketsuke form set '#3' F10
for paper in request qc_statement; do check "paper $paper" as uketsuke paper receive '#3' "$paper"; done
check 'the transcript of the registry' as uketsuke paper receive '#3' registry --issued 2026-06-01
check 'received' says 'U26-0003' as uketsuke case act '#3' TA01
second=U26-0003
check 'certified in one day' says 'AB0326002' lives_again "$second"
check 'a third request' says '#5' as uketsuke case new jis N01
check 'the same' sends "$HERE/request" uketsuke form set '#5' F10
check 'received' says 'U26-0005' as uketsuke case act '#5' TA01
check 'withdrawn' says '取下げ' as uketsuke case act U26-0005 TA14

# ---- a stop of one line ------------------------------------------------------------------------------------------------
on 2026-09-01
check 'facts that lead to a stop' says '#' as ninsho case new jis M02 --certificate "$certificate" case.judged_on=2026-09-01
stop=U26-0006
check 'the request to stop' as ninsho form set "$stop" F22 ground=SU2 'facts=検査記録に重大な不備' 'choice_reason=是正の見込みがある' found_on=2026-08-20 scope=一部 'targets[0].line=JIS A 5372 Ⅰ類 ＠第二工場' valid_from=2026-09-01 valid_to=2026-11-30 ban_mark=はい 'ask_correct=検査の手順の是正と予防措置'
check 'decided' decided "$stop"
check 'without the ban to ship it is none' refused 1 '通知の必要事項が不足しています: 三' as ninsho case act "$stop" TS01
check 'both bans' as ninsho form set "$stop" F22 ban_ship=はい
check 'stopped' says '請求中' as ninsho case act "$stop" TS01
check 'one of two lines' says '一部停 ' as kohyo cert show "$certificate"
check 'the request has its exact text' matches notice-9 paper_text kohyo "$stop" '表示の使用停止等請求書'
check 'the stop is published' matches stops as kohyo register jis stops
check 'the report of a stop' as kohyo case act U26-0007 RP1
check 'is decided' as ninsho case act U26-0007 RP2 'case.approved_by=認証 管理'
check 'never by electronic way' refused 1 '電子では行えません' as kohyo case act U26-0007 RP3 case.method=電子
check 'filed on paper' as kohyo case act U26-0007 RP3 case.method=書面
on 2026-11-30
check 'extended on its last day' as ninsho case act "$stop" TS02 case.new_until=2027-01-29 case.reason=是正の途中
check 'the new last day is public' says '2027-01-29' as kohyo register jis stops
check 'not over before' refused 1 'まだ満了していません' as ninsho case act "$stop" TS04

# ---- a breach, and everything is revoked -------------------------------------------------------------------------------
on 2026-12-14
check 'a mark outside the period is no breach' refused 1 '有効期間の中の日ではありません' as ninsho case act "$stop" TS05 case.breach_on=2027-02-01 case.breach_marked=はい case.reason=表示
check 'a breach' says '請求違反' as ninsho case act "$stop" TS05 case.breach_on=2026-12-10 case.breach_marked=はい 'case.reason=停止中の側溝に表示を付した'
revoke=U26-0008
check 'the ground' as ninsho form set "$revoke" F25 scope=全部 'certificates[0].number=AB0326009' 'reason=停止請求の有効期間中に表示を付したため'
check 'decided' decided "$revoke"
check 'not without all certifications' refused 1 "全ての認証を対象にしてください（${certificate}、AB0326002）" as ninsho case act "$revoke" TK01 case.revoke_on=2026-12-25
check 'one of them' as ninsho form set "$revoke" F25 'certificates[0].number=AB0326001'
check 'is not all' refused 1 '全ての認証を対象にしてください' as ninsho case act "$revoke" TK01 case.revoke_on=2026-12-25
check 'all of them' as ninsho form set "$revoke" F25 'certificates[1].number=AB0326002'
check 'told' says '取消し通知済' as ninsho case act "$revoke" TK01 case.revoke_on=2026-12-25
check 'not before the day' refused 1 '取り消す期日の前です' as ninsho case act "$revoke" TK02
on 2026-12-25
check 'revoked' says '取消し' as ninsho case act "$revoke" TK02
check 'the certification' says '取消し' as kohyo cert show "$certificate"
check 'not on the day before' says '有効（一' as kohyo cert show "$certificate" --on 2026-12-24
check 'the other too' says '取消し' as kohyo cert show AB0326002
check 'a report for each' reported U26-0009 書面
check 'has its exact text' matches report-8 paper_text kohyo U26-0009 '認証の取消しに関する報告'
check 'the other report' reported U26-0010 書面
check 'is about the other' says 'AB0326002' paper_text kohyo U26-0010 '認証の取消しに関する報告'
check 'the revocation is published' matches revoked as kohyo register jis revoked
check 'nothing else is' matches certified-end as kohyo register jis certified
check 'for a year' matches revoked as kohyo register jis revoked --on 2027-12-25
check 'and no longer' matches certified-none as kohyo register jis revoked --on 2027-12-26
check 'the ledger' matches ledger as kohyo ledger jis book --purpose 年次の確認 --ground 1
check 'what was not reported' matches unfiled as kohyo ledger jis unfiled --purpose 年次の確認 --ground 1
check 'the office proves itself' says '一致しています' as kanri verify
