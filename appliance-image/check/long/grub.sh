#!/usr/bin/env bash
# Which system GRUB starts, tried in the real GRUB under UEFI in QEMU, with no system to start: each round ends in a
# restart, so one run shows the whole way down. About a minute. Prints "ok …" or "FAILED …".
set -Eeuo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
for tool in qemu-system-x86_64 grub-mkimage sgdisk mcopy mkfs.vfat; do
    command -v "$tool" >/dev/null || { echo "NOT RUN  GRUB's choice: $tool is not installed"; exit 3; }
done
work=$(mktemp -d)
machine=
trap '[ -z "$machine" ] || kill "$machine" 2>/dev/null; rm -rf "$work"' EXIT
export MTOOLS_SKIP_CHECK=1
failed=0

is() { if [ "$2" = "$3" ]; then echo "ok      $1"; else echo "FAILED  $1: expected '$2', saw '$3'"; failed=1; fi; }

sed 's/^sleep 10$/sleep 0/' "$here/arch/grub.cfg" >"$work/grub.cfg"
# shellcheck disable=SC2016
printf '%s\n' 'search --no-floppy --set=root --label ESP' 'set prefix=($root)/grub' 'configfile ($root)/grub/grub.cfg' >"$work/early.cfg"
grub-mkimage -O x86_64-efi -o "$work/boot.efi" -p /grub -c "$work/early.cfg" part_gpt fat squash4 normal configfile linux \
    search search_label loadenv echo test serial terminal sleep reboot regexp minicmd

disk() {    # disk VARIABLE...: an ESP with this boot environment (none: a damaged one)
    truncate -s 0 "$work/esp"
    truncate -s 40M "$work/esp"
    mkfs.vfat -F32 -n ESP "$work/esp" >/dev/null
    mmd -i "$work/esp" ::EFI ::EFI/BOOT ::grub
    mcopy -i "$work/esp" "$work/boot.efi" ::EFI/BOOT/BOOTX64.EFI
    mcopy -i "$work/esp" "$work/grub.cfg" ::grub/grub.cfg
    if [ $# -gt 0 ]; then
        rm -f "$work/env"
        grub-editenv "$work/env" create
        grub-editenv "$work/env" set "$@"
    else
        : >"$work/env"
    fi
    mcopy -i "$work/esp" "$work/env" ::grub/grubenv
    [ ! -e "$work/copy" ] || mcopy -i "$work/esp" "$work/copy" ::grub/grubenv.copy
    rm -f "$work/disk"
    truncate -s 64M "$work/disk"
    sgdisk -a 2048 -n2:2048:+40M -t2:ef00 -c2:ESP "$work/disk" >/dev/null
    dd if="$work/esp" of="$work/disk" bs=1M seek=1 conv=notrunc status=none
}

# the firmware echoes its screen onto the same line
said() { { grep -ao 'SOTRUONG slot=[^)]*)' "$work/serial" || true; } | sed 's/^SOTRUONG //' | uniq; }

rounds() {  # rounds N: what GRUB said in its first N rounds
    truncate -s 64M "$work/stick"
    cp /usr/share/OVMF/OVMF_VARS_4M.fd "$work/vars"
    : >"$work/serial"
    qemu-system-x86_64 -accel tcg -M q35 -smp 1 -m 256 -display none -net none -serial "file:$work/serial" \
        -drive if=pflash,format=raw,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.fd \
        -drive "if=pflash,format=raw,file=$work/vars" -device ahci,id=sata \
        -drive "if=none,id=stick,format=raw,file=$work/stick" -device ide-hd,drive=stick,bus=sata.0 \
        -drive "if=none,id=disk,format=raw,cache=unsafe,file=$work/disk" -device ide-hd,drive=disk,bus=sata.1,bootindex=0 2>/dev/null &
    machine=$!
    local end=$((SECONDS + 240))
    until [ "$(said | wc -l)" -ge "$1" ] || ((SECONDS > end)); do sleep 0.3; done
    kill "$machine"
    wait "$machine" 2>/dev/null || true
    machine=
    said | sed "$1q" >"$work/said"
}
told() { sed -E 's/slot=(.) try=(.) why=([a-z]*).*/\1\2 \3/' "$work/said" | paste -sd,; }

disk 'ORDER=B A' A_OK=1 A_TRY=0 A_PROVEN=1 B_OK=1 B_TRY=0 B_PROVEN=0 machine_id=0123456789abcdef
rounds 13
is 'a system on trial gets three starts, the proven one eight, then all begins again with the proven one' \
    "B1 first,B2 first,B3 first,A1 exhausted,A2 exhausted,A3 exhausted,A4 exhausted,A5 exhausted,A6 exhausted,A7 exhausted,A8 exhausted,A1 none,B1 first" \
    "$(told)"
is 'each is looked for on the disk of the ESP' 1 "$(sed 's/.*from=//; s/,gpt.*//' "$work/said" | sort -u | wc -l)"
is 'in the partition of its own' 'A(gpt3) B(gpt4)' \
    "$(sed -E 's/slot=(.).*,(gpt.)\)/\1(\2)/' "$work/said" | sort -u | paste -sd' ')"
dd if="$work/disk" of="$work/esp" bs=1M skip=1 count=40 status=none
mcopy -n -o -i "$work/esp" ::grub/grubenv "$work/after"
is 'the machine keeps its number' 0123456789abcdef "$(grub-editenv "$work/after" list | sed -n 's/^machine_id=//p')"

disk 'ORDER=B A' A_OK=1 A_TRY=0 A_PROVEN=1 B_OK=0 B_TRY=0 B_PROVEN=0
rounds 1
is 'a system marked bad is passed over' 'A1 bad' "$(told)"

cp "$work/env" "$work/copy"
grub-editenv "$work/copy" set 'ORDER=B A' B_OK=1 B_PROVEN=1
disk
rounds 1
is 'a boot environment lost in a power cut is read from its copy' 'slot=B try=1 why=first env=copy' "$(cut -d' ' -f1-4 "$work/said")"
rm "$work/copy"
disk
rounds 1
is 'and without one the box still starts' 'slot=A try=1 why=first env=lost' "$(cut -d' ' -f1-4 "$work/said")"
exit $failed
