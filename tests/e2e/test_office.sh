#!/bin/sh
# A first day in an office: it is made, served, and used with an ordinary ssh client, by verbs and by typing on its screens.
# TAP.
set -u
work=$(mktemp -d)
pid=
trap 'kill $pid 2>/dev/null; rm -rf "$work"' EXIT
PATH=$BUILDDIR:$BUILDDIR/tests/e2e:$PATH SHINSA_SCHEMES=$SRCDIR/schemes SHINSA_TODAY=2026-11-20 LC_ALL=C.UTF-8 TERM=xterm-256color
export PATH SHINSA_SCHEMES SHINSA_TODAY LC_ALL TERM
cd "$work" || exit 1
n=0

# check WHAT COMMAND...
check() {
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

says() { # says TEXT COMMAND...: it succeeds and its output has the text
    text=$1
    shift
    if ! "$@" >out 2>&1 || ! grep -q -e "$text" out; then
        cat out
        return 1
    fi
}

refuses() { # refuses TEXT COMMAND...: it fails and says the text
    text=$1
    shift
    if "$@" >out 2>&1 || ! grep -q -e "$text" out; then
        cat out
        return 1
    fi
}

office() {
    ssh -q -i key -p "$port" -o BatchMode=yes -o UserKnownHostsFile=known -o StrictHostKeyChecking=accept-new demo@127.0.0.1 "$@" </dev/null
}

types() { # types SCRIPT: on the screens of a seat over SSH
    typist "$1" ssh -q -tt -i key -p "$port" -o BatchMode=yes -o UserKnownHostsFile=known demo@127.0.0.1
}

ssh-keygen -q -t ed25519 -N '' -f key
check 'an office of invented cases is made with one command' shinsa --store office.db demo --cases 40
check 'its user gets a key' sh -c 'shinsa --store office.db user key demo <key.pub'
mkfifo ready
shinsa --store office.db serve --listen 127.0.0.1:0 >ready 2>log &
pid=$!
read -r _ at _ <ready
port=${at##*:}
check 'a second server on the port is refused with what to do' refuses '--listen' shinsa --store office.db serve --listen "127.0.0.1:$port"

NUMBER=$(shinsa --store office.db --json cert list --limit 1 | sed 's/.*"number":"\([^"]*\)".*/\1/')
export NUMBER
wide=$(echo "$NUMBER" | tr -d - | sed 's/I/ｉ/; s/P/ｐ/; s/0/０/g; s/1/１/g; s/2/２/g')
check "a certificate is found by $wide" says "$NUMBER" office lookup "$wide"
check 'cases are listed over SSH' says 'IP-K' office case list
check 'a shell is refused' refuses 'shell\|シェル' office 'lookup x; id'
check 'what is only for the server stays there' refuses 'ssh' office backup /tmp/x

cat >apply <<'KEYS'
wait 照会 >
type <F6>
wait どの制度の
type <Enter>
wait 新しく開きます
type <Enter>
wait 申請書入力
type <Enter><Enter>1株式会社髙橋クラウド<Enter>タカハシクラウド<Enter>
wait 株式会社髙橋クラウド
type <F2>
wait 第1版を保存しました
type <Esc>
wait できること
type <F10>
end
KEYS
check 'an application is typed in over SSH' types apply
check 'its form is in the store' sh -c "shinsa --store office.db form show '#41' F-A | grep 株式会社髙橋クラウド"
cat >search <<'KEYS'
wait 照会 >
type $NUMBER<Enter>
wait 認定番号    $NUMBER
type <F10>
end
KEYS
check 'a number typed at the desk opens its certificate' types search
check 'the journal proves itself after the day' says '一致' shinsa --store office.db verify
echo "1..$n"
