# The guard of core/base/buf.h is SHINSA_BASE_BUF_H: area and file; no two headers share one, and none is without.
# reads: code *.h
function finish() {
    if (file != "" && !seen)
        print file ":1: no guard"
}
FNR == 1 { finish(); file = FILENAME; seen = 0 }
/^#ifndef SHINSA_/ && !seen {
    seen = 1
    name = FILENAME
    sub(/.*\//, "", name)
    gsub(/[^A-Za-z0-9]/, "_", name)
    if ($2 !~ ("^SHINSA_[A-Z_]*" toupper(name) "$"))
        print FILENAME ":" FNR ": the guard is SHINSA_AREA_" toupper(name)
    else if ($2 in owner)
        print FILENAME ":" FNR ": " owner[$2] " has this guard too"
    owner[$2] = FILENAME
}
END { finish() }
