// `cargo xtask serve` as somebody meets it who edits content: when it builds again and when it rests, and what the open
// page shows. Everything is done to a scratch copy of the smallest content. What counts as a change of a file is tried
// natively, in `xtask/src/sources.rs`.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { appendFile, cp, mkdir, readFile, readdir, rename, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, test } from "node:test";
import { launch, project } from "./page.mjs";

const SCRATCH = project("target/serve");
const CONTENT = join(SCRATCH, "content");
const DIST = join(SCRATCH, "dist");
const UI = join(CONTENT, "en/ui.toml");

/** Starts the server on a port: its address, its process, and what it writes, line by line. */
function start(port) {
  const options = ["--content", CONTENT, "--out", DIST, "--port", String(port)];
  // A process group of its own, so that a build that it runs ends with it.
  const child = spawn("cargo", ["run", "--quiet", "-p", "xtask", "--", "serve", ...options], {
    cwd: project(""),
    detached: true,
  });
  const lines = [];
  const waiting = new Set();
  const tell = () => [...waiting].forEach((check) => check());
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      tell();
    });
  }
  let ended;
  child.on("close", (code) => {
    ended = code;
    tell();
  });
  /** Resolves to the first line that fits, also to one that was written before. */
  const line = (pattern) =>
    new Promise((resolve, reject) => {
      const check = () => {
        const found = lines.find((text) => pattern.test(text));
        if (found === undefined && ended === undefined) return;
        waiting.delete(check);
        if (found === undefined) reject(new Error(`the server ended without ${pattern}:\n${lines.join("\n")}`));
        else resolve(found);
      };
      waiting.add(check);
      check();
    });
  const builds = () => lines.filter((text) => /^build \d+: /.test(text));
  const close = () =>
    new Promise((done) => {
      if (ended !== undefined) return done();
      child.on("close", done);
      process.kill(-child.pid);
    });
  return { child, lines, line, builds, close };
}

/** Saves as many editors do: writes another file and puts it in the place of this one. */
async function replace(path, text) {
  await writeFile(`${path}.new~`, text);
  await rename(`${path}.new~`, path);
}

