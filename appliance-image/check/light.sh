#!/usr/bin/env bash
# Boots the root file system of the image in a container of its own, under the box's own units, and works there:
# the sign-in page over HTTPS, a mark saved, a receipt from an office, nothing failed, a clean stop; then an empty box, on which a school is
# founded; then another one, on which it is rebuilt from its set and cards. What it shows of a machine it shows without
# kernel, disk and devices: those are the long run's.
# usage: light.sh ROOT WORK     ROOT: what build root made; WORK: a folder for this run
# Prints `ok …` and `FAILED …`; exit 1 when something failed, 3 when it could not be tried.
set -Eeuo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd "$1" && pwd -P)
mkdir -p "$2"
work=$(cd "$2" && pwd -P)
net=sotruong-light      # the box
peer=sotruong-peer      # a teacher's machine on the same cable
address=10.77.0.1
office_at=10.77.0.2
limit=240
failed=0

ok() { echo "ok $*"; }
bad() { echo "FAILED $*"; failed=1; }
expect() {  # expect WHAT COMMAND...
    local what=$1
    shift
    if "$@" >>"$work/steps.log" 2>&1; then ok "$what"; else bad "$what"; fi
}
broken() { echo "FAILED $*"; exit 3; }
trap 'broken "the check itself stopped at line $LINENO"' ERR

clean() {
    if [ -n "${container:-}" ]; then
        kill -KILL "$container" 2>/dev/null || true
        wait "$container" 2>/dev/null || true
    fi
    [ -z "${served:-}" ] || pkill -KILL -P "$served" || true
    ip netns del $net 2>/dev/null || true
    ip netns del $peer 2>/dev/null || true
    for _ in 1 2 3 4 5; do      # what ran in the container may take a moment to be gone
        ! rm -rf "${work:?}/var" 2>/dev/null || return 0
        sleep 1
    done
}
trap clean EXIT

