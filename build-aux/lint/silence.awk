# silence.awk: passes on the findings (second file) of rule `name` that the first file does not silence; notes in `used`
# which silences were needed.
FNR == NR && FILENAME ~ /silenced$/ {
    if ($3 == name)
        silenced[$1 " " $2]
    next
}
{
    if (!match($0, /^[^:]*:[0-9]+:/)) {
        print $0 " [" name "]"
        next
    }
    split(substr($0, 1, RLENGTH), at, ":")
    n = split(at[1] " *|" at[1] " " at[2] "|" at[1] " " (at[2] - 1), keys, "|")
    for (i = 1; i <= n; i++)
        if (keys[i] in silenced) {
            print keys[i] " " name >> used
            next
        }
    print $0 " [" name "]"
}
