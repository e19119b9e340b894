# used-messages.awk: "path:line: id" for each message id given to err_set() or msg(), also over two lines.
{
    line = held $0
    held = ""
    while (match(line, /(^|[^A-Za-z0-9_])(err_set|msg|msg_text)\(/)) {
        call = substr(line, RSTART + RLENGTH)
        name = substr(line, RSTART, RLENGTH)
        if (name ~ /err_set/) {
            if (call !~ /^[^"]*,[^"]*,/) { if (call !~ /;/) held = substr(line, RSTART); break }
            sub(/^[^,]*,[^,]*, */, "", call)
        } else
            sub(/^[^"]*,? */, "", call)
        if (call == "") { held = substr(line, RSTART); break }
        while (match(call, /^[^;]*/) && match(call, /"[a-z][a-z0-9-]*(\.[a-z0-9_-]+)+"/)) {
            first = substr(call, 1, RSTART - 1)
            if (first ~ /[,;]/)
                break
            print FILENAME ":" FNR ": " substr(call, RSTART + 1, RLENGTH - 2)
            call = substr(call, RSTART + RLENGTH)
        }
        line = call
    }
}
