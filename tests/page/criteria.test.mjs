// Criteria of WCAG 2.2 that no other test shows: leaving by Tab, a focus that can be seen, no time limit, nothing that
// moves or sounds, no gestures, both orientations, names that begin with the visible words, no fields to fill in.
// `docs/accessibility.toml` says which test shows which criterion.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { DIST, ENTRY, PLACES, TOPICS, launch, page, painted, settled, visit } from "./page.mjs";
import { serve } from "./server.mjs";

const LANGUAGES = ["en", "es"];
/** What plays, moves or shows text as a picture; none of it is in the guide. */
const MEDIA = "audio, video, track, img, picture, canvas, object, embed, iframe, marquee, blink, image, animate, set";
/** The pages that visitors read without script, or in a frame. */
const PLAIN = ["fallback.en.html", "fallback.es.html", "embed.html"];

describe("criteria of WCAG", () => {
  let browser, server;
  before(async () => {
    const guide = (lang) =>
      page(
        `<script type="module" src="${ENTRY}"></script>`,
        `<button id="before">Before</button><mbc-body-map lang="${lang}" loading="eager"></mbc-body-map><button id="after">After</button>`,
      );
    const pages = Object.fromEntries(LANGUAGES.map((lang) => [`/${lang}`, guide(lang)]));
    server = await serve({ folders: { dist: DIST }, pages });
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /** The guide, ready, with a place and a topic open; `script` runs before the page. */
  async function open({ lang = "en", clock, ...options } = {}) {
    const { tab, close } = await visit(browser, clock ? "about:blank" : `${server.origin}/${lang}`, options);
    if (clock) {
      await tab.clock.install();
      await tab.goto(`${server.origin}/${lang}`);
    }
    await settled(tab);
    for (const row of [`site-${PLACES[1]}`, `section-${TOPICS[0]}`]) await tab.locator(`#${row} > summary`).click();
    await tab.mouse.move(0, 0);
    await painted(tab);
    return { tab, close };
  }

  /** What a visitor has in the guide: its tree, with what is ticked, and the address of the page. */
  const state = (tab) =>
    tab.evaluate(() => {
      const { shadowRoot } = document.querySelector("mbc-body-map");
      const ticked = [...shadowRoot.querySelectorAll("input")].map((input) => input.checked);
      return JSON.stringify([shadowRoot.innerHTML, ticked, location.href, document.querySelectorAll("*").length]);
    });

  for (const colorScheme of ["light", "dark"]) {
    test(`Tab goes through the guide and out of it, both ways, in the order of the text, to what can be seen, and changes nothing, ${colorScheme}`, async () => {
      const { tab, close } = await open({ colorScheme });
      await tab.locator("#before").focus();
      const untouched = await state(tab);
      /** Where the focus is: its place in the tree, and how its ring is drawn. */
      const stop = () =>
        tab.evaluate(() => {
          const { activeElement } = document;
          const { shadowRoot } = document.querySelector("mbc-body-map");
          const inside = shadowRoot.activeElement;
          if (!inside) return { id: activeElement.id };
          // A box is drawn by what stands beside it, and so is its ring.
          const drawn = [inside, inside.nextElementSibling, inside.parentElement].filter(Boolean);
          const rings = drawn.map((element) => getComputedStyle(element));
          return {
            at: [...shadowRoot.querySelectorAll("*")].indexOf(inside),
            what: inside.outerHTML.slice(0, 90),
            ring: Math.max(...rings.map((ring) => (ring.outlineStyle === "none" ? 0 : parseFloat(ring.outlineWidth)))),
          };
        });
      const walk = async (key, end) => {
        const stops = [];
        for (let steps = 0; steps < 2_000; steps++) {
          await tab.keyboard.press(key);
          const here = await stop();
          if (here.id === end) return stops;
          stops.push(here);
        }
        return assert.fail(`${key} does not leave the guide`);
      };
      const forwards = await walk("Tab", "after");
      const back = await walk("Shift+Tab", "before");
      assert.ok(forwards.length > 40, `${forwards.length} stops`);
      assert.deepEqual(
        forwards.filter(({ ring }) => !(ring >= 2)),
        [],
        "a stop without a ring",
      );
      const places = forwards.map(({ at }) => at);
      assert.deepEqual(
        places,
        places.toSorted((a, b) => a - b),
        "the order of the text",
      );
      assert.deepEqual(back.map(({ at }) => at).toReversed(), places, "the same way back");
      assert.equal(await state(tab), untouched);
      await close();
    });
  }

  test("keys of letters, digits and signs do nothing by themselves", async () => {
    const { tab, close } = await open();
    const keys = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at));
    for (const control of [`#site-${PLACES[1]} > summary`, `#site-${PLACES[1]} [type=checkbox]`]) {
      await tab.locator(control).first().focus();
      const untouched = await state(tab);
      for (const key of keys) await tab.keyboard.press(key);
      assert.equal(await state(tab), untouched, control);
    }
    // The comparison sees what a key does.
    const untouched = await state(tab);
    await tab.keyboard.press("Space");
    assert.notEqual(await state(tab), untouched);
    await close();
  });

  test("a day later everything is as it was", async () => {
    const { tab, close } = await open({ clock: true });
    await tab.locator(`#site-${PLACES[1]} [type=checkbox]`).first().check();
    const untouched = await state(tab);
    const began = await tab.evaluate(() => Date.now());
    await tab.clock.fastForward("24:00:00");
    await painted(tab);
    assert.ok((await tab.evaluate(() => Date.now())) - began >= 86_400_000, "the clock of the page moved");
    assert.equal(await state(tab), untouched);
    await close();
  });

  for (const lang of LANGUAGES) {
    test(`nothing sounds, plays or moves by itself, and no text is a picture, ${lang}`, async () => {
      const { tab, close } = await open({ lang });
      await tab.waitForFunction(() => !document.querySelector("mbc-body-map").shadowRoot.getAnimations().length);
      const found = await tab.evaluate((media) => {
        const { shadowRoot } = document.querySelector("mbc-body-map");
        const rules = shadowRoot.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules]);
        const text = rules.map((rule) => rule.cssText).join("\n");
        return {
          media: shadowRoot.querySelectorAll(media).length,
          letters: text.length,
          keyframes: text.match(/@keyframes/g),
          pictures: text.match(/url\((?!["']?#)/g),
        };
      }, MEDIA);
      assert.ok(found.letters > 10_000, `${found.letters} letters of style`);
      assert.deepEqual({ ...found, letters: 0 }, { media: 0, letters: 0, keyframes: null, pictures: null });
      // What moves after a press is over at once, and does not come again.
      const times = await tab.evaluate(async (row) => {
        const { shadowRoot } = document.querySelector("mbc-body-map");
        shadowRoot.querySelector(row).click();
        await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
        return shadowRoot.getAnimations().map((animation) => {
          const { activeDuration, iterations } = animation.effect.getComputedTiming();
          return { activeDuration, iterations };
        });
      }, `#site-${PLACES[2]} > summary`);
      assert.ok(times.length > 0, "a press moves something");
      for (const { activeDuration, iterations } of times) assert.ok(activeDuration <= 200 && iterations === 1);
      await close();
    });
  }

  test("nothing sounds, plays or moves on the pages without script either", async () => {
    for (const file of PLAIN) {
      const { tab, close } = await visit(browser, `${server.origin}/dist/${file}`, { javaScriptEnabled: false });
      assert.ok((await tab.locator("a").count()) > 1, file);
      assert.equal(await tab.locator(MEDIA).count(), 0, file);
      assert.doesNotMatch(await readFile(`${DIST}/${file}`, "utf8"), /@keyframes|http-equiv="?refresh|autoplay/, file);
      await close();
    }
  });

  test("nothing needs a gesture, a drag or a movement of the device", async () => {
    const script = () => {
      window.listened = new Set();
      const { addEventListener } = EventTarget.prototype;
      EventTarget.prototype.addEventListener = function (type, ...given) {
        window.listened.add(type);
        return addEventListener.call(this, type, ...given);
      };
    };
    const { tab, close } = await open({ script });
    const listened = await tab.evaluate(() => [...window.listened]);
    assert.ok(listened.includes("click"), listened.join());
    const wrong = /^(drag|drop|gesture|device|orientation|pinch)/;
    assert.deepEqual(
      listened.filter((type) => wrong.test(type)),
      [],
    );
    const draggable = await tab.evaluate(
      () => document.querySelector("mbc-body-map").shadowRoot.querySelectorAll("[draggable], [type=range]").length,
    );
    assert.equal(draggable, 0);
    // To drag from one shape to another does what the browser does, and nothing more.
    const untouched = await state(tab);
    await tab.locator(`#pin-${PLACES[0]}`).hover();
    await tab.mouse.down();
    await tab.locator(`#pin-${PLACES[2]}`).hover();
    await tab.mouse.up();
    await painted(tab);
    assert.equal(await state(tab), untouched);
    await close();
  });

  test("upright and on its side a phone shows the same", async () => {
    const shown = {};
    for (const [how, width, height] of [
      ["upright", 360, 780],
      ["on its side", 780, 360],
    ]) {
      const { tab, close } = await open({ width, height });
      shown[how] = await tab.evaluate(() => {
        const { shadowRoot } = document.querySelector("mbc-body-map");
        const sheets = shadowRoot.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules]);
        if (sheets.some((rule) => /orientation/.test(rule.conditionText ?? "")))
          return "a style asks for the orientation";
        const rows = [...shadowRoot.querySelectorAll("summary, button, a, input")];
        return rows.filter((row) => row.checkVisibility()).map((row) => row.id || row.textContent);
      });
      await close();
    }
    assert.ok(shown.upright.length > 40, JSON.stringify(shown.upright));
    assert.deepEqual(shown["on its side"], shown.upright);
  });

  for (const lang of LANGUAGES) {
    test(`the name of each control holds the words that are seen on it, ${lang}`, async () => {
      const { tab, close } = await open({ lang });
      const session = await tab.context().newCDPSession(tab);
      const { nodes } = await session.send("Accessibility.getFullAXTree");
      const controls = nodes.filter(
        (node) =>
          !node.ignored &&
          ["button", "link", "checkbox", "radio", "DisclosureTriangle"].includes(node.role?.value) &&
          node.backendDOMNodeId,
      );
      assert.ok(controls.length > 60, `${controls.length} controls`);
      const plain = (text) =>
        text
          .toLowerCase()
          .replace(/[^\p{L}\p{N}]+/gu, " ")
          .trim();
      const wrong = [];
      for (const { name, backendDOMNodeId } of controls) {
        const { object } = await session.send("DOM.resolveNode", { backendNodeId: backendDOMNodeId });
        const { result } = await session.send("Runtime.callFunctionOn", {
          objectId: object.objectId,
          returnByValue: true,
          // What is hidden from readers, such as the number of a row, is drawn beside the words.
          functionDeclaration: `function () {
            const seen = this.labels?.[0] ?? this;
            const copy = seen.cloneNode(true);
            for (const hidden of copy.querySelectorAll("[aria-hidden=true], svg")) hidden.remove();
            const heading = copy.querySelector("h1, h2, h3, h4, h5, h6");
            return (heading ?? copy).textContent;
          }`,
        });
        const seen = plain(result.value);
        if (seen && !plain(name.value).includes(seen)) wrong.push({ name: name.value, seen });
        if (!name.value.trim()) wrong.push({ name: "", seen });
      }
      assert.deepEqual(wrong, []);
      await close();
    });
  }

  test("nothing has to be written, and a tick changes no more than the guide", async () => {
    const { tab, close } = await open();
    const asked = await tab.evaluate(() => {
      const { shadowRoot } = document.querySelector("mbc-body-map");
      const kinds = [...shadowRoot.querySelectorAll("input")].map((input) => input.type);
      const fields = shadowRoot.querySelectorAll("form, select, textarea, output, [contenteditable], [role=textbox]");
      return { kinds: [...new Set(kinds)].sort(), fields: fields.length };
    });
    assert.deepEqual(asked, { kinds: ["checkbox", "radio"], fields: 0 });
    const tabs = tab.context().pages().length;
    const box = tab.locator(`#site-${PLACES[1]} [type=checkbox]`).first();
    await box.focus();
    const { id } = await box.evaluate((input) => ({ id: input.id }));
    await tab.keyboard.press("Space");
    await painted(tab);
    assert.ok(await box.isChecked());
    assert.equal(
      await tab.evaluate(() => document.querySelector("mbc-body-map").shadowRoot.activeElement.id),
      id,
      "the focus stays",
    );
    assert.deepEqual([tab.context().pages().length, new URL(tab.url()).hash], [tabs, ""]);
    await close();
  });

  test("pointing at something, or giving it the focus, shows no more words", async () => {
    const { tab, close } = await open();
    const words = () =>
      tab.evaluate(() => document.querySelector("mbc-body-map").shadowRoot.getElementById("mbc").innerText);
    const untouched = await words();
    const kinds = [`#pin-${PLACES[0]}`, `#site-${PLACES[3]} > summary`, "button", "a", "label", "[id^=term-]"];
    let pointed = 0;
    for (const kind of kinds) {
      for (const one of (await tab.locator(`mbc-body-map ${kind}:visible`).all()).slice(0, 3)) {
        await one.hover();
        await painted(tab);
        assert.equal(await words(), untouched, `pointing at ${kind}`);
        pointed++;
      }
    }
    assert.ok(pointed > 10, `${pointed} pointed at`);
    await close();
  });
});
