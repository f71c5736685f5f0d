"""The steps of kiemtra.sh that openssl and sha256sum cannot do; written from BUNDLE.md, with the standard library only."""
import hashlib
import json
import re
import struct
import sys
import unicodedata
import zlib

OUTER = ["mimetype", "label.json", "label.json.p7s", "body.p7m"]
INNER = ["manifest.json", "changes.jsonl"]
MOST = {"mimetype": 35, "label.json": 4096, "label.json.p7s": 8192, "body.p7m": 33 << 20}
LABEL = set("body_len body_sha256 clk count device epoch from head made_at oldest_at parent plain_len prev_head schema_max "
            "school state_digest to tx_to type unit v".split())
LINE = set("act at base clk ent id op raw row salt seq ses tx v why".split())
HASH, EPOCH, CODE = "[0-9a-f]{64}", "[0-9a-f]{16}", "[A-Za-z0-9_]{1,32}"
TIME = r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}Z"
CLOCKS = ("synced", "holdover", "suspect")


class No(Exception):
    pass


def need(held, reason):
    if not held:
        raise No(reason)


def is_match(form, value):
    return isinstance(value, str) and re.fullmatch(form, value, re.ASCII) is not None


def is_int(value):
    return type(value) is int


def headers(data, most, method, reason, only_head):
    """Strict ZIP: local headers one after the other; returns entries and the place behind them."""
    at, entries = 0, []
    while data[at:at + 4] == b"PK\3\4":
        need(len(entries) < most and len(data) >= at + 30, reason)
        version, flags, how, time, date, crc, packed, size, name_len, extra = struct.unpack("<5HIIIHH", data[at + 4:at + 30])
        name = data[at + 30:at + 30 + name_len]
        need((version, flags, how, time, date, extra) == (20, 0, method, 0, 33, 0), reason)
        need(name.isascii() and len(name) == name_len <= 64 and packed < 1 << 31 and size < 1 << 31, reason)
        need(method != 0 or packed == size, reason)
        start = at + 30 + name_len
        content = data[start:start + packed]
        entries.append((name.decode(), crc, packed, size, content, at))
        if only_head and len(entries) == 4:
            return entries, start
        need(len(content) == packed, reason)
        at = start + packed
    return entries, at


def strict_zip(data, most, method, reason):
    entries, at = headers(data, most, method, reason, False)
    directory = b""
    for name, crc, packed, size, _, offset in entries:
        directory += struct.pack("<I6HIIIHHHHHII", 0x02014b50, 3 << 8 | 20, 20, 0, method, 0, 33, crc, packed, size, len(name), 0,
                                 0, 0, 0, 0o600 << 16, offset) + name.encode()
    end = struct.pack("<IHHHHIIH", 0x06054b50, 0, 0, len(entries), len(entries), len(directory), at, 0)
    need(data[at:] == directory + end, reason)
    return entries


def canonical(text, reason):
    def nfc(v):
        if isinstance(v, str):
            need(unicodedata.is_normalized("NFC", v), reason)
        elif isinstance(v, list):
            [nfc(x) for x in v]
        elif isinstance(v, dict):
            [nfc(x) for x in v.values()]
            need(all(re.fullmatch("[ -~]{1,64}", k) for k in v), reason)
        else:
            need(v is None or is_int(v) and abs(v) < 2**53, reason)

    try:
        value = json.loads(text.decode("utf-8"))
        again = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    except (ValueError, RecursionError):
        raise No(reason) from None
    need(isinstance(value, dict) and again == text, reason)
    nfc(value)
    return value


def fields(*values):
    digest = hashlib.sha256()
    for v in values:
        b = str(v).encode()
        digest.update(struct.pack(">I", len(b)) + b)
    return digest.hexdigest()


def container(bundle, work):
    """Takes the head apart; nothing is believed yet."""
    data = open(bundle, "rb").read(16 * 1024)
    entries, _ = headers(data, 4, 0, "container", True)
    need([e[0] for e in entries] == OUTER, "container")
    for name, crc, _, size, content, _ in entries:
        need(size <= MOST[name], "container")
        if name != "body.p7m":
            need(zlib.crc32(content) == crc, "container")
            open(f"{work}/{name}", "wb").write(content)
    need(entries[0][4] == b"application/vnd.sotruong.bundle+zip", "container")


