// The guide appears in slices: what is in view first, shown in one frame, closed panels after that. Nothing is ever
// missing that could be found before, and what a visitor or the page asks for is whole at once.

/* global slices, seen, moments -- in the page, where functions given to `evaluate` run */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { DIST, ENGINES, ENTRY, TITLES, launch, page, painted, receivedEvents, settled, visit } from "./page.mjs";
import { serve } from "./server.mjs";

const SCRIPT = `<script type="module" src="${ENTRY}"></script>`;
const GUIDE = `<mbc-body-map lang="en" loading="eager"><p>Words</p></mbc-body-map>`;

/** For `script`: slices wait until the test lets them run. */
function holdSlices() {
  window.slices = {
    waiting: [],
    isHeld: true,
    /** Lets so many run, or all from now on. */
    async run(count = Infinity) {
      if (count === Infinity) slices.isHeld = false;
      for (; count > 0 && slices.waiting.length; count--) {
        slices.waiting.shift()();
        await new Promise((done) => setTimeout(done));
      }
    },
    /** Until the guide, which may still be loading, waits for another slice. */
    async wait() {
      while (!slices.waiting.length) await new Promise((done) => setTimeout(done, 5));
    },
    /** Until a part of the guide is made, behind the author's words. */
    async begin() {
      await slices.wait();
      while (!slices.root().getElementById("mbc")) {
        await slices.run(1);
        await slices.wait();
      }
    },
    root: () => document.querySelector("mbc-body-map").shadowRoot,
    empty: () => slices.root().querySelectorAll(".panel:empty, .inside:empty").length,
    isShown: () => !slices.root().querySelector(".author"),
  };
  const postTask = scheduler.postTask.bind(scheduler);
  const turn = () => new Promise((next) => (slices.isHeld ? slices.waiting.push(next) : setTimeout(next)));
  Object.defineProperty(scheduler, "yield", { value: turn });
  Object.defineProperty(scheduler, "postTask", {
    value: (run, options) => (options.priority === "user-blocking" ? postTask(run, options) : turn().then(run)),
  });
  // Each step is a slice of its own.
  const now = performance.now.bind(performance);
  let steps = 0;
  performance.now = () => now() + 1000 * steps++;
}

/** For `script`: what is there at each change of the shadow root. */
function watchShown() {
  window.seen = [];
  const define = customElements.define.bind(customElements);
  customElements.define = (name, type) => {
    define(name, type);
    for (const { shadowRoot: root } of document.querySelectorAll("mbc-body-map")) {
      const see = () => {
        const isShown = !root.querySelector(".author");
        seen.push([isShown, root.querySelectorAll(".panel:empty, .inside:empty").length]);
      };
      new MutationObserver(see).observe(root, { childList: true, subtree: true });
    }
  };
}

