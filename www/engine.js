// The engine of a page, from what its module exports: one form for both engines and both entries.
// `mbc-build` is written by the build.

import { __wbg_set_wasm, fallbackPrefix, files, style, Widget } from "mbc-build";

export function engineOf(name, exports) {
  __wbg_set_wasm(exports);
  const start = (host, root, language, today, shell) => new Widget(host, root, language, today, shell);
  return { name, version: files.version, style: style(), fallbackPrefix: fallbackPrefix(), start };
}
