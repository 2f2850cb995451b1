// What keeps the guide from working on a page, and what its author should know: one rule for each kind of fault. Pure: the
// source of the page, its headers, and the files that were read, go in; findings come out, for which `check.<lang>.json`
// has the words. A finding says nothing that was not seen: what depends on something unseen has the level `unknown`.

import * as policies from "./policy.js";
import * as snippets from "./snippets.js";
import { QUOTES, TAG, attributeOf, kindOf, lineOf, openingTag, resolve, textOf, upwards } from "./survey.js";
import { takes } from "./values.js";

/**
 * @typedef {import("./survey.js").Element} Element
 * @typedef {import("./survey.js").Script} Script
 * @typedef {import("./survey.js").Survey} Survey
 * @typedef {import("./values.js").Attribute} Attribute
 *
 * @typedef {object} Finding
 * @property {string} id of its words
 * @property {"fault" | "know" | "unknown"} level
 * @property {Record<string, string | number>} [values] for its words
 * @property {string} [where] a part of the source
 * @property {number} [line] of the source
 * @property {string} [code] to write instead
 *
 * @typedef {Generator<Finding, void, void>} Findings
 *
 * @typedef {object} File what came when a file was asked for
 * @property {"ok" | "http" | "network" | "timeout" | "large" | "unread"} outcome
 * @property {URL} url where it was found in the end
 * @property {number} [status]
 * @property {Headers} [headers] as far as a browser shows them
 * @property {Record<string, string>} [hashes] by algorithm, in base64
 * @property {string} [text] of a script
 *
 * @typedef {object} Release the files beside the check
 * @property {string} version
 * @property {URL} home their folder
 * @property {Record<string, string>} integrity
 * @property {Attribute[]} attributes
 * @property {string} printed the snippet of the build
 *
 * @typedef {object} Seen
 * @property {Survey} survey
 * @property {Release} release
 * @property {Headers} [headers] of the page; none if its source was pasted
 * @property {Map<string, File>} files by address
 * @property {boolean} [isCut] only the beginning of the page was read
 * @property {URL} [redirectedTo]
 */

/** @param {Seen} seen @returns {Finding[]} the faults first */
export function findings(seen) {
  const all = [
    ...pageFindings(seen),
    ...seen.survey.guides.flatMap((guide) => [...guideFindings(seen, guide)]),
    ...seen.survey.scripts.flatMap((script) => [...scriptFindings(seen, script)]),
    ...versionFindings(seen),
    ...seen.survey.frames.flatMap((frame) => [...frameFindings(seen, frame)]),
    ...policyFindings(seen),
    ...fileFindings(seen),
  ];
  const order = ["fault", "unknown", "know"];
  return all.sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
}

// 1. The page.

