# For the tests of the server alone: tests/serve/office.c behind it instead of a store, and people with keys it knows.
# shellcheck shell=sh
. "${SRCDIR:-.}/tests/lib.sh"
BIN=$BUILDDIR/tests/serve

# start_office [OPTION VALUE]...: the server; SERVE_PORT and SERVE_PID say where, to the programs of this folder
start_office() {
    start_hub "$BIN/office" --listen 127.0.0.1:0 --host-key hostkey --users users "$@"
    SERVE_PORT=$port SERVE_PID=$hub
}

# ssh_as KEY [OPTION...] HOST [WORD...]: OpenSSH's client, always for the user sato
ssh_as() {
    key=$1
    shift
    # shellcheck disable=SC2029,SC2046
    ssh $(ssh_options "$key" sato) "$@"
}

# children: the doors and desks of the server; from /proc, because a bare machine has no ps
children() {
    cat /proc/[0-9]*/status 2>/dev/null |
        awk -v hub="$hub" '$1 == "Pid:" { pid = $2 } $1 == "PPid:" && $2 == hub { print pid }'
}

"$BIN/office" --make-key hostkey || exit 2
echo "* $(words_of hostkey)" >known
make_key sato tanaka mori stranger
{
    echo "sato $(words_of sato)"
    echo "tanaka $(words_of tanaka)"
    echo "mori $(words_of mori) 123456"
} >users
SERVE_KEY=$TMP/sato SERVE_OTHER=$TMP/tanaka SERVE_CODE=$TMP/mori SERVE_STRANGER=$TMP/stranger SERVE_USERS=$TMP/users
SERVE_PORT='' SERVE_PID=''
export SERVE_KEY SERVE_OTHER SERVE_CODE SERVE_STRANGER SERVE_USERS SERVE_PORT SERVE_PID
