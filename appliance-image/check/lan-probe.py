"""One end of a wire, for firewall.sh: listens, knocks, asks.

listen LOG PORT...          TCP and UDP on each port; a TCP caller reads the port's number, a datagram is noted in LOG
tcp UID SOURCE HOST PORT    connects as that user; prints what it reads, or closed
udp UID HOST PORT           sends one datagram as that user; prints sent or refused
mdns SOURCE NAME            asks the network for a name; prints the addresses that came, or nothing
"""

import encodings.idna  # noqa: F401  (looked up by sockets, and unreadable to the users below)
import os
import selectors
import socket
import struct
import sys
import time


def listen(log, *ports):
    ready = selectors.DefaultSelector()
    for port in map(int, ports):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            one = socket.socket(socket.AF_INET, kind)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind(("0.0.0.0", port))
            if kind == socket.SOCK_STREAM:
                one.listen()
            ready.register(one, selectors.EVENT_READ, (kind, port))
    print("ready", flush=True)
    while True:
        for key, _ in ready.select():
            kind, port = key.data
            if kind == socket.SOCK_STREAM:
                caller, _ = key.fileobj.accept()
                caller.sendall(f"{port}\n".encode())
                caller.close()
            else:
                key.fileobj.recv(2000)
                with open(log, "a") as noted:
                    noted.write(f"{port}\n")


def tcp(uid, source, host, port):
    os.setuid(int(uid))
    try:
        with socket.create_connection((host, int(port)), 1.5, (source, 0) if source != "-" else None) as one:
            return one.makefile().readline().strip() or "closed"
    except OSError:
        return "closed"


def udp(uid, host, port):
    os.setuid(int(uid))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        try:
            one.sendto(b"x", (host, int(port)))
            return "sent"
        except OSError:
            return "refused"


def mdns(source, name):
    question = struct.pack(">6H", 0, 0, 1, 0, 0, 0)
    for part in name.split("."):
        question += bytes([len(part)]) + part.encode()
    question += b"\0" + struct.pack(">2H", 1, 1)
    found = set()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(source))
        one.bind((source, 0))
        one.settimeout(0.5)
        until = time.monotonic() + 3
        while time.monotonic() < until and not found:
            one.sendto(question, ("224.0.0.251", 5353))
            try:
                answer = one.recv(2000)
            except OSError:
                continue
            for at in range(12, len(answer) - 13):
                kind, group, _, length = struct.unpack(">HHIH", answer[at:at + 10])
                if kind == 1 and group & 0x7FFF == 1 and length == 4:
                    found.add(socket.inet_ntoa(answer[at + 10:at + 14]))
    return " ".join(sorted(found))


if sys.argv[1] == "listen":
    listen(*sys.argv[2:])
else:
    print({"tcp": tcp, "udp": udp, "mdns": mdns}[sys.argv[1]](*sys.argv[2:]))
