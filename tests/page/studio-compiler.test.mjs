// The compiler in the studio is the compiler of the build: every fixture of its diagnostics is read natively and in a
// browser, and what is said is compared to the letter. Also the packs, and how the door answers bad input.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { DIST, launch, page, project, visit } from "./page.mjs";
import { serve } from "./server.mjs";

const run = promisify(execFile);

let server;
let browser;
let tab;

before(async () => {
  const pages = { "/page": page("", "") };
  server = await serve({ folders: { dist: DIST }, pages });
  browser = await launch();
  ({ tab } = await visit(browser, `${server.origin}/page`));
  // The worker alone, without the page around it.
  await tab.evaluate(() => {
    const worker = new Worker("/dist/studio-worker.js", { type: "module" });
    let next = 0;
    globalThis.ask = (method, ...args) =>
      new Promise((resolve, reject) => {
        const id = next++;
        worker.addEventListener("message", function hear({ data }) {
          if (data.id !== id) return;
          worker.removeEventListener("message", hear);
          if (data.error) reject(data.error);
          else resolve(data.value);
        });
        worker.postMessage({ id, method, args });
      });
  });
});

after(async () => {
  await browser.close();
  await server.close();
});

/** What the compiler says of files in the browser: the lines that a build prints, and what the survey has. */
const said = (fixtures) =>
  tab.evaluate(async (fixtures) => {
    const all = [];
    for (const files of fixtures) {
      const bytes = Object.fromEntries(
        Object.entries(files).map(([path, hex]) => [
          path,
          Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16)),
        ]),
      );
      await globalThis.ask("openFiles", bytes);
      const { faults } = await globalThis.ask("survey", "2026-12-01");
      const survey = faults.map(
        ({ path, line, column, message, help }) => `${path}:${line}:${column}: ${message}\n  help: ${help}`,
      );
      all.push({ said: await globalThis.ask("faultsAsPrinted"), survey });
    }
    return all;
  }, fixtures);

test("every fixture of the diagnostics is answered in a browser as natively", async () => {
  const folder = await mkdtemp(join(tmpdir(), "mbc-fixtures-"));
  try {
    await run("cargo", ["test", "--quiet", "-p", "mbc-compiler", "--test", "diagnostics"], {
      cwd: project(""),
      env: { ...process.env, MBC_FIXTURES: folder },
      maxBuffer: 1 << 26,
    });
    const names = (await readdir(folder)).sort();
    assert.ok(names.length > 250, `${names.length} fixtures`);
    const faulty = { all: 0 };
    for (let at = 0; at < names.length; at += 50) {
      const batch = await Promise.all(
        names.slice(at, at + 50).map(async (name) => JSON.parse(await readFile(join(folder, name), "utf8"))),
      );
      const answers = await said(batch.map(({ files }) => files));
      for (const [number, { said: native }] of batch.entries()) {
        assert.deepEqual(answers[number], { said: native, survey: native }, names[at + number]);
        if (native.length) faulty.all++;
      }
    }
    assert.ok(faulty.all > 200, `${faulty.all} of them are faulty`);
    console.log(`# ${names.length} contents compared, ${faulty.all} of them faulty`);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("the packs of the original are those of the build", async () => {
  const packs = await tab.evaluate(async () => {
    const content = await (await fetch("/dist/studio-content.zip")).blob();
    await globalThis.ask("open", content);
    const { faults, packs } = await globalThis.ask("glance", "content/en/front.toml");
    if (faults.length) throw new Error(JSON.stringify(faults));
    return Object.fromEntries(Object.entries(packs).map(([language, pack]) => [language, [...pack]]));
  });
  for (const [language, pack] of Object.entries(packs)) {
    const built = (await readdir(DIST)).find((name) => name.startsWith(`mbc-body-map.${language}-`));
    assert.deepEqual(Buffer.from(pack), await readFile(join(DIST, built)), language);
  }
  assert.deepEqual(Object.keys(packs), ["en", "es"]);
});

test("what is not ours is refused in words, and what is open stays", async () => {
  const answers = await tab.evaluate(async () => {
    await globalThis.ask("openFiles", { "en/front.toml": new TextEncoder().encode('title = "Kept"\n') });
    const refusals = [];
    for (const bytes of ["no archive", ""]) {
      refusals.push(await globalThis.ask("open", new Blob([bytes])).catch((error) => error));
    }
    refusals.push(await globalThis.ask("setText", "en", "none.toml", "none.title", "A", false).catch((error) => error));
    refusals.push(
      await globalThis.ask("setText", "en", "front.toml", "front.none", "A", false).catch((error) => error),
    );
    return { refusals, kept: await globalThis.ask("file", "en/front.toml") };
  });
  assert.equal(answers.kept, 'title = "Kept"\n');
  for (const { message, help } of answers.refusals) assert.ok(message && help, message);
});
