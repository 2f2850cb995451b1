// The entry: finds engine and words beside itself, defines the element at once, and loads both when one is shown.
// `mbc-build` is written by the build: the glue of the engine and the names of the files.

import { files, glue } from "mbc-build";
import { defineElement as define, elementClass } from "./element.js";

/** In all. A WebAssembly file that does not come leaves half of it to the JavaScript engine. */
const TIME_LIMIT_MS = 10_000;

/** One engine for all elements of the page. */
let engine;
/** For each language a promise that its words are in the engine. */
const words = new Map();

/**
 * The engine, by WebAssembly if it can be had and else as JavaScript, with the words of the language. Both come side
 * by side, and what failed is tried anew the next time somebody asks.
 */
async function load(language) {
  engine ??= startEngine().catch((error) => {
    engine = undefined;
    throw error;
  });
  if (!words.has(language)) {
    const both = Promise.all([engine, fetchBytes(files.packs[language], TIME_LIMIT_MS)]);
    words.set(language, both.then(([, pack]) => glue.addPack(language, pack)));
    words.get(language).catch(() => words.delete(language));
  }
  await words.get(language);
  return engine;
}

async function startEngine() {
  let name = "wasm";
  try {
    const { instance } = await WebAssembly.instantiate(await fetchBytes(files.wasm, TIME_LIMIT_MS / 2), { [files.imports]: glue });
    glue.__wbg_set_wasm(instance.exports);
  } catch {
    // Whatever the reason (a policy, an old browser, an unreachable file), the same engine exists as JavaScript.
    name = "js";
    const late = new Promise((_, reject) => setTimeout(reject, TIME_LIMIT_MS / 2));
    const twin = await Promise.race([import(address(files.js)), late]).catch((error) =>
      error ? fail("network", error.message) : fail("timeout", files.js),
    );
    glue.__wbg_set_wasm(twin.default({ [files.imports]: glue }));
  }
  const start = (host, root, language, shell) => new glue.Widget(host, root, language, shell);
  return { name, version: files.version, start };
}

async function fetchBytes([file, integrity], limit) {
  const signal = AbortSignal.timeout(limit);
  const options = { integrity, signal, credentials: "omit" };
  try {
    const response = await fetch(address(file), options);
    if (!response.ok) return fail("http", `${file} answered ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    if (error.code in CAUSES) throw error;
    return fail(signal.aborted ? "timeout" : "network", `${file}: ${error.message}`);
  }
}

/** What a page's author can look for. A browser does not tell the causes of `network` apart. */
const CAUSES = {
  http: "is the file there?",
  network: "offline, refused by the page's policy, without CORS headers, or not the file of this release?",
  timeout: "no answer within ten seconds",
};

function fail(code, what) {
  throw Object.assign(new Error(`${what}; ${CAUSES[code]}`), { code });
}

function address(file) {
  return new URL(file, import.meta.url).href;
}

export const MbcBodyMap = elementClass(Object.keys(files.packs), load);

/** Defines the element under another tag, or in another registry. */
export function defineElement(tag, registry) {
  return define(MbcBodyMap, tag, registry);
}

defineElement();
