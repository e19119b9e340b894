#!/bin/sh
# ssh HOST VERB with OpenSSH's client: words, streams, status, refusals; and the start of the server.
. "${SRCDIR:-.}/tests/serve/stage.sh"

start_office --input-max 3000000
check 'words' same "$(ssh_as sato 127.0.0.1 args a "'b  c'" '"審査 中"' "\$HOME")" "args
a
b  c
審査 中
\$HOME"
head -c 2000000 /dev/urandom >big
ssh_as sato 127.0.0.1 cat <big >back
check 'every byte comes back' cmp big back
check 'the end of input is told' same "$(ssh_as sato 127.0.0.1 count <big)" '2000000 bytes'
check 'much output' same "$(ssh_as sato 127.0.0.1 pour 20000000 | wc -c)" 20000000
head -c 4000000 /dev/zero >bigger
check 'too much input' exits 2 ssh_as sato 127.0.0.1 count <bigger
check 'status' exits 7 ssh_as sato 127.0.0.1 exit 7
check 'an unknown verb' exits 2 ssh_as sato 127.0.0.1 nonsense
ssh_as sato 127.0.0.1 nonsense 2>said >/dev/null
check 'says so on standard error' same "$(cat said)" 'no such verb'
check 'no shell' exits 2 ssh_as sato 127.0.0.1 'args; id'
check 'an open quote' exits 2 ssh_as sato 127.0.0.1 "args 'a"
check 'no terminal, no screens' exits 2 ssh_as sato 127.0.0.1 </dev/null
check 'lines return on a terminal' same "$(ssh_as sato -tt 127.0.0.1 args a </dev/null 2>/dev/null | od -An -c | tr -d ' \n')" \
    'args\r\na\r\n'
check 'no subsystem' exits 255 ssh_as sato -s 127.0.0.1 sftp </dev/null
check 'no forwarding' exits 255 ssh_as sato -W 127.0.0.1:22 127.0.0.1 </dev/null
# What the client may offer alone, and what of it nobody may use.
for good in Ciphers=chacha20-poly1305@openssh.com Ciphers=aes256-ctr MACs=hmac-sha2-512-etm@openssh.com KexAlgorithms=ecdh-sha2-nistp256; do
    check "$good" same "$(ssh_as sato -o "$good" 127.0.0.1 whoami)" sato
done
for weak in Ciphers=aes128-cbc Ciphers=aes128-ctr KexAlgorithms=diffie-hellman-group14-sha1 KexAlgorithms=diffie-hellman-group14-sha256 \
    HostKeyAlgorithms=rsa-sha2-512; do
    check "$weak is refused" refused 255 'no matching' ssh_as sato -o "$weak" 127.0.0.1 whoami
done
check 'a weak MAC is refused' refused 255 'no matching MAC' ssh_as sato -o Ciphers=aes256-ctr -o MACs=hmac-sha1,hmac-sha2-256 127.0.0.1 whoami
check 'a stranger stays out' exits 255 ssh_as stranger 127.0.0.1 whoami
check 'who' same "$(ssh_as sato 127.0.0.1 whoami)" sato
check 'compression' same "$(ssh_as sato -C 127.0.0.1 count <big)" '2000000 bytes'

check 'new keys on the way, in' same "$(ssh_as sato -o RekeyLimit=128K 127.0.0.1 count <big)" '2000000 bytes'
check 'new keys on the way, out' same "$(ssh_as sato -o RekeyLimit=128K 127.0.0.1 pour 3000000 | wc -c)" 3000000
check 'a slow reader gets all of it' same "$(ssh_as sato 127.0.0.1 pour 8000000 | dd bs=1000 status=none | wc -c)" 8000000
start_office --grace-ms 500
check 'a login that asks for nothing is ended' exits 255 ssh_as sato -N 127.0.0.1

# Every address of the machine, in both families where it has both.
start_office --listen :0
check 'several addresses in one line' until_true grep -Eq 'ready 127.0.0.1:[0-9]+,(\[::\]|0.0.0.0):[0-9]+ SHA256:' log
check 'IPv4 on the open socket' same "$(ssh_as sato 127.0.0.1 whoami)" sato
if [ -e /proc/net/if_inet6 ] && grep -q ' lo$' /proc/net/if_inet6; then
    check 'IPv6 on the open socket' same "$(ssh_as sato ::1 whoami)" sato
    check 'its address in the log' until_true grep -q 'auth-ok src=::1' log
fi
check 'IPv4 reads as IPv4 in the log' until_true grep -q 'auth-ok src=127.0.0.1' log
start_office

# A new server on the same place: it says what is wrong and what to do.
second_server() {
    "$BIN/office" --listen "127.0.0.1:$SERVE_PORT" --host-key hostkey --users users 2>said
    same "$?" 5 && grep -q 'taken; stop the other shinsa serve' said
}
check 'two servers on one port' second_server
no_key() {
    "$BIN/office" --listen 127.0.0.1:0 --host-key nowhere --users users 2>said
    same "$?" 3 && grep -q 'make one with shinsa init' said
}
check 'no host key' no_key
check 'the fingerprint is OpenSSH'\''s' until_true grep -q "ready 127.0.0.1:$SERVE_PORT $(ssh-keygen -lf hostkey.pub | cut -d' ' -f2)" log
check 'the SSHFP record is OpenSSH'\''s' same "$("$BIN/office" --sshfp hostkey)" \
    "$(ssh-keygen -r x -f hostkey.pub | awk '$5 == 2 { print $4, $5, $6 }')"

# What a door may still do while it serves: nothing with files, and it holds two sockets and /dev/null.
mkfifo hold
ssh_as sato 127.0.0.1 count <hold >/dev/null &
client=$!
exec 3>hold
door_locked() {
    seen=0
    for pid in $(children); do
        seen=$((seen + 1))
        locked=$(awk '/^(Seccomp|NoNewPrivs):/ { printf "%s%s ", $1, $2 }' "/proc/$pid/status")
        same "$locked" 'NoNewPrivs:1 Seccomp:2 ' || return 1
    done
    same "$seen" 2
}
echo x >&3
check 'somebody is in' until_true grep -q auth-ok log
check 'door and desk are locked in' door_locked
# A door that dies by a signal: its source is refused for a while.
crash_door() {
    kill -KILL "$(children | sort -n | tail -n 1)" || return 1
    wait "$client"
    same "$?" 255
}
check 'the client of a dead door is cut off' crash_door
exec 3>&-
stop_hub
check 'the crash is a line' until_true grep -q 'door-crash src=127.0.0.1 signal=9' log
