// Shared by the page tests: paths, opening a page and recording its requests and console lines, memory.

/* global memoryOfEngine -- in the page, where functions given to `evaluate` run */

import { execFile } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

/** A file or folder of the project. */
export const project = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export const DIST = project("dist");
export const ENTRY = "/dist/mbc-body-map.js";
export const WORDS = "Words of the page’s author.";

/**
 * Starts Chromium, which asks for nothing but what its pages do. Waiting ends after two minutes instead of Playwright's 30
 * seconds: whatever hangs still fails, and a machine that is busy with something else does not.
 */
export async function launch({ flags = [], ...options } = {}) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROME ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", ...flags],
    timeout: 120_000,
    ...options,
  });
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (given) => {
    const context = await newContext(given);
    context.setDefaultTimeout(120_000);
    return context;
  };
  return browser;
}

/** For each engine, the flags with which Chromium uses it. */
export const ENGINES = [
  ["wasm", []],
  ["js", ["--js-flags=--jitless"]],
];

/** Ids of the regions, in the order of the content. */
export const PLACES = readdirSync(project("content/en/sites"))
  .sort((a, b) => parseInt(a) - parseInt(b))
  .map((file) => file.replace(/^\d+-|\.toml$/g, ""));

/**
 * A text of the content: `textOf("en", "my-type", "answer", "name")` is `name` in `[answer]` of `content/en/my-type.toml`;
 * without a part, one that stands at its beginning. Words change, so tests take them from there.
 */
export function textOf(lang, file, ...path) {
  const [key, part] = path.reverse();
  const all = readFileSync(project(`content/${lang}/${file}.toml`), "utf8");
  const table = part ? all.split(`\n[${part}]\n`)[1] : all;
  const found = table?.split(/\n\[/)[0].match(new RegExp(`^${key} = "(.*)"$`, "m"));
  if (!found) throw new Error(`content/${lang}/${file}.toml has no ${part ? `[${part}] ` : ""}${key}`);
  return found[1].replaceAll('\\"', '"');
}

/** Ids of the topics, in the order of the guide. */
export const TOPICS = JSON.parse(readFileSync(project("www/interface.json"), "utf8"))
  .attributes.find(({ name }) => name === "sections")
  .values.filter((section) => existsSync(project(`content/en/topics/${section}.toml`)));

/** The title of the guide in each language. */
export const TITLES = { en: textOf("en", "front", "title"), es: textOf("es", "front", "title") };

/** Names of the regions, in the same order. */
export const placeNames = (lang) =>
  readdirSync(project(`content/${lang}/sites`))
    .sort((a, b) => parseInt(a) - parseInt(b))
    .map((file) => textOf(lang, `sites/${file.replace(/\.toml$/, "")}`, "name"));

/** The described interface, with the values that the content gives. */
export function described() {
  const all = JSON.parse(readFileSync(project("www/interface.json"), "utf8"));
  for (const attribute of all.attributes) if (attribute.places) attribute.values = PLACES;
  return all;
}

/** A build with the feature `test-doors`: it panics at `open("panic")`, sends the rendered HTML at `open("rendered")`, and at `open("rounds")` how often the view was made. */
export const TEST_DOORS = project("target/test-doors");
let built;
/** Makes that build, once per test file; with `BUILT=1` the last one is used, which is faster when a walk is replayed. */
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

/** Opens a page and records its requests and console lines. `script`, one or several, runs in it before anything else. */
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
  tab.waitForSelector("mbc-body-map:is(:state(ready), :state(error))", { state: "attached" });
export const receivedEvents = (tab) => tab.evaluate(() => window.receivedEvents);

/** Waits until changes are painted and observers have run. */
export const painted = (tab) =>
  tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** For `script`: records the memory of the engine, that of WebAssembly or the largest buffer of the JavaScript engine. */
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

/** Nodes, listeners and memory of a page with `watchMemory`, after garbage collection. */
export async function holds(tab, cdp) {
  // The browser keeps the hovered and the last painted elements until another frame.
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
