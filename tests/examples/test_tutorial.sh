#!/bin/sh
# schemes/README.md teaches with the scheme of contrib/schemes: what it shows stands there, line by line, and that scheme is
# sound, complete and gives a demo office.
. "${SRCDIR:-.}/tests/lib.sh"
template=$SRCDIR/contrib/schemes/reading-room/2026-04-01
SHINSA_SCHEMES=$SRCDIR/contrib/schemes
export SHINSA_SCHEMES

shown=0
awk '/^```yaml/ {on = 1; next} /^```/ {on = 0} on' "$SRCDIR/schemes/README.md" >shown
cat "$template"/*.yaml >whole
while IFS= read -r line; do
    shown=$((shown + 1))
    grep -qxF -- "$line" whole || echo "$line" >>strange
done <shown
check 'every line that is shown stands in the template' same "$(cat strange 2>/dev/null)" ''
check 'much is shown' [ "$shown" -gt 60 ]
check 'the template is sound' shinsa scheme check
check 'its examples hold' says '13 passed, 0 failed' shinsa scheme test
check 'no requirement is without a rule or an example' says '規則のないもの 0 件、例題のないもの 0 件' shinsa scheme coverage --open reading-room
check 'what the office must confirm is listed' says 'min_books' shinsa scheme check --release
check 'it makes an office' shinsa demo --store try.db --cases 40
check 'with certificates' says 'RR-00' shinsa --store try.db --as demo cert list
check 'that anybody finds' says 'RR-0001' shinsa --store try.db --as demo lookup ｒｒ１
for file in scheme forms lifecycle checklists deadlines fees numbers papers register people retention; do
    check "$file.yaml has a schema for editors" shinsa scheme schema $file.yaml
done
