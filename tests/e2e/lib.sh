# For whole journeys: an office made by `shinsa init`, served by `shinsa serve`, used by people with OpenSSH's client.
# shellcheck shell=sh
set -u
BUILD=${BUILDDIR:-$PWD/build}
SHINSA=$BUILD/shinsa
HERE=$SRCDIR/tests/e2e/journey
SHINSA_SCHEMES=$SRCDIR/schemes
export SHINSA_SCHEMES
TMP=$(mktemp -d)
passed=0 failed=0 hub=
cd "$TMP" || exit 2

close_office() {
    [ -n "$hub" ] || return 0
    kill -TERM "$hub" 2>/dev/null
    kill -INT "$hub" 2>/dev/null # another number: two of one kind may arrive as one
    wait "$hub"
    hub=
}

finish() {
    close_office
    cd /
    rm -rf "$TMP"
    echo "$passed passed, $failed failed"
}
trap finish EXIT
trap 'exit 1' INT TERM

# make_key NAME
make_key() {
    ssh-keygen -q -t ed25519 -N '' -C 'a test key' -f "$1"
}

# local_verb VERB...: as the administrator, on the store itself
local_verb() {
    "$SHINSA" --store office.db --today "$today" --as kanri "$@"
}

# make_office: kanri is its administrator
make_office() {
    make_key kanri
    "$SHINSA" --store office.db --today "$today" init --admin kanri --key kanri.pub
    echo "* $(cut -d' ' -f1,2 office.db.hostkey.pub)" >known
}

# hire LOGIN NAME SCHEME ROLE...: a user with a key and roles
hire() {
    login=$1 name=$2 scheme=$3
    shift 3
    make_key "$login"
    local_verb user add "$login" --name "$name" && local_verb user key "$login" <"$login.pub" || return 1
    for role in "$@"; do local_verb user role "$login" "$scheme" "$role" || return 1; done
}

# open_office: serves on a free port; everybody's today is $today
open_office() {
    close_office
    mkfifo ready.fifo 2>/dev/null
    "$SHINSA" --store office.db --today "$today" serve --listen 127.0.0.1:0 >ready.fifo 2>>log &
    hub=$!
    read -r _ place _ <ready.fifo
    port=${place##*:}
}

# on DAY: time goes on, and the office opens anew
on() {
    today=$1
    open_office
    as kanri clock >/dev/null
}

# ssh_options LOGIN: for OpenSSH's client
ssh_options() {
    echo "-F none -p $port -i $TMP/$1 -o IdentitiesOnly=yes -o UserKnownHostsFile=$TMP/known -o StrictHostKeyChecking=yes -o BatchMode=yes -l $1 127.0.0.1"
}

# quoted WORDS...: for the words behind `ssh host`, which travel as one line
quoted() {
    for word in "$@"; do printf " '%s'" "$(printf %s "$word" | sed "s/'/'\\\\''/g")"; done
}

# as LOGIN VERB...: over SSH
as() {
    who=$1
    shift
    # shellcheck disable=SC2029,SC2046
    ssh $(ssh_options "$who") "$(quoted "$@")" </dev/null
}

# key_in LOGIN CASE FORM FILE: a whole form
key_in() {
    # shellcheck disable=SC2029,SC2046
    ssh $(ssh_options "$1") "$(quoted form set "$2" "$3")" <"$4"
}

# types LOGIN SCRIPT: what the script of tests/e2e/typist.c types, on the screens of a seat over SSH
types() {
    # shellcheck disable=SC2046
    "$BUILD/tests/e2e/typist" "$2" ssh -q -tt $(ssh_options "$1")
}

# check NAME COMMAND...: passes if the command does
check() {
    name=$1
    shift
    if "$@" >out 2>err; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: ${today:-}: $name: $*"
        sed 's/^/    /' out err
    fi
}

# says TEXT COMMAND...: it succeeds and prints the text
says() {
    wanted=$1
    shift
    "$@" || return 1
    grep -q -F -e "$wanted" out || { echo "'$wanted' is not there"; return 1; }
}

# refused STATUS TEXT COMMAND...: it ends with that status and says the text
refused() {
    status=$1 wanted=$2
    shift 2
    "$@"
    got=$?
    [ "$got" -eq "$status" ] || { echo "status $got instead of $status"; return 1; }
    grep -q -F -e "$wanted" err || { echo "'$wanted' is not said"; return 1; }
}

# matches FILE COMMAND...: it prints exactly what the file holds ($E2E_BLESS writes the file)
matches() {
    file=$HERE/$1
    shift
    "$@" >printed || return 1
    [ -z "${E2E_BLESS:-}" ] || cp printed "$file"
    diff -u "$file" printed
}
