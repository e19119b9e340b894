#!/bin/sh
# What people get wrong, each through the program as they meet it: definitions, words, dates, numbers, keys, texts that are too
# long or no text, a second server. (Stores, disks and terminals are in test_local.sh.)
. "${SRCDIR:-.}/tests/lib.sh"
make_office >/dev/null
S="shinsa --store office.db"
# shellcheck disable=SC2086
on_store() { $S "$@"; }
on_store case new aspic new >/dev/null

# ---- definitions: where it is, and what was meant --------------------------------------------------------------------
# broken FILE OLD NEW: the schemes with one text changed
broken() {
    rm -rf schemes
    cp -r "$SRCDIR/schemes" schemes
    sed -i "s/$2/$3/" "schemes/$1"
    cmp -s "schemes/$1" "$SRCDIR/schemes/$1" && return 1
    SHINSA_SCHEMES=$PWD/schemes shinsa scheme check >said
    status=$?
    cat said
    return "$status"
}
base=aspic-base/2022-04-01
check 'YAML that is none' tells 1 'aspic/2022-04-01/fees.yaml:7:3: ' broken aspic/2022-04-01/fees.yaml '^fees:' 'fees: ['
check 'a key that is misspelt' tells 1 'lifecycle.yaml:8:5: case type に「lable」というキーはありません (label?)' broken $base/lifecycle.yaml 'label: {ja: 新規申請' 'lable: {ja: 新規申請'
check 'a fact that is misspelt, with the one that was meant' tells 1 '（cert.valid_until ？）' \
    broken $base/lifecycle.yaml 'auto: cert.valid_until + 1d' 'auto: cert.valid_untill + 1d'
check 'and its place' shows 'lifecycle.yaml:[0-9]*:15: ' cat "$TMP/said"
check 'a state that is misspelt' tells 1 '「c6O」という state はありません (c60?)' broken $base/lifecycle.yaml 'from: c60$' 'from: c6O'
check 'a unit that is none' tells 1 '30d 10bd' broken $base/lifecycle.yaml 'cert.valid_until + 1d' 'cert.valid_until + 1q'
no_office() { SHINSA_SCHEMES=$PWD/schemes on_store case list; }
check 'no office opens on a broken definition' refused 2 'lifecycle.yaml:' no_office

# ---- words -------------------------------------------------------------------------------------------------------------
check 'a verb that is none' refused 2 'nonsens' shinsa nonsens
check 'half a verb' refused 2 'case list' shinsa case lst
check 'an option that is none, with the one that was meant' refused 2 '「--limit」ではありませんか' on_store case list --limt 3
check 'a scheme that is none' refused 3 'aspik' on_store case new aspik new
check 'a kind of case that is none' refused 3 'newe' on_store case new aspic newe
check 'a case that is none' refused 3 '#99' on_store case show '#99'
check 'a form that is none' refused 3 'F-Z' on_store form set '#1' F-Z x=1
check 'a field that is none' refused 2 'operator_nam' on_store form set '#1' F-A operator_nam=1
check 'a paper that is none' refused 2 'evidenc' on_store paper receive '#1' evidenc
check 'a role that is none' refused 3 'recepton' on_store user role kanri aspic recepton
check 'a ledger that is none' refused 3 'certificatio' on_store ledger aspic certificatio
check 'a certificate that is none' refused 3 'IP9999-2604' on_store cert show IP9999-2604
check 'an encoding that is none' refused 2 'utf-8 か cp932' on_store import aspic new --encoding klingon

# ---- dates and numbers -------------------------------------------------------------------------------------------------
check 'a day that is none' refused 2 'という日はありません' on_store deadline list --from 2026-02-30
check 'what is no day' refused 2 'R8.4.1' on_store deadline list --from そのうち
check 'an empty day' refused 2 'R8.4.1' on_store deadline list --from ''
for limit in abc 0 -5 1.5 99999999999999999999; do
    check "a limit of $limit" refused 2 '数として読めません' on_store case list --limit $limit
done
check 'an amount that is none' refused 2 '20万9千' on_store fee pay '#1' 12a
check 'an amount below nothing' refused 2 '0円や' on_store fee pay '#1' -5
check 'an amount beyond all' refused 2 '999,999,999,999円まで' on_store fee pay '#1' 999999999999999999999
check 'a wrong day in a form is kept and named' says 'written_date: 「2026-02-30」という日はありません' \
    on_store form set '#1' F-A written_date=2026-02-30
