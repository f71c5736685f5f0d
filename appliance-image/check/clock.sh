#!/usr/bin/env bash
# What the box makes of a board that did not keep the time, on any machine. Prints `ok …` and `FAILED …`.
set -Eeuo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SOTRUONG_ROOT=$work LIMIT=2
failed=0
saved=$work/var/lib/systemd/timesync/clock
mkdir -p "$work"/{run/sotruong,run/systemd/timesync,sys/class/rtc/rtc0,var/lib/systemd/timesync}

is() {  # is WHAT EXPECTED LEAST-SECONDS MOST-SECONDS
    local began=$SECONDS told took
    "$here/files/opt/sotruong/bin/clock" 2>/dev/null
    took=$((SECONDS - began))
    told=$(cat "$work/run/sotruong/clock.json")
    if [ "$told" = "$2" ] && ((took >= $3 && took <= $4)); then echo "ok      $1"; else echo "FAILED  $1: $told after $took s"; failed=1; fi
}

is 'the first start of all holds it against nothing' '{"kept":null,"synchronized":false}' 0 1
touch -d '2026-11-22 08:00 UTC' "$saved"
date -u -d '2026-11-23 06:00 UTC' +%s >"$work/sys/class/rtc/rtc0/since_epoch"
is 'a board that kept the time opens at once' '{"kept":true,"synchronized":false}' 0 1
date -u -d '2020-01-01 00:00 UTC' +%s >"$work/sys/class/rtc/rtc0/since_epoch"
is 'one that did not waits for a time server, and not for ever' '{"kept":false,"synchronized":false}' 1 4
touch "$work/run/systemd/timesync/synchronized"
is 'once the time came it opens' '{"kept":false,"synchronized":true}' 0 1
rm -r "$work/sys/class/rtc/rtc0"
is 'no clock on the board is the same' '{"kept":false,"synchronized":true}' 0 1
exit $failed
