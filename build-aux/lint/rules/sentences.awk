# Markdown has one sentence a line, so that a diff shows the sentence that changed.
# reads: raw *.md
FNR == 1 { fence = 0 }
/^```/ { fence = !fence }
fence || /^(\||    )/ { next }
{
    text = $0
    gsub(/`[^`]*`/, "", text)
    gsub(/\([^)]*\)/, "", text)
    if (text ~ /[a-z)][.!?] +[A-Z]/ && text !~ /(e\.g\.|i\.e\.|etc\.|vs\.|Art\.) +[A-Z]/)
        print FILENAME ":" FNR ": a second sentence on the line"
    gsub(/\343\200\202(\343\200\215|\357\274\211|\*\*)/, "", text)
    if (text ~ /\343\200\202./)
        print FILENAME ":" FNR ": a second sentence on the line"
}
