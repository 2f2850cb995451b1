// The signs in a real page: ticked once and ticked wherever they stand, in cards by their level, in the overall list at
// every width, on the sheet, on the alert card and on paper.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import {
  DIST,
  ENGINES,
  ENTRY,
  PLACES,
  TITLES,
  launch,
  page,
  painted,
  project,
  settled,
  textOf,
  visit,
} from "./page.mjs";
import { serve } from "./server.mjs";

const SCRIPT = `<script type="module" src="${ENTRY}"></script>`;
const HOSPITAL = `emergency="112" care-team-phone="555 0100" care-team-hours="from 8 to 5"`;
const PAGES = Object.fromEntries(
  ["en", "es"].flatMap((lang) => [
    [`/${lang}`, page(SCRIPT, `<mbc-body-map lang="${lang}"></mbc-body-map>`)],
    [`/${lang}-hospital`, page(SCRIPT, `<mbc-body-map lang="${lang}" ${HOSPITAL}></mbc-body-map>`)],
  ]),
);

/** The tables of signs; their order is the order of the signs everywhere. */
const tables = Object.fromEntries(
  await Promise.all(
    ["en", "es"].map(async (lang) => [lang, await readFile(project(`content/${lang}/signs.toml`), "utf8")]),
  ),
);
/** A text of the part `[part]`, or of the beginning. */
function word(lang, part, key) {
  const from = part ? tables[lang].split(`\n[${part}]\n`)[1] : tables[lang];
  return from.match(new RegExp(`^${key} = "(.*)"$`, "m"))[1];
}
const SIGNS = tables.en
  .split("\n[[sign]]\n")
  .slice(1)
  .map((sign) => ({
    id: sign.match(/^id = "(.*)"$/m)[1],
    level: sign.match(/^level = "(.*)"$/m)[1],
    box: !/^no-box = true$/m.test(sign),
    // It stands in its group, and in the group whose cell of the overall list names it.
    groups: new Set(sign.match(/^(?:group|overall) = ".*"$/gm).map((line) => line.split(" = ")[1])).size,
  }));
const GROUPS = tables.en.split("\n[[group]]\n").length - 1;
const indexOf = (id) => {
  const index = SIGNS.findIndex((sign) => sign.id === id);
  assert.ok(index >= 0, `there is no sign "${id}"`);
  return index;
};
/** The id of a sign that every place has among its own. */
const FEVER = "fever";

/** For `script`: keeps what a frame prints, measured there, instead of the browser's dialog. */
function keepPrinted() {
  window.print = () => {
    if (window === window.parent) return;
    window.parent.printed = {
      text: document.body.innerText,
      sides: [...document.querySelectorAll(".card-side")].map((side) => {
        const { width, height } = side.getBoundingClientRect();
        const { scrollWidth, clientWidth, scrollHeight, clientHeight, lang, innerText } = side;
        return { width, height, scrollWidth, clientWidth, scrollHeight, clientHeight, lang, text: innerText };
      }),
    };
    dispatchEvent(new Event("beforeprint"));
    dispatchEvent(new Event("afterprint"));
  };
}

async function accessibleNodes(tab) {
  const session = await tab.context().newCDPSession(tab);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  return nodes
    .filter((node) => !node.ignored)
    .map((node) => ({ role: node.role?.value, name: (node.name?.value ?? "").trim() }));
}

/** The nodes of that role inside an element, as assistive technology has them. */
async function accessibleInside(tab, selector, role) {
  const session = await tab.context().newCDPSession(tab);
  const expression = `document.querySelector("mbc-body-map").shadowRoot.querySelector("${selector}")`;
  const { result } = await session.send("Runtime.evaluate", { expression });
  const { nodes } = await session.send("Accessibility.queryAXTree", { objectId: result.objectId, role });
  await session.detach();
  return nodes.map((node) => (node.name?.value ?? "").trim());
}

