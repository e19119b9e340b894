# man-verbs.awk: the section VERBS of doc/shinsa.1 from tui/verb_table.def.
# Rows are V("name", "usage", flags, handler, "help ja", "help en").
# Words of a usage that begin with a hyphen or a bracket are no macros and no options of roff.
function roff(usage) {
    gsub(/\\/, "\\e", usage)
    gsub(/-/, "\\-", usage)
    return usage
}
BEGIN { print ".Bl -tag -width Ds" }
/^V\(/ {
    strings($0)
    printf ".It Cm %s%s\n", s[1], s[2] == "" ? "" : " No \\&" roff(s[2])
    print s[3] "。"
    if ($0 ~ /VERB_LOCAL/)
        print "SSH からは使えません。"
    print s[4] "."
    if ($0 ~ /VERB_LOCAL/)
        print "Not over SSH."
}
END { print ".El" }
