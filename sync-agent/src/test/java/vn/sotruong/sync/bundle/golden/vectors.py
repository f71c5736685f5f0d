#!/usr/bin/env python3
"""Writes golden/v1/vectors.json from the format page alone: a second hand, with Python's own JSON, NFC and SHA-256."""
import hashlib
import json
import struct
import unicodedata


def nfc(v):
    if isinstance(v, str):
        return unicodedata.normalize("NFC", v)
    if isinstance(v, list):
        return [nfc(x) for x in v]
    if isinstance(v, dict):
        return {k: nfc(x) for k, x in v.items()}
    return v


def canonical(v):
    return json.dumps(nfc(v), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fields(*values):
    out = b""
    for v in values:
        b = str(v).encode()
        out += struct.pack(">I", len(b)) + b
    return hashlib.sha256(out).hexdigest()


texts = [
    "Nguyễn Thị Ánh", unicodedata.normalize("NFD", "Nguyễn Thị Ánh"), "Đỗ Đình Đức", "đường đời",
    unicodedata.normalize("NFD", "Trường THCS Phước Kiển, ưỡn ợ ộ ẫ"), "a\u0323\u0302", "a\u0302\u0323",
    "😀 👩‍🏫 🇻🇳", "\u0000\u0001\b\t\n\u000b\f\r\u001b\u001f", "\u007f\u0080\u009f", "\"\\/", "0.1+0.2", "",
    "\u212b \u2126 \uf900", "ﬁ ① ½", "한글 \u1112\u1161\u11ab", "\u2028\u2029", "\ufeff", "\U0010ffff", "e\u0301\u0301",
]
objects = [{"t": t} for t in texts] + [
    {}, {"b": 1, "a": 2, "B": 3, "_": 4, "1": 5, "~": 6, " ": 7}, {"n": None, "l": [], "o": {}},
    {"max": 2**53 - 1, "min": -(2**53 - 1), "zero": 0}, {"l": [1, "2", None, [3, {"x": ["đ"]}]]},
]
rows = [
    dict(v=1, seq=1, tx=1, at="2026-09-05T00:00:00.000Z", clk="synced", act="house", ses="", ent="school", id="T0101",
         op="create", row={"id": "T0101", "name": texts[4], "phone": None}),
    dict(v=1, seq=2, tx=2, at="2026-11-21T16:05:09.123Z", raw="2026-11-21T16:05:12.000Z", clk="holdover", act="lan.nt",
         ses="3k9v0c2m5xqaz", ent="mark", id="s1|tx1|p01", op="create", row={"tenths": 85, "note": texts[7]}),
    dict(v=1, seq=3, tx=2, at="2026-11-21T16:05:09.123Z", clk="suspect", act="lan.nt", ses="3k9v0c2m5xqaz", ent="mark",
         id="s1|tx1|p01", op="amend", base=2, row={"tenths": None, "note": "CĐ"}, why=texts[1]),
    dict(v=1, seq=4, tx=3, at="2026-11-21T17:00:00.000Z", clk="synced", act="house", ses="", ent="account", id="lan.nt",
         op="status", row={"b": "2", "a": "1", "Z": "0"}, salt="00112233445566778899aabbccddeeff"),
    dict(v=2, seq=5, tx=4, at="2026-11-22T01:00:00.000Z", clk="synced", act="khoa.hd", ses="4k9v0c2m5xqaz",
         cap="administration", ent="account", id="lan.nt", op="status", base=4, row={"b": "3", "a": "1", "Z": "0"}),
    dict(v=2, seq=6, tx=5, at="2026-11-22T01:00:01.000Z", clk="synced", act="lan.nt", ses="5k9v0c2m5xqaz", cap="use",
         ent="mark", id="s1|tx1|p02", op="create", row={"tenths": 90, "note": None}),
]
school, epoch = "79761001", "00c0ffee00c0ffee"
lines, head = [], fields("SOTRUONG1-EPOCH", school, epoch, "", "", "")
genesis = head
for row in rows:
    text = canonical(row)
    line_hash = hashlib.sha256(text).hexdigest()
    head = fields("SOTRUONG1", head, line_hash)
    lines.append({"value": row, "hex": text.hex(), "hash": line_hash, "head": head})
second = "8000000000000001"
state = [("mark", "s1|tx1|p01", 3), ("mark", "s1|tx1|p01đ", 9), ("mark", "s1|tx1|p02", 2**40), ("school", "T0101", 1)]
state_fields = [x for row in state for x in row]
print(json.dumps({
    "objects": [{"value": o, "hex": canonical(o).hex()} for o in objects],
    "school": school, "epoch": epoch, "genesis": genesis, "lines": lines,
    "second": {"epoch": second, "parent": epoch, "seq": len(rows), "head": head,
               "genesis": fields("SOTRUONG1-EPOCH", school, second, epoch, len(rows), head)},
    "state": {"rows": [{"ent": e, "id": i, "seq": s} for e, i, s in state], "empty": fields("SOTRUONG1-STATE"),
              "digest": fields("SOTRUONG1-STATE", *state_fields)},
}, indent=1))
