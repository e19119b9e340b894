#!/bin/sh
# Each rule of build-aux/lint finds what it is for, and leaves alone what is right.
# A case is a file in an otherwise clean tree: bad RULE PATH TEXT, or good RULE PATH TEXT.
# shellcheck disable=SC2015,SC2016
. "${SRCDIR:-.}/tests/lib.sh"
tree=$TMP/tree
mkdir tree
cp -R "$SRCDIR/build-aux" "$tree/build-aux"
chmod -R u+w "$tree/build-aux"
mkdir -p "$tree/build" "$tree/core/base" "$tree/tui" "$tree/doc" "$tree/schemes/demo/2026-01-01"
echo '{0x203B, 0x203B},' >"$tree/core/base/ambiguous.def"
echo 'id: demo' >"$tree/schemes/demo/2026-01-01/scheme.yaml"
echo '| case | `case_file` |' >"$tree/doc/glossary.md"
echo 'core/base/ambiguous.def tui/messages.def' >"$tree/Makefile.am"
printf 'headers:\n\t@%s -fsyntax-only -x c ../core/base/case.h\n' "${CC:-cc}" >"$tree/build/Makefile"
: >tried

# findings RULE PATH TEXT: what the rule says of a tree with this one more file
findings() {
    mkdir -p "$tree/$(dirname "$2")"
    # shellcheck disable=SC2059
    printf "$3\n" >"$tree/$2"
    (cd "$tree" && BUILD=$tree/build ./build-aux/lint/run "$1" 2>&1) | grep "\[$1\]$" || :
    rm -f "$tree/$2"
}

# say_case RULE PATH TEXT: the file and the beginning of its text, for the line of the result
say_case() {
    printf '%s: %.40s' "$2" "$(printf '%s' "$3" | tr '\n#' '  ' | sed 's/\\n.*//')"
}

bad() {
    echo " $1 " >>"$TMP/tried"
    begins() { findings "$@" | head -n 1 | grep "^$2:"; }
    check "$1 finds: $(say_case "$@")" begins "$@"
}

good() {
    check "$1 leaves alone: $(say_case "$@")" same "$(findings "$@")" ''
}

bad alone core/base/case.c '/* see ../share''d/x.md */'
bad ambiguous tui/case.def 'X("\342\200\273")'
good ambiguous tui/case.def 'X("\345\257\251\346\237\273 #")'
bad banned core/base/case.c 'int x = atoi("1");'
bad banned tests/unit/case.c '    sleep(1);'
good banned tests/unit/case.c 'srand(1);'
good banned core/base/case.c 'int x = row->system(1); /* atoi(x) */ const char *s = "atoi(x)";'
bad clock db/case.c 'x = time(NULL);'
good clock core/base/clock.c 'x = time(NULL);'
bad commands case.sh '#!/bin/sh\nps --ppid 1'
good commands case.sh '#!/bin/sh\n# ps is not here\nfile = 1'
bad comments core/base/case.c 'int x; // why'
good comments core/base/case.c 'const char *s = "http://x"; /* // */'
bad errors core/base/case.h '/* Cases. */\n#include "a.h"\n\n/* Does it. */\nint case_do(int n,\n            struct err *e);'
good errors core/base/case.h '/* Cases. */\n#include "a.h"\n\n/* Does it. E_IO. */\nint case_do(int n, struct err *e);\nint case_say(const struct err *e);'
bad file-length core/base/case.c "$(yes 'int x;' | head -n 601)"
good file-length core/base/case.c "$(yes 'int x;' | head -n 600)"
bad float core/base/case.c 'double x;'
good float core/base/case.c 'int double_width; /* a float */'
bad function-length core/base/case.c "int f(void)\n{\n$(yes '    x++;' | head -n 61)\n}"
good function-length core/base/case.c "int f(void)\n{\n$(yes '    x++;' | head -n 60)\n}"
bad glossary core/model/case.h 'RECORD_DECLARE(case_folder, LIST);'
good glossary core/model/case.h 'RECORD_DECLARE(case_file, LIST);'
bad guards core/base/case.h '#ifndef SHINSA_BASE_CASES_H\n#endif'
bad guards core/base/case.h 'int x;'
good guards core/base/case.h '#ifndef SHINSA_BASE_CASE_H\n#endif'
bad headers core/base/case.h 'struct date today(void); size_t n;'
good headers core/base/case.h '#include <stddef.h>\nextern size_t n;'
bad japanese core/base/case.c 'const char *s = "\345\257\251";'
good japanese core/base/case.c '/* \345\257\251 */'
good japanese core/base/case.c '/* lint-file: japanese names of eras */\nconst char *s = "\345\257\251";'
bad layers core/rule/case.c '#include "db/db.h"'
bad layers db/case.c '#include "core/rule/expr.h"'
bad layers core/base/case.c '#include <sqlite3.h>'
bad layers tui/screen/case.c '#include <curses.h>'
bad layers core/base/case.c '#include "buf/buf.h"'
good layers core/app/case.c '#include "core/rule/expr.h"\n#include "db/db.h"\n#include <unistd.h>'
bad makefile core/base/case.c 'int x;'
bad manual doc/case.5 '.Dd November 20, 2026\n.Dt CASE 5\n.Os'
bad messages tui/messages.def 'MSG("a.b", "x", "y")'
good paths README.md 'See `core/base/ambiguous.def`.'
bad paths README.md 'See `core/base/nothing.c`.'
bad proofs core/rule/case.c 'proof_fails(p, at, NULL, "scheme.no-such-test", NULL);'
good proofs core/base/case.c 'err_set(e, E_INPUT, "scheme.no-such-test", NULL);'
bad schemes core/base/case.c 'const char *s = "demo";'
good schemes core/base/case.c '/* DEMO-031 */ int demonstration;'
good schemes core/base/case.c 'const char *s = "a-demo"; /* JIS Z 8401 */'
bad sentences README.md 'This is one sentence. This is another.'
bad sentences README.md '\346\226\207\343\200\202\346\226\207\343\200\202'
good sentences README.md 'One sentence (e.g. Debian 12).'
bad shell case.sh '#!/bin/sh\necho $x'
bad sql core/app/case.c 'x = "SELECT a FROM b";'
good sql core/app/case.c 'x = "select one";'
bad typedef core/base/case.h 'typedef struct x x_t;'
good typedef core/base/case.h 'typedef int f(struct x *x);'
bad unfinished core/base/case.c '/* TO''DO: more */'
bad whitespace core/base/case.c 'int x; '
bad whitespace core/base/case.c '\tint x;'
good whitespace tests/Makefile.am 'a:\n\tb core/base/ambiguous.def'

# The id in err_set() has a row, also when the call goes over two lines.
echo 'MSG("a.b", "x", "y")' >"$tree/tui/messages.def"
good messages core/base/case.c 'return err_set(e, E_INPUT, "a.b", NULL);'
bad messages core/base/case.c 'f("a.b"); return err_set(e, E_INPUT, "a.c", NULL);'
bad messages core/base/case.c 'f("a.b");\nreturn err_set(e, E_INPUT,\n    "a.c", NULL);'
rm "$tree/tui/messages.def"

# A silence with nothing to silence is said.
printf '/* lint: float no reason at all */\nint x;\n' >"$tree/core/base/case.c"
idle_silence() {
    (cd "$tree" && BUILD=$tree/build ./build-aux/lint/run) | grep '\[silence\]$'
}
check 'an idle silence is found' idle_silence

for rule in "$SRCDIR"/build-aux/lint/rules/*; do
    name=${rule##*/}
    name=${name%.*}
    check "$name has a case here" has " $name " tried
done
