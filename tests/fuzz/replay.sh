#!/bin/sh
# Every fuzz target on every stored input of its corpus; the last line counts.
set -u
passed=0
failed=0
for source in "$SRCDIR"/tests/fuzz/fuzz_*.c; do
    name=$(basename "$source" .c)
    corpus=$SRCDIR/tests/fuzz/corpus/${name#fuzz_}
    program=$BUILDDIR/tests/fuzz/$name
    if [ ! -x "$program" ] || [ ! -d "$corpus" ]; then
        echo "$name lacks its line in FUZZERS of Makefile.am, or $corpus"
        failed=$((failed + 1))
        continue
    fi
    counted=$("$program" "$corpus" | tail -n 1)
    echo "$name: $counted"
    # "12 passed, 0 failed"; a program that died without a word is one failure
    case $counted in
        *" passed, "*" failed")
            passed=$((passed + ${counted%% passed*}))
            counted=${counted##*, }
            failed=$((failed + ${counted%% failed}))
            ;;
        *) failed=$((failed + 1)) ;;
    esac
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