for (const [engine, flags] of ENGINES) {
  describe(`in slices, on the ${engine} engine`, () => {
    const pages = {};
    let browser, server, pasted;
    before(async () => {
      browser = await launch({ flags });
      server = await serve({ folders: { dist: DIST }, pages });
      const whole = await readFile(`${DIST}/fallback.en.html`, "utf8");
      [, pasted] = whole.match(/<!-- mbc-body-map: paste from here -->([^]*)<!-- mbc-body-map: to here -->/);
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });
    const open = (body, script = holdSlices, options = {}) => {
      pages["/host"] = page(SCRIPT, body);
      return visit(browser, `${server.origin}/host${options.hash ?? ""}`, { script, ...options });
    };
    /** Runs slices until the guide is shown; its closed panels are still empty. */
    const shown = (tab) =>
      tab.evaluate(async () => {
        await slices.wait();
        for (let at = 0; !slices.isShown() && at < 300; at++) {
          await slices.run(1);
          await slices.wait();
        }
        return [slices.isShown(), slices.empty()];
      });
    const state = (tab) => tab.evaluate(() => document.querySelector("mbc-body-map").state);

    test("what is in view is shown first and does not move while the rest is built", async () => {
      const { tab, log, close } = await open(`<p>before</p>${GUIDE}<p id="after">after</p>`);
      await tab.evaluate(() => slices.begin());
      // Behind the author's words it takes no room, and is neither seen nor reached.
      const behind = await tab.evaluate(() => {
        const frame = slices.root().getElementById("frame");
        const words = document.querySelector("mbc-body-map p").getBoundingClientRect().height;
        return [frame.getBoundingClientRect().height, getComputedStyle(frame).visibility, words > 0];
      });
      assert.deepEqual(behind, [0, "hidden", true]);
      const [isShown, empty] = await shown(tab);
      assert.ok(isShown && empty > 20, `shown ${isShown}, ${empty} empty panels`);
      const places = () =>
        tab.evaluate(() => {
          const root = document.querySelector("mbc-body-map").shadowRoot;
          const all = root.querySelectorAll("summary, h2, h3, #drawing, #signs-list td, button, p");
          const parts = [...all, document.querySelector("#after")].filter((one) => one.checkVisibility());
          return parts.map((one) => [one.id || one.localName, one.getBoundingClientRect().top]);
        });
      const first = await places();
      assert.ok(first.length > 60, `${first.length} parts`);
      assert.equal(await state(tab), "loading");
      await tab.evaluate(() => slices.run());
      await settled(tab);
      assert.equal(await tab.evaluate(() => slices.empty()), 0);
      assert.deepEqual(await places(), first);
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("the first screen too is made in slices, and what another script moves meanwhile takes nothing along", async () => {
      const { tab, log, close } = await open(GUIDE);
      const counts = await tab.evaluate(async () => {
        await slices.begin();
        const root = slices.root();
        const count = () => root.querySelectorAll("#frame *").length;
        const counts = [count()];
        const [last] = [...root.querySelectorAll("#frame *")].slice(-1);
        const wrapper = document.createElement("font");
        last.replaceWith(wrapper);
        wrapper.append(last);
        while (!slices.isShown()) {
          await slices.run(1);
          counts.push(count());
          if (!slices.isShown()) await slices.wait();
        }
        wrapper.replaceWith(last);
        return counts;
      });
      const made = counts.slice(1).map((count, at) => count - counts[at]);
      assert.ok(counts.length > 40 && Math.max(...made) < 40, `elements after each slice: ${counts}`);
      await tab.evaluate(() => slices.run());
      await settled(tab);
      assert.equal(await tab.evaluate(() => slices.empty()), 0);
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("each step is an own task, without `scheduler` too, and none waits for a frame that does not come", async () => {
      const { tab, log, close } = await open(GUIDE, [
        watchShown,
        () => {
          delete Scheduler.prototype.postTask;
          delete Scheduler.prototype.yield;
          window.requestAnimationFrame = () => 0;
          window.requestIdleCallback = undefined;
        },
      ]);
      await settled(tab);
      const steps = await tab.evaluate(() => seen);
      const shown = steps.filter(([isShown]) => isShown);
      assert.ok(shown[0][1] > 20, JSON.stringify(steps));
      assert.equal(shown.at(-1)[1], 0);
      assert.ok(new Set(shown.map(([, empty]) => empty)).size > 3, JSON.stringify(steps));
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("the words of a pasted page can be found until those of the guide can", async () => {
      const { tab, log, close } = await open(`<mbc-body-map lang="en" loading="eager">${pasted}</mbc-body-map>`);
      const steps = await tab.evaluate(async () => {
        const root = slices.root();
        const texts = [...document.querySelectorAll("mbc-body-map li")].map((line) => line.textContent.trim());
        const steps = [];
        await slices.wait();
        while (!slices.isShown()) {
          await slices.run(1);
          const isWhole = slices.empty() === 0;
          const isThere = !slices.isShown() || isWhole;
          steps.push(isThere && root.querySelectorAll("slot").length > 0);
          if (!slices.isShown()) await slices.wait();
        }
        return [steps, texts.length, slices.empty()];
      });
      assert.ok(steps[0].length > 20 && steps[0].every(Boolean), JSON.stringify(steps));
      assert.ok(steps[1] > 300);
      assert.equal(steps[2], 0);
      await tab.evaluate(() => slices.run());
      await settled(tab);
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    const panel = (tab, id) => tab.evaluate((id) => slices.root().getElementById(`${id}-panel`).textContent.length, id);
    for (const [what, ask, id] of [
      ["pressed", (tab) => tab.locator("#section-effects > summary").click(), "section-effects"],
      [
        "opened by the page",
        (tab) => tab.evaluate(() => document.querySelector("mbc-body-map").open("brain")),
        "site-brain",
      ],
      [
        "set as `site`",
        (tab) => tab.evaluate(() => (document.querySelector("mbc-body-map").site = "lungs")),
        "site-lungs",
      ],
      ["the target of a link", (tab) => tab.locator("#to-section-basics").first().click(), "section-basics"],
    ]) {
      test(`what is ${what} while the rest is built is whole at once`, async () => {
        const { tab, log, close } = await open(GUIDE);
        await shown(tab);
        assert.equal(await panel(tab, id), 0);
        await ask(tab);
        assert.ok((await panel(tab, id)) > 300);
        assert.ok((await tab.evaluate(() => slices.empty())) > 10);
        assert.ok(await tab.locator(`#${id}`).evaluate((row) => row.open));
        await tab.evaluate(() => slices.run());
        await settled(tab);
        assert.ok(await tab.locator(`#${id}`).evaluate((row) => row.open));
        assert.deepEqual(log.consoleLines, []);
        await close();
      });
    }

    test("a call before anything is shown shows it, and what is printed is whole", async () => {
      const { tab, log, close } = await open(GUIDE);
      await tab.evaluate(async () => {
        await slices.begin();
        document.querySelector("mbc-body-map").open("liver");
      });
      assert.ok(await tab.locator("#site-liver").evaluate((row) => row.open));
      assert.ok(await tab.evaluate(() => slices.isShown() && slices.empty() > 10));
      await tab.evaluate(() => dispatchEvent(new Event("beforeprint")));
      assert.equal(await tab.evaluate(() => slices.empty()), 0);
      await tab.evaluate(() => dispatchEvent(new Event("afterprint")));
      await tab.evaluate(() => slices.run());
      await settled(tab);
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("paper has everything when the page is printed before the guide is shown", async () => {
      const { tab, close } = await open(`<mbc-body-map lang="en" loading="eager">${pasted}</mbc-body-map>`);
      await tab.evaluate(async () => {
        await slices.begin();
        dispatchEvent(new Event("beforeprint"));
      });
      assert.deepEqual(await tab.evaluate(() => [slices.isShown(), slices.empty()]), [true, 0]);
      await close();
    });

    test("a deep link opens its row as soon as there is something to open", async () => {
      const { tab, log, close } = await open(
        `<mbc-body-map lang="en" deep-link><p>Words</p></mbc-body-map>`,
        holdSlices,
        { hash: "#mbc-living" },
      );
      await shown(tab);
      assert.ok(await tab.locator("#section-living").evaluate((row) => row.open));
      assert.ok((await panel(tab, "section-living")) > 300);
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("another language is in view at once and in closed rows later", async () => {
      const { tab, log, close } = await open(GUIDE);
      await tab.evaluate(() => slices.wait().then(() => slices.run()));
      await settled(tab);
      await tab.locator("#site-liver > summary").click();
      await tab.evaluate(() => (slices.isHeld = true));
      await tab.locator("#lang-other").click();
      await tab.getByRole("heading", { name: TITLES.es, exact: true }).waitFor();
      const texts = (id) => tab.locator(`#${id}-panel`).evaluate((panel) => panel.textContent);
      const [liver, brain] = [await texts("site-liver"), await texts("site-brain")];
      assert.match(liver, /hígado/);
      assert.match(brain, /brain/);
      await tab.evaluate(() => slices.wait().then(() => slices.run()));
      await tab.waitForFunction(() => /cerebro/.test(slices.root().getElementById("site-brain-panel").textContent));
      assert.equal(await texts("site-liver"), liver);
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("removed, moved or in another language while it is built, it is whole in the end", async () => {
      const { tab, log, close } = await open(`${GUIDE}<div id="other"></div>`);
      await shown(tab);
      await tab.evaluate(async () => {
        const element = document.querySelector("mbc-body-map");
        element.remove();
        await slices.run();
        slices.isHeld = true;
        element.lang = "es";
        document.querySelector("#other").append(element);
      });
      await tab.evaluate(() => slices.wait().then(() => slices.run()));
      await settled(tab);
      await tab.waitForFunction(() => /cerebro/.test(slices.root().getElementById("site-brain-panel").textContent));
      assert.equal(await tab.evaluate(() => slices.empty()), 0);
      assert.equal((await receivedEvents(tab)).filter(({ name }) => name === "mbc-ready").length, 1);
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("removed while it is built behind the author's words, it is shown when it is back", async () => {
      const { tab, log, close } = await open(GUIDE);
      await tab.evaluate(async () => {
        await slices.begin();
        const element = document.querySelector("mbc-body-map");
        element.remove();
        await slices.run();
        document.body.append(element);
      });
      await settled(tab);
      assert.deepEqual(await tab.evaluate(() => [slices.isShown(), slices.empty()]), [true, 0]);
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    for (const when of ["shown", "behind the author's words"]) {
      test(`what fails in a later slice, ${when}, brings the author's words back, with one event`, async () => {
        const { tab, close } = await open(GUIDE);
        if (when === "shown") await shown(tab);
        else await tab.evaluate(() => slices.begin());
        await tab.evaluate(async (isShown) => {
          const fail = () => {
            throw new Error("replaced by the page");
          };
          if (isShown) document.createElementNS = fail;
          else slices.root().getElementById("frame").querySelector = slices.root().querySelector = fail;
          if (!isShown) document.querySelector("mbc-body-map").getBoundingClientRect = fail;
          await slices.run();
        }, when === "shown");
        await tab.waitForFunction(() => document.querySelector("mbc-body-map").state === "error");
        const events = await receivedEvents(tab);
        assert.deepEqual(
          events.map(({ name, code }) => [name, code]),
          [["mbc-error", "engine"]],
        );
        assert.ok(await tab.locator("mbc-body-map p").isVisible());
        assert.equal(await tab.locator("#frame").count(), 0);
        await close();
      });
    }

    test("the words of the snippet are on the first screen, which replaces them before closed rows are filled", async () => {
      const snippet = await readFile(`${DIST}/snippet.en.html`, "utf8");
      const [, words] = snippet.match(/<mbc-body-map[^>]*>([^]*)<\/mbc-body-map>/);
      const { tab, log, close } = await open(`<mbc-body-map lang="en" loading="eager">${words}</mbc-body-map>`);
      const [isShown, empty] = await shown(tab);
      assert.ok(isShown && empty > 20, `shown ${isShown}, ${empty} empty panels`);
      const [count, missing] = await tab.evaluate(() => {
        const text = slices.root().getElementById("frame").textContent;
        const walker = document.createTreeWalker(document.querySelector("mbc-body-map"), NodeFilter.SHOW_TEXT);
        const pasted = [];
        while (walker.nextNode()) {
          const { data, parentElement } = walker.currentNode;
          if (!parentElement.closest("a")) pasted.push(data.replace(/^: /, "").trim());
        }
        return [pasted.length, pasted.filter((words) => !text.includes(words))];
      });
      assert.ok(count > 5, `${count} texts`);
      assert.deepEqual(missing, []);
      await tab.evaluate(() => slices.run());
      await settled(tab);
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("at every change all words are in the page that is pasted or in the guide", async () => {
      const { tab, log, close } = await open(`<mbc-body-map lang="en" loading="eager">${pasted}</mbc-body-map>`, () => {
        window.moments = [];
        const { attachShadow } = Element.prototype;
        Element.prototype.attachShadow = function (...given) {
          const root = attachShadow.apply(this, given);
          const look = () => moments.push([!!root.querySelector(".author"), root.textContent]);
          new MutationObserver(look).observe(root, { childList: true, subtree: true });
          return root;
        };
      });
      await settled(tab);
      const [texts, counts, missing] = await tab.evaluate(() => {
        const element = document.querySelector("mbc-body-map");
        const words = element.textContent;
        const walker = document.createTreeWalker(element.shadowRoot, NodeFilter.SHOW_TEXT);
        const texts = [];
        while (walker.nextNode()) {
          const { data } = walker.currentNode;
          if (data.length > 20 && words.includes(data)) texts.push(data);
        }
        const missing = moments.map(([isPasted, made]) => {
          const all = isPasted ? made + words : made;
          return texts.filter((text) => !all.includes(text));
        });
        return [texts.length, moments.map(([isPasted]) => isPasted), missing.flat()];
      });
      assert.ok(texts > 600, `${texts} texts`);
      assert.ok(counts.length > 5 && counts[0], `${counts.length} moments`);
      assert.deepEqual(missing, []);
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("an accessibility tree that is asked for while closed rows are filled has every heading", async () => {
      const { tab, close } = await open(GUIDE);
      await shown(tab);
      const cdp = await tab.context().newCDPSession(tab);
      const headings = async () => {
        const { nodes } = await cdp.send("Accessibility.getFullAXTree");
        return nodes.filter(({ role }) => role?.value === "heading").map(({ name }) => name.value);
      };
      const first = await headings();
      assert.ok(first.length > 20, first.join());
      await tab.evaluate(() => slices.run());
      await settled(tab);
      assert.deepEqual(await headings(), first);
      await close();
    });

    test("on a page that is left while it is built and comes back from the cache it goes on", async () => {
      const caching = await launch({ flags, ignoreDefaultArgs: ["--disable-back-forward-cache"] });
      pages["/host"] = page(SCRIPT, GUIDE);
      pages["/other"] = page("", "<p>Another page</p>");
      const { tab, log } = await visit(caching, `${server.origin}/host`, { script: holdSlices });
      await shown(tab);
      await tab.evaluate(() => addEventListener("pageshow", ({ persisted }) => (window.isBack = persisted)));
      await tab.goto(`${server.origin}/other`);
      // From the cache a page comes without another `load`.
      await tab.goBack({ waitUntil: "commit" });
      await tab.waitForFunction(() => window.isBack !== undefined);
      assert.equal(await tab.evaluate(() => window.isBack), true, "it came from the cache");
      assert.ok((await tab.evaluate(() => slices.empty())) > 10);
      await tab.evaluate(() => slices.run());
      await tab.waitForFunction(() => document.querySelector("mbc-body-map").state === "ready");
      assert.equal(await tab.evaluate(() => slices.empty()), 0);
      assert.deepEqual(log.consoleLines, []);
      await caching.close();
    });

    test("in a tab that is in the background from the start it is built", async () => {
      const { tab, log, close } = await open(GUIDE, () => {
        for (const [name, value] of [
          ["hidden", true],
          ["visibilityState", "hidden"],
        ])
          Object.defineProperty(Document.prototype, name, { get: () => value });
        // Where nothing is painted there are no frames, and timers come once a second.
        window.requestAnimationFrame = () => 0;
        window.requestIdleCallback = () => 0;
        const { setTimeout: later } = window;
        window.setTimeout = (run, wait, ...rest) => later(run, Math.max(wait ?? 0, 1000), ...rest);
      });
      await settled(tab);
      assert.equal(
        await tab.evaluate(() => {
          const { shadowRoot } = document.querySelector("mbc-body-map");
          return shadowRoot.querySelectorAll(".panel:empty, .inside:empty").length;
        }),
        0,
      );
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("many guides on a page take turns", async () => {
      const { tab, log, close } = await open(GUIDE.repeat(4));
      const order = await tab.evaluate(async () => {
        const all = [...document.querySelectorAll("mbc-body-map")];
        const empty = ({ shadowRoot }) => shadowRoot.querySelectorAll(".panel:empty, .inside:empty").length;
        const isShown = ({ shadowRoot }) => !shadowRoot.querySelector(".author");
        await slices.wait();
        for (let at = 0; !all.every(isShown) && at < 1200; at++) {
          await slices.run(1);
          await slices.wait();
        }
        return all.map(empty);
      });
      assert.ok(
        order.every((empty) => empty > 10),
        `all are shown before one is whole: ${order}`,
      );
      await tab.evaluate(() => slices.run());
      await tab.waitForFunction(() =>
        [...document.querySelectorAll("mbc-body-map")].every(({ state }) => state === "ready"),
      );
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("while the visitor scrolls, closed rows wait; a press works meanwhile", async () => {
      const { tab, log, close } = await open(GUIDE, () => {
        // The visitor scrolls all the time: also just before a slice, and before whatever waits for a moment without.
        let isScrolling = true;
        window.stop = () => (isScrolling = false);
        const scroll = () => isScrolling && dispatchEvent(new Event("scroll"));
        const { setTimeout: later, scheduler } = window;
        const next = scheduler.postTask.bind(scheduler);
        window.setTimeout = (run, ...rest) => later(() => (scroll(), run()), ...rest);
        Object.defineProperty(scheduler, "postTask", { value: (...given) => next(...given).then(scroll) });
      });
      await tab.locator("#site-liver > summary").waitFor();
      await painted(tab);
      await tab.locator("#site-liver > summary").click();
      const empty = () =>
        tab.evaluate(() => document.querySelector("mbc-body-map").shadowRoot.querySelectorAll(".panel:empty").length);
      assert.ok((await empty()) > 5);
      assert.equal(await state(tab), "loading");
      await tab.evaluate(() => window.stop());
      await settled(tab);
      assert.equal(await empty(), 0);
      assert.deepEqual(log.consoleLines, []);
      await close();
    });
  });
}
