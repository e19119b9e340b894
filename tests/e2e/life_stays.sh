# What stays of a life, whichever way it was lived: ledgers, the proof, the history of a case.
# shellcheck shell=sh disable=SC2154
check 'the office proves itself' says '一致しています' as kanri verify
for ledger in certification reception fees returns; do
    check "ledger $ledger" matches "ledger-$ledger" as kohyo ledger aspic "$ledger" --purpose 年次の確認 --ground 1
done
# what a row of the books shows depends on how wide the screen is
[ -n "${TYPIST_COLS:-}" ] || check 'the same on their screens' matches books types kohyo "$HERE/keys/60-books"
# Who looked, and how often, is not the same on screens and by verbs.
changes_of() {
    as kanri case history "$1" >history-of-case && grep -v 案件を見た history-of-case
}
revocation_notice() {
    id=$(as kohyo paper list IP-T2027-0001 | sed -n 's/^#\([0-9]*\) *認定取消通知.*/\1/p')
    as kohyo paper get "$id"
}
check 'the notice of the revocation' matches revocation-notice revocation_notice
check 'not in force on that day, but before' says '有効' as kohyo cert show IP0002-2801 --on 2028-02-20
check 'the history of a case' matches history changes_of IP-H2025-0001
