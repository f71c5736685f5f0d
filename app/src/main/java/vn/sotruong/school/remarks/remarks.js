/*
 * Counts letters, puts phrases of the bank into the field that was used last, and warns before what was typed is lost.
 * The form works without it. Runs from Chrome 109, Firefox 115 and Safari 15 on.
 */
'use strict';

(function () {
  const form = document.getElementById('remarks');
  const said = document.getElementById('unsaved');
  const fields = form ? Array.from(form.querySelectorAll('textarea')) : [];
  const LONG = 300;
  let last = fields[0];
  let leaving = false;

  function unsaved() {
    return fields.filter((field) => field.value !== field.defaultValue).length;
  }

  function tell(field, count) {
    count.textContent = field.value.length + '/' + field.maxLength;
    count.classList.toggle('long', field.value.length > LONG);
    count.hidden = field.value === '' && document.activeElement !== field;
    const n = unsaved();
    said.textContent = n ? said.dataset.text.replace('{0}', n) : '';
  }

  fields.forEach((field, i) => {
    const count = document.createElement('span');
    count.className = 'count';
    field.after(count);
    ['input', 'blur'].forEach((kind) => field.addEventListener(kind, () => tell(field, count)));
    field.addEventListener('focus', () => {
      last = field;
      tell(field, count);
    });
    field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        if (fields[i + 1]) {
          fields[i + 1].focus();
        }
      }
    });
    tell(field, count);
  });

  document.querySelectorAll('.bank button').forEach((button) => button.addEventListener('click', () => {
    if (!last) {
      return;
    }
    const text = (last.value.trim() + ' ' + button.textContent.trim()).trim();
    if (text.length <= last.maxLength) {
      last.value = text;
      last.dispatchEvent(new Event('input', {bubbles: true}));
    }
    last.focus();
  }));

  if (form) {
    form.addEventListener('submit', () => {
      leaving = true;
    });
    window.addEventListener('beforeunload', (event) => {
      if (!leaving && unsaved()) {
        event.preventDefault();
        event.returnValue = '';
      }
    });
  }
})();
