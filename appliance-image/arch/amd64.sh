# shellcheck shell=bash
# All that is amd64. An arm64 box needs a file like this one, and a boot loader for its board.

arch=amd64
kernel_package=linux-image-amd64
bios_boot=/usr/lib/grub/i386-pc/boot.img

# The disk that the firmware started is asked first: a stick may carry a partition of the same name.
# make_boot_images WORK: WORK/bootx64.efi and WORK/core.img, both reading grub/grub.cfg on the partition named ESP.
make_boot_images() {
    local work=$1
    local modules=(part_gpt part_msdos fat squash4 normal configfile linux search search_label search_fs_uuid
        loadenv echo test regexp serial terminal sleep reboot halt minicmd)
    cat >"$work/early.cfg" <<'CFG'
search --no-floppy --set=root --label --hint "$root" --hint "$root," ESP
set prefix=($root)/grub
configfile ($root)/grub/grub.cfg
CFG
    grub-mkimage -O x86_64-efi -o "$work/bootx64.efi" -p /grub -c "$work/early.cfg" "${modules[@]}" efi_gop
    grub-mkimage -O i386-pc -o "$work/core.img" -p /grub -c "$work/early.cfg" "${modules[@]}" biosdisk
}

efi_name=EFI/BOOT/BOOTX64.EFI
