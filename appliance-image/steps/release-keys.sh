#!/usr/bin/env bash
# release-keys.sh OUT: the maker's keys for signing updates, made once, kept by the maker outside this repository.
#   OUT/ca.pem          goes into every image (build with RELEASE_CA=OUT/ca.pem)
#   OUT/ca.key          goes into a safe, on paper or on a stick that is otherwise never plugged in
#   OUT/release.{pem,key}  signs bundles; two years; a new one is made with the CA: release-keys.sh OUT renew
set -Eeuo pipefail
umask 077
out=${1:?release-keys.sh OUT [renew]}
what=${2:-new}
name=${SOTRUONG_KEYS_NAME:-So Truong}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
top=$(git -C "$here" rev-parse --show-toplevel 2>/dev/null || echo "$here")

mkdir -p "$out"
out=$(cd "$out" && pwd -P)
case $out/ in
    "$top"/.cache/*) ;;
    "$top"/*) echo "release-keys: $out lies inside the repository; keep keys elsewhere" >&2; exit 2 ;;
esac

if [ "$what" = new ]; then
    if [ -e "$out/ca.key" ]; then
        echo "release-keys: there are keys in $out already; nothing was changed" >&2
        exit 2
    fi
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-384 -nodes -sha384 -days 10950 \
        -subj "/CN=$name updates CA" -addext 'basicConstraints=critical,CA:TRUE,pathlen:0' \
        -addext 'keyUsage=critical,keyCertSign,cRLSign' -keyout "$out/ca.key" -out "$out/ca.pem" 2>/dev/null
fi

# a new leaf is whole before the old one goes
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$name release $(date -u +%Y-%m-%d)" \
    -keyout "$out/release.key.new" -out "$out/release.csr" 2>/dev/null
openssl x509 -req -in "$out/release.csr" -CA "$out/ca.pem" -CAkey "$out/ca.key" -days 730 -sha256 \
    -set_serial "0x$(openssl rand -hex 15)" -out "$out/release.pem.new" -extfile <(printf '%s\n' \
    'basicConstraints=critical,CA:FALSE' 'keyUsage=critical,digitalSignature' 'extendedKeyUsage=emailProtection') 2>/dev/null
openssl verify -CAfile "$out/ca.pem" "$out/release.pem.new" >/dev/null
mv "$out/release.key.new" "$out/release.key"
mv "$out/release.pem.new" "$out/release.pem"
rm -f "$out/release.csr"
chmod 0644 "$out/ca.pem" "$out/release.pem"
