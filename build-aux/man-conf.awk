# man-conf.awk: the settings in doc/shinsa.conf.5 from tui/serve/settings.def.
# Rows are SETTING("name", KIND, member, "default", "least", "most", "ja", "en").
BEGIN { print ".Bl -tag -width Ds" }
/^SETTING\(/ {
    strings($0)
    split($0, part, /, */)
    printf ".It Cm %s No = Ar %s\n", s[1], tolower(part[2])
    print s[5] "。"
    print s[6] "."
    if (s[2] != "")
        printf "既定 (default): %s\n", s[2]
    if (part[2] ~ /^(COUNT|DURATION|LIMIT|SECONDS|SIZE)$/)
        printf "%s範囲 (range): %s\\(en%s\n", s[2] == "" ? "" : ".br\n", s[3], s[4]
}
END { print ".El" }
