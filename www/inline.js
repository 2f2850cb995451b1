// The entry for hosts that take one file: everything is inside, and nothing is fetched. Its engine is the JavaScript
// one, which the policy of every page allows; the attributes `engine` and `base-url` have no effect here.
// It works as a classic script and as a module, also combined with others into one file, so it exports nothing: under
// another tag or in another registry the class is `customElements.get("mbc-body-map")`.
// `mbc-build` is written by the build.

import { addPack, files, imports } from "mbc-build";
import { defineElement, elementClass } from "./element.js";
import { engineOf } from "./engine.js";

/** @type {import("./element.js").Engine | undefined} */
let engine;
/** @type {Set<string>} */
const loadedLanguages = new Set();

/** @param {string} language */
async function load(language) {
  engine ??= engineOf("js", files.engine({ [files.imports]: imports }));
  if (!loadedLanguages.has(language)) addPack(language, files.packs[language]);
  loadedLanguages.add(language);
  return engine;
}

defineElement(elementClass(Object.keys(files.packs), load));
