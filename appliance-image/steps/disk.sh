# shellcheck shell=bash
# A disk of the parts: boot code, ESP, two slots, data. Made from files alone: no loop device, nothing mounted.
# Fixed: the start of each part (2048-sector steps) and the labels, which boot loader and updates go by.

esp_mib=64
data_mib=512        # grows to the whole disk at the first boot
slot_mib=600        # an update must fit: the slots of a flashed disk never change

make_slot() {   # sets $slot: the root file system as it lies in a slot
    need_tools mksquashfs
    slot=$cache/slot.img
    rm -f "$slot"
    # gzip: the boot loader reads kernel and initrd from here, and it knows no zstd
    mksquashfs "$root" "$slot" -quiet -no-progress -comp gzip -Xcompression-level 6 -noappend -all-time 0 \
        -wildcards -e 'var/*' >&2
    local size
    size=$(($(stat -c %s "$slot") / 1048576 + 1))
    [ "$size" -le "$slot_mib" ] || fail "the system takes $size MiB, a slot holds $slot_mib"
}

make_esp() {
    local work=$1
    make_boot_images "$work"
    truncate -s "${esp_mib}M" "$work/esp.img"
    mkfs.vfat -F 32 -n ESP "$work/esp.img" >/dev/null
    grub-editenv "$work/grubenv" create
    grub-editenv "$work/grubenv" set ORDER="A B" A_OK=1 A_TRY=0 A_PROVEN=0 B_OK=0 B_TRY=0 B_PROVEN=0
    export MTOOLS_SKIP_CHECK=1
    mmd -i "$work/esp.img" ::EFI ::EFI/BOOT ::grub
    mcopy -i "$work/esp.img" "$work/bootx64.efi" "::$efi_name"
    mcopy -i "$work/esp.img" "$here/arch/grub.cfg" ::grub/grub.cfg
    mcopy -i "$work/esp.img" "$work/grubenv" ::grub/grubenv
}

first_sector() { sgdisk -i "$1" "$2" | awk '/First sector/ { print $3 }'; }

put_part() {    # put_part IMAGE NUMBER FILE
    dd if="$3" of="$1" bs=1M seek=$(($(first_sector "$2" "$1") / 2048)) conv=notrunc,sparse status=none
}

make_disk() {   # sets $disk
    need_tools sgdisk mkfs.vfat mkfs.ext4 mcopy grub-mkimage grub-editenv python3
    local work
    work=$(mktemp -d -p "$cache")
    disk=$cache/sotruong-$(cat "$here/version")-$arch.img
    rm -f "$disk"
    make_esp "$work"
    truncate -s "${data_mib}M" "$work/data.img"
    mkfs.ext4 -q -L data -E hash_seed=00000000-0000-0000-0000-000000000000 -d "$root/var" "$work/data.img"
    truncate -s "$((1 + 1 + esp_mib + 2 * slot_mib + data_mib + 2))M" "$disk"
    sgdisk -a 2048 -n1:2048:+1M -t1:ef02 -c1:bios -n2:0:+${esp_mib}M -t2:ef00 -c2:ESP \
        -n3:0:+${slot_mib}M -t3:8304 -c3:root_a -n4:0:+${slot_mib}M -t4:8304 -c4:root_b \
        -n5:0:+${data_mib}M -t5:8300 -c5:data "$disk" >/dev/null
    put_part "$disk" 2 "$work/esp.img"
    put_part "$disk" 3 "$slot"
    put_part "$disk" 5 "$work/data.img"
    python3 "$here/steps/bios-boot.py" "$disk" "$bios_boot" "$work/core.img" "$(first_sector 1 "$disk")"
    rm -rf "$work"
}
