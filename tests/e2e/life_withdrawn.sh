# Another application is withdrawn, and its papers go back: every step a verb over SSH.
# shellcheck shell=sh disable=SC2154
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
