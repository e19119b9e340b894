# What every shell test begins with: a folder of its own that goes with it, an environment that nobody's settings reach,
# checks that are counted (TAP), keys, and an office served on a free port to OpenSSH's client.
# The exit status is the library's: 0 only if there was a check, all of them held, and the script came to its end by itself.
# Run by make, or by hand from the top of the tree.
# shellcheck shell=sh
set -u
SRCDIR=$(cd "${SRCDIR:-.}" && pwd) || exit 2
BUILDDIR=$(cd "${BUILDDIR:-$SRCDIR/build}" && pwd) || exit 2
TMP=$(mktemp -d) || exit 2
VERDICTS=$TMP/.verdicts # a file, so that a check in a subshell counts too
: >"$VERDICTS"
unset USER XDG_DATA_HOME SHINSA_STORE SHINSA_CONF SHINSA_THEME
HOME=$TMP PATH=$BUILDDIR:$BUILDDIR/tests/e2e:$PATH SHINSA_SCHEMES=$SRCDIR/schemes SHINSA_TODAY=2026-11-20
LC_ALL=C.UTF-8 TERM=xterm-256color
export SRCDIR BUILDDIR HOME PATH SHINSA_SCHEMES SHINSA_TODAY LC_ALL TERM
hub='' port='' HERE=''
cd "$TMP" || exit 2

# ---- the verdict -----------------------------------------------------------------------------------------------------

finish() {
    status=$?
    trap - EXIT
    stop_hub
    grep -q . "$VERDICTS" || { echo '# nothing was checked'; status=1; }
    grep -q '^not ok' "$VERDICTS" && status=1
    echo "1..$(wc -l <"$VERDICTS")"
    cd /
    chmod -R u+w "$TMP"
    rm -rf "$TMP"
    exit "$status"
}
trap finish EXIT
trap 'exit 1' INT TERM

# check NAME COMMAND...: holds if the command succeeds; what it said stands in out and err. Its status is the verdict.
check() {
    checked=$1
    shift
    if "$@" >"$TMP/out" 2>"$TMP/err"; then
        echo "ok - $checked" | tee -a "$VERDICTS"
        return 0
    fi
    echo "not ok - $checked" | tee -a "$VERDICTS"
    printf '%s\n' "$*" | sed 's/^/# /'
    sed 's/^/#     /' "$TMP/out" "$TMP/err"
    [ ! -f "$TMP/log" ] || tail -n 20 "$TMP/log" | sed 's/^/# log: /'
    return 1
}

# ---- what a check may ask, as its command ----------------------------------------------------------------------------

# same GOT WANTED: two texts are equal
same() {
    [ "$1" = "$2" ] || { printf 'got  "%s"\nwant "%s"\n' "$1" "$2"; return 1; }
}

# exits STATUS COMMAND...: it ends with that status
exits() {
    wanted_status=$1
    shift
    "$@"
    same "$?" "$wanted_status"
}

# has TEXT FILE: the text stands there
has() {
    grep -q -F -e "$1" "$2" || { echo "'$1' is not in $2"; return 1; }
}

# tells STATUS TEXT COMMAND...: it ends with that status and prints the text
tells() {
    wanted_status=$1 wanted=$2
    shift 2
    "$@"
    same "$?" "$wanted_status" && has "$wanted" "$TMP/out"
}

# says TEXT COMMAND...: it succeeds and prints the text
says() {
    tells 0 "$@"
}

# refused STATUS TEXT COMMAND...: it ends with that status and says the text on standard error
refused() {
    wanted_status=$1 wanted=$2
    shift 2
    "$@"
    same "$?" "$wanted_status" && has "$wanted" "$TMP/err"
}

# shows PATTERN COMMAND...: it succeeds and prints a line like that
shows() {
    wanted=$1
    shift
    "$@" || return 1
    grep -q -e "$wanted" "$TMP/out" || { echo "nothing like '$wanted' is there"; return 1; }
}

# matches FILE COMMAND...: it prints exactly what the file in the folder HERE holds (E2E_BLESS=1 writes the file)
matches() {
    file=$HERE/$1
    shift
    "$@" >printed || { cat printed; return 1; }
    [ -z "${E2E_BLESS:-}" ] || cp printed "$file"
    diff -u "$file" printed
}

