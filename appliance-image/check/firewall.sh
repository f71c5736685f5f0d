#!/usr/bin/env bash
# The firewall and the name on the wire, for real: the image's own rules and avahi's settings in network namespaces of
# their own, with sockets at both ends. Prints "ok …" or "FAILED …" for each; exit 1 when one failed. What cannot be
# tried on this machine says NOT RUN.
set -Eeuo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
files=$here/files
not_run() { echo "NOT RUN  $1: $2"; }
if [ "$(id -u)" != 0 ]; then not_run firewall "network namespaces need root"; exit 0; fi
for tool in ip nft python3; do
    command -v "$tool" >/dev/null || { not_run firewall "$tool is not installed"; exit 0; }
done
box=lan-box-$$ pc=lan-pc-$$
work=$(mktemp -d)
started=()
# shellcheck disable=SC2317  # called by the trap
finish() {
    [ ${#started[@]} -eq 0 ] || kill "${started[@]}" 2>/dev/null || true
    wait 2>/dev/null || true
    ip netns del "$box" 2>/dev/null || true
    ip netns del "$pc" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT
ip netns add "$box" 2>/dev/null || { not_run firewall "this kernel gives no network namespaces"; exit 0; }
ip netns add "$pc"

failed=0
is() {  # is WHAT EXPECTED SEEN
    if [ "$2" = "$3" ]; then echo "ok      $1"; else echo "FAILED  $1: expected '$2', saw '$3'"; failed=1; fi
}
from_pc() { ip netns exec "$pc" python3 "$here/check/lan-probe.py" "$@"; }
from_box() { ip netns exec "$box" python3 "$here/check/lan-probe.py" "$@"; }

# ---- two machines on a cable, and the internet behind the second -----------------------------------------------------

internet=203.0.113.9
wire() {    # wire NUMBER BOX-ADDRESS PC-ADDRESS
    ip link add "lan-b$1" netns "$box" type veth peer name "lan-p$1" netns "$pc"
    ip -n "$box" address add "$2/24" dev "lan-b$1"
    ip -n "$pc" address add "$3/24" dev "lan-p$1"
    ip -n "$box" link set "lan-b$1" up
    ip -n "$pc" link set "lan-p$1" up
}
for each in "$box" "$pc"; do ip -n "$each" link set lo up; done
wire 1 192.168.77.1 192.168.77.2
wire 2 10.99.0.1 10.99.0.2
ip -n "$pc" address add $internet/32 dev lo
ip -n "$box" route add default via 192.168.77.2
ip netns exec "$pc" sysctl -q -w net.ipv4.ip_forward=1 2>/dev/null || true

# The image's accounts need not exist here: numbers stand for them.
courier=51001 resolver=51002 timekeeper=51003 networker=51004 app=51005
announcer=$(id -u avahi 2>/dev/null || echo 51006)
cat >"$work/sotruong-users.nft" <<NFT
define courier = $courier
define resolver = $resolver
define timekeeper = $timekeeper
define networker = $networker
define announcer = $announcer
NFT
named() { sed -n 's/^define \([a-z]*\) .*/\1/p' "$1" | sort | paste -sd' '; }
is "every account in the rules has its number here" "$(named "$files/etc/sotruong-users.nft")" "$(named "$work/sotruong-users.nft")"
sed "s#include \"sotruong-users.nft\"#include \"$work/sotruong-users.nft\"#" "$files/etc/nftables.conf" >"$work/nftables.conf"
if ! ip netns exec "$box" nft -f "$work/nftables.conf" 2>"$work/nft.log"; then
    echo "FAILED  the rules do not load: $(head -n 3 "$work/nft.log")"
    exit 1
fi
ip netns exec "$box" nft -f "$work/nftables.conf"
is "the rules load, and load again over themselves" 1 \
    "$(ip netns exec "$box" nft list ruleset | grep -c 'table inet sotruong {')"

listens() {   # listens NETNS LOG PORT...
    local at=$1
    shift
    ip netns exec "$at" python3 "$here/check/lan-probe.py" listen "$@" >"$work/ready.$at" 2>&1 &
    started+=($!)
    local tries
    for tries in $(seq 100); do grep -q ready "$work/ready.$at" && return; sleep 0.1; done
    echo "FAILED  nothing listens in $at after $tries tries: $(cat "$work/ready.$at")"
    exit 1
}
listens "$box" "$work/box.log" 22 53 80 443 5432 8080 8443
listens "$pc" "$work/pc.log" 25 53 80 123 443 8444
counter() { ip netns exec "$box" nft -j list counter inet sotruong "$1" | grep -o '"packets": [0-9]*' | grep -o '[0-9]*$'; }

# ---- in ----------------------------------------------------------------------------------------------------------

is "443 leads to the book" 8443 "$(from_pc tcp 0 - 192.168.77.1 443)"
is "80 leads to the porch" 8080 "$(from_pc tcp 0 - 192.168.77.1 80)"
is "8443 is open" 8443 "$(from_pc tcp 0 - 192.168.77.1 8443)"
is "8080 is open" 8080 "$(from_pc tcp 0 - 192.168.77.1 8080)"
before=$(counter refused_in)
for port in 22 5432; do is "$port is shut" closed "$(from_pc tcp 0 - 192.168.77.1 $port)"; done
is "443 is shut to an address of the internet" closed "$(from_pc tcp 0 $internet 192.168.77.1 443)"
is "8443 is shut to an address of the internet" closed "$(from_pc tcp 0 $internet 192.168.77.1 8443)"
is "what is refused is counted" yes "$([ "$(counter refused_in)" -gt "$before" ] && echo yes || echo no)"
is "the box itself reaches its own ports" 5432 "$(from_box tcp $app - 127.0.0.1 5432)"
is "the box itself is not led elsewhere" 443 "$(from_box tcp $app - 127.0.0.1 443)"
is "the book asks nobody for a name: one can carry a secret out" closed "$(from_box tcp $app - 127.0.0.1 53)"
is "the courier does" 53 "$(from_box tcp $courier - 127.0.0.1 53)"
is "it answers a ping" yes "$(ip netns exec "$pc" python3 - <<'PY'
import os, socket, struct
one = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
one.settimeout(2)
packet = struct.pack(">BBHHH", 8, 0, 0, 7, 1)
total = ~sum(struct.unpack(">4H", packet)) & 0xFFFF
one.sendto(struct.pack(">BBHHH", 8, 0, (total - (total >> 16)) & 0xFFFF, 7, 1), ("192.168.77.1", 0))
try:
    print("yes" if one.recv(100)[20] == 0 else "no")
except OSError:
    print("no")
PY
)"

# ---- out ---------------------------------------------------------------------------------------------------------

is "the courier reaches 443 outside" 443 "$(from_box tcp $courier - $internet 443)"
is "the courier reaches an office's own port" 8444 "$(from_box tcp $courier - $internet 8444)"
if ip netns exec "$box" setpriv --reuid $courier --clear-groups unshare -U true 2>/dev/null; then
    is "the courier in a user namespace of its own is still the courier" 443 "$(ip netns exec "$box" setpriv \
        --reuid $courier --clear-groups unshare -U --map-user=$courier \
        python3 "$here/check/lan-probe.py" tcp $courier - $internet 443)"
else
    not_run "user namespaces" "this kernel gives none"
fi
before=$(counter refused_out)
is "the courier reaches nothing else: plain HTTP" closed "$(from_box tcp $courier - $internet 80)"
is "the courier reaches nothing else: mail" closed "$(from_box tcp $courier - $internet 25)"
is "the app does not reach 443 outside" closed "$(from_box tcp $app - $internet 443)"
is "root does not reach 443 outside" closed "$(from_box tcp 0 - $internet 443)"
is "nor does the app reach its own network" closed "$(from_box tcp $app - 192.168.77.2 443)"
is "what is refused is counted on its way out too" yes "$([ "$(counter refused_out)" -ge $((before + 5)) ] && echo yes || echo no)"
for each in "$resolver 53 sent" "$app 53 refused" "$courier 53 refused" "$timekeeper 123 sent" "0 123 refused" "$announcer 53 refused"; do
    read -r user port outcome <<<"$each"
    is "user $user sends to $port: $outcome" "$outcome" "$(from_box udp "$user" $internet "$port")"
done
sleep 0.3
is "the datagrams that were let out came" "123 53" "$(sort "$work/pc.log" | paste -sd' ')"

# ---- through -----------------------------------------------------------------------------------------------------

ip netns exec "$box" sysctl -q -w net.ipv4.ip_forward=1 2>/dev/null || true
ip -n "$pc" route add 198.51.100.0/24 via 192.168.77.1
before=$(counter refused_through)
is "nothing goes through the box" closed "$(from_pc tcp 0 - 198.51.100.7 443)"
is "what wanted through is counted" yes "$([ "$(counter refused_through)" -gt "$before" ] && echo yes || echo no)"

# ---- the name ----------------------------------------------------------------------------------------------------

if ! command -v avahi-daemon >/dev/null || ! id avahi >/dev/null 2>&1; then
    not_run "the name on the network" "avahi-daemon is not installed"
else
    tree=$work/tree
    mkdir -p "$tree/etc/avahi" "$tree/run/sotruong"
    cp "$files/etc/avahi/avahi-daemon.conf" "$tree/etc/avahi/"
    # adapters as /sys shows them: one with a device behind it, a bridge, a radio, a loopback
    for each in lan-b1 lan-b2 wlan0 lo; do
        mkdir -p "$tree/sys/class/net/$each"
        echo 1 >"$tree/sys/class/net/$each/type"
    done
    echo 772 >"$tree/sys/class/net/lo/type"
    touch "$tree/sys/class/net/lan-b1/device" "$tree/sys/class/net/wlan0/device" "$tree/sys/class/net/wlan0/wireless"
    SOTRUONG_ROOT=$tree bash "$files/opt/sotruong/bin/lan" write
    is "avahi speaks on real cables alone" "allow-interfaces=lan-b1" \
        "$(grep allow-interfaces "$tree/run/sotruong/avahi-daemon.conf")"
    # no message bus here; the rest is as it will run
    sed '/^\[server\]/a enable-dbus=no' "$tree/run/sotruong/avahi-daemon.conf" >"$work/avahi-daemon.conf"
    mkdir -p "$work/avahi-run" /run/avahi-daemon
    ip netns exec "$box" unshare -m bash -c "
        mount -t tmpfs tmpfs /run/avahi-daemon
        mount --bind $files/etc/avahi/services /etc/avahi/services
        exec avahi-daemon -f $work/avahi-daemon.conf" >"$work/avahi.log" 2>&1 &
    started+=($!)
    for _ in $(seq 80); do grep -q "Server startup complete" "$work/avahi.log" && break; sleep 0.1; done
    is "sotruong.local is found on the school's cable" 192.168.77.1 "$(from_pc mdns 192.168.77.2 sotruong.local)"
    is "and on no other wire" "" "$(from_pc mdns 10.99.0.2 sotruong.local)"
    is "the page's service is announced" 1 \
        "$(grep -c 'Service "Sổ Trường (sotruong)".*successfully established' "$work/avahi.log")"
fi
exit $failed
