# What the program itself draws has one width on every terminal: no character of ambiguous East Asian width.
# reads: plain tui/*.c tui/*.h tui/*.def
function hex(s,    i, n) {
    n = 0
    for (i = 3; i <= length(s); i++)
        n = n * 16 + index("0123456789ABCDEF", toupper(substr(s, i, 1))) - 1
    return n
}
BEGIN {
    for (i = 1; i < 256; i++)
        byte[sprintf("%c", i)] = i
    table = "../raw/core/base/ambiguous.def"
    while ((getline line < table) > 0)
        while (match(line, /\{0x[0-9A-Fa-f]+, 0x[0-9A-Fa-f]+\}/)) {
            split(substr(line, RSTART + 1, RLENGTH - 2), ends, ", ")
            low[++ranges] = hex(ends[1])
            high[ranges] = hex(ends[2])
            line = substr(line, RSTART + RLENGTH)
        }
}
/[\200-\377]/ {
    n = length($0)
    for (i = 1; i <= n; i++) {
        b = byte[substr($0, i, 1)]
        if (b < 192) continue
        if (b < 224) { cp = b - 192; more = 1 }
        else if (b < 240) { cp = b - 224; more = 2 }
        else { cp = b - 240; more = 3 }
        while (more-- > 0)
            cp = cp * 64 + byte[substr($0, ++i, 1)] - 128
        if (!(cp in known)) {
            known[cp] = 0
            for (r = 1; r <= ranges; r++)
                if (cp >= low[r] && cp <= high[r]) known[cp] = 1
        }
        if (known[cp])
            printf "%s:%d: U+%04X is one column here and two there; choose another character\n", FILENAME, FNR, cp
    }
}
