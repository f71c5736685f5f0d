/*
 * The mark sheet: a plain form that a script makes quick and safe. Every change is on this computer's disk before it is
 * sent, is sent until the server has answered, and is carried out once however often it was sent. Needs no secure
 * context; runs from Chrome 109, Firefox 115 and Safari 15 on.
 */
'use strict';

(function (SoTruong) {
  const form = document.getElementById('marks');
  if (!form) {
    return;
  }
  const table = form.querySelector('table');
  const words = document.getElementById('words').dataset;
  const address = form.getAttribute('action');
  const account = form.dataset.account;
  const csrf = form.querySelector('input[name=csrf]').value;
  const columns = Array.from(table.querySelectorAll('thead th[data-col]'), (th) => th.dataset.col);
  const regular = columns.filter((code) => code.startsWith('tx'));
  const heads = new Map(columns.map((code) => [code, table.querySelector('thead th[data-col=' + code + ']')]));
  let news = Number(form.dataset.news);

  function say(key) {
    const given = arguments;
    return (words[key] || '')
      .replace(/\{(\d)\|([^|{}]*)\|([^|{}]*)\}/g, (all, n, one, more) => String(given[Number(n) + 1]) === '1' ? one : more)
      .replace(/\{(\d)\}/g, (all, n) => given[Number(n) + 1]);
  }

  function make(tag, text, kind) {
    const made = document.createElement(tag);
    made.textContent = text;
    if (kind) {
      made.className = kind;
    }
    return made;
  }

  function clock(iso) {
    const at = iso ? new Date(iso) : new Date();
    return String(at.getHours()).padStart(2, '0') + ':' + String(at.getMinutes()).padStart(2, '0');
  }

  /* ---- the cells ---- */

  const cells = new Map();
  const rows = Array.from(table.tBodies[0].rows);
  const grid = rows.map((tr, r) => {
    const revisions = tr.querySelector('input[type=hidden]').value.split(',');
    return Array.from(tr.querySelectorAll('td.m input'), (input, c) => {
      const td = input.parentNode;
      const cell = {
        key: tr.dataset.pupil + '.' + columns[c],
        pupil: tr.dataset.pupil,
        col: columns[c],
        r: r,
        c: c,
        input: input,
        td: td,
        rev: Number(revisions[c]),
        held: input.defaultValue,
        open: !input.readOnly,
        committed: td.classList.contains('done'),
        own: td.classList.contains('own'),
        doubt: td.classList.contains('ask'),
        mine: td.classList.contains('mine'),
        pending: null,
        refused: null,
      };
      cells.set(cell.key, cell);
      return cell;
    });
  });

  function cellOf(input) {
    const td = input.closest ? input.closest('td.m') : null;
    const tr = td && td.parentNode;
    return tr ? cells.get(tr.dataset.pupil + '.' + columns[td.dataset.c]) : undefined;
  }

  rows.forEach((tr) => tr.querySelectorAll('td.m').forEach((td, c) => {
    td.dataset.c = c;
  }));

  const present = rows.filter((tr) => tr.dataset.gone !== 'LEFT').length;

  function nameOf(cell) {
    return rows[cell.r].querySelector('.nm').firstChild.textContent.trim();
  }

  function headOf(code) {
    return heads.get(code).querySelector('b').textContent;
  }

  function read(cell) {
    return SoTruong.readMark(cell.input.value, shorthand.checked, heads.get(cell.col).dataset.scale);
  }

  /* Whether what the cell is to hold may well mean something else, and nobody has looked again. */
  function doubtful(cell) {
    return !cell.committed && wanted(cell) !== '' && (cell.pending ? Boolean(cell.pending.typed) : cell.doubt);
  }

  /* What the cell is to hold: what was typed last, else what the server has. */
  function wanted(cell) {
    return cell.pending ? cell.pending.value : cell.held;
  }

  function show(cell) {
    const p = cell.pending;
    const wrong = Boolean(p && (p.half ? cell.input.hasAttribute('aria-invalid') : p.stuck === 'invalid'));
    const value = wanted(cell);
    cell.td.classList.toggle('wait', Boolean(p && !p.half && !p.stuck));
    cell.td.classList.toggle('two', Boolean(p && p.stuck === 'conflict'));
    cell.td.classList.toggle('err', wrong);
    cell.td.classList.toggle('draft', !cell.committed && value !== '' && !wrong);
    cell.td.classList.toggle('mine', !cell.committed && value !== '' && (Boolean(p) || cell.mine));
    cell.td.classList.toggle('done', cell.committed);
    cell.td.classList.toggle('gone', cell.committed && value === '');
    cell.td.classList.toggle('own', cell.committed && cell.own);
    cell.td.classList.toggle('ask', !wrong && doubtful(cell));
    cell.input.readOnly = !cell.open;
    cell.td.classList.toggle('low', /^(?:[0-4],\d|CĐ|C)$/.test(value));
  }

  /* ---- the outbox: on disk before it is sent ---- */

  const mark = account + '|' + form.dataset.sheet + '|';
  const outbox = SoTruong.outbox(mark, () => tell(say('noBuffer'), 'warn'));

  function keep(cell) {
    outbox.keep(cell.key, () => {
      const p = cell.pending;
      return p && {op: p.op, base: p.base, value: p.value, after: p.after, half: p.half, sent: p.sent, typed: p.typed};
    });
  }

  function restore(then) {
    let found = 0;
    outbox.restore((key, kept) => {
      const cell = cells.get(key);
      if (cell && !cell.pending) {
        found += 1;
        cell.input.value = kept.value;
        if (!cell.open) {
          refuse(cell, kept.value, whyClosed(cell));
        } else if (kept.half) {
          cell.pending = Object.assign(kept, {half: true, was: null});
          take(cell, true);
        } else {
          cell.pending = kept;
          show(cell);
          result(cell.r);
        }
      }
    }, () => then(found));
  }

  /* ---- reading what was typed ---- */

  const shorthand = document.getElementById('shorthand');
  const PREFERENCE = 'sotruong.shorthand';
  try {
    shorthand.checked = localStorage.getItem(PREFERENCE) !== 'off';
  } catch (noStorage) {
    shorthand.checked = true;
  }
  shorthand.addEventListener('change', () => {
    try {
      localStorage.setItem(PREFERENCE, shorthand.checked ? 'on' : 'off');
    } catch (noStorage) {
      /* the switch then holds for this page alone */
    }
  });

  const undone = [];

  /* Takes what stands in a cell's field. Returns whether it is a mark or empty. */
  function take(cell, quiet) {
    if (!cell.open) {
      return true;
    }
    const reading = read(cell);
    const again = doubtful(cell) && cell.pending && cell.pending.half;
    if (reading.kind === 'wrong') {
      cell.input.setAttribute('aria-invalid', 'true');
      half(cell);
      show(cell);
      panelError(cell, reading);
      count();
      return false;
    }
    cell.input.removeAttribute('aria-invalid');
    const value = reading.kind === 'mark' ? reading.text : '';
    const typed = reading.doubtful ? cell.input.value : '';
    cell.input.value = value;
    if (reading.rounded) {
      tell(say('rounded', value));
    }
    const p = command(cell);
    const before = p ? p.value : cell.held;
    if (value === before && !(p && p.stuck === 'invalid') && !(again && !typed)) {
      if (cell.pending !== p) {
        cell.pending = p;
        show(cell);
        keep(cell);
      }
      return true;
    }
    if (!quiet) {
      undone.push([[cell.key, before]]);
    }
    if (value === cell.held && !(p && p.sent) && !cell.doubt) {
      cell.pending = null;
    } else {
      cell.pending = fresh(cell, value, unanswered(p), typed);
    }
    cell.refused = null;
    if (typed) {
      tell(say('doubtful', typed, value), 'warn');
      panel(cell);
    }
    show(cell);
    result(cell.r);
    keep(cell);
    queue();
    count();
    return true;
  }

  /* `typed` is what was typed where it may well mean something else: the server is to know that. */
  function fresh(cell, value, after, typed) {
    return {op: SoTruong.newId(), base: cell.rev, value: value, after: after, half: false, sent: null, typed: typed || ''};
  }

  /* The second look: what was read is what was meant. */
  function pass(cell) {
    cell.pending = fresh(cell, wanted(cell), unanswered(command(cell)));
    cell.doubt = false;
    show(cell);
    keep(cell);
    queue(0);
    panel(cell);
  }

  /* The commands for a cell that the server may have carried out without our knowing. */
  function unanswered(p) {
    return p ? p.after.concat(p.sent || []).slice(-20) : [];
  }

  /* The newest whole command of a cell, under text that is being typed. */
  function command(cell) {
    return cell.pending && cell.pending.half ? cell.pending.was : cell.pending;
  }

  /* Text that is no mark yet: kept through a crash, never sent. */
  function half(cell) {
    const was = command(cell);
    cell.pending = {op: '', base: cell.rev, value: cell.input.value, after: unanswered(was), half: true, was: was};
    keep(cell);
  }

  function scaleOf(code) {
    return heads.get(code).dataset.scale || 'TENTHS';
  }

  /* What a row comes to: an average, or a verdict. */
  function result(r) {
    const shown = rows[r].querySelector('.av');
    if (shown && scaleOf(columns[0]) === 'VERDICT') {
      const values = grid[r].map(wanted);
      shown.textContent = values.includes('') ? '' : values.every((each) => each === 'Đ') ? 'Đ' : 'CĐ';
      const preview = grid[r].some((cell) => !cell.committed);
      shown.classList.toggle('maybe', preview);
      shown.title = preview ? words.preview : '';
    } else if (shown) {
      average(r, shown);
    }
  }

  /* The average that would stand if the drafts were committed; a preview whenever a draft has part in it. */
  function average(r, shown) {
    let sum = 0;
    let preview = false;
    for (const cell of grid[r]) {
      const found = /^(\d+),(\d)$/.exec(wanted(cell));
      if (!found) {
        shown.textContent = '';
        return;
      }
      const weight = cell.col === 'gk' ? 2 : cell.col === 'ck' ? 3 : 1;
      sum += weight * (Number(found[1]) * 10 + Number(found[2]));
      preview = preview || !cell.committed;
    }
    const by = regular.length + 5;
    shown.textContent = SoTruong.writeMark(Math.floor((2 * sum + by) / (2 * by)));
    shown.classList.toggle('maybe', preview);
    shown.title = preview ? words.preview : '';
  }

  /* ---- what the page says ---- */

  const status = document.getElementById('state');
  const toFix = document.getElementById('to-fix');
  const draftCount = document.getElementById('drafts');
  const correctKey = document.getElementById('correct-key');
  const commitButton = document.getElementById('commit');

  const LINGER = 6000;
  let lingers = 0;

  /* What happened to the teacher's own doing stays to be read; news of sending gives way to it. */
  function tell(text, kind) {
    const passing = kind === 'run' || text === words.kept;
    if (passing && Date.now() < lingers) {
      return;
    }
    lingers = passing ? 0 : Date.now() + LINGER;
    status.textContent = text;
    status.className = 'st sp ' + (kind || 'off');
  }

  function pill(kind, text) {
    document.dispatchEvent(new CustomEvent('sotruong:state', {detail: {kind: kind, text: text}}));
  }

  function waiting() {
    return Array.from(cells.values()).filter((cell) => cell.pending && !cell.pending.half && !cell.pending.stuck);
  }

  /* What its time left behind: a draft of one's own in a column that has ended. */
  function isLate(cell) {
    return !cell.committed && wanted(cell) !== '' && cell.td.classList.contains('mine')
      && Boolean(heads.get(cell.col).dataset.late) && !cell.td.classList.contains('makeup');
  }

  /* What a column's number, sum and spread are made of: the marks of those who are in the class. */
  function counted(cell) {
    return rows[cell.r].dataset.gone !== 'LEFT' && !cell.td.classList.contains('err') && !isLate(cell);
  }

  function count() {
    let drafts = 0;
    let late = 0;
    let wrong = 0;
    const filled = columns.map(() => 0);
    const own = columns.map(() => 0);
    const lates = columns.map(() => 0);
    cells.forEach((cell) => {
      const here = rows[cell.r].dataset.gone !== 'LEFT';
      const isWrong = cell.td.classList.contains('err');
      wrong += isWrong ? 1 : 0;
      if (wanted(cell) !== '' && !isWrong) {
        if (isLate(cell)) {
          late += 1;
          lates[cell.c] += cell.td.dataset.request === undefined ? 1 : 0;
          return;
        }
        filled[cell.c] += here ? 1 : 0;
        if (cell.td.classList.contains('mine') && !cell.committed) {
          own[cell.c] += 1;
          drafts += 1;
        }
      }
    });
    bar(drafts, late, own);
    draftCount.parentNode.classList.toggle('warn', drafts + late > 0);
    draftCount.parentNode.classList.toggle('off', drafts + late === 0);
    commitButton.disabled = drafts === 0;
    correctKey.hidden = !table.querySelector('td.own');
    toFix.parentNode.hidden = wrong === 0;
    toFix.textContent = say('toFix', wrong);
    columns.forEach((code, c) => {
      const notice = form.querySelector('[data-lates=' + code + ']');
      if (notice && !heads.get(code).dataset.lock) {
        notice.hidden = lates[c] === 0;
        notice.querySelector('.sp').textContent = say('lateCount', headOf(code), lates[c]);
      }
      const head = heads.get(code).querySelector('.fill');
      if (head) {
        head.textContent = own[c]
          ? say('fillDrafts', filled[c], present, own[c])
          : filled[c] ? say('fill', filled[c], present) : words.fillNone;
      }
    });
  }

  /* ---- how long a column still takes marks, by the server's clock at loading and this page's since ---- */

  const MINUTE = 60000;
  const WARNINGS = [30, 10];
  let warned = Infinity;

  function timeLeft(own) {
    return columns.reduce((least, code, c) => {
      const left = Number(heads.get(code).dataset.left || 0);
      return left && own[c] ? Math.min(least, left - performance.now()) : least;
    }, Infinity);
  }

  function inWords(milliseconds) {
    const minutes = Math.max(0, Math.floor(milliseconds / MINUTE));
    if (minutes >= 2880) {
      return say('leftDays', Math.floor(minutes / 1440));
    }
    return minutes >= 90 ? say('leftHours', Math.floor(minutes / 60)) : say('leftMinutes', minutes);
  }

  function bar(drafts, late, own) {
    const left = timeLeft(own);
    const told = [];
    if (drafts) {
      told.push(left === Infinity ? say('drafts', drafts) : say('draftsLeft', drafts, inWords(left)));
    }
    if (late) {
      told.push(say('draftsLate', late));
    }
    draftCount.textContent = told.length ? told.join('. ') : words.noDrafts;
    const due = WARNINGS.filter((each) => left <= each * MINUTE).pop();
    if (drafts && left > 0 && due < warned) {
      warned = due;
      tell(say('leftSoon', inWords(left), drafts), 'bad');
    }
  }

  /* A column whose time ends while the page is open: what stands uncommitted in it is late from here on. */
  function strike() {
    let ended = false;
    heads.forEach((head) => {
      const left = Number(head.dataset.left || 0);
      if (left && left <= performance.now()) {
        delete head.dataset.left;
        head.dataset.late = words.leftOver;
        head.title = words.leftOver;
        head.appendChild(make('small', words.late, 'late'));
        ended = true;
      }
    });
    if (ended) {
      tell(words.leftOver, 'bad');
    }
    count();
  }

  /* ---- sending ---- */

  const MOST = 200;
  const PATIENCE = 10000;
  let timer = 0;
  let busy = false;
  let failures = 0;
  let stopped = false;

  function queue(milliseconds) {
    clearTimeout(timer);
    timer = setTimeout(send, milliseconds === undefined ? 600 : milliseconds);
  }

  function request(path, options) {
    return SoTruong.request(address + path, options, PATIENCE);
  }

  function send() {
    if (busy || stopped) {
      return;
    }
    const sent = new Map(waiting().slice(0, MOST).map((cell) => [cell.pending.op, cell]));
    if (!sent.size) {
      return;
    }
    busy = true;
    const ops = Array.from(sent.values(), (cell) => {
      const p = cell.pending;
      p.sent = p.op;
      keep(cell);
      return {op: p.op, pupil: cell.pupil, col: cell.col, base: p.base, value: p.typed || p.value, after: p.after};
    });
    tell(say('sending', sent.size), 'run');
    pill('busy', say('sending', sent.size));
    const body = JSON.stringify({ops: ops});
    request('/ops', {
      method: 'POST',
      headers: {'Content-Type': 'application/json', 'X-CSRF': csrf},
      body: body,
      keepalive: body.length < 60000,
    }).then((answer) => {
      if (answer.status >= 500) {
        throw new Error(String(answer.status));
      }
      return answer.json().then((told) => heard(told, sent));
    }).catch(unheard);
  }

  function heard(told, sent) {
    busy = false;
    failures = 0;
    if (told.answers) {
      told.answers.forEach((answer) => settle(sent.get(answer.op), answer));
    } else if (sent.has(told.op)) {
      const guilty = sent.get(told.op);
      refuse(guilty, wanted(guilty), told.say);
    } else {
      stopped = true;
      const again = told.problem === 'SIGNED_OUT' || told.problem === 'FORGED';
      tell(again ? words.signedOut : told.say || told.message, 'bad');
      pill('bad', words.stopped);
      return;
    }
    conflicts();
    count();
    if (waiting().length) {
      queue(50);
      return;
    }
    pill('', say('keptAt', clock()));
    if (status.classList.contains('run') || status.classList.contains('warn')) {
      tell(words.kept);
    }
  }

  function unheard() {
    busy = false;
    failures += 1;
    tell(say('unsent', waiting().length), 'warn');
    pill('bad', words.noServer);
    queue(Math.min(15000, 1000 * Math.pow(2, failures - 1)));
  }

  /* One command's answer. A newer one may have been typed meanwhile: it then builds on this answer. */
  function settle(cell, answer) {
    const p = command(cell);
    const newest = p !== null && p.op === answer.op;
    if (answer.is === 'kept' || answer.is === 'late') {
      if (answer.rev >= cell.rev) {
        cell.rev = answer.rev;
        cell.held = answer.value;
        cell.doubt = Boolean(answer.doubt);
        cell.mine = true;
      }
      if (answer.is === 'late') {
        tell(answer.say, 'bad');
      }
      accepted(cell, newest);
    } else if (answer.is === 'conflict') {
      cell.rev = answer.rev;
      cell.held = answer.value;
      cell.mine = false;
      if (newest) {
        Object.assign(p, {stuck: 'conflict', who: answer.who, at: answer.at});
      }
    } else if (answer.is === 'invalid') {
      if (newest) {
        p.stuck = 'invalid';
      }
    } else {
      if (answer.is === 'committed') {
        cell.committed = true;
        cell.held = answer.value;
      }
      if (answer.is === 'closed') {
        heads.get(cell.col).dataset.lock = answer.say;
      }
      cell.open = cell.open && answer.is === 'refused';
      refuse(cell, wanted(cell), answer.say);
      return;
    }
    show(cell);
    keep(cell);
  }

  function accepted(cell, newest) {
    const p = cell.pending;
    if (!p) {
      cell.input.value = cell.held;
    } else if (p.half) {
      p.was = newest ? null : p.was;
      p.after = [];
    } else if (newest) {
      cell.pending = null;
    } else {
      p.base = cell.rev;
      p.after = [];
    }
  }

  /* The server's word stands in the cell; what was typed is shown beside it. */
  function refuse(cell, value, why) {
    cell.refused = value === cell.held ? null : {value: value, why: why};
    cell.pending = null;
    cell.input.value = cell.held;
    cell.input.removeAttribute('aria-invalid');
    show(cell);
    result(cell.r);
    keep(cell);
    if (cell.refused) {
      tell(why, 'bad');
      panel(cell);
    }
  }

  /* ---- two people in one cell ---- */

  const questions = document.getElementById('questions');

  function conflicts() {
    const asked = Array.from(cells.values()).filter((cell) => cell.pending && cell.pending.stuck === 'conflict');
    questions.textContent = '';
    questions.hidden = !asked.length;
    asked.forEach((cell) => questions.appendChild(question(cell)));
  }

  function question(cell) {
    const p = cell.pending;
    const theirs = cell.held || words.blank;
    const mine = p.value || words.blank;
    const note = make('div', '', 'note flat');
    note.appendChild(document.getElementById('warn-icon').content.cloneNode(true));
    note.appendChild(make('b', nameOf(cell) + ', ' + headOf(cell.col)));
    note.appendChild(make('span', say('conflict', p.who || words.you, theirs, clock(p.at), mine), 'sp'));
    const choose = (text, decide) => {
      const button = make('button', text, 'btn s');
      button.type = 'button';
      button.addEventListener('click', () => {
        decide();
        show(cell);
        result(cell.r);
        keep(cell);
        conflicts();
        count();
        cell.input.focus();
      });
      note.appendChild(button);
    };
    choose(say('keepTheirs', theirs), () => {
      cell.pending = null;
      cell.input.value = cell.held;
    });
    choose(say('useMine', mine), () => {
      cell.pending = fresh(cell, p.value, []);
      queue(0);
    });
    return note;
  }

  /* ---- what others do ---- */

  const POLL = Number(form.dataset.poll);

  function poll() {
    if (document.hidden || stopped) {
      return;
    }
    request('/changes?since=' + news, {headers: {'X-Poll': '1'}}).then((answer) => {
      if (answer.status === 401) {
        tell(words.signedOut, 'bad');
        pill('bad', words.stopped);
        return null;
      }
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      return answer.json();
    }).then((told) => {
      if (!told) {
        return;
      }
      news = told.next;
      told.changes.forEach(learn);
      count();
      if (failures) {
        queue(0);
      }
      if (told.more) {
        poll();
      }
    }).catch(() => {
      if (!busy && !waiting().length) {
        pill('bad', words.noServer);
      }
    });
  }

  function learn(change) {
    const cell = cells.get(change.pupil + '.' + change.col);
    if (!cell || change.rev <= cell.rev || (cell.committed && !change.committed)) {
      return;
    }
    const typing = document.activeElement === cell.input && cell.input.value !== cell.held;
    cell.rev = change.rev;
    cell.held = change.value;
    cell.mine = !change.who;
    cell.doubt = false;
    cell.own = cell.own && !change.who;
    cell.committed = change.committed;
    if (change.committed) {
      cell.open = false;
      if (cell.pending) {
        refuse(cell, cell.pending.value, words.committed);
        return;
      }
    }
    if (!cell.pending && !typing) {
      cell.input.value = cell.held;
    }
    show(cell);
    result(cell.r);
  }

  /* ---- keyboard ---- */

  function go(r, c) {
    if (r < 0 || c < 0 || c >= columns.length) {
      return;
    }
    if (r >= grid.length) {
      go(0, c + 1);
      return;
    }
    const cell = grid[r][c];
    choose(cell.col);
    cell.input.focus();
    cell.input.select();
  }

  /* Down to the next cell that takes a mark; past closed ones, but not past the end of the class. */
  function next(cell) {
    let r = cell.r + 1;
    while (r < grid.length && !grid[r][cell.c].open) {
      r += 1;
    }
    go(r, cell.c);
  }

  const keys = {
    Enter: (cell, event) => {
      take(cell);
      if (event.ctrlKey || event.metaKey) {
        queue(0);
      } else if (event.shiftKey) {
        go(cell.r - 1, cell.c);
      } else {
        next(cell);
      }
    },
    ArrowDown: (cell) => {
      take(cell);
      go(Math.min(cell.r + 1, grid.length - 1), cell.c);
    },
    ArrowUp: (cell) => {
      take(cell);
      go(cell.r - 1, cell.c);
    },
    ArrowRight: (cell) => {
      const i = cell.input;
      if (i.selectionEnd !== i.value.length || (i.selectionStart !== i.selectionEnd && i.selectionStart !== 0)) {
        return false;
      }
      take(cell);
      go(cell.r, cell.c + 1);
      return true;
    },
    ArrowLeft: (cell) => {
      if (cell.input.selectionStart !== 0) {
        return false;
      }
      take(cell);
      go(cell.r, cell.c - 1);
      return true;
    },
    F2: (cell) => {
      if (!cell.committed || !cell.own) {
        return false;
      }
      correct(cell);
      return true;
    },
    Escape: (cell) => {
      const p = command(cell);
      cell.pending = p && p.stuck === 'invalid' ? null : p;
      keep(cell);
      cell.input.value = wanted(cell);
      cell.input.removeAttribute('aria-invalid');
      cell.input.select();
      show(cell);
      result(cell.r);
      panel(cell);
      count();
    },
  };

  /* Words without a keyboard: into the chosen cell, and on to the next pupil. */
  const wordKeys = document.getElementById('word-keys');
  let chosen = null;

  if (wordKeys) {
    wordKeys.addEventListener('pointerdown', (event) => event.preventDefault());
    wordKeys.addEventListener('click', (event) => {
      const key = event.target.closest('[data-word]');
      if (key && chosen && chosen.open) {
        chosen.input.value = key.dataset.word;
        take(chosen);
        next(chosen);
      }
    });
  }

  function undo() {
    const group = undone.pop();
    let last;
    group.forEach((each) => {
      last = cells.get(each[0]);
      last.input.value = each[1];
      take(last, true);
    });
    if (last) {
      go(last.r, last.c);
    }
  }

  form.addEventListener('keydown', (event) => {
    const cell = cellOf(event.target);
    if (!cell || event.isComposing) {
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
      if (undone.length && cell.input.value === wanted(cell)) {
        event.preventDefault();
        undo();
      }
      return;
    }
    const act = keys[event.key];
    if (act && !event.altKey && act(cell, event) !== false) {
      event.preventDefault();
    }
  });

  form.addEventListener('focusin', (event) => {
    const cell = cellOf(event.target);
    if (cell) {
      cell.input.select();
      chosen = cell;
      panel(cell);
    }
  });

  form.addEventListener('input', (event) => {
    const cell = cellOf(event.target);
    if (cell && cell.open) {
      half(cell);
    }
  });

  form.addEventListener('change', (event) => {
    const cell = cellOf(event.target);
    if (cell) {
      take(cell);
    }
  });

  /* ---- a block from a spreadsheet ---- */

  form.addEventListener('paste', (event) => {
    const cell = cellOf(event.target);
    const text = event.clipboardData.getData('text/plain').replace(/\r/g, '').replace(/\n$/, '');
    if (!cell || !/[\t\n]/.test(text)) {
      return;
    }
    event.preventDefault();
    let taken = 0;
    let wrong = 0;
    let skipped = 0;
    const group = [];
    text.split('\n').forEach((line, i) => line.split('\t').forEach((value, j) => {
      const target = grid[cell.r + i] && grid[cell.r + i][cell.c + j];
      if (!target || !target.open) {
        skipped += value.trim() ? 1 : 0;
        return;
      }
      group.push([target.key, wanted(target)]);
      target.input.value = value.trim();
      if (take(target, true)) {
        taken += 1;
      } else {
        wrong += 1;
      }
    }));
    undone.push(group);
    tell(wrong || skipped ? say('pastedSome', taken, wrong, skipped) : say('pasted', taken), wrong ? 'bad' : 'off');
    count();
  });

  /* ---- the panel beside the table ---- */

  const side = document.getElementById('side');
  const part = (name) => side.querySelector('[data-part=' + name + ']');
  const BARS = 11;
  let paneled = null;
  let asked = 0;

  function whyClosed(cell) {
    const lock = heads.get(cell.col).dataset.lock;
    if (cell.td.dataset.request !== undefined) {
      return words.askWaits;
    }
    return cell.td.title || rows[cell.r].dataset.why || lock || (cell.committed && heads.get(cell.col).dataset.frozen) || (cell.committed ? words.committed : words.paused);
  }

  /* The way to a request: the one that waits, one for all late drafts of the column, or one for this cell. */
  function asking(cell, own) {
    const ask = part('ask');
    const request = cell.td.dataset.request;
    const late = isLate(cell);
    if (!ask.href) {
      return;
    }
    ask.hidden = request === undefined ? own || (cell.open && !late) : request === '';
    ask.textContent = request ? words.askOpen : late ? words.askLate : words.ask;
    ask.href = request ? '/amendments/' + request
      : '/amendments/new?sheet=' + form.dataset.sheet + (late ? '' : '&pupil=' + cell.pupil) + '&col=' + cell.col + (late ? '&late=1' : '');
  }

  function panel(cell) {
    paneled = cell;
    part('name').textContent = nameOf(cell);
    part('about').textContent = say('about', rows[cell.r].cells[0].textContent, rows[cell.r].dataset.born);
    const trouble = part('trouble');
    trouble.hidden = true;
    if (cell.refused) {
      trouble.hidden = false;
      part('wrong').parentNode.className = 'st bad';
      part('wrong').textContent = say('refused', cell.refused.value || words.blank);
      part('why').textContent = cell.refused.why;
      part('fix').hidden = true;
    } else if (cell.pending && cell.pending.half) {
      const reading = read(cell);
      if (reading.kind === 'wrong') {
        panelError(cell, reading);
      }
    } else if (doubtful(cell)) {
      panelDoubt(cell);
    }
    part('correct').hidden = true;
    asking(cell, false);
    const owe = part('owe');
    owe.href = owe.dataset.for + (wanted(cell) === '' && !cell.committed ? '?pupil=' + cell.pupil + '&col=' + cell.col : '');
    const owed = cell.td.classList.contains('owed') && wanted(cell) === '';
    const late = heads.get(cell.col).dataset.late;
    const open = cell.open && cell.td.dataset.request === undefined;
    part('closed').textContent = owed ? cell.td.title : !open ? whyClosed(cell) : isLate(cell) ? late : '';
    part('closed').hidden = !part('closed').textContent;
    const frozen = heads.get(cell.col).dataset.frozen;
    part('frozen').textContent = frozen && frozen !== part('closed').textContent ? frozen : '';
    part('frozen').hidden = !part('frozen').textContent || cell.committed;
    part('past').textContent = '';
    part('past-head').textContent = say('pastOf', headOf(cell.col));
    spread(cell.col);
    clearTimeout(asked);
    asked = setTimeout(() => past(cell), 350);
  }

  function panelDoubt(cell) {
    const p = cell.pending;
    const fix = part('fix');
    part('trouble').hidden = false;
    part('wrong').textContent = p && p.typed ? say('doubtful', p.typed, wanted(cell)) : say('look', wanted(cell));
    part('wrong').parentNode.className = 'st warn';
    part('why').textContent = '';
    fix.hidden = false;
    fix.textContent = say('doubtfulRight', wanted(cell));
    fix.onclick = () => {
      pass(cell);
      go(cell.r, cell.c);
    };
  }

  function panelError(cell, reading) {
    if (paneled !== cell) {
      return;
    }
    part('trouble').hidden = false;
    part('wrong').parentNode.className = 'st bad';
    part('wrong').textContent = say(SoTruong.wordsOf(scaleOf(cell.col)).length ? 'notAWord' : 'notAMark', cell.input.value);
    part('why').textContent = words[reading.fault.toLowerCase()];
    const fix = part('fix');
    fix.hidden = reading.hint === null;
    if (reading.hint !== null) {
      const value = SoTruong.writeMark(reading.hint);
      part('why').textContent += ' ' + say('perhaps', value);
      fix.textContent = say('fix', value);
      fix.onclick = () => {
        cell.input.value = value;
        take(cell);
        go(cell.r, cell.c);
      };
    }
  }

  function leading(path, text) {
    const link = make('a', text);
    link.href = path;
    return link;
  }

  function past(cell) {
    if (stopped) {
      return;
    }
    request('/cells/' + cell.pupil + '/' + cell.col + '/history').then((answer) => answer.json()).then((told) => {
      if (paneled !== cell || !told.past) {
        return;
      }
      const list = part('past');
      list.textContent = '';
      told.past.forEach((each) => {
        const line = make('li', '');
        if (each.committed && !each.value) {
          each.value = words.gone;
        }
        line.appendChild(make('span', (each.value || words.cleared) + ' · ' + (each.committed ? words.booked : words.draft)));
        line.appendChild(make('span', each.at + ', ' + (each.who || words.you), 'muted'));
        if (each.why) {
          line.appendChild(make('span', each.why, 'muted'));
        }
        if (each.request) {
          line.appendChild(leading(each.request, each.way));
        } else if (each.way) {
          line.appendChild(make('span', each.way, 'muted'));
        }
        list.appendChild(line);
      });
      part('correct').hidden = !told.own;
      asking(cell, told.own);
      if (cell.committed && told.lane && !cell.td.title && cell.td.dataset.request === undefined) {
        part('closed').textContent = told.lane;
      }
      if (!told.past.length) {
        list.appendChild(make('li', words.noPast, 'muted'));
      } else if (cell.committed) {
        const last = make('li', '');
        last.appendChild(leading(told.all, words.allPast));
        list.appendChild(last);
      }
    }).catch(() => {});
  }

  function spread(code) {
    part('spread-head').textContent = say('spread', headOf(code));
    const known = SoTruong.wordsOf(scaleOf(code));
    if (known.length) {
      const held = Array.from(cells.values()).filter((cell) => cell.col === code && counted(cell)).map(wanted);
      const counts = known.map((word) => held.filter((each) => each === word).length);
      part('total').textContent = counts.some((n) => n) ? known.map((word, i) => counts[i] + ' ' + word).join(', ') : words.fillNone;
      draw(known, counts, known.length - 1);
      return;
    }
    const bins = new Array(BARS).fill(0);
    let marks = 0;
    let total = 0;
    cells.forEach((cell) => {
      const found = cell.col === code && /^(\d|10),(\d)$/.exec(wanted(cell));
      if (found && counted(cell)) {
        bins[Number(found[1])] += 1;
        marks += 1;
        total += Number(found[1]) * 10 + Number(found[2]);
      }
    });
    part('total').textContent = marks ? say('total', marks, SoTruong.writeMark(total)) : words.fillNone;
    draw(bins.map((n, i) => i), bins, 0);
  }

  /* Bars under their names; those from `red` on, or of marks below five, tell of what is not reached. */
  function draw(names, bins, red) {
    const highest = Math.max.apply(null, bins.concat(1));
    const svg = part('bars');
    svg.textContent = '';
    svg.setAttribute('aria-label', bins.map((n, i) => names[i] + ': ' + n).join('; '));
    const shape = (tag, attributes, text) => {
      const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
      Object.keys(attributes).forEach((name) => made.setAttribute(name, attributes[name]));
      made.textContent = text === undefined ? '' : text;
      svg.appendChild(made);
    };
    bins.forEach((n, i) => {
      const height = Math.round(n / highest * 46);
      if (n) {
        shape('rect', {x: i * 18 + 1, y: 60 - height, width: 15, height: height, class: (red ? i >= red : i < 5) ? 'under' : ''});
        shape('text', {x: i * 18 + 8, y: 56 - height}, n);
      }
      shape('text', {x: i * 18 + 8, y: 72}, names[i]);
    });
  }

  /* ---- one column at a time on a phone ---- */

  const pick = document.getElementById('pick');

  function choose(code) {
    if (table.dataset.at === code) {
      return;
    }
    table.classList.remove('at-' + table.dataset.at);
    table.classList.add('at-' + code);
    table.dataset.at = code;
    form.querySelectorAll('.why[data-why]').forEach((each) => {
      each.hidden = each.dataset.why !== code;
    });
    pick.querySelectorAll('a').forEach((link) => {
      if (link.dataset.col === code) {
        link.setAttribute('aria-current', 'true');
      } else {
        link.removeAttribute('aria-current');
      }
    });
  }

  pick.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (link) {
      event.preventDefault();
      choose(link.dataset.col);
    }
  });

  /* ---- committing ---- */

  const dialog = document.getElementById('confirm');

  /* What one has just committed is corrected in a dialog; its form goes to the server as any other. */
  function correct(cell) {
    const path = address + '/cells/' + cell.pupil + '/' + cell.col + '/correction';
    if (!dialog.showModal) {
      location.href = path;
      return;
    }
    whenSent(() => fetch(path + '?part=1').then((answer) => {
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      return answer.text();
    }).then((part) => {
      dialog.innerHTML = part;
      dialog.setAttribute('aria-label', words.correct);
      dialog.showModal();
    }).catch(unheard), Date.now() + PATIENCE);
  }

  part('correct').addEventListener('click', () => correct(paneled));

  /* Twice where the panel with its button stands beside the table, once on a phone. */
  form.addEventListener('click', (event) => {
    const cell = cellOf(event.target);
    if (cell && cell.committed && cell.own && (event.detail === 2 || side.offsetParent === null)) {
      correct(cell);
    }
  });

  function whenSent(then, until) {
    if (!waiting().length) {
      then();
    } else if (Date.now() > until || stopped) {
      tell(say('sendFirst', waiting().length), 'bad');
    } else {
      queue(0);
      setTimeout(() => whenSent(then, until), 150);
    }
  }

  function ask() {
    if (!dialog.showModal) {
      location.href = address + '/commit';
      return;
    }
    fetch(address + '/commit?part=1').then((answer) => {
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      return answer.text();
    }).then((part) => {
      dialog.innerHTML = part;
      dialog.setAttribute('aria-label', commitButton.textContent.trim());
      dialog.showModal();
    }).catch(unheard);
  }

  dialog.addEventListener('click', (event) => {
    if (event.target.closest('[data-close]')) {
      event.preventDefault();
      dialog.close();
    }
  });

  function takeAll() {
    cells.forEach((cell) => {
      if (cell.open && cell.input.value !== wanted(cell)) {
        take(cell);
      }
    });
  }

  function firstWrong() {
    return Array.from(cells.values()).find((cell) => cell.td.classList.contains('err'));
  }

  commitButton.addEventListener('click', (event) => {
    event.preventDefault();
    takeAll();
    const wrong = firstWrong();
    if (wrong) {
      tell(say('fixFirst', toFix.textContent), 'bad');
      wrong.input.focus();
      return;
    }
    whenSent(ask, Date.now() + PATIENCE);
  });

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    takeAll();
    queue(0);
  });

  /* ---- leaving ---- */

  window.addEventListener('beforeunload', (event) => {
    if (waiting().length) {
      event.preventDefault();
      event.returnValue = '';
    }
  });

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      send();
    } else {
      poll();
    }
  });

  document.addEventListener('submit', (event) => {
    if (event.target.getAttribute('action') === '/sign-out' && waiting().length) {
      event.preventDefault();
      tell(say('sendFirst', waiting().length), 'bad');
      queue(0);
    }
  });

  /* ---- start ---- */

  document.documentElement.classList.add('js');
  side.hidden = false;
  outbox.open(() => restore((found) => {
    if (found) {
      tell(say('restored', found));
      conflicts();
      queue(0);
    }
    rows.forEach((tr, r) => result(r));
    count();
    performance.mark('sheet-ready');
  }));
  setInterval(poll, POLL);
  setInterval(strike, POLL);
})(window.SoTruong);
