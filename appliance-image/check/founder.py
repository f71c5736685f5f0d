#!/usr/bin/env python3
"""Whoever sets a school up, without a browser: the console's code, the one form, each card handed over, the doors opened,
and the new principal signed in.

usage: founder.py URL AUTHORITY.pem CODE CARDS     CARDS: a file for the texts of the cards that were shown
Prints `ok …` lines. Exit 0 done, 1 something was not as it must be.
"""

import json
import re
import sys
import time

import teacher

PRINCIPAL = "hoant.thcssm"
PASSWORD = "mưa rơi trên mái tôn"
CHARTER = {
    "name": "Trường THCS Sao Mai", "code": "79000123", "level": "THCS", "abbr": "thcssm", "district": "Sao Mai",
    "address": "Số 1 đường Sao Mai", "starts": "05/09/2026", "ends": "31/05/2027",
    "leadership": "34/QĐ-UBND ngày 01/08/2026", "decision": "12/QĐ-THCSSM", "decided": "20/08/2026",
    "person.0": "Nguyễn Thanh Hòa", "person.1": "Hoàng Đăng Khoa", "task.1": "Quản trị hệ thống",
    "person.2": "Vũ Thị Hồng Nhung", "task.2": "Thường trực ban", "person.4": "Phạm Quốc Toàn",
    "task.4": "Giữ bản sao lưu", "password.0": PASSWORD, "again.0": PASSWORD}


def enter(person, code):
    _, page = person.get("/setup")
    person.post("/setup/code", teacher.filled(teacher.Forms(page).to("/setup/code"), setup=code))


def await_open(person):
    for _ in range(240):
        try:
            if json.loads(person.get("/health")[1])["state"] == "open":
                return
        except (teacher.Failed, OSError, ValueError):
            pass
        time.sleep(0.5)
    raise teacher.Failed("the book did not open")


def waited(person, seen, otherwise):
    for _ in range(240):
        _, page = person.get("/backups")
        if seen(page):
            return page
        time.sleep(0.5)
    raise teacher.Failed(otherwise)


def main(words):
    if len(words) != 5:
        print(__doc__, file=sys.stderr)
        return 2
    person = teacher.Teacher(words[1], words[2])
    try:
        enter(person, words[3])
        _, page = person.get("/setup")
        form = teacher.Forms(page).to("/setup/school")
        _, page = person.post("/setup/school", teacher.filled(form, **CHARTER))
        _, page = person.get("/setup")
        cards = [each["action"] for each in teacher.Forms(page).forms if each["action"].endswith("/received")]
        if len(cards) != 3:
            raise teacher.Failed(f"{len(cards)} cards were shown")
        with open(words[4], "w", encoding="utf-8") as kept:
            kept.write("\n".join(re.findall(r"<pre>(SOTRUONG THE-1[^<]+)</pre>", page)))
        print("ok a school was founded on the page and three cards shown")
        for card in cards:
            person.post(card, teacher.Forms(page).to(card)["fields"])
        _, page = person.get("/setup")
        person.post("/setup/open", teacher.Forms(page).to("/setup/open")["fields"])
        await_open(person)
        principal = teacher.Teacher(words[1], words[2])
        page = principal.sign_in(PRINCIPAL, PASSWORD)
        if not re.search("Nguyễn Thanh Hòa", page):
            raise teacher.Failed("the principal does not see their own page")
        print("ok its doors opened and its principal signed in")
        _, page = principal.get("/backups")
        principal.post("/backups/take", teacher.filled(teacher.Forms(page).to("/backups/take"), session="ASKED"))
        page = waited(principal, lambda seen: not re.search(r'action="/backups/rehearse".*?<button[^>]* disabled', seen, re.S),
                      "no backup set was made")
        principal.post("/backups/rehearse", teacher.Forms(page).to("/backups/rehearse")["fields"])
        waited(principal, lambda seen: re.search(r"đạt, \d", seen), "the drill did not find it sound")
        print("ok a backup set was made, and the drill found it sound")
    except (teacher.Failed, OSError) as why:
        print("FAILED", why)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
