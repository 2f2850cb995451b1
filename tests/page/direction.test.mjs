// Direction: text and layout run as the language of the guide does, whatever the page around it. English in a page from
// right to left, and in a page from left to right an edition whose second language is a pseudo-language: the German
// words of the smallest content, under the code of Hebrew, with a Hebrew letter at the beginning of each.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { DIST, launch, page, project, visit } from "./page.mjs";
import { serve } from "./server.mjs";

const SCRIPT = `<script type="module" src="/dist/mbc-body-map.js"></script>`;
const SLOTS = `<p slot="welcome">Words of the author.</p><p slot="help">Help of the author.</p>`;
const guide = (attributes = "") =>
  `<mbc-body-map loading="eager" care-team-phone="555 0100" care-team-hours="Mon" support-phone="555 0200" support-label="Line." ${attributes}>${SLOTS}</mbc-body-map>`;

const ready = (tab) =>
  tab.waitForFunction(() => {
    const map = document.querySelector("mbc-body-map");
    return map.state === "ready";
  });

/** Computed directions, where the figure and the rows are, and where the last letter and the full stop of a text are. */
const measure = (tab) =>
  tab.evaluate(() => {
    const host = document.querySelector("mbc-body-map");
    const root = host.shadowRoot;
    const box = (selector) => root.querySelector(selector).getBoundingClientRect();
    const direction = (element) => getComputedStyle(element).direction;
    const elements = [...root.querySelectorAll("h1, h2, h3, h4, p, li, summary, button, td, th, label, legend")];
    const lead = root.querySelector(".lead").lastChild;
    const at = (from) => {
      const range = document.createRange();
      range.setStart(lead, from);
      range.setEnd(lead, from + 1);
      return range.getBoundingClientRect();
    };
    const [letter, stop] = [at(lead.data.length - 2), at(lead.data.length - 1)];
    const middle = ({ x, width }) => x + width / 2;
    return {
      directions: [
        ...new Set(elements.filter((one) => !one.closest("[dir=auto], .fig, .scale, .flow")).map(direction)),
      ],
      stopIsLeft: middle(stop) < middle(letter) || stop.y > letter.y,
      chevronIsLeft: middle(box(".map .row > summary > .chev")) < middle(box(".map .row > summary > .name")),
      tools: middle(box(".tools")) < middle(box(".slim")),
      pins: [...root.querySelectorAll(".pin circle")].map((pin) =>
        Math.round(middle(pin.getBoundingClientRect()) - middle(box("#drawing"))),
      ),
      slots: [...host.children].map((child) => [direction(child), getComputedStyle(child).textAlign]),
      tooWide: document.documentElement.scrollWidth - innerWidth,
      phones: [...root.querySelectorAll("a[href^='tel:']")].map(direction),
    };
  });

