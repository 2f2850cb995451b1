// The studio as somebody uses it who edits words: what is typed shows in the guide beside it and as changed, a word that is
// never said shows its fault at the sentence and in the list, which leads there; undo, search, the keyboard alone; under a
// strict policy it asks for nothing but its own files; axe finds nothing; nothing scrolls sideways.

/* global axe -- in the page, where functions given to `evaluate` run */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { DIST, launch, project, textOf, visit } from "./page.mjs";
import { serve } from "./server.mjs";

const TEXTS = {};
for (const language of ["en", "es"])
  TEXTS[language] = JSON.parse(await readFile(project(`www/studio/words.${language}.json`), "utf8"));
const FILES_SAVED = JSON.parse(await readFile(project("www/studio/files.en.json"), "utf8")).saved;
const AXE = await readFile(project("node_modules/axe-core/axe.min.js"), "utf8");
const STRICT = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'; form-action 'self'";

/** The sentence that the tests change. */
const PATH = "bones.key";
const PROMISED = "Cancer in the bones is often cured.";

let browser, site;

before(async () => {
  const fault = (path) => (path.endsWith(".html") ? { headers: { "content-security-policy": STRICT } } : undefined);
  site = await serve({ folders: { dist: DIST }, fault });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

/** Opens the studio at a page of the guide, and waits for its first check. */
async function open({ lang = "en", hash = "#bones", ...options } = {}) {
  const visited = await visit(browser, `${site.origin}/dist/studio.html?lang=${lang}${hash}`, {
    width: 1280,
    ...options,
  });
  await visited.tab.locator("#measures-short:not(:empty)").waitFor({ state: "attached" });
  return { ...visited, t: TEXTS[lang] };
}

const field = (tab, path = PATH, language = "en") =>
  tab.locator(`textarea[data-path="${path}"][data-language="${language}"]`);

/** The words of the guide in the frame. */
const preview = (tab) => tab.frameLocator("#preview").locator("mbc-body-map");

const axeViolations = async (tab) => {
  if (!(await tab.evaluate(() => "axe" in globalThis))) await tab.evaluate(AXE);
  const { violations } = await tab.evaluate(() =>
    axe.run(
      { exclude: ["#preview"] },
      { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    ),
  );
  return violations.map(({ id, nodes }) => [id, nodes[0].html]);
};

describe("the studio", { timeout: 300_000 }, () => {
  test("shows what is typed in the guide and as changed, and takes it back", async () => {
    const { tab, log, close, t } = await open();
    const before = textOf("en", "sites/1-bones", "key", "text");
    assert.equal(await field(tab).inputValue(), before);
    await field(tab).fill("Bones heal better with treatment.");
    await preview(tab).getByText("Bones heal better with treatment.").waitFor();
    const page = tab.locator('[id="page-bones"]');
    await page.locator(".is-changed", { hasText: t.outline.changed }).waitFor();
    // Only what was changed is marked so.
    assert.equal(await tab.locator("#outline-list .is-changed").count(), 1);
    const hint = await tab.locator(`[data-sentence="${PATH}"] .hint`).first().textContent();
    assert.ok(hint.includes(before), hint);
    assert.equal(await tab.locator("#changed").textContent(), t.head.changed.one);
    // The step is named by the words as they are now.
    await tab.locator("#undo-step", { hasText: "Bones heal better" }).waitFor();
    // The Spanish is to be read again.
    await page.locator(".is-again").waitFor();

    // In the field the browser takes back letters; elsewhere the page takes back the step.
    await tab.locator("#undo").focus();
    await tab.keyboard.press("Control+z");
    await tab.waitForFunction(
      ([path, words]) => document.querySelector(`[data-path="${path}"][data-language=en]`).value === words,
      [PATH, before],
    );
    await preview(tab).getByText(before).waitFor();
    await tab.locator("#outline-list .is-changed").waitFor({ state: "detached" });
    assert.equal(await tab.locator("#changed").textContent(), t.head.changed.none);
    await tab.keyboard.press("Control+Shift+z");
    await preview(tab).getByText("Bones heal better with treatment.").waitFor();

    // At the Spanish stands where the two are read together, and not what a developer runs for it.
    const spanish = tab.locator(`[id="words-es-${PATH}-said"]`);
    const link = spanish.getByRole("link", { name: t.problems.readTogether });
    await link.waitFor();
    assert.doesNotMatch(await spanish.innerText(), /cargo/);
    await link.focus();
    await tab.keyboard.press("Enter");
    await tab.waitForFunction(() => document.activeElement.id === "translations-title");
    assert.deepEqual(log.consoleLines, []);
    await close();
  });

  test("shows a fault at its sentence and in the list, which leads there", async () => {
    const { tab, log, close, t } = await open();
    await field(tab).fill(PROMISED);
    await tab.locator("#problems.has-faults").waitFor();
    const described = await field(tab).getAttribute("aria-describedby");
    assert.match(await tab.locator(`[id="${described}"]`).innerText(), /“cured” is never said/);
    assert.equal(await field(tab).getAttribute("aria-invalid"), "true");
    assert.ok(
      (await tab.locator("#problems-title").textContent()).startsWith(t.problems.faults.one.replace("{count}", 1)),
    );
    assert.ok(await tab.locator('[id="page-bones"] .is-fault').isVisible());
    // The wording is shown beside its fault, though a build refuses it.
    await preview(tab).getByText(PROMISED).waitFor();

    // A file that is saved now says that no guide can be built from it.
    await tab.locator("#to-files").click();
    await Promise.all([tab.waitForEvent("download"), tab.locator("#save-all").click()]);
    await tab.locator("#files-report", { hasText: FILES_SAVED.faults.one }).waitFor();
    await tab.locator("#to-words").click();

    // From another page, the list leads back.
    await tab.locator('[id="page-basics"]').click();
    await field(tab, "basics.key").waitFor();
    await tab.locator("#problems-title").click();
    await tab.locator("#problems-list a").first().click();
    await tab.waitForFunction((path) => document.activeElement.dataset.path === path, PATH);
    // So does the key.
    await tab.locator('[id="page-basics"]').click();
    await tab.keyboard.press("F8");
    await tab.waitForFunction((path) => document.activeElement.dataset.path === path, PATH);
    await field(tab).fill("Bones heal better with treatment.");
    await tab.locator("#problems:not(.has-faults)").waitFor();
    assert.equal(await field(tab).getAttribute("aria-invalid"), null);
    assert.deepEqual(log.consoleLines, []);
    await close();
  });

  test("measures the page as one types, and says what is over its limit", async () => {
    const { tab, close, t } = await open();
    const words = async () => Number((await tab.locator("#measures-short").textContent()).match(/(\d+) /)[1]);
    // The scale of Spanish is no grade: more is easier there.
    assert.match(await tab.locator("#measures-short").textContent(), /English: .* grade \d.*Español: .* INFLESZ \d/);
    const before = await words();
    await field(tab).fill(`${await field(tab).inputValue()} Ask about it.`);
    await tab.waitForFunction(
      (text) => document.getElementById("measures-short").textContent.includes(text),
      ` ${before + 3} `,
    );
    await field(tab).fill("Word after word ".repeat(15).trim());
    const tooLong = t.measures.tooLong.split("{panel} ")[1].split(",")[0];
    await tab.locator("#measures-short", { hasText: tooLong }).waitFor();
    await tab.locator("#measures summary").click();
    assert.ok((await tab.locator("#measures td.wrong").count()) > 0);
    await close();
  });

  test("keeps what is pasted on one line, and quotes as they were typed", async () => {
    const { tab, close } = await open();
    await field(tab).focus();
    await tab.keyboard.press("Control+a");
    await tab.evaluate(() => document.execCommand("insertText", false, 'Say “one”\nor "two" \\ three.'));
    await preview(tab).getByText('Say “one” or "two" \\ three.').waitFor();
    assert.equal(await field(tab).inputValue(), 'Say “one” or "two" \\ three.');
    await tab.keyboard.press("Enter");
    assert.equal(await field(tab).inputValue(), 'Say “one” or "two" \\ three.');
    await close();
  });

  test("finds sentences by their words, and by a press in the guide", async () => {
    const { tab, close } = await open({ hash: "" });
    await tab.locator("#search").fill("nearly all pain");
    await tab.locator("#found a").first().click();
    await tab.waitForFunction(() => document.activeElement.dataset.path === "bones.relief.pain");
    // The guide followed, and a press there leads to the field of other words.
    const sentence = textOf("en", "sites/1-bones", "key", "text");
    await preview(tab).getByText(sentence).click();
    await tab.waitForFunction((path) => document.activeElement.dataset.path === path, PATH);
    await tab.locator("#search").fill("zzzz");
    await tab.locator("#found-count", { hasText: TEXTS.en.search.found.none }).waitFor();
    await close();
  });

  test("says on request what a sentence rests on", async () => {
    const { tab, close, t } = await open();
    const sentence = tab.locator('[data-sentence="bones.relief.bone-drugs"]');
    await sentence.getByRole("button", { name: t.editor.about }).click();
    const about = sentence.locator(".about");
    assert.match(await about.innerText(), /site\.bone\.tx\.drugs/);
    const link = about.getByRole("link").first();
    assert.match(await link.getAttribute("href"), /^https:/);
    assert.equal(await link.getAttribute("rel"), "noopener noreferrer");
    await close();
  });

  test("begins its preview anew when its memory is full of former words", async () => {
    const { tab, close } = await open();
    await preview(tab)
      .getByText(textOf("en", "sites/1-bones", "key", "text"))
      .waitFor();
    const frame = () => tab.frames().find((one) => one.url().endsWith("studio-preview.html"));
    await frame().evaluate(() => (globalThis.former = true));
    // As the frame says it after two hundred packs.
    await frame().evaluate(() => parent.postMessage({ studio: "full" }, location.origin));
    await tab.waitForFunction(() => !document.getElementById("preview").contentWindow.former);
    await field(tab).fill("Bones heal better with treatment.");
    await preview(tab).getByText("Bones heal better with treatment.").waitFor();
    await close();
  });

  test("says that what is taken away is shown after the next build", async () => {
    const { tab, log, close, t } = await open();
    await tab.locator("#to-structure").click();
    await tab.locator("#structure-section").selectOption("map");
    const asked = await field(tab, "bones.ask.which-bones.text").inputValue();
    await tab.locator("#tab-structure summary", { hasText: asked }).click();
    await tab.locator('[id="structure-open-remove:bones.ask.which-bones"]').click();
    const form = tab.locator("#tab-structure form", { has: tab.locator("#structure-form-save") });
    for (const reason of await form.locator("textarea").all()) await reason.fill("Asked elsewhere.");
    await tab.locator("#structure-form-save").click();
    await tab.locator("#undo-step:not(:empty)").waitFor();
    await tab.locator("#to-words").click();
    await tab.locator("#preview-note", { hasText: t.preview.otherStructure }).waitFor();
    // The words from before are still there, and following another sentence does not hide what was said.
    await field(tab, "bones.hint").focus();
    await tab.locator("#preview-note", { hasText: t.preview.otherStructure }).waitFor();
    await tab.locator("#undo").click();
    await tab.locator("#preview-note:empty").waitFor({ state: "attached" });
    assert.equal(await field(tab, "bones.ask.which-bones.text").inputValue(), asked);
    assert.deepEqual(log.consoleLines, []);
    await close();
  });

  test("is used by the keyboard alone, and has its place in the address", async () => {
    const { tab, close, t } = await open({ hash: "" });
    await tab.keyboard.press("Tab");
    assert.equal(await tab.evaluate(() => document.activeElement.textContent), t.skip);
    await tab.keyboard.press("Enter");
    assert.equal(await tab.evaluate(() => document.activeElement.id), "editor-title");
    await tab.locator('[id="page-liver"]').focus();
    await tab.keyboard.press("Enter");
    await tab.waitForFunction(() => location.hash === "#liver" && document.activeElement.id === "editor-title");
    // From the heading the first field is near: the button with what it rests on stands between.
    for (const expected of ["BUTTON", "TEXTAREA", "TEXTAREA"]) {
      await tab.keyboard.press("Tab");
      assert.equal(await tab.evaluate(() => document.activeElement.tagName), expected);
    }
    await tab.keyboard.press("Control+a");
    await tab.keyboard.type("Hígado, de prueba");
    await preview(tab).getByText("Hígado, de prueba").first().waitFor();
    await tab.goBack();
    await tab.waitForFunction(() => document.getElementById("editor-title").textContent !== "Liver");
    await close();
  });

  test("asks for nothing but its own files, also while one edits", async () => {
    const { tab, log, close } = await open();
    await field(tab).fill("Bones heal better with treatment.");
    await preview(tab).getByText("Bones heal better with treatment.").waitFor();
    for (const address of log.addresses.filter((one) => !one.startsWith("blob:")))
      assert.ok(address.startsWith(`${site.origin}/dist/`), address);
    const names = log.asked.map((path) => path.replace("/dist/", "")).filter((name) => !/^mbc-body-map/.test(name));
    for (const name of names) assert.match(name, /^studio(-[\w-]+)?\.(html|css|js|wasm|zip)$/);
    assert.deepEqual(log.consoleLines, []);
    await close();
  });

  for (const lang of ["en", "es"]) {
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      test(`has no fault of accessibility in ${lang}, ${colorScheme}`, async () => {
        const { tab, close, t } = await open({ lang, colorScheme });
        await field(tab, PATH, lang).fill(lang === "en" ? PROMISED : "El cáncer en los huesos se puede curar.");
        await tab.locator("#problems.has-faults").waitFor();
        await tab.locator("#problems-title").click();
        await tab.locator("#measures summary").click();
        await tab.getByRole("button", { name: t.editor.about }).first().click();
        assert.deepEqual(await axeViolations(tab), []);
        // At 320 pixels nothing scrolls sideways, and everything to press is large enough.
        await tab.setViewportSize({ width: 320, height: 800 });
        await tab.locator("#outline summary").click();
        assert.ok((await tab.evaluate(() => document.documentElement.scrollWidth)) <= 320);
        const small = await tab.evaluate(() =>
          [
            ...document.querySelectorAll(
              ":is(header, #tab-words) :is(button, textarea, input:not([type=radio]), summary, a)",
            ),
          ]
            .filter(
              (one) => one.checkVisibility() && !one.matches(".skip") && one.getBoundingClientRect().height < 43.5,
            )
            .map((one) => one.outerHTML),
        );
        assert.deepEqual(small, []);
        assert.deepEqual(await axeViolations(tab), []);
        await close();
      });
    }
  }
});
