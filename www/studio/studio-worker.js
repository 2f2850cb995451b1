// The worker of the studio: the compiler and the files, so that the page answers while a check runs.
//
// A message `{ id, method, args }` calls a method of `Studio` (`studio/src/door.rs`) and is answered with `{ id, value }`
// or `{ id, error }`. The methods that open content replace the `Studio`. `mbc-studio` and the names are filled in by the build.

import init, { Studio } from "mbc-studio";

/** @type {import("mbc-studio").Studio | undefined} */
let studio;

const module = new URL(STUDIO_WASM, import.meta.url);
const ready = fetch(module, { integrity: STUDIO_INTEGRITY })
  .then(async (response) => {
    if (!response.ok) throw new Error(`${module} answered ${response.status}`);
    return init({ module_or_path: await response.arrayBuffer() });
  })
  .catch((error) => error);

/** What is asked of no content, or opens one. */
const OPENING = {
  open: (file) => Studio.open(file),
  openFiles: (files) => Studio.openFiles(files),
};
const STATIC = { compare: (before, after) => Studio.compare(before, after) };

async function answer({ method, args }) {
  const failed = await ready;
  if (failed instanceof Error) throw failed;
  if (method in STATIC) return STATIC[method](...args);
  if (method in OPENING) {
    const opened = await OPENING[method](...args);
    studio?.free();
    studio = opened;
    return studio.leftOut();
  }
  return studio[method](...args);
}

/** Calls wait for each other: opening is asynchronous. */
let last = Promise.resolve();

addEventListener("message", ({ data }) => {
  last = last
    .then(() => answer(data))
    .then((value) => postMessage({ id: data.id, value }))
    .catch((error) => {
      const { message, help, faults } = error;
      postMessage({ id: data.id, error: { message, help, faults } });
    });
});
