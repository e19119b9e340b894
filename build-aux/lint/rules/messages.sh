# Each message id that is used has a row in tui/messages.def, and each row is used.
table=tui/messages.def
[ -f "$table" ] || exit 0
sed -n 's/^ *MSG("\([^"]*\)".*/\1/p' "$table" | sort >"$VIEWS/ids"
uniq -d "$VIEWS/ids" | sed "s|.*|$table:1: twice: &|"
sort -u -o "$VIEWS/ids" "$VIEWS/ids"
# Ids look like "area.what"; whatever string of the program is one, uses it.
grep -E '^(core|db|tui)/.*\.(c|h|def)$' "$FILES" | grep -vxF "$table" >"$VIEWS/users"
(cd "$VIEWS/plain" && xargs grep -h -o -E '"[a-z][a-z0-9-]*(\.[a-z0-9_-]+)+"' <"$VIEWS/users" /dev/null) | tr -d '"' | sort -u >"$VIEWS/strings"
comm -23 "$VIEWS/ids" "$VIEWS/strings" | while IFS= read -r id; do
    echo "$table:$(grep -n -F "\"$id\"" "$table" | head -n 1 | cut -d: -f1): no one uses $id"
done
(cd "$VIEWS/plain" && xargs awk -f "$OLDPWD/build-aux/lint/used-messages.awk" <"$VIEWS/users") | while IFS=' ' read -r at id; do
    grep -qxF -- "$id" "$VIEWS/ids" || echo "$at no row in $table for $id"
done
