// The accessibility report in the form that OpenACR publishes: its JSON schema, from its package on npm, and the ids that
// its catalog has for terms, components and criteria. The package has catalogs up to WCAG 2.1; what WCAG 2.2 adds is compared by
// `xtask/src/accessibility.rs` with the list of the standard.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import Ajv from "ajv";
import { parse } from "yaml";

const PLACE = fileURLToPath(new URL("../../target/openacr", import.meta.url));
const REPORT = fileURLToPath(new URL("../../dist/accessibility.yaml", import.meta.url));
/** The package, of which only the schema and the catalogs are read; its dependencies bring a design system. */
const PACKAGE = "@openacr/openacr@0.3.5";
const HASH = "sha512-MjtagpOr0AvwIfhTvH+D9RuXWxcyVFe4FkuNuk7rJjjjn6SXSqN5eIGSIR56zZ9djjpIt/ktuXnx5ixWARN+vw==";
const run = (program, ...given) => promisify(execFile)(program, given, { cwd: PLACE });

/** Unpacks the package; false if npm cannot be reached. */
async function unpacked() {
  await mkdir(PLACE, { recursive: true });
  try {
    const [{ filename }] = JSON.parse((await run("npm", "pack", PACKAGE, "--json")).stdout);
    const hash = createHash("sha512").update(await readFile(`${PLACE}/${filename}`));
    assert.equal(`sha512-${hash.digest("base64")}`, HASH);
    await run("tar", "-xzf", filename);
    return true;
  } catch (error) {
    const reached = await run("npm", "ping").then(
      () => true,
      () => false,
    );
    if (reached) throw error;
    return false;
  }
}

const skip = !(await unpacked()) && "npm cannot be reached";
const read = async (path) => parse(await readFile(path, "utf8"));

test("the accessibility report has the form of OpenACR", { skip }, async () => {
  const report = await read(REPORT);
  const schema = await read(`${PLACE}/package/schema/openacr-0.1.0.json`);
  const validate = new Ajv({ allErrors: true }).compile(schema);
  validate(report);
  assert.deepEqual(validate.errors, null);
  validate({ ...report, author: {} });
  assert.equal(validate.errors?.[0].params.missingProperty, "email", "the schema finds what is missing");
});

test("its terms, components and criteria are those of the catalog", { skip }, async () => {
  const report = await read(REPORT);
  const data = (name) => read(`${PLACE}/package/catalog/data/${name}.yaml`);
  const ids = (list) => list.map(({ id }) => String(id));
  const terms = ids((await data("terms")).terms);
  const components = ids((await data("components")).components);
  const listed = [...(await data("wcag-2.1")).chapters, ...(await data("508")).chapters];
  let compared = 0;
  for (const { id, criteria } of listed.filter((chapter) => report.chapters[chapter.id]?.criteria)) {
    const reported = report.chapters[id].criteria;
    const known = ids(criteria);
    const missing = known.filter((num) => !reported.some((row) => row.num === num));
    assert.deepEqual(missing, [], id);
    compared += known.length;
  }
  assert.ok(compared > 60, `${compared} criteria`);
  for (const { criteria = [] } of Object.values(report.chapters))
    for (const { num, components: parts } of criteria)
      for (const { name, adherence } of parts) {
        assert.ok(components.includes(name), `${num}: ${name}`);
        assert.ok(terms.includes(adherence.level), `${num}: ${adherence.level}`);
      }
});
