#!/bin/sh
# Kiem tra va mo bo sao luu bang cong cu pho thong (checks and opens a backup set with stock tools):
# openssl 3, sha512sum, unzip, python3; par2 when something is damaged.
#
#   sh tools/kiemtra.sh                        chi kiem tra / check only
#   sh tools/kiemtra.sh OUT the1.txt the2.txt  kiem tra roi mo vao thu muc OUT / check, then open into OUT
#
# Exit code 0: everything right. 1: refused, the reason is said. 2: wrong usage.
set -eu
umask 077
LC_ALL=C
export LC_ALL

say() { printf '%s\n' "$*" >&2; }
refuse() { say "kiemtra.sh: $*"; exit 1; }

start=$(pwd)
set_folder=$(cd "$(dirname "$0")/.." && pwd)

full_path() {
  case $1 in
    /*) printf '%s\n' "$1" ;;
    *) printf '%s\n' "$start/$1" ;;
  esac
}

cd "$set_folder"
say "1. chu ky (signature)"
openssl cms -verify -cades -inform DER -binary -partial_chain -no_check_time \
  -in tagmanifest-sha512.txt.p7s -content tagmanifest-sha512.txt \
  -CAfile data/keys/may.pem -out /dev/null 2>/dev/null \
  || refuse "chu ky sai (the signature does not hold): repair a copy with 'par2 repair -B . parity/set.par2', then try again"
openssl x509 -in data/keys/may.pem -noout -fingerprint -sha256 | sed 's/^/   may (device) /' >&2

say "2. tong kiem tra (checksums)"
sha512sum -c --quiet --strict tagmanifest-sha512.txt manifest-sha512.txt >&2 \
  || refuse "tep hong (files are damaged): copy the set to a disk, run 'par2 repair -B . parity/set.par2' in the copy, then try again"

if [ $# -eq 0 ]; then
  say "bo sao luu nguyen ven (the set is whole)"
  exit 0
fi
[ $# -ge 2 ] || { say "usage: kiemtra.sh [OUT card1.txt card2.txt ...]"; exit 2; }

out=$(full_path "$1")
shift
mkdir -p "$out"
memory=/dev/shm
[ -d "$memory" ] && [ -w "$memory" ] || memory=$out
secret=$(mktemp -d "$memory/the.XXXXXX")
trap 'rm -rf "$secret"' EXIT
trap 'exit 1' HUP INT TERM

say "3. the khoa (key cards)"
for card in "$@"; do
  cat "$(full_path "$card")"
  printf '\n'
done > "$secret/cards"
python3 tools/recover.py "$secret/cards" > "$secret/passphrase" || exit 1

say "4. mo (open) -> $out"
for kind in mo log csdl; do
  : > "$out/$kind.zip"
  for volume in data/*/*/"$kind"-[0-9][0-9][0-9].zip.p7m; do
    # openssl leaves plain text behind when a seal is broken: only its exit code is believed
    openssl cms -decrypt -inform DER -binary -in "$volume" -recip data/keys/luu-tru.pem \
      -inkey data/keys/luu-tru.p8.pem -passin "file:$secret/passphrase" -out "$out/piece" \
      || { rm -f "$out/piece" "$out/$kind.zip"; refuse "khong mo duoc (does not open): $volume"; }
    cat "$out/piece" >> "$out/$kind.zip"
    rm -f "$out/piece"
  done
  unzip -q -o "$out/$kind.zip" -d "$out/$kind" || refuse "zip hong (broken zip): $kind"
  rm -f "$out/$kind.zip"
done
say "xong (done): $out/mo/*.csv, $out/log/nhat-ky.jsonl, $out/csdl/csdl.sqlite"
