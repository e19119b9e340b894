#!/bin/sh
# One certification from its application to the return of its papers, every step a verb over SSH, with five people of an
# office; what the office then publishes and keeps is compared letter by letter.
. "${SRCDIR:-.}/tests/e2e/life_begins.sh"

# ---- the application ---------------------------------------------------------------------------------------------------
on 2025-06-02
check 'a case is opened' says '#1' as uketsuke case new aspic new
check 'an empty application is not received' refused 1 '申請書Aの必須の欄が18空です' as uketsuke case act '#1' T01
check 'form A' key_in uketsuke '#1' F-A "$HERE/form-a"
check 'form B' key_in uketsuke '#1' F-B "$HERE/form-b"
for paper in application_a application_b document_list; do
    check "paper $paper" as uketsuke paper receive '#1' "$paper"
done
check 'the transcript of the registry' as uketsuke paper receive '#1' registry_transcript --issued 2025-05-20
for paper in cd_r evidence; do check "paper $paper" as uketsuke paper receive '#1' "$paper"; done
check 'received' says 'IP-N2025-0001' as uketsuke case act '#1' T01
for typed in 'ｉｐ－ｎ２０２５－０００１' n2025-1 20250001; do
    check "by its number, sloppily: $typed" says 'IP-N2025-0001' as kanri lookup "$typed"
done
case=IP-N2025-0001

# ---- formal review, with a correction ----------------------------------------------------------------------------------
on 2025-06-03
check 'the reception does not review' refused 4 '審査担当' as uketsuke case act "$case" T03
check 'formal review begins' says '形式審査中' as shinsa case act "$case" T03
check 'one item fails' as shinsa check set "$case" CL-F F04=不適 --note 'CD-Rが読めません。書き直してお送りください'
check 'the others pass' says '14/14  補正要' as shinsa check set "$case" CL-F '*=適'
check 'what to write' says '#1' as shinsa query add "$case" correction 'CD-Rが読めません。書き直してお送りください' --item F04
check 'not billed before' refused 1 '形式審査が完了していません (概要 6(1))' as shinsa case act "$case" T06
check 'a correction is asked for' says '補正待ち  補正依頼' as shinsa case act "$case" T04
check 'by a day' says '2025-07-03 補正期限' as shinsa deadline list
on 2025-06-09
check 'the answer' as shinsa query answer 1 'CD-Rを書き直して送付'
check 'the correction came' says '形式審査中' as uketsuke case act "$case" T05
check 'now it passes' says '14/14  完了' as shinsa check set "$case" CL-F F04=適

# ---- money -------------------------------------------------------------------------------------------------------------
check 'billed' says '入金待ち  形式審査完了通知' as shinsa case act "$case" T06
check 'the price with its tax' says '209,000        請求済     2025-06-16' as keiri fee show "$case"
check 'no review before it is paid' refused 1 '入金' as keiri case act "$case" T07
on 2025-06-13
check 'too little' as keiri fee pay "$case" 200000 --payer 'カ）コウチジョウホウキバン'
check 'is not enough' refused 1 '不足 9,000円' as keiri case act "$case" T07
check 'the rest' as keiri fee pay "$case" 9000 --payer 'カ）コウチジョウホウキバン'
check 'paid' says '書類審査中' as keiri case act "$case" T07

# ---- the review, with a question ---------------------------------------------------------------------------------------
on 2025-06-16
check 'an item that is not there' refused 3 '52' as shinsa check set "$case" CL-B 52=適
check 'an item is asked about' as shinsa check set "$case" CL-B b52=照会中 --note '監視の間隔'
check 'the question' says '#2' as shinsa query add "$case" inquiry '死活監視の間隔が明らかでありません' --item b52 --ground 不明確な記述
check 'is sent' says '照会中' as shinsa case act "$case" T08
on 2025-06-20
check 'answered' as shinsa query answer 2 '1分間隔です'
check 'the answer came' says '書類審査中' as uketsuke case act "$case" T09
check 'all items' as shinsa check set "$case" CL-B '*=適'
check 'the asked one too' as shinsa check set "$case" CL-B b52=適
check 'reviewed' as shinsa case act "$case" T14
check 'the reviewer does not decide' refused 4 '決裁者' as shinsa case act "$case" T16
on 2025-06-30
check 'certified' says 'IP0001-2506' as kessai case act "$case" T16
certificate=IP0001-2506
paper_text() {
    id=$(as kohyo paper list "$case" | sed -n "s/^#\([0-9]*\) *$1.*/\1/p" | tail -n 1)
    as kohyo paper get "$id"
}
check 'the notice has its exact text' matches notice paper_text '審査結果通知書'

