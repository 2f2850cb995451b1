// The entry of the React contender: the words of one language, then a root in each host's shadow root, where the
// widget's style sheet serves as it is.

import { createRoot } from "react-dom/client";
import style from "bench:style";
import { Guide } from "./guide.jsx";
import { Turns, createTurns } from "./state.js";

/** With `?turns` what closed rows hold is made after what is in view. */
const isInTurns = new URL(import.meta.url).searchParams.has("turns");
const words = new Map();

function load(language) {
  if (!words.has(language))
    words.set(
      language,
      fetch(new URL(`${language}.json`, import.meta.url)).then((answer) => answer.json()),
    );
  return words.get(language);
}

load("en");
const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
for (const host of document.querySelectorAll(".guide")) {
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  const ready = () => host.dispatchEvent(new Event("mbc-ready", { bubbles: true }));
  const turns = isInTurns ? createTurns(ready) : null;
  createRoot(root).render(
    <Turns value={turns}>
      <Guide load={load} language="en" ready={turns ? () => {} : ready} />
    </Turns>,
  );
}
