# A file over 600 lines has two subjects.
# reads: raw *.c *.h *.awk *.sh dev
# not: build-aux/config.*
FNR == 601 { print FILENAME ":601: over 600 lines: find the second subject and give it a file" }
