// The bench: every contender in one Chromium whose processor is slowed, in turns, and the results as a page.
// `node bench/bench.mjs [ROUNDS]`, after `cargo xtask bench` made target/bench. Timings are reported, never asserted; what is
// asserted is that all contenders show the same.

/* global bench -- in the page, where functions given to `evaluate` run */

import { readFile, writeFile } from "node:fs/promises";
import { chromium } from "playwright-core";
import { FLAGS, project } from "../tests/page/page.mjs";
import { serve } from "../tests/page/server.mjs";
import { CONTENDERS, PLACE, bundle, bytes, page } from "./contenders.mjs";
import { lighthouse } from "./lighthouse.mjs";
import { report } from "./report.mjs";

const rounds = Number(process.argv[2] ?? 15);
if (!(rounds >= 1)) throw new Error(`"${process.argv[2]}" is no number of rounds: node bench/bench.mjs 15`);
const SLOWED = 4;
const AMOUNTS = [1, 16];
const CROWDS = [1, 10, 100];
const names = Object.keys(CONTENDERS);
/** Those of which many are put on a page, and which are given more words. */
const compared = names.filter((name) => name !== "turns");
const phone = { viewport: { width: 412, height: 823 }, isMobile: true, hasTouch: true };

for (const amount of AMOUNTS) await bundle(`${PLACE}/x${amount}`);
// What authors paste stands in each place until the contender is there.
const words = (await readFile(project("dist/snippet.en.html"), "utf8")).match(
  /<mbc-body-map[^>]*>(.*)<\/mbc-body-map>/s,
)[1];
const pages = { "/empty": page(undefined, "x1", words) };
for (const name of names) {
  for (const amount of AMOUNTS) pages[`/${name}/x${amount}`] = page(name, `x${amount}`, words);
  for (const crowd of CROWDS) pages[`/${name}/crowd-${crowd}`] = page(name, "x1", "", crowd);
}
const server = await serve({
  folders: Object.fromEntries(AMOUNTS.map((amount) => [`x${amount}`, `${PLACE}/x${amount}`])),
  pages,
});
const browser = await chromium.launch({ executablePath: process.env.CHROME ?? "/usr/bin/chromium", args: FLAGS });

/** Opens a page in a browser without any cache; `look` is given the page and the protocol, and what it returns comes back. */
async function visit(path, slowed, look) {
  const visitor = await browser.newContext(phone);
  try {
    const tab = await visitor.newPage();
    const failed = [];
    const asked = [];
    tab.on("pageerror", (error) => failed.push(`${path}: ${error.message}`));
    tab.on("request", (request) => asked.push(new URL(request.url()).pathname));
    const protocol = await visitor.newCDPSession(tab);
    await protocol.send("Emulation.setCPUThrottlingRate", { rate: slowed });
    await tab.goto(server.origin + path);
    const result = await look(tab, protocol, asked);
    if (failed.length) throw new Error(`${failed.join("; ")}: open that page with a console and mend it first`);
    return result;
  } finally {
    await visitor.close();
  }
}

/** Waits for all of the guide. */
const start = (tab) => tab.evaluate(() => bench.start());

/** Each of a list in turns, another one first in each round. Returns what each gave, by key. */
async function inTurns(count, what, list, measure) {
  const results = new Map(list.map((key) => [key, []]));
  for (let round = 0; round < count; round++) {
    for (let at = 0; at < list.length; at++) {
      const key = list[(at + round) % list.length];
      results.get(key).push(await measure(...[key].flat()));
    }
    console.log(`${what}: round ${round + 1} of ${count}`);
  }
  return results;
}

/** Bytes in use after what is not needed was thrown away: by scripts with their buffers and WebAssembly, and by elements. */
async function memory(tab, protocol) {
  await tab.evaluate(() => bench.idle());
  await protocol.send("HeapProfiler.collectGarbage");
  const { usedSize, backingStorageSize, embedderHeapUsedSize } = await protocol.send("Runtime.getHeapUsage");
  const wasm = await tab.evaluate(() => bench.memory?.buffer.byteLength ?? 0);
  return { script: usedSize + backingStorageSize + wasm, page: embedderHeapUsedSize };
}

