// What the hosted plain pages tell search engines, and what no other page of the release tells them; and the file of claims.
// An edition that names where it hosts them is in `edition.test.mjs`.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "./server.mjs";
import { launch } from "./page.mjs";

const DIST = fileURLToPath(new URL("../../dist", import.meta.url));
/** Nothing is loaded and no script runs; the style of the page is inline. */
const STRICT = { "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'" };
const read = (name) => readFile(`${DIST}/${name}`, "utf8");

const LANGUAGES = {
  en: { title: "Understanding metastatic breast cancer", about: "metastatic breast cancer" },
  es: { title: "Entender el cáncer de mama metastásico", about: "cáncer de mama (seno) metastásico" },
};

describe("hosted pages", () => {
  let browser, server;
  before(async () => {
    server = await serve({ folders: { dist: DIST }, fault: () => ({ headers: STRICT }) });
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  for (const [language, { title, about }] of Object.entries(LANGUAGES))
    test(`fallback.${language}.html: title, description and structured data, also under a strict policy`, async () => {
      const tab = await browser.newPage();
      const lines = [];
      tab.on("console", (message) => lines.push(message.text()));
      await tab.goto(`${server.origin}/dist/fallback.${language}.html`);
      assert.deepEqual(lines, []);
      assert.equal(await tab.title(), title);
      const page = await tab.evaluate(() => ({
        metas: [...document.querySelectorAll("meta[name], meta[property]")].map((meta) => [
          meta.name || meta.getAttribute("property"),
          meta.content,
        ]),
        outside: document.querySelectorAll("body meta, body link, body script").length,
        links: document.querySelectorAll("link").length,
        data: [...document.querySelectorAll('script[type="application/ld+json"]')].map((data) => data.textContent),
        scripts: document.querySelectorAll("script").length,
        sources: [...document.querySelectorAll("main a[href^='https:']")].map((link) => link.href),
      }));
      await tab.close();
      const metas = Object.fromEntries(page.metas);
      assert.equal(page.metas.length, Object.keys(metas).length, "each once");
      assert.deepEqual(Object.keys(metas), ["viewport", "description", "og:type", "og:title", "og:description"]);
      assert.ok(metas.description.startsWith(title) && metas.description.length <= 200, metas.description);
      assert.equal(metas["og:title"], title);
      assert.deepEqual([page.scripts, page.data.length, page.outside], [1, 1, 0]);
      // The edition of this repository names no address, so the page names none.
      assert.equal(page.links, 0);
      const data = JSON.parse(page.data[0]);
      assert.deepEqual(
        [data["@type"], data.name, data.inLanguage, data.audience, data.about],
        ["MedicalWebPage", title, language, { "@type": "Patient" }, { "@type": "MedicalCondition", name: about }],
      );
      assert.equal(data.url, undefined);
      // Nobody has reviewed it.
      assert.equal(data.lastReviewed, undefined);
      // It cites what the page shows.
      const shown = new Set(page.sources);
      const cited = data.citation.map(({ url }) => new URL(url).href);
      assert.ok(cited.length > 50 && new Set(cited).size === cited.length, `${cited.length} sources`);
      assert.deepEqual(
        cited.filter((url) => !shown.has(url)),
        [],
      );
    });

  test("what is pasted from a page has none of it", async () => {
    const pasted = ["snippet.en.html", "snippet.es.html"].map(read);
    for (const language of Object.keys(LANGUAGES)) {
      const page = await read(`fallback.${language}.html`);
      pasted.push(page.split("<!-- mbc-body-map: paste from here -->")[1].split("<!-- mbc-body-map: to here -->")[0]);
    }
    for (const html of await Promise.all(pasted)) {
      assert.ok(html.length > 1000);
      assert.doesNotMatch(html, /<meta|<link|ld\+json|<title/);
    }
  });

  test("every other page asks search engines to leave it out, so that the guide is found once", async () => {
    const pages = (await readdir(DIST)).filter((name) => /\.html$/.test(name) && !/^(fallback|snippet)\./.test(name));
    assert.ok(pages.includes("embed.html") && pages.includes("index.html"), pages.join());
    for (const name of pages) assert.match(await read(name), /<meta name="robots" content="noindex[",]/, name);
    // What a frame shows belongs to the page around it.
    assert.match(await read("embed.html"), /content="noindex, indexifembedded"/);
  });
});

describe("claims.json", () => {
  test("has every claim in each language, once, with facts and sources that are in the file", async () => {
    const { claims, facts, sources, reviewed, publisher } = JSON.parse(await read("claims.json"));
    assert.ok(claims.length > 500, `${claims.length} claims`);
    assert.equal(new Set(claims.map(({ id }) => id)).size, claims.length);
    for (const { id, section, text, facts: ids } of claims) {
      assert.ok(section && ids.length > 0, id);
      assert.deepEqual(Object.keys(text), Object.keys(LANGUAGES), id);
      for (const fact of ids) assert.ok(facts[fact], `${id} rests on ${fact}`);
    }
    for (const [id, { evidence, sources: keys }] of Object.entries(facts)) {
      assert.ok(keys.length > 0 || evidence === "editorial", id);
      for (const key of keys) assert.ok(sources[key], `${id} rests on ${key}`);
    }
    for (const [key, { title, publisher: by, url, read: day }] of Object.entries(sources)) {
      assert.ok(title && by && url.startsWith("https://"), key);
      if (day !== undefined) assert.match(day, /^\d{4}-\d\d-\d\d$/, key);
    }
    assert.deepEqual(reviewed, { en: {}, es: {} });
    assert.equal(publisher, "the mbc-body-map project");
  });

  test("every claim of it stands in the plain page, but for two of the alert card, which only the widget has", async () => {
    const { claims } = JSON.parse(await read("claims.json"));
    const tags = /<[^>]*>/g;
    const plain = (html) =>
      html.replace(tags, "").replaceAll("&amp;", "&").replaceAll("&nbsp;", "\u00a0").replaceAll("&quot;", '"');
    const page = plain(await read("fallback.en.html")).toLowerCase();
    const missing = claims.filter(({ text }) => !page.includes(text.en.toLowerCase()));
    assert.deepEqual(
      missing.map(({ id }) => id),
      ["signs.card.staff", "signs.card.here"],
    );
  });
});
