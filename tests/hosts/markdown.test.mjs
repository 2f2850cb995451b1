// What authors paste, in the Markdown processors of Python (MkDocs, Pelican, Django) and in `wpautop` of WordPress itself:
// the words stay in the element, in the same nesting. trentm/python-markdown2#342. tests/page/pasted.test.mjs has those of
// npm.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { FORMS, around, nestingOf, pasted } from "../page/pasted.mjs";
import { missing, run } from "./machine.mjs";
import { launch } from "../page/page.mjs";

const python = (code) => (file) =>
  run("/usr/bin/python3", ["-c", `import sys; text = open(sys.argv[1]).read(); ${code}`, file]);
const MODULES = "/usr/lib/python3/dist-packages";

/** Each with its Debian package, a file by which that is known, and a command that prints what it makes of a file. */
const PROCESSORS = {
  "Python-Markdown": {
    packages: { "python3-markdown": `${MODULES}/markdown/__init__.py` },
    process: python("import markdown; print(markdown.markdown(text))"),
  },
  markdown2: {
    packages: { "python3-markdown2": `${MODULES}/markdown2.py` },
    process: python("import markdown2; print(markdown2.markdown(text))"),
  },
  mistune: {
    packages: { "python3-mistune": `${MODULES}/mistune/__init__.py` },
    process: python("import mistune; print(mistune.create_markdown(escape=False)(text))"),
  },
  wpautop: {
    packages: { "php-cli": "/usr/bin/php", wordpress: "/usr/share/wordpress/wp-includes/formatting.php" },
    process: (file) =>
      run("php", [
        "-r",
        'require "/usr/share/wordpress/wp-includes/formatting.php"; echo wpautop( file_get_contents( $argv[1] ) );',
        file,
      ]),
  },
};

/** Forms that the processor does not know: lists need a blank line or another indent there. */
const NOT_TRIED = ["in a list item", "after a line of text"];

for (const one of Object.values(PROCESSORS)) one.skip = await missing(one.packages);

let browser, tab, folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "mbc-markdown-"));
  browser = await launch();
  tab = await browser.newPage();
});
after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

for (const [name, { skip, process }] of Object.entries(PROCESSORS)) {
  test(`${name} leaves what is pasted whole`, { skip }, async () => {
    for (const [what, text] of Object.entries(await pasted("en"))) {
      const { inside } = await tab.evaluate(nestingOf, text);
      for (const [form, change] of Object.entries(FORMS)) {
        if (NOT_TRIED.includes(form)) continue;
        const file = join(folder, "page.md");
        await writeFile(file, around(change(text)));
        const { stdout } = await process(file);
        const got = await tab.evaluate(nestingOf, stdout);
        assert.deepEqual(got.inside, inside, `${what}, ${form}`);
        assert.deepEqual([got.isCode, got.rest.replaceAll("*", "")], [false, "More text."], `${what}, ${form}`);
      }
    }
  });
}
