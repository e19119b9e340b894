#!/bin/sh
# The same life of a certification as in journey_verbs.sh, typed with the keyboard alone on the screens of seats over SSH by
# the same five people on the same days. What the office then keeps is compared with the same files: both ways are one way.
# What is typed, and what the screens must show, stands in journey/keys, in the language of typist.c.
. "$SRCDIR/tests/e2e/lib.sh"

today=2025-06-02
make_office >/dev/null
hire uketsuke '受付 一子' aspic reception
hire shinsa '審査 二郎' aspic reviewer
hire kessai '決裁 三子' aspic decider
hire keiri '経理 四郎' aspic accounting
hire kohyo '公表 五子' aspic publisher

# at_desk LOGIN SCRIPT: one sitting of a person; the first that fails ends the day, as the others build on it
at_desk() {
    check "$2" types "$1" "$HERE/keys/$2"
    [ "$failed" -eq 0 ] || exit 1
}

# the_rest_of_b CASE: form B but for what is typed: 90 items alike would hide what is tested
the_rest_of_b() {
    grep -v -e '^datacenters' -e '^b0[1234]\.' -e '^b04b\.' -e '^b05\.' "$HERE/form-b" >rest-of-b
    # shellcheck disable=SC2029,SC2046
    ssh $(ssh_options uketsuke) "$(quoted form set "$1" F-B)" <rest-of-b
}

on 2025-06-02
at_desk uketsuke 01-open
check 'the rest of form B' the_rest_of_b '#1'
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
check 'the office proves itself' says '一致しています' as kanri verify
[ "$failed" -eq 0 ]
