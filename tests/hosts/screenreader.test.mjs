// A real screen reader reads the guide: Orca, with Firefox and with Chromium, each in a window, in both languages.
//
// What it says is compared with transcripts in golden/, one for each browser and language, in which a person can review
// what a listener hears: a line for each step, such as “# press Enter on Liver”, and below it what was said. After a
// change that is meant, `UPDATE_EXPECT=1` writes them anew; read `git diff` as a listener.
//
// They are for order, names, roles and states, and not for the words of the content, which change more often than the
// screen reader can be run: of what has more than 14 words, the first four and the last six stand there, so that the name
// that it begins with and the role and state that it ends with are seen.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { DIST, ENTRY, TITLES, page, placeNames, textOf } from "../page/page.mjs";
import { serve } from "../page/server.mjs";
import { pasted } from "../page/pasted.mjs";
import { missing, run } from "./machine.mjs";
import { BROWSERS, PACKAGES, listenTo } from "./orca.mjs";

/**
 * How long to wait for what is expected when nothing is said, and how long when it is not known what is said or when
 * something else was said before, in milliseconds.
 */
const BUSY = 30_000;
const CALM = 2_500;

/** Orca words many things differently from version to version. */
const VERSION = "43.";

const golden = (browser, language) => fileURLToPath(new URL(`golden/orca.${browser}.${language}.txt`, import.meta.url));
const isUpdating = Boolean(process.env.UPDATE_EXPECT);

async function reasonToSkip(browser) {
  const reason = await missing({ ...PACKAGES, ...BROWSERS[browser].packages });
  if (reason) return reason;
  const { stdout } = await run("/usr/bin/orca", ["--version"]);
  return !stdout.startsWith(VERSION) && `the transcripts are those of Orca ${VERSION}x; this is ${stdout.trim()}`;
}

