#!/bin/sh
# What strangers send: the server says no, hangs up in time, and goes on serving others.
. "${SRCDIR:-.}/tests/serve/stage.sh"

# sato's public key with the private half of the stranger (OpenSSH's file format holds both; the seed stands at byte 161)
plain() { sed '/-----/d' "$1" | base64 -d; }
plain sato >sato.bin
plain stranger >stranger.bin
{
    echo '-----BEGIN OPENSSH PRIVATE KEY-----'
    { head -c 161 sato.bin; tail -c +162 stranger.bin | head -c 32; tail -c +194 sato.bin; } | base64 -w 70
    echo '-----END OPENSSH PRIVATE KEY-----'
} >forged
chmod 600 forged
SERVE_FORGED=$TMP/forged SERVE_GRACE_MS=600
export SERVE_FORGED SERVE_GRACE_MS

# Those that the end of the grace must drop; a busy machine is no reason to fail.
start_office --grace-ms 600
for scenario in silent half-open half-banner long-banner garbage huge-packet wrong-signature; do
    check "$scenario" "$BIN/hostile" "$scenario"
done
check 'a line for one that waited too long' until_true grep -q 'auth-grace src=127.0.0.1' log
check 'nobody crashed' fails grep crash log

start_office
for scenario in channel-before-login other-methods probe-then-stranger probe-then-other-user second-factor code-alone \
    many-keys; do
    check "$scenario" "$BIN/hostile" "$scenario"
done
check 'somebody honest still gets in' "$BIN/hostile" welcome
check 'a line for each refused proof' until_true grep -q 'auth-fail src=127.0.0.1 user=sato why=key' log
check 'a line for a wrong code' until_true grep -q 'auth-fail src=127.0.0.1 user=mori why=code' log
check 'nobody crashed' fails grep crash log

# One after the other, and nothing is left behind.
open_files() { find "/proc/$SERVE_PID/fd" -type l | wc -l; }
# The last desk may still be on its way out: the log has a line for each that is gone.
no_children() { [ -z "$(children)" ]; }
no_trace() {
    until_true no_children
    same "$(open_files)" "$before"
}
until_true no_children
before=$(open_files)
many_logins() {
    i=0
    while [ "$i" -lt 200 ]; do
        "$BIN/hostile" welcome || return 1
        i=$((i + 1))
    done
}
check '200 logins' many_logins
check 'leave no process and no open file' no_trace
check 'the server ends well' stop_hub

# Limits by source, decided before a byte is read.
start_office --pending-source 2
check 'too many at once' "$BIN/hostile" too-many
start_office --refuse-at 5
check 'a failed login' "$BIN/hostile" probe-then-stranger
check 'is judged' until_true no_children
check 'is a penalty' "$BIN/hostile" penalty
check 'and a line' until_true grep -q 'refused src=127.0.0.1 why=penalty' log
start_office --refuse-at 5 --exempt 127.0.0.0/8
check 'a failed login' "$BIN/hostile" probe-then-stranger
check 'is judged' until_true no_children
check 'from the office itself is none' "$BIN/hostile" welcome
