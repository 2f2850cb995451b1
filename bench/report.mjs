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
  const { rounds, slowed, largest, shows, sizes, packs, times, early, heaps, crowds, amounts, scores, chromium } =
    measured;
  const names = Object.keys(CONTENDERS);
  const titles = names.map((name) => CONTENDERS[name].name);
  const compared = [...new Set([...crowds.keys()].map(([name]) => name))];
  const comparedTitles = compared.map((name) => CONTENDERS[name].name);
  /** `first.longest` is `longest` of `first`. */
  const all = (name, what) => times.get(name).map((visit) => what.split(".").reduce((of, key) => of[key], visit));
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
  goal("first screen ≤ 1 × floor", 1, middle("wasm", "shown") / middle("floor", "shown"));
  goal("first screen ≤ 0.5 × React", 0.5, middle("wasm", "shown") / middle("react", "shown"));
  const calm = all("wasm", "all.longest").filter((longest) => longest === 0).length / rounds;
  const share = `${Math.round(calm * 100)} in 100`;
  goal("no task over 50 ms until all is made, in 90 in 100 rounds", -0.9, -calm, share);
  const blocked = middle("wasm", "all.blocked");
  goal("blocked until then ≤ 50 ms", 50, blocked, `${round(blocked)} ms`);
  const rest = median(all("wasm", "whole").map((whole, at) => whole - all("wasm", "shown")[at]));
  goal("all made within a second after the first screen", 1000, rest, `${round(rest)} ms`);
  goal(
    "other language in view ≤ 0.5 × floor",
    0.5,
    middle("wasm", "language.shown") / middle("floor", "language.shown"),
  );
  const pressed = (name) => median(early.get(name));
  goal("press while the rest is made ≤ 1.2 × floor", 1.2, pressed("wasm") / pressed("floor"));
  for (const [what, when] of [
    ["press", "the first press"],
    ["again", "a later press"],
  ]) {
    goal(`${when} ≤ 1.2 × floor`, 1.2, middle("wasm", what) / middle("floor", what));
  }
  goal("memory ≤ 0.5 × React", 0.5, median(heap("wasm", "script")) / median(heap("react", "script")));
  goal("layout shift 0", 0, Math.max(...all("wasm", "shift")), Math.max(...all("wasm", "shift")).toFixed(3));
  const growth = (name) => median(amount(name, largestAmount, "press")) / median(amount(name, 1, "press"));
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
    linear((count) => median(crowd("wasm", count, "whole"))),
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
  for (const [category, page, where, least] of [
    ["performance", "with", "in view", 99],
    ["performance", "below", "below the fold", 100],
    ["accessibility", "with", "in view", 100],
    ["best-practices", "with", "in view", 100],
  ])
    goal(
      `Lighthouse, ${category.replace("-", " ")}, the widget ${where} ≥ ${least}`,
      -least,
      -scores[page][category],
      String(scores[page][category]),
    );

  const pages = [scores.with, scores.below, scores.without];
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
    row("script begins to first screen painted, ms", "shown"),
    row("longest task above 50 ms until then, ms", "first.longest"),
    row("blocked by tasks above 50 ms until then, ms", "first.blocked"),
    row("script begins to all made, ms", "whole"),
    row("longest task above 50 ms after the first screen, ms", "rest.longest"),
    row("blocked after the first screen, ms", "rest.blocked"),
    [
      "rounds without a task over 50 ms",
      ...names.map((name) => `${all(name, "all.longest").filter((longest) => longest === 0).length} of ${rounds}`),
    ],
    ["layout shift, the most", ...names.map((name) => Math.max(...all(name, "shift")).toFixed(3))],
    ["press at the first screen, while the rest is made, ms", ...names.map((name) => spread(early.get(name)))],
    row("first press to painted, ms", "press"),
    row("later press, ms", "again"),
    row("other language in view, first time, ms", "language.shown"),
    row("all of it, ms", "language.whole"),
    row("back again in view, ms", "back.shown"),
    row("all of it, ms", "back.whole"),
    ["memory of scripts and WebAssembly, KB", ...names.map((name) => spread(heap(name, "script")))],
    ["memory of the page's elements, KB", ...names.map((name) => spread(heap(name, "page")))],
  ],
)}

Memory is what the protocol reports after a collection, not slowed, less the same page without a guide (${kilobytes(empty.script)} and ${kilobytes(empty.page)} KB).

## Instances

${table(
  ["", ...comparedTitles],
  counts.flatMap((count) => [
    [`${count}: first screens painted, ms`, ...compared.map((name) => spread(crowd(name, count, "shown")))],
    [`${count}: to all made, ms`, ...compared.map((name) => spread(crowd(name, count, "whole")))],
    [
      `${count}: longest task above 50 ms, ms`,
      ...compared.map((name) => spread(under(crowds, name, count).map((visit) => visit.all.longest))),
    ],
    [`${count}: memory of scripts and WebAssembly, KB`, ...compared.map((name) => kilobytes(heapOf(name, count)))],
  ]),
)}

The processor not slowed.

## Content

An edition with more words (\`bench/edition.mjs\`); the place that is pressed is the same. The words of one language as JSON are ${times16.map((times) => `${kilobytes(packs[times])} KB`).join(", ")}.

${table(
  ["", ...comparedTitles],
  times16.flatMap((times) => [
    [`× ${times}: first press to painted, ms`, ...compared.map((name) => spread(amount(name, times, "press")))],
    [`× ${times}: later press, ms`, ...compared.map((name) => spread(amount(name, times, "again")))],
    [
      `× ${times}: script begins to first screen painted, ms`,
      ...compared.map((name) => spread(amount(name, times, "shown"))),
    ],
    [`× ${times}: script begins to all made, ms`, ...compared.map((name) => spread(amount(name, times, "whole")))],
  ]),
)}

## Lighthouse

A plain page for phones, on a host that compresses, medians of three.

${table(
  ["", "the widget in view", "below the fold", "without"],
  [
    ...CATEGORIES.map((category) => [category.replace("-", " "), ...pages.map((page) => page[category])]),
    ["largest contentful paint, ms", ...pages.map((page) => round(page.paint))],
    ["total blocking time, ms", ...pages.map((page) => round(page.blocked))],
    ["cumulative layout shift", ...pages.map((page) => page.shift.toFixed(3))],
  ],
)}

Found wanting with the widget in view: ${scores.with.wanting.join("; ") || "nothing"}. Below the fold: ${scores.below.wanting.join("; ") || "nothing"}. Without: ${scores.without.wanting.join("; ") || "nothing"}.
`;
}
