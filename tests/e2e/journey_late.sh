#!/bin/sh
# The hardest way of a certification, every step a verb over SSH: its renewal arrives on the last day of the window, has to be
# corrected, is paid late, and is decided months after the certificate's last day, which it lives through. A second certificate
# is renewed by nobody, and what comes for it comes too late. Nobody winds the clock for weeks at a time. What is then
# published, kept and reported is compared letter by letter.
. "${SRCDIR:-.}/tests/e2e/life_begins.sh"

# granted CASE RECEIPT SERVICE: from the open application to the closed one, in a day
granted() {
    key_in uketsuke "$1" F-A "$HERE/form-a" && as uketsuke form set "$1" F-A "service_name=$3" &&
        key_in uketsuke "$1" F-B "$HERE/form-b" && as uketsuke form set "$1" F-B "b26.content=$3" || return 1
    for paper in application_a application_b cd_r document_list evidence; do as uketsuke paper receive "$1" "$paper" || return 1; done
    as uketsuke paper receive "$1" registry_transcript --issued 2025-06-20 && as uketsuke case act "$1" T01 &&
        as shinsa case act "$2" T03 && as shinsa check set "$2" CL-F '*=適' && as shinsa case act "$2" T06 &&
        as keiri fee pay "$2" 209000 && as keiri case act "$2" T07 && as shinsa check set "$2" CL-B '*=適' &&
        as shinsa case act "$2" T14 && as kessai case act "$2" T16 && as kohyo check set "$2" CL-P '*=確認' &&
        as kohyo case act "$2" T22 && sent "$2" && as kohyo case act "$2" T19
}

# sent CASE: the certificate is on its way
sent() {
    task=$(as kohyo case show "$1" | sed -n 's/^\* #\([0-9]*\) 認定証・認定マークの送付.*/\1/p')
    as kohyo task 'done' "$task"
}

# says_no TEXT COMMAND...: it succeeds and does not print the text
says_no() {
    unwanted=$1
    shift
    "$@" || return 1
    ! grep -F -e "$unwanted" "$TMP/out"
}

on 2025-06-30
check 'an application' says '#1' as uketsuke case new aspic new
check 'becomes a certificate' granted '#1' IP-N2025-0001 土佐クラウド標準プラン
check 'another' says '#2' as uketsuke case new aspic new
check 'becomes one too' granted '#2' IP-N2025-0002 土佐クラウド特別プラン

# ---- the renewal of the first -----------------------------------------------------------------------------------------
on 2027-05-31
check 'a renewal' says '#3' as uketsuke case new aspic renewal --certificate IP0001-2506
check 'form K' as uketsuke form set '#3' F-K operator_changed=いいえ service_changed=いいえ disclosure_changed=はい evidence_changed=いいえ
check 'form M' as uketsuke form set '#3' F-M declared_on=2027-05-28 used_properly=はい
check 'form A' as uketsuke form set '#3' F-A written_date=2027-05-28
check 'form B' as uketsuke form set '#3' F-B 'b09.content=92名（2027年3月末、単独）' b09.value=92
for paper in renewal_application mark_declaration application_a application_b document_list; do
    check "paper $paper" as uketsuke paper receive '#3' "$paper"
done
check 'is received on the last day of the window' says 'IP-K2027-0001' as uketsuke case act '#3' T01
case=IP-K2027-0001

# ---- for the second somebody comes a day too late ----------------------------------------------------------------------
on 2027-06-01
check 'a second renewal' says '#4' as uketsuke case new aspic renewal --certificate IP0002-2506
check 'its form K' as uketsuke form set '#4' F-K operator_changed=いいえ service_changed=いいえ disclosure_changed=いいえ evidence_changed=いいえ
check 'its form M' as uketsuke form set '#4' F-M declared_on=2027-06-01 used_properly=はい
check 'its form A' as uketsuke form set '#4' F-A written_date=2027-06-01
check 'its form B' as uketsuke form set '#4' F-B b09.value=86
check 'is not received' refused 1 '更新の受付期間を過ぎています（2027-05-01～2027-05-31）' as uketsuke case act '#4' T01
check 'and goes back' says '不受理' as uketsuke case act '#4' T02 case.reason=受付期間を過ぎて届いた

# ---- a correction that does not come in time ---------------------------------------------------------------------------
on 2027-06-10
check 'formal review' as shinsa case act "$case" T03
check 'an item fails' as shinsa check set "$case" CL-F F05=不適 --note '内訳書に資料番号がありません'
check 'the others pass' as shinsa check set "$case" CL-F '*=適'
check 'what to write' says '#1' as shinsa query add "$case" correction '内訳書に資料番号を書いてください' --item F05
check 'a correction is asked for' says '補正待ち' as shinsa case act "$case" T04
on 2027-06-30
check 'the last day' says '有効（更新審査中）' as uketsuke lookup IP0001-2506
check 'of the second too' says '有効' as uketsuke lookup IP0002-2506

