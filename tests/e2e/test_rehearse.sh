#!/bin/sh
# A version of a scheme that is not in force yet is played through with an office's open cases: what changes is told, what
# does not is not, and nothing is written.
. "${SRCDIR:-.}/tests/lib.sh"
mkdir -p schemes/aspic/2027-04-01
ln -s "$SRCDIR/schemes/aspic-base" schemes/aspic-base
ln -s "$SRCDIR/schemes/aspic/2022-04-01" schemes/aspic/2022-04-01
draft=schemes/aspic/2027-04-01
SHINSA_SCHEMES=$TMP/schemes SHINSA_STORE=$TMP/office.db
export SHINSA_SCHEMES SHINSA_STORE
rehearse() { shinsa --as demo scheme rehearse aspic/2027-04-01 "$@"; }
# The draft's scheme.yaml; its other files are written as they are.
write() { printf 'id: aspic\nversion: 2027-04-01\nextends: aspic/2022-04-01\n' >$draft/scheme.yaml; cat >>$draft/scheme.yaml; }
# told TEXT COUNT: so many lines of what was told bear the text
told() { same "$(grep -c -- "$1" told)" "$2"; }

# ---- a version that changes nothing -----------------------------------------------------------------------------------
write </dev/null
shinsa demo --cases 120 >made
check 'a version that is none' refused 3 'aspic/2031-04-01' shinsa --as demo scheme rehearse aspic/2031-04-01
check 'a scheme without a version' refused 3 'ID/日付' shinsa --as demo scheme rehearse aspic
check 'a version that only has another date' shinsa scheme check
check 'is played through' rehearse
cp out told
check 'and changes no case' told '件のうち 0件が変わります' 1
check 'and no certificate' told '件のうち 0件の期限が変わります' 1
check 'and says nothing else' same "$(wc -l <told)" 2

# ---- one that changes a price, two deadlines, a guard and a field ------------------------------------------------------
echo 'refusals: {E_NO_POSTMARK: 消印の日を記録してください}' | write
cat >$draft/fees.yaml <<'Y'
fees:
  - id: review
    rows: [{from: 2019-10-01, net: 210000, rate: 10, src: 別表1}]
Y
echo 'deadlines: [{id: DL-16, after: 5w}, {id: DL-01, before: 90d}]' >$draft/deadlines.yaml
echo 'forms: [{id: F-A, fields: [{id: operator_postal, drop: true}]}]' >$draft/forms.yaml
cat >$draft/lifecycle.yaml <<'Y'
machines:
  - id: application
    transitions: [{id: T01, when: [{id: E_NO_POSTMARK, if: defined(case.postmark_on), src: 内規}]}]
Y
check 'the draft is sound' shinsa scheme check
count() { shinsa --as demo verify --json | sed "s/.*\"$1\":\([0-9]*\).*/\1/"; }
rows=$(count rows) events=$(count events)
check 'and is played through' rehearse
cp out told
check 'and wrote no row' same "$(count rows)" "$rows"
check 'and no event but the proofs of the journal' same "$(count events)" $((events + 2))
check 'a new price, for every review that is billed and not paid' says '料金  審査手数料: 209,000円 -> 231,000円' cat told
check 'a later day, and none on a closed day' says '期限  補正期限: 2026-11-18 -> 2026-11-24' cat told
due=$(shinsa --as demo deadline list --scheme aspic --rule DL-16 | grep -c .)
check 'for every deadline of that rule that is open' told '期限  補正期限' "$due"
check 'an earlier day for certificates' told '期限  更新受付開始日' "$(shinsa --as demo deadline list --scheme aspic --rule DL-01 | grep -c .)"
check 'a new guard says what it asks for' says '受付: できる -> できない（消印の日を記録してください）' cat told
check 'what was entered and would be lost' says '入力した欄がなくなる  郵便番号: 780-0870 -> -' cat told
check 'how many cases it concerns' same "$(grep -c '^IP-\|^#' told)" "$(sed -n 's/^開いている案件.*うち \([0-9]*\)件.*/\1/p' told)"
check 'JSON for programs' says '"kind":"fee","what":"審査手数料","old":"209,000円","new":"231,000円"' rehearse --json

# ---- one in which cases have no place ---------------------------------------------------------------------------------
mkdir -p others/group/2027-04-01
ln -s "$SRCDIR/tests/examples/schemes/group/2024-04-01" others/group/2024-04-01
SHINSA_SCHEMES=$TMP/others SHINSA_STORE=$TMP/other.db
printf 'id: group\nversion: 2027-04-01\nextends: group/2024-04-01\n' >others/group/2027-04-01/scheme.yaml
cat >others/group/2027-04-01/lifecycle.yaml <<'Y'
machines:
  - id: application
    states: [{id: s1, drop: true}, {id: s11, label: 調査中}]
    transitions: [{id: T1, to: s11}, {id: T2, from: s11}, {id: T4, from: s11}]
Y
shinsa demo --cases 60 >made
open() { shinsa --as demo --json case list --scheme group --limit 200 "$@" | grep -o '"state":' | grep -c .; }
check 'a state that goes' shinsa --as demo scheme rehearse group/2027-04-01
cp out told
check 'and its cases' told '状態がなくなる  検査中' "$(open --state s1)"
check 'which are some' says 'TG-2026-0' cat told
cat >others/group/2027-04-01/lifecycle.yaml <<'Y'
case_types: [{id: new, drop: true}, {id: first, label: 初回, letter: N, machine: application, certificate: none, forms: [F, R], src: 2}]
Y
shinsa --as demo scheme rehearse group/2027-04-01 >told
check 'cases of a type that goes' told '申請の種類がなくなる  新規' "$(open --type new)"
check 'which are all there are' says "開いている案件 $(open)件のうち $(open --type new)件が変わります" cat told
