# screens.awk: a Markdown page with its screens as the golden references have them. After a line
#   <!-- screen tests/golden/screens/case.ref 1 -->
# the code block that follows is replaced by frame 1 of that file; everything else passes as it is.
function show(path, frame,    line, n, at, last, rows) {
    print "```"
    while ((getline line < path) > 0) {
        if (line ~ /^== frame /) { at = substr(line, 10) + 0; continue }
        if (line == "--") { if (at == frame) break; at = 0 }
        if (at == frame) { rows[++n] = line; if (line != "") last = n }
    }
    close(path)
    for (i = 1; i <= last; i++)
        print rows[i]
    print "```"
}
skipping && $0 == "```" { if (++skipping == 3) skipping = 0; next }
skipping == 2 || (skipping == 1 && $0 == "") { next }
skipping == 1 { skipping = 0; print "" }
{ print }
/^<!-- screen / { show($3, $4 + 0); skipping = 1 }
