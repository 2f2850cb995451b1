// Saves what was edited: as a zip archive, or into the folder that was opened.

import { compare, readPath, writeChange, Wrong } from "./folder.js";
import { keeperOf } from "./keeper.js";

const day = (now = new Date()) => {
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
};

/** Hands bytes to the browser, which saves them where it saves what is downloaded. */
export function download(parts, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(parts, { type }));
  link.download = name;
  link.click();
  // WebKit reads it after the press; a minute is what other savers leave (eligrey/FileSaver.js, src/FileSaver.js).
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A zip archive, of everything or of those files that differ. @returns {Promise<string>} its name */
export async function saveZip(session, onlyChanged) {
  const keeper = keeperOf(session);
  // The last letters may still be on their way.
  await session.idle();
  const { mark } = keeper;
  const bytes = await session.ask("archive", onlyChanged);
  const name = onlyChanged ? `mbc-content-changes-${day()}.zip` : `mbc-content-${day()}.zip`;
  download([bytes], name, "application/zip");
  await keeper.saved(mark);
  return name;
}

/** Everything that is kept of a project, as it is: what is text as text, other files as numbers. */
export function downloadRaw(kept, files) {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const plain = (bytes) => {
    try {
      return decoder.decode(bytes);
    } catch {
      return [...bytes];
    }
  };
  const all = { ...kept, opened: Object.fromEntries(Object.entries(files).map(([path, it]) => [path, plain(it)])) };
  delete all.folder;
  delete all.written;
  const name = `mbc-studio-${day(new Date(kept.changed))}.json`;
  download([JSON.stringify(all, null, 1)], name, "application/json");
  return name;
}

/** Whether the browser lets this page write into the folder; it asks the user where it was not asked. */
async function mayWrite(folder) {
  const mode = { mode: "readwrite" };
  return (await folder.queryPermission(mode)) === "granted" || (await folder.requestPermission(mode)) === "granted";
}

/** Every file that is not in the folder as it is here. @returns {Promise<import("./folder.js").Change[]>} */
async function changesOf(session) {
  const { written } = keeperOf(session).project;
  const opened = await session.ask("openedFiles");
  const paths = new Set([...session.state.differences.map(([path]) => path), ...written.keys()]);
  const encoder = new TextEncoder();
  const changes = [];
  for (const path of [...paths].sort()) {
    const text = await session.ask("file", path);
    const before = written.has(path) ? written.get(path) : opened[path];
    changes.push({ path, before, after: text === undefined ? undefined : encoder.encode(text) });
  }
  return changes;
}

/**
 * Writes into the folder that was opened what differs. If somebody else changed one of these files, nothing is written.
 * @returns {Promise<{ written: string[], conflicts: Awaited<ReturnType<typeof compare>>["conflicts"] }>}
 */
export async function saveFolder(session) {
  const keeper = keeperOf(session);
  const { folder } = keeper.project;
  if (!(await mayWrite(folder))) throw new Wrong("notAllowed", { folder: keeper.project.name });
  await session.idle();
  const { mark } = keeper;
  const { due, conflicts } = await compare(folder, await changesOf(session));
  if (conflicts.length) return { written: [], conflicts };
  /** @type {Map<string, Uint8Array | undefined>} */
  const written = new Map();
  for (const change of due) {
    try {
      await writeChange(folder, change);
    } catch (error) {
      // What was written before is written; the next saving goes on there.
      for (const [path, bytes] of written) await keeper.know(path, bytes);
      throw new Wrong("notWritten", { file: change.path, error: error.message, done: written.size });
    }
    written.set(change.path, change.after);
  }
  await keeper.saved(mark, written);
  const isOther = ({ before, after }) => before !== after;
  return { written: due.filter(isOther).map(({ path }) => path), conflicts };
}

/** What stands in the folder at a path now, as text; undefined if it is not there. */
export async function readTheirs(session, path) {
  const bytes = await readPath(keeperOf(session).project.folder, path);
  return { bytes, text: bytes && new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
}
