// Lighthouse, as it judges pages for phones: a plain page of a nonprofit, with the widget and without.

import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { FLAGS } from "../tests/page/page.mjs";
import { serve } from "../tests/page/server.mjs";
import { PLACE } from "./contenders.mjs";

export const CATEGORIES = ["performance", "accessibility", "best-practices"];
/** Its own network and processor are simulated, but what it starts from is measured. */
const RUNS = 3;

const page = (
  widget,
) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Living with metastatic breast cancer</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="description" content="What a nonprofit says about metastatic breast cancer.">
<link rel="icon" href="data:,"><style>body { margin: 1rem; font: 1rem system-ui, sans-serif }</style></head>
<body><main><h1>Living with metastatic breast cancer</h1><p>Words of the page’s author.</p>
${widget}<p>More words of the page’s author.</p></main></body></html>`;

/** For the page with the widget, the one with it below the fold and the one without, the median of each score, from 0 to 100, and what was found wanting. */
export async function lighthouse(words) {
  const from = createRequire(`${PLACE}/x.js`);
  const load = (name) => import(pathToFileURL(from.resolve(name)));
  const { default: run } = await load("lighthouse");
  const { launch } = await load("chrome-launcher");
  const snippet = `<script type="module" src="/dist/mbc-body-map.js"></script>\n<mbc-body-map lang="en">${words}</mbc-body-map>\n`;
  const more = "<p>Words of the page’s author, of which a reader sees some more.</p>\n".repeat(60);
  const pages = { "/with": page(snippet), "/below": page(more + snippet), "/without": page("") };
  // A host that compresses, as hosts do.
  const bodies = new Map(Object.entries(pages).map(([path, text]) => [path, brotliCompressSync(text)]));
  const dist = `${PLACE}/x1/dist`;
  for (const file of await readdir(dist))
    if (/^mbc-body-map.*\.(js|wasm|pack)$/.test(file))
      bodies.set(`/dist/${file}`, brotliCompressSync(await readFile(`${dist}/${file}`)));
  const fault = (path) =>
    bodies.has(path) && {
      body: bodies.get(path),
      headers: { "content-encoding": "br", "cache-control": "max-age=31536000, immutable" },
    };
  const server = await serve({ folders: {}, pages: { ...pages, "/robots.txt": "User-agent: *\nAllow: /\n" }, fault });
  const scores = {};
  for (const path of Object.keys(pages)) {
    const runs = [];
    for (let round = 0; round < RUNS; round++) {
      const chrome = await launch({
        chromePath: process.env.CHROME ?? "/usr/bin/chromium",
        chromeFlags: ["--headless=new", ...FLAGS],
      });
      try {
        const { lhr } = await run(server.origin + path, {
          port: chrome.port,
          onlyCategories: CATEGORIES,
          logLevel: "error",
        });
        if (lhr.runtimeError) throw new Error(`Lighthouse could not judge ${path}: ${lhr.runtimeError.message}`);
        runs.push(lhr);
      } finally {
        chrome.kill();
      }
      console.log(`Lighthouse, ${path.slice(1)}: round ${round + 1} of ${RUNS}`);
    }
    const middle = (values) => values.sort((a, b) => a - b)[RUNS >> 1];
    const wanting = new Set();
    for (const { audits, categories } of runs)
      for (const category of CATEGORIES)
        for (const { id, weight } of categories[category].auditRefs)
          if (weight > 0 && audits[id].score !== null && audits[id].score < 1)
            wanting.add(`${audits[id].title} (${audits[id].displayValue ?? "no"})`);
    scores[path.slice(1)] = {
      ...Object.fromEntries(
        CATEGORIES.map((category) => [
          category,
          middle(runs.map(({ categories }) => Math.round(categories[category].score * 100))),
        ]),
      ),
      paint: middle(runs.map(({ audits }) => audits["largest-contentful-paint"].numericValue)),
      blocked: middle(runs.map(({ audits }) => audits["total-blocking-time"].numericValue)),
      shift: middle(runs.map(({ audits }) => audits["cumulative-layout-shift"].numericValue)),
      wanting: [...wanting],
      version: runs[0].lighthouseVersion,
    };
  }
  await server.close();
  return scores;
}
