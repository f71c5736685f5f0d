"""A machine of QEMU with the box's disk in it, unchanged: what a school's mini-PC does, but slowly.

Translated code only (-accel tcg) and one processor: here /dev/kvm may open and be of no use, and two translated
processors were seen to break the kernel's own patching. The image has no way in for a tester; a shell on the second
serial port is handed to systemd by the firmware's tables, which only whoever owns the machine can write.
"""

import base64
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import threading
import time

MIB = 1 << 20
OVMF_CODE = "/usr/share/OVMF/OVMF_CODE_4M.fd"
OVMF_VARS = "/usr/share/OVMF/OVMF_VARS_4M.fd"

SHELL = """[Unit]
Description=The long run's shell
DefaultDependencies=no
After=local-fs.target
[Service]
ExecStart=/bin/bash --norc --noprofile
Environment=PS1= PS2= TERM=dumb SYSTEMD_PAGER=cat SYSTEMD_COLORS=0 HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin
StandardInput=tty
StandardOutput=tty
StandardError=tty
TTYPath=/dev/ttyS1
TTYReset=no
Restart=always
IgnoreSIGPIPE=no
"""

# Translated code pays dearly for what Java's second compiler does. Where a stage does not try the start, the first compiler
# does it all, the book may be silent for longer, and nobody looks every other second whether it answers before it says so.
# The image itself has none of this.
FIRST_COMPILER = "[Service]\nEnvironment=SOTRUONG_JAVA=-XX:TieredStopAtLevel=1\n"
QUICK = [("unit-dropin.sotruong-app.service", FIRST_COMPILER + "WatchdogSec=5min\n"),
         ("unit-dropin.sotruong-mark-good.service", "[Unit]\nAfter=sotruong-app.service\n"),
         ("unit-dropin.sotruong-backup.service", FIRST_COMPILER), ("unit-dropin.sotruong-backup@.service", FIRST_COMPILER)]


class Stopped(Exception):
    """The machine ended, or did not answer in time."""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def overlay(image, path):
    """A disk that begins as the image and keeps its own changes."""
    if os.path.exists(path):
        os.unlink(path)
    kind = "qcow2" if image.endswith(".qcow2") else "raw"
    subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", "-b", os.path.abspath(image), "-F", kind, path], check=True)
    return path


