# What is unfinished is an issue or a line in NEWS, not a note in the code.
# reads: raw *.c *.h *.def *.sql *.awk *.sh *.yaml *.am *.ac dev
# not: build-aux/lint/*
/(^|[^A-Za-z])(TODO|FIXME|XXX|HACK)([^A-Za-z]|$)/ { print FILENAME ":" FNR ": finish it, or write it down where others look" }
