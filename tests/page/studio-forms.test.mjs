// The forms of the studio: adding and removing, the mode in which things are arranged, translations that must be read again,
// signing, and an edition. What is written is asked of the compiler behind the page, in the worker of the page.

/* global axe, askStudio -- in the page, where functions given to `evaluate` run */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, describe, test } from "node:test";
import { contrast, contrasts, GROUNDS } from "../../www/studio/contrast.js";
import { DIST, launch, painted, project, visit } from "./page.mjs";
import { serve } from "./server.mjs";
import { unzip } from "./zips.mjs";

const json = async (path) => JSON.parse(await readFile(project(path), "utf8"));
const TEXTS = { en: await json("www/studio/forms.en.json"), es: await json("www/studio/forms.es.json") };
const HEAD = (await json("www/studio/words.en.json")).head;
const AXE = await readFile(project("node_modules/axe-core/axe.min.js"), "utf8");
const STRICT = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'; form-action 'self'";
const TABS = ["structure", "translations", "signoff", "edition"];

let site, browser;
before(async () => {
  const fault = (path) =>
    path.endsWith("studio.html") ? { headers: { "content-security-policy": STRICT } } : undefined;
  site = await serve({ folders: { dist: DIST }, fault });
  browser = await launch();
});
/** How what was opened is closed, also where a test fails. */
const toClose = [];
afterEach(() => Promise.all(toClose.splice(0).map((close) => close())));
after(async () => {
  await browser?.close();
  await site?.close();
});

/** For `script`: asks the worker of the page beside the page, whose own questions have numbers. */
function listenIn() {
  const Original = Worker;
  const waiting = new Map();
  let next = 0;
  window.Worker = class extends Original {
    constructor(...args) {
      super(...args);
      this.addEventListener("message", (event) => {
        if (typeof event.data.id !== "string") return;
        event.stopImmediatePropagation();
        waiting.get(event.data.id)(event.data);
      });
      window.askStudio = (method, ...given) =>
        new Promise((resolve, reject) => {
          const id = `test-${next++}`;
          waiting.set(id, ({ value, error }) => (error ? reject(new Error(JSON.stringify(error))) : resolve(value)));
          this.postMessage({ id, method, args: given });
        });
    }
  };
}

/** Opens the page; `text` is a file as it would be saved now, `survey` what a build would say. */
async function open({ lang = "en", isKept = false, ...options } = {}) {
  const opened = await visit(browser, `${site.origin}/dist/studio.html?lang=${lang}`, { script: listenIn, ...options });
  const { tab } = opened;
  if (!isKept) toClose.push(opened.close);
  const ask = (method, ...args) => tab.evaluate(([name, given]) => askStudio(name, ...given), [method, args]);
  const show = async (name) => {
    await tab.locator(`#to-${name}`).click();
    await tab.locator(`#${name}-title`).waitFor();
  };
  tab.setDefaultTimeout(+(process.env.SHORT ?? 120_000));
  await tab.locator("#to-structure").waitFor();
  await show("structure");
  const text = (path) => ask("file", path);
  const survey = () => tab.evaluate(() => askStudio("survey", "2026-12-01").then((all) => ({ ...all, packs: 0 })));
  return { ...opened, ask, show, text, survey, t: TEXTS[lang] };
}

/** An element by its id, which holds dots. */
const byId = (tab, id) => tab.locator(`[id="${id}"]`);
const focused = (tab) => tab.evaluate(() => document.activeElement.id);
const hasFocus = (tab, id) => tab.waitForFunction((wanted) => document.activeElement.id === wanted, id);

/** Waits until something that the page says or the worker knows is so; what it was last is in the error. */
async function until(tab, ask, isWanted) {
  const end = performance.now() + 60_000;
  for (;;) {
    const found = await ask();
    if (isWanted(found)) return;
    if (performance.now() > end) assert.fail(`waited in vain, with ${JSON.stringify(found)}`);
    await painted(tab);
  }
}

