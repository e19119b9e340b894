# A function of a header that can fail says its errors by code, in its comment or in the opening of the header.
# reads: raw core/*.h db/*.h tui/*.h
# A wish (unsigned) carries its error to the message line, whatever it is; an err that is only read is no failure.

FNR == 1 { opening = said = comment = "" }

/^\/\*/ { comment = ""; inside = 1 }
inside {
    comment = comment $0
    if (index($0, "*/")) {
        inside = 0
        if (opening == "")
            opening = comment
    }
    next
}

/^[ \t]*$/ { comment = "" }

/^[a-z][a-z_0-9 ]*[ *][a-z_0-9]+\(/ && !/^(typedef|static|unsigned) ?/ {
    line = FNR
    name = $0
    sub(/\(.*/, "", name)
    sub(/.*[ *]/, "", name)
    text = $0
    while (text !~ /;/ && (getline more) > 0)
        text = text " " more
    if (text ~ /[(,] *struct err \*e\)/ && (comment opening text) !~ /E_[A-Z]|[Ee]rrors?[ :]/)
        print FILENAME ":" line ": " name " does not say its errors"
}
