// What the tests of pages share: where the files are, how a page is opened and what is kept of it.

/* global memoryOfEngine -- in the page, where functions given to `evaluate` run */

import { execFile } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** A file or folder of the project. */
export const project = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export const DIST = project("dist");
export const ENTRY = "/dist/mbc-body-map.js";
export const WORDS = "Words of the page’s author.";
export const FLAGS = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** By name, what Chromium is started with so that it takes that engine. */
export const ENGINES = [
  ["wasm", []],
  ["js", ["--js-flags=--jitless"]],
];

/** Ids of the places of the content, in their order. */
export const PLACES = readdirSync(project("content/en/sites"))
  .sort((a, b) => parseInt(a) - parseInt(b))
  .map((file) => file.replace(/^\d+-|\.toml$/g, ""));

/** What the places are called, in the same order. */
export const placeNames = (lang) =>
  readdirSync(project(`content/${lang}/sites`))
    .sort((a, b) => parseInt(a) - parseInt(b))
    .map((file) => readFileSync(project(`content/${lang}/sites/${file}`), "utf8").match(/^name = "(.*)"$/m)[1]);

/** The described interface, with the values that the content gives. */
export function described() {
  const all = JSON.parse(readFileSync(project("www/interface.json"), "utf8"));
  for (const attribute of all.attributes) if (attribute.places) attribute.values = PLACES;
  return all;
}

/** Where the same files are with an engine that panics at `open("panic")`, sends the HTML of its view at `open("rendered")`, and at `open("rounds")` how often it looked at it. */
export const TEST_DOORS = project("target/test-doors");
let built;
/** Builds them, once in a file of tests; with `BUILT=1` they are as they are, for who replays a walk again and again. */
export const buildTestDoors = () =>
  (built ??=
    process.env.BUILT ||
    promisify(execFile)(
      "cargo",
      ["run", "--quiet", "-p", "xtask", "--", "build", "--test-doors", "--out", TEST_DOORS],
      { cwd: project("") },
    ));

/** A page that keeps the events of the element in `receivedEvents`. */
export const page = (head, body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<script>window.receivedEvents = []; for (const name of ["mbc-ready", "mbc-error"])
  addEventListener(name, (event) => receivedEvents.push({ name, ...event.detail }));</script>
${head}<body style="margin: 0">${body}</body></html>`;

/** Opens a page, and keeps what it asks for and what its console says. `script`, one or several, runs in it before all else. */
export async function visit(browser, url, { width = 1040, height = 900, script, ...context } = {}) {
  const visitor = await browser.newContext({ viewport: { width, height }, ...context });
  const tab = await visitor.newPage();
  for (const one of [script ?? []].flat()) await tab.addInitScript(one);
  const log = { asked: [], addresses: [], consoleLines: [] };
  tab.on("request", (request) => {
    if (request.url().startsWith("data:")) return;
    log.addresses.push(request.url());
    log.asked.push(new URL(request.url()).pathname);
  });
  tab.on("console", (message) => log.consoleLines.push(`${message.type()}: ${message.text()}`));
  tab.on("pageerror", (error) => log.consoleLines.push(`uncaught: ${error.message}`));
  await tab.goto(url);
  return { tab, log, close: () => visitor.close() };
}

export const settled = (tab) =>
  tab.waitForSelector("mbc-body-map:is([data-state=ready], [data-state=error])", { state: "attached" });
export const receivedEvents = (tab) => tab.evaluate(() => window.receivedEvents);

/** What was changed is on the screen, and observers were told. */
export const painted = (tab) =>
  tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** For `script`: watches where the engine has its memory, that of WebAssembly or the greatest buffer of the JavaScript engine. */
export function watchMemory() {
  let memory,
    buffer = 0;
  window.memoryOfEngine = () => memory?.buffer.byteLength ?? buffer;
  window.ArrayBuffer = new Proxy(ArrayBuffer, {
    construct(target, [size], made) {
      if (size >= 2 ** 20) buffer = size;
      return Reflect.construct(target, [size], made);
    },
  });
  if (typeof WebAssembly === "undefined") return;
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate(...given);
    memory = made.instance.exports.memory;
    return made;
  };
}

/** What the browser holds for a page with `watchMemory`, once nothing is left that could be thrown away. */
export async function holds(tab, cdp) {
  // What the pointer was over, and what was shown last, is let go with a frame.
  await tab.mouse.move(0, 0);
  for (let round = 0; round < 3; round++) {
    await painted(tab);
    await cdp.send("HeapProfiler.collectGarbage");
  }
  const { metrics } = await cdp.send("Performance.getMetrics");
  const of = (name) => metrics.find((metric) => metric.name === name).value;
  return {
    nodes: of("Nodes"),
    listeners: of("JSEventListeners"),
    documents: of("Documents"),
    heap: of("JSHeapUsedSize"),
    memory: await tab.evaluate(() => memoryOfEngine()),
  };
}
