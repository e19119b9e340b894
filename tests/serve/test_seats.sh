#!/bin/sh
# Seats of the real office, with OpenSSH's client: a lost line comes back to where it was, an administrator sees who is
# there, a second factor is asked for.
. "${SRCDIR:-.}/tests/lib.sh"

# serve LINE...: the office with these settings
serve() {
    printf '%s\n' 'listen = 127.0.0.1:0' 'exempt = 127.0.0.0/8' "$@" >shinsa.conf
    start_hub shinsa --store office.db serve --config shinsa.conf
}

make_demo_office 20 >made
hire taro 高知太郎 >>made
serve 'seats_user = 2'
version="shinsa $(cat "$SRCDIR/VERSION")"

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
check 'and that is what the store has' says 株式会社髙橋クラウド as demo lookup 株式会社髙橋クラウド
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
seat_of() { as demo seats --json | tr '{' '\n' | sed -n "s/.*\"id\":\([0-9]*\),\"user\":\"$1\".*\"terminal\":\"xterm.*/\1/p"; }
has_seat() { [ -n "$(seat_of taro)" ]; }
check 'a seat shows in the list' until_true has_seat
seat=$(seat_of taro)
check 'with its terminal' shows 'taro .*127.0.0.1 .*xterm-256color *80x24 *使用中' as demo seats
check 'and with the one that asks' shows 'demo .*命令' as demo seats
check 'who administers nothing sees no list' refused 4 '管理者' as taro seats
check 'and ends no seat' refused 4 '管理者' as taro seats end "$seat"
check 'a seat that is not there is told so' refused 3 'もうありません' as demo seats end 9999
check 'a text with control characters is refused' refused 2 '読めない文字' as demo seats tell "$seat" "$(printf 'a\033b')"
check 'a text that is too long is refused' refused 2 '200' as demo seats tell "$seat" "$(printf '%0201d' 1)"
check 'a seat is told something' says '伝えました' as demo seats tell "$seat" '十五時に止めます'
check 'a seat is ended' says '終えるよう' as demo seats end "$seat"
check 'the person read both' wait "$listener"
check 'on this machine without the server there is no list' refused 3 'ssh' shinsa --store office.db --as demo seats
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
    ANSWER=$TMP/given SSH_ASKPASS=$TMP/answer SSH_ASKPASS_REQUIRE=force "$@"
}
enters() { # enters USER VERB...: one that may be asked for a code
    who=$1
    shift
    # shellcheck disable=SC2046
    ssh -o BatchMode=no -o NumberOfPasswordPrompts=1 $(ssh_options "$who") 127.0.0.1 "$@" </dev/null
}
check 'another one may not set it up' refused 4 '管理者' as taro user totp demo
check 'a second factor is begun' shows 'otpauth://totp/shinsa:taro?secret=[A-Z2-7]*&issuer=shinsa' as taro user totp taro
cp out factor
secret=$(sed -n 's/.*secret=\([A-Z2-7]*\)&.*/\1/p' factor)
check 'with a picture' grep -q '▀' factor
check 'until it is confirmed it is not asked for' says "$version" as taro version
check 'a wrong number confirms nothing' refused 2 '番号が違います' as taro user totp taro --confirm 12345
used=$(code -1)
check 'a right one does, and recovery codes are told' shows '^[A-Z2-7]\{4,\}-[A-Z2-7-]*$' as taro user totp taro --confirm "$used"
recovery=$(grep -x '[A-Z2-7-]*' out | tail -n 1)
check 'without a code nobody is let in' exits 255 typed '' enters taro version
check 'nor with a wrong one' exits 255 typed 000000 enters taro version
check 'nor with the one that was used' exits 255 typed "$used" enters taro version
check 'the code lets in' says "$version" typed "$(code 0)" enters taro version
check 'a recovery code does, once' says "$version" typed "$recovery" enters taro version
check 'and not again' exits 255 typed "$recovery" enters taro version
check 'others are not asked' says "$version" as demo version
check 'no secret and no code is in the log' sh -c "! grep -q -e $secret -e $recovery log"
hire gone 退職者 >>made
shinsa --store office.db --as demo user disable gone >>made
SERVE_PORT=$port SERVE_STRANGER=$TMP/gone SERVE_NAMES='demo taro gone nobody Root'
export SERVE_PORT SERVE_STRANGER SERVE_NAMES
check 'names that are known, have a second factor, are disabled or unknown are answered alike' "$BUILDDIR/tests/serve/hostile" names-alike
check 'its owner cannot take it away' refused 4 '管理者' typed "$(code 1)" enters taro user totp taro --reset
check 'an administrator can' says 'やめさせました' as demo user totp taro --reset
check 'and then the key is enough' says "$version" as taro version

# The same on the screens.
cat >enrolling <<'KEYS'
wait 照会 >
type <C-k>自分の二要素<Enter>
wait 使っていません
type <Enter>
wait 認証アプリで図を読む
type 000000<Enter>
wait 番号が違います
code CODE
type $CODE<Enter>
wait 次のログインから番号を求めます
wait 書き写し
type <Enter>
wait 回復コードの残り 8
type <F10>
end
KEYS
check 'on the screen a second factor is begun with a picture and confirmed by a number' types taro enrolling
check 'which the next login asks for' exits 255 typed '' enters taro version
cat >taking-away <<'KEYS'
wait 照会 >
type <C-k>利用者<Enter>
wait 高知太郎
type <End><F4>
wait 回復コードの残り 8
type <F9>
wait 公開鍵だけになります
type <Enter>
wait やめさせました
type <Esc>
wait 使っていません
type <F10>
end
KEYS
check 'and an administrator takes it away' types demo taking-away
check 'so that the key is enough again' says "$version" as taro version
check 'the journal proves itself' says '一致' shinsa --store office.db verify

check 'the server ends well' stop_hub
