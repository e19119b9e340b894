# Japanese and every other non-ASCII text stands in tables (.def), schemes and tests; comments may hold it.
# reads: plain *.c *.h
# not: tests/*
/[\200-\377]/ { print FILENAME ":" FNR ": a row in a .def table instead (messages: tui/messages.def)" }
