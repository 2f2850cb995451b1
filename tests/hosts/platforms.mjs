// What platforms make of what an author pastes there, for `platforms.test.mjs`: one entry for each platform of
// docs/embedding.md, in its order.
//
// None of them can be had here: they are services, or (Drupal, Joomla) no packages of Debian. So each entry is an
// emulation, reduced to the limits that the publisher states on the page `limit`; where we found no such page, `limit` is
// missing, and `assumed` says from what we started. Pages are as of December 2026.

/**
 * What the code of a platform can use.
 * @typedef {object} Host
 * @property {(html: string) => string} elsewhere address of a page with this HTML on another origin, where builders keep
 *   what is pasted
 * @property {string} files the origin of the files of the guide
 */

/**
 * One page that a visitor meets.
 * @typedef {object} Visit
 * @property {string} name
 * @property {(code: string, host: Host) => { body: string, head?: string, policy?: string }} page what the platform makes
 *   of the code; `policy` is a Content-Security-Policy
 * @property {string} [click] what the visitor presses first, to come to the guide
 * @property {"guide" | "words"} shows
 * @property {"fits" | "scrolls"} height fits: nothing but the page scrolls; scrolls: a box of fixed height does
 */

/**
 * @typedef {object} Platform
 * @property {string} name its heading in docs/embedding.md
 * @property {string} door what the author pastes, as its table says
 * @property {string} [limit] the page of the publisher that states the limit
 * @property {string} assumed
 * @property {Visit[]} visits
 */

/** Attributes without which an embedded page can do nothing; the guide's frame has an origin of its own all the same. */
const OPAQUE = "allow-scripts allow-popups allow-popups-to-escape-sandbox";

const box = (address, sandbox, height = 600) =>
  `<iframe src="${address}" title="embedded" ${sandbox === undefined ? "" : `sandbox="${sandbox}"`} style="width: 100%; height: ${height}px; border: 0"></iframe>`;

/** A page of its own around pasted code, as builders make it. */
const around = (code) =>
  `<!doctype html><html><head><meta charset="utf-8"><title>embedded</title><meta name="viewport" content="width=device-width"></head><body style="margin: 0">${code}</body></html>`;

/**
 * A site whose links are followed by `fetch`: what is in `.content` is put into the page that is there. `@squarespace/mercury`
 * gives `updateHTML` and `updateScript` to parts of the page; the second makes scripts again, which HTML that is set by a
 * script does not run.
 */
const followed = (code, runsScripts) => `<div class="content"><a href="#guide">To the guide</a></div>
<template>${code}</template>
<script>
document.querySelector("a").addEventListener("click", (event) => {
  event.preventDefault();
  const content = document.querySelector(".content");
  content.innerHTML = document.querySelector("template").innerHTML;
  if (${runsScripts})
    for (const script of content.querySelectorAll("script")) {
      const again = document.createElement("script");
      for (const { name, value } of script.attributes) again.setAttribute(name, value);
      script.replaceWith(again);
    }
});
</script>`;

/** The first line of the snippet, which is its script, and the rest. */
const split = (code) => [code.slice(0, code.indexOf("\n")), code.slice(code.indexOf("\n"))];

/** `name: value` lines, as an author fills them into a form. */
const form = (code) => Object.fromEntries(code.split("\n").map((line) => line.split(": ")));

/** An element that a script makes, with attributes and without words, as Custom Element of Wix does. */
const made = (code, type) => {
  const { "Server URL": url, "Tag name": tag, Attribute: attribute } = form(code);
  const [name, value] = attribute.split(" = ");
  return `<div id="at" style="min-height: 400px"></div><script>
const element = document.createElement("${tag}");
element.setAttribute("${name}", "${value}");
document.querySelector("#at").append(element);
const script = document.createElement("script");
script.type = "${type}";
script.src = "${url}";
document.head.append(script);
</script>`;
};

/**
 * Drupal's "Limit allowed HTML tags": what is not listed loses its tag and keeps its content; an attribute that is not
 * listed is dropped, `style` and `on…` always. The list is the default of the filter, with the paragraphs of Basic HTML.
 */
const DRUPAL = {
  a: ["href", "hreflang"],
  blockquote: ["cite"],
  ul: ["type"],
  ol: ["start", "type"],
  ...Object.fromEntries("h3 h4 h5 h6".split(" ").map((heading) => [heading, ["id"]])),
  ...Object.fromEntries("p br em strong cite code li dl dt dd h2".split(" ").map((tag) => [tag, []])),
};

