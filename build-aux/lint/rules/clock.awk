# Only core/base/clock.c knows what time it is; everything else is told.
# reads: code *.c *.h
# not: core/base/clock.c tests/*
/(^|[^A-Za-z0-9_.>])(time|clock_gettime|gettimeofday|localtime|localtime_r|gmtime|gmtime_r|mktime|timegm|strftime)[ ]*\(/ {
    print FILENAME ":" FNR ": take the time from core/base/clock.h"
}
