// The floor: the widget's own tree as HTML, put in by the parser; a press opens a row and marks its place.

import style from "bench:style";

const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
const load = async (language) => (await fetch(new URL(`${language}.html`, import.meta.url))).text();

const words = await load("en");
for (const host of document.querySelectorAll(".guide")) {
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  root.setHTMLUnsafe(words);
  root.addEventListener("click", async (event) => {
    const { id } =
      event.target.closest("[id^=fig-], [id^=pin-], #lang-other, [id^=to-], [name=site] > summary")?.closest("[id]") ??
      {};
    if (id === "lang-other") root.setHTMLUnsafe(await load(root.getElementById(id).lang));
    const row = root.getElementById(id?.replace(/^(fig|pin)-/, "site-").replace(/^to-/, "") ?? "");
    if (row?.matches("[name=site]")) {
      event.preventDefault();
      root.getElementById("fig").setAttribute("data-on", row.toggleAttribute("open") ? row.id.slice(5) : "");
    }
    if (row && row.id !== id) (row.querySelector("summary") ?? row).scrollIntoView();
  });
  host.dispatchEvent(new Event("mbc-ready", { bubbles: true }));
}