async function allFiles(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** A row of the widget that is open, and how far the page is scrolled. */
const place = (tab) =>
  tab.evaluate(() => {
    const open = [...document.querySelector("#demo").shadowRoot.querySelectorAll("details[open]")];
    return { open: open.map((row) => row.id), scroll: Math.round(scrollY) };
  });

/** What the page shows of a failed build. */
const shownError = (tab) => tab.locator("#mbc-serve-error pre");

describe("cargo xtask serve", () => {
  let server, origin, browser, tab;

  before(async () => {
    await rm(SCRATCH, { recursive: true, force: true });
    await mkdir(SCRATCH, { recursive: true });
    await cp(project("compiler/tests/good"), CONTENT, { recursive: true });
    await writeFile(join(CONTENT, "edition.toml"), 'publisher = "A test"\nchanged-from = "mbc-body-map"\n');
    server = start(0);
    [, origin] = (await server.line(/^serving /)).match(/(http:\/\/127\.0\.0\.1:\d+)\//);
    browser = await launch();
    tab = await browser.newPage({ viewport: { width: 800, height: 500 } });
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  test(
    "answers before the first build is done, with a page that loads again after it",
    { timeout: 900_000 },
    async () => {
      const first = await tab.goto(`${origin}/`);
      assert.equal(first.status(), 503);
      assert.equal(await tab.locator("h1").textContent(), "Building…");
      await tab.locator("#demo").waitFor({ timeout: 0 });
      assert.equal(await server.line(/^build 1: /), server.builds()[0]);
      assert.match(server.builds()[0], /^build 1: done in \d+ s$/);
      await tab.evaluate(() => document.querySelector("#demo").ready);
    },
  );

  test("a port that is taken is named at once, with the option for another", async () => {
    const second = start(new URL(origin).port);
    await assert.rejects(second.line(/^serving /), /cannot be used: .*--port N/);
    await second.close();
  });

  test("what it adds to pages is not in dist/", async () => {
    const page = await readFile(join(DIST, "index.html"), "utf8");
    assert.ok(!page.includes("__serve"));
    const served = await (await fetch(`${origin}/index.html`)).text();
    assert.equal(served.replace(/<script src="\/__serve.*\n/, ""), page);
  });

  test("open streams of twenty tabs hold up nobody", async () => {
    const sockets = await Promise.all(
      Array.from(
        { length: 20 },
        () =>
          new Promise((resolve, reject) => {
            const socket = connect(new URL(origin).port, "127.0.0.1");
            socket.on("error", reject);
            socket.write("GET /__serve/events HTTP/1.1\r\nhost: localhost\r\n\r\n");
            socket.once("data", () => resolve(socket));
          }),
      ),
    );
    assert.equal((await fetch(`${origin}/mbc-body-map.js`)).status, 200);
    for (const socket of sockets) socket.destroy();
  });

  test(
    "rests while files are read, touched, saved unchanged and kept by editors; then one save is one build",
    { timeout: 900_000 },
    async () => {
      const summaries = tab.locator("#demo").locator("summary:visible");
      await summaries.first().click();
      await summaries.last().click();
      await summaries.last().evaluate((summary) => scrollTo(0, scrollY + summary.getBoundingClientRect().top - 100));
      const before = await place(tab);
      assert.ok(before.open.length >= 2 && before.scroll > 200, JSON.stringify(before));
      await tab.evaluate(() => (window.loadedBefore = true));

      for (const path of await allFiles(CONTENT)) {
        const text = await readFile(path);
        await utimes(path, new Date(), new Date());
        await writeFile(path, text);
        await replace(path, text);
      }
      for (const name of [".DS_Store", ".ui.toml.swp", "ui.toml~", "4913"]) {
        await writeFile(join(CONTENT, "en", name), "x");
        await rm(join(CONTENT, "en", name));
      }
      assert.equal(server.builds().length, 1);
      const ui = await readFile(UI, "utf8");
      const changed = ui.replace(/^whole-guide = ".*"/m, 'whole-guide = "Read the whole guide here"');
      assert.notEqual(changed, ui);
      await writeFile(UI, changed);

      assert.match(await server.line(/^build 2: /), /done/);
      // Each build says first what changed for it, so nothing before this save was taken for a change.
      assert.deepEqual(
        server.lines.filter((line) => line.startsWith("changed: ")),
        ["changed: target/serve/content/en/ui.toml"],
      );
      await tab.waitForFunction(
        () => !window.loadedBefore && document.body.textContent.includes("Read the whole guide here"),
      );
      await tab.waitForFunction((scroll) => Math.abs(scrollY - scroll) <= 2, before.scroll);
      assert.deepEqual((await place(tab)).open, before.open);
    },
  );

  test(
    "a broken file is shown in the page and in the terminal, dist/ stays, and the next save is noticed",
    { timeout: 900_000 },
    async () => {
      const built = await readFile(join(DIST, "integrity.json"), "utf8");
      const ui = await readFile(UI);
      await tab.evaluate(() => (window.loadedBefore = true));

      // Not UTF-8, as of an editor that saves in another encoding or has written half a letter.
      await appendFile(UI, Buffer.from([0x23, 0x20, 0xc3]));
      assert.match(await server.line(/^build 3: /), /failed/);
      const [told] = server.lines.filter((line) => /ui\.toml.*UTF-8/.test(line));
      assert.ok(told, server.lines.join("\n"));
      await shownError(tab).filter({ hasText: told.trim() }).waitFor();
      assert.equal(await readFile(join(DIST, "integrity.json"), "utf8"), built);

      // Deleted, with a link to nowhere in its place.
      await rm(UI);
      await symlink(join(SCRATCH, "nowhere"), UI);
      await server.line(/^build 4: .*failed/);

      await replace(UI, ui);
      await server.line(/^build [5-9]: done/);
      await shownError(tab).waitFor({ state: "detached" });
      // The bytes are those of the page that is open, which therefore stays.
      assert.equal(await readFile(join(DIST, "integrity.json"), "utf8"), built);
      assert.equal(await tab.evaluate(() => window.loadedBefore), true);
    },
  );

  test("a new and a deleted file are noticed", { timeout: 900_000 }, async () => {
    const path = join(CONTENT, "en/2-copy copy.toml");
    const [, number] = server
      .builds()
      .at(-1)
      .match(/^build (\d+)/);
    await writeFile(path, "# A copy.\n");
    await server.line(new RegExp(`^build ${+number + 1}: `));
    await rm(path);
    assert.match(await server.line(new RegExp(`^build ${+number + 2}: `)), /done/);
    assert.equal(server.builds().length, +number + 2);
    assert.deepEqual(server.lines.filter((line) => line.includes("copy copy")).slice(0, 1), [
      "changed: target/serve/content/en/2-copy copy.toml",
    ]);
  });
});
