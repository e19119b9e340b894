#!/bin/sh
# ./dev on machines that are not like this one, and how it counts tests. TAP.
# shellcheck disable=SC2016,SC2013
set -eu
LC_ALL=C
export LC_ALL
src=$(cd "${SRCDIR:-$(dirname "$0")/../..}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0

is() { # is NAME GOT WANTED
    n=$((n + 1))
    if [ "$2" = "$3" ]; then
        echo "ok $n - $1"
    else
        echo "not ok $n - $1"
        printf 'got:\n%s\nwanted:\n%s\n' "$2" "$3" | sed 's/^/# /'
    fi
}

tally() { # tally STATUS OUTPUT
    printf '%b\n' "$2" >"$work/log"
    awk -v status="$1" -f "$src/build-aux/tally.awk" "$work/log"
}

is 'cmocka: each test counts once' \
    "$(tally 1 '[       OK ] a\n[  FAILED  ] b\n[  PASSED  ] 1 test(s).\n[  FAILED  ] 1 test(s), listed below:\n[  FAILED  ] b')" '1 1'
is 'cmocka: a failed setup is a failure' "$(tally 1 '[       OK ] a\n[  ERROR   ] --- x\nCould not run test\n[  ERROR   ] b')" '1 1'
is 'cmocka: a skipped test is neither' "$(tally 0 '[       OK ] a\n[  SKIPPED ] b')" '1 0'
is 'a crash after passed tests is a failure' "$(tally 139 '[       OK ] a')" '1 1'
is 'TAP' "$(tally 1 'ok 1 - a\nok 2 # SKIP no tmux\nnot ok 3 - c\nnot ok 4 # TO''DO\n1..4')" '1 1'
is 'a closing line' "$(tally 0 'x\n12 passed, 0 failed')" '12 0'
is 'closing lines add up' "$(tally 1 '12 passed, 0 failed\n3 passed, 2 failed')" '15 2'
is 'a silent program counts as one' "$(tally 0 'hello')" '1 0'
is 'a silent program that fails' "$(tally 3 'hello')" '0 1'
is 'a skipped program is neither' "$(tally 77 'no ssh here')" '0 0'

# A machine of stubs: nothing is installed, and apt-get says what it was asked.
mkdir "$work/bin"
for c in sh dirname awk sed cat printf tr grep env nproc mkdir mktemp rm; do
    ln -s "$(command -v $c)" "$work/bin/$c"
done
stub() { # stub NAME BODY
    rm -f "$work/bin/$1"
    printf '#!/bin/sh\n%s\n' "$2" >"$work/bin/$1"
    chmod +x "$work/bin/$1"
}
say_lines() { # say_lines TEXT: its first word and how many lines it has
    printf '%s %d' "${1%% *}" "$(printf '%s\n' "$1" | grep -c .)"
}
setup() {
    PATH=$work/bin "$src/dev" setup 2>&1 || echo "status $?"
}

stub dpkg-query 'exit 1'
stub apt-get "echo \"apt-get \$1\" | tee -a '$work/asked'"
ln -s "$(command -v tee)" "$work/bin/tee"
stub id 'echo 1000'
is 'neither root nor sudo: says what to ask for' \
    "$(setup | grep -c 'Ask the administrator: apt-get install .*libssh-dev')" 1
stub sudo 'exec "$@"'
ln -sf "$(command -v cut)" "$work/bin/cut"
said=$(setup)
is 'with sudo: updates, then installs' "$(cat "$work/asked")" "$(printf 'apt-get update\napt-get install')"
is 'says what it installs, and keeps apt-get quiet' "$(say_lines "$said")" 'installing: 1'
stub apt-get '[ "$1" != update ] || { echo E: cannot reach; exit 100; }'
is 'a source that cannot be reached is no reason to stop' "$(setup | cut -c1-22)" \
    "$(printf 'installing: autoconf a\nE: cannot reach\napt-get update failed;')"
stub apt-get '[ "$1" = update ] || { echo E: no such package; exit 100; }'
is 'what apt-get said of its failure is shown' "$(setup | grep -c -e '^E: no such package' -e '^dev: .*is there a network')" 2
stub dpkg-query 'echo installed'
is 'nothing missing: not a word' "$(setup)" ''
rm "$work/bin/apt-get" "$work/bin/dpkg-query"
is 'no apt: names the command that is missing' "$(setup | grep -c 'autoconf is missing and this system has no apt')" 1

is 'an unknown verb is a usage error' "$("$src/dev" no-such-verb 2>&1 || echo "status $?")" \
    "$(printf 'dev: no such verb; ./dev help lists them\nstatus 2')"
for verb in $(sed -n 's/^do_\([a-z]*\)() {.*/\1/p' "$src/dev"); do
    is "help names $verb" "$("$src/dev" help | grep -c "^  $verb\\( \\|\$\\)")" 1
done
echo "1..$n"
