# No floating point: money is yen, energy figures are scaled decimals, shares are basis points.
# reads: code *.c *.h *.def
/(^|[^A-Za-z0-9_])(float|double)([^A-Za-z0-9_]|$)/ { print FILENAME ":" FNR ": integers only; see core/base/money.h" }
