/*
 * The class's form: T, K, D, C give a level, arrows and Enter move, and what is typed is kept as a draft after a pause.
 * Without this script the form is sent by its buttons. Runs from Chrome 109, Firefox 115 and Safari 15 on.
 */
'use strict';

(function () {
  const form = document.getElementById('class');
  if (!form) {
    return;
  }
  const said = document.getElementById('saved');
  const rows = Array.from(form.querySelectorAll('tbody tr'), (tr) => ({
    tr: tr,
    mark: tr.querySelector('input[type=hidden]'),
    fields: Array.from(tr.querySelectorAll('select.lv, textarea')),
  })).filter((row) => row.mark);
  const pause = 1500;
  const unsaved = new Set();
  let timer = 0;
  let busy = false;
  let leaving = false;

  function say(kind, text) {
    said.className = 'st ' + kind;
    said.textContent = text;
  }

  /* ---- moving ---- */

  function go(row, col) {
    const to = rows[row] && rows[row].fields[Math.min(col, rows[row].fields.length - 1)];
    if (to) {
      to.focus();
    }
    return !!to;
  }

  form.addEventListener('keydown', function (event) {
    const at = rows.findIndex((row) => row.fields.includes(event.target));
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const field = event.target;
    const col = rows[at].fields.indexOf(field);
    const level = field.tagName === 'SELECT';
    const key = event.key;
    if (level && /^[tkdcđ]$/i.test(key)) {
      field.value = key.toUpperCase().replace('Đ', 'D');
      field.dispatchEvent(new Event('input', { bubbles: true }));
    } else if (level && (key === 'Delete' || key === 'Backspace')) {
      field.value = '';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    } else if (level && key === 'ArrowDown') {
      go(at + 1, col);
    } else if (level && key === 'ArrowUp') {
      go(at - 1, col);
    } else if (level && key === 'ArrowRight') {
      go(at, col + 1);
    } else if (!level && key === 'ArrowLeft' && col > 0 && field.selectionEnd === 0) {
      go(at, col - 1);
    } else if (key === 'Enter' && !event.shiftKey && !event.isComposing) {
      go(at + 1, col);
    } else {
      return;
    }
    event.preventDefault();
  });

  /* ---- length, and phrases ---- */

  let last = null;

  rows.forEach(function (row) {
    row.fields.filter((field) => field.tagName === 'TEXTAREA').forEach(function (field) {
      const count = document.createElement('span');
      count.className = 'count';
      count.hidden = true;
      field.after(count);
      function tell() {
        count.textContent = field.value.length + '/' + field.maxLength;
        count.classList.toggle('long', field.value.length > 300);
        count.hidden = field.value === '' && document.activeElement !== field;
      }
      field.addEventListener('input', tell);
      field.addEventListener('focus', function () {
        last = field;
        tell();
      });
      field.addEventListener('blur', tell);
      tell();
    });
  });

  document.querySelectorAll('.bank button').forEach(function (button) {
    button.addEventListener('click', function () {
      const field = last || (rows[0] && rows[0].fields[rows[0].fields.length - 1]);
      if (!field) {
        return;
      }
      const text = (field.value.trim() + ' ' + button.textContent.trim()).trim();
      if (text.length <= field.maxLength) {
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }
      field.focus();
    });
  });

  /* ---- keeping ---- */

  function content(row) {
    return row.fields.map((field) => field.value.trim()).join('\u0000');
  }
  rows.forEach((row) => { row.kept = content(row); });

  function changed(event) {
    const row = rows.find((each) => each.fields.includes(event.target));
    if (!row) {
      return;
    }
    unsaved.add(row);
    say('warn', form.dataset.unsaved);
    clearTimeout(timer);
    timer = setTimeout(keep, pause);
  }
  form.addEventListener('input', changed);
  form.addEventListener('change', changed);

  function keep() {
    if (busy || unsaved.size === 0) {
      return;
    }
    busy = true;
    const batch = Array.from(unsaved);
    const sent = new Map(batch.map((row) => [row, content(row)]));
    const body = new URLSearchParams();
    body.set('csrf', form.querySelector('input[name=csrf]').value);
    body.set('slot', form.querySelector('input[name=slot]').value);
    batch.forEach(function (row) {
      body.set(row.mark.name, row.mark.value);
      row.fields.forEach((field) => body.set(field.name, field.value));
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
        const asked = new Map(answer.told.questions.map((each) => [each.pupil, each.say]));
        batch.forEach(function (row) {
          const pupil = row.mark.name.slice(5);
          row.tr.querySelectorAll('.ask').forEach((old) => old.remove());
          row.mark.value = answer.told.marks[pupil] || row.mark.value;
          if (asked.has(pupil)) {
            const ask = document.createElement('p');
            ask.className = 'ask';
            ask.setAttribute('role', 'alert');
            ask.textContent = asked.get(pupil);
            row.fields[row.fields.length - 1].parentNode.append(ask);
          } else if (content(row) === sent.get(row)) {
            unsaved.delete(row);
          }
        });
        if (asked.size > 0) {
          say('bad', form.dataset.unsaved);
        } else if (unsaved.size > 0) {
          timer = setTimeout(keep, pause);
        } else {
          const now = new Date();
          say('ok', form.dataset.saved + ' ' + String(now.getHours()).padStart(2, '0') + ':'
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