# ---- the day after: one goes on, one is over ---------------------------------------------------------------------------
cp office.db before.db
on 2027-07-01
check 'goes on' says '効力継続（更新審査' as uketsuke lookup IP0001-2506
check 'is over' says '期限切れ' as uketsuke lookup IP0002-2506
check 'the public list has what goes on' matches late/published-list-extended as kohyo register aspic list
check 'that it is overdue stands on the case' says '補正期限超過' as shinsa case show "$case"
check 'nothing changes on what is over' refused 1 'この状態では実行できません' as uketsuke case new aspic change --certificate IP0002-2506

# what_stands STORE: of both certificates and the case, on a later day, in a store whose clock was wound on certain days
what_stands() {
    for number in IP0001-2506 IP0002-2506; do shinsa --store "$1" --as kanri cert show "$number" || return 1; done
    shinsa --store "$1" --as kanri ledger aspic certification --purpose 突合 --ground 1 && shinsa --store "$1" --as kanri paper list "$case"
}
wound_daily() {
    cp before.db daily.db
    for day in 01 02 03 04 05 06 07 08; do SHINSA_TODAY=2027-07-$day shinsa --store daily.db --as kanri clock || return 1; done
    SHINSA_TODAY=2027-07-08 what_stands daily.db >daily
}
wound_once() {
    cp before.db once.db
    SHINSA_TODAY=2027-07-08 shinsa --store once.db --as kanri clock && SHINSA_TODAY=2027-07-08 what_stands once.db >once
}
never_wound() {
    cp before.db never.db
    SHINSA_TODAY=2027-07-08 shinsa --store never.db --as kanri cert show IP0002-2506
}
check 'a clock wound every day' wound_daily
check 'and one wound once, a week late' wound_once
check 'give the same history' diff -u daily once
check 'and without one the state is known' says '期限切れ' never_wound

# ---- months later ------------------------------------------------------------------------------------------------------
on 2027-08-10
check 'the answer comes at last' as shinsa query answer 1 '資料番号を書いた内訳書を送付'
check 'the correction came' says '形式審査中' as uketsuke case act "$case" T05
check 'now it passes' as shinsa check set "$case" CL-F F05=適
check 'billed' says '入金待ち' as shinsa case act "$case" T06
on 2027-09-06
check 'nobody paid, and was reminded' matches late/papers as keiri paper list "$case"
check 'too little comes' as keiri fee pay "$case" 100000 --payer 'カ）コウチジョウホウキバン'
check 'is not enough' refused 1 '不足 4,500円' as keiri case act "$case" T07
check 'the rest' as keiri fee pay "$case" 4500 --payer 'カ）コウチジョウホウキバン'
check 'paid' says '書類審査中' as keiri case act "$case" T07
for list in CL-B CL-K CL-M; do check "reviewed $list" as shinsa check set "$case" "$list" '*=適'; done
check 'to be decided' as shinsa case act "$case" T14
check 'not before the delay is weighed' refused 1 '補正期限超過の判断' as kessai case act "$case" T16
check 'weighing it needs a reason' refused 1 '理由（説明）を入力してください' as kessai case act "$case" T21 case.overdue_choice=続行
check 'it goes on' as kessai case act "$case" T21 case.overdue_choice=続行 case.reason=補正は届き、遅れに悪意はない
on 2027-09-10
check 'renewed after its last day' says '更新' as kessai case act "$case" T16
check 'the new period joins the old one' matches late/certificate as kohyo cert show IP0001-2506
check 'what to publish' as kohyo check set "$case" CL-P '*=確認'
check 'published' as kohyo case act "$case" T22
check 'the public list' matches late/published-list as kohyo register aspic list
check 'on the days between it was in force' says '効力継続' as kohyo cert show IP0001-2506 --on 2027-08-01
check 'the second was not' says '期限切れ' as kohyo cert show IP0002-2506 --on 2027-08-01

# ---- the papers of the second ------------------------------------------------------------------------------------------
check 'no guide to renew is left' says_no '更新手続きの案内' as kohyo case show IP-N2025-0002
check 'its papers go back, though its case is long closed' says '書類返却送付状' as uketsuke case act IP-N2025-0002 K16
check 'each is marked, and what stays' matches late/papers-returned as uketsuke paper list IP-N2025-0002

# ---- what stays --------------------------------------------------------------------------------------------------------
check 'the office proves itself' says '一致しています' as kanri verify
for ledger in certification reception fees returns coming results ended renewal_rate lead_times unpaid; do
    check "ledger $ledger" matches "late/$ledger" as kohyo ledger aspic "$ledger" --purpose 年次の確認 --ground 1
done
