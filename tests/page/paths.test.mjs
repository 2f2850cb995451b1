// The first screen, and the two paths that ask something of a visitor: "What is my type?" and "My visit". By keyboard and
// in words, and that nothing of what is chosen there leaves the guide.

/* global told -- in the page, where functions given to `evaluate` run */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
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

const READER = project("node_modules/@guidepup/virtual-screen-reader/lib/esm");
const SCRIPT = `<script type="module" src="${ENTRY}"></script>`;
const LANGUAGES = ["en", "es"];

/** A page with nothing but the guide, in the fonts of the browser or in others. */
const bare = (lang, style) => `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>t</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
${SCRIPT}<body style="margin: 0; ${style}"><mbc-body-map></mbc-body-map></body></html>`;
const FONTS = { default: "", wide: "font-family: 'DejaVu Sans', sans-serif" };
const PAGES = Object.fromEntries(
  LANGUAGES.flatMap((lang) => [
    [`/${lang}`, page(SCRIPT, `<mbc-body-map lang="${lang}"></mbc-body-map>`)],
    ...Object.entries(FONTS).map(([name, style]) => [`/${lang}-${name}`, bare(lang, style)]),
  ]),
);

/** Words of the two parts. */
const type = (lang, key, part) => textOf(lang, "my-type", ...(part ? [part, key] : [key]));
const FILES = {
  "hr-positive": "1-hr-positive",
  "her2-positive": "2-her2-positive",
  "triple-negative": "3-triple-negative",
  "her2-low": "4-her2-low",
};
const nameOf = (lang, subtype) => textOf(lang, `subtypes/${FILES[subtype]}`, "name");
/** One sentence with the names of the types; none, if there are no types. */
const named = (lang, subtypes) => {
  const names = subtypes.map((subtype) => nameOf(lang, subtype)).join("; ");
  return names ? [type(lang, "name", "answer").replace("{type}", names)] : [];
};
const answer = (lang, key) => type(lang, "text", `answer.${key}`);
/** The questions of a first visit: `text` in the patient's voice, `family` in that of somebody close. */
const questions = (lang, voice) =>
  readFileSync(project(`content/${lang}/visit.toml`), "utf8")
    .split("\n[[ask]]\n")
    .slice(1)
    .map((question) => question.match(new RegExp(`^${voice} = "(.*)"$`, "m"))[1]);

/** What the words of a report lead to: types by id, and what is said beside them. */
const REPORTS = [
  ["er-positive pr-positive her2-zero", ["hr-positive"], []],
  ["er-positive pr-negative her2-negative", ["hr-positive"], ["her2-negative"]],
  ["er-positive pr-unknown her2-ultralow", ["hr-positive", "her2-low"], ["low"]],
  ["er-positive pr-positive her2-positive", ["her2-positive"], ["both"]],
  ["er-negative pr-negative her2-positive", ["her2-positive"], []],
  ["er-negative pr-negative her2-zero", ["triple-negative"], []],
  ["er-negative pr-negative her2-low", ["triple-negative", "her2-low"], ["low"]],
  // What does not fit together, or leaves something open, names no type and says what to ask.
  ["er-unknown pr-unknown her2-low", [], ["hr-unknown", "low"]],
  ["er-unknown pr-positive her2-unknown", [], ["hr-unknown", "her2-unknown"]],
  ["er-low pr-positive her2-zero", [], ["er-low"]],
  ["er-negative pr-positive her2-zero", [], ["pr-only"]],
  ["er-positive pr-positive her2-unclear", [], ["her2-unclear"]],
  ["er-positive pr-positive her2-zero reports-differ", [], ["differ"]],
];

/** For `script`: keeps what a frame prints, with its styles, instead of the browser's dialog. */
function keepPrinted() {
  window.print = () => {
    if (window === window.parent) return;
    const rules = document.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules]);
    window.parent.printed = {
      text: document.body.innerText,
      html: document.body.innerHTML,
      style: rules.map((rule) => rule.cssText).join("\n"),
    };
    dispatchEvent(new Event("beforeprint"));
    dispatchEvent(new Event("afterprint"));
  };
}

/** The id of what has the focus. */
const focused = (tab) =>
  tab.evaluate(() => {
    const { activeElement } = document.querySelector("mbc-body-map").shadowRoot;
    return activeElement && (activeElement.id || `${activeElement.parentElement.id} > ${activeElement.localName}`);
  });
