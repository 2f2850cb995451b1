// Pages that a visitor's browser or extension paints in other colours: Dark Reader, forced dark, forced colours, inverting
// filters, more contrast, the `!important` colours of accessibility overlays. Every text is read from the painted
// picture, because what the style sheet says is not what such a visitor sees.

/* global DarkReader -- in the page */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { DIST, launch, page, painted, project, visit } from "./page.mjs";
import { serve } from "./server.mjs";

/** WCAG 2.2, 1.4.3: the least contrast of text. */
const LEAST = 4.5;

const SCRIPT = `<script type="module" src="/dist/mbc-body-map.js"></script>`;
const GUIDE = `<mbc-body-map lang="en" loading="eager" support-phone="555 0100"><p>Words of the author.</p></mbc-body-map>`;
const READER = `<script src="/darkreader/darkreader.js"></script>`;
/** The settings of the extension as it is installed. */
const ENABLE = `DarkReader.enable({ brightness: 100, contrast: 90, sepia: 10 })`;
const BRAND = `<style>:root { --mbc-accent: #8a2b6b; --mbc-accent-soft: #f7e6f1 }</style>`;
const PAIR = `<style>:root { --mbc-accent: light-dark(#8a2b6b, #f3a6d8); --mbc-on-accent: light-dark(#fff, #2b0a20);
  --mbc-accent-soft: light-dark(#f7e6f1, #3a1f30) }</style>`;
const inverted = (where) => `<style>${where} { filter: invert(1) hue-rotate(180deg); background: #fff }</style>`;
const scheme = (content) => `<meta name="color-scheme" content="${content}">`;
/** As the setting of Android and Samsung that darkens pages. */
const FORCED_DARK = ["--enable-features=WebContentsForceDark", "--blink-settings=forceDarkModeEnabled=true"];

/** For each: the head of the page, flags of Chromium, and what the visitor's system asks for. */
const CASES = {
  "no recolouring": [""],
  "no recolouring, a dark page": [scheme("dark")],
  "Dark Reader before the guide": [`${READER}<script>${ENABLE}</script>`],
  "Dark Reader, a page with a colour of its own": [`${BRAND}${READER}<script>${ENABLE}</script>`],
  "Dark Reader, a page with pairs of colours": [`${PAIR}${READER}<script>${ENABLE}</script>`],
  "Dark Reader on a dark page": [`${scheme("dark")}${READER}<script>${ENABLE}</script>`],
  "forced dark": ["", FORCED_DARK],
  "forced dark, a page with a colour of its own": [BRAND, FORCED_DARK],
  "forced dark, a dark system": ["", FORCED_DARK, { colorScheme: "dark" }],
  "forced dark, a page that is dark itself": [scheme("light dark"), FORCED_DARK, { colorScheme: "dark" }],
  "forced colours": ["", [], { forcedColors: "active" }],
  "forced colours, dark": ["", [], { forcedColors: "active", colorScheme: "dark" }],
  "an inverted page": [inverted("html")],
  "an inverted page that is dark": [scheme("dark") + inverted("html")],
  "an inverted parent, a page with a colour of its own": [BRAND + inverted("body")],
  "more contrast": ["", [], { contrast: "more" }],
  "more contrast, a dark page": [scheme("dark"), [], { contrast: "more" }],
  "an overlay that sets colours of everything": [
    `<style>* { color: #ff0 !important; -webkit-text-fill-color: #ff0 !important; background-color: #000 !important;
      border-color: #ff0 !important }</style>`,
  ],
  "an overlay that sets the colour of text alone": [
    `<style>html * { color: #fff !important; -webkit-text-fill-color: #fff !important } html { background: #000 }</style>`,
  ],
};

