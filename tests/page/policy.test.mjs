// What a Content-Security-Policy allows, by the rules that `check.js` has for it. Needs no browser: tests/page/check.test.mjs
// compares the same rules with what a browser does.

import assert from "node:assert/strict";
import { test } from "node:test";
import { allowsFetch, allowsInline, allowsParent, allowsScript, allowsWasm, parsePolicies } from "../../www/policy.js";

const PAGE = new URL("https://host.example/page");
const URL_OF = (address) => new URL(address);
const one = (text) => parsePolicies(text)[0];

test("a header may hold several policies, and the first of two directives counts", () => {
  const all = parsePolicies("script-src 'self'; SCRIPT-SRC *, default-src 'none',, ;");
  assert.equal(all.length, 2);
  assert.deepEqual(all[0].get("script-src"), ["'self'"]);
  assert.deepEqual(all[1].get("default-src"), ["'none'"]);
});

test("sources match addresses by scheme, host, port and path", () => {
  for (const [source, address, expected] of [
    ["*", "https://a.example/x.js", true],
    ["*", "data:text/javascript,1", false],
    ["'none'", "https://a.example/x.js", false],
    ["'self'", "https://host.example/x.js", true],
    ["'self'", "https://host.example:8443/x.js", false],
    ["https:", "https://a.example/x.js", true],
    ["https:", "http://a.example/x.js", false],
    ["http:", "https://a.example/x.js", true],
    ["data:", "data:text/javascript,1", true],
    ["a.example", "https://a.example/x.js", true],
    ["a.example", "http://a.example/x.js", false],
    ["A.EXAMPLE", "https://a.example/x.js", true],
    ["http://a.example", "https://a.example/x.js", true],
    ["https://a.example", "https://b.example/x.js", false],
    ["*.a.example", "https://b.a.example/x.js", true],
    ["*.a.example", "https://a.example/x.js", false],
    ["https://a.example:8443", "https://a.example:8443/x.js", true],
    ["https://a.example", "https://a.example:8443/x.js", false],
    ["https://a.example:*", "https://a.example:8443/x.js", true],
    ["http://a.example:80", "https://a.example/x.js", true],
    ["https://a.example/mbc/", "https://a.example/mbc/x.js", true],
    ["https://a.example/mbc", "https://a.example/mbc/x.js", false],
    ["https://a.example/mbc/x.js", "https://a.example/mbc/x.js", true],
    ["https://a.example/m%62c/", "https://a.example/mbc/x.js", true],
    ["https://a.example/%", "https://a.example/%", true],
    ["//", "https://a.example/x.js", false],
  ])
    assert.equal(allowsFetch(one(`connect-src ${source}`), URL_OF(address), PAGE), expected, `${source} ${address}`);
});

test("what depends on an unknown page is unknown, unless another source decides", () => {
  const url = URL_OF("https://a.example/x.js");
  assert.equal(allowsFetch(one("connect-src 'self'"), url), undefined);
  assert.equal(allowsFetch(one("connect-src 'self' a.example"), url), true);
  assert.equal(allowsFetch(one("connect-src b.example"), url), false);
  assert.equal(allowsParent(one("frame-ancestors 'self'"), url), undefined);
});

test("scripts fall back from script-src-elem to script-src to default-src", () => {
  const url = URL_OF("https://a.example/x.js");
  assert.equal(allowsScript(one("default-src 'none'; script-src a.example"), { url }, PAGE), true);
  assert.equal(allowsScript(one("script-src 'none'; script-src-elem a.example"), { url }, PAGE), true);
  assert.equal(allowsScript(one("default-src 'none'"), { url }, PAGE), false);
  assert.equal(allowsScript(one("img-src 'none'"), { url }, PAGE), true);
});

test("a nonce, a checksum or the trust of another script lets one in", () => {
  const url = URL_OF("https://a.example/x.js");
  const hash = `sha384-${"A".repeat(64)}`;
  const other = `sha384-${"B".repeat(64)}`;
  const allows = (policy, more) => allowsScript(one(`script-src ${policy}`), { url, ...more }, PAGE);
  assert.equal(allows("'nonce-n'", { nonce: "n" }), true);
  assert.equal(allows("'nonce-n'", { nonce: "N" }), false);
  assert.equal(allows(`'${hash}'`, { integrity: hash }), true);
  assert.equal(allows(`'${hash}'`, { integrity: `${hash} ${other}` }), false);
  assert.equal(allows("'strict-dynamic' a.example", {}), false);
  assert.equal(allows("'strict-dynamic' 'nonce-n'", { imported: true }), true);
});

test("code in the page runs by 'unsafe-inline', which a nonce or checksum switches off", () => {
  assert.equal(allowsInline(one("script-src 'unsafe-inline'")), true);
  assert.equal(allowsInline(one("script-src 'self'")), false);
  assert.equal(allowsInline(one("script-src 'unsafe-inline' 'nonce-n'")), false);
  assert.equal(allowsInline(one("script-src 'nonce-n'"), "n"), true);
  assert.equal(allowsInline(one(`script-src 'sha256-${"A".repeat(43)}='`)), undefined);
});

test("WebAssembly runs by 'wasm-unsafe-eval' or 'unsafe-eval'", () => {
  for (const [policy, expected] of [
    ["script-src 'self' 'wasm-unsafe-eval'", true],
    ["default-src 'UNSAFE-EVAL'", true],
    ["script-src 'self'", false],
    ["default-src *", false],
    ["img-src 'none'", true],
  ])
    assert.equal(allowsWasm(one(policy)), expected, policy);
});

test("the server of a frame says by frame-ancestors on which pages it may stand", () => {
  const url = URL_OF("https://files.example/embed.html");
  for (const [policy, expected] of [
    ["default-src 'none'", true],
    ["frame-ancestors 'none'", false],
    ["frame-ancestors 'self'", false],
    ["frame-ancestors https://host.example", true],
    ["frame-ancestors *", true],
  ])
    assert.equal(allowsParent(one(policy), url, PAGE), expected, policy);
});
