// The plugin's own rules on the server take and refuse each value of the table as the element does: no value that it writes
// into a page is refused there, and none is left out that would be taken.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { STYLES, VALUES } from "../page/values.mjs";
import { missing, run } from "./machine.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const WORDPRESS = "/usr/share/wordpress";
const skip = await missing({
  "php-cli": "/usr/bin/php",
  "php-mbstring": "/usr/share/doc/php-mbstring",
  wordpress: `${WORDPRESS}/wp-load.php`,
  unzip: "/usr/bin/unzip",
});

test("the plugin takes and refuses the values of the table", { skip }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "mbc-values-"));
  try {
    await run("unzip", ["-q", here("../../dist/wordpress/mbc-body-map.zip"), "-d", folder]);
    const asked = Object.entries({ ...VALUES, ...STYLES }).flatMap(([name, { good, bad }]) => [
      ...good.map((value) => [name, value, true]),
      ...bad.map((value) => [name, value, false]),
    ]);
    const answers = await new Promise((resolve, reject) => {
      const plugin = join(folder, "mbc-body-map/mbc-body-map.php");
      const child = execFile("php", [here("values.php"), WORDPRESS, plugin], (error, stdout, stderr) =>
        error ? reject(new Error(`${error.message} ${stderr}`)) : resolve(JSON.parse(stdout)),
      );
      child.stdin.end(JSON.stringify(asked));
    });
    for (const [number, [name, value, good]] of asked.entries()) {
      const { written, notes } = answers[number];
      const wanted = good ? value.trim().replace(/ +/g, name === "sections" ? " " : "$&") || null : written;
      assert.deepEqual([written, notes.length], [wanted, good ? 0 : 1], `${name}="${value}": ${notes}`);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
