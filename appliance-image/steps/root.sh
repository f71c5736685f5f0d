# shellcheck shell=bash
# Debian's part of the root file system: a tar, made once for a package list and a state of the archive.

suite=trixie

# The building machine's own sources with the suite replaced: no mirror is named in this project.
apt_sources() {
    local own
    own=$(. /etc/os-release && [ "$ID" = debian ] && echo "$VERSION_CODENAME") \
        || fail "the image is built on Debian: this machine's package sources are taken with $suite in place of its suite"
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null | sort -u \
        | while read -r uri release component; do
            [ "$component" = main ] || continue
            case $release in
                "$own" | "$own-updates" | "$own-security") echo "deb $uri ${release/$own/$suite} main" ;;
            esac
        done
}

# hindrance: why Debian's part cannot be made on this machine; nothing, and 0, when it can
hindrance() (
    exec 2>&1
    sources=$(apt_sources) || { echo "$sources"; exit 4; }
    [ -n "$sources" ] || { echo "no Debian package sources on this machine"; exit 4; }
    (archive_state <(echo "$sources") >/dev/null) || exit 4
)

# archive_state SOURCES: the hash of the signed lists of contents; another state, another base
archive_state() {
    local sources=$1 work
    work=$(mktemp -d)
    local number=0
    while read -r _ uri release _; do
        number=$((number + 1))
        /usr/lib/apt/apt-helper download-file "${uri%/}/dists/$release/InRelease" "$work/$number" >/dev/null 2>&1 \
            || { rm -rf "$work"; fail "cannot reach the package archive for $release; is there a network?"; }
    done <"$sources"
    cat "$work"/* | sha256sum | cut -c1-16
    rm -rf "$work"
}

make_base() {   # sets $base: a tar of Debian alone
    need_tools mmdebstrap apt-get tar
    mkdir -p "$cache"
    local sources=$cache/sources.list packages key
    apt_sources >"$sources"
    [ -s "$sources" ] || fail "this machine has no Debian package sources to build from"
    packages=$(asked_packages | LC_ALL=C sort -u | paste -sd,)
    local rule=$here/files/usr/lib/udev/rules.d/61-sotruong-disk.rules hook=$here/files/etc/initramfs-tools/hooks/sotruong-disk
    key=$( (echo "$packages"; archive_state "$sources"; cat "$here/steps/root.sh" "$rule" "$hook") | sha256sum | cut -c1-16)
    base=$cache/base-$arch-$key.tar
    [ ! -f "$base" ] || { say "Debian's part is as it was"; return 0; }
    find "$cache" -maxdepth 1 -name 'base-*.tar' -delete
    mmdebstrap --mode=root --variant=minbase --architectures="$arch" --format=tar --include="$packages" \
        --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
        --dpkgopt='path-include=/usr/share/doc/*/copyright' --dpkgopt='path-exclude=/usr/share/locale/*' \
        --dpkgopt='path-include=/usr/share/locale/locale.alias' \
        --aptopt='Acquire::Retries "3"' --aptopt='Acquire::Check-Valid-Until "false"' \
        --customize-hook='echo squashfs >>"$1/etc/initramfs-tools/modules"' \
        --customize-hook="install -D -m 644 -t \"\$1/usr/lib/udev/rules.d\" '$rule'" \
        --customize-hook="install -D -m 755 -t \"\$1/etc/initramfs-tools/hooks\" '$hook'" \
        --customize-hook='chroot "$1" update-initramfs -u' \
        --customize-hook='chroot "$1" dpkg-query -W -f "\${Package}=\${Version}\n" >"$1/usr/lib/packages.list"' \
        "$suite" "$base.making" "$sources" </dev/null >"$cache/base.log" 2>&1 \
        || { tail -n 15 "$cache/base.log" >&2; fail "Debian's part could not be made: see $cache/base.log"; }
    mv "$base.making" "$base"
}
