#!/usr/bin/env bash
# tests/package.sh bookworm|trixie FILE.deb: the package that `cpack` makes, in a Debian that holds nothing yet. It is
# installed, says its version, is started by its desktop entry, opens a session by its type, and is removed again;
# nothing may be left. Needs root and debootstrap; packages come from where this machine's own do.
set -euo pipefail

release=${1:?bookworm or trixie}
deb=$(realpath "${2:?a .deb}")
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck disable=SC2016  # apt-get fills these in
mirror=$(apt-get indextargets --format '$(LABEL) $(SITE)' 'Created-By: Packages' |
    awk '$1 == "Debian" { print $2; exit }')
machine=${POOLWALK_MACHINE-$(mktemp -d)}  # one that was made before may be named
root=$machine/root

clean_up() {
    umount "$root/proc" 2>/dev/null || true
    [ -n "${POOLWALK_MACHINE-}" ] || rm -rf --one-file-system "$machine"
}
trap clean_up EXIT
trap 'exit 1' INT TERM HUP

fail() { echo "FAILED: $release: $*" >&2; exit 1; }
inside() {
    chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        HOME=/home/user XDG_RUNTIME_DIR=/home/user DISPLAY="${display-}" "$@" </dev/null
}
install() {
    inside apt-get -q -y install --no-install-recommends "$@" >"$machine/log" 2>&1 ||
        { tail -n 20 "$machine/log"; fail "apt-get install $*"; }
}
files() {
    inside find / -xdev -path /proc -prune -o -path /var -prune -o -path /tmp -prune -o -print | sort
}

[ -d "$root" ] || debootstrap --variant=minbase "$release" "$root" "$mirror" >"$machine/log" 2>&1 ||
    { tail -n 5 "$machine/log"; exit 1; }
# How this machine reaches its mirror (a proxy, a clock that is off) is not what is tried here.
apt-config dump | grep '^Acquire::' >"$root/etc/apt/apt.conf.d/99-as-outside" || true
cp /etc/resolv.conf "$root/etc/resolv.conf"
mkdir -p "$root/proc" "$root/home/user"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
inside apt-get -q update >"$machine/log" 2>&1 || { tail -n 5 "$machine/log"; fail "apt-get update"; }
# What a desktop has.
install xvfb xauth xdotool libglib2.0-bin shared-mime-info desktop-file-utils dbus-x11 psmisc fonts-dejavu-core \
    libgl1-mesa-dri libegl1
cp "$deb" "$root/home/user/poolwalk.deb"
# Its libraries stay when it goes; what is compared is what it brings itself.
depends=$(inside dpkg-deb -f /home/user/poolwalk.deb Depends | sed 's/([^)]*)//g; s/|[^,]*//g; s/,/ /g')
# shellcheck disable=SC2086  # one word a package
install $depends
before=$(files)

install /home/user/poolwalk.deb
[ "$(inside poolwalk --version)" = "poolwalk $(dpkg-deb -f "$deb" Version)" ] || fail "poolwalk --version"
inside poolwalk run --example ties >/dev/null || fail "poolwalk run"
inside desktop-file-validate /usr/share/applications/org.poolwalk.Poolwalk.desktop || fail "the desktop entry"
cp "$source/tests/sessions/version-1.json" "$root/home/user/kept.poolwalk.json"
inside gio mime application/x-poolwalk+json | grep -q org.poolwalk.Poolwalk.desktop || fail "nobody opens its type"

display=:57
inside Xvfb $display -screen 0 1280x800x24 -nolisten tcp >/dev/null 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; clean_up' EXIT
# A window of this title, or what was said instead.
expect_window() {
    local title=$1 i
    shift
    inside dbus-run-session -- "$@" >"$machine/log" 2>&1 &
    for ((i = 0; i < 200; i++)); do
        ! inside xdotool search --name "$title" >/dev/null 2>&1 || break
        sleep 0.2
    done
    inside xdotool search --name "$title" >/dev/null 2>&1 ||
        { tail -n 5 "$machine/log"; fail "$*: no window $title"; }
    inside killall poolwalk || fail "$*: it does not run"
    wait $! || true
}
sleep 2
until_closed='sleep 1; while pidof poolwalk >/dev/null; do sleep 0.1; done'
expect_window 'Poolwalk$' sh -c \
    'gio launch /usr/share/applications/org.poolwalk.Poolwalk.desktop; '"$until_closed"
expect_window '^kept.poolwalk.json.* - Poolwalk$' sh -c \
    'gio open /home/user/kept.poolwalk.json; '"$until_closed"
kill $server
wait $server 2>/dev/null || true

inside apt-get -q -y purge poolwalk >"$machine/log" 2>&1 || { tail -n 5 "$machine/log"; fail "apt-get purge"; }
# What the person made, and the desktop.
rm -rf "$root"/home/user/{kept.poolwalk.json,.local,.cache,.config,dconf}
left=$(diff <(echo "$before") <(files) | grep '^>' || true)
[ -z "$left" ] || { echo "$left"; fail "it leaves files behind"; }
echo "$release: the package is installed, opened and removed"
