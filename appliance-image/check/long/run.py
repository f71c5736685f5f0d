#!/usr/bin/env python3
"""The long run: the image itself, started as a school's mini-PC starts it, under power cuts, updates and strange sticks.

usage: run.py ROOT CACHE WORK REPORT [STAGE...]
  ROOT    appliance-image of this project     CACHE  where build image left disk, slot and root
  WORK    a folder for this run               REPORT the page that is written
Stages: starts boots keys board updates cuts sticks disc (without one named all of them, two beside each other). Prints `ok …`, `FAILED …`, `figure …`; exit 1 when something failed.
"""

import contextlib
import fcntl
import glob
import json
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import time
import traceback

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import board  # noqa: E402
import disc  # noqa: E402
import teacher  # noqa: E402, the folder above
import sticks  # noqa: E402
from machine import MIB, Machine, Stopped, Tpm, free_port, overlay  # noqa: E402

# A machine of ours has one processor, so two of them go beside each other, each lane in a folder of its own. The stage that
# measures starts without QEMU goes alone, before them.
ALONE = ("starts",)
LANES = (("boots", "updates", "keys"), ("cuts", "board", "sticks", "disc"))


class Report:
    def __init__(self, path):
        self.path, self.lines, self.failed = path, [], 0
        self.begun = time.time()

    def stage(self, name):
        self.lines.append("")
        self.lines.append(f"## {name}")
        print(f"--- {name}", flush=True)

    def ok(self, what):
        self._say("ok", what)

    def bad(self, what):
        self.failed += 1
        self._say("FAILED", what)

    def figure(self, what):
        self._say("figure", what)

    def expect(self, what, holds, seen=""):
        if holds:
            self.ok(what)
        else:
            self.bad(f"{what}: {seen}")

    def _say(self, kind, what):
        print(kind, what, flush=True)
        self.lines.append(f"- {kind}: {what}")

    def add(self, path):
        """What a lane reported."""
        with open(path, encoding="utf-8") as file:
            lines = file.read().splitlines()
        self.lines += lines[lines.index("", 2):]
        self.failed += sum(line.startswith("- FAILED") for line in lines)

    def write(self, version):
        head = ["# The long run", "",
                f"Image {version}, {time.strftime('%d/%m/%Y %H:%M', time.gmtime(self.begun))} UTC, "
                f"{(time.time() - self.begun) / 60:.0f} minutes, {self.failed} failed. Made by `./sotruong test --image`; "
                "QEMU, translated code, one processor.",
                f"Load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors."]
        with open(self.path, "w", encoding="utf-8") as file:
            file.write("\n".join(head + self.lines) + "\n")


