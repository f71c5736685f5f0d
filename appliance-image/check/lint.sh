#!/usr/bin/env bash
# What can be said of scripts, units and boot menu without starting them. Prints `ok …` and `FAILED …`.
# Units: the three programs score 2.0 at most by systemd-analyze; the helpers that must be root are told with theirs.
set -Eeuo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
units=$here/files/etc/systemd/system
programs='sotruong-app sotruong-courier sotruong-backup'
failed=0

ok() { echo "ok $*"; }
bad() { echo "FAILED $*"; failed=1; }
missing() { ! command -v "$1" >/dev/null && echo "NOT RUN  appliance lint: $1 is not installed"; }

scripts() {
    { echo "$here/../sotruong"; grep -rlE --exclude='*.md' '^#!.*(bash|sh)$' "$here"; } | LC_ALL=C sort
}

score() { systemd-analyze security --offline=true --no-pager "$1" 2>/dev/null | awk '/Overall exposure/ { print $(NF - 2) }' || true; }

check_scripts() {
    local found
    # again with what they read in; that reads /etc/os-release as well, whose names are not ours
    if found=$(scripts | xargs shellcheck --severity=warning --external-sources --source-path=SCRIPTDIR 2>&1 \
        && scripts | xargs shellcheck --severity=warning --external-sources --source-path=SCRIPTDIR --check-sourced \
            --exclude=SC2034 2>&1); then
        ok "shellcheck has nothing to say of $(scripts | wc -l) scripts"
    else
        echo "$found"
        bad "shellcheck"
    fi
}

check_units() {
    local name unit points
    for name in $programs; do
        points=$(score "$units/$name.service")
        if awk -v p="${points:-10}" 'BEGIN { exit !(p <= 2.0) }'; then ok "$name scores $points (2.0 at most)"; else bad "$name scores ${points:-nothing}"; fi
    done
    for unit in "$units"/sotruong-*.service; do
        name=$(basename "$unit" .service)
        case " $programs " in *" $name "*) ;; *) ok "$name, a helper, scores $(score "$unit")" ;; esac
    done
}

check_bringing() {      # only a stick has files of another machine's user; only a drive is read by its device
    local stick drive
    stick=$(of_instance sotruong-bring@stick.service)
    drive=$(of_instance sotruong-bring@sr0.service)
    if grep -q '✗ .*CAP_(DAC_' <<<"$stick" && grep -q '✓ .*CAP_(DAC_' <<<"$drive"; then
        ok "a set is brought in past owners from a stick alone"
    else
        bad "sotruong-bring@: a stick and nothing else needs CAP_DAC_READ_SEARCH"
    fi
    if grep -q block-sr <<<"$drive" && ! grep -q block-sr <<<"$stick"; then
        ok "and by its device from a drive alone"
    else
        bad "sotruong-bring@: a drive and nothing else needs devices"
    fi
}
of_instance() { SYSTEMD_UNIT_PATH=$units systemd-analyze security --offline=true --no-pager "$1" 2>/dev/null || true; }

check_boot() {
    if grub-script-check "$here/arch/grub.cfg"; then ok "grub reads its menu"; else bad "grub.cfg"; fi
}

check_hosts() {     # no mirror and no machine of ours is named
    local found
    found=$(grep -rnE 'https?://[a-z0-9.-]+' "$here" --include='*' | grep -vE '//(maven.apache.org/(POM|xsd)|www.w3.org|127\.0\.0\.1|localhost|sotruong\.local|IP)' || true)
    if [ -z "$found" ]; then ok "no host is named"; else echo "$found"; bad "a host is named"; fi
}

missing shellcheck || check_scripts
missing systemd-analyze || { check_units; check_bringing; }
missing grub-script-check || check_boot
check_hosts
exit $failed
