"""Sticks in the long run: put into a box that runs, with and without a file system, full, damaged, pulled out midway.

The box's own rules of udev, units and helper do the work; this module plays the hands at the socket and the book that
orders. `sticks(run)` is called by run.py; alone: sticks.py DISK SETS WORK (a disk of the image, a folder with a finished
backup set).
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import board  # noqa: E402
import teacher  # noqa: E402, the folder above
from machine import MIB, Machine, overlay  # noqa: E402


class Sticks:
    def __init__(self, machine, work, sets, expect, admin=None):
        self.machine, self.work, self.sets, self.expect, self.admin = machine, work, sets, expect, admin
        self.ordered = 0

    def ask(self, command, seconds=600):
        """Code and output, without the shell's own signs."""
        code, said = self.machine.tries(command, seconds)
        return code, re.sub(r"^(> ?)+", "", said).strip()

    def image(self, name, mib, kind=None, label="THE"):
        path = f"{self.work}/{name}.stick"
        if os.path.exists(path):
            os.unlink(path)
        with open(path, "wb") as file:
            file.truncate(mib * MIB)
        if kind == "ext4":
            subprocess.run(["mkfs.ext4", "-q", "-F", "-L", label, path], check=True)
        elif kind:
            subprocess.run(["mkfs." + kind, path], check=True, stdout=subprocess.DEVNULL)
        return path

    def plug(self, name, path):
        """Into the socket; gives the box's name for it. The serial number is the stick's own, in whichever socket."""
        before = set(self.devices())
        self.machine.qmp("blockdev-add", driver="raw", file={"driver": "file", "filename": path}, **{"node-name": "n-" + name})
        self.machine.qmp("device_add", driver="usb-storage", id="u-" + name, drive="n-" + name, bus="xhci.0", removable=True,
                         serial=os.path.basename(path).split(".")[0].upper())
        for _ in range(120):
            new = set(self.devices()) - before
            if new:
                return new.pop()
            time.sleep(0.5)
        raise RuntimeError(f"{name}: the box sees no new disk")

    def devices(self):
        return re.findall(r"\bsd[a-z]\b", self.ask("ls /sys/class/block")[1])

    def said(self, dev):
        """What was told of this device, the newest last."""
        _, said = self.ask("journalctl -b --no-pager -o cat -u 'sotruong-storage@*' -u 'sotruong-storage-*'")
        return [line for line in said.splitlines() if re.match(rf"storage: \S+ {dev} ", line)]

    def await_state(self, what, dev, wanted, seconds=900):
        begun = len(self.seen.get(dev, []))
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            lines = self.said(dev)[begun:]
            if any(re.fullmatch(rf"storage: {wanted}", line.replace(f" {dev} ", " ")) for line in lines):
                self.seen[dev] = self.said(dev)
                self.expect(what, True, "")
                return True
            time.sleep(1 if wanted.startswith("WRITING") else 3)    # each look costs the box half a second
        _, last = self.ask("journalctl -b --no-pager -n 25 -o cat -u 'sotruong-storage*' -u 'sotruong-backup*'")
        self.seen[dev] = self.said(dev)
        self.expect(what, False, f"wanted {wanted}, told {lines}; {last[-900:]}")
        return False

    seen = {}

    def fact(self, dev):
        code, said = self.ask(f"cat /run/sotruong/storage/{dev}.json")
        return json.loads(said) if code == 0 else {}

    def enrol(self, dev, kind="enrol"):
        """On the book's own page where somebody is signed in; else the order that the book would write."""
        self.ordered += 1
        if self.admin:
            person = self.admin()
            _, page = person.get("/media/enrol/" + dev)
            form = teacher.Forms(page).to("/media/enrol/" + dev)
            person.post("/media/enrol/" + dev, teacher.filled(form, label=f"Thẻ {self.ordered}", keeper="Cô Hoa"))
            return
        told, name = self.fact(dev), f"long{self.ordered}"
        token = hashlib.sha256(name.encode()).hexdigest()
        text = json.dumps({"v": 1, "id": name, "kind": kind, "dev": dev, "uuid": told.get("uuid", ""),
                           "serial": told.get("serial", ""), "token": token}, separators=(",", ":"))
        folder = "/var/lib/sotruong/spool/orders/media"
        self.machine.run(f"printf '%s\\n' '{text}' >{folder}/.{name} && chown sotruong-app:sotruong {folder}/.{name} "
                         f"&& mv {folder}/.{name} {folder}/{name}.json")

    def give_set(self, mib=0):
        """A finished set into the spool, as the app puts it there; it comes in on a disk of its own."""
        path = f"{self.work}/sets.disk"
        with open(path, "wb") as file:
            file.truncate((96 + mib) * MIB)
        subprocess.run(["mkfs.ext4", "-q", "-F", "-d", self.sets, path], check=True)
        self.machine.qmp("blockdev-add", driver="raw", file={"driver": "file", "filename": path}, **{"node-name": "n-sets"})
        self.machine.qmp("device_add", driver="usb-storage", id="u-sets", drive="n-sets", bus="xhci.0")
        for _ in range(60):
            code, _ = self.ask("test -b /dev/sda")
            if code == 0:
                break
            time.sleep(1)
        tray = "/var/lib/sotruong/spool/sets"
        self.machine.run(f"mkdir -p /run/in && mount -o ro /dev/sda /run/in && rm -rf {tray}/.in && mkdir {tray}/.in "
                         f"&& cp -r /run/in/* {tray}/.in/ && rm -rf {tray}/.in/lost+found && chown -R sotruong-app:sotruong {tray}/.in "
                         f"&& chmod -R u=rwX,g=rX,o= {tray}/.in && mv {tray}/.in/* {tray}/ && rmdir {tray}/.in && umount /run/in", 300)
        self.machine.pull("sets")

    def verified(self):
        _, said = self.ask("grep -l '\"state\":\"VERIFIED\"' /var/lib/sotruong/spool/media/*.usb-*.json | wc -l")
        return int(said.split()[-1])

    def run(self):
        self.give_set()
        self.blank()
        self.file_system("ext4")
        self.file_system("exfat")
        self.full()
        self.pulled()
        self.damaged()
        _, failed = self.ask("systemctl list-units --failed --plain --no-legend 'sotruong-*'")
        self.expect("after all these sticks nothing of ours has failed", not failed, failed)

    def blank(self):
        path = self.image("blank", 64)
        dev = self.plug("blank", path)
        self.await_state("a stick without a file system is told and not passed over in silence", dev, "UNREADABLE BLANK")
        self.machine.pull("blank")
        self.await_state("and when it goes", dev, "GONE -")

    def file_system(self, kind):
        dev = self.plug(kind, self.image(kind, 128, kind))
        self.await_state(f"an unknown {kind} stick is told", dev, "UNKNOWN NOT_ENROLLED")
        before = self.verified()
        self.enrol(dev)
        if self.await_state(f"an enrolled {kind} stick is written, mounted anew and compared", dev, "DONE -"):
            self.expect(f"the set was found whole on {kind}", self.verified() == before + 1, str(self.verified()))
        _, mounts = self.ask("grep /run/sotruong-media /proc/mounts")
        self.expect("and it is not mounted any more", not mounts, mounts)
        self.machine.pull(kind)
        self.await_state("a stick that is done may go", dev, "GONE -")
        dev = self.plug(kind + "2", f"{self.work}/{kind}.stick")
        self.await_state("back again it is known by its token, and there is nothing to do", dev, "DONE -")
        self.machine.pull(kind + "2")
        self.await_state("and goes", dev, "GONE -")

    def full(self):
        dev = self.plug("full", self.image("full", 64, "ext4"))
        self.await_state("an unknown stick is told", dev, "UNKNOWN NOT_ENROLLED")
        self.machine.run(f"mkdir -p /run/fill && mount /dev/{dev} /run/fill && {{ dd if=/dev/zero of=/run/fill/filler bs=64k || true; }}; "
                         "truncate -s -24K /run/fill/filler; umount /run/fill", 300)
        self.enrol(dev)
        self.await_state("a full stick is told", dev, "FULL TOO_SMALL")
        self.machine.pull("full")

    def pulled(self):
        dev = self.plug("slow", self.image("slow", 128, "ext4"))
        self.await_state("an unknown stick is told", dev, "UNKNOWN NOT_ENROLLED")
        self.enrol(dev)
        if self.await_state("while it is written", dev, "WRITING -"):
            self.machine.pull("slow")
            self.await_state("a stick pulled out midway is told", dev, "PULLED (WRITING|VERIFYING)")
            _, mounts = self.ask("sleep 2; grep /run/sotruong-media /proc/mounts")
            self.expect("and nothing stays mounted", not mounts, mounts)
            again = self.plug("slow2", f"{self.work}/slow.stick")
            self.await_state("back again it gets its set", again, "DONE -")
            _, left = self.ask(f"mkdir -p /run/look && mount -o ro /dev/{again} /run/look && ls -A /run/look/SOTRUONG; umount /run/look")
            self.expect("and no half set lies on it", left and ".partial" not in left, left)
            self.machine.pull("slow2")

    def damaged(self):
        path = f"{self.work}/ext4.stick"
        with open(path, "r+b") as file:
            file.seek(4096)
            file.write(os.urandom(4 * MIB))
        dev = self.plug("damaged", path)
        self.await_state("an enrolled stick whose file system is damaged is told", dev, "UNREADABLE FSCK")
        self.machine.pull("damaged")


def sticks(run, sets):
    """The stage of the long run."""
    run.report.stage("Sticks")
    with run.opened("sticks") as machine:
        run.trust(machine, "board")
        admin = board.account(run.accounts, "quản trị viên")
        Sticks(machine, run.work, sets, run.report.expect, lambda: board.administering(run, machine, admin)).run()


def main(words):
    disk, sets, work = words[1:4]
    os.makedirs(work, exist_ok=True)
    failed = []

    def expect(what, holds, seen=""):
        print(("ok " if holds else "FAILED ") + what + ("" if holds else ": " + seen), flush=True)
        if not holds:
            failed.append(what)

    machine = Machine(work, "sticks", overlay(disk, work + "/sticks.qcow2"))
    try:
        print(f"a shell after {machine.shell():.0f} s", flush=True)
        # a disk without a school is judged no good after a while, and would start anew
        machine.tries("systemctl mask --runtime --now sotruong-mark-good.service sotruong-app.service")
        Sticks(machine, work, sets, expect).run()
    finally:
        machine.cut_power()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
