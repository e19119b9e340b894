# base <- model <- { rule, db, paper } <- app <- tui: a folder includes itself and what stands left of it; each outside
# library has one place.
# reads: plain core/*.c core/*.h db/*.c db/*.h tui/*.c tui/*.h tui/*.def core/*.def db/*.def

function layer(path) {
    if (path ~ /^core\/base\//) return "base"
    if (path ~ /^core\/model\//) return "model"
    if (path ~ /^core\/rule\//) return "rule"
    if (path ~ /^core\/paper\//) return "paper"
    if (path ~ /^core\/app\//) return "app"
    if (path ~ /^db\//) return "db"
    if (path ~ /^tui\//) return "tui"
    return ""
}

BEGIN {
    sees["base"] = " base "
    sees["model"] = " base model "
    sees["rule"] = " base model rule "
    sees["db"] = " base model db "
    sees["paper"] = " base model paper "
    sees["app"] = " base model rule db paper app "
    sees["tui"] = " base model rule db paper app tui "
    # Header prefix -> the one place it may be included in.
    place["curses.h"] = place["ncurses"] = place["term.h"] = "^tui/term/"
    place["libssh/"] = "^tui/serve/"
    place["sqlite3.h"] = "^db/driver_sqlite\\.c$"
    place["libpq-fe.h"] = "^db/driver_pq\\.c$"
    place["yaml.h"] = "^core/rule/"
    place["iconv.h"] = "^core/base/charset\\.c$"
    place["liboath/"] = "^core/app/factor_app\\.c$"
    place["qrencode.h"] = "^tui/qr\\.c$"
    place["seccomp.h"] = "^tui/serve/sandbox\\.c$"
    place["openssl/"] = "^(core/base/sha256|tui/serve/algorithms)\\.c$"
    place["sodium"] = "^(core/base/|core/app/|tui/serve/)"
    place["uni"] = "^core/base/" # unistr.h unigbrk.h uniwidth.h uninorm.h unicase.h unitypes.h
}

/^[ \t]*#[ \t]*include[ \t]*"/ {
    split($0, part, "\"")
    target = layer(part[2])
    from = layer(FILENAME)
    if (part[2] == "config.h" || part[2] !~ /\//)
        next
    if (target == "")
        print FILENAME ":" FNR ": include from the root, as in \"core/base/buf.h\""
    else if (index(sees[from], " " target " ") == 0)
        print FILENAME ":" FNR ": " from " may not include " target " (" part[2] ")"
}

/^[ \t]*#[ \t]*include[ \t]*</ {
    split($0, part, /[<>]/)
    for (p in place)
        if (index(part[2], p) == 1 && part[2] != "unistd.h" && FILENAME !~ place[p])
            print FILENAME ":" FNR ": <" part[2] "> belongs in " place[p] " only"
}
