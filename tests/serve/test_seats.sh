#!/bin/sh
# Seats of the real office, with OpenSSH's client: a lost line comes back to where it was, an administrator sees who is
# there, a second factor is asked for. TAP.
set -u
work=$(mktemp -d)
pid=
trap 'kill $pid 2>/dev/null; rm -rf "$work"' EXIT
PATH=$BUILDDIR:$BUILDDIR/tests/e2e:$PATH SHINSA_SCHEMES=$SRCDIR/schemes SHINSA_TODAY=2026-11-20 LC_ALL=C.UTF-8 TERM=xterm-256color
export PATH SHINSA_SCHEMES SHINSA_TODAY LC_ALL TERM
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
        tail -n 5 log | sed 's/^/# log: /'
    fi
}

says() { # says STATUS TEXT COMMAND...: it ends with the status and prints the text
    status=$1 text=$2
    shift 2
    "$@" >out 2>&1
    got=$?
    [ "$got" -eq "$status" ] && { [ -z "$text" ] || grep -q -e "$text" out; } && return 0
    echo "status $got:"
    cat out
    return 1
}

until_true() { # tries until it succeeds, twenty seconds at most
    last=$(($(date +%s) + 20))
    until "$@" >/dev/null 2>&1; do [ "$(date +%s)" -lt "$last" ] || return 1; done
}

