// How long the studio takes: until its fields are there, and what follows a pause in typing. Chromium, as it is and with the
// processor slowed 4 times. Run it on a quiet machine after `cargo xtask build`: `node bench/studio.mjs`.

/* global ask -- in the page, where functions given to `evaluate` run */

import { DIST, launch, visit } from "../tests/page/page.mjs";
import { serve } from "../tests/page/server.mjs";

const ROUNDS = 7;
const median = (all) => all.toSorted((a, b) => a - b)[all.length >> 1];

const server = await serve({ folders: { dist: DIST } });
const browser = await launch();

/** From the address to the first field, in ms. */
async function start(rate) {
  const { tab, close } = await visit(browser, "about:blank");
  const session = await tab.context().newCDPSession(tab);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
  const began = performance.now();
  await tab.goto(`${server.origin}/dist/studio.html#bones`);
  await tab.locator("textarea").first().waitFor();
  const took = performance.now() - began;
  await close();
  return took;
}

/** In the page: a worker of the studio, asked by `ask`. */
function connect() {
  const worker = new Worker("/dist/studio-worker.js", { type: "module" });
  let next = 0;
  window.ask = (method, ...args) =>
    new Promise((resolve, reject) => {
      const id = next++;
      worker.addEventListener("message", function hear({ data }) {
        if (data.id !== id) return;
        worker.removeEventListener("message", hear);
        if (data.error) reject(new Error(data.error.message));
        else resolve(data.value);
      });
      worker.postMessage({ id, method, args });
    });
}

/** What the worker takes after a sentence was changed, in ms. */
async function checks(rate) {
  const { tab, close } = await visit(browser, `${server.origin}/dist/check.html`);
  await tab.evaluate(connect);
  await tab.evaluate(async () => {
    const response = await fetch("/dist/studio-content.zip");
    await ask("open", await response.blob());
    await ask("survey", "2026-12-01");
  });
  const session = await tab.context().newCDPSession(tab);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
  const rounds = await tab.evaluate(async (rounds) => {
    const all = [];
    for (let round = 0; round < rounds; round++) {
      await ask("setText", "en", "topics/basics.toml", "basics.key", `New words, ${round}.`, true);
      const times = [performance.now()];
      for (const [method, given] of [
        ["glance", "content/en/topics/basics.toml"],
        ["survey", "2026-12-01"],
      ]) {
        await ask(method, given);
        times.push(performance.now());
      }
      all.push([times[1] - times[0], times[2] - times[1]]);
    }
    return all;
  }, ROUNDS);
  await close();
  return [0, 1].map((at) => median(rounds.map((times) => times[at])));
}

console.log("| median of 7, ms | as it is | slowed 4 times |\n| --- | --: | --: |");
const rows = [["address to fields"], ["changed file and packs (glance)"], ["whole check (survey)"]];
for (const rate of [1, 4]) {
  const starts = [];
  for (let round = 0; round < ROUNDS; round++) starts.push(await start(rate));
  const [glance, survey] = await checks(rate);
  for (const [row, value] of [median(starts), glance, survey].entries()) rows[row].push(Math.round(value));
}
for (const row of rows) console.log(`| ${row.join(" | ")} |`);

await browser.close();
await server.close();
