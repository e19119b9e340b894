#!/bin/sh
# A first day in an office: it is made, served, and used with an ordinary ssh client, by verbs and by typing on its screens.
. "${SRCDIR:-.}/tests/lib.sh"

check 'an office of invented cases is made with one command' make_demo_office 40
open_office
check 'a second server on the port is refused with what to do' refused 5 '--listen' shinsa --store office.db serve --listen "127.0.0.1:$port"

NUMBER=$(shinsa --store office.db --json cert list --limit 1 | sed 's/.*"number":"\([^"]*\)".*/\1/')
export NUMBER
wide=$(echo "$NUMBER" | tr -d - | sed 's/I/ｉ/; s/P/ｐ/; s/0/０/g; s/1/１/g; s/2/２/g')
check "a certificate is found by $wide" says "$NUMBER" as demo lookup "$wide"
facility=$(shinsa --store office.db --as demo case show TU-2026-00001 --json | sed 's/.*"subject":"\([^"]*\)".*/\1/')
check 'a case tells where its facilities stand' says "\"units\":[{\"kind\":\"facility\",\"label\":\"$facility\"" \
    as demo case show TU-2026-00001 --json
check 'cases are listed over SSH' says 'IP-N' as demo case list --scheme aspic
cut_short() { # the list stays whole lines; that there is more goes where no program takes it for a row
    as demo history --json && grep -q '}]$' out && grep -q '200件まで出しました' err
}
check 'a list that is not whole says so' cut_short
as_asked() { as demo history --limit 5 && ! grep -q . err; }
check 'but not to who asked for so many' as_asked
typed_behind_ssh() {
    # shellcheck disable=SC2029,SC2046
    ssh $(ssh_options demo) 127.0.0.1 "$1" </dev/null
}
check 'a shell is refused' refused 2 'シェル' typed_behind_ssh 'lookup x; id'
check 'what is only for the server stays there' refused 4 'backup は ssh からは使えません' as demo backup /tmp/x

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
check 'an application is typed in over SSH' types demo apply
newest=$(shinsa --store office.db --json case list --all --limit 200 | grep -o '"id":[0-9]*' | cut -d: -f2 | sort -n | tail -n 1)
check 'its form is in the store' says 株式会社髙橋クラウド shinsa --store office.db form show "#$newest" F-A
cat >search <<'KEYS'
wait 照会 >
type $NUMBER<Enter>
wait 認定番号    $NUMBER
type <F10>
end
KEYS
check 'a number typed at the desk opens its certificate' types demo search

# Whatever is asked of a verb over SSH, it answers with a status of its own; a seat's process that ends shows as 255.
verbs=$(sed -n 's/^V("\([^"]*\)".*/\1/p' "$SRCDIR/tui/verb_table.def")
answers() {
    echo "$verbs" | while IFS= read -r verb; do
        for words in "$verb" "$verb aspic new" "$verb 1 aspic/2022-04-01 --json" "$verb /etc/passwd - --on x"; do
            typed_behind_ssh "$words" >said 2>&1
            status=$?
            [ "$status" -le 6 ] || { echo "$words: $status"; cat said; exit 1; }
            ! grep -q 'root:\|(null)' said || { echo "$words:"; cat said; exit 1; }
        done
    done
}
check 'every verb answers over SSH, whatever it is asked' answers
check 'the definitions are proved there too' says '誤りはありません' as demo scheme check
check 'and compared' says '認定番号' as demo scheme diff aspic aspic-dc
check 'a file of the server is not read by who sits elsewhere' refused 4 'ssh からは使えません' as demo scheme test /etc/passwd
check 'the journal proves itself after the day' says '一致しています' shinsa --store office.db verify
