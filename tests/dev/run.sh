#!/bin/sh
# The first of the two commands of README.md: ./dev run without a terminal makes a demo office, serves it on loopback, and
# the line it prints lets one in. TAP. Run by ./dev test, not by make: it builds.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
data="$work/事務局 の's"
n=0
hub=
end() {
    [ -z "$hub" ] || kill -TERM "$hub" 2>/dev/null
    wait
    rm -rf "$work"
}
trap end EXIT
trap '' PIPE # a client that ends early is a failed test, not the end of this script

is() { # is NAME COMMAND...
    n=$((n + 1))
    name=$1
    shift
    if "$@" >"$work/said" 2>&1; then
        echo "ok $n - $name"
    else
        echo "not ok $n - $name"
        sed 's/^/# /' "$work/said" "$work/log"
    fi
}

# start: runs ./dev run until it says that it is ready; its process is the hub's, because it ends in exec
start() {
    rm -f "$work/out"
    : >"$work/log"
    mkfifo "$work/out"
    HOME=$work XDG_DATA_HOME=$data "$root/dev" run >"$work/out" 2>&1 </dev/null &
    hub=$!
    exec 3<"$work/out"
    while read -r line <&3; do
        echo "$line" >>"$work/log"
        case $line in ready*) return 0 ;; *) ;; esac
    done
    hub=
    return 1
}
stop() {
    kill -TERM "$hub"
    cat <&3 >>"$work/log"
    wait "$hub"
}
ssh_line() {
    sed -n 's/^ssh //p' "$work/log"
}
# enter ARGS...: what the printed line does, as a shell reads it; BatchMode, because it must not ask anything
enter() {
    eval "set -- $(ssh_line) \"\$@\""
    timeout 60 ssh -F /dev/null -o BatchMode=yes -o LogLevel=ERROR "$@"
}
# screens: opens them, and presses F10 when a screenful has come
screens() {
    mkfifo "$work/keys" "$work/screen"
    TERM=xterm-256color enter -tt <"$work/keys" >"$work/screen" 2>&1 &
    exec 4>"$work/keys" 5<"$work/screen"
    timeout 30 head -c 1200 <&5
    printf '\033[21~' >&4
    cat <&5
    exec 4>&- 5<&-
    wait "$!"
}
has() { # has TEXT COMMAND...
    text=$1
    shift
    "$@" >"$work/answer" 2>&1
    cat "$work/answer"
    grep -q -- "$text" "$work/answer"
}

start
is 'it gets ready' test -n "$hub"
is 'it prints the line to connect with' test -n "$(ssh_line)"
is 'it made a demo office' grep -q 'demo office' "$work/log"
is 'the line lists cases' has '新規申請' enter case list
is 'nothing is said but that and what is made' test "$(grep -c . "$work/log")" -le 6
is 'the line opens the screens' has '照会' screens
is 'the store proves itself' has '' env SHINSA_SCHEMES="$root/schemes" "$root/build/shinsa" verify --store "$data/shinsa/demo/office.db"
is 'it stops when told' stop
hub=
start
is 'a second run finds the office again' sh -c "! grep -q 'making a demo' '$work/log'"
is 'and lets one in' has '新規申請' enter case list
stop
hub=
echo "1..$n"
