// In everybody's pages: pages that morph, move and save the element, that take keys and clicks for themselves, that
// scroll, scale and cover it, and whose authors write the tag as they should not. Each test has the kind of page in its
// name and a thread about it beside it.

/* global kept, refs, selections -- in the page, where functions given to `evaluate` run */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { DIST, ENGINES, ENTRY, PLACES, TITLES, launch, page, painted, project, settled, visit } from "./page.mjs";
import { serve } from "./server.mjs";

const SCRIPT = `<script type="module" src="${ENTRY}"></script>`;
const GUIDE = `<mbc-body-map lang="en" loading="eager"><p>Words</p></mbc-body-map>`;
const COUNT = `<script>window.readies = 0; window.selections = []; addEventListener("mbc-ready", () => readies++);</script>`;
const before700 = `<div style="height: 700px">before</div>`;
const after3000 = `<div style="height: 3000px">after</div>`;

const openRows = (tab) => tab.locator("#frame details[open]").evaluateAll((rows) => rows.map(({ id }) => id));
const topOf = (tab, selector) =>
  tab
    .locator(selector)
    .first()
    .evaluate((element) => element.getBoundingClientRect().top);
const language = (tab) => tab.locator("#mbc").first().getAttribute("lang");

/** Presses a row, or whatever it is, with the mouse where it is now, without scrolling to it first. */
async function pressInPlace(tab, selector) {
  const { x, y, width, height } = await tab
    .locator(selector)
    .first()
    .evaluate((element) => element.getBoundingClientRect().toJSON());
  await tab.mouse.click(x + Math.min(60, width / 2), y + height / 2);
  await painted(tab);
}

