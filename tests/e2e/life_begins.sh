# What the journeys share: an office with five people, and what its papers are compared with.
# shellcheck shell=sh
. "${SRCDIR:-.}/tests/lib.sh"
HERE=$SRCDIR/tests/e2e/journey
SHINSA_TODAY=2025-06-02
make_office >/dev/null
hire uketsuke '受付 一子' aspic reception
hire shinsa '審査 二郎' aspic reviewer
hire kessai '決裁 三子' aspic decider
hire keiri '経理 四郎' aspic accounting
hire kohyo '公表 五子' aspic publisher

# key_in LOGIN CASE FORM FILE: a whole form
key_in() {
    sends "$4" "$1" form set "$2" "$3"
}
