// The embed builder: its code works on an empty page of another site; the page itself is accessible, works under a strict
// policy and follows each choice.

/* global axe -- in the page, where functions given to `evaluate` run */

import assert from "node:assert/strict";
import { mkdir, readFile, rm, symlink } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import * as snippets from "../../www/snippets.js";
import { TITLES, launch, textOf } from "./page.mjs";
import { serve } from "./server.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const DIST = here("../../dist");
const HOST = here("../../target/builder-host");
const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; frame-src 'self'";
const LABEL = `A "line" & <b>'more'</b> [x] {y}`;
const read = async (path) => readFile(here(`../../${path}`), "utf8");
const { version } = JSON.parse(await read("dist/package.json"));
const { attributes } = JSON.parse(await read("www/interface.json"));
const WORDS = { en: JSON.parse(await read("www/builder.en.json")), es: JSON.parse(await read("www/builder.es.json")) };
const AXE = await read("node_modules/axe-core/axe.min.js");

let browser, files, site, policy;
const pasted = {};
before(async () => {
  await rm(HOST, { recursive: true, force: true });
  await mkdir(HOST, { recursive: true });
  for (const folder of [version, "v1"]) await symlink(DIST, `${HOST}/${folder}`);
  files = await serve({
    folders: { mbc: HOST },
    fault: (path) =>
      policy && path.endsWith("/index.html") ? { headers: { "content-security-policy": policy } } : undefined,
  });
  site = await serve({ folders: {}, pages: pasted });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
  await files?.close();
});

/** Opens the builder and waits for the code. */
async function open({ lang = "en", folder = version, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1040, height: 900 }, ...options });
  const tab = await context.newPage();
  const consoleLines = [];
  tab.on("console", (message) => consoleLines.push(`${message.type()}: ${message.text()}`));
  tab.on("pageerror", (error) => consoleLines.push(`uncaught: ${error.message}`));
  await tab.goto(`${files.origin}/mbc/${folder}/index.html?lang=${lang}`);
  await tab.waitForFunction(() => document.getElementById("code")?.value);
  return { tab, consoleLines, context, close: () => context.close() };
}

const code = (tab) => tab.locator("#code").inputValue();
const pick = (tab, name, value) => tab.locator(`input[name=${name}][value="${value}"]`).check();

async function near(tab) {
  await tab.locator("#stage").scrollIntoViewIfNeeded();
  await tab.waitForSelector("#preview:state(ready)");
}

