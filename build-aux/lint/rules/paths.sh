# A file that a document names exists: `db/driver.h` or [text](doc/x.md). Words in capitals and * stand for any name.
# shellcheck disable=SC2016
grep -E '\.md$' "$FILES" | while IFS= read -r doc; do
    {
        grep -n -o -E '`[A-Za-z0-9_.*/-]+/[A-Za-z0-9_.*/-]*`' "$doc" | tr -d '`'
        grep -n -o -E '\]\([^)#: ]+\)' "$doc" | sed 's/\](//; s/)$//'
    } | while IFS=: read -r line path; do
        case $path in
            *[A-Z][A-Z][A-Z]* | *NAME* | build/* | build-*/* | /* | '~'*) continue ;;
            *) ;;
        esac
        path=${path%/}
        base=$(dirname "$doc")
        found=
        for f in $path "$base"/$path; do
            [ ! -e "$f" ] || found=yes
        done
        [ -n "$found" ] || echo "$doc:$line: there is no $path"
    done
done