describe("direction", () => {
  const content = project("target/direction/content");
  const dist = project("target/direction/dist");
  let browser, server, edition;
  before(async () => {
    await rm(project("target/direction"), { recursive: true, force: true });
    await cp(project("compiler/tests/good"), content, { recursive: true });
    await rename(`${content}/de`, `${content}/he`);
    const files = (await readdir(`${content}/he`, { recursive: true })).filter((file) =>
      /(?<!rules)\.toml$/.test(file),
    );
    for (const file of files) {
      const words = await readFile(`${content}/he/${file}`, "utf8");
      await writeFile(`${content}/he/${file}`, words.replace(/^([a-z-]+ = ")([^"]* [^"]*")$/gm, "$1ש $2"));
    }
    await writeFile(`${content}/edition.toml`, 'publisher = "A test"\nchanged-from = "mbc-body-map"\n');
    await promisify(execFile)(
      "cargo",
      ["run", "--quiet", "-p", "xtask", "--", "build", "--content", content, "--out", dist],
      { cwd: project("") },
    );
    const pages = {};
    for (const dir of ["ltr", "rtl"]) {
      for (const lang of ["en", "es", "he"]) {
        pages[`/${dir}-${lang}`] = page(SCRIPT, guide(`lang="${lang}"`)).replace("<html", `<html dir="${dir}"`);
      }
    }
    server = await serve({ folders: { dist: DIST }, pages });
    edition = await serve({ folders: { dist }, pages });
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    await edition?.close();
  });

  let pins;
  for (const lang of ["en", "es"]) {
    for (const dir of ["ltr", "rtl"]) {
      for (const width of [1040, 320]) {
        test(`${lang} runs from left to right in a page that is ${dir}, ${width} px`, async () => {
          const { tab, close } = await visit(browser, `${server.origin}/${dir}-${lang}`, { width });
          await ready(tab);
          const shown = await measure(tab);
          assert.deepEqual(shown.directions, ["ltr"]);
          assert.equal(shown.stopIsLeft, false);
          assert.equal(shown.chevronIsLeft, false);
          assert.deepEqual(
            shown.slots.map(([direction]) => direction),
            [dir, dir],
          );
          assert.ok(shown.tooWide <= 0);
          if (width === 1040) assert.deepEqual((pins ??= shown.pins), shown.pins);
          // The list of what was ticked in large text.
          await tab.locator("#site-liver > summary").click();
          await tab.locator("#site-liver input").first().check();
          await tab.locator("#sheet-large").click();
          assert.equal(await tab.locator(".large").evaluate((large) => getComputedStyle(large).direction), "ltr");
          await close();
        });
      }
    }
  }

  for (const dir of ["ltr", "rtl"]) {
    test(`a language from right to left runs so in a page that is ${dir}; anatomy and telephone numbers stay`, async () => {
      const { tab, log, close } = await visit(browser, `${edition.origin}/${dir}-he`);
      await ready(tab);
      assert.equal(await tab.locator("#mbc").getAttribute("dir"), "rtl");
      const shown = await measure(tab);
      assert.deepEqual(shown.directions, ["rtl"]);
      assert.equal(shown.chevronIsLeft, true);
      assert.deepEqual(
        shown.slots.map(([direction]) => direction),
        [dir, dir],
      );
      assert.ok(shown.phones.length >= 2);
      assert.deepEqual([...new Set(shown.phones)], ["ltr"]);
      assert.ok(shown.tooWide <= 0);
      const { pins: mirrored } = shown;
      await tab.locator("#lang-other").click();
      await tab.locator("#mbc[lang=en][dir=ltr]").waitFor();
      const english = await measure(tab);
      assert.deepEqual(english.directions, ["ltr"]);
      assert.deepEqual(mirrored, english.pins);
      assert.deepEqual(log.consoleLines, []);
      await close();
    });
  }

  test("pages without script, what is pasted, the snippet and the frame say the direction of each language", async () => {
    for (const [lang, dir] of [
      ["en", "ltr"],
      ["he", "rtl"],
    ]) {
      const whole = await readFile(`${dist}/fallback.${lang}.html`, "utf8");
      assert.ok(whole.includes(`<html lang="${lang}" dir="${dir}">`));
      const [, pasted] = whole.match(/paste from here -->([^]*)<!-- mbc-body-map: to here/);
      assert.match(pasted.trim(), new RegExp(`^<div id="mbc-fallback-mbc" lang="${lang}" dir="${dir}">`));
      const snippet = await readFile(`${dist}/snippet.${lang}.html`, "utf8");
      assert.ok(snippet.includes(`<div id="mbc-fallback-head" lang="${lang}" dir="${dir}">`));
      assert.ok(snippet.includes(`<p lang="${lang}" dir="${dir}">`));
      const embed = await readFile(`${dist}/embed.html`, "utf8");
      assert.ok(embed.includes(`<div lang="${lang}" dir="${dir}">`));
      const { tab, close } = await visit(browser, `${edition.origin}/dist/embed.html?lang=${lang}`);
      await ready(tab);
      assert.deepEqual(await tab.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), [
        lang,
        dir,
      ]);
      await close();
    }
  });
});