inside() { nsenter -t "$leader" -a -- "$@"; }
teacher() { ip netns exec $peer python3 "$here/teacher.py" https://$address/ "$work/authority.pem" "$@"; }

# ---- a box with a school in it -------------------------------------------------------------------------------

found_school() {
    rm -rf "${work:?}/var"
    cp -a "$root/var" "$work/var"
    mkdir "$work/var/lib/sotruong/demo-cards"
    chown --reference="$work/var/lib/sotruong/db" "$work/var/lib/sotruong/demo-cards"
    unshare --mount --pid --fork --propagation private -- bash -c '
        mount --bind "$0/var" "$1/var" && mount -t proc proc "$1/proc" && mount -t tmpfs tmpfs "$1/tmp" \
            && mount --rbind /dev "$1/dev" && exec chroot "$1" setpriv --reuid sotruong-app --regid sotruong \
            --clear-groups /opt/sotruong/runtime/bin/java -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
            -Dfile.encoding=UTF-8 -Dorg.sqlite.lib.path=/opt/sotruong/native -Dorg.sqlite.lib.name=libsqlitejdbc.so \
            -cp "$(cat "$1/opt/sotruong/classpath")" vn.sotruong.school.Main seed --data /var/lib/sotruong' \
        "$work" "$root" >"$work/accounts" 2>"$work/seed.log" </dev/null \
        || { cat "$work/seed.log"; broken "no school could be founded in the box"; }
}

# ---- its start -----------------------------------------------------------------------------------------------

boot() {
    ip netns del $net 2>/dev/null || true
    ip netns del $peer 2>/dev/null || true
    ip netns add $net
    ip netns add $peer
    ip link add lan0 netns $net type veth peer name lan0 netns $peer
    ip -n $net address add $address/24 dev lan0
    ip -n $peer address add $office_at/24 dev lan0
    for each in $net $peer; do
        ip -n $each link set lo up
        ip -n $each link set lan0 up
    done
    begun=$EPOCHREALTIME
    unshare --mount --propagation private -- bash -c '
        umount -R -l /sys/fs/cgroup 2>/dev/null
        mount -t cgroup2 cgroup2 /sys/fs/cgroup && mkdir -p /sys/fs/cgroup/sotruong-light \
            && echo $$ >/sys/fs/cgroup/sotruong-light/cgroup.procs || exit 1
        export SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1
        exec systemd-nspawn --quiet --register=no --keep-unit --network-namespace-path=/run/netns/'$net' \
            --directory="$0" --read-only --bind="$1:/var" --bind-ro=/dev/null:/etc/fstab --tmpfs=/efi \
            --capability=CAP_NET_ADMIN \
            --boot --console=read-only systemd.show_status=false' \
        "$root" "$work/var" >"$work/console.log" 2>&1 </dev/null &
    container=$!
    leader=
    for _ in $(seq 100); do
        leader=$(pgrep -P $container -f 'systemd|init' | head -n 1 || true)
        # a step on the way to it has the same words on its line, and is gone a moment later
        [ -z "$leader" ] || [ "$(cat "/proc/$leader/comm" 2>/dev/null)" != systemd ] || break
        kill -0 $container 2>/dev/null || { cat "$work/console.log"; broken "the container did not start"; }
        sleep 0.1
    done
    [ -n "$leader" ] || broken "the container has no first process"
}

await_page() {
    local tries
    for tries in $(seq $limit); do
        if ip netns exec $net curl -sk -o /dev/null --max-time 5 https://127.0.0.1:8443/sign-in; then
            ok "the page answers $(awk -v a="$begun" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }') s after the start"
            return 0
        fi
        kill -0 $container 2>/dev/null || break
        sleep 0.5
    done
    bad "no page within $tries tries"
    inside journalctl -b --no-pager -n 60 -u sotruong-app || true
    exit 1
}

# ---- what must hold --------------------------------------------------------------------------------------------

users_are_apart() {
    local unit=$1 user=$2 main
    main=$(inside systemctl show -P MainPID "$unit")
    [ "$main" != 0 ] && [ "$(inside stat -c %U "/proc/$main")" = "$user" ]
}

nothing_failed() {
    local units
    units=$(inside systemctl list-units --failed --plain --no-legend)
    [ -z "$units" ] || { echo "$units"; inside journalctl -b --no-pager -p warning -n 40 || true; return 1; }
}

started() { inside systemctl is-system-running --wait || [ "$(inside systemctl is-system-running || true)" = running ]; }

scores() {      # each of the three programs 2.0 at most
    local unit score
    for unit in sotruong-app sotruong-courier sotruong-backup; do
        score=$(inside systemd-analyze security --no-pager "$unit.service" | awk '/Overall exposure/ { print $(NF - 2) }' || true)
        if awk -v s="${score:-10}" 'BEGIN { exit !(s <= 2.0) }'; then ok "$unit scores $score"; else bad "$unit scores ${score:-nothing}"; fi
    done
}

# RAUC's own policy would let each of them choose which system starts
only_root_orders_rauc() {
    local user said
    for user in sotruong-app sotruong-courier sotruong-backup sotruong-console; do
        said=$(inside setpriv --reuid="$user" --clear-groups busctl --system call de.pengutronix.rauc / \
            de.pengutronix.rauc.Installer Mark ss good booted 2>&1 || true)
        [[ $said == *"Access denied"* ]] || { echo "$user: $said"; return 1; }
    done
}

courier_cannot_read() {
    inside systemd-run --quiet --wait --pipe -p User=sotruong-courier -p Group=sotruong \
        bash -c '! ls /var/lib/sotruong/db && ! cat /var/lib/sotruong/keys/* && ls /var/lib/sotruong/spool/outbox'
}

from_the_cable() { ip netns exec $peer curl -sk --max-time 10 "$@"; }

as_book() {
    inside setpriv --reuid=sotruong-app --regid=sotruong --groups="$(inside getent group sotruong-book | cut -d: -f3)" "$@"
}

cannot_move() {         # it makes and moves folders of its own there, and nobody else's
    as_book mkdir /var/lib/sotruong/own && as_book mv /var/lib/sotruong/own /var/lib/sotruong/moved \
        && as_book rmdir /var/lib/sotruong/moved || return 1
    ! as_book mv /var/lib/sotruong/courier /var/lib/sotruong/mine || return 1
    [ -d "$work/var/lib/sotruong/courier" ]
}

courier_asks() {         # for its certificate, without anybody's hand
    local each
    for each in $(seq 120); do
        [ ! -s "$work/var/lib/sotruong/spool/inbox/courier-csr.pem" ] || break
        sleep 0.5
    done
    openssl req -in "$work/var/lib/sotruong/spool/inbox/courier-csr.pem" -noout -verify -subject
    [ "$(stat -c %a "$work/var/lib/sotruong/courier/courier.key")" = 600 ]
}

porch() {       # over plain HTTP: the way in, and no field for a password
    local page
    page=$(from_the_cable http://$address/) && [[ $page == *https://* ]] && [[ $page != *'type="password"'* ]]
}

shut() { ! from_the_cable -o /dev/null "telnet://$address:$1"; }

takes_cache() { ! inside journalctl -b -u sotruong-app --no-pager | grep -F '[aot]'; }

console_sees() {        # what the box's own screen asks, under its unit's own limits
    local each limits=()
    while IFS= read -r each; do limits+=(-p "$each"); done < <(grep -E \
        '^(SystemCall|Restrict|CapabilityBounding|MemoryDeny|NoNew|Protect[KCHP]|LockP)' "$root/etc/systemd/system/sotruong-console.service")
    inside systemd-run --quiet --wait --pipe -p User=nobody "${limits[@]}" /usr/bin/ip -json -4 address show up | grep -F "$address"
}

stops_clean() {
    local began=$SECONDS
    inside systemctl stop sotruong-app || return 1
    [ $((SECONDS - began)) -le 5 ] || { echo "took $((SECONDS - began)) s"; return 1; }
    [ "$(inside systemctl show -P Result sotruong-app)" = success ]
}

goes_off() {
    inside systemctl --no-block poweroff
    for _ in $(seq 60); do
        kill -0 "$container" 2>/dev/null || return 0
        sleep 0.5
    done
    return 1
}

empty_box() {
    rm -rf "${work:?}/var"
    cp -a "$root/var" "$work/var"
    boot
    await_page
    cp "$work/var/lib/sotruong/keys/lan/authority.pem" "$work/authority.pem"
}
at_setup() {        # at_setup PROGRAM WORD...: somebody at its first page, with the code from its screen
    local program=$1
    shift
    ip netns exec $peer python3 "$here/$program" https://$address/ "$work/authority.pem" \
        "$(inside sed -n 's/^CODE=//p' /run/sotruong-app/nameplate)" "$@" \
        || { failed=1; inside journalctl -b -u sotruong-app --no-pager -n 15; }
}

brings_in() {       # from a stick that root mounted, whose files belong to the user of another machine
    inside mkdir -p /run/sotruong-media/bring/SOTRUONG
    tar -C "$work" -c --transform "s#^set#$set#" --owner=4711 --group=4711 --mode=u=rwX,go= set \
        | inside tar -C /run/sotruong-media/bring/SOTRUONG -xp
    inside systemctl start sotruong-bring@stick || { inside journalctl -b -u sotruong-bring@stick --no-pager -n 20; return 1; }
    diff -r "$work/set" "$work/var/lib/sotruong/spool/brought/set"
}

book_reads_brought() {      # and not the stick
    as_book diff -r "/var/lib/sotruong/spool/brought/set" /var/lib/sotruong/spool/brought/set || return 1
    ! as_book ls "/run/sotruong-media/bring/SOTRUONG/$set" || return 1
}

# ---- a receiving office, on the other machine of that cable -------------------------------------------------------

office() {          # office COMMAND WORD...: the same programs, under the image's own runtime; its data lie in WORK/office
    ip netns exec $peer unshare --mount --pid --fork --kill-child --propagation private -- bash -c '
        root=$1 && mount --bind "$0" "$root/var" && mount -t proc proc "$root/proc" && mount -t tmpfs tmpfs "$root/tmp" \
            && mount --rbind /dev "$root/dev" && shift && exec chroot "$root" /opt/sotruong/runtime/bin/java \
            -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -Dfile.encoding=UTF-8 \
            -Dorg.sqlite.lib.path=/opt/sotruong/native -Dorg.sqlite.lib.name=libsqlitejdbc.so \
            -cp "$(cat "$root/opt/sotruong/classpath")" vn.sotruong.office.Main "$@"' "$work/office" "$root" "$@" </dev/null
}

acquainted() {      # acquainted USERNAME PASSWORD of a member of the board
    local groups own url=https://$office_at:8444/
    rm -rf "${work:?}/office"
    mkdir "$work/office"
    echo 'một mật khẩu của nơi nhận' >"$work/office/password"
    own=$(office init --data /var/office --name 'UBND phường Sao Mai' --unit PSAOMAI --url $url --password-file /var/password \
        | grep -oE '([0-9A-Fa-f]{4} ){7}[0-9A-Fa-f]{4}' | head -n 1)
    groups=$(ip netns exec $peer python3 "$here/enroller.py" request https://$address/ "$work/authority.pem" "$@" \
        "$work/office/request.pem" | sed -n 's/^groups //p')
    office enrol --data /var/office --request /var/request.pem --out /var/answer.pem --fingerprint "$groups"
    office serve --data /var/office --host $office_at >"$work/office.log" 2>&1 &
    served=$!
    ip netns exec $peer python3 "$here/enroller.py" answer https://$address/ "$work/authority.pem" "$@" \
        "$work/office/answer.pem" "$own"
}

# ---- the run ---------------------------------------------------------------------------------------------------

: >"$work/steps.log"
found_school
boot
await_page
cp "$work/var/lib/sotruong/keys/lan/authority.pem" "$work/authority.pem"
# shellcheck disable=SC2046 # name and code are two words
teacher $(awk '/ dạy Ngữ văn / { print $1, $2; exit }' "$work/accounts") || failed=1
expect "the porch answers over plain HTTP and asks for no password" porch
expect "other ports are shut" shut 22
expect "the app runs as sotruong-app" users_are_apart sotruong-app sotruong-app
expect "the courier reads its tray and neither database nor keys" courier_cannot_read
expect "the courier makes its own key and asks for its certificate" courier_asks
# shellcheck disable=SC2046 # name and password are two words
expect "a school and its office get to know each other, and a receipt comes through the box's own firewall" acquainted \
    $(awk '/ban quản trị/ && !/phải đổi/ { print $1, $2; exit }' "$work/accounts")
expect "nobody but root orders RAUC" only_root_orders_rauc
expect "the start came to its end" started
expect "no unit failed" nothing_failed
scores
expect "the box's own screen sees its address" console_sees
expect "Java takes its cache of the start" takes_cache
pid=$(inside systemctl show -P MainPID sotruong-app)
ok "the app holds $(inside awk '/^Pss:/ { sum += $2 } END { printf "%d", sum / 1024 }' "/proc/$pid/smaps_rollup") MiB (PSS) after a teacher's work"
expect "the app stops clean within 5 s" stops_clean
expect "the box goes off when told to" goes_off

empty_box
at_setup founder.py "$work/cards"
expect "the book moves nothing of the courier's" cannot_move
expect "with a school founded on its own page no unit failed" nothing_failed
rm -rf "$work/set"
set=$(basename "$(find "$work/var/lib/sotruong/spool/sets" -mindepth 1 -maxdepth 1 -type d ! -name '.*' | head -n 1)")
cp -r "$work/var/lib/sotruong/spool/sets/$set" "$work/set"
expect "that box goes off when told to" goes_off

empty_box
expect "the backup program brings a set in, every byte of it" brings_in
expect "which the book reads, and not the stick" book_reads_brought
at_setup rebuilder.py "$work/set" "$work/cards"
expect "with a school rebuilt on its own page no unit failed" nothing_failed
[ $failed = 0 ] || tail -n 60 "$work/steps.log"
exit $failed
