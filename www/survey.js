// What of the guide stands in the source of a page: its elements, scripts and frames, as the parser of HTML finds them.
// parse5 instead of `DOMParser`: it knows where each tag begins and ends in the source, needs no browser, and in a browser
// it neither reports inline styles to the policy of the check's own page nor is refused by Trusted Types.

import { parse } from "parse5";

/**
 * @typedef {any} Element of parse5
 *
 * @typedef {object} Script
 * @property {Element} element
 * @property {"entry" | "inline" | "define" | "wrong" | "embed"} kind
 * @property {"tag" | "import" | "made" | "copy"} how by `src`, by an import or by code that makes a tag, or its own code in the page
 * @property {string} [attribute] that holds the address
 * @property {string} [address] as it is written
 * @property {URL} [url]
 *
 * @typedef {object} Frame
 * @property {Element} element
 * @property {string} attribute
 * @property {string} address
 * @property {URL} [url]
 *
 * @typedef {ReturnType<typeof survey>} Survey
 */

export const TAG = "mbc-body-map";

/** The value of an attribute, or nothing. @param {Element} element @param {string} name @returns {string | undefined} */
export const attributeOf = (element, name) => element.attrs.find((attribute) => attribute.name === name)?.value;

/** The element and what is around it, from the inside out. @param {Element} element */
export function* upwards(element) {
  for (let one = element; one?.tagName; one = one.parentNode) yield one;
}

/**
 * @param {string} source
 * @param {URL} [address] of the page, if it is known
 */
export function survey(source, address) {
  const document = parse(source, { sourceCodeLocationInfo: true });
  const all = [...elementsOf(document)];
  const base = baseOf(all, address);
  const frames = framesOf(all, base);
  return {
    source,
    address,
    base,
    hasBase: all.some((element) => element.tagName === "base" && attributeOf(element, "href")),
    guides: all.filter((element) => element.tagName === TAG),
    scripts: scriptsOf(all, base, frames.length > 0),
    frames,
    /** The files of other scripts. */
    otherFiles: all
      .filter((element) => element.tagName === "script" && !kindOf(attributeOf(element, "src") ?? ""))
      .map((element) => attributeOf(element, "src"))
      .filter(Boolean),
    /** Elements whose name was meant to be that of the guide. */
    misspelt: all.filter(({ tagName }) => tagName !== TAG && /^mbc[-_.:]?body[-_.:]?map/.test(tagName)),
    /** Elements with words that the build wrote. */
    words: all.filter((element) => attributeOf(element, "id")?.startsWith("mbc-fallback-")),
    policies: all.filter(
      (element) =>
        element.tagName === "meta" &&
        element.parentNode.tagName === "head" &&
        attributeOf(element, "http-equiv")?.toLowerCase() === "content-security-policy",
    ),
    /** What a visitor reads, and what stands in `noscript` and in inert templates. */
    text: textOf(document, (tag) => !/^(script|style|noscript|template)$/.test(tag)),
    comments: commentsOf(document),
    noscript: all.filter(({ tagName }) => tagName === "noscript").map((element) => textOf(element)),
    templates: all.filter(
      (element) => element.tagName === "template" && !isShadow(element) && holds(element.content, TAG),
    ),
  };
}

/** The opening tag as it stands in the source, or as the parser made it. @param {string} source @param {Element} element */
export function openingTag(source, { sourceCodeLocation: place, tagName }) {
  const tag = place?.startTag ?? place;
  return tag ? source.slice(tag.startOffset, tag.endOffset) : `<${tagName}>`;
}

/** The line of an element in the source. @param {Element} element @returns {number | undefined} */
export const lineOf = ({ sourceCodeLocation: place }) => place?.startLine;

/** A template that the parser of a browser turns into a shadow root. */
const isShadow = (element) => element.attrs.some(({ name }) => name === "shadowrootmode");

/** All elements in the order of the source. Without recursion, since a page may be nested as deep as it likes. */
function* elementsOf(node) {
  const next = [node];
  while (next.length) {
    const one = next.pop();
    if (one.tagName) yield one;
    const inside = one.tagName === "template" && isShadow(one) ? one.content : one;
    for (let at = (inside.childNodes?.length ?? 0) - 1; at >= 0; at--) next.push(inside.childNodes[at]);
  }
}

const holds = (node, tag) => [...elementsOf(node)].some(({ tagName }) => tagName === tag);

/** The text in a node, without that of elements that are left out. */
export function textOf(node, isRead = (/** @type {string} */ tag) => Boolean(tag)) {
  const texts = [];
  const next = [node];
  while (next.length) {
    const one = next.pop();
    if (one.nodeName === "#text") texts.push(one.value);
    if (one !== node && one.tagName && !isRead(one.tagName)) continue;
    for (const child of (one.childNodes ?? []).toReversed()) next.push(child);
  }
  return texts.join("");
}