class Tpm:
    """A TPM 2 in software; its state outlives the machine, as a chip's does."""

    def __init__(self, folder):
        self.folder = folder
        os.makedirs(folder, exist_ok=True)
        if not os.path.exists(folder + "/tpm2-00.permall"):
            subprocess.run(["swtpm_setup", "--tpm2", "--tpmstate", folder, "--overwrite"], check=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.process = None

    def start(self):
        self.stop()
        sock = self.folder + "/sock"
        if os.path.exists(sock):
            os.unlink(sock)
        self.process = subprocess.Popen(
            ["swtpm", "socket", "--tpm2", "--tpmstate", "dir=" + self.folder, "--ctrl", "type=unixio,path=" + sock,
             "--flags", "not-need-init,startup-clear"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(100):
            if os.path.exists(sock):
                return sock
            time.sleep(0.05)
        raise Stopped("the TPM did not start")

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


class Machine:
    def __init__(self, work, name, disk, firmware="uefi", tpm=None, memory=2048, extra=(), saved=None, quick=True):
        """A machine that is switched on; or, with what save() wrote, one that goes on from there."""
        self.work, self.name, self.disk = work, name, disk
        self.console = f"{work}/{name}.console"
        self.port, self.plain = free_port(), free_port()
        self.begun = time.monotonic()
        base = f"{work}/{name}"
        for end in (".shell", ".qmp"):
            if os.path.exists(base + end):
                os.unlink(base + end)
        handed = [("extra-unit.long-run-shell.service", SHELL), ("unit-dropin.basic.target", "[Unit]\nWants=long-run-shell.service\n")]
        if quick:
            handed += QUICK
        words = [
            "setpriv", "--pdeathsig", "KILL",       # a run that is stopped leaves no machine behind
            "qemu-system-x86_64", "-accel", "tcg,tb-size=512", "-M", "q35", "-cpu", "max", "-smp", "1", "-m", str(memory),
            "-display", "none", "-no-reboot", "-serial", "file:" + self.console,
            "-chardev", f"socket,id=shell,path={base}.shell,server=on,wait=off,logfile={base}.shell.log",
            "-serial", "chardev:shell", "-qmp", f"unix:{base}.qmp,server=on,wait=off",
            "-smbios", "type=11" + "".join(
                f",value=io.systemd.credential.binary:systemd.{name}={base64.b64encode(text.encode()).decode()}"
                for name, text in handed),
            "-drive", f"if=none,id=disk,file={disk},format={'qcow2' if disk.endswith('.qcow2') else 'raw'},cache=unsafe",
            "-device", "virtio-blk-pci,drive=disk,bootindex=0", "-device", "virtio-rng-pci", "-device", "qemu-xhci,id=xhci",
            "-netdev", f"user,id=lan,restrict=on,hostfwd=tcp:127.0.0.1:{self.port}-:443,hostfwd=tcp:127.0.0.1:{self.plain}-:80",
            "-device", "virtio-net-pci,netdev=lan", *extra]
        if saved:
            words += ["-incoming", "exec:cat " + shlex.quote(saved)]
        if firmware == "uefi":
            shutil.copy(OVMF_VARS, base + ".vars")
            words += ["-drive", f"if=pflash,format=raw,unit=0,readonly=on,file={OVMF_CODE}",
                      "-drive", f"if=pflash,format=raw,unit=1,file={base}.vars"]
        if tpm:
            words += ["-chardev", "socket,id=tpm,path=" + tpm.start(), "-tpmdev", "emulator,id=tpm0,chardev=tpm",
                      "-device", "tpm-crb,tpmdev=tpm0"]
        with open(base + ".qemu", "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.heard, self.news = b"", threading.Condition()
        self.wire = self._connect(base + ".shell")
        threading.Thread(target=self._listen, daemon=True).start()
        self.control = None
        if saved:
            while self.qmp("query-status")["status"] == "inmigrate":
                time.sleep(0.1)
            self.qmp("cont")

    @staticmethod
    def _connect(path):
        for _ in range(200):
            wire = socket.socket(socket.AF_UNIX)
            try:
                wire.connect(path)
                return wire
            except OSError:
                wire.close()
                time.sleep(0.1)
        raise Stopped("QEMU did not open " + path)

    def _listen(self):      # all the time: a machine whose port nobody reads stands still
        while True:
            try:
                heard = self.wire.recv(65536)
            except OSError:
                return
            if not heard:
                return
            with self.news:
                self.heard += heard
                self.news.notify_all()

    def age(self):
        return time.monotonic() - self.begun

    def runs(self):
        return self.process.poll() is None

    def _await(self, pattern, seconds):
        end = time.monotonic() + seconds
        with self.news:
            while True:
                found = re.search(pattern, self.heard, re.S)
                if found:
                    before, self.heard = self.heard[:found.start()], self.heard[found.end():]
                    return before, found
                if not self.runs():
                    raise Stopped(f"{self.name}: the machine ended after {self.age():.0f} s\n{self.tail()}")
                if time.monotonic() > end:
                    raise Stopped(f"{self.name}: no answer in {seconds} s\n{self.tail()}")
                self.news.wait(0.5)

    def tail(self, lines=25):
        with open(self.console, "rb") as file:
            return file.read()[-20000:].decode(errors="replace").splitlines()[-lines:]

    def shell(self, seconds=900):
        """Waits for the shell; gives the seconds since power-on."""
        end = time.monotonic() + seconds
        while True:
            self.wire.sendall(b"stty -echo -onlcr 2>/dev/null; echo SHE''LL\n")
            try:
                self._await(rb"SHELL\n", 5)
                return self.age()
            except Stopped:
                if not self.runs() or time.monotonic() > end:
                    raise

    def run(self, command, seconds=600):
        """A command inside: its output; raises when it fails."""
        code, output = self.tries(command, seconds)
        if code:
            raise Stopped(f"{self.name}: {command!r} ended with {code}: {output}")
        return output

    def tries(self, command, seconds=600):
        mark = f"END{time.monotonic_ns()}"
        self.wire.sendall(f"{{ {command}\n}} </dev/null 2>&1; echo {mark[:3]}''{mark[3:]}:$?\n".encode())
        before, found = self._await(mark.encode() + rb":(\d+)\n", seconds)
        said = before.decode(errors="replace").replace("\r", "")
        return int(found.group(1)), re.sub(r"^(> ?)+", "", said).strip()    # the shell's sign of a line that goes on

    def qmp(self, command, **arguments):
        if not self.control:
            self.control = self._connect(f"{self.work}/{self.name}.qmp").makefile("rw")
            self.control.readline()
            self._order({"execute": "qmp_capabilities"})
        return self._order({"execute": command, "arguments": arguments})

    def _order(self, order):
        self.control.write(json.dumps(order) + "\n")
        self.control.flush()
        while True:
            answer = json.loads(self.control.readline())
            if "error" in answer:
                raise Stopped(f"QMP {order['execute']}: {answer['error']['desc']}")
            if "return" in answer:
                return answer["return"]

    def plug(self, name, path, **limits):
        """A stick into the socket; limits are the options of QEMU's throttle group (iops-total, bps-total)."""
        node = {"driver": "raw", "file": {"driver": "file", "filename": path}, "node-name": "n-" + name}
        if limits:
            self.qmp("object-add", **{"qom-type": "throttle-group", "id": "t-" + name, "limits": limits})
            node = {"driver": "throttle", "throttle-group": "t-" + name, "node-name": "n-" + name,
                    "file": {"driver": "raw", "file": {"driver": "file", "filename": path}}}
        self.qmp("blockdev-add", **node)
        self.qmp("device_add", driver="usb-storage", id="u-" + name, drive="n-" + name, bus="xhci.0", removable=True)

    def pull(self, name):
        self.qmp("device_del", id="u-" + name)
        for _ in range(50):
            time.sleep(0.2)
            try:
                self.qmp("blockdev-del", **{"node-name": "n-" + name})
                return
            except Stopped:
                continue

    def press_power(self, seconds=180):
        """The power button; gives how long the machine took to be off."""
        begun = time.monotonic()
        self.qmp("system_powerdown")
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise Stopped(f"{self.name}: still on {seconds} s after the power button\n{self.tail()}") from None
        return time.monotonic() - begun

    def save(self, path):
        """Memory and devices into a file. The machine ends; its disk stays as it was at that instant."""
        self.qmp("stop")
        self.qmp("migrate", uri="exec:cat >" + shlex.quote(path))
        while (status := self.qmp("query-migrate")["status"]) != "completed":
            if status == "failed":
                raise Stopped(f"{self.name}: it could not be saved")
            time.sleep(0.2)
        self.cut_power()

    def cut_power(self):
        self.process.kill()
        self.process.wait()

    def wait_off(self, seconds):
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise Stopped(f"{self.name}: still on after {seconds} s\n{self.tail()}") from None
