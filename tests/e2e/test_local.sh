#!/bin/sh
# The program on its own machine: what it makes of its global options, of stores that are none, of a disk that is full, of
# streams that are closed, and of terminals that are small or unknown.
. "${SRCDIR:-.}/tests/lib.sh"
XDG_DATA_HOME=$TMP/data
export XDG_DATA_HOME
make_office >made
shinsa --store office.db case new aspic new >/dev/null

# ---- global options --------------------------------------------------------------------------------------------------
one='[{"id":1,'
check 'a store named before the verb' says '#1' shinsa --store office.db case list
check 'and behind it' says '#1' shinsa case list --store office.db
check 'in one word' says '#1' shinsa case list --store=office.db
check 'JSON before the verb' says "$one" shinsa --json --store office.db case list
check 'JSON behind it' says "$one" shinsa --store office.db case list --json
check 'a store named by the environment' says '#1' env SHINSA_STORE=office.db shinsa case list
check 'what is said wins over it' refused 3 'nowhere.db' env SHINSA_STORE=office.db shinsa --store nowhere.db case list
check 'the place of a store that nobody named' refused 3 "$XDG_DATA_HOME/shinsa/office.db" shinsa case list
check 'in the home' refused 3 "$HOME/.local/share/shinsa/office.db" env -u XDG_DATA_HOME shinsa case list
check 'a day before the verb' shinsa --store office.db --today 2027-01-07 case new aspic new
check 'is the day of what is done' says '2027-01-07' shinsa --store office.db case history '#2'
check 'a day that is none' refused 2 '2027-13-01' shinsa --store office.db --today 2027-13-01 case list
check 'and behind the verb' refused 2 'いつか' shinsa --store office.db case list --today いつか
check 'and in the environment' refused 2 '2027/1/1' env SHINSA_TODAY=2027/1/1 shinsa --store office.db case list
check 'somebody unknown' refused 3 'dareka は登録されていません' shinsa --store office.db --as dareka case list
# shellcheck disable=SC2016
check 'somebody disabled' refused 4 'yasumi' sh -c 'S="shinsa --store office.db --as kanri"
    $S user add yasumi && $S user disable yasumi && shinsa --store office.db --as yasumi case list'
check 'English' says 'Usage: shinsa' shinsa --lang en help
check 'a language that is none' refused 2 'ja か en' shinsa --lang fr help
check 'a theme that is none' refused 2 'standard contrast mono' shinsa --theme red help
check 'a theme of the environment that is none' refused 2 'standard contrast mono' env SHINSA_THEME=red shinsa help
check 'high contrast' says 'shinsa' shinsa --theme contrast help
for option in --store --as --today --lang; do
    check "$option without its value" refused 2 "$option に値がありません" shinsa case list $option
done
check 'help by its option' says '使い方' shinsa --help
check 'version by its option' says 'shinsa ' shinsa --version
check 'a verb that is none needs no store' refused 2 'nonsense' shinsa nonsense

# ---- what is no store ------------------------------------------------------------------------------------------------
echo hello >text
: >empty
check 'a text' refused 2 'text は審査の保管ファイルではありません' shinsa --store text case list
check 'an empty file' refused 2 'empty は審査の保管ファイルではありません' shinsa --store empty case list
check 'a folder' refused 6 '場所と許可を確かめてください' shinsa --store . case list
check 'a folder that is not there' refused 6 '場所と許可を確かめてください' shinsa --store nowhere/office.db init --admin kanri --key kanri.pub
check 'a store is not made twice' refused 5 'office.db は既にあります' shinsa --store office.db init --admin kanri --key kanri.pub
# The number of its last migration stands at byte 60 of the file.
version() {
    cp office.db "$1"
    # shellcheck disable=SC2059
    printf "\\0\\0\\0\\$(printf %03o "$2")" | dd of="$1" bs=1 seek=60 conv=notrunc 2>/dev/null
}
version newer.db 99
check 'a store of a newer program' refused 6 'newer.db' shinsa --store newer.db case list
check 'is not migrated' refused 6 'newer.db' shinsa --store newer.db migrate
version older.db 0
check 'a store of an older one is told how to go on' refused 6 'shinsa migrate' shinsa --store older.db case list
head -c 50000 office.db >half.db
check 'half a store' refused 6 'shinsa restore' shinsa --store half.db verify
check 'a path that would move the cursor' refused 3 '<1B>[2J' shinsa --store "$(printf '\033[2J')" case list
check 'a path that is no text' refused 3 '<FF>' shinsa --store "$(printf '\377')" case list

