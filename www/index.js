// The entry: finds engine and texts beside itself, defines the element at once, and loads both when one is shown.
// `mbc-build` is written by the build: the glue of the engine, and the names of the files.

import { addPack, files, imports } from "mbc-build";
import { defineElement as define, elementClass } from "./element.js";
import { engineOf } from "./engine.js";

/**
 * @typedef {import("mbc-build").File} File
 * @typedef {import("./element.js").Engine} Engine
 */

/** For the whole load. A WebAssembly file that does not come leaves half of it to the JavaScript engine. */
const TIME_LIMIT_MS = 10_000;

/**
 * One engine for all elements of the page.
 * @type {Promise<Engine> | undefined}
 */
let engine;
/**
 * For each language and base address, a promise that the texts are in the engine.
 * @type {Map<string, Promise<void>>}
 */
const texts = new Map();

/**
 * Loads the engine, by WebAssembly if possible and else as JavaScript, and the texts of the language, side by side.
 * What failed is tried anew at the next call. The first element of the page that starts decides which engine.
 * @param {string} language
 * @param {string} kind `auto`, `wasm` or `js`
 * @param {URL} [base] the folder of the files, if not beside the entry
 */
async function load(language, kind, base) {
  if (!engine) {
    engine = startEngine(kind, base);
    engine.catch(() => (engine = undefined));
  }
  const key = language + base;
  if (!texts.has(key)) {
    const both = Promise.all([engine, fetchBytes(files.packs[language], base, TIME_LIMIT_MS)]);
    texts.set(
      key,
      both.then(([, pack]) => addPack(language, pack)),
    );
    texts.get(key).catch(() => texts.delete(key));
  }
  await texts.get(key);
  return engine;
}

/**
 * @param {string} kind
 * @param {URL} [base]
 */
async function startEngine(kind, base) {
  let exports;
  if (kind !== "js") {
    try {
      exports = await loadWasm(base);
    } catch (error) {
      // Whatever the reason (a policy, an old browser, an unreachable file), the same engine exists as JavaScript.
      if (kind === "wasm") throw error;
    }
  }
  return exports ? engineOf("wasm", exports) : engineOf("js", await loadJsFallback(base));
}

/** @param {URL} [base] */
async function loadWasm(base) {
  // An empty module. Where a Content-Security-Policy refuses WebAssembly (w3c/webappsec-csp#443), or there is none, this
  // throws, and the file need not be fetched.
  new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  const bytes = await fetchBytes(files.wasm, base, TIME_LIMIT_MS / 2);
  // Not `instantiateStreaming`, which refuses a file that is not served as application/wasm.
  return (await WebAssembly.instantiate(bytes, { [files.imports]: imports })).instance.exports;
}

/**
 * A browser may remember that an import failed and not fetch again (whatwg/html#6768), so each further try has another
 * address. This may go when the browsers that are supported have whatwg/html#10327; Chromium 156 fetches again.
 */
let failedImports = 0;

/** @param {URL} [base] */
async function loadJsFallback(base) {
  const trustedBase = isTrusted(base) ? base : undefined;
  const late = new Promise((_, reject) => setTimeout(reject, TIME_LIMIT_MS / 2));
  const [importFile, file] = files.js;
  const url = address(file, trustedBase);
  // The plain import is one that bundlers see, and bring the file along.
  const module =
    trustedBase || failedImports
      ? import(/* @vite-ignore */ /* webpackIgnore: true */ url + (failedImports ? `?${failedImports}` : ""))
      : importFile();
  const jsFallback = await Promise.race([module, late]).catch((error) => {
    failedImports++;
    return error ? fail("network", error.message) : fail("timeout", url);
  });
  return jsFallback.default({ [files.imports]: imports });
}

/**
 * `import()` takes no integrity, and import maps, which do (whatwg/html#10269), belong to the page. So the JavaScript
 * engine comes only from the page's own origin or from that of the entry. A base without a host, such as `file:` or
 * `data:`, has the origin "null", which says nothing; an entry without a folder has the origin of its page.
 * @param {URL} [base]
 */
function isTrusted(base) {
  const [, [, beside]] = files.js;
  return Boolean(base?.host) && [location.origin, attempt(beside)?.origin].includes(base.origin);
}

/**
 * @param {[File, string]} file and its integrity
 * @param {URL | undefined} base
 * @param {number} limitMs
 */
async function fetchBytes([file, integrity], base, limitMs) {
  const signal = AbortSignal.timeout(limitMs);
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

/** What the author of a page can look for. A browser does not tell the causes of `network` apart. */
const CAUSES = {
  http: "is the file there, or is its folder another (base-url)?",
  network: "offline, blocked by a policy, without CORS, of another release, or in another folder (base-url)?",
  timeout: "no answer in 10 s",
};

/**
 * @param {keyof typeof CAUSES} code
 * @param {string} what
 * @param {string} [cause]
 * @returns {never}
 */
function fail(code, what, cause = CAUSES[code]) {
  throw Object.assign(new Error(`${what}; ${cause}`), { code });
}

/**
 * The address of a file, in the folder that the author names or else beside the entry. An entry that was made into a
 * `blob:` or `data:` address has nothing beside it: `new URL` throws there.
 * @param {File} file
 * @param {URL} [base]
 */
function address([name, beside], base) {
  const url = base ? new URL(name, base) : attempt(beside);
  return url?.href ?? fail("network", `${name} is not beside the entry`, NO_FOLDER);
}

const NO_FOLDER = "base-url must name its folder, for the JavaScript engine one on this page's own origin";

/**
 * @template T
 * @param {() => T} make
 */
function attempt(make) {
  try {
    return make();
  } catch {
    return undefined;
  }
}

export const MbcBodyMap = elementClass(Object.keys(files.packs), load, files.errorMessages);

/**
 * Defines the element under another tag, or in another registry.
 * @param {string} [tag]
 * @param {CustomElementRegistry} [registry]
 */
export function defineElement(tag, registry) {
  return define(MbcBodyMap, tag, registry);
}

// The build drops what has this label where only the class is wanted.
// eslint-disable-next-line no-unused-labels -- the label is read by the build
AT_ONCE: defineElement();
