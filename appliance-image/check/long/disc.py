"""A DVD+R in an emulated burner: a drive of CDEmu in the box, which the backup program finds and burns by itself.

The driver and the emulator come on a stick and run in a root of their own there; the box is the image as it is.
"""

import glob
import json
import os
import subprocess
import time

from sticks import Sticks

APT = """set -e
root=$1; shift
mount -t proc proc "$root/proc"; mount --rbind /dev "$root/dev"; mount -t tmpfs tmpfs "$root/tmp"
chroot "$root" apt-get -q update
DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get -qy --no-install-recommends install "$@"
"""
EMULATE = """place=/run/emulator
mkdir $place && mount -o ro /dev/%s $place
mount -t proc proc $place/proc && mount --rbind /dev $place/dev && mount -t tmpfs tmpfs $place/run && mount -t tmpfs tmpfs $place/tmp
chroot $place modprobe vhba
udevadm settle
(setsid chroot $place dbus-run-session --config-file=/usr/share/dbus-1/session.conf -- bash -c '
    cdemu-daemon --ctl-device=/dev/vhba_ctl --bus=session --num-devices=1 --logfile=/run/cdemu.log &
    until cdemu status; do sleep 3; done
    cdemu create-blank --writer-id=WRITER-ISO --medium-type=dvd+r 0 /run/dvd.iso; touch /run/ready
    sleep infinity' >/run/cdemu.said 2>&1 &)
for i in $(seq 200); do test -e $place/run/ready && break; sleep 2; done
udevadm settle; cat /run/cdemu.said; ls -l /dev/sr*"""
MAKERS = ("usr/lib/gcc", "usr/libexec/gcc", "usr/src", "usr/include", "var/*")


def emulator(run):
    """A stick with the image's root, a drive's driver and its emulator."""
    root, stick = run.work + "/disc-root", run.work + "/emulator.stick"
    subprocess.run(["rm", "-rf", root], check=True)
    with run.turn("root"):  # the stage of the updates changes this folder for moments
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
    run.squash(root, stick, MAKERS)
    subprocess.run(["rm", "-rf", root], check=True)
    return stick


def disc(run):
    run.report.stage("A DVD+R in an emulated burner")
    begun = time.monotonic()
    stick = emulator(run)
    run.report.figure(f"the emulator was made in {time.monotonic() - begun:.0f} s")
    with run.opened("disc") as machine:
        code, said = machine.tries("systemctl start sotruong-backup.service; journalctl -b -u sotruong-backup --no-pager -o cat", 900)
        run.report.expect("without a set there is nothing to burn", "nothing to do" in said, said[-300:])
        hands = Sticks(machine, run.work, run.sets, run.report.expect)
        hands.give_set()
        outcome = burn(machine)
        run.report.expect("a drive without a disc is waited for, and that is said", outcome.get("state") == "WAITING", outcome)
        said = machine.run(EMULATE % hands.plug("emulator", stick), 900)
        run.report.expect("there is an emulated burner", "/dev/sr1" in said, said[-600:])
        begun = time.monotonic()
        outcome = burn(machine)
        run.report.expect("a set is burnt onto a blank DVD+R and found whole there", outcome.get("state") == "VERIFIED", outcome)
        run.report.figure(f"{outcome.get('bytes', 0) / 1e6:.1f} MB onto the disc in {outcome.get('write_ms', 0) / 1000:.0f} s, "
                          f"read back in {outcome.get('read_ms', 0) / 1000:.0f} s; the whole order {time.monotonic() - begun:.0f} s")
        _, said = machine.tries("systemctl start sotruong-backup.service; "
                                "journalctl -b -u sotruong-backup --no-pager -o cat | grep '^backup:' | tail -n 1", 900)
        run.report.expect("what lies on a disc is not burnt again", "nothing to do" in said, said)


def burn(machine):
    """The box's own unit; gives the newest outcome for a disc."""
    machine.tries("systemctl start sotruong-backup.service", 1800)
    code, said = machine.tries("cat $(ls -t /var/lib/sotruong/spool/media/*.dvd-*.json | head -n 1)")
    if code:
        return {"journal": machine.tries("journalctl -b -u sotruong-backup --no-pager -o cat | tail -n 12")[1]}
    return json.loads(said)
