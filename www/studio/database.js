// The database in which the studio keeps what was changed: IndexedDB on this computer.
//
// `projects` has a small record for each project, with its steps; `files` has, once for each, the files as they were opened.
// A record names the tab that writes it, and who is not named there writes nothing: so two tabs never write over each other,
// also where the browser has no locks.

const NAME = "mbc-studio";
const VERSION = 1;

/**
 * What is kept of a project: a step has labels and words alone, so a day of them is a few hundred kilobytes.
 * @typedef {object} Kept
 * @property {string} id
 * @property {string} owner the tab that writes it
 * @property {string} name what was opened: a file, a folder, or nothing for the built-in original
 * @property {"original" | "zip" | "folder"} kind
 * @property {string} release of the studio that kept it
 * @property {number} changed when, in milliseconds
 * @property {number} files how many files differ
 * @property {{ done: any[], undone: any[] }} history
 * @property {boolean} isSaved whether everything stands in a file or folder too
 * @property {any} [folder] the handle of the folder that was opened, where the browser gives one
 * @property {Map<string, Uint8Array | undefined>} [written] what was saved into that folder since it was opened
 */

/** Another tab has the project. */
export class Taken extends Error {}

/** @type {Promise<IDBDatabase> | undefined} */
let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    // Throws where the browser refuses all storage to this site, and where it has none.
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("projects", { keyPath: "id" });
      request.result.createObjectStore("files", { keyPath: "id" });
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      // A later release of the studio, in another tab, may want to change the form of the database.
      request.result.onversionchange = () => request.result.close();
      // The browser closes it when somebody deletes the data of this site: the next write makes it anew.
      request.result.onclose = () => {
        opened = undefined;
      };
      resolve(request.result);
    };
  });
  // What failed once may work the next time.
  opened.catch(() => {
    opened = undefined;
  });
  return opened;
}

/** Runs `work` on both stores, and awaits that it is on the disk. @returns {Promise<any>} what `work` hands to `give` */
async function run(mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    // "strict": what was typed also survives that the computer loses power.
    const transaction = database.transaction(["projects", "files"], mode, { durability: "strict" });
    let value;
    transaction.oncomplete = () => resolve(value);
    transaction.onabort = () => reject(transaction.error ?? new Taken("another tab has this project"));
    const give = (given) => {
      value = given;
    };
    work({ projects: transaction.objectStore("projects"), files: transaction.objectStore("files"), transaction, give });
  });
}

/** Every project that is kept, the latest first. @returns {Promise<Kept[]>} */
export async function list() {
  const all = await run("readonly", ({ projects, give }) => {
    projects.getAll().onsuccess = ({ target }) => give(target.result);
  });
  return all.sort((a, b) => b.changed - a.changed);
}

/** A project and the files that it began with. @returns {Promise<{ kept?: Kept, files?: Record<string, Uint8Array> }>} */
export const read = (id) =>
  run("readonly", ({ projects, files, give }) => {
    projects.get(id).onsuccess = ({ target: { result: kept } }) => {
      files.get(id).onsuccess = ({ target }) => give({ kept, files: target.result?.files });
    };
  });

/**
 * Writes a project; its files only if they are not there.
 * @param {Kept} kept
 * @param {Record<string, Uint8Array>} opened
 * @throws {Taken}
 */
export const write = (kept, opened) =>
  run("readwrite", ({ projects, files, transaction }) => {
    projects.get(kept.id).onsuccess = ({ target: { result: before } }) => {
      if (before && before.owner !== kept.owner) {
        transaction.abort();
        return;
      }
      if (!before) files.put({ id: kept.id, files: opened });
      projects.put(kept);
    };
  });

/** From now on this tab alone writes the project. */
export const claim = (id, owner) =>
  run("readwrite", ({ projects }) => {
    projects.get(id).onsuccess = ({ target: { result: kept } }) => {
      if (kept) projects.put({ ...kept, owner });
    };
  });

export const remove = (id) =>
  run("readwrite", ({ projects, files }) => {
    projects.delete(id);
    files.delete(id);
  });
