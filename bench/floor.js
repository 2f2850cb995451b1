// The floor: the widget's own tree as HTML, put in by the parser; rows open by themselves, as the browser has them.

import style from "bench:style";

const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
const load = async (language) => (await fetch(new URL(`${language}.html`, import.meta.url))).text();

const words = await load("en");
for (const host of document.querySelectorAll(".guide")) {
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  root.setHTMLUnsafe(words);
  const mark = () => root.querySelector("#fig").setAttribute("data-on", root.querySelector("[name=site][open]")?.id.slice(5) ?? "");
  root.addEventListener("toggle", mark, true);
  root.addEventListener("click", async ({ target }) => {
    const { id } = target.closest("[id^=fig-], [id^=pin-], [id^=lang-], [id^=to-]") ?? {};
    if (id?.startsWith("lang-")) root.setHTMLUnsafe(await load(id.slice(5)));
    const row = root.getElementById(id?.replace(/^(fig|pin)-/, "site-").replace(/^to-/, "") ?? "");
    if (/^(fig|pin)-/.test(id)) row?.toggleAttribute("open");
    if (row && row.id !== id) (row.querySelector("summary") ?? row).scrollIntoView();
  });
  host.dispatchEvent(new Event("mbc-ready", { bubbles: true }));
}
