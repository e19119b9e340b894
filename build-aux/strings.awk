# strings.awk, read before the others: the string literals of a row of a table, into s[1…]; returns how many.
function strings(line,    n) {
    n = 0
    while (match(line, /"([^"\\]|\\.)*"/)) {
        s[++n] = substr(line, RSTART + 1, RLENGTH - 2)
        line = substr(line, RSTART + RLENGTH)
    }
    return n
}
