// The panel of the files: what is open, saving and opening, what is kept besides, and what to do with files that cannot be
// read. `opening.js` and `saving.js` do the work.

import { byId, make } from "../forms.js";
import { ask } from "./dialog.js";
import { counted, fill } from "./wording.js";
import { Wrong } from "./folder.js";
import { keeperOf } from "./keeper.js";
import { openerOf, openHandle, openList, openOriginal, openZip } from "./opening.js";
import { readTheirs, saveFolder, saveZip } from "./saving.js";
import { actOnKept, keptList } from "./kept.js";
import { mount as mountText, openFileAsText } from "./textpanel.js";
import { english, nameOf, texts } from "./texts.js";

/** So many names or faults are shown; more help nobody. */
const MOST_NAMES = 5;
const MOST_FAULTS = 100;

/** @typedef {import("./kept.js").Context} Context */

/** What outlives another drawing of the page. @type {WeakMap<object, any>} */
const owns = new WeakMap();

const ownOf = (session) => {
  if (!owns.has(session)) owns.set(session, { wasBroken: false, isOpening: false, report: undefined });
  return owns.get(session);
};

/** @param {Element} place @param {Context} context */
export function mount(place, context) {
  const { session, language, signal } = context;
  const keeper = keeperOf(session);
  const own = ownOf(session);
  own.context = context;
  const t = texts(language).files;
  const text = make("div", {});
  place.replaceChildren(
    make("h2", { id: "files-title", textContent: t.title, tabIndex: -1 }),
    make("div", { id: "files-report", className: "report", hidden: true }),
    make("div", { id: "files-broken", className: "report", hidden: true }),
    make("p", { id: "files-open" }),
    ...saving(own, t),
    ...opening(own, t),
    make(
      "form",
      { id: "files-kept", hidden: true, onsubmit: (event) => onKept(own, event) },
      make("h3", { textContent: t.keptOthers }),
      make("div", { id: "files-kept-list" }),
    ),
    make(
      "details",
      { id: "files-text" },
      make("summary", {}, make("h3", { textContent: texts(language).text.title })),
      text,
    ),
  );
  mountText(text, context);
  const update = () => show(own);
  keeper.addEventListener("change", update, { signal });
  session.addEventListener("state", update, { signal });
  session.addEventListener("outline", () => showBroken(own), { signal });
  session.addEventListener("broken", () => showBroken(own), { signal });
  show(own);
  showBroken(own);
  own.report?.();
}

function saving(own, t) {
  const button = (id, textContent, onclick, note) => [
    make("button", { type: "button", id, textContent, onclick, "aria-describedby": `${id}-note` }),
    make("p", { id: `${id}-note`, className: "note", textContent: note }),
  ];
  return [
    make("h3", { textContent: t.save }),
    make(
      "div",
      { className: "choices" },
      make(
        "div",
        { id: "save-folder-choice" },
        ...button("save-folder", "", () => onSaveFolder(own), t.saveFolderNote),
      ),
      make("div", {}, ...button("save-all", t.saveAll, () => onSaveZip(own, false), t.saveAllNote)),
      make("div", {}, ...button("save-changed", t.saveChanged, () => onSaveZip(own, true), t.saveChangedNote)),
    ),
  ];
}

function opening(own, t) {
  const zip = make("input", {
    type: "file",
    id: "zip-input",
    accept: ".zip,application/zip",
    hidden: true,
    onchange: ({ target }) => chosen(target, ([file]) => onOpen(own, (session) => openZip(session, file), file.name)),
  });
  const folder = make("input", {
    type: "file",
    id: "folder-input",
    webkitdirectory: true,
    hidden: true,
    onchange: ({ target }) =>
      chosen(target, (files) =>
        onOpen(own, (session) => openList(session, files), files[0].webkitRelativePath.split("/")[0]),
      ),
  });
  return [
    make("h3", { textContent: t.otherOpen }),
    make(
      "div",
      { className: "buttons" },
      make("button", {
        type: "button",
        id: "open-original",
        textContent: t.openOriginal,
        onclick: () => onOpen(own, openOriginal, texts(own.context.language).original),
      }),
      make("button", { type: "button", id: "open-zip", textContent: t.openZip, onclick: () => zip.click() }),
      make("button", {
        type: "button",
        id: "open-folder",
        textContent: t.openFolder,
        onclick: () => pickFolder(own, folder),
      }),
      zip,
      folder,
    ),
    make("p", { className: "note", textContent: t.openNote }),
  ];
}

