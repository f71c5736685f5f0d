#!/usr/bin/env bash
# bundle.sh SLOT_IMAGE OUT.raucb: a signed update made of one system image.
#   CERT, KEY          who signs (the maker's release.pem and release.key)
#   CA                 verifies the finished bundle once more, as a box would
#   VERSION            default: the file version beside this folder
#   COMPATIBLE         default: the one in files/etc/rauc/system.conf
set -Eeuo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
image=${1:?bundle.sh SLOT_IMAGE OUT.raucb}
out=${2:?bundle.sh SLOT_IMAGE OUT.raucb}
: "${CERT:?who signs: CERT and KEY}" "${KEY:?who signs: CERT and KEY}" "${CA:?by which CA a box verifies: CA}"
version=${VERSION:-$(cat "$here/version")}
compatible=${COMPATIBLE:-$(sed -n 's/^compatible=//p' "$here/files/etc/rauc/system.conf")}

[[ $version =~ ^[0-9]{1,9}(\.[0-9]{1,9}){1,3}$ ]] || { echo "bundle: $version is no version" >&2; exit 2; }
work=$(mktemp -d "$(dirname "$out")/.bundle.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir "$work/in"
ln "$image" "$work/in/rootfs.img" 2>/dev/null || cp --reflink=auto "$image" "$work/in/rootfs.img"
cat >"$work/in/manifest.raucm" <<M
[update]
compatible=$compatible
version=$version
[bundle]
format=verity
[image.rootfs]
filename=rootfs.img
M
rauc --cert "$CERT" --key "$KEY" --keyring "$CA" bundle "$work/in" "$work/out.raucb" >"$work/log" 2>&1 \
    || { cat "$work/log" >&2; exit 1; }
mv "$work/out.raucb" "$out"
