# SPDX-License-Identifier: Apache-2.0
# The commands of ./dev, run inside the environment.

. "$project/.dev/test.sh"

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
    fail "there is no display, and the text presentation is not built yet."
}

command_screenshots() {
    fail "the window's screenshots are not built yet."
}

command_bench() {
    build_silently rulewright_bench
    exec "$project/build/release/tests/rulewright_bench" "$@"
}

command_fuzz() {
    fail "fuzzing is not built yet."
}

command_lint() {
    fail "lint is not built yet."
}

command_shell() {
    if [ $# = 0 ]; then
        exec bash
    fi
    exec "$@"
}