def label(work, subject, fingerprint):
    what = canonical(open(f"{work}/label.json", "rb").read(), "label_form")
    need(set(what) == LABEL and what["v"] == 1 and isinstance(what["type"], str), "label_form")
    need(what["type"] in ("changes", "heartbeat"), "unknown_type")
    numbers = [what[k] for k in "body_len count from plain_len schema_max to tx_to".split()]
    hashes = [what[k] for k in "body_sha256 device head prev_head".split()]
    need(all(map(is_int, numbers)) and all(is_match(HASH, h) for h in hashes), "label_form")
    need(what["state_digest"] is None or is_match(HASH, what["state_digest"]), "label_form")
    need(is_match(CODE, what["school"]) and is_match(CODE, what["unit"]) and is_match(EPOCH, what["epoch"]), "label_form")
    need(is_match(TIME, what["made_at"]) and what["clk"] in CLOCKS, "label_form")
    need(what["oldest_at"] is None or is_match(TIME, what["oldest_at"]), "label_form")
    parent, first = what["parent"], 1
    if parent is not None:
        need(isinstance(parent, dict) and set(parent) == {"epoch", "head", "seq"}, "label_form")
        need(is_match(EPOCH, parent["epoch"]) and is_match(HASH, parent["head"]) and is_int(parent["seq"]), "label_form")
        need(parent["seq"] >= 0, "label_form")
        first = parent["seq"] + 1
    start, to = what["from"], what["to"]
    need(start >= first and to >= start - 1 and what["count"] == to - start + 1, "label_form")
    need(0 < what["body_len"] <= 33 << 20 and 0 < what["plain_len"] <= 32 << 20, "label_form")
    p = parent or {"epoch": "", "seq": "", "head": ""}
    genesis = fields("SOTRUONG1-EPOCH", what["school"], what["epoch"], p["epoch"], p["seq"], p["head"])
    need(start != first or what["prev_head"] == genesis, "label_form")
    if what["type"] == "heartbeat":
        need(what["count"] == 0 and what["prev_head"] == what["head"] and what["state_digest"], "label_form")
        need(what["tx_to"] == 0 and what["schema_max"] == 0 and what["oldest_at"] is None, "label_form")
    else:
        need(what["count"] > 0 and what["tx_to"] > 0 and what["schema_max"] >= 0, "label_form")
    need(subject == f"subject=CN={what['school']}/device" and fingerprint == what["device"], "unknown_device")
    open(f"{work}/body_sha256", "w").write(what["body_sha256"])


def whole(bundle, work):
    what = json.load(open(f"{work}/label.json"))
    data = open(bundle, "rb").read()
    head, _ = headers(data[:16 * 1024], 4, 0, "container", True)
    need(head[3][3] == what["body_len"], "body_hash")
    entries = strict_zip(data, 4, 0, "container")
    need([e[0] for e in entries] == OUTER and all(zlib.crc32(e[4]) == e[1] for e in entries), "container")
    open(f"{work}/body.p7m", "wb").write(entries[3][4])


def body(work):
    what = json.load(open(f"{work}/label.json"))
    entries = strict_zip(open(f"{work}/body.zip", "rb").read(), 2, 8, "body_form")
    need([e[0] for e in entries] == INNER and sum(e[3] for e in entries) == what["plain_len"], "body_form")
    contents = []
    for _, crc, _, size, packed, _ in entries:
        stream = zlib.decompressobj(-15)
        try:
            content = stream.decompress(packed, size + 1)
        except zlib.error:
            raise No("body_form") from None
        need(len(content) == size and stream.eof and not stream.unused_data and zlib.crc32(content) == crc, "body_form")
        contents.append(content)
    manifest, changes = contents
    listed = {"path": "changes.jsonl", "sha256": hashlib.sha256(changes).hexdigest(), "size": len(changes)}
    need(canonical(manifest, "body_form") == {"files": [listed], "school": what["school"], "v": 1}, "body_form")
    need(changes == b"" or changes.endswith(b"\n"), "body_form")
    lines = changes.split(b"\n")[:-1]
    chain(what, lines)
    open(f"{work}/changes.jsonl", "wb").write(changes)
    open(f"{work}/count", "w").write(str(len(lines)))


def hidden(line):
    entry = canonical(line, "body_form")
    need(set(entry) == {"hash", "seq", "tx"} and is_match(HASH, entry["hash"]), "body_form")
    need(all(is_int(entry[k]) and entry[k] > 0 for k in ("seq", "tx")), "body_form")
    return entry


def opened(line):
    entry = canonical(line, "chain")
    texts = "act clk ent id ses".split()
    need(is_int(entry.get("v")) and entry["v"] >= 1 and (entry["v"] > 1 or set(entry) <= LINE), "chain")
    need(all(is_int(entry.get(k)) and entry[k] > 0 for k in ("seq", "tx")), "chain")
    need(all(isinstance(entry.get(k), str) for k in texts) and entry["act"] and entry["id"], "chain")
    need(is_match(TIME, entry.get("at")) and entry["clk"] in CLOCKS and is_match("[a-z][a-z0-9_]{0,62}", entry["ent"]), "chain")
    need(entry.get("raw") is None or is_match(TIME, entry["raw"]), "chain")
    need(entry.get("op") in "create amend status attach close repair system".split(), "chain")
    need(entry.get("base") is None or is_int(entry["base"]) and 0 < entry["base"] < entry["seq"], "chain")
    need(isinstance(entry.get("row"), dict) and isinstance(entry.get("why"), (str, type(None))), "chain")
    need(entry.get("salt") is None, "chain")
    return entry


def chain(what, lines):
    entries = [(hidden(l) if l.startswith(b'{"hash":') else None, l) for l in lines]
    need(len(entries) == what["count"], "chain")
    head, seq, tx, schema, oldest = what["prev_head"], what["from"], 0, 0, None
    for entry, line in entries:
        if entry is None:
            entry = opened(line)
            line_hash = hashlib.sha256(line).hexdigest()
            schema = max(schema, entry["v"])
            oldest = min(oldest or entry["at"], entry["at"])
        else:
            line_hash = entry["hash"]
        need(entry["seq"] == seq and entry["tx"] >= tx, "chain")
        seq, tx, head = seq + 1, entry["tx"], fields("SOTRUONG1", head, line_hash)
    need((head, tx, schema, oldest) == (what["head"], what["tx_to"], what["schema_max"], what["oldest_at"]), "chain")


try:
    {"container": container, "label": label, "whole": whole, "body": body}[sys.argv[1]](*sys.argv[2:])
except No as no:
    print(no)
    sys.exit(1)
