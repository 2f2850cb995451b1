// What a Content-Security-Policy allows of the few requests of the guide, as browsers decide it (CSP Level 3, sections 6.7
// and 8.2). Pure: texts and addresses in, a verdict out. `undefined` means that it depends on something unknown, such as
// the address of the page for 'self'.

/**
 * @typedef {Map<string, string[]>} Policy for each directive its sources
 * @typedef {object} Script
 * @property {URL} url
 * @property {string} [nonce]
 * @property {string} [integrity]
 * @property {boolean} [imported] by a script that runs already
 */

/**
 * The policies of a header, which may hold several, or of a `meta`.
 * @param {string} text
 * @returns {Policy[]}
 */
export function parsePolicies(text) {
  return text
    .split(",")
    .map((one) => {
      const policy = new Map();
      for (const directive of one.split(";")) {
        const [name, ...sources] = directive.trim().split(/\s+/);
        // A browser takes the first of two.
        if (name && !policy.has(name.toLowerCase())) policy.set(name.toLowerCase(), sources);
      }
      return policy;
    })
    .filter(({ size }) => size);
}

/** The sources of the first of these directives that the policy has. */
const sourcesOf = (policy, names) => names.map((name) => policy.get(name)).find(Boolean);

const SCRIPTS = ["script-src-elem", "script-src", "default-src"];
const has = (sources, keyword) => sources.some((source) => source.toLowerCase() === keyword);
const isHash = (source) => /^'sha(256|384|512)-/i.test(source);

/**
 * Whether a script may be loaded.
 * @param {Policy} policy
 * @param {Script} script
 * @param {URL} [page]
 */
export function allowsScript(policy, { url, nonce, integrity, imported }, page) {
  const sources = sourcesOf(policy, SCRIPTS);
  if (!sources) return true;
  if (!imported && nonce && sources.includes(`'nonce-${nonce}'`)) return true;
  const hashes = integrity?.split(/\s+/).filter((hash) => isHash(`'${hash}`));
  if (!imported && hashes?.length && hashes.every((hash) => sources.includes(`'${hash}'`))) return true;
  if (has(sources, "'strict-dynamic'")) return Boolean(imported);
  return matchesAny(sources, url, page);
}

/**
 * Whether code that stands in the page may run.
 * @param {Policy} policy
 * @param {string} [nonce]
 */
export function allowsInline(policy, nonce) {
  const sources = sourcesOf(policy, SCRIPTS);
  if (!sources || (nonce && sources.includes(`'nonce-${nonce}'`))) return true;
  // The code may be one whose hash is listed.
  if (sources.some(isHash)) return undefined;
  return has(sources, "'unsafe-inline'") && !sources.some((source) => /^'nonce-|^'strict-dynamic'$/i.test(source));
}

/**
 * Whether WebAssembly may run.
 * @param {Policy} policy
 */
export function allowsWasm(policy) {
  const sources = sourcesOf(policy, ["script-src", "default-src"]);
  return !sources || has(sources, "'wasm-unsafe-eval'") || has(sources, "'unsafe-eval'");
}

/**
 * Whether a file may be fetched.
 * @param {Policy} policy
 * @param {URL} url
 * @param {URL} [page]
 */
export function allowsFetch(policy, url, page) {
  const sources = sourcesOf(policy, ["connect-src", "default-src"]);
  return !sources || matchesAny(sources, url, page);
}

/**
 * Whether a frame may be shown.
 * @param {Policy} policy
 * @param {URL} url
 * @param {URL} [page]
 */
export function allowsFrame(policy, url, page) {
  const sources = sourcesOf(policy, ["frame-src", "child-src", "default-src"]);
  return !sources || matchesAny(sources, url, page);
}

/**
 * Whether the document of this policy may stand in a frame of that page.
 * @param {Policy} policy
 * @param {URL} url of the document
 * @param {URL} [page] with the frame
 */
export function allowsParent(policy, url, page) {
  const sources = policy.get("frame-ancestors");
  if (!sources) return true;
  return page ? matchesAny(sources, new URL(page.origin), url) : undefined;
}

function matchesAny(sources, url, page) {
  const verdicts = sources.map((source) => matches(source, url, page));
  return verdicts.includes(true) || (verdicts.includes(undefined) ? undefined : false);
}

const HOST = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\*|(?:\*\.)?[^:/?#*'\s]+|\[[0-9a-f:.]+\])(?::(\d+|\*))?(\/[^?#]*)?$/i;

/** Whether one scheme may stand for another: a page of http may load its https twin. */
const isUpgrade = (from, to) => from === to || (from === "http:" && to === "https:");

function matches(source, url, page) {
  if (source === "*") return /^https?:$/.test(url.protocol) || url.protocol === page?.protocol;
  if (source.toLowerCase() === "'self'") {
    if (!page) return undefined;
    const isDefault = !page.port && !url.port;
    return (
      url.origin === page.origin ||
      (isDefault && url.hostname === page.hostname && isUpgrade(page.protocol, url.protocol))
    );
  }
  if (/^[a-z][a-z0-9+.-]*:$/i.test(source)) return isUpgrade(source.toLowerCase(), url.protocol);
  const [, scheme, host, port, path] = source.match(HOST) ?? [];
  if (!host) return false;
  const from = scheme ? `${scheme.toLowerCase()}:` : page?.protocol;
  if (from && !isUpgrade(from, url.protocol)) return false;
  const name = host.toLowerCase();
  if (name !== "*" && !(name.startsWith("*.") ? url.hostname.endsWith(name.slice(1)) : url.hostname === name))
    return false;
  const defaultPort = url.protocol === "https:" ? "443" : "80";
  const actual = url.port || defaultPort;
  if (port !== "*" && actual !== (port ?? defaultPort) && !(port === "80" && actual === "443")) return false;
  if (!path || path === "/") return true;
  const wanted = decode(path);
  const given = decode(url.pathname);
  return wanted.endsWith("/") ? given.startsWith(wanted) : given === wanted;
}

function decode(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    // Not percent-encoded text; it is compared as it is.
    return path;
  }
}