/** @param {Seen} seen @returns {Findings} */
function* pageFindings(seen) {
  const { survey, headers, isCut, redirectedTo, files } = seen;
  const { guides, frames, scripts, text, misspelt, words } = survey;
  const snippet = snippetFor(seen);
  if (redirectedTo) yield { id: "redirected", level: "know", values: { url: redirectedTo.href } };
  if (isCut) yield { id: "page-cut", level: "unknown" };
  if ([...files.values()].some(({ outcome, hashes }) => outcome === "ok" && !hashes))
    yield { id: "not-hashed", level: "unknown" };
  if (!headers) yield { id: "headers-unseen", level: "unknown", code: policyFor(seen) };
  for (const element of misspelt)
    yield { id: "tag-misspelt", level: "fault", ...place(survey, element), code: tagOf("", "…") };
  const isGuideText = !guides.length && /(<|&lt;)mbc-body-map/i.test(text);
  const isScriptText = !scripts.length && /mbc-body-map(\.inline)?\.js["”&]/.test(text);
  if (isGuideText || isScriptText) yield { id: "shown-as-text", level: "fault", code: snippet };
  if (/\[mbc_body_map\b/.test(text)) yield { id: "shortcode-shown", level: "fault" };
  if (guides.length > 1) yield { id: "several", level: "know", values: { count: guides.length } };
  if (guides.length || frames.length || misspelt.length || isGuideText || /\[mbc_body_map\b/.test(text)) return;
  const holds = (texts) => texts.some((one) => one.includes(`<${TAG}`));
  if (survey.templates.length) yield { id: "in-template", level: "unknown", ...place(survey, survey.templates[0]) };
  else if (holds(survey.noscript)) yield { id: "in-noscript", level: "fault" };
  else if (holds(survey.comments)) yield { id: "in-comment", level: "fault" };
  else if (isCut) return;
  else if (words.length) yield { id: "tag-removed", level: "fault", code: snippet };
  else yield { id: "guide-missing", level: "fault", code: snippet };
}

/** @param {Survey} survey @param {Element} element */
function place({ source }, element) {
  const tag = openingTag(source, element);
  return { where: tag.length > 300 ? `${tag.slice(0, 300)}…` : tag, line: lineOf(element) };
}

/** The folder of the guide's files that the page names, if it is of this release; else the one of this check. */
function folderOf({ survey, release }) {
  const script = survey.scripts.find(({ kind, url }) => isGuide(kind) && isUsable(url));
  const version = versionOf(script?.url);
  return script && (!version || version === release.version) ? new URL(".", script.url) : release.home;
}

const isGuide = (kind) => /^(entry|inline|define)$/.test(kind);

/** The whole snippet, with the attributes of the page's own guide. @param {Seen} seen */
function snippetFor(seen, guide = seen.survey.guides[0]) {
  const { release } = seen;
  const taken = (guide?.attrs ?? []).flatMap(({ name, value }) => {
    const known = release.attributes.find((attribute) => attribute.name === name);
    return known && takes(known, value) ? [[name, known.boolean ? true : value]] : [];
  });
  const choice = { form: "pinned", address: folderOf(seen).href, attributes: taken, colours: {} };
  return snippets.html(release.printed, choice, release.version);
}

/** The lines of a policy that the guide needs. @param {Seen} seen */
function policyFor(seen, platform = seen.survey.frames.length ? "iframe" : "html") {
  const frame = seen.survey.frames.find(({ url }) => isUsable(url));
  const address = (platform === "iframe" && frame ? new URL(".", frame.url) : folderOf(seen)).href;
  return snippets.policy(platform, { form: "pinned", address }, seen.release.version);
}

const tagOf = (attributes, inside = "") => `<${TAG}${attributes && ` ${attributes}`}>${inside}</${TAG}>`;

// 2. The element.

/** Attributes of any element, and those that frameworks and editors write. */
const GLOBAL =
  /^(id|class|style|slot|hidden|dir|title|role|tabindex|translate|inert|part|exportparts|is|nonce|popover|autofocus|accesskey|contenteditable|draggable|enterkeyhint|inputmode|spellcheck|item(id|prop|ref|scope|type)|suppresshydrationwarning|(data|aria|x|v|ng|wire|hx)-.*|on[a-z]+|.*[^a-z0-9-].*)$/;

/** The width under which the guide is not made for any screen (WCAG 2.2, 1.4.10 asks for 320). */
const LEAST_WIDTH_PX = 240;

/** @param {Seen} seen @param {Element} guide @returns {Findings} */
function* guideFindings(seen, guide) {
  const { survey, release } = seen;
  const at = place(survey, guide);
  const outside = [...upwards(guide.parentNode)];
  const around = (names) => outside.find(({ tagName }) => names.includes(tagName));
  const outer = around([TAG]);
  const isClosed = Boolean(guide.sourceCodeLocation?.endTag);
  const written = attributesIn(survey, guide);
  const instead = tagOf(written.join(" "), "…");
  if (/[^=\s]\s*\/\s*>$|\s\/>$/.test(at.where)) yield { id: "self-closing", level: "fault", ...at, code: instead };
  else if (around(["p"]) && !isClosed)
    yield { id: "in-paragraph", level: "know", ...at, code: `<div>${instead}</div>` };
  else if (!isClosed && !seen.isCut) yield { id: "not-closed", level: "fault", ...at, code: instead };
  else if (outer) yield { id: "nested", level: "fault", ...at };
  const control = around(["a", "button", "label", "summary", "select"]);
  if (control) yield { id: "in-control", level: "fault", ...at, values: { tag: control.tagName } };
  yield* roomFindings(survey, guide, at);
  // What is in a named slot is shown by the guide alone.
  const words = guide.childNodes.filter((node) => !node.tagName || attributeOf(node, "slot") === undefined);
  if (!words.some((node) => textOf(node).trim()) && isClosed && !around(["p"]))
    yield { id: "no-words", level: "know", ...at, code: snippetFor(seen, guide) };
  const curly = guide.attrs.find(({ value }) => /^[“”„″«‘’]/.test(value));
  if (curly) yield { id: "quotes", level: "fault", ...at, code: instead };
  for (const { name, value } of guide.attrs) {
    const known = release.attributes.find((attribute) => attribute.name === name);
    const given = value.replace(QUOTES, "");
    if (!known && !GLOBAL.test(name))
      yield { id: "attribute-unknown", level: "know", ...at, ...nearest(release, name) };
    else if (known?.boolean && /^(false|0|no)$/i.test(given))
      yield { id: "attribute-false", level: "know", ...at, values: { name, value } };
    else if (
      name === "base-url" ? given && !resolve(given, survey.base ?? release.home) : known && !takes(known, given)
    )
      yield { id: "attribute-value", level: "know", ...at, values: refusal(known, value) };
  }
  const links = survey.hasBase && /href\s*=\s*["']?#/.test(sourceOf(survey, guide));
  if (links) yield { id: "base-links", level: "know", ...at };
}

/** The attributes as HTML, straightened. */
function attributesIn(survey, guide) {
  return guide.attrs.map(({ name, value }) =>
    value ? `${name}="${snippets.escaped(value.replace(QUOTES, ""))}"` : name,
  );
}

function sourceOf({ source }, { sourceCodeLocation: place }) {
  return place ? source.slice(place.startOffset, place.endOffset) : "";
}

/** The attribute that was most likely meant. */
function nearest({ attributes }, name) {
  const plain = (text) => text.replace(/[^a-z]/g, "");
  const meant = attributes.find(
    (one) =>
      plain(one.name) === plain(name) ||
      (name.length > 2 && (one.name.startsWith(name) || name.startsWith(one.name) || one.name.endsWith(`-${name}`))),
  );
  const all = attributes.map((one) => one.name).join(" ");
  return { values: { name, known: meant?.name ?? all } };
}

/** What was refused, and what is taken; the words have that for attributes without a list of values. */
function refusal(known, value) {
  return { name: known.name, value, wanted: known.values?.join(" ") ?? "", maxLength: known.maxLength ?? "" };
}

/** What the styles and attributes in the page itself do to the room of the element. */
function* roomFindings(survey, guide, at) {
  for (const element of upwards(guide)) {
    const style = declarations(attributeOf(element, "style") ?? "");
    const of = place(survey, element).where;
    if (attributeOf(element, "hidden") !== undefined || style.display === "none" || style.visibility === "hidden")
      yield { id: "hidden", level: "know", ...at, values: { tag: of } };
    const sized = /^(table|td|th|col)$/.test(element.tagName) ? attributeOf(element, "width") : undefined;
    const width = [style.width, style["max-width"], sized].map(pixels).find((given) => given < LEAST_WIDTH_PX);
    if (width !== undefined) yield { id: "too-narrow", level: "fault", ...at, values: { tag: of, width } };
    const isFixed = pixels(style.height) > 0 || pixels(style["max-height"]) > 0;
    if (isFixed && /hidden|clip/.test(style.overflow ?? style["overflow-y"] ?? ""))
      yield { id: "cut-off", level: "know", ...at, values: { tag: of } };
  }
}

/** The declarations of a `style` attribute. @returns {Record<string, string>} */
function declarations(style) {
  const pairs = style.split(";").map((one) => one.split(":").map((part) => part.trim().toLowerCase()));
  return Object.fromEntries(pairs.map(([name, value]) => [name, (value ?? "").replace(/\s*!important$/, "")]));
}

/** A length in pixels; none for what depends on the page. */
function pixels(length) {
  const [, number] = length?.match(/^(\d+(?:\.\d+)?)(?:px)?$/) ?? [];
  return number === undefined ? undefined : Number(number);
}

// 3. The scripts.

/** What blocks scripts until a visitor consents, how it marks them, and what exempts one, where that is documented. */
const CONSENT = [
  { name: "Cookiebot", marks: /^data-cookieconsent$/, exempt: 'data-cookieconsent="ignore"' },
  { name: "OneTrust", marks: /^class$/, value: /optanon-category-/, exempt: "data-ot-ignore" },
  { name: "Usercentrics", marks: /^data-usercentrics$/, exempt: 'data-uc-allowed="true"' },
  {
    name: "iubenda",
    marks: /^(class|data-suppressedsrc)$/,
    value: /_iub_cs_activate|\.js/,
    exempt: 'class="_iub_cs_skip"',
  },
  {
    name: "Complianz",
    marks: /^(data-cmplz-src|data-service)$|^class$/,
    value: /^(?!.*cmplz-native)(.*cmplz.*|.*\.js.*|.+)$/,
  },
  { name: "Borlabs Cookie", marks: /^data-borlabs-/ },
  { name: "CookieYes", marks: /^data-cookieyes/, value: /^(?!.*(ignore|necessary))/ },
  { name: "", marks: /^data-(category|consent|cookiecategory|cookie-consent|categories)/ },
];

/** What delays scripts, how it marks them, and what exempts one. */
const DELAY = [
  { name: "WP Rocket", type: /rocketlazyloadscript/, exempt: "nowprocket" },
  { name: "Cloudflare Rocket Loader", type: /^text\/rocketscript$|^[0-9a-f]{16,}-/, exempt: 'data-cfasync="false"' },
  { name: "LiteSpeed Cache", type: /^litespeed\/javascript$/, exempt: 'data-no-defer="1" data-no-optimize="1"' },
  { name: "Perfmatters", type: /^pmdelayedscript$/ },
  { name: "", type: /^(javascript\/blocked|text\/tempscript|text\/delayed.*|delayed.*|lazy.*)$/ },
];

/** The types of classic scripts (mimesniff.spec.whatwg.org, section 4.6). */
const CLASSIC = /^$|^(text|application)\/(x-)?(java|ecma)script$|^text\/(jscript|livescript|javascript1\.[0-5])$/;

/** @param {Seen} seen @param {Script} script @returns {Findings} */
function* scriptFindings(seen, script) {
  const { survey } = seen;
  const { element, kind, how } = script;
  const at = place(survey, element);
  if (kind === "wrong")
    return yield { id: "wrong-file", level: "fault", ...at, code: scriptTag(seen, { ...script, kind: "entry" }) };
  if (how === "made") return yield* addressFindings(seen, script.url, script.address, at);
  yield* loadFindings(seen, script, at);
  const isBare = how === "import" && !script.url && !/[:.]/.test(script.address);
  if (isBare) yield { id: "bare-import", level: "fault", ...at, values: { name: script.address } };
  else if (how !== "copy") yield* addressFindings(seen, script.url, script.address, at);
  if (how === "tag") yield* integrityFindings(seen, script, at);
  const isSwallowing = how === "tag" && (!element.sourceCodeLocation?.endTag || /<\/?[a-z]/i.test(textOf(element)));
  if (isSwallowing && !seen.isCut)
    yield { id: "script-not-closed", level: "fault", ...at, code: scriptTag(seen, script) };
  if (how === "copy") {
    const code = textOf(element);
    if (/&(amp|#0?38|lt|gt);/.test(code) || /[^&]&#0?38;/.test(code))
      yield { id: "copy-escaped", level: "fault", ...at };
    else if (!survey.guides.every((guide) => attributeOf(guide, "base-url")))
      yield { id: "copy-without-folder", level: "fault", ...at };
  }
}

/** Whether the script runs, and as what: its type, and who holds it back. */
function* loadFindings(seen, script, at) {
  const { element, kind, how, attribute } = script;
  const type = (attributeOf(element, "type") ?? "").replace(QUOTES, "").trim().toLowerCase();
  const curly = element.attrs.some(({ value }) => /^[“”„″«‘’]/.test(value));
  const instead = (extra = "") => (how === "tag" ? scriptTag(seen, script, extra) : undefined);
  if (curly) return yield { id: "quotes", level: "fault", ...at, code: instead() };
  const isHeld = !CLASSIC.test(type) && !/^module(-shim)?$/.test(type);
  const isMoved = how === "tag" && attribute !== "src";
  const consent = CONSENT.find(({ marks, value = /^(?!ignore$)/ }) =>
    element.attrs.some((one) => marks.test(one.name) && value.test(one.value)),
  );
  if (consent && (isHeld || isMoved || consent.name === "CookieYes"))
    return yield {
      id: consent.name ? "script-consent" : "script-consent-unnamed",
      level: "fault",
      ...at,
      values: { tool: consent.name },
      code: instead(consent.exempt),
    };
  const delay = DELAY.find((one) => one.type.test(type));
  const needsModule = kind === "entry" || kind === "define";
  if (delay || isMoved) {
    const keeps = !needsModule || type === "module" || /-module$/.test(type) || remembersModule(element);
    const id = `${keeps ? "script-delayed" : "delayed-type-lost"}${delay?.name ? "" : "-unnamed"}`;
    return yield {
      id,
      level: keeps ? "know" : "fault",
      ...at,
      values: { tool: delay?.name ?? "" },
      code: instead(delay?.exempt),
    };
  }
  const isShimmed = type === "module-shim" && seen.survey.otherFiles.some((file) => file.includes("es-module-shims"));
  if (isHeld || (type === "module-shim" && !isShimmed))
    return yield { id: "type-unknown", level: "fault", ...at, values: { type }, code: instead() };
  const isModule = /^module/.test(type);
  if (needsModule && !isModule && (how !== "import" || !/\bimport\s*\(/.test(textOf(element))))
    yield { id: how === "tag" ? "type-missing" : "type-missing-code", level: "fault", ...at, code: instead() };
  else if (!isModule && attributeOf(element, "nomodule") !== undefined)
    yield { id: "nomodule", level: "fault", ...at, code: instead() };
}

const remembersModule = (element) =>
  element.attrs.some(({ name, value }) => /^data-.*type$/.test(name) && value.trim().toLowerCase() === "module");

const isLocal = (url) => /^(localhost|127\..*|\[::1\]|10\..*|192\.168\..*|.*\.(local|test))$/.test(url.hostname);

/** Whether files may be asked for there. @param {URL} [url] */
export const isUsable = (url) => /^https?:$/.test(url?.protocol) && !isExample(url);

const isExample = (url) => /(^|\.)example\.(org|com|net)$/.test(url.hostname);

/** @param {Seen} seen @param {URL | undefined} url @returns {Findings} */
function* addressFindings({ survey, release }, url, address, at) {
  const values = { address };
  const page = survey.address ?? release.home;
  if (!url) {
    const isRelative = resolve(address, release.home) && !/^[a-z][a-z0-9+.-]*:|^\/\//i.test(address);
    if (survey.address || !isRelative) {
      if (address.includes("/")) yield { id: "address-bad", level: "fault", ...at, values };
    } else if (address.includes("/") || kindOf(address))
      yield { id: "address-relative", level: "unknown", ...at, values };
  } else if (isExample(url))
    yield { id: "address-example", level: "fault", ...at, values: { home: release.home.href } };
  else if (url.protocol === "file:" || (isLocal(url) && !isLocal(page)))
    yield { id: "address-local", level: "fault", ...at, values };
  else if (url.protocol === "http:" && !isLocal(url) && survey.address?.protocol !== "http:")
    yield { id: "address-insecure", level: "fault", ...at, values, code: `https:${url.href.slice(5)}` };
  else if (!/^https?:$/.test(url.protocol)) yield { id: "address-bad", level: "fault", ...at, values };
}

/** The version in an address, or `v1`, which follows the releases. @param {URL} [url] */
export function versionOf(url) {
  return /[/@](v\d+|\d+\.\d+\.\d+[^/]*)(\/|$)/.exec(url?.pathname ?? "")?.[1];
}

/** The hash that the file has in the release of this check, if it is of that release. */
function releaseHash({ release }, url) {
  const isOurs = url && (versionOf(url) === release.version || new URL(".", url).href === release.home.href);
  return isOurs ? release.integrity[url.pathname.split("/").at(-1)] : undefined;
}

const HASH = /^sha(256|384|512)-[A-Za-z0-9+/_-]{43,88}={0,2}$/;

/** Whether one of the strongest hashes of an `integrity` is that of the file. */
function fits(integrity, hashes) {
  const valid = integrity.split(/\s+/).filter((hash) => HASH.test(hash));
  const strongest = valid
    .map((hash) => hash.slice(0, 6))
    .sort()
    .at(-1);
  const standard = (hash) => hash.replaceAll("-", "+").replaceAll("_", "/");
  return valid.some((hash) => hash.startsWith(strongest) && standard(hash.slice(7)) === hashes[strongest]);
}

/** @param {Seen} seen @param {Script} script @returns {Findings} */
function* integrityFindings(seen, script, at) {
  const { element, kind, url } = script;
  const integrity = attributeOf(element, "integrity")?.replace(QUOTES, "").trim();
  const { survey, release, files } = seen;
  const isOther = url && url.origin !== (survey.address ?? release.home).origin;
  const crossorigin = attributeOf(element, "crossorigin")?.toLowerCase();
  const level = kind === "embed" ? "know" : "fault";
  const code = scriptTag(seen, script);
  if (crossorigin === "use-credentials" && isOther) yield { id: "with-credentials", level, ...at, code };
  if (!integrity) return;
  // Modules are always fetched by CORS; classic scripts only with `crossorigin`.
  const isClassic = /^(inline|embed)$/.test(kind) && attributeOf(element, "type") !== "module";
  if (isOther && isClassic && crossorigin === undefined) yield { id: "integrity-crossorigin", level, ...at, code };
  if (!integrity.split(/\s+/).some((hash) => HASH.test(hash)))
    return yield { id: "integrity-invalid", level: "know", ...at, values: { integrity }, code };
  const ours = releaseHash(seen, url);
  const hashes = files.get(url?.href)?.hashes ?? (ours && { sha384: ours.slice(7) });
  if (!hashes || fits(integrity, hashes)) return;
  // A tag that is right and a file that is not is told where files are.
  if (ours && fits(integrity, { sha384: ours.slice(7) })) return;
  yield { id: "integrity-mismatch", level, ...at, code };
}

/** Files into which bundlers, plugins of caching and tag managers put the scripts of others. */
const COLLECTION =
  /autoptimize|litespeed|siteground-optimizer|googletagmanager|\/(cache|assets|static|build|_next|_nuxt|_app)\/|combine|bundle|chunk|minif|[/.-](main|app|index|vendors?)\b[^/]*\.m?js/i;

/** Which releases the scripts are of, and whether that may change. @param {Seen} seen @returns {Findings} */
function* versionFindings(seen) {
  const { survey, release } = seen;
  const scripts = survey.scripts.filter(({ kind, url }) => isGuide(kind) && isUsable(url));
  const versions = [...new Set(scripts.map(({ url }) => versionOf(url) ?? "–"))];
  if (versions.length > 1) yield { id: "versions", level: "know", values: { versions: versions.join(", ") } };
  for (const script of scripts) {
    const version = versionOf(script.url);
    const at = place(survey, script.element);
    const isPinned = script.how === "tag" && attributeOf(script.element, "integrity");
    if (/^\d/.test(version)) {
      if (version !== release.version)
        yield { id: "other-version", level: "unknown", ...at, values: { version, own: release.version } };
    } else if (isPinned) yield { id: "integrity-moving", level: "know", ...at };
    else if (!script.url.pathname.includes("/plugins/mbc-body-map/")) yield { id: "unpinned", level: "know", ...at };
  }
  const hasScript = survey.scripts.some(({ kind }) => kind !== "embed");
  if (hasScript || !survey.guides.length || seen.isCut) return;
  const isBundled = /\bimport\b[^;\n]*["']mbc-body-map\b/.test(survey.source);
  const collections = survey.otherFiles.filter((file) => COLLECTION.test(file));
  if (isBundled || collections.length)
    yield { id: "script-unseen", level: "unknown", values: { files: collections.slice(0, 5).join(" ") || "–" } };
  else if (survey.noscript.some((text) => /mbc-body-map[\w.]*\.js/.test(text)))
    yield { id: "script-in-noscript", level: "fault" };
  else yield { id: "script-missing", level: "fault", code: snippetFor(seen).split("\n")[0] };
}

/** The tag as it should be, at the same address. @param {Seen} seen @param {Script} script */
function scriptTag(seen, script, extra = "") {
  const { release, files } = seen;
  const usable = script.kind !== "entry" || kindOf(script.address ?? "") === "entry";
  const address = usable && script.address ? script.address : new URL("mbc-body-map.js", folderOf(seen)).href;
  const url = usable ? script.url : new URL(address);
  const ours = url && releaseHash(seen, url);
  const given = attributeOf(script.element, "integrity");
  const found = files.get(url?.href)?.hashes?.sha384;
  const known = release.integrity[url?.pathname.split("/").at(-1)];
  // Only a checksum of the release is written, never that of a file that somebody may have altered.
  const integrity = ours ?? (given && known && `sha384-${found}` === known ? known : undefined);
  const first = { inline: "<script defer", embed: "<script async" }[script.kind] ?? '<script type="module"';
  const check = integrity ? ` integrity="${integrity}" crossorigin="anonymous"` : "";
  return `${first} src="${snippets.escaped(address)}"${check}${extra && ` ${extra}`}></script>`;
}

// 4. Frames.

/** What the address of a frame may not set: `embed.js` leaves it out. */
export const NOT_IN_FRAMES = ["loading", "base-url", "deep-link"];

/** The height under which a frame that does not grow is hard to read in. */
const LEAST_HEIGHT_PX = 600;

/** @param {Seen} seen @param {import("./survey.js").Frame} frame @returns {Findings} */
function* frameFindings(seen, { element, attribute, address, url }) {
  const { survey, release, files } = seen;
  const at = place(survey, element);
  const sandbox = attributeOf(element, "sandbox");
  const allowed = sandbox?.toLowerCase().split(/\s+/) ?? [];
  if (sandbox !== undefined && !allowed.includes("allow-scripts"))
    yield { id: "frame-sandbox", level: "fault", ...at, code: 'sandbox="allow-scripts allow-popups"' };
  else if (sandbox !== undefined && !allowed.includes("allow-popups"))
    yield { id: "frame-popups", level: "know", ...at, code: `sandbox="${sandbox} allow-popups"` };
  if (attribute !== "src") {
    const tool = CONSENT.find(({ name, marks }) => name && element.attrs.some((one) => marks.test(one.name)));
    if (tool) yield { id: "frame-consent", level: "fault", ...at, values: { tool: tool.name } };
    else yield { id: "frame-delayed", level: "know", ...at };
  }
  yield* addressFindings(seen, url, address, at);
  if (!attributeOf(element, "title")?.trim())
    yield { id: "frame-title", level: "know", ...at, values: { title: release.printed.match(/<h2>(.*?)<\/h2>/)[1] } };
  const width = pixels(attributeOf(element, "width"));
  if (width < LEAST_WIDTH_PX) yield { id: "too-narrow", level: "fault", ...at, values: { tag: at.where, width } };
  yield* roomFindings(survey, element, at);
  const hasScript = survey.scripts.some(({ kind }) => kind === "embed");
  const height = pixels(attributeOf(element, "height")) ?? 0;
  if (!hasScript) {
    const src = new URL("embed.js", url && isUsable(url) ? url : release.home).href;
    const code = `<script async src="${snippets.escaped(src)}"></script>`;
    yield { id: height < LEAST_HEIGHT_PX ? "frame-low" : "frame-script", level: "know", ...at, code };
  }
  for (const [name, value] of url?.searchParams ?? []) {
    const known = release.attributes.find((one) => one.name === name && !NOT_IN_FRAMES.includes(name));
    if (name.startsWith("amp;")) yield { id: "frame-escaped", level: "know", ...at, values: { name } };
    else if (!known) yield { id: "frame-parameter", level: "know", ...at, values: { name } };
    else if (!takes(known, value)) yield { id: "attribute-value", level: "know", ...at, values: refusal(known, value) };
  }
  const file = files.get(url?.href);
  if (!file) return;
  yield* failed(file, "fault", at);
  if (file.outcome !== "ok") return;
  const options = file.headers.get("x-frame-options")?.toLowerCase();
  const ancestors = policies.parsePolicies(file.headers.get("content-security-policy") ?? "");
  const verdicts = ancestors.map((policy) => policies.allowsParent(policy, file.url, survey.address));
  const hasAncestors = ancestors.some((policy) => policy.has("frame-ancestors"));
  const isOther = survey.address && survey.address.origin !== file.url.origin;
  if (verdicts.includes(false)) yield { id: "frame-refused", level: "fault", ...at, values: { by: "frame-ancestors" } };
  else if (!hasAncestors && (options === "deny" || (options === "sameorigin" && isOther)))
    yield { id: "frame-refused", level: "fault", ...at, values: { by: `X-Frame-Options: ${options}` } };
  else if (!survey.address && (verdicts.includes(undefined) || (!hasAncestors && options === "sameorigin")))
    yield { id: "frame-refused", level: "unknown", ...at, values: { by: options ?? "frame-ancestors" } };
}

// 5. Policies.

/** The policies of the page with where they come from. @param {Seen} seen */
function policiesOf({ survey, headers }) {
  const sent = policies.parsePolicies(headers?.get("content-security-policy") ?? "");
  return [
    ...sent.map((policy) => ({ policy, from: "header", since: -1 })),
    ...survey.policies.flatMap((meta) =>
      policies
        .parsePolicies(attributeOf(meta, "content") ?? "")
        .map((policy) => ({ policy, from: "meta", since: meta.sourceCodeLocation?.startOffset ?? -1 })),
    ),
  ];
}

const isRefused = { false: "fault", undefined: "unknown" };

/** @param {Seen} seen @returns {Findings} */
function* policyFindings(seen) {
  const { survey } = seen;
  const scripts = survey.scripts.filter(({ kind, how }) => kind !== "wrong" && how !== "made");
  const needed = policyFor(seen);
  for (const { policy, from, since } of policiesOf(seen)) {
    const values = { from };
    const sandbox = policy.get("sandbox");
    if (from === "header" && sandbox && !sandbox.includes("allow-scripts"))
      yield { id: "policy-sandbox", level: "fault", values };
    for (const script of scripts) {
      // A policy in the page holds for what comes after it.
      if ((script.element.sourceCodeLocation?.startOffset ?? 0) < since) continue;
      const { url, kind } = script;
      const nonce = attributeOf(script.element, "nonce");
      const integrity = attributeOf(script.element, "integrity");
      const verdict =
        script.how === "tag"
          ? !isUsable(url) || policies.allowsScript(policy, { url, nonce, integrity }, survey.address)
          : policies.allowsInline(policy, nonce);
      const level = isRefused[String(verdict)];
      if (!level) continue;
      const at = place(survey, script.element);
      const byNonce = [...policy.values()].flat().some((source) => /^'(nonce-|strict-dynamic')/i.test(source));
      if (script.how !== "tag") yield { id: "policy-inline", level, ...at, values };
      else if (kind === "embed") yield { id: "policy-embed", level: "know", ...at, values, code: needed };
      else if (byNonce) yield { id: "policy-nonce", level, ...at, values, code: scriptTag(seen, script, 'nonce="…"') };
      else yield { id: "policy-script", level, ...at, values, code: needed };
    }
    for (const { url, element } of survey.frames) {
      const level = isRefused[String(!isUsable(url) || policies.allowsFrame(policy, url, survey.address))];
      if (level) yield { id: "policy-frame", level, ...place(survey, element), values, code: needed };
    }
    yield* loadPolicyFindings(seen, policy, values);
  }
}

/** What a policy does to what the entry loads. */
function* loadPolicyFindings(seen, policy, values) {
  const { survey, files } = seen;
  const entry = survey.scripts.find(({ kind, url }) => /^(entry|define)$/.test(kind) && isUsable(url));
  if (!entry) return;
  const folder = foldersOf(survey)[0] ?? new URL(".", entry.url);
  const parts = [...files.values()].flatMap((file) => (file.outcome === "ok" ? partsOf(survey, file) : []));
  // Where the names are not known, any name stands for them: a policy rarely names files.
  const urlOf = (ending) => parts.find(({ name }) => name.endsWith(ending))?.url ?? new URL(`any${ending}`, folder);
  const code = policyFor(seen);
  const level = isRefused[String(policies.allowsFetch(policy, urlOf(".pack"), survey.address))];
  if (level) yield { id: "policy-connect", level, values, code };
  if (policies.allowsWasm(policy)) return;
  const engines = survey.guides.map((guide) => attributeOf(guide, "engine")?.trim());
  if (engines[0] === "js") return;
  const imported = { url: urlOf(".js"), imported: true };
  const hasOther = engines[0] !== "wasm" && policies.allowsScript(policy, imported, survey.address) !== false;
  yield { id: hasOther ? "policy-wasm" : "policy-engine", level: hasOther ? "know" : "fault", values, code };
}

// 6. Files.

/** The folders that `base-url` names. @param {Survey} survey */
export function foldersOf({ guides, base }) {
  const named = guides.map((guide) => attributeOf(guide, "base-url")?.replace(QUOTES, "").trim()).filter(Boolean);
  const urls = named.map((value) => resolve(value.replace(/\/?$/, "/"), base)).filter(isUsable);
  return [...new Map(urls.map((url) => [url.href, url])).values()];
}

/**
 * The files that a script of the guide loads, by the names in it.
 * @param {Survey} survey
 * @param {File} file
 */
export function partsOf(survey, file) {
  const names = new Set(
    file.text?.match(/mbc-body-map(?:\.[A-Za-z-]+)?-[\w-]{10}\.(?:wasm|js|pack)|mbc-body-map\.class\.js/g),
  );
  const beside = new URL(".", file.url);
  return [...names].flatMap((name) => {
    // A module imports its own parts from where it lies.
    const folders = /\.class\.js$/.test(name)
      ? [beside]
      : [foldersOf(survey), beside].flat().slice(0, foldersOf(survey).length || 1);
    return folders.map((folder) => ({ name, url: new URL(name, folder) }));
  });
}

/** What is wrong with a file that did not come. @param {File} file @returns {Findings} */
function* failed({ outcome, url, status }, level, at = {}) {
  const values = { file: url.href, status: status ?? 0 };
  if (outcome === "http") yield { id: "file-missing", level, ...at, values };
  if (outcome === "network")
    yield { id: "file-unreachable", level, ...at, values, code: "Access-Control-Allow-Origin: *" };
  if (outcome === "timeout") yield { id: "file-slow", level, ...at, values };
  if (outcome === "large") yield { id: "file-large", level, ...at, values };
  if (outcome === "unread") yield { id: "file-unread", level: "unknown", ...at, values };
}

/** @param {Seen} seen @returns {Findings} */
function* fileFindings(seen) {
  const { survey, files } = seen;
  for (const href of new Set(survey.scripts.map(({ url }) => url?.href))) {
    const file = files.get(href);
    if (!file) continue;
    const script = survey.scripts.find(({ url }) => url?.href === href);
    const level = script.kind === "embed" ? "know" : "fault";
    const at = place(survey, script.element);
    // Without CORS a classic script loads all the same, but cannot be read here.
    const isClassic = /^(inline|embed)$/.test(script.kind) && !attributeOf(script.element, "integrity");
    if (file.outcome === "network" && isClassic) {
      yield { id: "file-unread", level: "unknown", ...at, values: { file: href } };
      continue;
    }
    yield* failed(file, level, at);
    if (file.outcome !== "ok") continue;
    const type = file.headers.get("content-type") ?? "";
    const essence = type.split(";")[0].trim().toLowerCase();
    const isScript = essence !== "" && CLASSIC.test(essence);
    const mustBe = !/^(inline|embed)$/.test(script.kind) || file.headers.get("x-content-type-options") === "nosniff";
    if (!isScript && (mustBe || essence === "text/html"))
      yield {
        id: "entry-type",
        level,
        ...at,
        values: { file: href, type: type || "–" },
        code: "Content-Type: text/javascript",
      };
    const ours = releaseHash(seen, file.url);
    if (isScript && ours && file.hashes && ours !== `sha384-${file.hashes.sha384}`)
      yield {
        id: "file-altered",
        level: attributeOf(script.element, "integrity") ? level : "know",
        ...at,
        values: { file: href },
      };
    // `define` imports the class, which names the parts.
    const inner = partsOf(survey, file).find(({ name }) => name.endsWith(".class.js"));
    const naming = inner ? files.get(inner.url.href) : file;
    if (naming && naming.outcome !== "ok") yield* failed(naming, level, at);
    else if (isScript && naming && /^(entry|define)$/.test(script.kind)) yield* partFindings(seen, naming);
    yield* sharingFindings(seen, file, at);
  }
}

/** Where the page is not known, only the header tells whether another site may load the file. */
function* sharingFindings({ survey, release }, { url, headers = new Headers() }, at) {
  if (survey.address || url.origin !== release.home.origin || headers.get("access-control-allow-origin")) return;
  yield {
    id: "file-unshared",
    level: "know",
    ...at,
    values: { file: url.href },
    code: "Access-Control-Allow-Origin: *",
  };
}

/** Whether one engine and the words come. */
function* partFindings(seen, entry) {
  const { survey, files } = seen;
  const parts = partsOf(survey, entry).map((part) => ({ ...part, file: files.get(part.url.href) }));
  const engine = survey.guides.map((guide) => attributeOf(guide, "engine")?.trim())[0];
  const isWrong = ({ file, name }) =>
    file && (file.outcome === "unread" ? false : file.outcome !== "ok" || isAltered(name, file));
  const lists = policiesOf(seen).map(({ policy }) => policy);
  const wasm = parts.filter(({ name }) => name.endsWith(".wasm"));
  const js = parts.filter(({ name }) => /-[\w-]{10}\.js$/.test(name));
  const isWasm = engine !== "js" && lists.every(policies.allowsWasm) && !wasm.some(isWrong);
  const isTrusted = ({ url }) => [survey.address?.origin, entry.url.origin].includes(url.origin);
  const isJs = engine !== "wasm" && !js.some((part) => isWrong(part) || !isTrusted(part));
  for (const part of parts) {
    const { name, file } = part;
    const isEngine = wasm.includes(part) || js.includes(part);
    const level = isEngine && (isWasm || isJs) ? "know" : "fault";
    if (!file) continue;
    if (file.outcome !== "ok") yield* failed(file, level);
    else if (isAltered(name, file)) yield { id: "file-altered", level, values: { file: file.url.href } };
    else if (name.endsWith(".wasm") && !/^application\/wasm\b/.test(file.headers.get("content-type") ?? ""))
      yield { id: "wasm-type", level: "know", values: { file: file.url.href }, code: "Content-Type: application/wasm" };
    else if (
      /\.js$/.test(name) &&
      !CLASSIC.test((file.headers.get("content-type") ?? "-").split(";")[0].trim().toLowerCase())
    )
      yield {
        id: "entry-type",
        level,
        values: { file: file.url.href, type: file.headers.get("content-type") ?? "–" },
        code: "Content-Type: text/javascript",
      };
    if (js.includes(part) && !isTrusted(part))
      yield { id: "base-url-engine", level: isWasm ? "know" : "fault", values: { file: file.url.href } };
    if (file.outcome === "ok" && !isAltered(name, file)) yield* sharingFindings(seen, file, {});
  }
}

/** Whether the content of a file is another than its name says: the name has the first letters of its hash. */
function isAltered(name, { hashes }) {
  const [, wanted] = /-([\w-]{10})\.(?:wasm|js|pack)$/.exec(name) ?? [];
  const actual = hashes?.sha256?.replaceAll("+", "-").replaceAll("/", "_");
  return Boolean(wanted && actual && !actual.startsWith(wanted));
}
