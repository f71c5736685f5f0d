/*
 * The grid of qualities and competencies: T, Đ (D) and C give a level, Shift fills the empty cells below too, arrows and
 * Enter move, and what is typed is kept as a draft after a pause. Without this script the form is sent by its buttons.
 * Runs from Chrome 109, Firefox 115 and Safari 15 on.
 */
'use strict';

(function () {
  const form = document.getElementById('traits');
  const said = document.getElementById('saved');
  if (!form || !said) {
    return;
  }
  const pause = 1500;
  const rows = Array.from(form.querySelectorAll('tbody tr'), (tr) => ({
    tr: tr,
    seen: tr.querySelector('input[type=hidden]'),
    cells: Array.from(tr.querySelectorAll('td.m'), (td) => td.querySelector('input')),
  }));
  const unsaved = new Set();
  let timer = 0;
  let busy = false;
  let leaving = false;

  function say(kind, text) {
    said.className = 'st ' + kind;
    said.textContent = text;
  }

  /* ---- moving and typing ---- */

  function go(row, col, step) {
    for (let at = row; at >= 0 && at < rows.length; at += step) {
      const cell = rows[at].cells[col];
      if (cell) {
        cell.focus();
        cell.select();
        return;
      }
    }
  }

  function across(row, col, step) {
    for (let at = col + step; at >= 0 && at < rows[row].cells.length; at += step) {
      const cell = rows[row].cells[at];
      if (cell) {
        cell.focus();
        cell.select();
        return;
      }
    }
  }

  function yes(field) {
    return field.name.split('.')[2].startsWith('kt-');
  }

  function takes(field, key) {
    return yes(field) ? /^x$/i.test(key) : /^[tdcđ]$/i.test(key);
  }

  function put(row, field, text) {
    field.value = text;
    field.parentNode.classList.toggle('low', text === 'C');
    field.parentNode.classList.remove('err', 'two');
    changed(row);
  }

  function place(field) {
    const row = rows.findIndex((each) => each.cells.includes(field));
    return row < 0 ? null : { row: row, col: rows[row].cells.indexOf(field) };
  }

  form.addEventListener('keydown', function (event) {
    const at = place(event.target);
    if (!at || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
      return;
    }
    const field = event.target;
    const key = event.key;
    if (takes(field, key)) {
      const text = key.toUpperCase().replace('D', 'Đ');
      put(rows[at.row], field, text);
      if (event.shiftKey) {
        for (let below = at.row + 1; below < rows.length; below++) {
          const cell = rows[below].cells[at.col];
          if (cell && cell.value === '') {
            put(rows[below], cell, text);
          }
        }
      }
    } else if (key === 'Delete' || key === 'Backspace') {
      put(rows[at.row], field, '');
    } else if (key === 'ArrowDown' || (key === 'Enter' && !event.shiftKey)) {
      go(at.row + 1, at.col, 1);
    } else if (key === 'ArrowUp' || key === 'Enter') {
      go(at.row - 1, at.col, -1);
    } else if (key === 'ArrowRight') {
      across(at.row, at.col, 1);
    } else if (key === 'ArrowLeft') {
      across(at.row, at.col, -1);
    } else {
      return;
    }
    event.preventDefault();
  });

  form.addEventListener('focusin', function (event) {
    if (place(event.target)) {
      event.target.select();
    }
  });

  /* a phone's keyboard tells no keys: what arrives in the field is read there */
  form.addEventListener('input', function (event) {
    const at = place(event.target);
    if (!at) {
      return;
    }
    const typed = event.target.value.trim().slice(-1);
    if (typed === '' || takes(event.target, typed)) {
      put(rows[at.row], event.target, typed.toUpperCase().replace('D', 'Đ'));
    } else {
      event.target.parentNode.classList.add('err');
      say('bad', form.dataset.wrong);
    }
  });

  /* ---- keeping ---- */

  function changed(row) {
    unsaved.add(row);
    say('warn', form.dataset.unsaved);
    clearTimeout(timer);
    timer = setTimeout(keep, pause);
  }

  function content(row) {
    return row.cells.map((cell) => (cell ? cell.value : '')).join(',');
  }

  function keep() {
    if (busy || unsaved.size === 0 || form.querySelector('.err')) {
      return;
    }
    busy = true;
    const batch = Array.from(unsaved);
    const sent = new Map(batch.map((row) => [row, content(row)]));
    const body = new URLSearchParams();
    body.set('csrf', form.querySelector('input[name=csrf]').value);
    body.set('at', form.querySelector('input[name=at]').value);
    batch.forEach(function (row) {
      body.set(row.seen.name, row.seen.value);
      row.cells.filter(Boolean).forEach((cell) => body.set(cell.name, cell.value));
    });
    say('run', form.dataset.saving);
    fetch(form.getAttribute('action'), { method: 'POST', headers: { Accept: 'application/json' }, body: body })
      .then((answer) => answer.json().then((told) => ({ ok: answer.ok, told: told })))
      .then(function (answer) {
        busy = false;
        if (!answer.ok) {
          say('bad', answer.told.say || form.dataset.lost);
          return;
        }
        batch.forEach(function (row) {
          row.seen.value = answer.told.seen[row.seen.name.slice(5)] || row.seen.value;
          row.cells.filter(Boolean).forEach((cell) => cell.parentNode.classList.toggle('draft', cell.value !== ''));
          if (content(row) === sent.get(row)) {
            unsaved.delete(row);
          }
        });
        answer.told.questions.forEach(function (each) {
          const cell = form.elements.namedItem('t.' + each.pupil + '.' + each.trait);
          if (cell) {
            cell.value = each.there;
            cell.parentNode.classList.add('two');
          }
        });
        if (answer.told.questions.length > 0) {
          say('bad', answer.told.questions.map((each) => each.say).join(' '));
        } else if (unsaved.size > 0) {
          timer = setTimeout(keep, pause);
        } else {
          const drafts = document.getElementById('drafts');
          drafts.textContent = form.dataset.drafts.replace('{0}', String(form.querySelectorAll('td.draft').length));
          drafts.className = 'st warn';
          const now = new Date();
          say('warn', form.dataset.draft + ' ' + String(now.getHours()).padStart(2, '0') + ':'
            + String(now.getMinutes()).padStart(2, '0'));
        }
      })
      .catch(function () {
        busy = false;
        say('bad', form.dataset.lost);
        timer = setTimeout(keep, 4 * pause);
      });
  }

  form.addEventListener('submit', function () { leaving = true; });
  addEventListener('beforeunload', function (event) {
    if (!leaving && (unsaved.size > 0 || busy)) {
      event.preventDefault();
      event.returnValue = '';
    }
  });
})();
