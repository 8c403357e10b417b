# Sourced by app/run and tests/run: installs what the build needs, configures and builds.
# The libraries are not listed here: they are the  need(... PACKAGE)  lines of the CMakeLists.txt files.
# shellcheck shell=bash disable=SC2034

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# What no CMake line asks for: the tools, and what the program loads while it runs.
program_packages="g++ cmake ninja-build fonts-inter fonts-jetbrains-mono fonts-dejavu-core fonts-dejavu-extra
    libgl1-mesa-dri libegl1 libxcursor1 libxi6 libxinerama1 libxrandr2"
test_packages="ccache ffmpeg python3-numpy xauth xclip xdotool xvfb"
# The sources are formatted by this version; Debian 12 has it.
if [ "$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release 2>/dev/null)" = bookworm ]; then
    test_packages+=" clang-format-14"
fi

say() { printf 'poolwalk: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# The packages named by the need() lines of one file.
needed_by() { sed -n 's/^ *need([A-Za-z0-9_:]\{1,\} \([a-z0-9.+-]\{1,\}\))$/\1/p' "$root/$1"; }

# Those of the named packages that are not installed.
missing() {
    {
        # It fails, and says so, when it has never heard of a package: expected here.
        dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true
        printf '%s\n' "$@"
    } | awk 'NF == 2 { if ($1 == "installed") there[$2] = 1; next } !($1 in there)'
}

# The tail of a log whose command failed, then the reason.
fail_with() {
    tail -n 20 "$1" >&2
    fail "$2"
}

install_packages() {
    if ! command -v dpkg-query apt-get >/dev/null; then
        say "apt-get is not here, so nothing is installed; the configuration names what is missing"
        return
    fi
    local lacking log as_root=() package
    # shellcheck disable=SC2046  # one word a package
    mapfile -t lacking < <(missing $(printf '%s\n' "$@" | sort -u))
    [ ${#lacking[@]} -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null ||
            fail "these packages are missing and only root can install them: apt-get install ${lacking[*]}"
        as_root=(sudo)
    fi
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300)
    say "installing ${lacking[*]}"
    log=$(mktemp)
    # An unreachable third-party source fails the update and may not matter; the installation tells.
    "${apt[@]}" update >"$log" 2>&1 </dev/null || say "apt-get update had errors; going on"
    for package in "${lacking[@]}"; do
        apt-cache show --no-all-versions "$package" >/dev/null 2>&1 ||
            fail_with "$log" "no source of this machine has $package (Poolwalk is made for Debian 12 and later)"
    done
    "${apt[@]}" install --no-install-recommends "${lacking[@]}" >>"$log" 2>&1 </dev/null ||
        fail_with "$log" "apt-get could not install ${lacking[*]}"
    rm -f "$log"
}

# The build folder of a preset, as CMakePresets.json has it.
folder_of() {
    case $1 in
        release | bench) printf '%s\n' "$root/build" ;;
        *) printf '%s\n' "$root/build-$1" ;;
    esac
}

# configure PRESET -DNAME=VALUE...: only when the tree is new or an option differs; ninja itself sees to
# changed CMakeLists.txt files.
configure() {
    local preset=$1 dir cache known wanted option same=yes log
    shift
    dir=$(folder_of "$preset")
    cache=$dir/CMakeCache.txt
    [ -f "$dir/build.ninja" ] || same=no
    known=$(sed -nE 's/^([A-Za-z0-9_]+):[A-Z]+=/\1=/p' "$cache" 2>/dev/null) || true
    mapfile -t wanted < <(cd "$root" && cmake --preset "$preset" -N |
        sed -nE '/^Preset environment/q; s/^  ([A-Za-z0-9_]+)="(.*)"$/\1=\2/p')
    for option in "${wanted[@]}" "${@#-D}"; do
        grep -qxF -- "$option" <<<"$known" || same=no
    done
    [ $same = no ] || return 0
    # A checkout that was moved or copied with its build folder: CMake would refuse the old cache.
    if [ -f "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$cache"; then
        rm -rf "$cache" "$dir/CMakeFiles"
    fi
    log=$(mktemp)
    (cd "$root" && cmake --preset "$preset" "$@") >"$log" 2>&1 || fail_with "$log" "the configuration failed"
    rm -f "$log"
}

# build DIR TARGET...
build() {
    local dir=$1
    shift
    NINJA_STATUS='[%f/%t] ' ninja -C "$dir" -j "$(nproc)" "$@" 2>&1 | show_progress >&2 || fail "the build failed"
}

# What ninja says, on one line of a terminal or else a line at each quarter; warnings and errors whole.
show_progress() {
    local line count total quarter shown=0 open=no columns=80
    [ ! -t 1 ] || columns=$(tput cols 2>/dev/null || echo 80)
    while IFS= read -r line; do
        if [[ $line =~ ^\[([0-9]+)/([0-9]+)\]\ (.*) ]]; then
            count=${BASH_REMATCH[1]} total=${BASH_REMATCH[2]}
            [[ ${BASH_REMATCH[3]} != Re-* ]] || continue
            if [ -t 1 ]; then
                printf '\r\033[K%s' "${line:0:columns-1}"
                open=yes
            else
                quarter=$((4 * count / total))
                [ "$quarter" -eq "$shown" ] || printf 'poolwalk: built %d of %d\n' "$count" "$total"
                shown=$quarter
            fi
        elif [[ $line != "ninja: Entering directory"* && $line != "ninja: no work to do." && $line != "-- "* ]]; then
            [ $open = no ] || printf '\n'
            open=no
            printf '%s\n' "$line"
        fi
    done
    [ $open = no ] || printf '\r\033[K'
}
