// The description of the element's interface (`www/interface.json`) against the running element: everything in it exists
// and behaves as described, and nothing else is public.

/* global all, nextEvent, make -- in the page, where functions given to `evaluate` run */

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { after, before, beforeEach, afterEach, describe, test } from "node:test";
import { described as interfaceOf, launch } from "./page.mjs";
import { serve } from "./server.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
/** Callbacks of the browser, which are public only by necessity. */
const CALLBACKS = [
  "constructor",
  "connectedCallback",
  "disconnectedCallback",
  "adoptedCallback",
  "attributeChangedCallback",
];
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title><link rel="icon" href="data:,">
<body><script type="module">
  import * as all from "/dist/mbc-body-map.class.js";
  window.before = customElements.get("mbc-body-map");
  window.all = all;
  all.defineElement();
  // An element in a shadow root, so that composed events differ from those that only bubble; its events, attributes and
  // states are recorded.
  window.make = (attributes = {}) => {
    const outer = document.body.appendChild(document.createElement("div"));
    const element = document.createElement("mbc-body-map");
    const log = { element, outer, dispatched: [], read: new Set(), states: new Set() };
    const watched = (name, before) => (element[name] = (...given) => (before(...given), HTMLElement.prototype[name].apply(element, given)));
    watched("dispatchEvent", ({ type, bubbles, composed, detail }) => log.dispatched.push({ type, bubbles, composed, detail }));
    watched("getAttribute", (name) => log.read.add(name));
    watched("hasAttribute", (name) => log.read.add(name));
    const look = () => element.matches(":state(" + element.state + ")") && log.states.add(element.state);
    queueMicrotask(look);
    element.addEventListener("mbc-ready", look);
    element.addEventListener("mbc-error", look);
    for (const [name, value] of Object.entries({ loading: "eager", ...attributes })) element.setAttribute(name, value);
    outer.attachShadow({ mode: "open" }).append(element);
    return log;
  };
  // Resolves when one of these events arrives outside the shadow root.
  window.nextEvent = (...names) => new Promise((hear) => names.forEach((name) => addEventListener(name, hear, { once: true })));
  window.loaded = true;
