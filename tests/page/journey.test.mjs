// The files that ship, in a real page, on both engines: a visitor's way through the guide, and what remains when a file
// fails to load.

/* global selections -- in the page, where functions given to `evaluate` run */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import {
  DIST,
  ENGINES,
  ENTRY,
  PLACES,
  TITLES,
  TOPICS,
  WORDS,
  launch,
  page,
  project,
  receivedEvents,
  settled,
  textOf,
  visit,
} from "./page.mjs";
import { serve } from "./server.mjs";

const PKG = project("target/pkg");

const PAGES = {
  "/hospital": page(
    `<script type="module" src="${ENTRY}"></script>`,
    `<mbc-body-map deep-link emergency="112" care-team-phone="555 0100" care-team-hours="always" support-phone="555-0200" support-label="Our line"
      support-url="https://example.org/help"><p slot="welcome">Welcome to our page.</p><p slot="help">Ask at the desk.</p></mbc-body-map>`,
  ),
  "/plain": page(`<script type="module" src="${ENTRY}"></script>`, `<mbc-body-map><p>${WORDS}</p></mbc-body-map>`),
  "/two": page(
    `<script type="module" src="${ENTRY}"></script>`,
    "<mbc-body-map></mbc-body-map><mbc-body-map loading='eager' site='brain'></mbc-body-map>",
  ),
  "/boxed": page(
    `<script type="module" src="${ENTRY}"></script>`,
    "<div style='height: 400px; overflow: auto'><mbc-body-map></mbc-body-map></div>",
  ),
  "/sandboxed": `<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title><link rel="icon" href="data:,">
<iframe sandbox="allow-scripts" src="/plain" width="1000" height="800"></iframe></html>`,
  "/bad": page(
    `<script type="module" src="${ENTRY}"></script>`,
    "<mbc-body-map site='foot' lang='tlh' theme='sepia' sections='map maps' heading-level='9'></mbc-body-map>",
  ),
  "/self-contained": page(
    `<script type="module">import init, { defineElement } from "/pkg/mbc_body_map.js"; await init(); defineElement();</script>`,
    `<mbc-body-map><p>${WORDS}</p></mbc-body-map>`,
  ),
};

const NOT_PRINTED = textOf("en", "ui", "sheet-not-printed");
const NOT_COPIED = textOf("en", "ui", "sheet-not-copied");

const box = (tab, selector) => tab.locator(selector).first().boundingBox();

