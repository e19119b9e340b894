#!/bin/sh
# People at their screens, through the real server.
. "${SRCDIR:-.}/tests/serve/stage.sh"

start_office --seats-user 100
for scenario in sizes resize-before-shell resize-storm odd-terminal env-flood split-kanji refusals stalled-reader \
    crashing-desk; do
    check "$scenario" "$BIN/guest" "$scenario"
done
check 'each refusal is a line' until_true grep -q 'refused src=127.0.0.1 user=sato what=second-channel' log
check 'a crash of a seat is a line' until_true grep -q 'desk-crash' log
check 'a crash of a seat ends no other' "$BIN/guest" sizes

start_office --silence-ms 300
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
check 'the second signal ends the server' hub_ends
start_office --screens form --park-ms 0
check 'mute-terminal' "$BIN/guest" mute-terminal
check 'screens' "$BIN/guest" screens

# A lost line: the seat waits and is taken up again, as often as need be, also with no other seat left.
parked_times() { [ "$(grep -c ' parked$' log)" -eq "$1" ]; }
parked() { until_true parked_times "$1"; }
start_office --screens form --seats-user 1
check 'leave' "$BIN/guest" leave
check 'the seat is parked' parked 1
check 'come back' "$BIN/guest" come-back
check 'parked again' parked 2
check 'and back again' "$BIN/guest" come-back
check 'parked again' parked 3
check 'each return is a line' same "$(grep -c ' resumed src=127.0.0.1$' log)" 2
check 'a parked seat does not hold up the end' stop_hub
start_office --screens form --park-ms 100
check 'leave' "$BIN/guest" leave
check 'a parked seat ends in time' until_true grep -q seat-end log

# A seat at which nobody types: hidden after a warning, then its line ends; it waits and goes on where it was.
start_office --screens form --idle-lock-ms 3000 --idle-warn-ms 2000 --idle-end-ms 0
check 'locked-by-line' "$BIN/guest" locked-by-line
check 'the seat waits' parked 1
check 'and goes on where it was' "$BIN/guest" come-back
start_office --screens form-code --idle-lock-ms 3000 --idle-warn-ms 2000 --idle-end-ms 0
check 'locked-by-code' "$BIN/guest" locked-by-code
start_office --screens form-code --idle-lock-ms 3000 --idle-warn-ms 2000 --idle-end-ms 0
check 'locked-guessing' "$BIN/guest" locked-guessing
start_office --screens form --idle-lock-ms 0 --idle-end-ms 3000
check 'rests' "$BIN/guest" rests
check 'the seat waits' parked 1
check 'and goes on where it was' "$BIN/guest" come-back
start_office --screens form
check 'a terminal without a keyboard ends' exits 6 ssh_as sato -tt 127.0.0.1 </dev/null
check 'and its seat does not wait' same "$(grep -c ' parked$' log)" 0
start_office --active-ms 100
check 'revoked' "$BIN/guest" revoked
