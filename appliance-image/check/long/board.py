"""The board keeps the key: two members set their words and decide, the box starts locked, one of them opens it."""

import json
import time

import teacher
from machine import Stopped

WORDS = ("mưa rơi trên mái tôn", "gió mùa đông bắc về")
HERE = "/board/machine"


def members(accounts):
    with open(accounts, encoding="utf-8") as file:
        found = [line.split()[:2] for line in file if "ban quản trị" in line and "phải đổi" not in line]
    if len(found) < 2:
        raise Stopped("no two members in " + accounts)
    return found[:2]


def account(accounts, post):
    with open(accounts, encoding="utf-8") as file:
        return next(line.split()[:2] for line in file if post in line and "phải đổi" not in line)


def administering(run, machine, account):
    person = teacher.Teacher(f"https://127.0.0.1:{machine.port}", run.work + "/board.pem")
    page = person.sign_in(*account)
    form = teacher.Forms(page).to("/capacity")
    person.post("/capacity", teacher.filled(form) + form["buttons"][:1])
    return person


def does(person, action, **values):
    _, page = person.get(HERE)
    forms = teacher.Forms(page)
    form = forms.to(action) if action.startswith(HERE) else next(
        each for each in forms.forms if each["action"].endswith(action))
    place, page = person.post(form["action"], teacher.filled(form, **values))
    return page


def asks(person):
    _, page = person.get(HERE + "/change")
    person.post(HERE + "/change", teacher.filled(teacher.Forms(page).to(HERE + "/change")))


def await_mode(run, machine, mode):
    for _ in range(200):
        said = json.loads(machine.run("cat /run/sotruong/secrets.json"))
        if said["mode"] == mode:
            run.report.ok(f"root's helper: the key is kept by {mode}, {said['state']}")
            return
        time.sleep(2)
    raise Stopped(f"the helper did not change to {mode}: {said}")


def two_change_it(run, machine, first, second, mode):
    asks(first)
    does(second, "/confirm")
    await_mode(run, machine, mode)


def board(run):
    run.report.stage("The board keeps the key")
    with run.opened("board") as machine:
        disk = machine.disk
        run.trust(machine, "board")
        both = [administering(run, machine, each) for each in members(run.accounts)]
        for person, words in zip(both, WORDS):
            does(person, HERE, passphrase=words, again=words)
        two_change_it(run, machine, *both, "board")
        run.report.expect("no key is sealed on the disk", machine.tries("ls /var/lib/sotruong-creds/store.key")[0] != 0)
        run.never_restarted(machine)
        machine.press_power()

    with run.machine("board-locked", disk, "bios") as machine:
        age, said = run.await_health(machine)
        run.report.expect(f"the box starts locked ({age:.0f} s)", '"locked"' in said, said)
        for unit in ("sotruong-courier.timer", "sotruong-backup.timer"):
            run.report.expect(f"{unit} goes on", machine.tries("systemctl is-active " + unit)[0] == 0)
        machine.run("systemctl start sotruong-backup.service sotruong-courier.service", 900)
        run.nothing_failed(machine, "locked")
        person = teacher.Teacher(f"https://127.0.0.1:{machine.port}", run.work + "/board.pem")
        _, page = person.get("/store")
        form = teacher.Forms(page).to("/store")
        staff = machine.run("ls /var/lib/sotruong/keys/unseal | grep json | head -n 1").removesuffix(".json")
        for words in WORDS:     # one of the two is this member's
            try:
                person.post("/store", teacher.filled(form, staff=staff, passphrase=words))
                break
            except teacher.Failed:
                continue
        said = await_open(run, machine)
        run.report.expect("a member's words open it from the LAN", '"open"' in said, said)
        run.works(machine, "board")
        both = [administering(run, machine, each) for each in members(run.accounts)]
        two_change_it(run, machine, *both, "host")
        run.never_restarted(machine)
        machine.press_power()

    with run.machine("board-back", disk, "bios") as machine:
        age, said = run.await_health(machine)
        run.report.expect(f"given back to the machine, it opens by itself ({age:.0f} s)", '"open"' in said, said)


def await_open(run, machine):
    for _ in range(100):
        _, said = run.await_health(machine)
        if '"open"' in said:
            break
        time.sleep(5)
    return said