/**
 * Joomla's default filter drops these tags, and every tag with a sign in its name that is no letter or digit, thus
 * every custom element; contents and attributes stay. Compared with joomla/filter 3.0.1, src/InputFilter.php.
 */
const JOOMLA =
  "applet body bgsound base basefont canvas embed frame frameset head html id iframe ilayer layer link meta name object script style title xml".split(
    " ",
  );

/** Drops comments, and the tags for which `kept` is false; it returns what a tag that stays becomes. */
const filtered = (code, kept) =>
  code
    .replace(/<!--[^]*?-->/g, "")
    .replace(/<(\/?)([a-z][^\s>/]*)([^>]*)>/gi, (tag, end, name, attributes) =>
      kept(name.toLowerCase(), end, attributes),
    );

export const drupal = (code) =>
  filtered(code, (name, end, attributes) => {
    if (!DRUPAL[name]) return "";
    const left = [...attributes.matchAll(/\s([a-z-]+)="[^"]*"/gi)].filter(([, one]) => DRUPAL[name].includes(one));
    return `<${end}${name}${left.map(([whole]) => whole).join("")}>`;
  });

export const joomla = (code) =>
  filtered(code, (name, end, attributes) =>
    JOOMLA.includes(name) || !/^[a-z][a-z0-9]*$/.test(name) ? "" : `<${end}${name}${attributes}>`,
  );

/** The Embed web part of SharePoint takes a frame out of the code, if its site is listed; scripts never run. */
const sharepoint = (code, listed) => {
  const [, address, height] = code.match(/<iframe\s[^>]*src="([^"]+)"[^>]*height="(\d+)"/);
  return listed.includes(new URL(address).origin) ? box(address, undefined, height) : "<p>This site is not listed.</p>";
};

const withoutScripts = (code) =>
  filtered(code, (name, end, rest) => (name === "script" ? "" : `<${end}${name}${rest}>`));

