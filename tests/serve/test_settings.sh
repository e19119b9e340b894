#!/bin/sh
# shinsa.conf and the server that reads it, with OpenSSH's client.
. "${SRCDIR:-.}/tests/lib.sh"
unset SHINSA_TODAY # files have the age that the clock says

make_key key
mkdir data
shinsa init --store data/office.db --admin hanako --key key.pub >made
echo "* $(words_of data/office.db.hostkey)" >known
office() {
    # shellcheck disable=SC2029,SC2046
    ssh $(ssh_options key hanako) 127.0.0.1 "$@" </dev/null
}
cat >shinsa.conf <<'CONF'
store = data/office.db     # from this folder
listen = 127.0.0.1:0
seats_user = 1
idle_lock = 2m
CONF
check 'the settings are proved without a start' says 'seats_user = 1  # shinsa.conf:3' shinsa serve --check --config shinsa.conf
check 'and what was not said is shown too' says 'keepalive = 15s' shinsa serve --check --config shinsa.conf
sed 's/idle_lock/idle_lokc/; s/seats_user = 1/seats_user = lots/' shinsa.conf >wrong.conf
check 'each mistake has its place' refused 2 'wrong.conf:3:14: ' shinsa serve --config wrong.conf --lang en
check 'and the name that was meant' refused 2 'wrong.conf:4:1: There is no setting "idle_lokc"; is it idle_lock?' shinsa serve --config wrong.conf --lang en
check 'a file that is not there is told' refused 3 'gone.conf' shinsa serve --check --config gone.conf
chmod o+w wrong.conf
check 'a file that everybody may write is not read' refused 4 'chmod o-w' shinsa serve --check --config wrong.conf
check 'verbs find the store there' says hanako shinsa --config shinsa.conf user list
SHINSA_CONF=$TMP/shinsa.conf
export SHINSA_CONF
check 'and without the option by the environment' says hanako shinsa user list
check 'an option wins' refused 3 elsewhere.db shinsa --store elsewhere.db user list
start_hub shinsa serve
check 'the server listens where they say' says hanako office user list
check 'on its own port' test "$port" -gt 1024
sed 's/seats_user = 1/seats_user = 1\nexempt = 127.0.0.0\/8\ntries = 1/' shinsa.conf >tries.conf
start_hub shinsa serve --config tries.conf
make_key stranger
stranger_first() {
    # shellcheck disable=SC2046
    ssh -i stranger $(ssh_options key hanako) 127.0.0.1 version </dev/null
}
check 'one try is one try' exits 255 stranger_first
check 'the right key first is let in' says "shinsa $(cat "$SRCDIR/VERSION")" office version
stop_hub

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
check 'without a backup it is not' tells 1 'backups に写しがありません' shinsa doctor
touch backups/night.db
check 'with one it is' sound 'ok  backup'
touch -d '10 days ago' backups/night.db
check 'an old one is told' tells 1 '240' shinsa doctor
touch backups/night.db
chmod 640 data/office.db
check 'a store that others may read is told' tells 1 'chmod 600' shinsa doctor
chmod 600 data/office.db
chmod 644 data/office.db.hostkey
check 'a host key that others may read is told' tells 1 '!!  host key' shinsa doctor
chmod 600 data/office.db.hostkey
echo 'seats = none' >>shinsa.conf
check 'settings that are wrong do not stop it' tells 1 '!!  settings' shinsa doctor
check 'it tells machines too' tells 1 '"what":"settings"' shinsa doctor --json
check 'a store that is not there is told' tells 1 'ok  schemes' shinsa --store nowhere.db doctor
