# Each finding about a definition (scheme.*, expr.*, yaml.* in core/rule) has a test that brings it about.
(cd "$VIEWS/plain" && grep -n -o -E '"(scheme|expr|yaml)\.[a-z0-9-]+"' core/rule/*.c /dev/null) | sort -t: -k3 -u >"$VIEWS/proofs"
grep -E '^tests/unit/.*\.c$' "$FILES" >"$VIEWS/tests" || :
(cd "$VIEWS/plain" && xargs cat <"$VIEWS/tests" /dev/null) >"$VIEWS/tested"
while IFS=: read -r file line id; do
    grep -qF -- "$id" "$VIEWS/tested" || echo "$file:$line: no unit test brings about $id"
done <"$VIEWS/proofs"