for (const [engine, flags] of ENGINES) {
  describe(`the signs, ${engine} engine`, () => {
    let browser, server;
    before(async () => {
      server = await serve({ folders: { dist: DIST }, pages: PAGES });
      browser = await launch({ flags });
    });
    after(async () => {
      await browser.close();
      await server.close();
    });
    const open = async (path, options) => {
      const visitor = await visit(browser, server.origin + path, options);
      await settled(visitor.tab);
      return visitor;
    };

    test("a sign is ticked wherever it stands, told once, and kept in another language and a closed panel", async () => {
      const { tab, log, close } = await open("/en");
      const boxes = (of) =>
        tab
          .locator(`[id^="sign-${indexOf(of)}-"]`)
          .evaluateAll((all) => all.map(({ id, checked }) => [id.replace(/^sign-\d+-/, ""), checked]));
      const everywhere = await boxes(FEVER);
      for (const place of PLACES)
        assert.ok(
          everywhere.some(([list]) => list === `site-${place}`),
          place,
        );
      assert.ok(everywhere.some(([list]) => list.startsWith("group-")));
      assert.ok(everywhere.some(([list]) => list === "treatment"));
      const all = (checked) => everywhere.map(([list]) => [list, checked]);
      assert.deepEqual(everywhere, all(false));
      await tab.evaluate(() => {
        const status = document.querySelector("mbc-body-map").shadowRoot.getElementById("live");
        window.announced = [];
        new MutationObserver(() => window.announced.push(status.textContent)).observe(status, {
          subtree: true,
          childList: true,
          characterData: true,
        });
      });
      await tab.locator("#site-bones > summary").click();
      await tab.locator(`#sign-${indexOf(FEVER)}-site-bones`).check();
      assert.deepEqual(await boxes(FEVER), all(true));
      await painted(tab);
      assert.deepEqual(await tab.evaluate(() => window.announced.filter(Boolean)), [
        textOf("en", "ui", "sheet-count").replace("{count}", "1"),
      ]);
      assert.equal(await tab.locator(".lists li").count(), 1);
      await tab.locator("#site-bones > summary").click();
      await tab.locator("#lang-other").click();
      await tab.getByRole("heading", { name: TITLES.es, exact: true }).waitFor();
      assert.deepEqual(await boxes(FEVER), all(true));
      assert.equal(await tab.locator(".lists li").count(), 1);
      // Taken off where it was not ticked.
      await tab.locator("#site-liver > summary").click();
      await tab.locator(`#sign-${indexOf(FEVER)}-site-liver`).uncheck();
      assert.deepEqual(await boxes(FEVER), all(false));
      assert.equal(await tab.locator(".lists li").count(), 0);
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    for (const lang of ["en", "es"]) {
      test(`the label of a level is the name of its group of boxes, and an emergency is first on the sheet, ${lang}`, async () => {
        const { tab, close } = await open(`/${lang}`);
        const label = Object.fromEntries(["now", "today", "soon"].map((level) => [level, word(lang, "labels", level)]));
        await tab.locator("#site-bones > summary").click();
        const groups = (await accessibleNodes(tab)).filter(({ role, name }) => role === "group" && name);
        const names = groups.map(({ name }) => name).filter((name) => Object.values(label).includes(name));
        assert.deepEqual(names, [label.now, label.today]);
        await tab.locator("#site-bones .signs > .call-day input").first().check();
        const first = () => tab.locator(".lists h4").first().innerText();
        assert.equal(await first(), label.today);
        await tab.locator("#site-bones .signs > .call-now input").first().check();
        assert.equal(await first(), label.now);
        await close();
      });

      test(`thoughts of self-harm have no box and their number instead, ${lang}`, async () => {
        const { tab, close } = await open(`/${lang}`);
        const without = SIGNS.filter(({ box }) => !box);
        assert.ok(without.some(({ id }) => id === "self-harm"));
        for (const { id } of without) assert.equal(await tab.locator(`[id^="sign-${indexOf(id)}-"]`).count(), 0, id);
        const mind = tab.locator(".overall .fold:has(.no-box)").first();
        await mind.locator("> summary").click();
        const words = await mind.locator(".call-day .no-box").allInnerTexts();
        assert.ok(
          words.some((text) => text.includes("988")),
          words.join("\n"),
        );
        assert.equal(await mind.locator(".no-box input").count(), 0);
        await close();
      });

      test(`the alert card is printed from the empty frame, on two sides of 85 × 54 mm, whole, ${lang}`, async () => {
        for (const path of [`/${lang}`, `/${lang}-hospital`]) {
          const { tab, log, close } = await open(path, { script: keepPrinted });
          await tab.emulateMedia({ media: "print" });
          await tab.locator("#print-card").evaluate((button) => button.click());
          const { sides } = await tab.evaluate(() => window.printed);
          assert.equal(await tab.locator("iframe").count(), 0);
          assert.deepEqual(
            sides.map((side) => side.lang),
            lang === "en" ? ["en", "en"] : [lang, lang, "en", "en"],
          );
          const millimetre = 96 / 25.4;
          for (const side of sides) {
            assert.ok(Math.abs(side.width - 85 * millimetre) < 1, `${side.width} px wide`);
            assert.ok(Math.abs(side.height - 54 * millimetre) < 1, `${side.height} px high`);
            assert.ok(side.scrollHeight <= side.clientHeight, `${side.scrollHeight} px of text: ${side.text}`);
            assert.ok(side.scrollWidth <= side.clientWidth, side.text);
          }
          assert.ok(sides[0].text.startsWith(word(lang, "card", "title")));
          assert.ok(sides.at(-2).text.startsWith(word("en", "card", "title")));
          assert.deepEqual(log.consoleLines, []);
          await close();
        }
      });

      test(`an author’s numbers are in every printing of the signs, ${lang}`, async () => {
        const { tab, close } = await open(`/${lang}-hospital`, {
          script: keepPrinted,
          permissions: ["clipboard-read", "clipboard-write"],
        });
        await tab.locator("#site-bones > summary").click();
        await tab.locator("#site-bones .signs > .call-now input").first().check();
        const texts = {
          place: await tab.locator("#site-bones .signs").innerText(),
          overall: await tab.locator("#signs-list").innerText(),
        };
        await tab.locator("#sheet-print").click();
        texts.sheet = await tab.evaluate(() => window.printed.text);
        await tab.locator("#print-card").click();
        texts.card = await tab.evaluate(() => window.printed.text);
        await tab.locator("#sheet-copy").click();
        await tab.locator("#sheet-buttons p").waitFor();
        texts.copy = await tab.evaluate(() => navigator.clipboard.readText());
        for (const [printing, text] of Object.entries(texts)) {
          assert.match(text, /\b112\b/, printing);
          assert.match(text, /555 0100 from 8 to 5/, printing);
          assert.doesNotMatch(text, /\b911\b/, printing);
        }
        await close();
      });
    }
  });
}

describe("the overall list", () => {
  let browser, server;
  before(async () => {
    server = await serve({ folders: { dist: DIST }, pages: PAGES });
    browser = await launch();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  /** The box of the list, and of each of its columns and rows. */
  const shape = (tab) =>
    tab.evaluate(() => {
      const root = document.querySelector("mbc-body-map").shadowRoot;
      const table = root.querySelector(".overall");
      const [emergency, call] = table.querySelectorAll("tbody > tr:not(.all):first-child > td");
      return {
        out: document.documentElement.scrollWidth - innerWidth,
        inner: table.scrollWidth - table.clientWidth,
        beside: call.getBoundingClientRect().top === emergency.getBoundingClientRect().top,
        short: root.querySelector("tbody .short").checkVisibility(),
        rows: [...table.querySelectorAll(".all summary")].map((row) => row.getBoundingClientRect().height),
      };
    });

  for (const lang of ["en", "es"]) {
    // A window of 1280 pixels at 400 % is one of 320.
    for (const width of [240, 320, 360, 1040]) {
      test(`is a table for every reader, nothing sticks out and rows are high enough, ${width} px, ${lang}`, async () => {
        const { tab, close } = await visit(browser, `${server.origin}/${lang}`, { width, reducedMotion: "reduce" });
        await settled(tab);
        const inside = (role) => accessibleInside(tab, "#signs-list", role);
        const count = async (role) => (await inside(role)).length;
        assert.equal(await count("table"), 1);
        assert.equal(await count("columnheader"), 2);
        const cells = GROUPS - 1;
        assert.equal(await count("rowheader"), cells, "the group for the whole body has no cells");
        assert.equal(await count("row"), 1 + cells + GROUPS);
        const columns = await inside("columnheader");
        for (const [at, level] of ["now", "today"].entries())
          assert.ok(columns[at].endsWith(word(lang, "labels", level)), columns[at]);
        for (const id of [null, ...Array.from({ length: GROUPS }, (_, at) => `signs-group-${at}`), "signs-rules"]) {
          if (id) await tab.locator(`#${id} > summary`).click();
          const { out, inner, beside, short, rows } = await shape(tab);
          assert.ok(out <= 0 && inner <= 0, `${id}: ${out} and ${inner} px too wide`);
          assert.equal(beside, width === 1040);
          assert.equal(short, width < 1040, "where cells are blocks, each names its level");
          assert.equal(rows.length, GROUPS);
          for (const height of rows) assert.ok(height >= 44, `${height} px`);
        }
        await close();
      });
    }
  }

  test("on paper each sign stands once in the groups, and what a place has beside its own is left out", async () => {
    const { tab, close } = await visit(browser, `${server.origin}/en`, { width: 720 });
    await settled(tab);
    await tab.emulateMedia({ media: "print" });
    // The browser lays out what paper opens in the next frame.
    await painted(tab);
    const { lists, more, treatment } = await tab.evaluate(() => {
      const root = document.querySelector("mbc-body-map").shadowRoot;
      const shown = (element) => element.checkVisibility({ contentVisibilityAuto: true });
      const boxes = [...root.querySelectorAll("[id^=sign-]")].filter(shown);
      return {
        lists: boxes.map(({ id }) => id.match(/^sign-(\d+)-(\w+)/).slice(1)),
        more: [...root.querySelectorAll(".signs > .folds")].filter(shown).length,
        treatment: shown(root.getElementById("signs-treatment")),
      };
    });
    const inGroups = lists.filter(([, list]) => list === "group").map(([sign]) => Number(sign));
    assert.deepEqual(
      inGroups.sort((a, b) => a - b),
      SIGNS.flatMap(({ box, groups }, at) => (box ? Array(groups).fill(at) : [])),
    );
    assert.equal(more, 0);
    assert.equal(treatment, false);
    await close();
  });

  test("in forced colours the levels differ by their borders", async () => {
    const { tab, close } = await visit(browser, `${server.origin}/en`, { forcedColors: "active" });
    await settled(tab);
    await tab.locator("#signs-group-1 > summary").click();
    const borders = await tab
      .locator("#signs-group-1 .call")
      .evaluateAll((cards) => cards.map((card) => getComputedStyle(card).borderTopStyle));
    assert.deepEqual(borders, ["solid", "double", "dotted"]);
    await close();
  });
});
