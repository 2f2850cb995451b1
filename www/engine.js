// The engine of a page, made from the exports of its module: one form for WebAssembly and JavaScript, and for both
// entries. `mbc-build` is written by the build.

import { __wbg_set_wasm, fallbackPrefix, files, style, Widget } from "mbc-build";

/**
 * @param {string} name `wasm` or `js`
 * @param {object} exports of the instantiated module
 * @returns {import("./element.js").Engine}
 */
export function engineOf(name, exports) {
  __wbg_set_wasm(exports);
  return {
    name,
    version: files.version,
    style: style(),
    fallbackPrefix: fallbackPrefix(),
    start: (host, root, language, today, shell) => new Widget(host, root, language, today, shell),
  };
}
