// Opens content: the built-in original, a zip archive, or a folder.

import { ofEntry, ofInput, readHandle, readList, Wrong } from "./folder.js";
import { keeperOf } from "./keeper.js";

/** The content of this release. */
export async function openOriginal(session) {
  const response = await fetch("studio-content.zip").catch(() => undefined);
  if (!response?.ok) throw new Wrong("noOriginal", { status: response?.status ?? "–" });
  return keeperOf(session).open(await response.blob(), { name: "", kind: "original" });
}

/** @param {import("./session.js").Session} session @param {File} file */
export const openZip = (session, file) => keeperOf(session).open(file, { name: file.name, kind: "zip" });

/** What `<input webkitdirectory>` gives. @param {import("./session.js").Session} session @param {File[]} files */
export async function openList(session, files) {
  const name = files[0]?.webkitRelativePath.split("/")[0] ?? "";
  return keeperOf(session).open(await readList(ofInput(files), name), { name, kind: "folder" });
}

/** What `showDirectoryPicker` gives: it can be written into later. */
export async function openHandle(session, handle) {
  const { files, folder } = await readHandle(handle);
  return keeperOf(session).open(files, { name: handle.name, kind: "folder", folder });
}

/**
 * What was dropped, as a function that opens it; the browser forgets it after the event.
 * @param {DataTransfer} dropped
 */
export function openerOf(dropped) {
  const items = [...dropped.items].filter(({ kind }) => kind === "file");
  if (items.length !== 1) throw new Wrong("oneOnly");
  const item = /** @type {any} */ (items[0]);
  const entry = item.webkitGetAsEntry();
  if (!entry?.isDirectory) {
    const file = item.getAsFile();
    return (session) => openZip(session, file);
  }
  // Only Chromium gives a handle, into which can be saved.
  const handle = item.getAsFileSystemHandle?.();
  return async (session) => {
    if (handle) return openHandle(session, await handle);
    const { name } = entry;
    return keeperOf(session).open(await readList(await ofEntry(entry), name), { name, kind: "folder" });
  };
}