const texts = (tab, selector) => tab.locator(selector).evaluateAll((all) => all.map((one) => one.innerText.trim()));
const checked = (tab, inside) =>
  tab.locator(`${inside} input:checked`).evaluateAll((all) => all.map(({ id }) => id).sort());

/** Presses Tab until that element has the focus. */
async function tabTo(tab, id) {
  for (let presses = 0; presses < 40; presses++) {
    if ((await focused(tab)) === id) return;
    await tab.keyboard.press("Tab");
  }
  assert.fail(`#${id} is not reached by Tab; the focus is on ${await focused(tab)}`);
}

/** The name, role and description of an element, as assistive technology has them. */
async function accessible(tab, selector) {
  const session = await tab.context().newCDPSession(tab);
  const expression = `document.querySelector("mbc-body-map").shadowRoot.querySelector("${selector}")`;
  const { result } = await session.send("Runtime.evaluate", { expression });
  const { nodes } = await session.send("Accessibility.getPartialAXTree", {
    objectId: result.objectId,
    fetchRelatives: false,
  });
  await session.detach();
  return { role: nodes[0].role?.value, name: nodes[0].name?.value ?? "" };
}

describe("the first screen", () => {
  let browser, server;
  before(async () => {
    server = await serve({ folders: { dist: DIST }, pages: PAGES });
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Where the parts of the first screen are. */
  const places = (tab) =>
    tab.evaluate(() => {
      const root = document.querySelector("mbc-body-map").shadowRoot;
      const ends = (selector) =>
        [...root.querySelectorAll(selector)].map((part) => {
          const { top, bottom, left, right } = part.getBoundingClientRect();
          return { what: part.id || part.parentElement.id || part.className, top, bottom, left, right };
        });
      return {
        scrolled: scrollY,
        pins: ends(".pin circle"),
        figure: ends("#fig > svg"),
        rows: ends(".map .row > summary"),
        head: ends("#slim, #head > h2, #head > .lead, .paths button"),
      };
    });
  const seen = (parts, { width, height }) =>
    parts.filter(({ top, bottom, left, right }) => top < 0 || left < 0 || bottom > height || right > width);

  for (const lang of LANGUAGES) {
    for (const font of Object.keys(FONTS)) {
      test(`a phone of 360 × 780 shows the first words, both paths and all pins without scrolling, ${lang}, ${font} font`, async () => {
        const size = { width: 360, height: 780 };
        const { tab, close } = await visit(browser, `${server.origin}/${lang}-${font}`, size);
        await settled(tab);
        const { scrolled, pins, head } = await places(tab);
        assert.equal(scrolled, 0);
        assert.equal(pins.length, PLACES.length);
        assert.equal(head.length, 5);
        assert.deepEqual(seen([...head, ...pins], size), []);
        await close();
      });

      test(`a window of 1040 × 900 shows the figure and all rows without scrolling, ${lang}, ${font} font`, async () => {
        const size = { width: 1040, height: 900 };
        const { tab, close } = await visit(browser, `${server.origin}/${lang}-${font}`, size);
        await settled(tab);
        const { scrolled, figure, rows, pins, head } = await places(tab);
        assert.equal(scrolled, 0);
        assert.equal(figure.length, 1);
        assert.equal(rows.length, PLACES.length);
        assert.deepEqual(seen([...head, ...figure, ...pins, ...rows], size), []);
        await close();
      });

      test(`nothing of it sticks out or wraps a name, 240 to 1040 px, ${lang}, ${font} font`, async () => {
        const { tab, close } = await visit(browser, `${server.origin}/${lang}-${font}`);
        await settled(tab);
        for (const width of [240, 320, 360, 640, 1040]) {
          await tab.setViewportSize({ width, height: 780 });
          await painted(tab);
          const { out, wide, lines } = await tab.evaluate(() => {
            const root = document.querySelector("mbc-body-map").shadowRoot;
            const parts = [
              ...root.querySelectorAll("#head *, #map-section *, #receptors *, #compare *, #sheet-section *"),
            ];
            const other = root.getElementById("lang-other");
            return {
              out: document.documentElement.scrollWidth - innerWidth,
              wide: parts
                .filter((part) => part.checkVisibility() && !part.closest(".sr, details:not([open]) > .panel"))
                .filter((part) => {
                  const { left, right } = part.getBoundingClientRect();
                  return left < -0.5 || right > innerWidth + 0.5;
                })
                .map((part) => `${part.localName} ${part.id || part.className}`),
              lines: other.getBoundingClientRect().height / parseFloat(getComputedStyle(other).lineHeight),
            };
          });
          assert.ok(out <= 0, `${width} px: ${out} px too wide`);
          assert.deepEqual(wide, [], `${width} px`);
          assert.ok(lines < 2, `${width} px: the name of the other language has ${lines} lines`);
        }
        await close();
      });
    }
  }

  test("the main message is bold, and what cannot yet be done is plain", async () => {
    for (const lang of LANGUAGES) {
      const { tab, close } = await visit(browser, `${server.origin}/${lang}`);
      await settled(tab);
      const [message, plain] = await tab
        .locator(".lead")
        .evaluate((lead) => [
          lead.querySelector("strong").innerText,
          lead.innerText.slice(lead.querySelector("strong").innerText.length).trim(),
        ]);
      assert.equal(message, textOf(lang, "front", "message", "text"));
      assert.equal(plain, textOf(lang, "front", "no-cure", "text"));
      const print = await accessible(tab, "#print");
      assert.deepEqual(print, { role: "button", name: textOf(lang, "ui", "print") });
      await close();
    }
  });
});

for (const [engine, flags] of ENGINES) {
  describe(`what is my type, ${engine} engine`, () => {
    let browser, server;
    before(async () => {
      server = await serve({ folders: { dist: DIST }, pages: PAGES });
      browser = await launch({ flags });
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });
    const open = async (path, options) => {
      const visitor = await visit(browser, server.origin + path, options);
      await settled(visitor.tab);
      return visitor;
    };

    test("by keyboard alone: the type is named in a status region that was there before, marked, and its button opens it", async () => {
      const { tab, log, close } = await open("/en");
      const region = await tab.locator("#answer-status").elementHandle();
      assert.equal((await accessible(tab, "#answer-status")).role, "status");
      assert.deepEqual(
        await texts(tab, "#answer-status > *"),
        [],
        "a region that appears with words would be said unasked",
      );
      assert.deepEqual(await texts(tab, "#answer > p"), [answer("en", "start")]);
      await tab.locator("#subtypes").focus();
      await tabTo(tab, "er-positive");
      await tab.keyboard.press("Space");
      assert.equal(await focused(tab), "er-positive");
      // A group is one stop of the Tab key.
      await tab.keyboard.press("Tab");
      assert.equal(await focused(tab), "pr-positive");
      await tab.keyboard.press("ArrowDown");
      assert.equal(await focused(tab), "pr-negative");
      assert.deepEqual(await texts(tab, "#answer > p"), [answer("en", "start")], "one group is still missing");
      await tab.keyboard.press("Tab");
      for (let press = 0; press < 3; press++) await tab.keyboard.press("ArrowDown");
      assert.equal(await focused(tab), "her2-zero");
      assert.deepEqual(await checked(tab, "#receptors"), ["er-positive", "her2-zero", "pr-negative"]);
      assert.deepEqual(await texts(tab, "#answer p"), [...named("en", ["hr-positive"]), answer("en", "check")]);
      assert.ok(await region.evaluate((region) => region.isConnected), "a new region would not be said");
      // The matching row of the table and the row of the type are marked, and no other.
      const marked = await tab.locator(".mark").evaluateAll((all) => all.map((mark) => mark.closest("tr, details")));
      assert.equal(marked.length, 2);
      // The table is in a closed row.
      const [row] = await tab.locator("#compare .yours > th").evaluateAll((all) => all.map((th) => th.textContent));
      assert.ok(row.startsWith(nameOf("en", "hr-positive")) && row.endsWith(type("en", "yours", "answer")), row);
      assert.ok((await accessible(tab, "#subtype-hr-positive > summary")).name.includes(type("en", "yours", "answer")));
      await tab.keyboard.press("Tab");
      assert.equal(await focused(tab), "reports-differ");
      await tab.keyboard.press("Tab");
      assert.equal(await focused(tab), "type-hr-positive");
      await tab.keyboard.press("Enter");
      assert.equal(await focused(tab), "subtype-hr-positive > summary");
      assert.ok(await tab.locator("#subtype-hr-positive .key").isVisible());
      assert.deepEqual(await texts(tab, "#sheet-lists > .first"), named("en", ["hr-positive"]), "it is on My visit");
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("each report leads to the types that its words name, or to what to ask", async () => {
      const { tab, log, close } = await open("/en");
      for (const [choices, types, answers] of REPORTS) {
        for (const choice of choices.split(" ")) await tab.locator(`#${choice}`).check();
        const said = [...named("en", types), ...answers.map((key) => answer("en", key)), answer("en", "check")];
        assert.deepEqual(await texts(tab, "#answer p"), said, choices);
        const buttons = await tab.locator("#answer > .act").evaluateAll((all) => all.map(({ id }) => id));
        assert.deepEqual(
          buttons,
          types.map((id) => `type-${id}`),
          choices,
        );
        const marked = await tab
          .locator("details:has(> summary > .mark)")
          .evaluateAll((all) => all.map(({ id }) => id));
        assert.deepEqual(marked.sort(), types.map((id) => `subtype-${id}`).sort(), choices);
        assert.equal(await tab.locator("#compare .yours").count(), types.length, choices);
        // Nothing is hidden by it.
        assert.equal(await tab.locator("#compare tbody tr").count(), Object.keys(FILES).length);
        assert.equal(await tab.locator("[id^=subtype-]:is(details):visible").count(), Object.keys(FILES).length);
        if (choices.includes("reports-differ")) await tab.locator("#reports-differ").uncheck();
      }
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("choices are cleared on request, kept in the other language, and gone with the page", async () => {
      const { tab, log, close } = await open("/en");
      const chosen = ["er-negative", "her2-low", "pr-negative", "reports-differ"];
      for (const choice of chosen) await tab.locator(`#${choice}`).check();
      await tab.locator("#lang-other").click();
      await tab.getByRole("heading", { name: TITLES.es, exact: true }).waitFor();
      assert.deepEqual(await checked(tab, "#receptors"), chosen);
      assert.deepEqual(await texts(tab, "#answer p"), [answer("es", "differ"), answer("es", "check")]);
      await tab.locator("#reports-differ").focus();
      await tab.keyboard.press("Space");
      assert.equal(await focused(tab), "reports-differ");
      assert.deepEqual(await texts(tab, "#answer .named"), named("es", ["triple-negative", "her2-low"]));
      await tabTo(tab, "receptors-clear");
      await tab.keyboard.press("Enter");
      assert.equal(await focused(tab), "subtypes", "the button is gone, and the focus is on the heading above");
      assert.deepEqual(await checked(tab, "#receptors"), []);
      assert.deepEqual(await texts(tab, "#answer > *"), [answer("es", "start"), ""]);
      assert.equal(await tab.locator(".mark, #sheet-lists > *").count(), 0);
      // It can be chosen again: a radio button that was cleared is not taken for chosen.
      await tab.locator("#er-negative").click();
      assert.deepEqual(await checked(tab, "#receptors"), ["er-negative"]);
      await tab.reload();
      await settled(tab);
      assert.deepEqual(await checked(tab, "#receptors"), []);
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("nothing tells the page what was chosen: no event, no attribute, no request, nothing stored", async () => {
      const { tab, log, close } = await open("/en");
      await tab.evaluate(() => {
        window.told = [];
        const host = document.querySelector("mbc-body-map");
        // The root is open, so a script of the page that looks for it can see each control; but nothing that reaches
        // the page names one by itself.
        for (const name of ["mbc-select", "mbc-ready", "mbc-error", "change", "toggle", "submit", "message"])
          addEventListener(name, () => told.push(name));
        for (const name of ["mbc-select", "change", "toggle", "input", "click"])
          host.addEventListener(name, ({ target, detail }) => {
            if (!["input", "click"].includes(name) || target !== host) told.push(name, target.id, detail);
          });
        new MutationObserver((all) => told.push(...all.map(({ attributeName }) => attributeName))).observe(
          document.documentElement,
          { attributes: true, subtree: true, childList: true },
        );
      });
      const asked = log.addresses.length;
      const address = tab.url();
      for (const [choices, [first]] of REPORTS) {
        for (const choice of choices.split(" ")) await tab.locator(`#${choice}`).check();
        if (first) await tab.locator(`#type-${first}`).click();
        if (choices.includes("reports-differ")) await tab.locator("#reports-differ").uncheck();
      }
      // Closing what was opened so tells no more.
      await tab.locator("#type-hr-positive").click();
      await tab.keyboard.press("Escape");
      assert.equal(await tab.locator("#subtype-hr-positive[open]").count(), 0);
      await tab.locator("#subtype-her2-positive > summary").click();
      await painted(tab);
      assert.deepEqual(await tab.evaluate(() => told), []);
      // A row that the visitor opens by hand is told, as ever.
      await tab.locator("#subtype-hr-positive > summary").click();
      await painted(tab);
      assert.deepEqual(await tab.evaluate(() => told), [
        "mbc-select",
        "",
        { kind: "subtype", id: "hr-positive", open: true },
      ]);
      assert.deepEqual(log.addresses.slice(asked), []);
      assert.equal(tab.url(), address);
      assert.deepEqual(
        await tab.evaluate(async () => [
          localStorage.length,
          sessionStorage.length,
          document.cookie,
          (await indexedDB.databases()).length,
          history.state,
        ]),
        [0, 0, "", 0, null],
      );
      assert.deepEqual(log.consoleLines, []);
      await close();
    });
  });

  describe(`my visit, ${engine} engine`, () => {
    let browser, server;
    before(async () => {
      server = await serve({ folders: { dist: DIST }, pages: PAGES });
      browser = await launch({ flags });
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });
    const open = async (path) => {
      const visitor = await visit(browser, server.origin + path, {
        script: keepPrinted,
        permissions: ["clipboard-read", "clipboard-write"],
      });
      await settled(visitor.tab);
      return visitor;
    };

    /** How many sheets of paper the last thing printed needs. */
    async function sheets(tab, format) {
      const { html, style } = await tab.evaluate(() => window.printed);
      const paper = await tab.context().newPage();
      await paper.setContent(`<!doctype html><style>${style}</style><body>${html}</body>`);
      const pdf = await paper.pdf({ format });
      await paper.close();
      return pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
    }

    for (const lang of LANGUAGES) {
      test(`three questions are picked by keyboard, in either voice, and printed on one page and copied, ${lang}`, async () => {
        const { tab, log, close } = await open(`/${lang}`);
        const [own, family] = [questions(lang, "text"), questions(lang, "family")];
        assert.equal(own.length, 6);
        assert.deepEqual(await texts(tab, "#first-visit .list label"), own);
        const blanks = ["day", "night"].map((key) => textOf(lang, "visit", key));
        // A page to write on, before anything is picked.
        await tab.locator("#sheet").focus();
        await tabTo(tab, "sheet-print");
        await tab.keyboard.press("Enter");
        const empty = await tab.evaluate(() => window.printed.text);
        for (const words of [textOf(lang, "ui", "sheet-first"), ...blanks]) assert.ok(empty.includes(words), empty);
        for (const words of own) assert.ok(!empty.includes(words), words);

        await tab.locator("#sheet").focus();
        await tabTo(tab, "voice-own");
        await tab.keyboard.press("Tab");
        const picked = [];
        for (let at = 0; at < own.length; at++) {
          if (at % 2 === 0) {
            await tab.keyboard.press("Space");
            picked.push(at);
          }
          await tab.keyboard.press("Tab");
        }
        assert.equal(picked.length, 3);
        const listed = (words) => picked.map((at) => words[at]);
        const onSheet = () =>
          tab.locator("#sheet-lists li > span").evaluateAll((all) => all.map((item) => item.firstChild.data));
        assert.deepEqual(await onSheet(), listed(own));
        assert.deepEqual(await texts(tab, "#sheet-lists h4"), [textOf(lang, "ui", "sheet-ask")]);
        assert.equal(
          await tab.locator("#live").textContent(),
          textOf(lang, "ui", "sheet-count").replace("{count}", "3"),
        );
        // In the voice of somebody close; the choice keeps the focus, and what is picked stays.
        await tab.locator("#sheet").focus();
        await tabTo(tab, "voice-own");
        await tab.keyboard.press("ArrowDown");
        assert.equal(await focused(tab), "voice-family");
        assert.deepEqual(await texts(tab, "#first-visit .list label"), family);
        assert.deepEqual(await onSheet(), listed(family));
        // A sign beside them comes first.
        await tab.locator("#site-bones > summary").click();
        await tab.locator("#site-bones .call-now input").first().check();

        await tab.locator("#sheet-print").focus();
        await tab.keyboard.press("Enter");
        const printed = await tab.evaluate(() => window.printed.text);
        for (const words of [...listed(family), ...blanks])
          assert.ok(printed.includes(words), `${words}\n\n${printed}`);
        for (const words of listed(own).filter((words) => !family.includes(words)))
          assert.ok(!printed.includes(words), words);
        assert.ok(printed.includes(textOf(lang, "signs", "title")), "with the signs that cannot wait");
        for (const format of ["letter", "a4"]) assert.equal(await sheets(tab, format), 1, format);

        await tab.locator("#sheet-copy").focus();
        await tab.keyboard.press("Enter");
        await tab.locator("#sheet-buttons p").waitFor();
        const copied = await tab.evaluate(() => navigator.clipboard.readText());
        const place = textOf(lang, "visit", "title");
        const lines = listed(family).map((words) => `- ${words} (${place})`);
        assert.ok(copied.includes([textOf(lang, "ui", "sheet-ask"), ...lines].join("\n")), copied);

        // The other language keeps what is picked and the voice.
        const other = lang === "en" ? "es" : "en";
        await tab.locator("#lang-other").click();
        await tab.getByRole("heading", { name: TITLES[other], exact: true }).waitFor();
        assert.equal(await tab.locator("#voice-family").isChecked(), true);
        assert.equal(await tab.locator("#first-visit .list input:checked").count(), 3);
        assert.deepEqual((await onSheet()).slice(1), listed(questions(other, "family")));
        assert.deepEqual(log.consoleLines, []);
        await close();
      });
    }
  });
}

describe("in words", () => {
  let browser, server;
  before(async () => {
    server = await serve({ folders: { dist: DIST, reader: READER }, pages: PAGES });
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  for (const lang of LANGUAGES) {
    test(`a screen reader simulator hears the groups, the answer and what is on the list, ${lang}`, async () => {
      const { tab, close } = await visit(browser, `${server.origin}/${lang}`);
      await settled(tab);
      await tab.evaluate(async () => {
        const { virtual } = await import("/reader/index.browser.js");
        window.virtual = virtual;
        await virtual.start({
          container: document.querySelector("mbc-body-map").shadowRoot.getElementById("mbc"),
          window,
        });
      });
      /** What was spoken since the last time. */
      const spoken = () =>
        tab.evaluate(async () => {
          const log = await window.virtual.spokenPhraseLog();
          await window.virtual.clearSpokenPhraseLog();
          return log;
        });
      const untilSpoken = (words) =>
        tab.waitForFunction(
          async (words) => (await window.virtual.spokenPhraseLog()).some((phrase) => phrase.includes(words)),
          words,
        );
      for (const [choice, group, key] of [
        ["er-positive", "er", "positive"],
        ["pr-positive", "pr", "positive"],
        ["her2-zero", "her2", "zero"],
      ]) {
        await spoken();
        await tab.locator(`#${choice}`).focus();
        await untilSpoken(`radio, ${type(lang, key, group)}`);
        const log = await spoken();
        assert.ok(
          log.some((phrase) => phrase.startsWith(`radio, ${type(lang, key, group)}, not checked`)),
          log.join("\n"),
        );
        assert.deepEqual(await accessible(tab, `fieldset:has(> label > #${choice})`), {
          role: "group",
          name: type(lang, "name", group),
        });
        await tab.keyboard.press("Space");
      }
      const [name] = named(lang, ["hr-positive"]);
      await untilSpoken(name);
      const log = await spoken();
      assert.ok(
        log.some((phrase) => phrase.startsWith("polite: ") && phrase.includes(name)),
        log.join("\n"),
      );
      await tab.locator("#type-hr-positive").focus();
      const open = type(lang, "open", "answer").replace("{type}", nameOf(lang, "hr-positive"));
      await untilSpoken(`button, ${open}`);

      await spoken();
      await tab.locator("#voice-family").focus();
      await untilSpoken(textOf(lang, "visit", "family"));
      await tab.keyboard.press("Space");
      const box = tab.locator("#first-visit .list input").first();
      const question = questions(lang, "family")[0];
      await box.focus();
      await untilSpoken(`checkbox, ${question}`);
      await spoken();
      await tab.keyboard.press("Space");
      await untilSpoken(`polite: ${textOf(lang, "ui", "sheet-count").replace("{count}", "1")}`);
      await tab.evaluate(() => window.virtual.stop());
      await close();
    });
  }
});