/** @type {Platform[]} */
export const PLATFORMS = [
  {
    name: "Squarespace",
    door: "plain HTML",
    limit: "https://www.npmjs.com/package/@squarespace/mercury",
    assumed: "a Code block stands in the page as it was pasted; a template may follow links by script",
    visits: [
      { name: "opened directly", page: (code) => ({ body: code }), shows: "guide", height: "fits" },
      {
        name: "reached by a link that a script follows, which makes the scripts again",
        page: (code) => ({ body: followed(code, true) }),
        click: "a",
        shows: "guide",
        height: "fits",
      },
      {
        name: "reached by a link that a script follows, which runs no scripts",
        page: (code) => ({ body: followed(code, false) }),
        click: "a",
        shows: "words",
        height: "fits",
      },
      {
        name: "the same, with the first line in Code Injection",
        page: (code) => ({ head: split(code)[0], body: followed(split(code)[1], false) }),
        click: "a",
        shows: "guide",
        height: "fits",
      },
    ],
  },
  {
    name: "Wix, frame",
    door: "address",
    limit: "https://dev.wix.com/docs/velo/api-reference/$w/html-component/introduction",
    assumed: "the frame has the height that the author drew, and a sandbox that lets scripts run and opens windows",
    visits: [
      {
        name: "in its sandbox",
        page: (code) => ({ body: box(code, `${OPAQUE} allow-same-origin allow-forms`) }),
        shows: "guide",
        height: "scrolls",
      },
      {
        name: "in a frame in a frame",
        page: (code, host) => ({ body: box(host.elsewhere(around(box(code, undefined, 590))), OPAQUE) }),
        shows: "guide",
        height: "scrolls",
      },
    ],
  },
  {
    name: "Wix, Custom Element",
    door: "one file",
    limit: "https://dev.wix.com/docs/velo/api-reference/$w/custom-element/introduction",
    assumed:
      "a script makes the element, with attributes and without words, in a box that grows, and loads the script after it",
    visits: ["text/javascript", "module"].map((type) => ({
      name: `loaded as ${type}`,
      page: (code) => ({ body: made(code, type) }),
      shows: "guide",
      height: "fits",
    })),
  },
  {
    name: "Webflow",
    door: "plain HTML",
    limit: "https://university.webflow.com/course-lesson/custom-code-custom-code-and-the-webflow-cms",
    assumed:
      "a Code Embed stands in the page as it was pasted, has at most 10,000 characters, and no tags of a whole page",
    visits: [
      {
        name: "published",
        page: (code) => {
          if (code.length > 10_000 || /<(html|head|body)\b/i.test(code))
            throw new Error("more than a Code Embed takes");
          return { body: `<div class="w-embed w-script">${code}</div>` };
        },
        shows: "guide",
        height: "fits",
      },
    ],
  },
  {
    name: "Weebly",
    door: "plain HTML",
    assumed: "Embed Code stands in the page as it was pasted, or in a frame of fixed height with a sandbox",
    visits: [
      { name: "in the page", page: (code) => ({ body: code }), shows: "guide", height: "fits" },
      {
        name: "in a sandbox",
        page: (code, host) => ({ body: box(host.elsewhere(around(code)), OPAQUE) }),
        shows: "guide",
        height: "scrolls",
      },
    ],
  },
  {
    name: "GoDaddy",
    door: "frame",
    assumed: "custom code stands in a frame of another origin, with a sandbox and the height that the author chose",
    visits: [
      {
        name: "in a sandbox",
        page: (code, host) => ({ body: box(host.elsewhere(around(code)), OPAQUE) }),
        shows: "guide",
        height: "scrolls",
      },
    ],
  },
  {
    name: "Google Sites",
    door: "address",
    assumed:
      "the sandbox that Google states for its HTML service (https://developers.google.com/apps-script/guides/html/restrictions), a frame between, and the height that the author drew",
    visits: [
      {
        name: "by URL",
        page: (code, host) => ({
          body: box(
            host.elsewhere(around(box(code, undefined, 590))),
            `${OPAQUE} allow-same-origin allow-forms allow-downloads allow-modals`,
          ),
        }),
        shows: "guide",
        height: "scrolls",
      },
    ],
  },
  {
    name: "Drupal",
    door: "plain HTML",
    limit:
      "https://api.drupal.org/api/drupal/core%21modules%21filter%21src%21Plugin%21Filter%21FilterHtml.php/class/FilterHtml",
    assumed: "Full HTML filters nothing",
    visits: [
      { name: "in Full HTML", page: (code) => ({ body: code }), shows: "guide", height: "fits" },
      {
        name: "in a format that limits tags",
        page: (code) => ({ body: drupal(code) }),
        shows: "words",
        height: "fits",
      },
    ],
  },
  {
    name: "Joomla",
    door: "plain HTML",
    limit: "https://github.com/joomla-framework/filter",
    assumed: "“No Filtering” filters nothing, and no editor was used that does",
    visits: [
      { name: "without filter", page: (code) => ({ body: code }), shows: "guide", height: "fits" },
      { name: "with the default filter", page: (code) => ({ body: joomla(code) }), shows: "words", height: "fits" },
    ],
  },
  {
    name: "SharePoint",
    door: "frame alone",
    limit: "https://learn.microsoft.com/en-us/previous-versions/office/sharepoint-server/jj175070(v=office.15)",
    assumed: "the Embed web part keeps address and height of the frame and nothing else",
    visits: [
      {
        name: "with the site of the files on the list",
        page: (code, host) => ({ body: sharepoint(code, [host.files]) }),
        shows: "guide",
        height: "scrolls",
      },
    ],
  },
  {
    name: "Salesforce Experience Cloud",
    door: "frame alone",
    limit:
      "https://help.salesforce.com/s/articleView?id=experience.networks_security_csp_scriptlevel.htm&language=en_US&type=5",
    assumed: "the site of the files is a trusted one for frames; the component keeps the frame",
    visits: [
      {
        name: "under the strict policy",
        page: (code, host) => ({
          body: code,
          // Styles and images are those of the test's page.
          policy: `default-src 'self'; script-src 'self'; frame-src 'self' ${host.files}; style-src 'unsafe-inline'; img-src data:`,
        }),
        shows: "guide",
        height: "scrolls",
      },
    ],
  },
  {
    name: "Blackbaud",
    door: "frame",
    assumed: "the HTML of a page or part stays as it was pasted, or loses its scripts",
    visits: [
      { name: "with scripts", page: (code) => ({ body: code }), shows: "guide", height: "fits" },
      { name: "without scripts", page: (code) => ({ body: withoutScripts(code) }), shows: "guide", height: "scrolls" },
    ],
  },
  {
    name: "Notion and the like",
    door: "address",
    limit: "https://developers.notion.com/changelog/validation-on-embed-block-urls",
    assumed:
      "an address becomes a frame with the strictest sandbox in which scripts run, and the height that the author drew",
    visits: [{ name: "as an embed", page: (code) => ({ body: box(code, OPAQUE) }), shows: "guide", height: "scrolls" }],
  },
];
