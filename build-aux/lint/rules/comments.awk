# Comments are /* */, so that a macro can hold one and a diff reads alike everywhere.
# reads: code *.c *.h *.def
index($0, "//") { print FILENAME ":" FNR ": /* */ instead of //" }