/** The place with the longest panel, of those in the floor's page. */
const largest = await visit("/floor/x1", 1, (tab) =>
  tab.evaluate(async () => {
    await bench.start();
    const length = (row) => row.textContent.length;
    return [...bench.root().querySelectorAll("details[name=site]")].reduce((a, b) => (length(a) < length(b) ? b : a))
      .id;
  }),
);
const row = `#${largest} > summary`;

// Nobody shall be fast by showing less.
const shows = {};
for (const name of names) {
  shows[name] = await visit(`/${name}/x1`, 1, async (tab) => {
    await start(tab);
    const first = await tab.evaluate((row) => bench.there(row), row);
    await tab.evaluate((row) => bench.press(row), row);
    const pressed = await tab.evaluate((row) => bench.there(row), row);
    await tab.evaluate(() => {
      bench.root().querySelector("#lang-other").click();
      return bench.calm();
    });
    const other = await tab.evaluate((row) => bench.there(row), row);
    return { first, opened: pressed.open - first.open, other: { ...other, open: 0 } };
  });
  const wanted = shows.wasm;
  if (JSON.stringify(shows[name]) !== JSON.stringify(wanted) || wanted.opened !== 1)
    throw new Error(
      `${name} shows ${JSON.stringify(shows[name])}, the widget ${JSON.stringify(wanted)}: make it the same in bench/ before anything is measured`,
    );
}

const times = await inTurns(rounds, "start, press, language", names, (name) =>
  visit(`/${name}/x1`, SLOWED, async (tab) => {
    const times = await start(tab);
    const shift = await tab.evaluate(() => bench.shift);
    const press = () => tab.evaluate((row) => bench.press(row), row);
    const first = await press();
    await press();
    const again = await press();
    await press();
    const change = (code, { words }) =>
      tab.evaluate(([code, characters]) => bench.language(code, characters), [code, words]);
    const language = await change("es", shows[name].other);
    const back = await change("en", shows[name].first);
    return { ...times, shift, press: first, again, language, back };
  }),
);
// A press as soon as there is something to press, while the rest is made.
const early = await inTurns(rounds, "press while the rest is made", names, (name) =>
  visit(`/${name}/x1`, SLOWED, (tab) => tab.evaluate((row) => bench.shown.then(() => bench.press(row)), row)),
);
const heaps = await inTurns(rounds, "memory", [undefined, ...names], (name) =>
  visit(name ? `/${name}/x1` : "/empty", 1, async (tab, protocol) => {
    await start(tab);
    return memory(tab, protocol);
  }),
);
const crowds = await inTurns(
  rounds,
  "instances",
  compared.flatMap((name) => CROWDS.map((crowd) => [name, crowd])),
  (name, crowd) =>
    visit(`/${name}/crowd-${crowd}`, 1, async (tab, protocol, asked) => ({
      ...(await start(tab)),
      ...(await memory(tab, protocol)),
      engines: asked.filter((path) => /\/dist\/mbc-body-map-.*\.(wasm|js)$/.test(path)).length,
    })),
);
const amounts = await inTurns(
  rounds,
  "content",
  compared.flatMap((name) => AMOUNTS.map((amount) => [name, amount])),
  (name, amount) =>
    visit(`/${name}/x${amount}`, SLOWED, async (tab) => ({
      ...(await start(tab)),
      press: await tab.evaluate((row) => bench.press(row), row),
      again: await tab.evaluate(
        (row) =>
          bench
            .press(row)
            .then(() => bench.press(row))
            .then(() => bench.press(row)),
        row,
      ),
    })),
);

const sizes = {};
for (const name of names) sizes[name] = await bytes(name, `${PLACE}/x1`);
const packs = Object.fromEntries(
  await Promise.all(AMOUNTS.map(async (amount) => [amount, (await readFile(`${PLACE}/x${amount}/en.json`)).length])),
);
const chromiumVersion = browser.version();
await browser.close();
await server.close();

const scores = await lighthouse(words);

const text = await report({
  rounds,
  slowed: SLOWED,
  largest,
  shows: shows.wasm.first,
  sizes,
  packs,
  times,
  early,
  heaps,
  crowds,
  amounts,
  scores,
  chromium: chromiumVersion,
});
await writeFile(project("bench/RESULTS.md"), text);
console.log(text);
