# A certificate is lost and issued again: every step a verb over SSH, after journey_verbs.sh began the life.
# shellcheck shell=sh disable=SC2154
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
