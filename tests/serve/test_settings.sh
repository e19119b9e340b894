#!/bin/sh
# shinsa.conf and the server that reads it, with OpenSSH's client. TAP.
set -u
work=$(mktemp -d)
pid=
trap 'kill $pid 2>/dev/null; rm -rf "$work"' EXIT
PATH=$BUILDDIR:$PATH SHINSA_SCHEMES=$SRCDIR/schemes LC_ALL=C.UTF-8 TERM=xterm
export PATH SHINSA_SCHEMES LC_ALL TERM
cd "$work" || exit 1
n=0

check() { # check WHAT COMMAND...
    n=$((n + 1))
    what=$1
    shift
    if "$@" >said 2>&1; then
        echo "ok $n - $what"
    else
        echo "not ok $n - $what"
        sed 's/^/# /' said
    fi
}

says() { # says STATUS TEXT COMMAND...: it ends with the status and prints the text
    status=$1 text=$2
    shift 2
    "$@" >out 2>&1
    got=$?
    [ "$got" -eq "$status" ] && grep -q -F -e "$text" out && return 0
    echo "status $got:"
    cat out
    return 1
}

fails() { # fails STATUS COMMAND...
    status=$1
    shift
    "$@"
    [ $? -eq "$status" ]
}

serve() { # serve OPTION...: in the background; port says where
    [ -z "$pid" ] || { kill "$pid"; wait "$pid"; }
    rm -f ready
    mkfifo ready
    shinsa serve "$@" >ready 2>log &
    pid=$!
    read -r _ at _ <ready
    port=${at##*:}
}

office() {
    ssh -q -F none -i key -p "$port" -o BatchMode=yes -o UserKnownHostsFile=known -o StrictHostKeyChecking=accept-new hanako@127.0.0.1 "$@" </dev/null
}

ssh-keygen -q -t ed25519 -N '' -f key
mkdir data
shinsa init --store data/office.db --admin hanako --key key.pub >said
cat >shinsa.conf <<'CONF'
store = data/office.db     # from this folder
listen = 127.0.0.1:0
seats_user = 1
idle_lock = 2m
CONF
check 'the settings are proved without a start' says 0 'seats_user = 1  # shinsa.conf:3' shinsa serve --check --config shinsa.conf
check 'and what was not said is shown too' says 0 'keepalive = 15s' shinsa serve --check --config shinsa.conf
sed 's/idle_lock/idle_lokc/; s/seats_user = 1/seats_user = lots/' shinsa.conf >wrong.conf
check 'each mistake has its place' says 2 'wrong.conf:3:14: ' shinsa serve --config wrong.conf --lang en
check 'and the name that was meant' says 2 'wrong.conf:4:1: There is no setting "idle_lokc"; is it idle_lock?' shinsa serve --config wrong.conf --lang en
check 'a file that is not there is told' says 3 'gone.conf' shinsa serve --check --config gone.conf
chmod o+w wrong.conf
check 'a file that everybody may write is not read' says 4 'chmod o-w' shinsa serve --check --config wrong.conf
check 'verbs find the store there' says 0 hanako shinsa --config shinsa.conf user list
SHINSA_CONF=$work/shinsa.conf
export SHINSA_CONF
check 'and without the option by the environment' says 0 hanako shinsa user list
check 'an option wins' says 3 elsewhere.db shinsa --store elsewhere.db user list
serve
check 'the server listens where they say' says 0 hanako office user list
check 'on its own port' test "$port" -gt 1024
sed 's/seats_user = 1/seats_user = 1\nexempt = 127.0.0.0\/8\ntries = 1/' shinsa.conf >tries.conf
serve --config tries.conf
ssh-keygen -q -t ed25519 -N '' -f stranger
check 'one try is one try' fails 255 ssh -q -F none -i stranger -i key -o IdentitiesOnly=yes -p "$port" -o BatchMode=yes -o UserKnownHostsFile=known hanako@127.0.0.1 version
check 'the right key first is let in' says 0 0. office version
kill "$pid"
wait "$pid"
pid=

# What is wrong with an installation, and what to do. (How old this machine's libssh is, is not ours to say.)
# sound TEXT: nothing else is found wrong, and the text stands there
sound() {
    shinsa doctor >found
    cat found
    ! grep '^!!' found | grep -qv 'libssh' && grep -q "$1" found
}
check 'a sound installation is said to be so' sound 'ok  host key   SHA256:'
mkdir backups
echo 'backups = backups' >>shinsa.conf
check 'without a backup it is not' says 1 'backups に写しがありません' shinsa doctor
touch backups/night.db
check 'with one it is' sound 'ok  backup'
touch -d '10 days ago' backups/night.db
check 'an old one is told' says 1 '240' shinsa doctor
touch backups/night.db
chmod 640 data/office.db
check 'a store that others may read is told' says 1 'chmod 600' shinsa doctor
chmod 600 data/office.db
chmod 644 data/office.db.hostkey
check 'a host key that others may read is told' says 1 '!!  host key' shinsa doctor
chmod 600 data/office.db.hostkey
echo 'seats = none' >>shinsa.conf
check 'settings that are wrong do not stop it' says 1 '!!  settings' shinsa doctor
check 'it tells machines too' says 1 '"what":"settings"' shinsa doctor --json
check 'a store that is not there is told' says 1 'ok  schemes' shinsa --store nowhere.db doctor
echo "1..$n"
