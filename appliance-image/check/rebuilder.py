#!/usr/bin/env python3
"""Whoever rebuilds a school on an empty box, without a browser: the console's code, the set's files sent piece by piece,
two cards typed, the built school looked at and let in, its principal signed in.

usage: rebuilder.py URL AUTHORITY.pem CODE SET CARDS     SET: the set's folder; CARDS: the cards' texts, an empty line between
Prints `ok …` lines. Exit 0 done, 1 something was not as it must be.
"""

import pathlib
import re
import sys
import time
import urllib.parse
import urllib.request

import founder
import teacher


def send(person, page, files):
    csrf = next(value for form in teacher.Forms(page).forms for name, value in form["fields"] if name == "csrf")
    for name, content in files:
        where = "/setup/restore/file?" + urllib.parse.urlencode({"name": name, "at": 0})
        person.ask(urllib.request.Request(person.url + where, content, method="POST", headers={
            "X-CSRF": csrf, "Content-Type": "application/octet-stream"}))


def main(words):
    if len(words) != 6:
        print(__doc__, file=sys.stderr)
        return 2
    chosen = pathlib.Path(words[4])
    cards = pathlib.Path(words[5]).read_text().strip().split("\n\n")
    files = [(str(each.relative_to(chosen)), each.read_bytes()) for each in sorted(chosen.rglob("*")) if each.is_file()]
    person = teacher.Teacher(words[1], words[2])
    try:
        founder.enter(person, words[3])
        _, page = person.get("/setup/restore")
        send(person, page, files)
        _, page = person.get("/setup/restore")
        typed = {"card.1": cards[0], "card.2": cards[2]}
        person.post("/setup/restore", teacher.filled(teacher.Forms(page).to("/setup/restore"), **typed))
        for _ in range(240):
            _, page = person.get("/setup/restore")
            if "/setup/restore/open" in page:
                break
            time.sleep(0.5)
        else:
            raise teacher.Failed("no school was built: " + re.sub(r"<[^>]*>|\s+", " ", page)[-400:])
        if founder.CHARTER["name"] not in page:
            raise teacher.Failed("another school was built")
        print("ok an empty box built a school from its set and two of three cards")
        person.post("/setup/restore/open", teacher.Forms(page).to("/setup/restore/open")["fields"])
        founder.await_open(person)
        principal = teacher.Teacher(words[1], words[2])
        principal.sign_in(founder.PRINCIPAL, founder.PASSWORD)
        _, page = principal.get("/audit")
        teacher.Forms(page).to("/audit/restores")
        print("ok its principal signed in with the old password and is asked to confirm the restore")
    except (teacher.Failed, OSError) as why:
        print("FAILED", why)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
