# man-keys.awk: the section KEYS of doc/shinsa.1 from tui/where.def and tui/command_table.def, in that order.
# Rows are WHERE(ID, "ja", "en") and X(ID, "name", "ja", "en", "keys", WHERE_ID, "right", flags, "help ja", "help en").
# Keys as words of a heading: none may be taken for a macro or for punctuation.
function roff(keys,    i, n, word, text) {
    n = split(keys, word, " ")
    for (i = 1; i <= n; i++) {
        gsub(/\\/, "\\e", word[i])
        text = text (i > 1 ? " " : "") "\\&" word[i]
    }
    return text
}
/^WHERE\(/ {
    strings($0)
    id = substr($0, 7, index($0, ",") - 7)
    order[++places] = "WHERE_" id
    label["WHERE_" id] = s[1] " " s[2]
}
/^X\(/ {
    strings($0)
    match($0, /WHERE_[A-Z]+/)
    where = substr($0, RSTART, RLENGTH)
    rows[where] = rows[where] ".It " roff(s[4] " (" s[1] ")") "\n" s[6] "。\n" s[7] ".\n"
    count[where]++
}
END {
    for (i = 1; i <= places; i++)
        if (count[order[i]]) {
            print ".Ss " label[order[i]]
            print ".Bl -tag -width Ds"
            printf "%s", rows[order[i]]
            print ".El"
        }
}
