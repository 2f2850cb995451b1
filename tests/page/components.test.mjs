// What `sbom.cdx.json` and `THIRD-PARTY.txt` say is inside, compared with two other witnesses: the names of the functions in
// the engine, and `cargo tree`.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, test } from "node:test";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const read = (path) => readFileSync(`${ROOT}/${path}`, "utf8");
const sbom = JSON.parse(read("dist/sbom.cdx.json"));
const text = read("dist/THIRD-PARTY.txt");
const idOf = ({ name, version }) => `${name} ${version}`;
const crates = sbom.components.filter(
  ({ purl, name }) => purl.startsWith("pkg:cargo/") && !name.endsWith("cli-support"),
);

/** The names of the functions in a module: its section `name`, subsection 1. */
function functionNames(bytes) {
  const [section] = WebAssembly.Module.customSections(new WebAssembly.Module(bytes), "name");
  const data = new Uint8Array(section);
  let at = 0;
  const number = () => {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = data[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const names = [];
  while (at < data.length) {
    const kind = data[at++];
    const end = number() + at;
    if (kind === 1)
      for (let left = number(); left > 0; left--) {
        number();
        const length = number();
        names.push(new TextDecoder().decode(data.subarray(at, (at += length))));
      }
    at = end;
  }
  return names;
}

/** What cargo compiles for a module, without what runs on the building machine and our own crates. */
function cargoTree(name, more = []) {
  const tree = execFileSync(
    "cargo",
    [
      ...`tree --locked --package ${name} --target wasm32-unknown-unknown`.split(" "),
      ...more,
      ..."--edges normal,no-proc-macro --prefix none --format".split(" "),
      "{p}|{l}|{f}",
    ],
    { cwd: ROOT, encoding: "utf8" },
  );
  const lines = tree
    .trim()
    .split("\n")
    .filter((line) => !line.startsWith("mbc-"))
    .map((line) => line.replace(" (*)", "").replace(" v", " ").replaceAll(",", " "));
  return [...new Set(lines)].sort();
}

/** The same of a list, with licences as SPDX writes them. */
const listed = (crates) =>
  crates
    .map((one) => {
      const features = one.properties?.find(({ name }) => name === "cargo:features")?.value ?? "";
      return [idOf(one), one.licenses[0].expression, features].join("|");
    })
    .sort();

describe("what is inside the studio", () => {
  const studio = JSON.parse(read("dist/studio-sbom.cdx.json"));
  const inStudio = studio.components.filter(
    ({ purl, name }) => purl.startsWith("pkg:cargo/") && !name.endsWith("cli-support"),
  );

  test("its crates, licences and features are those of cargo tree", () => {
    // Older crates write `MIT/Apache-2.0`.
    const canonical = (line) => line.replace(/\|(\S+)\/(\S+)\|/, "|$1 OR $2|");
    assert.deepEqual(listed(inStudio), cargoTree("mbc-studio").map(canonical).sort());
    const compiler = ["regex", "toml", "roxmltree"];
    for (const name of compiler) assert.equal(inStudio.find((one) => one.name === name)?.scope, "required", name);
  });

  test("what ships has the text of its licence", () => {
    const text = read("dist/studio-THIRD-PARTY.txt");
    const shipped = studio.components.filter(({ scope }) => scope === "required").map(idOf);
    const [list, ...licences] = text.split("\n----\n\n");
    const named = [...list.matchAll(/^- (.+?), /gm)].map(([, id]) => id);
    assert.deepEqual(named.sort(), shipped.sort());
    const covered = licences.flatMap((part) => part.match(/^.+?, for (.+):\n\n/)[1].split(", "));
    for (const id of shipped) assert.ok(covered.includes(id), id);
    for (const file of [JSON.stringify(studio), text])
      assert.doesNotMatch(file, /file:\/\/|\/home\/|\/root\/|\/work\//);
  });
});

describe("what is inside", () => {
  test("the crates in use are those whose functions the engine has", () => {
    const names = functionNames(readFileSync(`${ROOT}/target/parts/bound.wasm`));
    assert.ok(names.length > 500, `${names.length} functions`);
    // `a` of `a::b`, `a[1f]::b` and `<a::B as c::D>::e`.
    const found = names.flatMap((name) =>
      [...name.matchAll(/(?<![\w:>}])(\w+)(?:\[[0-9a-f]+\])?::/g)].map(([, one]) => one),
    );
    const rust = ["core", "alloc", "std", "__rustc", "compiler_builtins", "panic_abort"];
    const others = [...new Set(found)].filter((name) => name !== "mbc_body_map" && !rust.includes(name));
    const inUse = crates.filter(({ scope }) => scope === "required").map(({ name }) => name.replaceAll("-", "_"));
    assert.deepEqual(others.sort(), inUse.sort());
  });

  test("crates, licences and features are those of cargo tree, without tests and building", () => {
    assert.deepEqual(listed(crates), cargoTree("mbc-body-map", ["--no-default-features"]));
  });

  test("both files list the same, with the same licences", () => {
    const lines = sbom.components.map((one) => {
      const [source] = one.externalReferences ?? [];
      return `- ${idOf(one)}, ${one.licenses[0].expression}${source ? `, ${source.url}` : ""}`;
    });
    const [list] = text.split("\n----\n");
    assert.deepEqual(
      list
        .split("\n")
        .filter((line) => line.startsWith("- "))
        .sort(),
      lines.sort(),
    );
  });

  test("everything is there with the text of a licence", () => {
    const covered = new Map();
    for (const part of text.split("\n----\n\n").slice(1)) {
      const [, licence, ids, words] = part.match(/^(.+?), for (.+):\n\n([^]+)$/);
      assert.ok(words.length > 800, `${licence} for ${ids}`);
      for (const id of ids.split(", ")) covered.set(id, [...(covered.get(id) ?? []), licence]);
    }
    assert.deepEqual([...covered.keys()].sort(), sbom.components.map(idOf).sort());
    for (const one of sbom.components)
      for (const licence of covered.get(idOf(one))) assert.ok(one.licenses[0].expression.includes(licence), idOf(one));
    const compound = crates.find(({ licenses }) => licenses[0].expression === "(MIT OR Apache-2.0) AND Unicode-3.0");
    assert.deepEqual(covered.get(idOf(compound)), ["MIT", "Unicode-3.0"]);
  });

  test("the tools that write into the scripts have the versions that integrity.json names", () => {
    const { tools } = JSON.parse(read("dist/integrity.json"));
    const version = (wanted) => sbom.components.find(({ name }) => name === wanted)?.version;
    const named = [version("binaryen"), version("esbuild"), version("std"), version("wasm-bindgen-cli-support")];
    assert.deepEqual(named, [tools.binaryen, tools.esbuild, tools.rustc.split(" ")[0], tools["wasm-bindgen"]]);
  });

  test("nothing in it changes from build to build or tells of the machine", () => {
    assert.equal(sbom.serialNumber, undefined);
    assert.equal(sbom.metadata.timestamp, undefined);
    for (const file of [JSON.stringify(sbom), text]) assert.doesNotMatch(file, /file:\/\/|\/home\/|\/root\/|\/work\//);
  });

  test("every crate has the hash of Cargo.lock, and every reference leads to something listed", () => {
    const lock = read("Cargo.lock");
    const registry = "registry+https://github.com/rust-lang/crates.io-index";
    for (const { name, version, hashes } of crates) {
      const lines = [
        `name = "${name}"`,
        `version = "${version}"`,
        `source = "${registry}"`,
        `checksum = "${hashes[0].content}"`,
      ];
      assert.ok(lock.includes(lines.join("\n")), name);
    }
    const known = new Set([sbom.metadata.component["bom-ref"], ...sbom.components.map((one) => one["bom-ref"])]);
    const referred = sbom.dependencies.flatMap(({ ref, dependsOn = [] }) => [ref, ...dependsOn]);
    assert.deepEqual(new Set(referred), known);
  });
});
