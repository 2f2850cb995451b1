// The entry: finds engine and words beside itself, defines the element at once, and loads both when one is shown.
// `mbc-build` is written by the build: the glue of the engine, and the names of the files.

import { addPack, files, imports } from "mbc-build";
import { defineElement as define, elementClass } from "./element.js";
import { engineOf } from "./engine.js";

/** In all. A WebAssembly file that does not come leaves half of it to the JavaScript engine. */
const TIME_LIMIT_MS = 10_000;

/** One engine for all elements of the page. */
let engine;
/** For each language and place of its words a promise that they are in the engine. */
const words = new Map();

/**
 * The engine, by WebAssembly if it can be had and else as JavaScript, with the words of the language. Both come side
 * by side, and what failed is tried anew the next time somebody asks. The first element of the page that starts
 * says which engine; `base` is where the files are, if not beside the entry.
 */
async function load(language, kind, base) {
  if (!engine) {
    engine = startEngine(kind, base);
    engine.catch(() => (engine = undefined));
  }
  const key = language + base;
  if (!words.has(key)) {
    const both = Promise.all([engine, fetchBytes(files.packs[language], base, TIME_LIMIT_MS)]);
    words.set(
      key,
      both.then(([, pack]) => addPack(language, pack)),
    );
    words.get(key).catch(() => words.delete(key));
  }
  await words.get(key);
  return engine;
}

async function startEngine(kind, base) {
  const exports = kind !== "js" && (await fromWasm(base).catch((error) => kind === "wasm" && Promise.reject(error)));
  // Whatever the reason (a policy, an old browser, an unreachable file), the same engine exists as JavaScript.
  return exports ? engineOf("wasm", exports) : engineOf("js", await fromJavaScript(base));
}

async function fromWasm(base) {
  // An empty module: where WebAssembly is refused, its file need not be fetched.
  new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  const bytes = await fetchBytes(files.wasm, base, TIME_LIMIT_MS / 2);
  return (await WebAssembly.instantiate(bytes, { [files.imports]: imports })).instance.exports;
}

/** Browsers may keep a module that failed as failed, so another try has another address. */
let tries = 0;

async function fromJavaScript(base) {
  // What is imported cannot be checked against a hash, so it comes from the page's own origin or the entry's; of those
  // that are `null` nobody knows whether they are the same.
  const safe = [location.origin, files.js[1]().origin].includes(base?.host && base.origin) ? base : undefined;
  const late = new Promise((_, reject) => setTimeout(reject, TIME_LIMIT_MS / 2));
  const module =
    safe || tries
      ? import(/* @vite-ignore */ /* webpackIgnore: true */ address(files.js[1], safe) + (tries ? `?${tries}` : ""))
      : files.js[0]();
  const jsFallback = await Promise.race([module, late]).catch((error) => {
    tries++;
    return error ? fail("network", error.message) : fail("timeout", address(files.js[1], safe));
  });
  return jsFallback.default({ [files.imports]: imports });
}

async function fetchBytes([file, integrity], base, limit) {
  const signal = AbortSignal.timeout(limit);
  const url = address(file, base);
  try {
    const response = await fetch(url, { integrity, signal, credentials: "omit" });
    if (!response.ok) return fail("http", `${url} answered ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    if (error.code in CAUSES) throw error;
    return fail(signal.aborted ? "timeout" : "network", `${url}: ${error.message}`);
  }
}

/** What a page's author can look for. A browser does not tell the causes of `network` apart. */
const CAUSES = {
  http: "is the file there?",
  network: "offline, blocked by a policy, without CORS, or of another release?",
  timeout: "no answer in 10 s",
};

/** @returns {never} */
function fail(code, what) {
  throw Object.assign(new Error(`${what}; ${CAUSES[code]}`), { code });
}

/** A file beside the entry, or the same name elsewhere. */
function address(file, base) {
  const { href, pathname } = file();
  return base ? new URL(pathname.split("/").pop(), base).href : href;
}

export const MbcBodyMap = elementClass(Object.keys(files.packs), load, files.errorMessages);

/** Defines the element under another tag, or in another registry. */
export function defineElement(tag, registry) {
  return define(MbcBodyMap, tag, registry);
}

// The build drops what has this label where only the class is wanted.
// eslint-disable-next-line no-unused-labels -- the label is read by the build
AT_ONCE: defineElement();
