// The preview of the studio: the real widget, whose words come from the page around this frame instead of from files.
//
// The frame says `{ studio: "ready" }`; the page sends `{ packs, language, open }` after each check, and the frame answers
// `{ studio: "shown" }`, or `{ studio: "other-structure" }` where the packs need an engine that only a build makes. What is
// open stays open. `mbc-build` is written by the build.

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
let language = "en";

/** Only the page around this frame sends and hears. */
const tell = (message) => parent.postMessage(message, location.origin);

async function startEngine() {
  const [[, beside], integrity] = files.wasm;
  const response = await fetch(beside(), { integrity });
  const module = await WebAssembly.instantiate(await response.arrayBuffer(), { [files.imports]: imports });
  const made = engineOf("wasm", module.instance.exports);
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

/** @param {{ packs: Record<string, Uint8Array>, language: string, open?: string }} message */
async function show(message) {
  packs = message.packs;
  const isFirst = !document.querySelector("mbc-body-map");
  const guide = /** @type {any} */ (document.querySelector("mbc-body-map") ?? document.createElement("mbc-body-map"));
  language = message.language;
  try {
    engine ??= startEngine();
    await engine;
    for (const [code, pack] of Object.entries(packs)) addPack(code, pack);
  } catch (error) {
    tell({ studio: "other-structure", message: error.message });
    return;
  }
  shown += Object.keys(packs).length;
  if (isFirst) {
    guide.loading = "eager";
    guide.lang = language;
    document.body.append(guide);
    await guide.ready;
  } else if (guide.lang !== language) {
    guide.lang = language;
    await guide.ready;
  } else {
    for (const widget of widgets) {
      widget.setLanguage(language);
      widget.fillAll();
    }
  }
  if (message.open) guide.open(message.open);
  tell({ studio: shown > MOST_PACKS ? "full" : "shown" });
}

/** Messages wait for each other. */
let last = Promise.resolve();

addEventListener("message", ({ data, origin, source }) => {
  if (origin !== location.origin || source !== parent || !data.packs) return;
  last = last.then(() => show(data));
});

defineElement(elementClass(Object.keys(files.packs), load));
tell({ studio: "ready" });
