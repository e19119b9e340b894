# struct x, union x and enum x keep their word: no typedef.
# reads: code *.c *.h
/^[ ]*typedef[ ]+(struct|union|enum)([^A-Za-z0-9_]|$)/ && !/\(/ { print FILENAME ":" FNR ": no typedef for struct, union, enum" }
