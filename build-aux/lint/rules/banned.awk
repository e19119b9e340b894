# Functions that cut, overflow, lie about errors or run a shell, and what to take instead.
# reads: code *.c *.h
BEGIN {
    why["strcpy"] = why["strncpy"] = why["stpcpy"] = "str_copy_cut() or struct buf"
    why["strcat"] = why["strncat"] = why["sprintf"] = why["vsprintf"] = "struct buf"
    why["strtok"] = why["strtok_r"] = "struct str"
    why["atoi"] = why["atol"] = why["atoll"] = why["atof"] = why["sscanf"] = why["scanf"] = "a parser that reports errors"
    why["gets"] = "a read with a maximum"
    why["system"] = why["popen"] = "fork and exec without a shell"
    why["alloca"] = why["strdup"] = why["strndup"] = why["asprintf"] = why["vasprintf"] = "an arena"
    why["rand"] = why["srand"] = why["random"] = "libsodium's randombytes (a test may want the same numbers each time)"
    why["sleep"] = why["usleep"] = why["nanosleep"] = "a deadline in poll(); a test waits for what it expects"
    why["longjmp"] = why["setjmp"] = "a returned error"
    why["signal"] = "sigaction()"
    why["tmpnam"] = why["mktemp"] = "mkstemp()"
    why["malloc"] = why["calloc"] = why["realloc"] = "xmalloc() or an arena"
}
{
    rest = $0
    while (match(rest, /[A-Za-z_][A-Za-z0-9_]*[ ]*\(/)) {
        before = RSTART > 1 ? substr(rest, RSTART - 1, 1) : ""
        name = substr(rest, RSTART, RLENGTH - 1)
        sub(/ +$/, "", name)
        rest = substr(rest, RSTART + RLENGTH)
        if (!(name in why) || before ~ /[.>]/)
            continue
        if (name ~ /^(malloc|calloc|realloc)$/ && FILENAME == "core/base/mem.c")
            continue
        if (name ~ /rand/ && FILENAME ~ /^tests\//)
            continue
        print FILENAME ":" FNR ": not " name "(): take " why[name]
    }
}
