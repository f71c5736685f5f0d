"""A DVD+R in an emulated burner: a drive of CDEmu in the box, which the backup program finds and burns by itself.

The box gets the driver and the emulator in a slot made for this run; its program, unit and rights are those of the image.
"""

import glob
import json
import os
import subprocess
import time

from machine import MIB, Machine, overlay
from sticks import Sticks

APT = """set -e
root=$1; shift
mount -t proc proc "$root/proc"; mount --rbind /dev "$root/dev"; mount -t tmpfs tmpfs "$root/tmp"
chroot "$root" apt-get -q update
DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get -qy --no-install-recommends install "$@"
"""
MAKERS = ("usr/lib/gcc", "usr/libexec/gcc", "usr/src", "usr/include", "var/*")


def emulating(run):
    """The image's root with a drive's driver and its emulator."""
    root = run.work + "/disc-root"
    subprocess.run(["rm", "-rf", root], check=True)
    subprocess.run(["cp", "-a", run.root, root], check=True)
    with open(run.cache + "/sources.list", encoding="utf-8") as own, open(root + "/etc/apt/sources.list", "w", encoding="utf-8") as file:
        file.write(own.read())
    for file in glob.glob("/etc/apt/apt.conf.d/99*"):   # how this machine reaches the archive
        subprocess.run(["cp", file, root + "/etc/apt/apt.conf.d/"], check=True)
    subprocess.run(["cp", "--remove-destination", "-L", "/etc/resolv.conf", root + "/etc/resolv.conf"], check=True)
    kernel = os.listdir(root + "/lib/modules")[0]
    with open(run.work + "/disc-root.log", "w", encoding="utf-8") as log:
        subprocess.run(["unshare", "--mount", "--pid", "--fork", "--kill-child", "bash", "-c", APT, "apt", root,
                        "linux-headers-" + kernel, "vhba-dkms", "cdemu-daemon", "cdemu-client", "dbus"],
                       check=True, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    return root


def disc(run):
    run.report.stage("A DVD+R in an emulated burner")
    school, image = run.school(), run.work + "/disc.img"
    root, slot = emulating(run), run.work + "/disc.slot"
    run.squash(root, slot, MAKERS)
    subprocess.run(["rm", "-rf", root], check=True)
    start, size = run.part(3)
    if os.path.getsize(slot) > size:
        run.report.bad(f"the slot for this run takes {os.path.getsize(slot) // MIB} MiB")
        return
    subprocess.run(["cp", "--sparse=always", school, image], check=True)
    subprocess.run(["dd", "if=" + slot, "of=" + image, "bs=1M", f"seek={start // MIB}", "conv=notrunc", "status=none"], check=True)
    os.unlink(slot)

    machine = Machine(run.work, "disc", overlay(image, run.work + "/disc.qcow2"), "bios")
    try:
        machine.shell()
        run.await_health(machine)
        code, said = machine.tries("systemctl start sotruong-backup.service; journalctl -b -u sotruong-backup --no-pager -o cat", 300)
        run.report.expect("without a set there is nothing to burn", "nothing to do" in said, said[-300:])
        Sticks(machine, run.work, run.sets, run.report.expect).give_set()
        outcome = burn(machine)
        run.report.expect("a drive without a disc is waited for, and that is said", outcome.get("state") == "WAITING", outcome)
        machine.run("modprobe vhba && sleep 2 && (setsid dbus-run-session --config-file=/usr/share/dbus-1/session.conf -- bash -c '"
                    "cdemu-daemon --ctl-device=/dev/vhba_ctl --bus=session --num-devices=1 --logfile=/run/cdemu.log & sleep 15; "
                    "cdemu create-blank --writer-id=WRITER-ISO --medium-type=dvd+r 0 /run/dvd.iso; touch /run/cdemu.ready; "
                    "sleep infinity' >/run/cdemu.said 2>&1 &) ; for i in $(seq 60); do test -e /run/cdemu.ready && break; sleep 2; done; "
                    "udevadm settle; cat /run/cdemu.said; ls -l /dev/sr*", 300)
        begun = time.monotonic()
        outcome = burn(machine)
        run.report.expect("a set is burnt onto a blank DVD+R and found whole there", outcome.get("state") == "VERIFIED", outcome)
        run.report.figure(f"{outcome.get('bytes', 0) / 1e6:.1f} MB onto the disc in {outcome.get('write_ms', 0) / 1000:.0f} s, "
                          f"read back in {outcome.get('read_ms', 0) / 1000:.0f} s; the whole order {time.monotonic() - begun:.0f} s")
        _, said = machine.tries("systemctl start sotruong-backup.service; "
                                "journalctl -b -u sotruong-backup --no-pager -o cat | grep '^backup:' | tail -n 1", 300)
        run.report.expect("what lies on a disc is not burnt again", "nothing to do" in said, said)
    finally:
        machine.cut_power()


def burn(machine):
    """The box's own unit; gives the newest outcome for a disc."""
    machine.tries("systemctl start sotruong-backup.service", 900)
    code, said = machine.tries("cat $(ls -t /var/lib/sotruong/spool/media/*.dvd-*.json | head -n 1)")
    if code:
        return {"journal": machine.tries("journalctl -b -u sotruong-backup --no-pager -o cat | tail -n 12")[1]}
    return json.loads(said)
