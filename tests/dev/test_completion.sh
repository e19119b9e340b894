#!/bin/bash
# What bash offers after `shinsa`. TAP.
set -u
src=$(cd "${SRCDIR:-$(dirname "$0")/../..}" && pwd)
table=$(mktemp)
trap 'rm -f "$table"' EXIT
cat >"$table" <<'TABLE'
V("case list", "[--state STATE] [TEXT]", VERB_STORE, verb_case_list, "x", "--no-option here")
V("case show", "NUMBER", VERB_STORE, verb_case_show, "x", "x")
V("migrate", "[--backup FILE]", VERB_LOCAL, verb_migrate, "x", "x")
TABLE
# shellcheck disable=SC1090
source <(awk -f "$src/build-aux/completion.awk" "$table")
n=0

offers() { # offers WANTED WORDS...: the last word is being typed
    n=$((n + 1))
    local wanted=$1
    shift
    COMP_WORDS=(shinsa "$@")
    COMP_CWORD=$#
    COMPREPLY=()
    _shinsa
    if [ "${COMPREPLY[*]}" = "$wanted" ]; then
        echo "ok $n - ${*:-nothing}"
    else
        echo "not ok $n - ${*:-nothing}: '${COMPREPLY[*]}', not '$wanted'"
    fi
}

cd "$(dirname "$table")" || exit 1
offers 'case migrate' ''
offers 'migrate' mi
offers 'list show' case ''
offers '--state --store' case list --st
offers '--backup' --store file migrate --b
offers '--state' case list 株 --sta
offers 'ja en' --lang ''
offers 'standard contrast mono' --theme ''
echo "1..$n"