# ---- an administrator's key ------------------------------------------------------------------------------------------
check 'the private half' refused 2 '.pub' shinsa --store a.db init --admin kanri --key kanri
check 'an empty key' refused 2 '.pub' shinsa --store a.db init --admin kanri --key empty
check 'a folder as key' refused 2 '.pub' shinsa --store a.db init --admin kanri --key .
head -c 20000 /dev/zero | tr '\0' a >long
check 'a key without end' refused 2 '.pub' shinsa --store a.db init --admin kanri --key long
cp kanri.pub hidden.pub
chmod 000 hidden.pub
[ -r hidden.pub ] || check 'a key that may not be read' refused 2 'hidden.pub' shinsa --store a.db init --admin kanri --key hidden.pub
check 'a login that is none' refused 2 '英小文字' shinsa --store a.db init --admin 'Kanri San' --key kanri.pub
echo stale >a.db.hostkey
check 'a host key that stands there already' refused 5 'a.db.hostkey' shinsa --store a.db init --admin kanri --key kanri.pub
rm a.db.hostkey
nothing_left() { ! ls a.db* 2>/dev/null; }
check 'nothing of all that is left' nothing_left

# ---- a full disk -----------------------------------------------------------------------------------------------------
# full COMMAND...: files stop growing at 50 KiB, less than the store is long
full() {
    sh -c 'ulimit -f 100; exec "$@"' sh "$@"
}
check 'nothing is written on a full disk' refused 6 '空きを作ってください' full shinsa --store office.db case new aspic new
check 'reading goes on' says '#1' full shinsa --store office.db case list
check 'so does the proof' says '一致' full shinsa --store office.db verify
check 'no backup' refused 6 '空きを作ってください' full shinsa --store office.db backup copy.db
check 'nor half a one' sh -c '! ls copy.db* 2>/dev/null'
check 'no new office' refused 6 '空きを作ってください' full shinsa --store a.db init --admin kanri --key kanri.pub
check 'nor half a one, in files' nothing_left
cat >banner <<'KEYS'
wait 照会 >
type <F6>
wait どの制度の
type <Enter>
wait 新しく開きます
type <Enter>
wait 空きを作って
type <Esc>
gone 新しく開きます
# the desk says it for as long as it lasts, and a form is only read
type <Esc><Esc>
wait それまでは閲覧
type <F2>
wait #1
type <Enter>
wait できること
type <F3>
wait どの申請書を
type <Enter>
wait 申請者の区分
type <F2>
wait 空きを作ってください。それまでは閲覧
type <F10>
end
KEYS
check 'the screens say so and go on' full typist banner shinsa --store office.db
check 'with room again it is written' says '#' shinsa --store office.db case new aspic new
check 'and the store is whole' says '一致' shinsa --store office.db verify
check 'no room for the answer' refused 6 '入出力に失敗' sh -c 'shinsa --store office.db case list >/dev/full'
check 'closed streams' sh -c 'shinsa --store office.db case new aspic new <&- >&- 2>&-'
check 'leave the store alone' says '一致' shinsa --store office.db verify

# ---- checkpoints of the journal --------------------------------------------------------------------------------------
check 'a checkpoint needs a key' refused 3 'shinsa checkpoint key' shinsa --store office.db checkpoint
check 'which is made once' shinsa --store office.db checkpoint key
check 'and not twice' refused 5 '既にあります' shinsa --store office.db checkpoint key
check 'then it is signed' says 'signature ' shinsa --store office.db checkpoint
shinsa --store office.db checkpoint >point
cp office.db old.db
shinsa --store office.db case new aspic new >/dev/null
check 'the journal still has it' says '一致' shinsa --store office.db verify --checkpoint point
check 'so does a copy, by the public key' says '一致' shinsa --store old.db verify --checkpoint point --signer "$(cat office.db.checkpoint-key.pub)"
sed 's/^events ./events 9/' point >forged
check 'a forged one does not hold' refused 2 '署名' shinsa --store office.db verify --checkpoint forged
shinsa --store office.db checkpoint >later
check 'an older journal does not have a later one' refused 5 '取り除かれて' shinsa --store old.db verify --checkpoint later --signer "$(cat office.db.checkpoint-key.pub)"

# ---- terminals -------------------------------------------------------------------------------------------------------
check 'no terminal at all' refused 6 'shinsa help' sh -c 'shinsa --store office.db </dev/null'
cat >look <<'KEYS'
wait 照会 >
type <F10>
end
KEYS
for kind in xterm-256color linux vt100 vt52 dumb no-such-terminal ''; do
    check "a terminal called '$kind'" env TERM="$kind" typist look shinsa --store office.db
done
cat >small <<'KEYS'
wait 画面を広げ
type <F10>
end
KEYS
for size in 'rows 10 cols 79' 'rows 23 cols 80' 'rows 3 cols 12'; do
    check "a terminal of $size" typist small sh -c "stty $size; exec shinsa --store office.db"
done

# ---- a scheme with a mistake -----------------------------------------------------------------------------------------
cp -r "$SRCDIR/schemes" broken
chmod -R u+w broken
scheme() {
    SHINSA_SCHEMES=broken shinsa "$@"
}
sed -i "s/^id: iot$/id: iott/" broken/iot/*/scheme.yaml
check 'its place is told, and the name that was meant' tells 1 'iott' scheme scheme check
check 'and to programs' tells 1 '"file":"' scheme scheme check --json
check 'the office does not open with it' refused 2 'iott' scheme --store office.db case list
