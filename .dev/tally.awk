# SPDX-License-Identifier: Apache-2.0
# Reads ctest's verbose log; see tally in test.sh. A line of a program's own output begins with its test's number.

# "7: Totals: 3 passed, 1 failed, 0 skipped, 0 blacklisted, 2ms"
match($0, /^[0-9]+: Totals: /) {
    id = $1 + 0
    qtest[id] = 1
    passed[id] += $3
    failed[id] += $5
    skipped[id] += $7
    next
}

/^[0-9]+: SKIP   : / {
    line = $0
    sub(/^[0-9]+: /, "", line)
    # QtTest: "SKIP   : Class::function(row) reason"
    print line
    next
}

# A failure may go on over several lines, up to its place in the source.
/^[0-9]+: FAIL!/ {
    failing[$1] = 1
}

failing[$1] {
    print
    if ($2 == "Loc:")
        failing[$1] = 0
    next
}

/^[0-9]+: (XPASS|QFATAL|   Loc: |   Actual|   Expected|.*runtime error: |.*ERROR: |.*WARNING: ThreadSanitizer|    #[0-9] )/ {
    print
    next
}

# " 3/12 Test  #7: test_text ....   Passed    0.01 sec"
/^ *[0-9]+\/[0-9]+ Test +#[0-9]+: / {
    print
    id = $0
    sub(/^[^#]*#/, "", id)
    id = id + 0
    good = $0 ~ / Passed +[0-9.]+ sec/
    if (!qtest[id] || (!good && failed[id] == 0))
        good ? ++passed[id] : ++failed[id]
    next
}

END {
    for (id in passed) p += passed[id]
    for (id in failed) f += failed[id]
    for (id in skipped) s += skipped[id]
    printf "tally %d %d %d\n", p, f, s
}