check 'so is a number whose check digit is wrong' says '法人番号として正しくありません' on_store form set '#1' F-A corporate_number=1234567890123
check 'and the case goes nowhere with them' refused 1 '申請書A' on_store case act '#1' T01

# ---- texts that are too long, or no text -------------------------------------------------------------------------------
repeated() { head -c "$1" /dev/zero | tr '\0' "$2"; }
check 'a name without end is kept and marked' says '長すぎます（400 字まで）' on_store form set '#1' F-A "operator_name=$(repeated 5000 x)"
check 'a login without end' refused 2 '英小文字' on_store user add "$(repeated 500 x)"
check 'a title without end' refused 2 '' on_store paper receive '#1' evidence --title "$(repeated 5000 x)"
check 'bytes that are no text' refused 2 'UTF-8' on_store form set '#1' F-A "operator_name=$(printf '\345\344')"
check 'half a kanji' refused 2 'UTF-8' on_store form set '#1' F-A "operator_name=$(printf '株\346\240')"
check 'in what is looked up' refused 2 'UTF-8' on_store lookup "$(printf '\377')"
latin() {
    printf 'operator_name=Caf\351\n' | on_store form set '#1' F-A
}
check 'in a file of fields' refused 2 'UTF-8' latin
as_utf8() { printf '事業者名称\n架空株式会社\n' | iconv -t CP932 | on_store import aspic new; }
check 'in a file of applications' refused 2 '文字コードの指定を確かめてください' as_utf8
check 'a text that would move the cursor' refused 2 '' on_store form set '#1' F-A "operator_name=$(printf 'A\033[2JB')"
check 'nothing of what is no text was kept' says '"revision":3,' on_store form show '#1' F-A --json

# ---- on the screens ----------------------------------------------------------------------------------------------------
cat >wrong <<'KEYS'
wait 照会 >
type <F2>
wait #1
type <Enter>
wait できること
type <F3>
wait どの申請書を
type 申請書A<Enter>
wait 申請区分
type <C-Home><C-u>2026-02-30<Enter>
wait 「2026-02-30」という日はありません
type <F3>
wait どの項目へ
type 事業者名称<Enter>
wait >事業者名称
# more than a field holds, in one paste: it is told, and nothing breaks
type <C-u>
paste 200 架空の長い名前
wait この欄にはこれ以上入りません
# more than any paste may be
type <C-u>
paste 8000 株式会社
wait 株式会社株式会社
wait この欄にはこれ以上入りません
# bytes that are no text: a lone lead byte, Latin-1, an overlong slash, a surrogate
type <C-u>
bytes e6 41 e9 42 c0 af 43 ed a0 80 44
wait [ABCD … ]
type <C-u>髙橋<F2>
wait 保存しました
type <F10>
end
KEYS
check 'a wrong day, long pastes, bytes that are no text' typist wrong shinsa --store office.db
check 'what was typed between them is kept' says '髙橋' on_store form show '#1' F-A

# ---- servers and keys --------------------------------------------------------------------------------------------------
open_office
check 'a second server on the port is told what to do' refused 5 '--listen' on_store serve --listen "127.0.0.1:$port"
check 'a place that is none' refused 2 'nowhere' on_store serve --listen nowhere
check 'a port that is none' refused 2 '99999' on_store serve --listen 127.0.0.1:99999
stop_hub
cp office.db.hostkey aside
echo nonsense >office.db.hostkey
check 'a host key that is none' refused 2 'office.db.hostkey' on_store serve --listen 127.0.0.1:0
rm office.db.hostkey
check 'a host key that is gone' refused 3 'office.db.hostkey' on_store serve --listen 127.0.0.1:0
cp aside office.db.hostkey
chmod 600 office.db.hostkey
check 'a public key that is none' refused 2 '.pub' sh -c "echo ssh-ed25519 AAAA | $S user key kanri"
check 'a private key' refused 2 '.pub' sh -c "$S user key kanri <kanri"
check 'an empty one' refused 2 '.pub' sh -c "$S user key kanri </dev/null"
check 'one that is too weak' refused 2 '' sh -c "ssh-keygen -q -t rsa -b 1024 -N '' -f weak && $S user key kanri <weak.pub"
check 'the office is sound after all of it' says '一致' on_store verify
