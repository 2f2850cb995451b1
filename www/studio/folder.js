// Content in a folder of this computer: reads it, whatever way the browser gives it, and writes into it what changed,
// never over what somebody else wrote meanwhile.

/** The same limits as of an archive: studio/src/archive.rs. */
const MOST_BYTES = 32 * 1024 * 1024;
const MOST_FILES = 2000;

/** How deep below the chosen folder the content may lie, and how much is looked at to find it. */
const DEPTH = 4;
const MOST_SEEN = 20_000;

const MARK = "edition.toml";
const LANGUAGE = "en";

/** What is wrong with a folder; the words are in `files.<language>.json`. */
export class Wrong extends Error {
  /** @param {string} code @param {Record<string, string | number>} [values] */
  constructor(code, values = {}) {
    super(code);
    this.code = code;
    this.values = values;
  }
}

/** Folders of tools, in which no content lies and which are large; and what file managers add. */
const isSkipped = (name) => /^(\.|__MACOSX$|node_modules$|target$|dist$)/.test(name);
const isContent = (path) => !path.split("/").some((part) => part.startsWith(".") || part === "__MACOSX");

/**
 * A file that was found, not yet read.
 * @typedef {{ path: string, file: () => Promise<File> }} Found
 */

/** The files of `<input webkitdirectory>`. @param {Iterable<File>} files @returns {Found[]} */
export const ofInput = (files) =>
  [...files].map((file) => ({ path: file.webkitRelativePath, file: () => Promise.resolve(file) }));

/** The files of a folder that was dropped, in browsers without handles. @returns {Promise<Found[]>} */
export async function ofEntry(entry) {
  const found = [];
  /** @type {[any, number][]} */
  const folders = [[entry, 0]];
  for (const [folder, depth] of folders) {
    for await (const one of entriesOf(folder)) {
      const path = one.fullPath.replace(/^\//, "");
      if (one.isFile) found.push({ path, file: () => new Promise((done, failed) => one.file(done, failed)) });
      else if (!isSkipped(one.name) && depth < 2 * DEPTH) folders.push([one, depth + 1]);
      if (found.length > MOST_SEEN) throw new Wrong("tooMany", { most: MOST_FILES });
    }
  }
  return found;
}

/** `readEntries` gives some at a time, and none at the end. */
async function* entriesOf(folder) {
  const reader = folder.createReader();
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return;
    yield* some;
  }
}

/** The folder of the content in a folder, the one that is least deep. */
async function contentOf(handle) {
  let level = [handle];
  let seen = 0;
  for (let depth = 0; depth <= DEPTH && level.length; depth++) {
    const next = [];
    for (const folder of level) {
      const entries = new Map();
      for await (const [name, entry] of folder.entries()) {
        entries.set(name, entry);
        if (++seen > MOST_SEEN) throw new Wrong("noContent", { folder: handle.name });
      }
      if (entries.get(MARK)?.kind === "file" && entries.get(LANGUAGE)?.kind === "directory") return folder;
      for (const [name, entry] of entries) if (entry.kind === "directory" && !isSkipped(name)) next.push(entry);
    }
    level = next;
  }
  throw new Wrong("noContent", { folder: handle.name });
}

/** The content of a folder with a handle, and the handle of its own folder, into which can be saved. */
export async function readHandle(handle) {
  const folder = await contentOf(handle);
  /** @type {Found[]} */
  const found = [];
  const folders = [["", folder]];
  for (const [path, one] of folders) {
    for await (const [name, entry] of one.entries()) {
      if (entry.kind === "file") found.push({ path: path + name, file: () => entry.getFile() });
      else folders.push([`${path}${name}/`, entry]);
      if (found.length + folders.length > MOST_SEEN) throw new Wrong("tooMany", { most: MOST_FILES });
    }
  }
  return { files: await readFound(found, ""), folder };
}

