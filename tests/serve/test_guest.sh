#!/bin/sh
# People at their screens, through the real server.
. "$SRCDIR/tests/serve/lib.sh"

start_office --seats-user 100
for scenario in sizes resize-before-shell resize-storm odd-terminal env-flood split-kanji refusals stalled-reader \
    crashing-desk; do
    check "$scenario" "$BIN/guest" "$scenario"
done
check 'each refusal is a line' grep -q 'refused src=127.0.0.1 user=sato what=second-channel' log
check 'a crash of a seat is a line' grep -q 'desk-crash' log
check 'a crash of a seat ends no other' "$BIN/guest" sizes

start_office --silence-ms 100
check 'a dead peer is noticed' "$BIN/guest" dead-peer
check 'a quiet peer is left alone' "$BIN/guest" quiet-peer
start_office --idle-end-ms 300
check 'idle' "$BIN/guest" idle
start_office --seat-end-ms 300
check 'over' "$BIN/guest" over
start_office --seats-user 2
check 'seats' "$BIN/guest" seats
start_office
check 'stop' "$BIN/guest" stop
wait "$SERVE_PID"
check 'the second signal ends the server' same "$?" 0
SERVE_PID=
start_office --screens form
check 'mute-terminal' "$BIN/guest" mute-terminal
check 'screens' "$BIN/guest" screens
start_office --active-ms 100
check 'revoked' "$BIN/guest" revoked
[ "$failed" -eq 0 ]