/** Puts the code into an empty page of another origin, clicks the liver, and returns the widget's attributes. */
async function paste(text, frame = false) {
  pasted["/page"] =
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title><link rel="icon" href="data:,"><body>${text}</body></html>`;
  const tab = await browser.newPage();
  const consoleLines = [];
  tab.on("console", (message) => consoleLines.push(message.text()));
  tab.on("pageerror", (error) => consoleLines.push(error.message));
  await tab.goto(`${site.origin}/page`);
  const inside = frame ? tab.frameLocator("iframe") : tab;
  await inside.locator("#site-liver > summary").click();
  await inside.locator("#site-liver .key").waitFor({ state: "visible" });
  const given = await inside
    .locator("mbc-body-map")
    .evaluate((map) => Object.fromEntries([...map.attributes].map(({ name, value }) => [name, value])));
  if (frame) await tab.waitForFunction(() => document.querySelector("iframe").style.height);
  assert.deepEqual(consoleLines, []);
  await tab.close();
  return given;
}

describe("what is printed", () => {
  for (const lang of ["en", "es"]) {
    for (const form of ["pinned", "moving"]) {
      test(`is the build's own snippet and works on another site: ${lang}, ${form}`, async () => {
        const { tab, consoleLines, close } = await open({ lang });
        await pick(tab, "lang", lang);
        await pick(tab, "form", form);
        const base = `${files.origin}/mbc/${form === "pinned" ? version : "v1"}/`;
        const printed = (await read(`dist/snippet.${lang}.html`)).replaceAll(
          `https://example.org/mbc/${version}/`,
          base,
        );
        const expected =
          form === "pinned" ? printed : printed.replace(/ integrity="[^"]*" crossorigin="anonymous"/, "");
        assert.equal(await code(tab), expected);
        assert.equal(expected.includes("integrity"), form === "pinned");
        assert.equal((await paste(expected)).lang, lang);
        assert.deepEqual(consoleLines, []);
        await close();
      });
    }
  }

  test("contains every choice, with quotes and tags escaped", async () => {
    const { tab, close } = await open();
    await tab.fill("#support-label", LABEL);
    await tab.fill("#support-phone", "555 0100");
    await tab.fill("#support-url", "https://example.org/?a=1&b=2");
    await tab.fill("#emergency", "112");
    await tab.locator("#part-glossary").uncheck();
    await tab.locator("#down-map").click();
    await tab.locator("#deep-link").check();
    await tab.locator("#theme").selectOption("light");
    await tab.locator("#level").selectOption("3");
    const wanted = {
      sections: "basics map subtypes tests treatment effects living myths research help",
      theme: "light",
      "heading-level": "3",
      "support-phone": "555 0100",
      "support-label": LABEL,
      "support-url": "https://example.org/?a=1&b=2",
      emergency: "112",
    };
    const has = (given, names) =>
      assert.deepEqual(
        Object.fromEntries(names.map((name) => [name, given[name]])),
        Object.fromEntries(names.map((name) => [name, wanted[name]])),
      );
    const plain = await code(tab);
    assert.ok(plain.includes("112 or your local") && !plain.includes("911"));
    const given = await paste(plain);
    has(given, Object.keys(wanted));
    assert.equal(given["deep-link"], "");
    await pick(tab, "platform", "iframe");
    const framed = await code(tab);
    assert.ok(!framed.includes("style=") && framed.includes('integrity="sha384-'));
    has(await paste(framed, true), Object.keys(wanted));
    await pick(tab, "platform", "wordpress");
    const short = await code(tab);
    assert.match(short, /^\[mbc_body_map( [a-z-]+(="[^"<>[\]]*")?)+\]\n$/);
    assert.ok(short.includes("support-label=\"A &quot;line&quot; &amp; &lt;b&gt;'more'&lt;/b&gt; &#91;x&#93; {y}\""));
    await pick(tab, "platform", "react");
    const { code: compiled } = await transform(await code(tab), { loader: "jsx", format: "esm" });
    // The component, evaluated with a stub of React.
    const body = compiled.replace(/^import.*$/gm, "").replace(/^export /gm, "");
    const component = new Function("React", `${body}; return Guide();`)({
      createElement: (tag, properties) => ({ tag, properties }),
    });
    has(component.properties, Object.keys(wanted));
    await close();
  });

  test("works in a frame in both forms and in Spanish", async () => {
    const { tab, close } = await open({ lang: "es" });
    await pick(tab, "platform", "iframe");
    await pick(tab, "form", "moving");
    const text = await code(tab);
    assert.ok(text.includes("/mbc/v1/embed.html?lang=es") && !text.includes("integrity"));
    assert.equal((await paste(text, true)).lang, "es");
    await close();
  });

  test("names the folder of the chosen form, pinned or moving", () => {
    const of = (form, address) => snippets.folder({ form, address }, "1.2.3");
    assert.equal(of("pinned", "https://a.org/mbc/v1/"), "https://a.org/mbc/1.2.3/");
    assert.equal(of("moving", "https://a.org/mbc/1.2.0"), "https://a.org/mbc/v1/");
    // An address without a version is left as it is.
    assert.equal(of("moving", "https://a.org/guide"), "https://a.org/guide/");
  });

  test("is the same in docs/embedding.md", async () => {
    const guide = await read("docs/embedding.md");
    const printed = await read("dist/snippet.en.html");
    const [script, element] = printed.replace(/sha384-[^"]*/, "sha384-…").split("\n");
    assert.ok(guide.includes(`\`\`\`html\n${script}\n${element}\n\`\`\``));
    const choice = { form: "pinned", address: `https://example.org/mbc/${version}/`, attributes: [["lang", "en"]] };
    assert.ok(guide.includes(`\`\`\`html\n${snippets.iframe(printed, choice, version, "sha384-…")}\`\`\``));
    for (const part of snippets.policy("html", choice, version).split(/(?= 'wasm)|; /))
      assert.ok(guide.includes(`| \`${part.trim()}\``), part);
  });

  test("leaves out values that the widget would refuse, and says why", async () => {
    const { tab, close } = await open();
    for (const [name, kind] of [
      ["support-phone", "phone"],
      ["support-url", "url"],
      ["emergency", "emergency"],
    ]) {
      await tab.fill(`#${name}`, "javascript:x");
      assert.equal(await tab.locator(`#${name}-note`).textContent(), WORDS.en.invalid[kind]);
      assert.ok(!(await code(tab)).includes(`${name}=`));
    }
    await tab.fill("#address", "javascript:alert(1)");
    assert.equal(await code(tab), "");
    assert.equal(await tab.locator("#address-note").textContent(), WORDS.en.addressBad);
    await close();
  });
});

describe("the page", () => {
  test("has the same placeholders in both languages, and a name for each section", () => {
    const shape = (value) =>
      typeof value === "string"
        ? value.split("{}").length
        : Object.entries(value).map(([key, inner]) => [key.replace(/\b(en|es)\b/, ""), shape(inner)]);
    assert.deepEqual(shape(WORDS.es), shape(WORDS.en));
    assert.deepEqual(Object.keys(WORDS.en.section), attributes.find(({ name }) => name === "sections").values);
  });

  test("follows each choice in the preview", async () => {
    const { tab, close } = await open();
    await near(tab);
    const attribute = (name) => tab.locator("#preview").getAttribute(name);
    await pick(tab, "lang", "es");
    await tab.locator("#preview h2", { hasText: TITLES.es }).waitFor();
    await tab.locator("#part-map").uncheck();
    assert.equal(await tab.locator("#preview #site-liver").count(), 0);
    await tab.locator("#theme").selectOption("dark");
    assert.equal(await attribute("theme"), "dark");
    await tab.locator("#level").selectOption("1");
    await tab.locator("#preview h1").first().waitFor();
    await tab.fill("#care-team-phone", "555 0123");
    await tab.fill("#care-team-hours", "always");
    await tab.fill("#support-phone", "555 0100");
    assert.deepEqual(
      [await attribute("care-team-phone"), await attribute("care-team-hours"), await attribute("support-phone")],
      ["555 0123", "always", "555 0100"],
    );
    const width = () => tab.locator("#preview").evaluate((map) => map.offsetWidth);
    assert.equal(await width(), 360);
    await pick(tab, "width", "desktop");
    assert.ok((await width()) >= 1039);
    await close();
  });

  test("says which colors the guide refuses, and prints them as CSS, never as style", async () => {
    const { tab, close } = await open();
    await near(tab);
    await tab.locator("#own-colours").check();
    await tab.locator("#theme").selectOption("light");
    await tab.fill("#colour-accent", "#7a1f5c");
    assert.equal(await tab.locator("#colour-accent-note").textContent(), WORDS.en.colourGood);
    assert.ok((await tab.locator("#css").inputValue()).startsWith("mbc-body-map {\n  --mbc-accent: #7a1f5c;\n"));
    assert.ok(!(await code(tab)).includes("#7a1f5c"));
    // The plugin for WordPress takes them in the shortcode.
    await pick(tab, "platform", "wordpress");
    assert.match(await code(tab), /^\[mbc_body_map .*accent="#7a1f5c" on-accent="#ffffff" accent-soft="#e7f0ee"\]\n$/);
    assert.ok(await tab.locator("#css").isHidden());
    await pick(tab, "platform", "html");
    // Another choice keeps the notes on the colours.
    await tab.fill("#support-label", "Ours");
    assert.equal(await tab.locator("#colour-accent-note").textContent(), WORDS.en.colourGood);
    await tab.fill("#colour-accent", "#ffccdd");
    assert.match(await tab.locator("#colour-accent-note").textContent(), /on light/);
    await tab.fill("#colour-accent", "red; }");
    assert.equal(await tab.locator("#colour-accent-note").textContent(), WORDS.en.colourBad);
    assert.ok(!(await tab.locator("#css").inputValue()).includes("red"));
    await close();
  });

  test("copies, and says what to do where copying is not allowed", async () => {
    const { tab, context, close } = await open();
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const statusSays = (text) => tab.locator("#code-said", { hasText: text }).waitFor();
    await tab.locator("#copy-code").click();
    await statusSays(WORDS.en.copied);
    assert.equal(await tab.evaluate(() => navigator.clipboard.readText()), await code(tab));
    await tab.evaluate(() => (navigator.clipboard.writeText = () => Promise.reject(new Error("no"))));
    await tab.locator("#copy-code").click();
    await statusSays(WORDS.en.copyFailed);
    assert.ok(
      await tab
        .locator("#code")
        .evaluate((area) => area === document.activeElement && area.selectionEnd === area.value.length),
    );
    await close();
  });

  test("says that the content is a draft, as the report does, and that a local address must be replaced", async () => {
    const { tab, close } = await open();
    const { sections } = JSON.parse(await read("dist/content-report.json"));
    const parts = sections.filter(({ language }) => language === "en");
    const drafts = parts.filter(({ review }) => review.startsWith("Draft"));
    const draft = await tab.locator("#draft").textContent();
    assert.equal(draft, drafts.length ? WORDS.en.draft.replace("{}", drafts.length).replace("{}", parts.length) : "");
    assert.equal(await tab.locator("#address-note").textContent(), WORDS.en.addressLocal);
    await tab.fill("#address", "https://example.org/mbc/");
    assert.equal(await tab.locator("#address-note").textContent(), "");
    await close();
  });

  test("changes its language with the buttons and with the guide's own, and keeps the choices", async () => {
    const { tab, consoleLines, close } = await open();
    await tab.fill("#support-label", "Ours");
    await tab.locator("#languages button[value=es]").click();
    assert.equal(await tab.locator("html").getAttribute("lang"), "es");
    assert.equal(await tab.locator("#builder h2").first().textContent(), WORDS.es.heading);
    assert.equal(await tab.locator("#support-label").inputValue(), "Ours");
    // The texts of the guide name languages too, so the button is found by its id, once the guide has switched.
    await tab.locator("#demo #lang-other[lang=en]").click();
    await tab.locator("html[lang=en]").waitFor({ state: "attached" });
    assert.deepEqual(consoleLines, []);
    await close();
  });

  test("changes its language with the guide's own switch before the guide is whole", async () => {
    const context = await browser.newContext();
    const tab = await context.newPage();
    // Closed rows are made by such tasks.
    await tab.addInitScript(() => {
      const { scheduler } = window;
      const postTask = scheduler.postTask.bind(scheduler);
      const held = new Promise((release) => (window.release = release));
      scheduler.postTask = async (run, options) => {
        if (options.priority === "background") await held;
        return postTask(run, options);
      };
    });
    await tab.goto(`${files.origin}/mbc/${version}/index.html?lang=es`);
    await tab.locator("#demo #lang-other[lang=en]").click();
    await tab.locator("html[lang=en]").waitFor({ state: "attached" });
    assert.equal(await tab.locator("#demo").evaluate((demo) => demo.matches(":state(ready)")), false);
    await tab.evaluate(() => window.release());
    await tab.locator("#demo.shown").waitFor();
    assert.equal(await tab.locator("html").getAttribute("lang"), "en");
    await context.close();
  });

  test("is used by the keyboard alone", async () => {
    const { tab, close } = await open();
    await tab.locator("#builder").focus();
    const seen = new Set();
    // Tab reaches only the checked radio button of a group.
    const wanted = await tab.evaluate(() =>
      [...document.querySelectorAll("#builder :is(input, select, button, textarea, a)")]
        .filter((one) => one.checkVisibility() && !one.disabled && (one.type !== "radio" || one.checked))
        .map((one, at) => (one.dataset.at = String(at))),
    );
    assert.ok(wanted.length > 40);
    for (let presses = 0; presses < 500 && seen.size < wanted.length; presses++) {
      await tab.keyboard.press("Tab");
      const at = await tab.evaluate(() => document.activeElement.dataset.at);
      if (at) seen.add(at);
    }
    assert.deepEqual([...seen].sort(), wanted.sort());
    await tab.locator("#down-map").focus();
    const sections = attributes.find(({ name }) => name === "sections").values;
    for (let times = 1; times < sections.length; times++) await tab.keyboard.press("Enter");
    // At the end of the list the button is disabled, and its neighbour has the focus.
    assert.equal(await tab.evaluate(() => document.activeElement.id), "up-map");
    await tab.keyboard.press("Space");
    assert.ok((await code(tab)).includes("help map glossary"));
    await tab.locator("input[name=platform]").first().focus();
    await tab.keyboard.press("ArrowDown");
    assert.ok((await code(tab)).startsWith("<iframe"));
    await close();
  });

  for (const [engine, allowed] of [
    ["js", ""],
    ["wasm", " 'wasm-unsafe-eval'"],
  ]) {
    test(`keeps a strict policy, on the ${engine} engine`, async () => {
      policy = STRICT.replace("script-src 'self'", `script-src 'self'${allowed}`);
      try {
        const { tab, consoleLines, close } = await open();
        await tab.locator("#demo #site-liver > summary").click();
        await near(tab);
        // The widget's light colours would rightly be refused in the dark scheme.
        await tab.locator("#theme").selectOption("light");
        await tab.locator("#own-colours").check();
        // A browser that tries WebAssembly under this policy says so once for each page.
        const other = consoleLines.filter((line) => !(engine === "js" && /WebAssembly|wasm/i.test(line)));
        assert.deepEqual(other, []);
        const asked = await tab.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
        assert.ok(asked.some((name) => name.endsWith(".css")));
        assert.equal(
          asked.some((name) => /body-map-[\w-]{10}\.js$/.test(name)),
          engine === "js",
        );
        await close();
      } finally {
        policy = undefined;
      }
    });
  }

  test("has the first words and links to the files without script", async () => {
    const tab = await browser.newPage({ javaScriptEnabled: false });
    await tab.goto(`${files.origin}/mbc/${version}/index.html`);
    assert.ok(await tab.getByText(textOf("en", "signs", "title")).isVisible());
    assert.ok(await tab.getByText("Señales que no pueden esperar").isVisible());
    for (const link of await tab.locator("#builder a").evaluateAll((all) => all.map(({ href }) => href)))
      assert.ok((await fetch(link)).ok, link);
    await tab.close();
  });

  for (const lang of ["en", "es"]) {
    for (const colorScheme of ["light", "dark"]) {
      test(`passes axe and fits 320 px: ${lang}, ${colorScheme}`, async () => {
        const { tab, close } = await open({ lang, colorScheme });
        await near(tab);
        await tab.locator("#own-colours").check();
        await tab.evaluate(AXE);
        for (const platform of ["html", "wordpress"]) {
          await pick(tab, "platform", platform);
          const { violations } = await tab.evaluate(() =>
            axe.run(
              { exclude: [["#demo"]] },
              { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
            ),
          );
          assert.deepEqual(
            violations.map(({ id, nodes }) => [id, nodes[0].html]),
            [],
          );
        }
        await tab.setViewportSize({ width: 320, height: 700 });
        assert.ok((await tab.evaluate(() => document.documentElement.scrollWidth)) <= 320);
        // Of the page alone: the guide's own targets have a test of theirs.
        const small = await tab.evaluate(() =>
          [
            ...document.querySelectorAll(
              "#builder :is(button, select, .choice, input:not([type=radio], [type=checkbox]))",
            ),
          ]
            .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
            .map((one) => one.outerHTML),
        );
        assert.deepEqual(small, []);
        for (const link of await tab.locator("#builder .output a").evaluateAll((all) => all.map(({ href }) => href)))
          assert.ok((await fetch(link)).ok, link);
        await close();
      });
    }
  }
});
