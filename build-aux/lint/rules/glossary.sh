# Every record of core/model/ has its Japanese and English name in doc/glossary.md.
glossary=doc/glossary.md
[ -f "$glossary" ] || exit 0
grep -E '^core/model/.*\.h$' "$FILES" | while IFS= read -r h; do
    sed -n 's/^RECORD_DECLARE(\([a-z_]*\),.*/\1/p; s/^struct \([a-z_]*\) {$/\1/p' "$VIEWS/code/$h" | while IFS= read -r name; do
        case $name in record_* | '') continue ;; *) ;; esac
        grep -qF "\`$name\`" "$glossary" || echo "$h:1: $name has no row in $glossary"
    done
done
