#!/usr/bin/env bash
# The box's own screen, on any machine with bash, jq and script: what it shows of each state, and that its keys order
# nothing without a second word. The commands it asks are stood in for. Prints `ok …` and `FAILED …`; exit 1 when one
# failed, 3 when a tool is missing.
set -Eeuo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
for tool in jq script; do
    command -v "$tool" >/dev/null || { echo "NOT RUN  console: $tool is not installed"; exit 3; }
done
work=$(mktemp -d)
screen=
trap '[ -z "$screen" ] || kill -9 "$screen" 2>/dev/null; rm -rf "$work"' EXIT
console=$here/files/opt/sotruong/bin/console
export SOTRUONG_ROOT=$work/box GOODBYE=2
failed=0

mkdir -p "$work/bin" "$SOTRUONG_ROOT"/{var,run/sotruong,run/sotruong-app,run/sotruong-console}
cat >"$work/bin/curl" <<STUB
#!/usr/bin/env bash
cat $work/answer 2>/dev/null || exit 7
STUB
cat >"$work/bin/systemctl" <<STUB
#!/usr/bin/env bash
cat $work/active
STUB
cat >"$work/bin/ip" <<STUB
#!/usr/bin/env bash
[ ! -e $work/unplugged ] || { echo '[]'; exit; }
case "\$*" in
    *'address show up'*) echo '[{"ifname":"lo","addr_info":[{"local":"127.0.0.1","scope":"host"}]},{"ifname":"enp1s0","addr_info":[{"local":"192.168.1.20","prefixlen":24,"scope":"global","dynamic":true}]}]' ;;
    *'address show dev'*) echo '[{"addr_info":[{"local":"192.168.1.20","prefixlen":24,"scope":"global","dynamic":true}]}]' ;;
    *link*) echo '[{"ifname":"lo","link_type":"loopback"},{"ifname":"enp1s0","link_type":"ether","operstate":"UP","address":"02:11:22:33:44:55"}]' ;;
    *route*) echo '[{"gateway":"192.168.1.1"}]' ;;
esac
STUB
chmod +x "$work"/bin/*
export PATH=$work/bin:$PATH
echo active >"$work/active"

shows() {   # shows WHAT WORDS...: all of them stand on the frame
    local what=$1 word
    shift
    for word; do
        if ! grep -qF -- "$word" "$work/frame"; then
            echo "FAILED  $what: '$word' is not shown"
            cat "$work/frame"
            failed=1
            return
        fi
    done
    echo "ok      $what"
}
hides() {
    if grep -qF -- "$2" "$work/frame"; then echo "FAILED  $1: '$2' is shown"; failed=1; else echo "ok      $1"; fi
}
frame() { "$console" --once "$@" >"$work/frame"; }

printf '{"state":"open","version":"2026.11.1","database":"reads","writer":"writes"}' >"$work/answer"
printf '{"slot":"A","version":"2026.11.1"}' >"$SOTRUONG_ROOT/run/sotruong/box.json"
printf 'STATE=open\nFINGERPRINT=9F2C 11AA\033[31m\n' >"$SOTRUONG_ROOT/run/sotruong-app/nameplate"
frame
shows 'a school that is served' 'Đang phục vụ' 'https://sotruong.local/' 'https://192.168.1.20/' 'http://192.168.1.20/' \
    'bản 2026.11.1, hệ thống A' '9F2C 11AA' 'còn trống' '[1] Tắt máy an toàn'
hides 'no set-up code once a school is served' 'MÃ THIẾT LẬP'
hides 'nothing of the app moves the cursor' $'\033'

printf '{"state":"setup","version":""}' >"$work/answer"
printf 'STATE=setup\nCODE=abcd-efgh-jkmn\nFINGERPRINT=9F2C\n' >"$SOTRUONG_ROOT/run/sotruong-app/nameplate"
frame
shows 'a box without a school shows the code' 'Chờ thiết lập' 'MÃ THIẾT LẬP' 'abcd-efgh-jkmn'

printf '{"state":"locked","version":"1"}' >"$work/answer"; echo '{"mode":"board","state":"locked"}' >"$SOTRUONG_ROOT/run/sotruong/secrets.json"; frame; shows 'a locked box' 'ĐANG KHOÁ'
echo '{"mode":"host","state":"unopenable"}' >"$SOTRUONG_ROOT/run/sotruong/secrets.json"; frame; shows 'a disk of another machine' 'ổ đĩa của máy khác'
printf '{"state":"open","version":"1","database":"silent","writer":"writes"}' >"$work/answer"; frame
shows 'a store that cannot be read' 'CÓ LỖI'
printf 'no json' >"$work/answer"; frame; shows 'an answer that is none' 'Đang khởi động'
rm "$work/answer"; frame; shows 'a program that starts' 'Đang khởi động'
echo failed >"$work/active"; frame; shows 'a program that does not run' 'CHƯƠNG TRÌNH KHÔNG CHẠY'
touch "$work/unplugged"; frame; shows 'a box without a network' 'CHƯA CÓ MẠNG'
rm "$work/unplugged"
frame network
shows 'the network' 'enp1s0' 'có tín hiệu' '02:11:22:33:44:55' '192.168.1.20/24' 'DHCP' '192.168.1.1'
PLAIN=1 frame
shows 'without a font' 'CHUONG TRINH KHONG CHAY' 'Tat may an toan'
if LC_ALL=C grep -q '[^ -~]' "$work/frame"; then echo 'FAILED  plain text has other letters'; failed=1; else echo 'ok      plain text is plain'; fi

# ---- the keys, on a terminal -----------------------------------------------------------------------------------

mkfifo "$work/keys"
script -qfec "$console" "$work/typescript" <"$work/keys" >/dev/null 2>&1 &
screen=$!
disown
exec 7>"$work/keys"
orders=$SOTRUONG_ROOT/run/sotruong-console
within() {  # within SECONDS CONDITION...
    local end=$((SECONDS + $1))
    shift
    until "$@"; do ((SECONDS < end)) || return 1; sleep 0.1; done
}
told() { grep -qF -- "$1" "$work/typescript" 2>/dev/null; }
press() { printf '%b' "$1" >&7; }
check() { local what=$1; shift; if "$@"; then echo "ok      $what"; else echo "FAILED  $what"; failed=1; fi; }

check 'the screen comes up by itself' within 30 told 'Tắt máy an toàn'
press '1'
check 'a key asks first' within 10 told 'Bấm C để đồng ý'
press 'x'
press '\003\032\034'    # Ctrl-C, Ctrl-Z, Ctrl-\
press '3'
check 'and another key leaves it; no key of a shell ends it' within 10 told '02:11:22:33:44:55'
check 'nothing was ordered' test ! -e "$orders/poweroff"
press '2'
check 'so does the other' within 10 told 'Khởi động lại máy chủ?'
press 'c'
check 'a second word orders it' within 10 test -e "$orders/reboot"
check 'and nothing else' test ! -e "$orders/poweroff"
exec 7>&-
exit $failed
