// What is edited in the studio is never lost: it is kept on the computer through a closed tab, a crash, a full disk and a
// second tab; every way to open and to save; and each bad input is refused or shown, and what was typed stays.

/* global axe -- in the page, where functions given to `evaluate` run */

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { offsetOf, placeOf, withLineEnds } from "../../www/studio/lines.js";
import { DIST, launch, project } from "./page.mjs";
import { serve } from "./server.mjs";
import { unzip, zip } from "./zips.mjs";

const run = promisify(execFile);
const json = async (path) => JSON.parse(await readFile(project(path), "utf8"));
const TEXTS = { en: await json("www/studio/files.en.json"), es: await json("www/studio/files.es.json") };
const t = TEXTS.en;
const AXE = await readFile(project("node_modules/axe-core/axe.min.js"), "utf8");
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'; form-action 'self'";
/** A file without a form, to which a test adds a line. */
const FILE = "left-out.toml";

let browser, site, original, scratch;

before(async () => {
  const fault = (path) =>
    path.endsWith("studio.html") ? { headers: { "content-security-policy": POLICY } } : undefined;
  site = await serve({ folders: { dist: DIST }, fault });
  browser = await launch();
  original = unzip(await readFile(`${DIST}/studio-content.zip`));
  scratch = await mkdtemp(`${tmpdir()}/studio-`);
});
after(async () => {
  await browser?.close();
  await site?.close();
  await rm(scratch, { recursive: true, force: true });
});

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
const address = (lang = "en") => `${site.origin}/dist/studio.html?lang=${lang}`;

/** A new profile of the browser, with the studio open. */
async function start({ lang, script, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1040, height: 900 }, ...options });
  if (script) await context.addInitScript(script);
  const opened = await open(context, lang);
  return { context, ...opened, close: () => context.close() };
}

/** The studio in a new tab, up to the question about what is kept, or to the panel of the files. */
async function open(context, lang) {
  const tab = await context.newPage();
  tab.setDefaultTimeout(60_000);
  const log = [];
  tab.on("console", (message) => log.push(`${message.type()}: ${message.text()}`));
  tab.on("pageerror", (error) => log.push(`uncaught: ${error.message}`));
  await tab.goto(address(lang));
  return { tab, log };
}

async function showFiles(tab) {
  if (!(await tab.locator("#files-title").isVisible())) await tab.locator("#to-files").click();
  await tab.locator("#files-open:not(:empty)").waitFor();
  if (!(await tab.locator("#files-text").evaluate((details) => details.open)))
    await tab.locator("#files-text > summary").click();
}

/** Opens a file as text. */
async function choose(tab, file) {
  await showFiles(tab);
  await tab.locator("#text-path").selectOption(file);
  await tab.locator("#text-label", { hasText: file }).waitFor();
}

/** The text of a file, in the area. */
async function textOf(tab, file) {
  await choose(tab, file);
  return tab.locator("#text-area").inputValue();
}

/** Adds a line to a file, as somebody types. */
async function type(tab, line, file = FILE) {
  const text = await textOf(tab, file);
  await tab.locator("#text-area").fill(`${text}# ${line}\n`);
}

const says = (tab, keeping) => tab.locator("#keeping", { hasText: keeping }).waitFor();
const answer = (tab, text) => tab.getByRole("dialog").getByRole("button", { name: text }).click();

/** Saves a zip file and reads it. */
async function saved(tab, button) {
  await showFiles(tab);
  const [download] = await Promise.all([tab.waitForEvent("download"), tab.locator(button).click()]);
  return { name: download.suggestedFilename(), files: unzip(await readFile(await download.path())) };
}

/** Files to open, as a file of that name. */
const asZip = (files, name = "mine.zip") => ({ name, mimeType: "application/zip", buffer: zip(files) });

async function openZip(tab, file) {
  await showFiles(tab);
  await tab.locator("#zip-input").setInputFiles(file);
}

/** What a browser asks when a tab is closed, or nothing. */
async function asksBeforeClosing(tab) {
  const asked = new Promise((done) => {
    tab.once("dialog", async (dialog) => {
      await dialog.dismiss();
      done(dialog.type());
    });
    tab.once("close", () => done("closed"));
  });
  await tab.close({ runBeforeUnload: true });
  return asked;
}

