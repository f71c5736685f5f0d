#!/usr/bin/env bash
# Updates, on any machine with rauc, openssl, jq and grub-editenv: which bundles are let in, and what the box makes of a
# system that comes up or does not. Real keys, real bundles, real boot environment; only the commands that would touch
# this machine's own slots (rauc install and status, systemctl) are stood in for, by scripts that write the environment
# as RAUC does. Prints "ok …" or "FAILED …" for each; exit 1 when one failed, 3 when a tool is missing.
set -Eeuo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
for tool in rauc openssl jq grub-editenv mksquashfs curl; do
    command -v "$tool" >/dev/null || { echo "NOT RUN  updates: $tool is not installed"; exit 3; }
done
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
update=$here/files/opt/sotruong/bin/update
mark_good=$here/files/opt/sotruong/bin/mark-good
export SOTRUONG_ROOT=$work/box
failed=0

is() {  # is WHAT EXPECTED SEEN
    if [ "$2" = "$3" ]; then echo "ok      $1"; else echo "FAILED  $1: expected '$2', saw '$3'"; failed=1; fi
}

# ---- a box -----------------------------------------------------------------------------------------------------

box=$SOTRUONG_ROOT
real_rauc=$(command -v rauc)
mkdir -p "$work/bin"
cat >"$work/bin/rauc" <<STUB
#!/usr/bin/env bash
env=$box/efi/grub/grubenv
slot=\$(tr ' ' '\n' <$box/proc/cmdline | sed -n 's/^rauc.slot=//p'); other=\$(echo \$slot | tr AB BA)
case "\$1 \${2:-}" in
    "install "*) [ ! -e $work/breaks ] || { echo 'Input/output error' >&2; exit 1; }
        grub-editenv \$env set \${other}_OK=0 \${other}_TRY=0
        grub-editenv \$env set "ORDER=\$other \$slot" \${other}_OK=1 \${other}_TRY=0 ;;
    "status mark-good") grub-editenv \$env set \${slot}_OK=1 \${slot}_TRY=0 ;;
    "status mark-active") grub-editenv \$env set "ORDER=\$slot \$other" \${slot}_OK=1 \${slot}_TRY=0 ;;
    "status mark-bad") [ "\$3" = other ] && slot=\$other; grub-editenv \$env set \${slot}_OK=0 \${slot}_TRY=0 ;;
    *) exec $real_rauc "\$@" ;;
