# Every C source, header and table is named in Makefile.am, and everything it names exists.
grep -E '\.(c|h|def)$' "$FILES" | grep -v '^contrib/' | while IFS= read -r f; do
    name=$f
    case $f in tests/*.c) name=${f%.c} ;; *) ;; esac
    grep -qwF -- "$name" Makefile.am || echo "$f:1: not in Makefile.am"
done