for (const [engine, flags] of ENGINES) {
  describe(`in everybody's pages, on the ${engine} engine`, () => {
    const pages = {};
    let browser, server, pasted;
    before(async () => {
      browser = await launch({ flags });
      server = await serve({ folders: { dist: DIST, npm: project("node_modules") }, pages });
      const whole = await readFile(`${DIST}/fallback.en.html`, "utf8");
      [, pasted] = whole.match(/<!-- mbc-body-map: paste from here -->([^]*)<!-- mbc-body-map: to here -->/);
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });
    /** Opens a page with this in its body. */
    const open = (body, { head = SCRIPT, hash = "", html, ...options } = {}) => {
      pages["/host"] = html ?? page(head + COUNT, body);
      return visit(browser, `${server.origin}/host${hash}`, options);
    };

    describe("attributes are the author's", () => {
      /** What a visitor has done: the other language, an open place, a ticked sign. */
      const used = async (tab) => {
        await settled(tab);
        await tab.locator("#lang-other").click();
        await tab.getByRole("heading", { name: TITLES.es, exact: true }).waitFor();
        await tab.locator("#site-liver > summary").click();
        await tab.locator("#site-liver input").first().check();
        await tab.evaluate(() => {
          window.kept = document.querySelector("mbc-body-map");
          kept.addEventListener("mbc-select", ({ detail }) => selections.push(detail));
        });
      };
      const asUsed = async (tab) => {
        assert.equal(await language(tab), "es");
        assert.deepEqual(await openRows(tab), ["site-liver"]);
        assert.ok(await tab.locator("#site-liver input").first().isChecked());
        assert.equal(await tab.evaluate(() => document.querySelector("mbc-body-map") === window.kept), true);
        assert.deepEqual(await tab.evaluate(() => [window.selections, window.readies, kept.state]), [[], 1, "ready"]);
        assert.ok(await tab.evaluate(() => kept.matches(":state(ready)")));
      };

      // hotwired/turbo-rails#552, bigskysoftware/idiomorph#58
      test("a page that morphs the server's HTML into itself changes nothing for the visitor", async () => {
        const main = (at) => `<div id="main"><p id="clock">${at}</p>${GUIDE}</div>`;
        const { tab, log, close } = await open(main(1));
        await used(tab);
        await tab.evaluate(async (html) => {
          const { Idiomorph } = await import("/npm/idiomorph/dist/idiomorph.esm.js");
          Idiomorph.morph(document.querySelector("#main"), html);
        }, main(2));
        await painted(tab);
        assert.equal(await tab.locator("#clock").innerText(), "2");
        await asUsed(tab);
        assert.deepEqual(log.consoleLines, []);
        await close();
      });

      test("a page that takes away every attribute that its author did not write takes none", async () => {
        const { tab, log, close } = await open(GUIDE);
        await used(tab);
        const names = await tab.evaluate(() => kept.getAttributeNames());
        assert.deepEqual(names, ["lang", "loading"]);
        assert.equal(await tab.evaluate(() => kept.outerHTML), GUIDE);
        assert.deepEqual(log.consoleLines, []);
        await close();
      });

      test("a copy, by `cloneNode` or by HTML, begins as its author wrote it", async () => {
        const { tab, log, close } = await open(`<div id="a">${GUIDE}</div><div id="b"></div><div id="c"></div>`);
        await used(tab);
        await tab.evaluate(async () => {
          document.querySelector("#b").append(kept.cloneNode(true));
          document.querySelector("#c").innerHTML = document.querySelector("#a").innerHTML;
          await Promise.all([...document.querySelectorAll("mbc-body-map")].map(({ ready }) => ready));
        });
        await painted(tab);
        for (const copy of ["#b", "#c"]) {
          assert.equal(await tab.locator(`${copy} #mbc`).getAttribute("lang"), "en");
          assert.equal(await tab.locator(`${copy} #frame details[open]`).count(), 0);
          assert.equal(await tab.locator(`${copy} input[type=checkbox]:checked`).count(), 0);
        }
        assert.equal(await tab.locator("#a #mbc").getAttribute("lang"), "es");
        assert.deepEqual(log.consoleLines, []);
        await close();
      });
    });

    describe("back again is as before", () => {
      // hotwired/turbo#868 (data-turbo-permanent), vuejs KeepAlive: one or many tasks between removal and return.
      for (const [how, between] of [
        ["in the same task", ""],
        ["after it was moved twice in that task", "document.body.append(element); element.remove(); await null;"],
        ["two microtasks later", "await null; await null;"],
        ["a frame later", "await new Promise(requestAnimationFrame);"],
        ["after garbage was collected and other guides were made", "await window.meanwhile();"],
      ]) {
        test(`an element that comes back ${how} has its rows, ticks, language and focus`, async () => {
          const { tab, log, close } = await open(`<div id="a">${GUIDE}</div><div id="b"></div>`);
          await settled(tab);
          await tab.locator("#lang-other").click();
          await tab.getByRole("heading", { name: TITLES.es, exact: true }).waitFor();
          for (const row of ["site-liver", "section-living", "subtype-her2-low"])
            await tab.locator(`#${row} > summary`).click();
          await tab.locator("#site-liver input").nth(1).check();
          await tab.locator("#site-liver > summary").focus();
          const cdp = await tab.context().newCDPSession(tab);
          await tab.exposeFunction("collect", () => cdp.send("HeapProfiler.collectGarbage"));
          await tab.evaluate(`(async () => {
            window.meanwhile = async () => {
              await collect();
              const other = document.body.appendChild(document.createElement("mbc-body-map"));
              other.loading = "eager";
              await other.ready;
              other.open("brain");
              other.remove();
              await collect();
            };
            const element = document.querySelector("mbc-body-map");
            element.remove();
            ${between}
            document.querySelector("#b").append(element);
          })()`);
          await painted(tab);
          assert.equal(await language(tab), "es");
          assert.deepEqual((await openRows(tab)).sort(), ["section-living", "site-liver", "subtype-her2-low"]);
          assert.ok(await tab.locator("#site-liver input").nth(1).isChecked());
          assert.equal(
            await tab.evaluate(() => document.querySelector("mbc-body-map").shadowRoot.activeElement?.parentElement.id),
            "site-liver",
          );
          // And it works: one press closes, one ticks.
          await tab.keyboard.press("Enter");
          await tab.locator("#site-brain > summary").click();
          await tab.locator("#site-brain input").first().check();
          assert.ok((await openRows(tab)).includes("site-brain") && !(await openRows(tab)).includes("site-liver"));
          await tab.locator("#lang-other").click();
          await tab.getByRole("heading", { name: TITLES.en, exact: true }).waitFor();
          assert.deepEqual(log.consoleLines, []);
          await close();
        });
      }

      // An extension, or find-in-page, opens rows without a press, and the browser tells of it in the next task.
      test("a row that something else opened or closed just before a removal stays so", async () => {
        const { tab, log, close } = await open(GUIDE);
        await settled(tab);
        await tab.locator("#site-liver > summary").click();
        await tab.evaluate(async () => {
          const element = document.querySelector("mbc-body-map");
          element.shadowRoot.querySelector("#site-liver").open = false;
          element.shadowRoot.querySelector("#section-living").open = true;
          element.remove();
          await new Promise((done) => setTimeout(done));
          document.body.append(element);
        });
        assert.deepEqual(await openRows(tab), ["section-living"]);
        // One press is enough.
        await tab.locator("#site-liver > summary").click();
        await tab.locator("#section-living > summary").click();
        assert.deepEqual(await openRows(tab), ["site-liver"]);
        assert.deepEqual(log.consoleLines, []);
        await close();
      });

      test("an element in another document is as before, and what is told it while it is away is done there", async () => {
        const { tab, log, close } = await open(
          `<iframe srcdoc="<!doctype html><body>" width="900" height="700"></iframe>${GUIDE}`,
        );
        await settled(tab);
        await tab.locator("#site-liver > summary").click();
        await tab.locator("#site-liver input").first().check();
        await tab.evaluate(async () => {
          const element = document.querySelector("mbc-body-map");
          element.remove();
          await new Promise((done) => setTimeout(done));
          element.theme = "dark";
          element.lang = "es";
          element.open("lungs");
          document.querySelector("iframe").contentDocument.body.append(element);
        });
        const inside = tab.frameLocator("iframe");
        await inside.getByRole("heading", { name: TITLES.es, exact: true }).waitFor();
        assert.deepEqual(await openRows(inside), ["site-lungs"]);
        assert.equal(await inside.locator("#mbc").getAttribute("data-theme"), "dark");
        assert.ok(await inside.locator("#site-liver input").first().isChecked());
        // The style sheet is one of this document.
        assert.equal(
          await inside.locator("#site-liver > summary").evaluate((head) => getComputedStyle(head).minBlockSize),
          "72px",
        );
        assert.deepEqual(log.consoleLines, []);
        await close();
      });

      test("an element that is moved while it loads into a document without a window starts when it is back", async () => {
        const { tab, log, close } = await open("");
        await tab.evaluate(() => {
          const element = document.createElement("mbc-body-map");
          element.loading = "eager";
          document.body.append(element);
          document.implementation.createHTMLDocument().body.append(element);
          window.element = element;
        });
        // Another loads the same files in the meantime.
        await tab.evaluate(() => {
          const other = document.createElement("mbc-body-map");
          other.loading = "eager";
          document.body.append(other);
          return other.ready.then(() => other.remove());
        });
        assert.equal(await tab.evaluate(() => window.element.state), "loading");
        await tab.evaluate(() => {
          document.body.append(window.element);
          return window.element.ready;
        });
        await tab.locator("#site-liver > summary").click();
        await tab.locator("#site-liver .key").waitFor({ state: "visible" });
        assert.deepEqual(log.consoleLines, []);
        await close();
      });

      test("a page that forgets the element holds nothing of it", async () => {
        const { tab, log, close } = await open("");
        const cdp = await tab.context().newCDPSession(tab);
        await tab.evaluate(async () => {
          window.refs = [];
          for (let at = 0; at < 5; at++) {
            const element = document.body.appendChild(document.createElement("mbc-body-map"));
            element.loading = "eager";
            await element.ready;
            element.shadowRoot.querySelector("#site-liver > summary").click();
            element.shadowRoot.querySelector("#site-liver input").click();
            element.lang = "es";
            refs.push(new WeakRef(element));
            element.remove();
            await new Promise((done) => setTimeout(done));
          }
        });
        // Whoever was under the pointer or painted last is kept for a frame.
        for (let round = 0; round < 4; round++) {
          await painted(tab);
          await cdp.send("HeapProfiler.collectGarbage");
        }
        // Chromium 156 keeps the shadow root that was removed last in its `StyleEngine` (seen in a snapshot of the heap).
        const kept = await tab.evaluate(() => refs.slice(0, -1).map((ref) => ref.deref()?.localName));
        assert.deepEqual(kept, Array(4).fill(undefined));
        assert.deepEqual(log.consoleLines, []);
        await close();
      });

      // Chromium 156 holds radio buttons that were removed from a shadow tree, see `setChildren` in `www/element.js`.
      test("what is taken out of the guide is not held", async () => {
        const { tab, log, close } = await open(GUIDE);
        await settled(tab);
        const cdp = await tab.context().newCDPSession(tab);
        await cdp.send("Performance.enable");
        const nodes = async (times) => {
          await tab.evaluate(async (times) => {
            const element = document.querySelector("mbc-body-map");
            for (let at = 0; at < times; at++) {
              element.setAttribute("sections", at % 2 ? "map" : "map subtypes basics");
              element.lang = at % 4 > 1 ? "es" : "en";
              await element.ready;
            }
          }, times);
          for (let round = 0; round < 3; round++) {
            await painted(tab);
            await cdp.send("HeapProfiler.collectGarbage");
          }
          const { metrics } = await cdp.send("Performance.getMetrics");
          return metrics.find(({ name }) => name === "Nodes").value;
        };
        const first = await nodes(8);
        const last = await nodes(40);
        // A type is some hundred nodes, so one that is held each time would be thousands.
        assert.ok(last < first + 100, `from ${first} to ${last} nodes`);
        assert.deepEqual(log.consoleLines, []);
        await close();
      });
    });

    describe("what the guide used stays inside", () => {
      const dialogs = {
        "a dialog": [
          `<dialog id="d" style="width: 800px; height: 600px">${GUIDE}</dialog><script>d.showModal()</script>`,
          "d.open",
        ],
        "a popover": [
          `<div popover id="d" style="width: 800px; height: 600px; overflow: auto">${GUIDE}</div><script>d.showPopover()</script>`,
          "d.matches(':popover-open')",
        ],
        "a dialog made by a script": [
          `<div id="d" role="dialog">${GUIDE}</div><script>for (const type of ["keydown", "keyup"])
            document.addEventListener(type, (event) => { if (event.key === "Escape") d.hidden = true; })</script>`,
          "!d.hidden",
        ],
      };
      for (const [what, [body, isOpen]] of Object.entries(dialogs)) {
        // vaadin/web-components#7420, primefaces/primereact#2241
        test(`in ${what} Escape closes a word, then a row, then the dialog`, async () => {
          const { tab, log, close } = await open(body);
          await settled(tab);
          const row = await tab.evaluate(() => {
            const guide = document.querySelector("mbc-body-map");
            const terms = [...guide.shadowRoot.querySelectorAll("[id^=section-] .term")];
            const { id } = terms.map((term) => term.closest("details")).find(({ id }) => id.startsWith("section-"));
            guide.open(id.replace("section-", ""));
            return id;
          });
          const term = tab.locator(`#${row} .term:visible`).first();
          await term.focus();
          await tab.keyboard.press("Enter");
          assert.equal(await tab.locator("#definition").count(), 1);
          await tab.keyboard.press("Escape");
          assert.equal(await tab.locator("#definition").count(), 0);
          assert.deepEqual([await openRows(tab), await tab.evaluate(isOpen)], [[row], true]);
          await tab.keyboard.press("Escape");
          assert.deepEqual([await openRows(tab), await tab.evaluate(isOpen)], [[], true]);
          await tab.keyboard.press("Escape");
          assert.equal(await tab.evaluate(isOpen), false);
          assert.deepEqual(log.consoleLines, []);
          await close();
        });
      }

      /** A page that turns by keys, unless they are typed in what it takes for a control. */
      const slides = (capture) => `<script>window.turned = []; addEventListener("keydown", (event) => {
          if (event.target.matches("input, textarea, select, button, a[href], summary")) return;
          if (![" ", "Enter", "n", "ArrowRight", "ArrowDown"].includes(event.key)) return;
          turned.push((event.ctrlKey ? "Ctrl " : "") + event.key); event.preventDefault(); }, ${capture});</script>`;
      // ccampbell/mousetrap#245, JohannesKlauss/react-hotkeys-hook#1161
      for (const capture of [false, true]) {
        test(`keys of a control do its work in a page that takes them${capture ? " before anybody" : ""}`, async () => {
          const { tab, log, close } = await open(`<p id="p" tabindex="0">Slides</p>${GUIDE}`, {
            head: SCRIPT + slides(capture),
          });
          await settled(tab);
          for (const key of ["Enter", "Space"]) {
            await tab.locator("#site-liver > summary").focus();
            await tab.keyboard.press(key);
            assert.deepEqual(await openRows(tab), ["site-liver"], key);
            await tab.keyboard.press(key);
            assert.deepEqual(await openRows(tab), [], key);
            await tab.locator("#lang-other").focus();
            for (const title of [TITLES.es, TITLES.en]) {
              await tab.keyboard.press(key);
              await tab.getByRole("heading", { name: title, exact: true }).waitFor();
            }
          }
          await tab.locator("#site-liver > summary").click();
          await tab.locator("#site-liver input").first().focus();
          await tab.keyboard.press("Space");
          await painted(tab);
          assert.ok(await tab.locator("#site-liver input").first().isChecked());
          if (!capture) {
            await tab.locator("#er-positive").focus();
            await tab.keyboard.press("Space");
            await tab.keyboard.press("ArrowDown");
            await painted(tab);
            assert.ok(!(await tab.locator("#er-positive").isChecked()) && (await tab.locator("#er-low").isChecked()));
            assert.deepEqual(await tab.evaluate(() => window.turned), []);
          }
          // The page's own keys, with the focus in the guide and elsewhere.
          await tab.evaluate(() => (window.turned = []));
          await tab.locator("#site-liver > summary").focus();
          await tab.keyboard.press("n");
          await tab.keyboard.press("Control+Enter");
          await tab.locator("#p").focus();
          await tab.keyboard.press("Space");
          assert.deepEqual(await tab.evaluate(() => window.turned), ["n", "Ctrl Enter", " "]);
          assert.deepEqual(log.consoleLines, []);
          await close();
        });
      }

      // snowplow/snowplow-javascript-tracker#1351, DataDog/browser-sdk#1787
      test("no event of a page tells that something was ticked, however it was", async () => {
        const { tab, log, close } = await open(
          `<form id="form"><input name="a">${GUIDE}</form><script>window.heard = [];
            for (const type of ["input", "change", "beforeinput", "copy"])
              addEventListener(type, (event) => heard.push([type, event.composedPath()[0].id]), true);
            addEventListener("click", (event) => heard.push(["click", event.composedPath()[0].id]));</script>`,
        );
        await settled(tab);
        const box = (at) => tab.locator("#site-liver input").nth(at);
        await tab.locator("#site-liver > summary").click();
        // A press on a row is no secret of the guide: the page may count it.
        assert.deepEqual(await tab.evaluate(() => window.heard.length), 1);
        await tab.evaluate(() => (window.heard = []));
        await box(0).click();
        assert.ok(await box(0).isChecked());
        await tab.locator("#site-liver label").nth(1).locator("span").first().click();
        assert.ok(await box(1).isChecked());
        await box(2).focus();
        await tab.keyboard.press("Space");
        assert.ok(await box(2).isChecked());
        await box(2)
          .tap()
          .catch(() => box(2).click());
        await tab.locator("#er-positive").click();
        await tab.locator("#her2-low").click();
        await tab.locator("label:has(#pr-negative) span").click();
        await painted(tab);
        for (const id of ["er-positive", "pr-negative", "her2-low"])
          assert.ok(await tab.locator(`#${id}`).isChecked(), id);
        // What is chosen last is chosen alone.
        await tab.locator("#er-negative").click();
        await painted(tab);
        assert.ok(!(await tab.locator("#er-positive").isChecked()));
        await tab.locator("#voice-family").click();
        await tab.locator("#reports-differ").click();
        await tab.locator("[id^=remove-]").first().click();
        await painted(tab);
        assert.equal(await tab.locator(".lists li").count(), 1);
        assert.deepEqual(await tab.evaluate(() => window.heard), []);
        assert.deepEqual(log.consoleLines, []);
        await close();
      });

      test("a press that ends elsewhere ticks nothing", async () => {
        const { tab, close } = await open(GUIDE);
        await settled(tab);
        await tab.locator("#site-liver > summary").click();
        const centre = async (at) => {
          const box = await tab.locator("#site-liver input").nth(at).boundingBox();
          return [box.x + box.width / 2, box.y + box.height / 2];
        };
        await tab.mouse.move(...(await centre(0)));
        await tab.mouse.down();
        await tab.mouse.move(...(await centre(1)));
        await tab.mouse.up();
        await painted(tab);
        assert.equal(await tab.locator("input[type=checkbox]:checked").count(), 0);
        await tab.locator("#site-liver input").nth(1).check();
        await tab.locator("#site-liver input").nth(1).uncheck();
        assert.equal(await tab.locator("input[type=checkbox]:checked").count(), 0);
        await close();
      });

      const around = {
        "a card that is a link": `<a id="host" href="/left">Card ${GUIDE}</a>`,
        "a label": `<label><input type="checkbox" id="hostbox"> Host ${GUIDE}</label>`,
        "the head of a row": `<details id="hostrow" open><summary>Host ${GUIDE}</summary>inside</details>`,
        "a box that prevents every click": `<div id="host">${GUIDE}</div><script>host.addEventListener("click", (event) => event.preventDefault(), true)</script>`,
        "a box that is dragged": `<div id="host">${GUIDE}</div><script>for (const type of ["pointerdown", "mousedown", "touchstart"])
          host.addEventListener(type, (event) => event.preventDefault(), { capture: true, passive: false })</script>`,
      };
      for (const [what, body] of Object.entries(around)) {
        test(`in ${what} rows, shapes, boxes and buttons work, and do nothing else`, async () => {
          const { tab, log, close } = await open(body);
          await settled(tab);
          await tab.locator("#site-liver > summary").click();
          assert.deepEqual(await openRows(tab), ["site-liver"]);
          await tab.locator("#site-liver input").first().click();
          await tab.locator("#site-liver label").nth(1).locator("span").first().click();
          await painted(tab);
          assert.equal(await tab.locator("#site-liver fieldset input:checked").count(), 2);
          await tab.locator("#pin-lungs").click();
          assert.deepEqual(await openRows(tab), ["site-lungs"]);
          await tab.locator("#lang-other").click();
          await tab.getByRole("heading", { name: TITLES.es, exact: true }).waitFor();
          assert.equal(new URL(tab.url()).pathname, "/host");
          const host = await tab.evaluate(() => [
            document.querySelector("#hostbox")?.checked ?? false,
            document.querySelector("#hostrow")?.open ?? true,
          ]);
          assert.deepEqual(host, [false, true]);
          assert.deepEqual(log.consoleLines, []);
          await close();
        });
      }
    });

    describe("scrolling", () => {
      const scaled = {
        "a box that scrolls": [``, `<div style="height: 600px; overflow: auto">${before700}${GUIDE}${after3000}</div>`],
        "a page, scaled to a half": [
          ``,
          `${before700}<div style="transform: scale(.5); transform-origin: 0 0">${GUIDE}</div>${after3000}`,
        ],
        "a box in a scaled one": [
          ``,
          `<div style="transform: scale(1.5); transform-origin: 0 0; width: 640px"><div style="height: 500px; overflow: auto">${before700}${GUIDE}${after3000}</div></div>`,
        ],
        "a box in a box zoomed to a half": [
          ``,
          `<div style="zoom: .5"><div style="height: 1200px; overflow: auto">${before700}${GUIDE}${after3000}</div></div>`,
        ],
        "a zoomed page": [`<style>html { zoom: 1.25 }</style>`, `${before700}${GUIDE}${after3000}`],
        "a zoomed body": [`<style>body { zoom: .8 }</style>`, `${before700}${GUIDE}${after3000}`],
        "a body that scrolls by itself": [
          `<style>html { height: 100%; overflow: hidden } body { height: 100%; overflow: auto }</style>`,
          `${before700}${GUIDE}${after3000}`,
        ],
        "a scaled box in a page that cannot scroll": [
          `<style>html, body { overflow: hidden; height: 100% }</style>`,
          `<div style="transform: scale(.5); transform-origin: 0 0; width: 1600px"><div style="height: 1500px; overflow: auto">${before700}${GUIDE}${after3000}</div></div>`,
        ],
        "two boxes that scroll": [
          ``,
          `<div style="height: 700px; overflow: auto"><div style="height: 500px; overflow: auto">${before700}${GUIDE}${after3000}</div>${after3000}</div>`,
        ],
      };
      for (const [what, [head, body]] of Object.entries(scaled)) {
        // floating-ui/floating-ui#3032: an element that is scaled or zoomed has pixels of its own.
        test(`in ${what} a pressed row stays on its pixel, and what is opened is shown`, async () => {
          const { tab, log, close } = await open(body, {
            head: `${SCRIPT}${head}<style>* { overflow-anchor: none }</style>`,
          });
          await settled(tab);
          await tab.evaluate(() => document.querySelector("mbc-body-map").open("bones"));
          await painted(tab);
          const shown = await topOf(tab, "#site-bones > summary");
          assert.ok(shown > -1 && shown < 300, `the row is at ${shown}`);
          await tab
            .locator("#site-lungs > summary")
            .evaluate((head) => head.scrollIntoView({ block: "center", behavior: "instant" }));
          await painted(tab);
          const was = await topOf(tab, "#site-lungs > summary");
          await pressInPlace(tab, "#site-lungs > summary");
          assert.deepEqual(await openRows(tab), ["site-lungs"]);
          const now = await topOf(tab, "#site-lungs > summary");
          assert.ok(Math.abs(now - was) <= 2, `from ${was} to ${now}`);
          assert.deepEqual(log.consoleLines, []);
          await close();
        });
      }

      // mozilla/pdf.js#5356, scroll-into-view/scroll-into-view-if-needed#225
      test("a box that a visitor cannot scroll, such as a carousel, is never scrolled", async () => {
        const slides = `<div id="box" style="height: 9000px; width: 600px; overflow: hidden; display: flex"><div style="flex: 0 0 600px">${GUIDE}</div><div style="flex: 0 0 600px">Next</div></div>`;
        const clipped = `<div style="overflow: clip"><div id="outer" style="overflow: hidden; max-height: 8800px">${slides}</div></div>`;
        const { tab, close } = await open(clipped);
        await settled(tab);
        const scrolls = () =>
          tab.evaluate(() =>
            ["box", "outer"].flatMap((id) => [
              document.getElementById(id).scrollTop,
              document.getElementById(id).scrollLeft,
            ]),
          );
        for (const id of [...PLACES, "her2-positive", "help", "glossary", "signs", "visit"]) {
          await tab.evaluate((id) => document.querySelector("mbc-body-map").open(id), id);
          assert.deepEqual(await scrolls(), [0, 0, 0, 0], id);
        }
        await tab.locator("#pin-liver").dispatchEvent("click");
        await tab.locator("#to-section-basics").dispatchEvent("click");
        await tab.locator("#site-lungs > summary").click();
        await tab.locator("#site-lungs > summary").press("Escape");
        assert.deepEqual(await scrolls(), [0, 0, 0, 0]);
        await close();
      });

      test("the page behind a dialog is not scrolled", async () => {
        const { tab, close } = await open(
          `${after3000}<dialog id="d" style="width: 800px; height: 500px">${GUIDE}</dialog>${after3000}<script>d.showModal()</script>`,
        );
        await settled(tab);
        await tab.evaluate(() => scrollTo(0, 1000));
        for (const id of ["bones", "lungs", "help"]) {
          await tab.evaluate((id) => document.querySelector("mbc-body-map").open(id), id);
          await painted(tab);
        }
        await tab.locator("#site-liver > summary").click();
        assert.equal(await tab.evaluate(() => scrollY), 1000);
        await close();
      });

      // w3c/csswg-drafts#7931, scroll-into-view/scroll-into-view-if-needed#1130
      for (const [what, style, least, most] of [
        ["nothing said", "", 120, 160],
        ["`scroll-padding` of the page", "html { scroll-padding-top: 130px }", 130, 170],
        ["`scroll-margin` of the element", "mbc-body-map { scroll-margin-top: 150px }", 150, 160],
        ["a second header below the first", "", 160, 200],
      ]) {
        test(`under a fixed header, with ${what}, what is shown and what has the focus is not covered`, async () => {
          const headers = `<header style="position: fixed; inset: 0 0 auto; height: 120px; background: #333; z-index: 9">Header</header>
            ${what.includes("second") ? `<nav style="position: sticky; top: 120px; height: 40px; background: #555; z-index: 8">More</nav>` : ""}`;
          const body = `${headers}<div style="height: 900px">before</div>${GUIDE.replace(" lang", " deep-link lang")}<div style="height: 900px"></div>`;
          const { tab, log, close } = await open(body, {
            head: `${SCRIPT}<style>${style}</style>`,
            hash: "#mbc-liver",
          });
          await settled(tab);
          await painted(tab);
          const isFree = async (selector) => {
            const top = await topOf(tab, selector);
            assert.ok(top >= least - 1 && top <= most, `${selector} is at ${top}`);
          };
          await isFree("#site-liver > summary");
          await tab.evaluate(() => document.querySelector("mbc-body-map").open("brain"));
          await isFree("#site-brain > summary");
          await tab.locator("#to-section-basics").dispatchEvent("click");
          await isFree("#section-basics > summary");
          await tab.locator("#section-help > summary").focus();
          for (let press = 0; press < 12; press++) {
            await tab.keyboard.press("Shift+Tab");
            await painted(tab);
            const { bottom } = await tab.evaluate(() =>
              document.querySelector("mbc-body-map").shadowRoot.activeElement.getBoundingClientRect().toJSON(),
            );
            assert.ok(bottom > least, `after ${press} the focus ends at ${bottom}`);
          }
          assert.deepEqual(log.consoleLines, []);
          await close();
        });
      }
    });

    describe("taking over", () => {
      // WICG/scroll-to-text-fragment: the address points at a text.
      for (const width of [360, 700, 1040]) {
        test(`a text that the address points at stays where it is, ${width} pixels wide`, async () => {
          // A sentence that stands once, far down.
          const [, words] = [...pasted.matchAll(/<p>([A-Za-z ]{40,80}[.])<\/p>/g)].findLast(
            ([, words]) => pasted.split(words).length === 2,
          );
          const above = `<div style="height: 333px">Above</div>`;
          const body = `${above}<mbc-body-map lang="en">${pasted}</mbc-body-map>`;
          let release;
          const held = new Promise((done) => (release = done));
          const slow = await serve({
            folders: { dist: DIST },
            pages: { "/host": page(SCRIPT, body) },
            fault: (path) => (path.endsWith(".pack") ? { until: held } : undefined),
          });
          const { tab, log, close } = await visit(browser, `${slow.origin}/host#:~:text=${encodeURIComponent(words)}`, {
            width,
            height: 800,
          });
          const place = (root) =>
            tab.evaluate(
              ([words, inWidget]) => {
                const { shadowRoot } = document.querySelector("mbc-body-map");
                const texts = [...(inWidget ? shadowRoot : document).querySelectorAll("p")];
                const text = texts.find(
                  (one) => one.textContent.replace(/\s+/g, " ").includes(words) && one.checkVisibility(),
                );
                return text?.getBoundingClientRect().top ?? null;
              },
              [words, root === "widget"],
            );
          await tab.waitForFunction(() => scrollY > 0);
          await painted(tab);
          const was = await place("page");
          assert.ok(was > 0 && was < 800, `the text is at ${was}`);
          release();
          await settled(tab);
          await painted(tab);
          const now = await place("widget");
          assert.ok(now !== null && Math.abs(now - was) <= 2, `from ${was} to ${now}`);
          assert.deepEqual(log.consoleLines, []);
          await close();
          await slow.close();
        });
      }

      test("`deep-link` follows the fragment after load, also one that is pressed again", async () => {
        const links = ["liver", "her2-positive", "help", "nothing", "liver"].map(
          (id, at) => `<a id="to${at}" href="#mbc-${id}">${id}</a> `,
        );
        const { tab, log, close } = await open(links.join("") + GUIDE.replace(" lang", " deep-link lang"), {
          hash: "#mbc-help",
        });
        await settled(tab);
        await painted(tab);
        assert.deepEqual(await openRows(tab), ["section-help"]);
        for (const [at, row] of [
          [0, "site-liver"],
          [1, "subtype-her2-positive"],
          [2, "section-help"],
        ]) {
          for (let press = 0; press < 2; press++) {
            await tab.evaluate(() => document.querySelector("mbc-body-map").close());
            await tab.locator(`#to${at}`).dispatchEvent("click");
            await tab.locator(`#${row}[open]`).waitFor();
            assert.equal(
              await tab.evaluate(
                () => document.querySelector("mbc-body-map").shadowRoot.activeElement.parentElement.id,
              ),
              row,
            );
          }
        }
        await tab.locator("#to3").dispatchEvent("click");
        await painted(tab);
        assert.deepEqual(await openRows(tab), ["section-help"]);
        await tab.evaluate(() => (document.querySelector("mbc-body-map").deepLink = false));
        await tab.locator("#to4").dispatchEvent("click");
        await painted(tab);
        assert.deepEqual(await openRows(tab), ["section-help"]);
        assert.deepEqual(log.consoleLines, []);
        await close();
      });
    });

    describe("mistakes of authors", () => {
      // paulirish/lite-youtube-embed#50, WICG/webcomponents#624
      const rest = `<main id="rest"><h2>Our clinic</h2><form><button>Donate</button></form></main><footer id="foot">Imprint</footer>`;
      for (const [what, body, guides] of [
        ["a self-closing tag", `<h1>Site</h1><mbc-body-map lang="en" loading="eager" />${rest}`, 1],
        ["a missing end tag", `<h1>Site</h1><mbc-body-map lang="en" loading="eager"><p>Words</p>${rest}`, 1],
        [
          "two self-closing tags",
          `<mbc-body-map lang="en" loading="eager" />${rest}<mbc-body-map lang="es" loading="eager" /><p id="end">End</p>`,
          2,
        ],
        [
          "a script after it",
          `<mbc-body-map lang="en" loading="eager"><p>Words</p><script>window.ran = true</script><p id="foot">Imprint</p>`,
          1,
        ],
      ]) {
        test(`${what} swallows nothing, and the author is told`, async () => {
          const { tab, log, close } = await open(body);
          await tab.waitForFunction(
            (count) => document.querySelectorAll("mbc-body-map:state(ready)").length === count,
            guides,
          );
          await painted(tab);
          for (const id of ["rest", "foot", "end"])
            for (const element of await tab.locator(`#${id}`).all()) assert.ok(await element.isVisible(), id);
          assert.ok(log.consoleLines.length >= 1);
          for (const line of log.consoleLines)
            assert.match(
              line,
              /^error: <mbc-body-map>: <[a-z-]+> is inside the element.*close it with <\/mbc-body-map>/,
            );
          await tab.locator("#site-liver > summary").first().click();
          assert.deepEqual(await openRows(tab), ["site-liver"]);
          await close();
        });
      }

      test("forms and scripts of the author's own slots are no mistake", async () => {
        const { tab, log, close } = await open(
          `<mbc-body-map lang="en" loading="eager"><form slot="welcome"><button>Donate</button></form><nav slot="help">Ours</nav><p>Words</p></mbc-body-map>`,
        );
        await settled(tab);
        await painted(tab);
        assert.ok(!(await tab.getByText("Words", { exact: true }).isVisible()));
        assert.deepEqual(log.consoleLines, []);
        await close();
      });

      test("the language of the page is followed, however it is written and whenever it comes", async () => {
        for (const tag of ["es", "es-MX", "es-419", "ES", "es_MX", "es_ES.UTF-8", " es", "es-MX-x-private", "spa"]) {
          for (const [html, own] of [
            [tag, ""],
            ["en", ` lang="${tag}"`],
          ]) {
            const { tab, log, close } = await open("", {
              html: `<!doctype html><html lang="${html}"><meta charset="utf-8"><link rel="icon" href="data:,">${SCRIPT}<mbc-body-map loading="eager"${own}></mbc-body-map></html>`,
            });
            await settled(tab);
            assert.equal(await language(tab), "es", `${tag} ${own}`);
            assert.deepEqual(log.consoleLines, []);
            await close();
          }
        }
        const { tab, log, close } = await open(`<div id="around">${GUIDE.replace(` lang="en"`, "")}</div>`);
        await settled(tab);
        const becomes = (lang) => tab.locator(`#mbc[lang=${lang}]`).waitFor();
        await becomes("en");
        await tab.evaluate(() => (document.documentElement.lang = "es"));
        await becomes("es");
        await tab.evaluate(() => (document.querySelector("#around").lang = "en-GB"));
        await becomes("en");
        // The visitor's choice holds whatever the page does, until the author sets the attribute.
        await tab.locator("#lang-other").click();
        await becomes("es");
        await tab.evaluate(() => (document.documentElement.lang = document.querySelector("#around").lang = "en"));
        await painted(tab);
        await becomes("es");
        await tab.evaluate(() => document.querySelector("mbc-body-map").setAttribute("lang", "en"));
        await becomes("en");
        assert.deepEqual(log.consoleLines, []);
        await close();
      });

      // getgrav/grav-plugin-shortcode-ui#20, folio-org/stripes-components#181
      test("the author of an accordion that cuts off what a row opens is told how to mend it", async () => {
        const { tab, log, close } = await open(
          `<style>.panel { max-height: 0; overflow: hidden }</style><button id="toggle">About</button><div class="panel" id="panel">${GUIDE}</div>
           <script>toggle.onclick = () => (panel.style.maxHeight = panel.style.maxHeight ? "" : panel.scrollHeight + "px")</script>`,
        );
        await settled(tab);
        await tab.locator("#toggle").click();
        assert.deepEqual(log.consoleLines, []);
        for (const place of ["liver", "lungs"]) await tab.locator(`#site-${place} > summary`).dispatchEvent("click");
        assert.equal(log.consoleLines.length, 1);
        assert.match(
          log.consoleLines[0],
          /^warning: <mbc-body-map>: <div id="panel"> cuts off \d+ pixels .*max-height: none/,
        );
        await close();
      });

      test("a page without a doctype shows the guide as other pages do", async () => {
        const heights = [];
        for (const doctype of ["<!doctype html>", ""]) {
          const { tab, log, close } = await open("", {
            html: `${doctype}<html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><style>body, td { font: 10px serif; color: #900; text-align: center }</style>${SCRIPT}<table width="700"><tr><td>${GUIDE}</table></html>`,
          });
          await settled(tab);
          await painted(tab);
          heights.push(
            await tab.evaluate(() => {
              const { shadowRoot } = document.querySelector("mbc-body-map");
              return ["#frame", "#fig", "#signs-list", "#section-tests > summary"].map((selector) =>
                Math.round(shadowRoot.querySelector(selector).getBoundingClientRect().height),
              );
            }),
          );
          assert.deepEqual(log.consoleLines, []);
          await close();
        }
        assert.deepEqual(heights[1], heights[0]);
      });
    });
  });
}
