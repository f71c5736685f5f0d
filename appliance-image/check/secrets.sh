#!/usr/bin/env bash
# The key of the store, with the helpers that the box runs and the real systemd-creds, in a mount namespace of its own:
# this machine's /var/lib/systemd and /etc/machine-id stay as they are.
# usage: secrets.sh [WORK]     WORK: a folder for this run, kept; without it one is made and removed
# Prints `ok …`, `FAILED …` and `NOT RUN … because …`; exit 1 when something failed, 3 when it could not be tried.
set -Eeuo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
if [ "${INSIDE:-}" != yes ]; then
    if ((EUID != 0)); then echo "NOT RUN the key of the store, because mount namespaces need root"; exit 0; fi
    for each in systemd-creds jq grub-editenv setpriv unshare; do
        command -v $each >/dev/null || { echo "NOT RUN the key of the store, because $each is not installed"; exit 0; }
    done
    work=${1:-$(mktemp -d)}
    mkdir -p "$work"
    result=0
    INSIDE=yes unshare --mount --propagation private -- "$0" "$work" || result=$?
    [ -n "${1:-}" ] || rm -rf "$work"
    exit $result
fi

bin=$here/../files/opt/sotruong/bin
work=$(cd "$1" && pwd -P)
box=$work/box
failed=0
export SOTRUONG_ROOT=$box SECRETS_AS='' SECRETS_WITH_KEY=host SECRETS_REBOOT="touch $work/rebooted"

ok() { echo "ok $*"; }
bad() { echo "FAILED $*"; failed=1; }
expect() { local what=$1; shift; if "$@"; then ok "$what"; else bad "$what"; fi; }
trap 'echo "FAILED the check itself stopped at line $LINENO"; exit 3' ERR

as_machine() {  # as_machine ID: what follows runs on the machine of that id
    printf '%s\n' "$1" >"$work/machine-id"
    printf '%s\n' "$1" >"$box/etc/machine-id"
    mount --bind "$work/machine-id" /etc/machine-id
}

fresh() {
    rm -rf "$box"
    mkdir -p "$box"/{etc,run/sotruong-app,efi/grub} "$box"/var/lib/sotruong/{db,keys/unseal} \
        "$box"/var/lib/sotruong/spool/{orders,answers}/secrets "$box"/var/lib/sotruong-{creds,box}
    rm -f "$work/systemd/credential.secret" "$work/rebooted"
    as_machine "$one"
    log=$work/log
}

helper() { "$bin/secrets" "$@" >>"$log" 2>&1; }
told() { [ "$(jq -r ".$1" "$box/run/sotruong/secrets.json")" = "$2" ]; }
key() { systemd-creds decrypt --name=store.key "$box/var/lib/sotruong-creds/store.key" - 2>/dev/null; }
offers() { cmp -s "$box/run/credstore.encrypted/store.key" "$box/var/lib/sotruong-creds/store.key"; }
offers_nothing() { [ ! -e "$box/run/credstore.encrypted/store.key" ]; }
gone() { [ ! -e "$1" ]; }
order() { jq -cn --arg o "$2" '{order: $o}' >"$box/var/lib/sotruong/spool/orders/secrets/$1.json"; helper orders; }
answered() { [ "$(jq -r '"\(.done) \(.reason)"' "$box/var/lib/sotruong/spool/answers/secrets/$1.json")" = "$2" ]; }

one=11111111111111111111111111111111
two=22222222222222222222222222222222
mkdir -p "$work/systemd" "$box"
mount --bind "$work/systemd" /var/lib/systemd

fresh
helper
drawn=$(key)
expect "an empty box draws a key of 256 bits and seals it" test "${#drawn}" = 64
expect "it tells how, and that this host alone keeps it" told mode host
expect "and what that does not protect from" told warning same-disk
expect "the book's unit is offered it, sealed" offers
expect "only root reads it" test "$(stat -c %a "$box/var/lib/sotruong-creds/store.key")" = 600
expect "its number is in no log and no file" bash -c '! grep -rqaF "$0" "$1" "$2"' "$drawn" "$box" "$log"
before=$(sha256sum "$box/var/lib/sotruong-creds/store.key")
helper
expect "another start keeps it" test "$(sha256sum "$box/var/lib/sotruong-creds/store.key")" = "$before"
expect "and the same key comes out" test "$(key)" = "$drawn"

as_machine "$two"
helper
expect "in another machine it does not open, and that is told" told state unopenable
expect "nothing is offered there, so the book starts and can say so" offers_nothing
expect "the machine's own secret, which systemd threw away, is kept beside it" test -s "$box/var/lib/sotruong-creds/host.secret"
expect "what was sealed is left for the right machine" test "$(sha256sum "$box/var/lib/sotruong-creds/store.key")" = "$before"
as_machine "$one"
helper
expect "back in its own machine it opens" told state ready
expect "and is offered again" offers