/** Writes the transcript, or compares it with what was written. */
async function compare(file, text) {
  if (isUpdating) {
    await mkdir(dirname(file), { recursive: true });
    return writeFile(file, text);
  }
  const folder = await mkdtemp(join(tmpdir(), "mbc-transcript-"));
  const heard = join(folder, "heard");
  try {
    await writeFile(heard, text);
    await run("/usr/bin/diff", ["--unified", "--label", file, "--label", "heard", file, heard]).catch(({ stdout }) =>
      assert.fail(`${stdout}\nIf a listener should hear this, run the test with UPDATE_EXPECT=1.`),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** An utterance as it stands in a transcript. */
function shortened(utterance) {
  const words = utterance.trim().split(/\s+/);
  return words.length > 14 ? [...words.slice(0, 4), "…", ...words.slice(-6)].join(" ") : words.join(" ");
}

/** What is said, step by step. */
class Transcript {
  /** @type {string[]} */
  lines = [];
  /** What is expected under each heading; a heading that stands several times has as many entries. */
  #expected = new Map();
  /** Whether all was heard that was expected. */
  #isAsExpected = true;

  constructor(reader, before) {
    this.reader = reader;
    for (const step of before.split(/^# /m).slice(1)) {
      const [heading, ...said] = step.trimEnd().split("\n");
      this.#expected.set(heading, [...(this.#expected.get(heading) ?? []), said]);
    }
  }

  /** Does something that is heard, such as a key, and notes what is said. */
  step = async (heading, act, words = ({ said, read }) => said ?? read) => {
    const expected = this.#expected.get(heading)?.shift();
    await act();
    const utterances = (all) => {
      const said = all.map(words).filter(Boolean).map(shortened);
      // The name of a group comes once more behind its role, or not.
      const kept = said.filter((one, at) => !(said[at - 1] === "panel" && said[at - 2] === one));
      // With Chromium, the rest of the first line comes or not.
      if (heading === "press ctrl+Home") return kept.slice(0, 1);
      // The state of what was pressed and the status that follows come in any order, and with Chromium (wrong today) the
      // paragraphs of the status in “What is my type?” too.
      return /^press (space|Return)/.test(heading) ? kept.sort() : kept;
    };
    const isExpected = (all) => String(utterances(all)) === String(expected);
    const heard = await this.reader.listen(isExpected, this.#isAsExpected && expected ? BUSY : CALM);
    this.#isAsExpected &&= isExpected(heard);
    const said = utterances(heard);
    this.lines.push(`# ${heading}`, ...said);
    return said.join("\n");
  };

  press = (key, on = "") => this.step(`press ${key}${on}`, () => this.reader.press(key));

  /** Presses a key until something is said with that in it. */
  tabTo = async (name, key = "Tab") => {
    for (let stops = 0; stops < 40; stops += 1) if ((await this.press(key)).includes(name)) return;
    throw new Error(`“${name}” is not reached by ${key}:\n${this.lines.join("\n")}`);
  };
}

/**
 * A page with a guide, in a language. It has loaded, which is when Orca begins to read, when the guide is complete. `liver()`
 * is where the figure has the liver then, in pixels of the window.
 */
async function guide(language) {
  let complete, liver;
  const until = new Promise((resolve) => (complete = resolve));
  const tell = `addEventListener("mbc-ready", ({ target }) => {
    const { x, y, width, height } = target.shadowRoot.getElementById("pin-liver").getBoundingClientRect();
    fetch("/ready/" + Math.round(x + width / 2) + "/" + Math.round(y + height / 2));
  })`;
  const server = await serve({
    folders: { dist: DIST },
    pages: {
      "/": page(
        `<script>${tell}</script><script type="module" src="${ENTRY}"></script>`,
        `<mbc-body-map lang="${language}" loading="eager"></mbc-body-map><img src="/complete.svg" alt="" hidden>`,
      )
        .replace('lang="en"', `lang="${language}"`)
        .replace("<title>t", `<title>${TITLES[language]}`),
    },
    fault: (path) => {
      const place = path.match(/^\/ready\/(\d+)\/(\d+)$/);
      if (place) {
        liver = place.slice(1);
        complete();
        return { body: "" };
      }
      if (path === "/complete.svg")
        return {
          until,
          body: '<svg xmlns="http://www.w3.org/2000/svg"/>',
          headers: { "content-type": "image/svg+xml" },
        };
    },
  });
  return { ...server, liver: () => liver };
}

/** Words of Orca for the role of a control. */
const ROLES = {
  en: { box: "check box", radio: "radio button" },
  es: { box: "casilla de verificación", radio: "botón de radio" },
};

/** Back to the keys for headings, which Orca leaves to the page while a row has the focus. */
const BROWSE = "Insert+a";

/** A walk through the guide by somebody who listens: every key, and what is heard. */
async function walk(reader, transcript, language, server) {
  const text = (...path) => textOf(language, ...path);
  const { box, radio } = ROLES[language];
  const [, liver, lungs] = placeNames(language);
  const { press, tabTo, step } = transcript;

  // Without what is said of window and page before that, and without what of it was begun and cut off, which differ with
  // the time that loading takes.
  const open = async () => {
    await reader.until((all) => all.some(({ end }) => end === "completed"), "the end of the page");
    reader.mark(reader.heard.findLastIndex(({ end }) => end === "interrupted") + 1);
  };
  await step("open the page", open, ({ read }) => read);

  // By headings: the title, the map, its places.
  await press("ctrl+Home");
  for (let headings = 0; headings < 4; headings += 1) await press("h");

  // The signs by feeling, by the path at the top.
  await press("ctrl+Home");
  await tabTo(text("front", "paths", "wrong"));
  await press("Return");
  await tabTo(text("signs", "labels", "all").split("{")[0]);
  await press("Return");
  await tabTo(box);
  await press("space");
  await press("space");
  await press("Escape");

  // A place, opened and closed by key, and a sign of it on the list.
  await tabTo(lungs, "shift+Tab");
  await press("Return", ` on ${lungs}`);
  await tabTo(box);
  await press("space");
  await tabTo(text("ui", "sources"));
  await press("Escape");
  await press("Return", ` on ${lungs}`);
  await press("Return", ` on ${lungs}`);

  // Another by the figure, which is for the eye.
  await press("ctrl+Home");
  await step(`press ${liver} on the figure`, () => reader.click(...server.liver()));
  await press("Tab");
  await press("shift+Tab");
  await press("Return", ` on ${liver}`);

  // The words of a report, and the type that they name.
  await press(BROWSE);
  await tabTo(text("my-type", "title"), "3");
  await tabTo(radio);
  await press("space");
  await tabTo(text("my-type", "pr", "name"));
  await press("space");
  await tabTo(text("my-type", "her2", "positive"));
  await press("space");
  await tabTo(text("my-type", "answer", "open").split("{")[0]);
  await press("Return");

  // What to take to a visit.
  await press(BROWSE);
  await tabTo(text("visit", "title"), "3");
  await tabTo(radio);
  await press("r");
  await press("space");
  await tabTo(box);
  await press("space");
  await tabTo(text("ui", "sheet-large"));
  await press("Return");
  await press("shift+Tab");
  await press("Return");
}

/** For each browser, why it is skipped. All are asked before the first test, which fails while another Orca runs. */
const SKIP = {};
for (const browser of Object.keys(BROWSERS)) SKIP[browser] = await reasonToSkip(browser);

for (const [browser, skip] of Object.entries(SKIP)) {
  for (const language of ["en", "es"]) {
    test(`Orca reads the guide in ${browser}: ${language}`, { skip, timeout: 1_800_000 }, async () => {
      const file = golden(browser, language);
      const before = isUpdating ? "" : await readFile(file, "utf8");
      const server = await guide(language);
      const reader = await listenTo(server.origin, { browser, language });
      const transcript = new Transcript(reader, before);
      try {
        await walk(reader, transcript, language, server);
      } finally {
        await reader.stop();
        await server.close();
      }
      await compare(file, `${transcript.lines.join("\n")}\n`);
    });
  }
}

/**
 * A page with the whole guide pasted inside the element, and text before and after it. The script comes after the page
 * has loaded, so that Orca reads; the server holds it back until `release()`. `ready` is when the guide is there.
 */
async function pastedGuide(language) {
  let release, isReady;
  const held = new Promise((resolve) => (release = resolve));
  const ready = new Promise((resolve) => (isReady = resolve));
  const words = (await pasted(language))["the whole guide"].replace(/<script[^>]*><\/script>/, "");
  const late = `addEventListener("mbc-ready", () => fetch("/ready.json"));
    addEventListener("load", () =>
      document.head.append(Object.assign(document.createElement("script"), { type: "module", src: "${ENTRY}" })))`;
  const server = await serve({
    folders: { dist: DIST },
    pages: { "/": page(`<script>${late}</script>`, `<p>${BEFORE}</p>${words}<p>${AFTER}</p>`) },
    fault: (path) => {
      if (path === ENTRY) return { until: held };
      if (path === "/ready.json") return (isReady(), { body: "{}" });
    },
  });
  return { ...server, release, ready };
}

const BEFORE = "Words before the guide.";
const AFTER = "Words after the guide.";

for (const [browser, skip] of Object.entries(SKIP)) {
  test(`Orca reads on in ${browser} when the guide takes over a pasted page`, { skip, timeout: 900_000 }, async () => {
    const server = await pastedGuide("en");
    // So fast that a test need not wait long, and so slow that most of the page is still to be read.
    const reader = await listenTo(server.origin, { browser, pace: 60 });
    const read = () => reader.heard.flatMap((one) => one.read ?? []);
    try {
      await reader.until(() => read().length > 12, "the beginning of the page");
      server.release();
      await server.ready;
      const before = read();
      await reader.until(() => reader.heard.find(({ end }) => end), "the end of the reading");
      const after = read().slice(before.length);
      const all = `${before.join("\n")}\n— the guide is there —\n${after.join("\n")}`;
      assert.equal(reader.heard.find(({ end }) => end).end, "completed", all);
      assert.ok(before.includes(BEFORE) && !before.includes(AFTER), all);
      // It does not begin again with the page, and goes on through the guide to its end. Wrong today: with Chromium it passes
      // over a few rows or the table of the signs where it was. Orca asks for what comes next while the tree is made anew.
      assert.ok(!after.includes(BEFORE) && after.at(-1) === AFTER, all);
      const names = browser === "firefox" ? [...placeNames("en"), textOf("en", "signs", "title")] : [];
      for (const name of [...names, textOf("en", "my-type", "title"), textOf("en", "visit", "title")])
        assert.ok(
          [...before, ...after].some((words) => words.startsWith(name)),
          `${name} is not read:\n${all}`,
        );
    } finally {
      await reader.stop();
      await server.close();
    }
  });

  test(
    `in ${browser} the focus stays on its row when the guide takes over a pasted page`,
    { skip, timeout: 900_000 },
    async () => {
      const file = golden(browser, "pasted");
      const server = await pastedGuide("en");
      const reader = await listenTo(server.origin, { browser });
      const transcript = new Transcript(reader, isUpdating ? "" : await readFile(file, "utf8"));
      const liver = placeNames("en")[1];
      try {
        await reader.until((all) => all.some(({ end }) => end === "completed"), "the end of the page");
        await transcript.press("ctrl+Home");
        await transcript.tabTo(liver);
        await transcript.step("the guide takes over", () => {
          reader.mark();
          server.release();
          return server.ready;
        });
        await transcript.press("Return", ` on ${liver}`);
        await transcript.press("Tab");
        await transcript.press("space");
      } finally {
        await reader.stop();
        await server.close();
      }
      await compare(file, `${transcript.lines.join("\n")}\n`);
    },
  );
}
