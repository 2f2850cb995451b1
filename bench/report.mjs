// The results as a page. Whether a goal is reached is worked out here, from what was measured; why one is missed is
// told by hand in README.md.

import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { CONTENDERS, PLACE } from "./contenders.mjs";
import { CATEGORIES } from "./lighthouse.mjs";
import { project } from "../tests/page/page.mjs";

/** A share of a list in order, between its members where need be. */
function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)];
  return low + (sorted[Math.ceil(at)] - low) * (at % 1);
}
const median = (values) => quantile(values, 0.5);
const round = (value) => (Math.abs(value) < 10 ? value.toFixed(1) : value.toFixed(0));
/** The median, and between which values the middle half lies. */
const spread = (values) =>
  `${round(median(values))} (${round(quantile(values, 0.25))}–${round(quantile(values, 0.75))})`;
const kilobytes = (bytes) => round(bytes / 1024);
const table = (head, rows) =>
  [head, head.map((_, at) => (at ? "---:" : "---")), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

const git = (...words) => execFileSync("git", words, { cwd: project("."), encoding: "utf8" }).trim();

export async function report(measured) {
  const { rounds, slowed, largest, shows, sizes, packs, times, heaps, crowds, amounts, scores, chromium } = measured;
  const names = Object.keys(CONTENDERS);
  const titles = names.map((name) => CONTENDERS[name].name);
  const all = (name, what) => times.get(name).map((visit) => visit[what]);
  const middle = (name, what) => median(all(name, what));
  const row = (title, what) => [title, ...names.map((name) => spread(all(name, what)))];
  const empty = Object.fromEntries(
    ["script", "page"].map((what) => [what, median(heaps.get(undefined).map((heap) => heap[what]))]),
  );
  const heap = (name, what) => heaps.get(name).map((heap) => (heap[what] - empty[what]) / 1024);
  const under = (map, name, count) => [...map].find(([[of, number]]) => of === name && number === count)[1];
  const crowd = (name, count, what) => under(crowds, name, count).map((visit) => visit[what]);
  const counts = [...new Set([...crowds.keys()].map(([, count]) => count))];
  const amount = (name, times, what) => under(amounts, name, times).map((visit) => visit[what]);
  const times16 = Object.keys(packs).map(Number);
  const [some, many] = counts.slice(-2);
  const heapOf = (name, count) => median(crowd(name, count, "script")) - empty.script;
  const largestAmount = times16.at(-1);

  const goals = [];
  const goal = (what, limit, value, shown = `${value.toFixed(2)} ×`) =>
    goals.push([what, shown, value <= limit ? "reached" : "**missed**"]);
  const frame = 1000 / 60;
  goal("start ≤ 2 × floor", 2, middle("wasm", "started") / middle("floor", "started"));
  goal("start ≤ 0.5 × React", 0.5, middle("wasm", "started") / middle("react", "started"));
  for (const [what, when] of [
    ["first", "the first press"],
    ["again", "a later press"],
  ]) {
    goal(`${when} ≤ 1.2 × floor`, 1.2, middle("wasm", what) / middle("floor", what));
    goal(
      `${when} within one frame (16.7 ms)`,
      frame,
      middle("wasm", what),
      `${round(middle("wasm", what))} ms (floor: ${round(middle("floor", what))} ms)`,
    );
  }
  goal("memory ≤ 0.5 × React", 0.5, median(heap("wasm", "script")) / median(heap("react", "script")));
  goal("layout shift 0", 0, Math.max(...all("wasm", "shift")), Math.max(...all("wasm", "shift")).toFixed(3));
  const growth = (name) => median(amount(name, largestAmount, "first")) / median(amount(name, 1, "first"));
  goal(
    `a press independent of content: with ${largestAmount} times the words ≤ 1.1 × as long as with 1`,
    1.1,
    growth("wasm"),
    `${growth("wasm").toFixed(2)} × (floor: ${growth("floor").toFixed(2)} ×)`,
  );
  const linear = (values) => values(many) / values(some) / (many / some);
  goal(
    `instances linear: time of ${many} ≤ 1.2 × ${many / some} times that of ${some}`,
    1.2,
    linear((count) => median(crowd("wasm", count, "started"))),
  );
  goal(
    `instances linear: memory of ${many} ≤ 1.2 × ${many / some} times that of ${some}`,
    1.2,
    linear((count) => heapOf("wasm", count)),
  );
  goal(
    "one engine for all instances",
    1,
    Math.max(...crowd("wasm", many, "engines")),
    `${Math.max(...crowd("wasm", many, "engines"))} fetched`,
  );
  for (const [category, least] of [
    ["performance", 98],
    ["accessibility", 100],
    ["best-practices", 100],
  ])
    goal(
      `Lighthouse, ${category.replace("-", " ")} ≥ ${least}`,
      -least,
      -scores.with[category],
      String(scores.with[category]),
    );

  const react = JSON.parse(await readFile(`${PLACE}/node_modules/react-dom/package.json`, "utf8")).version;
  const changed = git(
    "status",
    "--porcelain",
    "--",
    "src",
    "www",
    "content",
    "compiler",
    "bench",
    "xtask",
    ":!bench/RESULTS.md",
  )
    ? ", with changes that are not committed"
    : "";
  return `# Results of the bench

Written by \`cargo xtask bench\`; what is measured how, what each contender leaves out, and why a goal is missed, is in [README.md](README.md).

- ${new Date().toISOString().slice(0, 10)}, commit ${git("rev-parse", "--short", "HEAD")}${changed}; \`cargo xtask bench${rounds === 15 ? "" : ` --rounds ${rounds}`}\`
- Chromium ${chromium}, React ${react}, Lighthouse ${scores.with.version}
- ${cpus().length} cores (${cpus()[0].model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB of memory; the processor slowed ${slowed} times, a window of 412 × 823
- Medians, and in brackets between which values the middle half lies; ${rounds} rounds, the contenders in turns, each visit without a cache

## Goals

${table(["goal", "measured", ""], goals)}

## One guide on a page

Each shows ${shows.elements} elements, ${shows.rows} rows that open, ${shows.boxes} boxes to tick, ${shows.shapes} shapes and ${shows.words} characters. The press is on \`${largest}\`, which has the longest panel.

${table(
  ["", ...titles],
  [
    ["download, KB raw", ...names.map((name) => kilobytes(sizes[name].raw))],
    ["download, KB brotli", ...names.map((name) => kilobytes(sizes[name].brotli))],
    row("script begins to guide painted, ms", "started"),
    row("longest task of it, ms", "longest"),
    row("blocked by tasks above 50 ms, ms", "blocked"),
    ["layout shift, the most", ...names.map((name) => Math.max(...all(name, "shift")).toFixed(3))],
    row("first press to painted, ms", "first"),
    row("later press, ms", "again"),
    row("other language, first time, ms", "language"),
    row("back again, ms", "back"),
    ["memory of scripts and WebAssembly, KB", ...names.map((name) => spread(heap(name, "script")))],
    ["memory of the page's elements, KB", ...names.map((name) => spread(heap(name, "page")))],
  ],
)}

Memory is what the protocol reports after a collection, not slowed, less the same page without a guide (${kilobytes(empty.script)} and ${kilobytes(empty.page)} KB).

## Instances

${table(
  ["", ...titles],
  counts.flatMap((count) => [
    [`${count}: to all painted, ms`, ...names.map((name) => spread(crowd(name, count, "started")))],
    [`${count}: memory of scripts and WebAssembly, KB`, ...names.map((name) => kilobytes(heapOf(name, count)))],
  ]),
)}

The processor not slowed.

## Content

An edition with more words (\`bench/edition.mjs\`); the place that is pressed is the same. The words of one language as JSON are ${times16.map((times) => `${kilobytes(packs[times])} KB`).join(", ")}.

${table(
  ["", ...titles],
  times16.flatMap((times) => [
    [`× ${times}: first press to painted, ms`, ...names.map((name) => spread(amount(name, times, "first")))],
    [`× ${times}: later press, ms`, ...names.map((name) => spread(amount(name, times, "again")))],
    [`× ${times}: script begins to guide painted, ms`, ...names.map((name) => spread(amount(name, times, "started")))],
  ]),
)}

## Lighthouse

A plain page for phones, on a host that compresses, medians of three.

${table(
  ["", "with the widget", "without"],
  [
    ...CATEGORIES.map((category) => [category.replace("-", " "), scores.with[category], scores.without[category]]),
    ["largest contentful paint, ms", round(scores.with.paint), round(scores.without.paint)],
    ["total blocking time, ms", round(scores.with.blocked), round(scores.without.blocked)],
    ["cumulative layout shift", scores.with.shift.toFixed(3), scores.without.shift.toFixed(3)],
  ],
)}

Found wanting with the widget: ${scores.with.wanting.join("; ") || "nothing"}. Without: ${scores.without.wanting.join("; ") || "nothing"}.
`;
}
