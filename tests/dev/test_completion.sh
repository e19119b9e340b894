#!/bin/bash
# What bash offers after `shinsa`.
. "${SRCDIR:-.}/tests/lib.sh"
cat >table <<'TABLE'
V("case list", "[--state STATE] [TEXT]", VERB_STORE, verb_case_list, "x", "--no-option here")
V("case show", "NUMBER", VERB_STORE, verb_case_show, "x", "x")
V("migrate", "[--backup FILE]", VERB_LOCAL, verb_migrate, "x", "x")
TABLE
# shellcheck disable=SC1090
source <(awk -f "$SRCDIR/build-aux/completion.awk" table)

# offers WANTED WORDS...: the last word is being typed
offers() {
    local wanted=$1
    shift
    COMP_WORDS=(shinsa "$@")
    COMP_CWORD=$#
    COMPREPLY=()
    _shinsa
    check "after shinsa ${*:-nothing}" same "${COMPREPLY[*]}" "$wanted"
}

offers 'case migrate' ''
offers 'migrate' mi
offers 'list show' case ''
offers '--state --store' case list --st
offers '--backup' --store file migrate --b
offers '--state' case list 株 --sta
offers 'ja en' --lang ''
offers 'standard contrast mono' --theme ''
