# Shell files are clean under shellcheck.
command -v shellcheck >/dev/null || { echo "shellcheck is not installed, so shell files were not checked" >&2; exit 0; }
{
    grep -E '\.sh$|^dev$|^\.ci/' "$FILES"
    xargs grep -l -E '^#!/bin/(ba)?sh' <"$FILES" /dev/null 2>/dev/null
} | grep -v '^build-aux/lint/rules/' | sort -u | xargs -r shellcheck -f gcc 2>&1 | sed -E 's/:([0-9]+):[0-9]+: /:\1: /'
grep '^build-aux/lint/rules/.*\.sh$' "$FILES" | xargs -r shellcheck -s sh -f gcc 2>&1 | sed -E 's/:([0-9]+):[0-9]+: /:\1: /'
