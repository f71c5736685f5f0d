#!/usr/bin/env python3
"""Writes the code that a BIOS starts: the first sector, and the loader in the partition made for it.

usage: bios-boot.py DISK BOOT.IMG CORE.IMG START   (START: first sector of the BIOS boot partition)
What grub-install does on a mounted disk, done to a file: the first sector learns where the loader lies (offset 0x5c),
does not guess the drive (the jump at 0x66), and the loader's own list of blocks names the sector after its first.
"""

import struct
import sys

SECTOR = 512
ROOM = 1 << 20
LOADER_AT = slice(0x5C, 0x64)
DRIVE_CHECK = slice(0x66, 0x68)
CODE = 440
BLOCK_LIST = slice(500, 508)


def main(disk, boot_image, core_image, start):
    start = int(start)
    with open(boot_image, "rb") as file:
        boot = bytearray(file.read(SECTOR))
    with open(core_image, "rb") as file:
        core = bytearray(file.read())
    if len(core) > ROOM:
        sys.exit(f"the loader takes {len(core)} bytes, its partition holds {ROOM}")
    boot[LOADER_AT] = struct.pack("<Q", start)
    boot[DRIVE_CHECK] = b"\x90\x90"
    core[BLOCK_LIST] = struct.pack("<Q", start + 1)
    with open(disk, "r+b") as file:
        first = bytearray(file.read(SECTOR))
        first[:CODE] = boot[:CODE]
        file.seek(0)
        file.write(first)
        file.seek(start * SECTOR)
        file.write(core)


if __name__ == "__main__":
    main(*sys.argv[1:])
