#!/bin/sh
# tests/lib.sh itself: a script whose check fails cannot end well, whatever else it does.
# shellcheck disable=SC2016,SC2046
. "${SRCDIR:-.}/tests/lib.sh"

# script LINE...: runs a test of these lines; where it worked is told to `place`
script() {
    { echo '. "$SRCDIR/tests/lib.sh"; echo "$TMP" >"$PLACE"'; printf '%s\n' "$@"; } >script.sh
    PLACE=$TMP/place sh script.sh
}
# ends STATUS LAST LINE...: such a test ends with the status, and this is its last line
ends() {
    status=$1 last=$2
    shift 2
    script "$@" >printed 2>&1
    same "$?" "$status" && same "$(tail -n 1 printed)" "$last" && fails test -e "$(cat place)"
}

good="check 'a good one' true" bad="check 'a bad one' false"
check 'what holds ends well' ends 0 1..2 "$good" "$good"
check 'one that does not is a failure' ends 1 1..1 "$bad"
check 'also before one that does' ends 1 1..2 "$bad" "$good"
check 'also before another end' ends 1 1..1 "$bad" 'exit 0'
check 'also in a subshell' ends 1 1..2 "($bad)" "$good"
check 'also in a pipe' ends 1 1..2 "echo x | while read -r _; do $bad; done" "$good"
check 'nothing checked is a failure' ends 1 1..0 true
check 'an end before the end keeps its status' ends 3 1..1 "$good" 'exit 3'
check 'an unset variable ends it' ends 2 1..1 "$good" 'echo "$nothing_of_this_name"' "$good"
check 'so does what is no shell' ends 2 1..1 "$good" 'if )'
check 'so does a signal' ends 1 1..1 "$good" 'kill -TERM $$; until_true false'
check 'a server is known by its port' ends 0 1..1 \
    'start_hub sh -c "echo ready 127.0.0.1:7 x; exec tail -f /dev/null"' 'echo "$hub" >"$PLACE-of-hub"' 'check x test "$port" = 7'
check 'and goes with the test' fails kill -0 "$(cat place-of-hub)"
check 'what does not hold is told with what it said' tells 1 'want "2"' script 'check x refused 2 text sh -c "exit 3"'

# Nobody counts in another way, but for the two that add up what programs counted.
others() {
    (cd "$SRCDIR" && grep -L 'SRCDIR:-.}/tests/' $(find tests -name '*.sh' -perm -100 ! -path '*/journey/*'))
}
check 'every shell test begins with the library' same "$(others | sort | tr '\n' ' ')" 'tests/examples/test_examples.sh tests/fuzz/replay.sh '