esac
STUB
cat >"$work/bin/systemctl" <<STUB
#!/usr/bin/env bash
case \$1 in is-active) cat $work/app ;; show) cat $work/restarts 2>/dev/null || echo 0 ;; reboot) touch $work/rebooted ;; esac
STUB
chmod +x "$work"/bin/*
export PATH=$work/bin:$PATH

running() {     # running SLOT VERSION [WHY]
    echo "root=x rauc.slot=$1 sotruong.try=1 sotruong.why=${3:-first} ro" >"$box/proc/cmdline"
    printf 'VERSION=%s\nCOMPATIBLE=sotruong-amd64\nKEYRING=development\n' "$2" >"$box/usr/lib/sotruong/release"
    rm -f "$work/rebooted"
}
fresh() {
    rm -rf "$box"
    mkdir -p "$box"/{etc/rauc,proc,usr/lib/sotruong,var/lib/rauc,efi/grub,run/sotruong-media/0A1B-2C3D/SOTRUONG-UPDATE} \
        "$box"/var/lib/sotruong/spool/{inbox,orders/update,answers/update}
    sed -e "s#=/etc/rauc#=$box/etc/rauc#" -e "s#=/var/lib/rauc#=$box/var/lib/rauc#" -e "s#=/efi#=$box/efi#" \
        "$here/files/etc/rauc/system.conf" >"$box/etc/rauc/system.conf"
    cp "$work/keys/ca.pem" "$box/etc/rauc/keyring.pem"
    grub-editenv "$box/efi/grub/grubenv" create
    grub-editenv "$box/efi/grub/grubenv" set 'ORDER=A B' A_OK=1 A_TRY=0 A_PROVEN=1 B_OK=0 B_TRY=0 B_PROVEN=0 machine_id=0123
    running A 2026.11.2
}
env_of() { grub-editenv "$box/efi/grub/grubenv" list | sed -n "s/^$1=//p"; }
fact() { jq -r "$1" "$box/run/sotruong/box.json"; }

"$here/steps/release-keys.sh" "$work/keys"
"$here/steps/release-keys.sh" "$work/others"
head -c 300000 /dev/urandom >"$work/rootfs.img"
bundle() {      # bundle NAME KEYS VERSION [COMPATIBLE]
    CERT=$work/$2/release.pem KEY=$work/$2/release.key CA=$work/$2/ca.pem VERSION=$3 COMPATIBLE=${4:-sotruong-amd64} \
        "$here/steps/bundle.sh" "$work/rootfs.img" "$work/$1.raucb"
}
check() { "$update" check "$work/$1.raucb" || true; }

# ---- what is let in --------------------------------------------------------------------------------------------

fresh
bundle good keys 2026.12.1
is 'a newer bundle by the maker is let in' 'ok 2026.12.1' "$(check good)"
bundle ten keys 2026.11.10
is 'versions are compared as numbers' 'ok 2026.11.10' "$(check ten)"
bundle evil others 2026.12.1
is 'signed by somebody else: refused' 'refused OTHER_SIGNER' "$(check evil)"
mkdir "$work/plain" && cp "$work/rootfs.img" "$work/plain/"
mksquashfs "$work/plain" "$work/unsigned.raucb" -quiet -noappend >/dev/null
is 'not signed at all: refused' 'refused UNSIGNED' "$(check unsigned)"
size=$(stat -c %s "$work/good.raucb")
length=$((16#$(tail -c 8 "$work/good.raucb" | od -An -tx1 | tr -d ' \n')))
flip() {        # flip NAME OFFSET: one byte changed
    cp "$work/good.raucb" "$work/$1.raucb"
    local byte
    byte=$(od -An -tu1 -j "$2" -N1 "$work/good.raucb" | tr -d ' ')
    printf '%b' "\\x$(printf '%02x' $((byte ^ 1)))" | dd of="$work/$1.raucb" bs=1 seek="$2" conv=notrunc status=none
}
flip signature $((size - 8 - 20))
is 'a byte of the signature changed: refused' 'refused DAMAGED' "$(check signature)"
at=$(grep -abo 'version=2026.12.1' "$work/good.raucb" | tail -n 1 | cut -d: -f1)
is 'the manifest lies in the signed part' yes "$([ "$at" -gt $((size - 8 - length)) ] && echo yes)"
flip manifest $((at + 12))
is 'a byte of the manifest changed: refused' 'refused DAMAGED' "$(check manifest)"
head -c 200000 "$work/good.raucb" >"$work/short.raucb"
is 'cut short: refused' 'refused DAMAGED' "$(check short)"
: >"$work/empty.raucb"
is 'empty: refused' 'refused DAMAGED' "$(check empty)"
bundle product keys 2026.12.1 somebody-else-amd64
is 'for another product: refused' 'refused OTHER_PRODUCT' "$(check product)"
bundle same keys 2026.11.2
is 'the version that runs: refused' 'refused SAME 2026.11.2' "$(check same)"
bundle old keys 2026.9.30
is 'an older version: refused' 'refused OLDER 2026.9.30' "$(check old)"
ln -s "$work/good.raucb" "$work/link.raucb"
is 'a link is not followed' 'refused GONE' "$(check link)"
mkdir "$work/hooked" && cp "$work/rootfs.img" "$work/hooked/" && printf '#!/bin/sh\n' >"$work/hooked/hook" && chmod +x "$work/hooked/hook"
printf '%s\n' '[update]' compatible=sotruong-amd64 version=2026.12.1 '[bundle]' format=verity '[hooks]' filename=hook \
    hooks=install-check '[image.rootfs]' filename=rootfs.img >"$work/hooked/manifest.raucm"
rauc --cert "$work/keys/release.pem" --key "$work/keys/release.key" bundle "$work/hooked" "$work/hook.raucb" >/dev/null 2>&1
is 'a bundle that carries a program: refused' 'refused CONTENT 2026.12.1' "$(check hook)"

# a signing certificate that had run out when it signed
(cd "$work" && openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=late -keyout keys/late.key -out late.csr
 : >index && echo 01 >serial
 openssl ca -batch -notext -md sha256 -config <(printf '%s\n' '[ca]' default_ca=x '[x]' database=index serial=serial \
    new_certs_dir=. policy=p x509_extensions=e '[p]' commonName=supplied '[e]' basicConstraints=CA:FALSE \
    extendedKeyUsage=emailProtection) -cert keys/ca.pem -keyfile keys/ca.key -startdate 20200101000000Z \
    -enddate 20210101000000Z -in late.csr -out keys/late.pem) >"$work/ca.log" 2>&1
mkdir "$work/late" && cp "$work/rootfs.img" "$work/late/"
printf '%s\n' '[update]' compatible=sotruong-amd64 version=2026.12.1 '[bundle]' format=verity '[image.rootfs]' filename=rootfs.img \
    >"$work/late/manifest.raucm"
rauc --cert "$work/keys/late.pem" --key "$work/keys/late.key" bundle "$work/late" "$work/late.raucb" >/dev/null 2>&1
is 'signed with a certificate that had run out: refused' 'refused EXPIRED' "$(check late)"

# the floor: a newer system was good once; now the box runs on the older one again
echo 2026.11.10 >"$box/var/lib/rauc/floor"
bundle between keys 2026.11.5
is 'older than what was good once: refused' 'refused BELOW_FLOOR 2026.11.5' "$(check between)"
is 'what was good once may be put in again' 'ok 2026.11.10' "$(check ten)"

# ---- orders ----------------------------------------------------------------------------------------------------

fresh
stick=$box/run/sotruong-media/0A1B-2C3D/SOTRUONG-UPDATE
orders=$box/var/lib/sotruong/spool/orders/update
cp "$work/good.raucb" "$stick/st-1.raucb"
cp "$work/evil.raucb" "$stick/st-2.raucb"
cp "$work/ten.raucb" "$box/var/lib/sotruong/spool/inbox/update-2026.11.10.raucb"
"$update" boot
is 'the box says what runs' 'A 2026.11.2 normal development' "$(fact '"\(.slot) \(.version) \(.why) \(.keyring)"')"
is 'and what lies at hand' 'stick st-1.raucb 2026.12.1 /stick st-2.raucb  OTHER_SIGNER/office update-2026.11.10.raucb 2026.11.10 ' \
    "$(fact '[.offered[] | "\(.from) \(.file) \(.version) \(.reason)"] | join("/")')"
sum=$(fact '.offered[0].sha256')
mkdir -p "$box/proc/sys/kernel/random"
echo first-boot >"$box/proc/sys/kernel/random/boot_id"
order() {       # order ID KEY VALUE...
    local id=$1
    shift
    jq -n '[$ARGS.positional | _nwise(2) | {(.[0]): .[1]}] | add' --args "$@" >"$orders/$id.json"
    "$update" orders 2>/dev/null
    jq -r '"\(.result) \(.reason)"' "$box/var/lib/sotruong/spool/answers/update/$id.json"
}
is 'another file than the one that was seen: refused' 'refused CHANGED' \
    "$(order o1 kind install from stick medium 0A1B-2C3D file st-1.raucb sha256 "$(printf %064d 0)")"
is 'a name that climbs: refused' 'refused ORDER' \
    "$(order o2 kind install from stick medium 0A1B-2C3D file ../../etc/passwd.raucb sha256 "$sum")"
is 'a medium that climbs: refused' 'refused ORDER' \
    "$(order o3 kind install from stick medium .. file st-1.raucb sha256 "$sum")"
is 'somebody else'\''s: refused' 'refused OTHER_SIGNER' \
    "$(order o4 kind install from stick medium 0A1B-2C3D file st-2.raucb sha256 "$sum")"
echo 'no json' >"$orders/o5.json"
is 'an order of no kind: refused' 'refused ORDER' "$(order o6 kind '')"
is 'no order at all: refused' ORDER "$(jq -r .reason "$box/var/lib/sotruong/spool/answers/update/o5.json")"
is 'nothing was put in by any of these' 'A B 0' "$(env_of ORDER) $(env_of B_OK)"
is 'and no restart' no "$([ -e "$work/rebooted" ] && echo yes || echo no)"
touch "$work/breaks"
is 'an image that cannot be read: refused, the running system stays' 'refused DAMAGED' \
    "$(order o7 kind install from stick medium 0A1B-2C3D file st-1.raucb sha256 "$sum")"
is 'the order of starting is as it was' 'A B 1' "$(env_of ORDER) $(env_of A_PROVEN)"
rm "$work/breaks"
is 'the good one is put in' 'installed ' \
    "$(order o8 kind install from stick medium 0A1B-2C3D file st-1.raucb sha256 "$sum")"
is 'and the box starts again' yes "$([ -e "$work/rebooted" ] && echo yes || echo no)"
is 'the other system is next, on trial' 'B A 1 0 trial' \
    "$(env_of ORDER) $(env_of B_OK) $(env_of B_PROVEN) $(fact .other.state)"
is 'the copy was taken away' no "$([ -e "$box/var/lib/rauc/incoming.raucb" ] && echo yes || echo no)"
jq -n '{id: "o9", result: "working"}' >"$box/var/lib/sotruong/spool/answers/update/o9.json"
is 'an order cut off by a power cut is not carried out again' 'refused INTERRUPTED' \
    "$(order o9 kind install from stick medium 0A1B-2C3D file st-1.raucb sha256 "$sum")"

# ---- good, or not ----------------------------------------------------------------------------------------------

answering() {   # answering CODE BODY: what the school says of its health
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -f "$work/port"
    python3 - "$1" "$2" "$work/port" <<'PY' &
import http.server, sys
code, body, port = int(sys.argv[1]), sys.argv[2].encode(), sys.argv[3]
class Health(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(code); self.send_header("Content-Length", str(len(body))); self.end_headers(); self.wfile.write(body)
    def log_message(self, *args): pass
server = http.server.HTTPServer(("127.0.0.1", 0), Health)
open(port, "w").write(str(server.server_port))
server.serve_forever()
PY
    server=$!
    until [ -s "$work/port" ]; do sleep 0.05; done
    HEALTH=http://127.0.0.1:$(cat "$work/port")/health
    export HEALTH
}

tries() { grub-editenv "$box/efi/grub/grubenv" set "$1_TRY=$2"; }
echo active >"$work/app"
answering 503 '{"state":"open","database":"broken"}'
mkdir -p "$box/proc/sys/kernel/random"
jq -r .boot "$box/var/lib/sotruong-box/pending.json" >"$box/proc/sys/kernel/random/boot_id"
"$update" boot
is 'before the restart nobody speaks of falling back' normal "$(fact .why)"
rm -r "$box/proc/sys"
tries B 1; running B 2026.12.1
"$update" boot
is 'the new system is on trial' 'B after-update trial' "$(fact '"\(.slot) \(.why) \(.state)"')"
is 'a trial keeps its count' 1 "$(env_of B_TRY)"
LIMIT=3 "$mark_good" 2>/dev/null
is 'its database does not read: bad, and the box starts again' '0 yes' \
    "$(env_of B_OK) $([ -e "$work/rebooted" ] && echo yes || echo no)"
running A 2026.11.2 bad; tries A 1
"$update" boot
is 'the older system says that it fell back, and why' 'A fell-back HEALTH 2026.12.1 bad' \
    "$(fact '"\(.slot) \(.why) \(.reason) \(.fellBack.version) \(.other.state)"')"
is 'a proven system that runs has its starts back' 0 "$(env_of A_TRY)"
answering 200 '{"state":"open","version":"x","database":"reads"}'
LIMIT=9 "$mark_good" >/dev/null
is 'it is good, and first from now on' 'A B 1 0 2026.11.2' \
    "$(env_of ORDER) $(env_of A_OK) $(env_of B_OK) $(cat "$box/var/lib/rauc/floor")"
is 'the page still says why' 'fell-back HEALTH' "$(fact '"\(.why) \(.reason)"')"
is 'the machine kept its own number' 0123 "$(env_of machine_id)"

rm -f "$box"/var/lib/sotruong/spool/{orders,answers}/update/*
is 'the update may be tried once more' 'installed ' \
    "$(order p1 kind install from stick medium 0A1B-2C3D file st-1.raucb sha256 "$sum")"
running A 2026.11.2 exhausted
"$update" boot
is 'a system that never started: fell back, and said' 'fell-back NOT_STARTED' "$(fact '"\(.why) \(.reason)"')"
LIMIT=9 "$mark_good" >/dev/null
is 'and is not tried again' 0 "$(env_of B_OK)"

is 'again' 'installed ' "$(order p2 kind install from stick medium 0A1B-2C3D file st-1.raucb sha256 "$sum")"
running B 2026.12.1; tries B 2
"$update" boot
LIMIT=9 "$mark_good" >/dev/null
is 'the new system answers and reads: good' 'B A 1 0 1 2026.12.1 normal good' \
    "$(env_of ORDER) $(env_of B_OK) $(env_of B_TRY) $(env_of B_PROVEN) $(cat "$box/var/lib/rauc/floor") $(fact '"\(.why) \(.state)"')"
is 'the older one stands by' '2026.11.2 good' "$(fact '"\(.other.version) \(.other.state)"')"
answering 503 '{}'
LIMIT=3 "$mark_good" 2>/dev/null || true
is 'a proven system whose school fails is not restarted' no "$([ -e "$work/rebooted" ] && echo yes || echo no)"
: >"$box/efi/grub/grubenv"
touch "$box/var/lib/rauc/incoming.raucb"
"$update" boot
is 'what a power cut left of a copy is cleared at the next start' no "$([ -e "$box/var/lib/rauc/incoming.raucb" ] && echo yes || echo no)"
is 'a boot environment lost in a power cut is mended from its copy' 'B A 0123' "$(env_of ORDER) $(env_of machine_id)"
answering 200 '{"state":"setup","version":"x"}'
grub-editenv "$box/efi/grub/grubenv" set B_PROVEN=0
LIMIT=9 "$mark_good" >/dev/null
is 'a box that waits for its school is good as well' 1 "$(env_of B_PROVEN)"
answering 200 '{"state":"locked","version":"x"}'
echo '{"mode":"board","state":"locked"}' >"$box/run/sotruong/secrets.json"
LIMIT=9 "$mark_good" >/dev/null
is 'a proven system whose board has not opened yet is still good' 1 "$(env_of B_PROVEN)"
grub-editenv "$box/efi/grub/grubenv" set B_PROVEN=0
LIMIT=3 timeout 7 "$mark_good" >/dev/null 2>&1 || true
is 'on trial it is neither good nor bad before the board opened it' '0 no' \
    "$(env_of B_PROVEN) $([ -e "$work/rebooted" ] && echo yes || echo no)"
echo '{"mode":"tpm2+host","state":"unopenable"}' >"$box/run/sotruong/secrets.json"
grub-editenv "$box/efi/grub/grubenv" set A_OK=1 A_PROVEN=1
LIMIT=3 "$mark_good" >/dev/null 2>&1 || true
is 'a system that cannot open the key of this box is bad, and the box goes back' 'yes HEALTH' \
    "$([ -e "$work/rebooted" ] && echo yes || echo no) $(jq -r .why "$box/var/lib/sotruong-box/last-failure.json")"
rm -f "$work/rebooted" "$box/run/sotruong/secrets.json"
echo activating >"$work/app"
echo 10 >"$work/restarts"
grub-editenv "$box/efi/grub/grubenv" set B_PROVEN=0 A_OK=0
LIMIT=9 "$mark_good" 2>/dev/null || true
is 'with nothing to go back to, it stays and says so' 'no APP_FAILED' \
    "$([ -e "$work/rebooted" ] && echo yes || echo no) $(jq -r .why "$box/var/lib/sotruong-box/last-failure.json")"
exit $failed