for (const [engine, flags] of ENGINES) {
  describe(`the ${engine} engine`, () => {
    let browser, server;
    before(async () => {
      server = await serve({ folders: { dist: DIST, pkg: PKG }, pages: PAGES });
      browser = await launch({ flags });
    });
    after(async () => {
      await browser.close();
      await server.close();
    });

    test("a visitor opens each region from its row and from the figure, and nothing more is fetched", async () => {
      const { tab, log, close } = await visit(browser, `${server.origin}/plain`);
      await settled(tab);
      assert.equal(await tab.evaluate(() => typeof WebAssembly), engine === "wasm" ? "object" : "undefined");
      assert.deepEqual(
        (await receivedEvents(tab)).map(({ name, lang, engine }) => ({ name, lang, engine })),
        [{ name: "mbc-ready", lang: "en", engine }],
      );
      const asked = log.asked.length;
      for (const site of PLACES) {
        await tab.locator(`#site-${site} > summary`).click();
        await tab.locator(`#site-${site} .key`).waitFor({ state: "visible" });
        assert.equal(await tab.locator("details.row[open]").count(), 1);
        await tab.locator(`#site-${site} > summary`).click();
        await tab.locator(`#pin-${site} text`).click();
        await tab.locator(`#site-${site} .key`).waitFor({ state: "visible" });
        await tab.keyboard.press("Escape");
        assert.equal(await tab.locator("details.row[open]").count(), 0);
      }
      assert.deepEqual(log.asked.slice(asked), []);
      assert.deepEqual(log.consoleLines, []);
      const kinds = log.asked.map((path) => path.replace(/-[\w-]{10}\./, "-HASH."));
      const file = engine === "wasm" ? "/dist/mbc-body-map-HASH.wasm" : "/dist/mbc-body-map-HASH.js";
      const expected = ["/plain", ENTRY, file, "/dist/mbc-body-map.en-HASH.pack"];
      assert.deepEqual([...new Set(kinds)].sort(), expected.sort());
      await close();
    });

    test("the keyboard alone opens, ticks and closes", async () => {
      const { tab, log, close } = await visit(browser, `${server.origin}/plain`);
      await settled(tab);
      await tab.locator("#site-liver > summary").focus();
      await tab.keyboard.press("Enter");
      await tab.locator("#site-liver .key").waitFor({ state: "visible" });
      const focused = (what) =>
        tab.evaluate((what) => document.querySelector("mbc-body-map").shadowRoot.activeElement.matches(what), what);
      await tab.keyboard.press("Tab");
      assert.ok(await focused(".call-now input"), "the first stop in the panel is the first sign");
      await tab.keyboard.press("Space");
      assert.equal(await tab.locator(".lists li").count(), 1);
      // In a closed row there are glossary words: one opens in place, and Escape closes only that, then the row.
      while (!(await focused("#found-liver > summary"))) await tab.keyboard.press("Tab");
      await tab.keyboard.press("Enter");
      while (!(await focused(".term"))) await tab.keyboard.press("Tab");
      await tab.keyboard.press("Enter");
      assert.ok(await tab.locator("#definition").isVisible());
      await tab.keyboard.press("Escape");
      assert.equal(await tab.locator("#definition").count(), 0);
      assert.ok(await tab.locator("#found-liver .inside").isVisible());
      await tab.keyboard.press("Escape");
      assert.ok(await focused("#found-liver > summary"));
      assert.ok(await tab.locator("#site-liver .key").isVisible());
      await tab.keyboard.press("Escape");
      assert.equal(
        await tab.evaluate(() =>
          document.querySelector("mbc-body-map").shadowRoot.activeElement.matches("#site-liver > summary"),
        ),
        true,
      );
      await tab.keyboard.press("Space");
      await tab.locator("#site-liver .key").waitFor({ state: "visible" });
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("the switch changes the language, keeps open rows and ticks, and fetches the other texts once", async () => {
      const { tab, log, close } = await visit(browser, `${server.origin}/plain`);
      await settled(tab);
      await tab.locator("#site-liver > summary").click();
      await tab.locator("#site-liver input").first().check();
      await tab.locator("#section-living > summary").click();
      await tab.locator("#section-living .fold > summary").first().click();
      const open = () => tab.locator("details[open]").evaluateAll((rows) => rows.map((row) => row.id));
      const before = await open();
      assert.equal(before.length, 3);
      for (const [language, title] of [
        ["es", TITLES.es],
        ["en", TITLES.en],
        ["es", TITLES.es],
      ]) {
        await tab.locator("#lang-other").focus();
        await tab.keyboard.press("Enter");
        await tab.getByRole("heading", { name: title, exact: true }).waitFor();
        assert.deepEqual(await open(), before);
        assert.equal(await tab.locator(".lists li").count(), 1);
        assert.equal(await tab.locator("#mbc").getAttribute("lang"), language);
        // The button that was pressed keeps the focus, and now names the language from before, in that language.
        assert.deepEqual(
          await tab.evaluate(() => {
            const { id, lang, textContent } = document.querySelector("mbc-body-map").shadowRoot.activeElement;
            return [id, lang, textContent];
          }),
          ["lang-other", ...(language === "es" ? ["en", "English"] : ["es", "Español"])],
        );
      }
      assert.equal(log.asked.filter((path) => path.endsWith(".pack")).length, 2);
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("the visitor's list is shown large, copied, printed and cleared on request, and stored nowhere", async () => {
      const { tab, log, close } = await visit(browser, `${server.origin}/plain`, {
        permissions: ["clipboard-read", "clipboard-write"],
      });
      // Instead of the browser's dialog, the frame dispatches `beforeprint` and records what it would print.
      await tab.addInitScript(() => {
        window.print = () => {
          window.parent.printed = document.body?.innerText;
          dispatchEvent(new Event("beforeprint"));
          dispatchEvent(new Event("afterprint"));
        };
      });
      await tab.reload();
      await settled(tab);
      await tab.locator("#site-liver > summary").click();
      // Before anything is ticked, only a page to write on is offered.
      const offered = () => tab.locator("#sheet-buttons button").evaluateAll((all) => all.map(({ id }) => id));
      assert.deepEqual(await offered(), ["sheet-print"]);
      await tab.locator("#site-liver .signs > .call-day label").first().click();
      assert.deepEqual(await offered(), ["sheet-large", "sheet-print", "sheet-copy", "sheet-clear"]);
      const [sign, place] = await tab
        .locator(".lists li span")
        .evaluate((item) => [item.firstChild.data, item.querySelector("small").textContent]);
      const level = textOf("en", "signs", "labels", "today");
      const first = textOf("en", "ui", "sheet-first");
      const asked = log.asked.length;
      await tab.locator("#sheet-large").click();
      const focused = () => tab.evaluate(() => document.querySelector("mbc-body-map").shadowRoot.activeElement.id);
      assert.equal(await focused(), "sheet");
      assert.equal(await tab.locator(".row").count(), 0);
      assert.ok(await tab.locator(".large").getByText(level).isVisible());
      await tab.locator("#sheet-close").click();
      assert.equal(await focused(), "sheet-large");
      assert.ok(await tab.locator("#site-liver .key").isVisible());
      await tab.locator("#sheet-copy").click();
      await tab
        .locator("#sheet-buttons")
        .getByText(textOf("en", "ui", "sheet-copied"))
        .waitFor();
      const text = await tab.evaluate(() => navigator.clipboard.readText());
      assert.equal(text, `${first}\n\n${level}\n- ${sign} (${place})\n`);
      await tab.locator("#sheet-print").click();
      const printed = await tab.evaluate(() => window.printed);
      const [at, of, last] = [first, sign, textOf("en", "signs", "title")].map((words) => printed?.indexOf(words));
      assert.ok(at >= 0 && at < of && of < last, printed);
      assert.equal(await tab.locator("iframe").count(), 0);
      await tab.locator("#sheet-clear").click();
      assert.equal(await tab.locator(".lists li").count(), 1);
      await tab.locator("#sheet-yes").click();
      assert.equal(await tab.locator(".lists li").count(), 0);
      assert.deepEqual(log.asked.slice(asked), []);
      assert.deepEqual(
        await tab.evaluate(() => [
          localStorage.length,
          sessionStorage.length,
          document.cookie,
          location.href.includes("?"),
        ]),
        [0, 0, "", false],
      );
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("if printing or copying fails, the sheet says so", async () => {
      const { tab, log, close } = await visit(browser, `${server.origin}/plain`, {
        script: () => (window.print = () => {}),
      });
      await settled(tab);
      await tab.locator("#site-liver > summary").click();
      await tab.locator("#site-liver input").first().check();
      await tab.locator("#sheet-print").click();
      await tab.locator("#sheet-buttons").getByText(NOT_PRINTED).waitFor();
      // For each way in which the browser or the page can refuse: ticks stay, and nothing is left behind or uncaught.
      for (const [clipboard, copies] of [
        [undefined, "no"],
        ["throws", "no"],
        ["rejects", "throws"],
        ["throws", "throws"],
      ]) {
        await tab.evaluate(
          ([clipboard, copies]) => {
            const no = () => {
              throw new Error("not here");
            };
            const writeText = clipboard === "rejects" ? async () => no() : no;
            Object.defineProperty(navigator, "clipboard", { value: clipboard && { writeText }, configurable: true });
            document.execCommand = copies === "throws" ? no : () => false;
          },
          [clipboard, copies],
        );
        await tab.locator("#sheet-print").click();
        await tab.locator("#sheet-buttons").getByText(NOT_PRINTED).waitFor();
        await tab.locator("#sheet-copy").click();
        await tab.locator("#sheet-buttons").getByText(NOT_COPIED).waitFor();
        assert.equal(await tab.locator("iframe, textarea").count(), 0);
        assert.equal(await tab.locator(".lists li").count(), 1);
      }
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("in a sandbox that forbids printing, the sheet says so and nothing is left behind", async () => {
      const { tab, log, close } = await visit(browser, `${server.origin}/sandboxed`, {
        permissions: ["clipboard-read"],
      });
      const inside = tab.frameLocator("iframe");
      await inside.locator("mbc-body-map:state(ready)").waitFor();
      assert.equal(await inside.locator("html").evaluate(() => origin), "null");
      await inside.locator("#site-liver > summary").click();
      await inside.locator("#site-liver input").first().check();
      await inside.locator("#sheet-print").click();
      await inside.locator("#sheet-buttons").getByText(NOT_PRINTED).waitFor();
      assert.equal(await inside.locator("#live").textContent(), await inside.locator("#sheet-buttons p").textContent());
      await inside.locator("#sheet-copy").click();
      await inside
        .locator("#sheet-buttons")
        .getByText(textOf("en", "ui", "sheet-copied"))
        .waitFor();
      // Copied by `execCommand`; the outer page may read the clipboard, the frame may not.
      await tab.bringToFront();
      await tab.locator("html").click({ position: { x: 1, y: 850 } });
      const copied = await tab.evaluate(() => navigator.clipboard.readText());
      assert.ok(copied.startsWith(textOf("en", "ui", "sheet-first")), copied);
      await inside.locator("html").evaluate(() => {
        document.execCommand = () => false;
      });
      await inside.locator("#sheet-copy").click();
      await inside.locator("#sheet-buttons").getByText(NOT_COPIED).waitFor();
      assert.equal(await inside.locator("iframe, textarea").count(), 0);
      await inside.locator("#print").click();
      await inside.locator("#site-liver > summary").click();
      assert.equal(await inside.locator("details.row[open]").count(), 0);
      // Lines of the browser about the sandbox are expected; there are no others, and nothing is uncaught.
      const browsers = /^error: (Ignored call to 'print\(\)'|Permissions policy violation: The Clipboard API)/;
      assert.deepEqual(
        log.consoleLines.filter((line) => !browsers.test(line)),
        [],
      );
      await close();
    });

    test("an author’s own numbers, texts and links are in their places", async () => {
      const { tab, log, close } = await visit(browser, `${server.origin}/hospital#mbc-liver`);
      await settled(tab);
      assert.ok(await tab.locator("#site-liver .key").isVisible());
      assert.equal(await tab.locator("#site-liver .signs > .call-day a").getAttribute("href"), "tel:5550100");
      assert.match(
        await tab.locator("#site-liver .signs > .call-day .line").innerText(),
        new RegExp(`^${textOf("en", "ui", "care-team")} 555 0100 always`),
      );
      assert.match(
        await tab.locator("#site-liver .signs > .call-now legend").innerText(),
        new RegExp(`^${textOf("en", "signs", "labels", "now").replace("911", "112")}`),
      );
      assert.equal(await tab.locator(".mbc").getByText("911").count(), 0);
      assert.ok(await tab.getByText("Welcome to our page.").isVisible());
      await tab.locator("#section-help > summary").click();
      assert.ok(await tab.getByText("Ask at the desk.").isVisible());
      assert.equal(
        await tab.locator("#section-help .lines a").first().getAttribute("href"),
        "tel:555-0200".replace("-", ""),
      );
      assert.equal(await tab.locator("a[href='https://example.org/help']").count(), 1);
      assert.equal(await tab.locator("a[href='tel:5550200']").count(), 1);
      await tab.evaluate(() => document.querySelector("mbc-body-map").removeAttribute("emergency"));
      assert.match(
        await tab.locator("#site-liver .signs > .call-now legend").innerText(),
        new RegExp(`^${textOf("en", "signs", "labels", "now")}`),
      );
      await tab.evaluate(() =>
        Object.assign(document.querySelector("mbc-body-map"), {
          supportUrl: "javascript:alert(1)",
          careTeamPhone: "call me",
        }),
      );
      assert.equal(await tab.locator("#site-liver .call-day a").count(), 0);
      assert.equal(await tab.locator("a[href^=javascript]").count(), 0);
      assert.equal(log.consoleLines.length, 2);
      await close();
    });

    test("printing opens every row in browsers without ::details-content, and closes them again without events", async () => {
      const { tab, log, close } = await visit(browser, `${server.origin}/plain`);
      await tab.addInitScript(() => (CSS.supports = (what) => !what.includes("details-content")));
      await tab.reload();
      await settled(tab);
      await tab.locator("#site-liver > summary").click();
      await tab.evaluate(() => {
        window.selections = [];
        document.querySelector("mbc-body-map").addEventListener("mbc-select", (event) => selections.push(event.detail));
      });
      const rows = () =>
        tab.locator("details").evaluateAll((all) => all.map((row) => [row.id, row.open, row.getAttribute("name")]));
      const before = await rows();
      const painted = () =>
        tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      await tab.evaluate(() => dispatchEvent(new Event("beforeprint")));
      await painted();
      assert.ok((await rows()).every(([, open]) => open));
      await tab.evaluate(() => dispatchEvent(new Event("afterprint")));
      await painted();
      assert.deepEqual(await rows(), before);
      assert.deepEqual(await tab.evaluate(() => window.selections), []);
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("printed, each source is listed once, at the end, with its number in each row, and no event is sent", async () => {
      const { tab, log, close } = await visit(browser, `${server.origin}/plain`);
      await settled(tab);
      await tab.locator("#site-liver > summary").click();
      await tab.locator("#site-liver input").first().focus();
      const widget = () =>
        tab.evaluate(() => {
          const { shadowRoot } = document.querySelector("mbc-body-map");
          return [shadowRoot.innerHTML, shadowRoot.activeElement.id, scrollY];
        });
      const before = await widget();
      await tab.evaluate(() => {
        window.selections = [];
        document.querySelector("mbc-body-map").addEventListener("mbc-select", (event) => selections.push(event.detail));
        // After the widget's listener, so in the state that is printed.
        addEventListener("beforeprint", () => {
          const root = document.querySelector("mbc-body-map").shadowRoot;
          const texts = (selector) => [...root.querySelectorAll(selector)].map((item) => item.textContent);
          window.paper = {
            all: texts(".origins > li"),
            last: root.getElementById("foot").lastElementChild.className,
            wanted: [...new Set(texts(".origin > li"))],
            numbered: getComputedStyle(root.querySelector(".origins > li")).listStyleType,
            inPlace: [...root.querySelectorAll(".origin")].filter((list) => getComputedStyle(list).display !== "none")
              .length,
            rows: [...root.querySelectorAll("details:has(> .inside > .origin)")].map((row) => ({
              numbers: row.firstElementChild.getAttribute("data-origins").split(", "),
              items: [...row.querySelectorAll(".origin > li")].map((item) => item.textContent),
            })),
          };
        });
      });
      // Printing by the browser, which dispatches the same events as Ctrl+P.
      const pdf = await tab.pdf({ format: "letter" });
      assert.deepEqual(await widget(), before);
      // Styles of paper can be read only where the window has them too, and then it scrolls by itself.
      await tab.emulateMedia({ media: "print" });
      await tab.pdf({ format: "letter" });
      await tab.emulateMedia({ media: null });
      const paper = await tab.evaluate(() => window.paper);
      assert.ok(paper.wanted.length > 50);
      assert.deepEqual(paper.all, paper.wanted);
      assert.equal(paper.numbered, "decimal");
      assert.equal(paper.last, "origins");
      assert.equal(paper.inPlace, 0);
      // One for each region, four types, each topic, the signs that cannot wait, and the first and last text.
      assert.equal(paper.rows.length, PLACES.length + 4 + TOPICS.length + 2);
      for (const { numbers, items } of paper.rows)
        assert.deepEqual(
          numbers.map((number) => paper.wanted[number - 1]),
          items,
        );
      const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
      assert.ok(pages >= 10 && pages <= 22, `${pages} pages`);
      assert.deepEqual((await widget()).slice(0, 2), before.slice(0, 2));
      assert.deepEqual(await tab.evaluate(() => window.selections), []);
      await tab.locator("#site-liver > summary").click();
      assert.equal(await tab.locator("details.row[open]").count(), 0);
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("find-in-page opens the closed row of a match, and the widget follows", async () => {
      // `window.find` finds them and opens nothing in Chromium 156, and find-in-page has no door for tests. A text
      // fragment goes the way that both go by the HTML standard (the ancestor revealing algorithm).
      const { tab, log, close } = await visit(browser, `${server.origin}/plain`);
      await settled(tab);
      await tab.evaluate(() => {
        window.selections = [];
        const { shadowRoot } = document.querySelector("mbc-body-map");
        shadowRoot.host.addEventListener("mbc-select", ({ detail: { id, open } }) =>
          selections.push(`${id} ${open ? "open" : "closed"}`),
        );
      });
      const find = (words) => tab.goto(`${server.origin}/plain#:~:text=${encodeURIComponent(words)}`);
      const open = () => tab.locator("details[open]").evaluateAll((rows) => rows.map((row) => row.id));
      const follows = (site) =>
        tab.waitForFunction(
          (site) => document.querySelector("mbc-body-map").shadowRoot.querySelector("#fig").dataset.on === site,
          site,
        );
      const words = (selector) =>
        tab
          .locator(selector)
          .first()
          .evaluate((element) => element.firstChild.data);
      const [sign, passage] = [await words("#site-liver .boxes span"), await words("#found-bones p:not(:has(*))")];
      await tab.locator("#site-bones > summary").click();
      await find(sign);
      await follows("liver");
      // The group closed the other.
      assert.deepEqual(await open(), ["site-liver"]);
      assert.equal(await tab.locator("#fig").getAttribute("data-on"), "liver");
      // A row inside a row: both open.
      await find(passage);
      await follows("bones");
      await tab.locator("#found-bones[open]").waitFor();
      assert.deepEqual(await open(), ["site-bones", "found-bones"]);
      const selections = ["bones open", "bones closed", "liver open", "liver closed", "bones open"];
      assert.deepEqual(await tab.evaluate(() => window.selections), selections);
      // The model agrees: one press closes.
      await tab.locator("#found-bones > summary").click();
      assert.deepEqual(await open(), ["site-bones"]);
      await tab.locator("#site-bones > summary").click();
      assert.deepEqual(await open(), []);
      // As other browsers do it: the browser opens the row and dispatches `toggle`.
      await tab.evaluate(() => {
        document.querySelector("mbc-body-map").shadowRoot.getElementById("site-brain").open = true;
      });
      await follows("brain");
      await tab.locator("#site-brain > summary").click();
      assert.deepEqual(await open(), []);
      assert.deepEqual(await tab.evaluate(() => window.selections), [
        ...selections,
        "bones closed",
        "brain open",
        "brain closed",
      ]);
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("the two paths and each link inside the guide lead to their place, open it and give it the focus", async () => {
      const { tab, log, close } = await visit(browser, `${server.origin}/plain`);
      await settled(tab);
      const focused = () =>
        tab.evaluate(() => {
          const { activeElement } = document.querySelector("mbc-body-map").shadowRoot;
          const { top } = activeElement.getBoundingClientRect();
          return {
            at: activeElement.id || activeElement.parentElement.id,
            open: activeElement.localName === "summary" ? activeElement.parentElement.open : undefined,
            seen: top >= 0 && top < innerHeight && activeElement.checkVisibility(),
          };
        });
      await tab.locator("#to-signs").click();
      assert.deepEqual(await focused(), { at: "signs", open: undefined, seen: true });
      await tab.locator("#to-section-basics").click();
      assert.deepEqual(await focused(), { at: "section-basics", open: true, seen: true });
      // Links are numbered in the order of the topics.
      const links = TOPICS.flatMap((topic) =>
        readFileSync(project(`content/en/topics/${topic}.toml`), "utf8")
          .split("\n[[part]]\n")
          .flatMap((part) => [...part.matchAll(/^to = "(.*)"$/gm)].map(([, to]) => [topic, to])),
      );
      assert.ok(links.length > 10);
      assert.equal(await tab.locator("[id^=link-]").count(), links.length);
      for (const [number, [topic, to]] of links.entries()) {
        const link = tab.locator(`#link-${number}`);
        await link.evaluate((link) => {
          for (let row = link; (row = row.parentElement.closest("details:not([open])"));) row.firstElementChild.click();
        });
        assert.ok(await link.isVisible(), `#link-${number} is in ${topic}`);
        await link.click();
        const { at, open, seen } = await focused();
        assert.ok(seen, `${topic} to ${to}: #${at} is out of sight`);
        const [aim, part] = to.split("/");
        const place = { signs: "signs", map: "map", subtypes: "subtypes", visit: "sheet" }[aim];
        if (place) {
          assert.equal(at, place);
          continue;
        }
        assert.equal(open, true, `${to} is open`);
        assert.equal(await tab.locator("details.topic[name=topic][open]").getAttribute("id"), `section-${aim}`);
        // A part that is in view stands in its topic; another is a row of its own.
        if (part && at !== `section-${aim}`) assert.ok(await tab.locator(`#section-${aim} #${at}.fold[open]`).count());
        else assert.equal(at, `section-${aim}`);
      }
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("the first line of Help is a telephone link; mbc-select names a topic as a section", async () => {
      const { tab, log, close } = await visit(browser, `${server.origin}/plain`);
      await settled(tab);
      await tab.evaluate(() => {
        window.selections = [];
        document.querySelector("mbc-body-map").addEventListener("mbc-select", (event) => selections.push(event.detail));
      });
      await tab.locator("#section-help > summary").click();
      assert.equal(await tab.locator("#section-help .lines a").first().getAttribute("href"), "tel:988");
      await tab.locator("#section-myths > summary").click();
      assert.equal(await tab.locator("details.topic[open]").count(), 1);
      assert.deepEqual(await tab.evaluate(() => window.selections), [
        { kind: "section", id: "help", open: true },
        { kind: "section", id: "help", open: false },
        { kind: "section", id: "myths", open: true },
      ]);
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("a glossary word that is opened or closed stays where it is on the screen", async () => {
      const { tab, close } = await visit(browser, `${server.origin}/plain`, { width: 360, height: 740 });
      await settled(tab);
      await tab.evaluate(() => (document.documentElement.style.overflowAnchor = "none"));
      await tab.locator("#section-treatment > summary").click();
      const words = tab.locator("#section-treatment .term:visible");
      await words.nth(0).click();
      const before = await words.nth(2).boundingBox();
      await words.nth(2).click();
      await tab.locator("#definition").waitFor();
      assert.equal(await tab.locator("#definition").count(), 1);
      const after = await words.nth(2).boundingBox();
      assert.ok(Math.abs(after.y - before.y) < 1 || before.y < 0 || before.y > 740, `from ${before.y} to ${after.y}`);
      await close();
    });

    test("hovering emphasizes row and shape together, and on a phone nothing stays emphasized after a tap", async () => {
      const looks = (tab) =>
        tab.evaluate(() => {
          const style = (selector) =>
            getComputedStyle(document.querySelector("mbc-body-map").shadowRoot.querySelector(selector));
          return [
            style("#fig-liver").strokeWidth,
            style("#pin-liver circle").strokeWidth,
            style("#site-liver .name").textDecorationLine,
          ];
        });
      const desk = await visit(browser, `${server.origin}/plain`);
      await settled(desk.tab);
      const rest = await looks(desk.tab);
      for (const at of ["#pin-liver", "#site-liver > summary"]) {
        await desk.tab.hover(at);
        const shown = await looks(desk.tab);
        assert.ok(
          shown.every((look, part) => look !== rest[part]),
          `${at}: ${rest} at rest, ${shown} under the pointer`,
        );
        await desk.tab.mouse.move(0, 0);
        assert.deepEqual(await looks(desk.tab), rest, at);
      }
      await desk.close();
      const phone = await visit(browser, `${server.origin}/plain`, { width: 360, hasTouch: true, isMobile: true });
      await settled(phone.tab);
      for (let press = 0; press < 2; press++) await phone.tab.tap("#pin-liver");
      await phone.tab.waitForFunction(
        () => !document.querySelector("mbc-body-map").shadowRoot.querySelector("details[open]"),
      );
      assert.deepEqual(await looks(phone.tab), rest);
      await phone.close();
    });

    test("on a phone the pressed row stays on its pixel and a pressed shape shows its row", async () => {
      const { tab, close } = await visit(browser, `${server.origin}/plain`, {
        width: 360,
        height: 740,
        hasTouch: true,
      });
      await settled(tab);
      // Scroll anchoring is off, so that it cannot be what keeps the place.
      await tab.evaluate(() => (document.documentElement.style.overflowAnchor = "none"));
      await tab.locator("#site-bones > summary").tap();
      await tab.locator("#site-bones .key").waitFor({ state: "visible" });
      await tab.locator("#site-liver > summary").scrollIntoViewIfNeeded();
      const before = await box(tab, "#site-liver > summary");
      await tab.touchscreen.tap(before.x + 20, before.y + before.height / 2);
      await tab.locator("#site-liver .key").waitFor({ state: "visible" });
      await tab.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
      const after = await box(tab, "#site-liver > summary");
      assert.ok(Math.abs(after.y - before.y) < 1, `the row moved from ${before.y} to ${after.y}`);
      const lungs = await box(tab, "#fig-lungs .hit");
      await tab.locator("#pin-lungs").scrollIntoViewIfNeeded();
      const shape = await box(tab, "#fig-lungs .hit");
      await tab.touchscreen.tap(shape.x + shape.width / 4, shape.y + shape.height / 3);
      await tab.locator("#site-lungs .key").waitFor({ state: "visible" });
      const row = await box(tab, "#site-lungs > summary");
      assert.ok(row.y >= 0 && row.y < 740 / 2, `the row of the lungs is at ${row.y}, the shape was at ${lungs.y}`);
      await close();
    });

    test("nothing overflows a small box that scrolls", async () => {
      const { tab, close } = await visit(browser, `${server.origin}/boxed`);
      await settled(tab);
      await tab.evaluate(() => document.querySelector("mbc-body-map").open("liver"));
      assert.ok((await tab.evaluate(() => document.documentElement.scrollHeight)) <= 900);
      await close();
    });

    test("another tag works as well", async () => {
      const { tab, log, close } = await visit(browser, `${server.origin}/plain`);
      await settled(tab);
      await tab.evaluate(async (entry) => {
        const { defineElement, MbcBodyMap } = await import(entry);
        const Other = defineElement("my-map");
        if (!(new Other() instanceof MbcBodyMap)) throw new Error("it is another class");
        const other = document.body.appendChild(document.createElement("my-map"));
        other.scrollIntoView();
        await other.ready;
      }, ENTRY);
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("two on a page share one engine and one pack", async () => {
      const { tab, log, close } = await visit(browser, `${server.origin}/two`);
      await tab.waitForFunction(() => window.receivedEvents.length === 2);
      assert.equal(log.asked.filter((path) => path.endsWith(".pack")).length, 1);
      assert.equal(log.asked.filter((path) => /-[\w-]{10}\.(wasm|js)$/.test(path)).length, 1);
      await close();
    });

    test("invalid values give the default and one console line each", async () => {
      const { tab, log, close } = await visit(browser, `${server.origin}/bad`);
      await settled(tab);
      assert.equal(await tab.locator("details.row").count(), PLACES.length);
      assert.deepEqual(log.consoleLines.map((line) => line.replace(/use one of: [^;]+/, "…")).sort(), [
        'warning: <mbc-body-map>: heading-level "9" is not known; …; 2 is used',
        'warning: <mbc-body-map>: lang "tlh" is not known; …; en is used',
        'warning: <mbc-body-map>: sections "maps" is not known; …; it is left out',
        'warning: <mbc-body-map>: site "foot" is not known; …; every region stays closed',
        'warning: <mbc-body-map>: theme "sepia" is not known; …; `auto` is used',
      ]);
      await close();
    });

    if (engine === "wasm") {
      test("what `wasm-pack build` makes has everything inside", async () => {
        const { tab, log, close } = await visit(browser, `${server.origin}/self-contained`);
        await settled(tab);
        await tab.locator("#site-liver > summary").click();
        await tab.locator("#site-liver .key").waitFor({ state: "visible" });
        assert.deepEqual(log.consoleLines, []);
        await close();
      });
    }
  });
}

describe("when a file fails", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  const altered = (path) => path.endsWith(".pack") && { body: "not the words of this release" };
  const gone =
    (...endings) =>
    (path) =>
      endings.some((ending) => path.endsWith(ending)) && path !== ENTRY && { status: 404 };
  for (const [what, fault, code] of [
    ["the pack is not there", gone(".pack"), "http"],
    ["the pack was altered", altered, "network"],
    ["neither engine is there", gone(".wasm", ".js"), "network"],
  ]) {
    test(`${what}: the author’s content stays and one event is sent`, async () => {
      const server = await serve({ folders: { dist: DIST }, pages: PAGES, fault: (path) => fault(path) || undefined });
      const { tab, close } = await visit(browser, `${server.origin}/plain`);
      await settled(tab);
      assert.equal(await tab.locator("mbc-body-map").evaluate((element) => element.state), "error");
      assert.ok(await tab.getByText(WORDS).isVisible());
      assert.deepEqual(
        (await receivedEvents(tab)).map(({ name, code }) => ({ name, code })),
        [{ name: "mbc-error", code }],
      );
      await close();
      await server.close();
    });
  }

  test("the other language cannot be loaded: the texts stay and say so, and another press tries again", async () => {
    let broken = true;
    const fault = (path) => (broken && path.includes(".es-") ? { status: 404 } : undefined);
    const server = await serve({ folders: { dist: DIST }, pages: PAGES, fault });
    const { tab, close } = await visit(browser, `${server.origin}/plain`);
    await settled(tab);
    await tab.locator("#lang-other").click();
    await tab
      .locator(".head")
      .getByText(textOf("en", "ui", "language-failed"))
      .waitFor();
    assert.ok(await tab.getByRole("heading", { name: TITLES.en, exact: true }).isVisible());
    // The same button tries again, and is where the visitor is.
    assert.equal(
      await tab.evaluate(() => document.querySelector("mbc-body-map").shadowRoot.activeElement.id),
      "lang-other",
    );
    assert.deepEqual((await receivedEvents(tab)).at(-1).code, "http");
    broken = false;
    await tab.locator("#lang-other").click();
    await tab.getByRole("heading", { name: TITLES.es, exact: true }).waitFor();
    await close();
    await server.close();
  });

  test("no engine answers: the author’s content stays and one event is sent after ten seconds", async () => {
    const hangs = (path) => /-[\w-]{10}\.(wasm|js)$/.test(path) && { hang: true };
    const server = await serve({ folders: { dist: DIST }, pages: PAGES, fault: (path) => hangs(path) || undefined });
    const { tab, close } = await visit(browser, `${server.origin}/plain`);
    await settled(tab);
    assert.deepEqual(
      (await receivedEvents(tab)).map(({ name, code }) => ({ name, code })),
      [{ name: "mbc-error", code: "timeout" }],
    );
    assert.ok(await tab.getByText(WORDS).isVisible());
    await close();
    await server.close();
  });

  test("the WebAssembly is not there: the JavaScript engine takes over", async () => {
    const server = await serve({
      folders: { dist: DIST },
      pages: PAGES,
      fault: (path) => gone(".wasm")(path) || undefined,
    });
    const { tab, close } = await visit(browser, `${server.origin}/plain`);
    await settled(tab);
    assert.deepEqual(
      (await receivedEvents(tab)).map(({ name, engine }) => ({ name, engine })),
      [{ name: "mbc-ready", engine: "js" }],
    );
    await close();
    await server.close();
  });

  test("there is no script: the fallback page opens by itself", async () => {
    const server = await serve({ folders: { dist: DIST } });
    const { tab, log, close } = await visit(browser, `${server.origin}/dist/fallback.en.html`, {
      javaScriptEnabled: false,
    });
    await tab.locator("#mbc-fallback-site-liver > summary").click();
    assert.ok(await tab.locator("#mbc-fallback-site-liver-panel").isVisible());
    assert.deepEqual(log.asked, ["/dist/fallback.en.html"]);
    assert.deepEqual(log.consoleLines, []);
    await close();
    await server.close();
  });
});

test("importing the entry on a server does not throw and exports the class", async () => {
  const script = `import(${JSON.stringify(`file://${DIST}/mbc-body-map.js`)}).then((all) => {
    all.defineElement();
    console.log(Object.keys(all).sort().join(" "), typeof all.MbcBodyMap);
  })`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script]);
  assert.equal(stdout.trim(), "MbcBodyMap defineElement function");
});
