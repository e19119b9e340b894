# tally.awk: counts the tests in one program's output and prints "PASSED FAILED".
# Understands cmocka's lines, TAP, and a closing "N passed, N failed". A program that counts nothing is one test by
# its exit status; one that fails without saying so (a crash, a leak, a lost connection) adds a failure.
# status: 0 passed, 77 skipped, anything else failed.
/^\[ +OK +\] /                     { cmocka = 1; ok++; next }
/^\[ +FAILED +\] [^:]*$/           { cmocka = 1; if (!listed[$0]++) not_ok++; next }
/^\[ +ERROR +\] [a-zA-Z0-9_]+$/    { cmocka = 1; if (!listed[$0]++) not_ok++; next }
/^[0-9]+ passed, [0-9]+ failed$/   { closing = 1; sum_ok += $1; sum_not_ok += $3 }
/^ok( |$)/                         { if ($0 !~ /# [Ss][Kk][Ii][Pp]/) tap_ok++; tap = 1 }
/^not ok( |$)/                     { if ($0 !~ /# [Tt][Oo][Dd][Oo]/) tap_not_ok++; tap = 1 }
END {
    if (cmocka)
        { passed = ok; failed = not_ok }
    else if (closing)
        { passed = sum_ok; failed = sum_not_ok }
    else if (tap)
        { passed = tap_ok; failed = tap_not_ok }
    else if (status == 0)
        passed = 1
    if (status != 0 && status != 77 && !failed)
        failed = 1
    print passed + 0, failed + 0
}
