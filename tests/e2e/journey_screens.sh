#!/bin/sh
# The same life of a certification as in journey_verbs.sh, typed with the keyboard alone on the screens of seats over SSH, by
# the same five people on the same days: application, change, reissue, renewal and end, and how another is revoked. A
# withdrawal and a second application are one text for both journeys. What the office then keeps is compared with the same
# files: both ways are one way. What is typed, and what the screens must show, stands in journey/keys, in the language of
# typist.c, and form-b.awk types form B out of the file that the verbs send.
. "${SRCDIR:-.}/tests/e2e/life_begins.sh"

# at_desk LOGIN SCRIPT: one sitting of a person; the first that fails ends the day, as the others build on it
at_desk() {
    check "$2" types "$1" "$HERE/keys/$2" || exit 1
}

on 2025-06-02
at_desk uketsuke 01-open
awk -f "$HERE/form-b.awk" "$HERE/form-b" >form-b-keys
check 'the other items of form B' types uketsuke form-b-keys || exit 1
at_desk uketsuke 02-receive
on 2025-06-03
at_desk shinsa 03-formal
on 2025-06-09
at_desk uketsuke 04-answer
at_desk shinsa 05-formal-passed
on 2025-06-13
at_desk keiri 06-payments
on 2025-06-16
at_desk shinsa 07-review
on 2025-06-20
at_desk uketsuke 08-answer
at_desk shinsa 09-reviewed
on 2025-06-30
at_desk kessai 10-decide
on 2025-07-01
at_desk kohyo 11-publish
certificate=IP0001-2506
check 'what is disclosed is the same text' matches published-detail as kohyo register aspic detail --certificate "$certificate"
on 2026-02-02
at_desk uketsuke 12-change
check 'the same old beside the same new' matches change-old-new as uketsuke form show IP-H2025-0001 F-B --changed
at_desk shinsa 13-change-taken
at_desk kohyo 14-change-published
paper_text() {
    id=$(as kohyo paper list IP-N2025-0001 | sed -n "s/^#\([0-9]*\) *$1.*/\1/p" | tail -n 1)
    as kohyo paper get "$id"
}
check 'the notice has the same text' matches notice paper_text '審査結果通知書'

on 2026-06-01
at_desk uketsuke 15-reissue
at_desk shinsa 16-reissue-billed
on 2026-06-08
at_desk keiri 17-reissue-paid
at_desk uketsuke 18-certificate-back
at_desk kohyo 19-reissue-sent
on 2027-04-20
at_desk uketsuke 30-renewal-keyed
check 'the same old beside the same new' matches renewal-old-new as uketsuke form show '#4' F-B --changed
on 2027-05-10
at_desk uketsuke 31-renewal-received
at_desk shinsa 32-renewal-formal
at_desk keiri 33-renewal-paid
at_desk shinsa 34-renewal-reviewed
on 2027-05-31
at_desk kessai 35-renewal-decided
on 2027-06-01
at_desk kohyo 36-renewal-published
on 2027-12-01
at_desk uketsuke 40-end
at_desk kohyo 41-end-taken
on 2028-01-05
at_desk kohyo 42-struck-off
check 'the public list is empty' matches published-list-end as kohyo register aspic list
at_desk uketsuke 43-certificate-returned
at_desk kessai 44-return-confirmed
at_desk uketsuke 45-papers-sent
check 'each is marked, and what stays' matches papers-returned as uketsuke paper list '#5'
at_desk kohyo 46-end-closed
. "$SRCDIR/tests/e2e/life_withdrawn.sh"
. "$SRCDIR/tests/e2e/life_second.sh"
on 2028-02-01
at_desk shinsa 50-investigated
on 2028-02-16
at_desk kessai 51-revocation-considered
at_desk shinsa 52-heard
on 2028-02-21
at_desk kessai 53-revoked
check 'nothing is public any more' matches published-list-end as kohyo register aspic list
at_desk kohyo 54-mark-stopped
at_desk uketsuke 55-revocation-closed
. "$SRCDIR/tests/e2e/life_stays.sh"
