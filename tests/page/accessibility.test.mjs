// Accessibility: axe over states, languages, themes and forced colours; the accessibility tree and a simulated screen
// reader; sizes of controls; reflow, text spacing and large text without clipping.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { PLACES, TOPICS, launch, placeNames, project, textOf } from "./page.mjs";
import { serve } from "./server.mjs";

const SUBTYPES = ["hr-positive", "her2-positive", "triple-negative", "her2-low"];
const DIST = fileURLToPath(new URL("../../dist", import.meta.url));
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const READER = fileURLToPath(new URL("../../node_modules/@guidepup/virtual-screen-reader/lib/esm", import.meta.url));
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const page = (lang, scheme) => `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>t</title>
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="${scheme}"><link rel="icon" href="data:,">
<script type="module" src="/dist/mbc-body-map.js"></script>
<main><h1>A page</h1><mbc-body-map></mbc-body-map></main></html>`;

/** Words of a report that name a type and a label inside it. */
const TYPED = ["er-positive", "pr-positive", "her2-low"];
/** Words that name no type. */
const CONTRADICTORY = ["er-unknown", "pr-unknown", "her2-low"];
/** Chooses what a report says, and three questions for a first visit in the voice of the family. */
async function choose(tab, words) {
  for (const word of [...words, "voice-family"]) await tab.locator(`#${word}`).check();
  const boxes = await tab.locator("#first-visit [type=checkbox]").all();
  for (const box of boxes.slice(0, 3)) await box.check();
}

/** Each pair of values is in at least one row (pairwise testing). */
const PAIRWISE = [
  { lang: "en", scheme: "light", forced: "none", width: 1040, open: [] },
  { lang: "es", scheme: "dark", forced: "none", width: 360, open: [] },
  { lang: "en", scheme: "dark", forced: "active", width: 360, open: ["site-bones", "section-basics"] },
  { lang: "es", scheme: "light", forced: "active", width: 1040, open: ["site-liver", "section-tests"] },
  { lang: "en", scheme: "light", forced: "none", width: 360, open: ["site-lungs", "section-treatment"] },
  { lang: "es", scheme: "dark", forced: "none", width: 1040, open: ["site-brain", "section-living"] },
  { lang: "es", scheme: "light", forced: "none", width: 360, open: ["site-anywhere", "section-myths"] },
  { lang: "en", scheme: "dark", forced: "none", width: 1040, open: ["section-research"] },
  { lang: "es", scheme: "dark", forced: "active", width: 1040, open: ["section-help"] },
  { lang: "en", scheme: "light", forced: "active", width: 1040, open: ["section-glossary"] },
  // The overall list: a group and the rules.
  { lang: "en", scheme: "dark", forced: "none", width: 360, open: ["signs-group-0", "signs-rules"] },
  { lang: "es", scheme: "light", forced: "none", width: 1040, open: ["signs-group-6", "signs-rules"] },
  { lang: "es", scheme: "dark", forced: "active", width: 360, open: ["signs-group-3"] },
  { lang: "en", scheme: "light", forced: "none", width: 1040, open: ["signs-group-7", "site-brain"] },
  // Side effects, and a type with what its report says.
  { lang: "en", scheme: "dark", forced: "none", width: 360, open: ["section-effects"] },
  { lang: "es", scheme: "light", forced: "active", width: 360, open: ["section-effects"] },
  ...[
    { lang: "en", scheme: "light", forced: "none", width: 360, open: ["subtype-hr-positive"] },
    { lang: "es", scheme: "dark", forced: "none", width: 1040, open: [] },
    { lang: "es", scheme: "light", forced: "active", width: 360, open: [] },
    { lang: "en", scheme: "dark", forced: "active", width: 1040, open: ["subtype-her2-low"] },
  ].map((run) => ({ ...run, choose: TYPED })),
  { lang: "en", scheme: "dark", forced: "none", width: 360, open: [], choose: CONTRADICTORY },
  { lang: "es", scheme: "light", forced: "none", width: 1040, open: [], choose: CONTRADICTORY },
];

/** Every language, scheme, kind of colours and width with every row: `cargo xtask test --all`. */
function everything() {
  const rows = [
    [],
    ...PLACES.map((id) => [`site-${id}`]),
    ...TOPICS.map((id) => [`section-${id}`]),
    ...SUBTYPES.map((id) => [`subtype-${id}`]),
    ...[0, 1, 2, 3, 4, 5, 6, 7].map((group) => [`signs-group-${group}`]),
    ["signs-rules"],
  ];
  const product = (lists) =>
    lists.reduce((runs, list) => runs.flatMap((run) => list.map((value) => [...run, value])), [[]]);
  const states = [...rows.map((open) => [open]), [[], TYPED], [[], CONTRADICTORY]];
  return product([["en", "es"], ["light", "dark"], ["none", "active"], [1040, 360], states]).map(
    ([lang, scheme, forced, width, [open, choose]]) => ({ lang, scheme, forced, width, open, choose }),
  );
}
const RUNS = process.env.MBC_ALL ? everything() : PAIRWISE;

