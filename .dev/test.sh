# SPDX-License-Identifier: Apache-2.0
# ./dev test: build, run every test, and say what passed, failed and was skipped.

steps=()
test_log=

# step NAME COMMAND…: runs the command and remembers how long it took.
step() {
    local name=$1 start=$SECONDS status=0
    shift
    printf '== %s\n' "$name"
    "$@" || status=$?
    steps+=("$(printf '%4d s  %s%s' $((SECONDS - start)) "$name" "$([ $status = 0 ] || echo ': failed')")")
    return $status
}

# Runs the tests of a preset; QtTest's own output goes to the log, from which the skipped ones are counted.
run_tests() {
    local preset=$1 log=$project/build/$1/tests.log status
    shift
    (cd "$project" && ctest --preset "$preset" --parallel 2 --output-log "$log" --verbose "$@") |
        grep -E --line-buffered '^ *[0-9]+/[0-9]+ Test|^FAIL!|^XPASS|^SKIP|ERROR: |^   Loc: |runtime error: |WARNING: ThreadSanitizer'
    status=${PIPESTATUS[0]}
    cat "$log" >>"$test_log"
    return "$status"
}

command_test() {
    local presets=(dev) preset status=0 passed failed skipped
    test_log=$(mktemp)
    if [ "${1:-}" = --ci ]; then
        presets=(asan tsan-core)
        shift
    fi
    for preset in "${presets[@]}"; do
        step "$preset: configure" configure "$preset" &&
            step "$preset: build" build "$preset" &&
            step "$preset: tests" run_tests "$preset" "$@" || status=1
    done
    summary
    rm -f "$test_log"
    return $status
}
