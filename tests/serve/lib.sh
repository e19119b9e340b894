# For the tests of the server: a folder of its own, keys, an office on a free port, and a count of what passed.
# shellcheck shell=sh
set -u
BIN=${BUILDDIR:-$PWD/build}/tests/serve
TMP=$(mktemp -d)
passed=0 failed=0 SERVE_PID=
export SERVE_PID
cd "$TMP" || exit 2

stop_office() {
    [ -z "$SERVE_PID" ] && return 0
    kill -TERM "$SERVE_PID" 2>/dev/null
    kill -INT "$SERVE_PID" 2>/dev/null # another number: two of one kind may arrive as one
    wait "$SERVE_PID"
    office_status=$? # read by the scripts
    export office_status
    SERVE_PID=
}

finish() {
    stop_office
    cd /
    rm -rf "$TMP"
    echo "$passed passed, $failed failed"
}
trap finish EXIT
trap 'exit 1' INT TERM

# make_key NAME: an Ed25519 key in NAME and NAME.pub
make_key() {
    ssh-keygen -q -t ed25519 -N '' -C 'a test key' -f "$1"
}

# words_of NAME: type and blob of a public key
words_of() {
    cut -d' ' -f1,2 "$1.pub"
}

# start_office [OPTION VALUE]...: the server; SERVE_PORT says where (the last place it listens on)
start_office() {
    stop_office
    mkfifo ready.fifo 2>/dev/null
    "$BIN/office" --listen 127.0.0.1:0 --host-key hostkey --users users "$@" >ready.fifo 2>log &
    SERVE_PID=$!
    read -r _ place _ <ready.fifo
    SERVE_PORT=${place##*:}
    echo "* $(words_of hostkey)" >known
}

# ssh_as KEY [OPTION...] -- COMMAND: OpenSSH's client
ssh_as() {
    key=$1
    shift
    ssh -F none -p "$SERVE_PORT" -i "$key" -o IdentitiesOnly=yes -o UserKnownHostsFile=known \
        -o StrictHostKeyChecking=yes -o BatchMode=yes -l sato "$@"
}

# children: the doors and desks of the server; from /proc, because a bare machine has no ps
children() {
    cat /proc/[0-9]*/status 2>/dev/null |
        awk -v hub="$SERVE_PID" '$1 == "Pid:" { pid = $2 } $1 == "PPid:" && $2 == hub { print pid }'
}

# check NAME COMMAND...: passes if the command does
check() {
    name=$1
    shift
    if "$@" >out 2>err; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $name: $*"
        sed 's/^/    /' out err
        tail -n 20 log 2>/dev/null | sed 's/^/    log: /'
    fi
}

# same A B: two texts are equal
same() {
    [ "$1" = "$2" ] || { printf 'got  "%s"\nwant "%s"\n' "$1" "$2"; return 1; }
}

# until_true COMMAND...: tries until it succeeds, twenty seconds at most
until_true() {
    last=$(($(date +%s) + 20))
    until "$@"; do [ "$(date +%s)" -lt "$last" ] || return 1; done
}

# exits STATUS COMMAND...: the command ends with it
exits() {
    want=$1
    shift
    "$@"
    same "$?" "$want"
}

"$BIN/office" --make-key hostkey || exit 2
make_key sato
make_key tanaka
make_key mori
make_key stranger
{
    echo "sato $(words_of sato)"
    echo "tanaka $(words_of tanaka)"
    echo "mori $(words_of mori) 123456"
} >users
SERVE_KEY=$TMP/sato SERVE_OTHER=$TMP/tanaka SERVE_CODE=$TMP/mori SERVE_STRANGER=$TMP/stranger SERVE_USERS=$TMP/users
export SERVE_KEY SERVE_OTHER SERVE_CODE SERVE_STRANGER SERVE_USERS SERVE_PORT
