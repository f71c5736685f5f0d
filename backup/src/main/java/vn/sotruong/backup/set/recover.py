#!/usr/bin/env python3
"""Ghep cac the khoa luu tru thanh mat khau (joins key cards to the archive passphrase).

    python3 recover.py the1.txt the2.txt ...     each file holds one card or more
    python3 recover.py < cac-the.txt             or type them in and end with Ctrl-D

Only Python's standard library. The passphrase goes to standard output, all else to standard error.
Exit code 0: the passphrase is right (the cards carry a check for it). 1: refused, the reason is said.
"""
import hashlib
import re
import sys
import zlib

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CARD = re.compile(
    r"^SO (\d{1,2}) TREN (\d{1,2}) CAN (\d{1,2}) MA ([0-9A-Z -]+) KT ([0-9A-Z -]+)"
    r" DK ([0-9A-F -]+) CRC ([0-9A-Z -]+)$"
)


class Refused(Exception):
    pass


def base32(text, count):
    plain = re.sub(r"[ -]", "", text).translate(str.maketrans("ILO", "110"))
    letters = (count * 8 + 4) // 5
    if len(plain) != letters or any(letter not in LETTERS for letter in plain):
        raise Refused("a line of a card is too short, too long or has a wrong letter: " + text.strip())
    number = 0
    for letter in plain:
        number = number * 32 + LETTERS.index(letter)
    padding = letters * 5 - count * 8
    if number & ((1 << padding) - 1):
        raise Refused("a card was mistyped at the end of a line")
    return (number >> padding).to_bytes(count, "big")


def read_card(text):
    parts = CARD.match(" ".join(text.upper().split()))
    if not parts:
        raise Refused("this is no key card, or a line of it is missing")
    x, n, k = (int(parts.group(i)) for i in (1, 2, 3))
    share, commitment = base32(parts.group(4), 32), base32(parts.group(5), 16)
    fingerprint = re.sub(r"[ -]", "", parts.group(6)).lower()
    checked = "|".join(["SOTRUONG THE-1", str(x), str(k), str(n), share.hex(), commitment.hex(), fingerprint])
    if zlib.crc32(checked.encode()) != int.from_bytes(base32(parts.group(7), 4), "big"):
        raise Refused("card %d was mistyped: its check does not fit" % x)
    if not 1 <= x <= n or not 2 <= k <= n:
        raise Refused("the numbers of a card do not fit together")
    return {"x": x, "k": k, "n": n, "share": share, "commitment": commitment, "fingerprint": fingerprint}


def times(a, b):
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 0x100:
            a ^= 0x11B
        b >>= 1
    return product


def inverse(a):
    power = 1
    for _ in range(254):
        power = times(power, a)
    return power


def join(cards):
    first = cards[0]
    for card in cards:
        if any(card[what] != first[what] for what in ("k", "n", "commitment", "fingerprint")):
            raise Refused("the cards are of different keys: compare the line DK")
    if len({card["x"] for card in cards}) != len(cards):
        raise Refused("a card was given twice")
    if len(cards) < first["k"]:
        raise Refused("%d cards are needed, %d given" % (first["k"], len(cards)))
    secret = bytearray(32)
    for card in cards:
        weight = 1
        for other in cards:
            if other is not card:
                weight = times(weight, times(other["x"], inverse(other["x"] ^ card["x"])))
        for i, byte in enumerate(card["share"]):
            secret[i] ^= times(byte, weight)
    if hashlib.sha256(secret).digest()[:16] != first["commitment"]:
        raise Refused("the cards do not give the right key: one of them is wrong")
    return bytes(secret)


def main(files):
    text = ""
    for name in files:
        with open(name, encoding="utf-8-sig") as file:
            text += file.read() + "\n"
    if not files:
        text = sys.stdin.read()
    pieces = re.split(r"SOTRUONG\s+THE-1", text.upper())[1:]
    try:
        if not pieces:
            raise Refused("no key card was given")
        secret = join([read_card(piece) for piece in pieces])
    except Refused as reason:
        print("recover.py: %s" % reason, file=sys.stderr)
        return 1
    print(secret.hex())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