function commentsOf(node) {
  const comments = [];
  const next = [node];
  while (next.length) {
    const one = next.pop();
    if (one.nodeName === "#comment") comments.push(one.data);
    for (const child of one.childNodes ?? []) next.push(child);
  }
  return comments;
}

/** What relative addresses are relative to: the address of the page, unless it has `<base href>`. */
function baseOf(all, address) {
  const element = all.find((element) => element.tagName === "base" && attributeOf(element, "href") !== undefined);
  return (element && resolve(attributeOf(element, "href"), address)) ?? address;
}

/** An address in full; nothing if it is none, or relative to what is not known. @param {string} address @param {URL} [base] */
export function resolve(address, base) {
  // Where the page is not known, an address that takes its scheme from it is most likely one of https.
  const full = !base && address.startsWith("//") ? `https:${address}` : address;
  return URL.canParse(full, base?.href) ? new URL(full, base?.href) : undefined;
}

/** The files of the guide by their names. @returns {Script["kind"] | undefined} */
export function kindOf(address) {
  const [path] = address.trim().split(/[?#]/);
  const name = path.split("/").at(-1);
  if (/^mbc-body-map(\.min)?\.js$/.test(name)) return "entry";
  if (/^mbc-body-map\.inline(\.min)?\.js$/.test(name)) return "inline";
  if (name === "mbc-body-map.define.js") return "define";
  if (/^mbc-body-map(\.class\.js|\.d\.ts|-[\w-]{10}\.js)$/.test(name)) return "wrong";
  if (name === "embed.js") return "embed";
  // The bare addresses of content networks answer the one file.
  if (/^https:\/\/(unpkg\.com|cdn\.jsdelivr\.net\/npm)\/mbc-body-map(@[^/]+)?\/?$/.test(path)) return "inline";
}

/** Quotes that a text editor turned into curly ones are part of the value. */
export const QUOTES = /[“”„″«»‘’]/g;

/** @returns {Script[]} */
function scriptsOf(all, base, hasFrames) {
  const scripts = all.filter(({ tagName }) => tagName === "script");
  const imports = importsOf(scripts);
  return scripts.flatMap((element) => {
    const named = element.attrs
      .filter(({ name }) => !/^(id|class|type)$/.test(name))
      .map(({ name, value }) => ({ attribute: name, address: value.replace(QUOTES, "").trim() }))
      .map((one) => ({ ...one, kind: kindOf(one.address) }))
      .find(({ kind }) => kind);
    if (named?.kind) {
      if (named.kind === "embed" && !hasFrames) return [];
      return [{ element, how: "tag", ...named, url: resolve(named.address, base) }];
    }
    return attributeOf(element, "src") ? [] : codeOf(element, base, imports);
  });
}

/** What code in the page has of the guide. @returns {Script[]} */
function codeOf(element, base, imports) {
  const code = textOf(element);
  if (
    !code.includes(TAG) ||
    /^(importmap|speculationrules|application\/(ld\+)?json)$/i.test(attributeOf(element, "type"))
  )
    return [];
  if (/mbc-body-map-[\w-]{10}\.wasm/.test(code)) return [{ element, kind: "entry", how: "copy" }];
  const isImport = /\bimport\b\s*(?:\(|["'{*\w])/.test(code);
  // The class alone defines nothing, unless the code does.
  const classKind = code.includes("defineElement") ? "define" : "wrong";
  for (const [, address] of code.matchAll(/["'`]([^"'`\s]*mbc-body-map[^"'`\s]*)["'`]/g)) {
    const bare = /^mbc-body-map(\/(define|inline))?$/.test(address);
    if (bare && isImport) {
      const mapped = imports[address];
      const url = mapped && resolve(mapped, base);
      /** @type {Record<string, Script["kind"]>} */
      const kinds = { "mbc-body-map/define": "define", "mbc-body-map/inline": "inline" };
      return [{ element, kind: kinds[address] ?? classKind, how: "import", address, url }];
    }
    const named = kindOf(address);
    const kind = named === "wrong" && isImport ? classKind : named;
    if (kind) return [{ element, kind, how: isImport ? "import" : "made", address, url: resolve(address, base) }];
  }
  return [];
}

/** The names that an import map gives addresses. */
function importsOf(scripts) {
  const map = scripts.find((element) => attributeOf(element, "type")?.toLowerCase() === "importmap");
  try {
    return (map && JSON.parse(textOf(map)).imports) ?? {};
  } catch {
    // A map that is no JSON gives no names, in a browser as here.
    return {};
  }
}

/** @returns {Frame[]} */
function framesOf(all, base) {
  return all
    .filter(({ tagName }) => tagName === "iframe")
    .flatMap((element) => {
      const named = element.attrs.find(({ value }) => /\/embed(\.html)?(\?|#|$)/.test(value));
      const isNamed = attributeOf(element, "name") === TAG;
      if (!named || !(isNamed || /mbc|\/embed\.html/.test(named.value))) return [];
      const address = named.value.replace(QUOTES, "").trim();
      return [{ element, attribute: named.name, address, url: resolve(address, base) }];
    });
}
