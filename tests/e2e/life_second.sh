# A second certificate is granted and published: every step a verb over SSH.
# shellcheck shell=sh disable=SC2154
check 'a second application' says '#7' as uketsuke case new aspic new
check 'its form A' key_in uketsuke '#7' F-A "$HERE/form-a"
check 'of another service' as uketsuke form set '#7' F-A service_name=土佐クラウド特別プラン
check 'its form B' key_in uketsuke '#7' F-B "$HERE/form-b"
for paper in application_a application_b cd_r document_list evidence; do
    check "paper $paper" as uketsuke paper receive '#7' "$paper"
done
check 'a new transcript' as uketsuke paper receive '#7' registry_transcript --issued 2027-12-20
check 'received' says 'IP-N2027-0002' as uketsuke case act '#7' T01
second=IP-N2027-0002
check 'formal review' as shinsa case act "$second" T03
check 'passes' says '完了' as shinsa check set "$second" CL-F '*=適'
check 'billed' says '入金待ち' as shinsa case act "$second" T06
check 'paid' as keiri fee pay "$second" 209000
check 'confirmed' says '書類審査中' as keiri case act "$second" T07
check 'reviewed' as shinsa check set "$second" CL-B '*=適'
check 'to be decided' as shinsa case act "$second" T14
check 'certified' says 'IP0002-2801' as kessai case act "$second" T16
check 'what to publish' as kohyo check set "$second" CL-P '*=確認'
check 'published' as kohyo case act "$second" T22