describe("for every reader", () => {
  let browser, server, axe;
  before(async () => {
    const pages = {};
    for (const lang of ["en", "es"])
      for (const scheme of ["light", "dark"]) pages[`/${lang}-${scheme}`] = page(lang, scheme);
    server = await serve({ folders: { dist: DIST, reader: READER }, pages });
    browser = await launch();
    axe = await readFile(AXE, "utf8");
  });
  after(async () => {
    // `--test-reporter=tap` prints the numbers as comments.
    for (const [what, { value, where }] of Object.entries(least)) console.log(`smallest ${what}: ${value} (${where})`);
    await browser?.close();
    await server?.close();
  });

  /** The smallest of what was measured, and where. */
  const least = {};
  function measured(what, size, value, where) {
    if (!(size >= least[what]?.size)) least[what] = { size, value, where };
  }

  async function visit({ lang = "en", scheme = "light", forced = "none", width = 1040, height = 900 }) {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      forcedColors: forced,
    });
    const tab = await context.newPage();
    await tab.goto(`${server.origin}/${lang}-${scheme}`);
    await tab.waitForSelector("mbc-body-map:state(ready)");
    return tab;
  }

  /** Opens rows, and everything inside them. */
  async function open(tab, rows) {
    for (const row of rows) {
      await tab.locator(`#${row} > summary`).click();
      const closed = tab.locator(`#${row} .fold:not([open]) > summary`);
      while (await closed.count()) await closed.first().click();
    }
  }

  /**
   * Runs axe and returns the passed rules; fails on violations and on what axe could not decide, except contrast in forced
   * colours, which are the reader's own.
   */
  async function look(tab, { forced, rules = {} } = {}) {
    await tab.evaluate(axe);
    const { violations, incomplete, passes } = await tab.evaluate((options) => window.axe.run(document, options), {
      runOnly: RULES,
      rules,
    });
    const summary = (all) =>
      all.map(
        ({ id, nodes }) =>
          `${id}: ${nodes.length} times, ${nodes[0].target.flat().join(" ")}, ${nodes[0].any[0]?.message ?? ""}`,
      );
    assert.deepEqual(summary(violations), []);
    // What axe cannot decide: it does not take one letter or an arrow for text, nor see through the bar beside the number of an open
    // row. These are the numbers of pins and rows, whose contrast is measured below, and the mark of a type, which it sees in
    // the table of types. A marked word of several lines is a box that it takes to lie on
    // others; it has the colour of the text around. And text on the page's own background, such as its title, it does
    // not recognize in the dark scheme.
    const known = ({ any, target }) =>
      ["shortTextContent", "nonBmp"].includes(any[0]?.data?.messageKey) ||
      /\.num\b|#term-|summary > \.mark$/.test(target.flat().at(-1)) ||
      /^(h1|p)$/.test(target.flat().at(-1));
    const uncertain = incomplete
      .filter(({ id }) => !(id === "color-contrast" && forced === "active"))
      .map(({ id, nodes }) => ({ id, nodes: nodes.filter((node) => !known(node)) }));
    assert.deepEqual(summary(uncertain.filter(({ nodes }) => nodes.length)), []);
    assert.ok(passes.length > 10, `only ${passes.length} rules looked at anything`);
    return passes;
  }

  for (const run of RUNS) {
    const name = [
      run.lang,
      run.scheme,
      run.forced === "active" ? "forced colours" : "",
      `${run.width} px`,
      ...run.open,
      ...(run.choose ?? []),
    ];
    test(`axe finds nothing: ${name.filter(Boolean).join(", ")}`, async () => {
      const tab = await visit(run);
      await open(tab, run.open);
      if (run.choose) await choose(tab, run.choose);
      const word = tab.locator(".term:visible").first();
      if (await word.count()) await word.click();
      const box = tab.locator("input:visible").first();
      if (await box.count()) await box.check();
      const passes = await look(tab, run);
      assert.ok(passes.length > 20, `only ${passes.length} rules looked at anything`);
      // Forced colours are the reader's own.
      const texts = run.forced === "active" ? [] : (passes.find(({ id }) => id === "color-contrast")?.nodes ?? []);
      for (const { any, target } of texts) {
        const { contrastRatio, fgColor, bgColor } = any[0]?.data ?? {};
        if (contrastRatio)
          measured(
            "text contrast",
            contrastRatio,
            contrastRatio,
            `${fgColor} on ${bgColor}, ${target.flat().at(-1)}, ${name.filter(Boolean).join(", ")}`,
          );
      }
      await tab.context().close();
    });
  }

  for (const file of [
    "fallback.en.html",
    "fallback.es.html",
    "approval.html",
    "content-report.html",
    "accessibility.html",
  ]) {
    test(`axe finds nothing on the plain page ${file}, with every row open`, async () => {
      // The pages for review are wide tables, made for a desk.
      const context = await browser.newContext({
        viewport: { width: file.startsWith("fallback") ? 360 : 1440, height: 800 },
      });
      const tab = await context.newPage();
      await tab.goto(`${server.origin}/dist/${file}`);
      await tab.evaluate(() =>
        document.querySelectorAll("details").forEach((row) => (row.removeAttribute("name"), (row.open = true))),
      );
      // The title of the pasted page is at the second level: the page around it has the first.
      await look(tab, { rules: { "page-has-heading-one": { enabled: !file.startsWith("fallback") } } });
      if (file.startsWith("fallback"))
        assert.equal(await tab.evaluate(() => document.documentElement.scrollWidth), 360);
      await context.close();
    });
  }

  test("axe finds nothing in the frame, when the guide cannot load, and in the large sheet", async () => {
    for (const scheme of ["light", "dark"]) {
      const tab = await visit({ scheme, width: 360 });
      await open(tab, ["site-liver"]);
      for (const box of await tab.locator("#site-liver input").all()) await box.check();
      await choose(tab, TYPED);
      await tab.locator("#sheet-large").click();
      await look(tab);
      await tab.locator("#sheet-close").click();
      await tab.locator("#sheet-clear").click();
      await look(tab);
      await tab.route(/\.pack$/, (route) => route.abort());
      for (const path of [`/en-${scheme}`, "/dist/embed.html?lang=es"]) {
        await tab.goto(`${server.origin}${path}`);
        await tab.waitForSelector("mbc-body-map:state(error)");
        await look(tab, { rules: { "page-has-heading-one": { enabled: false } } });
      }
      await tab.unroute(/\.pack$/);
      await tab.goto(`${server.origin}/dist/embed.html?lang=es&theme=${scheme}`);
      await tab.waitForSelector("mbc-body-map:state(ready)");
      await look(tab, { rules: { "page-has-heading-one": { enabled: false } } });
      await tab.context().close();
    }
  });

  test("reduced motion stops all motion, and more contrast makes lines as dark as text", async () => {
    const moves = () =>
      [...document.querySelector("mbc-body-map").shadowRoot.querySelectorAll("*")].flatMap((part) =>
        [null, "::before", "::after"].map((pseudo) => {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(part, pseudo);
          return [
            transitionDuration === "0s" || transitionDuration,
            animationName === "none" || animationName,
            scrollBehavior === "auto" || scrollBehavior,
          ]
            .filter((still) => still !== true)
            .join();
        }),
      );
    const tones = () => {
      const { shadowRoot } = document.querySelector("mbc-body-map");
      const colour = (selector, name) => getComputedStyle(shadowRoot.querySelector(selector))[name];
      return [colour(".lead", "color"), colour("#site-liver .hint", "color"), colour("#site-bones", "borderTopColor")];
    };
    const seen = async (media, what) => {
      const context = await browser.newContext(media);
      const tab = await context.newPage();
      await tab.goto(`${server.origin}/en-light`);
      await tab.waitForSelector("mbc-body-map:state(ready)");
      const got = await tab.evaluate(what);
      await context.close();
      return got;
    };
    assert.ok((await seen({ reducedMotion: "no-preference" }, moves)).some(Boolean), "otherwise something moves");
    assert.deepEqual(new Set(await seen({ reducedMotion: "reduce" }, moves)), new Set([""]));
    const [text, soft] = await seen({ contrast: "no-preference" }, tones);
    assert.notEqual(text, soft, "otherwise hints are softer than text");
    const more = await seen({ contrast: "more" }, tones);
    assert.equal(new Set(more).size, 1, more.join());
  });

  test("a brand colour with enough contrast is used; one without is refused with one console line", async () => {
    const tab = await visit({});
    const lines = [];
    tab.on("console", (message) => lines.push(message.text()));
    const shown = () =>
      tab.evaluate(() => {
        const widget = document.querySelector("mbc-body-map");
        return getComputedStyle(widget.shadowRoot.querySelector(".fold a")).color;
      });
    const paint = (colours) =>
      tab.evaluate((colours) => {
        const widget = document.querySelector("mbc-body-map");
        for (const [name, colour] of Object.entries(colours)) widget.style.setProperty(name, colour);
        widget.setAttribute("theme", widget.getAttribute("theme") === "light" ? "auto" : "light");
      }, colours);
    const own = await shown();
    await paint({ "--mbc-accent": "#7a1fa2" });
    assert.equal(await shown(), "rgb(122, 31, 162)");
    assert.deepEqual(lines, []);
    await paint({ "--mbc-accent": "#ffd400" });
    assert.equal(await shown(), own);
    assert.equal(lines.length, 1);
    assert.match(lines[0], /<mbc-body-map>: --mbc-accent has a contrast of 1\.\d, and 4\.5 is needed/);
    const refused = () => tab.locator(".mbc").getAttribute("data-refused");
    await paint({ "--mbc-accent": "oklch(0.4 0.1 200)", "--mbc-on-accent": "#345", "--mbc-accent-soft": "black" });
    assert.equal(lines.length, 3);
    const light = (names) =>
      names
        ?.split(" ")
        .filter((name) => name.endsWith("-light"))
        .join(" ");
    assert.equal(light(await refused()), "on-accent-light accent-soft-light");
    // Soft text lies on the soft background too; a translucent or invalid colour has no contrast.
    for (const [name, colour] of [
      ["accent-soft", "#d8a0b8"],
      ["accent", "transparent"],
      ["accent", "rgb(90 20 90 / .9)"],
      ["accent", "rgb(none 255 255)"],
      ["on-accent", "rgb(255 255 255 / 0)"],
    ]) {
      lines.length = 0;
      await paint({ "--mbc-accent": "", "--mbc-on-accent": "", "--mbc-accent-soft": "" });
      assert.equal(await refused(), null);
      assert.deepEqual(lines, []);
      await paint({ [`--mbc-${name}`]: colour });
      assert.equal(light(await refused()), `${name}-light`, colour);
      assert.equal(lines.length, 1);
    }
    await tab.context().close();
  });

  test("a brand colour that is readable only in the light scheme is replaced in the dark one, also after a switch", async () => {
    const tab = await visit({});
    const lines = [];
    tab.on("console", (message) => lines.push(message.text()));
    const link = () =>
      tab.evaluate(
        () => getComputedStyle(document.querySelector("mbc-body-map").shadowRoot.querySelector(".fold a")).color,
      );
    // A page that follows the system.
    await tab.evaluate(() => (document.documentElement.style.colorScheme = "light dark"));
    await tab.emulateMedia({ colorScheme: "dark" });
    const night = await link();
    await tab.emulateMedia({ colorScheme: "light" });
    await tab.evaluate(() => {
      const widget = document.querySelector("mbc-body-map");
      widget.style.setProperty("--mbc-accent", "#7a1fa2");
      widget.theme = "light";
      widget.theme = "auto";
    });
    assert.equal(await link(), "rgb(122, 31, 162)");
    await tab.emulateMedia({ colorScheme: "dark" });
    assert.equal(await link(), night);
    // Or one with a switch of its own.
    await tab.evaluate(() => (document.documentElement.style.colorScheme = "light"));
    assert.equal(await link(), "rgb(122, 31, 162)");
    await tab.evaluate(() => (document.documentElement.style.colorScheme = "dark"));
    assert.equal(await link(), night);
    // The author is warned about the scheme that is shown when the colours are measured.
    assert.deepEqual(lines, []);
    await tab.evaluate(() => (document.querySelector("mbc-body-map").theme = "dark"));
    assert.equal(lines.length, 1);
    await tab.context().close();
  });

  test("the accessibility tree has each row as one control with its name first, and announces changes elsewhere", async () => {
    const tab = await visit({});
    const session = await tab.context().newCDPSession(tab);
    const tree = async () => {
      const { nodes } = await session.send("Accessibility.getFullAXTree");
      return nodes
        .filter((node) => !node.ignored)
        .map((node) => ({
          role: node.role?.value,
          name: node.name?.value ?? "",
          expanded: node.properties?.find(({ name }) => name === "expanded")?.value?.value,
          focused: node.properties?.find(({ name }) => name === "focused")?.value?.value,
        }));
    };
    const before = await tree();
    const named = (id) => textOf("en", `topics/${id}`, "name");
    const rows = [...placeNames("en"), ...["basics", "effects", "glossary"].map(named)];
    for (const name of rows) {
      const found = before.filter((node) => node.expanded !== undefined && node.name.startsWith(name));
      assert.equal(found.length, 1, `${name}: ${JSON.stringify(found)}`);
      assert.equal(found[0].expanded, false);
      assert.ok(
        before.some((node) => node.role === "heading" && node.name === name),
        `${name} is no heading`,
      );
    }
    assert.ok(
      !before.some((node) => ["image", "graphics-document", "SvgRoot", "img"].includes(node.role)),
      "the figure is announced",
    );
    // What changed out of sight, and what the words of a report name.
    assert.equal(before.filter((node) => node.role === "status").length, 2);
    await tab.locator("#pin-liver").click();
    const after = await tree();
    assert.ok(after.find((node) => node.name.startsWith(placeNames("en")[1]) && node.expanded === true));
    const status = tab.locator("#live");
    // Heard by the focus, so not said a second time.
    assert.ok(after.find((node) => node.name.startsWith(placeNames("en")[1]) && node.focused));
    assert.equal(await status.textContent(), "");
    await tab.locator("#pin-liver").click();
    assert.equal(await status.textContent(), textOf("en", "ui", "closed").replace("{place}", placeNames("en")[1]));
    await tab.locator("#site-bones > summary").click();
    assert.equal(await status.textContent(), "");
    await tab.context().close();
  });

  /** The controls that open something, in Chromium's accessibility tree. */
  async function expandable(tab) {
    const session = await tab.context().newCDPSession(tab);
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    await session.detach();
    const state = (node) => node.properties?.find(({ name }) => name === "expanded")?.value?.value;
    return nodes
      .filter((node) => !node.ignored && state(node) !== undefined)
      .map((node) => ({ name: node.name?.value ?? "", expanded: state(node) }));
  }

  for (const lang of ["en", "es"]) {
    test(`a screen reader simulator reads a walk through the guide, ${lang}`, async () => {
      const [ids, names] = [PLACES, placeNames(lang)];
      const tab = await visit({ lang });
      await tab.evaluate(async () => {
        const { virtual } = await import("/reader/index.browser.js");
        window.virtual = virtual;
        // The simulator does not enter a shadow root, so it starts inside.
        await virtual.start({
          container: document.querySelector("mbc-body-map").shadowRoot.getElementById("mbc"),
          window,
        });
      });
      const text = (selector) => tab.locator(selector).first().innerText();
      /** What was spoken since the last time. */
      const spoken = () =>
        tab.evaluate(async () => {
          const log = await window.virtual.spokenPhraseLog();
          await window.virtual.clearSpokenPhraseLog();
          return log;
        });
      const walk = (steps) =>
        tab.evaluate(async (steps) => {
          for (let step = 0; step < steps; step++) await window.virtual.next();
        }, steps);
      const untilSpoken = (start) =>
        tab.waitForFunction(
          async (start) =>
            (await window.virtual.spokenPhraseLog()).some(
              (phrase) => phrase.startsWith(start) && phrase.trim() !== start,
            ),
          start,
        );
      // A status that is emptied is logged as a phrase without words.
      const polite = (log) => log.filter((phrase) => /^(polite|assertive): ./.test(phrase));

      await walk(20);
      const first = await spoken();
      assert.ok(first.includes(`heading, ${await text(".head h2")}, level 2`), first.join("\n"));
      assert.ok(first.includes(await text(".head .draft")), first.join("\n"));
      assert.deepEqual(polite(first), []);

      // The simulator does not know `summary` and walks into closed rows, so Chromium's tree is asked for the state.
      for (const [at, name] of names.entries()) {
        await tab.locator(`#site-${ids[at]} > summary`).focus();
        await untilSpoken(name);
        await walk(1);
        const log = await spoken();
        assert.equal(log.filter((phrase) => phrase.startsWith(name)).length, 1, log.join("\n"));
        assert.ok(log.includes(`heading, ${name}, level 4`), log.join("\n"));
        const controls = (await expandable(tab)).filter((control) => control.name.startsWith(name));
        assert.deepEqual(
          controls.map(({ expanded }) => expanded),
          [false],
          name,
        );
      }

      // Opened from the figure and from the page: the row has the focus, by which it is said, and is not said again.
      for (const [open, name] of [
        [() => tab.locator("#pin-liver").click(), names[1]],
        [() => tab.evaluate(() => document.querySelector("mbc-body-map").open("lungs")), names[2]],
      ]) {
        await tab.locator("#site-bones > summary").click();
        await spoken();
        await open();
        await untilSpoken(name);
        // Name, hint, end of the row's head; then the panel begins, whose first heading follows its key point.
        await walk(3);
        const log = await spoken();
        assert.deepEqual(polite(log), []);
        assert.equal(log.filter((phrase) => phrase.startsWith(`${name} `)).length, 1, log.join("\n"));
        const controls = (await expandable(tab)).filter((control) =>
          names.some((known) => control.name.startsWith(known)),
        );
        assert.deepEqual(
          controls.filter(({ expanded }) => expanded).map((control) => control.name.startsWith(name)),
          [true],
        );
        await tab.evaluate(() => window.virtual.perform(window.virtual.commands.moveToNextHeading));
        assert.deepEqual(await spoken(), [`heading, ${await text(".row[open] .signs > h5")}, level 5`]);
      }

      // A row opened from itself needs no announcement: its state is spoken.
      await tab.locator("#site-bones > summary").click();
      assert.ok((await expandable(tab)).find(({ name }) => name.startsWith(names[0])).expanded);
      assert.deepEqual(polite(await spoken()), []);
      const sign = await text("#site-bones label");
      await tab.locator("#site-bones input").first().focus();
      await untilSpoken(`checkbox, ${sign}`);
      const unticked = await spoken();
      assert.ok(unticked.includes(`checkbox, ${sign}, not checked`), unticked.join("\n"));
      assert.deepEqual(polite(unticked), []);
      await tab.evaluate(() => window.virtual.act());
      await untilSpoken("polite:");
      // Away and back, so that its state is spoken.
      await tab.evaluate(() => window.virtual.previous());
      await walk(1);
      const ticked = await spoken();
      assert.deepEqual(polite(ticked), [`polite: ${await text("#live")}`]);
      assert.match(
        ticked.find((phrase) => phrase.startsWith("polite:")),
        / 1$/,
      );
      assert.ok(ticked.includes(`checkbox, ${sign}, checked`), ticked.join("\n"));
      await tab.evaluate(() => window.virtual.stop());
      await tab.context().close();
    });
  }

  test("controls are at least 44 pixels high and wide, at 320 px", async () => {
    const tab = await visit({ width: 320 });
    await choose(tab, TYPED);
    for (const row of [
      null,
      "site-liver",
      "section-basics",
      "section-effects",
      "section-help",
      "section-glossary",
      "subtype-her2-positive",
    ]) {
      if (row) await open(tab, [row]);
      const box = tab.locator("input:visible").first();
      if (await box.count()) await box.check();
      const targets = await tab.evaluate(() => {
        const found = [];
        for (const element of document
          .querySelector("mbc-body-map")
          .shadowRoot.querySelectorAll("summary, button, a, label, .hit")) {
          // Words in a sentence are as large as the sentence (WCAG 2.5.8, inline); boxes are pressed by their labels.
          if (element.matches(".term, .bullets a, .notes a") || !element.checkVisibility()) continue;
          const { width, height } = element.getBoundingClientRect();
          const holder = element.closest("[id]");
          found.push({
            width,
            height,
            what: `${element.localName} ${element.id || element.textContent.slice(0, 30)} in #${holder?.id}`,
          });
        }
        return found;
      });
      assert.ok(targets.length > 20);
      for (const { width, height, what } of targets) {
        measured("target at 320 px", Math.min(width, height), `${width.toFixed(1)} × ${height.toFixed(1)} px`, what);
      }
      assert.deepEqual(
        targets.filter(({ width, height }) => width < 44 || height < 44),
        [],
      );
    }
    await tab.context().close();
  });

  for (const scheme of ["light", "dark"]) {
    test(`borders, icons and shapes have a contrast of 3 with their background, ${scheme}`, async () => {
      const tab = await visit({ scheme });
      const pairs = [
        // Borders of controls and cards, the bar of an open row, icons.
        ...["edge", "accent", "ink", "ink-soft", "now-edge", "day-edge", "soon-edge", "now-text"].map((name) => [
          name,
          "paper",
        ]),
        ["edge", "sunk"],
        ["accent", "accent-soft"],
        ["now-text", "sunk"],
        ["on-accent", "fill"],
        // The two focus rings, one of which must be visible.
        ["focus", "paper"],
        ["focus", "focus-gap"],
        // The body on the ground, organs on the body, at rest and open, and the pins. An outline may come near its own
        // fill, with which it stands off the body.
        ["skin-line", "paper"],
        ["pin-line", "pin"],
        ["on-bones-line", "skin"],
        ...["lungs", "liver", "brain"].flatMap((organ) => [
          [`${organ}-line`, "skin"],
          [`on-${organ}-line`, "skin"],
        ]),
      ];
      const contrasts = await tab.evaluate((pairs) => {
        const probe = document
          .querySelector("mbc-body-map")
          .shadowRoot.getElementById("mbc")
          .appendChild(document.createElement("span"));
        const light = (name) => {
          // A colour mixed with itself is serialized as three numbers.
          probe.style.color = `color-mix(in srgb, var(--_${name}), var(--_${name}))`;
          const parts = getComputedStyle(probe)
            .color.match(/[\d.e-]+(?= |$|\))/g)
            .slice(0, 3)
            .map(Number);
          const [red, green, blue] = parts.map((part) =>
            part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
          );
          return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
        };
        return pairs.map((pair) => {
          const [dark, bright] = pair.map(light).sort((a, b) => a - b);
          return { pair: pair.join(" on "), contrast: bright / dark };
        });
      }, pairs);
      for (const { pair, contrast } of contrasts)
        measured("graphic contrast", contrast, contrast.toFixed(2), `${pair}, ${scheme}`);
      assert.deepEqual(
        contrasts.filter(({ contrast }) => !(contrast >= 3)),
        [],
      );
      await tab.context().close();
    });
  }

  for (const file of ["fallback.en.html", "fallback.es.html", "the part that is pasted"]) {
    test(`${file}: what can be pressed is large enough or apart, at each depth of open rows (WCAG 2.5.8)`, async () => {
      const isPart = file.startsWith("the part");
      const html = await readFile(`${DIST}/${isPart ? "fallback.en.html" : file}`, "utf8");
      const part = html.match(/paste from here -->([^]*)<!-- mbc-body-map: to here/)[1];
      const whole = isPart
        ? `<!doctype html><html lang="en"><title>t</title><meta name="viewport" content="width=device-width"><main><h1>A page</h1>${part}</main></html>`
        : html;
      for (const width of [1040, 320]) {
        const tab = await browser.newPage({ viewport: { width, height: 900 } });
        await tab.setContent(whole);
        await tab.addScriptTag({ path: AXE });
        assert.deepEqual(
          await tab.locator("h1, h2, h3, h4, h5, h6").evaluateAll((all) => all.slice(0, 2).map((one) => one.localName)),
          ["h1", "h2"],
        );
        assert.equal(await tab.locator("h1").count(), 1);
        for (let depth = 0; depth < 4; depth++) {
          const faults = await tab.evaluate(async () => {
            const { violations, incomplete } = await axe.run(document, { runOnly: ["target-size"] });
            return [...violations, ...incomplete].flatMap(({ nodes }) => nodes.map(({ html }) => html));
          });
          assert.deepEqual(faults, [], `${width} px, rows open to depth ${depth}`);
          // Rows that are shown and closed open; of a group, which opens one at a time, all.
          await tab.evaluate(() => {
            const closed = [...document.querySelectorAll("details:not([open])")].filter((row) => row.checkVisibility());
            for (const row of closed) row.removeAttribute("name");
            for (const row of closed) row.open = true;
          });
        }
        await tab.close();
      }
    });
  }

  test("a page of its own begins with h1: the frame, with and without script", async () => {
    const server = await serve({ folders: { dist: DIST } });
    for (const javaScriptEnabled of [true, false]) {
      const context = await browser.newContext({ javaScriptEnabled });
      const tab = await context.newPage();
      await tab.goto(`${server.origin}/dist/embed.html`);
      if (javaScriptEnabled) await tab.locator("mbc-body-map #site-liver").waitFor();
      const first = tab.locator("h1, h2, h3").first();
      assert.equal(await first.evaluate((heading) => heading.localName), "h1");
      await context.close();
    }
    await server.close();
  });

  test("a marked word is at least 24 pixels high to press", async () => {
    const tab = await visit({});
    for (const row of ["site-liver", "section-basics"]) await tab.locator(`#${row} > summary`).click();
    const heights = await tab
      .locator(".term")
      .evaluateAll((words) =>
        words
          .filter((word) => word.checkVisibility())
          .flatMap((word) => [...word.getClientRects()].map((line) => line.height)),
      );
    assert.ok(heights.length > 3);
    assert.ok(Math.min(...heights) >= 24, `${Math.min(...heights)} px`);
    await tab.context().close();
  });

  for (const dir of ["ltr", "rtl"]) {
    test(`shapes of the figure do not overlap, hold a square of 44 pixels, and the liver is on the person’s right, ${dir}`, async () => {
      const tab = await visit({ width: 320, lang: dir === "rtl" ? "es" : "en" });
      await tab.evaluate((dir) => (document.documentElement.dir = dir), dir);
      const { squares, meeting, liver, body } = await tab.evaluate(() => {
        const root = document.querySelector("mbc-body-map").shadowRoot;
        const svg = root.querySelector("#drawing");
        const frame = svg.getBoundingClientRect();
        const shapes = [...svg.querySelectorAll(".hit")].map((shape) => ({
          shape,
          region: shape.closest("[data-region]").getAttribute("data-region"),
          back: shape.getScreenCTM().inverse(),
        }));
        const inside = ({ shape, back }, x, y) => shape.isPointInFill(new DOMPoint(x, y).matrixTransform(back));
        const middles = {};
        const squares = {};
        let meeting = 0;
        let above = {};
        // One point for every second pixel; the side of the largest square that ends there, from its three neighbours.
        const STEP = 2;
        for (let y = 0; y < frame.height; y += STEP) {
          const row = {};
          for (let x = 0; x < frame.width; x += STEP) {
            const regions = new Set(
              shapes.filter((one) => inside(one, frame.x + x, frame.y + y)).map(({ region }) => region),
            );
            if (regions.size > 1) meeting++;
            for (const region of regions) {
              const at = (line, x) => line[`${region} ${x}`] ?? 0;
              const side = STEP + Math.min(at(row, x - STEP), at(above, x), at(above, x - STEP));
              row[`${region} ${x}`] = side;
              squares[region] = Math.max(squares[region] ?? 0, side);
              (middles[region] ??= []).push(frame.x + x);
            }
          }
          above = row;
        }
        const middle = (all) => all.reduce((sum, x) => sum + x, 0) / all.length;
        return { squares, meeting, liver: middle(middles.liver), body: middle(middles.brain) };
      });
      assert.equal(meeting, 0, `${meeting} points lie in two shapes`);
      // A place without a shape of its own, such as "anywhere", has none.
      const drawn = await readFile(project("content/figure.svg"), "utf8");
      assert.deepEqual(
        Object.keys(squares).sort(),
        PLACES.filter((id) => drawn.includes(`data-region="${id}"`)).sort(),
      );
      assert.ok(Object.keys(squares).length >= 4);
      for (const [region, side] of Object.entries(squares))
        measured("square inside a shape of the figure at 320 px", side, `${side} px`, region);
      for (const [region, side] of Object.entries(squares))
        assert.ok(side >= 44, `${region}: the largest square is ${side} px`);
      // The person faces us: their right is on our left, in every direction of writing.
      assert.ok(liver < body - 5, `the liver is at ${liver}, the middle of the body at ${body}`);
      await tab.context().close();
    });
  }

  for (const lang of ["en", "es"]) {
    test(`nothing overflows sideways, 240 to 1400 px, each row open, ${lang}`, async () => {
      const tab = await visit({ lang });
      for (const width of [240, 288, 320, 360, 480, 561, 640, 884, 1040, 1400]) {
        await tab.setViewportSize({ width, height: 900 });
        const { opened, wide } = await tab.evaluate(() => {
          const root = document.querySelector("mbc-body-map").shadowRoot;
          const press = (row) => row.open || row.firstElementChild.click();
          const rows = [...root.querySelectorAll("details.row")];
          const wide = [];
          for (const row of rows) {
            press(row);
            row.querySelectorAll(".fold").forEach(press);
            const out = document.documentElement.scrollWidth - innerWidth;
            if (out > 0) wide.push(`${out} px with ${row.id}`);
          }
          return { opened: rows.length, wide };
        });
        assert.deepEqual(wide, [], `${width} px`);
        assert.equal(opened, PLACES.length + SUBTYPES.length + TOPICS.length);
      }
      await tab.context().close();
    });
  }

  test("the widget takes the available width in every kind of parent", async () => {
    const tab = await visit({ width: 800 });
    const parents = {
      block: "<div></div>",
      flex: "<div style='display: flex'></div>",
      grid: "<div style='display: grid'></div>",
      float: "<div style='float: left; width: 100%'></div>",
      "inline-block": "<div style='display: inline-block; width: 100%'></div>",
      "table-cell": "<div style='display: table; width: 100%'><div style='display: table-cell'></div></div>",
    };
    for (const [name, html] of Object.entries(parents)) {
      const width = await tab.evaluate(async (html) => {
        const main = document.querySelector("main");
        main.innerHTML = html;
        const widget = document.createElement("mbc-body-map");
        (main.querySelector("div > div") ?? main.firstElementChild).append(widget);
        await widget.ready;
        return {
          widget: widget.getBoundingClientRect().width,
          rows: widget.shadowRoot.querySelector(".rows").getBoundingClientRect().width,
          room: main.clientWidth,
        };
      }, html);
      assert.ok(Math.abs(width.widget - width.room) < 2, `${name}: ${width.widget} of ${width.room} px`);
      assert.ok(width.rows > 400, `${name}: the rows are ${width.rows} px wide`);
    }
    await tab.context().close();
  });

  test("nothing overflows or disappears with endless words, a large host font, a change of width or direction", async () => {
    const tab = await visit({ width: 700 });
    await open(tab, ["site-liver", "section-help"]);
    await tab.evaluate(() => {
      const widget = document.querySelector("mbc-body-map");
      const word = "x".repeat(300);
      Object.assign(widget, {
        supportLabel: word,
        supportUrl: `https://${word}.example`,
        careTeamPhone: "555",
        careTeamHours: word,
      });
      widget.innerHTML = `<p slot="welcome">${word}</p><div slot="help">${"many words ".repeat(5000)}</div>`;
      widget.parentElement.style.fontSize = "40px";
    });
    for (const [dir, width] of [
      ["ltr", 700],
      ["rtl", 360],
      ["ltr", 250],
      ["rtl", 1200],
      ["ltr", 360],
    ]) {
      await tab.evaluate((dir) => (document.documentElement.dir = dir), dir);
      await tab.setViewportSize({ width, height: 900 });
      const { out, lost } = await tab.evaluate(() => {
        const root = document.querySelector("mbc-body-map").shadowRoot;
        const shown = [...root.querySelectorAll(".row > summary .name, .overall td, .boxes label, .urgent > p")];
        return {
          out: document.documentElement.scrollWidth - innerWidth,
          lost: shown.filter((element) => element.checkVisibility() && element.getBoundingClientRect().width < 20)
            .length,
        };
      });
      assert.ok(out <= 0, `${dir}, ${width} px: ${out} px too wide`);
      assert.equal(lost, 0, `${dir}, ${width} px`);
    }
    await tab.context().close();
  });

  test("nothing overflows or disappears with words of 300 characters, a panel of 5,000 words, a resized container", async () => {
    const tab = await visit({ width: 1200 });
    await open(tab, ["site-liver", "section-help", "subtype-her2-low"]);
    await tab.locator("#site-liver input").first().check();
    await tab.evaluate(() => {
      const widget = document.querySelector("mbc-body-map");
      const texts = document.createTreeWalker(widget.shadowRoot.getElementById("mbc"), NodeFilter.SHOW_TEXT);
      const word = "x".repeat(300);
      while (texts.nextNode()) {
        const { parentElement: at, data } = texts.currentNode;
        // Numbers are left as they are.
        if (data.trim() && !at.closest("svg, .num, .sr"))
          texts.currentNode.data = at.matches(".key") ? "many words ".repeat(2500) : word;
      }
    });
    for (const width of [1200, 320, 700, 240, 1040]) {
      const { out, lost, met } = await tab.evaluate(async (width) => {
        const widget = document.querySelector("mbc-body-map");
        // The container is resized, not the window.
        widget.parentElement.style.inlineSize = `${width}px`;
        await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
        const { left, right } = widget.getBoundingClientRect();
        const box = (element) => element.getBoundingClientRect();
        const shown = [
          ...widget.shadowRoot.querySelectorAll("h2, h3, h4, h5, h6, p, li, label, summary, button, input"),
        ].filter((element) => element.checkVisibility() && !element.closest(".sr"));
        const name = (element) =>
          `${element.localName} ${element.id || element.className || element.parentElement.className}`;
        const heads = shown.filter((element) => element.localName === "summary");
        return {
          out: shown.filter((element) => box(element).left < left - 1 || box(element).right > right + 1).map(name),
          lost: shown.filter((element) => box(element).width < 16 || box(element).height < 16).map(name),
          met: heads.filter((head, at) => at && box(heads[at - 1]).bottom > box(head).top + 1).map(name),
        };
      }, width);
      assert.deepEqual({ out, lost, met }, { out: [], lost: [], met: [] }, `${width} px`);
    }
    await tab.context().close();
  });

  test("each section can be shown alone, with all its parts, beside the signs that cannot wait", async () => {
    const tab = await visit({ width: 320 });
    const faults = [];
    tab.on("console", (message) => faults.push(message.text()));
    tab.on("pageerror", (error) => faults.push(error.message));
    for (const section of ["map", "subtypes", ...TOPICS]) {
      await tab.evaluate((section) => (document.querySelector("mbc-body-map").sections = section), section);
      for (const part of ["#signs-list", "#sheet", "#foot", ".lead", ".draft"])
        assert.ok(await tab.locator(part).isVisible(), `${section}: ${part}`);
      const rows = tab.locator("details.row");
      assert.equal(await rows.count(), { map: PLACES.length, subtypes: SUBTYPES.length }[section] ?? 1, section);
      await rows.first().locator("> summary").click();
      assert.ok(await rows.first().locator("> .panel").isVisible(), section);
      // Every link leads somewhere.
      const nowhere = await tab.evaluate(() => {
        const root = document.querySelector("mbc-body-map").shadowRoot;
        const links = [...root.querySelectorAll(".paths button, .jump button")];
        return links
          .filter((link) => {
            link.focus();
            link.click();
            return root.activeElement === link || !root.activeElement?.checkVisibility();
          })
          .map(({ id }) => id);
      });
      assert.deepEqual(nowhere, [], section);
      assert.equal(await tab.locator("#to-section-basics").count(), Number(section === "basics"), section);
      const { out, empty } = await tab.evaluate(() => ({
        out: document.documentElement.scrollWidth - innerWidth,
        empty: [
          ...document
            .querySelector("mbc-body-map")
            .shadowRoot.querySelectorAll("h2, h3, h4, h5, h6, li, ul, p:not([role]), summary, a"),
        ]
          .filter((element) => !element.textContent.trim())
          .map((element) => element.outerHTML.slice(0, 80)),
      }));
      assert.ok(out <= 0, `${section}: ${out} px too wide`);
      assert.deepEqual(empty, [], section);
    }
    assert.deepEqual(faults, []);
    await tab.context().close();
  });

  test("printed, also from a dark page, everything is open, black on white, and without controls", async () => {
    const tab = await visit({ scheme: "dark", width: 720 });
    await open(tab, ["site-liver"]);
    await tab.locator("#site-liver input").first().check();
    await tab.evaluate(() => document.querySelector("mbc-body-map").setAttribute("theme", "dark"));
    await tab.emulateMedia({ media: "print" });
    const paper = await tab.evaluate(() => {
      const root = document.querySelector("mbc-body-map").shadowRoot;
      const style = (element) => getComputedStyle(element);
      const shown = [...root.querySelectorAll("#mbc *")].filter(
        (element) => element.checkVisibility({ contentVisibilityAuto: true }) && !element.closest("svg, .sr"),
      );
      const summary = (elements) => [
        ...new Set(elements.map((element) => `${element.localName}.${element.className}`)),
      ];
      return {
        scheme: style(root.getElementById("mbc")).colorScheme,
        size: style(root.querySelector(".panel p:not([class])")).fontSize,
        closed: [...root.querySelectorAll(".row .panel, .fold .inside")].filter(
          // Signs that paper has in their groups are left out.
          (element) => !element.checkVisibility() && !element.closest(".signs > .folds, #signs-treatment"),
        ).length,
        // Terms and signs to report are read as text.
        pressed: summary(
          shown.filter((element) => element.matches("button:not(.term, .report button), .chev, .voices")),
        ),
        visit: root.getElementById("sheet-section").checkVisibility(),
        coloured: summary(shown.filter((element) => style(element).color !== "rgb(0, 0, 0)")),
        ground: summary(shown.filter((element) => style(element).backgroundColor !== "rgba(0, 0, 0, 0)")),
      };
    });
    // 10 points are 13⅓ pixels.
    assert.deepEqual(paper, {
      scheme: "light",
      size: "13.3333px",
      closed: 0,
      pressed: [],
      visit: true,
      coloured: [],
      ground: [],
    });
    await tab.context().close();
  });

  test("at 400 % no sticky element covers the one with the focus", async () => {
    // A window of 1280 × 1024 at 400 % is one of 320 × 256.
    const tab = await visit({ width: 320, height: 256 });
    await open(tab, ["site-bones", "section-help"]);
    await tab.locator("#site-bones > summary").focus();
    for (let press = 0; press < 100; press++) {
      await tab.keyboard.press(press < 60 ? "Tab" : "Shift+Tab");
      const covered = await tab.evaluate(() => {
        const root = document.querySelector("mbc-body-map").shadowRoot;
        const { x, y, width, height } = root.activeElement.getBoundingClientRect();
        const at = root.elementFromPoint(x + width / 2, Math.max(1, y + Math.min(height / 2, 20)));
        return (
          !(root.activeElement.contains(at) || at?.contains(root.activeElement)) &&
          root.activeElement.outerHTML.slice(0, 80)
        );
      });
      assert.equal(covered, false);
    }
    await tab.context().close();
  });

  for (const lang of ["en", "es"]) {
    test(`with wide text spacing and at twice the size no text is clipped, ${lang}`, async () => {
      const tab = await visit({ lang, width: 360 });
      await open(tab, ["site-bones", "section-help"]);
      await tab.evaluate(() => {
        const sheet = new CSSStyleSheet();
        // WCAG 1.4.12, as a reader's own style sheet would have it.
        sheet.replaceSync(
          "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }",
        );
        const root = document.querySelector("mbc-body-map").shadowRoot;
        root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
        document.documentElement.style.fontSize = "34px";
        document.querySelector("mbc-body-map").style.fontSize = "34px";
      });
      const clipped = await tab.evaluate(() => {
        const found = [];
        for (const element of document.querySelector("mbc-body-map").shadowRoot.querySelectorAll("*")) {
          if (element.closest("svg, .sr") || !element.checkVisibility()) continue;
          const { overflowX, overflowY } = getComputedStyle(element);
          const cut =
            (overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1) ||
            (overflowY !== "visible" && element.scrollHeight > element.clientHeight + 1);
          if (cut) found.push(`${element.tagName}.${element.className}`);
        }
        return { found, out: document.documentElement.scrollWidth - innerWidth };
      });
      assert.deepEqual(clipped.found, []);
      assert.ok(clipped.out <= 0, `${clipped.out} px too wide`);
      await tab.context().close();
    });
  }
});
