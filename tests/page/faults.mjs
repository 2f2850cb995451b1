// Pages on which the guide does not work, or works otherwise than their authors may think: for each the findings that the
// check must have, no more and no less, and whether the guide shows when a browser opens the page.

import { readFileSync } from "node:fs";
import { DIST, WORDS } from "./page.mjs";

const integrity = JSON.parse(readFileSync(`${DIST}/integrity.json`, "utf8"));
export const { version } = JSON.parse(readFileSync(`${DIST}/package.json`, "utf8"));
export const FOLDER = `/mbc/${version}/`;

const ENTRY = "mbc-body-map.js";
const pin = (name, hash = integrity[name]) => `integrity="${hash}" crossorigin="anonymous"`;
const ending = (end) => (path) => path.endsWith(end) && !path.endsWith(`/${ENTRY}`);
const [wasm, pack, jsEngine] = [ending(".wasm"), ending(".pack"), ending(".js")];
const when = (is, fault) => (path) => is(path) && fault;
const gone = { status: 404 };
const cut = { body: "half" };
const closed = { headers: { "access-control-allow-origin": "https://elsewhere.example" } };
const typed = (type) => ({ headers: { "content-type": type } });

/**
 * @typedef {object} Fault
 * @property {string} head with the scripts
 * @property {string} body
 * @property {string[]} found levels and ids, in order
 * @property {boolean} [works] whether the guide shows; not known where a visitor or another program decides
 * @property {Record<string, string>} [headers] of the page
 * @property {(path: string) => any} [fault] of the guide's files
 * @property {string} [source] of the whole page, if it is not `head` and `body`
 */

/**
 * The faults, for files at this address and at the same on another site.
 * @param {string} own
 * @param {string} other
 * @returns {Record<string, Partial<Fault>>}
 */
