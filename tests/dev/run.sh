#!/bin/sh
# The first of the two commands of README.md: ./dev run without a terminal makes a demo office, serves it on loopback, and
# the line it prints lets one in. Run by ./dev test, not by make: it builds.
. "${SRCDIR:-.}/tests/lib.sh"
data="$TMP/事務局 の's"
trap '' PIPE # a client that ends early is a failed test, not the end of this script

# start: runs ./dev run until it says that it is ready; its process is the hub's, because it ends in exec
start() {
    : >log
    [ -p lines ] || mkfifo lines
    XDG_DATA_HOME=$data "$SRCDIR/dev" run >lines 2>&1 </dev/null &
    hub=$!
    exec 3<lines
    while read -r line <&3; do
        echo "$line" >>log
        case $line in ready*) return 0 ;; *) ;; esac
    done
    hub_ends
    return 1
}
stop() {
    kill -TERM "$hub"
    cat <&3 >>log
    hub_ends
}
ssh_line() {
    sed -n 's/^ssh //p' log
}
# enter ARGS...: what the printed line does, as a shell reads it; BatchMode, because it must not ask anything
enter() {
    eval "set -- $(ssh_line) \"\$@\""
    timeout 60 ssh -F /dev/null -o BatchMode=yes -o LogLevel=ERROR "$@"
}
# screens: opens them, and presses F10 when a screenful has come
screens() {
    mkfifo keys screen
    enter -tt <keys >screen 2>&1 &
    exec 4>keys 5<screen
    timeout 30 head -c 1200 <&5
    printf '\033[21~' >&4
    cat <&5
    exec 4>&- 5<&-
    wait "$!"
}

check 'it gets ready' start
check 'it prints the line to connect with' test -n "$(ssh_line)"
check 'it made a demo office' grep -q 'demo office' log
check 'the line lists cases' says '新規申請' enter case list
check 'nothing is said but that and what is made' test "$(grep -c . log)" -le 6
check 'the line opens the screens' says '照会' screens
check 'the store proves itself' says '一致しています' shinsa verify --store "$data/shinsa/demo/office.db"
check 'it stops when told' stop
check 'it starts again' start
check 'a second run finds the office' fails grep 'making a demo' log
check 'and lets one in' says '新規申請' enter case list
check 'and stops too' stop
