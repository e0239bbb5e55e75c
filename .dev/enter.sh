# SPDX-License-Identifier: Apache-2.0
# Enters the environment: this machine or the private root. Sourced by ./dev.

# Succeeds where the folder is visible inside the private root.
bound() {
    local folder=$1/ base
    for base in /tmp "$parent" "$cache" ${shared:+"$shared"}; do
        [[ $folder == "$base"/* ]] && return 0
    done
    return 1
}

# What a window needs of the user's session; fills window_arguments.
session_arguments() {
    local name
    [ -n "${HOME:-}" ] && window_arguments+=(--bind "$HOME" "$HOME" --setenv HOME "$HOME")
    for name in DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS XDG_CURRENT_DESKTOP; do
        [ -n "${!name:-}" ] && window_arguments+=(--setenv "$name" "${!name}")
    done
    if [ -n "${XAUTHORITY:-}" ] && [ -f "$XAUTHORITY" ]; then
        window_arguments+=(--ro-bind "$XAUTHORITY" "$XAUTHORITY" --setenv XAUTHORITY "$XAUTHORITY")
    fi
    if [ -n "${XDG_RUNTIME_DIR:-}" ] && [ -d "$XDG_RUNTIME_DIR" ]; then
        window_arguments+=(--bind "$XDG_RUNTIME_DIR" "$XDG_RUNTIME_DIR" --setenv XDG_RUNTIME_DIR "$XDG_RUNTIME_DIR")
    fi
}

# Replaces this process by the given command inside the private root. The root is composed from its parts, since
# binding all of it at / fails without root rights; the environment is cleared, so that the host's PATH and
# certificates stay out.
enter_root() {
    local parent shared common name here=$PWD arguments=() window_arguments=()
    parent=$(dirname "$project")
    [ "$parent" = / ] && parent=$project
    mkdir -p "$cache/home" "$cache/ccache"
    arguments=(
        --ro-bind "$root/usr" /usr --ro-bind "$root/etc" /etc --ro-bind "$root/var" /var
        --symlink usr/bin /bin --symlink usr/sbin /sbin --symlink usr/lib /lib --symlink usr/lib64 /lib64
        --dir /run --dev-bind /dev /dev --proc /proc --bind /tmp /tmp
        --bind "$parent" "$parent" --bind "$cache" "$cache" --die-with-parent --clearenv
        --setenv PATH /usr/bin:/usr/sbin:/bin --setenv LC_ALL C.UTF-8 --setenv TERM "${TERM:-dumb}"
        --setenv HOME "$cache/home" --setenv XDG_CACHE_HOME "${cache%/rulewright}"
        --setenv CXX g++-14 --setenv RULEWRIGHT_INSIDE "$project"
    )
    # A git worktree keeps its history in its main repository.
    common=$(git -C "$project" rev-parse --path-format=absolute --git-common-dir 2>/dev/null) || common=
    if [ -n "$common" ] && [[ $common/ != "$parent"/* ]]; then
        arguments+=(--bind "$common" "$common")
    fi
    shared=${RULEWRIGHT_SHARED:-$project/../shared}
    if [ -d "$shared" ]; then
        shared=$(realpath "$shared")
        arguments+=(--ro-bind "$shared" "$shared" --setenv RULEWRIGHT_SHARED "$shared")
    else
        shared=
    fi
    for name in RULEWRIGHT_SETUP_SECONDS QT_QPA_PLATFORM CTEST_PARALLEL_LEVEL CMAKE_BUILD_PARALLEL_LEVEL CCACHE_DISABLE; do
        [ -n "${!name:-}" ] && arguments+=(--setenv "$name" "${!name}")
    done
    [ "${window:-no}" = yes ] && session_arguments
    bound "$here" || here=$project
    exec bwrap "${arguments[@]}" "${window_arguments[@]}" --chdir "$here" "$@"
}

# Replaces this process by the given command on this machine as it is.
enter_native() {
    export RULEWRIGHT_INSIDE=$project CXX=$native_cxx
    if [ -z "${RULEWRIGHT_SHARED:-}" ] && [ -d "$project/../shared" ]; then
        RULEWRIGHT_SHARED=$(realpath "$project/../shared")
        export RULEWRIGHT_SHARED
    fi
    exec "$@"
}

# Decides between this machine and a private root by trying. What that took is told to ./dev test.
choose_environment() {
    root=
    local start=$SECONDS
    prepare_environment
    export RULEWRIGHT_SETUP_SECONDS=$((SECONDS - start))
}

prepare_environment() {
    native_works && return
    if [ "$(id -u)" = 0 ] && is_debian_13_or_newer; then
        say "installing the packages that the project needs (about a minute)"
        mapfile -t wanted < <(packages)
        install_here "${wanted[@]}" && native_works && return
        say "this machine's packages do not suffice; using a private root"
    fi
    make_root
}

enter_environment() {
    if [ -n "$root" ]; then
        enter_root "$@"
    else
        enter_native "$@"
    fi
}
