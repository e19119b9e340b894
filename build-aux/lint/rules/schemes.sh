# No scheme's name in C: the engine runs what schemes/ says, and a sixth needs no compiler. The second half of another name
# (shift-jis) and the number of a standard (JIS Z 8401) name none.
ids=$(sed -n 's|^schemes/\([a-z0-9_-]*\)/[0-9].*|\1|p' "$FILES" | sort -u | tr '\n' '|' | sed 's/|$//')
[ -n "$ids" ] || exit 0
upper=$(printf '%s' "$ids" | tr '[:lower:]' '[:upper:]')
grep -E '^(core|db|tui)/.*\.(c|h|def|sql)$' "$FILES" | grep -v -E '/demo[a-z_]*\.(c|def|h)$' | while IFS= read -r f; do
    at=$f
    case $f in *.sql) ;; *) at=$VIEWS/plain/$f ;; esac
    sed -E "s/[[:alnum:]]-($ids)//g; s/JIS [A-Z] [0-9]{4}//g" "$at" | grep -n -w -E "($ids|$upper)" | sed "s|^\([0-9]*\):.*|$f:\1: names a scheme|"
done