export function faults(own, other) {
  const tag = (attributes = "", base = own, name = ENTRY) =>
    `<script type="module" src="${base}${name}" ${attributes || pin(name)}></script>`;
  const right = tag();
  const theirs = tag("", other);
  const guide = (attributes = "", inside = `<p>${WORDS}</p>`) =>
    `<div><mbc-body-map lang="en"${attributes && ` ${attributes}`}>${inside}</mbc-body-map></div>`;
  const of = (head, body, found, works, more = {}) => ({ head, body, found, works, ...more });
  const script = (attributes, src = `src="${own}${ENTRY}"`) => `<script ${attributes} ${src}></script>`;
  const policed = (policy, found, works, head = theirs, body = guide()) =>
    of(head, body, found, works, { headers: { "content-security-policy": policy } });
  const from = new URL(other).origin;
  const frame = (attributes = 'title="Guide"', query = "?lang=en", base = own) =>
    `<iframe name="mbc-body-map" src="${base}embed.html${query}" width="100%" height="800" ${attributes}></iframe>`;
  const resizer = `<script async src="${own}embed.js"></script>`;
  const data = (name) => readFileSync(`${DIST}/${name}`, "utf8");
  const inPage = (text) => `<script type="module">${text.replaceAll("</script", "<\\/script")}</script>`;
  return {
    // Nothing wrong.
    "the snippet": of(right, guide(), [], true),
    "the snippet, from another site": of(theirs, guide(), [], true),
    "style-src and Trusted Types": policed(
      `style-src 'self'; img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'`,
      [],
      true,
    ),
    "a policy that only reports": of(right, guide(), [], true, {
      headers: { "content-security-policy-report-only": "default-src 'none'" },
    }),
    "the one file as a classic script": of(
      `<script defer src="${own}mbc-body-map.inline.js" ${pin("mbc-body-map.inline.js")}></script>`,
      guide(),
      [],
      true,
    ),
    "an import map": of(
      `<script type="importmap">{"imports":{"mbc-body-map/define":"${own}mbc-body-map.define.js"}}</script><script type="module">import "mbc-body-map/define"</script>`,
      guide(),
      [],
      true,
    ),
    "the class, defined by the page": of(
      `<script type="module">import { defineElement } from "${own}mbc-body-map.class.js"; defineElement();</script>`,
      guide(),
      [],
      true,
    ),
    "attributes of frameworks": of(
      right,
      guide('id="g" class="wide" data-x="1" aria-label="Guide" style="color: red" v-cloak @click="x" onclick="0"'),
      [],
      true,
    ),
    "a div in a paragraph of text": of(right, `<p>Before</p>${guide()}<p>After</p>`, [], true),
    "a script between": of(`${right}<!-- ${ENTRY} <b> -->`, guide(), [], true),

    // The element.
    "no guide": of(right, "<p>Text</p>", ["fault guide-missing"], false),
    "shown as text": of(
      right,
      '<p>&lt;mbc-body-map lang="en"&gt;&lt;/mbc-body-map&gt;</p>',
      ["fault shown-as-text"],
      false,
    ),
    "the script shown as text": of(
      "",
      `<p>&lt;script type="module" src="${own}${ENTRY}"&gt;&lt;/script&gt;</p>${guide()}`,
      ["fault shown-as-text", "fault script-missing"],
      false,
    ),
    "a shortcode as text": of("", '<p>[mbc_body_map lang="es"]</p>', ["fault shortcode-shown"], false),
    "a misspelt tag": of(right, "<mbc-bodymap><p>x</p></mbc-bodymap>", ["fault tag-misspelt"], false),
    "a component of React": of(right, "<MbcBodyMap></MbcBodyMap>", ["fault tag-misspelt"], false),
    "a removed tag": of(right, `<div id="mbc-fallback-head"><h2>Guide</h2></div>`, ["fault tag-removed"], false),
    "in a template": of(right, `<template>${guide()}</template>`, ["unknown in-template"], false),
    "in a declarative shadow root": of(right, `<div><template shadowrootmode="open">${guide()}</template></div>`, []),
    "in noscript": of(right, `<noscript>${guide()}</noscript>`, ["fault in-noscript"], false),
    "in a comment": of(right, `<!-- ${guide()} -->`, ["fault in-comment"], false),
    "a tag that closes itself": of(right, `<mbc-body-map lang="en" /><p>Rest</p>`, ["fault self-closing"]),
    "no end tag": of(right, `<mbc-body-map lang="en"><p>${WORDS}</p><main>Rest</main>`, ["fault not-closed"]),
    "two without end tags": of(right, `<mbc-body-map lang="en"><p>x</p><mbc-body-map lang="es"><p>x</p>`, [
      "fault not-closed",
      "fault not-closed",
      "know several",
    ]),
    "a guide in a guide": of(right, guide("", `<p>x</p>${guide()}`), ["fault nested", "know several"]),
    "in a paragraph": of(
      right,
      `<p><mbc-body-map lang="en"><div>${WORDS}</div></mbc-body-map></p>`,
      ["know in-paragraph"],
      true,
    ),
    "in a link": of(right, `<a href="#x">${guide()}</a>`, ["fault in-control"], true),
    "in a button": of(right, `<button>${guide()}</button>`, ["fault in-control"], true),
    hidden: of(right, `<div hidden>${guide()}</div>`, ["know hidden"]),
    "hidden by style": of(right, `<div style="DISPLAY : none !important">${guide()}</div>`, ["know hidden"]),
    "too narrow": of(right, `<div style="width:200px">${guide()}</div>`, ["fault too-narrow"], true),
    "in a narrow cell": of(
      right,
      `<table><tr><td width="180">${guide()}</td></tr></table>`,
      ["fault too-narrow"],
      true,
    ),
    "cut off": of(right, `<div style="height: 400px; overflow: hidden">${guide()}</div>`, ["know cut-off"], true),
    "no words": of(right, guide("", ""), ["know no-words"], true),
    "words in a slot alone": of(right, guide("", '<p slot="welcome">x</p>'), ["know no-words"], true),
    "words without a tag around them": of(right, guide("", WORDS), [], true),
    "three guides": of(right, guide() + guide() + guide(), ["know several"], true),
    "an unknown attribute": of(right, guide('language="es"'), ["know attribute-unknown"], true),
    "a refused value": of(
      right,
      guide('theme="night" emergency="nine" support-phone="555"'),
      ["know attribute-value", "know attribute-value"],
      true,
    ),
    "deep-link=false": of(right, guide('deep-link="false"'), ["know attribute-false"], true),
    "curly quotes": of(right, "<mbc-body-map lang=“en”><p>x</p></mbc-body-map>", ["fault quotes"], true),
    "a base-url that is none": of(right, guide('base-url="https://"'), ["know attribute-value"], true),
    "base href and links in the words": of(
      `<base href="/">${right}`,
      guide("", `<p>${WORDS} <a href="#mbc-fallback-liver">Liver</a></p>`),
      ["know base-links"],
      true,
    ),

    // The script.
    "no script": of("", guide(), ["fault script-missing"], false),
    "another script": of(`<script src="/other.js"></script>`, guide(), ["fault script-missing"], false),
    "a bundle that may hold it": of(`<script type="module" src="/assets/index-Dx9f8a7b.js"></script>`, guide(), [
      "unknown script-unseen",
    ]),
    "a combined file that may hold it": of(
      `<script defer src="/wp-content/cache/autoptimize/js/autoptimize_1f.js"></script>`,
      guide(),
      ["unknown script-unseen"],
    ),
    "the script in noscript": of(`<noscript>${right}</noscript>`, guide(), ["fault script-in-noscript"], false),
    "no type": of(script(pin(ENTRY)), guide(), ["fault type-missing"], false),
    "text/javascript": of(script(`type="text/javascript" defer ${pin(ENTRY)}`), guide(), ["fault type-missing"], false),
    "async and defer without type": of(script(`async defer ${pin(ENTRY)}`), guide(), ["fault type-missing"], false),
    "an unknown type": of(script(`type="text/plain" ${pin(ENTRY)}`), guide(), ["fault type-unknown"], false),
    "curly quotes in the script": of(script("type=“module”"), guide(), ["fault quotes"], false),
    "a delay that forgets the type": of(
      `<script type="text/plain" data-src="${own}${ENTRY}"></script>`,
      guide(),
      ["fault delayed-type-lost-unnamed"],
      false,
    ),
    "a delay that keeps the type": of(
      `<script type="text/plain" data-src="${own}${ENTRY}" data-type="module"></script>`,
      guide(),
      ["know script-delayed-unnamed"],
    ),
    "WP Rocket": of(
      `<script type="rocketlazyloadscript" data-rocket-type="module" data-rocket-src="${own}${ENTRY}"></script>`,
      guide(),
      ["know script-delayed"],
    ),
    "Rocket Loader": of(script(`type="text/rocketscript"`), guide(), ["fault delayed-type-lost"], false),
    "Rocket Loader with the type": of(script(`type="a1b2c3d4e5f6a7b8c9d0e1f2-module"`), guide(), [
      "know script-delayed",
    ]),
    "Rocket Loader told to leave it": of(
      `<script data-cfasync="false" type="module" src="${own}${ENTRY}" ${pin(ENTRY)}></script>`,
      guide(),
      [],
      true,
    ),
    "LiteSpeed Cache": of(
      `<script type="litespeed/javascript" data-src="${own}${ENTRY}"></script>`,
      guide(),
      ["fault delayed-type-lost"],
      false,
    ),
    Perfmatters: of(script(`type="pmdelayedscript" data-perfmatters-type="module"`), guide(), ["know script-delayed"]),
    "javascript/blocked": of(script(`type="javascript/blocked"`), guide(), ["fault delayed-type-lost-unnamed"], false),
    "the one file, delayed": of(
      `<script type="litespeed/javascript" data-src="${own}mbc-body-map.inline.js"></script>`,
      guide(),
      ["know script-delayed"],
    ),
    Cookiebot: of(script(`type="text/plain" data-cookieconsent="marketing"`), guide(), ["fault script-consent"], false),
    "Cookiebot told to leave it": of(
      `<script data-cookieconsent="ignore" type="module" src="${own}${ENTRY}" ${pin(ENTRY)}></script>`,
      guide(),
      [],
      true,
    ),
    OneTrust: of(script(`type="text/plain" class="optanon-category-C0004"`), guide(), ["fault script-consent"], false),
    Usercentrics: of(script(`type="text/plain" data-usercentrics="Guide"`), guide(), ["fault script-consent"], false),
    Complianz: of(
      `<script type="text/plain" data-service="general" data-category="marketing" data-cmplz-src="${own}${ENTRY}"></script>`,
      guide(),
      ["fault script-consent"],
      false,
    ),
    iubenda: of(
      `<script type="text/plain" class="_iub_cs_activate" data-suppressedsrc="${own}${ENTRY}"></script>`,
      guide(),
      ["fault script-consent"],
      false,
    ),
    "another banner": of(
      script(`type="text/plain" data-category="analytics"`),
      guide(),
      ["fault script-consent-unnamed"],
      false,
    ),
    nomodule: of(
      `<script nomodule src="${own}mbc-body-map.inline.js" ${pin("mbc-body-map.inline.js")}></script>`,
      guide(),
      ["fault nomodule"],
      false,
    ),
    "a script that closes itself": of(
      `<script type="module" src="${own}${ENTRY}" ${pin(ENTRY)} />`,
      guide(),
      ["fault guide-missing", "fault script-not-closed"],
      false,
    ),
    "the class": of(tag("", own, "mbc-body-map.class.js"), guide(), ["fault wrong-file"], false),
    "the code in the page": of(inPage(data(ENTRY)), guide(), ["fault copy-without-folder"], false),
    "the code in the page, with base-url": of(inPage(data(ENTRY)), guide(`base-url="${own}"`), [], true),
    "the code in the page, escaped": of(
      inPage(data(ENTRY).replaceAll("&&", "&#038;&#038;")),
      guide(`base-url="${own}"`),
      ["fault copy-escaped"],
      false,
    ),
    "an import in a classic script": of(
      `<script>import "${own}${ENTRY}"</script>`,
      guide(),
      ["fault type-missing-code"],
      false,
    ),
    "import() in a classic script": of(`<script>import("${own}${ENTRY}")</script>`, guide(), []),
    "a bare import": of(
      `<script type="module">import "mbc-body-map/define"</script>`,
      guide(),
      ["fault bare-import"],
      false,
    ),
    "the address of the example": of(
      tag("", "https://example.org/mbc/0.1.0/"),
      guide(),
      ["fault address-example"],
      false,
    ),
    "no address": of(script('type="module"', `src="https://:x/${ENTRY}"`), guide(), ["fault address-bad"], false),
    "a file of one computer": of(
      script('type="module"', `src="file:///C:/mbc/${ENTRY}"`),
      guide(),
      ["fault address-local"],
      false,
    ),
    credentials: of(tag('crossorigin="use-credentials"', other), guide(), ["fault with-credentials"], false),
    "a classic script of another site without crossorigin": of(
      `<script src="${other}mbc-body-map.inline.js" integrity="${integrity["mbc-body-map.inline.js"]}"></script>`,
      guide(),
      ["fault integrity-crossorigin"],
      false,
    ),
    "a checksum of another release": of(
      tag(pin(ENTRY, integrity["embed.js"])),
      guide(),
      ["fault integrity-mismatch"],
      false,
    ),
    "a checksum from an example": of(tag(pin(ENTRY, "sha384-…")), guide(), ["know integrity-invalid"], true),
    "a moving address": of(script('type="module"', `src="/mbc/v1/${ENTRY}"`), guide(), ["know unpinned"], true),
    "a moving address with checksum": of(
      script(`type="module" ${pin(ENTRY)}`, `src="/mbc/v1/${ENTRY}"`),
      guide(),
      ["know integrity-moving"],
      true,
    ),
    "two versions": of(
      right + script('type="module"', `src="/mbc/v1/${ENTRY}"`),
      guide(),
      ["know versions", "know unpinned"],
      true,
    ),
    "another version": of(
      script('type="module"', `src="/mbc/9.9.9/${ENTRY}"`),
      guide(),
      ["unknown other-version"],
      true,
    ),

    // Policies.
    "a policy without the script": policed(
      "default-src 'self'",
      ["fault policy-script", "fault policy-connect", "fault policy-engine"],
      false,
    ),
    "a policy without connect-src": policed(
      `script-src ${from} 'wasm-unsafe-eval'; connect-src 'self'`,
      ["fault policy-connect"],
      false,
    ),
    "a policy without WebAssembly": policed(`script-src ${from}; connect-src ${from}`, ["know policy-wasm"], true),
    "the same with engine=js": policed(
      `script-src ${from}; connect-src ${from}`,
      [],
      true,
      theirs,
      guide('engine="js"'),
    ),
    "the same with engine=wasm": policed(
      `script-src ${from}; connect-src ${from}`,
      ["fault policy-engine"],
      false,
      theirs,
      guide('engine="wasm"'),
    ),
    "a policy for the entry alone": policed(
      `script-src ${other}${ENTRY}; connect-src ${from}`,
      ["fault policy-engine"],
      false,
    ),
    "a policy with a nonce": policed(
      "script-src 'nonce-n' 'strict-dynamic'",
      ["fault policy-nonce", "know policy-wasm"],
      false,
    ),
    "the nonce in the tag": policed(
      "script-src 'nonce-n' 'strict-dynamic'",
      ["know policy-wasm"],
      true,
      tag(`nonce="n" ${pin(ENTRY)}`, other),
    ),
    "the checksum in the policy": policed(`script-src '${integrity[ENTRY]}' 'wasm-unsafe-eval'`, [], true),
    "two policies": policed(
      `script-src 'self' 'wasm-unsafe-eval', script-src ${from}`,
      ["fault policy-script", "know policy-wasm"],
      false,
    ),
    "a policy with wildcards and a port": policed(
      `script-src http://*:${new URL(other).port} 'wasm-unsafe-eval'`,
      [],
      true,
    ),
    "sandbox without scripts": policed("sandbox allow-forms", ["fault policy-sandbox"], undefined, right),
    "a policy in the page": of(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'self'">${theirs}`,
      guide(),
      ["fault policy-script", "fault policy-connect", "fault policy-engine"],
      false,
    ),
    "code in the page that the policy refuses": policed(
      `script-src 'self'`,
      ["fault policy-inline", "know policy-wasm"],
      false,
      `<script type="module">import "${own}${ENTRY}"</script>`,
    ),

    // Files.
    "entry 404": of(right, guide(), ["fault file-missing"], false, {
      fault: when((path) => path.endsWith(ENTRY), gone),
    }),
    "entry as text": of(right, guide(), ["fault entry-type"], false, {
      fault: when((path) => path.endsWith(ENTRY), typed("text/plain")),
    }),
    "a page instead of the entry": of(tag(" "), guide(), ["fault entry-type"], false, {
      fault: when((path) => path.endsWith(ENTRY), { body: "<!doctype html>", ...typed("text/html") }),
    }),
    "entry altered": of(right, guide(), ["fault file-altered"], false, {
      fault: when((path) => path.endsWith(ENTRY), { body: `/* smaller */${data(ENTRY)}` }),
    }),
    "entry altered, without a checksum": of(tag(" "), guide(), ["know file-altered"], true, {
      fault: when((path) => path.endsWith(ENTRY), { body: `/* smaller */${data(ENTRY)}` }),
    }),
    "entry without CORS": of(theirs, guide(), ["fault file-unreachable"], false, {
      fault: when((path) => path.endsWith(ENTRY), closed),
    }),
    "wasm of another type": of(right, guide(), ["know wasm-type"], true, {
      fault: when(wasm, typed("application/octet-stream")),
    }),
    "wasm 404": of(right, guide(), ["know file-missing"], true, { fault: when(wasm, gone) }),
    "wasm altered": of(right, guide(), ["know file-altered"], true, { fault: when(wasm, cut) }),
    "wasm 404 with engine=wasm": of(right, guide('engine="wasm"'), ["fault file-missing"], false, {
      fault: when(wasm, gone),
    }),
    "JavaScript engine 404": of(right, guide(), ["know file-missing"], true, { fault: when(jsEngine, gone) }),
    "both engines 404": of(right, guide(), ["fault file-missing", "fault file-missing"], false, {
      fault: when((path) => wasm(path) || jsEngine(path), gone),
    }),
    "packs 404": of(right, guide(), ["fault file-missing", "fault file-missing"], false, { fault: when(pack, gone) }),
    "packs altered": of(right, guide(), ["fault file-altered", "fault file-altered"], false, {
      fault: when(pack, cut),
    }),
    "packs without CORS": of(theirs, guide(), ["fault file-unreachable", "fault file-unreachable"], false, {
      fault: when(pack, closed),
    }),
    "base-url to a folder without files": of(
      right,
      guide('base-url="/nowhere/"'),
      ["fault file-missing", "fault file-missing", "fault file-missing", "fault file-missing"],
      false,
    ),
    "base-url on another site": of(right, guide(`base-url="${other}"`), ["know base-url-engine"], true),
    "base href and a relative address": of(
      `<base href="/deep/er/">${script(`type="module" ${pin(ENTRY)}`, `src="mbc/${version}/${ENTRY}"`)}`,
      guide(),
      ["fault file-missing"],
      false,
    ),

    // Frames.
    "a frame": of("", frame() + resizer, []),
    "a frame without the resizer": of("", frame(), ["know frame-script"]),
    "a low frame without the resizer": of("", frame().replace("800", "200"), ["know frame-low"]),
    "a frame in a sandbox": of("", frame('title="Guide" sandbox=""') + resizer, ["fault frame-sandbox"]),
    "a frame without popups": of("", frame('title="Guide" sandbox="allow-scripts"') + resizer, ["know frame-popups"]),
    "a frame without title": of("", frame("") + resizer, ["know frame-title"]),
    "a narrow frame": of("", frame().replace("100%", "200") + resizer, ["fault too-narrow"]),
    "a frame with escaped parameters": of("", frame('title="Guide"', "?lang=en&amp;amp;theme=dark") + resizer, [
      "know frame-escaped",
    ]),
    "a frame with unknown parameters": of(
      "",
      frame('title="Guide"', "?lang=tlh&amp;deep-link=1&amp;colour=red") + resizer,
      ["know attribute-value", "know frame-parameter", "know frame-parameter"],
    ),
    "a frame of the example": of("", frame('title="Guide"', "", "https://example.org/mbc/0.1.0/") + resizer, [
      "fault address-example",
    ]),
    "a frame that waits for consent": of(
      "",
      frame('title="Guide" data-cookieconsent="marketing"').replace(" src=", " data-cookieblock-src=") + resizer,
      ["fault frame-consent"],
    ),
    "a lazy frame": of("", frame().replace(" src=", " data-src=") + resizer, ["know frame-delayed"]),
    "a frame that is refused": of("", frame() + resizer, ["fault frame-refused"], undefined, {
      fault: when((path) => path.endsWith("embed.html"), { headers: { "x-frame-options": "DENY" } }),
    }),
    "a frame that only another site may show": of("", frame() + resizer, ["fault frame-refused"], undefined, {
      fault: when((path) => path.endsWith("embed.html"), {
        headers: { "content-security-policy": "frame-ancestors https://elsewhere.example" },
      }),
    }),
    "a policy without the frame": policed(
      "frame-src 'none'; script-src 'self'",
      ["fault policy-frame"],
      undefined,
      "",
      frame() + resizer,
    ),
    "a policy without the resizer": policed(
      "script-src 'none'",
      ["know policy-embed"],
      undefined,
      "",
      frame() + resizer,
    ),
    "frame 404": of("", frame() + resizer, ["fault file-missing"], undefined, {
      fault: when((path) => path.endsWith("embed.html"), gone),
    }),
  };
}
