// The gallery: states, widths, themes and languages as pictures, for people to look at. `node shots.mjs DIR`.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { serve } from "./server.mjs";
import { launch } from "./page.mjs";

const DIST = fileURLToPath(new URL("../../dist", import.meta.url));
const STATES = {
  closed: [],
  liver: ["#site-liver > summary"],
  more: ["#site-brain > summary", "#signs-site-brain > summary"],
  signs: ["#signs-group-1 > summary", "#signs-group-1 label", "#signs-rules > summary"],
  basics: ["#section-basics > summary", "#section-basics .term"],
  help: ["#section-help > summary"],
  sheet: ["#site-liver > summary", "#site-liver label", "#sheet-large"],
};
const page = (lang, scheme) => `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>t</title>
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="${scheme}"><link rel="icon" href="data:,">
<style>body { margin: 0; font-family: system-ui, sans-serif }</style>
<script type="module" src="/dist/mbc-body-map.js"></script><mbc-body-map></mbc-body-map></html>`;

const [folder] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const pages = {};
for (const lang of ["en", "es"])
  for (const scheme of ["light", "dark"]) pages[`/${lang}-${scheme}`] = page(lang, scheme);
const server = await serve({ folders: { dist: DIST }, pages });
const browser = await launch();
let count = 0;
for (const path of Object.keys(pages)) {
  for (const width of [1040, 640, 360, 240]) {
    for (const [state, presses] of Object.entries(STATES)) {
      const tab = await browser.newPage({
        viewport: { width, height: 900 },
        colorScheme: path.endsWith("dark") ? "dark" : "light",
      });
      await tab.goto(server.origin + path);
      await tab.waitForSelector("mbc-body-map:state(ready)");
      for (const press of presses) await tab.locator(press).first().click();
      await tab.screenshot({ path: `${folder}${path}-${width}-${state}.png`, fullPage: true, animations: "disabled" });
      await tab.close();
      count++;
    }
  }
}
await browser.close();
await server.close();
console.log(`${count} pictures in ${folder}`);
