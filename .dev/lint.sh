# SPDX-License-Identifier: Apache-2.0
# ./dev lint: the style of what changed since main, or of everything.

# The C++ files to look at: those that differ from origin/main (or from the commit before), or all.
lint_files() {
    local base
    if [ "$1" = all ]; then
        git -C "$project" ls-files
    else
        base=$(git -C "$project" merge-base HEAD origin/main 2>/dev/null) || base=HEAD
        [ "$base" != "$(git -C "$project" rev-parse HEAD)" ] || base=HEAD~1
        git -C "$project" diff --name-only --diff-filter=d "$base" 2>/dev/null
        git -C "$project" ls-files --others --exclude-standard
    fi | grep -E '^(app|core|ui|tests)/.*\.(cpp|h)$' | sort -u
}

# lint [--all] [--fix]
command_lint() {
    local scope=changed fix=no argument files sources status=0
    for argument in "$@"; do
        case $argument in
        --all) scope=all ;;
        --fix) fix=yes ;;
        *) fail "lint knows --all and --fix, not $argument." ;;
        esac
    done
    cd "$project" || exit
    mapfile -t files < <(lint_files $scope)
    printf '== %d files\n' ${#files[@]}
    if [ ${#files[@]} -gt 0 ]; then
        if [ $fix = yes ]; then
            clang-format -i "${files[@]}"
        else
            clang-format --dry-run --Werror "${files[@]}" || status=1
        fi
        missing_licence "${files[@]}" || status=1
        mapfile -t sources < <(printf '%s\n' "${files[@]}" | grep -E '^(app|core|ui)/.*\.cpp$')
        if [ ${#sources[@]} -gt 0 ]; then
            printf '== clang-tidy\n'
            build dev >"$project/build/lint.log" 2>&1 || fail "the dev build failed; see build/lint.log."
            printf '%s\n' "${sources[@]}" |
                xargs -P 2 -n 4 clang-tidy -p build/dev --quiet --extra-arg=-Wno-unknown-warning-option || status=1
        fi
    fi
    printf '== packaging\n'
    desktop-file-validate packaging/org.rulewright.Rulewright.desktop || status=1
    appstreamcli validate --no-net --override=url-homepage-missing=info packaging/org.rulewright.Rulewright.metainfo.xml || status=1
    return $status
}

# Every source file begins with its licence.
missing_licence() {
    local file missing=0
    for file in "$@"; do
        head -n 1 "$file" | grep -q 'SPDX-License-Identifier: Apache-2.0' && continue
        printf '%s: the first line must be // SPDX-License-Identifier: Apache-2.0\n' "$file"
        missing=1
    done
    return $missing
}