// 1. What is shown.

async function show(own) {
  const { session, language } = own.context;
  const keeper = keeperOf(session);
  const all = texts(language);
  const t = all.files;
  const { project } = keeper;
  const { differences } = session.state;
  const changed = differences.length ? counted(t.changed, differences.length) : t.unchanged;
  byId("files-open").textContent = project ? `${fill(t.open, { name: nameOf(all, project) })} ${changed}` : "";
  byId("save-folder-choice").hidden = !project?.folder;
  byId("save-folder").textContent = fill(t.saveFolder, { name: project?.name ?? "" });
  byId("save-changed").disabled = !differences.some(([, difference]) => difference !== "removed");
  if (own.shownProject === project?.id && own.shownKeeping === keeper.keeping && own.shownIn === language) return;
  own.shownProject = project?.id;
  own.shownKeeping = keeper.keeping;
  own.shownIn = language;
  await showKept(own);
}

async function showKept(own) {
  const { session, language } = own.context;
  own.kept = await keeperOf(session).others();
  byId("files-kept").hidden = !own.kept.length;
  byId("files-kept-list").replaceChildren(keptList(language, own.kept));
}

/** What happened, in the panel and aloud; drawn again in another language. */
function report(own, draw, { focus = false } = {}) {
  own.report = () => {
    const place = byId("files-report");
    place.replaceChildren(...draw(texts(own.context.language)));
    place.hidden = false;
  };
  own.report();
  const place = byId("files-report");
  if (focus) place.querySelector("[tabindex]")?.focus();
  else own.context.say(place.firstElementChild.textContent);
}

const paragraph = (textContent, more = {}) => make("p", { textContent, ...more });

/** Something was refused: what is wrong, and what to do. */
function refused(own, error, { title, stays }) {
  report(
    own,
    (t) => [
      make("h3", { className: "wrong", textContent: t.refused[title], tabIndex: -1 }),
      ...reasons(t, error),
      paragraph(t.refused[stays]),
    ],
    { focus: true },
  );
}

function reasons(t, error) {
  if (error instanceof Wrong) return [paragraph(fill(t.refused[error.code], error.values))];
  const { message, help } = error;
  if (help === undefined) return [paragraph(fill(t.refused.other, { message }))];
  // The messages of the compiler are in English, as in a terminal.
  const isEnglish = t.refused.english === "";
  return [...(isEnglish ? [] : [paragraph(t.refused.english, { className: "note" })]), english(message, help)];
}

/** Names, the first few of them. */
function names(t, all) {
  const more = all.length - MOST_NAMES;
  return [...all.slice(0, MOST_NAMES), ...(more > 0 ? [fill(t.opened.more, { count: more })] : [])].join(", ");
}

/** What stands in the way of reading the files. */
function showBroken(own) {
  const { session, language } = own.context;
  const place = byId("files-broken");
  const { faults } = session;
  place.hidden = !faults;
  const wasBroken = own.wasBroken;
  own.wasBroken = Boolean(faults);
  // Drawing the same again would take a button away from under whoever presses it: the press is lost where the element is
  // another one when the pointer is lifted.
  const shows = faults && JSON.stringify([language, session.state.undo === null, faults]);
  if (shows && shows === own.shownBroken && place.childElementCount) return;
  own.shownBroken = shows;
  if (!faults) {
    place.replaceChildren();
    if (wasBroken && !own.isOpening) own.context.say(texts(language).broken.mended);
    return;
  }
  const t = texts(language).broken;
  const { undo } = session.state;
  const shown = faults.slice(0, MOST_FAULTS);
  const more = faults.length - shown.length;
  place.replaceChildren(
    make("h3", {
      id: "files-broken-title",
      className: "wrong",
      textContent: undo === null ? t.title : t.afterTitle,
      tabIndex: -1,
    }),
    paragraph(undo === null ? t.about : t.after),
    paragraph(counted(t.faults, faults.length)),
    make("ol", { className: "broken" }, ...shown.map((fault) => faultItem(session, t, fault))),
    ...(more > 0 ? [paragraph(fill(t.more, { count: more }))] : []),
    make(
      "div",
      { className: "buttons" },
      ...(undo === null
        ? []
        : [make("button", { type: "button", textContent: t.undo, onclick: () => session.undo() })]),
      make("button", { type: "button", textContent: t.download, onclick: () => onSaveZip(own, false) }),
    ),
  );
}

