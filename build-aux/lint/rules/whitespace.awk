# No tabs (makefiles need theirs), no space at the end of a line, no carriage return.
# reads: raw *.c *.h *.def *.awk *.sh *.sql *.yaml *.md *.ac *.m4 *.am dev
/[ \t]$/ { print FILENAME ":" FNR ": space at the end of the line" }
/\r/ { print FILENAME ":" FNR ": carriage return" }
/\t/ { if (FILENAME !~ /\.am$/) print FILENAME ":" FNR ": tab" }
