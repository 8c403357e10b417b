#!/usr/bin/env bash
# tests/fresh_machine.sh bookworm|trixie [--tests | --page]: what a newcomer meets. In a Debian that holds nothing
# yet, once as root and once as a user with sudo, runs app/run (and tests/run) on the committed tree, twice; --page:
# as root app/web/build alone.
# Needs root and debootstrap; packages come from where this machine's own do.
set -euo pipefail

release=${1:?bookworm or trixie}
also=${2-}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck disable=SC2016  # apt-get fills these in
mirror=$(apt-get indextargets --format '$(LABEL) $(SITE)' 'Created-By: Packages' |
    awk '$1 == "Debian" { print $2; exit }')
machine=$(mktemp -d)
failures=0

clean_up() {
    local mounted
    awk -v under="$machine/" 'index($2, under) == 1 { print $2 }' /proc/mounts | sort -r |
        while read -r mounted; do umount "$mounted" || umount -l "$mounted"; done
    ! grep -qF " $machine/" /proc/mounts || { echo "still mounted, so not removed: $machine" >&2; return; }
    rm -rf --one-file-system "$machine"
}
trap clean_up EXIT
trap 'exit 1' INT TERM HUP

echo "making a $release with nothing in it"
debootstrap --variant=minbase "$release" "$machine/base" "$mirror" >"$machine/log" 2>&1 ||
    { tail -n 5 "$machine/log"; exit 1; }
# How this machine reaches its mirror (a proxy, a clock that is off) is not what is tried here.
apt-config dump | grep '^Acquire::' >"$machine/base/etc/apt/apt.conf.d/99-as-outside" || true

# furnish WHO: a copy of the empty machine with the tree in /home/poolwalk
furnish() {
    local at=$machine/$1
    cp -a "$machine/base" "$at"
    cp /etc/resolv.conf "$at/etc/resolv.conf"
    mkdir -p "$at/home/poolwalk" "$at/dev/shm"
    git -C "$root" archive HEAD | tar -x -C "$at/home/poolwalk"
    mount -t proc proc "$at/proc"
    mount -t tmpfs tmpfs "$at/dev/shm"
    # Tests open terminals of their own.
    mkdir -p "$at/dev/pts"
    mount -t devpts -o newinstance,ptmxmode=0666 devpts "$at/dev/pts"
    ln -sf pts/ptmx "$at/dev/ptmx"
    if [ "$1" = user ]; then
        chroot "$at" sh -c 'apt-get -q update && apt-get -q -y install --no-install-recommends sudo' \
            >"$machine/log" 2>&1 || { tail -n 5 "$machine/log"; exit 1; }
        chroot "$at" useradd --home-dir /home/poolwalk --shell /bin/bash user
        echo 'user ALL=(ALL) NOPASSWD: ALL' >"$at/etc/sudoers.d/user"
        chroot "$at" chown -R user:user /home/poolwalk
    fi
}

# try WHO WHAT COMMAND: says whether it worked, and how long it took
try() {
    local who=$1 what=$2 began=$SECONDS
    if chroot --userspec="$who" "$machine/$who" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
        HOME=/home/poolwalk bash -c "cd /home/poolwalk && $3" </dev/null; then
        echo "ok: $release as $who: $what: $((SECONDS - began)) s"
    else
        echo "FAILED: $release as $who: $what"
        failures=$((failures + 1))
    fi
}

case $also in
    --page)
        furnish root
        try root "app/web/build" "app/web/build && test -s build-web/poolwalk.html"
        try root "app/web/build again" "app/web/build"
        ;;
    *)
        for who in root user; do
            furnish $who
            try $who "app/run" "app/run && test -s build/poolwalk.png && test -s build/poolwalk.gif"
            try $who "app/run again, with a command" "time app/run list ties"
            [ "$also" != --tests ] || try $who "tests/run" "tests/run"
        done
        ;;
esac
[ "$failures" -eq 0 ] || { echo "$release: $failures failed"; exit 1; }
echo "$release: a fresh machine builds and runs Poolwalk"
