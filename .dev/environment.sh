# SPDX-License-Identifier: Apache-2.0
# Where the project is built: on this machine as it is, or in a private Debian 13 root.
# Sourced by ./dev, which sets `project`. Nothing else in the project knows which of the two it was.

cache=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/rulewright
packages_file=$project/.dev/packages

say() { printf 'dev: %s\n' "$*" >&2; }
fail() { say "$*"; exit 2; }

packages() { grep -v '^#' "$packages_file"; }

# The compiler to use natively: g++-14 by name first, since a machine's g++ may be an older one.
native_compiler() {
    local candidate
    for candidate in g++-14 g++-15 g++-16 g++ clang++-19 clang++; do
        command -v "$candidate" >/dev/null 2>&1 || continue
        if printf '#include <expected>\n#include <print>\nint main() { std::println("{}", std::expected<int, int>(0).value()); }\n' |
            "$candidate" -std=c++23 -x c++ -fsyntax-only - >/dev/null 2>&1; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

# Succeeds where this machine has everything, and sets native_cxx. A success is remembered until the
# probe, the compiler or the installed packages change.
native_works() {
    local key stamp folder
    command -v cmake >/dev/null 2>&1 && command -v ninja >/dev/null 2>&1 || return 1
    key=$({ cat "$project"/.dev/probe/*; cmake --version; g++-14 --version; g++ --version
        stat -c %Y /var/lib/dpkg/status; } 2>/dev/null | sha256sum | cut -c1-12)
    stamp=$cache/native-$key
    if [ -s "$stamp" ]; then
        native_cxx=$(cat "$stamp")
        return 0
    fi
    native_cxx=$(native_compiler) || return 1
    folder=$(mktemp -d) || return 1
    if CXX=$native_cxx cmake -S "$project/.dev/probe" -B "$folder" -G Ninja >/dev/null 2>&1 &&
        cmake --build "$folder" >/dev/null 2>&1 && "$folder/probe" >/dev/null 2>&1; then
        printf '%s\n' "$native_cxx" >"$stamp"
    else
        native_cxx=
    fi
    rm -rf "$folder"
    [ -n "$native_cxx" ]
}

is_debian_13_or_newer() {
    local ID='' VERSION_ID=''
    [ -r /etc/os-release ] && . /etc/os-release
    [ "$ID" = debian ] && [ "${VERSION_ID%%.*}" -ge 13 ] 2>/dev/null
}

# Installs the named packages of the machine's own distribution. A mirror can hiccup, so three tries; where apt's
# unprivileged user cannot work (a container, a /tmp of root's own), the later tries do without it.
install_here() {
    local try options=()
    for try in 1 2 3; do
        if { apt-get "${options[@]}" update &&
            DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" install -y --no-install-recommends "$@"; } \
            >"$cache/apt.log" 2>&1; then
            return 0
        fi
        say "apt-get failed (try $try of 3): $(grep -a -m1 '^E:' "$cache/apt.log" || tail -n 1 "$cache/apt.log")"
        options=(-o APT::Sandbox::User=root)
        sleep $((try * 3))
    done
    return 1
}

# Makes sure that the tools which make and enter a private root are here.
root_tools() {
    local missing=()
    command -v mmdebstrap >/dev/null 2>&1 || missing+=(mmdebstrap)
    command -v bwrap >/dev/null 2>&1 || missing+=(bubblewrap)
    [ "$(id -u)" = 0 ] || command -v newuidmap >/dev/null 2>&1 || missing+=(uidmap)
    [ ${#missing[@]} = 0 ] && return 0
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "installing ${missing[*]}"
        install_here "${missing[@]}" && return 0
        fail "could not install ${missing[*]}; see $cache/apt.log, then run ./dev again."
    fi
    fail "this machine cannot build Rulewright by itself, and a private root needs ${missing[*]}; install them (apt install ${missing[*]}) and run ./dev again."
}

# A root made without root rights belongs to subordinate user ids, and plain rm cannot remove it.
remove_tree() {
    [ -e "$1" ] || return 0
    rm -rf "$1" 2>/dev/null || mmdebstrap --unshare-helper rm -rf "$1"
}

# Sets `root`, the private root's folder, and makes it first where it is not there: under another name and
# a lock, renamed when whole, so that what has the final name is complete.
make_root() {
    local try mode=()
    root=$cache/root-$(packages | sha256sum | cut -c1-12)
    root_tools
    [ -d "$root" ] && return 0
    exec 9>"$cache/root.lock"
    flock 9
    if [ ! -d "$root" ]; then
        [ "$(id -u)" = 0 ] || mode=(--mode=unshare)
        say "making a private Debian 13 root in $root (about a minute, 1.7 GB)"
        for try in 1 2 3; do
            remove_tree "$root.part"
            if mmdebstrap "${mode[@]}" --variant=apt --include="$(packages | paste -sd,)" \
                trixie "$root.part" >"$cache/root.log" 2>&1; then
                mv "$root.part" "$root"
                break
            fi
            say "mmdebstrap failed (try $try of 3): $(grep -a -m1 '^E:' "$cache/root.log" || tail -n 1 "$cache/root.log")"
            sleep $((try * 5))
        done
    fi
    exec 9>&-
    [ -d "$root" ] || fail "could not make the private Debian 13 root; see $cache/root.log, then run ./dev again."
}