function faultItem(session, t, { path, line, column, message, help }) {
  const file = path.replace(/^content\//, "");
  return make(
    "li",
    {},
    make("p", { className: "name", textContent: fill(t.place, { file, line }) }),
    english(message, help),
    ...(file.endsWith(".toml")
      ? [
          make("button", {
            type: "button",
            textContent: fill(t.edit, { file, line }),
            onclick: () => openFileAsText(session, file, line, column),
          }),
        ]
      : []),
  );
}

// 2. Opening.

/** The same file can be chosen again. */
function chosen(input, open) {
  const files = [...input.files];
  input.value = "";
  if (files.length) open(files);
}

async function pickFolder(own, input) {
  const { showDirectoryPicker } = /** @type {any} */ (globalThis);
  if (!showDirectoryPicker) {
    input.click();
    return;
  }
  let handle;
  try {
    handle = await showDirectoryPicker({ id: "mbc-content", mode: "read" });
  } catch (error) {
    // Nothing was chosen.
    if (error.name === "AbortError") return;
    refused(own, error, { title: "title", stays: "stays" });
    return;
  }
  await onOpen(own, (session) => openHandle(session, handle), handle.name);
}

const hasFiles = (event) => event.dataTransfer.types.includes("Files");

function onDragOver(event) {
  if (hasFiles(event)) event.preventDefault();
}

/** What is dropped anywhere on the page is opened: else the browser would leave the page for it. @param {Context} context */
export function catchDrops(context) {
  const { session, show, signal } = context;
  document.addEventListener("dragover", onDragOver, { signal });
  document.addEventListener(
    "drop",
    (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      const { name = "" } = event.dataTransfer.files[0] ?? {};
      let open;
      try {
        open = openerOf(event.dataTransfer);
      } catch (error) {
        open = () => Promise.reject(error);
      }
      // The panel draws what comes of it.
      show("files");
      onOpen(ownOf(session), open, name);
    },
    { signal },
  );
}

/** Opens something else, after it was asked if changes are in no file. */
async function onOpen(own, open, name) {
  const { session } = own.context;
  if (own.isOpening || !(await mayLeave(own))) return;
  own.isOpening = true;
  try {
    const leftOut = (await open(session)) ?? [];
    report(own, (t) => [
      paragraph(fill(t.opened.done, { name })),
      ...(leftOut.length ? [paragraph(counted(t.opened.leftOut, leftOut.length, { files: names(t, leftOut) }))] : []),
    ]);
    byId("files-broken-title")?.focus();
  } catch (error) {
    refused(own, error, { title: "title", stays: "stays" });
  } finally {
    own.isOpening = false;
  }
}

async function mayLeave(own) {
  const { session, language } = own.context;
  const keeper = keeperOf(session);
  await keeper.settled();
  if (!keeper.isUnsaved) return true;
  const all = texts(language);
  const t = all.unsaved;
  const answer = await ask({
    title: t.title,
    about: [fill(t.about, { name: nameOf(all, keeper.project) }), keeper.keeping === "kept" ? t.kept : t.lost],
    answers: [
      { value: "stay", text: t.stay },
      { value: "save", text: t.saveFirst, main: true },
      { value: "open", text: t.open },
    ],
    escape: "stay",
  });
  if (answer === "save") return onSaveZip(own, false);
  return answer === "open";
}

async function onKept(own, event) {
  event.preventDefault();
  const [what] = event.submitter.value.split(":");
  const opens = what !== "forget" && what !== "raw";
  if (opens && !(await mayLeave(own))) return;
  await actOnKept(own.context, event.submitter.value, own.kept);
  await showKept(own);
}

// 3. Saving.

/** @returns {Promise<boolean>} whether it was saved */
async function onSaveZip(own, onlyChanged) {
  const { session } = own.context;
  try {
    const name = await saveZip(session, onlyChanged);
    const { differences } = session.state;
    const removed = differences.filter(([, difference]) => difference === "removed").map(([path]) => path);
    const count = onlyChanged ? differences.length - removed.length : (await session.ask("paths")).length;
    const isKept = keeperOf(session).project.isKept;
    const faults = session.survey?.faults.length ?? 0;
    report(own, (t) => [
      paragraph(counted(t.saved.zip, count, { name })),
      ...(onlyChanged && removed.length ? [paragraph(fill(t.saved.removed, { files: names(t, removed) }))] : []),
      ...(faults ? [paragraph(counted(t.saved.faults, faults))] : []),
      ...(isKept ? [paragraph(t.saved.keptToo)] : []),
    ]);
    return true;
  } catch (error) {
    refused(own, error, { title: "saveTitle", stays: "saveStays" });
    return false;
  }
}

async function onSaveFolder(own) {
  const { session } = own.context;
  const { name } = keeperOf(session).project;
  try {
    const { written, conflicts } = await saveFolder(session);
    if (conflicts.length) {
      report(own, (t) => conflicting(own, t, name, conflicts), { focus: true });
      return;
    }
    const isKept = keeperOf(session).project.isKept;
    report(own, (t) => [
      written.length
        ? paragraph(counted(t.saved.folder, written.length, { name, files: names(t, written) }))
        : paragraph(fill(t.saved.folderNothing, { name })),
      ...(isKept ? [paragraph(t.saved.keptToo)] : []),
    ]);
  } catch (error) {
    refused(own, error, { title: "saveTitle", stays: "saveStays" });
  }
}

/** Files that somebody else changed: to be compared, taken, or written over. */
function conflicting(own, all, name, conflicts) {
  const t = all.conflict;
  const item = ({ path, theirs }, number) => {
    const difference = make("div", { id: `conflict-${number}`, className: "difference" });
    const button = (text, onclick) =>
      make("button", { type: "button", textContent: fill(text, { file: path }), onclick });
    return make(
      "li",
      {},
      make("p", { className: "name", textContent: path }),
      ...(theirs ? [] : [paragraph(t.gone)]),
      difference,
      make(
        "div",
        { className: "buttons" },
        ...(theirs ? [button(t.show, () => compareWith(own, path, difference))] : []),
        button(t.take, () => take(own, path)),
        button(t.keep, () => keepMine(own, path, theirs)),
      ),
    );
  };
  return [
    make("h3", { className: "wrong", textContent: t.title, tabIndex: -1 }),
    paragraph(fill(t.about, { name })),
    make("ul", { className: "kept", role: "list" }, ...conflicts.map(item)),
    paragraph(t.takeNote, { className: "note" }),
    paragraph(t.keepNote, { className: "note" }),
    make("button", { type: "button", textContent: t.copy, onclick: () => onSaveZip(own, true) }),
  ];
}

/** Theirs beside what is here, word by word. */
async function compareWith(own, path, place) {
  const { session, language } = own.context;
  const t = texts(language).conflict;
  try {
    const { text } = await readTheirs(session, path);
    const mine = (await session.ask("file", path)) ?? "";
    const pieces = await session.ask("compare", text ?? "", mine);
    place.replaceChildren(
      paragraph(t.left, { className: "note" }),
      make("pre", { tabIndex: 0 }, ...pieces.map((piece) => shownPiece(piece, t.gap))),
    );
  } catch (error) {
    // `TextDecoder` says so of what is not UTF-8.
    const isNoText = error instanceof TypeError;
    place.replaceChildren(
      paragraph(isNoText ? t.notText : fill(texts(language).refused.other, { message: error.message })),
    );
  }
}

/** Of what is the same, the ends are enough. */
function shownPiece([kind, words], gap) {
  if (kind !== "same") return make(kind === "gone" ? "del" : "ins", { textContent: words });
  const lines = words.split("\n");
  return lines.length > 4 ? [...lines.slice(0, 2), gap, ...lines.slice(-2)].join("\n") : words;
}

/** What stands in the folder comes into the page, as a step that can be undone. */
async function take(own, path) {
  const { session } = own.context;
  try {
    const { bytes, text } = await readTheirs(session, path);
    await keeperOf(session).know(path, bytes);
    await session.change("setFile", path, text, false);
    report(own, (t) => [paragraph(fill(t.conflict.taken, { file: path }))]);
  } catch (error) {
    refused(own, error, { title: "saveTitle", stays: "saveStays" });
  }
}

async function keepMine(own, path, theirs) {
  await keeperOf(own.context.session).know(path, theirs);
  report(own, (t) => [paragraph(fill(t.conflict.kept, { file: path }))]);
}