/** Waits until a file of the project has these words. */
const fileHas = ({ tab, text }, path, words) =>
  until(
    tab,
    () => text(path),
    (now) => now?.includes(words),
  );

/** Waits until a line says this. */
const says = (tab, id, words) =>
  until(
    tab,
    () => byId(tab, id).innerText(),
    (now) => (words.test ? words.test(now) : now === words),
  );

async function chooseOwner(tab, section, owner) {
  await tab.locator("#structure-section").selectOption(section);
  await tab.locator("#structure-owner").selectOption(owner);
}

async function takeFact(tab, prefix, fact) {
  await byId(tab, `${prefix}-facts`).fill(fact);
  await byId(tab, `${prefix}-facts-take-${fact}`).click();
}

describe("adding and removing", () => {
  /** One page for all: what each test does it takes back, or leaves where no other looks. */
  let one;
  before(async () => {
    one = await open({ isKept: true });
  });
  after(() => one?.close());

  const FILES = ["en/sites/1-bones.toml", "es/sites/1-bones.toml"];

  test("a question with its translation is added without a fault, and removing it leaves the same bytes", async () => {
    const opened = one;
    const { tab, text, survey, log } = opened;
    const before = await Promise.all(FILES.map(text));
    await chooseOwner(tab, "map", "bones");
    await byId(tab, "structure-open-add:bones.ask:").click();
    assert.equal(await focused(tab), "structure-form-title");
    await byId(tab, "structure-new-en-text").fill("What else?");
    await byId(tab, "structure-new-es-text").fill("¿Qué más?");
    assert.equal(await byId(tab, "structure-new-id").inputValue(), "what-else");
    // That a fact is needed is said until one is taken.
    await tab.locator("#structure-form-save").click();
    await says(tab, "structure-new-facts-note", opened.t.neededFact);
    await takeFact(tab, "structure-new", "site.bone.q");
    await says(tab, "structure-new-facts-note", "");
    assert.equal(await byId(tab, "structure-new-facts").getAttribute("aria-invalid"), null);
    await tab.locator("#structure-form-save").click();
    await hasFocus(tab, "structure-row-bones.ask.what-else");
    const [en, es] = await Promise.all(FILES.map(text));
    assert.ok(en.includes('[[ask]]\nid = "what-else"\ntext = "What else?"\nfacts = ["site.bone.q"]\n'), en);
    assert.ok(es.includes('[[ask]]\nid = "what-else"\ntext = "¿Qué más?"\n'), es);
    assert.deepEqual((await survey()).faults, []);
    // The list is full now, and says so.
    assert.equal(await byId(tab, "structure-open-add:bones.ask:").count(), 0);
    assert.match(await byId(tab, "structure-list-count-bones.ask").innerText(), /^4 of at most 4\. This list is full/);
    await byId(tab, "structure-open-remove:bones.ask.what-else").click();
    await tab.locator("#structure-form-save").click();
    await hasFocus(tab, "structure-list-bones.ask");
    assert.deepEqual(await Promise.all(FILES.map(text)), before);
    assert.deepEqual(log.consoleLines, []);
  });

  test("what is missing or wrong is said at its field, and what was typed stays", async () => {
    const opened = await open();
    const { tab, text, t } = opened;
    const before = await text(FILES[0]);
    await chooseOwner(tab, "map", "bones");
    await byId(tab, "structure-open-add:bones.ask:").click();
    await byId(tab, "structure-new-en-text").fill("Why is that?");
    await byId(tab, "structure-new-id").fill("which-bones");
    await tab.locator("#structure-form-save").click();
    assert.equal(await focused(tab), "structure-new-es-text");
    const said = (id) => byId(tab, `structure-new-${id}-note`).innerText();
    assert.equal(await said("es-text"), t.needed);
    assert.equal(await said("facts"), t.neededFact);
    assert.equal(await said("id"), t.idTaken);
    await byId(tab, "structure-new-id").fill("Bones!");
    await tab.locator("#structure-form-save").click();
    assert.equal(await said("id"), t.idBad);
    assert.equal(await text(FILES[0]), before);
    // Another tab and another language of the page lose nothing.
    await tab.locator("#to-edition").click();
    await tab.locator("#language-es").click();
    await tab.locator("#to-structure").click();
    assert.equal(await byId(tab, "structure-new-en-text").inputValue(), "Why is that?");
    assert.equal(await byId(tab, "structure-new-id").inputValue(), "Bones!");
  });

  test("a question that a language lacks is named, and written in its place", async () => {
    const { tab, ask, text, show, t } = one;
    const before = await text(FILES[1]);
    const without = before.replace(/\[\[ask\]\]\nid = "avoid"\n[^[]*/, "");
    assert.notEqual(without, before);
    await ask("setFile", FILES[1], without, false);
    // A change by the page makes it look again.
    await show("edition");
    await tab.locator("#edition-page-part-glossary").uncheck();
    await fileHas(one, "page.json", '"glossary"');
    await show("structure");
    await chooseOwner(tab, "map", "bones");
    await byId(tab, "structure-row-bones.ask.avoid").click();
    await tab.getByText("Not written yet: Español.").waitFor();
    await byId(tab, "structure-open-translate:bones.ask.avoid").click();
    const [, words] = before.match(/id = "avoid"\ntext = "(.*)"/);
    await byId(tab, "structure-new-es-text").fill(words);
    await tab.locator("#structure-form-save").click();
    // What is opened while this is saved stays open, and so does what is typed there.
    await byId(tab, "structure-open-add:bones.found:").click();
    await byId(tab, "structure-new-en-text").fill("Typed meanwhile");
    await until(
      tab,
      () => text(FILES[1]),
      (now) => now === before,
    );
    await tab.getByText("Not written yet: Español.").waitFor({ state: "detached" });
    await tab.locator("#said", { hasText: t.added.replace("{id}", "avoid") }).waitFor({ state: "attached" });
    assert.equal(await byId(tab, "structure-new-en-text").inputValue(), "Typed meanwhile");
    await tab.locator("#structure-form-cancel").click();
  });

  test("a fact that only what is removed rests on moves to left-out.toml with its reason", async () => {
    const opened = one;
    const { tab, text, survey, t } = opened;
    const fact = "glo.denovo";
    await chooseOwner(tab, "glossary", "glossary.part.cancer");
    await byId(tab, "structure-row-glossary.part.cancer.term.de-novo").click();
    await byId(tab, "structure-open-remove:glossary.part.cancer.term.de-novo").click();
    await tab.locator("#structure-form-save").click();
    assert.equal(await byId(tab, "structure-left-out-reason-note").innerText(), t.leftOutNeeded);
    await byId(tab, "structure-left-out-reason").fill("the word is not used");
    await tab.locator("#structure-form-save").click();
    await fileHas(opened, "left-out.toml", `reason = "the word is not used"\nfacts = ["${fact}"]\n`);
    assert.ok(!(await text("facts.toml")).includes(`"${fact}"`));
    const { faults } = await survey();
    assert.ok(!faults.some(({ message }) => message.includes(fact)), JSON.stringify(faults));
  });

  test("a note of a sign is added in each language, and taking it away leaves the same bytes", async () => {
    const opened = one;
    const { tab, text, survey } = opened;
    const sign = "signs.sign.face-droop";
    const before = await Promise.all(["en/signs.toml", "es/signs.toml"].map(text));
    await chooseOwner(tab, "signs", "signs");
    await byId(tab, `structure-row-${sign}`).click();
    await byId(tab, `structure-open-word:${sign}.note`).click();
    await byId(tab, "structure-word-en").fill("Look.");
    await byId(tab, "structure-word-es").fill("Mire.");
    await tab.locator("#structure-form-save").click();
    await fileHas(opened, "en/signs.toml", 'note = "Look."\n');
    await fileHas(opened, "es/signs.toml", 'note = "Mire."\n');
    assert.ok(!(await survey()).faults.some(({ message }) => message.includes("note")));
    await byId(tab, `structure-away-${sign}.note`).click();
    await until(
      tab,
      () => text("es/signs.toml"),
      (now) => now === before[1],
    );
    assert.equal(await text("en/signs.toml"), before[0]);
  });
});

describe("the mode in which things are arranged", () => {
  const SIGN = "signs.sign.face-droop";
  let one;
  before(async () => {
    one = await open({ isKept: true });
  });
  after(() => one?.close());

  test("a level changes only there and with a reason, which a clinician reads", async () => {
    const opened = one;
    const { tab, text, t, show } = opened;
    const before = await text("en/signs.toml");
    await chooseOwner(tab, "signs", "signs");
    await byId(tab, `structure-row-${SIGN}`).click();
    await byId(tab, `structure-open-remove:${SIGN}`).waitFor();
    for (const kind of ["arrange", "sources"])
      assert.equal(await byId(tab, `structure-open-${kind}:${SIGN}`).count(), 0, kind);
    await tab.locator("#structure-arranging").check();
    assert.equal(await tab.locator("#structure-arranging-means").innerText(), t.arrangeMeans);
    await byId(tab, `structure-open-arrange:${SIGN}`).click();
    await byId(tab, "structure-arrange-level").selectOption("today");
    await tab.locator("#structure-form-save").click();
    assert.equal(await tab.locator("#structure-form-reason-note").innerText(), t.reasonNeeded);
    assert.equal(await text("en/signs.toml"), before);
    await tab.locator("#structure-form-reason").fill("Our stroke team asked for it.");
    await tab.locator("#structure-form-save").click();
    const year = new Date().getFullYear();
    await fileHas(opened, "en/signs.toml", "level: now → today. Our stroke team asked for it.");
    await tab.locator("#structure-form-save").waitFor({ state: "detached" });
    const block = (await text("en/signs.toml")).split('id = "face-droop"')[1].split("\n[[")[0];
    assert.match(block, /^level = "today"$/m);
    assert.match(
      block,
      new RegExp(`^clinician = ".*${year}-\\d\\d-\\d\\d: level: now → today\\. Our stroke team asked for it\\."$`, "m"),
    );
    await show("signoff");
    await tab.locator("#signoff-section").selectOption("signs");
    await byId(tab, `signoff-read-${SIGN}`).getByText("Our stroke team asked for it.").waitFor();
  });

  test("the order changes only there and with a reason; without a remark of its own the reason is kept with the review", async () => {
    const opened = one;
    const { tab, text, show } = opened;
    await show("structure");
    await chooseOwner(tab, "myths", "myths");
    await tab.locator("#structure-arranging").check();
    const [first, second] = await tab
      .locator("[id^='structure-row-myths.part.']")
      .evaluateAll((all) => all.map(({ id }) => id.split("row-")[1]));
    await byId(tab, `structure-row-${second}`).click();
    await byId(tab, `structure-open-move:${second}`).click();
    await tab.locator("#structure-form-reason").fill("Asked more often.");
    await tab.locator("#structure-form-save").click();
    await fileHas(opened, "review-notes.json", "Asked more often.");
    const order = (await text("es/topics/myths.toml"))
      .match(/^\[\[part\]\]\nid = "(.*)"$/gm)
      .map((block) => block.split('"')[1]);
    assert.deepEqual(
      order.slice(0, 2),
      [second, first].map((path) => path.split(".").at(-1)),
    );
  });
});

describe("translations", () => {
  test("a changed English sentence shows with its difference, and is accepted", async () => {
    const opened = await open();
    const { tab, text, survey, show, t } = opened;
    await show("translations");
    await tab.getByText(t.allRead).waitFor();
    const before = await text("es/read-together.txt");
    await edit(opened, "front.short.title", "Soon said");
    await show("translations");
    const item = byId(tab, "translations-item-es-front.short.title");
    await item.waitFor();
    const pieces = await item.locator(":is(del, ins)").allTextContents();
    assert.deepEqual(
      pieces.map((piece) => piece.match(/^\[(.*?): (.*) end of what was (.*)\]$/).slice(1)),
      [
        ["taken out", "In", "taken out"],
        ["put in", "Soon", "put in"],
        ["taken out", "short", "taken out"],
        ["put in", "said", "put in"],
      ],
    );
    assert.ok((await survey()).warnings.some(({ message }) => message.includes("front.short.title")));
    await byId(tab, "translations-words-es-front.short.title").fill("Dicho pronto");
    await fileHas(opened, "es/front.toml", 'title = "Dicho pronto"');
    await byId(tab, "translations-accept-es-front.short.title").click();
    await item.waitFor({ state: "detached" });
    assert.notEqual(await text("es/read-together.txt"), before);
    assert.ok(!(await survey()).warnings.some(({ message }) => message.includes("front.short.title")));
  });
});

/** Changes English words in the tab of the words. */
async function edit(opened, path, words) {
  const { tab } = opened;
  await tab.locator("#to-words").click();
  await tab.evaluate((page) => {
    location.hash = page;
  }, path.split(".")[0]);
  await tab.locator(`textarea[data-path="${path}"][data-language="en"]`).fill(words);
  const file = `en/${path.split(".")[0]}.toml`;
  await fileHas(opened, file, `"${words}"`);
}

describe("signing", () => {
  test("is refused while something is unmarked, to be changed or wrong, and holds until a word changes", async () => {
    const opened = await open();
    const { tab, text, survey, show, t } = opened;
    await show("signoff");
    await tab.locator("#signoff-section").selectOption("visit");
    await byId(tab, "signoff-read-visit.title").waitFor();
    const press = () => tab.locator("#signoff-sign-save").click();
    const refused = async (text) => {
      await press();
      await tab.locator("#signoff-sign-obstacles:focus").getByText(text).waitFor();
    };
    const fine = tab.locator("input[id^='signoff-fine-']");
    const count = await fine.count();
    await refused(t.stillUnread.other.replace("{count}", count));
    for (let at = 0; at < count; at++) await fine.nth(at).check();
    await tab.getByText(t.progress.replace("{read}", count).replace("{all}", count).replace("{change}", "0")).waitFor();
    await byId(tab, "signoff-change-visit.title").check();
    await byId(tab, "signoff-remark-visit.title").fill("Too short.");
    await fileHas(opened, "review-notes.json", "Too short.");
    await refused(t.stillChange.one);
    await byId(tab, "signoff-fine-visit.title").check();
    await tab.locator("#signoff-progress", { hasText: " 0 " }).waitFor();
    const said = (id, words) => says(tab, `signoff-sign-${id}-note`, words);
    await press();
    await said("read", t.readNeeded);
    await said("reviewer", t.needed);
    await said("role", t.needed);
    await said("next", t.dayNeeded);
    await byId(tab, "signoff-sign-reviewer").fill("A. Test");
    await byId(tab, "signoff-sign-role").fill("for this test alone");
    await byId(tab, "signoff-sign-date").fill("2999-01-01");
    await byId(tab, "signoff-sign-next").fill("2998-01-01");
    await press();
    await said("date", t.dayFuture);
    await said("next", t.nextBefore);
    assert.ok(!(await text("review.toml")).includes("A. Test"));
    await byId(tab, "signoff-sign-date").fill("2026-11-30");
    await byId(tab, "signoff-sign-next").fill("2999-11-30");
    await tab.locator("#signoff-sign-read").check();
    await press();
    await fileHas(
      opened,
      "review.toml",
      'section = "visit"\nlanguage = "en"\nreviewer = "A. Test"\nrole = "for this test alone"\ndate = 2026-11-30\nnext = 2999-11-30\nwords = "',
    );
    const of = async () =>
      (await survey()).sections.find(({ section, language }) => section === "visit" && language === "en");
    assert.ok((await of()).isSigned);
    assert.deepEqual((await survey()).faults, []);
    await tab.locator("#signoff-changes-title").waitFor();
    await tab.getByText(t.noChanges).waitFor();
    await edit(opened, "visit.day", "My team, daytime");
    await show("signoff");
    await tab.getByText(t.changes.one).waitFor();
    await tab.locator(".changes ins").first().waitFor();
    const { isSigned, isOutdated } = await of();
    assert.deepEqual([isSigned, isOutdated], [false, true]);
  });

  test("is refused while a fault is open", async () => {
    const opened = await open();
    const { tab, show } = opened;
    await edit(opened, "visit.title", "Call 911 now");
    await show("signoff");
    await tab.locator("#signoff-section").selectOption("visit");
    await byId(tab, "signoff-read-visit.title").waitFor();
    await tab.locator("#signoff-sign-save").click();
    await tab.locator("#signoff-sign-obstacles li", { hasText: /fault/ }).waitFor();
  });

  test("a page to sign by hand has the sentences, levels, sources and lines, and leaves nothing behind", async () => {
    const opened = await open();
    const { tab, show, t } = opened;
    await tab.evaluate(() => {
      window.print = () => {
        window.printed = document.querySelector(".sheet").innerText;
        window.level = document.querySelector(".sheet .item-level").textContent;
        window.dispatchEvent(new Event("afterprint"));
      };
    });
    await show("signoff");
    await tab.locator("#signoff-section").selectOption("signs");
    await byId(tab, "signoff-read-signs.sign.face-droop").waitFor();
    await tab.emulateMedia({ media: "print" });
    await tab.locator("#signoff-print-paper").evaluate((button) => button.click());
    await tab.waitForFunction(() => window.printed);
    const printed = await tab.evaluate(() => window.printed);
    for (const words of [
      t.signature,
      t.fingerprint,
      "NCI",
      t.choices["level.now"],
      t.signMeans,
      "the mbc-body-map project",
    ])
      assert.ok(printed.includes(words), words);
    assert.equal(await tab.locator(".sheet").count(), 0);
  });
});

describe("an edition", () => {
  test("made from the form compiles with its publisher, and comes as an archive and as code", async () => {
    const opened = await open();
    const { tab, ask, text, survey, show, t } = opened;
    await show("edition");
    await tab.locator("#edition-publisher").fill('A “small” "charity"');
    await tab.locator("#edition-contact").fill("guide at charity");
    await tab.locator("#edition-save").click();
    assert.match(await tab.locator("#edition-changed-from-note").innerText(), /mbc-body-map \d/);
    assert.equal(await tab.locator("#edition-contact-note").innerText(), t.contactBad);
    await tab.locator("#edition-changed-from").fill("mbc-body-map");
    await tab.locator("#edition-contact").fill("mailto:guide@charity.example");
    await tab.locator("#edition-save").click();
    await fileHas(opened, "edition.toml", 'publisher = "A “small” \\"charity\\""');
    await fileHas(opened, "edition.toml", 'contact = "mailto:guide@charity.example"');
    assert.deepEqual((await survey()).faults, []);
    await tab.locator("#edition-page-care-team-phone").fill("none");
    assert.notEqual(await tab.locator("#edition-page-care-team-phone-note").innerText(), "");
    await tab.locator("#edition-page-care-team-phone").fill("1-800-555-0100");
    await tab.locator("#edition-colour-accent").fill("#eeeeee");
    assert.match(await tab.locator("#edition-colour-accent-note").innerText(), /1\.\d, too little.*1\d\.\d, enough/);
    await tab.locator("#edition-page-part-glossary").uncheck();
    await fileHas(opened, "page.json", '"glossary"');
    await tab.locator("#edition-page-up-basics").click();
    await tab.waitForFunction(() => document.activeElement.id === "edition-page-down-basics");
    const code = await tab.locator("#edition-code").inputValue();
    assert.match(code, /<mbc-body-map sections="basics map subtypes [a-z ]* help" care-team-phone="1-800-555-0100">/);
    assert.ok(!code.includes("integrity"));
    assert.match(await tab.locator("#edition-css").inputValue(), /--mbc-accent: #eeeeee;/);
    const [download] = await Promise.all([tab.waitForEvent("download"), tab.locator("#edition-zip").click()]);
    const bytes = (await readFile(await download.path())).toString("base64");
    await tab.evaluate((all) => {
      const blob = new Blob([Uint8Array.from(atob(all), (letter) => letter.charCodeAt(0))]);
      return askStudio("open", blob);
    }, bytes);
    assert.ok((await text("edition.toml")).includes("charity"));
    assert.ok((await ask("paths")).includes("page.json"));
    assert.deepEqual((await survey()).faults, []);
  });

  test("is saved with what was typed and not applied, or not at all, and says which", async () => {
    const opened = await open();
    const { tab, show, t, log } = opened;
    await show("edition");
    await tab.locator("#edition-publisher").fill("Invented Hospital");
    await tab.locator("#edition-contact").fill("guide@hospital.example");
    await tab.locator("#edition-zip").click();
    await hasFocus(tab, "edition-changed-from");
    await says(tab, "said", t.zipNotSaved);
    await tab.locator("#edition-changed-from").fill("mbc-body-map");
    const [download] = await Promise.all([tab.waitForEvent("download"), tab.locator("#edition-zip").click()]);
    await says(tab, "edition-zip-said", t.zipSaved.replace("{name}", download.suggestedFilename()));
    const saved = unzip(await readFile(await download.path()))["content/edition.toml"].toString();
    assert.match(saved, /^publisher = "Invented Hospital"$/m);
    assert.match(saved, /^contact = "mailto:guide@hospital.example"$/m);
    assert.equal(await tab.locator("#edition-contact").inputValue(), "mailto:guide@hospital.example");
    // It is in a file now, and what was pressed stays in sight.
    await says(tab, "undo-step", HEAD.steps.files["edition.toml"]);
    await tab.locator("#edition-zip").waitFor();
    const { y } = await tab.locator("#edition-zip").boundingBox();
    assert.ok(y > 0 && y < 900, String(y));
    // The fields still write where the form reads.
    await tab.locator("#edition-publisher").fill("Another Hospital");
    await tab.locator("#edition-save").click();
    await fileHas(opened, "edition.toml", 'publisher = "Another Hospital"');
    // What was said of the edition is not said of another tab.
    await says(tab, "said", t.editionSaved);
    await show("structure");
    await says(tab, "said", "");
    assert.deepEqual(log.consoleLines, []);
  });

  test("begins a language as a copy to be translated, and leaves one out", async () => {
    const opened = await open();
    const { tab, ask, text, show, survey, t } = opened;
    const paths = await ask("paths");
    await show("edition");
    await tab.locator("#edition-begin-language").click();
    await tab.locator("#edition-language-code").fill("es");
    await tab.locator("#edition-language-save").click();
    assert.equal(await tab.locator("#edition-language-code-note").innerText(), t.codeTaken);
    await tab.locator("#edition-language-code").fill("fr");
    await tab.locator("#edition-language-name").fill("Français");
    await tab.locator("#edition-language-save").click();
    await tab.locator("#edition-leave-fr").waitFor();
    assert.match(await text("fr/ui.toml"), /^language = "Français"$/m);
    // Each sentence that is still a copy is a fault, which is the list of what is to be translated.
    const { faults } = await survey();
    assert.ok(faults.length > 300, faults.length);
    assert.deepEqual(
      faults.filter(({ path, help }) => !path.startsWith("content/fr/") || help !== "translate it"),
      [],
    );
    await tab.locator("#edition-leave-fr").click();
    await tab.locator("#edition-language-save").click();
    // The row of the language makes room for the question at once; its files go with the answer.
    await tab.waitForFunction(async (count) => (await askStudio("paths")).length === count, paths.length);
    assert.deepEqual(await ask("paths"), paths);
  });
});

describe("the page", () => {
  for (const [lang, colorScheme] of [
    ["en", "light"],
    ["es", "dark"],
  ]) {
    test(`${lang}, ${colorScheme}: axe finds nothing, nothing is wider than 320 px or lower than 44 px`, async () => {
      const opened = await open({ lang, colorScheme });
      const { tab, show, log } = opened;
      await tab.evaluate(AXE);
      await chooseOwner(tab, "map", "bones");
      await tab.locator("#structure-arranging").check();
      await byId(tab, "structure-row-bones.ask.avoid").click();
      await byId(tab, "structure-open-add:bones.ask.avoid").click();
      await byId(tab, "structure-new-facts").fill("bone");
      for (const name of TABS) {
        await show(name);
        const { violations } = await tab.evaluate(() =>
          axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
        );
        assert.deepEqual(
          violations.map(({ id, nodes }) => [name, id, nodes[0].html]),
          [],
        );
      }
      await tab.setViewportSize({ width: 320, height: 700 });
      for (const name of TABS) {
        await show(name);
        assert.ok((await tab.evaluate(() => document.documentElement.scrollWidth)) <= 320, name);
        const small = await tab
          .locator(
            `#tab-${name} :is(button, input:not([type=checkbox], [type=radio]), select, textarea, summary, .choice)`,
          )
          .evaluateAll((all) =>
            all
              .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
              .map((one) => one.outerHTML),
          );
        assert.deepEqual(small, [], name);
        // What is not filled in; the words of the guide have open places of their own.
        const words = await tab.locator(`#tab-${name}`).evaluate((place) => {
          const copy = place.cloneNode(true);
          for (const one of copy.querySelectorAll("[lang]")) one.remove();
          return copy.textContent.replaceAll("{language}", "");
        });
        assert.ok(!/undefined|\{[a-z]+\}/.test(words), words.match(/.{40}(undefined|\{[a-z]+\}).{40}/s)?.[0]);
      }
      assert.deepEqual(log.consoleLines, []);
    });
  }
});

test("both languages have the same words to say", () => {
  const shape = (value) =>
    typeof value === "string"
      ? (value.match(/\{\w+\}/g) ?? []).sort()
      : Object.entries(value).map(([key, inner]) => (key === "for" ? key : [key, shape(inner)]));
  assert.deepEqual(shape(TEXTS.es), shape(TEXTS.en));
});

test("contrast is measured on the grounds of the widget", async () => {
  const css = await readFile(project("www/widget.css"), "utf8");
  for (const [name, key] of [
    ["paper", "--_paper"],
    ["ink-soft", "--_ink-soft"],
  ]) {
    const short = name === "paper" ? "paper" : "soft";
    assert.ok(css.includes(`${key}: light-dark(${GROUNDS.light[short]}, ${GROUNDS.dark[short]});`), name);
  }
  for (const scheme of ["light", "dark"])
    assert.ok(css.includes(`--_${scheme}-accent: var(--mbc-accent, ${GROUNDS[scheme].accent});`));
  assert.equal(contrast("#000000", "#ffffff"), 21);
  assert.deepEqual(
    contrasts("accent", { accent: GROUNDS.light.accent }).map(({ isEnough }) => isEnough),
    [true, false],
  );
});
