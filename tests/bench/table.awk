# Figures and budgets as a table: awk -f table.awk FIGURES BUDGETS. A figure's unit stands at the end of its name.
function trimmed(s) {
    gsub(/^ +| +$/, "", s)
    return s
}

# width of what is seen: all of it is ASCII
function shown(name, value) {
    if (name ~ /_us$/)
        return value >= 1000 ? sprintf("%.1f ms", value / 1000) : sprintf("%d us", value)
    if (name ~ /_kib$/)
        return value >= 10240 ? sprintf("%.1f MiB", value / 1024) : sprintf("%d KiB", value)
    if (name ~ /_bytes$/)
        return value " B"
    if (name ~ /_per_s$/)
        return sprintf("%d/s", value)
    return value
}

function row(what, budget, measured, verdict, peer) {
    printf "%-52s %12s %12s %-6s %s\n", what, budget, measured, verdict, peer
}

function pair(figure, of) {
    return figure in value ? shown(figure, value[figure]) " " of : ""
}

FNR == NR {
    value[$1] = $2
    next
}

FNR == 1 {
    print "shinsa, " cases " cases"
    row("what", "budget", "measured", "", "in the same run")
}

/^#/ || NF == 0 {
    next
}

{
    n = split($0, part, "|")
    what = trimmed(part[1])
    figure = trimmed(part[2])
    budget = trimmed(part[3])
    peer = n > 3 ? trimmed(part[4]) : ""
    of = peer
    sub(/^[^ ]* */, "", of)
    sub(/ .*/, "", peer)
    if (!(figure in value)) {
        row(what, "", "-", "", "not measured")
        next
    }
    least = budget ~ /^>=/
    limit = budget
    sub(/^>= */, "", limit)
    if (limit ~ / % of peer$/)
        limit = peer in value ? value[peer] * limit / 100 : ""
    limit = limit == "" ? "" : limit + 0
    verdict = limit == "" ? "" : (least ? value[figure] >= limit : value[figure] <= limit) ? "ok" : "MISSED"
    missed += verdict == "MISSED"
    row(what, limit == "" ? "" : (least ? ">= " : "") shown(figure, limit), shown(figure, value[figure]), verdict, pair(peer, of))
}

END {
    print missed + 0 " missed"
}
