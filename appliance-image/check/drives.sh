#!/usr/bin/env bash
# What the app is told of the drives, on any machine with bash and jq; smartctl is stood in for by answers of its own kind.
# Prints `ok …` and `FAILED …`; exit 1 when one failed, 3 when a tool is missing.
set -Eeuo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
command -v jq >/dev/null || { echo "NOT RUN  drives: jq is not installed"; exit 3; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SOTRUONG_ROOT=$work/box
failed=0
block=$SOTRUONG_ROOT/sys/block
mkdir -p "$work/bin" "$SOTRUONG_ROOT/run/sotruong" "$block"

cat >"$work/bin/smartctl" <<'STUB'
#!/usr/bin/env bash
case ${*: -1} in
    /dev/sda) echo '{"model_name":"WDC WD10EZEX","serial_number":"WD-1234","smart_status":{"passed":true},"power_on_time":{"hours":20000},"temperature":{"current":38},"ata_smart_attributes":{"table":[{"id":5,"name":"Reallocated_Sector_Ct","value":100,"raw":{"value":8}},{"id":197,"name":"Current_Pending_Sector","value":100,"raw":{"value":2}},{"id":198,"name":"Offline_Uncorrectable","value":100,"raw":{"value":0}}]}}'; exit 4 ;;
    /dev/sdb) echo '{"model_name":"KINGSTON SA400","smart_status":{"passed":true},"ata_smart_attributes":{"table":[{"id":231,"name":"SSD_Life_Left","value":93,"raw":{"value":93}}]}}' ;;
    /dev/nvme0n1) echo '{"model_name":"SAMSUNG PM991","smart_status":{"passed":false},"nvme_smart_health_information_log":{"critical_warning":1,"available_spare":4,"available_spare_threshold":10,"percentage_used":101,"media_errors":3}}'; exit 8 ;;
    *) echo '{"smartctl":{"exit_status":1}}'; exit 1 ;;
esac
STUB
chmod +x "$work/bin/smartctl"
export PATH=$work/bin:$PATH

drive() { mkdir -p "$block/$1/device"; echo "${2:-0}" >"$block/$1/removable"; echo "${3:-1000}" >"$block/$1/size"; }
drive sda; drive sdb; drive nvme0n1; drive vda; drive loop0; drive sdc 1; drive sr0 1; drive sdd 0 0
drive mmcblk0; echo '0x02 0x09' >"$block/mmcblk0/device/life_time"; echo 0x02 >"$block/mmcblk0/device/pre_eol_info"; echo DF4064 >"$block/mmcblk0/device/name"
drive mmcblk0boot0
mkdir -p "$SOTRUONG_ROOT/sys/devices/usb1/sde"; ln -s ../devices/usb1/sde "$block/sde"; echo 0 >"$block/sde/removable"; echo 9 >"$block/sde/size"

"$here/files/opt/sotruong/bin/drives"
told=$SOTRUONG_ROOT/run/sotruong/drives.json
is() {  # is WHAT QUERY EXPECTED
    local seen
    seen=$(jq -c "$2" "$told")
    if [ "$seen" = "$3" ]; then echo "ok      $1"; else echo "FAILED  $1: expected $3, saw $seen"; failed=1; fi
}
of() { echo ".drives[] | select(.device == \"$1\") | $2"; }
is 'the built-in drives and no other' '[.drives[].device] | sort' '["mmcblk0","nvme0n1","sda","sdb"]'
is 'a disk that loses sectors' "$(of sda '[.passed, .reallocated, .pending, .uncorrectable, .hours, .celsius]')" '[true,8,2,0,20000,38]'
is 'a solid-state drive wears' "$(of sdb '[.passed, .used, .hours]')" '[true,7,null]'
is 'a failing one says so' "$(of nvme0n1 '[.passed, .used, .spare, .spare_least, .warning, .uncorrectable]')" '[false,101,4,10,1,3]'
is 'a soldered one tells in steps' "$(of mmcblk0 '[.model, .passed, .used, .reserve_low]')" '["DF4064",true,90,true]'
is 'no serial number' '[.. | strings | select(test("WD-1234"))]' '[]'
is 'a moment' '.at | test("^20[0-9-]+T[0-9:]+Z$")' 'true'
rm -rf "${block:?}"/*
"$here/files/opt/sotruong/bin/drives"
is 'no drive that tells' '.drives' '[]'
exit $failed
