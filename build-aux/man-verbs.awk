# man-verbs.awk: the section VERBS of doc/shinsa.1 from tui/verb_table.def, in its order.
# Rows are V("name", "usage", flags, handler, "ja", "en").
function strings(line,    n) {
    n = 0
    while (match(line, /"([^"\\]|\\.)*"/)) {
        s[++n] = substr(line, RSTART + 1, RLENGTH - 2)
        line = substr(line, RSTART + RLENGTH)
    }
    return n
}
function roff(text) {
    gsub(/\\/, "\\e", text)
    return "\\&" text
}
BEGIN { print ".Bl -tag -width Ds" }
/^V\(/ {
    strings($0)
    print ".It " roff(s[1] (s[2] == "" ? "" : " " s[2]))
    print s[3] "。"
    print s[4] "."
}
END { print ".El" }
