# The manual pages are clean mdoc, and name what the program and the scheme language know.
pages=$(grep -E '^doc/.*\.[1-8]$' "$FILES" | tr '\n' ' ')
for page in $pages; do
    grep -qwF -- "$page" Makefile.am || echo "$page:1: not in dist_man_MANS of Makefile.am"
    if command -v mandoc >/dev/null; then
        mandoc -Tlint -W warning "$page" 2>&1 | sed -E 's/^mandoc: //; s/^([^:]*:[0-9]+):[0-9]+: /\1: /'
    fi
done
if [ -f doc/internals/scheme-language.md ]; then
    grep -n -E '^## .*\.yaml' doc/internals/scheme-language.md | while IFS=: read -r line text; do
        for word in $text; do
            case $word in *.yaml | *.yaml,) ;; *) continue ;; esac
            word=${word%,}
            grep -qF ".It Pa $word" doc/shinsa-scheme.5 || echo "doc/internals/scheme-language.md:$line: $word is not in doc/shinsa-scheme.5"
        done
    done
fi
[ ! -f doc/shinsa.1 ] || ./build-aux/manual --check
