# A certificate is renewed, with the old beside the new: every step a verb over SSH.
# shellcheck shell=sh disable=SC2154
on 2027-04-20
check 'a renewal' says '#4' as uketsuke case new aspic renewal --certificate "$certificate"
check 'form K' as uketsuke form set '#4' F-K operator_changed=いいえ service_changed=いいえ disclosure_changed=はい evidence_changed=いいえ
check 'form M' as uketsuke form set '#4' F-M declared_on=2027-04-15 used_properly=はい 'media[0].kind=ウェブページ' 'media[0].place=https://kiban.example.jp/standard/'
check 'form A' as uketsuke form set '#4' F-A written_date=2027-04-15
check 'form B' as uketsuke form set '#4' F-B 'b09.content=92名（2027年3月末、単独）' b09.value=92
check 'the old beside the new' matches renewal-old-new as uketsuke form show '#4' F-B --changed
check 'too early' refused 1 '2027-05-01～2027-05-31' as uketsuke case act '#4' T01
on 2027-05-10
check 'received in time' says 'IP-K2027-0001' as uketsuke case act '#4' T01
case=IP-K2027-0001
for paper in application_a application_b document_list renewal_application mark_declaration; do
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
