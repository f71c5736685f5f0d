// The book opens some seconds after this page: ask until it does, then go on.
const opening = document.querySelector('[data-opening]');
const ask = async () => {
  try {
    const answer = await fetch('/health', {redirect: 'error', cache: 'no-store', headers: {'X-Poll': '1'}});
    if (answer.ok && (await answer.json()).state === 'open') {
      location.replace(opening.dataset.opening);
      return;
    }
  } catch {
    // still closed
  }
  setTimeout(ask, 1000);
};
if (opening) {
  ask();
}
