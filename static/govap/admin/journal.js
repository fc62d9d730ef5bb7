// The second copy of what is typed, in this browser: an entry for each form that was opened, as
// {id, user, place, time, state, changed, base, baseContent, isAside}. Written through to the disk, so that it outlives
// a crash.
const DAYS = 14;
const STORE = "entries";

export class Journal {
  #db;

  constructor(user) {
    this.user = user;
    this.#db = opened();
    this.#db.catch(() => {}); // each use says so for itself
  }

  async write(entry) {
    await this.#do("readwrite", (store) => store.put({ ...entry, user: this.user }));
  }

  async remove(id) {
    await this.#do("readwrite", (store) => store.delete(id));
  }

  // This person's entries for a place, newest first. What another left on this computer is not read at all.
  async at(place) {
    await this.#forgetOld();
    const found = await this.#do("readonly", (store) => store.index("place").getAll([this.user, place]));
    return found.sort((one, other) => other.time - one.time);
  }

  async #forgetOld() {
    const before = Date.now() - DAYS * 24 * 60 * 60 * 1000;
    await this.#do("readwrite", (store) => {
      store.index("time").openCursor(IDBKeyRange.upperBound(before)).onsuccess = ({ target: { result: cursor } }) => {
        if (!cursor) return;
        cursor.delete();
        cursor.continue();
      };
    });
  }

  async #do(mode, act) {
    const db = await this.#db;
    const transaction = db.transaction(STORE, mode, { durability: "strict" });
    return new Promise((resolve, reject) => {
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  }
}

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("govap-desk", 1);
    request.onupgradeneeded = () => {
      const store = request.result.createObjectStore(STORE, { keyPath: "id" });
      store.createIndex("place", ["user", "place"]);
      store.createIndex("time", "time");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
