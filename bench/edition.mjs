// Another edition with N times the words, for measuring what a press costs when more is bundled:
// `node bench/edition.mjs N DIR`. Sentences of topics and types are repeated; the places, one of which is pressed, stay
// as they are. Rows cannot grow so: the engine numbers at most 255 places for terms, and a list holds seven items.

import { cp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const [times, folder] = process.argv.slice(2);
if (!(times > 1) || !folder)
  throw new Error("name how many times the words, and a folder: node bench/edition.mjs 4 target/bench/content-4");

/** The words of a sentence, unless two of them would be read as one: a colon at the end, a number first. */
const SENTENCE =
  /(?<=^\[\[(?:part\.(?:say|list|term)|unknown|meaning|first|next|tests)\]\]\n(?:(?!text).+\n)*text = ")[\p{Lu}¿¡].*[a-z]{3}[.?!](?="$)/gmu;
const WORDS = /(?<=^(?:text|name|hint|title) = ").*(?="$)/gm;

await rm(folder, { recursive: true, force: true });
await cp(fileURLToPath(new URL("../content", import.meta.url)), folder, { recursive: true });
const edition = await readFile(`${folder}/edition.toml`, "utf8");
await writeFile(
  `${folder}/edition.toml`,
  edition.replace(
    /^publisher.*/m,
    `publisher = "the bench"\nchanged-from = "the original, with ${times} times the words"`,
  ),
);
const files = (await readdir(folder, { recursive: true })).filter(
  (file) => /^[a-z]+\/.*\.toml$/.test(file) && !file.endsWith("rules.toml"),
);
const texts = new Map(
  await Promise.all(files.map(async (file) => [file, await readFile(`${folder}/${file}`, "utf8")])),
);
const grow = files.filter((file) => /\/(topics|subtypes)\//.test(file));
// As many copies as make all words so many times what they were, not only those that are repeated.
const count = (files, pattern) =>
  files.reduce((sum, file) => sum + (texts.get(file).match(pattern) ?? []).join("").length, 0);
const copies = 1 + Math.round(((times - 1) * count(files, WORDS)) / count(grow, SENTENCE));
for (const file of grow)
  await writeFile(
    `${folder}/${file}`,
    texts.get(file).replace(SENTENCE, (words) => Array(copies).fill(words).join(" ")),
  );
console.log(`${folder}: sentences of topics and types ${copies} times`);