class Long:
    def __init__(self, here, cache, work, report, shared=None):
        """What all lanes use is made once, in the folder `shared`."""
        self.here, self.cache, self.work, self.report = here, cache, work, report
        self.shared = shared or work
        os.makedirs(work, exist_ok=True)
        with open(here + "/version", encoding="utf-8") as file:
            self.version = file.read().strip()
        self.image = f"{cache}/sotruong-{self.version}-amd64.img"
        self.root = cache + "/root"
        self.accounts = self.shared + "/accounts"
        self.sets = self.shared + "/sets"

    # ---- the data part, on this machine ----

    def part(self, number):
        lines = subprocess.run(["sgdisk", "-i", str(number), self.image], check=True, capture_output=True, text=True).stdout
        first = int(re.search(r"First sector: (\d+)", lines).group(1))
        size = int(re.search(r"Partition size: (\d+)", lines).group(1))
        return first * 512, size * 512

    def chroot(self, var, *words, user=None, check=True):
        """A command of the box, with this folder as its /var."""
        return subprocess.run(self.inside(var, words, user), stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              check=check)

    def chroot_start(self, log, var, *words):
        return subprocess.Popen(self.inside(var, words, "sotruong-app"), stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    @staticmethod
    def chroot_end(served):
        """Its first process is the child of unshare; with it all others of its own end."""
        subprocess.run(["pkill", "-KILL", "-P", str(served.pid)], check=False)
        served.wait()

    def inside(self, var, words, user):
        inner = ('mount --bind "$0" "$1/var" && mount -t proc proc "$1/proc" && mount -t tmpfs tmpfs "$1/tmp" '
                 '&& mount --rbind /dev "$1/dev" && root=$1 && shift && exec chroot "$root" "$@"')
        prefix = ["setpriv", "--reuid", user, "--regid", "sotruong", "--clear-groups"] if user else []
        handed = ["env", "CREDENTIALS_DIRECTORY=/var/handed"] if os.path.exists(var + "/handed") else []
        return ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private", "--", "bash", "-c", inner,
                var, self.root, *prefix, *handed, *words]

    @contextlib.contextmanager
    def turn(self, what):
        """One lane at a time."""
        with open(f"{self.shared}/{what}.lock", "w", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def school(self):
        """The image with an invented school on its data part; made once."""
        disk = self.shared + "/school.img"
        with self.turn("school"):
            if not newer(disk, self.image):
                self.make_school(disk)
        return disk

    def make_school(self, disk):
        var = self.shared + "/var"
        shutil.rmtree(var, ignore_errors=True)
        subprocess.run(["cp", "-a", self.root + "/var", var], check=True)
        cards = var + "/lib/sotruong/demo-cards"
        os.makedirs(cards, exist_ok=True)
        subprocess.run(["chown", "--reference=" + var + "/lib/sotruong/db", cards], check=True)
        told = self.chroot(
            var, "/bin/bash", "-c",
            'exec /opt/sotruong/runtime/bin/java -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -Dfile.encoding=UTF-8 '
            '-Dorg.sqlite.lib.path=/opt/sotruong/native -Dorg.sqlite.lib.name=libsqlitejdbc.so '
            '-cp "$(cat /opt/sotruong/classpath)" vn.sotruong.school.Main seed --data /var/lib/sotruong', user="sotruong-app")
        with open(self.accounts, "w", encoding="utf-8") as file:
            file.write(told.stdout)
        self.chroot(var, "/usr/bin/sotruong", "backup", "take", user="sotruong-app")
        shutil.rmtree(self.sets, ignore_errors=True)
        shutil.move(var + "/lib/sotruong/spool/sets", self.sets)
        os.makedirs(var + "/lib/sotruong/spool/sets")
        start, size = self.part(5)
        data = self.shared + "/data.img"
        with open(data, "wb") as file:
            file.truncate(size)
        subprocess.run(["mkfs.ext4", "-q", "-L", "data", "-d", var, data], check=True)
        subprocess.run(["cp", "--sparse=always", self.image, disk], check=True)
        subprocess.run(["dd", "if=" + data, "of=" + disk, "bs=1M", f"seek={start // MIB}", "conv=notrunc,sparse",
                        "status=none"], check=True)
        os.unlink(data)
        shutil.rmtree(var)

    # ---- machines ----

    @contextlib.contextmanager
    def machine(self, name, disk, firmware="uefi", **more):
        """A machine that is cut off in the end, however the stage ends."""
        machine = Machine(self.work, name, disk, firmware, **more)
        try:
            machine.shell()
            yield machine
            self.never_restarted(machine)
        except Exception:
            self.never_restarted(machine)
            raise
        finally:
            machine.cut_power()

    def opened(self, name):
        """A machine with the school open, on a disk of its own. One was started for all stages and kept in a file."""
        disk, memory = self.shared + "/opened.qcow2", self.shared + "/opened.memory"
        school = self.school()
        with self.turn("opened"):
            if not newer(memory, school, os.path.dirname(__file__) + "/machine.py"):
                self.open_once(overlay(school, disk), memory)
        return self.machine(name, overlay(disk, f"{self.work}/{name}.qcow2"), "bios", saved=memory)

    def open_once(self, disk, memory):
        with self.machine("opened", disk, "bios") as machine:
            age, said = self.await_health(machine)
            self.report.expect(f"a box with a school starts: open after {age:.0f} s", '"open"' in said, said)
            self.nothing_failed(machine, "opened")
            self.await_good(machine, "A")
            self.never_restarted(machine)
            machine.save(memory)

    def never_restarted(self, machine):
        """systemd starts a book that ended, or did not say in time that it is alive, again; a stage must not pass over that."""
        if not machine.runs():
            return
        with contextlib.suppress(Stopped):
            times = machine.run("systemctl show -P NRestarts sotruong-app", 60)
            if times != "0":
                self.report.bad(f"{machine.name}: the book was started again {times} times\n"
                                + machine.tries("journalctl -b -u sotruong-app -n 40 --no-pager")[1])

    def teacher(self):
        with open(self.accounts, encoding="utf-8") as file:
            for line in file:
                if " dạy Ngữ văn " in line:
                    return line.split()[:2]
        raise Stopped("no teacher in " + self.accounts)

    # ---- what is asked of a machine ----

    def await_health(self, machine, seconds=900):
        """Waits for an answer of /health; gives the seconds since power-on and the answer. Asking costs a slow machine as
        much as a second of its start, so nobody asks before the port is open."""
        end = time.monotonic() + seconds
        machine.tries(f"for i in $(seq {seconds // 2}); do {{ true </dev/tcp/127.0.0.1/8443; }} 2>/dev/null && break; sleep 2; done",
                      2 * seconds)
        while time.monotonic() < end:
            code, said = machine.tries("curl -sk --max-time 20 https://127.0.0.1:8443/health", 60)
            if code == 0 and said.startswith("{"):
                return machine.age(), said
            time.sleep(1)
        raise Stopped(f"{machine.name}: /health did not answer\n"
                      + machine.tries("journalctl -b -u sotruong-app -n 30 --no-pager")[1])

    def trust(self, machine, name):
        """The box's own authority, as a file."""
        authority = f"{self.work}/{name}.pem"
        with open(authority, "w", encoding="utf-8") as file:
            file.write(machine.run("cat /var/lib/sotruong/keys/lan/authority.pem") + "\n")
        return authority

    def works(self, machine, name):
        """A teacher, from outside and by the LAN's port."""
        authority = self.trust(machine, name)
        done = subprocess.run([sys.executable, self.here + "/check/teacher.py", f"https://127.0.0.1:{machine.port}", authority,
                               *self.teacher()], capture_output=True, text=True, timeout=1800)
        for line in done.stdout.splitlines():
            if line.startswith("ok "):
                self.report.ok(f"{name}: {line[3:]}")
        if done.returncode:
            self.report.bad(f"{name}: {done.stdout.splitlines()[-1:]} {done.stderr[-400:]}")

    def nothing_failed(self, machine, name):
        machine.tries("systemctl is-system-running --wait", 900)
        units = machine.run("systemctl list-units --failed --plain --no-legend")
        self.report.expect(f"{name}: no unit failed", not units, units)

    # ---- stages ----

    def starts(self, rounds=7):
        """From the start of the program to READY, by turns with and without the cache of the start; on this machine."""
        self.report.stage("Cold start: with and without the cache of the start")
        school, place, took = self.school(), self.work + "/starts", {"with": [], "without": []}
        os.makedirs(place, exist_ok=True)
        start, size = self.part(5)
        data = self.work + "/starts.img"
        subprocess.run(["dd", "if=" + school, "of=" + data, "bs=1M", f"skip={start // MIB}",
                        f"count={size // MIB}", "conv=sparse", "status=none"], check=True)
        subprocess.run(["mount", "-o", "loop,nosuid,nodev", data, place], check=True)
        try:
            for number in range(2 * rounds):
                way = ("with", "without")[number % 2]
                took[way].append(self.start_once(place, way == "with"))
        finally:
            subprocess.run(["umount", place], check=True)
            os.unlink(data)
        middle = {way: sorted(times)[rounds // 2] for way, times in took.items()}
        self.report.figure(f"with {middle['with']:.2f} s, without {middle['without']:.2f} s, "
                           f"{middle['without'] / middle['with']:.1f} times (middle of {rounds})")

    def start_once(self, place, cached):
        port, log = free_port(), self.work + "/start.log"
        environment = [] if cached else ["/usr/bin/env", "SOTRUONG_JAVA=-XX:AOTMode=off"]
        with open(log, "w", encoding="utf-8") as file:
            begun = time.monotonic()
            served = self.chroot_start(file, place, *environment, "/usr/bin/sotruong", "serve", "--port", str(port))
        try:
            while time.monotonic() < begun + 120:
                with open(log, encoding="utf-8") as file:
                    if "READY" in file.read():
                        return time.monotonic() - begun
                time.sleep(0.01)
            raise Stopped("no READY in 120 s")
        finally:
            self.chroot_end(served)

    def boots(self):
        self.report.stage("Boots: BIOS and UEFI")
        for firmware in ("bios", "uefi"):
            disk = overlay(self.image, f"{self.work}/boot-{firmware}.qcow2")
            subprocess.run(["qemu-img", "resize", "-q", disk, "4G"], check=True)
            with self.machine("boot-" + firmware, disk, firmware, quick=False) as machine:
                self.report.figure(f"{firmware}: a shell {machine.age():.0f} s after power-on")
                age, said = self.await_health(machine)
                self.report.expect(f"{firmware}: an empty box waits for its school", '"setup"' in said, said)
                self.report.figure(f"{firmware}: the page {age:.0f} s after power-on")
                self.nothing_failed(machine, firmware)
                blame = machine.run("systemd-analyze blame --no-pager | head -n 6").split("\n")
                self.report.figure(f"{firmware}: longest units: " + ", ".join(" ".join(each.split()) for each in blame))
                begun, ready = (int(each) / 1e6 for each in machine.run(
                    "systemctl show --value -P ExecMainStartTimestampMonotonic -P ActiveEnterTimestampMonotonic sotruong-app").split())
                self.report.figure(f"{firmware}: by the kernel's clock the app began after {begun:.0f} s and was ready after {ready:.0f} s")
                said = machine.tries("journalctl -b -u sotruong-app --no-pager | grep -F '[aot]'")[1]
                self.report.expect(f"{firmware}: Java takes its cache of the start", not said, said[-400:])
                size = int(machine.run("df --output=size -m /var | tail -n 1"))
                self.report.expect(f"{firmware}: the data part took the rest of the disk ({size} MiB)", size > 2300, size)
                memory = re.search(r"Mem:\s+(\d+)\s+(\d+)", machine.run("free -m"))
                self.report.figure(f"{firmware}: {memory.group(2)} MiB in use of {memory.group(1)}, the whole system at rest")
                machine.qmp("screendump", filename=f"{self.work}/{firmware}.png", format="png")
                self.report.figure(f"{firmware}: {machine.press_power():.1f} s from power button to off")

    def cuts(self, number=20):
        """Power cuts: what lies on the disk at an instant, under load, is opened on this machine and verified."""
        self.report.stage(f"{number} power cuts under load")
        start, size = self.part(5)
        broken, known = 0, 0
        if os.path.exists(self.work + "/acknowledged"):
            os.unlink(self.work + "/acknowledged")
        with self.opened("cuts") as machine:
            self.works(machine, "cuts")
            key = machine.run("systemd-creds decrypt --name=store.key /run/credstore.encrypted/store.key -")
            with open(self.work + "/load.log", "w", encoding="utf-8") as log:
                load = subprocess.Popen(
                    [sys.executable, self.here + "/check/long/load.py", self.here, f"https://127.0.0.1:{machine.port}",
                     self.work + "/cuts.pem", self.accounts, self.work + "/acknowledged"], stdout=log, stderr=log)
            try:
                frozen = self.work + "/cuts.qcow2"
                for number_of_cut in range(1, number + 1):
                    known = self.await_marks(load, known + 1)
                    time.sleep(number_of_cut % 7 * 0.4)     # no two cuts at the same step of a save
                    acknowledged = self.acknowledged()
                    goes_on = f"{self.work}/cuts-{number_of_cut}.qcow2"
                    machine.qmp("blockdev-snapshot-sync", device="disk", **{"snapshot-file": goes_on, "format": "qcow2"})
                    wrong = self.open_frozen(frozen, start, size, key, acknowledged)
                    if wrong:
                        broken += 1
                        self.report.bad(f"cut {number_of_cut}: {wrong}")
                    frozen = goes_on
            finally:
                load.kill()
            total = len(self.acknowledged())
            self.report.figure(f"{total} marks were acknowledged, at least one more before each cut")
            self.report.expect(f"after each of {number} cuts the chain is sound and every acknowledged mark is there",
                               not broken, f"{broken} cuts")
        with self.machine("cuts-again", frozen, "bios") as machine:
            age, said = self.await_health(machine)
            self.report.expect(f"the power came back: the school answers after {age:.0f} s without anyone", '"open"' in said, said)

    def await_marks(self, load, number):
        """Until so many marks were acknowledged; gives how many there are."""
        for _ in range(3000):
            there = len(self.acknowledged())
            if there >= number:
                return there
            if load.poll() is not None:
                raise Stopped(f"the teacher went away after {there} marks: {said_last(self.work + '/load.log')}")
            time.sleep(0.2)
        raise Stopped(f"no mark was acknowledged for ten minutes, after {len(self.acknowledged())}")

    def acknowledged(self):
        try:
            with open(self.work + "/acknowledged", encoding="utf-8") as file:
                return [line.split() for line in file if line.endswith("\n")]
        except FileNotFoundError:
            return []

    def open_frozen(self, frozen, start, size, key, acknowledged):
        """The data part as a cut would leave it: its file system recovered, the chain verified, and every acknowledged
        mark read over HTTPS from the programs of the image, run by this machine. Gives what is wrong."""
        data, place = self.work + "/frozen.img", self.work + "/frozen"
        # qemu-img counts from the beginning of the disk, what it skips included
        subprocess.run(["qemu-img", "dd", "-f", "qcow2", "-O", "raw", "bs=1M", f"skip={start // MIB}",
                        f"count={(start + size) // MIB}", "if=" + frozen, "of=" + data], check=True, stdout=subprocess.DEVNULL)
        os.makedirs(place, exist_ok=True)
        subprocess.run(["mount", "-o", "loop,nosuid,nodev", data, place], check=True)
        try:
            self.hand(place, key)
            audit = self.chroot(place, "/usr/bin/sotruong", "audit", "verify", user="sotruong-app", check=False)
            if audit.returncode:
                return (audit.stdout + audit.stderr)[-600:]
            return self.marks_missing(place, acknowledged) if acknowledged else ""
        finally:
            subprocess.run(["umount", place], check=True)
            os.unlink(data)

    @staticmethod
    def hand(var, key):
        """The key that the box sealed to itself, as systemd hands it to the book there."""
        owner = os.stat(var + "/lib/sotruong/db")
        os.makedirs(var + "/handed", exist_ok=True)
        with open(var + "/handed/store.key", "w", encoding="utf-8") as file:
            file.write(key + "\n")
        for each in (var + "/handed", var + "/handed/store.key"):
            os.chown(each, owner.st_uid, owner.st_gid)

    def marks_missing(self, place, acknowledged):
        port = free_port()
        with open(self.work + "/frozen.log", "w", encoding="utf-8") as log:
            served = self.chroot_start(log, place, "/usr/bin/sotruong", "serve", "--port", str(port))
        try:
            for _ in range(120):
                with open(self.work + "/frozen.log", encoding="utf-8") as log:
                    if "READY" in log.read():
                        break
                time.sleep(0.5)
            person = teacher.Teacher(f"https://127.0.0.1:{port}", place + "/lib/sotruong/keys/lan/authority.pem")
            person.sign_in(*self.teacher())
            missing = [f"{sheet} {cell} {mark}" for sheet, cell, mark in acknowledged if person.reads(sheet, cell) != mark]
            return f"{len(missing)} of {len(acknowledged)} acknowledged marks are not there: {missing[:3]}" if missing else ""
        finally:
            self.chroot_end(served)

    # ---- keys ----

    def keys(self):
        """The store's key in the TPM: the same machine opens it again by itself, the disk in another one does not."""
        self.report.stage("Keys: a TPM, the same one again, another one")
        disk = overlay(self.school(), self.work + "/keys.qcow2")
        own, other = Tpm(self.work + "/tpm-own"), Tpm(self.work + "/tpm-other")
        for name, tpm, state in (("first", own, "open"), ("stolen", other, "locked"), ("home", own, "open")):
            with self.machine("keys-" + name, disk, tpm=tpm) as machine:
                told = machine.run("until systemctl -q is-active sotruong-secrets; do sleep 3; done; cat /run/sotruong/secrets.json", 900)
                self.report.ok(f"{name}: {told}")
                if name != "first":     # there the key is only sealed; at home the same chip opens it
                    age, said = self.await_health(machine)
                    self.report.expect(f"{name}: the store is {state} ({age:.0f} s)", f'"state":"{state}"' in said.replace(" ", ""), said)
                plain = machine.tries("ls /var/lib/sotruong/keys/db.key")[0]
                self.report.expect(f"{name}: no key lies on the disk", plain != 0)
                self.never_restarted(machine)
                machine.press_power()
            tpm.stop()

    def board(self):
        board.board(self)

    def disc(self):
        disc.disc(self)

    def sticks(self):
        self.school()
        name = os.listdir(self.sets)
        self.report.expect("there is a set to write", bool(name))
        sticks.sticks(self, self.sets)

    # ---- updates ----

    @staticmethod
    def squash(root, slot, without=("var/*",)):
        subprocess.run(["mksquashfs", root, slot, "-quiet", "-no-progress", "-comp", "gzip", "-Xcompression-level", "1",
                        "-all-time", "0", "-noappend", "-wildcards", "-e", *without], check=True, stdout=subprocess.DEVNULL)

    def slot(self, name, version, init=True):
        """The image's own system under another version; without init, one that cannot start."""
        release, first, slot = self.root + "/usr/lib/sotruong/release", self.root + "/usr/lib/systemd/systemd", f"{self.work}/{name}.slot"
        with self.turn("root"):     # another lane may be copying this folder
            with open(release, encoding="utf-8") as file:
                kept = file.read()
            try:
                with open(release, "w", encoding="utf-8") as file:
                    file.write(re.sub(r"VERSION=.*", "VERSION=" + version, kept))
                if not init:
                    os.rename(first, first + ".kept")
                    with open(first, "w", encoding="utf-8") as file:
                        file.write("#!/bin/sh\nexit 1\n")
                    os.chmod(first, 0o755)
                self.squash(self.root, slot)
            finally:
                with open(release, "w", encoding="utf-8") as file:
                    file.write(kept)
                if not init:
                    os.replace(first + ".kept", first)
        return slot

    def bundle(self, slot, version, name, keys="release-keys"):
        made, folder = f"{self.work}/{name}.raucb", self.cache + "/" + keys
        if os.path.exists(made):
            os.unlink(made)
        if not os.path.exists(folder):
            subprocess.run(["bash", self.here + "/steps/release-keys.sh", folder], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["bash", self.here + "/steps/bundle.sh", slot, made], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, "VERSION": version, "CERT": folder + "/release.pem", "KEY": folder + "/release.key",
                            "CA": folder + "/ca.pem"})
        return made

    def stick(self, name, files, kind="ext4", mib=None):
        """A stick with these files in its folder for updates."""
        folder, image = f"{self.work}/{name}.folder", f"{self.work}/{name}.stick"
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder + "/SOTRUONG-UPDATE")
        for file in files:
            shutil.move(file, folder + "/SOTRUONG-UPDATE/" + os.path.basename(file))
        size = mib or sum(os.path.getsize(path) for path in glob.glob(folder + "/*/*")) // MIB + 96
        with open(image, "wb") as file:
            file.truncate(size * MIB)
        subprocess.run(["mkfs." + kind, "-q", "-L", "CAPNHAT", "-d", folder, image], check=True)
        shutil.rmtree(folder)
        return image

    def updates(self):
        self.report.stage("Updates: A and B")
        newer = self.version.rsplit(".", 1)[0] + "." + str(int(self.version.rsplit(".", 1)[1]) + 1)
        newest = self.version.rsplit(".", 1)[0] + "." + str(int(self.version.rsplit(".", 1)[1]) + 2)
        begun = time.monotonic()
        whole, broken = self.slot("whole", newer), self.slot("broken", newest, init=False)
        good = self.bundle(whole, newer, "good")
        self.report.figure(f"an update is {os.path.getsize(good) // MIB} MiB")
        damaged = shutil.copy(good, self.work + "/damaged.raucb")
        with open(damaged, "r+b") as file:
            file.seek(40 * MIB)
            flipped = bytes(255 - byte for byte in file.read(4096))
            file.seek(40 * MIB)
            file.write(flipped)
        stick = self.stick("updates", [good, damaged, self.bundle(whole, newer, "stranger", keys="stranger-keys"),
                                       self.bundle(whole, "2025.1.1", "older"), self.bundle(broken, newest, "broken")])
        for slot in (whole, broken):
            os.unlink(slot)
        self.report.figure(f"the bundles were made in {time.monotonic() - begun:.0f} s")

        with self.opened("updates-1") as machine:
            disk = machine.disk
            self.put_in(machine, stick)
            self.box(machine, self.version, "A")
            for name, reason in (("stranger", "OTHER_SIGNER"), ("older", "OLDER"), ("damaged", "DAMAGED")):
                code, said = machine.tries(f"/opt/sotruong/bin/update install /run/update-stick/SOTRUONG-UPDATE/{name}.raucb", 900)
                told = said.splitlines()[-1] if said else ""
                self.report.expect(f"{name}: {told}", code == 1 and told.startswith("refused " + reason), said[-300:])
            machine.wire.sendall(b"/opt/sotruong/bin/update install /run/update-stick/SOTRUONG-UPDATE/good.raucb </dev/null &\n")
            self.await_writing(machine)
            machine.cut_power()
        subprocess.run(["qemu-img", "resize", "-q", disk, "4G"], check=True)

        with self.machine("updates-2", disk) as machine:
            self.comes_up(machine, stick)
            self.box(machine, self.version, "A")
            self.report.ok("the power was cut while an update was put in: the system is the one before")
            self.never_restarted(machine)
            begun = time.monotonic()
            machine.wire.sendall(b"/opt/sotruong/bin/update install /run/update-stick/SOTRUONG-UPDATE/good.raucb </dev/null && systemctl reboot\n")
            machine.wait_off(900)
            self.report.figure(f"an update is put in, and the box off to start again, after {time.monotonic() - begun:.0f} s")

        with self.machine("updates-3", disk) as machine:
            self.comes_up(machine, stick)
            self.box(machine, newer, "B")
            self.await_good(machine, "B")
            self.works(machine, "after the update")
            self.never_restarted(machine)
            machine.wire.sendall(b"/opt/sotruong/bin/update install /run/update-stick/SOTRUONG-UPDATE/broken.raucb </dev/null && systemctl reboot\n")
            machine.wait_off(900)

        for attempt in range(1, 4):
            machine = Machine(self.work, f"updates-broken-{attempt}", disk)
            try:
                machine.wait_off(600)
                self.report.ok(f"a system without init ends its start {attempt} by itself after {machine.age():.0f} s")
            finally:
                machine.cut_power()
        with self.machine("updates-4", disk) as machine:
            self.comes_up(machine, stick)
            self.box(machine, newer, "B", "fell-back")
            self.works(machine, "after the fall-back")

    @staticmethod
    def put_in(machine, stick):
        machine.plug("stick", stick)
        machine.run("mkdir -p /run/update-stick; for i in $(seq 60); do sleep 1; udevadm settle; "
                    "mount -o ro /dev/disk/by-label/CAPNHAT /run/update-stick && break; done; mountpoint /run/update-stick", 300)

    def comes_up(self, machine, stick):
        self.put_in(machine, stick)
        age, said = self.await_health(machine)
        self.report.expect(f"{machine.name}: the school is open {age:.0f} s after power-on", '"open"' in said, said)

    def box(self, machine, version, slot, why=None):
        for _ in range(300):
            code, said = machine.tries("cat /run/sotruong/box.json")
            if code == 0:
                break
            time.sleep(2)
        told = json.loads(said)
        seen = (told.get("version"), told.get("slot"))
        self.report.expect(f"{machine.name}: slot {slot} runs, version {version}" + (f", {why}" if why else ""),
                           seen == (version, slot) and why in (None, told.get("why")), said)

    def await_good(self, machine, slot):
        for _ in range(300):
            if f"{slot}_PROVEN=1" in machine.run("grub-editenv /efi/grub/grubenv list"):
                self.report.ok(f"slot {slot} was found good once the school answered")
                return
            time.sleep(3)
        self.report.bad(f"slot {slot} was not found good: " + machine.run("journalctl -b -u sotruong-mark-good --no-pager -n 20"))

    @staticmethod
    def await_writing(machine):
        """Until a part of the update lies in the other slot."""
        for _ in range(2400):
            _, said = machine.tries("cat /sys/class/block/vda4/stat")
            if said and int(said.split()[6]) > 100_000:     # sectors written
                return
            time.sleep(0.5)
        raise Stopped("nothing was written into the other slot")


def said_last(path):
    with open(path, encoding="utf-8") as file:
        return file.read()[-300:]


def newer(made, *sources):
    return os.path.exists(made) and all(os.path.getmtime(made) > os.path.getmtime(each) for each in sources)


def go(run, stages):
    for name in stages:
        begun = time.monotonic()
        try:
            getattr(run, name)()
        except Exception as why:    # a stage that breaks is a failure of the run, and the next one is tried
            traceback.print_exc()
            run.report.bad(f"{name}: {type(why).__name__} {str(why)[:600]}")
        run.report.figure(f"stage {name}: {time.monotonic() - begun:.0f} s")
    run.report.write(run.version)


def lanes(run):
    running = []
    for n, stages in enumerate(LANES):
        told = f"{run.report.path}.lane-{n}"
        if os.path.exists(told):
            os.unlink(told)
        lane = Long(run.here, run.cache, f"{run.work}/lane-{n}", Report(told), run.work)
        running.append((told, multiprocessing.Process(target=go, args=(lane, stages))))
        running[-1][1].start()
    for told, lane in running:
        lane.join()
        if os.path.exists(told):
            run.report.add(told)
            os.unlink(told)
        else:
            run.report.bad(f"a lane ended without a report: exit {lane.exitcode}")


def main(words):
    if len(words) < 5:
        print(__doc__, file=sys.stderr)
        return 2
    report = Report(words[4])
    run = Long(os.path.abspath(words[1]), os.path.abspath(words[2]), os.path.abspath(words[3]), report)
    go(run, words[5:] or ALONE)
    if not words[5:]:
        lanes(run)
        report.write(run.version)
    for leftover in glob.glob(run.work + "/**/*.qcow2", recursive=True):
        if leftover != run.work + "/opened.qcow2":
            os.unlink(leftover)
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
