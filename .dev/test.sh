# SPDX-License-Identifier: Apache-2.0
# ./dev test: build, run every test, and say how long each step took and what passed, failed and was skipped.

steps=()

# step NAME COMMAND…: runs the command and remembers how long it took.
step() {
    local name=$1 start=$SECONDS status=0
    shift
    printf '== %s\n' "$name"
    "$@" || status=$?
    steps+=("$(printf '%5d s  %s%s' $((SECONDS - start)) "$name" "$([ $status = 0 ] || echo ' (failed)')")")
    return $status
}

# run_tests PRESET [CTEST ARGUMENT…]: the log keeps everything; the terminal shows results and what went wrong.
run_tests() {
    local log=$project/build/$1/tests.log preset=$1 status
    shift
    (cd "$project" && ctest --preset "$preset" --parallel "${CTEST_PARALLEL_LEVEL:-2}" --verbose "$@" >"$log" 2>&1)
    status=$?
    tally "$log" | grep -v '^tally '
    if [ $status != 0 ]; then
        printf 'The whole log is %s\n' "$log"
    fi
    return $status
}

# tally LOG: from ctest's verbose log, each program's result, what failed in it, each skipped test with its reason, and
# a last line "tally PASSED FAILED SKIPPED". A program that is no QtTest counts as one test, and so does one that
# failed without a failed test function: it crashed, or took too long.
tally() {
    awk -f "$project/.dev/tally.awk" "$1"
}

# summary STATUS PRESET…: how long each step took, then the counts alone on the last line. A step that failed before
# any test did (a build that broke) counts as one failure.
summary() {
    local status=$1 preset log passed=0 failed=0 skipped=0 word p f s
    shift
    printf '\n'
    printf '%s\n' "${steps[@]}"
    for preset in "$@"; do
        log=$project/build/$preset/tests.log
        [ -f "$log" ] || continue
        read -r word p f s < <(tally "$log" | grep '^tally ')
        passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
        if [ "$s" != 0 ]; then
            printf '%s: %s tests skipped because:\n' "$preset" "$s"
            tally "$log" | sed -n 's/^SKIP.*) //p' | sort | uniq -c | sort -rn
        fi
    done
    [ "$status" = 0 ] || [ "$failed" != 0 ] || failed=1
    printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
}

command_test() {
    local presets=(dev) preset status=0
    steps=("$(printf '%5d s  the compilers and libraries' "${RULEWRIGHT_SETUP_SECONDS:-0}")")
    if [ "${1:-}" = --ci ]; then
        presets=(asan tsan-core)
        shift
    fi
    for preset in "${presets[@]}"; do
        rm -f "$project/build/$preset/tests.log"
        step "$preset: configure" configure "$preset" &&
            step "$preset: build" build "$preset" &&
            step "$preset: tests" run_tests "$preset" "$@" || status=1
    done
    summary "$status" "${presets[@]}"
    return $status
}