</script></html>`;

const sorted = (names) => [...names].sort();
const named = (all) => sorted(all.map(({ name }) => name));

describe("the described interface", async () => {
  const described = interfaceOf();
  let browser, server, tab, consoleLines;
  before(async () => {
    server = await serve({ folders: { dist: here("../../dist") }, pages: { "/page": PAGE } });
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(async () => {
    tab = await browser.newPage();
    consoleLines = [];
    tab.on("console", (message) => consoleLines.push(message.text()));
    tab.on("pageerror", (error) => consoleLines.push(`uncaught: ${error.message}`));
    await tab.goto(`${server.origin}/page`);
    await tab.waitForFunction(() => window.loaded);
  });
  afterEach(() => tab.close());

  test("the class module defines nothing; the define module defines the same class", async () => {
    const found = await tab.evaluate(async () => {
      const defining = await import("/dist/mbc-body-map.define.js");
      return {
        before: String(window.before),
        names: Object.keys(all),
        same:
          Object.keys(all).every((name) => all[name] === defining[name]) &&
          customElements.get("mbc-body-map") === all.MbcBodyMap,
      };
    });
    assert.deepEqual(found, { before: "undefined", names: ["MbcBodyMap", "defineElement"], same: true });
  });

  test("every attribute is observed or read, and no other", async () => {
    const names = await tab.evaluate(async () => {
      const ready = nextEvent("mbc-ready");
      const { read } = make();
      await ready;
      return [...new Set([...read, ...all.MbcBodyMap.observedAttributes])];
    });
    assert.deepEqual(sorted(names), named(described.attributes));
  });

  test("every property reads back what is set, as an attribute too; nothing else is public", async () => {
    const found = await tab.evaluate(({ attributes }) => {
      const element = document.createElement("mbc-body-map");
      const back = attributes.map(({ name, property, values, boolean, inherited }) => {
        const value = boolean ? true : (values?.at(-1) ?? "x");
        element[property] = value;
        const set = [element[property], element.getAttribute(name)];
        element[property] = boolean ? false : inherited ? "" : null;
        return { name, set, unset: [element[property], element.getAttribute(name)] };
      });
      return {
        back,
        prototype: Object.getOwnPropertyNames(all.MbcBodyMap.prototype),
        statics: Object.getOwnPropertyNames(all.MbcBodyMap),
        own: Object.getOwnPropertyNames(element),
        ready: element.ready instanceof Promise,
      };
    }, described);
    for (const [number, { name, values, boolean, inherited }] of described.attributes.entries()) {
      const value = values?.at(-1) ?? "x";
      const expected = boolean
        ? { set: [true, ""], unset: [false, null] }
        : { set: [value, value], unset: inherited ? ["", ""] : [null, null] };
      assert.deepEqual(found.back[number], { name, ...expected });
    }
    const own = described.attributes.map(({ property }) => property);
    const members = [
      ...own,
      ...described.properties.map(({ name }) => name),
      ...described.methods.map(({ name }) => name),
    ];
    assert.deepEqual(sorted(found.prototype), sorted([...members, ...CALLBACKS]));
    assert.deepEqual(sorted(found.statics), ["length", "name", "observedAttributes", "prototype"]);
    assert.deepEqual(found.own, []);
    assert.ok(found.ready);
  });

  test("every allowed value is taken silently; any other is named on the console with the allowed ones and the default", async () => {
    const show = async (name, value) => {
      consoleLines.length = 0;
      await tab.evaluate(
        async ([name, value]) => {
          const ready = nextEvent("mbc-ready");
          const { outer } = make({ [name]: value });
          await ready;
          outer.remove();
        },
        [name, value],
      );
      return [...consoleLines];
    };
    for (const { name, values, bad, default: used } of described.attributes) {
      for (const value of values ?? []) assert.deepEqual(await show(name, value), [], `${name}="${value}"`);
      const wrong = bad ?? (values && "wrong");
      if (!wrong) continue;
      const lines = await show(name, wrong);
      assert.equal(lines.length, 1, `${name}="${wrong}"`);
      assert.ok(lines[0].startsWith(`<mbc-body-map>: ${name} "${wrong}" is `), lines[0]);
      if (values) assert.equal(lines[0].match(/use one of: ([^;]*);/)[1], values.join(" "));
      if (used) assert.match(lines[0], new RegExp(`; ?\`?${used}\`? is used$`));
    }
  });

  test("every method exists and has the parameters that are described", async () => {
    const found = await tab.evaluate(
      (methods) =>
        methods.map(({ name }) => [typeof all.MbcBodyMap.prototype[name], all.MbcBodyMap.prototype[name]?.length]),
      described.methods,
    );
    assert.deepEqual(
      found,
      described.methods.map(({ parameter }) => ["function", parameter ? 1 : 0]),
    );
  });

  test("every event has the detail that is described and bubbles as described; there are no others", async () => {
    const dispatched = await tab.evaluate(async () => {
      const ready = nextEvent("mbc-ready");
      const { element, dispatched } = make();
      await ready;
      for (const row of ["site-liver", "section-help"])
        element.shadowRoot.getElementById(row).firstElementChild.click();
      element.shadowRoot.querySelector(".subtypes summary, [id^=subtype-] > summary").click();
      return dispatched;
    });
    await tab.reload();
    await tab.waitForFunction(() => window.loaded);
    const failed = await tab.evaluate(async () => {
      const error = nextEvent("mbc-error");
      const { dispatched } = make({ "base-url": "/nowhere/" });
      await error;
      return dispatched;
    });
    dispatched.push(...failed);
    assert.deepEqual(sorted(new Set(dispatched.map(({ type }) => type))), named(described.events));
    for (const { type, bubbles, composed, detail } of dispatched) {
      const event = described.events.find(({ name }) => name === type);
      assert.deepEqual([bubbles, composed], [event.bubbles, event.bubbles], type);
      assert.deepEqual(sorted(Object.keys(detail)), sorted(event.detail.map(([key]) => key)), type);
      for (const [key, of] of event.detail) {
        const fits = of.includes('"')
          ? of.split(" | ").includes(JSON.stringify(detail[key]))
          : typeof detail[key] === of;
        assert.ok(fits, `${type}: ${key} is ${JSON.stringify(detail[key])}, not ${of}`);
      }
    }
    const kinds = new Set(dispatched.filter(({ type }) => type === "mbc-select").map(({ detail }) => detail.kind));
    assert.deepEqual(sorted(kinds), ["section", "site", "subtype"]);
  });

  test("every slot and part exists before or after loading, and no other", async () => {
    const found = await tab.evaluate(async () => {
      const ready = nextEvent("mbc-ready");
      const { element } = make();
      const names = (selector, name) =>
        [...element.shadowRoot.querySelectorAll(selector)].map((part) => part.getAttribute(name) ?? "");
      const before = names("slot", "name");
      await ready;
      // The content of a closed row is built when it opens.
      for (const row of element.shadowRoot.querySelectorAll("[id^=site-], [id^=section-], [id^=subtype-]")) {
        if (row.localName !== "details" || row.open) continue;
        row.firstElementChild.click();
        before.push(...names("slot", "name"));
      }
      return { slots: [...new Set(before)], parts: [...new Set(names("[part]", "part"))] };
    });
    assert.deepEqual(sorted(found.slots), named(described.slots));
    assert.deepEqual(sorted(found.parts), named(described.cssParts));
  });

  test("every custom property is read by the styles, with its default, and no other", async () => {
    const css = await tab.evaluate(async () => {
      const ready = nextEvent("mbc-ready");
      const { element } = make();
      await ready;
      return element.shadowRoot.adoptedStyleSheets
        .flatMap((sheet) => [...sheet.cssRules])
        .map((rule) => rule.cssText)
        .join("\n");
    });
    const read = [...css.matchAll(/var\((--mbc-[a-z-]+)(?:,\s*([^)]*))?/g)];
    assert.deepEqual(sorted(new Set(read.map(([, name]) => name))), named(described.cssProperties));
    for (const { name, default: value } of described.cssProperties) {
      if (value)
        assert.deepEqual(new Set(read.filter((one) => one[1] === name).map((one) => one[2])), new Set([value]));
    }
  });

  test("every state is a property and a `:state()`", async () => {
    const seen = new Set();
    for (const [attributes, end] of [
      [{}, "mbc-ready"],
      [{ "base-url": "/nowhere/" }, "mbc-error"],
    ]) {
      await tab.reload();
      await tab.waitForFunction(() => window.loaded);
      const states = await tab.evaluate(
        async ([attributes, end]) => {
          const ended = nextEvent(end);
          const { states } = make(attributes);
          await ended;
          await Promise.resolve();
          return [...states];
        },
        [attributes, end],
      );
      for (const state of states) seen.add(state);
    }
    assert.deepEqual(sorted(seen), named(described.cssStates));
  });
});
