# A function of more than 60 lines does two things.
# reads: code *.c *.h
FNR == 1 { start = 0 }
/^{[ ]*$/ { start = FNR }
/^}[ ;]*$/ {
    if (start && FNR - start - 1 > 60)
        print FILENAME ":" start ": " FNR - start - 1 " lines in one function; 60 are the most"
    start = 0
}