describe("what is kept on this computer", () => {
  test("is offered after the tab was closed, and can be continued, with every step to undo", async () => {
    const { context, tab, log, close } = await start();
    await says(tab, t.kept.nothing);
    await type(tab, "first");
    await says(tab, t.kept.kept);
    assert.ok((await tab.locator("#keeping").textContent()).includes(t.kept.unsaved));
    await settled(tab);
    assert.equal(await asksBeforeClosing(tab), "closed");
    const again = await open(context);
    const dialog = again.tab.getByRole("dialog", { name: t.start.title });
    await dialog.getByText(t.original).first().waitFor();
    assert.ok((await dialog.textContent()).includes(t.start.unsaved));
    await answer(again.tab, t.start.continue);
    await says(again.tab, t.kept.kept);
    assert.match(await textOf(again.tab, FILE), /# first\n$/);
    await type(again.tab, "second");
    await again.tab.locator("#files-open", { hasText: fill(t.files.changed.one, { count: 1 }) }).waitFor();
    await says(again.tab, t.kept.kept);
    assert.deepEqual([...log, ...again.log], []);
    await close();
  });

  test("stays where somebody begins anew, and is found under the files", async () => {
    const { context, tab, close } = await start();
    await type(tab, "first");
    await says(tab, t.kept.kept);
    await tab.close();
    const again = (await open(context)).tab;
    await answer(again, t.start.anew);
    assert.doesNotMatch(await textOf(again, FILE), /# first/);
    await type(again, "other");
    await says(again, t.kept.kept);
    await again.locator("#files-kept button", { hasText: t.start.continue }).click();
    // What is here is in no file: it is asked first, and stays kept too.
    await answer(again, t.unsaved.open);
    await again.waitForFunction(() => document.getElementById("text-area").value.endsWith("# first\n"));
    await again.waitForFunction(() => document.querySelectorAll("#files-kept li").length === 1);
    await close();
  });

  test("outlives a crash of the browser", async () => {
    const profile = `${scratch}/profile`;
    const first = await startBrowser(profile);
    const { tab } = await open(first.context);
    await type(tab, "before the crash");
    await says(tab, t.kept.kept);
    await first.kill();
    const second = await startBrowser(profile);
    const again = (await open(second.context)).tab;
    await answer(again, t.start.continue);
    await says(again, t.kept.kept);
    assert.match(await textOf(again, FILE), /# before the crash\n$/);
    await second.kill();
  });

  test("says that the disk is full, goes on, and asks before the tab is closed", async () => {
    const { context, tab, close } = await start();
    const cdp = await context.newCDPSession(tab);
    // Before the first writing: Chromium asks for the quota only now and then.
    await cdp.send("Storage.overrideQuotaForOrigin", { origin: site.origin, quotaSize: 1000 });
    await type(tab, "not kept");
    await says(tab, t.kept.full);
    await tab.locator("#keeping-save").waitFor();
    assert.equal(await asksBeforeClosing(tab), "beforeunload");
    // A saved file is enough.
    const { files } = await saved(tab, "#keeping-save");
    assert.match(files[`content/${FILE}`].toString(), /# not kept\n$/);
    await cdp.send("Storage.overrideQuotaForOrigin", { origin: site.origin });
    await type(tab, "kept again");
    await says(tab, t.kept.kept);
    await settled(tab);
    assert.equal(await asksBeforeClosing(tab), "closed");
    const again = (await open(context)).tab;
    await answer(again, t.start.continue);
    await says(again, t.kept.kept);
    assert.match(await textOf(again, FILE), /# not kept\n# kept again\n$/);
    await close();
  });

  const without = {
    "has no IndexedDB": () => Object.defineProperty(window, "indexedDB", { value: undefined }),
    "refuses it": () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("denied", "SecurityError");
      };
    },
  };
  for (const [name, script] of Object.entries(without)) {
    test(`says so at once where the browser ${name}`, async () => {
      const { tab, log, close } = await start({ script });
      await says(tab, t.kept.failed);
      await type(tab, "only here");
      await tab.locator("#files-open", { hasText: fill(t.files.changed.one, { count: 1 }) }).waitFor();
      assert.equal(await asksBeforeClosing(tab), "beforeunload");
      const { files } = await saved(tab, "#save-all");
      assert.match(files[`content/${FILE}`].toString(), /# only here\n$/);
      await settled(tab);
      assert.equal(await asksBeforeClosing(tab), "closed");
      assert.deepEqual(log, []);
      await close();
    });
  }

  test("is forgotten at one press, after it was said what is lost", async () => {
    const { context, tab, close } = await start();
    await type(tab, "secret");
    await says(tab, t.kept.kept);
    await tab.locator("#keeping-forget").click();
    const dialog = tab.getByRole("dialog", { name: t.forget.title });
    const said = await dialog.textContent();
    assert.ok(said.includes(t.original) && said.includes(t.forget.unsaved), said);
    assert.ok(said.includes(fill(t.steps.one, { count: 1 })), said);
    await answer(tab, t.forget.keep);
    await says(tab, t.kept.kept);
    await tab.locator("#keeping-forget").click();
    await answer(tab, t.forget.forget);
    await says(tab, t.kept.forgotten);
    assert.deepEqual(await keptIn(tab), { projects: [], files: [] });
    // What is in the page is still there.
    assert.match(await textOf(tab, FILE), /# secret\n$/);
    assert.equal(await asksBeforeClosing(tab), "closed");
    const again = (await open(context)).tab;
    await showFiles(again);
    assert.equal(await again.getByRole("dialog").count(), 0);
    await close();
  });

  test("stays as it is when it does not fit, and can be saved as raw data", async () => {
    const { context, tab, close } = await start();
    await type(tab, "one");
    await says(tab, t.kept.kept);
    await type(tab, "two", "facts.toml");
    await tab.locator("#files-open", { hasText: fill(t.files.changed.other, { count: 2 }) }).waitFor();
    await says(tab, t.kept.kept);
    await settled(tab);
    await tab.evaluate(spoil);
    await tab.close();
    const again = (await open(context)).tab;
    await answer(again, t.start.continue);
    const dialog = again.getByRole("dialog", { name: t.unrestored.title });
    await dialog.getByText("does not fit").waitFor();
    const [download] = await Promise.all([again.waitForEvent("download"), answer(again, t.unrestored.raw)]);
    const raw = JSON.parse(await readFile(await download.path(), "utf8"));
    assert.equal(raw.history.done.length, 2);
    assert.equal(raw.opened[FILE], original[`content/${FILE}`].toString());
    await answer(again, t.unrestored.go);
    // What fits is here, as a copy, and all of it is still kept.
    assert.match(await textOf(again, FILE), /# one\n$/);
    await type(again, "three");
    await says(again, t.kept.kept);
    await settled(again);
    const { projects } = await keptIn(again);
    assert.deepEqual(projects.map(({ history }) => history.done.length).sort(), [1, 2]);
    await close();
  });
});

/** Awaits that nothing is on its way. */
const settled = (tab) => tab.waitForFunction(() => dispatchEvent(new Event("beforeunload", { cancelable: true })));

/** What the database holds. */
const keptIn = (tab) =>
  tab.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open("mbc-studio");
        request.onerror = reject;
        request.onsuccess = () => {
          const transaction = request.result.transaction(["projects", "files"]);
          const projects = transaction.objectStore("projects").getAll();
          const files = transaction.objectStore("files").getAllKeys();
          transaction.oncomplete = () => {
            request.result.close();
            resolve({
              projects: projects.result.map(({ history, isSaved }) => ({ history, isSaved })),
              files: files.result,
            });
          };
        };
      }),
  );

/** In the page: makes the last step one that does not fit the files. */
const spoil = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open("mbc-studio");
    request.onerror = reject;
    request.onsuccess = () => {
      const transaction = request.result.transaction("projects", "readwrite");
      const store = transaction.objectStore("projects");
      store.getAll().onsuccess = ({ target: { result } }) => {
        result[0].history.done.at(-1).changes[0].before = "words of another file";
        store.put(result[0]);
      };
      transaction.oncomplete = () => {
        request.result.close();
        resolve(undefined);
      };
    };
  });

/** A browser of its own with a profile, which can be killed. */
async function startBrowser(profile) {
  const child = spawn(
    process.env.CHROME ?? "/usr/bin/chromium",
    [
      "--headless",
      "--no-sandbox",
      "--no-first-run",
      "--remote-debugging-port=0",
      `--user-data-dir=${profile}`,
      "about:blank",
    ],
    { stdio: ["ignore", "ignore", "pipe"], detached: true },
  );
  const ended = new Promise((done) => child.once("close", done));
  const endpoint = await new Promise((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
      const found = said.match(/DevTools listening on (ws:\S+)/);
      if (found) resolve(found[1]);
    });
    child.once("close", () => reject(new Error(said)));
  });
  const connected = await chromium.connectOverCDP(endpoint);
  const kill = async () => {
    // The whole group: nothing of it is told to end, as in a crash.
    process.kill(-child.pid, "SIGKILL");
    await ended;
  };
  return { context: connected.contexts()[0], kill };
}

