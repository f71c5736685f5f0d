#!/usr/bin/env python3
"""A teacher without a browser: signs in over HTTPS, types one mark, commits it, and reads it back.

usage: teacher.py URL AUTHORITY.pem USERNAME PASSWORD [MARK]
       teacher.py URL AUTHORITY.pem            only asks for the sign-in page
Prints `ok …` lines. Exit 0 done, 1 something was not as it must be.
"""

import html.parser
import http.cookiejar
import re
import ssl
import sys
import time
import urllib.error
import urllib.parse
import urllib.request


class Forms(html.parser.HTMLParser):
    """The forms of a page with what is filled in; a control may stand outside of its form."""

    def __init__(self, page):
        super().__init__()
        self.forms, self.links, self.open, self.by_id = [], [], None, {}
        self.feed(page)

    def handle_starttag(self, tag, pairs):
        at = dict(pairs)
        if tag == "form":
            self.open = {"action": at.get("action", ""), "method": at.get("method", "get"), "fields": [], "buttons": []}
            self.forms.append(self.open)
            self.by_id[at.get("id")] = self.open
        elif tag == "a" and at.get("href"):
            self.links.append(at["href"])
        elif tag in ("input", "button"):
            form = self.by_id.get(at["form"]) if "form" in at else self.open
            if form is None or not at.get("name"):
                return
            if tag == "button":
                form["buttons"].append((at["name"], at.get("value") or ""))
            elif at.get("type") not in ("checkbox", "radio") or "checked" in at:
                form["fields"].append((at["name"], at.get("value") or ""))

    def handle_endtag(self, tag):
        if tag == "form":
            self.open = None

    def to(self, action):
        for form in self.forms:
            if form["method"].lower() == "post" and form["action"].split("?")[0] == action:
                return form
        raise Failed("no form for " + action + " among " + ", ".join(form["action"] for form in self.forms))


def filled(form, **values):
    return [(name, value) for name, value in form["fields"] if name not in values] + list(values.items())


class Failed(Exception):
    pass


class Teacher:
    def __init__(self, url, authority):
        self.url = url.rstrip("/")
        trust = ssl.create_default_context(cafile=authority)
        trust.verify_flags &= ~ssl.VERIFY_X509_STRICT
        self.jar = http.cookiejar.CookieJar()
        self.browser = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPSHandler(context=trust), urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path):
        return self.ask(urllib.request.Request(self.url + path))

    def post(self, path, fields):
        return self.ask(urllib.request.Request(self.url + path, urllib.parse.urlencode(fields).encode()))

    def ask(self, request):
        try:
            with self.browser.open(request, timeout=300) as answer:
                return urllib.parse.urlsplit(answer.url).path, answer.read().decode()
        except urllib.error.HTTPError as refused:
            raise Failed(f"{request.full_url}: {refused.code} {refused.read(2000).decode(errors='replace')}") from refused

    def sign_in(self, username, password):
        _, page = self.get("/sign-in")
        form = Forms(page).to("/sign-in")
        place, page = self.post("/sign-in", filled(form, username=username, password=password))
        if place == "/sign-in":
            raise Failed(username + " was not let in")
        return page

    def sheets(self):
        _, page = self.get("/sheets")
        return sorted({link for link in Forms(page).links if link.startswith("/sheets/") and link.count("/") == 2
                       and "?" not in link and link != "/sheets/drafts"})

    def enter(self, mark):
        """Writes a mark into an empty cell of the column that is open and commits it; gives the sheet and the cell."""
        for sheet in self.sheets():
            _, page = self.get(sheet)
            form = Forms(page).to(sheet)
            current = re.search(r'data-col="(\w+)" aria-current', page)
            empty = next((name for name, value in form["fields"] if name.startswith("m.") and value == ""
                          and current and name.endswith("." + current.group(1))), None)
            if empty:
                fields = [(name, mark if name == empty else value) for name, value in form["fields"]]
                place, page = self.post(sheet, fields + [("then", "commit")])
                if not place.endswith("/commit"):
                    raise Failed("typing " + mark + " ended at " + place)
                form = Forms(page).to(sheet + "/commit")
                place, page = self.post(sheet + "/commit", form["fields"] + form["buttons"][-1:])
                if place != sheet:
                    raise Failed("committing ended at " + place)
                return sheet, empty
        raise Failed("no sheet with an empty cell")

    def reads(self, sheet, cell):
        """The committed value of a cell: it stands in the row as text that cannot be typed over."""
        _, pupil, column = cell.split(".")
        _, page = self.get(sheet)
        found = re.search(f'<tr data-pupil="{pupil}".*?<td class="m c-{column} done[^"]*"><input readonly value="([^"]*)"', page)
        return found and found.group(1)


def main(words):
    if len(words) not in (3, 5, 6):
        print(__doc__, file=sys.stderr)
        return 2
    teacher = Teacher(words[1], words[2])
    try:
        begun = time.monotonic()
        _, page = teacher.get("/sign-in")
        if 'name="password"' not in page:
            raise Failed("the sign-in page has no field for a password")
        print(f"ok the sign-in page answered 200 over HTTPS in {time.monotonic() - begun:.2f} s")
        if len(words) > 3:
            mark = words[5] if len(words) > 5 else "8,5"
            teacher.sign_in(words[3], words[4])
            sheet, cell = teacher.enter(mark)
            if teacher.reads(sheet, cell) != mark:
                raise Failed("the mark reads " + repr(teacher.reads(sheet, cell)))
            print(f"ok a mark {mark} was committed and reads back ({sheet} {cell})")
    except (Failed, OSError) as why:
        print("FAILED", why)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
