// The folder in which the package is installed as its users have it: the tools of a lock file, and the packed file.

import { execFile } from "node:child_process";
import { cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, test } from "node:test";
import { promisify } from "node:util";
import { DIST } from "../page/page.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
export const PLACE = here("../../target/packages");

export const run = (program, given, cwd = PLACE, more = {}) =>
  promisify(execFile)(program, given, { cwd, maxBuffer: 1 << 26, ...more });
const QUIET = ["--no-audit", "--no-fund", "--ignore-scripts"];

/** The packed file of the build. */
export async function tarball() {
  const names = (await readdir(`${DIST}/npm`)).filter((name) => name.endsWith(".tgz"));
  if (names.length !== 1) throw new Error(`dist/npm has ${names.length} packed files: build again`);
  return `${DIST}/npm/${names[0]}`;
}

/** The module that this name resolves to in a folder. */
export const installed = async (name, folder = PLACE) =>
  import(pathToFileURL(createRequire(`${folder}/x.js`).resolve(name)));

/** Installs the packed file in a folder. */
export const installPackage = async (folder = PLACE) =>
  run("npm", ["install", await tarball(), "--no-save", "--prefer-offline", ...QUIET], folder);

/** Installs the tools of a folder's lock file if it has changed; false if npm cannot be reached. */
async function tools(folder) {
  await mkdir(PLACE, { recursive: true });
  await cp(here("."), PLACE, { recursive: true });
  const mark = `${folder}/node_modules/.mbc-lock`;
  const lock = await readFile(`${folder}/package-lock.json`, "utf8");
  if ((await readFile(mark, "utf8").catch(() => "")) === lock) return true;
  try {
    await run("npm", ["ci", ...QUIET], folder);
  } catch (error) {
    if (
      await run("npm", ["ping"]).then(
        () => true,
        () => false,
      )
    )
      throw error;
    return false;
  }
  await writeFile(mark, lock);
  return true;
}

/** A suite that needs the tools of these folders. A suite that is skipped is not counted; a test is. */
export async function suiteWith(...folders) {
  for (const folder of folders)
    if (!(await tools(folder))) return (name) => test(name, { skip: "npm cannot be reached" });
  return describe;
}