serve() { # serve LINE...: of the settings; in the background
    [ -z "$pid" ] || { kill "$pid"; kill -INT "$pid" 2>/dev/null; wait "$pid"; }
    rm -f ready
    mkfifo ready
    printf '%s\n' 'listen = 127.0.0.1:0' 'exempt = 127.0.0.0/8' "$@" >shinsa.conf
    shinsa --store office.db serve --config shinsa.conf >ready 2>log &
    pid=$!
    read -r _ at _ <ready
    port=${at##*:}
}

client() { # client USER OPTION... [VERB...]
    who=$1
    shift
    # shellcheck disable=SC2029
    ssh -q -F none -i "$who.key" -p "$port" -o IdentitiesOnly=yes -o BatchMode=yes -o UserKnownHostsFile=known \
        -o StrictHostKeyChecking=accept-new "$who@127.0.0.1" "$@"
}

office() { # office USER VERB...
    client "$@" </dev/null
}

types() { # types USER SCRIPT: on the screens of a seat over SSH
    typist "$2" ssh -q -tt -F none -i "$1.key" -p "$port" -o IdentitiesOnly=yes -o BatchMode=yes -o UserKnownHostsFile=known "$1@127.0.0.1"
}

for who in demo taro; do ssh-keygen -q -t ed25519 -N '' -f "$who" && mv "$who" "$who.key"; done
shinsa --store office.db demo --cases 20 >said
shinsa --store office.db user key demo <demo.pub
shinsa --store office.db user add taro --name 高知太郎
shinsa --store office.db user key taro <taro.pub
serve 'seats_user = 2'
office demo version >/dev/null # learns the host key

cat >typing <<'KEYS'
wait 照会 >
type <F6>
wait どの制度の
type <Enter>
wait 新しく開きます
type <Enter>
wait 申請書入力
type <Enter><Enter>1株式会社髙橋
wait 株式会社髙橋
lose
KEYS
check 'somebody types into a form, and the line is lost' types demo typing
check 'the seat waits' until_true grep -q 'user=demo parked' log
cat >going-on <<'KEYS'
wait 株式会社髙橋
type クラウド
wait 株式会社髙橋クラウド
type <F2>
wait 版を保存しました
type <F10>
end
KEYS
TYPIST_TERM=vt100 check 'on another kind of terminal it goes on in the same field, behind what was typed' types demo going-on
check 'and that is what the store has' says 0 株式会社髙橋クラウド office demo lookup 株式会社髙橋クラウド
cat >leaving <<'KEYS'
wait 照会 >
type <F10>
end
KEYS
check 'a seat that was left is not there any more' types demo leaving

# The list of seats, for an administrator.
cat >listening <<'KEYS'
wait 照会 >
wait demo: 十五時に止めます
type x
wait 管理者がこの席を終えました
off
KEYS
types taro listening >heard 2>&1 &
listener=$!
seat_of() { office demo seats --json | tr '{' '\n' | sed -n "s/.*\"id\":\([0-9]*\),\"user\":\"$1\".*\"terminal\":\"xterm.*/\1/p"; }
has_seat() { [ -n "$(seat_of taro)" ]; }
check 'a seat shows in the list' until_true has_seat
seat=$(seat_of taro)
check 'with its terminal' says 0 'taro .*127.0.0.1 .*xterm-256color *80x24 *使用中' office demo seats
check 'and with the one that asks' says 0 'demo .*命令' office demo seats
check 'who administers nothing sees no list' says 4 '管理者' office taro seats
check 'and ends no seat' says 4 '管理者' office taro seats end "$seat"
check 'a seat that is not there is told so' says 3 'もうありません' office demo seats end 9999
check 'a text with control characters is refused' says 2 . office demo seats tell "$seat" "$(printf 'a\033b')"
check 'a text that is too long is refused' says 2 '200' office demo seats tell "$seat" "$(printf '%0201d' 1)"
check 'a seat is told something' says 0 '伝えました' office demo seats tell "$seat" '十五時に止めます'
check 'a seat is ended' says 0 '終えるよう' office demo seats end "$seat"
check 'the person read both' wait "$listener"
check 'on this machine without the server there is no list' says 3 'ssh' shinsa --store office.db --as demo seats
cat >looking <<'KEYS'
wait 照会 >
type <C-k>go-seats<Enter>
wait 使用中
wait demo
type <F6>
wait 1分出ます
type <Esc>
gone 1分出ます
type <F9>
wait 下書きに残ります
type <Enter>
wait 管理者がこの席を終えました
off
KEYS
check 'the screen shows them, and ends even its own' types demo looking

# The second factor: set up over SSH, asked for at the login, and what opens a locked seat.
unset SHINSA_TODAY # codes are of the time of day
serve 'seats_user = 3' 'idle_lock = 1m'
code() { "$BUILDDIR/tests/serve/office" --code "$secret" "$1"; }
cat >answer <<'SH'
#!/bin/sh
cat "$ANSWER"
SH
chmod +x answer
typed() { # typed CODE COMMAND...: who gives this code when asked
    echo "$1" >given
    shift
    ANSWER=$work/given SSH_ASKPASS=$work/answer SSH_ASKPASS_REQUIRE=force "$@"
}
enters() { # enters USER VERB...: one that may be asked for a code
    who=$1
    shift
    ssh -q -F none -i "$who.key" -p "$port" -o IdentitiesOnly=yes -o UserKnownHostsFile=known -o NumberOfPasswordPrompts=1 \
        "$who@127.0.0.1" "$@" </dev/null
}
check 'another one may not set it up' says 4 '管理者' office taro user totp demo
check 'a second factor is begun' says 0 'otpauth://totp/shinsa:taro?secret=[A-Z2-7]*&issuer=shinsa' office taro user totp taro
secret=$(sed -n 's/.*secret=\([A-Z2-7]*\)&.*/\1/p' out)
check 'with a picture' grep -q '▀' out
check 'until it is confirmed it is not asked for' says 0 0. office taro version
check 'a wrong number confirms nothing' says 2 '番号が違います' office taro user totp taro --confirm 12345
used=$(code -1)
check 'a right one does, and recovery codes are told' says 0 '^[A-Z2-7-]*$' office taro user totp taro --confirm "$used"
recovery=$(grep -x '[A-Z2-7-]*' out | tail -n 1)
check 'without a code nobody is let in' says 255 '' typed '' enters taro version
check 'nor with a wrong one' says 255 '' typed 000000 enters taro version
check 'nor with the one that was used' says 255 '' typed "$used" enters taro version
check 'the code lets in' says 0 0. typed "$(code 0)" enters taro version
check 'a recovery code does, once' says 0 0. typed "$recovery" enters taro version
check 'and not again' says 255 '' typed "$recovery" enters taro version
check 'others are not asked' says 0 0. office demo version
check 'no secret and no code is in the log' sh -c "! grep -q -e $secret -e $recovery log"
ssh-keygen -q -t ed25519 -N '' -f stranger
shinsa --store office.db --as demo user add gone
shinsa --store office.db --as demo user key gone <stranger.pub
shinsa --store office.db --as demo user disable gone
SERVE_PORT=$port SERVE_STRANGER=$work/stranger SERVE_NAMES='demo taro gone nobody Root'
export SERVE_PORT SERVE_STRANGER SERVE_NAMES
check 'names that are known, have a second factor, are disabled or unknown are answered alike' "$BUILDDIR/tests/serve/hostile" names-alike
check 'its owner cannot take it away' says 4 '管理者' typed "$(code 1)" enters taro user totp taro --reset
check 'an administrator can' says 0 'やめさせました' office demo user totp taro --reset
check 'and then the key is enough' says 0 0. office taro version
check 'the journal proves itself' says 0 '一致' shinsa --store office.db verify

kill "$pid"
kill -INT "$pid" 2>/dev/null
wait "$pid"
check 'the server ends well' test $? -eq 0
pid=
echo "1..$n"
