#!/usr/bin/env python3
"""A member of the board makes the school and its receiving office known to each other, without a browser.

usage: enroller.py request URL AUTHORITY.pem USERNAME PASSWORD FILE          writes FILE, prints the box's groups
       enroller.py answer URL AUTHORITY.pem USERNAME PASSWORD FILE GROUPS    hands FILE in, seals what waits, awaits a receipt
Prints `ok …` lines, and `groups …` what is read out over the telephone. Exit 0 done, 1 something was not as it must be.
"""

import re
import sys
import time
import urllib.request

import teacher

HERE = "/outbox"
GROUPS = r"[0-9A-Fa-f]{4}(?: [0-9A-Fa-f]{4}){7}"


def member(url, authority, username, password):
    person = teacher.Teacher(url, authority)
    form = teacher.Forms(person.sign_in(username, password)).to("/capacity")
    person.post("/capacity", teacher.filled(form) + form["buttons"][:1])
    return person


def hand_in(person, form, file, groups):
    mark = "sotruong-enroller"
    parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
             for name, value in teacher.filled(form, spoken=groups)]
    with open(file, encoding="utf-8") as answer:
        parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="answer"; filename="tra-loi.pem"\r\n'
                     f"Content-Type: application/x-pem-file\r\n\r\n{answer.read()}\r\n--{mark}--\r\n")
    return person.ask(urllib.request.Request(person.url + form["action"], "".join(parts).encode(),
                                             {"Content-Type": "multipart/form-data; boundary=" + mark}))


def request(person, file):
    _, page = person.get(HERE)
    _, asked = person.get(HERE + "/enrolment-request")
    with open(file, "w", encoding="utf-8") as kept:
        kept.write(asked)
    print("groups", re.search(GROUPS, page).group(0))


def answer(person, file, groups):
    _, page = person.get(HERE)
    hand_in(person, teacher.Forms(page).to(HERE + "/enrolment-answer"), file, groups)
    _, page = person.get(HERE)
    person.post(HERE + "/seal", teacher.Forms(page).to(HERE + "/seal")["fields"])
    print("ok the school is enrolled with its office, by files and groups read out")
    for _ in range(180):
        _, page = person.get(HERE)
        if re.search(r'id="received">[^<]*\d', page):
            print("ok the courier went by itself, and the office's receipt came home")
            return
        time.sleep(1)
    raise teacher.Failed("no receipt came")


def main(words):
    if len(words) < 7 or words[1] not in ("request", "answer"):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        person = member(*words[2:6])
        if words[1] == "request":
            request(person, words[6])
        else:
            answer(person, words[6], words[7])
    except (teacher.Failed, OSError, AttributeError) as why:
        print("FAILED", why)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
