// Sends the newest set of the chosen folder, file by file, piece by piece; what a cut line swallowed is sent again.
const form = document.querySelector('[data-rebuild]');
const words = form.dataset;
const chooser = form.querySelector('input[type=file]');
const bar = form.querySelector('progress');
const said = form.querySelector('[role=status]');
const csrf = form.querySelector('input[name=csrf]').value;
const piece = Number(words.piece);
const tries = 8;

const roots = files => files
  .filter(each => each.name === 'bagit.txt')
  .map(each => each.webkitRelativePath.slice(0, -'bagit.txt'.length))
  .filter(each => !each.includes('/.'));

const moment = root => (root.match(/-(\d{8}T\d{6}Z)-\d+\/$/) ?? [])[1] ?? '';

const pause = seconds => new Promise(resolve => setTimeout(resolve, seconds * 1000));

const post = async (path, body, headers) => {
  for (let n = 1; ; n++) {
    try {
      return await fetch(path, {method: 'POST', body, headers: {'X-CSRF': csrf, ...headers}, redirect: 'manual'});
    } catch (cut) {
      if (n === tries) {
        throw new Error(words.cut, {cause: cut});
      }
      await pause(n);
    }
  }
};

const send = async (file, name, told) => {
  for (let n = 0; n < tries; n++) {
    let at = 0;
    do {
      const part = file.slice(at, at + piece);
      const answer = await post('/setup/restore/file?' + new URLSearchParams({name, at}), part,
        {'Content-Type': 'application/octet-stream'});
      if (answer.status === 416) {
        at = -1;
        break;
      }
      if (answer.status !== 204) {
        throw new Error((await answer.text()) || words.cut);
      }
      at += part.size;
      told(at);
    } while (at < file.size);
    if (at >= 0) {
      return;
    }
  }
  throw new Error(words.cut);
};

const sendAll = async () => {
  const all = [...chooser.files];
  const root = roots(all).sort((a, b) => moment(a) < moment(b) ? -1 : 1).at(-1);
  if (root === undefined) {
    said.textContent = words.none;
    chooser.value = '';
    return;
  }
  // its marker last: a set whose sending was cut off is none
  const files = all.filter(each => each.webkitRelativePath.startsWith(root))
    .sort((a, b) => (a.name === 'bagit.txt') - (b.name === 'bagit.txt'));
  const total = files.reduce((sum, each) => sum + each.size, 0);
  bar.parentElement.hidden = false;
  chooser.disabled = true;
  said.textContent = `${words.sending} ${root.split('/').at(-2) ?? ''}`;
  let done = 0;
  await post('/setup/restore/clear', new URLSearchParams({csrf}), {});
  for (const each of files) {
    await send(each, each.webkitRelativePath.slice(root.length), at => {
      bar.value = total === 0 ? 1 : (done + at) / total;
    });
    done += each.size;
  }
  location.replace('/setup/restore');
};

if ('webkitdirectory' in chooser) {
  chooser.addEventListener('change', () => sendAll().catch(failed => {
    said.textContent = failed.message;
    chooser.value = '';
    chooser.disabled = false;
  }));
} else {
  said.textContent = words.old;
  chooser.disabled = true;
}
