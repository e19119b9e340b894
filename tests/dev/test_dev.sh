#!/bin/sh
# ./dev on machines that are not like this one, and how it counts tests.
# shellcheck disable=SC2016,SC2013
. "${SRCDIR:-.}/tests/lib.sh"

tally() { # tally STATUS OUTPUT
    printf '%b\n' "$2" >"$TMP/said"
    awk -v status="$1" -f "$SRCDIR/build-aux/tally.awk" "$TMP/said"
}

check 'cmocka: each test counts once' same \
    "$(tally 1 '[       OK ] a\n[  FAILED  ] b\n[  PASSED  ] 1 test(s).\n[  FAILED  ] 1 test(s), listed below:\n[  FAILED  ] b')" '1 1'
check 'cmocka: a failed setup is a failure' same "$(tally 1 '[       OK ] a\n[  ERROR   ] --- x\nCould not run test\n[  ERROR   ] b')" '1 1'
check 'cmocka: a skipped test is neither' same "$(tally 0 '[       OK ] a\n[  SKIPPED ] b')" '1 0'
check 'a crash after passed tests is a failure' same "$(tally 139 '[       OK ] a')" '1 1'
check 'TAP' same "$(tally 1 'ok 1 - a\nok 2 # SKIP no tmux\nnot ok 3 - c\nnot ok 4 # TO''DO\n1..4')" '1 1'
check 'a closing line' same "$(tally 0 'x\n12 passed, 0 failed')" '12 0'
check 'closing lines add up' same "$(tally 1 '12 passed, 0 failed\n3 passed, 2 failed')" '15 2'
check 'a silent program counts as one' same "$(tally 0 'hello')" '1 0'
check 'a silent program that fails' same "$(tally 3 'hello')" '0 1'
check 'a skipped program is neither' same "$(tally 77 'no ssh here')" '0 0'

# A machine of stubs: nothing is installed, and apt-get says what it was asked.
mkdir "$TMP/bin"
for c in sh dirname awk sed cat printf tr grep env nproc mkdir mktemp rm; do
    ln -s "$(command -v $c)" "$TMP/bin/$c"
done
stub() { # stub NAME BODY
    rm -f "$TMP/bin/$1"
    printf '#!/bin/sh\n%s\n' "$2" >"$TMP/bin/$1"
    chmod +x "$TMP/bin/$1"
}
say_lines() { # say_lines TEXT: its first word and how many lines it has
    printf '%s %d' "${1%% *}" "$(printf '%s\n' "$1" | grep -c .)"
}
setup() {
    PATH=$TMP/bin "$SRCDIR/dev" setup 2>&1 || echo "status $?"
}

stub dpkg-query 'exit 1'
stub apt-get "echo \"apt-get \$1\" | tee -a '$TMP/asked'"
ln -s "$(command -v tee)" "$TMP/bin/tee"
stub id 'echo 1000'
check 'neither root nor sudo: says what to ask for' same \
    "$(setup | grep -c 'Ask the administrator: apt-get install .*libssh-dev')" 1
stub sudo 'exec "$@"'
ln -sf "$(command -v cut)" "$TMP/bin/cut"
said=$(setup)
check 'with sudo: updates, then installs' same "$(cat "$TMP/asked")" "$(printf 'apt-get update\napt-get install')"
check 'says what it installs, and keeps apt-get quiet' same "$(say_lines "$said")" 'installing: 1'
stub apt-get '[ "$1" != update ] || { echo E: cannot reach; exit 100; }'
check 'a source that cannot be reached is no reason to stop' same "$(setup | cut -c1-22)" \
    "$(printf 'installing: autoconf a\nE: cannot reach\napt-get update failed;')"
stub apt-get '[ "$1" = update ] || { echo E: no such package; exit 100; }'
check 'what apt-get said of its failure is shown' same "$(setup | grep -c -e '^E: no such package' -e '^dev: .*is there a network')" 2
stub dpkg-query 'echo installed'
check 'nothing missing: not a word' same "$(setup)" ''
rm "$TMP/bin/apt-get" "$TMP/bin/dpkg-query"
check 'no apt: names the command that is missing' same "$(setup | grep -c 'autoconf is missing and this system has no apt')" 1

check 'an unknown verb is a usage error' same "$("$SRCDIR/dev" no-such-verb 2>&1 || echo "status $?")" \
    "$(printf 'dev: no such verb; ./dev help lists them\nstatus 2')"
for verb in $(sed -n 's/^do_\([a-z]*\)() {.*/\1/p' "$SRCDIR/dev"); do
    check "help names $verb" same "$("$SRCDIR/dev" help | grep -c "^  $verb\\( \\|\$\\)")" 1
done
