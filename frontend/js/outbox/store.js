// What waits on the device for a signal: whole forms with their files, in IndexedDB, which keeps them across restarts.
const NAME = "jembatan";
const SHELF = "outbox";

function open() {
  return new Promise((done, failed) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(SHELF, { keyPath: "key" });
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

async function run(mode, act) {
  const base = await open();
  try {
    return await new Promise((done, failed) => {
      const transaction = base.transaction(SHELF, mode);
      const request = act(transaction.objectStore(SHELF));
      // Done when it is on the disk, not when it was asked for.
      transaction.oncomplete = () => done(request.result);
      transaction.onerror = transaction.onabort = () => failed(transaction.error);
    });
  } finally {
    base.close();
  }
}

export const keep = (entry) => run("readwrite", (shelf) => shelf.put(entry));
export const drop = (key) => run("readwrite", (shelf) => shelf.delete(key));

/** The entries of one account, oldest first: what another person left on this device is not ours to send. */
export async function waiting(user) {
  const all = await run("readonly", (shelf) => shelf.getAll());
  return all.filter((entry) => entry.user === user).sort((one, other) => one.at - other.at);
}