/** In the page: the lines of each text that is shown, with what they are. */
function lines() {
  const found = [];
  const collect = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
      if (node.shadowRoot) collect(node.shadowRoot);
      const parent = node.parentElement;
      if (node.nodeType !== Node.TEXT_NODE || !node.data.trim() || !parent) continue;
      if (!parent.checkVisibility({ visibilityProperty: true }) || parent.closest(".sr, style, script")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const { x, y, width, height } of range.getClientRects()) {
        if (width < 4 || height < 6) continue;
        const what = `${parent.localName}.${parent.getAttribute("class") ?? ""} “${node.data.trim().slice(0, 24)}”`;
        found.push({ what, x: x + scrollX, y: y + scrollY, width, height });
      }
    }
  };
  collect(document.body);
  return found;
}

/**
 * In a page of its own: contrast of each box of a picture, between its commonest colour, which is the ground, and the
 * colour that differs most from it, which is the middle of a stroke of a letter.
 */
async function contrasts([png, boxes, width]) {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d", { willReadFrequently: true });
  canvas.drawImage(image, 0, 0);
  const scale = image.width / width;
  const linear = Array.from({ length: 256 }, (_, byte) => {
    const part = byte / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const luminance = (colour) =>
    0.2126 * linear[colour >> 16] + 0.7152 * linear[(colour >> 8) & 255] + 0.0722 * linear[colour & 255] + 0.05;
  return boxes.map((box) => {
    const [x, y, w, h] = [box.x, box.y, box.width, box.height].map((length) => Math.round(length * scale));
    const { data } = canvas.getImageData(x, y, w, h);
    const counts = new Map();
    for (let at = 0; at < data.length; at += 4) {
      const colour = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    const [[ground]] = [...counts].sort(([, one], [, other]) => other - one);
    const all = [...counts.keys()].map(luminance);
    return Math.max(luminance(ground) / Math.min(...all), Math.max(...all) / luminance(ground));
  });
}

describe("a recoloured page", () => {
  const browsers = {};
  const pages = {};
  let server, measuring;
  const browserWith = async (flags) => (browsers[flags] ??= await launch({ flags }));
  before(async () => {
    for (const [at, [head]] of Object.values(CASES).entries()) pages[`/${at}`] = page(head + SCRIPT, GUIDE);
    pages["/after"] = page(READER + SCRIPT, GUIDE);
    server = await serve({ folders: { dist: DIST, darkreader: project("node_modules/darkreader") }, pages });
    measuring = await (await browserWith([])).newPage();
  });
  after(async () => {
    for (const browser of Object.values(browsers)) await browser.close();
    await server?.close();
  });

  const ready = (tab) =>
    tab.waitForFunction(() => {
      const map = document.querySelector("mbc-body-map");
      return map.state === "ready";
    });
  /** Until the colours have not changed for a while: Dark Reader works after the page, in several steps. */
  async function calm(tab) {
    const colours = () =>
      tab.evaluate(() => {
        const root = document.querySelector("mbc-body-map").shadowRoot;
        const { color, backgroundColor } = getComputedStyle(root.getElementById("mbc"));
        return [color, backgroundColor, root.adoptedStyleSheets.map((sheet) => sheet.cssRules.length)].join();
      });
    for (let before, now, same = 0; same < 4; before = now) {
      await tab.waitForTimeout(100);
      now = await colours();
      same = now === before ? same + 1 : 0;
    }
  }

  /** Texts with too little contrast, of all that the page shows. */
  async function unreadable(tab) {
    const all = await tab.evaluate(lines);
    const { width, height } = tab.viewportSize();
    const total = await tab.evaluate(() => document.documentElement.scrollHeight);
    const seen = new Map();
    for (let top = 0; top < total; top += height - 100) {
      await tab.evaluate((top) => scrollTo({ top, behavior: "instant" }), top);
      const scrolled = await tab.evaluate(() => scrollY);
      const here = all.filter((line) => {
        const isInside = line.y >= scrolled && line.y + line.height <= scrolled + height;
        return isInside && line.x >= 0 && line.x + line.width <= width && !seen.has(line);
      });
      if (!here.length) continue;
      await painted(tab);
      const png = (await tab.screenshot({ animations: "disabled" })).toString("base64");
      const boxes = here.map((line) => ({ ...line, y: line.y - scrolled }));
      const measured = await measuring.evaluate(contrasts, [png, boxes, width]);
      here.forEach((line, at) => seen.set(line, measured[at]));
    }
    assert.equal(seen.size, all.length, "some texts were not in any picture");
    assert.ok(seen.size > 100, `${seen.size} texts`);
    return [...seen]
      .filter(([, contrast]) => !(contrast >= LEAST))
      .map(([{ what }, contrast]) => `${what}: ${contrast.toFixed(1)}`);
  }

  /** Opens a place and all that is closed in it, the list of signs, and a topic; ticks a sign. */
  async function open(tab) {
    for (const row of ["site-liver", "section-help"]) await tab.locator(`#${row} > summary`).click();
    await tab.locator("#site-liver input").first().check();
    for (const row of ["about-liver", "signs-site-liver", "signs-group-1"]) {
      const closed = tab.locator(`#${row}:not([open]) > summary`);
      if (await closed.count()) await closed.click();
    }
    await tab.mouse.move(0, 0);
    await tab.evaluate(() => document.querySelector("mbc-body-map").shadowRoot.activeElement?.blur());
  }

  const spanish = async (tab) => {
    await tab.locator("#lang-other").click();
    await tab.locator("#mbc[lang=es]").waitFor();
    await tab.mouse.move(0, 0);
    await tab.evaluate(() => document.querySelector("mbc-body-map").shadowRoot.activeElement?.blur());
  };

  for (const [at, [name, [, flags = [], asked = {}]]] of Object.entries(CASES).entries()) {
    test(`${name}: every text can be read`, async () => {
      const { tab, close } = await visit(await browserWith(flags), `${server.origin}/${at}`, {
        width: 800,
        height: 1000,
        deviceScaleFactor: 2,
        ...asked,
      });
      await ready(tab);
      await calm(tab);
      assert.deepEqual(await unreadable(tab), [], "closed");
      await open(tab);
      await calm(tab);
      assert.deepEqual(await unreadable(tab), [], "open");
      await spanish(tab);
      await calm(tab);
      assert.deepEqual(await unreadable(tab), [], "open, in Spanish");
      await close();
    });
  }

  test("Dark Reader, switched on and off beside the guide: readable, dark, and nothing is lost", async () => {
    const { tab, log, close } = await visit(await browserWith([]), `${server.origin}/after`, {
      width: 800,
      height: 1000,
      deviceScaleFactor: 2,
    });
    await ready(tab);
    await open(tab);
    const state = () =>
      tab.evaluate(() => {
        const root = document.querySelector("mbc-body-map").shadowRoot;
        const open = [...root.querySelectorAll("details[open]")].map(({ id }) => id);
        const ticked = [...root.querySelectorAll("input:checked")].map(({ id }) => id);
        const { color, backgroundColor } = getComputedStyle(root.getElementById("mbc"));
        return { open, ticked, color, backgroundColor, text: root.getElementById("mbc").textContent };
      });
    const before = await state();
    await tab.evaluate(ENABLE);
    await calm(tab);
    const dark = await state();
    assert.notEqual(dark.backgroundColor, before.backgroundColor);
    assert.deepEqual({ ...dark, color: 0, backgroundColor: 0 }, { ...before, color: 0, backgroundColor: 0 });
    assert.deepEqual(await unreadable(tab), []);
    // An author's day is turned too.
    await tab.evaluate(() => (document.querySelector("mbc-body-map").theme = "light"));
    await calm(tab);
    assert.equal((await state()).backgroundColor, dark.backgroundColor);
    await tab.evaluate(() => document.querySelector("mbc-body-map").removeAttribute("theme"));
    await spanish(tab);
    await calm(tab);
    assert.deepEqual(await unreadable(tab), []);
    await tab.locator("#lang-other").click();
    await tab.locator("#mbc[lang=en]").waitFor();
    await tab.evaluate(() => DarkReader.disable());
    await calm(tab);
    assert.deepEqual(await state(), before);
    assert.deepEqual(await unreadable(tab), []);
    assert.deepEqual(log.consoleLines, []);
    await close();
  });
});
