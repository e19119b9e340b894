# completion.awk: bash completion from tui/verb_table.def.
# Rows are V("name", "usage", flags, handler, "help ja", "help en"); options are the --words of the usage.
BEGIN { print "# bash completion for shinsa, made from tui/verb_table.def" }
/^V\(/ {
    match($0, /"[^"]*"/)
    name = substr($0, RSTART + 1, RLENGTH - 2)
    rest = substr($0, RSTART + RLENGTH)
    match(rest, /"([^"\\]|\\.)*"/)
    usage = substr(rest, RSTART + 1, RLENGTH - 2)
    options = ""
    while (match(usage, /--[a-z-]+/)) {
        options = options " " substr(usage, RSTART, RLENGTH)
        usage = substr(usage, RSTART + RLENGTH)
    }
    n = split(name, word, " ")
    if (!(word[1] in firsts)) {
        firsts[word[1]]
        first = first " " word[1]
    }
    if (n > 1) {
        words[word[1]] = words[word[1]] " " word[2]
        longer = longer "        '" name "' | '" name " '*) words='" substr(options, 2) "' ;;\n"
    } else
        words[name] = words[name] options
}
END {
    print "_shinsa()"
    print "{"
    print "    local cur=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} words='' verb='' i"
    print "    case $previous in"
    print "        --store | --config | --key | --backup | --schemes) mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"); return ;;"
    print "        --theme) mapfile -t COMPREPLY < <(compgen -W 'standard contrast mono' -- \"$cur\"); return ;;"
    print "        --lang) mapfile -t COMPREPLY < <(compgen -W 'ja en' -- \"$cur\"); return ;;"
    print "    esac"
    print "    for ((i = 1; i < COMP_CWORD; i++)); do"
    print "        case ${COMP_WORDS[i]} in"
    print "            --store | --config | --as | --today | --lang | --theme) ((i++)) ;;"
    print "            -*) ;;"
    print "            *) verb=\"${verb:+$verb }${COMP_WORDS[i]}\" ;;"
    print "        esac"
    print "    done"
    print "    case $verb in"
    print "        '') words='" substr(first, 2) "' ;;"
    printf "%s", longer
    n = split(first, word, " ")
    for (i = 1; i <= n; i++)
        print "        '" word[i] "' | '" word[i] " '*) words='" substr(words[word[i]], 2) "' ;;"
    print "    esac"
    print "    case $cur in -*) words=\"$words --store --config --as --today --lang --theme --json\" ;; esac"
    print "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")"
    print "    [ ${#COMPREPLY[@]} -gt 0 ] || mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")"
    print "}"
    print "complete -F _shinsa shinsa"
}