# fails COMMAND...: it does not succeed
fails() {
    ! "$@"
}

# until_true COMMAND...: tries until it succeeds, twenty seconds at most
until_true() {
    last=$(($(date +%s) + 20))
    until "$@" >/dev/null 2>&1; do [ "$(date +%s)" -lt "$last" ] || return 1; done
}

# ---- a server and its people -----------------------------------------------------------------------------------------

# make_key NAME...: an Ed25519 key each, in NAME and NAME.pub
make_key() {
    for key in "$@"; do ssh-keygen -q -t ed25519 -N '' -C 'a test key' -f "$key" || return 1; done
}

# words_of NAME: type and blob of a public key
words_of() {
    cut -d' ' -f1,2 "$1.pub"
}

# start_hub COMMAND...: a server in the background, after the end of the one before; port is where it says it listens (the
# last of its places), hub its process, log what it says. HOSTKEY.pub is what its clients know it by.
start_hub() {
    stop_hub
    [ -p ready ] || mkfifo ready
    "$@" >ready 2>log &
    hub=$!
    read -r _ place _ <ready
    port=${place##*:}
}

# hub_ends: waits for its end; the status is the server's
hub_ends() {
    wait "$hub"
    set -- "$?"
    hub=''
    return "$1"
}

# stop_hub: its status is the server's
stop_hub() {
    [ -n "$hub" ] || return 0
    kill -TERM "$hub" 2>/dev/null
    kill -INT "$hub" 2>/dev/null # another number: two of one kind may arrive as one
    hub_ends
}

# ssh_options KEY [LOGIN]: for OpenSSH's client; the login is called like the key
ssh_options() {
    echo "-F none -p $port -i $TMP/$1 -o IdentitiesOnly=yes -o UserKnownHostsFile=$TMP/known -o StrictHostKeyChecking=yes -o BatchMode=yes -l ${2:-$1}"
}

# quoted WORDS...: for the words behind `ssh host`, which travel as one line
quoted() {
    for word in "$@"; do printf " '%s'" "$(printf %s "$word" | sed "s/'/'\\\\''/g")"; done
}

# as LOGIN VERB...: over SSH
as() {
    sends /dev/null "$@"
}

# sends FILE LOGIN VERB...: over SSH, with the file as its input
sends() {
    input=$1 who=$2
    shift 2
    # shellcheck disable=SC2029,SC2046
    ssh $(ssh_options "$who") 127.0.0.1 "$(quoted "$@")" <"$input"
}

# types LOGIN SCRIPT: what the script of tests/e2e/typist.c types, on the screens of a seat over SSH
types() {
    # shellcheck disable=SC2046
    typist "$2" ssh -q -tt $(ssh_options "$1") 127.0.0.1
}

# ---- a real office, office.db in the folder of the test --------------------------------------------------------------

# make_office: kanri is its administrator
make_office() {
    make_key kanri
    shinsa --store office.db init --admin kanri --key kanri.pub
    echo "* $(words_of office.db.hostkey)" >known
}

# make_demo_office CASES: with invented cases; demo is its administrator
make_demo_office() {
    make_key demo
    shinsa --store office.db demo --cases "$1" && shinsa --store office.db user key demo <demo.pub || return 1
    echo "* $(words_of office.db.hostkey)" >known
}

# hire LOGIN NAME [SCHEME ROLE...]: a user with a key and roles
hire() {
    login=$1 scheme=${3:-}
    make_key "$login"
    shinsa --store office.db user add "$login" --name "$2" || return 1
    shinsa --store office.db user key "$login" <"$login.pub" || return 1
    [ "$#" -gt 3 ] || return 0
    shift 3
    for role in "$@"; do shinsa --store office.db user role "$login" "$scheme" "$role" || return 1; done
}

# open_office: serves it
open_office() {
    start_hub shinsa --store office.db serve --listen 127.0.0.1:0
}

# on DAY: time goes on, and the office opens anew
on() {
    SHINSA_TODAY=$1
    open_office
    as kanri clock >/dev/null
}
