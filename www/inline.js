// The entry for hosts that take one file: everything inside, and nothing is fetched. Its engine is the JavaScript one,
// which every page's policy allows; the attributes `engine` and `base-url` mean nothing here.
// `mbc-build` is written by the build.

import { addPack, files, imports } from "mbc-build";
import { defineElement as define, elementClass } from "./element.js";
import { engineOf } from "./engine.js";

let engine;
const known = new Set();

async function load(language) {
  engine ??= engineOf("js", files.engine({ [files.imports]: imports }));
  if (!known.has(language)) addPack(language, files.packs[language]);
  known.add(language);
  return engine;
}

export const MbcBodyMap = elementClass(Object.keys(files.packs), load);

/** Defines the element under another tag, or in another registry. */
export function defineElement(tag, registry) {
  return define(MbcBodyMap, tag, registry);
}

defineElement();
