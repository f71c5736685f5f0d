# shellcheck shell=bash
# What the steps share. Set by the caller: $here (appliance-image), $cache (a folder for what is made).

say() { printf 'image: %s\n' "$*" >&2; }
fail() { say "$*"; exit 3; }

need_tools() {
    local tool missing=()
    for tool; do command -v "$tool" >/dev/null || missing+=("$tool"); done
    [ ${#missing[@]} -eq 0 ] || fail "missing on this machine: ${missing[*]}"
}

timed() {   # timed NAME COMMAND...: runs it and keeps how long it took
    local name=$1 begun=$EPOCHREALTIME
    shift
    "$@"
    awk -v name="$name" -v a="$begun" -v b="$EPOCHREALTIME" 'BEGIN { printf "%s\t%.1f\n", name, b - a }' >>"$cache/times"
    say "$name: $(tail -n 1 "$cache/times" | cut -f2) s"
}

# asked_packages: the list without its comments
asked_packages() { sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$here/packages.txt"; echo "$kernel_package"; }