printf '%s\n' "$one" >"$box/var/lib/sotruong-box/machine-id"
as_machine "$two"
helper
expect "under another id than the box's nothing is even asked" told warning other-id
expect "so that systemd throws nothing away" test -s /var/lib/systemd/credential.secret
as_machine "$one"
helper
expect "and the next start opens" told state ready

cp "$box/var/lib/sotruong-creds/store.key" "$work/kept"
head -c 100 "$work/kept" >"$box/var/lib/sotruong-creds/store.key"
helper
expect "a damaged one is told, and not drawn anew" told state unopenable
expect "a damaged one is not replaced" test "$(stat -c %s "$box/var/lib/sotruong-creds/store.key")" = 100
cp "$work/kept" "$box/var/lib/sotruong-creds/store.key"

touch "$box/var/lib/sotruong/db/so.db"
rm "$box/var/lib/sotruong-creds/store.key"
helper
expect "a school whose key is gone gets no new one, which would bury it" told state lost
expect "nothing is drawn for it" gone "$box/var/lib/sotruong-creds/store.key"

fresh
touch "$box/var/lib/sotruong/db/so.db"
file=$box/var/lib/sotruong/keys/db.key
head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n' >"$file"
old=$(cat "$file")
helper
expect "the key file of a school from elsewhere is sealed" test "$(key)" = "$old"
expect "and the file is gone" gone "$file"
printf '%064d\n' 7 >"$file"
helper
expect "another key beside it is not touched" test -e "$file"
expect "but told" told warning two-keys
rm "$file"

order a1 board
expect "with no member able to open, the sealed key is not destroyed" answered a1 'false too-few'
echo x >"$box/var/lib/sotruong/keys/unseal/s1.json"
echo x >"$box/var/lib/sotruong/keys/unseal/s2.json"
order a2 board
expect "with two members it is" answered a2 'true '
expect "no sealed key is left" gone "$box/var/lib/sotruong-creds/store.key"
expect "none is offered" offers_nothing
helper
expect "the box starts locked" told mode board
order a3 machine
expect "without the key in hand nothing is sealed again" answered a3 'false no-key'
printf '%s\n' "$old" >"$box/run/sotruong-app/store.key"
order a4 machine
expect "the key that the opened book hands over is sealed again" test "$(key)" = "$old"
expect "and is nowhere else" gone "$box/run/sotruong-app/store.key"
printf '%s\n' "$old" >"$box/run/sotruong-app/store.key"
order a6 machine
expect "sealed before the power went, and answered after it" answered a6 'true '
printf '%064d\n' 8 >"$box/run/sotruong-app/store.key"
order a7 machine
expect "another key is not sealed over it" answered a7 'false already'
as_machine "$two"
printf '%s\n' "$old" >"$box/run/sotruong-app/store.key"
order a8 machine
expect "what another machine sealed is set aside once the board has opened the store" test "$(key)" = "$old"
expect "and not removed" bash -c 'ls "$0"/store.key.unopenable-* >/dev/null' "$box/var/lib/sotruong-creds"
rm "$box"/var/lib/sotruong/spool/orders/secrets/*
jq -cn '{order: "board"}' >"$box/var/lib/sotruong/spool/orders/secrets/a9.json"
helper
expect "an order that a power cut left is carried out at the next start" answered a9 'true '
expect "answers go with their orders" gone "$box/var/lib/sotruong/spool/answers/secrets/a8.json"
printf '%s\n' "$old" >"$file"
helper
expect "nobody says that the board keeps a key that lies in a file" test "$(key)" = "$old"
rm "$box/var/lib/sotruong/keys/unseal/s2.json"
order b1 board
expect "but not when only one member can open" answered b1 'false too-few'
order a5 '$(touch /tmp/x)'
expect "another order is refused" answered a5 'false unknown'

fresh
grub-editenv "$box/efi/grub/grubenv" create
env() { grub-editenv "$box/efi/grub/grubenv" list | sed -n 's/^machine_id=//p'; }
"$bin/first-boot" >>"$log"
expect "the first start's machine id is the box's" test "$(env)" = "$one"
"$bin/first-boot" >>"$log"
expect "and no other start is needed" gone "$work/rebooted"
grub-editenv "$box/efi/grub/grubenv" create
as_machine "$two"
"$bin/first-boot" >>"$log"
expect "a boot partition that was lost gets the box's id back" test "$(env)" = "$one"
expect "and the box starts once more" test -e "$work/rebooted"
rm "$work/rebooted"
"$bin/first-boot" >>"$log" 2>&1
expect "but not for ever" gone "$work/rebooted"
exit $failed
