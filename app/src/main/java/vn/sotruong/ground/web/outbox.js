/*
 * What a page has to send: kept on this computer's disk until the server has answered. IndexedDB with strict durability
 * is flushed at once; localStorage is written seconds later, and a power cut takes it. Needs no secure context; runs
 * from Chrome 109, Firefox 115 and Safari 15 on.
 */
'use strict';

window.SoTruong = window.SoTruong || {};

(function (SoTruong) {
  const STORE = 'outbox';

  /* The time first: ids that are made together lie together in the server's index, so a paste writes few pages. */
  SoTruong.newId = function () {
    const bytes = new Uint8Array(6);
    crypto.getRandomValues(bytes);
    const chance = Array.from(bytes, (b) => (b + 256).toString(16).slice(1)).join('');
    return Date.now().toString(16).padStart(12, '0') + chance;
  };

  /* An outbox holds what stands under keys that begin with `mark`; `unkept` is told when there is no disk to use. */
  SoTruong.outbox = function (mark, unkept) {
    const changed = new Map();
    let disk = null;
    let opening = true;
    let saving = false;

    function open(next) {
      let asked;
      const then = () => {
        opening = false;
        if (changed.size) {
          write();
        }
        next();
      };
      try {
        asked = indexedDB.open('sotruong', 1);
      } catch (refused) {
        then();
        return;
      }
      asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
      asked.onerror = then;
      asked.onsuccess = () => {
        disk = asked.result;
        disk.onversionchange = () => disk.close();
        then();
      };
    }

    /* Keeps what `value` gives when it is written, at the end of this turn or once the disk is open; nothing takes the
       key away. */
    function keep(key, value) {
      changed.set(key, value);
      if (!saving) {
        saving = true;
        Promise.resolve().then(write);
      }
    }

    function write() {
      saving = false;
      if (opening) {
        return;
      }
      const batch = Array.from(changed);
      changed.clear();
      if (!disk) {
        unkept();
        return;
      }
      let store;
      try {
        store = disk.transaction(STORE, 'readwrite', {durability: 'strict'}).objectStore(STORE);
      } catch (unknownOption) {
        store = disk.transaction(STORE, 'readwrite').objectStore(STORE);
      }
      batch.forEach((each) => {
        const kept = each[1]();
        if (kept) {
          store.put(kept, mark + each[0]);
        } else {
          store.delete(mark + each[0]);
        }
      });
    }

    /* Gives what was kept before, one by one, and then says that this was all. */
    function restore(each, then) {
      if (!disk) {
        then();
        return;
      }
      const range = IDBKeyRange.bound(mark, mark + '\uffff');
      const asked = disk.transaction(STORE).objectStore(STORE).openCursor(range);
      asked.onerror = then;
      asked.onsuccess = () => {
        const cursor = asked.result;
        if (!cursor) {
          then();
          return;
        }
        each(cursor.key.slice(mark.length), cursor.value);
        cursor.continue();
      };
    }

    /* Whether there is a disk to keep things on. */
    function keeps() {
      return disk !== null;
    }

    return {open: open, keep: keep, restore: restore, keeps: keeps};
  };

  /* Asks the server, and gives up after a while. */
  SoTruong.request = function (path, options, patience) {
    const waiting = new AbortController();
    const bell = setTimeout(() => waiting.abort(), patience);
    const headers = Object.assign({Accept: 'application/json'}, options && options.headers);
    return fetch(path, Object.assign({signal: waiting.signal}, options, {headers: headers}))
      .finally(() => clearTimeout(bell));
  };
})(window.SoTruong);