describe("a second tab", () => {
  test("is told, may look at a copy, and changes nothing in the first", async () => {
    const { context, tab, close } = await start();
    await type(tab, "first tab");
    await says(tab, t.kept.kept);
    const second = (await open(context)).tab;
    await second.getByRole("dialog").getByText(t.start.elsewhere).waitFor();
    await answer(second, t.start.look);
    await says(second, t.kept.nothing);
    assert.match(await textOf(second, FILE), /# first tab\n$/);
    await type(second, "second tab");
    await says(second, t.kept.kept);
    await type(tab, "still first");
    await says(tab, t.kept.kept);
    await Promise.all([settled(tab), settled(second)]);
    const { projects } = await keptIn(second);
    const last = projects.map(({ history }) => history.done.map(({ changes }) => changes[0].after).join("")).sort();
    assert.equal(last.length, 2);
    assert.ok(last.some((text) => text.includes("still first") && !text.includes("second tab")));
    assert.ok(last.some((text) => text.includes("second tab") && !text.includes("still first")));
    await close();
  });

  test("takes over, after which the first keeps nothing, until it takes it back", async () => {
    const { context, tab, log, close } = await start();
    await type(tab, "first tab");
    await says(tab, t.kept.kept);
    const second = (await open(context)).tab;
    await answer(second, t.start.takeOver);
    await says(second, t.kept.kept);
    await tab.getByRole("dialog", { name: t.taken.title }).waitFor();
    await says(tab, t.kept.taken);
    await type(second, "second tab");
    await says(second, t.kept.kept);
    await settled(second);
    await answer(tab, t.taken.back);
    await says(tab, t.kept.kept);
    assert.match(await textOf(tab, FILE), /# first tab\n# second tab\n$/);
    await second.getByRole("dialog", { name: t.taken.title }).waitFor();
    await answer(second, t.taken.copy);
    await says(second, t.kept.kept);
    await settled(second);
    assert.equal((await keptIn(tab)).projects.length, 2);
    assert.deepEqual(log, []);
    await close();
  });

  test("takes over from one that does not answer", async () => {
    const { context, tab, close } = await start();
    await type(tab, "first tab");
    await says(tab, t.kept.kept);
    await settled(tab);
    const cdp = await context.newCDPSession(tab);
    // As a debugger does: its scripts stand still, also those that let go of the project.
    await cdp.send("Debugger.enable");
    const paused = new Promise((done) => cdp.once("Debugger.paused", done));
    const stopped = cdp.send("Runtime.evaluate", { expression: "debugger" });
    await paused;
    const second = (await open(context)).tab;
    await answer(second, t.start.takeOver);
    await says(second, t.kept.kept);
    await type(second, "second tab");
    await says(second, t.kept.kept);
    await cdp.send("Debugger.resume");
    await stopped;
    await tab.getByRole("dialog", { name: t.taken.title }).waitFor();
    await settled(second);
    const { projects } = await keptIn(second);
    assert.equal(projects.length, 1);
    assert.match(projects[0].history.done.at(-1).changes[0].after, /second tab/);
    await close();
  });

  test("is not written over by words of the first where the browser has neither locks nor channels", async () => {
    const script = () => {
      Object.defineProperty(Navigator.prototype, "locks", { value: undefined });
      BroadcastChannel.prototype.postMessage = () => {};
    };
    const { context, tab, close } = await start({ script });
    await type(tab, "first tab");
    await says(tab, t.kept.kept);
    const second = (await open(context)).tab;
    await answer(second, t.start.continue);
    await says(second, t.kept.kept);
    await type(second, "second tab");
    await settled(second);
    await type(tab, "late");
    await tab.getByRole("dialog", { name: t.taken.title }).waitFor();
    const { projects } = await keptIn(second);
    assert.equal(projects.length, 1);
    assert.match(projects[0].history.done.at(-1).changes[0].after, /second tab/);
    // Nor is what stands in the first lost.
    await answer(tab, t.taken.copy);
    await says(tab, t.kept.kept);
    assert.match(await textOf(tab, FILE), /# first tab\n# late\n$/);
    await close();
  });
});

describe("opening", () => {
  test("refuses what is no content, says why and what to do, and leaves what was typed", async () => {
    const { tab, log, close } = await start();
    await type(tab, "typed before");
    await says(tab, t.kept.kept);
    const zeros = Buffer.alloc(33 * 1024 * 1024);
    const bad = {
      "no.zip": [Buffer.from("PK, but none"), "not a zip archive"],
      "other.zip": [zip({ "word/document.xml": "<a/>" }), "there is no edition.toml"],
      "out.zip": [zip({ ...original, "../../.bashrc": "rm" }), "leads out of it"],
      "large.zip": [zip({ ...original, "content/en/large.toml": zeros }), "more than 32 MB"],
    };
    for (const [name, [buffer, message]] of Object.entries(bad)) {
      await openZip(tab, { name, mimeType: "application/zip", buffer });
      // What is typed is in no file yet, so it is asked each time.
      await answer(tab, t.unsaved.open);
      await tab.locator("#files-report", { hasText: message }).waitFor();
      const said = await tab.locator("#files-report").textContent();
      assert.ok(said.includes(t.refused.title) && said.includes(t.refused.stays), said);
      await tab.waitForFunction(() => document.activeElement.matches("#files-report h3"));
    }
    assert.match(await textOf(tab, FILE), /# typed before\n$/);
    await tab.locator("#files-open", { hasText: t.original }).waitFor();
    // It is still kept, as the same project.
    await type(tab, "and after");
    await settled(tab);
    const { projects } = await keptIn(tab);
    assert.deepEqual(
      projects.map(({ history }) => history.done.length),
      [1],
    );
    assert.deepEqual(log, []);
    await close();
  });

  test("asks while changes are in no file, and can save them first", async () => {
    const { tab, close } = await start();
    await type(tab, "in no file");
    await says(tab, t.kept.kept);
    await openZip(tab, asZip({ ...original, "content/.DS_Store": "x", "README.txt": "of the hospital" }));
    const dialog = tab.getByRole("dialog", { name: t.unsaved.title });
    await dialog.getByText(t.unsaved.kept).waitFor();
    await tab.keyboard.press("Escape");
    assert.match(await textOf(tab, FILE), /# in no file\n$/);
    await openZip(tab, asZip({ ...original, "content/.DS_Store": "x", "README.txt": "of the hospital" }));
    const [download] = await Promise.all([tab.waitForEvent("download"), answer(tab, t.unsaved.saveFirst)]);
    const files = unzip(await readFile(await download.path()));
    assert.match(files[`content/${FILE}`].toString(), /# in no file\n$/);
    await tab.locator("#files-open", { hasText: "mine.zip" }).waitFor();
    // What stands outside of the content is named.
    const said = await tab.locator("#files-report").textContent();
    assert.ok(said.includes("README.txt") && said.includes("content/.DS_Store"), said);
    assert.doesNotMatch(await textOf(tab, FILE), /# in no file/);
    await close();
  });

  test("takes a folder, also one around the content, and refuses one without", async () => {
    const folder = `${scratch}/hospital`;
    await writeAll(`${folder}/edition`, original);
    await mkdir(`${folder}/node_modules/x/en`, { recursive: true });
    await writeFile(`${folder}/node_modules/x/edition.toml`, "");
    await writeFile(`${folder}/node_modules/x/en/a.toml`, "");
    await mkdir(`${scratch}/photos`);
    await writeFile(`${scratch}/photos/cat.jpg`, "meow");
    const { tab, log, close } = await start({ script: () => delete window.showDirectoryPicker });
    await showFiles(tab);
    await tab.locator("#folder-input").setInputFiles(`${scratch}/photos`);
    await tab.locator("#files-report", { hasText: fill(t.refused.noContent, { folder: "photos" }) }).waitFor();
    await tab.locator("#folder-input").setInputFiles(folder);
    await tab.locator("#files-open", { hasText: "hospital" }).waitFor();
    assert.equal(await textOf(tab, FILE), original[`content/${FILE}`].toString());
    await type(tab, "in the folder");
    await says(tab, t.kept.kept);
    const { name, files } = await saved(tab, "#save-changed");
    assert.match(name, /^mbc-content-changes-\d{4}-\d\d-\d\d\.zip$/);
    assert.deepEqual(Object.keys(files), [`content/${FILE}`]);
    assert.deepEqual(log, []);
    await close();
  });

  test("takes a zip file that is dropped, and leaves the page for nothing that is dropped", async () => {
    const { tab, close } = await start();
    await showFiles(tab);
    const drop = (files) =>
      tab.evaluate((files) => {
        const dataTransfer = new DataTransfer();
        for (const [name, bytes] of files) dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
        for (const type of ["dragover", "drop"]) {
          const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
          if (document.body.dispatchEvent(event)) throw new Error(`${type} is left to the browser`);
        }
      }, files);
    await drop([["dropped.zip", [...zip(original)]]]);
    await tab.locator("#files-open", { hasText: "dropped.zip" }).waitFor();
    await drop([["letter.doc", [1, 2, 3]]]);
    await tab.locator("#files-report", { hasText: "not a zip archive" }).waitFor();
    await drop([
      ["a.zip", [1]],
      ["b.zip", [1]],
    ]);
    await tab.locator("#files-report", { hasText: t.refused.oneOnly }).waitFor();
    await close();
  });
});

async function writeAll(folder, files) {
  for (const [path, bytes] of Object.entries(files)) {
    const file = `${folder}/${path.replace(/^content\//, "")}`;
    await mkdir(file.slice(0, file.lastIndexOf("/")), { recursive: true });
    await writeFile(file, bytes);
  }
}

describe("files that cannot be read", () => {
  const front = () => original["content/en/front.toml"].toString();
  const cases = {
    "a file of another encoding": [
      () => Buffer.from(front().replace('title = "', 'title = "Caf\u00e9 '), "latin1"),
      /UTF-8/,
    ],
    "the quotes of Word": [
      () => front().replace(/^title = "(.*)"$/m, "title = \u201c$1\u201d"),
      /front\.toml, line \d+/,
    ],
    "a half-written file": [() => front().slice(0, front().indexOf('"', 200) + 3), /front\.toml, line \d+/],
    "a key that is not known": [() => `subtitle = "of an older release"\n${front()}`, /unknown key subtitle/i],
    "a key that is missing": [() => front().replace(/^title = .*$/m, ""), /title/],
  };
  test("are opened all the same, with what is wrong where, and given back as they are", async () => {
    const { tab, log, close } = await start();
    for (const [name, [text, message]] of Object.entries(cases)) {
      const bytes = Buffer.from(text());
      await openZip(tab, asZip({ ...original, "content/en/front.toml": bytes }, `${name}.zip`));
      await tab.locator("#files-open", { hasText: name }).waitFor();
      const broken = tab.locator("#files-broken", { hasText: t.broken.title });
      await broken.waitFor();
      await tab.waitForFunction(() => document.activeElement.id === "files-broken-title");
      const said = await broken.textContent();
      assert.match(said, message, name);
      assert.ok(said.includes(t.broken.about), said);
      const { files } = await saved(tab, "#save-all");
      assert.ok(files["content/en/front.toml"].equals(bytes), name);
    }
    // The first cannot be shown as text, which is said.
    const [[text]] = Object.values(cases);
    await openZip(tab, asZip({ ...original, "content/en/front.toml": text() }, "again.zip"));
    await tab.locator("#files-open", { hasText: "again.zip" }).waitFor();
    await tab
      .locator("#files-broken")
      .getByRole("button", { name: /front\.toml/ })
      .first()
      .click();
    await tab.locator("#text-wrong", { hasText: "UTF-8" }).waitFor();
    assert.deepEqual(log, []);
    await close();
  });

  test("are mended as text, from the fault to its line", async () => {
    const { tab, close } = await start();
    const lines = front().split("\n");
    const at = lines.findIndex((line) => line.startsWith("title = "));
    const quoted = lines.with(at, lines[at].replace(/"(.*)"/, "\u201c$1\u201d")).join("\n");
    await openZip(tab, asZip({ ...original, "content/en/front.toml": quoted }));
    const broken = tab.locator("#files-broken");
    await broken
      .getByRole("button", { name: fill(t.broken.edit, { file: "en/front.toml", line: at + 1 }) })
      .first()
      .click();
    await tab.waitForFunction(() => document.activeElement.id === "text-area");
    assert.match(await tab.locator("#text-at").textContent(), new RegExp(`\\b${at + 1}\\b`));
    await tab.locator("#text-area").fill(front());
    await broken.waitFor({ state: "hidden" });
    const { files } = await saved(tab, "#save-changed");
    assert.equal(files["content/en/front.toml"].toString(), front());
    // And broken again, which is undone at one press.
    await tab.locator("#text-area").fill(`${front()}x`);
    await broken.getByText(t.broken.after).waitFor();
    await broken.getByRole("button", { name: t.broken.undo }).click();
    // Typing into one file is one step, so this is what was opened.
    await tab.waitForFunction(() => document.getElementById("text-area").value.includes("\u201c"));
    await close();
  });
});

describe("saving into the folder that was opened", () => {
  /** In the page: a folder of the browser's own disk stands for one that somebody chose. */
  const script = () => {
    window.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle("hospital");
  };
  const fillFolder = (tab) =>
    tab.evaluate(
      async (files) => {
        const root = await navigator.storage.getDirectory();
        const top = await root.getDirectoryHandle("hospital", { create: true });
        for (const [path, text] of files) {
          const names = path.split("/");
          const name = names.pop();
          let folder = top;
          for (const one of names) folder = await folder.getDirectoryHandle(one, { create: true });
          const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
          await stream.write(text);
          await stream.close();
        }
      },
      Object.entries(original).map(([path, bytes]) => [path, bytes.toString()]),
    );
  const inFolder = async (tab, change) =>
    tab.evaluate(
      async ([file, change]) => {
        const top = await (await navigator.storage.getDirectory()).getDirectoryHandle("hospital");
        const folder = await top.getDirectoryHandle("content");
        if (change === null) return folder.removeEntry(file);
        const handle = await folder.getFileHandle(file);
        const text = await (await handle.getFile()).text();
        if (change === undefined) return text;
        const stream = await handle.createWritable();
        await stream.write(text + change);
        await stream.close();
      },
      [FILE, change],
    );
  const report = (tab, text) => tab.locator("#files-report", { hasText: text }).waitFor();

  test("writes what changed, and never over what somebody else wrote", async () => {
    const { tab, log, close } = await start({ script });
    await showFiles(tab);
    await fillFolder(tab);
    await tab.locator("#open-folder").click();
    await tab.locator("#files-open", { hasText: "hospital" }).waitFor();
    const before = original[`content/${FILE}`].toString();
    await type(tab, "mine");
    await says(tab, t.kept.kept);
    await tab.locator("#save-folder").click();
    await report(tab, fill(t.saved.folder.one, { name: "hospital", files: FILE }));
    assert.equal(await inFolder(tab), `${before}# mine\n`);
    await tab.locator("#save-folder").click();
    await report(tab, fill(t.saved.folderNothing, { name: "hospital" }));

    // Somebody else writes into it: nothing is written over, and what was typed stays.
    await inFolder(tab, "# theirs\n");
    await type(tab, "mine again");
    await settled(tab);
    await tab.locator("#save-folder").click();
    await report(tab, t.conflict.title);
    assert.equal(await inFolder(tab), `${before}# mine\n# theirs\n`);
    assert.match(await textOf(tab, FILE), /# mine\n# mine again\n$/);
    await tab.getByRole("button", { name: fill(t.conflict.show, { file: FILE }) }).click();
    const difference = tab.locator("#files-report .difference");
    await difference.locator("ins").first().waitFor();
    assert.match((await difference.locator("del").allTextContents()).join(""), /theirs/);
    assert.match((await difference.locator("ins").allTextContents()).join(""), /again/);
    // A copy of mine can be saved.
    const [download] = await Promise.all([
      tab.waitForEvent("download"),
      tab.getByRole("button", { name: t.conflict.copy }).click(),
    ]);
    assert.match(unzip(await readFile(await download.path()))[`content/${FILE}`].toString(), /# mine again\n$/);

    // Theirs is taken, which can be undone; then mine is kept, on purpose.
    await tab.locator("#save-folder").click();
    await tab.getByRole("button", { name: fill(t.conflict.take, { file: FILE }) }).click();
    await report(tab, fill(t.conflict.taken, { file: FILE }));
    await tab.waitForFunction(() => document.getElementById("text-area").value.endsWith("# theirs\n"));
    await tab.locator("#undo").click();
    await tab.waitForFunction(() => document.getElementById("text-area").value.endsWith("# mine again\n"));
    await inFolder(tab, "# theirs, later\n");
    await tab.locator("#save-folder").click();
    await tab.getByRole("button", { name: fill(t.conflict.keep, { file: FILE }) }).click();
    await report(tab, fill(t.conflict.kept, { file: FILE }));
    await tab.locator("#save-folder").click();
    await report(tab, fill(t.saved.folder.one, { name: "hospital", files: FILE }));
    assert.equal(await inFolder(tab), `${before}# mine\n# mine again\n`);

    // One that somebody deleted is no reason to write it anew unasked.
    await inFolder(tab, null);
    await type(tab, "after");
    await settled(tab);
    await tab.locator("#save-folder").click();
    await report(tab, t.conflict.gone);
    assert.deepEqual(log, []);
    await close();
  });

  test("says so when the browser may not write", async () => {
    const denied = () => {
      FileSystemHandle.prototype.queryPermission = async () => "prompt";
      FileSystemHandle.prototype.requestPermission = async () => "denied";
    };
    const { tab, close } = await start({ script: `(${script})(); (${denied})()` });
    await showFiles(tab);
    await fillFolder(tab);
    await tab.locator("#open-folder").click();
    await tab.locator("#files-open", { hasText: "hospital" }).waitFor();
    await type(tab, "mine");
    await settled(tab);
    await tab.locator("#save-folder").click();
    await report(tab, fill(t.refused.notAllowed, { folder: "hospital" }));
    assert.equal(await inFolder(tab), original[`content/${FILE}`].toString());
    await close();
  });
});

describe("what is saved", () => {
  /** In the page: keeps the packs that the worker gave last, which the preview shows. */
  const script = () => {
    window.Worker = class extends Worker {
      constructor(...given) {
        super(...given);
        this.addEventListener("message", ({ data: { value } }) => {
          if (value?.packs && Object.keys(value.packs).length) window.packs = value.packs;
        });
      }
    };
  };

  test("differs in the changed lines alone, and a build makes of it the packs that the preview showed", async () => {
    const { tab, log, close } = await start({ script });
    const changed = [];
    for (const [number, language] of ["en", "es", "en"].entries()) {
      const field = tab.locator(`textarea[data-language="${language}"]`).nth(number * 2);
      await field.waitFor();
      const words = await field.inputValue();
      changed.push(words);
      await field.fill(`${words.slice(0, -1)}ñé${words.slice(-1)}`);
      await settled(tab);
    }
    await tab.locator("#keeping", { hasText: t.kept.kept }).waitFor();
    const { files } = await saved(tab, "#save-all");
    assert.deepEqual(Object.keys(files).sort(), Object.keys(original).sort());
    let lines = 0;
    for (const [path, bytes] of Object.entries(files)) {
      const [now, before] = [bytes, original[path]].map((one) => one.toString().split("\n"));
      assert.equal(now.length, before.length, path);
      const others = now.filter((line, at) => line !== before[at]);
      for (const line of others) assert.match(line, /ñé/, path);
      lines += others.length;
    }
    assert.equal(lines, changed.length);
    const packs = await packsOf(tab);
    await writeAll(`${scratch}/saved`, files);
    await mkdir(`${scratch}/packs`);
    await run(
      "cargo",
      ["run", "-q", "-p", "mbc-compiler", "--example", "packs", "--", `${scratch}/saved`, `${scratch}/packs`],
      { cwd: project("") },
    );
    for (const [language, pack] of Object.entries(packs))
      assert.ok(Buffer.from(pack).equals(await readFile(`${scratch}/packs/${language}.pack`)), language);
    assert.deepEqual(Object.keys(packs), ["en", "es"]);
    assert.deepEqual(log, []);
    await close();
  });

  /** The packs that belong to what is in the page now: after them no check is due. */
  async function packsOf(tab) {
    const texts = async () => tab.evaluate(() => Object.entries(window.packs).map(([code, pack]) => [code, [...pack]]));
    await tab.waitForFunction(
      () => new TextDecoder().decode(window.packs?.en ?? new Uint8Array()).split("ñé").length === 3,
    );
    return Object.fromEntries(await texts());
  }

  test("keeps the line ends of Windows, also in lines that are new", async () => {
    const windows = original[`content/${FILE}`].toString().replaceAll("\n", "\r\n");
    const { tab, close } = await start();
    await openZip(tab, asZip({ ...original, [`content/${FILE}`]: windows }));
    await tab.locator("#files-open", { hasText: "mine.zip" }).waitFor();
    await type(tab, "new");
    await settled(tab);
    const { files } = await saved(tab, "#save-changed");
    assert.equal(files[`content/${FILE}`].toString(), `${windows}# new\r\n`);
    await close();
  });
});

describe("the pages of it", () => {
  for (const colorScheme of ["light", "dark"])
    for (const lang of ["en", "es"]) {
      test(`pass axe and fit 320 px, ${lang}, ${colorScheme}`, async () => {
        const t = TEXTS[lang];
        const { context, tab, close } = await start({ lang, colorScheme });
        const clean = async (tab) => {
          await tab.evaluate(AXE);
          const { violations } = await tab.evaluate(() =>
            axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
          );
          assert.deepEqual(
            violations.map(({ id, nodes }) => [id, nodes[0].html]),
            [],
          );
        };
        await choose(tab, FILE);
        await tab.locator("#text-area").fill("reason = \u201cx\u201d");
        await tab.locator("#files-broken h3").waitFor();
        await says(tab, t.kept.kept);
        await settled(tab);
        await saved(tab, "#save-all");
        await clean(tab);
        await tab.setViewportSize({ width: 320, height: 700 });
        assert.ok((await tab.evaluate(() => document.documentElement.scrollWidth)) <= 320);
        const small = await tab.evaluate(() =>
          [...document.querySelectorAll("main :is(button, input, select, summary), #store button")]
            .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
            .map((one) => one.outerHTML),
        );
        assert.deepEqual(small, []);
        const second = (await open(context, lang)).tab;
        await second.getByRole("dialog", { name: t.start.title }).waitFor();
        await second.setViewportSize({ width: 320, height: 700 });
        await clean(second);
        assert.ok((await second.evaluate(() => document.documentElement.scrollWidth)) <= 320);
        await close();
      });
    }
});

test("both languages have the same texts, with the same places to fill in", () => {
  const places = (value, path = "") =>
    typeof value === "string"
      ? [[path, (value.match(/\{\w+\}/g) ?? []).sort().join(" ")]]
      : Object.entries(value).flatMap(([key, inside]) => places(inside, `${path}.${key}`));
  assert.deepEqual(places(TEXTS.es), places(TEXTS.en));
});

test("the line ends of a file stay where an area for text knows one kind alone", () => {
  for (const [before, edited, after] of [
    ["a\nb\n", "a\nc\n", "a\nc\n"],
    ["a\r\nb\r\n", "a\nb\n", "a\r\nb\r\n"],
    ["a\r\nb\r\n", "a\nx\nb\n", "a\r\nx\r\nb\r\n"],
    ["a\r\nb\nc\r\n", "a\nb\nd\n", "a\r\nb\nd\r\n"],
    ["a\r\nb", "a\nb\nc", "a\r\nb\r\nc"],
    ["a\r\n", "", ""],
    ["a\rb", "a\nb", "a\rb"],
  ])
    assert.equal(withLineEnds(before, edited), after, JSON.stringify([before, edited]));
});

test("a place in a text and its line and column are the same, both ways", () => {
  const text = "one\n\ud83d\ude80two\n\n";
  assert.equal(offsetOf(text, 2, 2), 6);
  assert.deepEqual(placeOf(text, 6), { line: 2, column: 2 });
  assert.equal(offsetOf(text, 99), text.length);
  assert.equal(offsetOf(text, 0), 0);
});
