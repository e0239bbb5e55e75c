# SPDX-License-Identifier: Apache-2.0
# The commands of ./dev, run inside the environment.

. "$project/.dev/test.sh"
. "$project/.dev/lint.sh"

export CCACHE_DIR=${cache}/ccache
export CCACHE_BASEDIR=$project
export CCACHE_SLOPPINESS=pch_defines,time_macros
export CCACHE_MAXSIZE=5G
export CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-2}

# Configures a preset where that has not been done.
configure() {
    [ -f "$project/build/$1/build.ninja" ] || (cd "$project" && cmake --preset "$1")
}

# build PRESET [TARGET…]
build() {
    local preset=$1 targets=()
    shift
    [ $# = 0 ] || targets=(--target "$@")
    configure "$preset" && cmake --build "$project/build/$preset" "${targets[@]}"
}

is_preset() {
    case $1 in dev | asan | tsan-core | release) return 0 ;; esac
    return 1
}

command_build() {
    local preset=dev
    if [ $# -gt 0 ] && is_preset "$1"; then
        preset=$1
        shift
    fi
    build "$preset" "$@"
}

# Builds release targets without a word on standard output, and shows the log where that fails.
build_silently() {
    local log=$project/build/release.log
    mkdir -p "$project/build"
    if ! build release "$@" >"$log" 2>&1; then
        cat "$log" >&2
        fail "the release build failed."
    fi
}

command_cli() {
    build_silently rulewright-cli
    exec "$project/build/release/app/cli/rulewright-cli" "$@"
}

has_display() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }

command_run() {
    build_silently rulewright rulewright-cli
    if has_display; then
        exec "$project/build/release/app/rulewright" "$@"
    fi
    local cli=$project/build/release/app/cli/rulewright-cli rule
    say "there is no display, so here is what the window would show."
    printf '== The guide of T1219, from the built-in rules\n\n'
    "$cli" guide T1219
    rule=$project/resources/rules/proc_creation_win_remote_access_tool_by_office_or_script.yml
    printf '\n== What a built-in rule matches among the built-in events\n\n'
    "$cli" match "$rule"
    printf '\n== Pictures of the window\n\n'
    command_screenshots
}

# screenshots [FOLDER [NAME…]]: all pictures, or those whose names begin so
command_screenshots() {
    local folder=${1:-$project/build/screenshots}
    [ $# -gt 0 ] && shift
    build_silently rulewright
    mkdir -p "$folder"
    # A screen as large as the pictures, so that popups stand where they do on a desk.
    QT_QPA_PLATFORM="offscreen:configfile=$project/.dev/screen.json" \
        "$project/build/release/app/rulewright" --screenshots "$(realpath "$folder")" "$@"
}

command_bench() {
    build_silently rulewright_bench rulewright_bench_window
    # `bench window` alone, `bench` both, else what the benchmarks of core are asked for.
    if [ "${1:-}" = window ] || [ $# = 0 ]; then
        "$project/build/release/tests/rulewright_bench_window" || exit
        [ $# = 0 ] || exit 0
    fi
    exec "$project/build/release/tests/rulewright_bench" "$@"
}

# fuzz [SECONDS]: what libFuzzer finds interesting is kept in build/fuzz/corpus and grows from run to run.
command_fuzz() {
    local seconds=${1:-60} target name status=0
    configure fuzz && cmake --build "$project/build/fuzz" || exit
    for target in "$project"/build/fuzz/tests/fuzz/*; do
        [ -f "$target" ] && [ -x "$target" ] || continue
        name=${target##*/}
        mkdir -p "$project/build/fuzz/corpus/$name" "$project/build/fuzz/found"
        printf '== %s\n' "$name"
        "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
            -artifact_prefix="$project/build/fuzz/found/$name-" \
            "$project/build/fuzz/corpus/$name" "$project/tests/data/fuzz/$name" || status=1
    done
    [ $status = 0 ] || say "inputs that fail are in build/fuzz/found; make each a test before mending it."
    return $status
}

command_shell() {
    if [ $# = 0 ]; then
        exec bash
    fi
    exec "$@"
}
