#!/bin/sh
# Stores made by programs of earlier migrations, tests/db/stores/NNNN.db.xz, are refused until they are migrated, and then say
# what they said before: NNNN.said, as their own program printed it. (HACKING.md tells how one is made.)
. "${SRCDIR:-.}/tests/lib.sh"

# what_it_says STORE: what people see of it
what_it_says() {
    for words in 'case list --all' 'cert list' 'deadline list --all' 'user list'; do
        # shellcheck disable=SC2086
        shinsa --store "$1" $words || return 1
    done
    shinsa --store "$1" form show '#1' F-A --json
}

says_as_before() {
    what_it_says "$1" >now || return 1
    diff -u "$2" now
}

# rows of the current state; events grow by what verify itself writes
rows_of() {
    shinsa --store "$1" --json verify | sed 's/.*"sound":true.*"rows":\([0-9]*\).*/\1/'
}

for packed in "$SRCDIR"/tests/db/stores/*.db.xz; do
    number=$(basename "$packed" .db.xz)
    store=$number.db
    xz -dc "$packed" >"$store"
    cp "$store" before.db
    check "$number: is told to be old" refused 6 'shinsa migrate' shinsa --store "$store" case list
    check "$number: and left as it was" cmp "$store" before.db
    check "$number: is migrated, after a copy" says 'copy.db' shinsa --store "$store" migrate --backup copy.db
    check "$number: says what it said" says_as_before "$store" "$SRCDIR/tests/db/stores/$number.said"
    check "$number: proves its journal and the state it gives" says '一致' shinsa --store "$store" verify
    # what is found by is derived, and derived again
    check "$number: finds a case by its number" shinsa --store "$store" lookup "$(sed -n '/^IP-N/{s/ .*//;p;q;}' "$SRCDIR/tests/db/stores/$number.said")"
    check "$number: is migrated once" says 'することはありません' shinsa --store "$store" migrate
    check "$number: goes on" sh -c "shinsa --store $store case new aspic new && shinsa --store $store clock"
    check "$number: the copy is what it was" refused 6 'shinsa migrate' shinsa --store copy.db case list
    check "$number: from which it can be done again" shinsa --store copy.db migrate --backup again.db
    check "$number: a backup of it comes back" shinsa --store "$store" backup out.db
    check "$number: as a store" shinsa --store in.db restore out.db
    check "$number: of as many rows" [ "$(rows_of "$store")" = "$(rows_of in.db)" ]
    rm -f ./*.db ./*.db-*
done
