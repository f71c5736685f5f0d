#!/bin/sh
# Verifies and opens a bundle with openssl, sha256sum and Python's standard library, in the one lawful order (BUNDLE.md).
# Prints "ok N" (N changes) and exits 0, or the reason for refusing it and exits 1. Leaves the changes in DIR, if given.
#   kiemtra.sh BUNDLE CA.pem RECIPIENT.pem RECIPIENT.key [DIR]
here=$(dirname "$0")
bundle=$1 ca=$2 recipient=$3 key=$4
work=$(mktemp -d) || exit 3
trap 'rm -rf "$work"' EXIT
no() {
    echo "$1"
    exit 1
}
step() {
    python3 "$here/kiemtra.py" "$@" 2>>"$work/errors" || exit 1
}

step container "$bundle" "$work"
openssl cms -verify -cades -inform DER -binary -in "$work/label.json.p7s" -content "$work/label.json" \
    -CAfile "$ca" -signer "$work/signer.pem" -out /dev/null 2>>"$work/errors" || no label_signature
subject=$(openssl x509 -in "$work/signer.pem" -noout -subject -nameopt RFC2253)
print=$(openssl x509 -in "$work/signer.pem" -outform DER | sha256sum | cut -d' ' -f1)
step label "$work" "$subject" "$print"
step whole "$bundle" "$work"
body=$(sha256sum "$work/body.p7m" | cut -d' ' -f1)
[ "$body" = "$(cat "$work/body_sha256")" ] || no body_hash
openssl cms -decrypt -inform DER -binary -in "$work/body.p7m" -recip "$recipient" -inkey "$key" \
    -out "$work/body.zip" 2>>"$work/errors" || no seal
step body "$work"
if [ -n "$5" ]; then
    cp "$work/changes.jsonl" "$5/"
fi
echo "ok $(cat "$work/count")"
