// The preview of the studio: the real widget, whose words come from the page around this frame instead of from files.
//
// The frame says `{ studio: "ready" }`; the page sends `{ packs, language, open, find }` after each check, with the packs
// that are others, and `{ open, find }` when another sentence is edited. The frame answers `{ studio: "shown", found }`, or
// `{ studio: "other-structure" }` where the packs need an engine that only a build makes, and `{ studio: "failed", message }`
// if its own engine did not come. What is open stays open. A press on
// words is told as `{ studio: "pressed", words }`. `mbc-build` is written by the build.

import { addPack, files, imports, Widget } from "mbc-build";
import { defineElement, elementClass } from "../element.js";
import { engineOf } from "../engine.js";

/** Packs stay in the memory of the engine, so the frame begins anew after so many. */
const MOST_PACKS = 200;

/** @type {Set<import("../element.js").Widget>} */
const widgets = new Set();
/** @type {Promise<import("../element.js").Engine> | undefined} */
let engine;
/** @type {Record<string, Uint8Array>} */
let packs = {};
let shown = 0;
/** Whether the words of the page need another engine. */
let isOther = false;
/** Whether the engine came. */
let isStarted = false;

/** Only the page around this frame sends and hears. */
const tell = (message) => parent.postMessage(message, location.origin);

/** @returns {any} */
const guideOf = () => document.querySelector("mbc-body-map");

// 1. The words.

async function startEngine() {
  const [[, beside], integrity] = files.wasm;
  const response = await fetch(beside(), { integrity });
  const module = await WebAssembly.instantiate(await response.arrayBuffer(), { [files.imports]: imports });
  const made = engineOf("wasm", module.instance.exports);
  /** @param {ConstructorParameters<typeof Widget>} args */
  const start = (...args) => {
    const widget = new Widget(...args);
    widgets.add(widget);
    return widget;
  };
  return { ...made, start };
}

async function load(asked) {
  engine ??= startEngine();
  const started = await engine;
  addPack(asked, packs[asked]);
  return started;
}

/** @param {Record<string, Uint8Array>} changed @param {string} language */
async function showWords(changed, language) {
  engine ??= startEngine();
  await engine;
  isStarted = true;
  for (const [code, pack] of Object.entries(changed)) addPack(code, pack);
  packs = { ...packs, ...changed };
  shown += Object.keys(changed).length;
  const guide = guideOf() ?? document.createElement("mbc-body-map");
  if (!guide.isConnected) {
    guide.loading = "eager";
    guide.lang = language;
    document.body.append(guide);
    await guide.ready;
    guide.shadowRoot.addEventListener("click", press);
  } else if (guide.lang !== language) {
    guide.lang = language;
    await guide.ready;
  } else {
    for (const widget of widgets) widget.setLanguage(language);
  }
  for (const widget of widgets) widget.fillAll();
}

/** @param {{ packs?: Record<string, Uint8Array>, language?: string, open?: string, find?: string }} message */
async function show({ packs, language, open, find }) {
  try {
    if (packs) await showWords(packs, language);
    if (packs) isOther = false;
  } catch (error) {
    if (!isStarted) return tell({ studio: "failed", message: error.message });
    // `addPack` refuses words that do not fit the engine: what is shown stays.
    isOther = true;
  }
  const found = guideOf() && follow(open, find);
  tell({ studio: isOther ? "other-structure" : shown > MOST_PACKS ? "full" : "shown", found });
}

// 2. The place. Rows are opened without `open()` of the guide, which takes the focus from whoever types.

/** Opens a row and shows the words in it; without the words, the row. Returns whether there are such words. */
function follow(open, find) {
  const root = guideOf().shadowRoot;
  const row = ["site", "subtype", "section"].map((kind) => root.getElementById(`${kind}-${open}`)).find(Boolean);
  const section = row ?? root.getElementById(`${open}-section`) ?? root.getElementById(open);
  if (row && !row.open) row.open = true;
  const words = find && (wordsIn(section, find) ?? wordsIn(root, find));
  const target = words || (open === undefined ? undefined : section);
  for (let outer = words?.parentElement; outer; outer = outer.parentElement)
    if (outer.localName === "details" && !outer.contains(words.closest("summary"))) outer.open = true;
  if (target) scrollHere(target, words ? innerHeight / 3 : 0);
  if (words && !matchMedia("(prefers-reduced-motion: reduce)").matches)
    words.animate([{ outline: "3px solid #b8860b", outlineOffset: "4px" }, { outline: "3px solid transparent" }], 1500);
  return Boolean(words);
}

/** Scrolls this frame alone: `scrollIntoView` would scroll the page around it too. */
function scrollHere(element, above) {
  scrollTo({ top: element.getBoundingClientRect().top + scrollY - above });
}

const plain = (text) => text.replace(/[\s\u00a0]+/g, " ").trim();

/** The innermost element with these words: one that is seen, or the first. */
function wordsIn(place, find) {
  const asked = plain(find);
  if (!place || !asked) return undefined;
  const all = [...place.querySelectorAll("*")].filter(
    (element) =>
      !["style", "svg"].includes(element.localName) &&
      plain(element.textContent).includes(asked) &&
      ![...element.children].some((child) => plain(child.textContent).includes(asked)),
  );
  return all.find((element) => element.checkVisibility()) ?? all[0];
}

/** The words that are pressed, so that the page shows their field. */
function press({ target }) {
  if (target.closest("summary, button, input, a, svg")) return;
  const block = target.closest("p, li, dt, dd, td, th, label, blockquote, figcaption, h3, h4, h5, h6");
  if (block) tell({ studio: "pressed", words: plain(block.textContent) });
}

// 3. The start.

/** Messages wait for each other. */
let last = Promise.resolve();

addEventListener("message", ({ data, origin, source }) => {
  if (origin !== location.origin || source !== parent || !data?.studio) return;
  last = last.then(() => show(data));
});

document.body.style.fontFamily = "system-ui, sans-serif";
defineElement(elementClass(Object.keys(files.packs), load));
tell({ studio: "ready" });
