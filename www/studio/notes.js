// `review-notes.json` in the content: what readers marked and remarked while they read for a signature, and the reasons for
// which something was arranged otherwise where the content has no remark for clinicians. It travels with the files, so that
// whoever edits sees what is to be changed; the build leaves it alone.

const FILE = "review-notes.json";
const ABOUT =
  "Marks and remarks of those who read for a signature, and reasons for changes of arrangement. Written by studio.html.";

/**
 * @typedef {object} Mark
 * @property {"fine" | "change"} mark
 * @property {string} remark
 * @property {string} read what was read: the mark holds for these words alone
 *
 * @typedef {object} Notes
 * @property {Record<string, Record<string, Mark>>} marks by language and path
 * @property {{ path: string, day: string, what: string, reason: string }[]} reasons
 */

/** @typedef {import("./session.js").Session} Session */

/** Somebody changed the file by hand, and it cannot be read any more. */
export class NotesUnreadable extends Error {
  help = "mend it as text, or take it away: then every mark is gone";
  constructor() {
    super(`\`${FILE}\` is not JSON`);
  }
}

/** Changes that are not in the file yet. @type {WeakMap<Session, { due: ((notes: Notes) => void)[], writing?: Promise<void> }>} */
const unwritten = new WeakMap();

function unwrittenOf(session) {
  if (!unwritten.has(session)) unwritten.set(session, { due: [] });
  return unwritten.get(session);
}

/** The notes in the file. @param {Session} session @returns {Promise<Notes>} */
async function read(session) {
  const text = await session.ask("file", FILE);
  try {
    const { marks = {}, reasons = [] } = text ? JSON.parse(text) : {};
    return { marks, reasons };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // It is not written over, because somebody's remarks are in it.
    throw new NotesUnreadable();
  }
}

/** The notes, with what is about to be written. @param {Session} session */
export async function readNotes(session) {
  const notes = await read(session);
  for (const change of unwrittenOf(session).due) change(notes);
  return notes;
}

/**
 * Changes the notes. Marks follow each other faster than the whole content is checked, so those that come while one is
 * written are written together.
 * @param {Session} session
 * @param {(notes: Notes) => void} change
 */
export function changeNotes(session, change) {
  const own = unwrittenOf(session);
  own.due.push(change);
  own.writing ??= writeDue(session, own).finally(() => {
    own.writing = undefined;
  });
  return own.writing;
}

async function writeDue(session, own) {
  while (own.due.length) {
    const notes = await read(session);
    const { length } = own.due;
    for (const change of own.due) change(notes);
    try {
      await session.change("setFile", FILE, written(notes), true);
    } finally {
      own.due.splice(0, length);
    }
  }
}

/** The text of the file; none without notes. @param {Notes} notes */
function written({ marks, reasons }) {
  const kept = Object.fromEntries(Object.entries(marks).filter(([, of]) => Object.keys(of).length));
  if (!Object.keys(kept).length && !reasons.length) return undefined;
  return `${JSON.stringify({ about: ABOUT, marks: kept, reasons }, undefined, 1)}\n`;
}