# ---- published ---------------------------------------------------------------------------------------------------------
on 2025-07-01
check 'the list of what to publish' says '0/4' as kohyo check show "$case" CL-P
check 'is checked' as kohyo check set "$case" CL-P '*=確認'
check 'published' as kohyo case act "$case" T22
check 'the certificate was sent' as kohyo task 'done' 3
check 'closed' says '完了' as kohyo case act "$case" T19
check 'looked up by half a number, from anywhere' says "$certificate" as uketsuke lookup 'ｉｐ１'
check 'looked up in full width' says '有効' as uketsuke lookup 'ｉｐ０００１－２５０６'
check 'the public list' matches published-list as kohyo register aspic list
check 'what is disclosed' matches published-detail as kohyo register aspic detail --certificate "$certificate"

# ---- a change of what is disclosed -------------------------------------------------------------------------------------
on 2026-02-02
check 'a change' says '#2' as uketsuke case new aspic change --certificate "$certificate"
check 'form H' as uketsuke form set '#2' F-H changed_on=2026-01-15 notified_on=2026-02-02 kinds=申請書の記述内容 \
    'changes[0].item=申請書Bの項目' 'changes[0].ref=52' 'changes[0].old=1分間隔で監視' 'changes[0].new=30秒間隔で監視' \
    'changes[1].item=申請担当者' 'changes[1].old=山﨑 花子' 'changes[1].new=片岡 四郎'
check 'form A begins with what was approved' as uketsuke form set '#2' F-A 'contact_name=片岡 四郎'
check 'so does form B' as uketsuke form set '#2' F-B 'b52.content=有。全サーバを30秒間隔で監視し、異常時は15分以内に通知する。'
check 'the old beside the new' matches change-old-new as uketsuke form show '#2' F-B --changed
check 'examined' says '内容確認中' as shinsa case act '#2' H02
check 'taken over' as shinsa case act '#2' H06
check 'published' as kohyo case act '#2' H09
check 'the new text is public' says '30秒間隔' as kohyo register aspic detail --certificate "$certificate"
check 'published once' refused 1 '公表の作業は済んでいます' as kohyo case act '#2' H09
check 'the old one was, on its day' matches published-detail as kohyo register aspic detail --certificate "$certificate" --on 2026-01-31
check 'closed' says '完了' as kohyo case act '#2' H08

. "$SRCDIR/tests/e2e/life_reissued.sh"
. "$SRCDIR/tests/e2e/life_renewed.sh"
. "$SRCDIR/tests/e2e/life_ended.sh"
. "$SRCDIR/tests/e2e/life_withdrawn.sh"
. "$SRCDIR/tests/e2e/life_second.sh"
. "$SRCDIR/tests/e2e/life_revoked.sh"
. "$SRCDIR/tests/e2e/life_stays.sh"

# ---- applications out of a file ----------------------------------------------------------------------------------------
cat >new.csv <<END
事業者名称,F-A:service_name,written_date
架空甲株式会社,四国基盤,2028-01-04
架空乙株式会社,南国基盤,そのうち
END
iconv -f UTF-8 -t CP932 new.csv >new.sjis
send() {
    sends new.sjis uketsuke import aspic new --encoding cp932 "$@"
}
check 'a bad record keeps all out' refused 2 '1件あるので、一件も取り込んでいません' send
check 'and left out lets the others in' says '1件を取り込みました' send --skip-bad
check 'as a case' says '架空甲株式会社' as uketsuke case list --limit 1
