// A button that prints this page; without a script it does not stand there.
for (const each of document.querySelectorAll('button[data-print]')) {
  each.hidden = false;
  each.addEventListener('click', () => print());
}
