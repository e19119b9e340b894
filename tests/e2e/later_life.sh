# What follows in both journeys once a certificate is public and was changed: it is issued again, renewed, ended; another
# application goes back; and what stays of all this is compared. Every step is a verb over SSH.
# shellcheck shell=sh disable=SC2154
# ---- the certificate is lost and issued again --------------------------------------------------------------------------
on 2026-06-01
check 'a reissue' says '#3' as uketsuke case new aspic reissue --certificate "$certificate"
check 'form R' as uketsuke form set '#3' F-R reason=紛失・毀損
check 'billed' says '入金待ち' as shinsa case act '#3' D02
on 2026-06-08
check 'paid' as keiri fee pay '#3' 10450 --payer 'カ）コウチジョウホウキバン'
check 'issued again' says '発行' as keiri case act '#3' D03
check 'the old certificate came back' as uketsuke task 'done' 5
check 'the new one was sent' as kohyo task 'done' 6
check 'closed' says '完了' as kohyo case act '#3' D04

# ---- renewed, with the old beside the new ------------------------------------------------------------------------------
on 2027-04-20
check 'a renewal' says '#4' as uketsuke case new aspic renewal --certificate "$certificate"
check 'form K' as uketsuke form set '#4' F-K number="$certificate" operator_changed=いいえ service_changed=いいえ disclosure_changed=はい evidence_changed=いいえ
check 'form M' as uketsuke form set '#4' F-M declared_on=2027-04-15 used_properly=はい 'media[0].kind=ウェブページ' 'media[0].place=https://kiban.example.jp/standard/'
check 'form A' as uketsuke form set '#4' F-A written_date=2027-04-15 previous_certification="$certificate"
check 'form B' as uketsuke form set '#4' F-B 'b09.content=92名（2027年3月末、単独）' b09.value=92
check 'the old beside the new' matches renewal-old-new as uketsuke form show '#4' F-B --changed
check 'too early' refused 1 '2027-05-01～2027-05-31' as uketsuke case act '#4' T01
on 2027-05-10
check 'received in time' says 'IP-K2027-0001' as uketsuke case act '#4' T01
case=IP-K2027-0001
for paper in renewal_application mark_declaration application_a application_b document_list; do
    check "paper $paper" as uketsuke paper receive "$case" "$paper"
done
check 'formal review' as shinsa case act "$case" T03
check 'passes' says '完了' as shinsa check set "$case" CL-F '*=適'
check 'billed' says '入金待ち' as shinsa case act "$case" T06
check 'paid' as keiri fee pay "$case" 104500
check 'confirmed' says '書類審査中' as keiri case act "$case" T07
check 'reviewed B' as shinsa check set "$case" CL-B '*=適'
check 'reviewed K' as shinsa check set "$case" CL-K '*=適'
check 'reviewed M' as shinsa check set "$case" CL-M '*=適'
check 'reviewed' as shinsa case act "$case" T14
on 2027-05-31
check 'renewed' says '更新' as kessai case act "$case" T16
check 'the same number, two more years' says '2029-06-30' as kohyo cert show "$certificate"
on 2027-06-01
check 'what to publish' as kohyo check set "$case" CL-P '*=確認'
check 'published' as kohyo case act "$case" T22
check 'the certificate was sent' as kohyo task 'done' 9
check 'closed' says '完了' as kohyo case act "$case" T19

# ---- the service ends ----------------------------------------------------------------------------------------------------
on 2027-12-01
check 'the end' says '#5' as uketsuke case new aspic end --certificate "$certificate"
check 'form S' as uketsuke form set '#5' F-S ended_on=2027-12-31 notified_on=2027-12-01
check 'taken' says '認定証返納待ち' as kohyo case act '#5' S02
check 'in force until then' says '有効' as uketsuke lookup "$certificate"
on 2028-01-05
check 'ended' says 'サービス終了' as uketsuke lookup "$certificate"
check 'struck off' says '登録抹消' as kohyo case act '#5' S03
check 'the public list is empty' matches published-list-end as kohyo register aspic list
check 'the certificate is asked for' refused 1 '認定証' as kohyo case act '#5' S04
check 'it came back' as uketsuke form set '#5' F-S certificate_returned=はい certificate_returned_on=2028-01-05
check 'papers may go back' as kessai task 'done' 11
check 'they are sent' says '書類返却送付状' as uketsuke case act '#5' K16
check 'closed' says '完了' as kohyo case act '#5' S04
check 'a day of the past' says '有効' as kohyo cert show "$certificate" --on 2026-12-31

# ---- another application is withdrawn, and its papers go back ----------------------------------------------------------
check 'another application' says '#6' as uketsuke case new aspic new
check 'its form A' key_in uketsuke '#6' F-A "$HERE/form-a"
check 'its papers' as uketsuke paper receive '#6' evidence --title '資料1 サービス説明書' --on 2028-01-05
check 'the form itself' as uketsuke paper receive '#6' application_a --on 2028-01-05
check 'received' says 'IP-N2027-0001' as uketsuke case act '#6' T01
check 'withdrawn' says '取下げ' as uketsuke case act '#6' T18
check 'nothing goes before the decider says so' refused 1 '返却してよいかの確認' as uketsuke paper return '#6'
check 'what was to be confirmed' as kessai task 'done' 16
check 'sent back' says '1' as uketsuke paper return '#6'
check 'all but form A' says '資料1 サービス説明書           2028-01-05 返却済' as uketsuke paper list '#6'
check 'is done' as uketsuke task 'done' 17
check 'closed' says '完了' as uketsuke case act '#6' T20

# ---- what stays --------------------------------------------------------------------------------------------------------
check 'the office proves itself' says '一致しています' as kanri verify
for ledger in certification reception fees returns; do
    check "ledger $ledger" matches "ledger-$ledger" as kohyo ledger aspic "$ledger"
done
# Who looked, and how often, is not the same on screens and by verbs.
changes_of() {
    as kanri case history "$1" >history-of-case && grep -v 案件を見た history-of-case
}
check 'the history of a case' matches history changes_of IP-H2025-0001
[ "$failed" -eq 0 ]
