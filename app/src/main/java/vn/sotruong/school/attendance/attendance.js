/*
 * Attendance: a tap stands on this computer's disk before it is sent, is sent until the server has answered, and is carried
 * out once however often it was sent. Without this script each button is a form of its own.
 */
'use strict';

(function (SoTruong) {
  const list = document.getElementById('att');
  if (!list || list.dataset.open !== 'true') {
    return;
  }
  const words = list.dataset;
  const rows = new Map(Array.from(list.querySelectorAll('li[data-pupil]'), (li) => [li.dataset.pupil, li]));
  const mark = [words.account, words.address, ''].join('|');
  const pending = new Map();
  const state = document.getElementById('state');
  const why = document.getElementById('why');
  const PATIENCE = 10000;
  const stuck = new Map();
  let busy = false;
  let failures = 0;

  function tell(text) {
    state.textContent = text;
  }

  function fill(text, a, b) {
    return text.replace('{0}', a).replace('{1}', b);
  }

  function show(li, kind) {
    li.dataset.shown = kind;
    li.classList.toggle('abs', kind !== 'PRESENT');
    li.querySelectorAll('button').forEach((button) => {
      const on = button.dataset.kind === kind;
      button.setAttribute('aria-pressed', String(on));
      button.value = on ? 'PRESENT' : button.dataset.kind;
    });
    count();
  }

  function count() {
    const kinds = Array.from(rows.values(), (li) => li.dataset.shown || li.dataset.kind);
    const excused = kinds.filter((kind) => kind === 'EXCUSED').length;
    const unexcused = kinds.filter((kind) => kind === 'UNEXCUSED').length;
    const sum = document.getElementById('sum');
    const parts = document.getElementById('parts');
    sum.textContent = fill(sum.dataset.sum, kinds.length - excused - unexcused, kinds.length);
    parts.textContent = fill(parts.dataset.parts, excused, unexcused);
  }

  function note(li, text) {
    li.querySelector('small').textContent = text;
  }

  /* ---- this computer's disk ---- */

  function place(tap) {
    return [tap.date, tap.slot, tap.subject, tap.pupil].join('|');
  }

  /* The row of a tap on this page; a tap made on the page of another day or session has none here. */
  function row(tap) {
    const here = tap.date === words.date && tap.slot === words.slot && tap.subject === words.subject;
    return here ? rows.get(tap.pupil) : undefined;
  }

  const outbox = SoTruong.outbox(mark, () => tell(words.unkept));

  /* What waits for its answer or for a reason stays on disk; whatever was settled goes. */
  function keep(tap) {
    const key = place(tap);
    outbox.keep(key, () => pending.get(key) || stuck.get(key));
  }

  function restore(key, kept) {
    if (!pending.has(key)) {
      pending.set(key, kept);
      if (row(kept)) {
        show(row(kept), kept.kind);
      }
    }
  }

  /* ---- sending ---- */

  function body(tap) {
    const form = new URLSearchParams({
      csrf: words.csrf, op: tap.op, pupil: tap.pupil, date: tap.date, slot: tap.slot, subject: tap.subject,
      base: tap.base, kind: tap.kind, why: tap.why,
    });
    return form.toString();
  }

  function later() {
    failures += 1;
    tell(words.waiting);
    setTimeout(send, Math.min(15000, 500 * Math.pow(2, failures)));
  }

  function send() {
    if (busy || !pending.size) {
      return;
    }
    const tap = pending.values().next().value;
    busy = true;
    tell(words.sending);
    SoTruong.request(words.address + '/marks', {
      method: 'POST',
      headers: {'Content-Type': 'application/x-www-form-urlencoded'},
      body: body(tap),
    }, PATIENCE).then((answer) => {
      if ([401, 403].includes(answer.status)) {
        busy = false;
        tell(words.signedOut);
        throw new Error('signed out');
      }
      if ([200, 409, 422].includes(answer.status)) {
        return answer.json();
      }
      throw new Error(String(answer.status));
    }).then((told) => {
      busy = false;
      failures = 0;
      settle(tap, told);
      if (pending.size) {
        send();
      } else if (told.is === 'kept') {
        tell(words.saved);
      }
    }).catch((failed) => {
      busy = false;
      if (failed.message !== 'signed out') {
        later();
      }
    });
  }

  /* Taps that wait for a reason: on their own day's page the reason sends them, elsewhere a link leads there. */
  function offer() {
    const tap = stuck.values().next().value;
    if (!tap) {
      return;
    }
    const link = document.createElement('a');
    link.href = words.address + '?' + new URLSearchParams({date: tap.date, slot: tap.slot, subject: tap.subject});
    link.textContent = fill(tap.locked ? words.stuckLocked : words.stuck, tap.date.split('-').reverse().join('/'), stuck.size);
    state.replaceChildren(link);
  }

  function unstick() {
    stuck.forEach((tap, key) => {
      if (tap.date === words.date && why && why.value.trim()) {
        tap.why = why.value.trim();
        tap.op = SoTruong.newId();
        stuck.delete(key);
        pending.set(key, tap);
        keep(tap);
      }
    });
    send();
  }

  function settle(tap, told) {
    const li = row(tap);
    const newer = pending.get(place(tap)) !== tap;
    if (told.is === 'conflict' && told.kind === tap.after && !newer) {
      /* our own earlier tap, whose answer was lost */
      tap.base = told.seq;
      tap.after = '';
      keep(tap);
      return;
    }
    if (['NO_REASON', 'LOCKED'].includes(told.reason) && !newer) {
      /* made on a day that is past by now: kept until somebody gives the reason on that day's page; or made while
         attendance is locked for a while: kept, and sent again from whatever page is opened next */
      tap.locked = told.reason === 'LOCKED';
      pending.delete(place(tap));
      stuck.set(place(tap), tap);
      offer();
      return;
    }
    if (!newer) {
      pending.delete(place(tap));
      keep(tap);
    }
    if (told.seq !== undefined && newer) {
      pending.get(place(tap)).base = told.seq;
      keep(pending.get(place(tap)));
    }
    if (!li) {
      if (told.is !== 'kept') {
        tell(told.say);
      }
      return;
    }
    if (told.seq !== undefined) {
      li.dataset.seq = told.seq;
      li.dataset.kind = told.kind;
    }
    if (told.is !== 'kept') {
      note(li, told.say);
      li.classList.add('err');
      tell(told.say);
    } else {
      li.classList.remove('err');
    }
    if (!newer) {
      show(li, li.dataset.kind);
    }
  }

  list.addEventListener('submit', (event) => {
    event.preventDefault();
    const button = event.submitter;
    const li = button.closest('li');
    if (words.past === 'true' && !why.value.trim()) {
      tell(words.needWhy);
      why.focus();
      return;
    }
    const tap = {
      op: SoTruong.newId(), pupil: li.dataset.pupil, base: Number(li.dataset.seq), kind: button.value,
      why: why ? why.value.trim() : '', date: words.date, slot: words.slot, subject: words.subject, after: '',
    };
    const earlier = pending.get(place(tap));
    tap.after = earlier ? earlier.kind : '';
    stuck.delete(place(tap));
    pending.set(place(tap), tap);
    keep(tap);
    show(li, tap.kind);
    send();
  });

  /* ---- what others do meanwhile ---- */

  function look() {
    if (document.hidden || pending.size) {
      return;
    }
    const asked = new URLSearchParams({date: words.date, slot: words.slot, subject: words.subject});
    SoTruong.request(words.address + '/state?' + asked, {headers: {'X-Poll': '1'}}, PATIENCE)
      .then((answer) => {
        if (answer.status === 401) {
          tell(words.signedOut);
        }
        return answer.ok ? answer.json() : Promise.reject(answer);
      })
      .then((now) => now.rows.forEach((other) => {
        const li = rows.get(other.pupil);
        if (li && Number(li.dataset.seq) !== other.seq) {
          li.dataset.seq = other.seq;
          li.dataset.kind = other.kind;
          show(li, other.kind);
          note(li, fill(words.by, other.by, ''));
        }
      }))
      .catch(() => undefined);
  }

  window.addEventListener('beforeunload', (event) => {
    if (pending.size && !outbox.keeps()) {
      event.preventDefault();
    }
  });
  if (why) {
    why.addEventListener('change', unstick);
  }
  outbox.open(() => outbox.restore(restore, () => {
    count();
    send();
    setInterval(look, 8000);
  }));
})(window.SoTruong);