/** Reads the content out of files that were found in a folder. @param {Found[]} found @param {string} name of the folder */
export function readList(found, name) {
  const paths = found.map(({ path }) => path);
  const roots = paths
    .filter((path) => path === MARK || path.endsWith(`/${MARK}`))
    .map((path) => path.slice(0, -MARK.length))
    .filter((root) => paths.some((path) => path.startsWith(`${root}${LANGUAGE}/`)));
  const deep = (root) => root.split("/").length;
  const [root] = roots.sort((a, b) => deep(a) - deep(b));
  if (root === undefined) throw new Wrong("noContent", { folder: name });
  const inside = found.filter(({ path }) => path.startsWith(root));
  return readFound(inside, root);
}

/** @param {Found[]} found @param {string} root @returns {Promise<Record<string, Uint8Array>>} */
async function readFound(found, root) {
  const content = found.filter(({ path }) => isContent(path.slice(root.length)));
  if (content.length > MOST_FILES) throw new Wrong("tooMany", { most: MOST_FILES });
  /** @type {[string, Uint8Array][]} */
  const files = [];
  let bytes = 0;
  for (const { path, file } of content) {
    const opened = await file().catch((error) => {
      throw new Wrong("unreadable", { file: path, error: error.message });
    });
    bytes += opened.size;
    if (bytes > MOST_BYTES) throw new Wrong("tooLarge");
    files.push([path.slice(root.length), await bytesOf(opened, path)]);
  }
  return Object.fromEntries(files);
}

async function bytesOf(file, path) {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    // It was deleted or changed between choosing and reading, or is a file of a cloud that is not on this computer.
    throw new Wrong("unreadable", { file: path, error: error.message });
  }
}

// Writing.

/**
 * A file to be saved: what it was when it was read or last written, and what it is now; undefined where there is none.
 * @typedef {{ path: string, before: Uint8Array | undefined, after: Uint8Array | undefined }} Change
 */

export const areSame = (a, b) => a?.length === b?.length && (a?.every((byte, at) => byte === b[at]) ?? true);

/** Whether something is not there, as the browser says it. */
const isMissing = (error) => error.name === "NotFoundError";

/** @returns {Promise<[any, string]>} the folder of a file, and the name of the file in it */
async function placeOf(folder, path, options) {
  const names = path.split("/");
  const name = names.pop();
  for (const one of names) folder = await folder.getDirectoryHandle(one, options);
  return [folder, name];
}

/** What stands in the folder now. @returns {Promise<Uint8Array | undefined>} */
export async function readPath(folder, path) {
  try {
    const [inside, name] = await placeOf(folder, path);
    const handle = await inside.getFileHandle(name);
    return await bytesOf(await handle.getFile(), path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/**
 * What of the changes is to be written, and which files somebody else changed.
 * @param {any} folder
 * @param {Change[]} changes
 */
export async function compare(folder, changes) {
  /** @type {Change[]} */
  const due = [];
  /** @type {{ path: string, mine: Uint8Array | undefined, theirs: Uint8Array | undefined }[]} */
  const conflicts = [];
  for (const change of changes) {
    const theirs = await readPath(folder, change.path);
    // Somebody else may have written the same.
    if (areSame(theirs, change.after)) due.push({ ...change, before: change.after });
    else if (areSame(theirs, change.before)) due.push(change);
    else conflicts.push({ path: change.path, mine: change.after, theirs });
  }
  return { due, conflicts };
}

/** Writes a change. The browser writes beside the file and exchanges both at the end, so that none is ever half there. */
export async function writeChange(folder, { path, before, after }) {
  if (areSame(before, after)) return;
  const [inside, name] = await placeOf(folder, path, { create: after !== undefined });
  if (after === undefined) {
    await inside.removeEntry(name);
    return;
  }
  const handle = await inside.getFileHandle(name, { create: true });
  const stream = await handle.createWritable();
  try {
    await stream.write(after);
    await stream.close();
  } catch (error) {
    await stream.abort().catch(() => {});
    throw error;
  }
}
